package solver_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
	"github.com/milltir/milltir/solver"
	"github.com/milltir/milltir/solver/internal/tiny"
)

// judged is a rota with what the judge says of it.
func judged(t *testing.T, h *model.Horizon, r *model.Rota) *check.Verdict {
	t.Helper()
	v, err := check.Horizon(h, r)
	require.NoError(t, err)
	return v
}

func lawOf(v *check.Verdict) []model.Violation {
	return slices.DeleteFunc(slices.Clone(v.Violations), func(x model.Violation) bool { return x.Level != model.Law })
}

// TestFixesMend: in rotas that somebody has spoilt, every fix that is named, made by hand, mends its
// breach; no start nearer than the one that is named would have; and where none is, nothing would.
func TestFixesMend(t *testing.T) {
	kinds := make(map[string]int)
	for seed := uint64(1); seed <= 160; seed++ {
		p := tinyProblem(seed)
		p.Rules.Resolution, p.Rules.Step = 0, 0
		h, err := model.Expand(p)
		require.NoError(t, err)
		r := solve(t, p, solver.Options{Iterations: 20, Islands: 1, Bare: true}).Rota
		spoil(r, rand.New(rand.NewPCG(seed, 7)))
		verdict := judged(t, h, r)
		fixes, err := solver.Fixes(context.Background(), h, r, verdict)
		require.NoError(t, err)
		require.Len(t, fixes, len(verdict.Violations), "seed %d: one for each", seed)
		all := newJudgedByHand(h, verdict)
		for i, f := range fixes {
			b := verdict.Violations[i]
			kinds[string(b.Level)+" "+f.Kind]++
			if f.Visit != "" {
				kinds["of another"]++
			}
			if f.Worse > 0 {
				kinds["dear"]++
			}
			hand := &byHand{all, t, r, b}
			hand.require(f, b.Level == model.Law || uint64(i)%16 == seed%16)
		}
	}
	for _, kind := range []string{"law start", "law carer", "law none", "law join", "law leave", "law break", "law given", "wishes shift", "wishes carer", "wishes none", "cover place", "of another", "dear"} {
		require.Greater(t, kinds[kind], 1, "%s: %v", kind, kinds)
	}
}

// TestFixesOfExamples: the same, in the workspace of each rule, of the rota that is made without it.
func TestFixesOfExamples(t *testing.T) {
	dirs, err := filepath.Glob("../examples/rules/*/milltir.toml")
	require.NoError(t, err)
	found := 0
	for _, file := range dirs {
		p, err := model.ReadDir(filepath.Dir(file))
		require.NoError(t, err)
		rule := model.Code(filepath.Base(filepath.Dir(file)))
		without := *p
		without.Objective.Levels = maps.Clone(p.Objective.Levels)
		if without.Objective.Levels == nil {
			without.Objective.Levels = make(map[model.Code]model.Level)
		}
		if _, is := model.RuleOf(rule); is {
			without.Objective.Levels[rule] = model.Off
		}
		h, err := model.Expand(p)
		require.NoError(t, err)
		r := solve(t, &without, solver.Options{Iterations: 100, Islands: 1, Bare: true}).Rota
		verdict := judged(t, h, r)
		fixes, err := solver.Fixes(context.Background(), h, r, verdict)
		require.NoError(t, err)
		all := newJudgedByHand(h, verdict)
		for i, f := range fixes {
			hand := &byHand{all, t, r, verdict.Violations[i]}
			hand.require(f, true)
			if f.Found() && verdict.Violations[i].Rule == rule {
				found++
			}
		}
	}
	require.Greater(t, len(dirs), 40)
	require.Greater(t, found, 25, "of most rules a fix is found")
}

