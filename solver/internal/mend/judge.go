package mend

import (
	"cmp"
	"slices"
	"strings"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
)

// breach is what a violation of law is about, however much of it there is. Somebody else's is another
// one.
type breach struct {
	rule   model.Code
	visit  model.VisitID
	person model.PersonID
	date   model.Date
	carer  model.CarerID
	of     string // which shift, half hour or request, of the rules that have several a day
}

func breachOf(v *model.Violation) breach {
	out := breach{v.Rule, v.Visit, v.Person, v.Date, v.Carer, ""}
	if ofPool(v.Rule) {
		out.of = v.Detail // an owner may have several
	}
	switch v.Rule {
	case model.RuleStaffing, model.RuleWanted, model.RuleReserve, model.RuleRequest, model.RuleNotice, model.RuleSuccession, model.RuleShiftSkill, model.RuleShiftsInRow, model.RuleTogether, model.RuleApart:
		out.of = strings.Join([]string{string(v.Shift), v.At.String(), v.Detail}, " ")
	case model.RuleYoung, model.RuleNightWork, model.RuleNightRun, model.RuleRestDebt, model.RuleSplitMost, model.RuleMaxHours, model.RuleUnderHours, model.RuleOverHours, model.RuleBlock:
		out.of = v.Detail
	case model.RulePoolWish:
		if v.Visit == "" {
			out.of = v.Detail // a person may draw on several
		}
	case model.RuleFreeze:
		out.of = string(v.Shift)
	case model.RuleShiftMost:
		out.of, out.date = string(v.Shift), 0 // the first date too many moves
	case model.RuleWeekends, model.RuleFairWeekend:
		out.date = 0
	}
	return out
}

// ofPool tells a rule about a pool's minutes.
func ofPool(rule model.Code) bool {
	switch rule {
	case model.RulePool, model.RulePoolDay, model.RulePoolLapse, model.RulePoolBank, model.RulePoolPace, model.RulePoolLeast, model.RulePoolShare:
		return true
	}
	return false
}

// wishOf is what a wish is about: whoever comes, where it is about a visit or a person.
func wishOf(v *model.Violation) breach {
	switch {
	case v.Rule == model.RuleWorstLate || v.Rule == model.RuleWorstIdle:
		return breach{rule: v.Rule} // whoever is the worst
	case v.Rule == model.RuleFairness:
		return breach{rule: v.Rule, of: v.Detail} // whoever bears the most
	case v.Rule == model.RuleIntroduction:
		return breach{rule: v.Rule, person: v.Person, carer: v.Carer} // wherever that carer comes first
	case v.Rule == model.RulePoolWish && v.Visit == "":
		return breachOf(v)
	case (v.Visit != "" || v.Person != "") && !ofPool(v.Rule):
		return breach{v.Rule, v.Visit, v.Person, v.Date, "", ""}
	}
	return breachOf(v)
}

// outcome is what a change comes to.
type outcome int

const (
	not    outcome = iota // the breach is still there, or law is worse
	worse                 // the wish is met, law and cover are no worse, and the rota is
	mended                // the breach is gone, or less where that counts
)

// judge has a changed rota judged.
func (s *hunt) judge(r *model.Rota) (model.Score, outcome) {
	v, err := check.Horizon(s.h, r)
	if err != nil || !s.lawful(v) {
		return model.Score{}, not
	}
	if s.v.Level == model.Law {
		return v.Score, mended
	}
	before, after := sum(s.was, wishOf(s.v)), sum(v, wishOf(s.v))
	gone := before.Less(s.v.Score).Compare(after) >= 0
	switch {
	case ofRule(v, s.v.Rule).Compare(ofRule(s.was, s.v.Rule)) >= 0:
		return v.Score, not // it is somebody else's now
	case !gone && !(s.plan.less && after.Compare(before) < 0):
		return v.Score, not
	case v.Score.Compare(s.was.Score) <= 0:
		return v.Score, mended
	case undone(v.Score, s.was.Score):
		return v.Score, not
	}
	return v.Score, worse
}

// lawful tells whether law is no worse than before: no more breaches and no more excess, and none
// that was not there. A breach of law that is to be mended has to be gone, and fewer left in all.
func (s *hunt) lawful(v *check.Verdict) bool {
	most, own := s.was.Score.Breaches, breach{}
	if s.v.Level == model.Law {
		most, own = most-1, breachOf(s.v)
	}
	if v.Score.Breaches > most || v.Score.Excess > s.was.Score.Excess {
		return false
	}
	for i := range v.Violations {
		if x := &v.Violations[i]; x.Level == model.Law {
			if b := breachOf(x); b == own || !s.law[b] {
				return false
			}
		}
	}
	return true
}

