package mend

import (
	"slices"

	"github.com/milltir/milltir/model"
)

// Everything here makes a change in a copy: of the list of runs, and of the stops of those that it
// touches.

// copied is the rota with a list of runs of its own.
func (m *Mender) copied() *model.Rota {
	r := *m.rota
	r.Runs = slices.Clone(r.Runs)
	return &r
}

// span gives the ticks of a stop.
func (m *Mender) span(p place) (start, end int32) {
	run := &m.rota.Runs[p.run]
	return m.h.Calendar.StopSpan(run.Date, &run.Stops[p.stop])
}

// at puts a stop's start and end, seen from its run's date.
func (m *Mender) at(s *model.Stop, run model.Date, start, end int32) {
	s.Start, s.StartTicks = m.h.Calendar.Split(start, run)
	s.End, s.EndTicks = m.h.Calendar.Split(end, run)
}

// moved is the rota with some attendances at another start, as long as they were. One that stands
// outside every shift goes into the carer's shift of that day.
func (m *Mender) moved(at []place, to int32) *model.Rota {
	r := m.copied()
	for _, p := range at {
		run := &r.Runs[p.run]
		run.Stops = slices.Clone(run.Stops)
		start, end := m.span(p)
		m.at(&run.Stops[p.stop], run.Date, to, to+end-start)
	}
	for _, p := range at {
		from := &r.Runs[p.run]
		shift := slices.IndexFunc(r.Runs, func(x model.Run) bool {
			return x.Carer == from.Carer && x.Date == from.Date && x.Shift != ""
		})
		if from.Shift == "" && len(from.Stops) == 1 && shift >= 0 {
			give(r, p, shift)
		}
	}
	return tidy(r)
}

// lasting is the rota with some attendances of another length.
func (m *Mender) lasting(at []place, length int32) *model.Rota {
	r := m.copied()
	for _, p := range at {
		run := &r.Runs[p.run]
		run.Stops = slices.Clone(run.Stops)
		start, _ := m.span(p)
		m.at(&run.Stops[p.stop], run.Date, start, start+length)
	}
	return r
}

// given is the rota with one attendance in another run.
func (m *Mender) given(p place, to int) *model.Rota {
	r := m.copied()
	give(r, p, to)
	return tidy(r)
}

// give puts an attendance into another run, in a rota whose list of runs is its own.
func give(r *model.Rota, p place, to int) {
	from, into := &r.Runs[p.run], &r.Runs[to]
	into.Stops = append(slices.Clone(into.Stops), from.Stops[p.stop])
	from.Stops = slices.Delete(slices.Clone(from.Stops), p.stop, p.stop+1)
}

// handed is the rota with one attendance in a run, its own or another, at another start, as long as it
// was.
func (m *Mender) handed(p place, to int, start int32) *model.Rota {
	r := m.copied()
	from, end := m.span(p)
	if to != p.run {
		give(r, p, to)
		p = place{to, len(r.Runs[to].Stops) - 1}
	} else {
		r.Runs[to].Stops = slices.Clone(r.Runs[to].Stops)
	}
	m.at(&r.Runs[to].Stops[p.stop], r.Runs[to].Date, start, start+end-from)
	return tidy(r)
}

// swapped is the rota with two attendances exchanged.
func (m *Mender) swapped(p, q place) *model.Rota {
	r := m.copied()
	a, b := &r.Runs[p.run], &r.Runs[q.run]
	a.Stops, b.Stops = slices.Clone(a.Stops), slices.Clone(b.Stops)
	a.Stops[p.stop], b.Stops[q.stop] = b.Stops[q.stop], a.Stops[p.stop]
	return r
}

// without is the rota with an attendance left out.
func (m *Mender) without(p place) *model.Rota {
	r := m.copied()
	from := &r.Runs[p.run]
	from.Stops = slices.Delete(slices.Clone(from.Stops), p.stop, p.stop+1)
	return tidy(r)
}

// added is the rota with a stop more in a run.
func (m *Mender) added(run int, s model.Stop) *model.Rota {
	r := m.copied()
	r.Runs[run].Stops = append(slices.Clone(r.Runs[run].Stops), s)
	return r
}

// asCarer is a stop for somebody who comes besides the one who has it.
func (m *Mender) asCarer(p place) *model.Stop {
	s := *m.stop(p)
	return &model.Stop{
		Kind: model.StopVisit, Visit: s.Visit, Date: s.Date, Person: s.Person, Place: s.Place,
		Start: s.Start, End: s.End, StartTicks: s.StartTicks, EndTicks: s.EndTicks,
	}
}

// newStop is a stop at a visit that was left out.
func (m *Mender) newStop(run model.Date, dv *model.DatedVisit, start int32) model.Stop {
	s := model.Stop{Kind: model.StopVisit, Visit: dv.ID, Person: m.h.Problem.People[dv.Person].ID, Place: m.h.Locations[dv.Location].Key}
	if dv.Date != run {
		s.Date = dv.Date
	}
	m.at(&s, run, start, start+dv.Length)
	return s
}

// rested is the rota with a break of a run elsewhere, or, below 0, one more.
func (m *Mender) rested(run, stop int, start, length int32) *model.Rota {
	r := m.copied()
	to := &r.Runs[run]
	to.Stops = slices.Clone(to.Stops)
	if stop < 0 {
		stop = len(to.Stops)
		to.Stops = append(to.Stops, model.Stop{Kind: model.StopBreak})
	}
	m.at(&to.Stops[stop], to.Date, start, start+length)
	return r
}

// attended is the rota with an event at its time in a run; below 0 it was not there.
func (m *Mender) attended(run, stop int, e *model.DatedEvent) *model.Rota {
	r := m.copied()
	to := &r.Runs[run]
	to.Stops = slices.Clone(to.Stops)
	if stop < 0 {
		stop = len(to.Stops)
		to.Stops = append(to.Stops, model.Stop{Kind: model.StopEvent, Event: e.ID})
		if e.Location >= 0 {
			to.Stops[stop].Place = m.h.Locations[e.Location].Key
		}
	}
	m.at(&to.Stops[stop], to.Date, e.Start, e.End)
	return r
}

// dropped is the rota without a run.
func (m *Mender) dropped(run int) *model.Rota {
	r := m.copied()
	r.Runs = slices.Delete(r.Runs, run, run+1)
	return r
}

// takenInto is the rota without a run, its visits in another.
func (m *Mender) takenInto(run, into int) *model.Rota {
	r := m.copied()
	to := &r.Runs[into]
	to.Stops = slices.Clone(to.Stops)
	for _, s := range r.Runs[run].Stops {
		if s.Kind == model.StopVisit {
			to.Stops = append(to.Stops, s)
		}
	}
	r.Runs = slices.Delete(r.Runs, run, run+1)
	return r
}

// takenOver is the rota with the visits and breaks of a run in a shift that another carer works for
// it.
func (m *Mender) takenOver(run int, carer model.CarerID, ds *model.DatedShift) *model.Rota {
	r := m.copied()
	from, to := &m.rota.Runs[run], m.run(unworked{carer, ds})
	for _, s := range from.Stops {
		if s.Kind != model.StopEvent { // it is the other's
			to.Stops = append(to.Stops, s)
		}
	}
	r.Runs[run] = to
	return r
}

// tidy takes out runs outside every shift that have no stop left.
func tidy(r *model.Rota) *model.Rota {
	r.Runs = slices.DeleteFunc(r.Runs, func(x model.Run) bool { return x.Shift == "" && len(x.Stops) == 0 })
	return r
}
