package move

import (
	"math/rand/v2"

	"github.com/milltir/milltir/solver/internal/state"
)

// Swap lets two stops of two runs change places.
type Swap struct{}

// Name is for tables.
func (Swap) Name() string { return "swap" }

// Applies: see above.
func (Swap) Applies(in *state.Instance) bool { return in.Runs > 1 }

// Propose picks a visit and one near it in another run.
func (Swap) Propose(t *state.Trial, rng *rand.Rand) bool {
	s := t.S
	a, b, ok := neighbours(s, rng)
	if !ok {
		return false
	}
	exchange(t, a, b)
	return t.FitKey(a.Node()) && t.FitKey(b.Node())
}

// exchange puts two stops of two different runs in each other's place.
func exchange(t *state.Trial, a, b state.Stop) {
	s := t.S
	ra, rb := s.RunOf[a], s.RunOf[b]
	i, j := s.Pos(a), s.Pos(b)
	t.Edit(ra).Seq[i] = b
	t.Edit(rb).Seq[j] = a
	t.Assign(a, rb)
	t.Assign(b, ra)
}
