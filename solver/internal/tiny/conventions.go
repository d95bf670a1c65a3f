package tiny

import (
	"fmt"
	"slices"
	"strings"

	"github.com/milltir/milltir/model"
)

// bounds of ties, in minutes from start to start.
var bounds = [][2]int{{0, 0}, {0, 0}, {-15, 15}, {10, 30}, {-60, -10}, {30, 30}, {0, 240}, {-120, 60}, {-2880, 2880}}

// ties ties visits of one carer in twos: mostly at about the same time and for different skills,
// now and then with a window narrower than any leg, far apart, or on fewer days than its mate.
func (g *maker) ties() {
	var free []int
	for i := range g.p.Visits {
		if g.p.Visits[i].Need() == 1 {
			free = append(free, i)
		}
	}
	for ; len(free) > 1; free = free[2:] {
		if g.one(2) {
			continue
		}
		a, b := &g.p.Visits[free[0]], &g.p.Visits[free[1]]
		if g.one(2) {
			a, b = b, a // the second may be earlier in the table
		}
		k := bounds[g.rng.IntN(len(bounds))]
		if g.night {
			k[0], k[1] = max(k[0], -120), min(k[1], 240) // tests put visits into runs of another week
		}
		b.Person, b.Tied = a.Person, model.Follow{Visit: a.ID, Min: k[0], Max: k[1]}
		if g.rng.IntN(4) > 0 {
			open := int(a.Windows[0].Open) + max(k[0], -120) + g.rng.IntN(min(40, k[1]-k[0]+1))
			b.Windows, b.LatestEnd = []model.Window{g.window(max(1, open))}, 0
		}
		if g.one(2) {
			a.Skills, b.Skills = skills[:1], skills[1:2]
		}
		for _, v := range []*model.Visit{a, b} {
			if g.one(3) {
				v.Windows = v.Windows[:1]
				w := &v.Windows[0]
				w.Close, w.Preferred = w.Open+model.Clock(g.rng.IntN(2)), 0
			}
		}
		if g.days == 3 && g.one(3) {
			b.Days = 1
		}
	}
}

// patterns gives one person packages to choose from: two or three ways to spread some of the visits
// that are tied to nothing over the days.
func (g *maker) patterns() {
	if !g.one(4) {
		return
	}
	p := g.p
	person := p.People[g.rng.IntN(len(p.People))].ID
	var own []*model.Visit
	for i := range p.Visits {
		v := &p.Visits[i]
		tied := v.Tied.Visit != "" || slices.ContainsFunc(p.Visits, func(x model.Visit) bool { return x.Tied.Visit == v.ID })
		if v.Person == person && !tied && g.rng.IntN(5) > 0 {
			own = append(own, v)
		}
	}
	optional := g.one(3)
	seen := make(map[string]bool)
	for _, name := range []string{"a", "b", "c"} {
		var rows []model.Pattern
		for _, v := range own {
			if days := v.Days & model.Days(1+g.rng.IntN(1<<7-1)); days != 0 && g.rng.IntN(4) > 0 {
				rows = append(rows, model.Pattern{Person: person, Pattern: name, Visit: v.ID, Days: days})
			}
		}
		content := fmt.Sprint(rows)
		if content = strings.ReplaceAll(content, " "+name+" ", " "); len(rows) > 0 && !seen[content] {
			seen[content] = true
			p.Patterns = append(p.Patterns, rows...)
		}
	}
	for _, v := range own {
		if slices.ContainsFunc(p.Patterns, func(x model.Pattern) bool { return x.Visit == v.ID }) {
			v.Optional = optional
		}
	}
}

