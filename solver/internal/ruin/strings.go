package ruin

import (
	"math/rand/v2"

	"github.com/milltir/milltir/solver/internal/state"
)

// Strings takes out strings of consecutive visits from runs that pass near a seed visit: what
// is visited together is near each other (Christiaens and Vanden Berghe 2020, "slack induction
// by string removals"; a string is a sequence of consecutive visits of a route).
type Strings struct{}

// Name is for tables.
func (Strings) Name() string { return "strings" }

// Applies if there are visits.
func (Strings) Applies(in *state.Instance) bool { return in.Visits > 0 }

const (
	meanRemoved  = 8
	longestRun   = 8
	splitChance  = 0.5
	splitStretch = 0.5
)

// Pick goes through the seed's neighbours and takes a string from each run not yet touched.
func (Strings) Pick(s *state.State, rng *rand.Rand, out []state.Node) []state.Node {
	seed := anyVisit(s, rng)
	limit := 1 + rng.IntN(longestRun)
	runs := 1 + rng.IntN(max(1, 2*meanRemoved/limit))
	var touched [16]state.Run
	k := 0
	take := func(n state.Node) {
		for seat := range int(s.In.Room[n]) {
			stop := state.StopOf(n, seat)
			r := s.RunOf[stop]
			if r == state.NoRun {
				continue
			}
			for _, x := range touched[:k] {
				if x == r {
					return
				}
			}
			if k == len(touched) || k >= runs {
				return
			}
			touched[k] = r
			k++
			out = cutString(s, r, stop, limit, rng, out)
		}
	}
	if s.Allocated(seed) {
		take(seed)
	}
	for _, n := range s.In.Near[seed] {
		if k >= runs || k == len(touched) || len(out) >= most {
			break
		}
		if s.Allocated(n) {
			take(n)
		}
	}
	return out
}

// cutString appends a string of up to limit visits of a run that holds a stop, sometimes with
// a stretch in its middle left in place.
func cutString(s *state.State, r state.Run, stop state.Stop, limit int, rng *rand.Rand, out []state.Node) []state.Node {
	seq := s.Routes[r].Seq
	at := s.Pos(stop)
	n := min(limit, len(seq))
	n = 1 + rng.IntN(n)
	spare := 0
	if n > 1 && n < len(seq) && rng.Float64() < splitChance {
		for spare = 1; n+spare < len(seq) && rng.Float64() < splitStretch; spare++ {
		}
	}
	total := n + spare
	first := at - rng.IntN(total)
	first = max(0, min(first, len(seq)-total))
	skip := first + 1 + rng.IntN(max(1, n-1))
	for i := first; i < first+total && i < len(seq); i++ {
		if spare > 0 && i >= skip && i < skip+spare {
			continue
		}
		if node := seq[i].Node(); s.In.IsVisit(node) {
			out = append(out, node)
		}
	}
	return out
}
