package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Shortened: flexible minutes may be taken from a visit, but not for nothing.
// Cost: the weight per minute planned below the agreed length.
// Example: 30 minutes planned where 45 were agreed cost 15.
// Source: NG21 1.4.1; C03; docs/adr/0003.
type Shortened struct{ base }

func (r *Shortened) cost(v state.Node, length int32) unit {
	return wish(r.w[0] * int64(max(0, r.in.Length[v]-length)) / int64(r.in.Res))
}

// Delta looks at visits whose length or allocation differ.
func (r *Shortened) Delta(t *state.Trial, out *model.Score) {
	for i := range t.Changed {
		c := &t.Changed[i]
		if c.OldLen == c.NewLen && c.Old != state.Unset && c.New != state.Unset {
			continue
		}
		if c.Old != state.Unset {
			r.add(out, r.cost(c.Node, c.OldLen), -1)
		}
		if c.New != state.Unset {
			r.add(out, r.cost(c.Node, c.NewLen), 1)
		}
	}
}

// Each lists the shortened visits.
func (r *Shortened) Each(s *state.State, report func(Finding)) {
	eachVisit(s, func(v int, _ int32) {
		if missing := int64(s.In.H.Visits[v].Length - s.Len[v]); missing > 0 {
			if cost := missing * r.w[0] / int64(s.In.Res); cost > 0 {
				report(visitFinding(s, v, missing, 0, unit{1, 0, cost}))
			}
		}
	})
}
