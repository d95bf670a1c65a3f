package model

import (
	"cmp"
	"slices"

	orbgeo "github.com/paulmach/orb/geo"

	"github.com/milltir/milltir/geo"
)

// busNet is what a timetable lets people do from door to door.
type busNet struct {
	n     int
	rides [7][][]ride // by weekday, from·n + to; nobody leaves later to arrive no later
	walk  *geo.Matrix // on foot all the way, without access
	fixed []bool      // from·n + to: the time of day makes no difference, see [Horizon.LegAt]
}

// ride is one way by bus between two doors, access at the second left out. Clock times may pass
// midnight.
type ride struct{ leave, arrive Clock }

// rideAlong works out the timetable, if there is one and anybody goes by bus.
func (h *Horizon) rideAlong(travel Travel) {
	p := h.Problem
	if len(p.Buses) == 0 || !slices.ContainsFunc(p.Carers, func(c Carer) bool { return c.Mode == ModeBus }) {
		return
	}
	n := len(h.Locations)
	points := make([]geo.Point, n)
	for i := range points {
		points[i] = h.Locations[i].Point
	}
	perMetre := 3.6 * travel.Detour / travel.Speeds[ModeWalk] // seconds, of the crow's
	reach := float64(h.Rules.Legs.WalkMetres)
	h.bus = &busNet{n: n, fixed: make([]bool, n*n)}
	h.bus.walk = geo.Crow{KmH: travel.Speeds[ModeWalk] / travel.Detour, Detour: travel.Detour, MaxMetres: reach}.Matrix(points)
	near := make([][]doorstep, len(p.Buses))
	for i := range p.Buses {
		at := geo.LatLon(p.Buses[i].Lat, p.Buses[i].Lon)
		for l, door := range points {
			if d := orbgeo.DistanceHaversine(at, door); d*travel.Detour <= reach {
				near[i] = append(near[i], doorstep{l, Clock((int(d*perMetre) + 59) / 60)})
			}
		}
	}
	for day := range h.bus.rides {
		h.bus.rides[day] = make([][]ride, n*n)
		for a := range p.Buses {
			for b := range p.Buses {
				x, y := &p.Buses[a], &p.Buses[b]
				if a != b && x.Line == y.Line && x.Days == y.Days && x.Days.Has(day) {
					h.bus.board(day, x, y, near[a], near[b])
				}
			}
		}
		for k := range h.bus.rides[day] {
			h.bus.rides[day][k] = worthwhile(h.bus.rides[day][k])
		}
	}
	h.fix()
}

// doorstep is a door within reach of a stop, and the minutes to it.
type doorstep struct {
	location int
	minutes  Clock
}

// board adds the rides from the doors near one stop to those near another.
func (b *busNet) board(day int, x, y *BusStop, from, to []doorstep) {
	for k := range min(len(x.Times), len(y.Times)) {
		on, off := x.Times[k], y.Times[k]
		if on == 0 || off == 0 || off <= on {
			continue
		}
		for _, i := range from {
			for _, j := range to {
				if i.location != j.location && on >= i.minutes {
					at := i.location*b.n + j.location
					b.rides[day][at] = append(b.rides[day][at], ride{on - i.minutes, off + j.minutes})
				}
			}
		}
	}
}

// worthwhile keeps the rides than which none leaves later and arrives as early, by the time of leaving.
func worthwhile(list []ride) []ride {
	slices.SortFunc(list, func(a, b ride) int { return cmp.Or(cmp.Compare(b.leave, a.leave), cmp.Compare(a.arrive, b.arrive)) })
	var out []ride
	for _, r := range list {
		if len(out) == 0 || r.arrive < out[len(out)-1].arrive {
			out = append(out, r)
		}
	}
	slices.Reverse(out)
	return out
}

