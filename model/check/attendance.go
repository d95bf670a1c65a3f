package check

import (
	"slices"

	"github.com/milltir/milltir/model"
)

// each calls f for every attendance.
func (j *judge) each(f func(v int, a attendance, person *model.Person, carer *model.Carer)) {
	for v := range j.visits {
		for _, a := range j.visits[v].by {
			f(v, a, j.person(j.h.Visits[v].Person), j.carer(a.run.carer))
		}
	}
}

// present calls f for every attendance, and for those who only come along.
func (j *judge) present(f func(v int, a attendance, person *model.Person, carer *model.Carer)) {
	j.each(f)
	for v := range j.visits {
		for _, a := range j.visits[v].along {
			f(v, a, j.person(j.h.Visits[v].Person), j.carer(a.run.carer))
		}
	}
}

// one fills in that a violation is about one visit.
func one(v model.Violation, detail string) model.Violation {
	v.Amount, v.Unit, v.Detail = 1, "visit", detail
	return v
}

// list: never these, or only these, and nobody of another provider without an agreement. It is told of the
// first of the visit's people who has it so.
func list(j *judge) {
	j.present(func(v int, a attendance, p *model.Person, c *model.Carer) {
		people := []*model.Person{p}
		for _, i := range j.h.Visits[v].With {
			people = append(people, j.person(i))
		}
		for _, p := range people {
			if why := j.refused(p, c); why != "" {
				out := one(j.ofAttendance(v, a), why)
				out.Person = p.ID
				j.breach(out, 1, 0)
				return
			}
		}
	})
}

// refused tells why a carer may not come to somebody, if so.
func (j *judge) refused(p *model.Person, c *model.Carer) string {
	switch {
	case slices.Contains(p.Never, c.ID):
		return "never"
	case len(p.Only) > 0 && !slices.Contains(p.Only, c.ID):
		return "only"
	case j.stranger(c, p):
		return "provider"
	}
	return ""
}

// stranger tells whether a carer is of another provider than a person, without an agreement.
func (j *judge) stranger(c *model.Carer, p *model.Person) bool {
	i, known := j.h.PatchIndex[c.Patch]
	k, too := j.h.PatchIndex[p.Patch]
	if !known || !too {
		return false
	}
	of, at := &j.h.Problem.Patches[i], &j.h.Problem.Patches[k]
	return of.Provider != at.Provider && !slices.Contains(of.LendsTo, at.Provider)
}

// newFace: the history does not know this carer at this person's door.
func newFace(j *judge) {
	j.each(func(v int, a attendance, p *model.Person, c *model.Carer) {
		if !j.h.Met(j.h.Visits[v].Person, a.run.carer) {
			j.wish(one(j.ofAttendance(v, a), ""), j.weight(0))
		}
	})
}

// team: a carer from outside the person's named team.
func team(j *judge) {
	j.each(func(v int, a attendance, p *model.Person, c *model.Carer) {
		if len(p.NamedTeam) > 0 && !slices.Contains(p.NamedTeam, c.ID) {
			j.wish(one(j.ofAttendance(v, a), ""), j.weight(0))
		}
	})
}

// lending: a carer of another patch.
func lending(j *judge) {
	j.each(func(v int, a attendance, p *model.Person, c *model.Carer) {
		if c.Patch != p.Patch {
			j.wish(one(j.ofAttendance(v, a), string(c.Patch)), j.weight(0))
		}
	})
}

// stability: not who did this visit on its weekday in the last published rota. Detail names who did; once
// published, the second weight counts.
func stability(j *judge) {
	j.each(func(v int, a attendance, p *model.Person, c *model.Carer) {
		dv := &j.h.Visits[v]
		if !dv.HasBaseline || slices.Contains(dv.Baseline, a.run.carer) {
			return
		}
		before := ""
		if len(dv.Baseline) > 0 {
			before = string(j.carer(dv.Baseline[0]).ID)
		}
		w := j.weight(0)
		if dv.Published {
			w = j.weight(1)
		}
		j.wish(one(j.ofAttendance(v, a), before), w)
	})
}

// freeze: somebody else than was published, or another time, where the rota is frozen. Detail is who, or
// when. And a frozen shift that its carer does not work.
func freeze(j *judge) {
	j.each(func(v int, a attendance, _ *model.Person, _ *model.Carer) {
		dv := &j.h.Visits[v]
		if dv.Frozen != nil && !slices.Contains(dv.Frozen, a.run.carer) {
			j.breach(one(j.ofAttendance(v, a), string(j.carer(dv.Frozen[0]).ID)), 1, 0)
		}
	})
	for v := range j.h.Visits {
		dv, k := &j.h.Visits[v], &j.visits[v]
		if dv.Frozen == nil || len(k.by) == 0 {
			continue
		}
		if x := abs(k.start - int64(dv.FrozenStart)); x > 0 {
			out := j.ofVisit(v)
			out.Amount, out.Unit, out.Detail = x, "tick", j.clock(int64(dv.FrozenStart), dv.Date).String()
			j.breach(out, 1, x)
		}
	}
	for i := range j.h.Published {
		if p := &j.h.Published[i]; p.Frozen && !j.worksPublished(p) {
			j.counted(j.ofPublished(p), 1)
		}
	}
}
