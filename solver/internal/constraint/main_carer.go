package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// MainCarer: one carer makes most of a person's visits.
// Cost: the weight per attendance that the carer with the most of a week is short of the share.
// Example: 60 per cent of 14 visits are 9; the most by one carer are 6, 3 × 4 = 12.
// Source: NG21 1.1.4; C30.
type MainCarer struct {
	base
	faces *faces
}

func (r *MainCarer) cost(d deal) unit {
	least := (int64(d.all)*int64(r.in.H.Rules.Main.SharePct) + 99) / 100
	return wish(r.w[0] * max(0, least-int64(d.most)))
}

// Delta looks at the doors where somebody comes or stays away.
func (r *MainCarer) Delta(_ *state.Trial, out *model.Score) {
	for i := range r.faces.touched {
		c := &r.faces.touched[i]
		r.add(out, r.cost(c.wasDeal), -1)
		r.add(out, r.cost(c.isDeal), 1)
	}
}

// Each counts the visits of every person's week.
func (r *MainCarer) Each(s *state.State, report func(Finding)) {
	eachPersonsWeek(s, func(person int, visits map[state.Carer]int64) {
		all, most := int64(0), int64(0)
		for _, n := range visits {
			all, most = all+n, max(most, n)
		}
		limit := (all*int64(s.In.H.Rules.Main.SharePct) + 99) / 100
		if short := limit - most; short > 0 && r.w[0] > 0 {
			report(personFinding(person, most, limit, unit{1, 0, r.w[0] * short}))
		}
	})
}
