package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Pool: nobody draws more than there is.
// Counts the ticks that are drawn in a period of the plan beyond what its pool had for it. Before the plan that is what was
// given, or published where there is no record of it yet.
// Example: 600 minutes a period and 40 brought forward, 200 drawn before the plan and 470 by it: 30 minutes too many.
// Source: the balance of hours of domain.md; C35.
type Pool struct {
	base
	pools *pools
}

// Delta looks at the pools that are drawn on more or less.
func (r *Pool) Delta(_ *state.Trial, out *model.Score) { r.pools.delta(&r.base, missOver, out) }

// Each goes through the pools by what is stored.
func (r *Pool) Each(s *state.State, report func(Finding)) {
	eachPeriod(s, func(pool int, k *poolPeriod) {
		if over := k.all.Over; over > 0 {
			report(r.poolFinding(s, pool, k.first, over, k.was))
		}
	})
}
