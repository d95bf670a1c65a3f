package move

import (
	"math/rand/v2"
	"slices"

	"github.com/milltir/milltir/solver/internal/state"
)

// Rest lets a run do without its break, or puts it back in, where the objective leaves that open.
type Rest struct{}

// Name is for tables.
func (Rest) Name() string { return "rest" }

// Applies: see above.
func (Rest) Applies(in *state.Instance) bool {
	return in.BreakFree && slices.ContainsFunc(in.Break, func(b state.Node) bool { return b >= 0 })
}

// keepsBreak is how many times likelier a missed break is put back than a taken one left out.
const keepsBreak = 8

// Propose picks a worked run with a break.
func (Rest) Propose(t *state.Trial, rng *rand.Rand) bool {
	s := t.S
	if !s.In.BreakFree || s.In.Runs == 0 {
		return false
	}
	r := state.Run(rng.IntN(s.In.Runs))
	b := s.In.Break[r]
	if b < 0 || !s.Worked[r] {
		return false
	}
	if s.Start[b] != state.Unset {
		if rng.IntN(keepsBreak) > 0 {
			return false
		}
		t.SkipBreak(r)
		return true
	}
	lo, hi := breakRoom(s, r)
	t.TakeBreak(r, lo+rng.IntN(hi-lo+1))
	return true
}

// breakRoom gives the positions of a route at which its break could be in time.
func breakRoom(s *state.State, r state.Run) (lo, hi int) {
	b := s.In.Break[r]
	route := &s.Routes[r]
	for lo < len(route.Seq) && route.At[lo] < s.In.Open[b] {
		lo++
	}
	hi = lo
	for hi < len(route.Seq) && route.At[hi] <= s.In.Close[b] {
		hi++
	}
	return lo, hi
}
