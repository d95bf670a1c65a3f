package constraint

import (
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// PlanHours: the whole plan has the hours that were agreed for it.
// Counts the ticks of paid time below the least or above the most.
// Example: 8,160 to 8,640 minutes in four weeks, 8,700 given: one breach of 60 minutes.
// Source: C27.
type PlanHours struct {
	base
	hours       *hours
	least, most []int32 // by carer, in ticks, the least less credit for absence; most 0: any
}

func newPlanHours(b base, h *hours) PlanHours {
	r := PlanHours{b, h, make([]int32, b.in.Carers), make([]int32, b.in.Carers)}
	for c := range r.least {
		k := &b.in.H.Problem.Carers[c].Contract
		r.least[c], r.most[c] = b.in.H.Calendar.Ticks(k.MinPlan), b.in.H.Calendar.Ticks(k.MaxPlan)
		for w := range b.in.Weeks {
			if r.least[c] > 0 {
				r.least[c] = max(0, r.least[c]-b.in.H.Credit[c*b.in.Weeks+w])
			}
		}
	}
	return r
}

func (r *PlanHours) any() bool {
	for c := range r.least {
		if r.least[c] > 0 || r.most[c] > 0 {
			return true
		}
	}
	return false
}

// off is by how much so much paid time is outside what was agreed.
func (r *PlanHours) off(carer, paid int32) int32 {
	if most := r.most[carer]; most > 0 && paid > most {
		return paid - most
	}
	return r.least[carer] - paid
}

// Delta looks at the carers of the weeks in which paid time changes, each once.
func (r *PlanHours) Delta(_ *state.Trial, out *model.Score) {
	weeks := r.in.Weeks
	for i, c := range r.hours.touched {
		if r.least[c.carer] == 0 && r.most[c.carer] == 0 || slices.ContainsFunc(r.hours.touched[:i], func(x weekChange) bool { return x.carer == c.carer }) {
			continue
		}
		was := int32(0)
		for _, paid := range r.hours.paid[int(c.carer)*weeks : int(c.carer+1)*weeks] {
			was += paid
		}
		is := was
		for _, x := range r.hours.touched[i:] {
			if x.carer == c.carer {
				is += x.is - x.was
			}
		}
		r.add(out, r.hourly(r.off(c.carer, was)), -1)
		r.add(out, r.hourly(r.off(c.carer, is)), 1)
	}
}

// Each adds up every carer's shifts.
func (r *PlanHours) Each(s *state.State, report func(Finding)) {
	for c, runs := range workedBy(s) {
		k := &s.In.H.Problem.Carers[c].Contract
		paid := int64(0)
		for _, run := range runs {
			paid += paidOf(s, run)
		}
		least, most := int64(k.MinPlan)*int64(s.In.Res), int64(k.MaxPlan)*int64(s.In.Res)
		x, limit := least-paid, least
		for _, credit := range s.In.H.Credit[c*s.In.Weeks : (c+1)*s.In.Weeks] {
			x -= int64(credit)
		}
		if most > 0 && paid > most {
			x, limit = paid-most, most
		}
		if x > 0 {
			if paid < limit {
				paid = limit - x
			}
			report(carerFinding(c, paid, limit, unit{1, x, r.w[0] * x / (60 * int64(s.In.Res))}))
		}
	}
}
