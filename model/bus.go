package model

import (
	"cmp"
	"slices"
	"sync"

	"github.com/milltir/milltir/geo"
)

// busNet is what a timetable lets people do from door to door.
type busNet struct {
	n     int
	rides [7][][]ride // by weekday, from·n + to; nobody leaves later to arrive no later
	walk  *geo.Matrix // on foot all the way, without access
	fixed []bool      // from·n + to: the time of day makes no difference, see [Horizon.LegAt]
	ticks [][]int32   // by day from the one before the plan on, and clock minute

	once  sync.Once // see [Horizon.Timetable]
	table Timetable
}

// longestDay is the first clock minute that no timetable has: the journeys of a day go on into the next.
const longestDay = 48 * 60

// clockTicks works out the ticks of every clock minute of the days that a rota can reach: from the day
// before the plan to a week behind it, as long as a shift can last.
func (h *Horizon) clockTicks() {
	for d := h.Calendar.Start().Add(-1); d <= h.Calendar.Start().Add(7*h.Weeks+8); d++ {
		day := make([]int32, longestDay)
		for c := range day {
			day[c] = h.Calendar.Tick(d, Clock(c))
		}
		h.bus.ticks = append(h.bus.ticks, day)
	}
}

// tick is the tick of a clock minute of a date.
func (h *Horizon) tick(d Date, c Clock) int32 {
	i := int(d - h.Calendar.Start().Add(-1))
	if i < 0 || i >= len(h.bus.ticks) || c < 0 || c >= longestDay {
		return h.Calendar.Tick(d, c)
	}
	return h.bus.ticks[i][c]
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
	barriers := p.barriers(ModeWalk)
	crow := geo.Crow{KmH: travel.Speeds[ModeWalk] / travel.Detour, Detour: travel.Detour, MaxMetres: reach, Barriers: barriers}
	h.bus.walk = crow.Matrix(points)
	stops, near := make([]geo.Point, len(p.Buses)), make([][]doorstep, len(p.Buses))
	for i := range p.Buses {
		stops[i] = geo.LatLon(p.Buses[i].Lat, p.Buses[i].Lon)
	}
	for i, ways := range geo.Within(stops, points, barriers, reach) {
		for l, d := range ways {
			if d*travel.Detour <= reach {
				near[i] = append(near[i], doorstep{l, Clock((int(d*perMetre) + 59) / 60)})
			}
		}
	}
	h.clockTicks()
	lines := linesOf(p.Buses)
	same := make(map[string][][]ride) // days on which the same lines go have the same rides
	for day := range h.bus.rides {
		var going []byte
		for _, rows := range lines {
			if p.Buses[rows[0]].Days.Has(day) {
				going = append(going, '1')
			} else {
				going = append(going, '0')
			}
		}
		if _, known := same[string(going)]; !known {
			rides := make([][]ride, n*n)
			for i, rows := range lines {
				if going[i] == '1' {
					board(rides, n, p.Buses, rows, near)
				}
			}
			for k := range rides {
				rides[k] = worthwhile(rides[k])
			}
			same[string(going)] = rides
		}
		h.bus.rides[day] = same[string(going)]
	}
	h.fix()
}

// doorstep is a door within reach of a stop, and the minutes to it.
type doorstep struct {
	location int
	minutes  Clock
}

// linesOf lists the rows of each line of a timetable, those of one line on other days apart.
func linesOf(buses []BusStop) [][]int {
	type line struct {
		name string
		days Days
	}
	at := make(map[line]int)
	var out [][]int
	for i := range buses {
		k := line{buses[i].Line, buses[i].Days}
		if _, known := at[k]; !known {
			at[k] = len(out)
			out = append(out, nil)
		}
		out[at[k]] = append(out[at[k]], i)
	}
	return out
}

// board adds the rides of a line between all doors. Of each journey it goes from call to call, and
// remembers when one has to leave each door at the latest to be on it.
func board(rides [][]ride, n int, buses []BusStop, rows []int, near [][]doorstep) {
	journeys := 0
	for _, i := range rows {
		journeys = max(journeys, len(buses[i].Times))
	}
	leave := make([]Clock, n)
	for k := range journeys {
		var calls []int
		for _, i := range rows {
			if k < len(buses[i].Times) && buses[i].Times[k] != 0 {
				calls = append(calls, i)
			}
		}
		slices.SortStableFunc(calls, func(a, b int) int { return cmp.Compare(buses[a].Times[k], buses[b].Times[k]) })
		for i := range leave {
			leave[i] = -1
		}
		for from := 0; from < len(calls); {
			to, at := from, buses[calls[from]].Times[k]
			for to < len(calls) && buses[calls[to]].Times[k] == at {
				alight(rides, n, leave, at, near[calls[to]])
				to++
			}
			for _, call := range calls[from:to] {
				for _, door := range near[call] {
					if at >= door.minutes {
						leave[door.location] = max(leave[door.location], at-door.minutes)
					}
				}
			}
			from = to
		}
	}
}

