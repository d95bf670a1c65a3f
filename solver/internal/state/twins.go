package state

import (
	"fmt"
	"slices"

	"github.com/milltir/milltir/model"
)

// compileTwins finds the runs of open shifts that differ in nothing but the carer's name, as far
// as what is compiled here goes: of several that are not worked, only the first need be looked
// at. A carer with several runs, or with events, is nobody's twin.
func (in *Instance) compileTwins() {
	in.Twin = make([]Run, in.Runs)
	first, named := make(map[string]Run), in.namedShifts()
	for r := range in.Runs {
		in.Twin[r] = Run(r)
		c, shift := in.CarerOf[r], &in.H.Shifts[in.ShiftOf[r]]
		if !in.IsOpen[r] || len(in.RunsBy[c]) > 1 || len(in.Fixed[r]) > 0 || shift.Carer < 0 || named[shift.ID] {
			continue
		}
		like := in.H.Problem.Carers[c]
		like.ID, like.Name = "", ""
		lo, hi := in.H.BreakSpan(shift)
		key := fmt.Sprint(lo, hi, in.RunStart[r], in.RunEnd[r], in.From[r], in.To[r], in.MaxLoad[r], in.Paid[r], shift.Date, shift.Location, like, in.alone(c))
		if f, ok := first[key]; ok {
			in.Twin[r] = f
		} else {
			first[key] = Run(r)
		}
	}
}

// namedShifts are those that something else of the problem names, or that name others.
func (in *Instance) namedShifts() map[model.ShiftID]bool {
	p, out := in.H.Problem, make(map[model.ShiftID]bool)
	for i := range p.Shifts {
		if x := &p.Shifts[i]; len(x.Skills) > 0 || x.MinInRow > 0 || x.MaxInRow > 0 {
			out[x.ID] = true
		}
		for _, next := range p.Shifts[i].NoNext {
			out[p.Shifts[i].ID], out[next] = true, true
		}
	}
	for i := range p.Carers {
		for _, m := range p.Carers[i].MostOf {
			out[m.Shift] = true
		}
	}
	for i := range p.Cover {
		out[p.Cover[i].Shift] = true
	}
	for i := range p.Requests {
		out[p.Requests[i].Shift] = true
	}
	for i := range p.Published {
		out[p.Published[i].Shift] = true
	}
	return out
}

// alone is not empty for a carer whom something else of the problem names.
func (in *Instance) alone(c Carer) model.CarerID {
	p, id := in.H.Problem, in.H.Problem.Carers[c].ID
	for i := range p.People {
		x := &p.People[i]
		if slices.Contains(x.NamedTeam, id) || slices.Contains(x.Only, id) || slices.Contains(x.Never, id) || slices.Contains(x.KeyHolders, id) {
			return id
		}
	}
	named := slices.ContainsFunc(p.Carers, func(c model.Carer) bool { return c.RidesWith == id }) ||
		slices.ContainsFunc(p.History, func(k model.Contact) bool { return k.Carer == id }) ||
		slices.ContainsFunc(p.CarerHours, func(k model.CarerWeek) bool { return k.Carer == id }) ||
		slices.ContainsFunc(p.Baseline, func(k model.Attendance) bool { return k.Carer == id }) ||
		slices.ContainsFunc(p.Published, func(k model.Worked) bool { return k.Carer == id }) ||
		slices.ContainsFunc(p.Availability, func(k model.Availability) bool { return k.Carer == id }) ||
		slices.ContainsFunc(p.Requests, func(q model.Request) bool { return q.Carer == id }) ||
		slices.ContainsFunc(p.Colleagues, func(k model.Colleagues) bool { return k.Carer == id || k.Other == id }) ||
		slices.ContainsFunc(p.Absences, func(k model.Absence) bool { return k.Carer == id }) ||
		slices.ContainsFunc(p.Pins, func(k model.Pin) bool { return k.Carer == id })
	if named {
		return id
	}
	return ""
}
