package tiny

import (
	"math/rand/v2"

	"github.com/milltir/milltir/model"
)

// fair gives half of the problems what is shared out between carers: whose weekends, and what they worked
// before the plan. It has dice of its own and comes last, like lines.
func (g *maker) fair() {
	d := &maker{rng: rand.New(rand.NewPCG(uint64(len(g.p.Carers)*len(g.p.Shifts)), uint64(g.start)+uint64(len(g.p.Visits)))), p: g.p, start: g.start}
	if d.one(2) {
		return
	}
	g.p.Plan.CycleAnchor = g.start.Add(7 * (d.rng.IntN(4) - 2))
	for i := range g.p.Carers {
		c := &g.p.Carers[i]
		c.WeekendParity = []string{"", "none", model.ParityA, model.ParityB}[d.rng.IntN(4)]
		d.weekendsBefore(c.ID)
	}
	for _, code := range []model.Code{model.RuleParity, model.RuleFairWeekend} {
		if d.one(4) {
			if g.p.Objective.Levels == nil {
				g.p.Objective.Levels = make(map[model.Code]model.Level)
			}
			g.p.Objective.Levels[code] = []model.Level{model.Wishes, model.Law, model.Off}[d.rng.IntN(3)]
		}
	}
}

// weekendsBefore has a carer's past weeks say how many weekends they worked, one of them at the least.
func (g *maker) weekendsBefore(id model.CarerID) {
	any := false
	for i := range g.p.CarerHours {
		if w := &g.p.CarerHours[i]; w.Carer == id {
			w.Weekends, any = g.rng.IntN(2), true
		}
	}
	if !any && g.one(2) {
		g.p.CarerHours = append(g.p.CarerHours, model.CarerWeek{Carer: id, WeekStart: g.start.Add(-7), MinutesWorked: 600, Weekends: 1})
	}
}
