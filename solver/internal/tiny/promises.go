package tiny

import (
	"math/rand/v2"
	"slices"

	"github.com/milltir/milltir/model"
)

// promises gives half of the problems what people were promised beyond windows and skills: needs of
// language and gender, what is at the door, keys, who is not alone, short visits and plans of care,
// carers in two and four weeks, visits in order, by the same carer, by another or in parallel.
func (g *maker) promises() {
	if g.one(2) {
		return
	}
	for i := range g.p.People {
		g.needs(&g.p.People[i])
	}
	for i := range g.p.Carers {
		g.meets(&g.p.Carers[i])
	}
	for i := range g.p.History {
		g.p.History[i].VisitsInPlan = g.rng.IntN(2)
		g.p.History[i].LastVisit = g.start.Add(-1 - g.rng.IntN(30))
	}
	for i := range g.p.Visits {
		g.links(i)
	}
	g.parallel()
	g.bound()
	g.buses()
	g.lift()
	for _, code := range []model.Code{model.RuleSlot, model.RuleMainCarer, model.RuleIntroduction} {
		if g.one(3) {
			if g.p.Objective.Levels == nil {
				g.p.Objective.Levels = make(map[model.Code]model.Level)
			}
			g.p.Objective.Levels[code] = []model.Level{model.Wishes, model.Wishes, model.Law}[g.rng.IntN(3)]
		}
	}
}

// needs is what a person needs, has at home and was promised.
func (g *maker) needs(x *model.Person) {
	pick := func(n int, words ...string) string {
		if g.one(n) {
			return words[g.rng.IntN(len(words))]
		}
		return ""
	}
	x.LanguageNeed = pick(3, "require_cy", "prefer_cy", "prefer_cy", "prefer_en", "none")
	x.GenderNeed = pick(3, "require_f", "prefer_f", "prefer_f", "prefer_m", "none")
	x.Pets, x.Smoking, x.Stairs = g.one(3), g.one(4), g.one(3)
	if g.one(4) {
		x.LoneAfter = model.At(8+g.rng.IntN(12), 15*g.rng.IntN(4))
	}
	if g.one(3) {
		x.KeyHolders = []model.CarerID{g.anyCarer()}
	}
	if g.one(2) {
		x.MaxCarers14d = max(1, x.MaxCarers7d) + g.rng.IntN(2)
	}
	if g.one(2) {
		x.MaxCarers28d = max(1, x.MaxCarers7d, x.MaxCarers14d) + g.rng.IntN(2)
	}
	x.Funding = pick(1, model.FundingCouncil, model.FundingHealth, model.FundingSelf)
	if g.one(2) {
		x.AgreementShort = g.start.Add(g.rng.IntN(3) - 1)
	}
	if g.one(3) {
		x.PlanStart = g.start.Add(g.rng.IntN(3) - 1)
	}
}

// meets is what a carer is and can be with.
func (g *maker) meets(c *model.Carer) {
	no := false
	if g.rng.IntN(4) > 0 {
		c.Gender = []string{"f", "f", "m"}[g.rng.IntN(3)]
	}
	if g.rng.IntN(4) > 0 {
		c.Languages = []model.Language{{Code: "cy", Level: 3 + g.rng.IntN(3)}, {Code: "en", Level: 5}}
	}
	for _, ok := range []**bool{&c.PetsOK, &c.SmokingOK, &c.StairsOK} {
		if g.one(5) {
			*ok = &no
		}
	}
	c.RequiresPair = g.one(8)
}

// papers gives some carers of a third of the problems a first day, a registration or a check that
// begins or ends in or about the plan. It has dice of its own and comes last, so that the problems are
// otherwise those of before.
func (g *maker) papers() {
	d := &maker{rng: rand.New(rand.NewPCG(uint64(g.start), uint64(len(g.p.Visits)*len(g.p.Shifts)+len(g.p.People))))}
	if !d.one(3) {
		return
	}
	for i := range g.p.Carers {
		c := &g.p.Carers[i]
		near := func() model.Date { return g.start.Add(d.rng.IntN(9) - 3) }
		switch d.rng.IntN(6) {
		case 0:
			c.StartDate = near()
		case 1:
			c.RegisteredUntil = near()
		case 2:
			c.DBSDate = near().AddMonths(-36)
		case 3:
			c.StartDate = near().AddMonths(-6)
		}
	}
	if levels := g.p.Objective.Levels; levels != nil && d.one(4) {
		levels[model.RulePapers] = []model.Level{model.Law, model.Wishes, model.Off}[d.rng.IntN(3)]
	}
}

