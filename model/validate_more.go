package model

import (
	"fmt"
	"slices"
	"strings"
)

// ties checks the visits that are tied to others, in twos.
func (v *validator) ties() {
	rows, patterned := map[VisitID]*Visit{}, map[VisitID]bool{}
	for i := range v.p.Visits {
		rows[v.p.Visits[i].ID] = &v.p.Visits[i]
	}
	for _, x := range v.p.Patterns {
		patterned[x.Visit] = true
	}
	tied := map[VisitID]bool{}
	each(v, visitTable, len(v.p.Visits), func(a at, i int) {
		x := &v.p.Visits[i]
		t, column, value := x.Tie(), "tied", tie{&x.Tied}.write()
		if x.Tied == (Follow{}) {
			column, value = "parallel_with", string(x.ParallelWith)
		} else if x.Tied.Visit == "" {
			t = Follow{}
		}
		other := rows[t.Visit]
		switch {
		case x.Tied != (Follow{}) && x.Tied.Visit == "":
			a.say("E1016", "tied", "", "tied names no visit", "")
			return
		case t == (Follow{}):
			return
		case t.Visit == x.ID:
			return // selves says so
		case column == "parallel_with" && other != nil && other.ParallelWith == x.ID && tied[x.ID]:
			return // each names the other
		}
		if t.Min > t.Max || t.Min < -20160 || t.Max > 20160 {
			a.say("E1109", "tied", value, fmt.Sprintf("no start lies %d to %d minutes after visit %q", t.Min, t.Max, t.Visit), "")
		}
		if tied[x.ID] || tied[t.Visit] || (x.Tied.Visit != "" && x.ParallelWith != "") {
			a.say("E1118", column, value, fmt.Sprintf("it or visit %q is in another tie", t.Visit), "")
		}
		tied[x.ID], tied[t.Visit] = true, true
		if x.SameCarerAs == t.Visit || other != nil && other.SameCarerAs == x.ID {
			a.say("E1116", column, value, fmt.Sprintf("visits that are tied are by different carers, and one of it and visit %q asks for the other's", t.Visit), "")
		}
		switch {
		case other == nil: // E1022 says so
		case other.Person != x.Person && column == "tied":
			a.say("E1117", column, value, fmt.Sprintf("visit %q is another person's", other.ID), "Maybe parallel_with is meant")
		case x.Need() != 1 || other.Need() != 1:
			a.say("E1117", column, value, fmt.Sprintf("it and visit %q have to take one carer each", other.ID), "Maybe one visit with two carers is meant")
		case patterned[x.ID] || patterned[other.ID] || x.movable() || other.movable():
			a.say("E1117", column, value, fmt.Sprintf("it or visit %q stands in a pattern or may be moved to other days", other.ID), "")
		}
	})
}

// groups checks that the visits of groups can stand or fall together.
func (v *validator) groups() {
	bound := map[VisitID]bool{}
	for i := range v.p.Visits {
		if t := v.p.Visits[i].Tie(); t.Visit != "" {
			bound[v.p.Visits[i].ID], bound[t.Visit] = true, true
		}
	}
	for _, x := range v.p.Patterns {
		bound[x.Visit] = true
	}
	each(v, visitTable, len(v.p.Visits), func(a at, i int) {
		if x := &v.p.Visits[i]; x.Group != "" && (bound[x.ID] || x.movable()) {
			a.say("E1119", "group", x.Group, "it is tied, stands in a pattern or may be moved, and cannot be in a group", "")
		}
	})
}

// longestLeg bounds the legs of a matrix so that a start and a leg together still fit 32 bits.
const longestLeg = 1 << 28

// matrices checks the rows of exact legs, mode by mode.
func (v *validator) matrices() {
	size, told := map[string]int{}, map[string]bool{}
	for i := range v.p.Matrix {
		size[v.p.Matrix[i].Mode]++
	}
	unplaced := map[string]bool{}
	for i := range v.p.Patches {
		if x := &v.p.Patches[i]; x.BaseLat == 0 && x.BaseLon == 0 {
			unplaced[string(x.ID)] = true
		}
	}
	for i := range v.p.Carers {
		if x := &v.p.Carers[i]; x.HomeLat == 0 && x.HomeLon == 0 {
			unplaced[carerHome+string(x.ID)] = true
		}
	}
	for i := range v.p.People { // whose homes are always placed, and may share an id with a patch
		delete(unplaced, string(v.p.People[i].ID))
	}
	for i := range v.p.Places {
		delete(unplaced, string(v.p.Places[i].ID))
	}
	each(v, matrixTable, len(v.p.Matrix), func(a at, i int) {
		x := &v.p.Matrix[i]
		if unplaced[x.From] {
			a.say("E1519", "from", x.From, fmt.Sprintf("%s has no position", x.From), "Maybe fill in its coordinates")
		}
		if n := size[x.Mode]; len(x.Ticks) != n && !told[x.Mode] && !v.p.origin.lost(matrixTable.json) {
			told[x.Mode] = true
			a.say("E1517", "ticks", fmt.Sprint(len(x.Ticks)), fmt.Sprintf("%d legs from %s, but the matrix of %s has %d rows", len(x.Ticks), x.From, x.Mode, n), "Maybe a row is missing")
		}
		if k := slices.IndexFunc(x.Ticks, func(t int32) bool { return t < -1 || t > longestLeg }); k >= 0 {
			a.say("E1518", "ticks", fmt.Sprint(x.Ticks[k]), fmt.Sprintf("leg %d from %s, %d ticks, is out of range (-1 to %d)", k+1, x.From, x.Ticks[k], longestLeg), "")
		}
	})
}

