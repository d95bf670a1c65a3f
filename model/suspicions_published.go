package model

import (
	"cmp"
	"fmt"
	"slices"
)

// published warns of what can be seen without dates of visits.
func (v *validator) published() {
	v.publishedLate()
	v.shiftsNotPublished()
}

// publishedLate warns of a rota that carers get to know later than rules.notice.publish days before its first
// one: by publish_by, or since nothing of it has been published when changes are told already.
func (v *validator) publishedLate() {
	plan, rules := &v.p.Plan, v.p.RulesInForce()
	by := plan.Start.Add(-rules.Notice.Publish)
	const advice = "Maybe publish earlier, or plan a later week"
	switch {
	case plan.PublishBy > by:
		v.setting("W2070", "plan.publish_by", plan.PublishBy.String(), fmt.Sprintf("the plan begins on %s and is published by %s: less than %d days before, which is %s", plan.Start, plan.PublishBy, rules.Notice.Publish, by), advice)
	case plan.PublishBy == 0 && plan.AsOf.Date > by && !v.p.hasPublished(plan.Start, plan.Start.Add(7*cmp.Or(plan.Weeks, 1))):
		v.setting("W2070", "plan.as_of", plan.AsOf.Date.String(), fmt.Sprintf("the plan begins on %s, and on %s nothing of it has been published: less than %d days before, which is %s", plan.Start, plan.AsOf.Date, rules.Notice.Publish, by), advice)
	}
}

// hasPublished tells whether the last published rota has anything on some dates.
func (p *Problem) hasPublished(from, to Date) bool {
	return p.shiftsPublished(from, to) ||
		slices.ContainsFunc(p.Baseline, func(b Attendance) bool { return b.Date >= from && b.Date < to })
}

func (p *Problem) shiftsPublished(from, to Date) bool {
	return slices.ContainsFunc(p.Published, func(b Worked) bool { return b.Date >= from && b.Date < to })
}

// shiftsNotPublished warns of a frozen span in which visits were published and no shift was: carers' shifts are
// held by nothing then.
func (v *validator) shiftsNotPublished() {
	from, to := v.p.Plan.Start, v.p.Plan.FrozenUntil.Add(1)
	if v.p.shiftsPublished(from, to) || len(v.p.Shifts) == 0 || !v.p.hasPublished(from, to) {
		return
	}
	v.setting("W2071", "plan.frozen_until", v.p.Plan.FrozenUntil.String(), fmt.Sprintf("the rota is frozen to %s, and previous_shifts.csv has no shift of these days: visits are held, and carers' shifts are not", v.p.Plan.FrozenUntil), "")
}

// heldNobodyWorks warns of frozen shifts that their carer cannot work as published: every rota breaks the
// freeze then.
func (v *validator) heldNobodyWorks(h *Horizon) {
	for i := range h.Published {
		x := &h.Published[i]
		works := slices.ContainsFunc(h.Shifts, func(s DatedShift) bool { return (s.Carer < 0 || s.Carer == x.Carer) && x.Is(&s) })
		if !x.Frozen || works {
			continue
		}
		a := at{v, publishedTable, x.Row}
		a.say("W2072", "shift", string(x.Shift), fmt.Sprintf("carer %q was published for the shift %q on %s from %s to %s, and has none such: the rota is frozen", v.p.Carers[x.Carer].ID, x.Shift, x.Date,
			h.Calendar.Local(x.Start, x.Date), h.Calendar.Local(x.End, x.Date)), "")
	}
}

// soundPublished gives the published shifts with those that have an error put where they fall on no date.
func (v *validator) soundPublished() []Worked {
	out := slices.Clone(v.p.Published)
	for i := range out {
		if !(at{v, publishedTable, i}).sound() {
			out[i].Date = 0
		}
	}
	return out
}
