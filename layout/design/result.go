package design

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"

	"github.com/milltir/milltir/geo"
	"github.com/milltir/milltir/layout"
	"github.com/milltir/milltir/model"
)

// Score is what a layout is worth by the units. All sums are over a week.
type Score struct {
	Objective  int64        `json:"objective"`  // what the search makes small, minute-seconds
	Travel     int64        `json:"travel"`     // minutes of contact times seconds to the base
	Dispersion int64        `json:"dispersion"` // minutes of contact times the mean seconds to another of the patch
	Nearby     int64        `json:"nearby"`     // minutes of contact times the mean seconds to the nearest 160 hours of the patch
	Contact    int64        `json:"contact"`    // minutes
	Carers     int64        `json:"carers"`     // minutes of carers by their homes
	WorstHours float64      `json:"worst_hours"`
	WorstHomes float64      `json:"worst_homes"`
	Patches    []PatchScore `json:"patches"`

	People, Staff int `json:"-"` // how many with visits, and carers; 0 where only areas are known
}

// PatchScore is that of one patch.
type PatchScore struct {
	ID      string  `json:"id"`
	Name    string  `json:"name"`
	Units   int     `json:"units"`
	Base    string  `json:"base"` // unit
	Contact int64   `json:"contact"`
	Carers  int64   `json:"carers"`
	ToBase  int64   `json:"to_base"` // mean seconds
	Between int64   `json:"between"` // mean seconds from one minute of contact to another
	Near    int64   `json:"near"`    // mean seconds from a minute of contact to the nearest 160 hours of it
	Pieces  int     `json:"pieces"`  // 1: it hangs together
	Off     float64 `json:"off"`     // share by which its contact is off the mean; WorstHours is the largest
	Homes   float64 `json:"homes"`   // share of the mean by which its carers' minutes are off its part; WorstHomes likewise

	People, Staff int  `json:"-"`
	Few           bool `json:"few,omitempty"`        // of [Score.Shown]: contact and ways are left out
	FewCarers     bool `json:"few_carers,omitempty"` // carers are left out
}

// Shown is a score as others than planners may read it. Of people, contact and ways of a patch are left out where they are of fewer
// than five, and so are a carer's hours of fewer than five carers; and of the next smallest patch too where the sum of all would
// tell. Of areas, whose people nobody knows, hours are to whole tens. Sums over all patches stay.
func (s *Score) Shown() *Score {
	out := *s
	out.Patches = slices.Clone(s.Patches)
	out.WorstHours, out.WorstHomes = 0, 0
	few := tooFew(s, func(x *PatchScore) int { return x.People })
	fewCarers := tooFew(s, func(x *PatchScore) int { return x.Staff })
	const tens = 600
	for j := range out.Patches {
		x := &out.Patches[j]
		if s.People == 0 {
			x.Contact, x.Carers = (x.Contact+tens/2)/tens*tens, (x.Carers+tens/2)/tens*tens
		} else {
			if x.FewCarers = fewCarers[j]; x.FewCarers {
				x.Carers = 0
			}
			if x.Few = few[j]; x.Few {
				x.Contact, x.ToBase, x.Between, x.Near, x.Off = 0, 0, 0, 0, 0
			}
			if x.Few || x.FewCarers {
				x.Homes = 0 // it tells of both
			}
		}
		out.WorstHours, out.WorstHomes = max(out.WorstHours, math.Abs(x.Off)), max(out.WorstHomes, math.Abs(x.Homes))
	}
	return &out
}

// tooFew tells of which patches nothing is said: those of fewer than five, and as many more, the smallest first, as it takes that
// all of them have five together.
func tooFew(s *Score, heads func(*PatchScore) int) []bool {
	out := make([]bool, len(s.Patches))
	order := make([]int, len(s.Patches))
	for j := range order {
		order[j] = j
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(heads(&s.Patches[a]), heads(&s.Patches[b])) })
	hidden := 0
	for i, j := range order {
		n := heads(&s.Patches[j])
		if n >= layout.Fewest && (i == 0 || hidden >= layout.Fewest) {
			break
		}
		out[j] = true
		hidden += n
	}
	return out
}

