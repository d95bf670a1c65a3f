package constraint

import (
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Optional: a visit that may be left out is still wished for.
// Cost: the weight per attendance-minute left out. What draws on a pool is a wish of the pool's instead.
// Example: an optional visit of 30 minutes by two carers that is left out costs 60.
// Source: C15; docs/adr/0003.
type Optional struct {
	base
	packs *packages
	any   bool // there are optional visits
	per   bool // one counts as one, however long
}

func newOptional(b base, packs *packages) Optional {
	any := slices.ContainsFunc(b.in.H.Visits, func(v model.DatedVisit) bool { return v.Optional })
	return Optional{b, packs, any, b.in.H.Rules.OptionalPer == model.PerVisit}
}

func (r *Optional) cost(v state.Node) unit {
	dv := &r.in.H.Visits[v]
	switch {
	case dv.Patterned || dv.Pool >= 0:
		return unit{}
	case !r.per:
		return wish(r.w[0] * int64(r.in.Length[v]) * int64(r.in.Full[v]) / int64(r.in.Res))
	case dv.TiedTo >= 0 && r.in.H.Visits[dv.TiedTo].Optional:
		return unit{} // they are left out together and count once
	}
	return wish(r.w[0])
}

// pack is what a package that is not done costs.
func (r *Optional) pack(k *model.Choice) unit {
	if !k.Optional || r.in.H.OfPool(k) {
		return unit{}
	}
	if r.per {
		return wish(r.w[0])
	}
	_, ticks := r.in.H.Cheapest(k)
	return wish(r.w[0] * ticks / int64(r.in.Res))
}

// Delta looks at optional visits and packages that come in or go out.
func (r *Optional) Delta(t *state.Trial, out *model.Score) {
	if !r.any {
		return
	}
	for i := range t.Changed {
		c := &t.Changed[i]
		if !r.in.H.Visits[c.Node].Optional {
			continue
		}
		if c.Old == state.Unset {
			r.add(out, r.cost(c.Node), -1)
		}
		if c.New == state.Unset {
			r.add(out, r.cost(c.Node), 1)
		}
	}
	if len(t.Moves) == 0 {
		return
	}
	for _, k := range r.packs.touched {
		u := r.pack(&r.in.H.Choices[k.choice])
		if k.was && !k.is {
			r.add(out, u, 1)
		} else if k.is && !k.was {
			r.add(out, u, -1)
		}
	}
}

// Each lists the optional visits and packages that are left out.
func (r *Optional) Each(s *state.State, report func(Finding)) {
	per := s.In.H.Rules.OptionalPer == model.PerVisit
	for v := range s.In.H.Visits {
		dv := &s.In.H.Visits[v]
		if !dv.Optional || dv.Patterned || dv.Pool >= 0 || s.Start[v] != state.Unset {
			continue
		}
		if other := dv.TiedTo; per && other >= 0 && s.In.H.Visits[other].Optional && s.Start[other] == state.Unset {
			continue
		}
		ticks := int64(dv.Length) * int64(dv.Need)
		cost := r.w[0] * ticks / int64(s.In.Res)
		if per {
			cost = r.w[0]
		}
		if cost > 0 {
			report(visitFinding(s, v, ticks, 0, unit{1, 0, cost}))
		}
	}
	eachPackage(s, func(k *model.Choice, done bool) {
		if done || !k.Optional || s.In.H.OfPool(k) {
			return
		}
		_, ticks := s.In.H.Cheapest(k)
		cost := r.w[0] * ticks / int64(s.In.Res)
		if per {
			cost = r.w[0]
		}
		if cost > 0 {
			report(packageFinding(s, k, ticks, unit{1, 0, cost}))
		}
	})
}
