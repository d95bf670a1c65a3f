package design

import (
	"cmp"
	"math"
	"slices"

	"github.com/milltir/milltir/geo"
)

// Spot is the people of one unit who live in one square of two kilometres, taken together.
type Spot struct {
	Unit    int       // index
	At      geo.Point // the middle of their contact; it is never written anywhere
	Contact int       // minutes of visits a week, for every carer
}

// Squares of spots: so many to a degree of latitude, and half as many where that made more than mostSpots.
const (
	spotsPerDegree = 55.5
	mostSpots      = 1_000
)

// gathering puts homes together to spots.
type gathering struct {
	at map[gatherKey]*gathered
	n  float64 // squares per degree
}

type gatherKey struct{ unit, x, y int }

type gathered struct {
	at     geo.Point // sums of weighted degrees
	weight float64
}

func newGathering() *gathering { return &gathering{map[gatherKey]*gathered{}, spotsPerDegree} }

func (g *gathering) add(unit int, at geo.Point, weight float64) {
	if weight <= 0 {
		return
	}
	x := gathered{geo.Point{weight * at[0], weight * at[1]}, weight}
	g.put(unit, at, x)
	for len(g.at) > mostSpots && g.n > 1 {
		old := g.at
		g.at, g.n = map[gatherKey]*gathered{}, g.n/2
		for _, k := range sortedKeys(old) {
			g.put(k.unit, old[k].middle(), *old[k])
		}
	}
}

func (g *gathering) put(unit int, at geo.Point, x gathered) {
	// A degree of longitude counts as 0.6 of one of latitude, as it is between 50 and 56 degrees north.
	k := gatherKey{unit, int(math.Floor(at[0] * g.n * 0.6)), int(math.Floor(at[1] * g.n))}
	y := g.at[k]
	if y == nil {
		y = &gathered{}
		g.at[k] = y
	}
	y.at[0], y.at[1], y.weight = y.at[0]+x.at[0], y.at[1]+x.at[1], y.weight+x.weight
}

func (x *gathered) middle() geo.Point { return geo.Point{x.at[0] / x.weight, x.at[1] / x.weight} }

func sortedKeys(m map[gatherKey]*gathered) []gatherKey {
	keys := make([]gatherKey, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b gatherKey) int {
		return cmp.Or(cmp.Compare(a.unit, b.unit), cmp.Compare(a.y, b.y), cmp.Compare(a.x, b.x))
	})
	return keys
}

// spots are those gathered, with minutes for each of weight, by unit.
func (g *gathering) spots(minutes float64) []Spot {
	var out []Spot
	for _, k := range sortedKeys(g.at) {
		if x := g.at[k]; x.weight*minutes >= 0.5 {
			out = append(out, Spot{k.unit, x.middle(), int(math.Round(x.weight * minutes))})
		}
	}
	return out
}

// enough is the minutes of contact that count as near: 160 hours a week, what some nine carers give. Of the amounts tried the mean
// way to them goes best with how long rotas are on the road (docs/adr/0031).
const enough = 9_600

// way is from one spot to another.
type way struct {
	seconds int64
	spot    int32
}

// sight is the spots as the search wants them.
type sight struct {
	of      [][]int32 // by atom: its spots
	atom    []int32   // by spot
	contact []int64   // by spot
	ways    [][]way   // by spot: all spots with contact, the nearest first, of equals the first; itself is the first of all
}

// newSight takes the input's spots; where it has none, every unit is one.
func newSight(in *Input, atomOf []int, atoms int) *sight {
	spots, between := in.Spots, in.Between
	if len(spots) == 0 {
		between = in.Travel
		for u := range in.Units {
			spots = append(spots, Spot{u, in.Units[u].Centre, in.Units[u].Contact})
		}
	}
	s := &sight{of: make([][]int32, atoms)}
	for i := range spots {
		a := atomOf[spots[i].Unit]
		s.of[a] = append(s.of[a], int32(i))
		s.atom, s.contact = append(s.atom, int32(a)), append(s.contact, int64(spots[i].Contact))
		var list []way
		for j := range spots {
			if spots[j].Contact > 0 {
				list = append(list, way{(leg(between, i, j) + leg(between, j, i) + 1) / 2, int32(j)})
			}
		}
		slices.SortFunc(list, func(a, b way) int { return cmp.Or(cmp.Compare(a.seconds, b.seconds), cmp.Compare(a.spot, b.spot)) })
		s.ways = append(s.ways, list)
	}
	return s
}

// near is the minutes of contact of a patch times the mean seconds from each to the nearest of the patch, enough of them. Where a
// patch has fewer, what is missing counts as far as the furthest.
func (p *plan) near(j int) int64 {
	s, sum := p.g.sight, int64(0)
	for _, a := range p.members[j] {
		for _, i := range s.of[a] {
			if s.contact[i] > 0 {
				sum += s.contact[i] * p.round(s, i, j) / enough
			}
		}
	}
	return sum
}

// round is the seconds from a spot to the nearest contact of a patch, for enough minutes of it.
func (p *plan) round(s *sight, i int32, j int) int64 {
	left, sum, last := int64(enough), int64(0), int64(0)
	for _, w := range s.ways[i] {
		if p.of[s.atom[w.spot]] != j {
			continue
		}
		last = w.seconds
		if x := s.contact[w.spot]; x < left {
			sum, left = sum+x*last, left-x
			continue
		}
		return sum + left*last
	}
	return sum + left*last
}
