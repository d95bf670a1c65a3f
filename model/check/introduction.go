package check

import "github.com/milltir/milltir/model"

// single: a pair that one carer may do at a pinch, done by one. Amount carers, Limit those it takes.
func single(j *judge) {
	j.attended(func(v int, dv *model.DatedVisit, seen *visit) {
		if n := len(seen.carers); n >= dv.Least && n < dv.Need {
			out := j.ofVisit(v)
			out.Amount, out.Limit, out.Unit = int64(n), int64(dv.Need), "carer"
			j.wish(out, j.weight(0))
		}
	})
}

// introduction: a carer who comes to somebody who knows others, and did not come first beside one of
// them. It is told of that first time.
func introduction(j *judge) {
	for p := range j.h.Problem.People {
		if !j.knowsAnybody(p) {
			continue
		}
		first, attends := j.firstTimes(p)
		for c := range j.h.Problem.Carers {
			if !attends[c] || j.h.Met(p, c) {
				continue
			}
			v := first[c]
			beside := false
			for _, a := range j.visits[v].by {
				o := a.run.carer
				beside = beside || o != c && (j.h.Met(p, o) || j.before(first[o], v))
			}
			if !beside {
				out := one(j.ofVisit(v), "")
				out.Carer, out.Unit = j.carer(c).ID, "carer"
				j.breach(out, 1, 0)
			}
		}
	}
}

func (j *judge) knowsAnybody(person int) bool {
	for c := range j.h.Problem.Carers {
		if j.h.Met(person, c) {
			return true
		}
	}
	return false
}

// firstTimes gives, by carer, the first visit at which they are at a person's, and whether they ever
// are there as more than a shadow.
func (j *judge) firstTimes(person int) (first map[int]int, attends map[int]bool) {
	first, attends = make(map[int]int), make(map[int]bool)
	for v := range j.visits {
		if j.h.Visits[v].Person != person {
			continue
		}
		note := func(a attendance) {
			if at, known := first[a.run.carer]; !known || j.before(v, at) {
				first[a.run.carer] = v
			}
		}
		for _, a := range j.visits[v].by {
			note(a)
			attends[a.run.carer] = true
		}
		for _, a := range j.visits[v].along {
			note(a)
		}
	}
	return first, attends
}

// before orders two visits by start, then as the horizon has them. A visit with a shadow alone starts
// with it.
func (j *judge) before(a, b int) bool {
	x, y := j.begins(a), j.begins(b)
	return x < y || x == y && a < b
}

func (j *judge) begins(v int) int64 {
	seen := &j.visits[v]
	if len(seen.by) > 0 {
		return seen.start
	}
	return seen.along[0].stop.start
}
