package constraint

import (
	"math"
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Gap: two visits of one person keep their distance: never at once, medicine hours apart,
// meals neither too near nor too far.
// A visit that may be moved to another day, or stands in a pattern, is in no chain of first and next:
// it keeps its distance from whatever is near, and so do two between which a visit may be left out.
// Counts the ticks by which start to start is less than min_gap_after (or the first visit's
// length) or, on one date, more than max_gap_after.
// Example: medicine that takes 240 minutes from dose to dose, 08:00 and 11:30: one breach of
// 30 minutes.
// Source: C07.
type Gap struct {
	base
	least, most []int32 // by visit, to its Next; most 0: none

	// Of visits that no chain joins: near the pairs that could come within the least gap, from either
	// side; later those that may be next to a visit with a longest gap, and before the other way round.
	near, later, before rows
	free                bool     // there are such pairs
	seen                []uint32 // by visit with a later: the last trial that looked at it
	round               uint32
}

// rows are lists of visits, one a visit.
type rows struct {
	at  []int32
	all []state.Node
}

func newRows(visits int, of func(v int) []int) rows {
	r := rows{at: make([]int32, visits+1)}
	for v := range visits {
		for _, w := range of(v) {
			r.all = append(r.all, state.Node(w))
		}
		r.at[v+1] = int32(len(r.all))
	}
	return r
}

func (r *rows) of(n state.Node) []state.Node { return r.all[r.at[n]:r.at[n+1]] }

func newGap(b base) Gap {
	n, visits := b.in.Visits, b.in.H.Visits
	r := Gap{base: b, least: make([]int32, n), most: make([]int32, n), seen: make([]uint32, n)}
	before := make([][]int, n)
	for v := range r.least {
		for _, w := range visits[v].Later {
			before[w] = append(before[w], v)
		}
		dv := &b.in.H.Visits[v]
		r.least[v] = dv.MinGap
		if dv.Next >= 0 && b.in.H.Visits[dv.Next].Date == dv.Date {
			r.most[v] = dv.MaxGap
		}
	}
	r.near = newRows(n, func(v int) []int { return visits[v].Apart })
	r.later = newRows(n, func(v int) []int { return visits[v].Later })
	r.before = newRows(n, func(v int) []int { return before[v] })
	r.free = len(r.near.all)+len(r.later.all) > 0
	return r
}

// any tells whether two visits of one person are to keep a distance.
func (r *Gap) any() bool {
	return r.free || slices.ContainsFunc(r.in.Next, func(next int32) bool { return next >= 0 })
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
	if r.free {
		r.freeDelta(t, out)
	}
}

// freeDelta looks at the pairs of every changed visit that no chain joins, each once.
func (r *Gap) freeDelta(t *state.Trial, out *model.Score) {
	r.round++
	for i := range t.Changed {
		n := t.Changed[i].Node
		for _, m := range r.near.of(n) {
			if m < n && t.ChangeOf(m) != nil {
				continue
			}
			r.add(out, r.timed(r.apart(t, n, m, false)), -1)
			r.add(out, r.timed(r.apart(t, n, m, true)), 1)
		}
		r.reach(t, n, out)
		for _, m := range r.before.of(n) {
			r.reach(t, m, out)
		}
	}
}

// at is where a visit starts, and how long it lasts, as stored or under the trial.
func at(t *state.Trial, n state.Node, trial bool) (start, length int32) {
	if trial {
		return t.StartOf(n), t.S.Len[n]
	}
	return t.S.Start[n], oldLen(t, n)
}

// apart is the ticks by which two visits come too near, whichever is first.
func (r *Gap) apart(t *state.Trial, n, m state.Node, trial bool) int32 {
	a, la := at(t, n, trial)
	b, lb := at(t, m, trial)
	if a == state.Unset || b == state.Unset {
		return 0
	}
	if b < a || b == a && m < n {
		return max(r.least[m], lb) - (a - b)
	}
	return max(r.least[n], la) - (b - a)
}

// reach adds what the longest gap after a visit in no chain was and is, once a trial.
func (r *Gap) reach(t *state.Trial, n state.Node, out *model.Score) {
	if len(r.later.of(n)) == 0 || r.seen[n] == r.round {
		return
	}
	r.seen[n] = r.round
	r.add(out, r.timed(r.over(t, n, false)), -1)
	r.add(out, r.timed(r.over(t, n, true)), 1)
}

// over is the ticks by which the soonest start after a visit in no chain is too late.
func (r *Gap) over(t *state.Trial, n state.Node, trial bool) int32 {
	a, _ := at(t, n, trial)
	next := int32(math.MaxInt32)
	if a == state.Unset {
		return 0
	}
	for _, m := range r.later.of(n) {
		if b, _ := at(t, m, trial); b != state.Unset && b >= a {
			next = min(next, b)
		}
	}
	if next == math.MaxInt32 {
		return 0
	}
	return next - a - r.in.H.Visits[n].MaxGap
}

// starts narrows the starts of a visit to what those near it leave that no chain joins to it: each
// stays before or after it as the wanted start lies.
func (r *Gap) starts(s *state.State, n state.Node, wanted, from, to int32) (int32, int32) {
	for _, m := range r.near.of(n) {
		switch at := s.Start[m]; {
		case at == state.Unset:
		case at <= wanted:
			from = max(from, at+max(r.least[m], s.Len[m]))
		default:
			to = min(to, at-max(r.least[n], s.Len[n]))
		}
	}
	return from, to
}

// Each walks each person's visits in order, and those that no chain joins one by one.
func (r *Gap) Each(s *state.State, report func(Finding)) {
	eachVisit(s, func(v int, start int32) {
		dv := &s.In.H.Visits[v]
		if dv.Next >= 0 && s.Start[dv.Next] != state.Unset {
			most := dv.MaxGap
			if s.In.H.Visits[dv.Next].Date != dv.Date {
				most = 0
			}
			r.tell(s, v, s.Start[dv.Next]-start, max(dv.MinGap, s.Len[v]), most, report)
		}
		next := state.Unset
		for w := range s.In.H.Visits {
			other := s.Start[w]
			if other == state.Unset || w == v {
				continue
			}
			if slices.Contains(dv.Apart, w) && (start < other || start == other && v < w) {
				r.tell(s, v, other-start, max(dv.MinGap, s.Len[v]), 0, report)
			}
			if slices.Contains(dv.Later, w) && other >= start && (next == state.Unset || other < next) {
				next = other
			}
		}
		if next != state.Unset {
			r.tell(s, v, next-start, 0, dv.MaxGap, report)
		}
	})
}

// tell reports a distance that is less than the least, or more than the most where there is one.
func (r *Gap) tell(s *state.State, v int, apart, least, most int32, report func(Finding)) {
	x, limit := int32(0), least
	switch {
	case apart < least:
		x = least - apart
	case most > 0 && apart > most:
		x, limit = apart-most, most
	}
	if x > 0 {
		cost := r.w[0] * int64(x) / int64(s.In.Res)
		report(visitFinding(s, v, int64(apart), int64(limit), unit{1, int64(x), cost}))
	}
}
