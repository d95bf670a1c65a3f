package model

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/milltir/milltir/geo"
)

// listLocations lists the locations.
func (h *Horizon) listLocations() {
	p := h.Problem
	travel := p.Travel.WithDefaults()
	h.legwork = &legwork{by: make(map[string]int), lenient: true}
	add := func(key string, at geo.Point, access float64, building string) int {
		if building == "" {
			building = fmt.Sprint(at)
		}
		h.Locations = append(h.Locations, Location{key, at, int32(access * float64(h.Calendar.res)), building})
		return len(h.Locations) - 1
	}
	for i := range p.Places {
		x := &p.Places[i]
		h.PlaceAt = append(h.PlaceAt, add(string(x.ID), geo.LatLon(x.Lat, x.Lon), float64(deref(x.Access, 1)), "place:"+string(x.ID)))
	}
	for i := range p.Patches {
		x := &p.Patches[i]
		at := -1
		if x.BaseLat != 0 || x.BaseLon != 0 {
			at = add(string(x.ID), geo.LatLon(x.BaseLat, x.BaseLon), *travel.Parking, "")
		}
		h.BaseAt = append(h.BaseAt, at)
	}
	for i := range p.People {
		x := &p.People[i]
		at, access, building := geo.LatLon(x.Lat, x.Lon), *travel.Parking, ""
		if k, ok := h.PlaceIndex[x.Place]; ok && x.Place != "" {
			at, access, building = geo.LatLon(p.Places[k].Lat, p.Places[k].Lon), float64(deref(p.Places[k].Access, 1)), "place:"+string(x.Place)
		}
		if x.Access != nil {
			access = float64(*x.Access)
		}
		access += float64(x.Climb)
		h.PersonAt = append(h.PersonAt, add(string(x.ID), at, access, building))
	}
	for i := range p.Carers {
		x := &p.Carers[i]
		at := -1
		if x.HomeLat != 0 || x.HomeLon != 0 {
			at = add("carer:"+string(x.ID), geo.LatLon(x.HomeLat, x.HomeLon), 0, "")
		}
		h.HomeAt = append(h.HomeAt, at)
	}
}

// locate lists the locations and makes the matrices of the modes that carers use; what like has of
// them is taken over where it would be the same.
func (h *Horizon) locate(ctx context.Context, like *Horizon) error {
	p := h.Problem
	travel := p.Travel.WithDefaults()
	h.listLocations()
	h.legwork.lenient = false
	var made map[string]*geo.Matrix
	if like != nil && h.travelsLike(like) {
		h.Exact, h.bus, made, h.legwork = like.Exact, like.bus, like.Legs, like.legwork.again()
	} else if err := h.exact(); err != nil {
		return err
	}
	h.legwork.ctx = ctx
	if h.bus == nil {
		h.rideAlong(travel)
	}
	h.Legs = make(map[string]*geo.Matrix)
	for i := range p.Carers {
		mode := p.Carers[i].Mode
		if h.Legs[mode] != nil {
			continue
		}
		m := made[mode]
		if m == nil {
			var err error
			if m, err = h.legs(ctx, mode, travel); err != nil {
				return err
			}
		}
		h.Legs[mode] = m
	}
	return nil
}

// legs makes one mode's matrix: the provider's legs, then the user's table over them, then
// access minutes on arrival; inside one building a fixed minute or what the table says, and no access,
// since nobody parks there; at the same door nothing; over all that the legs of the user's matrix.
// Where this has every location nobody flies.
func (h *Horizon) legs(ctx context.Context, mode string, travel Travel) (*geo.Matrix, error) {
	exact := h.Exact[mode]
	if exact != nil && !slices.Contains(exact, None) {
		m := geo.NewMatrix(len(h.Locations))
		by := make([]string, len(m.Seconds))
		h.tableLegs(mode, m, by)
		h.counted(by, exact)
		h.exactLegs(exact, m)
		return m, nil
	}
	m, made, err := h.provided(ctx, mode, travel)
	if err != nil {
		return nil, err
	}
	for k, t := range exact {
		if t != None {
			m.Metres[k] = 0 // the crow's would be for another way
		}
	}
	if mode == ModeBus && h.bus != nil {
		h.bus.legs(m)
	}
	by := made.by
	h.tableLegs(mode, m, by)
	if err := h.standIns(mode, made, exact); err != nil {
		return nil, err
	}
	perSecond := h.Calendar.res
	for i := range h.Locations {
		for j := range h.Locations {
			if exact != nil && exact[i*m.N+j] != None {
				continue
			}
			a, b := &h.Locations[i], &h.Locations[j]
			s, metres, far := m.At(i, j)
			switch {
			case i == j:
				s, metres, far = 0, 0, false
			case a.Building == b.Building && by[i*m.N+j] == ByTable:
			case a.Building == b.Building:
				s, metres, far = int32(h.Rules.Legs.SameBuilding)*60, 0, false
			default:
				s += b.Access * 60 / perSecond
			}
			m.Set(i, j, s, metres, far)
		}
	}
	h.exactLegs(exact, m)
	h.counted(by, exact)
	return m, nil
}

