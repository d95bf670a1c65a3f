package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// OpenShift: a shift nobody has promised yet is worked only if it pays.
// Cost: the weight per open shift worked.
// Example: two open shifts worked, 2 × 15 = 30.
// Source: files.md.
type OpenShift struct{ base }

func (r *OpenShift) cell(run state.Run) unit {
	if r.in.IsOpen[run] {
		return r.counted(1)
	}
	return unit{}
}

// Delta is the change of the opened and closed runs' cells.
func (r *OpenShift) Delta(t *state.Trial, out *model.Score) { runDelta(r, t, out) }

// Each lists the open shifts that are worked.
func (r *OpenShift) Each(s *state.State, report func(Finding)) {
	eachRun(s, func(run state.Run, _ state.Carer, shift *model.DatedShift) {
		if shift.Status == model.Open {
			report(runFinding(s, run, 1, unit{1, 0, r.w[0]}))
		}
	})
}
