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
	// Applies tells whether there is anything to take out.
	Applies(in *state.Instance) bool
	// Pick appends allocated visits to out, which is empty but has room; it may name one twice.
	Pick(s *state.State, rng *rand.Rand, out []state.Node) []state.Node
}

// All gives every operator, with how often each is used in proportion to the others.
func All() ([]Operator, []int) {
	return []Operator{Strings{}}, []int{1}
}

// anyVisit picks any visit, allocated or not.
func anyVisit(s *state.State, rng *rand.Rand) state.Node { return state.Node(rng.IntN(s.In.Visits)) }

// most visits that one ruin takes out.
const most = 24
