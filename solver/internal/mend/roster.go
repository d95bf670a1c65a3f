package mend

import (
	"cmp"
	"iter"
	"slices"

	"github.com/milltir/milltir/model"
)

// What mends the rules about carers' days and about how many are there: a shift more, the same shift by
// somebody else, two shifts exchanged.

// dayWay is one way to change the rota that starts from no visit and no run.
type dayWay struct {
	changes func(m *Mender, v *model.Violation) iter.Seq[change]
}

// ofRoster lists the runs that a violation of these rules is about; false for another rule.
func (m *Mender) ofRoster(v *model.Violation) ([]int, bool) {
	own := func(r *model.Run) bool { return r.Carer == v.Carer }
	var is func(r *model.Run) bool
	switch v.Rule {
	case model.RuleWeeklyRest:
		days := 7
		if m.h.Rules.WeeklyRest.Form == model.ByFortnight {
			days = 14
		}
		is = func(r *model.Run) bool { return own(r) && r.Date >= v.Date.Add(-1) && r.Date <= v.Date.Add(days) }
	case model.RuleSplitMost:
		last := v.Date
		if v.Detail == "week" {
			last = v.Date.Add(6)
		}
		is = func(r *model.Run) bool { return own(r) && r.Date >= v.Date && r.Date <= last }
	case model.RuleLateEarly:
		before := m.workedBefore(v)
		is = func(r *model.Run) bool { return own(r) && (r.Date == v.Date || r.Date == before) }
	case model.RuleRestDebt, model.RuleNightRun: // what made it, and what keeps it from being had
		from, to := v.Date.Add(-7), v.Date.Add(m.h.Rules.RestDebt.Days)
		is = func(r *model.Run) bool { return own(r) && r.Date >= from && r.Date <= to }
	case model.RuleSpan, model.RuleSplit, model.RuleLongDay:
		is = func(r *model.Run) bool { return own(r) && r.Date == v.Date }
	case model.RuleDaysInRow, model.RuleSixthDay, model.RuleShortStint:
		first, last := m.stretch(v.Carer, max(v.Date, m.h.Calendar.Start()))
		is = func(r *model.Run) bool { return own(r) && r.Date >= first && r.Date <= last }
	case model.RuleDaysOff:
		is = func(r *model.Run) bool {
			if v.Amount > v.Limit {
				return !own(r) && m.near(v, r.Date) // what others work there
			}
			return own(r) && (r.Date == v.Date.Add(-1) || r.Date == v.Date.Add(int(v.Amount)))
		}
	case model.RuleBlock: // whoever works in its four weeks
		p := m.h.Problem
		is = func(r *model.Run) bool { return p.BlockIndex(r.Date) == p.BlockIndex(v.Date) }
	case model.RuleFairness, model.RuleRestOwed:
		is = own
	case model.RuleWeekends, model.RuleFairWeekend:
		is = func(r *model.Run) bool { return own(r) && r.Date.Weekday() >= 5 }
	case model.RuleParity:
		is = func(r *model.Run) bool { return own(r) && r.Date == v.Date }
	case model.RuleSuccession:
		is = func(r *model.Run) bool {
			return own(r) && (r.Date == v.Date && r.Shift == v.Shift || r.Date == v.Date.Add(-1) && string(r.Shift) == v.Detail)
		}
	case model.RuleShiftSkill:
		is = func(r *model.Run) bool { return own(r) && r.Date == v.Date && r.Shift == v.Shift }
	case model.RuleShiftsInRow:
		is = func(r *model.Run) bool { return m.near(v, r.Date) }
	case model.RuleWholeWeekends:
		is = func(r *model.Run) bool { return own(r) == (r.Date == v.Date) && m.near(v, r.Date) }
	case model.RuleShiftMost:
		is = func(r *model.Run) bool { return own(r) && r.Shift == v.Shift }
	case model.RulePlanHours:
		is = func(r *model.Run) bool { return own(r) == (v.Amount > v.Limit) } // who has too little may take another's
	case model.RuleStaffing, model.RuleWanted:
		is = m.ofNeed(v)
	case model.RuleRequest, model.RuleNotice, model.RuleFreeze:
		is = m.ofRequest(v)
	case model.RuleTogether, model.RuleApart:
		is = m.ofColleagues(v)
	case model.RuleMeeting:
		is = func(r *model.Run) bool { return own(r) && r.Date == v.Date }
	default:
		return nil, false
	}
	var out []int
	for i := range m.rota.Runs {
		if r := &m.rota.Runs[i]; m.shiftOf(r) != nil && is(r) {
			out = append(out, i)
		}
	}
	slices.SortStableFunc(out, func(a, b int) int {
		x, y := &m.rota.Runs[a], &m.rota.Runs[b]
		return cmp.Or(cmp.Compare(y.Date, x.Date), cmp.Compare(y.Start.Minutes(), x.Start.Minutes()))
	})
	return out, true
}

