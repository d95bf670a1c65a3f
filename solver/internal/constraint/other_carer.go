package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// OtherCarer: whoever makes the one visit does not make the other.
// Counts the carers who are at both.
// Example: the medicine given and checked by one carer is one breach.
// Source: practice, second checks; C42.
type OtherCarer struct{ carerLinks }

func newOtherCarer(b base) OtherCarer {
	return OtherCarer{newCarerLinks(b, func(v *model.DatedVisit) int { return v.OtherThan })}
}

// Delta looks at the links of the visits that change carers.
func (r *OtherCarer) Delta(t *state.Trial, out *model.Score) {
	r.delta(t, out, func(common int64) int64 { return max(0, common) })
}

// bars tells whether a carer has been at a visit that rules out another.
func (r *OtherCarer) bars(s *state.State, n state.Node, c state.Carer) bool {
	return r.level == model.Law && r.shares(s, n, c, func(there bool) bool { return there })
}

// Each compares the carers of every such pair of visits.
func (r *OtherCarer) Each(s *state.State, report func(Finding)) {
	who := carersAt(s)
	for v := range s.In.H.Visits {
		if o := s.In.H.Visits[v].OtherThan; o >= 0 {
			if n := atBoth(who[v], who[o]); n > 0 {
				report(visitFinding(s, v, n, 0, unit{n, 0, r.w[0] * n}))
			}
		}
	}
}