// spoil does one thing to a rota: it moves some visits by up to an hour, gives some to somebody else
// of that day, or takes stops out, adds carers and moves breaks.
func spoil(r *model.Rota, rng *rand.Rand) {
	how := rng.IntN(3)
	for i := range r.Runs {
		from, to := &r.Runs[i], &r.Runs[rng.IntN(len(r.Runs))]
		for k := range from.Stops {
			s := &from.Stops[k]
			d := model.Clock(rng.IntN(120) - 60)
			moves := how == 0 && s.Kind == model.StopVisit && rng.IntN(3) == 0 || how == 2 && s.Kind == model.StopBreak && rng.IntN(2) == 0
			if moves && s.Start+d >= 0 {
				s.Start, s.End = s.Start+d, s.End+d
			}
		}
		if len(from.Stops) == 0 || how == 0 {
			continue
		}
		n := rng.IntN(len(from.Stops))
		other := from.Carer != to.Carer && from.Date == to.Date && from.Stops[n].Kind == model.StopVisit
		if other && (how == 1 || rng.IntN(2) == 0) {
			to.Stops = append(to.Stops, from.Stops[n])
		}
		if other && how == 1 || how == 2 && rng.IntN(4) == 0 {
			from.Stops = slices.Delete(from.Stops, n, n+1)
		}
	}
}