// near tells the dates of the stretch that a violation is about, and those about it.
func (m *Mender) near(v *model.Violation, date model.Date) bool {
	n := int(v.Amount)
	return date >= v.Date.Add(-n-1) && date <= v.Date.Add(n+1)
}

// ofNeed tells the runs with whom a need for cover could be met better: those who are there where too
// many are, else those who are not, because of a skill or a place.
func (m *Mender) ofNeed(v *model.Violation) func(r *model.Run) bool {
	needs := m.needs(v)
	return func(r *model.Run) bool {
		near := r.Date == v.Date || v.Shift == "" && r.Date == v.Date.Add(-1)
		return near && m.meets(needs, m.shiftOf(r), r.Carer) == (v.Amount > v.Limit)
	}
}

// ofRequest tells the runs that somebody asked not to have, or could have instead of another.
func (m *Mender) ofRequest(v *model.Violation) func(r *model.Run) bool {
	if v.Rule == model.RuleFreeze && v.Visit != "" {
		return func(*model.Run) bool { return false } // a visit: no matter of shifts
	}
	if v.Detail == model.WantOn {
		return func(r *model.Run) bool { return r.Date == v.Date && (r.Carer != v.Carer || v.Shift != "") }
	}
	return func(r *model.Run) bool {
		return r.Date == v.Date && r.Carer == v.Carer && (v.Shift == "" || r.Shift == v.Shift)
	}
}

// asks tells whether a violation is about a shift that a carer should work, or should not: as they asked, or
// as it was published.
func asks(v *model.Violation) bool {
	return v.Rule == model.RuleRequest || v.Rule == model.RuleNotice || v.Rule == model.RuleFreeze
}

// ofColleagues tells the runs of a violation about two colleagues: the one that it names and, of two who
// are kept apart, those of the other in that time.
func (m *Mender) ofColleagues(v *model.Violation) func(r *model.Run) bool {
	return func(r *model.Run) bool {
		if r.Carer == v.Carer {
			return r.Date == v.Date && r.Shift == v.Shift
		}
		return v.Rule == model.RuleApart && whose(v, r.Carer) && m.beside(v, m.shiftOf(r))
	}
}

// whose tells whether a violation is about a carer: of two who are kept apart, about both.
func whose(v *model.Violation, carer model.CarerID) bool {
	return carer == v.Carer || v.Rule == model.RuleApart && string(carer) == v.Detail
}

// beside tells whether a shift lasts while the one of a violation about two colleagues does.
func (m *Mender) beside(v *model.Violation, ds *model.DatedShift) bool {
	for i := range m.rota.Runs {
		r := &m.rota.Runs[i]
		if r.Carer == v.Carer && r.Date == v.Date && r.Shift == v.Shift {
			own := m.shiftOf(r)
			return own != nil && ds.Start < own.End && own.Start < ds.End
		}
	}
	return false
}

// needs lists the needs for cover that a violation may be about: two that differ in their skill only look
// the same in it.
func (m *Mender) needs(v *model.Violation) []*model.DatedCover {
	var out []*model.DatedCover
	for i := range m.h.Cover {
		c := &m.h.Cover[i]
		if c.Date == v.Date && c.Shift == v.Shift && c.Where == v.Detail && (c.Shift != "" || m.h.Calendar.Local(c.Start, c.Date) == v.At) {
			out = append(out, c)
		}
	}
	return out
}

// meets tells whether a carer in a shift counts towards one of some needs.
func (m *Mender) meets(needs []*model.DatedCover, ds *model.DatedShift, carer model.CarerID) bool {
	return slices.ContainsFunc(needs, func(c *model.DatedCover) bool { return c.Counts(m.h, ds, m.h.Carer(carer)) })
}

