package model

import (
	"fmt"
	"slices"
	"strings"
)

func (v *validator) visit(a at, i int) {
	x := &v.p.Visits[i]
	if x.Days&^EveryDay != 0 {
		a.say("E1101", "days", fmt.Sprint(uint8(x.Days)), "days are more than seven", "")
	}
	a.cycle(x.WeekOfCycle)
	a.windowsFit(x.Windows)
	if low := or(x.LengthMin, x.Length); low > x.Length {
		a.say("E1105", "length_min", fmt.Sprint(low), fmt.Sprintf("length_min %d is more than length %d", low, x.Length), "")
	}
	if high := or(x.LengthMax, x.Length); high < x.Length {
		a.say("E1105", "length_max", fmt.Sprint(high), fmt.Sprintf("length_max %d is less than length %d", high, x.Length), "")
	}
	a.latestEnd(x)
	if len(x.Roles) > 0 && len(x.Roles) != x.Need() {
		a.say("E1107", "roles", fmt.Sprint(len(x.Roles)), fmt.Sprintf("roles are given for %d, but it takes %d", len(x.Roles), x.Need()), fmt.Sprintf("Maybe carers is meant to be %d", len(x.Roles)))
	}
	if x.MaxGapAfter > 0 && x.MinGapAfter > x.MaxGapAfter {
		a.say("E1110", "min_gap_after", fmt.Sprint(x.MinGapAfter), fmt.Sprintf("min_gap_after %d is more than max_gap_after %d", x.MinGapAfter, x.MaxGapAfter), "")
	}
	if x.ValidTo != 0 && x.ValidTo < x.ValidFrom {
		a.say("E1111", "valid_to", x.ValidTo.String(), fmt.Sprintf("valid_to %s is before valid_from %s", x.ValidTo, x.ValidFrom), "Maybe the dates are swapped")
	}
	a.links(x)
	a.session(x)
	if (x.Pair.Kind == "handling" || x.Pair.Kind == "efficiency") && x.Need() < 2 {
		a.say("E1113", "pair_kind", x.Pair.Kind, fmt.Sprintf("pair_kind %s needs two carers", x.Pair.Kind), "Maybe carers is meant to be 2")
	}
	if x.SingleOK != "" && (x.Pair.Kind != "efficiency" || x.Need() != 2) {
		a.say("E1115", "single_ok", x.SingleOK, "single_ok is for visits of two carers whose pair_kind is efficiency: handling is never for one", "Maybe single_ok is to be left out")
	}
	if slices.ContainsFunc(x.Roles, func(r Role) bool { return r.Name == RoleShadow }) {
		a.say("E1107", "roles", RoleShadow, "the role shadow is for carers who come along to be introduced", "Maybe name the part otherwise")
	}
}

// session checks who comes to a visit beside its person.
func (a at) session(x *Visit) {
	if slices.Contains(x.With, x.Person) {
		a.say("E1591", "with", string(x.Person), fmt.Sprintf("with names person %q, whose visit it is", x.Person), "")
		return
	}
	places := a.v.p.Places
	i := slices.IndexFunc(places, func(k Place) bool { return k.ID == x.Place && x.Place != "" })
	if i < 0 || places[i].Capacity == 0 || 1+len(x.With) <= places[i].Capacity {
		return
	}
	a.say("E1590", "with", fmt.Sprint(1+len(x.With)), fmt.Sprintf("%d people are to come, and place %q has room for %d", 1+len(x.With), x.Place, places[i].Capacity), "")
}

// ownWays refuses sessions and outings that start too far from somebody who is to come.
func (v *validator) ownWays() {
	h := v.located()
	if h == nil || v.p.unopened() {
		return
	}
	if h.exact() != nil {
		return // that was said of the matrix
	}
	for i := range v.p.Visits {
		x, a := &v.p.Visits[i], at{v, visitTable, i}
		person, known := h.PersonIndex[x.Person]
		if !a.sound() || !known {
			continue
		}
		h.Visits = []DatedVisit{{Template: i, Person: person}}
		dv := &h.Visits[0]
		if h.place(dv, x); h.Own(0) || dv.Location != h.PersonAt[person] && dv.EndAt == h.PersonAt[person] {
			continue // a way home is for whoever is there already
		}
		for _, c := range h.Comers(0) {
			who, column := &v.p.People[c.Person], "with"
			if c.Person == person {
				column = "place"
			}
			minutes := (c.Way + h.Calendar.res - 1) / h.Calendar.res
			switch most := h.Rules.Session.Way; {
			case c.Far:
				a.say("E1592", column, string(who.ID), fmt.Sprintf("person %q cannot get there with goes_by %s", who.ID, or(who.GoesBy, ModeWalk)), "")
			case int(minutes) > most:
				a.say("E1592", column, string(who.ID), fmt.Sprintf("person %q needs %d minutes to get there with goes_by %s, more than the %d of [rules.session] way", who.ID, minutes, or(who.GoesBy, ModeWalk), most), "")
			}
		}
	}
}