// Seconds is the mean seconds from a minute of contact to its base.
func (s *Score) Seconds() int64 { return s.Travel / max(1, s.Contact) }

// Between is the mean seconds between minutes of contact of one patch.
func (s *Score) Between() int64 { return s.Dispersion / max(1, s.Contact) }

// Near is the mean seconds from a minute of contact to the nearest 160 hours of its patch.
func (s *Score) Near() int64 { return s.Nearby / max(1, s.Contact) }

// score works out what a plan is worth, by the patches of a layout.
func (p *plan) score(l *layout.Layout) *Score {
	s := &Score{Contact: p.allCare, Carers: p.allCarers}
	mean := float64(p.allCare) / float64(len(p.members))
	for j := range p.members {
		x := PatchScore{ID: l.Patches[j].ID, Name: l.Patches[j].NameEn, Contact: p.contact[j], Carers: p.carers[j], Pieces: p.parts(j)}
		for _, a := range p.members[j] {
			x.Units += len(p.g.atoms[a])
			for _, u := range p.g.atoms[a] {
				x.People += p.g.in.Units[u].People
				x.Staff += p.g.in.Units[u].Staff
			}
		}
		s.People, s.Staff = s.People+x.People, s.Staff+x.Staff
		s.Objective += p.costOf(j)
		if b := p.base(j); b >= 0 {
			x.Base = p.g.in.Units[b].ID
			s.Travel += p.pulls[j][b]
			x.ToBase = p.pulls[j][b] / max(1, p.contact[j])
		}
		s.Dispersion += p.between(j)
		x.Between = p.between(j) / max(1, p.contact[j])
		near := p.near(j)
		s.Nearby += near
		x.Near = near / max(1, p.contact[j])
		if mean > 0 {
			x.Off = float64(p.contact[j])/mean - 1
		}
		if p.allCarers > 0 && mean > 0 {
			x.Homes = (float64(p.carers[j])*float64(p.allCare)/float64(p.allCarers) - float64(p.contact[j])) / mean
		}
		s.WorstHours, s.WorstHomes = max(s.WorstHours, math.Abs(x.Off)), max(s.WorstHomes, math.Abs(x.Homes))
		s.Patches = append(s.Patches, x)
	}
	return s
}

// warnings tells of patches that are further off the mean than the tolerance, with their hours where these may be shown.
func (p *plan) warnings(s *Score) []layout.Warning {
	var out []layout.Warning
	shown := s.Shown()
	for j := range p.members {
		if off := p.contact[j] - p.mean; max(off, -off) > p.tolerance {
			x := &shown.Patches[j]
			has := fmt.Sprintf("patch %q has %d hours of contact a week", x.ID, (x.Contact+30)/60)
			if x.Few {
				has = fmt.Sprintf("patch %q has other hours of contact a week than allowed", x.ID)
			}
			out = append(out, model.Diagnostic{
				Code:    "W2139",
				Message: fmt.Sprintf("%s, and the mean is %d", has, (p.mean+30)/60),
				Advice:  "Allow more, ask for another number of patches, or keep fewer units together",
			})
		}
	}
	return out
}

// palette has colours that can be told apart, also by those who cannot tell red from green.
var palette = []string{"#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377", "#bbbbbb", "#ee7733", "#009988", "#332288"}

// layout draws a plan.
func (g *ground) layout(p *plan) *layout.Layout {
	l := &layout.Layout{Name: g.in.Name, Attribution: g.in.Attribution, Patches: make([]layout.Patch, len(p.members))}
	named := map[string]bool{}
	wide := len(fmt.Sprint(len(p.members)))
	for j := range p.members {
		x := &l.Patches[j]
		x.ID = fmt.Sprintf("p%0*d", wide, j+1)
		var areas []orb.MultiPolygon
		for _, u := range g.unitsOf(p, j) {
			areas = append(areas, g.in.Units[u].Area)
		}
		x.Area = dissolve(areas)
		base := &g.in.Units[p.base(j)]
		x.Base, x.HasBase = inner(x.Area, base.Centre), true
		x.NameEn, x.NameCy = g.name(base)
		for n := 2; named[x.NameEn]; n++ {
			en, cy := g.name(base)
			x.NameEn = fmt.Sprintf("%s %d", en, n)
			if x.NameCy = ""; cy != "" {
				x.NameCy = fmt.Sprintf("%s %d", cy, n)
			}
		}
		named[x.NameEn] = true
	}
	g.paint(p, l)
	return l
}

