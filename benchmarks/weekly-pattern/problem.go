package weeklypattern

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"github.com/milltir/milltir/model"
)

// monday starts the week: a plain one, in which no clock changes.
var monday = model.NewDate(2026, 11, 23)

const (
	depot   = "depot"
	nursing = model.Skill("skill-2")
)

// levels: the rules of this family; every other is off.
var levels = map[model.Code]model.Level{
	model.RuleSkill:      model.Law,
	model.RuleWindow:     model.Law, // a visit is on its own day
	model.RuleShift:      model.Law, // the daily limit
	model.RuleLeg:        model.Law,
	model.RulePair:       model.Law,
	model.RuleExtraCarer: model.Law,
	model.RuleCover:      model.Covers,
	model.RuleTravel:     model.Wishes,
}

// Problem is the instance as a problem of ours: the wishes of a rota that serves everybody are
// thousandths of its travel, so that wishes/1000 + 30 × visits is the family's cost.
func (in *instance) Problem() (*model.Problem, error) {
	p := &model.Problem{
		Format: 1, Name: in.name,
		Plan: model.Plan{Start: monday, Weeks: 1},
		Rules: model.Rules{
			Resolution: 1, Step: 1,
			Break: model.BreakRule{After: 1440}, // no shift is longer, so none has one
		},
		Objective: model.Objective{
			Name: "weekly-pattern", Levels: map[model.Code]model.Level{},
			Weights: map[model.Code]model.Weights{model.RuleTravel: {1}},
		},
		Patches: []model.Patch{{ID: depot, NameEn: depot, BaseLat: north(0), BaseLon: west}},
	}
	for _, r := range model.RuleBook {
		p.Objective.Levels[r.Code] = cmp.Or(levels[r.Code], model.Off)
	}
	for i := range in.patients {
		in.addPatient(p, &in.patients[i])
	}
	for i := range in.nurses {
		addNurse(p, &in.nurses[i])
	}
	p.Matrix = in.matrix()
	return p, nil
}

// Towns have no place on the map; legs come from the matrix. These keep them apart.
const west = -3.6

func north(town int) float64 { return 52.5 + float64(town)/1000 }

// addPatient adds the person, a visit per skill they need, on all days on which some pattern
// has it, and their patterns. The days of a week hold at most one visit.
func (in *instance) addPatient(p *model.Problem, x *patient) {
	id := model.PersonID(strconv.Itoa(x.id))
	p.People = append(p.People, model.Person{
		ID: id, Name: string(id), Patch: depot, Lat: north(x.town), Lon: west, MaxCarers7d: x.carers,
	})
	for code := 1; code <= skilled; code++ {
		if x.visits[code] == 0 {
			continue
		}
		v := model.Visit{
			ID: model.VisitID(fmt.Sprintf("%d-%d", x.id, code)), Person: id, Length: visitMinutes,
			Windows: []model.Window{{Open: 0, Close: model.At(23, 59)}},
		}
		if code == skilled {
			v.Skills = []model.Skill{nursing}
		}
		for _, k := range x.patterns {
			days := in.patterns[k].days(code)
			v.Days |= days
			p.Patterns = append(p.Patterns, model.Pattern{Person: id, Pattern: fmt.Sprintf("%03d", k+1), Visit: v.ID, Days: days})
		}
		p.Visits = append(p.Visits, v)
	}
}

// days on which the pattern has a visit of that code.
func (days pattern) days(code int) (set model.Days) {
	for d, c := range days {
		if c == code {
			set |= 1 << d
		}
	}
	return set
}

// addNurse adds a nurse with one shift per weekday that is as long as the daily limit: where in
// the day it lies is nobody's concern.
func addNurse(p *model.Problem, x *nurse) {
	id := model.CarerID(strconv.Itoa(x.id))
	c := model.Carer{
		ID: id, Name: string(id), Patch: depot, Mode: model.ModeCar, StartAt: model.FromBase, EndAt: model.FromBase,
		Contract: model.Contract{Kind: model.ZeroHours},
	}
	if x.skill == skilled {
		c.Skills = []model.DatedSkill{{Skill: nursing}}
	}
	p.Carers = append(p.Carers, c)
	p.Shifts = append(p.Shifts, model.Shift{
		ID: model.ShiftID(id), Carer: id, Days: 1<<weekdays - 1, Start: 0, End: model.Clock(x.minutes), Status: model.Given,
	})
}

// matrix gives the legs between all people and the depot, which is in town 0. Rows and columns
// are in the order of the keys' text.
func (in *instance) matrix() []model.MatrixRow {
	type point struct {
		key  string
		town int
	}
	points := []point{{depot, 0}}
	for i := range in.patients {
		points = append(points, point{strconv.Itoa(in.patients[i].id), in.patients[i].town})
	}
	slices.SortFunc(points, func(a, b point) int { return cmp.Compare(a.key, b.key) })
	rows := make([]model.MatrixRow, len(points))
	for i, from := range points {
		rows[i] = model.MatrixRow{Mode: model.ModeCar, From: from.key, Ticks: make([]int32, len(points))}
		for j, to := range points {
			if i != j {
				rows[i].Ticks[j] = int32(in.travel[from.town][to.town])
			}
		}
	}
	return rows
}