// works has somebody work a shift more that could do: the carer of the violation on the dates that it is
// about, or anybody who counts towards a need for cover.
func (m *Mender) works(v *model.Violation) iter.Seq[change] {
	return func(yield func(change) bool) {
		for _, date := range m.workable(v) {
			for _, u := range m.unworked[date] {
				if !m.helps(v, u) {
					continue
				}
				fix := model.Fix{Kind: model.FixWork, Carer: u.carer, Into: u.shift.ID}
				if date != v.Date || m.weekly(v) {
					fix.Date = date
				}
				if !yield(change{fix, func() *model.Rota { return m.worksFor(v, u) }}) {
					return
				}
			}
		}
	}
}

// worksFor is the rota with one run more, in which a meeting that the violation misses is held too.
func (m *Mender) worksFor(v *model.Violation, u unworked) *model.Rota {
	r := m.worksToo(u)
	if v.Rule != model.RuleMeeting {
		return r
	}
	run := &r.Runs[len(r.Runs)-1]
	start, end := m.meeting(v)
	s := model.Stop{Kind: model.StopEvent, Event: model.EventID(v.Detail)}
	m.at(&s, run.Date, start, end)
	run.Stops = append(run.Stops, s)
	return r
}

// meeting is when the meeting of a violation is held.
func (m *Mender) meeting(v *model.Violation) (start, end int32) {
	start = m.h.Calendar.Tick(v.Date, v.At)
	if e, _ := m.h.Attends(m.h.Carer(v.Carer), model.EventID(v.Detail)); e >= 0 {
		return start, start + m.h.Calendar.Ticks(m.h.Problem.Events[e].Length)
	}
	return start, start
}

// workable lists the dates on which one shift more could mend a violation.
func (m *Mender) workable(v *model.Violation) []model.Date {
	switch v.Rule {
	case model.RuleShortStint:
		first, last := m.stretch(v.Carer, max(v.Date, m.h.Calendar.Start()))
		if v.Date < m.h.Calendar.Start() && !m.worksOn(v.Carer, first) {
			return []model.Date{first} // it ended before the plan
		}
		return []model.Date{last.Add(1), first.Add(-1)}
	case model.RuleDaysOff:
		if v.Amount > v.Limit { // told of the first date too many
			return dates(v.Date.Add(-int(v.Amount)), 2*int(v.Amount))
		}
		return dates(v.Date, int(v.Amount))
	case model.RuleShiftsInRow:
		return dates(v.Date.Add(-1), int(v.Amount)+2)
	case model.RuleWholeWeekends:
		if v.Date.Weekday() == 5 {
			return []model.Date{v.Date.Add(1)}
		}
		return []model.Date{v.Date.Add(-1)}
	case model.RulePlanHours:
		if v.Amount < v.Limit {
			return dates(m.h.Calendar.Start(), 7*m.h.Weeks)
		}
		return nil
	case model.RuleStaffing, model.RuleWanted:
		switch {
		case v.Amount > v.Limit:
			return nil
		case v.Shift == "": // last night's may go on
			return []model.Date{v.Date, v.Date.Add(-1)}
		}
		return []model.Date{v.Date}
	case model.RuleRequest, model.RuleNotice, model.RuleFreeze:
		if v.Detail == model.WantOn && v.Visit == "" {
			return []model.Date{v.Date}
		}
	case model.RuleTogether:
		return []model.Date{v.Date, v.Date.Add(-1), v.Date.Add(1)}
	case model.RuleMeeting:
		if v.At != 0 { // it is held
			return []model.Date{v.Date}
		}
	}
	return nil
}

func dates(from model.Date, n int) []model.Date {
	out := make([]model.Date, n)
	for i := range out {
		out[i] = from.Add(i)
	}
	return out
}

// helps tells whether a carer in a shift could be what a violation lacks.
func (m *Mender) helps(v *model.Violation, u unworked) bool {
	if v.Rule == model.RuleStaffing || v.Rule == model.RuleWanted {
		return m.meets(m.needs(v), u.shift, u.carer)
	}
	if v.Rule == model.RuleMeeting {
		start, end := m.meeting(v)
		return u.carer == v.Carer && u.shift.Start <= start && end <= u.shift.End
	}
	if v.Rule == model.RuleTogether {
		return string(u.carer) == v.Detail && m.beside(v, u.shift)
	}
	return u.carer == v.Carer && (!asks(v) || v.Shift == "" || u.shift.ID == v.Shift)
}

