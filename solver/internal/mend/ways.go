package mend

import (
	"cmp"
	"iter"
	"math"
	"slices"

	"github.com/milltir/milltir/model"
)

// How far a start is moved at most, and how near two visits lie of which one is in the other's way.
const (
	mostMinutes = 180
	nearMinutes = 30
)

// away yields ticks minute by minute away from one, the earlier of two as near first, the one itself
// before all.
func (m *Mender) away(from int32, minutes int) iter.Seq[int32] {
	return func(yield func(int32) bool) {
		if !yield(from) {
			return
		}
		for d := 1; d <= minutes; d++ {
			if !yield(from-m.h.Calendar.Ticks(d)) || !yield(from+m.h.Calendar.Ticks(d)) {
				return
			}
		}
	}
}

// starts moves all who come to a visit to another start.
func (m *Mender) starts(v *model.Violation, dv *model.DatedVisit) iter.Seq[change] {
	return func(yield func(change) bool) {
		at := m.places(dv)
		if len(at) == 0 {
			return
		}
		start, _ := m.span(at[0])
		whole := start - start%m.h.Calendar.Ticks(1) // as it is written: nobody is told seconds
		for to := range m.away(whole, m.reach(v, dv, start)) {
			if m.outside(v, dv, to) {
				continue
			}
			fix := model.Fix{Kind: model.FixStart, Start: m.h.Calendar.Local(to, dv.Date)}
			if !yield(change{fix, func() *model.Rota { return m.moved(at, to) }}) {
				return
			}
		}
	}
}

// reach is how many minutes a start is moved at most: for a window as far as the nearest one.
func (m *Mender) reach(v *model.Violation, dv *model.DatedVisit, start int32) int {
	if v.Rule != model.RuleWindow || len(dv.Windows) == 0 {
		return mostMinutes
	}
	nearest := model.None
	for _, w := range dv.Windows {
		if d := max(w.Open-start, start-w.Close, 0); nearest == model.None || d < nearest {
			nearest = d
		}
	}
	return max(mostMinutes, int(nearest/m.h.Calendar.Ticks(1))+1)
}

// outside tells of a start that need not be judged: it lies in none of the visit's windows, where the
// law is that it should, and it does so now.
func (m *Mender) outside(v *model.Violation, dv *model.DatedVisit, start int32) bool {
	if !m.isLaw(model.RuleWindow) || m.h.Rules.Lateness.At != model.AtStart {
		return false
	}
	now := breach{rule: model.RuleWindow, visit: dv.ID, person: m.h.Problem.People[dv.Person].ID, date: dv.Date}
	if m.law[now] && breachOf(v) != now {
		return false
	}
	return !slices.ContainsFunc(dv.Windows, func(w model.DatedWindow) bool { return w.Open <= start && start <= w.Close })
}

// more is by how much a visit has to be longer or shorter for a violation of its pool, in the pool's steps.
func (m *Mender) more(v *model.Violation, dv *model.DatedVisit) int32 {
	step := int64(m.h.LengthStep(dv))
	each := step * int64(dv.Need)
	return int32(min((v.Amount+each-1)/each*step, math.MaxInt32/2))
}

// lengths gives all who come the length that the rule asks for, the nearest first.
func (m *Mender) lengths(v *model.Violation, dv *model.DatedVisit) iter.Seq[change] {
	return func(yield func(change) bool) {
		at := m.places(dv)
		if len(at) == 0 {
			return
		}
		start, end := m.span(at[0])
		want := []int32{dv.Length, dv.LengthMin, dv.LengthMax}
		switch v.Rule {
		case model.RuleShort:
			want = []int32{m.h.Calendar.Ticks(m.h.Rules.Short.Minutes)}
		case model.RuleShortened:
			want = []int32{dv.Length}
		}
		now := end - start
		switch v.Rule {
		case model.RulePool, model.RulePoolDay, model.RulePoolPace:
			want = append(want, max(dv.LengthMin, now-m.more(v, dv)))
		case model.RulePoolLapse, model.RulePoolBank, model.RulePoolLeast:
			want = append(want, min(dv.LengthMax, now+m.more(v, dv)))
		}
		slices.SortStableFunc(want, func(a, b int32) int { return cmp.Compare(max(a-now, now-a), max(b-now, now-b)) })
		for _, length := range slices.Compact(want) {
			fix := model.Fix{Kind: model.FixLength, Minutes: int(length / m.h.Calendar.Resolution())}
			if !yield(change{fix, func() *model.Rota { return m.lasting(at, length) }}) {
				return
			}
		}
	}
}

