package model

import (
	"fmt"
	"slices"
)

// ReadRotaOptions steer [ReadRotaWith]. The zero value takes only a rota that belongs to the
// problem in every entry.
type ReadRotaOptions struct {
	// Lenient passes over what the problem no longer has (carers, dates, visits, events, shifts,
	// roles): an earlier rota stays of use as a start after the tables were edited.
	Lenient bool
}

// leftovers compares a rota in JSON with the problem it is read for.
type leftovers struct {
	h      *Horizon
	look   *lookup
	file   string
	worked map[int]bool // dated shifts that a run has
	found  Diagnostics
}

// attends is a carer's part in an event.
type attends struct {
	carer int
	event EventID
}

// staleAdvice is for an entry that was right when the rota was made.
const staleAdvice = "Maybe the tables have changed since the rota was made, or it belongs to another workspace"

// leftover finds every entry of a rota that the problem does not have, and gives the rota
// without them. Shifts at other times and given shifts without a run are found only by a
// strict reading: nothing of them is passed over.
func leftover(h *Horizon, r *Rota, file string, o ReadRotaOptions) (*Rota, Diagnostics) {
	l := &leftovers{h: h, look: newLookup(h), file: file, worked: map[int]bool{}}
	kept := *r
	kept.Runs = make([]Run, 0, len(r.Runs))
	for i := range r.Runs {
		run := r.Runs[i]
		if l.run(&run, fmt.Sprintf("runs[%d]", i)) {
			kept.Runs = append(kept.Runs, run)
		}
	}
	l.given()
	kept.Unallocated = slices.DeleteFunc(slices.Clone(r.Unallocated), func(u Unallocated) bool {
		_, ok := l.look.visits[visitKey{u.Visit, u.Date}]
		return !ok
	})
	if o.Lenient {
		l.found = slices.DeleteFunc(l.found, func(d Diagnostic) bool { return d.Code == "E1809" || d.Code == "E1810" })
	}
	return &kept, l.found
}

func (l *leftovers) say(code, path, value, message string) {
	l.found = append(l.found, Diagnostic{Code: code, File: l.file, Column: path, Value: value, Message: message, Advice: staleAdvice})
}

// run takes out of a run what is not known; it gives false if nothing can be kept.
func (l *leftovers) run(run *Run, path string) bool {
	first := l.h.Calendar.Start()
	if run.Date < first || run.Date >= first.Add(7*l.h.Weeks) {
		l.say("E1802", path+".date", run.Date.String(), fmt.Sprintf("date %s is not one of the plan's (%s to %s)", run.Date, first, first.Add(7*l.h.Weeks-1)))
		return false
	}
	carer := l.h.Carer(run.Carer)
	if carer < 0 {
		l.say("E1801", path+".carer", string(run.Carer), fmt.Sprintf("carer %q is not known", run.Carer))
	} else {
		l.shift(run, carer, path)
	}
	var stops []Stop
	for k := range run.Stops {
		stop := run.Stops[k]
		if l.stop(&stop, run, carer, fmt.Sprintf("%s.stops[%d]", path, k)) {
			stops = append(stops, stop)
		}
	}
	run.Stops = stops
	return carer >= 0
}

// shift compares the shift of a run with that of the tables.
func (l *leftovers) shift(run *Run, carer int, path string) {
	if run.Shift == "" && run.Status == "" {
		return
	}
	s := l.look.shift(run, carer)
	if s < 0 {
		l.say("E1807", path+".shift", string(run.Shift), fmt.Sprintf("carer %q has no shift %q on %s", run.Carer, run.Shift, run.Date))
		return
	}
	l.worked[s] = true
	ds := &l.h.Shifts[s]
	from, to := l.h.Calendar.Local(ds.Start, ds.Date), l.h.Calendar.Local(ds.End, ds.Date)
	switch {
	case run.Start != from || run.End != to:
		l.say("E1809", path+".start", run.Start.String(), fmt.Sprintf("shift %q of carer %q on %s is %s–%s, the rota has %s–%s", run.Shift, run.Carer, run.Date, from, to, run.Start, run.End))
	case run.Status != "" && run.Status != ds.Status:
		l.say("E1809", path+".status", run.Status, fmt.Sprintf("shift %q of carer %q on %s is %s, the rota has %s", run.Shift, run.Carer, run.Date, ds.Status, run.Status))
	}
}

// stop tells whether a stop can be kept; a role that its visit does not have is cleared.
func (l *leftovers) stop(stop *Stop, run *Run, carer int, path string) bool {
	switch stop.Kind {
	case StopVisit:
		v := l.look.visit(*stop, run.Date)
		if v < 0 {
			l.say("E1804", path+".visit", string(stop.Visit), fmt.Sprintf("there is no visit %q on %s", stop.Visit, or(stop.Date, run.Date)))
			return false
		}
		roles := l.h.Problem.Visits[l.h.Visits[v].Template].Roles
		if stop.Role != "" && stop.Role != RoleShadow && !slices.ContainsFunc(roles, func(r Role) bool { return r.Name == stop.Role }) {
			l.say("E1808", path+".role", stop.Role, fmt.Sprintf("visit %q has no role %q", stop.Visit, stop.Role))
			stop.Role = ""
		}
	case StopEvent:
		if carer >= 0 && !l.attends(carer, stop.Event) {
			l.say("E1805", path+".event", string(stop.Event), fmt.Sprintf("carer %q has no event %q", run.Carer, stop.Event))
			return false
		}
	}
	return true
}

// given finds given shifts that no run works.
func (l *leftovers) given() {
	for s := range l.h.Shifts {
		ds := &l.h.Shifts[s]
		if ds.Status == Given && ds.Carer >= 0 && !l.worked[s] {
			id := l.h.Problem.Carers[ds.Carer].ID
			l.say("E1810", "runs", string(ds.ID), fmt.Sprintf("the given shift %q of carer %q on %s is not in the rota", ds.ID, id, ds.Date))
		}
	}
}

// attends tells whether a carer attends an event.
func (l *leftovers) attends(carer int, id EventID) bool {
	e, _ := l.h.Attends(carer, id)
	return e >= 0
}
