package model

import (
	"fmt"
	"iter"
)

// Rotation has a carer work the shifts that name a rotation: a pattern written once and worked by
// several, each some weeks later than the others.
type Rotation struct {
	Carer    CarerID `json:"carer"`
	Rotation string  `json:"rotation"`
	Offset   int     `json:"offset,omitzero"` // weeks by which week 1 of the cycle comes later than the plan's
	From     Date    `json:"from,omitzero"`
	Until    Date    `json:"until,omitzero"`
}

// holds tells whether the row is about a date.
func (r *Rotation) holds(d Date) bool { return r.From <= d && (r.Until == 0 || d <= r.Until) }

// Worked gives the dates of the plan on which a row of shifts.csv falls, each with the one whose shift it
// is: its carer, anybody, or in turn each carer of its rotation.
func (p *Problem) Worked(s *Shift) iter.Seq2[Date, CarerID] {
	plan := p.Plan
	plan.Weeks, plan.CycleAnchor = or(plan.Weeks, 1), or(plan.CycleAnchor, plan.Start)
	return func(yield func(Date, CarerID) bool) {
		if s.Rotation == "" {
			s.on(plan, 0, func(d Date) bool { return yield(d, s.Carer) })
			return
		}
		for i := range p.Rotations {
			r := &p.Rotations[i]
			if r.Rotation == s.Rotation && !s.on(plan, r.Offset, func(d Date) bool { return !r.holds(d) || yield(d, r.Carer) }) {
				return
			}
		}
	}
}

// on calls f for the dates of the plan on which the row falls, its cycle begun some weeks later, as long
// as f says so; it tells whether f always did.
func (s *Shift) on(plan Plan, later int, f func(d Date) bool) bool {
	anchor, further := plan.CycleAnchor.Add(7*later), true
	dates(plan, func(d Date, week int) {
		falls := s.Date == d
		if s.Date == 0 {
			falls = s.Days.Has(d.Weekday()) && s.WeekOfCycle.Falls(plan.Start.Add(7*week), anchor)
		}
		if falls && further {
			further = f(d)
		}
	})
	return further
}

// byRotation checks what a row of a rotation may say, and what one of a carer must.
func (v *validator) byRotation(a at, s *Shift) {
	switch {
	case s.Rotation == "" && s.Carer == "":
		a.say("E1408", "carer", "", "neither a carer nor a rotation is given", "")
	case s.Rotation == "":
	case s.Carer != "":
		a.say("E1408", "rotation", s.Rotation, fmt.Sprintf("both carer %q and a rotation are given", s.Carer), "Maybe leave carer empty: rotations.csv says who works it")
	case s.Date != 0:
		a.say("E1408", "date", s.Date.String(), "a shift of a rotation has days, not a date", "Maybe write a row of its own for whoever works on that date")
	}
}

// cycles gives each rotation's cycle in weeks, that of its first shift that has one; 1 where none does,
// and the longest there is where a shift of it could not be read. Shifts with another are reported.
func (v *validator) cycles() map[string]int {
	of, first := make(map[string]int), make(map[string]int)
	for i := range v.p.Shifts {
		a, s := at{v, shiftTable, i}, &v.p.Shifts[i]
		weeks := s.WeekOfCycle.Of
		k, known := first[s.Rotation]
		switch {
		case s.Rotation == "":
		case !a.whole():
			of[s.Rotation] = maxCycle
		case weeks == 0:
			of[s.Rotation] = max(of[s.Rotation], 1)
		case !known:
			first[s.Rotation], of[s.Rotation] = i, max(of[s.Rotation], weeks)
		case weeks != v.p.Shifts[k].WeekOfCycle.Of:
			a.say("E1409", "week_of_cycle", s.WeekOfCycle.String(), fmt.Sprintf("another shift of rotation %q is of a cycle of %d weeks%s", s.Rotation, v.p.Shifts[k].WeekOfCycle.Of, v.lineOf(shiftTable, k)), "")
		}
	}
	return of
}

// rotations checks who works them, and when.
func (v *validator) rotations() {
	of := v.cycles()
	var names []string
	for i := range v.p.Shifts {
		if name := v.p.Shifts[i].Rotation; name != "" {
			names = append(names, name)
		}
	}
	rows := make(map[CarerID][]int)
	each(v, rotationTable, len(v.p.Rotations), func(a at, i int) {
		r := &v.p.Rotations[i]
		weeks, known := of[r.Rotation]
		switch {
		case r.Rotation == "" || v.p.origin.lost("shifts"):
		case !known:
			a.say("E1022", "rotation", r.Rotation, fmt.Sprintf("rotation %q has no shift in shifts", r.Rotation), maybe(r.Rotation, names))
		case r.Offset > 0 && weeks == 1:
			a.say("E1311", "offset", fmt.Sprint(r.Offset), fmt.Sprintf("rotation %q is the same every week, whatever the offset", r.Rotation), "Maybe its shifts lack their week_of_cycle")
		case r.Offset >= weeks:
			a.say("E1311", "offset", fmt.Sprint(r.Offset), fmt.Sprintf("rotation %q has a cycle of %d weeks: an offset is 0 to %d", r.Rotation, weeks, weeks-1), fmt.Sprintf("Maybe %d is meant, which is the same", r.Offset%weeks))
		}
		if r.Until != 0 && r.Until < r.From {
			a.say("E1310", "until", r.Until.String(), fmt.Sprintf("the last date %s is before the first %s", r.Until, r.From), "Maybe the dates are swapped")
			return
		}
		for _, k := range rows[r.Carer] {
			if x := &v.p.Rotations[k]; (x.Until == 0 || r.From <= x.Until) && (r.Until == 0 || x.From <= r.Until) {
				a.say("E1310", "rotation", r.Rotation, fmt.Sprintf("carer %q is in rotation %q on the same dates%s", r.Carer, x.Rotation, v.lineOf(rotationTable, k)), "Maybe the first of them ends before this one begins")
				break
			}
		}
		rows[r.Carer] = append(rows[r.Carer], i)
	})
}

// idleRotations warns, once for each, of rotations that nobody works, and, once, of such as begin anew
// with every plan.
func (v *validator) idleRotations() {
	worked, told, anew := make(map[string]bool), make(map[string]bool), false
	for i := range v.p.Rotations {
		worked[v.p.Rotations[i].Rotation] = true
	}
	each(v, shiftTable, len(v.p.Shifts), func(a at, i int) {
		s := &v.p.Shifts[i]
		if s.Rotation != "" && !worked[s.Rotation] && !told[s.Rotation] && !v.p.origin.lost("rotations") {
			told[s.Rotation] = true
			a.say("W2042", "rotation", s.Rotation, fmt.Sprintf("nobody in rotations works rotation %q", s.Rotation), "")
		}
		if worked[s.Rotation] && s.WeekOfCycle.Of > 1 && v.p.Plan.CycleAnchor == 0 && !anew {
			anew = true
			a.say("W2043", "week_of_cycle", s.WeekOfCycle.String(), fmt.Sprintf("rotation %q is %s, and the plan names no cycle_anchor: its week 1 is the plan's first, and so it is in the next plan", s.Rotation, s.WeekOfCycle), "")
		}
	})
}
