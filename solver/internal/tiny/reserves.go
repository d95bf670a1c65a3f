package tiny

import (
	"math/rand/v2"
	"slices"

	"github.com/milltir/milltir/model"
)

// reserves has carers be free for calls, or on site, in the spans of shifts, a few of which move to the scheme;
// now and then a share of every peak. Like lines it has dice of its own.
func (g *maker) reserves() {
	d := &maker{rng: rand.New(rand.NewPCG(uint64(len(g.p.Shifts)+17*len(g.p.Visits)), uint64(g.start)+uint64(11*len(g.p.Carers)+5*len(g.p.People)))), p: g.p, start: g.start}
	if d.one(2) {
		return
	}
	for i := range g.p.Shifts {
		if s := &g.p.Shifts[i]; d.one(3) {
			s.Location = "scheme"
		}
	}
	for range 1 + d.rng.IntN(3) {
		d.reserve()
	}
	if d.one(4) {
		g.p.Rules.Reserve = model.ReserveRule{Pct: 5 + 5*d.rng.IntN(10), From: model.At(7+d.rng.IntN(3), 0), To: model.At(10+d.rng.IntN(4), 10)}
	}
	d.someLevels([]model.Code{model.RuleReserve})
}

// reserve keeps carers free, or on site, from somewhere in a shift on.
func (g *maker) reserve() {
	s := &g.p.Shifts[g.rng.IntN(len(g.p.Shifts))]
	c := model.Cover{
		Where: []string{"scheme", "scheme", "north", "south"}[g.rng.IntN(4)], Days: model.Days(1 + g.rng.IntN(1<<7-1)), Needed: 1 + g.rng.IntN(2),
		Start: s.Start + model.Clock(30*g.rng.IntN(4)),
	}
	c.End = c.Start + model.Clock(20+20*g.rng.IntN(10))
	if g.one(4) {
		c.Skill = skills[g.rng.IntN(len(skills))]
	}
	if c.OnSite = g.one(3); !c.OnSite {
		c.Kind = model.KindReserve
	}
	same := func(x model.Cover) bool {
		return x.Where == c.Where && x.Days == c.Days && x.Start == c.Start && x.End == c.End && x.Skill == c.Skill && x.Kind == c.Kind
	}
	if !slices.ContainsFunc(g.p.Cover, same) {
		g.p.Cover = append(g.p.Cover, c)
	}
}
