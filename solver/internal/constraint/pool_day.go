package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// PoolDay: no more of a pool on one day than was agreed.
// Counts the ticks drawn on a date beyond day_max.
// Example: day_max 90, two draws of 60 minutes on Monday: one breach of 30 minutes.
// Source: C35.
type PoolDay struct {
	base
	pools *pools
}

// Delta looks at the pools that are drawn on more or less.
func (r *PoolDay) Delta(_ *state.Trial, out *model.Score) { r.pools.delta(&r.base, missDay, out) }

// Each goes through the pools by what is stored.
func (r *PoolDay) Each(s *state.State, report func(Finding)) {
	eachPoolDay(s, func(pool int, date model.Date, ticks int64) {
		most := int64(s.In.H.Calendar.Ticks(s.In.H.Problem.Pools[pool].DayMax))
		if over := ticks - most; most > 0 && over > 0 {
			report(r.poolFinding(s, pool, date, over, most))
		}
	})
}
