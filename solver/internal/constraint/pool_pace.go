package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// PoolPace: a period's minutes last to its end.
// Cost: the weight per minute by which a week draws more than its part of what is left and pool.flex_pct on top.
// Example: 400 minutes for four weeks, flex_pct 10, 140 drawn in the first: 140 − 110 = 30, 30 × 0.1 = 3.
// Source: C35 (10 per cent a week); weight judgement.
type PoolPace struct {
	base
	pools *pools
}

// Delta looks at the pools that are drawn on more or less.
func (r *PoolPace) Delta(_ *state.Trial, out *model.Score) { r.pools.delta(&r.base, missPace, out) }

// Each goes through the pools by what is stored.
func (r *PoolPace) Each(s *state.State, report func(Finding)) {
	eachPeriod(s, func(pool int, k *poolPeriod) {
		pace := k.free / k.left * int64(100+s.In.H.Rules.Pool.FlexPct) / 100
		for w := range k.weeks {
			monday := k.first.Add(7 * int(w))
			if over := poolTicks(s, pool, monday, monday.Add(6)) - pace; over > 0 {
				report(r.poolFinding(s, pool, monday, over, pace))
			}
		}
	})
}