// fix finds the legs that are the same at any time of day: inside a building, from travel.csv, from a
// matrix.
func (h *Horizon) fix() {
	at := make(map[string]int, len(h.Locations))
	for i := range h.Locations {
		at[h.Locations[i].Key] = i
	}
	n := h.bus.n
	for i := range n {
		for j := range n {
			exact := h.Exact[ModeBus]
			h.bus.fixed[i*n+j] = i == j || h.Locations[i].Building == h.Locations[j].Building || exact != nil && exact[i*n+j] != None
		}
	}
	for _, leg := range h.Problem.Legs {
		i, ok := at[leg.From]
		j, ok2 := at[leg.To]
		if ok && ok2 && leg.Mode == ModeBus {
			h.bus.fixed[i*n+j] = true
		}
	}
}

// legs puts the fastest way of any day over a matrix: what no hour of the day beats.
func (b *busNet) legs(m *geo.Matrix) {
	for i := range b.n {
		for j := range b.n {
			least, _, far := b.walk.At(i, j)
			for day := range b.rides {
				for _, r := range b.rides[day][i*b.n+j] {
					if s := int32(r.arrive-r.leave) * 60; far || s < least {
						least, far = s, false
					}
				}
			}
			_, metres, _ := m.At(i, j)
			m.Set(i, j, least, metres, far)
		}
	}
}

// Timed tells whether a mode's legs depend on the time of day.
func (h *Horizon) Timed(mode string) bool { return mode == ModeBus && h.bus != nil }

// LegAt gives the leg between two locations for somebody who can leave at a tick, access at the
// arrival included: for those who go by a timetable the wait for the bus, the ride and the walks, or
// the walk all the way where that is sooner; for all others [Horizon.LegTicks]. far tells that there
// is no way any more that day.
func (h *Horizon) LegAt(mode string, from, to int, leave int32) (ticks int32, far bool) {
	k := 0
	if h.bus != nil {
		k = from*h.bus.n + to
	}
	if !h.Timed(mode) || h.bus.fixed[k] {
		return h.LegTicks(mode, from, to)
	}
	ticks, far = h.onFoot(from, to)
	if there := h.byBus(k, to, leave); there != None && (far || there-leave < ticks) {
		return there - leave, false
	}
	if far {
		ticks, _ = h.LegTicks(mode, from, to)
	}
	return ticks, far
}

// byBus is when somebody who can leave at a tick is there by bus, access included; None where none goes
// any more that day.
func (h *Horizon) byBus(k, to int, leave int32) int32 {
	best, day := None, h.Calendar.DateOf(leave)
	for _, d := range [2]Date{day.Add(-1), day} {
		rides := h.bus.rides[d.Weekday()][k]
		i, _ := slices.BinarySearchFunc(rides, leave, func(r ride, at int32) int { return cmp.Compare(h.Calendar.Tick(d, r.leave), at) })
		if i == len(rides) {
			continue
		}
		if there := h.Calendar.Tick(d, rides[i].arrive) + h.Locations[to].Access; best == None || there < best {
			best = there
		}
	}
	return best
}

// onFoot is the leg of somebody who walks all the way.
func (h *Horizon) onFoot(from, to int) (ticks int32, far bool) {
	s, _, far := h.bus.walk.At(from, to)
	return int32((int64(s)*int64(h.Calendar.res)+59)/60) + h.Locations[to].Access, far
}

// Rides lists, for two locations, until when one can leave to be there by bus at what tick, access
// included (None: no bus goes any more that day), by the time of leaving; and the ticks of the walk all
// the way, None where it is too far. ok is false where the time of day makes no difference.
func (h *Horizon) Rides(from, to int) (rides []Span, walk int32, ok bool) {
	k := from*h.bus.n + to
	if h.bus.fixed[k] {
		return nil, None, false
	}
	walk, far := h.onFoot(from, to)
	if far {
		walk = None
	}
	var until []int32
	for d := h.Calendar.Start().Add(-1); d <= h.Calendar.Start().Add(7*h.Weeks+8); d++ { // a shift lasts a week at most
		until = append(until, h.Calendar.Tick(d, 0)-1) // after midnight the buses are others
		for _, r := range h.bus.rides[d.Weekday()][k] {
			until = append(until, h.Calendar.Tick(d, r.leave))
		}
	}
	slices.Sort(until)
	for _, at := range slices.Compact(until) {
		rides = append(rides, Span{at, h.byBus(k, to, at)})
	}
	return rides, walk, true
}
