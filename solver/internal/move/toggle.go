package move

import (
	"math/rand/v2"
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Toggle opens an open shift, or closes one that holds no visit.
type Toggle struct{}

// Name is for tables.
func (Toggle) Name() string { return "toggle" }

// Applies where an open shift without visits can make a difference, by its own price or by the hours
// of its carer.
func (Toggle) Applies(in *state.Instance) bool {
	weighs := func(c model.Code) bool { return in.H.Problem.Objective.Weighs(c) }
	return slices.Contains(in.IsOpen, true) && slices.ContainsFunc([]model.Code{
		model.RuleOpenShift, model.RuleAvoid, model.RuleBank, model.RuleUnderHours, model.RuleOverHours, model.RuleBalance, model.RuleWorstIdle,
	}, weighs)
}

// Propose picks an open shift.
func (Toggle) Propose(t *state.Trial, rng *rand.Rand) bool {
	r, ok := openRun(t.S, rng)
	if !ok {
		return false
	}
	if !t.S.Worked[r] {
		t.Work(r, true)
		return true
	}
	for _, stop := range t.S.Routes[r].Seq {
		if t.S.In.IsVisit(stop.Node()) {
			return false
		}
	}
	t.Work(r, false)
	return true
}

// openRun picks a run of an open shift.
func openRun(s *state.State, rng *rand.Rand) (state.Run, bool) {
	if s.In.Runs == 0 {
		return 0, false
	}
	for range 8 {
		if r := state.Run(rng.IntN(s.In.Runs)); s.In.IsOpen[r] {
			return r, true
		}
	}
	return 0, false
}
