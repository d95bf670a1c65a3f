package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// PoolWish: of what people want of their hours, the first wish goes before the second.
// Cost: the weight of its rank for each ranked visit on a pool that is left out; of one that may be moved to other
// days for each of a week's; of a ranked pool for each person and week to whom it proposes draws and none is made.
// Example: a trip that is somebody's first wish is left out, 15; a third wish, 4.
// Source: C35; weights of files.md, where a wish kept is worth what one that is not kept costs here (docs/adr/0017).
type PoolWish struct {
	base
	packs  *packages
	ranked bool
	weekly [][]state.Node // what a ranked pool proposes to a person in a week of the plan; one of them is the wish
	weekOf []int32        // by visit: index into weekly; -1 no draw of a ranked pool
}

func newPoolWish(b base, packs *packages) PoolWish {
	h := b.in.H
	r := PoolWish{base: b, packs: packs, weekOf: make([]int32, len(h.Visits))}
	at := make(map[[3]int]int) // by pool, person and week
	for v := range h.Visits {
		r.weekOf[v] = -1
		dv := &h.Visits[v]
		if rankOf(h, dv) == 0 {
			continue
		}
		r.ranked = true
		if !dv.Draw {
			continue
		}
		week := int(dv.Date-h.Calendar.Start()) / 7
		key := [3]int{dv.Pool, dv.Person, week}
		k, known := at[key]
		if !known {
			k = len(r.weekly)
			at[key] = k
			r.weekly = append(r.weekly, nil)
		}
		r.weekOf[v] = int32(k)
		r.weekly[k] = append(r.weekly[k], state.Node(v))
	}
	return r
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
		if r.weekOf[c.Node] >= 0 {
			r.weekDelta(t, i, out)
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

// weekDelta books the week of a draw that comes in or goes out, once for the first of the week's among the changes.
func (r *PoolWish) weekDelta(t *state.Trial, i int, out *model.Score) {
	k := r.weekOf[t.Changed[i].Node]
	for j := range t.Changed[:i] {
		if c := &t.Changed[j]; r.weekOf[c.Node] == k && (c.Old == state.Unset) != (c.New == state.Unset) {
			return
		}
	}
	was, is := false, false
	for _, v := range r.weekly[k] {
		before, after := t.S.Start[v], t.S.Start[v]
		if c := t.ChangeOf(v); c != nil {
			before, after = c.Old, c.New
		}
		was, is = was || before != state.Unset, is || after != state.Unset
	}
	u := r.wish(rankOf(r.in.H, &r.in.H.Visits[r.weekly[k][0]]), 1)
	switch {
	case was && !is:
		r.add(out, u, 1)
	case is && !was:
		r.add(out, u, -1)
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
		if cost := weight(v); cost > 0 && !dv.Patterned && !dv.Draw && s.Start[v] == state.Unset {
			report(visitFinding(s, v, int64(h.Problem.Visits[dv.Template].Rank), 0, unit{1, 0, cost}))
		}
	}
	r.eachWeek(s, weight, report)
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

// eachWeek lists the weeks in which somebody has none of the draws that a ranked pool proposes.
func (r *PoolWish) eachWeek(s *state.State, weight func(v int) int64, report func(Finding)) {
	type key struct {
		pool, person int
		monday       model.Date
	}
	h := s.In.H
	monday := func(dv *model.DatedVisit) model.Date { return dv.Date - (dv.Date-h.Calendar.Start())%7 }
	drawn := make(map[key]bool)
	for v := range h.Visits {
		if dv := &h.Visits[v]; dv.Draw && s.Start[v] != state.Unset {
			drawn[key{dv.Pool, dv.Person, monday(dv)}] = true
		}
	}
	for v := range h.Visits {
		dv := &h.Visits[v]
		k := key{dv.Pool, dv.Person, monday(dv)}
		cost := int64(0)
		if dv.Draw {
			cost = weight(v)
		}
		if cost == 0 || drawn[k] {
			continue
		}
		drawn[k] = true // said once
		f := nobody
		f.Person, f.Pool, f.Date = int32(dv.Person), h.Problem.Pools[dv.Pool].ID, k.monday
		f.Amount, f.unit = int64(h.Problem.Visits[dv.Template].Rank), unit{1, 0, cost}
		report(f)
	}
}
