package constraint

import (
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// PoolWish: of what people want of their hours, the first wish goes before the second.
// Cost: the weight of its rank for each ranked visit on a pool that is left out; of one that may be moved to other
// days for each of a week's.
// Example: a trip that is somebody's first wish is left out, 15; a third wish, 4.
// Source: C35; weights of files.md, where a wish kept is worth what one that is not kept costs here (docs/adr/0017).
type PoolWish struct {
	base
	packs  *packages
	ranked bool
}

func newPoolWish(b base, packs *packages) PoolWish {
	return PoolWish{b, packs, slices.ContainsFunc(b.in.H.Visits, func(v model.DatedVisit) bool { return rankOf(b.in.H, &v) > 0 })}
}

// rankOf is which wish a dated visit is, 0 none: an optional one that draws on a pool.
func rankOf(h *model.Horizon, v *model.DatedVisit) int {
	if v.Pool < 0 || !v.Optional {
		return 0
	}
	return h.Problem.Visits[v.Template].Rank
}

// wish is what so many wishes of a rank cost.
func (r *PoolWish) wish(rank, n int) unit {
	if rank == 0 {
		return unit{}
	}
	return wish(r.w[min(rank, len(r.w))-1] * int64(n))
}

// pack is what a week of a visit that may be moved costs where it is not done.
func (r *PoolWish) pack(k *model.Choice) unit {
	visits := k.Options[0]
	if !k.Movable || len(visits) == 0 {
		return unit{}
	}
	return r.wish(rankOf(r.in.H, &r.in.H.Visits[visits[0]]), len(visits))
}

// Delta looks at wishes that come in or go out.
func (r *PoolWish) Delta(t *state.Trial, out *model.Score) {
	if !r.ranked {
		return
	}
	for i := range t.Changed {
		c := &t.Changed[i]
		dv := &r.in.H.Visits[c.Node]
		if (c.Old == state.Unset) == (c.New == state.Unset) || dv.Patterned {
			continue
		}
		u, sign := r.wish(rankOf(r.in.H, dv), 1), int64(-1)
		if c.New == state.Unset {
			sign = 1
		}
		r.add(out, u, sign)
	}
	if len(t.Moves) == 0 {
		return
	}
	for _, k := range r.packs.touched {
		if u := r.pack(&r.in.H.Choices[k.choice]); k.was && !k.is {
			r.add(out, u, 1)
		} else if k.is && !k.was {
			r.add(out, u, -1)
		}
	}
}

// Each lists the wishes that are left out.
func (r *PoolWish) Each(s *state.State, report func(Finding)) {
	h := s.In.H
	weight := func(v int) int64 {
		dv := &h.Visits[v]
		if rank := h.Problem.Visits[dv.Template].Rank; rank > 0 && dv.Optional && dv.Pool >= 0 {
			return r.w[min(rank-1, len(r.w)-1)]
		}
		return 0
	}
	for v := range h.Visits {
		dv := &h.Visits[v]
		if cost := weight(v); cost > 0 && !dv.Patterned && s.Start[v] == state.Unset {
			report(visitFinding(s, v, int64(h.Problem.Visits[dv.Template].Rank), 0, unit{1, 0, cost}))
		}
	}
	eachPackage(s, func(k *model.Choice, done bool) {
		if done || !k.Movable || len(k.Options[0]) == 0 {
			return
		}
		v := k.Options[0][0]
		if cost := weight(v) * int64(len(k.Options[0])); cost > 0 {
			report(packageFinding(s, k, int64(h.Problem.Visits[h.Visits[v].Template].Rank), unit{1, 0, cost}))
		}
	})
}
