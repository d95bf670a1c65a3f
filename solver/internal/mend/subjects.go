package mend

import (
	"cmp"
	"slices"

	"github.com/milltir/milltir/model"
)

// place is a stop of a rota.
type place struct{ run, stop int }

// dated finds a visit on a date, nil if it has none there.
func (m *Mender) dated(id model.VisitID, date model.Date) *model.DatedVisit {
	if n, ok := m.index[key{id, date}]; ok {
		return &m.h.Visits[n]
	}
	return nil
}

// places finds the stops at a visit, in the order of the runs.
func (m *Mender) places(dv *model.DatedVisit) []place {
	var out []place
	for i := range m.rota.Runs {
		run := &m.rota.Runs[i]
		for k := range run.Stops {
			if s := &run.Stops[k]; s.Kind == model.StopVisit && s.Visit == dv.ID && cmp.Or(s.Date, run.Date) == dv.Date {
				out = append(out, place{i, k})
			}
		}
	}
	return out
}

func (m *Mender) stop(p place) *model.Stop { return &m.rota.Runs[p.run].Stops[p.stop] }

// visits lists the visits whose change could mend a violation, the likeliest first.
func (m *Mender) visits(v *model.Violation) []*model.DatedVisit {
	switch v.Rule {
	case model.RuleShift, model.RuleLoad, model.RuleTravel, model.RuleWait:
		if v.Visit == "" {
			return m.ofRuns(m.runs(v), v.Rule == model.RuleShift)
		}
	case model.RulePoolCut:
		return m.ofRuns(m.runs(v), false)
	case model.RuleHours48, model.RuleMaxHours, model.RuleOverHours, model.RuleBank:
		if m.h.Rules.Paid == model.BySpan {
			return m.ofRuns(m.runs(v), true)
		}
		return nil // a shift is paid whole
	case model.RuleSameTime, model.RuleSlot:
		return m.ofWeeks(v, 7)
	case model.RuleCarer, model.RuleExtraCarer, model.RuleAgencyShare, model.RuleMainCarer:
		return m.ofWeeks(v, 7)
	case model.RuleExtraCarer14:
		return m.ofWeeks(v, 14)
	case model.RuleExtraCarer28:
		return m.ofWeeks(v, 28)
	case model.RuleCover, model.RuleOptional, model.RulePoolWish:
		return m.leftOut(v)
	case model.RulePool, model.RulePoolDay, model.RulePoolPace, model.RulePoolLapse, model.RulePoolBank, model.RulePoolLeast, model.RulePoolShare:
		return m.ofPool(v)
	case model.RuleStaffing, model.RuleReserve:
		return m.busyAt(v)
	}
	return m.ownVisits(v)
}

// weekly tells a violation whose date is the Monday of its week, or of which there are several dates.
func (m *Mender) weekly(v *model.Violation) bool {
	switch v.Rule {
	case model.RuleYoung:
		return v.Detail == "week"
	case model.RuleNightWork:
		return v.Detail == "average"
	case model.RuleSplitMost:
		return v.Detail == "week"
	case model.RuleWeeklyRest, model.RuleHours48, model.RuleMaxHours, model.RuleOverHours, model.RuleUnderHours, model.RuleCarer, model.RuleExtraCarer,
		model.RuleExtraCarer14, model.RuleExtraCarer28, model.RuleAgencyShare, model.RuleMainCarer, model.RuleSlot, model.RuleSameTime,
		model.RulePlanHours, model.RuleWeekends, model.RuleFairWeekend, model.RuleFairness, model.RuleRestOwed, model.RuleShiftMost, model.RuleBlock,
		model.RulePool, model.RulePoolLapse, model.RulePoolBank, model.RulePoolPace, model.RulePoolShare: // some of the whole rota
		return true
	case model.RuleCover, model.RuleOptional, model.RulePoolWish:
		return slices.ContainsFunc(m.leftOut(v), func(dv *model.DatedVisit) bool { return dv.Patterned || dv.Draw })
	}
	return false
}

