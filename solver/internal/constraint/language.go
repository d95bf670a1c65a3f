package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Language: whoever needs care in Welsh, or in English, is visited by carers who speak it.
// Counts one per attendance of a carer below the level that the rules ask for.
// Example: somebody who requires Welsh, and a carer of level 3 where 4 is asked for, is one breach.
// Source: SI 2017/1264 reg. 24; C13.
type Language struct{ base }

func (r *Language) cell(visit, _, carer int) unit {
	if strange(r.in.H, visit, carer, model.Required) {
		return r.counted(1)
	}
	return unit{}
}

// strange tells whether a carer does not speak what a person needs so strongly.
func strange(h *model.Horizon, visit, carer int, strength string) bool {
	code, ok := h.Problem.People[h.Visits[visit].Person].NeedsLanguage(strength)
	return ok && !h.Problem.Carers[carer].Speaks(code, h.Rules.Language.Level)
}

// Delta is the change of the moved stops' cells.
func (r *Language) Delta(t *state.Trial, out *model.Score) { pairDelta(r, r.in, t, out) }

// Each lists the carers who do not speak what is needed.
func (r *Language) Each(s *state.State, report func(Finding)) {
	eachStranger(s, "require_", func(v int, run state.Run) {
		report(attendanceFinding(s, v, run, unit{1, 0, r.w[0]}))
	})
}

// eachStranger walks the attendances of carers who do not speak what a need of such a kind names.
func eachStranger(s *state.State, kind string, f func(visit int, run state.Run)) {
	h := s.In.H
	eachAttendance(s, func(v, _ int, run state.Run, carer state.Carer) {
		need := h.Problem.People[s.In.Person[v]].LanguageNeed
		if need != kind+"cy" && need != kind+"en" {
			return
		}
		best := -1
		for _, l := range h.Problem.Carers[carer].Languages {
			if kind+l.Code == need {
				best = max(best, l.Level)
			}
		}
		if best < h.Rules.Language.Level {
			f(v, run)
		}
	})
}
