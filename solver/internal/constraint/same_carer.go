package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// SameCarer: whoever makes the one visit makes the other too.
// Counts one per visit that shares no carer with the visit whose carer it asks for.
// Example: the morning by Gwen and the lunch that should be the same carer's by Mair is one breach.
// Source: NG21 1.1.4; C42.
type SameCarer struct{ carerLinks }

func newSameCarer(b base) SameCarer {
	return SameCarer{newCarerLinks(b, func(v *model.DatedVisit) int { return v.SameAs })}
}

// Delta looks at the links of the visits that change carers.
func (r *SameCarer) Delta(t *state.Trial, out *model.Score) {
	r.delta(t, out, func(common int64) int64 {
		if common == 0 {
			return 1
		}
		return 0
	})
}

// bars tells whether a visit by one carer has to be another's.
func (r *SameCarer) bars(s *state.State, n state.Node, c state.Carer) bool {
	return r.level == model.Law && r.shares(s, n, c, func(there bool) bool { return !there })
}

// Each compares the carers of every such pair of visits.
func (r *SameCarer) Each(s *state.State, report func(Finding)) {
	who := carersAt(s)
	for v := range s.In.H.Visits {
		o := s.In.H.Visits[v].SameAs
		if o >= 0 && len(who[v]) > 0 && len(who[o]) > 0 && atBoth(who[v], who[o]) == 0 {
			report(visitFinding(s, v, 1, 0, unit{1, 0, r.w[0]}))
		}
	}
}
