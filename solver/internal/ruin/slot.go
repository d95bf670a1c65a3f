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

// Applies: see above.
func (Slot) Applies(in *state.Instance) bool { return several(in) }

// Pick follows the person's visits and keeps those of the seed's template.
func (Slot) Pick(s *state.State, rng *rand.Rand, out []state.Node) []state.Node {
	seed := anyVisit(s, rng)
	template := s.In.H.Visits[seed].Template
	for n := first(s.In, seed); n >= 0 && len(out) < most; n = s.In.Next[n] {
		if m := beside(s.In, n); s.In.H.Visits[n].Template != template && (m < 0 || s.In.H.Visits[m].Template != template) {
			continue
		}
		out = append(out, state.Node(n))
		if near := s.In.Near[n]; len(near) > 0 {
			out = append(out, near[rng.IntN(min(6, len(near)))])
		}
	}
	return allocated(s, out)
}
