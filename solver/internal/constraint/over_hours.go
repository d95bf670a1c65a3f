package constraint

import (
	"math"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// OverHours: hours above the guaranteed ones are not for nothing.
// Cost: the first weight per hour within the contract's tolerance, the second beyond.
// Example: 32 hours on a contract of 30 with 5 %: 1.5 × 20 + 0.5 × 40 = 50. Source: C27.
type OverHours struct {
	base
	hours     *hours
	least     []int32 // by carer: guaranteed ticks, 0 none
	tolerance []int32 // by carer: ticks at the first weight
}

func newOverHours(b base, h *hours) OverHours {
	r := OverHours{b, h, make([]int32, b.in.Carers), make([]int32, b.in.Carers)}
	for c := range r.least {
		k := &b.in.H.Problem.Carers[c].Contract
		r.least[c] = b.in.H.Calendar.Ticks(k.WeekMin())
		r.tolerance[c] = tolerance(r.least[c], k)
	}
	return r
}

func (r *OverHours) cost(carer, paid int32) unit {
	over := paid - r.least[carer]
	if r.least[carer] == 0 || over <= 0 {
		return unit{}
	}
	within := min(over, r.tolerance[carer])
	return wish((r.w[0]*int64(within) + r.w[1]*int64(over-within)) / (60 * int64(r.in.Res)))
}

// Delta looks at the weeks in which shifts were opened or closed.
func (r *OverHours) Delta(_ *state.Trial, out *model.Score) {
	for _, c := range r.hours.touched {
		r.add(out, r.cost(c.carer, c.was), -1)
		r.add(out, r.cost(c.carer, c.is), 1)
	}
}

// Each adds up every carer's weeks.
func (r *OverHours) Each(s *state.State, report func(Finding)) {
	eachWeek(s, func(c, _ int, paid int64) {
		k := &s.In.H.Problem.Carers[c].Contract
		low := int64(k.WeekMin()) * int64(s.In.Res)
		over := paid - low
		if low == 0 || over <= 0 {
			return
		}
		tolerance := low * int64(math.Round(k.Tolerance()*100)) / 10000
		weighted := r.w[0] * over
		if over > tolerance {
			weighted = r.w[0]*tolerance + r.w[1]*(over-tolerance)
		}
		if cost := weighted / (60 * int64(s.In.Res)); cost > 0 {
			report(carerFinding(c, paid, low, unit{1, 0, cost}))
		}
	})
}
