package tiny

import (
	"math/rand/v2"
	"slices"

	"github.com/milltir/milltir/model"
)

// draws says more of pools: since when what is brought forward has been carried, what was drawn before the plan, by
// visits and by draws, and a second window for draws. Like block it has dice of its own and comes last, so that problems without
// pools are what they were.
func (g *maker) draws() {
	if len(g.p.Pools) == 0 {
		return
	}
	x := &g.p.Pools[0]
	d := &maker{rng: rand.New(rand.NewPCG(uint64(x.Minutes+7*len(g.p.Visits)+101*len(g.p.Shifts)), uint64(g.start)+uint64(len(g.p.Carers)))), p: g.p, start: g.start}
	for i := range g.p.Pools {
		if q := &g.p.Pools[i]; q.BroughtForward > 0 && d.rng.IntN(3) > 0 {
			q.BroughtSince = q.PeriodStart.Add(-d.rng.IntN(7 * q.ExpiresWeeks)) // not lapsed yet
		}
	}
	for i := range g.p.Visits {
		if v := &g.p.Visits[i]; v.Pool != "" && d.one(3) {
			d.drawnBefore(v.ID)
		}
	}
	if len(x.Windows) > 0 {
		if d.one(2) {
			d.secondWindow(x)
		}
		who := g.p.People[g.p.Drawers(x)[0]]
		for range d.rng.IntN(3) {
			d.drawnBefore(model.DrawID(x, &who, d.rng.IntN(len(x.Windows))))
		}
	}
	g.enough()
}

// secondWindow lets a pool be drawn on later in the day too, where there is room for the dated visits that makes.
func (g *maker) secondWindow(x *model.Pool) {
	one := x.Windows
	x.Windows = append(slices.Clone(one), g.window(int(one[0].Close)+10+g.rng.IntN(180)))
	if h, err := model.Expand(g.p); err != nil || len(h.Visits) > 12 {
		x.Windows = one
	}
}

// drawnBefore records a visit of the three weeks before the plan.
func (g *maker) drawnBefore(id model.VisitID) {
	g.record(model.Actual{
		Visit: id, Date: g.start.Add(-1 - g.rng.IntN(21)), Carer: "c0",
		CheckIn: model.At(14, 0), CheckOut: model.At(14, 5*(1+g.rng.IntN(11))),
	})
}
