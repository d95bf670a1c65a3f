package ruin

import (
	"math/rand/v2"
	"slices"

	"github.com/milltir/milltir/solver/internal/state"
)

// Shift takes out all visits of a worked open shift; the search may then close it.
type Shift struct{}

// Name is for tables.
func (Shift) Name() string { return "shift" }

// Applies: see above.
func (Shift) Applies(in *state.Instance) bool {
	return in.Visits > 0 && slices.Contains(in.IsOpen, true)
}

// Pick takes the first worked open run with visits from a random one on.
func (Shift) Pick(s *state.State, rng *rand.Rand, out []state.Node) []state.Node {
	start := rng.IntN(s.In.Runs)
	for i := range s.In.Runs {
		if r := state.Run((start + i) % s.In.Runs); s.In.IsOpen[r] && s.Worked[r] && len(s.Routes[r].Seq) > s.In.OwnStops(r) {
			return whole(s, r, out)
		}
	}
	return out
}
