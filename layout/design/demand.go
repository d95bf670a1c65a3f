package design

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"

	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"

	"github.com/milltir/milltir/geo"
	"github.com/milltir/milltir/layout"
	"github.com/milltir/milltir/model"
)

// ReadUnits reads units from GeoJSON, polygons with an id and a name as a layout has them; a property "community" (or "group")
// names what they stay together with. Contact and carers are left out; see [Fill]. Errors are those of [layout.Read].
func ReadUnits(name string, r io.Reader) ([]Unit, []layout.Warning, error) {
	var kept bytes.Buffer
	l, found, err := layout.Read(name, io.TeeReader(r, &kept))
	if err != nil {
		return nil, found, err
	}
	var file struct {
		Features []struct {
			ID         json.RawMessage            `json:"id"`
			Properties map[string]json.RawMessage `json:"properties"`
		} `json:"features"`
	}
	_ = json.Unmarshal(bytes.TrimPrefix(kept.Bytes(), []byte("\ufeff")), &file) // it was read a moment ago
	community := map[string]string{}
	for _, f := range file.Features {
		id := word(f.Properties["id"])
		community[cmp.Or(id, word(f.ID))] = cmp.Or(word(f.Properties["community"]), word(f.Properties["group"]))
	}
	var out []Unit
	for i := range l.Patches {
		x := &l.Patches[i]
		if len(x.Area) == 0 {
			return nil, found, model.Diagnostics{{Code: "E1649", File: name, Message: fmt.Sprintf("unit %q has no area", x.ID)}}
		}
		u := Unit{ID: x.ID, NameEn: x.NameEn, NameCy: x.NameCy, Together: community[x.ID], Area: x.Area, Centre: inner(x.Area, x.Area.Bound().Center())}
		if x.HasBase {
			u.Centre = x.Base
		}
		out = append(out, u)
	}
	return out, found, nil
}

func word(raw json.RawMessage) string {
	var s string
	var n json.Number
	if json.Unmarshal(raw, &s) != nil && json.Unmarshal(raw, &n) == nil {
		s = n.String()
	}
	return s
}

// finder finds the unit of a position: whose area holds it, else the one with the nearest centre.
func finder(units []Unit) func(at geo.Point) int {
	l := &layout.Layout{}
	for i := range units {
		if u := &units[i]; u.Centre == (geo.Point{}) && len(u.Area) > 0 {
			u.Centre = inner(u.Area, u.Area.Bound().Center())
		}
		l.Patches = append(l.Patches, layout.Patch{Area: units[i].Area})
	}
	return func(at geo.Point) int {
		if i, ok := l.Inside(at); ok {
			return i
		}
		best, least := 0, math.Inf(1)
		for i := range units {
			if d := orbgeo.DistanceHaversine(units[i].Centre, at); d < least {
				best, least = i, d
			}
		}
		return best
	}
}

// middles gathers where the people of each unit are.
type middles struct {
	at     []geo.Point
	weight []float64
	count  []int
}

func newMiddles(n int) *middles {
	return &middles{make([]geo.Point, n), make([]float64, n), make([]int, n)}
}

func (m *middles) add(i int, at geo.Point, weight float64) {
	m.at[i][0], m.at[i][1] = m.at[i][0]+weight*at[0], m.at[i][1]+weight*at[1]
	m.weight[i] += weight
	m.count[i]++
}

// set moves the centres of units to the middle of what was gathered there, of so many things at least, rounded.
func (m *middles) set(units []Unit, least int, round func(geo.Point) geo.Point) {
	for i := range units {
		if m.count[i] >= least && m.weight[i] > 0 {
			units[i].Centre = inner(units[i].Area, round(geo.Point{m.at[i][0] / m.weight[i], m.at[i][1] / m.weight[i]}))
		}
	}
}