// counted adds who made the legs between different buildings to the horizon's count.
func (h *Horizon) counted(by []string, exact []int32) {
	n := len(h.Locations)
	for k, name := range by {
		if exact != nil && exact[k] != None {
			name = "matrix"
		}
		if h.Locations[k/n].Building != h.Locations[k%n].Building {
			h.legwork.by[name]++
		}
	}
}

// exact takes over the user's matrices. Their columns stand in the order of the rows' From.
func (h *Horizon) exact() error {
	byMode := make(map[string][]*MatrixRow)
	for i := range h.Problem.Matrix {
		x := &h.Problem.Matrix[i]
		byMode[x.Mode] = append(byMode[x.Mode], x)
	}
	h.Exact = make(map[string][]int32, len(byMode))
	n := len(h.Locations)
	for mode, rows := range byMode {
		slices.SortFunc(rows, func(a, b *MatrixRow) int { return strings.Compare(a.From, b.From) })
		at := make(map[string]int, len(rows))
		for i, x := range rows {
			if len(x.Ticks) != len(rows) {
				return fmt.Errorf("the matrix of %s has %d rows, but %d legs from %q", mode, len(rows), len(x.Ticks), x.From)
			}
			at[x.From] = i
		}
		column := make([]int, n) // location → place of the matrix, -1
		for j := range column {
			column[j] = -1
			if i, ok := at[h.Locations[j].Key]; ok {
				column[j] = i
			}
		}
		legs := make([]int32, n*n)
		for i := range n {
			for j := range n {
				if legs[i*n+j] = None; column[i] >= 0 && column[j] >= 0 {
					legs[i*n+j] = rows[column[i]].Ticks[column[j]]
				}
			}
		}
		h.Exact[mode] = legs
	}
	return nil
}

// exactLegs writes exact legs over a matrix, in seconds for printing; metres stay.
func (h *Horizon) exactLegs(exact []int32, m *geo.Matrix) {
	res := int64(h.Calendar.res)
	for k, t := range exact {
		switch {
		case t == None:
		case t < 0:
			m.Seconds[k], m.Far[k] = 0, true
		default:
			m.Seconds[k], m.Far[k] = int32((int64(t)*60+res-1)/res), false
		}
	}
}

// tableLegs puts the rows of travel.csv over a matrix. Of several rows for one pair (times of
// day) the slowest counts, so that planned travel is sufficient at any hour.
func (h *Horizon) tableLegs(mode string, m *geo.Matrix, by []string) {
	at := make(map[string]int, len(h.Locations))
	for i := range h.Locations {
		at[h.Locations[i].Key] = i
	}
	seen := make(map[[2]int]bool)
	for _, leg := range h.Problem.Legs {
		i, ok := at[leg.From]
		j, ok2 := at[leg.To]
		if !ok || !ok2 || leg.Mode != mode {
			continue
		}
		s, metres, _ := m.At(i, j)
		if leg.Metres > 0 {
			metres = int32(leg.Metres)
		}
		if t := int32(leg.Minutes*60 + 0.999); !seen[[2]int{i, j}] || t > s {
			s = t
		}
		seen[[2]int{i, j}] = true
		by[i*m.N+j] = ByTable
		m.Set(i, j, s, metres, false)
	}
}

// tabled tells whether travel.csv has the leg.
func (h *Horizon) tabled(mode, from, to string) bool {
	return slices.ContainsFunc(h.Problem.Legs, func(l Leg) bool { return l.Mode == mode && l.From == from && l.To == to })
}

// LegTicks gives the leg between two locations in ticks, as the matrix says, else rounded up, and
// whether the mode cannot go it: one that the matrix says so of takes no time.
func (h *Horizon) LegTicks(mode string, from, to int) (ticks int32, far bool) {
	if exact := h.Exact[mode]; exact != nil {
		if t := exact[from*len(h.Locations)+to]; t != None {
			return max(0, t), t < 0
		}
	}
	s, _, far := h.Legs[mode].At(from, to)
	return int32((int64(s)*int64(h.Calendar.res) + 59) / 60), far
}
