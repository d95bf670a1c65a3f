package hhcrsp

import (
	"cmp"
	"slices"

	"github.com/milltir/milltir/model"
)

// monday is the day of every instance. With UTC no clock changes in it.
var monday = model.NewDate(2024, 1, 1)

func (in *instance) Name() string { return in.name }

// Problem is the instance as a problem of ours: an office, a given shift per carer that begins
// at 00:00 and ends when it no longer matters, a visit per service. Its wishes, in thousandths,
// are travel + total tardiness + largest tardiness: three times the cost of the set.
func (in *instance) Problem() (*model.Problem, error) {
	p := &model.Problem{
		Format:    1,
		Name:      in.name,
		Plan:      model.Plan{Start: monday, Weeks: 1, Timezone: "UTC"},
		Rules:     model.Rules{Resolution: int(in.resolution), Step: 1},
		Objective: objective(),
		// The matrix gives every leg, so all stand at one point of the map.
		Patches: []model.Patch{{ID: model.PatchID(in.office), NameEn: in.office, BaseLat: lat, BaseLon: lon}},
		Matrix:  in.matrix(),
	}
	for i := range in.patients {
		x := &in.patients[i]
		p.People = append(p.People, model.Person{ID: model.PersonID(x.id), Name: x.id, Patch: model.PatchID(in.office), Lat: lat, Lon: lon})
		p.Visits = append(p.Visits, x.visits()...)
	}
	for _, c := range in.carers {
		id := model.CarerID(c.id)
		row := model.Carer{
			ID: id, Name: c.id, Patch: model.PatchID(in.office), Contract: model.Contract{Kind: model.ZeroHours},
			Mode: model.ModeCar, StartAt: model.FromBase, EndAt: model.FromBase,
		}
		for _, a := range c.abilities {
			row.Skills = append(row.Skills, model.DatedSkill{Skill: model.Skill(a)})
		}
		p.Carers = append(p.Carers, row)
		p.Shifts = append(p.Shifts, model.Shift{
			ID: model.ShiftID(c.id), Carer: id, Date: monday, Start: 0, End: latest,
			Kind: "day", Status: model.Given, Break: new(int),
		})
	}
	return p, nil
}

const lat, lon = 52.9, -3.6

// visitID can be taken apart: no id of an instance holds a slash.
func visitID(patient, service string) model.VisitID { return model.VisitID(patient + "/" + service) }

// visits are a patient's services; the second is tied to the first.
func (x *patient) visits() []model.Visit {
	var out []model.Visit
	for _, s := range x.services {
		v := model.Visit{
			ID: visitID(x.id, s.id), Person: model.PersonID(x.id), Days: 1, // Monday
			Windows: []model.Window{{Open: model.Clock(x.open), Close: model.Clock(x.close)}},
			Length:  s.length,
			Skills:  []model.Skill{model.Skill(s.id)},
		}
		if len(out) == 1 {
			v.Tied = model.Follow{Visit: out[0].ID, Min: x.min, Max: x.max}
		}
		out = append(out, v)
	}
	return out
}

// objective turns every rule off but those of the set. Shifts, too: carers leave the office at
// 00:00 at the earliest because that is when their shift begins, and come back when they can.
func objective() model.Objective {
	o := model.Objective{Name: "hhcrsp", Levels: map[model.Code]model.Level{}, Weights: map[model.Code]model.Weights{}}
	for _, r := range model.RuleBook {
		o.Levels[r.Code] = model.Off
	}
	o.Levels[model.RuleCover] = model.Covers
	for _, code := range []model.Code{model.RuleSkill, model.RuleLeg, model.RulePair, model.RuleTied} {
		o.Levels[code] = model.Law
	}
	for _, code := range []model.Code{model.RuleWindow, model.RuleWorstLate, model.RuleTravel} {
		o.Levels[code], o.Weights[code] = model.Wishes, model.Weights{1}
	}
	return o
}

// matrix gives the legs by name, as a workspace would keep them.
func (in *instance) matrix() []model.MatrixRow {
	keys, order := []string{in.office}, []int{0}
	for i := range in.patients {
		keys, order = append(keys, in.patients[i].id), append(order, i+1)
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(keys[a], keys[b]) })
	rows := make([]model.MatrixRow, len(keys))
	for k, i := range order {
		rows[k] = model.MatrixRow{Mode: model.ModeCar, From: keys[i]}
		for _, j := range order {
			rows[k].Ticks = append(rows[k].Ticks, in.legs[i][j])
		}
	}
	return rows
}
