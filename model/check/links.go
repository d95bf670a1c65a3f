package check

import (
	"slices"

	"github.com/milltir/milltir/model"
)

// meant finds the dated visit of a template that a visit names: of the same date, or else the last
// one before it; -1 if there is none.
func (j *judge) meant(id model.VisitID, on model.Date) int {
	best := -1
	if id == "" {
		return best
	}
	for v := range j.h.Visits {
		dv := &j.h.Visits[v]
		if dv.ID == id && dv.Date <= on && (best < 0 || dv.Date > j.h.Visits[best].Date) {
			best = v
		}
	}
	return best
}

// order: the starts of a visit and of one that it follows. Limit is the least or the most, Detail
// the other visit.
func order(j *judge) {
	j.attended(func(v int, dv *model.DatedVisit, seen *visit) {
		for _, f := range j.h.Problem.Visits[dv.Template].After {
			o := j.meant(f.Visit, dv.Date)
			if o < 0 || len(j.visits[o].by) == 0 {
				continue
			}
			apart := seen.start - j.visits[o].start
			limit := j.ticks(f.Min)
			x := limit - apart
			if most := j.ticks(f.Max); f.Max != 0 && apart-most > max(0, x) {
				x, limit = apart-most, most
			}
			if x > 0 {
				out := j.ofVisit(v)
				out.Amount, out.Limit, out.Unit, out.Detail = x, limit, "tick", string(f.Visit)
				j.breach(out, 1, x)
			}
		}
	})
}

// sameCarer: nobody who comes has made the visit whose carer is asked for.
func sameCarer(j *judge) {
	j.attended(func(v int, dv *model.DatedVisit, seen *visit) {
		id := j.h.Problem.Visits[dv.Template].SameCarerAs
		o := j.meant(id, dv.Date)
		if o < 0 || len(j.visits[o].by) == 0 {
			return
		}
		if !slices.ContainsFunc(seen.carers, func(c int) bool { return slices.Contains(j.visits[o].carers, c) }) {
			out := one(j.ofVisit(v), string(id))
			out.Carer = j.carer(seen.carers[0]).ID
			j.breach(out, 1, 0)
		}
	})
}

// otherCarer: carers who make both of two visits that different ones should make.
func otherCarer(j *judge) {
	j.attended(func(v int, dv *model.DatedVisit, seen *visit) {
		id := j.h.Problem.Visits[dv.Template].DifferentFrom
		o := j.meant(id, dv.Date)
		for _, c := range seen.carers {
			if o >= 0 && slices.Contains(j.visits[o].carers, c) {
				out := j.ofVisit(v)
				out.Carer, out.Amount, out.Unit, out.Detail = j.carer(c).ID, 1, "carer", string(id)
				j.breach(out, 1, 0)
			}
		}
	})
}

// group: visits that stand or fall together, done in part: told of the first that is left out, with
// the group's name.
func group(j *judge) {
	byWeek := make(map[string]map[int]map[model.Date][]int)
	var names []string
	for v := range j.h.Visits {
		dv := &j.h.Visits[v]
		name := j.h.Problem.Visits[dv.Template].Group
		if name == "" || dv.Patterned || dv.TiedTo >= 0 || dv.TiedBy >= 0 {
			continue
		}
		if byWeek[name] == nil {
			byWeek[name] = make(map[int]map[model.Date][]int)
			names = append(names, name)
		}
		if byWeek[name][dv.Week] == nil {
			byWeek[name][dv.Week] = make(map[model.Date][]int)
		}
		byWeek[name][dv.Week][dv.Date] = append(byWeek[name][dv.Week][dv.Date], v)
	}
	for _, name := range names {
		for week := range j.h.Weeks {
			var alone []int
			for _, visits := range byWeek[name][week] {
				if len(visits) == 1 {
					alone = append(alone, visits...)
				} else {
					j.inPart(name, visits)
				}
			}
			j.inPart(name, alone)
		}
	}
}

// inPart records a group of which some are allocated and some are not.
func (j *judge) inPart(name string, visits []int) {
	slices.Sort(visits)
	done, out := 0, -1
	for _, v := range visits {
		if j.allocated(v) {
			done++
		} else if out < 0 {
			out = v
		}
	}
	if done > 0 && out >= 0 {
		j.breach(one(j.ofVisit(out), name), 1, 0)
	}
}