// lifts checks who rides with whom.
func (v *validator) lifts() {
	carers := map[CarerID]*Carer{}
	for i := range v.p.Carers {
		carers[v.p.Carers[i].ID] = &v.p.Carers[i]
	}
	each(v, carerTable, len(v.p.Carers), func(a at, i int) {
		x := &v.p.Carers[i]
		driver := carers[x.RidesWith]
		switch {
		case x.RidesWith == "" || driver == nil: // E1022 says so
		case x.RidesWith == x.ID:
			a.say("E1306", "rides_with", string(x.RidesWith), "rides_with names the carer themselves", "")
		case x.Mode != ModeCar || driver.Mode != ModeCar || driver.RidesWith != "":
			a.say("E1306", "rides_with", string(x.RidesWith), fmt.Sprintf("carer %q has to drive a car of their own, and this one's mode has to be car", driver.ID), "")
		}
	})
}

// buses checks that the rows of each line's days are of the same journeys.
func (v *validator) buses() {
	type journeys struct {
		line string
		days Days
	}
	first := map[journeys]int{}
	each(v, busTable, len(v.p.Buses), func(a at, i int) {
		x := &v.p.Buses[i]
		k := journeys{x.Line, x.Days}
		other, known := first[k]
		if !known {
			first[k] = i
			return
		}
		if n := len(v.p.Buses[other].Times); len(x.Times) != n {
			a.say("E1524", "times", fmt.Sprint(len(x.Times)), fmt.Sprintf("%d journeys, but stop %q of the line has %d%s", len(x.Times), v.p.Buses[other].Stop, n, v.lineOf(busTable, other)), "Maybe a - is missing where a journey does not stop")
		}
	})
}

// patterns checks the packages to choose from.
func (v *validator) patterns() {
	visits := map[VisitID]*Visit{}
	for i := range v.p.Visits {
		visits[v.p.Visits[i].ID] = &v.p.Visits[i]
	}
	type named struct {
		person  PersonID
		pattern string
	}
	var order []named
	first, says, must := map[named]int{}, map[named][]string{}, map[PersonID]bool{}
	for _, x := range v.p.Patterns {
		if visit := visits[x.Visit]; visit != nil && visit.Person == x.Person && !visit.Optional {
			must[x.Person] = true
		}
	}
	each(v, patternTable, len(v.p.Patterns), func(a at, i int) {
		x := &v.p.Patterns[i]
		k := named{x.Person, x.Pattern}
		if _, known := first[k]; !known {
			first[k], order = i, append(order, k)
		}
		says[k] = append(says[k], string(x.Visit)+"\x1f"+x.Days.String())
		visit := visits[x.Visit]
		switch {
		case visit == nil: // E1022 says so
		case visit.Person != x.Person:
			a.say("E1520", "visit", string(x.Visit), fmt.Sprintf("visit %q is not of person %q", x.Visit, x.Person), "")
		case visit.Optional && must[x.Person]:
			a.say("E1520", "visit", string(x.Visit), fmt.Sprintf("visit %q is optional, others in patterns of person %q are not", x.Visit, x.Person), "Maybe a pattern without it is meant as well")
		case visit.movable():
			a.say("E1523", "visit", string(x.Visit), fmt.Sprintf("visit %q has movable_days and stands in a pattern", x.Visit), "Maybe give its days in the patterns")
		case x.Days&^visit.Days != 0:
			a.say("E1522", "days", x.Days.String(), fmt.Sprintf("visit %q falls on %s only", x.Visit, visit.Days), "")
		}
	})
	same := map[string]named{}
	for _, k := range order {
		slices.Sort(says[k])
		content := string(k.person) + "\x1e" + strings.Join(says[k], "\x1e")
		if other, twice := same[content]; twice {
			at{v, patternTable, first[k]}.say("E1521", "pattern", k.pattern, fmt.Sprintf("patterns %q and %q of person %q are the same%s", other.pattern, k.pattern, k.person, v.lineOf(patternTable, first[other])), "")
		}
		same[content] = k
	}
}
