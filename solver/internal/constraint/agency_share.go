package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// AgencyShare: the bank and the agency do not take over anybody's week.
// Cost: the weight per attendance of a bank or agency carer beyond the share of the person's week.
// Example: 20 per cent of 12 visits are 2; 5 by the agency, 3 × 10 = 30.
// Source: SI 2017/1264 reg. 34(5); C46.
type AgencyShare struct {
	base
	faces *faces
}

// any tells whether there are carers of the bank or of agencies.
func (r *AgencyShare) any() bool {
	for _, temp := range r.faces.temps {
		if temp {
			return true
		}
	}
	return false
}

func (r *AgencyShare) cost(d deal) unit {
	most := int64(d.all) * int64(r.in.H.Rules.Agency.SharePct) / 100
	return wish(r.w[0] * max(0, int64(d.temps)-most))
}

// Delta looks at the doors where somebody comes or stays away.
func (r *AgencyShare) Delta(_ *state.Trial, out *model.Score) {
	for i := range r.faces.touched {
		c := &r.faces.touched[i]
		r.add(out, r.cost(c.wasDeal), -1)
		r.add(out, r.cost(c.isDeal), 1)
	}
}

// Each counts the visits of every person's week.
func (r *AgencyShare) Each(s *state.State, report func(Finding)) {
	h := s.In.H
	eachPersonsWeek(s, func(person int, visits map[state.Carer]int64) {
		all, temps := int64(0), int64(0)
		for c, n := range visits {
			all += n
			if kind := h.Problem.Carers[c].Contract.Kind; kind == "bank" || kind == "agency" {
				temps += n
			}
		}
		limit := all * int64(h.Rules.Agency.SharePct) / 100
		if over := temps - limit; over > 0 && r.w[0] > 0 {
			report(personFinding(person, temps, limit, unit{1, 0, r.w[0] * over}))
		}
	})
}