// TestFixOfEachKind: small breaches, with the fix that anybody would name.
func TestFixOfEachKind(t *testing.T) {
	for _, c := range []struct {
		rule  model.Code
		want  model.Fix
		spoil func(p *model.Problem, r *model.Rota)
		why   string
	}{
		{model.RuleWindow, model.Fix{Kind: "start", Start: model.At(9, 20)}, func(_ *model.Problem, r *model.Rota) {
			r.Runs[0].Stops[0].Start, r.Runs[0].Stops[0].End = model.At(9, 25), model.At(9, 55)
			r.Runs[0].Stops[1].Start, r.Runs[0].Stops[1].End = model.At(10, 15), model.At(10, 45)
		}, "five minutes late: the window closes at twenty past"},
		{model.RuleList, model.Fix{Kind: "carer", Carer: "c2", For: "c1"}, func(p *model.Problem, _ *model.Rota) { p.People[1].Never = []model.CarerID{"c1"} }, "c2 is free"},
		{model.RuleList, model.Fix{Kind: "swap", Carer: "c2", For: "c1", Other: "v1"}, func(p *model.Problem, r *model.Rota) {
			r.Runs[1].Stops, r.Runs[0].Stops = r.Runs[0].Stops[:1:1], r.Runs[0].Stops[1:]
			p.Visits[0].Windows = []model.Window{{Open: model.At(10, 10), Close: model.At(10, 10)}}
			p.Visits[1].Windows = p.Visits[0].Windows
			r.Runs[1].Stops[0].Start, r.Runs[1].Stops[0].End = model.At(10, 10), model.At(10, 40)
			p.People[1].Never = []model.CarerID{"c1"}
		}, "c2 is with p1 at that time, where c1 is wanted"},
		{model.RuleList, model.Fix{Kind: "carer", Carer: "c2", For: "c1", Start: model.At(10, 13)}, func(p *model.Problem, r *model.Rota) {
			r.Runs[1].Stops, r.Runs[0].Stops = r.Runs[0].Stops[:1:1], r.Runs[0].Stops[1:]
			r.Runs[1].Stops[0].Start, r.Runs[1].Stops[0].End = model.At(9, 40), model.At(10, 10)
			p.Visits[0].Windows = []model.Window{{Open: model.At(9, 40), Close: model.At(9, 40)}}
			p.People[0].Only, p.People[1].Never = []model.CarerID{"c1", "c2"}, []model.CarerID{"c1"}
			r.Runs[0].Stops[0].Start, r.Runs[0].Stops[0].End = model.At(10, 5), model.At(10, 35)
			p.Visits[0].Skills = []model.Skill{"insulin"}
			p.Carers[1].Skills = []model.DatedSkill{{Skill: "insulin"}}
		}, "c2 has to come from p1 first, and c1 cannot go there instead"},
		{model.RuleList, model.Fix{Kind: "none"}, func(p *model.Problem, _ *model.Rota) { p.People[1].Never = []model.CarerID{"c1", "c2"} }, "c2 is not wanted either"},
		{model.RuleLeg, model.Fix{Kind: "start", Visit: "v1", Start: model.At(9, 8)}, func(p *model.Problem, r *model.Rota) {
			r.Runs[0].Stops[1].Start, r.Runs[0].Stops[1].End = model.At(9, 41), model.At(10, 11)
			p.Visits[1].Windows[0] = model.Window{Open: model.At(9, 41), Close: model.At(9, 41)}
			p.People[1].Only = []model.CarerID{"c1"}
		}, "too little time from v1 to v2, which cannot wait"},
		{model.RuleShift, model.Fix{Kind: "start", Visit: "v3", Start: model.At(11, 0)}, func(p *model.Problem, r *model.Rota) {
			p.Shifts[0].End, r.Runs[0].End = model.At(11, 30), model.At(11, 30)
		}, "v3 ends ten minutes after the shift"},
		{model.RuleShort, model.Fix{Kind: "length", Minutes: 30}, func(p *model.Problem, r *model.Rota) {
			p.Visits[1].Length, p.Visits[1].LengthMax, r.Runs[0].Stops[1].End = 20, 45, model.At(10, 30)
		}, "nothing allows twenty minutes, and there is time for thirty"},
		{model.RuleShort, model.Fix{Kind: "none"}, func(p *model.Problem, r *model.Rota) {
			p.Visits[1].Length, r.Runs[0].Stops[1].End = 20, model.At(10, 30)
		}, "it may not be longer than agreed"},
		{model.RulePair, model.Fix{Kind: "join", Carer: "c2"}, func(p *model.Problem, _ *model.Rota) { p.Visits[1].Carers = 2 }, "it takes two, and c2 is free"},
		{model.RulePair, model.Fix{Kind: "leave", For: "c2"}, func(p *model.Problem, r *model.Rota) {
			r.Runs[1].Stops = append(r.Runs[1].Stops, r.Runs[0].Stops[1])
			p.People[1].KeyHolders = []model.CarerID{"c1"}
		}, "one is enough, and c1 has the key"},
		{model.RuleCover, model.Fix{Kind: "place", Carer: "c1", Start: model.At(10, 0)}, func(p *model.Problem, r *model.Rota) {
			r.Runs[0].Stops = slices.Delete(r.Runs[0].Stops, 1, 2)
			p.People[1].KeyHolders = []model.CarerID{"c1"}
		}, "c1 has the key, and time as soon as the window opens"},
		{model.RuleCover, model.Fix{Kind: "place", Carer: "c1", With: "c2", Start: model.At(10, 0)}, func(p *model.Problem, r *model.Rota) {
			r.Runs[0].Stops = slices.Delete(r.Runs[0].Stops, 1, 2)
			p.Visits[1].Carers = 2
		}, "for two who are both to find"},
		{model.RuleCover, model.Fix{Kind: "none"}, func(p *model.Problem, r *model.Rota) {
			r.Runs[0].Stops = slices.Delete(r.Runs[0].Stops, 1, 2)
			p.Visits[1].Carers = 3
		}, "for three: explain weighs it"},
		{model.RulePair, model.Fix{Kind: "full", Carer: "c2"}, func(p *model.Problem, r *model.Rota) {
			r.Runs[1].Stops = append(r.Runs[1].Stops, r.Runs[0].Stops[1])
			r.Runs[1].Stops[0].Role = model.RoleShadow
			r.Runs[0].Stops = slices.Delete(r.Runs[0].Stops, 1, 2)
		}, "only a shadow is there, who may as well be the carer"},
		{model.RulePair, model.Fix{Kind: "leave", For: "c2"}, func(p *model.Problem, r *model.Rota) {
			p.Visits[1].Skills = []model.Skill{"insulin"}
			r.Runs[1].Stops = append(r.Runs[1].Stops, r.Runs[0].Stops[1])
			r.Runs[1].Stops[0].Role = model.RoleShadow
			r.Runs[0].Stops = slices.Delete(r.Runs[0].Stops, 1, 2)
		}, "only a shadow is there, and nobody else may be"},
		{model.RuleList, model.Fix{Kind: "carer", Carer: "c2", For: "c1"}, func(p *model.Problem, r *model.Rota) {
			r.Runs[1].Stops = append(r.Runs[1].Stops, r.Runs[0].Stops[1])
			r.Runs[1].Stops[0].Role = model.RoleShadow
			p.People[1].Never = []model.CarerID{"c1"}
		}, "the shadow comes instead"},
		{model.RuleBreak, model.Fix{Kind: "break", Carer: "c1", Start: model.At(10, 40), Minutes: 20}, func(p *model.Problem, _ *model.Rota) {
			b := 20
			p.Shifts[0].Break = &b
		}, "the middle is taken by v2; after it there is time"},
		{model.RuleBreak, model.Fix{Kind: "break", Carer: "c1", Start: model.At(14, 20), Minutes: 20}, func(p *model.Problem, r *model.Rota) {
			p.Shifts = append(p.Shifts, model.Shift{ID: "pm", Carer: "c1", Days: model.EveryDay, Start: model.At(13, 0), End: model.At(16, 0), Status: model.Open})
			r.Runs = append(r.Runs, model.Run{Carer: "c1", Date: p.Plan.Start, Shift: "pm", Start: model.At(13, 0), End: model.At(16, 0)})
		}, "five hours and three end to end want one, which neither does by itself"},
		{model.RuleEvent, model.Fix{Kind: "event", Carer: "c1", Start: model.At(12, 0)}, func(p *model.Problem, _ *model.Rota) {
			p.Events = []model.Event{{ID: "e1", Attendees: []model.CarerID{"c1"}, Date: p.Plan.Start, Start: model.At(12, 0), Length: 30, Kind: "supervision"}}
		}, "the meeting was forgotten"},
		{model.RuleAvailable, model.Fix{Kind: "shift", Carer: "c2", For: "c1", Shift: "s1"}, func(p *model.Problem, _ *model.Rota) {
			p.Shifts[0].Status = model.Open
			unavailable(p)
		}, "c1 said no to an open shift, and c2 works that day"},
		{model.RuleAvailable, model.Fix{Kind: "shift", Carer: "c2", For: "c1", Shift: "s1", Into: "c2"}, func(p *model.Problem, r *model.Rota) {
			p.Shifts[0].Status, p.Shifts[1].Status = model.Open, model.Open
			r.Runs = r.Runs[:1]
			unavailable(p)
		}, "c2 could work that day"},
		{model.RuleAvailable, model.Fix{Kind: "shift", For: "c1", Shift: "s1"}, func(p *model.Problem, r *model.Rota) {
			p.Shifts[0].Status = model.Open
			unavailable(p)
			r.Runs[0].Stops, r.Runs[1].Stops = nil, r.Runs[0].Stops
		}, "nobody is visited in it"},
		{model.RuleAvailable, model.Fix{Kind: "given"}, func(p *model.Problem, _ *model.Rota) { unavailable(p) }, "the shift is given"},
		{model.RuleMaxHours, model.Fix{Kind: "given"}, func(p *model.Problem, _ *model.Rota) { p.Carers[0].Contract.MaxWeek = 60 }, "too many hours, in a given shift"},
		{model.RuleMaxHours, model.Fix{Kind: "carer", Visit: "v3", Date: tiny.Start, Carer: "c2", For: "c1"}, func(p *model.Problem, _ *model.Rota) {
			p.Carers[0].Contract.MaxWeek, p.Rules.Paid = 100, model.BySpan
		}, "paid from the first visit to the last"},
		{model.RuleUnderHours, model.Fix{Kind: "shift", Date: tiny.Start, Carer: "c2", For: "c1", Shift: "s1", Into: "c2"}, func(p *model.Problem, r *model.Rota) {
			p.Shifts[0].Status, p.Shifts[1].Status = model.Open, model.Open
			p.Carers[1].Contract = model.Contract{Kind: model.Guaranteed, MinWeek: 300}
			r.Runs = r.Runs[:1]
		}, "c2 was promised what c1 does"},
		{model.RuleTeam, model.Fix{Kind: "carer", Carer: "c2", For: "c1"}, func(p *model.Problem, _ *model.Rota) {
			p.People[1].NamedTeam = []model.CarerID{"c2"}
			p.Objective.Weights = map[model.Code]model.Weights{model.RuleTeam: {20}}
		}, "a wish that is worth the way"},
		{model.RuleTeam, model.Fix{Kind: "carer", Carer: "c2", For: "c1", Worse: 6818}, func(p *model.Problem, _ *model.Rota) {
			p.People[1].NamedTeam = []model.CarerID{"c2"}
		}, "a wish that is not"},
		{model.RuleBalance, model.Fix{Kind: "whole"}, func(p *model.Problem, _ *model.Rota) {
			p.Objective.Levels = map[model.Code]model.Level{model.RuleBalance: model.Wishes}
		}, "it is about everybody"},
	} {
		p := easy()
		another(p, "c2")
		r := &model.Rota{}
		for i, v := range []model.VisitID{"v1", "v2", "v3"} {
			if i == 0 {
				r.Runs = []model.Run{
					{Carer: "c1", Date: p.Plan.Start, Shift: "s1", Start: model.At(8, 0), End: model.At(13, 0)},
					{Carer: "c2", Date: p.Plan.Start, Shift: "c2", Start: model.At(8, 0), End: model.At(13, 0)},
				}
			}
			at := model.At(9+i, 10)
			r.Runs[0].Stops = append(r.Runs[0].Stops, model.Stop{Kind: model.StopVisit, Visit: v, Start: at, End: at + 30})
		}
		h, err := model.Expand(p)
		require.NoError(t, err)
		require.Empty(t, lawOf(judged(t, h, r)), "lawful before")
		c.spoil(p, r)
		h, err = model.Expand(p)
		require.NoError(t, err)
		v := judged(t, h, r)
		fixes, err := solver.Fixes(context.Background(), h, r, v)
		require.NoError(t, err)
		i := slices.IndexFunc(v.Violations, func(x model.Violation) bool { return x.Rule == c.rule })
		require.GreaterOrEqual(t, i, 0, "%s is broken: %s", c.rule, c.why)
		got := fixes[i]
		got.Tried = nil // TestFixesSayWhatWasTried
		require.Equal(t, c.want, got, c.why)
		hand := &byHand{newJudgedByHand(h, v), t, r, v.Violations[i]}
		hand.require(fixes[i], true)
	}
}

