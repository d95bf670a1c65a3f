package report

import (
	"slices"

	"github.com/milltir/milltir/model"
)

// classes is the time of a run or of several, kept apart as SI 2017/1264 reg. 41 wants it;
// commute is not travel (reg. 41(6)). hours are shift hours, and paid is what is paid of a run by itself, a salary
// left aside (check.PayPeriod). It counts the whole minutes that the sheets print, so that
// a reader who adds the lines up comes to the same sum.
type classes struct {
	visit, travel, wait, rest, event, unfilled, commute, hours, paid int
	visits                                                           int
}

func (c *classes) add(d classes) {
	c.visit += d.visit
	c.travel += d.travel
	c.wait += d.wait
	c.rest += d.rest
	c.event += d.event
	c.unfilled += d.unfilled
	c.commute += d.commute
	c.hours += d.hours
	c.paid += d.paid
	c.visits += d.visits
}

// lasting is the real time between two ticks in whole minutes, as printed; on the nights in
// which the clocks change it is not what the clocks say.
func (w words) lasting(from, to int32) int {
	res := w.h.Calendar.Resolution()
	return int((to - from + res - 1) / res)
}

// classesOf adds up the lines of a run.
func (w words) classesOf(run *model.Run) classes {
	c := classes{commute: wholeMinutes(run.Commute)}
	for _, e := range w.timeline(run) {
		long := w.lasting(e.from, e.to)
		switch e.kind {
		case model.StopVisit:
			c.visit += long
			c.visits++
		case model.StopBreak:
			c.rest += long
		case model.StopEvent:
			c.event += long
		case entryTravel:
			c.travel += long
		case entryWait:
			c.wait += long
		case entryUnfilled:
			c.unfilled += long
		}
	}
	c.hours = w.shiftHours(run)
	c.paid = w.paid(run, c)
	return c
}

// paid is what is paid of a run with such classes: its shift hours, or what is done in it.
func (w words) paid(run *model.Run, c classes) int {
	s, carer := w.shiftOf(run), w.h.Carer(run.Carer)
	switch {
	case carer < 0, w.h.PaidByShift(carer, s):
		return c.hours
	case w.h.Rules.Pay.Basis == model.ByContact:
		return c.visit + c.event
	}
	return c.visit + c.event + c.travel
}

// roster tells of a workspace without any visit, whose pages say nothing of care.
func (w words) roster() bool { return len(w.h.Problem.Visits) == 0 }

// shiftHours are those of a run in whole minutes, none outside all shifts.
func (w words) shiftHours(run *model.Run) int {
	cal := w.h.Calendar
	if run.Shift == "" && run.Status == "" {
		return 0
	}
	if w.h.Rules.Paid != model.BySpan {
		return w.lasting(cal.Tick(run.Date, run.Start), cal.Tick(run.Date, run.End)) - run.Break
	}
	isVisit := func(s model.Stop) bool { return s.Kind == model.StopVisit }
	first := slices.IndexFunc(run.Stops, isVisit)
	if first < 0 {
		return 0
	}
	last := len(run.Stops) - 1
	for !isVisit(run.Stops[last]) {
		last--
	}
	sum := w.lasting(cal.Tick(run.Date, run.Stops[first].Start), cal.Tick(run.Date, run.Stops[last].End))
	for _, s := range run.Stops[first:last] {
		if s.Kind == model.StopBreak {
			sum -= w.lasting(cal.Tick(run.Date, s.Start), cal.Tick(run.Date, s.End))
		}
	}
	return sum
}

// wholeMinutes rounds seconds up, as planned starts are.
func wholeMinutes(seconds int) int { return (seconds + 59) / 60 }

// Kinds of entries of a timeline beside the kinds of stops.
const (
	entryTravel   = "travel"
	entryWait     = "wait"
	entryUnfilled = "unfilled"
)

// entry is one line of a run's timeline, in ticks.
type entry struct {
	kind     string
	from, to int32
	stop     *model.Stop // nil for time after the last stop
	short    int32       // of travel: what it wants beyond the time there is
}

// timeline sets out a run from the start of the shift to its end without gaps: travel, waiting
// and unfilled time are entries of their own. Travel is rounded up to whole minutes, because
// planned starts are; where there is not the time for it, it ends when the next stop starts. Of
// starts between whole minutes the minute that has begun is printed.
func (w words) timeline(run *model.Run) []entry {
	cal := w.h.Calendar
	var out []entry
	add := func(kind string, from, to int32, s *model.Stop) {
		if to > from || kind == model.StopVisit {
			out = append(out, entry{kind, from, to, s, 0})
		}
	}
	at := cal.Tick(run.Date, run.Start)
	early := w.h.Rules.Departure == model.Earliest && run.Status != ""
	between := w.h.Rules.Step%w.h.Rules.Resolution != 0
	for i := range run.Stops {
		s := &run.Stops[i]
		start := cal.Tick(run.Date, s.Start)
		leg := cal.Ticks(wholeMinutes(s.Travel))
		if over := at + leg - start; between && 0 < over && over <= cal.Resolution() {
			leg = start - at
		}
		switch short := at + leg - start; {
		case i == 0 && !early: // from a base she sets out as late as she can
			add(entryUnfilled, at, start-leg, s)
			add(entryTravel, start-leg, start, s)
		case leg > 0 && short > 0:
			out = append(out, entry{entryTravel, at, max(at, start), s, short})
		default:
			add(entryTravel, at, at+leg, s)
			kind := entryWait
			if i == 1 && run.Stops[0].Kind == model.StopBreak && w.h.Rules.OpeningBreak == model.Free {
				kind = entryUnfilled // the break could be as much later
			}
			add(kind, at+leg, start, s)
		}
		at = cal.Tick(run.Date, s.End)
		add(s.Kind, start, at, s)
	}
	back := cal.Ticks(wholeMinutes(run.Back))
	add(entryTravel, at, at+back, nil)
	add(entryUnfilled, at+back, cal.Tick(run.Date, run.End), nil)
	return out
}

// runsOf lists a carer's runs in the order of the rota.
func runsOf(r *model.Rota, id model.CarerID) []*model.Run {
	var out []*model.Run
	for i := range r.Runs {
		if r.Runs[i].Carer == id {
			out = append(out, &r.Runs[i])
		}
	}
	return out
}
