package tiny

import "math/rand/v2"

// ages makes young workers of some carers of a third of the problems, who come of age about the first days
// of the plan or after it. Its dice are its own, as those of papers are.
func (g *maker) ages() {
	d := &maker{rng: rand.New(rand.NewPCG(uint64(g.start), uint64(len(g.p.Carers)*len(g.p.Shifts)+7*len(g.p.Visits))))}
	if !d.one(3) {
		return
	}
	for i := range g.p.Carers {
		if d.one(2) {
			g.p.Carers[i].Born = g.start.Add([]int{1, 1, 2, 30}[d.rng.IntN(4)]).AddMonths(-12 * 18)
		}
	}
}
