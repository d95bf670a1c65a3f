package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// UnderHours: guaranteed hours are given.
// Cost: the weight per hour by which a week's paid time, with the given shifts that absence
// took, stays below the guaranteed minutes.
// Example: 600 minutes guaranteed, 300 given, no absence: 5 × 30 = 150.
// Source: C27.
type UnderHours struct {
	base
	hours *hours
	least []int32 // by carer·weeks + week: guaranteed ticks less credit for absence
}

func newUnderHours(b base, h *hours) UnderHours {
	r := UnderHours{b, h, make([]int32, b.in.Carers*b.in.Weeks)}
	for i := range r.least {
		k := &b.in.H.Problem.Carers[i/b.in.Weeks].Contract
		if low := k.WeekMin(); low > 0 {
			r.least[i] = b.in.H.Calendar.Ticks(low) - b.in.H.Credit[i]
		}
	}
	return r
}

func (r *UnderHours) cost(carer, week, paid int32) unit {
	return wish(r.hourly(r.least[int(carer)*r.in.Weeks+int(week)] - paid).cost)
}

// Delta looks at the weeks in which shifts were opened or closed.
func (r *UnderHours) Delta(_ *state.Trial, out *model.Score) {
	for _, c := range r.hours.touched {
		r.add(out, r.cost(c.carer, c.week, c.was), -1)
		r.add(out, r.cost(c.carer, c.week, c.is), 1)
	}
}

// Each adds up every carer's weeks.
func (r *UnderHours) Each(s *state.State, report func(Finding)) {
	eachWeek(s, func(c, w int, paid int64) {
		low := int64(s.In.H.Problem.Carers[c].Contract.WeekMin()) * int64(s.In.Res)
		if low == 0 {
			return
		}
		missing := low - paid - int64(s.In.H.Credit[c*s.In.Weeks+w])
		if missing <= 0 {
			return
		}
		if cost := r.w[0] * missing / (60 * int64(s.In.Res)); cost > 0 {
			report(carerFinding(c, low-missing, low, unit{1, 0, cost}))
		}
	})
}
