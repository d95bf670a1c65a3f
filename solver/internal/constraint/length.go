package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Length: a visit is planned no shorter and no longer than was agreed.
// Counts the ticks outside length_min and length_max.
// Example: agreed at 45 minutes, between 30 and 60, planned at 75: one breach of 15 minutes.
// Source: SI 2017/1264 reg. 41(4)(a); C03.
type Length struct{ base }

func (r *Length) outside(v state.Node, length int32) int32 {
	return max(0, r.in.LengthMin[v]-length, length-r.in.LengthMax[v])
}

// Delta looks at visits whose length or allocation differ.
func (r *Length) Delta(t *state.Trial, out *model.Score) {
	for i := range t.Changed {
		c := &t.Changed[i]
		if c.OldLen == c.NewLen && c.Old != state.Unset && c.New != state.Unset {
			continue
		}
		if c.Old != state.Unset {
			r.add(out, r.timed(r.outside(c.Node, c.OldLen)), -1)
		}
		if c.New != state.Unset {
			r.add(out, r.timed(r.outside(c.Node, c.NewLen)), 1)
		}
	}
}

// Each compares planned with agreed lengths.
func (r *Length) Each(s *state.State, report func(Finding)) {
	eachVisit(s, func(v int, _ int32) {
		dv := &s.In.H.Visits[v]
		x := int32(0)
		if s.Len[v] < dv.LengthMin {
			x = dv.LengthMin - s.Len[v]
		} else if s.Len[v] > dv.LengthMax {
			x = s.Len[v] - dv.LengthMax
		}
		if x > 0 {
			report(visitFinding(s, v, int64(x), 0, unit{1, int64(x), r.w[0] * int64(x) / int64(s.In.Res)}))
		}
	})
}
