package move

import (
	"math"
	"math/rand/v2"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Ease begins the stops with which a run opens later: what is waited behind them is no wait where they
// can. Now and then it takes the holds of a run away again.
type Ease struct{}

// Name is for tables.
func (Ease) Name() string { return "ease" }

// Applies where waiting has a price and runs leave home as late as their first stop lets them.
func (Ease) Applies(in *state.Instance) bool {
	return in.Runs > 0 && in.H.Rules.Departure != model.Earliest && in.H.Problem.Objective.Weighs(model.RuleWait)
}

// Propose picks a run, and eases it to its first wait as far as no window closes.
func (Ease) Propose(t *state.Trial, rng *rand.Rand) bool {
	s := t.S
	r := state.Run(rng.IntN(s.In.Runs))
	if rng.IntN(4) == 0 {
		return letGo(t, r)
	}
	route := &s.Routes[r]
	room := int32(math.MaxInt32)
	for k := range len(route.Seq) - 1 {
		if room = min(room, RoomOf(s, r, k)); room <= 0 {
			return false
		}
		if wait := WaitBehind(s, r, k); wait > 0 {
			return Later(t, r, k, min(room, wait))
		}
	}
	return false
}

// letGo gives a run's stops the holds they would have had.
func letGo(t *state.Trial, r state.Run) bool {
	in, any := t.S.In, false
	for _, stop := range t.S.Routes[r].Seq {
		n, hold := stop.Node(), state.Unset
		if in.IsVisit(n) {
			hold = in.HoldBase[n]
		}
		if t.S.Hold[n] != hold {
			t.Edit(r)
			t.SetHold(n, hold)
			any = true
		}
	}
	return any
}

// WaitBehind is what a run waits behind its k-th stop.
func WaitBehind(s *state.State, r state.Run, k int) int32 {
	route := &s.Routes[r]
	return route.At[k+1] - route.At[k] - s.Len[route.Seq[k].Node()] - s.In.RoundUp(route.Leg[k+1])
}

// RoomOf is how much later a run's k-th stop can begin in the window that it begins in.
func RoomOf(s *state.State, r state.Run, k int) int32 {
	n, at := s.Routes[r].Seq[k].Node(), s.Routes[r].At[k]
	if s.In.Core[n].Multi {
		for _, w := range s.In.Windows[n] {
			if w.Open <= at && at <= w.Close {
				return w.Close - at
			}
		}
	}
	return s.In.Close[n] - at
}

// Later holds a run's stops up to the k-th so much later than they begin; false if that is less than a
// step.
func Later(t *state.Trial, r state.Run, k int, by int32) bool {
	step := t.S.In.Step
	if by < step {
		return false
	}
	t.Edit(r)
	route := &t.S.Routes[r]
	for i, stop := range route.Seq[:k+1] {
		t.SetHold(stop.Node(), (route.At[i]+by)/step*step)
	}
	return true
}
