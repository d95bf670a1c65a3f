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

// Applies where an open shift without visits can make a difference: by its own price, by the hours or
// the days of its carer, or because somebody has to be there.
func (Toggle) Applies(in *state.Instance) bool {
	weighs := func(c model.Code) bool { return in.H.Problem.Objective.Weighs(c) }
	return slices.Contains(in.IsOpen, true) && (linesAsk(in.H, weighs) || slices.ContainsFunc([]model.Code{
		model.RuleOpenShift, model.RuleAvoid, model.RuleBank, model.RuleUnderHours, model.RuleOverHours, model.RuleBalance, model.RuleWorstIdle,
	}, weighs))
}

// linesAsk tells whether a problem asks for shifts to be worked, visits or not, by a rule that weighs.
func linesAsk(h *model.Horizon, weighs func(c model.Code) bool) bool {
	return len(h.Cover) > 0 && (weighs(model.RuleStaffing) || weighs(model.RuleWanted)) || len(h.Reserves) > 0 && weighs(model.RuleReserve) || len(h.Requests) > 0 && weighs(model.RuleRequest) ||
		len(h.Published) > 0 && (weighs(model.RuleNotice) || weighs(model.RuleFreeze)) ||
		len(h.Colleagues) > 0 && weighs(model.RuleTogether) || len(h.Meetings) > 0 && weighs(model.RuleMeeting) ||
		slices.ContainsFunc(h.Problem.Carers, func(c model.Carer) bool {
			return c.Contract.MinPlan > 0 && weighs(model.RulePlanHours) || c.MinDaysInRow > 1 && weighs(model.RuleShortStint) || c.MinDaysOff > 1 && weighs(model.RuleDaysOff)
		})
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
