package tiny

import (
	"math/rand/v2"
	"slices"

	"github.com/milltir/milltir/model"
)

// outings gives some problems visits elsewhere than at home: sessions, outings that end where they do not
// start, and others who come along. Like lines it has dice of its own.
func (g *maker) outings() {
	d := &maker{rng: rand.New(rand.NewPCG(uint64(len(g.p.People)+7*len(g.p.Visits)), uint64(g.start)+uint64(3*len(g.p.Shifts))))}
	if d.one(2) {
		return
	}
	visits, people, way := slices.Clone(g.p.Visits), slices.Clone(g.p.People), g.p.Rules.Session.Way
	g.p.Rules.Session.Way = 1440
	for i := range g.p.People {
		g.p.People[i].GoesBy = []string{"", model.ModeCar, model.ModeCar, model.ModeBike}[d.rng.IntN(4)]
	}
	for i := range g.p.Visits {
		v := &g.p.Visits[i]
		was := *v
		switch d.rng.IntN(8) {
		case 0:
			v.Place = "scheme"
		case 1:
			v.Place, v.StartsAt, v.EndsAt = "office", model.FromHome, "office"
		case 2:
			v.Place, v.StartsAt = "office", model.FromHome
		case 3:
			v.Place, v.EndsAt = "office", model.FromHome
		case 4:
			v.EndsAt = "scheme"
		}
		for _, x := range g.p.People {
			if x.ID != v.Person && d.one(4) {
				v.With = append(v.With, x.ID)
			}
		}
		if len(model.Validate(g.p).Errors()) > 0 { // too far on foot, or of another provider
			*v = was
		}
	}
	if len(model.Validate(g.p).Errors()) > 0 {
		g.p.Visits, g.p.People, g.p.Rules.Session.Way = visits, people, way
	}
}
