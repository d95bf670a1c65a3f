package layout

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	orbgeo "github.com/paulmach/orb/geo"

	"github.com/milltir/milltir/geo"
	"github.com/milltir/milltir/model"
)

// CarerRule says to which patch carers go.
type CarerRule string

// The rules for carers.
const (
	// ByHome gives a carer to the patch they live in.
	ByHome CarerRule = "home"
	// Balanced shares carers out so that the hours of each patch's carers are as large a part of all as those of its visits, with
	// the least way from their homes to its people. See [Layout.Apply].
	Balanced CarerRule = "balanced"
)

// ApplyOptions say how people and carers fall into patches. The zero value is ready to use.
type ApplyOptions struct {
	Carers    CarerRule // ByHome
	KeepPatch bool      // people.csv's own patch is kept where the layout has a patch of that id
	Nearest   bool      // who lives outside every patch goes to the nearest base, with a warning; else that is an error
	// Distance from a carer's home to a person's in metres, for Balanced; as the crow flies.
	Distance func(from, to geo.Point) float64
}

// Apply gives a copy of a problem with the layout's patches in place of its own. People go to the patch whose area holds their
// home (a scheme's people: the scheme), else to the nearest base, carers as o.Carers says. Whatever named a patch follows the
// people of that patch: other_patches, pools and rates to where they are now; blocks of minutes and money, open shifts and cover
// are shared out by contact minutes, so that no sum changes; legs of a base stay where a new base stands on the old spot. All
// that is wrong is told at once; what could not follow is a warning. The result is valid: it is judged by [model.Validate].
func (l *Layout) Apply(p *model.Problem, o ApplyOptions) (*model.Problem, []Warning, error) {
	if p == nil || len(l.Patches) == 0 {
		return nil, nil, model.Diagnostics{{Code: "E1641", File: l.File, Message: "there is no patch to go to"}}
	}
	a := &applying{l: l, p: p, o: o, q: p.Canonical(), minutes: Contact(p), homes: Homes(p), olds: map[model.PatchID]int{}, news: map[model.PersonID]int{}, teams: map[model.CarerID]int{}}
	for i := range p.Patches {
		a.olds[p.Patches[i].ID] = i
	}
	a.names()
	a.people()
	if wrong := a.found.Errors(); len(wrong) > 0 {
		return nil, a.found.Warnings(), wrong
	}
	a.count()
	a.patches()
	a.carers()
	if wrong := a.found.Errors(); len(wrong) > 0 {
		return nil, a.found.Warnings(), wrong
	}
	a.shifts()
	a.cover()
	a.pools()
	a.blocks()
	a.rates()
	a.legs()
	a.q.Attribution = strings.Join(Attributed(p.Attribution, l.Attribution), " ")
	q := a.q.Canonical()
	if wrong := model.Validate(q).Errors(); len(wrong) > 0 {
		return nil, a.found.Warnings(), wrong
	}
	return q, a.found.Warnings(), nil
}

// applying is a problem that gets new patches. p is what it was and never changed, q what it becomes.
type applying struct {
	l       *Layout
	p, q    *model.Problem
	o       ApplyOptions
	olds    map[model.PatchID]int
	news    map[model.PersonID]int // new patch
	teams   map[model.CarerID]int  // new patch
	minutes map[model.PersonID]int // of contact in the plan, for every carer
	homes   map[model.PersonID]geo.Point
	went    [][]int // [old patch][new patch]: minutes of contact; people where there are none
	demand  []int   // [new patch]: minutes of contact
	found   model.Diagnostics
}

func (a *applying) say(code, message, advice string) {
	a.found = append(a.found, model.Diagnostic{Code: code, File: a.l.File, Message: message, Advice: advice})
}

// Contact adds up the minutes that each person's visits take of carers' time in the plan; optional ones and draws of pools are
// not counted.
func Contact(p *model.Problem) map[model.PersonID]int {
	out := map[model.PersonID]int{}
	first, last := p.Plan.Start, p.Plan.Start.Add(7*max(1, min(p.Plan.Weeks, 53))-1)
	for i := range p.Visits {
		x := &p.Visits[i]
		if x.Optional {
			continue
		}
		for d := first; d <= last; d = d.Add(1) {
			if p.Falls(x, d) {
				out[x.Person] += x.Length * max(1, x.Carers)
			}
		}
	}
	return out
}