// alight adds the rides that end at a stop at a time, from every door from which one can be on the bus;
// whoever leaves no later has got there as early already is passed over.
func alight(rides [][]ride, n int, leave []Clock, at Clock, near []doorstep) {
	for _, door := range near {
		arrive := at + door.minutes
		for from, when := range leave {
			if when < 0 || from == door.location {
				continue
			}
			list := &rides[from*n+door.location]
			if last := len(*list) - 1; last >= 0 && (*list)[last].leave == when {
				(*list)[last].arrive = min((*list)[last].arrive, arrive)
				continue
			}
			*list = append(*list, ride{when, arrive})
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
	if there := h.byBus(k, to, leave, h.Calendar.DateOf(leave)); there != None && (far || there-leave < ticks) {
		return there - leave, false
	}
	if far {
		ticks, _ = h.LegTicks(mode, from, to)
	}
	return ticks, far
}

// byBus is when somebody who can leave at a tick of a day is there by bus, access included; None where
// none goes any more that day.
func (h *Horizon) byBus(k, to int, leave int32, day Date) int32 {
	best := None
	for _, d := range [2]Date{day.Add(-1), day} {
		rides := h.bus.rides[d.Weekday()][k]
		i, _ := slices.BinarySearchFunc(rides, leave, func(r ride, at int32) int { return cmp.Compare(h.tick(d, r.leave), at) })
		if i == len(rides) {
			continue
		}
		if there := h.tick(d, rides[i].arrive) + h.Locations[to].Access; best == None || there < best {
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

// Departure is a way by bus: until when one can leave, and when one is then there, access included; None
// if no bus goes any more that day.
type Departure struct{ Until, There int32 }

// Timetable is what LegAt says of those who go by bus, worked out for all ticks that a rota can reach.
// Index: from·len(Locations) + to. Horizons share it; nobody writes to it.
type Timetable struct {
	Departures [][]Departure // by Until; nil where the time of day makes no difference
	OnFoot     []int32       // the walk all the way, access included; None where it is too far
}

// Timetable gives the compiled timetable, nil where there is none that anybody goes by. It is made when
// it is first asked for: the judge never needs it.
func (h *Horizon) Timetable() *Timetable {
	if h.bus == nil {
		return nil
	}
	h.bus.once.Do(func() {
		t := &h.bus.table
		t.Departures, t.OnFoot = make([][]Departure, h.bus.n*h.bus.n), make([]int32, h.bus.n*h.bus.n)
		for from := range h.bus.n {
			for to := range h.bus.n {
				if k := from*h.bus.n + to; !h.bus.fixed[k] {
					t.Departures[k], t.OnFoot[k] = h.departures(k, to), h.walkAll(from, to)
				}
			}
		}
	})
	return &h.bus.table
}

// walkAll is the walk all the way, None where it is too far.
func (h *Horizon) walkAll(from, to int) int32 {
	if ticks, far := h.onFoot(from, to); !far {
		return ticks
	}
	return None
}

// departures lists the ways by bus of one pair; empty where none ever goes.
func (h *Horizon) departures(k, to int) []Departure {
	out := []Departure{}
	if !slices.ContainsFunc(h.bus.rides[:], func(day [][]ride) bool { return len(day[k]) > 0 }) {
		return out
	}
	type until struct {
		at  int32
		day Date // that it is on
	}
	var list []until
	for d := h.Calendar.Start().Add(-1); d <= h.Calendar.Start().Add(7*h.Weeks+8); d++ { // a shift lasts a week at most
		list = append(list, until{h.tick(d, 0) - 1, d.Add(-1)}) // after midnight the buses are others
		for _, r := range h.bus.rides[d.Weekday()][k] {
			list = append(list, until{h.tick(d, r.leave), d.Add(int(r.leave) / (24 * 60))})
		}
	}
	slices.SortFunc(list, func(a, b until) int { return cmp.Compare(a.at, b.at) })
	for _, x := range list {
		if last := len(out) - 1; last < 0 || out[last].Until < x.at {
			out = append(out, Departure{x.at, h.byBus(k, to, x.at, x.day)})
		}
	}
	return out
}
