package layout

import (
	"fmt"
	"strings"

	orbgeo "github.com/paulmach/orb/geo"

	"github.com/milltir/milltir/geo"
)

// strays are those who live outside every patch: who may go nowhere, and who goes to the nearest base.
type strays struct {
	outside, nearest []string
}

// place gives the patch of somebody's home: the one that holds it, else the one with the nearest base, if that is allowed.
// may says which patches are for them; nil: all.
func (a *applying) place(id string, at geo.Point, may []bool, s *strays) (patch int, ok bool) {
	if k, in := a.l.Inside(at); in && (may == nil || may[k]) {
		return k, true
	}
	best, least := -1, 0.0
	for k := range a.l.Patches {
		x := &a.l.Patches[k]
		if d := orbgeo.DistanceHaversine(at, x.Base); x.HasBase && (may == nil || may[k]) && (best < 0 || d < least) {
			best, least = k, d
		}
	}
	switch bare := a.l.bare(); {
	case best < 0 || !a.o.Nearest && !bare:
		s.outside = append(s.outside, id)
		return 0, false
	case !bare: // else the layout asks for it
		s.nearest = append(s.nearest, id)
	}
	return best, true
}

// tell says who lives outside: who they are, outside which patches, and what helps.
func (s *strays) tell(a *applying, who, patches, advice, near string) {
	if n := len(s.outside); n > 0 {
		a.say("E1648", fmt.Sprintf("%d %s live outside %s: %s", n, who, patches, some(s.outside)), advice)
	}
	if n := len(s.nearest); n > 0 {
		a.say("W2134", fmt.Sprintf("%d %s live outside %s and go to the nearest base: %s", n, who, patches, some(s.nearest)), near)
	}
}

// people sends everybody to a patch.
func (a *applying) people() {
	var nowhere []string
	var s strays
	for i := range a.q.People {
		x := &a.q.People[i]
		if k, ok := a.l.Index(string(x.Patch)); ok && a.o.KeepPatch {
			a.news[x.ID] = k
			continue
		}
		at, known := a.homes[x.ID]
		if !known {
			nowhere = append(nowhere, string(x.ID))
			continue
		}
		if k, ok := a.place(string(x.ID), at, nil, &s); ok {
			a.news[x.ID], x.Patch = k, a.id(k)
		}
	}
	s.tell(a, "people", "every patch", "Draw the patches further, or let them go to the nearest base", "Draw the patches further, or it is right so")
	if len(nowhere) > 0 {
		a.say("E1648",
			fmt.Sprintf("%d people have no position: %s", len(nowhere), some(nowhere)),
			"Fill in lat and lon, or keep the patch of people.csv")
	}
}

// byHome sends carers to the patch that they live in; who has no home in the tables goes where most of their old patch went.
func (a *applying) byHome(crews []crew) {
	var s strays
	for i := range crews {
		c := &crews[i]
		if c.homeless {
			a.put(c, a.follow(c))
			continue
		}
		if k, ok := a.place(string(a.p.Carers[c.carers[0]].ID), c.home, c.may, &s); ok {
			a.put(c, k)
		}
	}
	s.tell(a, "carers", "every patch that is for them", "Let them go to the nearest base, or share carers out (balanced)", "It may be right so")
}

// some names the first few of a list.
func some(ids []string) string {
	const most = 10
	out := strings.Join(ids[:min(most, len(ids))], ", ")
	if more := len(ids) - most; more > 0 {
		out += fmt.Sprintf(" and %d more", more)
	}
	return out
}