// others yields the runs of other carers on the date of a visit, none of whom comes to it.
func (m *Mender) others(date model.Date, at []place) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range m.rota.Runs {
			to := &m.rota.Runs[i]
			if to.Date != date || m.comes(to.Carer, at) {
				continue
			}
			if !yield(i) {
				return
			}
		}
	}
}

// carers gives one attendance to another carer of that day.
func (m *Mender) carers(v *model.Violation, dv *model.DatedVisit) iter.Seq[change] {
	return func(yield func(change) bool) {
		at := m.places(dv)
		for _, p := range at {
			from := &m.rota.Runs[p.run]
			if v.Carer != "" && from.Carer != v.Carer && v.Rule != model.RuleMainCarer {
				continue
			}
			for i := range m.others(from.Date, at) {
				fix := model.Fix{Kind: model.FixCarer, Carer: m.rota.Runs[i].Carer, For: from.Carer}
				if !yield(change{fix, func() *model.Rota { return m.given(p, i) }}) {
					return
				}
			}
		}
	}
}

// swaps has a carer exchange one attendance for one of another carer's at about that time: whoever
// comes has no room for more.
func (m *Mender) swaps(v *model.Violation, dv *model.DatedVisit) iter.Seq[change] {
	return func(yield func(change) bool) {
		at, near := m.places(dv), m.h.Calendar.Ticks(nearMinutes)
		for _, p := range at {
			from := &m.rota.Runs[p.run]
			if v.Carer != "" && from.Carer != v.Carer && v.Rule != model.RuleMainCarer {
				continue
			}
			start, end := m.span(p)
			for i := range m.others(from.Date, at) {
				to := &m.rota.Runs[i]
				for k := range to.Stops {
					q := place{i, k}
					if s, e := m.span(q); m.stop(q).Kind != model.StopVisit || s >= end+near || start >= e+near {
						continue
					}
					fix := model.Fix{Kind: model.FixSwap, Carer: to.Carer, For: from.Carer, Other: m.stop(q).Visit}
					if !yield(change{fix, func() *model.Rota { return m.swapped(p, q) }}) {
						return
					}
				}
			}
		}
	}
}

// hands gives a visit for one to whoever has room for it on its date, at a start that fits there; to
// the carer who comes now too, however far away that start is.
func (m *Mender) hands(_ *model.Violation, dv *model.DatedVisit) iter.Seq[change] {
	return func(yield func(change) bool) {
		at := m.places(dv)
		if len(at) != 1 {
			return
		}
		from := &m.rota.Runs[at[0].run]
		for i := range m.rota.Runs {
			run := &m.rota.Runs[i]
			if run.Date != from.Date || run.Shift == "" {
				continue
			}
			fix := model.Fix{Kind: model.FixCarer, Carer: run.Carer, For: from.Carer}
			if run.Carer == from.Carer {
				fix = model.Fix{Kind: model.FixStart}
			}
			for _, to := range m.openings(run, dv) {
				fix.Start = m.h.Calendar.Local(to, dv.Date)
				if !yield(change{fix, func() *model.Rota { return m.handed(at[0], i, to) }}) {
					return
				}
			}
		}
	}
}

