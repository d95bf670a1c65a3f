package mend

import (
	"iter"
	"slices"

	"github.com/milltir/milltir/model"
)

// unworked is a shift that no run works, with a carer who could.
type unworked struct {
	carer model.CarerID
	shift *model.DatedShift
}

// unworkedShifts lists, by date, the shifts that nobody works, each with whose it is; one for anybody
// with everybody. Who works another shift at that time is left out: the judge would say the same.
func (m *Mender) unworkedShifts() map[model.Date][]unworked {
	type span struct {
		start, end int32
	}
	taken, busy := make(map[*model.DatedShift]bool), make(map[model.CarerID][]span)
	for i := range m.rota.Runs {
		run := &m.rota.Runs[i]
		if ds := m.shiftOf(run); ds != nil {
			taken[ds] = true
			busy[run.Carer] = append(busy[run.Carer], span{ds.Start, ds.End})
		}
	}
	out := make(map[model.Date][]unworked)
	for s := range m.h.Shifts {
		ds := &m.h.Shifts[s]
		for c := range m.h.Problem.Carers {
			id := m.h.Problem.Carers[c].ID
			if taken[ds] && !m.shared(ds) || ds.Carer >= 0 && ds.Carer != c || slices.ContainsFunc(busy[id], func(x span) bool { return x.start < ds.End && ds.Start < x.end }) {
				continue
			}
			out[ds.Date] = append(out[ds.Date], unworked{id, ds})
		}
	}
	return out
}

// free yields who could work a shift of a date that nobody works yet, and does not come to a visit.
func (m *Mender) free(date model.Date, at []place) iter.Seq[unworked] {
	return func(yield func(unworked) bool) {
		for _, u := range m.unworked[date] {
			if !m.comes(u.carer, at) && !yield(u) {
				return
			}
		}
	}
}

// comes tells whether a carer has one of some stops.
func (m *Mender) comes(carer model.CarerID, at []place) bool {
	return slices.ContainsFunc(at, func(p place) bool { return m.rota.Runs[p.run].Carer == carer })
}

// own is a shift as that carer works it.
func (m *Mender) own(u unworked) *model.DatedShift { return m.h.ShiftFor(u.shift, m.h.Carer(u.carer)) }

// run is the run of a shift, without stops.
func (m *Mender) run(u unworked) model.Run {
	ds := m.own(u)
	return model.Run{
		Carer: u.carer, Date: ds.Date, Shift: ds.ID, Status: ds.Status, Break: int(ds.Break / m.h.Calendar.Ticks(1)),
		Start: m.h.Calendar.Local(ds.Start, ds.Date), End: m.h.Calendar.Local(ds.End, ds.Date),
	}
}

// opened puts a shift with one visit into a rota whose list of runs is its own; with the break that
// the shift needs, as near to where it belongs as the visit lets it be.
func (m *Mender) opened(r *model.Rota, u unworked, s model.Stop) {
	run := m.run(u)
	run.Stops = []model.Stop{s}
	ds := m.own(u)
	if start, ok := m.restBeside(ds, run.Date, &s); ok {
		rest := model.Stop{Kind: model.StopBreak}
		m.at(&rest, run.Date, start, start+ds.Break)
		run.Stops = append(run.Stops, rest)
	}
	r.Runs = append(r.Runs, run)
}

// withOpened is the rota with such a shift.
func (m *Mender) withOpened(u unworked, s model.Stop) *model.Rota {
	r := m.copied()
	m.opened(r, u, s)
	return r
}

