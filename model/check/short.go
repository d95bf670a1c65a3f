package check

import "github.com/milltir/milltir/model"

// short: section 8 of the Act of 2016, written from its own words: a visit shorter than thirty
// minutes needs condition A (needs that the council meets: this individual has visited before in
// the period of the plan, and only to see that all is well, or for tasks that can be done) or B
// (otherwise: as arranged with the person). C, cut short at the person's request, is nothing that
// a rota can plan.
func short(j *judge) {
	least := j.ticks(j.h.Rules.Short.Minutes)
	j.each(func(v int, a attendance, p *model.Person, c *model.Carer) {
		if j.visits[v].length >= least || j.agreed(v, p) {
			return
		}
		detail := model.NoCondition
		if j.fits(v) {
			if detail = model.ConditionA; j.knows(v, a, p) {
				return
			}
		}
		out := j.ofAttendance(v, a)
		out.Amount, out.Limit, out.Unit, out.Detail = j.visits[v].length, least, "tick", detail
		j.breach(out, 1, 0)
	})
}

// agreed is condition B: not arranged by the council, and the agreement is dated.
func (j *judge) agreed(v int, p *model.Person) bool {
	dv := &j.h.Visits[v]
	cond := j.h.Problem.Visits[dv.Template].ShortCond
	private := p.Funding == "self" || p.Funding == "health"
	return private && p.AgreementShort != 0 && p.AgreementShort <= dv.Date && (cond == "" || cond == "B")
}

// fits is the second half of condition A: safe and well, or tasks of which it was written down
// that they can be done in the time.
func (j *judge) fits(v int) bool {
	t := &j.h.Problem.Visits[j.h.Visits[v].Template]
	return t.ShortCond == "A" || t.ShortCond == "" && t.Kind == "check"
}

// knows is the first half: the carer has visited this person before, during the present plan.
func (j *judge) knows(v int, a attendance, p *model.Person) bool {
	first := j.h.Problem.Plan.Start
	anew := func(d model.Date) bool { return p.PlanStart >= first && d >= p.PlanStart }
	dv := &j.h.Visits[v]
	if !anew(dv.Date) {
		for _, k := range j.h.Problem.History {
			before := p.PlanStart < first && k.LastVisit != 0 && k.LastVisit < p.PlanStart // what it counts was in the plan before
			if k.Person == p.ID && k.Carer == j.carer(a.run.carer).ID && k.VisitsInPlan > 0 && !before {
				return true
			}
		}
	}
	for o := range j.visits {
		other := &j.h.Visits[o]
		if other.Person != dv.Person || anew(other.Date) != anew(dv.Date) {
			continue
		}
		for _, b := range j.visits[o].by {
			if b.run.carer == a.run.carer && b.stop.start < a.stop.start {
				return true
			}
		}
	}
	return false
}
