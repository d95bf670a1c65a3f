package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// UnderHours: guaranteed hours are given.
// Cost: the weight per hour by which the paid time of a week, or of four weeks where hours are promised
// by these, with what absence took, stays below the guaranteed minutes.
// Example: 600 minutes guaranteed, 300 given, no absence: 5 × 30 = 150.
// Source: C27.
type UnderHours struct {
	base
	hours    *hours
	least    []int32 // by carer·weeks + week: guaranteed ticks less credit for absence
	ofPeriod []int32 // by carer·periods + period, likewise
}

func newUnderHours(b base, h *hours) UnderHours {
	weeks, periods := b.in.Weeks, model.Periods(b.in.Weeks)
	r := UnderHours{b, h, make([]int32, b.in.Carers*weeks), make([]int32, b.in.Carers*periods)}
	for i := range r.least {
		k := &b.in.H.Problem.Carers[i/weeks].Contract
		if low := k.WeekMin(); low > 0 {
			r.least[i] = b.in.H.Calendar.Ticks(low) - b.in.H.Credit[i]
		}
	}
	for i := range r.ofPeriod {
		c, n := i/periods, i%periods
		length := model.PeriodLength(weeks, n)
		low := b.in.H.Problem.Carers[c].Contract.PeriodMin(length)
		if low == 0 {
			continue
		}
		r.ofPeriod[i] = b.in.H.Calendar.Ticks(low)
		for w := range length {
			r.ofPeriod[i] -= b.in.H.Credit[c*weeks+n*model.PeriodWeeks+w]
		}
	}
	return r
}

func (r *UnderHours) cost(carer, week, paid int32) unit {
	return wish(r.hourly(r.least[int(carer)*r.in.Weeks+int(week)] - paid).cost)
}

func (r *UnderHours) costOfPeriod(carer, n, paid int32) unit {
	return wish(r.hourly(r.ofPeriod[int(carer)*model.Periods(r.in.Weeks)+int(n)] - paid).cost)
}

// Delta looks at the weeks and periods in which shifts were opened or closed.
func (r *UnderHours) Delta(_ *state.Trial, out *model.Score) {
	for _, c := range r.hours.touched {
		r.add(out, r.cost(c.carer, c.week, c.was), -1)
		r.add(out, r.cost(c.carer, c.week, c.is), 1)
	}
	for _, c := range r.hours.periods {
		r.add(out, r.costOfPeriod(c.carer, c.week, c.was), -1)
		r.add(out, r.costOfPeriod(c.carer, c.week, c.is), 1)
	}
}

// Each adds up every carer's weeks and periods.
func (r *UnderHours) Each(s *state.State, report func(Finding)) {
	eachPay(s, func(x spanOfPay) {
		missing := x.least - x.paid - x.credit
		if x.least == 0 || missing <= 0 {
			return
		}
		if cost := r.w[0] * missing / (60 * int64(s.In.Res)); cost > 0 {
			report(carerFinding(x.carer, x.least-missing, x.least, unit{1, 0, cost}))
		}
	})
}
