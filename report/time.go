package report

import (
	"github.com/milltir/milltir/model"
)

// classes is the time of a run or of several, in seconds, kept apart as SI 2017/1264 reg. 41
// wants it; commute is not travel (reg. 41(6)).
type classes struct {
	visit, travel, wait, rest, event, unfilled, commute, paid int64
	visits                                                    int
}

func (c *classes) add(d classes) {
	c.visit += d.visit
	c.travel += d.travel
	c.wait += d.wait
	c.rest += d.rest
	c.event += d.event
	c.unfilled += d.unfilled
	c.commute += d.commute
	c.paid += d.paid
	c.visits += d.visits
}

// lasting is the real time between two clock times of a date, in seconds; on the nights in
// which the clocks change it is not what the clocks say.
func (w words) lasting(d model.Date, from, to model.Clock) int64 {
	cal := w.h.Calendar
	return int64(cal.Tick(d, to)-cal.Tick(d, from)) * 60 / int64(cal.Resolution())
}

// classesOf adds up a run.
func (w words) classesOf(run *model.Run) classes {
	c := classes{travel: int64(run.Back), commute: int64(run.Commute)}
	for i := range run.Stops {
		s := &run.Stops[i]
		c.travel += int64(s.Travel)
		c.wait += int64(s.Wait)
		long := w.lasting(run.Date, s.Start, s.End)
		switch s.Kind {
		case model.StopVisit:
			c.visit += long
			c.visits++
		case model.StopBreak:
			c.rest += long
		case model.StopEvent:
			c.event += long
		}
	}
	shift := w.lasting(run.Date, run.Start, run.End)
	c.unfilled = max(0, shift-c.visit-c.travel-c.wait-c.rest-c.event)
	c.paid = shift - int64(run.Break)*60
	return c
}

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
}

// timeline sets out a run from the start of the shift to its end without gaps: travel, waiting
// and unfilled time are entries of their own. Travel is rounded up to whole minutes, because
// planned starts are.
func (w words) timeline(run *model.Run) []entry {
	cal := w.h.Calendar
	var out []entry
	add := func(kind string, from, to int32, s *model.Stop) {
		if to > from || kind == model.StopVisit {
			out = append(out, entry{kind, from, to, s})
		}
	}
	at := cal.Tick(run.Date, run.Start)
	for i := range run.Stops {
		s := &run.Stops[i]
		start := cal.Tick(run.Date, s.Start)
		leg := cal.Ticks((s.Travel + 59) / 60)
		if i == 0 { // from a base she sets out as late as she can
			add(entryUnfilled, at, start-leg, s)
			add(entryTravel, start-leg, start, s)
		} else {
			add(entryTravel, at, at+leg, s)
			add(entryWait, at+leg, start, s)
		}
		at = cal.Tick(run.Date, s.End)
		add(s.Kind, start, at, s)
	}
	back := cal.Ticks((run.Back + 59) / 60)
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
