package tiny

import (
	"math/rand/v2"

	"github.com/milltir/milltir/model"
)

// rests gives half of the problems what there is to say of rest and of long days: little weekly rest in
// either form, a derogation and rest owed, nights in a row, young carers, short spans, split days, early starts, and few days in a row, and shifts on call or asleep. Like lines it has dice of its own.
func (g *maker) rests() {
	d := &maker{rng: rand.New(rand.NewPCG(uint64(len(g.p.Shifts)+7*len(g.p.Requests)), uint64(g.start)+uint64(len(g.p.Visits)))), p: g.p, start: g.start}
	if d.one(2) {
		return
	}
	k := &g.p.Rules.WeeklyRest
	k.Week = 60 * (80 + d.rng.IntN(60))
	k.Fortnight, k.Young = k.Week+60*d.rng.IntN(100), k.Week+60*(d.rng.IntN(20)-10)
	if d.one(2) {
		k.Form = model.ByFortnight
	}
	for i := range g.p.Carers {
		c := &g.p.Carers[i]
		if d.one(4) {
			c.Born = g.start.AddMonths(-18*12 + d.rng.IntN(2))
		}
		if d.one(2) {
			c.MaxSpan = 120 + 60*d.rng.IntN(6)
		}
	}
	for i := range g.p.Shifts {
		if d.one(6) {
			g.p.Shifts[i].Kind = []string{model.OnCall, model.SleepIn}[d.rng.IntN(2)]
		}
	}
	r := &g.p.Rules
	r.Split.Gap, r.Split.Week = 15*(1+d.rng.IntN(8)), 1+d.rng.IntN(2)
	r.LateEarly.Rest, r.SixthDay.Most = 60*(10+d.rng.IntN(12)), 1+d.rng.IntN(4)
	for _, code := range []model.Code{model.RuleWeeklyRest, model.RuleSpan, model.RuleSplitMost, model.RuleSplit, model.RuleLateEarly, model.RuleSixthDay, model.RuleLongDay} {
		if d.one(4) {
			if g.p.Objective.Levels == nil {
				g.p.Objective.Levels = make(map[model.Code]model.Level)
			}
			g.p.Objective.Levels[code] = []model.Level{model.Wishes, model.Law, model.Off}[d.rng.IntN(3)]
		}
	}
	if !d.one(3) {
		g.p.Rules.Derogation.Rest, g.p.Rules.RestDebt.Days = model.Yes, 1+d.rng.IntN(2)
	}
	for i := range g.p.CarerHours {
		if w := &g.p.CarerHours[i]; d.one(2) {
			w.RestOwed = 60 * d.rng.IntN(40)
		}
	}
	if !d.one(3) {
		if g.p.Objective.Levels == nil {
			g.p.Objective.Levels = make(map[model.Code]model.Level)
		}
		n := &g.p.Rules.Night // that most shifts are in
		n.From, n.To, n.Least, n.Row = model.At(18, 0), model.At(12, 0), 30, 1+d.rng.IntN(2)
		g.p.Objective.Levels[model.RuleNightRun] = []model.Level{model.Wishes, model.Wishes, model.Law}[d.rng.IntN(3)]
	}
}
