package search

import (
	"slices"

	"github.com/milltir/milltir/solver/internal/state"
)

// mostBound is the most visits for which a bound on open shifts is worked out: it takes time that
// grows with their cube.
const mostBound = 1000

// fewest is a number of open shifts below which no rota with every visit in it can go, 0 where
// that is not worked out: so many loads take so many shifts, and of visits that nobody can do one
// after the other each takes a shift of its own. Given shifts take any part of the work, of a
// package one pattern is done, and an event or the other carers of a visit can lie on a way that
// is shorter than the leg: with any of them there is no bound.
func (e *Engine) fewest() int {
	in := e.In
	several := slices.ContainsFunc(in.Room, func(n int32) bool { return n > 1 })
	if in.Visits > mostBound || several || slices.Contains(in.IsOpen, false) || len(in.Packs) > 0 || len(in.H.Choices) > 0 || len(in.H.Events) > 0 {
		return 0
	}
	return max(e.fewestByLoad(), in.Visits-e.mostLinks())
}

func (e *Engine) fewestByLoad() int {
	sum, most := 0, 0
	for r := range e.In.Runs {
		if e.In.MaxLoad[r] == 0 || e.Rules.Load.Free() {
			return 0
		}
		most = max(most, int(e.In.MaxLoad[r]))
	}
	for v := range e.In.Visits {
		sum += int(e.Rules.LoadOf(state.Node(v)))
	}
	return (sum + most - 1) / max(1, most)
}

// mostLinks is at least the number of visits that come straight after another one in any rota: each
// has one at most before it and one behind it. It is a largest matching of visits with those that
// can follow them, found by augmenting paths (Kuhn 1955).
func (e *Engine) mostLinks() int {
	m := matching{in: e.In, of: slices.Repeat([]int32{-1}, e.In.Visits), seen: make([]int32, e.In.Visits)}
	size := 0
	for v := range e.In.Visits {
		m.round = int32(v) + 1
		if m.augment(v) {
			size++
		}
	}
	return size
}

type matching struct {
	in    *state.Instance
	of    []int32 // by visit: the one that comes before it, -1
	seen  []int32 // by visit: the round in which it was last tried
	round int32
}

// augment finds a visit to come after one, moving others to other successors where need be.
func (m *matching) augment(v int) bool {
	for w := range m.of {
		if m.of[w] < 0 && m.follows(v, w) {
			m.of[w] = int32(v)
			return true
		}
	}
	for w := range m.of {
		if m.seen[w] == m.round || !m.follows(v, w) {
			continue
		}
		m.seen[w] = m.round
		if m.augment(int(m.of[w])) {
			m.of[w] = int32(v)
			return true
		}
	}
	return false
}

// follows tells whether anybody can do one visit straight after another.
func (m *matching) follows(v, w int) bool {
	in := m.in
	if v == w {
		return false
	}
	end := int64(in.Open[v]) + int64(in.LengthMin[v])
	for _, legs := range in.Legs {
		if end+int64(legs[int(in.EndAt[v])*in.Places+int(in.Place[w])].Rounded) <= int64(in.LawClose[w]) {
			return true
		}
	}
	return false
}
