package constraint

import (
	"math"
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Gap: two visits of one person keep their distance: never at once, medicine hours apart,
// meals neither too near nor too far.
// Counts the ticks by which, from the start of one to any that starts later, it is less than
// min_gap_after (or the first one's length, with the way of whoever has to get from the one to the other),
// and by which the next of its date starts more than max_gap_after later. Who comes along to a session or an
// outing is at one visit at a time like its own person.
// Example: medicine that takes 240 minutes from dose to dose, 08:00 and 11:30: one breach of
// 30 minutes.
// Source: C07.
type Gap struct {
	base
	least []int32  // by visit: min_gap_after
	seen  []uint32 // by visit with a longest gap: the last trial that looked at it
	round uint32
}

func newGap(b base) Gap {
	r := Gap{base: b, least: make([]int32, b.in.Visits), seen: make([]uint32, b.in.Visits)}
	for v := range r.least {
		r.least[v] = b.in.H.Visits[v].MinGap
	}
	return r
}

// any tells whether two visits of one person are to keep a distance.
func (r *Gap) any() bool { return r.in.Apart.Any() || r.in.Follows.Any() }

// Delta looks at the pairs of every changed visit, each once, and at the next visit of each that a
// change could concern.
func (r *Gap) Delta(t *state.Trial, out *model.Score) {
	r.round++
	for i := range t.Changed {
		n := t.Changed[i].Node
		for k, m := range r.in.Apart.Of(n) {
			if m < n && t.ChangeOf(m) != nil {
				continue
			}
			r.add(out, r.timed(r.apart(t, n, k, false)), -1)
			r.add(out, r.timed(r.apart(t, n, k, true)), 1)
		}
		r.reach(t, n, out)
		for _, m := range r.in.Precedes.Of(n) {
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

// oldLen is a node's length before the trial.
func oldLen(t *state.Trial, n state.Node) int32 {
	if c := t.ChangeOf(n); c != nil {
		return c.OldLen
	}
	return t.S.Len[n]
}

// apart is the ticks by which a visit and the k-th of those it is kept apart from come too near,
// whichever is first.
func (r *Gap) apart(t *state.Trial, n state.Node, k int, trial bool) int32 {
	m := r.in.Apart.Of(n)[k]
	a, la := at(t, n, trial)
	b, lb := at(t, m, trial)
	if a == state.Unset || b == state.Unset {
		return 0
	}
	if b < a || b == a && m < n {
		return max(r.least[m], lb+r.in.WayFrom(n, k)) - (a - b)
	}
	return max(r.least[n], la+r.in.WayTo(n, k)) - (b - a)
}

// reach adds what a visit's longest gap was and is, once a trial.
func (r *Gap) reach(t *state.Trial, n state.Node, out *model.Score) {
	if len(r.in.Follows.Of(n)) == 0 || r.seen[n] == r.round {
		return
	}
	r.seen[n] = r.round
	r.add(out, r.timed(r.over(t, n, false)), -1)
	r.add(out, r.timed(r.over(t, n, true)), 1)
}

// over is the ticks by which the soonest start after a visit with a longest gap is too late.
func (r *Gap) over(t *state.Trial, n state.Node, trial bool) int32 {
	a, _ := at(t, n, trial)
	next := int32(math.MaxInt32)
	if a == state.Unset {
		return 0
	}
	for _, m := range r.in.Follows.Of(n) {
		if b, _ := at(t, m, trial); b != state.Unset && b >= a {
			next = min(next, b)
		}
	}
	if next == math.MaxInt32 {
		return 0
	}
	return next - a - r.in.H.Visits[n].MaxGap
}

// starts narrows the starts of a visit to what the person's others leave: each stays before or after
// it as it lies to the wanted start.
func (r *Gap) starts(s *state.State, n state.Node, wanted, from, to int32) (int32, int32) {
	in := r.in
	for k, m := range in.Apart.Of(n) {
		switch at := s.Start[m]; {
		case at == state.Unset:
		case at <= wanted:
			from = max(from, at+max(r.least[m], s.Len[m]+in.WayFrom(n, k)))
		default:
			to = min(to, at-max(r.least[n], s.Len[n]+in.WayTo(n, k)))
		}
	}
	if next := soonest(s, in.Follows.Of(n), wanted, n); next != math.MaxInt32 {
		from = max(from, next-in.H.Visits[n].MaxGap)
	}
	for _, m := range in.Precedes.Of(n) {
		at, most := s.Start[m], in.H.Visits[m].MaxGap
		if at == state.Unset || at > wanted {
			continue
		}
		if next := soonest(s, in.Follows.Of(m), at, n); next == math.MaxInt32 || next > at+most {
			to = min(to, at+most)
		}
	}
	return from, to
}

// soonest is the first start at or after a tick of some visits, one left aside; the largest int32 if
// there is none.
func soonest(s *state.State, of []state.Node, from int32, aside state.Node) int32 {
	next := int32(math.MaxInt32)
	for _, m := range of {
		if at := s.Start[m]; m != aside && at != state.Unset && at >= from {
			next = min(next, at)
		}
	}
	return next
}

// Each looks at every two visits, and at the one that comes next.
func (r *Gap) Each(s *state.State, report func(Finding)) {
	eachVisit(s, func(v int, start int32) {
		dv := &s.In.H.Visits[v]
		next := state.Unset
		for w := range s.In.H.Visits {
			other := s.Start[w]
			if other == state.Unset || w == v {
				continue
			}
			if slices.Contains(dv.Apart, w) && (start < other || start == other && v < w) {
				r.tell(s, v, other-start, max(dv.MinGap, s.Len[v]+dv.Between[w]), 0, report)
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