// links makes a visit short, or the follower of an earlier one of the table.
func (g *maker) links(i int) {
	v := &g.p.Visits[i]
	if v.Carers == 2 && g.one(2) {
		v.Pair, v.SingleOK = model.PairKind{Kind: "efficiency"}, "J. D., 2 November 2026"
	}
	v.ShortCond = []string{"", "A", "A", "B", "none"}[g.rng.IntN(5)]
	if g.one(3) {
		v.Kind = model.SafeAndWell
	}
	if i == 0 {
		return
	}
	other := g.p.Visits[g.rng.IntN(i)].ID
	if g.one(5) {
		f := model.Follow{Visit: other, Min: 15 * g.rng.IntN(6)}
		if g.one(2) {
			f.Max = f.Min + 15*g.rng.IntN(8)
		}
		v.After = append(v.After, f)
	}
	switch mate := v.Tie().Visit == other || slices.ContainsFunc(g.p.Visits, func(x model.Visit) bool { return x.ID == other && x.Tie().Visit == v.ID }); g.rng.IntN(6) {
	case 0:
		if !mate { // those are by different carers
			v.SameCarerAs = other
		}
	case 1:
		v.DifferentFrom = other
	}
}

// parallel puts a visit beside that of another person, at the same start.
func (g *maker) parallel() {
	p := g.p
	for i := range p.Visits {
		for k := range i {
			a, b := &p.Visits[i], &p.Visits[k]
			if a.Person != b.Person && a.SameCarerAs != b.ID && b.SameCarerAs != a.ID && a.Need() == 1 && b.Need() == 1 && g.free(a) && g.free(b) && g.one(3) {
				a.ParallelWith = b.ID
				if g.one(2) {
					b.ParallelWith = a.ID
				}
				return
			}
		}
	}
}

// free tells whether a visit is tied to nothing and stands in no pattern.
func (g *maker) free(v *model.Visit) bool {
	return v.Tie().Visit == "" &&
		!slices.ContainsFunc(g.p.Visits, func(x model.Visit) bool { return x.Tie().Visit == v.ID }) &&
		!slices.ContainsFunc(g.p.Patterns, func(x model.Pattern) bool { return x.Visit == v.ID })
}

// bound lets one visit be moved to another day, and makes a group of two others.
func (g *maker) bound() {
	var free []*model.Visit
	for i := range g.p.Visits {
		if v := &g.p.Visits[i]; g.free(v) {
			free = append(free, v)
		}
	}
	if len(free) > 0 && !g.night && g.one(3) {
		if v := free[0]; v.Days != 3 {
			v.MovableDays = 3
		} else {
			v.Days, v.MovableDays = 1, 2
		}
		free = free[1:]
	}
	if len(free) > 1 && g.one(3) {
		free[0].Group, free[1].Group = "g", "g"
	}
}

// buses sends some carers by bus, on a line that passes two people and the scheme, there and back.
func (g *maker) buses() {
	if !g.one(3) || len(g.p.People) < 2 {
		return
	}
	for i := range g.p.Carers {
		if g.one(2) {
			g.p.Carers[i].Mode = model.ModeBus
		}
	}
	type stop struct {
		name     string
		lat, lon float64
	}
	stops := []stop{{"scheme", 52.905, -3.597}}
	for _, x := range g.p.People[:2] {
		if x.Place == "" {
			stops = append(stops, stop{string(x.ID), x.Lat + 0.002, x.Lon})
		}
	}
	for _, line := range []string{"there", "back"} {
		every, first := 20+10*g.rng.IntN(5), 390+g.rng.IntN(60)
		for i, s := range stops {
			x := model.BusStop{Line: line, Stop: s.name, Days: model.EveryDay, Lat: s.lat, Lon: s.lon}
			for k := range 15 {
				x.Times = append(x.Times, model.Clock(first+7*i+every*k))
			}
			g.p.Buses = append(g.p.Buses, x)
		}
		for i, k := 0, len(stops)-1; i < k; i, k = i+1, k-1 {
			stops[i], stops[k] = stops[k], stops[i]
		}
	}
}

// lift has one carer ride in another's car.
func (g *maker) lift() {
	for i := range g.p.Carers {
		for k := range i {
			a, b := &g.p.Carers[i], &g.p.Carers[k]
			if a.Mode == model.ModeCar && b.Mode == model.ModeCar && b.RidesWith == "" && g.one(6) {
				a.RidesWith = b.ID
				return
			}
		}
	}
}

// ride gives a problem in which nobody rides with a colleague a rider, one in three.
func (g *maker) ride() {
	c := g.p.Carers
	if !g.one(3) || slices.ContainsFunc(c, func(x model.Carer) bool { return x.RidesWith != "" }) {
		return
	}
	if len(c) > 1 && c[0].Mode == model.ModeCar && c[1].Mode == model.ModeCar && c[0].Patch == c[1].Patch {
		c[1].RidesWith = c[0].ID
	}
}