// windowsFit checks a list of windows by themselves.
func (a at) windowsFit(list []Window) {
	for _, w := range list {
		switch {
		case w.Close.Minutes() < w.Open.Minutes():
			a.say("E1103", "windows", writeWindow(w), fmt.Sprintf("window closes before it opens (%s > %s)", w.Open, w.Close), fmt.Sprintf("Maybe %s-%s is meant", w.Close, w.Open))
		case w.Preferred != 0 && (w.Preferred.Minutes() < w.Open.Minutes() || w.Preferred.Minutes() > w.Close.Minutes()):
			a.say("E1104", "windows", writeWindow(w), fmt.Sprintf("preferred start %s is outside the window %s-%s", w.Preferred, w.Open, w.Close), "")
		}
	}
}

// latestEnd checks that the visit can end in time from some window.
func (a at) latestEnd(x *Visit) {
	if x.LatestEnd == 0 || len(x.Windows) == 0 {
		return
	}
	first := slices.MinFunc(x.Windows, func(a, b Window) int { return a.Open.Minutes() - b.Open.Minutes() }).Open
	if earliest := first.Minutes() + or(x.LengthMin, x.Length); earliest > x.LatestEnd.Minutes() {
		a.say("E1106", "latest_end", x.LatestEnd.String(), fmt.Sprintf("the visit cannot end by %s: starting at %s it ends at %s", x.LatestEnd, first, Clock(earliest)), "")
	}
}

// links checks what the visit says of other visits.
func (a at) links(x *Visit) {
	for _, f := range x.After {
		if f.Max > 0 && f.Min > f.Max || f.Min < -20160 || f.Min > 20160 || f.Max < 0 || f.Max > 20160 {
			a.say("E1109", "after", fmt.Sprintf("%s:%d:%d", f.Visit, f.Min, f.Max), fmt.Sprintf("no start lies %d to %d minutes after visit %q", f.Min, f.Max, f.Visit), "")
		}
	}
	if x.SameCarerAs != "" && x.SameCarerAs == x.DifferentFrom {
		a.say("E1116", "different_carer_from", string(x.DifferentFrom), fmt.Sprintf("the carer of visit %q is both asked for and refused", x.SameCarerAs), "")
	}
}

// selves finds visits that name themselves. For that only the id and the one cell need have been read.
func (v *validator) selves() {
	columns := []string{"same_carer_as", "different_carer_from", "parallel_with", "after", "tied"}
	for i := range v.p.Visits {
		x, a := &v.p.Visits[i], at{v, visitTable, i}
		for k := range visitTable.columns {
			c := &visitTable.columns[k]
			if x.ID == "" || !slices.Contains(columns, c.name) || !a.read("id", c.name) {
				continue
			}
			if cell := c.cell(x); slices.Contains(cell.(named).names(), string(x.ID)) {
				a.say("E1108", c.name, cell.write(), c.name+" names the visit itself", "")
			}
		}
	}
}

// circles finds visits that come after one another in a ring.
func (v *validator) circles() {
	after, row := map[VisitID][]VisitID{}, map[VisitID]int{}
	for i := range v.p.Visits {
		x := &v.p.Visits[i]
		row[x.ID] = i
		for _, f := range x.After {
			if f.Visit != x.ID && f.Min >= 0 {
				after[x.ID] = append(after[x.ID], f.Visit)
			}
		}
	}
	state := map[VisitID]int{} // 1 on the path, 2 done
	for i := range v.p.Visits {
		id := v.p.Visits[i].ID
		if state[id] == 0 && len(after[id]) > 0 {
			v.walk(id, after, state, row)
		}
	}
}

