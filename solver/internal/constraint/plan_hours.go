package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// PlanHours: the whole plan has the hours that were agreed for it.
// Counts the ticks of paid time below the least or above the most.
// Example: 8,160 to 8,640 minutes in four weeks, 8,700 given: one breach of 60 minutes.
// Source: C27.
type PlanHours struct {
	base
	lines       *lines
	least, most []int32 // by carer, in ticks; most 0: any
}

func newPlanHours(b base, l *lines) PlanHours {
	r := PlanHours{b, l, make([]int32, b.in.Carers), make([]int32, b.in.Carers)}
	for c := range r.least {
		k := &b.in.H.Problem.Carers[c].Contract
		r.least[c], r.most[c] = b.in.H.Calendar.Ticks(k.MinPlan), b.in.H.Calendar.Ticks(k.MaxPlan)
	}
	return r
}

func (r *PlanHours) line(carer state.Carer, runs []state.Run, book func(unit)) {
	if r.least[carer] == 0 && r.most[carer] == 0 {
		return
	}
	paid := int32(0)
	for _, run := range runs {
		paid += r.in.Paid[run]
	}
	over := int32(0)
	if r.most[carer] > 0 {
		over = paid - r.most[carer]
	}
	if x := max(over, r.least[carer]-paid); x > 0 {
		book(r.hourly(x))
	}
}

// Delta looks at the carers whose shifts were opened or closed.
func (r *PlanHours) Delta(_ *state.Trial, out *model.Score) { r.lines.delta(r, out) }

// Each adds up every carer's shifts.
func (r *PlanHours) Each(s *state.State, report func(Finding)) {
	for c := range s.In.Carers {
		k := &s.In.H.Problem.Carers[c].Contract
		paid := int64(0)
		eachRun(s, func(_ state.Run, carer state.Carer, shift *model.DatedShift) {
			if int(carer) == c {
				paid += int64(shift.End - shift.Start - shift.Break)
			}
		})
		least, most := int64(k.MinPlan)*int64(s.In.Res), int64(k.MaxPlan)*int64(s.In.Res)
		x, limit := least-paid, least
		if most > 0 && paid > most {
			x, limit = paid-most, most
		}
		if x > 0 {
			report(carerFinding(c, paid, limit, unit{1, x, r.w[0] * x / (60 * int64(s.In.Res))}))
		}
	}
}
