package mend

import (
	"iter"
	"slices"

	"github.com/milltir/milltir/model"
)

// pairings puts a visit for two that was left out into two runs of its date. Of the starts at which both
// have room it tries the first, the middle one and the last: every pair at its first start before any at
// another, so that the bound leaves out times rather than people.
func (m *Mender) pairings(_ *model.Violation, dv *model.DatedVisit) iter.Seq[change] {
	return func(yield func(change) bool) {
		if dv.Least != 2 || len(m.places(dv)) > 0 {
			return
		}
		runs, rooms := m.rooms(dv)
		for nth := range 3 {
			for a := range runs {
				for b := range a {
					first, second := &m.rota.Runs[runs[b]], &m.rota.Runs[runs[a]]
					to, ok := oneOf(rooms[b], rooms[a], nth)
					if !ok || first.Carer == second.Carer {
						continue
					}
					fix := model.Fix{Kind: model.FixPlace, Carer: first.Carer, With: second.Carer, Start: m.h.Calendar.Local(to, dv.Date)}
					if !yield(change{fix, func() *model.Rota {
						r := m.added(runs[b], m.newStop(dv.Date, dv, to))
						r.Runs[runs[a]].Stops = append(slices.Clone(second.Stops), m.newStop(dv.Date, dv, to))
						return r
					}}) {
						return
					}
				}
			}
		}
	}
}

// opensPair puts a visit for two that was left out into a run and a shift that nobody works yet, at the
// starts that [Mender.pairings] would.
func (m *Mender) opensPair(_ *model.Violation, dv *model.DatedVisit) iter.Seq[change] {
	return func(yield func(change) bool) {
		if dv.Least != 2 || len(m.places(dv)) > 0 {
			return
		}
		runs, rooms := m.rooms(dv)
		for nth := range 3 {
			for u := range m.free(dv.Date, nil) {
				inside := func(t int32) bool { return u.shift.Start <= t && t+dv.Length <= u.shift.End }
				for a := range runs {
					run := &m.rota.Runs[runs[a]]
					to, ok := oneOf(rooms[a], slices.DeleteFunc(slices.Clone(rooms[a]), func(t int32) bool { return !inside(t) }), nth)
					if !ok || run.Carer == u.carer {
						continue
					}
					fix := model.Fix{Kind: model.FixPlace, Carer: u.carer, With: run.Carer, Start: m.h.Calendar.Local(to, dv.Date), Into: u.shift.ID}
					if !yield(change{fix, func() *model.Rota {
						r := m.added(runs[a], m.newStop(dv.Date, dv, to))
						m.opened(r, u, m.newStop(dv.Date, dv, to))
						return r
					}}) {
						return
					}
				}
			}
		}
	}
}

// rooms gives the runs of a visit's date with the starts at which each has room for it, in order: of
// those that are tried in any of them, so that two can meet.
func (m *Mender) rooms(dv *model.DatedVisit) (runs []int, rooms [][]int32) {
	var starts []int32
	for i := range m.rota.Runs {
		if run := &m.rota.Runs[i]; run.Date == dv.Date && run.Shift != "" {
			runs = append(runs, i)
			starts = append(starts, m.openings(run, dv)...)
		}
	}
	slices.Sort(starts)
	starts = slices.Compact(starts)
	for _, i := range runs {
		var room []int32
		for _, to := range starts {
			run := m.rota.Runs[i]
			run.Stops = append(slices.Clone(run.Stops), m.newStop(run.Date, dv, to))
			if !m.overlaps(&run) && !m.overruns(&run) {
				room = append(room, to)
			}
		}
		rooms = append(rooms, room)
	}
	return runs, rooms
}

// oneOf gives the first, the middle one or the last of what two lists in order have in common, each
// once.
func oneOf(a, b []int32, nth int) (int32, bool) {
	var both []int32
	for _, x := range a {
		if _, is := slices.BinarySearch(b, x); is {
			both = append(both, x)
		}
	}
	if len(both) <= nth {
		return 0, false
	}
	return both[[]int{0, len(both) / 2, len(both) - 1}[nth]], true
}
