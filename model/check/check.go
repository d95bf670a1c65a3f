// Package check is the judge. Given a Problem and any rota, ours or a coordinator's own, it
// lists every violation and works out score and measures from the definitions in
// [model.RuleBook]. It is slow and obvious, reads the rota's own times, never re-times, and
// knows nothing of the solver.
package check

import "github.com/milltir/milltir/model"

// Verdict is what the judge says of a rota.
type Verdict struct {
	Score      model.Score
	Shares     []model.Share     // by rule, in the order of the rule book
	Violations []model.Violation // in the order of the rule book, then date, time, carer, visit
	Measures   *model.Measures
}

// Rota judges a rota of a problem that has passed validation. The error tells of a rota that
// does not belong to the problem (an unknown carer, a visit on a date it does not have).
func Rota(p *model.Problem, r *model.Rota) (*Verdict, error) {
	h, err := model.Expand(p)
	if err != nil {
		return nil, err
	}
	return Horizon(h, r)
}
