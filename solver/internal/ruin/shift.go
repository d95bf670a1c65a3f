package ruin

import (
	"math/rand/v2"

	"github.com/milltir/milltir/solver/internal/state"
)

// Shift takes out all visits of a worked open shift; the search may then close it.
type Shift struct{}

// Name is for tables.
func (Shift) Name() string { return "shift" }

// Pick looks for a worked open run.
func (Shift) Pick(s *state.State, rng *rand.Rand, out []state.Node) []state.Node {
	for range min(20, s.In.Runs) {
		r := state.Run(rng.IntN(s.In.Runs))
		if s.In.IsOpen[r] && s.Worked[r] {
			return whole(s, r, out)
		}
	}
	return out
}