// sum adds up what is said of one thing.
func sum(v *check.Verdict, of breach) model.Score {
	var out model.Score
	for i := range v.Violations {
		if x := &v.Violations[i]; x.Rule == of.rule && wishOf(x) == of {
			out = out.Add(x.Score)
		}
	}
	return out
}

// ofRule adds up what a rule finds anywhere.
func ofRule(v *check.Verdict, rule model.Code) model.Score {
	var out model.Score
	for i := range v.Violations {
		if x := &v.Violations[i]; x.Rule == rule {
			out = out.Add(x.Score)
		}
	}
	return out
}

// undone tells whether more care is left out in a than in b.
func undone(a, b model.Score) bool {
	return model.Score{Cover: a.Cover}.Compare(model.Score{Cover: b.Cover}) > 0
}

// clash tells of a changed rota that need not be judged: where it is law to be in time and inside the
// shift, somebody is in two places at once, or past the shift, who was not before.
func (m *Mender) clash(r *model.Rota) bool {
	for i := range r.Runs {
		run := &r.Runs[i]
		if i < len(m.rota.Runs) && same(run, &m.rota.Runs[i]) {
			continue
		}
		if m.overlaps(run) || m.overruns(run) {
			return true
		}
	}
	return false
}

// same tells whether a run still has the stops that it had: a change copies those that it touches.
func same(a, b *model.Run) bool {
	return len(a.Stops) == len(b.Stops) && (len(a.Stops) == 0 || &a.Stops[0] == &b.Stops[0])
}

func (m *Mender) isLaw(rule model.Code) bool { return m.h.Problem.Objective.Level(rule) == model.Law }

// overlaps tells whether a stop of a run starts before the one before it ends, and of two visits
// before the way there is gone, which the judge would call a breach that is new.
func (m *Mender) overlaps(run *model.Run) bool {
	c := m.h.Carer(run.Carer)
	if !m.isLaw(model.RuleLeg) || c < 0 {
		return false
	}
	type stop struct {
		of         *model.Stop
		at         *model.DatedVisit // nil: not a visit
		start, end int32
	}
	stops := make([]stop, len(run.Stops))
	for k := range run.Stops {
		s := &run.Stops[k]
		from, to := m.h.Calendar.StopSpan(run.Date, s)
		stops[k] = stop{s, m.dated(s.Visit, cmp.Or(s.Date, run.Date)), from, to}
	}
	slices.SortStableFunc(stops, func(a, b stop) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end))
	})
	for k := 1; k < len(stops); k++ {
		a, b := stops[k-1], stops[k]
		if a.start == b.start && a.end == b.end {
			continue // either may come first
		}
		leg := int32(0)
		if a.at != nil && b.at != nil {
			leg, _ = m.h.LegAt(m.h.Problem.Carers[c].Mode, a.at.EndAt, b.at.Location, a.end)
		}
		if b.start < a.end+leg && !m.law[m.ofStop(model.RuleLeg, run, b.of)] {
			return true
		}
	}
	return false
}

// ofStop is the breach of a rule by a carer at a stop.
func (m *Mender) ofStop(rule model.Code, run *model.Run, s *model.Stop) breach {
	out := breach{rule: rule, visit: s.Visit, date: cmp.Or(s.Date, run.Date), carer: run.Carer}
	if dv := m.dated(s.Visit, out.date); dv != nil {
		out.person = m.h.Problem.People[dv.Person].ID
	}
	return out
}

// overruns tells whether a run lies outside its shift, which it did not.
func (m *Mender) overruns(run *model.Run) bool {
	if run.Shift == "" || !m.isLaw(model.RuleShift) || m.law[breach{rule: model.RuleShift, date: run.Date, carer: run.Carer}] {
		return false
	}
	from, to := m.h.Calendar.Tick(run.Date, run.Start), m.h.Calendar.Tick(run.Date, run.End)
	for k := range run.Stops {
		if start, end := m.h.Calendar.StopSpan(run.Date, &run.Stops[k]); start < from || end > to {
			return true
		}
	}
	return false
}
