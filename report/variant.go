package report

import (
	"slices"
	"strings"

	"github.com/milltir/milltir/model"
)

// variant tells which of a rule's sentences fits a violation, with the values that only this
// sentence has. It follows what the judge writes into Detail and Unit, and falls back to the
// general sentence where they say nothing.
func (w words) variant(v model.Violation) (string, D) {
	timed := v.Unit == "tick" || v.Unit == "minute"
	switch v.Rule {
	case model.RuleWindow:
		return w.windowVariant(v)
	case model.RulePreferred:
		return w.preferredVariant(v)
	case model.RulePair:
		return w.pairVariant(v, timed)
	case model.RuleGap:
		return w.gapVariant(v)
	case model.RuleShift:
		if v.Detail == "overlap" {
			return "overlap", nil
		}
		if v.Visit != "" {
			return "none", nil
		}
	case model.RuleLeg:
		return w.legVariant(v)
	case model.RuleBreak:
		if v.Detail == "missing" || v.Detail == "edge" || v.Detail == "span" || v.Detail == "between" {
			return v.Detail, nil
		}
	case model.RuleTrainee:
		if v.Detail == "young" {
			return v.Detail, nil
		}
	case model.RuleTied:
		return w.tiedVariant(v, timed)
	case model.RuleCover, model.RuleOptional:
		if v.Visit == "" && v.Person != "" {
			return "package", nil
		}
		if v.Detail != "" {
			return "moved", nil
		}
	case model.RulePin:
		if timed {
			return "start", D{"Bound": v.Detail}
		}
	case model.RuleList:
		if v.Detail == "only" || (v.Detail == "" && w.onlyList(v)) {
			return "only", nil
		}
		if v.Detail == "provider" || v.Detail == "" && w.stranger(v) {
			return "provider", nil
		}
	case model.RuleLanguage, model.RulePreferLanguage, model.RuleGender, model.RulePreferGender, model.RuleDoor, model.RulePapers, model.RuleShort,
		model.RuleOrder, model.RuleSameCarer, model.RuleOtherCarer, model.RuleKeyHolder, model.RuleLift, model.RulePoolWish:
		return w.peopleVariant(v)
	case model.RuleSuccession, model.RuleDaysOff, model.RuleShiftSkill, model.RuleShiftsInRow, model.RuleShiftMost, model.RulePlanHours, model.RuleStaffing, model.RuleWanted, model.RuleReserve, model.RuleRequest,
		model.RuleTogether, model.RuleApart, model.RuleMeeting:
		return w.rosterVariant(v)
	case model.RuleRest, model.RuleHours48, model.RuleNightWork, model.RuleSplitMost, model.RuleYoung, model.RuleRestDebt, model.RuleNightRun, model.RuleMaxHours, model.RuleUnderHours, model.RuleOverHours:
		return w.hoursVariant(v)
	case model.RuleFairness:
		return w.fairVariant(v)
	case model.RuleBlock:
		return "", D{"Place": w.place(v.Detail)}
	case model.RuleBank:
		if v.Detail == model.Agency {
			return "agency", nil
		}
	case model.RuleAgencyShare:
		return "", D{"HasLimit": true} // of a few visits a share is none
	case model.RuleAvoid:
		if v.Detail == model.AvailPrefer && v.Shift != "" { // without, Detail is a shift of that name
			return v.Detail, nil
		}
	case model.RuleNotice, model.RuleFreeze:
		return w.publishedVariant(v)
	case model.RuleStability:
		if w.h.Carer(model.CarerID(v.Detail)) >= 0 {
			return "from", D{"Before": w.carer(model.CarerID(v.Detail))}
		}
	}
	return "", nil
}

// hoursVariant is variant for the rules about how long and when carers work.
func (w words) hoursVariant(v model.Violation) (string, D) {
	switch v.Rule {
	case model.RuleHours48:
		if most := int64(w.h.Calendar.Ticks(w.h.Rules.Hours48.Cap)); v.Detail == "average" && v.Limit >= most {
			return v.Detail, D{"Weeks": w.l.N("unit.week", int(v.Limit/most)), "Cap": w.amount(most, v.Unit), "Mean": w.amount((v.Limit+v.Amount)*most/v.Limit, v.Unit)}
		}
	case model.RuleNightWork:
		return w.nightVariant(v)
	case model.RuleSplitMost:
		if v.Detail == "day" || v.Detail == "week" {
			return v.Detail, D{"Times": w.l.N("unit.time", int(v.Amount)), "Most": w.l.N("unit.time", int(v.Limit))}
		}
	case model.RuleYoung:
		if v.Detail == "day" || v.Detail == "week" || v.Detail == "night" {
			return v.Detail, nil
		}
	case model.RuleRest:
		if v.Detail == "day" {
			return v.Detail, nil
		}
	case model.RuleNightRun:
		if v.Detail == "recovery" {
			return v.Detail, nil
		}
	case model.RuleRestDebt:
		if v.Detail == "week" || v.Detail == "before" {
			return v.Detail, nil
		}
	default:
		if v.Detail == model.FourWeeks {
			return model.FourWeeks, nil
		}
	}
	return "", nil
}

// legVariant: no way by the carer's means, back to the base or at all, or no bus any more.
func (w words) legVariant(v model.Violation) (string, D) {
	mode, back := strings.CutPrefix(v.Detail, model.FarBack)
	switch {
	case back:
		return "back", D{"Mode": w.l.word("mode", mode)}
	case v.Amount != 0:
		return "", nil
	case w.h.Timed(v.Detail):
		return "gone", nil
	}
	return "far", D{"Mode": w.l.word("mode", v.Detail)}
}