// Fill gives units the contact of a week of a problem's people and the hours of its carers who live there. Where five or more
// people with visits live it moves the centre to their middle, each counted once, on a lattice of some 500 m: a centre may become
// a base, which all may read, and must not be somebody's home. Who lives in no unit counts for the one with the nearest centre.
// It gives the spots in which the contact arises.
func Fill(units []Unit, p *model.Problem) []Spot {
	if len(units) == 0 {
		return nil
	}
	find, m, spots := finder(units), newMiddles(len(units)), newGathering()
	for i := range units {
		units[i].Contact, units[i].Carers, units[i].People, units[i].Staff = 0, 0, 0, 0
	}
	for _, h := range homes(p) {
		i := find(h.at)
		units[i].Contact += h.contact
		units[i].Carers += h.carers
		if h.carers > 0 {
			units[i].Staff++
		}
		if h.contact > 0 {
			units[i].People++
			m.add(i, h.at, 1)
			spots.add(i, h.at, float64(h.contact))
		}
	}
	m.set(units, layout.Fewest, layout.Coarse)
	return spots.spots(1)
}

// Share is a point at which some share of a county's demand arises, and of its carers live.
type Share struct {
	At              geo.Point
	Contact, Carers float64 // each of 1 in all
}

// Spread gives units minutes of contact and of carers by the shares that lie in them, and moves centres to the middle of contact:
// demand that is known by population and not by people. It gives the spots in which the contact arises.
func Spread(units []Unit, shares []Share, contact, carers int) []Spot {
	if len(units) == 0 {
		return nil
	}
	find, m, staff, spots := finder(units), newMiddles(len(units)), make([]float64, len(units)), newGathering()
	for _, x := range shares {
		i := find(x.At)
		m.add(i, x.At, x.Contact)
		spots.add(i, x.At, x.Contact)
		staff[i] += x.Carers
	}
	for i := range units {
		units[i].Contact, units[i].Carers = int(math.Round(float64(contact)*m.weight[i])), int(math.Round(float64(carers)*staff[i]))
	}
	m.set(units, 1, func(at geo.Point) geo.Point { return at })
	return spots.spots(float64(contact))
}

// door is the home of a person or a carer.
type door struct {
	at              geo.Point
	contact, carers int // minutes a week
}

// homes are those of people with their contact, and of carers with the minutes that their contract has or, without one, their
// given shifts.
func homes(p *model.Problem) []door {
	weeks := max(1, p.Plan.Weeks)
	contact, lives := layout.Contact(p), layout.Homes(p)
	var out []door
	for i := range p.People {
		id := p.People[i].ID
		if at, ok := lives[id]; ok {
			out = append(out, door{at, contact[id] / weeks, 0})
		}
	}
	paid := layout.Paid(p)
	for i := range p.Carers {
		if x := &p.Carers[i]; x.HomeLat != 0 || x.HomeLon != 0 {
			out = append(out, door{geo.LatLon(x.HomeLat, x.HomeLon), 0, paid[x.ID] / weeks})
		}
	}
	return out
}

// Most cells of homes, and most small squares that these are made of.
const (
	mostCells   = 300
	mostSquares = 150 // along the longer side
)

// Cells makes units of a problem's people where no boundaries are given: the land is cut into squares of a kilometre, or larger
// ones where that made more than 300; each square with people is a unit, and the empty squares between go to the nearest of
// these. The squares lie where they lie on the earth, whoever lives there: all that can be read off them is in which square
// people live. A home that moves inside its square changes nothing. Centres are those of squares.
func Cells(p *model.Problem) ([]Unit, error) {
	all := slices.DeleteFunc(homes(p), func(d door) bool { return d.contact == 0 })
	if len(all) == 0 {
		return nil, bad("nobody with a visit has a position")
	}
	var b orb.Bound = all[0].at.Bound()
	for _, d := range all {
		b = b.Union(d.at.Bound())
	}
	if b.Max[0]-b.Min[0] > mostDegrees || b.Max[1]-b.Min[1] > mostDegrees {
		return nil, bad("people live more than %d degrees apart", mostDegrees)
	}
	// Squares are whole parts of a degree, so that the degree of latitude by which they narrow is the same for a whole row.
	narrow := math.Cos((math.Floor(b.Min.Lat()) + 0.5) * math.Pi / 180)
	for n := perDegree; ; n = n * 4 / 5 {
		f := frame{max(1, int(math.Round(float64(n)*narrow))), max(1, n)}
		first, last := f.of(b.Min), f.of(b.Max)
		taken := map[square]bool{}
		for _, d := range all {
			taken[f.of(d.at)] = true
		}
		if n <= 1 || len(taken) <= mostCells && max(last.x-first.x, last.y-first.y) < mostSquares {
			return f.units(taken, first, last), nil
		}
	}
}

