package uhhc

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/milltir/milltir/model"
)

// day is the Monday on which every instance takes place; its midnight is minute 0.
var day = model.NewDate(2026, 1, 5)

const (
	onMonday model.Days    = 1
	patch    model.PatchID = "day"
	// unbounded stands for no bound between two starts: longer than any day.
	unbounded = 2880
	// neverBreak is a length that no shift has, so that the law asks for no break of its own.
	neverBreak = 2880
)

// always are the rules that hold in every instance.
var always = map[model.Code]model.Level{
	model.RuleSkill: model.Law, model.RuleList: model.Law, model.RuleLeg: model.Law, model.RuleLength: model.Law,
	model.RulePair: model.Law, model.RuleTied: model.Law, model.RuleCover: model.Covers,
}

// visitID names the k-th service of a patient; ids in files have no slash.
func (in *instance) visitID(patient, k int) model.VisitID {
	return model.VisitID(fmt.Sprintf("%s/%d", in.patients[patient].id, k+1))
}

func (in *instance) placeID(depot int) model.PlaceID {
	return model.PlaceID("base/" + in.depots[depot].id)
}

// Problem is the instance as a problem of ours.
func (in *instance) Problem() (*model.Problem, error) {
	if p := in.prices[working]; p != (price{}) {
		return nil, fmt.Errorf("%s: no rule of ours counts %s", in.name, known[working].name)
	}
	p := &model.Problem{
		Format: 1, Name: in.name,
		Plan:      model.Plan{Start: day, Weeks: 1, Timezone: "UTC"},
		Rules:     in.rules(),
		Objective: in.objective(),
		Patches:   []model.Patch{{ID: patch, NameEn: in.name}},
	}
	in.addPlaces(p)
	for i := range in.patients {
		in.addPatient(p, i)
	}
	for i := range in.carers {
		in.addCarer(p, i)
	}
	return p, nil
}

func (in *instance) rules() model.Rules {
	r := model.Rules{
		Resolution: 1, Step: 1, Departure: model.Latest, OptionalPer: model.PerVisit, OpeningBreak: model.Free,
		Lateness: model.LatenessRule{At: model.AtStart, Against: model.LatestOpen},
		Break:    model.BreakRule{After: neverBreak, At: model.Next, Per: model.PerBreak},
	}
	if in.early {
		r.Departure, r.OpeningBreak = model.Earliest, model.Counted
	}
	if in.atEnd {
		r.Lateness.At = model.AtEnd
	}
	return r
}

// objective switches off everything that the published cost does not know.
func (in *instance) objective() model.Objective {
	o := model.Objective{Name: "uhhc " + in.name, Levels: map[model.Code]model.Level{}, Weights: map[model.Code]model.Weights{}}
	for _, r := range model.RuleBook {
		o.Levels[r.Code] = model.Off
		if level, ok := always[r.Code]; ok {
			o.Levels[r.Code] = level
		}
	}
	for t, p := range in.prices {
		rule := known[t].rule
		switch {
		case p.hard:
			o.Levels[rule] = model.Law
		case p.weight > 0:
			o.Levels[rule], o.Weights[rule] = model.Wishes, model.Weights{float64(p.weight)}
		}
	}
	return o
}

// A point that the matrix makes irrelevant; validation asks for one.
const nowhereLat, nowhereLon = 52.9, -3.6