// joins adds a carer of that day to a visit that lacks one.
func (m *Mender) joins(_ *model.Violation, dv *model.DatedVisit) iter.Seq[change] {
	return func(yield func(change) bool) {
		at := m.places(dv)
		if len(at) == 0 || m.carersAt(at) >= dv.Need {
			return
		}
		for i := range m.others(m.rota.Runs[at[0].run].Date, at) {
			fix := model.Fix{Kind: model.FixJoin, Carer: m.rota.Runs[i].Carer}
			if !yield(change{fix, func() *model.Rota { return m.added(i, *m.asCarer(at[0])) }}) {
				return
			}
		}
	}
}

// leaves takes one attendance of several out, or a shadow, without which nobody has less care; or a wish of a pool.
func (m *Mender) leaves(_ *model.Violation, dv *model.DatedVisit) iter.Seq[change] {
	return func(yield func(change) bool) {
		at := m.places(dv)
		for _, p := range at {
			if len(at) < 2 && m.stop(p).Role != model.RoleShadow && !(dv.Optional && dv.Pool >= 0) {
				continue
			}
			fix := model.Fix{Kind: model.FixLeave, For: m.rota.Runs[p.run].Carer}
			if !yield(change{fix, func() *model.Rota { return m.without(p) }}) {
				return
			}
		}
	}
}

// placings puts a visit for one that was left out into a run of its date: where a window opens, at the
// start that is liked best, and as soon as somebody can be there after each of their stops.
func (m *Mender) placings(_ *model.Violation, dv *model.DatedVisit) iter.Seq[change] {
	return func(yield func(change) bool) {
		if dv.Least != 1 || len(m.places(dv)) > 0 {
			return
		}
		for i := range m.rota.Runs {
			run := &m.rota.Runs[i]
			if run.Date != dv.Date || run.Shift == "" {
				continue
			}
			for _, to := range m.openings(run, dv) {
				fix := model.Fix{Kind: model.FixPlace, Carer: run.Carer, Start: m.h.Calendar.Local(to, dv.Date)}
				if !yield(change{fix, func() *model.Rota { return m.added(i, m.newStop(run.Date, dv, to)) }}) {
					return
				}
			}
		}
	}
}

// openings are the starts at which a visit is tried in a run, in order.
func (m *Mender) openings(run *model.Run, dv *model.DatedVisit) []int32 {
	minute := m.h.Calendar.Ticks(1)
	var out []int32
	for _, w := range dv.Windows {
		at := []int32{w.Open, m.h.Calendar.Tick(run.Date, run.Start)}
		if w.Preferred != model.None {
			at = append(at, w.Preferred)
		}
		for k := range run.Stops {
			at = append(at, m.arrival(run, &run.Stops[k], dv.Location))
		}
		for _, t := range at {
			if t = max(w.Open, t+minute-1-(t+minute-1)%minute); t <= w.Close {
				out = append(out, t)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// arrival is when somebody can be at a location who goes there from a stop.
func (m *Mender) arrival(run *model.Run, s *model.Stop, to int) int32 {
	_, end := m.h.Calendar.StopSpan(run.Date, s)
	c := m.h.Carer(run.Carer)
	_, from := m.h.Attends(c, s.Event)
	if dv := m.dated(s.Visit, cmp.Or(s.Date, run.Date)); dv != nil {
		from = dv.EndAt
	}
	if from < 0 || c < 0 {
		return end // a break is wherever its carer is: the judge knows
	}
	leg, _ := m.h.LegAt(m.h.Problem.Carers[c].Mode, from, to, end)
	return end + leg
}

// carersAt counts the different carers among stops, shadows left out.
func (m *Mender) carersAt(at []place) int {
	var ids []model.CarerID
	for _, p := range at {
		if m.stop(p).Role != model.RoleShadow {
			ids = append(ids, m.rota.Runs[p.run].Carer)
		}
	}
	slices.Sort(ids)
	return len(slices.Compact(ids))
}
