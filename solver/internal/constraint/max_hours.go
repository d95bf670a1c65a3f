package constraint

import (
	"math"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// MaxHours: nobody is asked for more than their contract allows.
// Counts the ticks above max_week or, without agreed overtime, above the guaranteed minutes and
// their tolerance.
// Example: 600 guaranteed minutes and 5 % make 630; 640 paid minutes without agreed overtime
// are one breach of 10 minutes.
// Source: C27.
type MaxHours struct {
	base
	hours *hours
	limit []int32 // by carer
}

func newMaxHours(b base, h *hours) MaxHours {
	r := MaxHours{b, h, make([]int32, b.in.Carers)}
	for c := range r.limit {
		k := &b.in.H.Problem.Carers[c].Contract
		r.limit[c] = b.in.H.Calendar.Ticks(k.WeekMax())
		if low := k.WeekMin(); low > 0 && !k.Overtime {
			guaranteed := b.in.H.Calendar.Ticks(low)
			r.limit[c] = min(r.limit[c], guaranteed+tolerance(guaranteed, k))
		}
	}
	return r
}

// tolerance is the ticks by which a contract's guaranteed ticks may be passed.
func tolerance(guaranteed int32, k *model.Contract) int32 {
	return int32(int64(guaranteed) * int64(math.Round(k.Tolerance()*100)) / 10000)
}

// Delta looks at the weeks in which shifts were opened or closed.
func (r *MaxHours) Delta(_ *state.Trial, out *model.Score) {
	for _, c := range r.hours.touched {
		r.add(out, r.hourly(c.was-r.limit[c.carer]), -1)
		r.add(out, r.hourly(c.is-r.limit[c.carer]), 1)
	}
}

// Each adds up every carer's weeks.
func (r *MaxHours) Each(s *state.State, report func(Finding)) {
	eachWeek(s, func(c, _ int, paid int64) {
		k := &s.In.H.Problem.Carers[c].Contract
		limit := int64(k.WeekMax()) * int64(s.In.Res)
		if !k.Overtime && k.WeekMin() > 0 {
			low, pct := int64(k.WeekMin())*int64(s.In.Res), int64(math.Round(k.Tolerance()*100))
			limit = min(limit, low+low*pct/10000)
		}
		if over := paid - limit; over > 0 {
			report(carerFinding(c, paid, limit, unit{1, over, r.w[0] * over / (60 * int64(s.In.Res))}))
		}
	})
}
