package weeklycontinuity

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/milltir/milltir/model"
)

// monday starts the week: a plain one, in which no clock changes.
var monday = model.NewDate(2026, 11, 23)

const patch = "patch"

// levels: the rules of this family; every other is off. Existing patients are cover at level law,
// so that a rota with no law broken is one of the family's.
var levels = map[model.Code]model.Level{
	model.RuleList:       model.Law, // existing patients keep their aide
	model.RuleWindow:     model.Law,
	model.RuleShift:      model.Law, // the aide's own hours
	model.RuleLeg:        model.Law,
	model.RuleLength:     model.Law,
	model.RulePair:       model.Law,
	model.RuleMaxHours:   model.Law, // the sum over days of last end − first start
	model.RuleSameTime:   model.Law,
	model.RuleExtraCarer: model.Law,    // one aide all week
	model.RuleCover:      model.Law,    // existing patients
	model.RuleOptional:   model.Wishes, // one per new patient who is not accepted
}

// Problem is the instance as a problem of ours. Aides who take nobody new, and their patients, are left out: nothing of theirs is decided. Homes are left out too, since the way
// from and to them binds nothing. Starts fall on slots, so that within a minute is the same time.
func (in *instance) Problem() (*model.Problem, error) {
	p := &model.Problem{
		Format: 1, Name: in.name,
		Plan: model.Plan{Start: monday, Weeks: 1},
		Rules: model.Rules{
			Resolution: 1, Step: slotMinutes,
			OptionalPer: model.PerVisit, Paid: model.BySpan,
			Break: model.BreakRule{After: 1440}, // no shift is longer, so none has one
		},
		Objective: model.Objective{
			Name: "weekly-continuity", Levels: map[model.Code]model.Level{},
			Weights: map[model.Code]model.Weights{model.RuleOptional: {1}},
		},
		Patches: []model.Patch{{ID: patch, NameEn: patch}},
	}
	for _, r := range model.RuleBook {
		p.Objective.Levels[r.Code] = cmp.Or(levels[r.Code], model.Off)
	}
	for a := range in.aides {
		if in.aides[a].takesNew {
			in.addAide(p, a)
		}
	}
	var nodes []int
	for i := range in.patients {
		x := &in.patients[i]
		if x.kind == isNew || x.kind == existing && in.aides[x.aide].takesNew {
			in.addPatient(p, i)
			nodes = append(nodes, i)
		}
	}
	p.Matrix = in.matrix(nodes)
	return p, nil
}

func clock(slot int) model.Clock { return model.Clock(slot * slotMinutes) }

// addAide adds an aide with a shift each day between their hours. The way to the first visit
// and from the last is commute, outside the shift.
func (in *instance) addAide(p *model.Problem, a int) {
	x := &in.aides[a]
	id := model.CarerID(fmt.Sprintf("n%d", a+1))
	p.Carers = append(p.Carers, model.Carer{
		ID: id, Name: string(id), Patch: patch, Mode: model.ModeCar, StartAt: model.FromHome, EndAt: model.FromHome,
		Contract: model.Contract{Kind: model.ZeroHours, MaxWeek: max(1, x.maxWeekly*slotMinutes)}, // 0 would be the default
	})
	p.Shifts = append(p.Shifts, model.Shift{
		ID: model.ShiftID(id), Carer: id, Days: 1<<in.days - 1, Start: clock(x.release), End: clock(x.deadline), Status: model.Given,
	})
}

// addPatient adds a person and their visit: existing patients with their days and aide, new
// ones with all choices of days, optional.
func (in *instance) addPatient(p *model.Problem, i int) {
	x := &in.patients[i]
	id := model.PersonID(fmt.Sprintf("p%d", i+1))
	person := model.Person{
		ID: id, Name: string(id), Patch: patch, MaxCarers7d: 1,
		Lat: 52.5 + float64(i)/1000, Lon: -3.6, // no place on the map: legs come from the matrix
	}
	visit := model.Visit{
		ID: model.VisitID(id), Person: id, Length: x.duration * slotMinutes, SameTime: 1,
		Windows: []model.Window{{Open: clock(x.release), Close: clock(x.latest)}},
	}
	if x.kind == existing {
		visit.Days = model.Days(x.days)
		person.Only = []model.CarerID{model.CarerID(fmt.Sprintf("n%d", x.aide+1))}
	} else {
		visit.Optional = true
		for _, days := range in.choices(x) {
			visit.Days |= model.Days(days)
			p.Patterns = append(p.Patterns, model.Pattern{Person: id, Pattern: model.Days(days).String(), Visit: visit.ID, Days: model.Days(days)})
		}
	}
	p.People = append(p.People, person)
	p.Visits = append(p.Visits, visit)
}

// matrix gives the legs between these patients, rows and columns in the order of the keys' text.
func (in *instance) matrix(patients []int) []model.MatrixRow {
	type point struct {
		key  string
		node int
	}
	var points []point
	for _, i := range patients {
		points = append(points, point{fmt.Sprintf("p%d", i+1), in.patients[i].node})
	}
	slices.SortFunc(points, func(a, b point) int { return cmp.Compare(a.key, b.key) })
	rows := make([]model.MatrixRow, len(points))
	for i, from := range points {
		rows[i] = model.MatrixRow{Mode: model.ModeCar, From: from.key, Ticks: make([]int32, len(points))}
		for j, to := range points {
			if i != j {
				rows[i].Ticks[j] = int32(in.travel[from.node][to.node] * slotMinutes)
			}
		}
	}
	return rows
}
