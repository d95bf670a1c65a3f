package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// OverHours: hours above the guaranteed ones are not for nothing.
// Cost: the first weight per hour within the contract's tolerance, the second beyond, of a week or of four
// weeks as the hours are promised.
// Example: 32 hours on a contract of 30 with 5 %: 1.5 × 20 + 0.5 × 40 = 50. Source: C27.
type OverHours struct {
	base
	hours    *hours
	least    []int32 // by carer: guaranteed ticks of a week, 0 none
	ofPeriod []int32 // by carer·periods + period, likewise
}

func newOverHours(b base, h *hours) OverHours {
	cal, periods := b.in.H.Calendar, model.Periods(b.in.Weeks)
	r := OverHours{b, h, make([]int32, b.in.Carers), make([]int32, b.in.Carers*periods)}
	for c := range r.least {
		k := &b.in.H.Problem.Carers[c].Contract
		r.least[c] = cal.Ticks(k.WeekMin())
		for n := range periods {
			r.ofPeriod[c*periods+n] = cal.Ticks(k.PeriodMin(model.PeriodLength(b.in.Weeks, n)))
		}
	}
	return r
}

// cost is of so much paid where so much is owed.
func (r *OverHours) cost(carer, least, paid int32) unit {
	over := paid - least
	if least == 0 || over <= 0 {
		return unit{}
	}
	within := min(over, tolerance(least, &r.in.H.Problem.Carers[carer].Contract))
	return wish((r.w[0]*int64(within) + r.w[1]*int64(over-within)) / (60 * int64(r.in.Res)))
}

// Delta looks at the weeks and periods in which shifts were opened or closed.
func (r *OverHours) Delta(_ *state.Trial, out *model.Score) {
	for _, c := range r.hours.touched {
		r.add(out, r.cost(c.carer, r.least[c.carer], c.was), -1)
		r.add(out, r.cost(c.carer, r.least[c.carer], c.is), 1)
	}
	for _, c := range r.hours.periods {
		least := r.ofPeriod[int(c.carer)*model.Periods(r.in.Weeks)+int(c.week)]
		r.add(out, r.cost(c.carer, least, c.was), -1)
		r.add(out, r.cost(c.carer, least, c.is), 1)
	}
}

// Each adds up every carer's weeks and periods.
func (r *OverHours) Each(s *state.State, report func(Finding)) {
	eachPay(s, func(x spanOfPay) {
		over := x.paid - x.least
		if x.least == 0 || over <= 0 {
			return
		}
		weighted := r.w[0] * over
		if within := x.within(); over > within {
			weighted = r.w[0]*within + r.w[1]*(over-within)
		}
		if cost := weighted / (60 * int64(s.In.Res)); cost > 0 {
			report(carerFinding(x.carer, x.paid, x.least, unit{1, 0, cost}))
		}
	})
}
