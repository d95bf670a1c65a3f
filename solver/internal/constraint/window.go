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
	atEnd       bool    // the visit's end has to lie inside
	latest      bool    // of several windows the last that has opened counts
}

func newWindow(b base) Window {
	late := b.in.H.Rules.Lateness
	r := Window{base: b, end: make([]int32, b.in.Visits), atEnd: late.At == model.AtEnd, latest: late.Against == model.LatestOpen}
	for v := range r.end {
		dv := &b.in.H.Visits[v]
		r.open, r.close, r.multi = append(r.open, dv.Windows[0].Open), append(r.close, dv.Windows[0].Close), append(r.multi, len(dv.Windows) > 1)
		r.end[v] = 1<<31 - 1
		if e := dv.LatestEnd; e != model.None {
			r.end[v] = e
		}
	}
	return r
}

// outside is the ticks by which a visit misses its windows.
func (r *Window) outside(v state.Node, start, length int32) int32 {
	shut := start
	if r.atEnd {
		shut += length
	}
	x := max(0, r.open[v]-start, shut-r.close[v])
	if r.multi[v] && (x > 0 || r.latest) {
		x = r.several(v, start, shut)
	}
	if over := start + length - r.end[v]; over > x {
		return over
	}
	return x
}

// several is outside for a visit with several windows.
func (r *Window) several(v state.Node, start, shut int32) int32 {
	windows := r.in.H.Visits[v].Windows
	x := max(0, windows[0].Open-start, shut-windows[0].Close)
	for _, w := range windows[1:] {
		d := max(0, w.Open-start, shut-w.Close)
		if r.latest && w.Open > start {
			break
		}
		if r.latest {
			x = d
		} else {
			x = min(x, d)
		}
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
		late := s.In.H.Rules.Lateness
		for k, w := range dv.Windows {
			shut := w.Close
			if late.At == model.AtEnd {
				shut -= s.Len[v]
			}
			d := max(0, w.Open-start, start-shut)
			opened := k == 0 || w.Open <= start
			if late.Against == model.LatestOpen && opened || late.Against != model.LatestOpen && (nearest < 0 || d < nearest) {
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
