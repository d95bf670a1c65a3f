package model

import (
	"cmp"
	"slices"
)

// Annotate puts a rota in canonical order and fills in everything that follows from who does
// what when: of each stop Person, Place, EndsAt, With, Travel, Metres and Wait; of each run Status,
// Break, Commute and Back; of the rota its head and Unallocated (whose reasons and remedies it
// keeps). It decides nothing and checks nothing: what it cannot look up it leaves alone, and
// the judge says why.
func Annotate(h *Horizon, r *Rota) {
	r.Format, r.Name = or(r.Format, 1), or(r.Name, h.Problem.Name)
	r.Start, r.Weeks = or(r.Start, h.Calendar.Start()), or(r.Weeks, h.Weeks)
	look := newLookup(h)
	visitors := make(map[int][]CarerID) // dated visit → its carers, shadows left out
	for i := range r.Runs {
		run := &r.Runs[i]
		tidyStops(h, run)
		for _, s := range run.Stops {
			if v := look.visit(s, run.Date); v >= 0 && s.Role != RoleShadow && !slices.Contains(visitors[v], run.Carer) {
				visitors[v] = append(visitors[v], run.Carer)
			}
		}
	}
	for _, who := range visitors {
		slices.Sort(who)
	}
	for i := range r.Runs {
		annotateRun(h, look, &r.Runs[i], visitors)
	}
	slices.SortStableFunc(r.Runs, func(a, b Run) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date),
			cmp.Compare(h.Calendar.Tick(a.Date, a.Start), h.Calendar.Tick(b.Date, b.Start)),
			cmp.Compare(a.Carer, b.Carer), cmp.Compare(a.Shift, b.Shift))
	})
	leaveOut(h, r, visitors)
}

// tidyStops orders the stops of a run and drops dates that say nothing new.
func tidyStops(h *Horizon, run *Run) {
	for i := range run.Stops {
		if s := &run.Stops[i]; s.Date == run.Date {
			s.Date = 0
		}
	}
	slices.SortStableFunc(run.Stops, func(a, b Stop) int {
		from, to := h.Calendar.StopSpan(run.Date, &a)
		start, end := h.Calendar.StopSpan(run.Date, &b)
		return cmp.Or(cmp.Compare(from, start), cmp.Compare(to, end),
			cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Visit, b.Visit), cmp.Compare(a.Event, b.Event))
	})
}

func annotateRun(h *Horizon, look *lookup, run *Run, visitors map[int][]CarerID) {
	carer := h.Carer(run.Carer)
	if carer < 0 {
		return
	}
	from, to := h.Ends(carer, &DatedShift{})
	free := None // nobody waits before the first stop
	if s := look.shift(run, carer); s >= 0 {
		ds := h.ShiftFor(&h.Shifts[s], carer)
		run.Status, run.Break = ds.Status, int(ds.Break/h.Calendar.res)
		from, to = h.Ends(carer, ds)
		if h.Rules.Departure == Earliest {
			free = ds.Start
		}
	}
	mode := h.Problem.Carers[carer].Mode
	legs := h.Legs[mode]
	leave := None // when the carer could go on
	if len(run.Stops) > 0 {
		leave, _ = h.Calendar.StopSpan(run.Date, &run.Stops[0])
	}
	if s := look.shift(run, carer); s >= 0 {
		leave = h.Shifts[s].Start
	}
	at, home := from, h.HomeAt[carer]
	first, gone := -1, false // gone: the leg to the next placed stop, before a break there
	places := look.places(run, carer)
	for i := range run.Stops {
		s := &run.Stops[i]
		annotateStop(h, look, run, s, visitors)
		s.Travel, s.Metres, s.Wait, s.EndsAt = 0, 0, 0, ""
		leg := int32(0)
		if here := places[i]; here >= 0 {
			if at >= 0 && !(gone && s.Kind != StopBreak) {
				seconds, metres, _ := legs.At(at, here)
				leg, _ = h.LegAt(mode, at, here, leave)
				if h.Timed(mode) {
					seconds = int32(int64(leg) * 60 / int64(h.Calendar.res))
				}
				s.Travel, s.Metres = int(seconds), int(metres)
			}
			if first < 0 {
				first = here
			}
			at, gone = here, s.Kind == StopBreak
		}
		if at >= 0 {
			s.Place = h.Locations[at].Key
		}
		if end := look.endOf(run, s, at); end != at {
			at, s.EndsAt = end, h.Locations[end].Key
		}
		start, end := h.Calendar.StopSpan(run.Date, s)
		if opening := i == 1 && run.Stops[0].Kind == StopBreak && h.Rules.OpeningBreak == Free; free != None && !opening {
			s.Wait = int(int64(max(0, start-free-leg)) * 60 / int64(h.Calendar.res))
		}
		free, leave = end, end
	}
	run.Commute, run.Back = 0, 0
	last := -1
	if first >= 0 {
		last = at
	}
	if last >= 0 && to >= 0 {
		seconds, _, _ := legs.At(last, to)
		if h.Timed(mode) {
			ticks, _ := h.LegAt(mode, last, to, leave)
			seconds = int32(int64(ticks) * 60 / int64(h.Calendar.res))
		}
		run.Back = int(seconds)
	}
	if start := known(from, first, to); start >= 0 && home >= 0 {
		there, _, _ := legs.At(home, start)
		back, _, _ := legs.At(known(to, last, from), home)
		run.Commute = int(there) + int(back)
	}
}

