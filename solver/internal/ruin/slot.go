package ruin

import (
	"math/rand/v2"

	"github.com/milltir/milltir/solver/internal/state"
)

// Slot takes out the visits of one template on all its days, with a neighbour of each, so that
// the same carer can come at the same slot through the week.
type Slot struct{}

// Name is for tables.
func (Slot) Name() string { return "slot" }

// Pick follows the person's visits and keeps those of the seed's template.
func (Slot) Pick(s *state.State, rng *rand.Rand, out []state.Node) []state.Node {
	seed := anyVisit(s, rng)
	template := s.In.H.Visits[seed].Template
	first := seed
	for s.In.Prev[first] >= 0 {
		first = state.Node(s.In.Prev[first])
	}
	for n := int32(first); n >= 0 && len(out) < most; n = s.In.Next[n] {
		if s.In.H.Visits[n].Template != template {
			continue
		}
		out = append(out, state.Node(n))
		if near := s.In.Near[n]; len(near) > 0 {
			out = append(out, near[rng.IntN(min(6, len(near)))])
		}
	}
	return allocated(s, out)
}
