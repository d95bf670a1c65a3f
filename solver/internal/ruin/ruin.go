// Package ruin holds the ways to choose which visits are taken out together, one a file. What
// is near, alike or in each other's way comes out at once, so that putting it back can differ.
package ruin

import (
	"math/rand/v2"

	"github.com/milltir/milltir/solver/internal/state"
)

// Operator chooses visits to take out.
type Operator interface {
	Name() string
	// Applies tells whether what it takes out is ever more than one visit, or another than Strings
	// would take.
	Applies(in *state.Instance) bool
	// Pick appends allocated visits to out, which is empty but has room; it may name one twice.
	Pick(s *state.State, rng *rand.Rand, out []state.Node) []state.Node
}

// All gives every operator, with how often each is used in proportion to the others.
func All() ([]Operator, []int) {
	return []Operator{Strings{}, Person{}, Day{}, Slot{}, Strangers{}, Pairs{}, Shift{}},
		[]int{50, 8, 8, 10, 12, 6, 4}
}

// anyVisit picks any visit, allocated or not.
func anyVisit(s *state.State, rng *rand.Rand) state.Node { return state.Node(rng.IntN(s.In.Visits)) }

// most visits one ruin takes out, whatever the operator.
const most = 24

// before is the person's visit before one, -1 if there is none. Of two tied visits that follow each
// other the chain of Next passes one over.
func before(in *state.Instance, n int32) int32 {
	if p := in.Prev[n]; p >= 0 {
		return p
	}
	if m := beside(in, n); m >= 0 {
		return in.Prev[m]
	}
	return -1
}

// first is where the chain of a person's visits begins.
func first(in *state.Instance, seed state.Node) int32 {
	n := int32(seed)
	for p := before(in, n); p >= 0; p = before(in, n) {
		n = p
	}
	return n
}

// beside is the visit that the chain passes over at a visit: the one tied to it, with the same
// next one; -1 if there is none.
func beside(in *state.Instance, n int32) int32 {
	if m := int32(in.Mate[n]); m >= 0 && in.Next[m] == in.Next[n] {
		return m
	}
	return -1
}
