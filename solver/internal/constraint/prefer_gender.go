package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// PreferGender: whoever would rather have a woman, or a man, for their care gets one where it can be.
// Cost: the weight per attendance of a carer of whom that is not known.
// Example: three visits by a man to somebody who prefers women, 3 × 10 = 30.
// Source: SI 2017/1264 reg. 25(2)(d); C12.
type PreferGender struct{ base }

func (r *PreferGender) cell(visit, _, carer int) unit {
	if unsuited(r.in.H, visit, carer, model.Preferred) {
		return r.counted(1)
	}
	return unit{}
}

// Delta is the change of the moved stops' cells.
func (r *PreferGender) Delta(t *state.Trial, out *model.Score) { pairDelta(r, r.in, t, out) }

// Each lists the carers who are not of the gender preferred.
func (r *PreferGender) Each(s *state.State, report func(Finding)) {
	eachUnsuited(s, "prefer_", func(v int, run state.Run) {
		report(attendanceFinding(s, v, run, unit{1, 0, r.w[0]}))
	})
}