// conventions sets rules that families of problems differ in, loads, spans of breaks and legs from
// a router, and turns on rules that are off.
func (g *maker) conventions() {
	r := &g.p.Rules
	pick := func(n int, words ...string) string {
		if g.one(n) {
			return words[g.rng.IntN(len(words))]
		}
		return ""
	}
	r.Departure = pick(3, model.Earliest, model.Earliest, model.Latest)
	r.OptionalPer = pick(3, model.PerVisit)
	r.Lateness.At = pick(3, model.AtEnd)
	r.Lateness.Against = pick(3, model.LatestOpen)
	r.Break.At = pick(2, model.Next)
	r.Break.Per = pick(3, model.PerBreak)
	r.Paid = pick(4, model.BySpan)
	r.OpeningBreak = pick(3, model.Free)
	if g.one(5) {
		grain := [][2]int{{60, 1}, {60, 10}, {60, 30}, {1, 1}, {100, 50}, {10, 10}, {60, 300}}[g.rng.IntN(7)]
		r.Resolution, r.Step = grain[0], grain[1]
	}
	g.loads()
	g.breakSpans()
	if g.one(4) {
		g.matrix()
	}
	level := func(code model.Code, levels ...model.Level) {
		if g.p.Objective.Levels == nil {
			g.p.Objective.Levels = make(map[model.Code]model.Level)
		}
		g.p.Objective.Levels[code] = levels[g.rng.IntN(len(levels))]
	}
	if g.one(3) {
		level(model.RuleWindow, model.Wishes)
	}
	if g.one(3) {
		level(model.RuleBreak, model.Wishes)
	}
	for _, code := range []model.Code{model.RuleWorstLate, model.RuleWorstIdle, model.RuleBalance} {
		if g.one(3) {
			level(code, model.Wishes, model.Wishes, model.Law)
		}
	}
}

// loads gives visits a load and shifts the most they may add up to.
func (g *maker) loads() {
	if !g.one(2) {
		return
	}
	for i := range g.p.Visits {
		g.p.Visits[i].Load = g.rng.IntN(5)
	}
	for i := range g.p.Shifts {
		if g.rng.IntN(4) > 0 {
			g.p.Shifts[i].MaxLoad = 1 + g.rng.IntN(7)
		}
	}
}

// breakSpans names the hours of some breaks.
func (g *maker) breakSpans() {
	for i := range g.p.Shifts {
		s := &g.p.Shifts[i]
		length := int(s.End - s.Start)
		if s.Break == nil && length <= 360 || !g.one(3) {
			continue
		}
		from := g.rng.IntN(length - 30)
		s.BreakFrom = s.Start + model.Clock(from)
		s.BreakTo = s.BreakFrom + model.Clock(20+g.rng.IntN(length-from-20))
	}
}

// matrix gives the legs by car between most places to the tick, from a place to itself included.
func (g *maker) matrix() {
	var keys []string
	add := func(key string) {
		if g.rng.IntN(6) > 0 {
			keys = append(keys, key)
		}
	}
	for i := range g.p.People {
		add(string(g.p.People[i].ID))
	}
	for i := range g.p.Places {
		add(string(g.p.Places[i].ID))
	}
	for i := range g.p.Patches {
		add(string(g.p.Patches[i].ID))
	}
	minute := max(1, g.p.Rules.Resolution)
	if g.p.Rules.Resolution == 0 {
		minute = 60
	}
	for _, from := range keys {
		row := model.MatrixRow{Mode: model.ModeCar, From: from, Ticks: make([]int32, len(keys))}
		for k, to := range keys {
			switch {
			case from == to:
				row.Ticks[k] = int32(g.rng.IntN(2 * minute))
			case g.one(25):
				row.Ticks[k] = -1
			default:
				row.Ticks[k] = int32(g.rng.IntN(15 * minute))
			}
		}
		g.p.Matrix = append(g.p.Matrix, row)
	}
}

// tidy takes out what validation would refuse.
func (g *maker) tidy() {
	p := g.p
	people := make(map[model.PersonID]*model.Person)
	for i := range p.People {
		x := &p.People[i]
		people[x.ID] = x
		refused := func(c model.CarerID) bool {
			return slices.Contains(x.Never, c) || !slices.ContainsFunc(p.Carers, func(k model.Carer) bool { return k.ID == c })
		}
		x.Only, x.NamedTeam = slices.DeleteFunc(x.Only, refused), slices.DeleteFunc(x.NamedTeam, refused)
	}
	visits := make(map[model.VisitID]*model.Visit)
	for i := range p.Visits {
		v := &p.Visits[i]
		visits[v.ID] = v
		if v.LatestEnd != 0 {
			length := v.Length
			if v.LengthMin > 0 {
				length = v.LengthMin
			}
			v.LatestEnd = max(v.LatestEnd, v.Windows[0].Open+model.Clock(length))
		}
	}
	for i := range p.Pins {
		x := &p.Pins[i]
		who := people[visits[x.Visit].Person]
		if slices.Contains(who.Never, x.Carer) || len(who.Only) > 0 && !slices.Contains(who.Only, x.Carer) {
			x.Carer = ""
		}
	}
	p.Pins = slices.DeleteFunc(p.Pins, func(x model.Pin) bool { return x.Carer == "" && x.Start == 0 })
}
