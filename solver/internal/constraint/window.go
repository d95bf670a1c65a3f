package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Window: a visit starts inside one of its windows and is over by its latest end.
// Counts the larger of the ticks outside the nearest window and past the latest end.
// Example: window 08:00–08:30, start 08:42 → one breach of 12 minutes.
// Source: NG21 1.4; C05.
type Window struct {
	base
	end         []int32 // by visit: latest end, the largest int32 where there is none
	open, close []int32 // by visit: its first window
	multi       []bool  // by visit: it has more
}

func newWindow(b base) Window {
	r := Window{base: b, end: make([]int32, b.in.Visits)}
	for _, ws := range b.in.Windows {
		r.open, r.close, r.multi = append(r.open, ws[0].Open), append(r.close, ws[0].Close), append(r.multi, len(ws) > 1)
	}
	for v := range r.end {
		r.end[v] = 1<<31 - 1
		if e := b.in.H.Visits[v].LatestEnd; e != model.None {
			r.end[v] = e
		}
	}
	return r
}

// outside is the ticks by which a visit misses its windows.
func (r *Window) outside(v state.Node, start, length int32) int32 {
	x := max(0, r.open[v]-start, start-r.close[v])
	if x > 0 && r.multi[v] {
		for _, w := range r.in.Windows[v] {
			x = min(x, max(0, w.Open-start, start-w.Close))
		}
	}
	if over := start + length - r.end[v]; over > x {
		return over
	}
	return x
}

// Delta looks at the visits whose start or length differ.
func (r *Window) Delta(t *state.Trial, out *model.Score) {
	for i := range t.Changed {
		c := &t.Changed[i]
		if c.Old != state.Unset {
			if x := r.outside(c.Node, c.Old, c.OldLen); x > 0 {
				r.add(out, r.timed(x), -1)
			}
		}
		if c.New != state.Unset {
			if x := r.outside(c.Node, c.New, c.NewLen); x > 0 {
				r.add(out, r.timed(x), 1)
			}
		}
	}
}

// Each compares every stored start with the windows as the horizon has them.
func (r *Window) Each(s *state.State, report func(Finding)) {
	eachVisit(s, func(v int, start int32) {
		dv := &s.In.H.Visits[v]
		nearest := int32(-1)
		for _, w := range dv.Windows {
			d := max(0, w.Open-start, start-w.Close)
			if nearest < 0 || d < nearest {
				nearest = d
			}
		}
		if dv.LatestEnd != model.None {
			nearest = max(nearest, start+s.Len[v]-dv.LatestEnd)
		}
		if nearest > 0 {
			cost := r.w[0] * int64(nearest) / int64(s.In.Res)
			report(visitFinding(s, v, int64(nearest), 0, unit{1, int64(nearest), cost}))
		}
	})
}