// Homes gives where people live: their own position or, without one, their scheme's. Who has neither is left out.
func Homes(p *model.Problem) map[model.PersonID]geo.Point {
	schemes := map[model.PlaceID]geo.Point{}
	for i := range p.Places {
		x := &p.Places[i]
		schemes[x.ID] = geo.LatLon(x.Lat, x.Lon)
	}
	out := map[model.PersonID]geo.Point{}
	for i := range p.People {
		x := &p.People[i]
		at := geo.LatLon(x.Lat, x.Lon)
		if at == (geo.Point{}) {
			at = schemes[x.Place]
		}
		if at != (geo.Point{}) {
			out[x.ID] = at
		}
	}
	return out
}

// Fewest is how many people a middle must be of: what all may read must not be near somebody's home.
const Fewest = 5

// Coarse puts a position on a lattice of five thousandths of a degree, some 500 m apart.
func Coarse(at geo.Point) geo.Point {
	const perDegree = 200
	return geo.Point{math.Round(at[0]*perDegree) / perDegree, math.Round(at[1]*perDegree) / perDegree}
}

// names refuses a patch with the id of a place: whatever is located there would be at the place.
func (a *applying) names() {
	for i := range a.p.Places {
		if _, ok := a.l.Index(string(a.p.Places[i].ID)); ok {
			a.say("E1642",
				fmt.Sprintf("patch %q has the id of a place of the workspace", a.p.Places[i].ID),
				"Give the patch another id")
		}
	}
}

// count works out how much of each old patch went to each new one.
func (a *applying) count() {
	a.went = make([][]int, len(a.p.Patches))
	heads := make([][]int, len(a.p.Patches))
	for i := range a.went {
		a.went[i], heads[i] = make([]int, len(a.l.Patches)), make([]int, len(a.l.Patches))
	}
	a.demand = make([]int, len(a.l.Patches))
	for i := range a.p.People {
		x := &a.p.People[i]
		k := a.news[x.ID]
		a.demand[k] += a.minutes[x.ID]
		if old, ok := a.olds[x.Patch]; ok {
			a.went[old][k] += a.minutes[x.ID]
			heads[old][k]++
		}
	}
	for i := range a.went {
		if sum(a.went[i]) == 0 {
			a.went[i] = heads[i]
		}
		if b := &a.p.Patches[i]; sum(a.went[i]) == 0 { // nobody: to where its base is
			k := 0
			if b.BaseLat != 0 || b.BaseLon != 0 {
				k, _ = a.l.Of(geo.LatLon(b.BaseLat, b.BaseLon))
			}
			a.went[i][k] = 1
		}
	}
}

func sum(list []int) (n int) {
	for _, x := range list {
		n += x
	}
	return n
}

// main is the new patch that most of an old one went to, the first of equals.
func (a *applying) main(old int) int {
	best := 0
	for k, n := range a.went[old] {
		if n > a.went[old][best] {
			best = k
		}
	}
	return best
}

// from is the old patch that most of a new one came from; -1: none.
func (a *applying) from(k int) int {
	best, most := -1, 0
	for old := range a.went {
		if n := a.went[old][k]; n > most {
			best, most = old, n
		}
	}
	return best
}

// id names a new patch.
func (a *applying) id(k int) model.PatchID { return model.PatchID(a.l.Patches[k].ID) }

