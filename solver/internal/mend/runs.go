package mend

import (
	"iter"
	"slices"

	"github.com/milltir/milltir/model"
)

// breaks puts the longest break of a run at another start, minute by minute away from where it is, as
// long as the shift needs it; one that is not there about the middle of the shift.
func (m *Mender) breaks(v *model.Violation, run int) iter.Seq[change] {
	return func(yield func(change) bool) {
		r := &m.rota.Runs[run]
		ds := m.shiftOf(r)
		if ds == nil {
			return
		}
		ds = m.h.ShiftFor(ds, m.h.Carer(r.Carer))
		least := ds.Break
		if v.Rule == model.RuleBreak && v.Detail == "between" {
			least = max(least, int32(v.Limit)) // what it needs together with others
		}
		at, from, length := -1, (ds.Start+ds.End-least)/2, least
		from -= from % m.h.Calendar.Ticks(1)
		for k := range r.Stops {
			if s := &r.Stops[k]; s.Kind == model.StopBreak {
				if start, end := m.h.Calendar.StopSpan(r.Date, s); at < 0 || end-start > length {
					at, from, length = k, start, max(least, end-start)
				}
			}
		}
		if length == 0 {
			return // it needs none and has none
		}
		for to := range m.away(from, int((ds.End-ds.Start)/m.h.Calendar.Ticks(1))) {
			if to < ds.Start || to+length > ds.End {
				continue
			}
			fix := model.Fix{Kind: model.FixBreak, Carer: r.Carer, Start: m.h.Calendar.Local(to, r.Date), Minutes: int(length / m.h.Calendar.Resolution())}
			if !yield(change{fix, func() *model.Rota { return m.rested(run, at, to, length) }}) {
				return
			}
		}
	}
}

// events puts an event where it belongs in a run: the one that the violation names, else any that
// stands elsewhere.
func (m *Mender) events(v *model.Violation, run int) iter.Seq[change] {
	return func(yield func(change) bool) {
		r := &m.rota.Runs[run]
		for n := range m.h.Events {
			e := &m.h.Events[n]
			if m.h.Problem.Carers[e.Carer].ID != r.Carer || v.Rule == model.RuleEvent && string(e.ID) != v.Detail {
				continue
			}
			at := -1
			for k := range r.Stops {
				if r.Stops[k].Kind == model.StopEvent && r.Stops[k].Event == e.ID {
					at = k
					break
				}
			}
			if at < 0 && v.Rule != model.RuleEvent {
				continue
			}
			fix := model.Fix{Kind: model.FixEvent, Carer: r.Carer, Start: m.h.Calendar.Local(e.Start, r.Date)}
			if !yield(change{fix, func() *model.Rota { return m.attended(run, at, e) }}) {
				return
			}
		}
	}
}

// gathers puts a meeting into the run of an attendee who is not there when the others are.
func (m *Mender) gathers(v *model.Violation, run int) iter.Seq[change] {
	return func(yield func(change) bool) {
		r := &m.rota.Runs[run]
		start, c := m.h.Calendar.Tick(v.Date, v.At), m.h.Carer(r.Carer)
		for i := range m.h.Meetings {
			k := &m.h.Meetings[i]
			if string(k.ID) != v.Detail || v.Date < k.First || v.Date > k.Last || v.At == 0 {
				continue // at no time: when it could be is for the solver
			}
			e := &model.DatedEvent{Event: k.Event, ID: k.ID, Carer: c, Start: start, End: start + k.Length, Location: k.Location, Meeting: i}
			at := slices.IndexFunc(r.Stops, func(s model.Stop) bool { return s.Kind == model.StopEvent && s.Event == k.ID })
			fix := model.Fix{Kind: model.FixEvent, Carer: r.Carer, Start: v.At}
			if !yield(change{fix, func() *model.Rota { return m.attended(run, at, e) }}) {
				return
			}
		}
	}
}

