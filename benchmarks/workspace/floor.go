package workspace

import (
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
)

// unavoidable is a floor of the wishes of every lawful rota that covers every visit, in
// thousandths: what given shifts cost whoever comes, one carer for each person and week, and
// faces for whom there is nobody better. Left in, it would
// make two rotas look more alike than they are.
func unavoidable(h *model.Horizon) (int64, error) {
	shifts, err := ofShifts(h)
	return shifts + ofWeeks(h) + ofDoors(h), err
}

// ofShifts has the judge look at the given shifts alone. Only rules count that further shifts
// and visits can but make worse.
func ofShifts(h *model.Horizon) (int64, error) {
	p := h.Problem
	r := &model.Rota{Format: 1, Name: p.Name, Start: h.Calendar.Start(), Weeks: h.Weeks}
	for i := range h.Shifts {
		s := &h.Shifts[i]
		if s.Status == model.Given && s.Carer >= 0 {
			r.Runs = append(r.Runs, model.Run{
				Carer: p.Carers[s.Carer].ID, Date: s.Date, Shift: s.ID, Status: s.Status,
				Start: h.Calendar.Local(s.Start, s.Date), End: h.Calendar.Local(s.End, s.Date),
			})
		}
	}
	v, err := check.Horizon(h, r)
	if err != nil {
		return 0, err
	}
	sum := int64(0)
	for _, s := range v.Shares {
		if slices.Contains([]model.Code{model.RuleOverHours, model.RuleBank, model.RuleAvoid}, s.Rule) {
			sum += s.Score.Wishes
		}
	}
	return sum, nil
}

// ofWeeks counts as many carers a person and week as the visit that needs most. The week of an
// attendance is that of its shift, and a shift of the Sunday may reach into a Monday.
func ofWeeks(h *model.Horizon) int64 {
	most := make([]int64, len(h.Problem.People)*h.Weeks)
	for i := range h.Visits {
		x := &h.Visits[i]
		if must(x) && (x.Week == 0 || x.Date != h.Calendar.Start().Add(7*x.Week)) {
			k := x.Person*h.Weeks + x.Week
			most[k] = max(most[k], int64(x.Need))
		}
	}
	sum := int64(0)
	for _, n := range most {
		sum += n
	}
	return sum * wish(h, model.RuleCarer, 0)
}

// ofDoors counts, visit by visit and rule by rule, the attendances for which nobody on duty
// would be free of cost. Skills, travel and other visits are not looked at: they could only
// raise the floor.
func ofDoors(h *model.Horizon) int64 {
	sum := int64(0)
	for i := range h.Visits {
		x := &h.Visits[i]
		if !must(x) {
			continue
		}
		team := h.Problem.People[x.Person].NamedTeam
		count := func(rule model.Code, step int, free func(carer int) bool) {
			sum += wish(h, rule, step) * int64(max(x.Need-able(h, x, free), 0))
		}
		count(model.RuleNewFace, 0, func(c int) bool { return h.Met(x.Person, c) })
		if len(team) > 0 {
			count(model.RuleTeam, 0, func(c int) bool { return slices.Contains(team, h.Problem.Carers[c].ID) })
		}
		person := &h.Problem.People[x.Person]
		if code, ok := person.NeedsLanguage(model.Preferred); ok {
			count(model.RulePreferLanguage, 0, func(c int) bool { return h.Problem.Carers[c].Speaks(code, h.Rules.Language.Level) })
		}
		if gender, ok := person.NeedsGender(model.Preferred); ok {
			count(model.RulePreferGender, 0, func(c int) bool { return h.Problem.Carers[c].Gender == gender })
		}
		if x.HasBaseline {
			step := 0
			if x.Published {
				step = 1
			}
			count(model.RuleStability, step, func(c int) bool { return slices.Contains(x.Baseline, c) })
		}
	}
	return sum
}

// able counts the carers who could lawfully come and would cost nothing.
func able(h *model.Horizon, x *model.DatedVisit, free func(carer int) bool) int {
	person := &h.Problem.People[x.Person]
	n := 0
	for c := range h.Problem.Carers {
		never := h.Problem.Bars(person, &h.Problem.Carers[c])
		if free(c) && !(never && h.Problem.Objective.Level(model.RuleList) == model.Law) && onDuty(h, x, c) {
			n++
		}
	}
	return n
}

// onDuty tells whether the carer has, or may take, a shift that holds the visit at some start
// inside its windows.
func onDuty(h *model.Horizon, x *model.DatedVisit, carer int) bool {
	for _, rule := range []model.Code{model.RuleWindow, model.RuleShift, model.RuleLength} {
		if h.Problem.Objective.Level(rule) != model.Law {
			return true
		}
	}
	for i := range h.Shifts {
		s := &h.Shifts[i]
		if s.Carer >= 0 && s.Carer != carer {
			continue
		}
		for _, w := range x.Windows {
			if start := max(w.Open, s.Start); start <= w.Close && start+x.LengthMin <= s.End {
				return true
			}
		}
	}
	return false
}

// must tells of a visit that every full rota has; the person's choice of a pattern is left out.
func must(x *model.DatedVisit) bool { return !x.Optional && !x.Patterned }

func wish(h *model.Horizon, rule model.Code, step int) int64 {
	if h.Problem.Objective.Level(rule) != model.Wishes {
		return 0
	}
	return h.Problem.Objective.Thousandths(rule, step)
}