// patches writes the layout's patches in place of the old ones.
func (a *applying) patches() {
	named := slices.ContainsFunc(a.l.Patches, func(x Patch) bool { return x.Provider != "" })
	a.q.Patches = nil
	for k := range a.l.Patches {
		x := &a.l.Patches[k]
		n := model.Patch{ID: a.id(k), NameEn: cmp.Or(x.NameEn, x.NameCy, x.ID), NameCy: x.NameCy, Provider: x.Provider}
		if old := a.from(k); !named && old >= 0 {
			n.Provider = a.p.Patches[old].Provider
		} else if !named && len(a.p.Patches) > 0 {
			n.Provider = a.p.Patches[0].Provider
		}
		if x.HasBase {
			n.BaseLat, n.BaseLon = x.Base.Lat(), x.Base.Lon()
		}
		a.q.Patches = append(a.q.Patches, n)
	}
	providers := a.q.Providers()
	for k := range a.q.Patches { // what is agreed on between providers stays agreed
		n := &a.q.Patches[k]
		for i := range a.p.Patches {
			for _, to := range a.p.Patches[i].LendsTo {
				_, known := slices.BinarySearch(providers, to)
				if a.p.Patches[i].Provider == n.Provider && known && to != n.Provider && !slices.Contains(n.LendsTo, to) {
					n.LendsTo = append(n.LendsTo, to)
				}
			}
		}
		if nobody := !slices.ContainsFunc(a.q.People, func(x model.Person) bool { return x.Patch == n.ID }); nobody {
			a.say("W2135", fmt.Sprintf("nobody lives in patch %q", n.ID), "Join it to another, or it is right so")
		}
	}
	a.bases()
}

// bases gives a patch from which somebody sets out a base, where the layout has none: the old base that lies in it and has most
// of its people, else the middle of its own people or, of fewer than five, of its area.
func (a *applying) bases() {
	wanted := slices.ContainsFunc(a.q.Carers, func(x model.Carer) bool { return x.StartAt == model.FromBase || x.EndAt == model.FromBase })
	for k := range a.q.Patches {
		n := &a.q.Patches[k]
		if !wanted || n.BaseLat != 0 || n.BaseLon != 0 {
			continue
		}
		best := -1
		for i := range a.p.Patches {
			b := &a.p.Patches[i]
			at, in := a.l.Inside(geo.LatLon(b.BaseLat, b.BaseLon))
			if in && at == k && (best < 0 || a.went[i][k] > a.went[best][k]) {
				best = i
			}
		}
		where := "the middle of its people, to half a kilometre"
		if best >= 0 {
			n.BaseLat, n.BaseLon, where = a.p.Patches[best].BaseLat, a.p.Patches[best].BaseLon, "that of "+string(a.p.Patches[best].ID)
		} else {
			mid, homes := a.middle(k)
			if !homes {
				where = fmt.Sprintf("the centre of its area, since fewer than %d people live there", Fewest)
			}
			n.BaseLat, n.BaseLon = tidy(mid.Lat()), tidy(mid.Lon())
		}
		a.say("W2136",
			fmt.Sprintf("patch %q has no base, and carers set out from one: it is %s", n.ID, where),
			"Give base_lat and base_lon")
	}
}

// middle is the middle of a patch's people on a coarse lattice, each counted once, if five or more live there; else of its
// area, or its base. homes tells which: nobody's home can be read off it.
func (a *applying) middle(k int) (at geo.Point, homes bool) {
	n := 0.0
	for i := range a.q.People { // in order: sums of floats must not depend on a map's
		id := a.q.People[i].ID
		if home, ok := a.homes[id]; ok && a.news[id] == k {
			at[0], at[1], n = at[0]+home[0], at[1]+home[1], n+1
		}
	}
	switch {
	case n >= Fewest:
		return Coarse(geo.Point{at[0] / n, at[1] / n}), true
	case len(a.l.Patches[k].Area) > 0:
		return a.l.Patches[k].Area.Bound().Center(), false
	}
	return a.l.Patches[k].Base, false
}

// distance is the way from a carer to a person.
func (a *applying) distance(from, to geo.Point) float64 {
	if a.o.Distance != nil {
		return a.o.Distance(from, to)
	}
	return orbgeo.DistanceHaversine(from, to)
}

// share splits a number by the minutes that went from an old patch to the new ones, by largest remainders, the first of equals
// first: the parts add up to it.
func (a *applying) share(old, n int) []int { return split(n, a.went[old]) }

func split(n int, weights []int) []int {
	out := make([]int, len(weights))
	all := int64(sum(weights))
	if all == 0 {
		return out
	}
	order := make([]int, len(weights))
	rest := make([]int64, len(weights))
	left := n
	for k, w := range weights {
		part := int64(n) * int64(w)
		out[k], rest[k], order[k] = int(part/all), part%all, k
		left -= out[k]
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rest[b], rest[a]) })
	for i := 0; i < left; i++ {
		out[order[i]]++
	}
	return out
}
