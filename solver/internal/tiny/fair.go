package tiny

import (
	"math/rand/v2"
	"slices"

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
		d.terms(&c.Contract)
	}
	if d.one(2) {
		day := g.start.Add(d.rng.IntN(7))
		a := model.Absence{Carer: d.anyCarer(), From: model.Moment{Date: day}, To: model.Moment{Date: day.Add(d.rng.IntN(5))}, Kind: []string{"leave", "sick", model.Unpaid}[d.rng.IntN(3)]}
		same := func(x model.Absence) bool { return x.Carer == a.Carer && x.From == a.From && x.To == a.To }
		if !slices.ContainsFunc(g.p.Absences, same) {
			g.p.Absences = append(g.p.Absences, a)
		}
	}
	if g.p.Objective.Levels == nil {
		g.p.Objective.Levels = make(map[model.Code]model.Level)
	}
	g.p.Objective.Levels[model.RuleFairness] = model.Wishes // off where nothing is said
	for _, code := range []model.Code{model.RuleParity, model.RuleFairWeekend, model.RuleFairness} {
		if d.one(4) {
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
			w.Lates, w.Splits, w.Miles, w.DoubleUps = g.rng.IntN(4), g.rng.IntN(3), float64(g.rng.IntN(300))/2, g.rng.IntN(9)
		}
	}
	if !any && g.one(2) {
		g.p.CarerHours = append(g.p.CarerHours, model.CarerWeek{Carer: id, WeekStart: g.start.Add(-7), MinutesWorked: 600, Weekends: 1})
	}
}

// terms are other contracts than one of guaranteed hours a week.
func (g *maker) terms(k *model.Contract) {
	if g.one(3) {
		k.Kind = []string{model.Salaried, model.Salaried, model.ZeroHours, model.Volunteer, model.Agency}[g.rng.IntN(5)]
	}
	if g.one(3) {
		k.Min4w = 240 + 240*g.rng.IntN(8)
	}
	if g.one(3) {
		k.Max4w = k.Min4w + 240*g.rng.IntN(8)
	}
	if g.one(4) {
		k.MinWeek = 0
	}
	if g.one(3) {
		k.TolerancePct = []*float64{new(0.0), new(2.5), new(20.0)}[g.rng.IntN(3)]
	}
}
