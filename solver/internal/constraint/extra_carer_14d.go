package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// ExtraCarer14: at most so many different carers in 14 days as the person was promised, those who came
// before the plan included.
// Cost: the weight per carer beyond the number, for every week of the plan and the days up to its end.
// Example: seven where six were promised, 1 × 30 = 30.
// Source: Kolada's measure of 14 days; NICE QS182 st. 3; C30.
type ExtraCarer14 struct{ spanRule }

func newExtraCarer14(b base) ExtraCarer14 {
	return ExtraCarer14{newSpanRule(b, 14/7, func(p *model.Person) int { return p.MaxCarers14d })}
}

// Delta looks at the doors where somebody comes or stays away.
func (r *ExtraCarer14) Delta(t *state.Trial, out *model.Score) { r.delta(t, out) }

// Each counts the faces beyond the number at every door.
func (r *ExtraCarer14) Each(s *state.State, report func(Finding)) {
	r.each(s, func(p *model.Person) int { return p.MaxCarers14d }, report)
}
