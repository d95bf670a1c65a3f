package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Shift: work ends when the shift ends, back at the base for those who end there. (It never
// begins before: the forward pass starts at the shift's start.)
// Counts the ticks beyond the end.
// Example: a visit from 11:45 to 12:15 in a shift that ends at 12:00 is one breach of 15 minutes.
// Source: C10.
type Shift struct{ base }

func (r *Shift) over(run state.Run, sum *state.Sum) unit {
	if sum.Last == state.Unset {
		return unit{}
	}
	return r.timed(sum.Last - r.in.RunEnd[run])
}

// Delta compares the ends of the runs in view.
func (r *Shift) Delta(t *state.Trial, out *model.Score) {
	for i := range t.Views {
		v := &t.Views[i]
		r.add(out, r.over(v.Run, &t.S.Routes[v.Run].Sum), -1)
		r.add(out, r.over(v.Run, &v.Sum), 1)
	}
}

// Each follows every route to its end by the matrix.
func (r *Shift) Each(s *state.State, report func(Finding)) {
	eachRun(s, func(run state.Run, _ state.Carer, shift *model.DatedShift) {
		route := &s.Routes[run]
		if len(route.Seq) == 0 {
			return
		}
		last := len(route.Seq) - 1
		end := route.At[last] + s.Len[route.Seq[last].Node()] + lastLeg(s, run)
		before := int64(max(0, shift.Start+firstLeg(s, run)-route.At[0]))
		if x := before + int64(max(0, end-shift.End)); x > 0 {
			report(runFinding(s, run, x, unit{1, x, r.w[0] * x / int64(s.In.Res)}))
		}
	})
}
