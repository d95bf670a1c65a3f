package constraint

import (
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Team: a person with a named team is visited by it.
// Cost: the weight per attendance of a carer outside it.
// Example: two visits by a carer outside the team, 2 × 6 = 12.
// Source: C30.
type Team struct{ base }

func (r *Team) cell(visit, _, carer int) unit {
	h := r.in.H
	team := h.Problem.People[h.Visits[visit].Person].NamedTeam
	if len(team) == 0 || slices.Contains(team, h.Problem.Carers[carer].ID) {
		return unit{}
	}
	return r.counted(1)
}

// Delta is the change of the moved stops' cells.
func (r *Team) Delta(t *state.Trial, out *model.Score) { pairDelta(r, r.in, t, out) }

// Each lists the visits of outsiders.
func (r *Team) Each(s *state.State, report func(Finding)) {
	problem := s.In.H.Problem
	eachAttendance(s, func(v, _ int, run state.Run, carer state.Carer) {
		team := make(map[model.CarerID]bool)
		for _, id := range problem.People[s.In.Person[v]].NamedTeam {
			team[id] = true
		}
		if len(team) > 0 && !team[problem.Carers[carer].ID] {
			report(attendanceFinding(s, v, run, unit{1, 0, r.w[0]}))
		}
	})
}
