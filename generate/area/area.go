// Package area holds the figures that a whole county is made from: points near which people live with
// their weights, the small statistics units these lie in, and a skeleton of main roads. Gwynedd comes
// with the program; [Read] takes any other from tables of postcodes and populations.
//
// Nothing in it is about a person, and no postcode is kept.
package area

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"github.com/milltir/milltir/geo"
)

// Area is a county or any other stretch of country that teams are planned for.
type Area struct {
	ID, Name, NameCy string
	Attribution      string  // to be printed wherever the figures are used
	People           int     // supported at home in a usual week
	Welsh            float64 // share of people whose first language is Welsh
	Points           []Point
	Units            []Unit
	SkeletonNodes    []Node
	SkeletonLinks    []Link
}

// Point is a postcode, or anything like it, that homes are drawn near.
type Point struct {
	Lat, Lon float64 // degrees
	Weight   float64 // homes are drawn in proportion: inhabitants of 85 and over, for Gwynedd
	Unit     int     // index into Area.Units; -1 none
}

// Unit is a small statistics area that is never cut in two: an LSOA, for Gwynedd.
type Unit struct {
	ID, NameEn, NameCy string
	Group              string  // the larger statistics area it lies in, an MSOA for Gwynedd: "Gwynedd 015"
	Ward               string  // or community
	Population         float64 // inhabitants; 0 where it is not known, as in the next three
	Over65             float64
	Over75             float64
	Over85             float64
	Weight             float64          // sum of its points'
	Boundary           orb.MultiPolygon // neighbours share their edges to the digit; empty where it is not known
}

// Node is a place of the skeleton of main roads.
type Node struct {
	ID, NameCy, NameEn string
	Lat, Lon           float64
}

// Link is a stretch of road between two nodes, both ways alike.
type Link struct {
	From, To, Road, Class string
	Km, Minutes           float64
}

// Weight is the sum over all points.
func (a *Area) Weight() float64 {
	sum := 0.0
	for i := range a.Points {
		sum += a.Points[i].Weight
	}
	return sum
}

// UnitOf gives the index of the unit whose boundary holds a position, else the unit of the nearest
// point; -1 where the area has no units.
func (a *Area) UnitOf(lat, lon float64) int {
	if len(a.Units) == 0 {
		return -1
	}
	at := geo.LatLon(lat, lon)
	for i := range a.Units {
		if a.Units[i].Holds(at) {
			return i
		}
	}
	best, least := -1, math.Inf(1)
	shrink := math.Cos(lat * math.Pi / 180)
	for i := range a.Points {
		p := &a.Points[i]
		x, y := (p.Lon-lon)*shrink, p.Lat-lat
		if d := x*x + y*y; p.Unit >= 0 && p.Unit < len(a.Units) && d < least {
			best, least = p.Unit, d
		}
	}
	return best
}

// Holds tells whether a position lies in the unit's boundary.
func (u *Unit) Holds(at geo.Point) bool {
	return slices.ContainsFunc(u.Boundary, func(p orb.Polygon) bool {
		return len(p) > 0 && p[0].Bound().Contains(at) && planar.PolygonContains(p, at)
	})
}

// Open tells, point by point, which lie in open country: fewer than four points, itself among them,
// within half a kilometre. A home there has a track, a gate and dogs.
func (a *Area) Open() []bool {
	const reach = 0.5 / 111.2 // degrees of latitude
	type cell struct{ x, y int }
	in := func(p *Point) cell {
		return cell{int(math.Floor(p.Lon * 0.6 / reach)), int(math.Floor(p.Lat / reach))}
	}
	cells := map[cell][]int{}
	for i := range a.Points {
		k := in(&a.Points[i])
		cells[k] = append(cells[k], i)
	}
	out := make([]bool, len(a.Points))
	for i := range a.Points {
		p := &a.Points[i]
		n, k, shrink := 0, in(p), math.Cos(p.Lat*math.Pi/180)
		for dx := -1; dx <= 1; dx++ {
			for dy := -1; dy <= 1; dy++ {
				for _, j := range cells[cell{k.x + dx, k.y + dy}] {
					q := &a.Points[j]
					if math.Hypot((p.Lon-q.Lon)*shrink, p.Lat-q.Lat) <= reach {
						n++
					}
				}
			}
		}
		out[i] = n < 4
	}
	return out
}