// ofRuns lists the visits of runs, with ends only the last and the first of each.
func (m *Mender) ofRuns(runs []int, ends bool) []*model.DatedVisit {
	var out []*model.DatedVisit
	for _, r := range runs {
		run := &m.rota.Runs[r]
		stops := make([]*model.Stop, 0, len(run.Stops))
		for k := range run.Stops {
			if run.Stops[k].Kind == model.StopVisit {
				stops = append(stops, &run.Stops[k])
			}
		}
		slices.SortStableFunc(stops, func(a, b *model.Stop) int { return cmp.Compare(b.Start.Minutes(), a.Start.Minutes()) })
		if ends && len(stops) > 2 {
			stops = []*model.Stop{stops[0], stops[len(stops)-1]}
		}
		for _, s := range stops {
			if dv := m.dated(s.Visit, cmp.Or(s.Date, run.Date)); dv != nil && !slices.Contains(out, dv) {
				out = append(out, dv)
			}
		}
	}
	return out
}

// ofWeeks lists the visits of a person, or of one row, in so many days to the end of the violation's
// week; first those whose carers come least often.
func (m *Mender) ofWeeks(v *model.Violation, days int) []*model.DatedVisit {
	end := v.Date.Add(7)
	came := make(map[model.CarerID]int)
	rarest := make(map[*model.DatedVisit]int)
	var out []*model.DatedVisit
	each := func(f func(dv *model.DatedVisit, at []place)) {
		for n := range m.h.Visits {
			dv := &m.h.Visits[n]
			if dv.Date >= end || dv.Date < end.Add(-days) || m.h.Problem.People[dv.Person].ID != v.Person || v.Visit != "" && dv.ID != v.Visit {
				continue
			}
			f(dv, m.places(dv))
		}
	}
	each(func(_ *model.DatedVisit, at []place) {
		for _, p := range at {
			came[m.rota.Runs[p.run].Carer]++
		}
	})
	each(func(dv *model.DatedVisit, at []place) {
		if len(at) == 0 {
			return
		}
		rarest[dv] = len(m.h.Visits)
		for _, p := range at {
			rarest[dv] = min(rarest[dv], came[m.rota.Runs[p.run].Carer])
		}
		out = append(out, dv)
	})
	slices.SortStableFunc(out, func(a, b *model.DatedVisit) int { return cmp.Compare(rarest[a], rarest[b]) })
	return out
}

// leftOut is the visit that a violation of cover names; of one that may be moved, each of its days in
// that week.
func (m *Mender) leftOut(v *model.Violation) []*model.DatedVisit {
	if v.Rule == model.RulePoolWish && v.Visit == "" {
		return m.proposed(v)
	}
	var out []*model.DatedVisit
	for n := range m.h.Visits {
		dv := &m.h.Visits[n]
		if dv.ID == v.Visit && (dv.Date == v.Date || dv.Patterned && dv.Date >= v.Date && dv.Date < v.Date.Add(7)) {
			out = append(out, dv)
		}
	}
	return out
}

// proposed lists the draws that a violation's pool proposes to its person in its week.
func (m *Mender) proposed(v *model.Violation) []*model.DatedVisit {
	var out []*model.DatedVisit
	for n := range m.h.Visits {
		dv := &m.h.Visits[n]
		if dv.Draw && string(m.h.Problem.Pools[dv.Pool].ID) == v.Detail && m.h.Problem.People[dv.Person].ID == v.Person && v.Date <= dv.Date && dv.Date < v.Date.Add(7) {
			out = append(out, dv)
		}
	}
	return out
}

