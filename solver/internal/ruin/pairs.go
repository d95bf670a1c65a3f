package ruin

import (
	"math/rand/v2"
	"slices"

	"github.com/milltir/milltir/solver/internal/state"
)

// Pairs takes out a visit with several carers, or two tied ones, and the neighbours in each of
// their runs.
type Pairs struct{}

// Name is for tables.
func (Pairs) Name() string { return "pairs" }

// Applies: see above.
func (Pairs) Applies(in *state.Instance) bool { return slices.Contains(in.Linked, true) }

// Pick looks for an allocated linked visit.
func (Pairs) Pick(s *state.State, rng *rand.Rand, out []state.Node) []state.Node {
	for range 30 {
		n := anyVisit(s, rng)
		if !s.In.Linked[n] || !s.Allocated(n) {
			continue
		}
		out = append(out, n)
		for k := range s.In.Parts(n) {
			stop := s.In.Part(n, k)
			seq := s.Routes[s.RunOf[stop]].Seq
			at := s.Pos(stop)
			for i := max(0, at-2); i < min(len(seq), at+3); i++ {
				if m := seq[i].Node(); s.In.IsVisit(m) && m != n {
					out = append(out, m)
				}
			}
		}
		return out
	}
	return out
}
