package solver_test

import (
	"context"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver"
	"github.com/milltir/milltir/solver/internal/tiny"
)

// fixOf gives the fix of what a rule finds on a date, made by hand too.
func fixOf(t *testing.T, p *model.Problem, r *model.Rota, rule model.Code, date model.Date) model.Fix {
	t.Helper()
	h, err := model.Expand(p)
	require.NoError(t, err)
	v := judged(t, h, r)
	fixes, err := solver.Fixes(context.Background(), h, r, v)
	require.NoError(t, err)
	i := slices.IndexFunc(v.Violations, func(x model.Violation) bool { return x.Rule == rule && x.Date == date })
	require.GreaterOrEqual(t, i, 0, "%s is broken: %+v", rule, v.Violations)
	hand := &byHand{newJudgedByHand(h, v), t, r, v.Violations[i]}
	hand.require(fixes[i], true)
	return fixes[i]
}

// introduced is a week in which c1 knows p1, and c2 comes on Tuesday and Wednesday for the first time.
func introduced() (*model.Problem, *model.Rota) {
	p := easy()
	another(p, "c2")
	p.People, p.Visits = p.People[:1], p.Visits[:1]
	p.Visits[0].Days = 7
	p.Visits[0].Windows[0].Close = model.At(11, 0)
	p.Shifts[0].Days, p.Shifts[1].Days = 7, 7
	p.History = []model.Contact{{Person: "p1", Carer: "c1", LastVisit: tiny.Start.Add(-7), Visits90d: 5, VisitsInPlan: 5}}
	p.Objective.Levels = map[model.Code]model.Level{model.RuleIntroduction: model.Wishes, model.RuleTravel: model.Off, model.RuleWait: model.Off}
	r := &model.Rota{}
	for day := range 3 {
		for i, c := range []model.CarerID{"c1", "c2"} {
			run := model.Run{Carer: c, Date: p.Plan.Start.Add(day), Shift: p.Shifts[i].ID, Start: model.At(8, 0), End: model.At(13, 0)}
			if i == min(day, 1) {
				run.Stops = []model.Stop{{Kind: model.StopVisit, Visit: "v1", Start: model.At(9, 0), End: model.At(9, 30)}}
			}
			r.Runs = append(r.Runs, run)
		}
	}
	return p, r
}

// TestFixesDoNotWander: with c1 on Tuesday c2 would come for the first time on Wednesday, nobody known
// beside them all the same; and an exchange of two new faces only has them elsewhere.
func TestFixesDoNotWander(t *testing.T) {
	p, r := introduced()
	tuesday := tiny.Start.Add(1)
	f := fixOf(t, p, r, model.RuleIntroduction, tuesday)
	require.Equal(t, model.FixShadow, f.Kind, "%+v", f)
	require.Equal(t, p.Plan.Start, f.Date, "on Monday, beside c1")

	p, r = introduced()
	another(p, "c3")
	r.Runs = append(r.Runs[2:4:4], model.Run{Carer: "c3", Date: tuesday, Shift: "c3", Start: model.At(8, 0), End: model.At(13, 0)})
	p.Visits[0].Days, p.Shifts[2].Days = 2, 2
	p.Shifts[0].Days, p.Shifts[1].Days = 2, 2
	p.People[0].Only = []model.CarerID{"c2", "c3"}
	p.Objective.Levels[model.RuleNewFace] = model.Wishes
	f = fixOf(t, p, r, model.RuleNewFace, tuesday)
	require.Equal(t, model.FixNone, f.Kind, "c3 is as new as c2: %+v", f)
	f = fixOf(t, p, r, model.RuleIntroduction, tuesday)
	require.Equal(t, model.FixNone, f.Kind, "c3 is as new as c2: %+v", f)
}

