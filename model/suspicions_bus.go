package model

import (
	"fmt"
	"slices"
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
		if !slices.Contains(x.Never, c.ID) && (len(x.Only) == 0 || slices.Contains(x.Only, c.ID)) {
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
