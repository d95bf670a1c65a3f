package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Allowed tells, before anything is compiled, whether skills, papers, lists and needs let a carer take a
// seat of a visit; rules that the objective does not hold as law do not forbid.
func Allowed(h *model.Horizon) func(visit, seat, carer int) bool {
	in := &state.Instance{H: h, Res: h.Calendar.Resolution()}
	rules := []pairRule{
		&Skill{newBase(in, model.RuleSkill)}, &Papers{newBase(in, model.RulePapers)}, &List{newBase(in, model.RuleList)}, &Language{newBase(in, model.RuleLanguage)},
		&Gender{newBase(in, model.RuleGender)}, &Door{newBase(in, model.RuleDoor)},
	}
	return func(visit, seat, carer int) bool {
		var sum model.Score
		for _, r := range rules {
			if seat < h.Visits[visit].Need || ofShadows(r) {
				r.add(&sum, r.cell(visit, seat, carer), 1)
			}
		}
		return sum.Breaches == 0
	}
}
