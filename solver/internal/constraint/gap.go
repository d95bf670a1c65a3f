package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Gap: two visits of one person keep their distance: never at once, medicine hours apart,
// meals neither too near nor too far.
// Visits that may be moved to other days, or stand in patterns, are in no chain (docs/adr/0010).
// Counts the ticks by which start to start is less than min_gap_after (or the first visit's
// length) or, on one date, more than max_gap_after.
// Example: medicine that takes 240 minutes from dose to dose, 08:00 and 11:30: one breach of
// 30 minutes.
// Source: C07.
type Gap struct {
	base
	least, most []int32 // by visit, to its Next; most 0: none
}

func newGap(b base) Gap {
	r := Gap{b, make([]int32, b.in.Visits), make([]int32, b.in.Visits)}
	for v := range r.least {
		dv := &b.in.H.Visits[v]
		r.least[v] = dv.MinGap
		if dv.Next >= 0 && b.in.H.Visits[dv.Next].Date == dv.Date {
			r.most[v] = dv.MaxGap
		}
	}
	return r
}

// breach is the ticks by which two starts are too near or too far.
func (r *Gap) breach(v int32, start, length, next int32) int32 {
	gap := next - start
	if least := max(r.least[v], length); gap < least {
		return least - gap
	}
	if most := r.most[v]; most > 0 && gap > most {
		return gap - most
	}
	return 0
}

// link adds what the link from v to its next visit was and is under the trial.
func (r *Gap) link(t *state.Trial, v int32, out *model.Score) {
	w := r.in.Next[v]
	s := t.S
	if a, b := s.Start[v], s.Start[w]; a != state.Unset && b != state.Unset {
		if x := r.breach(v, a, oldLen(t, state.Node(v)), b); x > 0 {
			r.add(out, r.timed(x), -1)
		}
	}
	if a, b := t.StartOf(state.Node(v)), t.StartOf(state.Node(w)); a != state.Unset && b != state.Unset {
		if x := r.breach(v, a, s.Len[v], b); x > 0 {
			r.add(out, r.timed(x), 1)
		}
	}
}

// oldLen is a node's length before the trial.
func oldLen(t *state.Trial, n state.Node) int32 {
	if c := t.ChangeOf(n); c != nil {
		return c.OldLen
	}
	return t.S.Len[n]
}

// Delta looks at the links on both sides of every changed visit, each link once.
func (r *Gap) Delta(t *state.Trial, out *model.Score) {
	for i := range t.Changed {
		n := t.Changed[i].Node
		if r.in.Next[n] >= 0 {
			r.link(t, int32(n), out)
		}
		for _, p := range [2]int32{r.in.Prev[n], r.in.Prev2[n]} {
			if p >= 0 && t.ChangeOf(state.Node(p)) == nil {
				r.link(t, p, out)
			}
		}
	}
}

// Each walks each person's visits in order.
func (r *Gap) Each(s *state.State, report func(Finding)) {
	eachVisit(s, func(v int, start int32) {
		dv := &s.In.H.Visits[v]
		if dv.Next < 0 || s.Start[dv.Next] == state.Unset {
			return
		}
		apart := s.Start[dv.Next] - start
		least := max(dv.MinGap, s.Len[v])
		sameDay := s.In.H.Visits[dv.Next].Date == dv.Date
		x, limit := int32(0), least
		switch {
		case apart < least:
			x = least - apart
		case dv.MaxGap > 0 && sameDay && apart > dv.MaxGap:
			x, limit = apart-dv.MaxGap, dv.MaxGap
		}
		if x > 0 {
			cost := r.w[0] * int64(x) / int64(s.In.Res)
			report(visitFinding(s, v, int64(apart), int64(limit), unit{1, int64(x), cost}))
		}
	})
}