// sheds gives up the shift of a run as [Mender.shifts] does, where that is of use: to whom has too little
// or asked for it, and for a need for cover into a shift that counts.
func (m *Mender) sheds(v *model.Violation, run int) iter.Seq[change] {
	return func(yield func(change) bool) {
		need := v.Rule == model.RuleStaffing || v.Rule == model.RuleWanted
		for c := range m.shifts(v, run) {
			others := v.Carer != "" && !whose(v, m.rota.Runs[run].Carer) && c.fix.Carer != v.Carer
			if others || need && v.Amount < v.Limit && !m.fills(v, &c.fix, m.rota.Runs[run].Date) {
				continue
			}
			if !yield(c) {
				return
			}
		}
	}
}

// fills tells whether a fix has somebody in a shift that counts towards a need for cover.
func (m *Mender) fills(v *model.Violation, f *model.Fix, date model.Date) bool {
	for s := range m.h.Shifts {
		if ds := &m.h.Shifts[s]; f.Into != "" && ds.ID == f.Into && ds.Date == date && m.meets(m.needs(v), ds, f.Carer) {
			return true
		}
	}
	return false
}

// passes has somebody else work instead of the run's carer, in a shift like it: the same one if it is
// anybody's, else one of their own at those times. A shift with visits is given up with them: that is
// what [Mender.shifts] does.
func (m *Mender) passes(v *model.Violation, run int) iter.Seq[change] {
	return func(yield func(change) bool) {
		r := &m.rota.Runs[run]
		ds := m.shiftOf(r)
		if ds == nil || !m.open(run) || visited(r) {
			return
		}
		for c := range m.h.Problem.Carers {
			id := m.h.Problem.Carers[c].ID
			into := m.like(ds, id, run, run)
			if into == nil || !m.takesOver(v, r, into, id) {
				continue
			}
			fix := model.Fix{Kind: model.FixPass, Carer: id, For: r.Carer, Shift: r.Shift, Into: into.ID}
			if !yield(change{fix, func() *model.Rota { return m.passed(run, id, into) }}) {
				return
			}
		}
	}
}

// switches has the carer of a run without visits work another shift of that day instead.
func (m *Mender) switches(v *model.Violation, run int) iter.Seq[change] {
	return func(yield func(change) bool) {
		r := &m.rota.Runs[run]
		from := m.shiftOf(r)
		if from == nil || !m.open(run) || visited(r) || v.Carer != "" && !whose(v, r.Carer) {
			return
		}
		for s := range m.h.Shifts {
			ds := &m.h.Shifts[s]
			if ds == from || ds.Date != r.Date || ds.Carer >= 0 && ds.Carer != m.h.Carer(r.Carer) || m.worked(ds, run) && !m.shared(ds) || m.busy(ds, r.Carer, run, run) {
				continue
			}
			if !m.suits(v, ds, r.Carer) {
				continue
			}
			fix := model.Fix{Kind: model.FixPass, Carer: r.Carer, For: r.Carer, Shift: r.Shift, Into: ds.ID}
			if !yield(change{fix, func() *model.Rota { return m.passed(run, r.Carer, ds) }}) {
				return
			}
		}
	}
}

// takesOver tells whether it can be of use that somebody works instead of a run's carer.
func (m *Mender) takesOver(v *model.Violation, r *model.Run, ds *model.DatedShift, id model.CarerID) bool {
	switch {
	case id == r.Carer:
		return false
	case v.Rule == model.RuleStaffing || v.Rule == model.RuleWanted:
		return m.suits(v, ds, id)
	case !whose(v, r.Carer):
		return id == v.Carer // who has too little, or asked for it
	}
	return !asks(v) || v.Detail != model.WantOn
}

// suits tells whether it can be of use that a carer works a shift instead of another one.
func (m *Mender) suits(v *model.Violation, ds *model.DatedShift, carer model.CarerID) bool {
	switch v.Rule {
	case model.RuleStaffing, model.RuleWanted:
		return m.meets(m.needs(v), ds, carer) != (v.Amount > v.Limit)
	case model.RuleRequest, model.RuleNotice, model.RuleFreeze:
		return v.Shift != "" && (ds.ID == v.Shift) == (v.Detail == model.WantOn)
	}
	return true
}