// unitsOf gives the units of a patch, ascending.
func (g *ground) unitsOf(p *plan, j int) []int {
	var out []int
	for _, a := range p.members[j] {
		out = append(out, g.atoms[a]...)
	}
	slices.Sort(out)
	return out
}

// name gives a patch the name of the place nearest to its base, else its base's.
func (g *ground) name(base *Unit) (en, cy string) {
	best, least := -1, math.Inf(1)
	for i := range g.in.Places {
		if d := orbgeo.DistanceHaversine(g.in.Places[i].At, base.Centre); d < least {
			best, least = i, d
		}
	}
	if best >= 0 {
		return g.in.Places[best].NameEn, g.in.Places[best].NameCy
	}
	return cmp.Or(base.NameEn, base.ID), base.NameCy
}

// paint gives patches colours, others than their neighbours' as far as the palette goes.
func (g *ground) paint(p *plan, l *layout.Layout) {
	for j := range l.Patches {
		taken := map[string]bool{}
		for _, a := range p.members[j] {
			for _, b := range g.near[a] {
				taken[l.Patches[p.of[b]].Colour] = true
			}
		}
		for i := range palette {
			if c := palette[(j+i)%len(palette)]; !taken[c] || i == len(palette)-1 {
				l.Patches[j].Colour = c
				break
			}
		}
	}
}

// inner gives a point of an area: the wished-for one on the grid, or, where that lies in the water, the middle of the widest
// stretch of the area at one of some heights nearby.
func inner(area orb.MultiPolygon, wish geo.Point) geo.Point {
	at := cornerOf(wish).point()
	if len(area) == 0 {
		return at
	}
	l := layout.Layout{Patches: []layout.Patch{{Area: area}}}
	if _, in := l.Inside(at); in {
		return at
	}
	best, widest := at, 0.0
	b := area.Bound()
	for i := 1; i < 20; i++ {
		y := b.Min[1] + (b.Max[1]-b.Min[1])*float64(i)/20
		for _, span := range spans(area, y) {
			mid := cornerOf(geo.Point{(span[0] + span[1]) / 2, y}).point()
			near := orbgeo.DistanceHaversine(mid, wish) + 1
			if w := (span[1] - span[0]) / near; w > widest {
				if _, in := l.Inside(mid); in {
					best, widest = mid, w
				}
			}
		}
	}
	return best
}

// spans are the stretches of an area at a height.
func spans(area orb.MultiPolygon, y float64) [][2]float64 {
	var xs []float64
	for _, polygon := range area {
		for _, ring := range polygon {
			for i := 1; i < len(ring); i++ {
				a, b := ring[i-1], ring[i]
				if (a[1] > y) != (b[1] > y) {
					xs = append(xs, a[0]+(y-a[1])*(b[0]-a[0])/(b[1]-a[1]))
				}
			}
		}
	}
	slices.Sort(xs)
	var out [][2]float64
	for i := 1; i < len(xs); i += 2 {
		out = append(out, [2]float64{xs[i-1], xs[i]})
	}
	return out
}

// sort puts patches in order from north to south by their bases, so that the same plan has the same ids whatever the search did.
func (p *plan) sort() {
	order := make([]int, len(p.members))
	for j := range order {
		order[j] = j
	}
	at := func(j int) geo.Point { return p.g.in.Units[p.base(j)].Centre }
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(at(b)[1], at(a)[1]), cmp.Compare(at(a)[0], at(b)[0]), cmp.Compare(p.base(a), p.base(b)))
	})
	of := make([]int, len(p.of))
	for now, was := range order {
		for _, a := range p.members[was] {
			of[a] = now
		}
	}
	q := newPlan(p.g, len(p.members), Options{})
	q.tolerance = p.tolerance
	for a, j := range of {
		q.put(a, j)
	}
	for j := range q.costs {
		q.settle(j)
	}
	*p = *q
}
