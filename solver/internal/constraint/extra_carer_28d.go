package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// ExtraCarer28: at most so many different carers in 28 days as the person was promised, those who came
// before the plan included.
// Cost: the weight per carer beyond the number, for every week of the plan and the days up to its end.
// Example: ten where eight were promised, 2 × 30 = 60.
// Source: Kolada's measure of 14 days; NICE QS182 st. 3; C30.
type ExtraCarer28 struct{ spanRule }

func newExtraCarer28(b base) ExtraCarer28 {
	return ExtraCarer28{newSpanRule(b, 28/7, func(p *model.Person) int { return p.MaxCarers28d })}
}

// Delta looks at the doors where somebody comes or stays away.
func (r *ExtraCarer28) Delta(t *state.Trial, out *model.Score) { r.delta(t, out) }

// Each counts the faces beyond the number at every door.
func (r *ExtraCarer28) Each(s *state.State, report func(Finding)) {
	r.each(s, func(p *model.Person) int { return p.MaxCarers28d }, report)
}
