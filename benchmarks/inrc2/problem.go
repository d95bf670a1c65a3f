package inrc2

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/milltir/milltir/model"
)

// monday is the first day of the horizon.
var monday = model.NewDate(2026, 11, 23)

const (
	ward  = "ward"
	whole = 480 // minutes of a shift: contracts are in hours, and all shifts count alike
)

// levels: the rules of this family; every other is off.
var levels = map[model.Code]model.Level{
	model.RuleShiftSkill:    model.Law,
	model.RuleSuccession:    model.Law,
	model.RuleStaffing:      model.Law,
	model.RuleWanted:        model.Wishes,
	model.RuleShiftsInRow:   model.Wishes,
	model.RuleDaysInRow:     model.Wishes,
	model.RuleShortStint:    model.Wishes,
	model.RuleDaysOff:       model.Wishes,
	model.RuleRequest:       model.Wishes,
	model.RuleWholeWeekends: model.Wishes,
	model.RulePlanHours:     model.Wishes,
	model.RuleWeekends:      model.Wishes,
}

// weights are those of the scorer; of plan_hours by the hour.
var weights = map[model.Code]model.Weights{
	model.RuleWanted:        {float64(known[optimalCover].weight)},
	model.RuleShiftsInRow:   {float64(known[shiftsInRow].weight)},
	model.RuleDaysInRow:     {float64(known[workInRow].weight)},
	model.RuleShortStint:    {float64(known[workInRow].weight)},
	model.RuleDaysOff:       {float64(known[offInRow].weight)},
	model.RuleRequest:       {float64(known[requests].weight)},
	model.RuleWholeWeekends: {float64(known[completeWeekends].weight)},
	model.RulePlanHours:     {60 * float64(known[totals].weight) / whole},
	model.RuleWeekends:      {float64(known[weekends].weight)},
}

// Problem is the static problem as one of ours.
func (in *instance) Problem() (*model.Problem, error) {
	p, err := in.scenario.problem(in.start, in.weeks)
	if err != nil {
		return nil, err
	}
	p.Name = in.name
	for n := range in.scenario.Nurses {
		x := in.scenario.contract(n)
		past := &in.start.Nurses[n]
		in.scenario.promise(p, n, Bounds{x.Total.Min - past.Assignments, x.Total.Max - past.Assignments}, x.Weekends-past.Weekends)
	}
	return p, nil
}

func (s *Scenario) contract(nurse int) *Contract { return &s.Contracts[s.Nurses[nurse].Contract] }

// problem is some weeks after a history as a problem of ours, but for what contracts promise of all weeks.
// A shift in a role is a shift of its own that takes the role's skill; those of one type are of a kind,
// so that rows of them go on whatever the role.
func (s *Scenario) problem(h *History, weeks []*Week) (*model.Problem, error) {
	p := &model.Problem{
		Format: 1, Name: s.ID,
		Plan: model.Plan{Start: monday.Add(weekDays * h.Week), Weeks: len(weeks)},
		Rules: model.Rules{
			Resolution: 1, Step: 1,
			Break: model.BreakRule{After: 1440}, // no shift is longer, so none has one
		},
		Objective: model.Objective{Name: "inrc2", Levels: map[model.Code]model.Level{}, Weights: weights},
		Patches:   []model.Patch{{ID: ward, NameEn: ward}},
	}
	for _, r := range model.RuleBook {
		p.Objective.Levels[r.Code] = cmp.Or(levels[r.Code], model.Off)
	}
	for shift := range s.Shifts {
		if err := s.addShifts(p, shift); err != nil {
			return nil, err
		}
	}
	for n := range s.Nurses {
		if err := s.addNurse(p, n, &h.Nurses[n]); err != nil {
			return nil, err
		}
	}
	for i, w := range weeks {
		s.addWeek(p, p.Plan.Start.Add(weekDays*i), w)
	}
	return p, nil
}

// role is the shift of a type in a role.
func (s *Scenario) role(shift, skill int) model.ShiftID {
	return model.ShiftID(s.Shifts[shift].ID + "/" + s.Skills[skill])
}

func (s *Scenario) addShifts(p *model.Problem, shift int) error {
	x := &s.Shifts[shift]
	kind := strings.ToLower(x.ID)
	if !slices.Contains([]string{"early", "day", "late", "night"}, kind) {
		return fmt.Errorf("scenario %s: %q is no kind of shift that is known", s.ID, x.ID)
	}
	for skill := range s.Skills {
		one := model.Shift{
			ID: s.role(shift, skill), Carer: model.AnyCarer, Days: model.EveryDay, Status: model.Open, Shared: true, End: whole, Kind: kind,
			Skills: []model.Skill{model.Skill(s.Skills[skill])}, MinInRow: x.Row.Min, MaxInRow: x.Row.Max,
		}
		for then, bars := range s.Forbidden[shift] {
			for role := range s.Skills {
				if bars {
					one.NoNext = append(one.NoNext, s.role(then, role))
				}
			}
		}
		p.Shifts = append(p.Shifts, one)
	}
	return nil
}

