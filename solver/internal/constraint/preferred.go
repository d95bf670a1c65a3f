package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Preferred: a visit starts near the time its person likes best.
// Cost: minutes early or late beyond the free tolerance, dearer the more they are. Example:
// preferred 08:00, start 08:42, 10 free → 32 = 15 × 0.2 + 15 × 0.5 + 2 × 1 = 12.5 travel minutes.
// Source: C05; weights of files.md.
type Preferred struct {
	base
	free  int32
	bands []int32 // ticks beyond free at which the next weight begins; starts with 0
	only  []int32 // by visit: the preferred start of its one window; Unset where it has none, or has several windows
	multi []bool  // by visit: several windows
}

func newPreferred(b base) Preferred {
	r := Preferred{b, b.in.H.Calendar.Ticks(b.in.H.Rules.Preferred.Free), []int32{0}, nil, nil}
	for _, ws := range b.in.Windows {
		r.only, r.multi = append(r.only, ws[0].Preferred), append(r.multi, len(ws) > 1)
	}
	for _, m := range b.in.H.Rules.Preferred.Bands {
		r.bands = append(r.bands, b.in.H.Calendar.Ticks(m))
	}
	for len(r.w) < len(r.bands) {
		r.w = append(r.w, r.w[len(r.w)-1])
	}
	return r
}

// wanted is the preferred start that counts for a start: the nearest window's, the earliest of
// equals; to its own close, even where lateness is at the end.
func (r *Preferred) wanted(v state.Node, start int32) int32 {
	best, preferred := int32(1<<31-1), state.Unset
	for _, w := range r.in.H.Visits[v].Windows {
		if d := max(0, w.Open-start, start-w.Close); d < best {
			best, preferred = d, w.Preferred
		}
	}
	return preferred
}

// cost of a start.
func (r *Preferred) cost(v state.Node, start int32) int64 {
	preferred := r.only[v]
	if r.multi[v] {
		preferred = r.wanted(v, start)
	}
	if preferred == state.Unset {
		return 0
	}
	e := start - preferred
	if e < 0 {
		e = -e
	}
	if e -= r.free; e <= 0 {
		return 0
	}
	sum, last := int64(0), len(r.bands)-1
	for k := range last {
		if e <= r.bands[k] {
			break
		}
		sum += r.w[k] * int64(min(e, r.bands[k+1])-r.bands[k])
	}
	if e > r.bands[last] {
		sum += r.w[last] * int64(e-r.bands[last])
	}
	return sum / int64(r.in.Res)
}

// Delta looks at the visits whose start differs.
func (r *Preferred) Delta(t *state.Trial, out *model.Score) {
	for i := range t.Changed {
		c := &t.Changed[i]
		if c.Old == c.New {
			continue
		}
		if c.Old != state.Unset {
			if k := r.cost(c.Node, c.Old); k > 0 {
				r.add(out, wish(k), -1)
			}
		}
		if c.New != state.Unset {
			if k := r.cost(c.Node, c.New); k > 0 {
				r.add(out, wish(k), 1)
			}
		}
	}
}

// Each adds up minute by minute bands from the horizon's windows.
func (r *Preferred) Each(s *state.State, report func(Finding)) {
	h := s.In.H
	free := h.Calendar.Ticks(h.Rules.Preferred.Free)
	limits := append([]int{0}, h.Rules.Preferred.Bands...)
	eachVisit(s, func(v int, start int32) {
		windows := h.Visits[v].Windows
		near := windows[0]
		for _, w := range windows[1:] {
			if max(0, w.Open-start, start-w.Close) < max(0, near.Open-start, start-near.Close) {
				near = w
			}
		}
		if near.Preferred == model.None {
			return
		}
		off := max(start-near.Preferred, near.Preferred-start) - free
		weighted := int64(0)
		for k, minutes := range limits {
			from := h.Calendar.Ticks(minutes)
			to := int32(1<<31 - 1)
			if k+1 < len(limits) {
				to = h.Calendar.Ticks(limits[k+1])
			}
			if part := min(off, to) - from; part > 0 {
				weighted += h.Problem.Objective.Thousandths(r.code, k) * int64(part)
			}
		}
		if cost := weighted / int64(s.In.Res); cost > 0 {
			report(visitFinding(s, v, int64(off+free), int64(free), unit{1, 0, cost}))
		}
	})
}
