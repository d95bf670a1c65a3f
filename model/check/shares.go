package check

import (
	"cmp"
	"slices"

	"github.com/milltir/milltir/model"
)

// extraCarers14 and extraCarers28: different carers in so many days, up to the end of each week.
func extraCarers14(j *judge) {
	j.extraIn(14, func(p *model.Person) int { return p.MaxCarers14d })
}

func extraCarers28(j *judge) {
	j.extraIn(28, func(p *model.Person) int { return p.MaxCarers28d })
}

func (j *judge) extraIn(days int, promised func(p *model.Person) int) {
	start := j.h.Calendar.Start()
	for p := range j.h.Problem.People {
		limit := int64(promised(j.person(p)))
		if limit == 0 {
			continue
		}
		for w := range j.h.Weeks {
			end := start.Add(7 * (w + 1)) // the first day after
			came := j.cameBefore(p, end.Add(-days))
			for week := range w + 1 {
				if start.Add(7*week) >= end.Add(-days) {
					came = append(came, j.faces(p, week)...)
				}
			}
			slices.Sort(came)
			if n := int64(len(slices.Compact(came))); n > limit {
				j.wish(j.ofPerson(p, w, n, limit), j.weight(0)*(n-limit))
			}
		}
	}
}

// cameBefore gives the carers who came to a person before the plan, but not before a date, as far
// as the tables know.
func (j *judge) cameBefore(person int, since model.Date) []int {
	var out []int
	id, problem := j.person(person).ID, j.h.Problem
	add := func(carer model.CarerID, on model.Date) {
		if c := j.h.Carer(carer); c >= 0 && on >= since && on < problem.Plan.Start {
			out = append(out, c)
		}
	}
	for _, k := range problem.History {
		if k.Person == id {
			add(k.Carer, k.LastVisit)
		}
	}
	theirs := make(map[model.VisitID]bool)
	for i := range problem.Visits {
		theirs[problem.Visits[i].ID] = problem.Visits[i].Person == id
	}
	for _, b := range problem.Baseline {
		if theirs[b.Visit] && b.Role != model.RoleShadow {
			add(b.Carer, b.Date)
		}
	}
	return out
}

// week counts the attendances at a person in a week, by carer.
func (j *judge) week(person, week int) (all int64, by map[int]int64) {
	by = make(map[int]int64)
	for v := range j.visits {
		if j.h.Visits[v].Person != person {
			continue
		}
		for _, a := range j.visits[v].by {
			if a.run.week == week {
				by[a.run.carer]++
				all++
			}
		}
	}
	return all, by
}

// agencyShare: attendances of the bank and of agencies beyond their share.
func agencyShare(j *judge) {
	for p := range j.h.Problem.People {
		for w := range j.h.Weeks {
			all, by := j.week(p, w)
			temps := int64(0)
			for c, n := range by {
				if kind := j.carer(c).Contract.Kind; kind == model.Bank || kind == model.Agency {
					temps += n
				}
			}
			most := all * int64(j.h.Rules.Agency.SharePct) / 100
			if temps > most {
				out := j.ofPerson(p, w, temps, most)
				out.Unit = "visit"
				j.wish(out, j.weight(0)*(temps-most))
			}
		}
	}
}

// mainCarer: attendances that the carer with the most is short of the share. Carer is that one, of
// equals the first.
func mainCarer(j *judge) {
	for p := range j.h.Problem.People {
		for w := range j.h.Weeks {
			all, by := j.week(p, w)
			if all == 0 {
				continue
			}
			ids := make([]int, 0, len(by))
			for c := range by {
				ids = append(ids, c)
			}
			slices.Sort(ids)
			main := slices.MaxFunc(ids, func(a, b int) int { return cmp.Compare(by[a], by[b]) })
			least := (all*int64(j.h.Rules.Main.SharePct) + 99) / 100
			if n := by[main]; n < least {
				out := j.ofPerson(p, w, n, least)
				out.Carer, out.Unit = j.carer(main).ID, "visit"
				j.wish(out, j.weight(0)*(least-n))
			}
		}
	}
}

// slot: different carers at a visit through its week, beyond those that it takes at once.
func slot(j *judge) {
	for t := range j.h.Problem.Visits {
		row := &j.h.Problem.Visits[t]
		for w := range j.h.Weeks {
			var came []int
			for v := range j.visits {
				if dv := &j.h.Visits[v]; dv.Template == t && dv.Week == w {
					came = append(came, j.visits[v].carers...)
				}
			}
			slices.Sort(came)
			n, need := int64(len(slices.Compact(came))), int64(row.Need())
			if n > need {
				j.wish(model.Violation{
					Visit: row.ID, Person: row.Person, Date: j.h.Calendar.Start().Add(7 * w), Amount: n, Limit: need, Unit: "carer",
				}, j.weight(0)*(n-need))
			}
		}
	}
}
