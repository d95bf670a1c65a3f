package solver_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver"
	"github.com/milltir/milltir/solver/internal/tiny"
)

// easy is a Monday on which c1 makes all three visits: p1 at nine and at eleven, p2 at ten.
func easy() *model.Problem {
	visit := func(id model.VisitID, person model.PersonID, hour int) model.Visit {
		return model.Visit{ID: id, Person: person, Days: 1, Length: 30, Windows: []model.Window{{Open: model.At(hour, 0), Close: model.At(hour, 20)}}}
	}
	return &model.Problem{
		Format: 1, Name: "easy", Plan: model.Plan{Start: tiny.Start},
		Patches: []model.Patch{{ID: "north", NameEn: "North", BaseLat: 52.91, BaseLon: -3.6}},
		People: []model.Person{
			{ID: "p1", Name: "P 1", Patch: "north", Lat: 52.912, Lon: -3.6, Funding: model.FundingCouncil},
			{ID: "p2", Name: "P 2", Patch: "north", Lat: 52.913, Lon: -3.6},
		},
		Visits: []model.Visit{visit("v1", "p1", 9), visit("v2", "p2", 10), visit("v3", "p1", 11)},
		Carers: []model.Carer{{
			ID: "c1", Name: "C 1", Patch: "north", Mode: model.ModeCar, HomeLat: 52.91, HomeLon: -3.6, Gender: "m", Contract: model.Contract{Kind: model.ZeroHours},
			Languages: []model.Language{{Code: "en", Level: 5}},
		}},
		Shifts: []model.Shift{{ID: "s1", Carer: "c1", Days: 1, Start: model.At(8, 0), End: model.At(13, 0), Status: model.Given}},
	}
}

// another adds a carer like c1 with a shift of their own.
func another(p *model.Problem, id model.CarerID) *model.Carer {
	c := p.Carers[0]
	c.ID, c.Name = id, string(id)
	p.Carers = append(p.Carers, c)
	p.Shifts = append(p.Shifts, model.Shift{ID: model.ShiftID(id), Carer: id, Days: 1, Start: model.At(8, 0), End: model.At(13, 0), Status: model.Given})
	return &p.Carers[len(p.Carers)-1]
}

func law(p *model.Problem, rule model.Code) {
	p.Objective.Levels = map[model.Code]model.Level{rule: model.Law}
}