// ofPool lists the visits that draw on a violation's pool in its time, those in the rota first.
func (m *Mender) ofPool(v *model.Violation) []*model.DatedVisit {
	first, last := v.Date, v.Date
	pool := slices.IndexFunc(m.h.Problem.Pools, func(x model.Pool) bool { return string(x.ID) == v.Detail })
	if pool < 0 {
		return nil
	}
	switch x := &m.h.Problem.Pools[pool]; v.Rule {
	case model.RulePoolPace:
		last = first.Add(6)
	case model.RulePoolShare:
		first, last = m.h.Calendar.Start(), m.h.Calendar.Start().Add(7*m.h.Weeks-1)
	case model.RulePool, model.RulePoolLapse, model.RulePoolBank:
		_, last = x.PeriodSpan(x.Period(v.Date))
	}
	var out []*model.DatedVisit
	for n := range m.h.Visits {
		if dv := &m.h.Visits[n]; dv.Pool == pool && first <= dv.Date && dv.Date <= last {
			out = append(out, dv)
		}
	}
	slices.SortStableFunc(out, func(a, b *model.DatedVisit) int {
		return cmp.Compare(min(1, len(m.places(b))), min(1, len(m.places(a))))
	})
	return out
}

// ownVisits is the visit that a violation names; after it the other one of two: of that date, or the last
// before it.
func (m *Mender) ownVisits(v *model.Violation) []*model.DatedVisit {
	var out []*model.DatedVisit
	if dv := m.dated(v.Visit, v.Date); dv != nil {
		out = append(out, dv)
	}
	switch v.Rule {
	case model.RuleLeg, model.RuleGap, model.RuleOrder, model.RuleTied, model.RuleSameCarer, model.RuleOtherCarer:
		var other *model.DatedVisit
		for n := range m.h.Visits {
			if dv := &m.h.Visits[n]; dv.ID == model.VisitID(v.Detail) && dv.Date <= v.Date && len(m.places(dv)) > 0 {
				other = dv // they are in order of date
			}
		}
		if other != nil {
			out = append(out, other)
		}
	}
	return out
}

// runs lists the runs that a violation is about: of a week all in it, the last first.
func (m *Mender) runs(v *model.Violation) []int {
	if out, is := m.ofRoster(v); is {
		return out
	}
	from, to := v.Date, v.Date
	own := func(run *model.Run) bool { return run.Carer == v.Carer }
	switch v.Rule {
	case model.RuleHours48, model.RuleMaxHours, model.RuleOverHours, model.RuleUnderHours:
		switch to = v.Date.Add(6); v.Detail {
		case "average":
			from = v.Date.Add(-7 * (m.h.Rules.Hours48.Weeks - 1))
		case model.FourWeeks:
			to = v.Date.Add(7*model.PeriodWeeks - 1)
		}
	case model.RuleNightWork:
		if to = v.Date.Add(1); v.Detail == "average" {
			from, to = v.Date.Add(-7*(m.h.Rules.Night.Weeks-1)), v.Date.Add(6)
		}
	case model.RuleBreak:
		if v.Detail == "between" {
			to = v.Date.Add(1) // a night may go on from an evening
		}
	case model.RuleYoung:
		if v.Detail == "week" {
			to = v.Date.Add(6)
		}
	case model.RuleRest:
		if v.Detail != "day" {
			from = m.workedBefore(v)
		}
	}
	if v.Rule == model.RuleUnderHours {
		own = func(*model.Run) bool { return true } // whose visits could be taken over
	}
	var out []int
	for i := range m.rota.Runs {
		run := &m.rota.Runs[i]
		if v.Carer != "" && own(run) && (run.Date == from || run.Date == to || from != to && v.Rule != model.RuleRest && run.Date > from && run.Date < to) {
			out = append(out, i)
		}
	}
	slices.SortStableFunc(out, func(a, b int) int {
		x, y := &m.rota.Runs[a], &m.rota.Runs[b]
		return cmp.Or(cmp.Compare(y.Date, x.Date), cmp.Compare(y.Start.Minutes(), x.Start.Minutes()))
	})
	return out
}

// workedBefore is the last date before a violation's on which its carer works.
func (m *Mender) workedBefore(v *model.Violation) model.Date {
	last := v.Date
	for i := range m.rota.Runs {
		run := &m.rota.Runs[i]
		if run.Carer == v.Carer && run.Shift != "" && run.Date < v.Date && (last == v.Date || run.Date > last) {
			last = run.Date
		}
	}
	return last
}