// unavailable has c1 say no to the whole first day.
func unavailable(p *model.Problem) {
	p.Availability = []model.Availability{{Carer: "c1", Date: p.Plan.Start, From: 0, To: model.At(23, 59), Level: model.AvailNo}}
}

// TestFixesAreBounded: whoever has many breaches is told of the first, and nobody waits past the end.
func TestFixesAreBounded(t *testing.T) {
	p := easy()
	for i := range 60 {
		v := p.Visits[0]
		v.ID += model.VisitID(fmt.Sprint("-", i))
		p.Visits = append(p.Visits, v)
	}
	h, err := model.Expand(p)
	require.NoError(t, err)
	r := &model.Rota{Runs: []model.Run{{Carer: "c1", Date: p.Plan.Start, Shift: "s1", Start: model.At(8, 0), End: model.At(13, 0)}}}
	for i := range p.Visits[3:] {
		r.Runs[0].Stops = append(r.Runs[0].Stops, model.Stop{Kind: model.StopVisit, Visit: p.Visits[3+i].ID, Start: model.At(10, 0), End: model.At(10, 30)})
	}
	v := judged(t, h, r)
	count := func(ctx context.Context) map[string]int {
		fixes, err := solver.Fixes(ctx, h, r, v)
		require.NoError(t, err)
		kinds := make(map[string]int)
		for i := range fixes {
			if v.Violations[i].Level == model.Law {
				kinds[fixes[i].Kind]++
			}
		}
		return kinds
	}
	require.Equal(t, len(lawOf(v))-40, count(context.Background())["later"], "forty breaches of law are looked at")
	over, cancel := context.WithCancel(context.Background())
	cancel()
	require.Equal(t, map[string]int{"later": len(lawOf(v)) - 40, "ended": 40}, count(over), "the two are told apart")
}
