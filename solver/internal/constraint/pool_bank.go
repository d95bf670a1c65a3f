package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// PoolBank: people have their hours while they are theirs, rather than later.
// Cost: the weight per minute of the plan's part of a pool that it does not draw and that is kept.
// Example: 400 minutes for four weeks, a plan of one: its part is 100; 40 drawn, 60 × 0.1 = 6.
// Source: C35; weight judgement (docs/adr/0017).
type PoolBank struct {
	base
	pools *pools
}

// Delta looks at the pools that are drawn on more or less.
func (r *PoolBank) Delta(_ *state.Trial, out *model.Score) { r.pools.delta(&r.base, missBank, out) }

// Each goes through the pools by what is stored.
func (r *PoolBank) Each(s *state.State, report func(Finding)) {
	eachPeriod(s, func(pool int, k *poolPeriod) {
		part := k.free * k.weeks / k.left
		if lack := part - k.drawn; lack > 0 {
			report(r.poolFinding(s, pool, k.first, lack, part))
		}
	})
}
