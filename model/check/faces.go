package check

import (
	"slices"

	"github.com/milltir/milltir/model"
)

// faces gives the different carers who come to a person in a week, by index.
func (j *judge) faces(person, week int) []int {
	var out []int
	for v := range j.visits {
		if j.h.Visits[v].Person != person {
			continue
		}
		for _, a := range j.visits[v].by {
			if a.run.week == week && !slices.Contains(out, a.run.carer) {
				out = append(out, a.run.carer)
			}
		}
	}
	return out
}

// carers: every different carer of a person's week.
func carers(j *judge) {
	for p := range j.h.Problem.People {
		for w := range j.h.Weeks {
			if n := int64(len(j.faces(p, w))); n > 0 {
				j.wish(j.ofPerson(p, w, n, 0), j.weight(0)*n)
			}
		}
	}
}

// extraCarers: different carers beyond the person's number, which is Limit.
func extraCarers(j *judge) {
	for p := range j.h.Problem.People {
		limit := int64(j.person(p).MaxCarers7d)
		if limit == 0 {
			limit = int64(j.h.Rules.Carers.PerWeek)
		}
		for w := range j.h.Weeks {
			if n := int64(len(j.faces(p, w))); n > limit {
				j.wish(j.ofPerson(p, w, n, limit), j.weight(0)*(n-limit))
			}
		}
	}
}

// ofPerson makes a violation about a person's week; its date is the Monday.
func (j *judge) ofPerson(person, week int, n, limit int64) model.Violation {
	return model.Violation{
		Person: j.person(person).ID, Date: j.h.Calendar.Start().Add(7 * week),
		Amount: n, Limit: limit, Unit: "carer",
	}
}