// TestRemedyOfEachPromise: one promise keeps a visit out of a day that has room for it; the remedy
// names that promise, and without it the visit is placed.
func TestRemedyOfEachPromise(t *testing.T) {
	no := false
	for _, c := range []struct {
		visit model.VisitID
		want  model.Remedy
		spoil func(p *model.Problem)
		why   string
	}{
		{"v2", model.Remedy{Kind: "language", Carer: "c1"}, func(p *model.Problem) { p.People[1].LanguageNeed = "require_cy" }, "c1 has no Welsh"},
		{"v2", model.Remedy{Kind: "gender", Carer: "c1"}, func(p *model.Problem) { p.People[1].GenderNeed = "require_f" }, "c1 is a man"},
		{"v2", model.Remedy{Kind: "door", Carer: "c1"}, func(p *model.Problem) { p.People[1].Pets, p.Carers[0].PetsOK = true, &no }, "a dog"},
		{"v2", model.Remedy{Kind: "papers", Carer: "c1"}, func(p *model.Problem) {
			p.Carers[0].DBSDate, p.Visits = tiny.Start.AddMonths(-37), p.Visits[1:2]
		}, "checked too long ago"},
		{"v2", model.Remedy{Kind: "list", Carer: "c1"}, func(p *model.Problem) { p.People[1].Never = []model.CarerID{"c1"} }, "unwanted"},
		{"v2", model.Remedy{Kind: "skill", Carer: "c1", Skill: "hoist"}, func(p *model.Problem) { p.Visits[1].Skills = []model.Skill{"hoist"} }, "no hoist"},
		{"v1", model.Remedy{Kind: "trainee", Carer: "c1"}, func(p *model.Problem) { p.Carers[0].RequiresPair, p.Visits = true, p.Visits[:1] }, "in training"},
		{"v2", model.Remedy{Kind: "lone", Carer: "c1", Minutes: 30}, func(p *model.Problem) { p.People[1].LoneAfter = model.At(10, 0) }, "would be alone there until half past ten"},
		{"v2", model.Remedy{Kind: "short", Carer: "c1", Minutes: 10}, func(p *model.Problem) {
			p.Visits[1].Length, p.Visits[1].ShortCond, p.People[1].Funding = 20, "none", model.FundingCouncil
		}, "twenty minutes, on no condition"},
		{"v2", model.Remedy{Kind: "key_holder", Carer: "c1"}, func(p *model.Problem) {
			p.Carers = append(p.Carers, model.Carer{ID: "c2", Name: "C 2", Patch: "north", Mode: model.ModeCar, Contract: model.Contract{Kind: model.ZeroHours}})
			p.People[1].KeyHolders = []model.CarerID{"c2"}
			law(p, model.RuleKeyHolder)
		}, "c2 has the key, and no shift"},
		{"v2", model.Remedy{Kind: "introduction", Carer: "c1"}, func(p *model.Problem) {
			p.Carers = append(p.Carers, model.Carer{ID: "c2", Name: "C 2", Patch: "north", Mode: model.ModeCar, Contract: model.Contract{Kind: model.ZeroHours}})
			p.Absences = []model.Absence{{Carer: "c2", From: model.Moment{Date: tiny.Start}, To: model.Moment{Date: tiny.Start.Add(6)}, Kind: "leave"}}
			p.History = []model.Contact{{Person: "p2", Carer: "c2", LastVisit: tiny.Start.Add(-3), Visits90d: 4}}
			law(p, model.RuleIntroduction)
		}, "p2 knows c2, who is away"},
		{"v2", model.Remedy{Kind: "mode", Carer: "c1"}, func(p *model.Problem) {
			p.Carers[0].Mode, p.People[1].Lat, p.Visits[1].Windows[0].Close = model.ModeWalk, 52.94, model.At(10, 20)
			p.Visits = p.Visits[:2]
		}, "too far to walk"},
		{"v2", model.Remedy{Kind: "mode", Carer: "c1"}, func(p *model.Problem) {
			p.Carers[0].Mode, p.People[1].Lat, p.Visits = model.ModeBus, 52.99, p.Visits[:2]
			for i, lat := range []float64{52.912, 52.99} {
				p.Buses = append(p.Buses, model.BusStop{Line: "1", Stop: string(p.People[i].ID), Days: model.EveryDay, Lat: lat, Lon: -3.6, Times: []model.Clock{model.At(9, 15+10*i)}})
			}
		}, "the only bus goes before v1 is over"},
		{"v2", model.Remedy{Kind: "lift", Carer: "c2"}, func(p *model.Problem) {
			p.Visits = p.Visits[:2]
			p.Visits[0].Priority = 1
			another(p, "c2").RidesWith = "c1"
			p.Shifts[0].End = model.At(8, 30)
			p.Pins = []model.Pin{{Visit: "v1", Carer: "c2"}}
			p.Visits[1].Windows = []model.Window{{Open: model.At(12, 0), Close: model.At(12, 20)}}
		}, "c1 has gone home hours ago, and c2 cannot get there without"},
		{"v3", model.Remedy{Kind: "order", Carer: "c1", Minutes: 40}, func(p *model.Problem) {
			p.Visits[2].After = []model.Follow{{Visit: "v1", Min: 180}}
			p.Visits[2].TimeCritical, p.Visits[2].Priority = "insulin", 2 // left out rather than v1
			p.Pins, p.Visits[0].Priority = []model.Pin{{Visit: "v1", Start: model.At(9, 0)}}, 1
		}, "from nine to the last start of v3 are 140 minutes, not three hours"},
		{"v3", model.Remedy{Kind: "gap", Carer: "c1", Minutes: 40}, func(p *model.Problem) {
			p.Visits[0].MinGapAfter, p.Visits[2].TimeCritical, p.Visits[2].Priority = 180, "insulin", 2
			p.Pins, p.Visits[0].Priority = []model.Pin{{Visit: "v1", Start: model.At(9, 0)}}, 1
		}, "the same of a person's next visit"},
		{"v3", model.Remedy{Kind: "window_close", Carer: "c1", Minutes: 40}, func(p *model.Problem) {
			p.Visits[0].MinGapAfter = 180
			p.Pins, p.Visits[0].Priority = []model.Pin{{Visit: "v1", Start: model.At(9, 0)}}, 1
		}, "time is not critical: the window gives way first"},
		{"v3", model.Remedy{Kind: "shift_end", Carer: "c2", Shift: "s1", Date: tiny.Start, Minutes: 30}, func(p *model.Problem) {
			another(p, "c2")
			p.Rotations = []model.Rotation{{Carer: "c1", Rotation: "r"}, {Carer: "c2", Rotation: "r"}}
			p.Shifts = p.Shifts[:1]
			p.Shifts[0].Carer, p.Shifts[0].Rotation, p.Shifts[0].Start, p.Shifts[0].End = "", "r", model.At(9, 55), model.At(11, 0)
			p.People[0].Never, p.People[1].Never = []model.CarerID{"c1"}, []model.CarerID{"c1"}
			p.Visits = p.Visits[1:]
			p.Visits[0].Length, p.Visits[0].Priority = 50, 1
		}, "c1 and c2 work one rotation, and nobody wants c1: c2 alone stays longer"},
		{"v3", model.Remedy{Kind: "link", Carer: "c1"}, func(p *model.Problem) { p.Visits[2].DifferentFrom = "v1" }, "nobody else is there"},
		{"v3", model.Remedy{Kind: "link", Carer: "c2"}, func(p *model.Problem) {
			p.Visits[2].SameCarerAs, p.Visits[0].Priority = "v1", 1
			another(p, "c2")
			p.Shifts[0].Start, p.Shifts[0].End = model.At(6, 50), model.At(7, 45)
			p.Visits[0].Windows = []model.Window{{Open: model.At(7, 0), Close: model.At(7, 10)}}
			p.Shifts[1].Start = model.At(10, 50)
			p.Visits = append(p.Visits[:1:1], p.Visits[2])
		}, "c1 makes v1 and goes home, c2 comes hours after"},
		{"v1", model.Remedy{Kind: "tied"}, func(p *model.Problem) {
			p.Visits[2].Windows[0] = model.Window{Open: model.At(9, 0), Close: model.At(9, 55)}
			p.Visits[2].Tied = model.Follow{Visit: "v1"}
		}, "two carers at once, and there is one"},
		{"v1", model.Remedy{Kind: "tied"}, func(p *model.Problem) {
			p.Visits[1].Windows[0] = model.Window{Open: model.At(9, 0), Close: model.At(9, 55)}
			p.Visits[1].ParallelWith = "v1"
		}, "a couple's visits at once, and there is one carer"},
		{"v2", model.Remedy{Kind: "pool", Carer: "c1", Minutes: 10}, func(p *model.Problem) { wished(p, 50, 0) }, "a wish of half an hour, and twenty minutes are left"},
		{"v2", model.Remedy{Kind: "pool_day", Carer: "c1", Minutes: 20}, func(p *model.Problem) { wished(p, 600, 40) }, "a wish beside half an hour on a day of forty minutes"},
		{"v2", model.Remedy{Kind: "group", Carer: "c1", Visit: "v3"}, func(p *model.Problem) {
			p.Visits[1].Group, p.Visits[2].Group, p.Visits[2].Skills = "g", "g", []model.Skill{"hoist"}
		}, "v3 has no place, and v2 waits for it"},
		{"v3", model.Remedy{Kind: "skill", Carer: "c1", Skill: "hoist"}, func(p *model.Problem) {
			p.Visits[1].Group, p.Visits[2].Group, p.Visits[2].Skills = "g", "g", []model.Skill{"hoist"}
		}, "the member in the way says what it lacks"},
	} {
		before := solve(t, easy(), solver.Options{Iterations: 100, Islands: 1})
		require.Empty(t, before.Rota.Unallocated, "the day has room")
		p := easy()
		c.spoil(p)
		require.Empty(t, model.Validate(p).Errors(), c.why)
		r := solve(t, p, solver.Options{Iterations: 100, Islands: 1})
		u := left(r.Rota, c.visit)
		require.NotNil(t, u, "%s: %s is not left out", c.why, c.visit)
		require.Equal(t, &c.want, u.Remedy, "%s: %+v", c.why, u.Reasons)
		if c.want.Kind == "tied" {
			require.Equal(t, model.RuleTied, u.Reasons[0].Blocks[0].Rule, "not two carers for one visit")
		}
		q, err := solver.Apply(p, u)
		require.NoError(t, err)
		require.Empty(t, model.Validate(q).Errors(), c.why)
		again := solve(t, q, solver.Options{Iterations: 100, Islands: 1, From: r.Rota})
		require.Nil(t, left(again.Rota, c.visit), c.why)
		require.LessOrEqual(t, again.Score.Breaches, r.Score.Breaches, c.why)
	}
}

// wished makes a wish of v2, on a pool of a week on which v1 draws, too.
func wished(p *model.Problem, minutes, dayMax int) {
	p.Pools = []model.Pool{{
		ID: "q", OwnerKind: model.OwnPatch, Owners: []string{"north"}, PeriodWeeks: 1, PeriodStart: tiny.Start, Minutes: minutes, DayMax: dayMax, DrawMax: 30,
	}}
	p.Visits[0].Pool, p.Visits[1].Pool = "q", "q"
	p.Visits[1].Optional, p.Visits[1].Rank = true, 1
}

// left finds a visit among those that a rota leaves out.
func left(r *model.Rota, id model.VisitID) *model.Unallocated {
	for i := range r.Unallocated {
		if r.Unallocated[i].Visit == id {
			return &r.Unallocated[i]
		}
	}
	return nil
}
