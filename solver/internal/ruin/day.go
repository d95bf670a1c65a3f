package ruin

import (
	"math/rand/v2"

	"github.com/milltir/milltir/solver/internal/state"
)

// Day takes out everything of a run and of one near it.
type Day struct{}

// Name is for tables.
func (Day) Name() string { return "day" }

// Applies: see above.
func (Day) Applies(in *state.Instance) bool { return in.Visits > 0 }

// Pick takes the run of a seed and the run of one of its nearest neighbours.
func (Day) Pick(s *state.State, rng *rand.Rand, out []state.Node) []state.Node {
	seed := anyVisit(s, rng)
	if !s.Allocated(seed) {
		return out
	}
	first := s.RunOf[state.StopOf(seed, 0)]
	out = whole(s, first, out)
	for range 5 {
		near := s.In.Near[seed]
		if len(near) == 0 {
			break
		}
		n := near[rng.IntN(len(near))]
		if r := s.RunOf[state.StopOf(n, 0)]; s.Allocated(n) && r != first {
			return whole(s, r, out)
		}
	}
	return out
}

// whole appends all visits of a run.
func whole(s *state.State, r state.Run, out []state.Node) []state.Node {
	for _, stop := range s.Routes[r].Seq {
		if n := stop.Node(); s.In.IsVisit(n) {
			out = append(out, n)
		}
	}
	return out
}
