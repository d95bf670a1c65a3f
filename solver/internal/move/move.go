// Package move holds the small changes the search tries, one operator a file. An operator
// edits a trial at random and knows nothing of costs; the search times it, asks the rules and
// decides.
package move

import (
	"math/rand/v2"

	"github.com/milltir/milltir/solver/internal/state"
)

// Operator proposes a random change.
type Operator interface {
	Name() string
	// Applies tells whether there can be anything to try in a problem.
	Applies(in *state.Instance) bool
	// Propose edits a fresh trial and tells whether there is anything to try.
	Propose(t *state.Trial, rng *rand.Rand) bool
}

// All gives every operator, with how often each is tried in proportion to the others. Ease is the last,
// and tried late in a search only.
func All() ([]Operator, []int) {
	return []Operator{Relocate{}, Swap{}, Tails{}, Retime{}, Roles{}, Resize{}, Toggle{}, Handover{}, Rest{}, Along{}, Ease{}},
		[]int{30, 20, 15, 20, 2, 2, 1, 2, 1, 8, 2}
}

// anyVisit picks an allocated visit.
func anyVisit(s *state.State, rng *rand.Rand) (state.Node, bool) {
	if s.In.Visits == 0 {
		return 0, false
	}
	for range 8 {
		if n := state.Node(rng.IntN(s.In.Visits)); s.Allocated(n) {
			return n, true
		}
	}
	return 0, false
}

// anyStop picks an allocated visit and one of its carers' stops.
func anyStop(s *state.State, rng *rand.Rand) (state.Stop, bool) {
	n, ok := anyVisit(s, rng)
	if !ok {
		return 0, false
	}
	return state.StopOf(n, rng.IntN(int(s.In.Need[n]))), true
}

// nearStop picks a stop of a visit near another one; squaring favours the nearest.
func nearStop(s *state.State, n state.Node, rng *rand.Rand) (state.Stop, bool) {
	near := s.In.Near[n]
	if len(near) == 0 {
		return 0, false
	}
	pick := func() state.Node {
		f := rng.Float64()
		return near[int(f*f*float64(len(near)))]
	}
	m := pick()
	for range 8 {
		if !s.In.Draw[m] || s.Allocated(m) {
			break
		}
		m = pick() // most draws are not taken
	}
	if !s.Allocated(m) {
		return 0, false
	}
	return state.StopOf(m, rng.IntN(int(s.In.Need[m]))), true
}

// neighbours picks two stops near each other in two different runs.
func neighbours(s *state.State, rng *rand.Rand) (a, b state.Stop, ok bool) {
	if a, ok = anyStop(s, rng); !ok {
		return a, b, false
	}
	b, ok = nearStop(s, a.Node(), rng)
	return a, b, ok && s.RunOf[a] != s.RunOf[b]
}

// sits gives the position in a route at which a stop starting at a tick belongs.
func sits(r *state.Route, at int32) int {
	for i, t := range r.At {
		if t >= at {
			return i
		}
	}
	return len(r.Seq)
}
