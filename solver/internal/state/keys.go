package state

import (
	"cmp"
	"slices"
)

// Respread renumbers the keys of the linked nodes, in their order, with wide gaps between.
// Not between Mark and Accept.
func (s *State) Respread() {
	var linked []Node
	for n := range s.In.Visits {
		if s.In.Linked[n] && s.In.Knot(Node(n)) == Node(n) {
			linked = append(linked, Node(n))
		}
	}
	slices.SortFunc(linked, func(a, b Node) int { return cmp.Or(cmp.Compare(s.Key[a], s.Key[b]), cmp.Compare(a, b)) })
	for i, n := range linked {
		s.Key[n] = int64(i+1) << 32
		if m := s.In.Mate[n]; m >= 0 {
			s.Key[m] = s.Key[n]
		}
	}
}

// KeyRoom gives the span of keys open to a linked node at a position of a sequence: above lo,
// below hi.
func (s *State) KeyRoom(seq []Stop, at int, skip Node) (lo, hi int64) {
	lo, hi = -1<<62, 1<<62
	for i, stop := range seq {
		n := stop.Node()
		if !s.In.Linked[n] || n == skip {
			continue
		}
		if i >= at {
			return lo, s.Key[n]
		}
		lo = s.Key[n]
	}
	return lo, hi
}

// KeyBetween picks a key in a span, false if there is none.
func KeyBetween(lo, hi int64) (int64, bool) {
	switch {
	case lo < -1<<61 && hi > 1<<61:
		return 0, true
	case lo < -1<<61:
		return hi - 1<<32, true
	case hi > 1<<61:
		return lo + 1<<32, true
	}
	return lo + (hi-lo)/2, hi-lo > 1
}

// FitKey gives a linked node, whose stops the trial's sequences already hold, a key that keeps
// every one of its runs in order; false if there is none.
func (t *Trial) FitKey(n Node) bool {
	s := t.S
	if !s.In.Linked[n] {
		return true
	}
	lo, hi := int64(-1<<62), int64(1<<62)
	for k := range s.In.Parts(n) {
		stop := s.In.Part(n, k)
		r := t.runOf(stop)
		if r == NoRun {
			return false
		}
		seq := t.Seq(r)
		l, h := s.KeyRoom(seq, index(seq, stop), stop.Node())
		lo, hi = max(lo, l), min(hi, h)
	}
	for k := s.In.Need[n]; k < s.In.Room[n]; k++ {
		stop := StopOf(n, int(k))
		if r := t.runOf(stop); r != NoRun {
			seq := t.Seq(r)
			l, h := s.KeyRoom(seq, index(seq, stop), n)
			lo, hi = max(lo, l), min(hi, h)
		}
	}
	if lo < s.Key[n] && s.Key[n] < hi {
		return true
	}
	key, ok := KeyBetween(lo, hi)
	if ok {
		t.SetKey(n, key)
	}
	return ok
}
