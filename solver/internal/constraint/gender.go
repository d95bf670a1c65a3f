package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Gender: whoever needs a woman, or a man, for their care gets one.
// Counts one per attendance of a carer of whom that is not known.
// Example: a woman who requires women, and a carer whose gender nobody wrote down, is one breach.
// Source: SI 2017/1264 reg. 25(2)(d); C12.
type Gender struct{ base }

func (r *Gender) cell(visit, _, carer int) unit {
	if unsuited(r.in.H, visit, carer, model.Required) {
		return r.counted(1)
	}
	return unit{}
}

// unsuited tells whether a carer is not of the gender that a person needs so strongly.
func unsuited(h *model.Horizon, visit, carer int, strength string) bool {
	gender, ok := h.Problem.People[h.Visits[visit].Person].NeedsGender(strength)
	return ok && h.Problem.Carers[carer].Gender != gender
}

// Delta is the change of the moved stops' cells.
func (r *Gender) Delta(t *state.Trial, out *model.Score) { pairDelta(r, r.in, t, out) }

// Each lists the carers who are not of the gender needed.
func (r *Gender) Each(s *state.State, report func(Finding)) {
	eachUnsuited(s, "require_", func(v int, run state.Run) {
		report(attendanceFinding(s, v, run, unit{1, 0, r.w[0]}))
	})
}

// eachUnsuited walks the attendances of carers who are not what a need of such a kind names.
func eachUnsuited(s *state.State, kind string, f func(visit int, run state.Run)) {
	p := s.In.H.Problem
	walk := eachAttendance
	if kind == "require_" {
		walk = eachPresent // whoever is in the room
	}
	walk(s, func(v, _ int, run state.Run, carer state.Carer) {
		switch p.People[s.In.Person[v]].GenderNeed {
		case kind + "f":
			if p.Carers[carer].Gender != "f" {
				f(v, run)
			}
		case kind + "m":
			if p.Carers[carer].Gender != "m" {
				f(v, run)
			}
		}
	})
}
