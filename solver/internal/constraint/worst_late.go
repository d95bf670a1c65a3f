package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// WorstLate: nobody bears the whole of a bad day's lateness.
// Cost: the weight per minute of the largest miss of a window in the rota.
// Example: visits 5, 12 and 40 minutes late, 40 × 1 = 40.
// Source: docs/adr/0007.
type WorstLate struct {
	base
	window *Window
	stale  bool
	top    [topLate]lateVisit // the largest misses, largest first
	tops   int
	all    bool // top holds every miss there is
}

const topLate = 8

type lateVisit struct {
	n state.Node
	x int32
}

func newWorstLate(b base, w *Window) WorstLate { return WorstLate{base: b, window: w, stale: true} }

func (r *WorstLate) cost(x int32) unit { return wish(r.w[0] * int64(x) / int64(r.in.Res)) }

// refresh finds the largest misses of the stored rota.
func (r *WorstLate) refresh(s *state.State) {
	r.stale, r.tops, r.all = false, 0, true
	for v, at := range s.Start[:r.in.Visits] {
		if at == state.Unset {
			continue
		}
		x := r.window.outside(state.Node(v), at, s.Len[v])
		if x <= 0 {
			continue
		}
		if r.tops == topLate && x <= r.top[topLate-1].x {
			r.all = false
			continue
		}
		if r.tops < topLate {
			r.tops++
		} else {
			r.all = false
		}
		i := r.tops - 1
		for ; i > 0 && r.top[i-1].x < x; i-- {
			r.top[i] = r.top[i-1]
		}
		r.top[i] = lateVisit{state.Node(v), x}
	}
}

// Delta compares the largest miss before with the larger of what changed and what did not.
func (r *WorstLate) Delta(t *state.Trial, out *model.Score) {
	if r.stale && len(t.S.Len) > 0 {
		r.refreshBefore(t)
	}
	was := int32(0)
	if r.tops > 0 {
		was = r.top[0].x
	}
	is := int32(0)
	for i := range t.Changed {
		if c := &t.Changed[i]; c.New != state.Unset {
			is = max(is, r.window.outside(c.Node, c.New, c.NewLen))
		}
	}
	if is < was {
		is = max(is, r.rest(t))
	}
	if is != was {
		r.add(out, r.cost(was), -1)
		r.add(out, r.cost(is), 1)
	}
}

// refreshBefore looks at the rota before a trial, whose edited lengths stand in the state already.
func (r *WorstLate) refreshBefore(t *state.Trial) {
	swap := func() {
		for i := range t.Changed {
			c := &t.Changed[i]
			if c.OldLen != c.NewLen {
				t.S.Len[c.Node], c.OldLen, c.NewLen = c.OldLen, c.NewLen, c.OldLen
			}
		}
	}
	swap()
	r.refresh(t.S)
	swap()
}

// rest is the largest miss among the visits that the trial does not change.
func (r *WorstLate) rest(t *state.Trial) int32 {
	for _, k := range r.top[:r.tops] {
		if t.ChangeOf(k.n) == nil {
			return k.x
		}
	}
	if r.all {
		return 0
	}
	x := int32(0)
	for v, at := range t.S.Start[:r.in.Visits] {
		if at != state.Unset && t.ChangeOf(state.Node(v)) == nil {
			x = max(x, r.window.outside(state.Node(v), at, t.S.Len[v]))
		}
	}
	return x
}

// Each finds the largest miss by the window rule's own definition.
func (r *WorstLate) Each(s *state.State, report func(Finding)) {
	worst := nobody
	r.window.Each(s, func(f Finding) {
		if f.Amount > worst.Amount {
			worst = f
		}
	})
	worst.unit = wish(r.w[0] * worst.Amount / int64(s.In.Res))
	if worst.cost > 0 {
		report(worst)
	}
}
