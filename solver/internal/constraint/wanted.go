package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Wanted: as many are there as should be, and no more than pays.
// Cost: the weight, times the need's own, for each carer fewer or more.
// Example: three wanted at 100 for one fewer and 1 for one more, five there: 2.
// Source: SI 2017/1264 reg. 34; C36; Curtois and Qu 2014.
type Wanted struct {
	base
	needs       *needs
	under, over []int64 // by need
}

func newWanted(b base, n *needs) Wanted {
	r := Wanted{base: b, needs: n}
	for i := range b.in.H.Cover {
		c := &b.in.H.Cover[i]
		r.under, r.over = append(r.under, weighed(b.w[0], c.Under)), append(r.over, weighed(b.w[0], c.Over))
	}
	return r
}

func (r *Wanted) cost(need, there int32) unit {
	short := int64(r.in.H.Cover[need].Wanted) - int64(there)
	if short < 0 {
		return wish(-short * r.over[need])
	}
	return wish(short * r.under[need])
}

// Delta looks at the needs that opened and closed shifts count towards.
func (r *Wanted) Delta(_ *state.Trial, out *model.Score) {
	for _, c := range r.needs.touched {
		r.add(out, r.cost(c.need, c.was), -1)
		r.add(out, r.cost(c.need, c.is), 1)
	}
}

// Each counts who is there.
func (r *Wanted) Each(s *state.State, report func(Finding)) {
	eachNeed(s, func(c *model.DatedCover, there int64) {
		cost := max(0, int64(c.Wanted)-there)*weighed(r.w[0], c.Under) + max(0, there-int64(c.Wanted))*weighed(r.w[0], c.Over)
		if cost > 0 {
			f := nobody
			f.Amount, f.Limit, f.unit = there, int64(c.Wanted), unit{1, 0, cost}
			report(f)
		}
	})
}
