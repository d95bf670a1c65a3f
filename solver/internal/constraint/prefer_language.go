package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// PreferLanguage: whoever would rather be looked after in Welsh, or in English, is, where it can be.
// Cost: the weight per attendance of a carer below the level that the rules ask for.
// Example: two visits in English to somebody who prefers Welsh, 2 × 10 = 20.
// Source: SI 2017/1264 reg. 24, the active offer; C13.
type PreferLanguage struct{ base }

func (r *PreferLanguage) cell(visit, _, carer int) unit {
	if strange(r.in.H, visit, carer, model.Preferred) {
		return r.counted(1)
	}
	return unit{}
}

// Delta is the change of the moved stops' cells.
func (r *PreferLanguage) Delta(t *state.Trial, out *model.Score) { pairDelta(r, r.in, t, out) }

// Each lists the carers who do not speak what is preferred.
func (r *PreferLanguage) Each(s *state.State, report func(Finding)) {
	eachStranger(s, "prefer_", func(v int, run state.Run) {
		report(attendanceFinding(s, v, run, unit{1, 0, r.w[0]}))
	})
}
