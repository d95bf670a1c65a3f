package move

import (
	"math/rand/v2"

	"github.com/milltir/milltir/solver/internal/state"
)

// Reseq moves a stop, a break or an event included, to another place in its own run.
type Reseq struct{}

// Name is for tables.
func (Reseq) Name() string { return "reseq" }

// Applies: see above.
func (Reseq) Applies(in *state.Instance) bool { return in.Visits > 0 }

// Propose picks a run and moves one of its stops up to three places.
func (Reseq) Propose(t *state.Trial, rng *rand.Rand) bool {
	s := t.S
	if s.In.Runs == 0 {
		return false
	}
	r := state.Run(rng.IntN(s.In.Runs))
	n := len(s.Routes[r].Seq)
	if n < 2 {
		return false
	}
	from := rng.IntN(n)
	to := from + 2 + rng.IntN(3)
	if rng.IntN(2) == 0 {
		to = from - 1 - rng.IntN(3)
	}
	if to < 0 || to > n {
		return false
	}
	t.Reseq(r, from, to)
	return t.FitKey(s.Routes[r].Seq[from].Node())
}
