package move

import (
	"math/rand/v2"
	"slices"

	"github.com/milltir/milltir/solver/internal/state"
)

// Roles lets two carers of one visit change parts.
type Roles struct{}

// Name is for tables.
func (Roles) Name() string { return "roles" }

// Applies: see above.
func (Roles) Applies(in *state.Instance) bool {
	return slices.ContainsFunc(in.Full, func(n int32) bool { return n > 1 })
}

// Propose picks a visit with several carers and two of its seats.
func (Roles) Propose(t *state.Trial, rng *rand.Rand) bool {
	s := t.S
	n, ok := anyVisit(s, rng)
	if !ok || s.In.Full[n] < 2 {
		return false
	}
	need := int(s.In.Full[n])
	a := rng.IntN(need)
	b := (a + 1 + rng.IntN(need-1)) % need
	x, y := state.StopOf(n, a), state.StopOf(n, b)
	if s.RunOf[x] == s.RunOf[y] || s.RunOf[x] == state.NoRun || s.RunOf[y] == state.NoRun {
		return false
	}
	exchange(t, x, y)
	return true
}
