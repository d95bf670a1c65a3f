package move

import (
	"math/rand/v2"

	"github.com/milltir/milltir/solver/internal/state"
)

// Rest lets a run do without its break, or puts it back in, where the objective leaves that open.
type Rest struct{}

// Name is for tables.
func (Rest) Name() string { return "rest" }

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
		t.SkipBreak(r)
		return true
	}
	t.TakeBreak(r, rng.IntN(len(s.Routes[r].Seq)+1))
	return true
}