// restBeside is where a break of a shift goes in which there is one visit, or, where s is nil, none.
func (m *Mender) restBeside(ds *model.DatedShift, date model.Date, s *model.Stop) (int32, bool) {
	if ds.Break == 0 {
		return 0, false
	}
	from, to := ds.Start, ds.End
	if ds.BreakFrom != model.None {
		from, to = ds.BreakFrom, ds.BreakTo
	}
	middle := (from + to - ds.Break) / 2
	middle -= middle % m.h.Calendar.Ticks(1)
	start, end := ds.End, ds.Start
	if s != nil { // right after the visit, where that is in the middle of the shift: nobody waits then
		start, end = m.h.Calendar.StopSpan(date, s)
		middle = max(from, min(end, to-ds.Break))
	}
	for t := range m.away(middle, int((ds.End-ds.Start)/m.h.Calendar.Ticks(1))) {
		after := t >= end && m.h.Rules.Break.At != model.Next // which has the break before a visit
		if t >= ds.Start && t+ds.Break <= ds.End && (after || t+ds.Break <= start) {
			return t, true
		}
	}
	return 0, false
}

// opens gives one attendance to a carer who works a shift for it that nobody works yet: at the same
// time, a visit for one also at the starts that fit. A wish is rarely worth a shift, so for one only the
// visit that it names is tried, at its time.
func (m *Mender) opens(v *model.Violation, dv *model.DatedVisit) iter.Seq[change] {
	return func(yield func(change) bool) {
		at, wish := m.places(dv), v.Level == model.Wishes
		if wish && dv.ID != v.Visit {
			return
		}
		for _, p := range at {
			from := &m.rota.Runs[p.run]
			if v.Carer != "" && from.Carer != v.Carer && v.Rule != model.RuleMainCarer {
				continue
			}
			now, _ := m.span(p)
			for u := range m.free(from.Date, at) {
				starts := []int32{now}
				if run := m.run(u); len(at) == 1 && !wish {
					starts = append(starts, m.openings(&run, dv)...)
				}
				for k, to := range starts {
					if k > 0 && to == now {
						continue
					}
					fix := model.Fix{Kind: model.FixCarer, Carer: u.carer, For: from.Carer, Into: u.shift.ID}
					if k > 0 {
						fix.Start = m.h.Calendar.Local(to, dv.Date)
					}
					if !yield(change{fix, func() *model.Rota { return m.handedInto(p, u, to) }}) {
						return
					}
				}
			}
		}
	}
}

// handedInto is the rota with one attendance in a shift that nobody worked, at a start, as long as it
// was.
func (m *Mender) handedInto(p place, u unworked, to int32) *model.Rota {
	r := m.without(p)
	s := *m.stop(p)
	start, end := m.span(p)
	m.at(&s, u.shift.Date, to, to+end-start)
	m.opened(r, u, s)
	return r
}

// opensBeside adds a carer to a visit that lacks one, who works a shift for it that nobody works yet.
func (m *Mender) opensBeside(_ *model.Violation, dv *model.DatedVisit) iter.Seq[change] {
	return func(yield func(change) bool) {
		at := m.places(dv)
		if len(at) == 0 || m.carersAt(at) >= dv.Need {
			return
		}
		for u := range m.free(m.rota.Runs[at[0].run].Date, at) {
			fix := model.Fix{Kind: model.FixJoin, Carer: u.carer, Into: u.shift.ID}
			if !yield(change{fix, func() *model.Rota { return m.withOpened(u, *m.asCarer(at[0])) }}) {
				return
			}
		}
	}
}

// opensPlace puts a visit for one that was left out into a shift that nobody works yet.
func (m *Mender) opensPlace(_ *model.Violation, dv *model.DatedVisit) iter.Seq[change] {
	return func(yield func(change) bool) {
		if dv.Least != 1 || len(m.places(dv)) > 0 {
			return
		}
		for u := range m.free(dv.Date, nil) {
			run := m.run(u)
			for _, to := range m.openings(&run, dv) {
				fix := model.Fix{Kind: model.FixPlace, Carer: u.carer, Start: m.h.Calendar.Local(to, dv.Date), Into: u.shift.ID}
				if !yield(change{fix, func() *model.Rota { return m.withOpened(u, m.newStop(dv.Date, dv, to)) }}) {
					return
				}
			}
		}
	}
}
