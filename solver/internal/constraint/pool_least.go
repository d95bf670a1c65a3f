package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// PoolLeast: some of a pool on each of its days.
// Cost: the weight per minute by which a date has less than day_min.
// Example: day_min 60, 45 minutes drawn on Monday: 15 × 0.3 = 4.5.
// Source: C35; judgement.
type PoolLeast struct {
	base
	pools *pools
}

// Delta looks at the pools that are drawn on more or less.
func (r *PoolLeast) Delta(_ *state.Trial, out *model.Score) { r.pools.delta(&r.base, missLeast, out) }

// Each goes through the pools by what is stored.
func (r *PoolLeast) Each(s *state.State, report func(Finding)) {
	eachPoolDay(s, func(pool int, date model.Date, ticks int64) {
		x := &s.In.H.Problem.Pools[pool]
		least := int64(s.In.H.Calendar.Ticks(x.DayMin))
		if lack := least - ticks; lack > 0 && date >= x.PeriodStart && (x.Days == 0 || x.Days.Has(date.Weekday())) {
			report(r.poolFinding(s, pool, date, lack, least))
		}
	})
}
