package report

import (
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
)

// ownPools says of each pool that is this person's alone what there is to draw in the periods of the plan, what was drawn
// and is planned, and what is left: the figures of the ledger.
func (p *page) ownPools(person model.PersonID) error {
	var of []int
	for i := range p.h.Pools {
		x := &p.h.Problem.Pools[i]
		if x.OwnerKind == model.OwnPerson && slices.Equal(x.Owners, []string{string(person)}) {
			of = append(of, i)
		}
	}
	if len(of) == 0 {
		return nil
	}
	visits, err := check.Visits(p.h, p.r)
	if err != nil {
		return err
	}
	p.head(p.l.T("person.pools"))
	for _, i := range of {
		p.ownPool(i, visits)
	}
	return nil
}

func (p *page) ownPool(pool int, visits []check.Visited) {
	x, d := &p.h.Problem.Pools[pool], &p.h.Pools[pool]
	used, res := slices.Clone(d.Used), int64(p.h.Calendar.Resolution())
	for v := range visits {
		if k := x.Period(p.h.Visits[v].Date); p.h.Visits[v].Pool == pool && k >= 0 && k < len(used) {
			used[k] += visits[v].Drawn
		}
	}
	minutes := func(ticks int64) string { return p.hours(int(ticks / res)) }
	for k, t := range x.Account(used, res) {
		if k < d.First {
			continue
		}
		corrected := int64(p.h.Problem.Corrected(x, k)) * res
		p.wrapped("  ", p.l.T("person.pool", D{
			"Pool": x.ID, "Period": days(t.First, t.Last), "Had": minutes(t.Brought + t.Entitled + corrected),
			"Before": minutes(d.Used[k] + corrected), "Planned": minutes(used[k] - d.Used[k]), "Left": minutes(t.Left),
		}), pageWidth)
	}
}
