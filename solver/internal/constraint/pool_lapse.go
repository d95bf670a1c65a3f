package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// PoolLapse: minutes that would lapse are used before they do.
// Cost: the weight per minute of the plan's part of them that it does not draw.
// Example: 400 minutes a period of four weeks, of which 100 may be carried over: 300 would lapse, 75 of them in a plan of
// the first week; 45 drawn, 30 × 0.3 = 9.
// Source: C35; weights of files.md.
type PoolLapse struct {
	base
	pools *pools
}

// Delta looks at the pools that are drawn on more or less.
func (r *PoolLapse) Delta(_ *state.Trial, out *model.Score) { r.pools.delta(&r.base, missLapse, out) }

// Each goes through the pools by what is stored.
func (r *PoolLapse) Each(s *state.State, report func(Finding)) {
	eachPeriod(s, func(pool int, k *poolPeriod) {
		due := k.none.Lapsed * k.weeks / k.left
		if lack := due - k.drawn; lack > 0 {
			report(r.poolFinding(s, pool, k.first, lack, due))
		}
	})
}