func (s *Scenario) addNurse(p *model.Problem, n int, past *Past) error {
	x, contract := &s.Nurses[n], s.contract(n)
	carer := model.Carer{
		ID: model.CarerID(x.ID), Name: x.ID, Patch: ward, Mode: model.ModeCar, Contract: model.Contract{Kind: model.ZeroHours},
		MinDaysInRow: contract.Work.Min, MaxDaysInRow: contract.Work.Max, MinDaysOff: contract.Off.Min, MaxDaysOff: contract.Off.Max,
		WholeWeekends: contract.Complete,
	}
	for skill, has := range x.Skills {
		if has {
			carer.Skills = append(carer.Skills, model.DatedSkill{Skill: model.Skill(s.Skills[skill])})
		}
	}
	p.Carers = append(p.Carers, carer)
	before := model.CarerWeek{Carer: carer.ID, WeekStart: p.Plan.Start.Add(-weekDays), DaysInRow: past.Work, DaysOff: past.Off}
	switch {
	case past.Work == 0 && past.Off == 0:
		return fmt.Errorf("nothing is known of nurse %s before the first week", x.ID)
	case past.Last != Free: // in some role: none is better than another
		before.LastShift, before.ShiftsInRow = s.role(past.Last, 0), past.Same
	}
	p.CarerHours = append(p.CarerHours, before)
	return nil
}

// promise says how many shifts, and how many weekends at the most, a nurse is to work in the plan. Where the
// most is none or less, each shift is one too many.
func (s *Scenario) promise(p *model.Problem, n int, total Bounds, most int) {
	c := &p.Carers[n]
	c.Contract.MinPlan, c.Contract.MaxPlan = whole*max(0, total.Min), whole*max(0, total.Max)
	if total.Max <= 0 {
		p.Requests = append(p.Requests, model.Request{
			Carer: c.ID, Days: model.EveryDay, Want: model.WantOff, Weight: new(float64(known[totals].weight) / float64(known[requests].weight)),
		})
	}
	c.MaxWeekends = new(max(0, most))
}

func (s *Scenario) addWeek(p *model.Problem, from model.Date, w *Week) {
	for i := range w.Cover {
		c := &w.Cover[i]
		for d := range weekDays {
			if c.Best[d] > 0 {
				p.Cover = append(p.Cover, model.Cover{Where: ward, Date: from.Add(d), Shift: s.role(c.Shift, c.Skill), Needed: c.Least[d], Wanted: c.Best[d]})
			}
		}
	}
	for _, q := range w.Requests {
		off := model.Request{Carer: model.CarerID(s.Nurses[q.Nurse].ID), Date: from.Add(q.Day), Want: model.WantOff}
		if q.Shift == Any {
			p.Requests = append(p.Requests, off)
			continue
		}
		for skill := range s.Skills {
			off.Shift = s.role(q.Shift, skill)
			p.Requests = append(p.Requests, off)
		}
	}
}

// Write writes a rota of [instance.Problem] as the competition's solution files, one after the other.
func (in *instance) Write(w io.Writer, r *model.Rota) error {
	return WriteSolution(w, in.scenario, in.scenario.solutions(r)...)
}

// solutions are a rota's weeks.
func (s *Scenario) solutions(r *model.Rota) []*Solution {
	first := int(r.Start-monday) / weekDays
	var weeks []*Solution
	for i := range r.Weeks {
		weeks = append(weeks, &Solution{Week: first + i})
	}
	for i := range r.Runs {
		run := &r.Runs[i]
		shift, skill, ok := strings.Cut(string(run.Shift), "/")
		if !ok {
			continue
		}
		d := int(run.Date - r.Start)
		x := weeks[d/weekDays]
		x.Assignments = append(x.Assignments, Assignment{s.nurseAt[string(run.Carer)], d % weekDays, s.shiftAt[shift], s.skillAt[skill]})
	}
	for _, x := range weeks {
		slices.SortFunc(x.Assignments, func(a, b Assignment) int { return cmp.Or(a.Day-b.Day, a.Nurse-b.Nurse) })
	}
	return weeks
}
