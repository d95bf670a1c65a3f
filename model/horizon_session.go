package model

import (
	"maps"

	"github.com/milltir/milltir/geo"
)

// place sets where a dated visit starts and ends, and who comes along.
func (h *Horizon) place(dv *DatedVisit, v *Visit) {
	home := h.PersonAt[dv.Person]
	at := func(where string, otherwise int) int {
		if where == FromHome {
			return home
		}
		if i, ok := h.PlaceIndex[PlaceID(where)]; ok && where != "" {
			return h.PlaceAt[i]
		}
		return otherwise
	}
	dv.Location = at(v.StartsAt, at(string(v.Place), home))
	dv.EndAt = at(v.EndsAt, dv.Location)
	for _, id := range v.With {
		if i, ok := h.PersonIndex[id]; ok && i != dv.Person {
			dv.With = append(dv.With, i)
		}
	}
}

// AtHome tells whether the carer comes to the person's door: the visit starts or ends there.
func (v *Visit) AtHome() bool {
	start := or(v.StartsAt, string(v.Place))
	return start == "" || start == FromHome || v.EndsAt == FromHome
}

// Own tells whether a dated visit is an ordinary one, at its person's home and nobody else's too.
func (h *Horizon) Own(visit int) bool {
	v := &h.Visits[visit]
	return len(v.With) == 0 && v.Location == h.PersonAt[v.Person] && v.EndAt == v.Location && h.Problem.Visits[v.Template].Place == ""
}

// Comer is somebody who is at a session or an outing, with their own way there.
type Comer struct {
	Person int
	Way    int32 // ticks from home to where it starts; 0 who is there already
	Far    bool  // they cannot go it by their own means
}

// Comers gives who is at a dated visit, the one whose visit it is first.
func (h *Horizon) Comers(visit int) []Comer {
	v := &h.Visits[visit]
	out := make([]Comer, 0, 1+len(v.With))
	for _, p := range append([]int{v.Person}, v.With...) {
		ticks, far := h.Way(p, h.PersonAt[p], v.Location)
		out = append(out, Comer{p, ticks, far})
	}
	return out
}

// Way is the leg between two locations of a person who goes alone, by people.csv's goes_by, and whether
// they cannot go it so. It is the leg of a carer who goes likewise, but without a timetable's waits where
// no carer goes by it.
func (h *Horizon) Way(person, from, to int) (ticks int32, far bool) {
	mode := or(h.Problem.People[person].GoesBy, ModeWalk)
	if from == to {
		return 0, false
	}
	if exact := h.Exact[mode]; h.Legs[mode] != nil || exact != nil && exact[from*len(h.Locations)+to] != None {
		return h.LegTicks(mode, from, to)
	}
	a, b := &h.Locations[from], &h.Locations[to]
	if a.Building == b.Building && !h.tabled(mode, a.Key, b.Key) {
		return h.Calendar.Ticks(h.Rules.Legs.SameBuilding), false
	}
	seconds, _, far := h.extraLegs(mode).At(from, to)
	return int32((int64(seconds)*int64(h.Calendar.res) + 59) / 60), far
}

// extraLegs is the matrix of a mode that no carer uses; all far where the mode is not known.
func (h *Horizon) extraLegs(mode string) *geo.Matrix {
	h.legwork.mutex.Lock()
	defer h.legwork.mutex.Unlock()
	if m := h.legwork.extra[mode]; m != nil {
		return m
	}
	counted, remarks := maps.Clone(h.legwork.by), h.legwork.remarks // what nobody drives is not the rota's travel
	m, err := h.legs(h.legwork.context(), mode, h.Problem.Travel.WithDefaults())
	h.legwork.by, h.legwork.remarks = counted, remarks
	h.legwork.stopped = h.legwork.stopped || err != nil && h.legwork.context().Err() != nil
	if err != nil { // the mode is not known, or its source fails: the crow goes it, by whose guess it is not far
		if m, err = h.crowOver(mode, h.Problem.Travel.WithDefaults(), h.points()); err != nil {
			m = geo.NewMatrix(len(h.Locations))
			for k := range m.Far {
				m.Far[k] = true
			}
		}
	}
	if h.legwork.extra == nil {
		h.legwork.extra = make(map[string]*geo.Matrix)
	}
	h.legwork.extra[mode] = m
	return m
}

// wayOf is a way that was worked out.
type wayOf struct {
	mode     string
	from, to int
}

// wayTicks is Way while the horizon is made, each way worked out once. One that a person cannot go takes no
// time: somebody brings them, and how long that takes is not known.
func (h *Horizon) wayTicks(person, from, to int) int32 {
	if from == to {
		return 0
	}
	key := wayOf{or(h.Problem.People[person].GoesBy, ModeWalk), from, to}
	ticks, known := h.ways[key]
	if !known {
		var far bool
		if ticks, far = h.Way(person, from, to); far {
			ticks = 0
		}
		if h.ways == nil {
			h.ways = make(map[wayOf]int32)
		}
		h.ways[key] = ticks
	}
	return ticks
}