// walk follows the rings from one visit without recursion, so that no chain is too long.
func (v *validator) walk(from VisitID, after map[VisitID][]VisitID, state map[VisitID]int, row map[VisitID]int) {
	type step struct {
		id   VisitID
		next int
	}
	path := []step{{from, 0}}
	state[from] = 1
	for len(path) > 0 {
		top := &path[len(path)-1]
		if top.next == len(after[top.id]) {
			state[top.id] = 2
			path = path[:len(path)-1]
			continue
		}
		to := after[top.id][top.next]
		top.next++
		switch state[to] {
		case 0:
			state[to] = 1
			path = append(path, step{to, 0})
		case 1:
			var ring []string
			for k := slices.IndexFunc(path, func(s step) bool { return s.id == to }); k < len(path); k++ {
				ring = append(ring, string(path[k].id))
			}
			at{v, visitTable, row[top.id]}.say("E1114", "after", string(to), fmt.Sprintf("visits %s come after one another in a ring", strings.Join(ring, ", ")), "")
		}
	}
}

// twins finds templates that differ in nothing but the id.
func (v *validator) twins() {
	first := map[string]int{}
	each(v, visitTable, len(v.p.Visits), func(a at, i int) {
		x := v.p.Visits[i]
		x.ID = ""
		key := strings.Join(visitTable.texts(&x), "\x1f")
		if other, twice := first[key]; twice && v.p.Visits[other].ID != v.p.Visits[i].ID {
			a.say("E1112", "id", string(v.p.Visits[i].ID), fmt.Sprintf("it is the same as visit %q in everything but the id%s", v.p.Visits[other].ID, v.lineOf(visitTable, other)), "Maybe one of them should go, or carers be 2")
			return
		}
		first[key] = i
	})
}

// pins finds pins, locked rows of previous.csv among them, that fix nothing, contradict each other or the
// person's lists.
func (v *validator) pins() {
	p := v.p
	visits := map[VisitID]*Visit{}
	for i := range p.Visits {
		visits[p.Visits[i].ID] = &p.Visits[i]
	}
	people := map[PersonID]*Person{}
	for i := range p.People {
		people[p.People[i].ID] = &p.People[i]
	}
	byVisit := map[VisitID][]fixing{}
	for _, pin := range p.fixings() {
		a, x := at{v, pin.table, pin.row}, visits[pin.Visit]
		if !a.whole() {
			continue
		}
		if pin.Carer == "" && pin.Start == 0 {
			a.say("E1510", "carer", "", "the pin fixes neither a carer nor a start", "")
			continue
		}
		if x == nil {
			continue
		}
		if pin.Date != 0 && !p.Falls(x, pin.Date) {
			a.say("E1515", "date", pin.Date.String(), fmt.Sprintf("visit %q does not fall on %s", pin.Visit, pin.Date), "Maybe the date is another day's")
		}
		if h := people[x.Person]; h != nil && pin.Carer != "" && (slices.Contains(h.Never, pin.Carer) || (len(h.Only) > 0 && !slices.Contains(h.Only, pin.Carer))) {
			a.say("E1510", "carer", string(pin.Carer), fmt.Sprintf("person %q refuses carer %q", x.Person, pin.Carer), "")
		}
		a.clash(pin, x, byVisit[pin.Visit])
		byVisit[pin.Visit] = append(byVisit[pin.Visit], pin)
	}
}

// clash compares a pin with the earlier ones of its visit.
func (a at) clash(pin fixing, x *Visit, others []fixing) {
	carers := map[CarerID]bool{pin.Carer: pin.Carer != ""}
	for _, o := range others {
		if o.Date != 0 && pin.Date != 0 && o.Date != pin.Date {
			continue
		}
		if o.Start != 0 && pin.Start != 0 && o.Start != pin.Start {
			where := a.v.lineOf(o.table, o.row)
			if o.table != pin.table {
				where = fmt.Sprintf(" (in %s)", o.table.file())
			}
			a.say("E1510", "start", pin.Start.String(), fmt.Sprintf("visit %q is pinned to %s and to %s%s", pin.Visit, o.Start, pin.Start, where), "")
			return
		}
		if o.Carer != "" {
			carers[o.Carer] = true
		}
	}
	if pin.Carer != "" && len(carers) > x.Need() {
		a.say("E1510", "carer", string(pin.Carer), fmt.Sprintf("more carers are pinned to visit %q than the %d it takes", pin.Visit, x.Need()), "")
	}
}

// Falls tells whether a template has a visit on a date.
func (p *Problem) Falls(x *Visit, d Date) bool {
	monday := d.Add(-d.Weekday())
	return (x.Days | x.MovableDays).Has(d.Weekday()) && x.WeekOfCycle.Falls(monday, or(p.Plan.CycleAnchor, p.Plan.Start)) &&
		(x.ValidFrom == 0 || d >= x.ValidFrom) && (x.ValidTo == 0 || d <= x.ValidTo)
}
