package shifts

import (
	"cmp"
	"fmt"
	"io"

	"github.com/milltir/milltir/model"
)

// monday is day 0.
var monday = model.NewDate(2026, 11, 23)

const patch = "patch"

// levels: the rules of this family; every other is off.
var levels = map[model.Code]model.Level{
	model.RuleAvailable:  model.Law,
	model.RuleSuccession: model.Law,
	model.RuleShiftMost:  model.Law,
	model.RulePlanHours:  model.Law,
	model.RuleDaysInRow:  model.Law,
	model.RuleShortStint: model.Law,
	model.RuleDaysOff:    model.Law,
	model.RuleWeekends:   model.Law,
	model.RuleWanted:     model.Wishes,
	model.RuleRequest:    model.Wishes,
}

// Problem is the instance as a problem of ours: shifts that any number of employees may work, limits of
// their days as columns of carers.csv, cover and requests with the weights of their rows. Only the
// lengths of shifts are known: all begin at midnight, so that nobody works two a day.
func (in *instance) Problem() (*model.Problem, error) {
	if in.days%7 != 0 {
		return nil, fmt.Errorf("%s: %d days are no whole weeks", in.name, in.days)
	}
	p := &model.Problem{
		Format: 1, Name: in.name,
		Plan: model.Plan{Start: monday, Weeks: in.days / 7},
		Rules: model.Rules{
			Resolution: 1, Step: 1,
			Break: model.BreakRule{After: 1440}, // no shift is longer, so none has one
		},
		Objective: model.Objective{
			Name: "shifts", Levels: map[model.Code]model.Level{},
			Weights: map[model.Code]model.Weights{model.RuleWanted: {1}, model.RuleRequest: {1}},
		},
		Patches: []model.Patch{{ID: patch, NameEn: patch}},
	}
	for _, r := range model.RuleBook {
		p.Objective.Levels[r.Code] = cmp.Or(levels[r.Code], model.Off)
	}
	for s := range in.shifts {
		in.addShift(p, s)
	}
	for e := range in.employees {
		in.addEmployee(p, e)
	}
	for _, asked := range []struct {
		want string
		rows []request
	}{{model.WantOn, in.on}, {model.WantOff, in.off}} {
		for _, r := range asked.rows {
			p.Requests = append(p.Requests, model.Request{
				Carer: model.CarerID(in.employees[r.employee].id), Date: monday.Add(r.day), Shift: model.ShiftID(in.shifts[r.shift].id),
				Want: asked.want, Weight: new(float64(r.weight)),
			})
		}
	}
	for d := range in.cover {
		for s, c := range in.cover[d] {
			p.Cover = append(p.Cover, model.Cover{
				Where: patch, Date: monday.Add(d), Shift: model.ShiftID(in.shifts[s].id),
				Wanted: c.need, Under: new(float64(c.under)), Over: float64(c.over),
			})
		}
	}
	return p, nil
}

func (in *instance) addShift(p *model.Problem, s int) {
	x := &in.shifts[s]
	shift := model.Shift{
		ID: model.ShiftID(x.id), Carer: model.AnyCarer, Days: model.EveryDay, Status: model.Open, Shared: true,
		End: model.Clock(x.minutes),
	}
	for then, bars := range x.bars {
		if bars {
			shift.NoNext = append(shift.NoNext, model.ShiftID(in.shifts[then].id))
		}
	}
	p.Shifts = append(p.Shifts, shift)
}

func (in *instance) addEmployee(p *model.Problem, e int) {
	x := &in.employees[e]
	id := model.CarerID(x.id)
	weekends := x.weekends
	carer := model.Carer{
		ID: id, Name: x.id, Patch: patch, Mode: model.ModeCar,
		Contract:     model.Contract{Kind: model.ZeroHours, MinPlan: x.minMinutes, MaxPlan: x.maxMinutes},
		MaxDaysInRow: x.maxRun, MinDaysInRow: x.minRun, MinDaysOff: x.minOff, MaxWeekends: &weekends,
	}
	for s, most := range x.most {
		if most < in.days {
			carer.MostOf = append(carer.MostOf, model.ShiftCount{Shift: model.ShiftID(in.shifts[s].id), Count: most})
		}
	}
	p.Carers = append(p.Carers, carer)
	for d, off := range x.off {
		if off {
			day := model.Moment{Date: monday.Add(d)}
			p.Absences = append(p.Absences, model.Absence{Carer: id, From: day, To: day, Kind: "off"})
		}
	}
}

// Write writes a rota in the family's format.
func (in *instance) Write(w io.Writer, r *model.Rota) error {
	out := make(roster, len(in.employees))
	for e := range out {
		out[e] = make([]int, in.days)
		for d := range out[e] {
			out[e][d] = free
		}
	}
	for i := range r.Runs {
		run := &r.Runs[i]
		if run.Shift != "" {
			out[in.employeeAt[string(run.Carer)]][run.Date-monday] = in.shiftAt[string(run.Shift)]
		}
	}
	return in.writeRoster(w, out)
}
