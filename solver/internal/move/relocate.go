package move

import (
	"math/rand/v2"

	"github.com/milltir/milltir/solver/internal/state"
)

// Relocate gives one stop to another run, at the place its time suggests or one beside it.
type Relocate struct{}

// Name is for tables.
func (Relocate) Name() string { return "relocate" }

// Applies: see above.
func (Relocate) Applies(in *state.Instance) bool { return in.Runs > 1 }

// Propose picks a visit and one of the worked runs that may take it.
func (Relocate) Propose(t *state.Trial, rng *rand.Rand) bool {
	s := t.S
	stop, ok := anyStop(s, rng)
	if !ok {
		return false
	}
	n := stop.Node()
	runs := s.In.RunsOf[n]
	if len(runs) == 0 {
		return false
	}
	to := runs[rng.IntN(len(runs))]
	if to == s.RunOf[stop] || !s.Worked[to] {
		return false
	}
	at := sits(&s.Routes[to], s.Start[n]) + rng.IntN(3) - 1
	at = max(0, min(at, len(s.Routes[to].Seq)))
	t.Remove(stop)
	t.Insert(stop, to, at)
	if rng.IntN(4) == 0 {
		t.SetHold(n, s.In.HoldBase[n])
	}
	return t.FitKey(n)
}