const (
	perDegree   = 111 // squares of a kilometre
	mostDegrees = 9   // with the margin, no layout may be larger than ten
)

// frame is a chessboard over the earth, of so many squares a degree of longitude and of latitude.
type frame struct{ x, y int }

type square struct{ x, y int }

func (f frame) of(p geo.Point) square {
	return square{int(math.Floor(p[0] * float64(f.x))), int(math.Floor(p[1] * float64(f.y)))}
}

// at is a corner of the board, on the grid.
func (f frame) at(x, y float64) geo.Point {
	return cornerOf(geo.Point{x / float64(f.x), y / float64(f.y)}).point()
}

// units gives each square of the board, with a margin, to the nearest taken one; of equals to the first from the south-west.
func (f frame) units(taken map[square]bool, first, last square) []Unit {
	var seeds []square
	for s := range taken {
		seeds = append(seeds, s)
	}
	slices.SortFunc(seeds, func(a, b square) int { return cmp.Or(cmp.Compare(a.y, b.y), cmp.Compare(a.x, b.x)) })
	areas := make([][]orb.MultiPolygon, len(seeds))
	for y := first.y - 1; y <= last.y+1; y++ {
		for x := first.x - 1; x <= last.x+1; x++ {
			best, least := 0, math.MaxInt
			for i, s := range seeds {
				if d := (s.x-x)*(s.x-x) + (s.y-y)*(s.y-y); d < least {
					best, least = i, d
				}
			}
			a, b, c, d := f.at(float64(x), float64(y)), f.at(float64(x+1), float64(y)), f.at(float64(x+1), float64(y+1)), f.at(float64(x), float64(y+1))
			areas[best] = append(areas[best], orb.MultiPolygon{{{a, b, c, d, a}}})
		}
	}
	out := make([]Unit, len(seeds))
	for i, s := range seeds {
		id := "c" + strconv.Itoa(i+1)
		out[i] = Unit{ID: id, Centre: f.at(float64(s.x)+0.5, float64(s.y)+0.5), Area: dissolve(areas[i])}
	}
	return out
}

// Ways works out the seconds by car between points as a problem's workspace has it: its skeleton, roads, server, barriers or crow,
// in their order, none of which may stand in for one that fails. Rows of travel.csv and matrix.csv are about homes and left out.
func Ways(ctx context.Context, p *model.Problem, points []geo.Point) (*geo.Matrix, error) {
	q := p.Canonical()
	nothing := 0
	q.Patches = []model.Patch{{ID: "all", NameEn: "all"}}
	q.Places, q.Visits, q.Shifts, q.Rotations, q.Cover, q.Requests, q.Colleagues = nil, nil, nil, nil, nil, nil, nil
	q.Absences, q.Availability, q.Events, q.Pools, q.Wishes, q.Legs, q.Matrix, q.Buses, q.Patterns = nil, nil, nil, nil, nil, nil, nil, nil, nil
	q.Baseline, q.Published, q.History, q.CarerHours, q.Pins, q.Actuals, q.Corrections, q.BlockPeriods = nil, nil, nil, nil, nil, nil, nil, nil
	q.Carers = []model.Carer{{ID: "car", Name: "car", Patch: "all", Mode: model.ModeCar}}
	q.People = make([]model.Person, len(points))
	for i, at := range points {
		q.People[i] = model.Person{ID: model.PersonID("u" + strconv.Itoa(i)), Name: "unit", Patch: "all", Lat: at.Lat(), Lon: at.Lon(), Access: &nothing}
	}
	q.WithoutStandIns()
	h, err := model.ExpandContext(ctx, q)
	if err != nil {
		return nil, err
	}
	m, n := geo.NewMatrix(len(points)), len(points)
	legs := h.Legs[model.ModeCar]
	for i := range n {
		for j := range n {
			if i != j {
				s, metres, far := legs.At(h.PersonAt[i], h.PersonAt[j])
				m.Set(i, j, s, metres, far)
			}
		}
	}
	return m, nil
}
