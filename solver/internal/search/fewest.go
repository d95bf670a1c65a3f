package search

import (
	"slices"

	"github.com/milltir/milltir/solver/internal/state"
)

// fewest is a number of open shifts below which no rota with every visit in it can go, 0 where
// that cannot be told: so many loads take so many shifts, and of visits that nobody can do one
// after the other each takes a shift of its own.
func (e *Engine) fewest() int {
	if slices.Contains(e.In.IsOpen, false) || len(e.In.Packs) > 0 {
		return 0 // given shifts take any part of the work; of a package's patterns one is done
	}
	return max(e.fewestByLoad(), e.In.Visits-e.longestChains())
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
		sum += int(e.Rules.LoadOf(state.Node(v))) * int(e.In.Need[v])
	}
	return (sum + most - 1) / max(1, most)
}

// longestChains is the most visits that can come straight after another one in the same run: the
// visits less that are the fewest chains that hold them all. It is a largest matching of visits
// with their successors, found by augmenting paths (Kuhn 1955).
func (e *Engine) longestChains() int {
	m := matching{e: e, of: make([]int32, e.In.Visits), seen: make([]int32, e.In.Visits)}
	for v := range m.of {
		m.of[v] = -1
	}
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
	e     *Engine
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
	in := m.e.In
	if v == w {
		return false
	}
	end := int64(in.Open[v]) + int64(in.LengthMin[v])
	for _, legs := range in.Legs {
		if end+int64(legs[int(in.Place[v])*in.Places+int(in.Place[w])].Rounded) <= int64(in.LawClose[w]) {
			return true
		}
	}
	return false
}
