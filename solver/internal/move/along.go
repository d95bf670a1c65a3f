package move

import (
	"math/rand/v2"

	"github.com/milltir/milltir/solver/internal/state"
)

// Along sends one carer more to a visit, to help or to be introduced, or calls them off.
type Along struct{}

// Name is for tables.
func (Along) Name() string { return "along" }

// Applies where a visit has seats that may stay empty.
func (Along) Applies(in *state.Instance) bool {
	for n := range in.Visits {
		if in.Loose(state.Node(n)) > 0 {
			return true
		}
	}
	return false
}

// Propose picks an allocated visit and one of those seats: it empties it, or gives it to a worked run
// that may take it, where its time belongs.
func (Along) Propose(t *state.Trial, rng *rand.Rand) bool {
	s := t.S
	n, ok := anyVisit(s, rng)
	if !ok || s.In.Loose(n) == 0 {
		return false
	}
	stop := state.StopOf(n, int(s.In.Need[n])+rng.IntN(s.In.Loose(n)))
	if s.RunOf[stop] != state.NoRun {
		t.Remove(stop)
		return true
	}
	runs := s.In.RunsOf[n]
	if len(runs) == 0 {
		return false
	}
	to := runs[rng.IntN(len(runs))]
	if !s.Worked[to] {
		return false
	}
	at := max(0, min(sits(&s.Routes[to], s.Start[n])+rng.IntN(3)-1, len(s.Routes[to].Seq)))
	t.Insert(stop, to, at)
	return t.FitKey(n)
}
