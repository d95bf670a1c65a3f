package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// ShiftSkill: whoever works a shift has the skills that it takes.
// Counts each that is missing on the day.
// Example: a shift in charge by somebody who may not be: one.
// Source: SI 2017/1264 reg. 35; C09.
type ShiftSkill struct{ base }

func (r *ShiftSkill) cell(run state.Run) unit {
	h := r.in.H
	ds := &h.Shifts[r.in.ShiftOf[run]]
	n := int64(0)
	for _, k := range h.Problem.Shifts[ds.Template].Skills {
		if !h.Problem.Carers[r.in.CarerOf[run]].Holds(k, ds.Date) {
			n++
		}
	}
	return r.counted(n)
}

// Delta is the change of the opened and closed runs' cells.
func (r *ShiftSkill) Delta(t *state.Trial, out *model.Score) { runDelta(r, t, out) }

// Each compares every worked shift with what its carer was trained for.
func (r *ShiftSkill) Each(s *state.State, report func(Finding)) {
	p := s.In.H.Problem
	eachRun(s, func(run state.Run, carer state.Carer, shift *model.DatedShift) {
		missing := int64(len(p.Shifts[shift.Template].Skills))
		for _, k := range p.Shifts[shift.Template].Skills {
			for _, held := range p.Carers[carer].Skills {
				if held.Skill == k && (held.Until == 0 || shift.Date <= held.Until) {
					missing--
					break
				}
			}
		}
		if missing > 0 {
			report(runFinding(s, run, missing, unit{missing, 0, r.w[0] * missing}))
		}
	})
}