// onlyList tells a carer missing from an only list from one on a never list.
func (w words) onlyList(v model.Violation) bool {
	i, ok := w.h.PersonIndex[v.Person]
	if !ok {
		return false
	}
	x := &w.h.Problem.People[i]
	return len(x.Only) > 0 && !slices.Contains(x.Never, v.Carer) && !slices.Contains(x.Only, v.Carer)
}

// stranger tells a carer of another provider, who may not come at all, from one on a never list.
func (w words) stranger(v model.Violation) bool {
	p := w.h.Problem
	i, known := w.h.PersonIndex[v.Person]
	c := w.h.Carer(v.Carer)
	return known && c >= 0 && !p.MayServe(p.Carers[c].Patch, p.People[i].Patch) && !slices.Contains(p.People[i].Never, v.Carer)
}

// pairVariant: too few carers, too many, one twice, or not all at one time.
func (w words) pairVariant(v model.Violation, timed bool) (string, D) {
	t := w.template(v.Visit)
	need := 2
	if t != nil {
		need = t.Need()
	}
	d := D{"Need": w.l.N("unit.carer", need), "There": w.l.N("unit.carer", int(v.Amount))}
	switch {
	case timed && v.Amount > v.Limit:
		return "apart", d
	case timed:
		return "ends", d
	case v.Unit == "visit":
		return "twice", d
	case v.Unit == "carer" && v.Amount < int64(need):
		return "few", d
	case v.Unit == "carer" && v.Amount > int64(need):
		return "many", d
	}
	return "", d
}

// gapVariant: the visit follows the one before it too soon, or too late.
func (w words) gapVariant(v model.Violation) (string, D) {
	before := w.dated(model.VisitID(v.Detail), v.Date)
	if before == nil {
		return "", nil
	}
	d := D{"Before": w.kind(before.ID)}
	if before.MaxGap > 0 && v.Limit == int64(before.MaxGap) {
		return "far", d
	}
	return "near", d
}

// tiedVariant: one of two tied visits is left out, one carer is at both, or their starts do not
// fit.
func (w words) tiedVariant(v model.Violation, timed bool) (string, D) {
	dv, other := w.dated(v.Visit, v.Date), w.dated(model.VisitID(v.Detail), v.Date)
	if dv == nil || other == nil {
		return "", nil
	}
	d := D{"Before": w.kind(other.ID)}
	switch {
	case v.Unit == "visit":
		return "alone", d
	case v.Unit == "carer":
		return "same", d
	case !timed:
		return "", nil
	case dv.TiedMin == dv.TiedMax: // then the bound does not say on which side
		return "off", d
	case v.Limit == int64(dv.TiedMin):
		return "early", d
	}
	return "late", d
}

// windowVariant: a visit starts before or after its window, or ends past it or past its latest
// end.
func (w words) windowVariant(v model.Violation) (string, D) {
	dv := w.dated(v.Visit, v.Date)
	if dv == nil || len(dv.Windows) == 0 {
		return "", nil
	}
	start := w.h.Calendar.Tick(v.Date, v.At)
	near, off := nearest(dv.Windows, start)
	at := func(t int32) string { return w.h.Calendar.Local(t, dv.Date).String() }
	if rule := w.h.Rules.Lateness; rule.At != model.AtStart || rule.Against != model.Nearest {
		early := slices.ContainsFunc(dv.Windows, func(win model.DatedWindow) bool { return start < win.Open && v.Detail == at(win.Open) })
		switch {
		case early:
			return "early", D{"Bound": v.Detail}
		case dv.LatestEnd != model.None && v.Detail == at(dv.LatestEnd):
			return "end", D{"Bound": v.Detail}
		case rule.At == model.AtEnd:
			return "over", nil
		}
		return "late", D{"Bound": v.Detail}
	}
	if dv.LatestEnd != model.None && (off == 0 || (v.Detail == at(dv.LatestEnd) && v.Amount != int64(abs(off)))) {
		return "end", D{"Bound": at(dv.LatestEnd)}
	}
	switch {
	case off < 0:
		return "early", D{"Bound": at(near.Open)}
	case off > 0:
		return "late", D{"Bound": at(near.Close)}
	}
	return "", nil
}

func (w words) preferredVariant(v model.Violation) (string, D) {
	dv := w.dated(v.Visit, v.Date)
	if dv == nil || len(dv.Windows) == 0 {
		return "", nil
	}
	start := w.h.Calendar.Tick(v.Date, v.At)
	near, _ := nearest(dv.Windows, start)
	if near.Preferred == model.None {
		return "", nil
	}
	d := D{"Bound": clock(w.h.Calendar.Local(near.Preferred, dv.Date)), "Gap": w.ticks(int64(abs(start - near.Preferred)))}
	if start < near.Preferred {
		return "early", d
	}
	return "late", d
}

// nearest finds the window nearest to a start, the earliest of equals, and how many ticks the
// start lies before it (negative) or after it.
func nearest(windows []model.DatedWindow, start int32) (best model.DatedWindow, off int32) {
	for i, win := range windows {
		d := min(start-win.Open, 0) + max(start-win.Close, 0)
		if i == 0 || abs(d) < abs(off) {
			best, off = win, d
		}
	}
	return best, off
}

func abs(x int32) int32 { return max(x, -x) }
