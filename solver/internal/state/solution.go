package state

import (
	"cmp"
	"slices"
)

// Solution is a rota's decisions, copied out of a state.
type Solution struct {
	Worked    []bool
	Seq       [][]Stop
	Hold, Len []int32
	Key       []int64
}

// Save copies the state's decisions into a solution, reusing its memory.
func (s *State) Save(to *Solution) {
	to.Worked = append(to.Worked[:0], s.Worked...)
	to.Hold = append(to.Hold[:0], s.Hold...)
	to.Len = append(to.Len[:0], s.Len...)
	to.Key = append(to.Key[:0], s.Key...)
	if to.Seq == nil {
		to.Seq = make([][]Stop, len(s.Routes))
	}
	for r := range s.Routes {
		to.Seq[r] = append(to.Seq[r][:0], s.Routes[r].Seq...)
	}
}

// Load makes the state the solution's, by one trial.
func (s *State) Load(t *Trial, from *Solution) {
	t.Begin()
	for r := range s.Routes {
		for _, stop := range s.Routes[r].Seq {
			if s.In.IsVisit(stop.Node()) {
				t.move(stop, NoRun)
			}
		}
	}
	for r := range s.Routes {
		v := t.view(Run(r))
		v.edited = true
		v.Seq = append(v.Seq[:0], from.Seq[r]...)
		if v.Worked != from.Worked[r] {
			v.Worked = from.Worked[r]
			t.work(Run(r), v.Worked)
		}
		for _, stop := range v.Seq {
			if s.In.IsVisit(stop.Node()) {
				t.move(stop, Run(r))
			}
		}
	}
	for n := range s.Hold {
		t.remember(Node(n))
	}
	copy(s.Hold, from.Hold)
	copy(s.Len, from.Len)
	copy(s.Key, from.Key)
	t.Time()
	t.Commit()
}

// Respread renumbers the keys of the linked nodes, in their order, with wide gaps between.
func (s *State) Respread() {
	var linked []Node
	for n := range s.In.Visits {
		if s.In.Linked[n] {
			linked = append(linked, Node(n))
		}
	}
	slices.SortFunc(linked, func(a, b Node) int { return cmp.Or(cmp.Compare(s.Key[a], s.Key[b]), cmp.Compare(a, b)) })
	for i, n := range linked {
		s.Key[n] = int64(i+1) << 32
	}
}

// KeyRoom gives the span of keys open to a linked node at a position of a run: above lo,
// below hi.
func (s *State) KeyRoom(seq []Stop, at int, skip Node) (lo, hi int64) {
	lo, hi = -1<<62, 1<<62
	for i, stop := range seq {
		n := stop.Node()
		if !s.In.Linked[n] || n == skip {
			continue
		}
		if i < at {
			lo = s.Key[n]
		} else {
			return lo, s.Key[n]
		}
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
