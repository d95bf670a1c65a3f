package tiny

import (
	"math/rand/v2"

	"github.com/milltir/milltir/model"
)

// block gives a third of the problems a block contract for one patch or two, and its rule a level. It has dice of
// its own and comes last, like fair.
func (g *maker) block() {
	d := &maker{rng: rand.New(rand.NewPCG(uint64(len(g.p.Carers)+7*len(g.p.Visits)), uint64(g.start)+uint64(len(g.p.Shifts)))), p: g.p, start: g.start}
	if !d.one(3) {
		return
	}
	for i := range g.p.Patches {
		if i > 0 && d.one(2) {
			break
		}
		x := &g.p.Patches[i]
		x.BlockMinutes4w = 60 + d.rng.IntN(3000)
		if first, _ := g.p.BlockSpan(g.p.BlockIndex(g.start)); first < g.start && d.one(2) {
			g.p.BlockPeriods = append(g.p.BlockPeriods, model.BlockPeriod{Patch: x.ID, PeriodStart: first, PaidMinutes: d.rng.IntN(2000)})
		}
	}
	if d.one(3) {
		g.p.Rules.Pay.Basis = []string{model.ByShift, model.ByContact, model.ByContactTravel}[d.rng.IntN(3)]
	}
	if g.p.Objective.Levels == nil {
		g.p.Objective.Levels = make(map[model.Code]model.Level)
	}
	g.p.Objective.Levels[model.RuleBlock] = []model.Level{model.Wishes, model.Wishes, model.Law}[d.rng.IntN(3)]
}
