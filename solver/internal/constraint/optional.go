package constraint

import (
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Optional: a visit that may be left out is still wished for.
// Cost: the weight per attendance-minute left out.
// Example: an optional visit of 30 minutes by two carers that is left out costs 60.
// Source: docs/adr/0003.
type Optional struct {
	base
	any bool // there are optional visits
	per bool // one counts as one, however long
}

func newOptional(b base) Optional {
	any := slices.ContainsFunc(b.in.H.Visits, func(v model.DatedVisit) bool { return v.Optional })
	return Optional{b, any, b.in.H.Rules.OptionalPer == model.PerVisit}
}

func (r *Optional) cost(v state.Node) unit {
	if r.per {
		return wish(r.w[0])
	}
	return wish(r.w[0] * int64(r.in.Length[v]) * int64(r.in.Need[v]) / int64(r.in.Res))
}

// Delta looks at optional visits that come in or go out.
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
}

// Each lists the optional visits that are left out.
func (r *Optional) Each(s *state.State, report func(Finding)) {
	for v := range s.In.H.Visits {
		dv := &s.In.H.Visits[v]
		if !dv.Optional || s.Start[v] != state.Unset {
			continue
		}
		ticks := int64(dv.Length) * int64(dv.Need)
		cost := r.w[0] * ticks / int64(s.In.Res)
		if s.In.H.Rules.OptionalPer == model.PerVisit {
			cost = r.w[0]
		}
		if cost > 0 {
			report(visitFinding(s, v, ticks, 0, unit{1, 0, cost}))
		}
	}
}