// like finds the shift that a carer could work at the times of one, where they are not busy with another
// run than two: the same if it is anybody's.
func (m *Mender) like(ds *model.DatedShift, carer model.CarerID, but, also int) *model.DatedShift {
	c := m.h.Carer(carer)
	switch {
	case m.busy(ds, carer, but, also):
		return nil
	case ds.Carer < 0:
		return ds
	}
	for s := range m.h.Shifts {
		x := &m.h.Shifts[s]
		free := x.Carer == c || x.Carer < 0 && (!m.worked(x, but) || m.shared(x))
		if free && x.Date == ds.Date && x.Start == ds.Start && x.End == ds.End && m.where(x, carer) == m.where(ds, m.h.Problem.Carers[ds.Carer].ID) {
			return x
		}
	}
	return nil
}

// busy tells whether a carer works another run than two at the time of a shift.
func (m *Mender) busy(ds *model.DatedShift, carer model.CarerID, but, also int) bool {
	for i := range m.rota.Runs {
		r := &m.rota.Runs[i]
		if x := m.shiftOf(r); i != but && i != also && x != nil && r.Carer == carer && x.Start < ds.End && ds.Start < x.End {
			return true
		}
	}
	return false
}

// where is the place or patch of a carer in a shift.
func (m *Mender) where(ds *model.DatedShift, carer model.CarerID) string {
	return cmp.Or(ds.Location, string(m.h.Problem.Carers[m.h.Carer(carer)].Patch))
}

// shared tells of a shift that any number may work at once.
func (m *Mender) shared(ds *model.DatedShift) bool { return m.h.Problem.Shifts[ds.Template].Shared }

// trades has the carer of a run exchange shifts with another of that day, each with all that is in it.
func (m *Mender) trades(v *model.Violation, run int) iter.Seq[change] {
	return func(yield func(change) bool) {
		a := &m.rota.Runs[run]
		from := m.shiftOf(a)
		if from == nil || !m.open(run) || attends(a) {
			return
		}
		for i := range m.rota.Runs {
			b := &m.rota.Runs[i]
			to := m.shiftOf(b)
			if to == nil || to == from || b.Date != a.Date || b.Carer == a.Carer || !m.open(i) || attends(b) {
				continue
			}
			if v.Carer != "" && !whose(v, a.Carer) && !whose(v, b.Carer) {
				continue
			}
			mine, theirs := m.like(to, a.Carer, run, i), m.like(from, b.Carer, run, i)
			if mine == nil || theirs == nil {
				continue
			}
			fix := model.Fix{Kind: model.FixTrade, Carer: b.Carer, For: a.Carer, Shift: a.Shift, Into: b.Shift}
			if !yield(change{fix, func() *model.Rota { return m.traded(run, i, mine, theirs) }}) {
				return
			}
		}
	}
}

// attends tells whether a run has an event, which is its carer's own.
func attends(r *model.Run) bool {
	return slices.ContainsFunc(r.Stops, func(s model.Stop) bool { return s.Kind == model.StopEvent })
}

// worksToo is the rota with one run more, without visits, with the break that it needs.
func (m *Mender) worksToo(u unworked) *model.Rota {
	r := m.copied()
	run := m.run(u)
	ds := m.own(u)
	if start, ok := m.restBeside(ds, run.Date, nil); ok {
		rest := model.Stop{Kind: model.StopBreak}
		m.at(&rest, run.Date, start, start+ds.Break)
		run.Stops = []model.Stop{rest}
	}
	r.Runs = append(r.Runs, run)
	return r
}

// passed is the rota with a run without visits in another carer's name.
func (m *Mender) passed(run int, carer model.CarerID, ds *model.DatedShift) *model.Rota {
	r := m.worksToo(unworked{carer, ds})
	r.Runs = slices.Delete(r.Runs, run, run+1)
	return r
}

// traded is the rota with two carers in each other's place.
func (m *Mender) traded(i, j int, mine, theirs *model.DatedShift) *model.Rota {
	r := m.copied()
	a, b := &m.rota.Runs[i], &m.rota.Runs[j]
	x, y := m.run(unworked{a.Carer, mine}), m.run(unworked{b.Carer, theirs})
	x.Stops, y.Stops = slices.Clone(b.Stops), slices.Clone(a.Stops)
	r.Runs[i], r.Runs[j] = x, y
	return r
}
