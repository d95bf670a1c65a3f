package main

import (
	"slices"

	"github.com/milltir/milltir/model"
)

// bound is the least number of different carers who could make a person's visits of a week, whatever
// the rest of the rota: no rota with all of them has fewer. Travel, breaks and other people's visits
// are left out of account; they could only raise it. People without visits have 0.
func bound(h *model.Horizon, person, week int) int {
	var needs []need
	for v := range h.Visits {
		dv := &h.Visits[v]
		night := week > 0 && dv.Date == h.Calendar.Start().Add(7*week) // may be of a shift of the week before
		if dv.Person != person || dv.Week != week || dv.Optional || dv.Patterned || night {
			continue
		}
		n := need{carers: dv.Least}
		for c := range h.Problem.Carers {
			if may(h, dv, c) {
				n.who = append(n.who, c)
			}
		}
		n.carers = min(n.carers, len(n.who)) // whoever is missing is missing anyway
		needs = append(needs, n)
	}
	for k := 0; ; k++ {
		if enough(needs, nil, k) {
			return k
		}
	}
}

// need is a visit: so many of these carers.
type need struct {
	who    []int
	carers int
}

// enough tells whether k carers more can be chosen so that every visit has its carers: it looks at a
// visit that lacks one and tries everybody for it.
func enough(needs []need, chosen []int, k int) bool {
	lacks := -1
	for i := range needs {
		n := needs[i].carers
		for _, c := range needs[i].who {
			if slices.Contains(chosen, c) {
				n--
			}
		}
		if n > k {
			return false
		}
		if n > 0 && (lacks < 0 || len(needs[i].who) < len(needs[lacks].who)) {
			lacks = i
		}
	}
	if lacks < 0 {
		return true
	}
	for _, c := range needs[lacks].who {
		if !slices.Contains(chosen, c) && enough(needs, append(slices.Clip(chosen), c), k-1) {
			return true
		}
	}
	return false
}

// may tells whether the law lets a carer make a visit at all: a shift that holds it, a role that they
// are trained for, and nothing at the door or on the lists against it.
func may(h *model.Horizon, dv *model.DatedVisit, carer int) bool {
	t, p, c := &h.Problem.Visits[dv.Template], &h.Problem.People[dv.Person], &h.Problem.Carers[carer]
	holds := func(skills []model.Skill) bool {
		return !slices.ContainsFunc(skills, func(s model.Skill) bool { return !c.Holds(s, dv.Date) })
	}
	role := len(t.Roles) == 0 || slices.ContainsFunc(t.Roles, func(r model.Role) bool { return holds(r.Skills) })
	refused := h.Problem.Bars(p, c)
	pets, smoking, stairs := c.Meets(p)
	language, foreign := p.NeedsLanguage(model.Required)
	gender, particular := p.NeedsGender(model.Required)
	if !holds(t.Skills) || !role || refused || !pets || !smoking || !stairs ||
		foreign && !c.Speaks(language, h.Rules.Language.Level) || particular && c.Gender != gender {
		return false
	}
	return slices.ContainsFunc(h.Shifts, func(s model.DatedShift) bool {
		return (s.Carer < 0 || s.Carer == carer) && slices.ContainsFunc(dv.Windows, func(w model.DatedWindow) bool {
			start := max(w.Open, s.Start)
			return start <= w.Close && start+dv.LengthMin <= s.End
		})
	})
}