// open tells whether a rota may go without a run: its shift is open, or anybody's.
func (m *Mender) open(run int) bool {
	ds := m.shiftOf(&m.rota.Runs[run])
	return ds != nil && (ds.Status != model.Given || ds.Carer < 0)
}

// shifts gives up the shift of a run. Its visits go to another carer: into a shift that they work that
// day, or one that they could; a shift for anybody may be theirs as it is. One without visits is
// only left out.
func (m *Mender) shifts(_ *model.Violation, run int) iter.Seq[change] {
	return func(yield func(change) bool) {
		r := &m.rota.Runs[run]
		if !m.open(run) {
			return
		}
		fix := model.Fix{Kind: model.FixShift, For: r.Carer, Shift: r.Shift}
		if !visited(r) {
			yield(change{fix, func() *model.Rota { return m.dropped(run) }})
			return
		}
		for i := range m.rota.Runs {
			to := &m.rota.Runs[i]
			if to.Date != r.Date || to.Carer == r.Carer || to.Shift == "" {
				continue
			}
			fix.Carer = to.Carer
			if !yield(change{fix, func() *model.Rota { return m.takenInto(run, i) }}) {
				return
			}
		}
		for s := range m.h.Shifts {
			ds := &m.h.Shifts[s]
			for c := range m.h.Problem.Carers {
				id := m.h.Problem.Carers[c].ID
				if ds.Date != r.Date || id == r.Carer || ds.Carer >= 0 && ds.Carer != c || m.worked(ds, run) && !m.shared(ds) {
					continue
				}
				fix.Carer, fix.Into = id, ds.ID
				if !yield(change{fix, func() *model.Rota { return m.takenOver(run, id, ds) }}) {
					return
				}
			}
		}
	}
}

// takes gives work to the carer of a violation who has too little: the visits of a shift that goes to
// them, or, where that is what is paid or idle, one visit of another run.
func (m *Mender) takes(v *model.Violation, run int) iter.Seq[change] {
	return func(yield func(change) bool) {
		if m.rota.Runs[run].Carer != v.Carer {
			for c := range m.shifts(v, run) {
				if c.fix.Carer == v.Carer && !yield(c) {
					return
				}
			}
			return
		}
		if v.Rule == model.RuleUnderHours && m.h.Rules.Paid != model.BySpan {
			return
		}
		for i := range m.rota.Runs {
			from := &m.rota.Runs[i]
			if from.Date != m.rota.Runs[run].Date || from.Carer == v.Carer {
				continue
			}
			for k := range from.Stops {
				s := &from.Stops[k]
				if s.Kind != model.StopVisit {
					continue
				}
				fix := model.Fix{Kind: model.FixCarer, Visit: s.Visit, Carer: v.Carer, For: from.Carer}
				if !yield(change{fix, func() *model.Rota { return m.given(place{i, k}, run) }}) {
					return
				}
			}
		}
	}
}

// visited tells whether a run has a visit.
func visited(r *model.Run) bool {
	for k := range r.Stops {
		if r.Stops[k].Kind == model.StopVisit {
			return true
		}
	}
	return false
}

// shiftOf finds the shift that a run works, as the judge does; nil outside all.
func (m *Mender) shiftOf(r *model.Run) *model.DatedShift {
	var found *model.DatedShift
	c := m.h.Carer(r.Carer)
	for s := range m.h.Shifts {
		ds := &m.h.Shifts[s]
		if r.Shift == "" || ds.ID != r.Shift || ds.Date != r.Date || ds.Carer >= 0 && ds.Carer != c {
			continue
		}
		if m.h.Calendar.Local(ds.Start, ds.Date) == r.Start {
			return ds
		}
		if found == nil {
			found = ds
		}
	}
	return found
}

// worked tells whether another run than one works a shift.
func (m *Mender) worked(ds *model.DatedShift, but int) bool {
	for i := range m.rota.Runs {
		if i != but && m.shiftOf(&m.rota.Runs[i]) == ds {
			return true
		}
	}
	return false
}
