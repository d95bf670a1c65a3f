package model

import (
	"fmt"
	"slices"

	orbgeo "github.com/paulmach/orb/geo"

	"github.com/milltir/milltir/geo"
)

// guessedBuses warns, at the first carer of whom it is so, that legs by bus are planned by a guess. A
// timetable leaves nothing to guess: where it does not go, nobody does. Nor does the provider table.
func (v *validator) guessedBuses() {
	if len(v.p.Buses) > 0 || v.p.Travel.Provider == "table" {
		return
	}
	said, exact := v.busLegs()
	visited := v.visited()
	for i := range v.p.Carers {
		c := &v.p.Carers[i]
		if c.Mode != ModeBus {
			continue
		}
		what := ""
		if len(said) > 0 || len(exact) > 0 {
			from, to := v.guessed(c, visited, said, exact)
			if from == "" {
				continue
			}
			what = fmt.Sprintf(" and no row of travel.csv or matrix.csv for bus from %q to %q", from, to)
		}
		at{v, carerTable, i}.say("W2018", "mode", ModeBus, "there is no timetable in buses.csv"+what+": legs by bus are a guess, 2.5 times the car's", "")
		return
	}
}

// busLegs gives the legs by bus of travel.csv, and the places of the matrix for bus.
func (v *validator) busLegs() (said map[[2]string]bool, exact map[string]bool) {
	said, exact = map[[2]string]bool{}, map[string]bool{}
	for i := range v.p.Legs {
		if l := &v.p.Legs[i]; l.Mode == ModeBus {
			said[[2]string{l.From, l.To}] = true
		}
	}
	for i := range v.p.Matrix {
		if m := &v.p.Matrix[i]; m.Mode == ModeBus {
			exact[m.From] = true
		}
	}
	return said, exact
}

// visited lists the people who have visits, in their order.
func (v *validator) visited() []*Person {
	with := map[PersonID]bool{}
	for i := range v.p.Visits {
		with[v.p.Visits[i].Person] = true
	}
	var out []*Person
	for i := range v.p.People {
		if x := &v.p.People[i]; with[x.ID] {
			out = append(out, x)
		}
	}
	return out
}

// guessed finds two people whom a carer may visit, in different buildings, between whom no leg by bus
// is known; empty if there are none.
func (v *validator) guessed(c *Carer, visited []*Person, said map[[2]string]bool, exact map[string]bool) (from, to PersonID) {
	var may []*Person
	for _, x := range visited {
		if !v.p.Bars(x, c) {
			may = append(may, x)
		}
	}
	for _, a := range may {
		for _, b := range may {
			same := a.Place != "" && a.Place == b.Place || a.Place == "" && b.Place == "" && a.Lat == b.Lat && a.Lon == b.Lon
			if !same && !(exact[string(a.ID)] && exact[string(b.ID)]) && !said[[2]string{string(a.ID), string(b.ID)}] {
				return a.ID, b.ID
			}
		}
	}
	return "", ""
}

// fastestBus is km/h as the crow flies that no bus goes.
const fastestBus = 120

// oddBuses warns of lines on which nobody can ride, and of journeys that no bus makes, once per line.
func (v *validator) oddBuses() {
	if v.p.origin.lost(busTable.json) {
		return
	}
	lines := linesOf(v.p.Buses)
	stops := func(rows []int) (out []string) {
		for _, i := range rows {
			out = append(out, v.p.Buses[i].Stop)
		}
		return out
	}
	for n, rows := range lines {
		a, x := at{v, busTable, rows[0]}, &v.p.Buses[rows[0]]
		if slices.ContainsFunc(rows, func(i int) bool { return !(at{v, busTable, i}).sound() }) {
			continue
		}
		other, shared := -1, false
		for k, twin := range lines {
			if k != n && v.p.Buses[twin[0]].Line == x.Line {
				other = k
				shared = shared || slices.ContainsFunc(stops(twin), func(s string) bool { return slices.Contains(stops(rows), s) })
			}
		}
		switch {
		case other >= 0 && !shared:
			a.say("W2027", "days", x.Days.String(), fmt.Sprintf("line %q has on %s other stops than on %s: rows of other days are no way between them", x.Line, x.Days, v.p.Buses[lines[other][0]].Days), "Maybe the days of one row are mistyped")
		case len(rows) == 1:
			a.say("W2027", "stop", x.Stop, fmt.Sprintf("line %q stops nowhere but at %q on %s: nobody can ride", x.Line, x.Stop, x.Days), "Maybe the rows of its other stops are missing")
		default:
			v.oddJourney(x.Line, rows)
		}
	}
}

// oddJourney warns of the first journey of a line that takes no time, or is faster than a bus.
func (v *validator) oddJourney(line string, rows []int) {
	buses := v.p.Buses
	for k := range buses[rows[0]].Times {
		calls := slices.DeleteFunc(slices.Clone(rows), func(i int) bool { return buses[i].Times[k] == 0 })
		slices.SortStableFunc(calls, func(a, b int) int { return buses[a].Times[k].Minutes() - buses[b].Times[k].Minutes() })
		if len(calls) > 1 && buses[calls[0]].Times[k] == buses[calls[len(calls)-1]].Times[k] {
			at{v, busTable, calls[0]}.say("W2027", "times", buses[calls[0]].Times[k].String(), fmt.Sprintf("journey %d of line %q is at all its stops at %s: nobody can ride", k+1, line, buses[calls[0]].Times[k]), "Maybe a time is mistyped")
			return
		}
		for i := 1; i < len(calls); i++ {
			from, to := &buses[calls[i-1]], &buses[calls[i]]
			km := orbgeo.DistanceHaversine(geo.LatLon(from.Lat, from.Lon), geo.LatLon(to.Lat, to.Lon)) / 1000
			minutes := to.Times[k].Minutes() - from.Times[k].Minutes()
			if km*60 > fastestBus*float64(minutes+1) { // times are printed in whole minutes
				at{v, busTable, calls[i]}.say("W2027", "times", to.Times[k].String(), fmt.Sprintf("journey %d of line %q goes %.1f km in %d minutes, from %q to %q", k+1, line, km, minutes, from.Stop, to.Stop), "Maybe a time or a coordinate is mistyped")
				return
			}
		}
	}
}