// TestFixesOpenShifts: c2's shift is open, and nobody works it yet.
func TestFixesOpenShifts(t *testing.T) {
	rest := 20
	for _, c := range []struct {
		rule  model.Code
		want  model.Fix
		spoil func(p *model.Problem, r *model.Rota)
	}{
		{model.RuleList, model.Fix{Kind: "carer", Carer: "c2", For: "c1", Into: "c2"}, func(p *model.Problem, _ *model.Rota) {
			p.People[1].Never = []model.CarerID{"c1"}
		}},
		{model.RuleList, model.Fix{Kind: "carer", Carer: "c2", For: "c1", Into: "any"}, func(p *model.Problem, _ *model.Rota) {
			p.People[1].Never = []model.CarerID{"c1"}
			p.Shifts[1].ID, p.Shifts[1].Carer = "any", "any"
		}},
		{model.RuleList, model.Fix{Kind: "carer", Carer: "c2", For: "c1", Into: "c2"}, func(p *model.Problem, _ *model.Rota) {
			p.People[1].Never = []model.CarerID{"c1"}
			p.Shifts[1].Break = &rest
		}},
		{model.RuleWindow, model.Fix{Kind: "carer", Carer: "c2", For: "c1", Start: model.At(9, 10), Into: "c2"}, func(p *model.Problem, r *model.Rota) {
			p.Visits[1].Windows[0] = model.Window{Open: model.At(9, 10), Close: model.At(9, 10)}
			p.Visits[0].Windows[0] = p.Visits[1].Windows[0]
			p.People[0].Only = []model.CarerID{"c1"}
		}},
		{model.RulePair, model.Fix{Kind: "join", Carer: "c2", Into: "c2"}, func(p *model.Problem, _ *model.Rota) { p.Visits[1].Carers = 2 }},
		{model.RuleCover, model.Fix{Kind: "place", Carer: "c2", Start: model.At(10, 0), Into: "c2"}, func(p *model.Problem, r *model.Rota) {
			r.Runs[0].Stops = slices.Delete(r.Runs[0].Stops, 1, 2)
			p.People[1].Never = []model.CarerID{"c1"}
		}},
		{model.RuleCover, model.Fix{Kind: "place", Carer: "c2", With: "c1", Start: model.At(10, 0), Into: "c2"}, func(p *model.Problem, r *model.Rota) {
			r.Runs[0].Stops = slices.Delete(r.Runs[0].Stops, 1, 2)
			p.Visits[1].Carers = 2
		}},
	} {
		p := easy()
		another(p, "c2")
		p.Shifts[1].Status = model.Open
		r := &model.Rota{Runs: []model.Run{{Carer: "c1", Date: p.Plan.Start, Shift: "s1", Start: model.At(8, 0), End: model.At(13, 0)}}}
		for i, v := range []model.VisitID{"v1", "v2", "v3"} {
			at := model.At(9+i, 10)
			r.Runs[0].Stops = append(r.Runs[0].Stops, model.Stop{Kind: model.StopVisit, Visit: v, Start: at, End: at + 30})
		}
		c.spoil(p, r)
		require.Equal(t, c.want, fixOf(t, p, r, c.rule, p.Plan.Start), c.rule)
	}
}

// TestShadowInAnOpenShift: as law an introduction is worth a shift; as a wish it is not.
func TestShadowInAnOpenShift(t *testing.T) {
	for level, want := range map[model.Level]model.Fix{
		model.Law:    {Kind: "shadow", Date: tiny.Start, Carer: "c2", Into: "c2"},
		model.Wishes: {Kind: "none", Tried: []string{"start", "carer"}},
	} {
		p, r := introduced()
		p.Objective.Levels[model.RuleIntroduction] = level
		p.Shifts[1].Status = model.Open
		r.Runs = slices.Delete(r.Runs, 1, 2)
		require.Equal(t, want, fixOf(t, p, r, model.RuleIntroduction, tiny.Start.Add(1)), level)
	}
}

// TestFixesSayWhatWasTried: only kinds of which there was a change to try.
func TestFixesSayWhatWasTried(t *testing.T) {
	for _, c := range []struct {
		want  []string
		rule  model.Code
		spoil func(p *model.Problem, r *model.Rota)
	}{
		{nil, model.RuleCover, func(p *model.Problem, r *model.Rota) {
			r.Runs[0].Stops = r.Runs[0].Stops[1:]
			p.Visits[0].Carers = 3
		}},
		{[]string{"place"}, model.RuleCover, func(p *model.Problem, r *model.Rota) {
			r.Runs[0].Stops = r.Runs[0].Stops[1:]
			p.People[0].Never = []model.CarerID{"c1", "c2"}
		}},
		{[]string{"start", "carer"}, model.RuleList, func(p *model.Problem, r *model.Rota) {
			another(p, "c2")
			p.People[0].Never = []model.CarerID{"c1", "c2"}
			r.Runs = append(r.Runs, model.Run{Carer: "c2", Date: p.Plan.Start, Shift: "c2", Start: model.At(8, 0), End: model.At(13, 0)})
		}},
		{[]string{"start", "open"}, model.RuleList, func(p *model.Problem, _ *model.Rota) {
			another(p, "c2")
			p.Shifts[1].Status = model.Open
			p.People[0].Never = []model.CarerID{"c1", "c2"}
		}},
	} {
		p := easy()
		p.Visits, p.People = p.Visits[:1], p.People[:1]
		r := &model.Rota{Runs: []model.Run{{Carer: "c1", Date: p.Plan.Start, Shift: "s1", Start: model.At(8, 0), End: model.At(13, 0)}}}
		r.Runs[0].Stops = []model.Stop{{Kind: model.StopVisit, Visit: "v1", Start: model.At(9, 0), End: model.At(9, 30)}}
		c.spoil(p, r)
		f := fixOf(t, p, r, c.rule, p.Plan.Start)
		require.Equal(t, model.FixNone, f.Kind)
		require.Equal(t, c.want, f.Tried)
	}
}
