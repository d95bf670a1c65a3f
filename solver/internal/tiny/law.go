package tiny

import (
	"math/rand/v2"

	"github.com/milltir/milltir/model"
)

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

// averages gives a third of the problems a short week, averaged over few, with past weeks, and leave before the plan and in it.
func (g *maker) averages() {
	d := &maker{rng: rand.New(rand.NewPCG(uint64(len(g.p.Carers)+5*len(g.p.Shifts)), uint64(g.start)+uint64(len(g.p.Visits))))}
	if !d.one(3) {
		return
	}
	g.p.Rules.Hours48 = model.Hours48Rule{Cap: 300 + 60*d.rng.IntN(6), Weeks: 1 + d.rng.IntN(4), LeaveDay: 120}
	g.p.Rules.Night = model.NightRule{Day: 120 + 60*d.rng.IntN(4), Days: 2 + d.rng.IntN(3), Weeks: 1 + d.rng.IntN(4)}
	if d.one(2) { // a night that many shifts are in
		g.p.Rules.Night.From, g.p.Rules.Night.To, g.p.Rules.Night.Least = model.At(19, 0), model.At(9, 0), 60
	}
	rows := make(map[model.CarerID]bool)
	for _, w := range g.p.CarerHours {
		rows[w.Carer] = true
	}
	for i := range g.p.Carers {
		c := &g.p.Carers[i]
		if d.one(4) {
			c.OtherWeek = 30
		}
		c.NightHazard = d.one(3)
		if d.one(2) { // days off beside open shifts, which take the place of those of an average
			week := g.start.Add(7 * d.rng.IntN(max(1, g.p.Plan.Weeks))) // from Wednesday to Saturday there is no work
			a := model.Absence{Carer: c.ID, From: model.Moment{Date: week.Add(2 + d.rng.IntN(2))}, To: model.Moment{Date: week.Add(4 + d.rng.IntN(2))}, Kind: []string{"leave", "sick", "training"}[d.rng.IntN(3)]}
			g.p.Absences = append(g.p.Absences, a)
		}
		if d.one(2) || rows[c.ID] {
			continue
		}
		for back := 1; back <= 3; back++ {
			w := model.CarerWeek{Carer: c.ID, WeekStart: g.start.Add(-7 * back), MinutesWorked: 30 * d.rng.IntN(20)}
			if d.one(3) {
				w.MinutesLeave, w.DaysLeave = 60*(1+d.rng.IntN(4)), d.rng.IntN(3)
			}
			w.DaysWorked = 1 + d.rng.IntN(5)
			w.Nights = d.rng.IntN(w.DaysWorked + 1)
			if d.rng.IntN(4) > 0 {
				g.p.CarerHours = append(g.p.CarerHours, w)
			}
		}
	}
}