// known gives the first location that is one, -1 if none is.
func known(locations ...int) int {
	for _, at := range locations {
		if at >= 0 {
			return at
		}
	}
	return -1
}

// annotateStop fills in a visit's person and the first of the other carers there.
func annotateStop(h *Horizon, look *lookup, run *Run, s *Stop, visitors map[int][]CarerID) {
	v := look.visit(*s, run.Date)
	if v < 0 {
		return
	}
	s.Person, s.With = h.Problem.People[h.Visits[v].Person].ID, ""
	for _, c := range visitors[v] {
		if c != run.Carer {
			s.With = c
			break
		}
	}
}

// leaveOut lists the dated visits without all their carers, by priority, date and id. Of a person
// with patterns whose package is not done they are those of the cheapest pattern.
func leaveOut(h *Horizon, r *Rota, visitors map[int][]CarerID) {
	before := r.Unallocated
	r.Unallocated = nil
	allocated := func(v int) bool { return len(visitors[v]) >= h.Visits[v].Least }
	counted := h.Counted(allocated)
	for v := range h.Visits {
		dv := &h.Visits[v]
		if allocated(v) || !counted[v] {
			continue
		}
		u := Unallocated{
			Visit: dv.ID, Date: dv.Date, Person: h.Problem.People[dv.Person].ID,
			Priority: dv.Priority, Minutes: int(dv.Length/h.Calendar.res) * dv.Need,
		}
		for i := range before {
			if before[i].Visit == u.Visit && before[i].Date == u.Date {
				u.Reasons, u.Remedy = before[i].Reasons, before[i].Remedy
				break
			}
		}
		r.Unallocated = append(r.Unallocated, u)
	}
	slices.SortStableFunc(r.Unallocated, func(a, b Unallocated) int {
		return cmp.Or(cmp.Compare(a.Priority, b.Priority), cmp.Compare(a.Date, b.Date), cmp.Compare(a.Visit, b.Visit))
	})
}

// lookup finds the horizon's things by the ids that a rota names.
type lookup struct {
	h      *Horizon
	visits map[visitKey]int
	shifts map[shiftKey][]int
}

type visitKey struct {
	id   VisitID
	date Date
}

type shiftKey struct {
	id   ShiftID
	date Date
}

func newLookup(h *Horizon) *lookup {
	l := &lookup{h, make(map[visitKey]int, len(h.Visits)), make(map[shiftKey][]int, len(h.Shifts))}
	for i := range h.Visits {
		l.visits[visitKey{h.Visits[i].ID, h.Visits[i].Date}] = i
	}
	for i := range h.Shifts {
		k := shiftKey{h.Shifts[i].ID, h.Shifts[i].Date}
		l.shifts[k] = append(l.shifts[k], i)
	}
	return l
}

// visit finds the dated visit of a stop, -1 if it is none.
func (l *lookup) visit(s Stop, run Date) int {
	if s.Kind != StopVisit {
		return -1
	}
	if v, ok := l.visits[visitKey{s.Visit, or(s.Date, run)}]; ok {
		return v
	}
	return -1
}

// shift finds the dated shift of a run, -1 if it is outside all shifts or names none of the
// carer's. Of several with one id the one with the run's start counts, else the first.
func (l *lookup) shift(run *Run, carer int) int {
	found := -1
	if run.Shift == "" && run.Status == "" {
		return found
	}
	for _, s := range l.shifts[shiftKey{run.Shift, run.Date}] {
		ds := &l.h.Shifts[s]
		if ds.Carer != carer && ds.Carer >= 0 {
			continue
		}
		if l.h.Calendar.Local(ds.Start, ds.Date) == run.Start {
			return s
		}
		if found < 0 {
			found = s
		}
	}
	return found
}

// places gives where each stop of a run is, the stops being in order; -1 for one that is where the
// stop before it is. A break is there too, or with break.at next where the next placed stop is.
func (l *lookup) places(run *Run, carer int) []int {
	out := make([]int, len(run.Stops))
	next := -1
	for i := len(out) - 1; i >= 0; i-- {
		s := &run.Stops[i]
		switch out[i] = l.location(run, s, carer); {
		case out[i] >= 0:
			next = out[i]
		case s.Kind == StopBreak && l.h.Rules.Break.At == Next:
			out[i] = next
		}
	}
	return out
}

// endOf gives where a stop at a location ends: of an outing elsewhere.
func (l *lookup) endOf(run *Run, s *Stop, at int) int {
	if v := l.visit(*s, run.Date); v >= 0 {
		return l.h.Visits[v].EndAt
	}
	return at
}

// location gives where a stop is, -1 for one without a place of its own.
func (l *lookup) location(run *Run, s *Stop, carer int) int {
	switch s.Kind {
	case StopVisit:
		if v := l.visit(*s, run.Date); v >= 0 {
			return l.h.Visits[v].Location
		}
	case StopEvent:
		_, at := l.h.Attends(carer, s.Event)
		return at
	}
	return -1
}
