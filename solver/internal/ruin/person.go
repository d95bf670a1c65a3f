package ruin

import (
	"math/rand/v2"

	"github.com/milltir/milltir/solver/internal/state"
)

// Person takes out a person's visits of the whole horizon, or most of them.
type Person struct{}

// Name is for tables.
func (Person) Name() string { return "person" }

// Applies: see above.
func (Person) Applies(in *state.Instance) bool { return several(in) }

// Pick follows the chain of a person's visits both ways from a seed.
func (Person) Pick(s *state.State, rng *rand.Rand, out []state.Node) []state.Node {
	seed := anyVisit(s, rng)
	out = append(out, seed)
	for n := s.In.Next[seed]; n >= 0 && len(out) < most; n = s.In.Next[n] {
		out = append(out, state.Node(n))
	}
	for n := before(s.In, int32(seed)); n >= 0 && len(out) < most; n = before(s.In, n) {
		out = append(out, state.Node(n))
	}
	return allocated(s, out)
}

// allocated keeps the visits that are in the rota.
func allocated(s *state.State, list []state.Node) []state.Node {
	k := 0
	for _, n := range list {
		if s.Allocated(n) {
			list[k] = n
			k++
		}
	}
	return list[:k]
}

// several tells whether anybody has visits that go in and out one by one: several of them.
func several(in *state.Instance) bool {
	units := make([]int, in.People)
	for v := range in.Visits {
		if in.Unit[v] == state.Node(v) {
			if units[in.Person[v]]++; units[in.Person[v]] > 1 {
				return true
			}
		}
	}
	return false
}
