package model

import "slices"

// implyBreak puts the break that a run needs where its carer idles anyway: into the earliest
// stretch between two stops (before the leg to the next one, with break.at next after it), before
// the first or after the last that holds the whole break inside the middle part of the shift, on whole minutes. Before
// the first stop it is taken as late as possible, elsewhere as early, so that it makes no
// waiting. If no stretch holds it there is no break, and the rule "break" says so.
func implyBreak(h *Horizon, look *lookup, run *Run) {
	carer := h.Carer(run.Carer)
	s := look.shift(run, carer)
	if s < 0 {
		return
	}
	ds := h.ShiftFor(&h.Shifts[s], carer)
	if ds.Break == 0 {
		return
	}
	minute := h.Calendar.res
	length := up(ds.Break, minute)
	from, to := h.BreakSpan(ds)
	for i, gap := range idle(h, look, run, carer, ds) {
		start := up(max(gap.Start, from), minute)
		end := min(gap.End, to)
		if start+length > end {
			continue
		}
		if i == 0 && len(run.Stops) > 0 {
			start = max(start, (end-length)/minute*minute)
		}
		run.Stops = append(run.Stops, Stop{
			Kind: StopBreak, Implied: true, Start: h.Calendar.Local(start, run.Date), End: h.Calendar.Local(start+length, run.Date),
		})
		return
	}
}

// idle gives the stretches of a run in which its carer neither visits nor travels, in order:
// before the first stop, after each stop before the leg to the next (with break.at next after that
// leg), after the last.
func idle(h *Horizon, look *lookup, run *Run, carer int, ds *DatedShift) []Span {
	tidyStops(h, run)
	mode := h.Problem.Carers[carer].Mode
	at, to := h.Ends(carer, ds)
	places := look.places(run, carer)
	var gaps []Span
	free := ds.Start
	way := func(here int) int32 {
		if at < 0 || here < 0 {
			return 0
		}
		leg, _ := h.LegAt(mode, at, here, free)
		return leg
	}
	for i := range run.Stops {
		start, end := h.Calendar.StopSpan(run.Date, &run.Stops[i])
		if h.Rules.Break.At == Next {
			next := slices.IndexFunc(places[i:], func(p int) bool { return p >= 0 })
			if next >= 0 {
				next = places[i+next]
			}
			gaps = append(gaps, Span{free + way(next), start})
		} else {
			gaps = append(gaps, Span{free, h.leaveBy(mode, at, places[i], free, start)})
		}
		if places[i] >= 0 {
			at = look.endOf(run, &run.Stops[i], places[i])
		}
		free = max(free, end)
	}
	if len(run.Stops) == 0 {
		to = -1
	}
	return append(gaps, Span{free, h.leaveBy(mode, at, to, free, ds.End)})
}

// leaveBy is when somebody who is free from a tick on has to leave one location to be at another by a
// tick; -1 is nowhere. By a timetable that is the last minute at which a way is still in time.
func (h *Horizon) leaveBy(mode string, from, to int, free, by int32) int32 {
	if from < 0 || to < 0 {
		return by
	}
	if h.Timed(mode) {
		for t := by; t > free; t -= h.Calendar.res {
			if leg, far := h.LegAt(mode, from, to, t); !far && t+leg <= by {
				return t
			}
		}
	}
	leg, _ := h.LegAt(mode, from, to, free)
	return by - leg
}

// up rounds ticks up to a whole number of steps.
func up(ticks, step int32) int32 { return (ticks + step - 1) / step * step }

// addEvents puts each fixed event that lies inside the shift of one of its carer's runs into
// the first such run.
func addEvents(h *Horizon, r *Rota) {
	cal := h.Calendar
	for i := range h.Events {
		e := &h.Events[i]
		best, from := -1, int32(0)
		for k := range r.Runs {
			run := &r.Runs[k]
			start := cal.Tick(run.Date, run.Start)
			if run.Status == "" || h.Carer(run.Carer) != e.Carer || e.Start < start || e.End > cal.Tick(run.Date, run.End) {
				continue
			}
			if best < 0 || start < from {
				best, from = k, start
			}
		}
		if best >= 0 {
			run := &r.Runs[best]
			run.Stops = append(run.Stops, Stop{Kind: StopEvent, Event: e.ID, Start: cal.Local(e.Start, run.Date), End: cal.Local(e.End, run.Date)})
		}
	}
}
