package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// PoolShare: what several share falls to each in fair parts.
// Cost: the weight per minute by which those with less than their part lack it.
// Example: two share alike, one has drawn 90 minutes and the other 30: the other lacks 30 of 60, 30 × 0.1 = 3.
// Source: fair shares of a pool: C35; weight judgement.
type PoolShare struct {
	base
	pools *pools
}

// Delta looks at the pools that are drawn on more or less.
func (r *PoolShare) Delta(_ *state.Trial, out *model.Score) { r.pools.delta(&r.base, missShare, out) }

// Each goes through the pools by what is stored.
func (r *PoolShare) Each(s *state.State, report func(Finding)) {
	h := s.In.H
	for i := range h.Pools {
		d := &h.Pools[i]
		drawn := make([]int64, len(d.Shares))
		all, parts := int64(0), int64(0)
		for n := range d.Shares {
			drawn[n] = d.Had[n] + poolTicksOf(s, i, d.Drawers[n])
			all += drawn[n]
			parts += d.Shares[n]
		}
		lack := int64(0)
		for n, share := range d.Shares {
			lack += max(0, all*share/parts-drawn[n])
		}
		if lack > 0 {
			report(r.poolFinding(s, i, 0, lack, 0))
		}
	}
}