// addPlaces adds the depots that carers use, and the matrix over these and all patients.
func (in *instance) addPlaces(p *model.Problem) {
	used := map[int]bool{}
	for _, c := range in.carers {
		used[c.from], used[c.to] = true, true
	}
	var points []depot // by key and index
	for _, x := range in.patients {
		points = append(points, depot{x.id, x.at})
	}
	for d, x := range in.depots {
		if used[d] {
			id := in.placeID(d)
			p.Places = append(p.Places, model.Place{ID: id, NameEn: x.id, Kind: model.PlaceBase, Lat: nowhereLat, Lon: nowhereLon})
			points = append(points, depot{string(id), x.at})
		}
	}
	// The rows of a matrix name its columns in the order of From.
	slices.SortFunc(points, func(a, b depot) int { return cmp.Compare(a.id, b.id) })
	for _, from := range points {
		row := model.MatrixRow{Mode: model.ModeCar, From: from.id}
		for _, to := range points {
			row.Ticks = append(row.Ticks, int32(in.legs[from.at][to.at]))
		}
		p.Matrix = append(p.Matrix, row)
	}
}

// carerIDs names the carers of a list, those of another left out.
func (in *instance) carerIDs(list, without []int) []model.CarerID {
	var out []model.CarerID
	for _, c := range list {
		if !slices.Contains(without, c) {
			out = append(out, model.CarerID(in.carers[c].id))
		}
	}
	return out
}

// addPatient adds a person with a visit for each service, the second tied to the first.
func (in *instance) addPatient(p *model.Problem, i int) {
	x := &in.patients[i]
	id := model.PersonID(x.id)
	p.People = append(p.People, model.Person{
		ID: id, Name: x.id, Patch: patch, Lat: nowhereLat, Lon: nowhereLon,
		// Who must not come is no part of a team, whatever the file says.
		NamedTeam: in.carerIDs(x.preferred, x.never), Never: in.carerIDs(x.never, nil),
	})
	var windows []model.Window
	for _, w := range x.windows {
		windows = append(windows, model.Window{Open: model.Clock(w.start), Close: model.Clock(w.end)})
	}
	for k, s := range x.services {
		v := model.Visit{
			ID: in.visitID(i, k), Person: id, Days: onMonday, Windows: windows, Length: s.minutes,
			Carers: 1, Skills: []model.Skill{model.Skill(s.name)}, Optional: x.optional,
		}
		if k > 0 {
			v.Tied = x.tie(in.visitID(i, 0))
		}
		p.Visits = append(p.Visits, v)
	}
}

// tie is what holds the second service to the first. Independent services may lie anyhow, but
// are done both or neither, and by different carers.
func (x *patient) tie(first model.VisitID) model.Follow {
	switch x.sync {
	case simultaneous:
		return model.Follow{Visit: first}
	case sequential:
		return model.Follow{Visit: first, Min: x.min, Max: x.max}
	default:
		return model.Follow{Visit: first, Min: -unbounded, Max: unbounded}
	}
}

func (in *instance) addCarer(p *model.Problem, i int) {
	x := &in.carers[i]
	c := model.Carer{
		ID: model.CarerID(x.id), Name: x.id, Patch: patch, Mode: model.ModeCar,
		Contract: model.Contract{Kind: model.ZeroHours},
		StartAt:  string(in.placeID(x.from)), EndAt: string(in.placeID(x.to)),
	}
	for _, a := range x.abilities {
		c.Skills = append(c.Skills, model.DatedSkill{Skill: model.Skill(a)})
	}
	p.Carers = append(p.Carers, c)
	none := 0
	s := model.Shift{
		ID: model.ShiftID(x.id), Carer: c.ID, Days: onMonday, Status: model.Given, Break: &none,
		Start: model.Clock(x.shift.start), End: model.Clock(x.shift.end),
	}
	if at := in.lunchOf(i); x.lunch && in.prices[lunch] != (price{}) && at.start+in.meal <= at.end { // else it is missed in any case
		meal := in.meal
		s.Break, s.BreakFrom, s.BreakTo = &meal, model.Clock(at.start), model.Clock(at.end)
	}
	p.Shifts = append(p.Shifts, s)
}

// lunchOf is the span of a carer's lunch: ours lies inside the shift.
func (in *instance) lunchOf(carer int) span {
	shift := in.carers[carer].shift
	return span{max(in.lunch.start, shift.start), min(in.lunch.end, shift.end)}
}
