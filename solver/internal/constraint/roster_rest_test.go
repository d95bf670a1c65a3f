package constraint_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/constraint"
	"github.com/milltir/milltir/solver/internal/roster"
	"github.com/milltir/milltir/solver/internal/state"
)

// restProblem is a roster of chance in which nothing counts but the rest of a week: shifts at any hour, of
// up to a day, some asleep and some on call, and what was worked last before the plan.
func restProblem(rng *rand.Rand) *model.Problem {
	p := &model.Problem{
		Format: 1, Plan: model.Plan{Start: model.NewDate(2026, 11, 23), Weeks: 1 + rng.IntN(4)},
		Patches:   []model.Patch{{ID: "north", NameEn: "North"}},
		Objective: model.Objective{Levels: make(map[model.Code]model.Level)},
	}
	for _, r := range model.RuleBook {
		if r.Code != model.RuleWeeklyRest {
			p.Objective.Levels[r.Code] = model.Off
		}
	}
	p.Rules.Break = model.BreakRule{After: 1440}
	p.Rules.WeeklyRest.Week = []int{0, 1440, 2100, 3000}[rng.IntN(4)]
	p.Rules.Rest.Daily = []int{0, 600, 660}[rng.IntN(3)]
	for i := range 1 + rng.IntN(4) {
		at := model.Clock(30 * rng.IntN(48))
		p.Shifts = append(p.Shifts, model.Shift{
			ID: model.ShiftID(fmt.Sprint("s", i)), Carer: model.AnyCarer, Status: model.Open, Shared: true, Days: model.EveryDay,
			Start: at, End: at + model.Clock(60+30*rng.IntN(47)), Kind: []string{"", "", model.SleepIn, model.OnCall}[rng.IntN(4)],
		})
	}
	for i := range 3 {
		id := model.CarerID(fmt.Sprint("c", i))
		p.Carers = append(p.Carers, model.Carer{ID: id, Name: string(id), Patch: "north", Mode: model.ModeCar, Contract: model.Contract{Kind: model.ZeroHours}})
		if rng.IntN(2) == 0 {
			end := model.Moment{Date: p.Plan.Start.Add(-rng.IntN(2)), Clock: model.Clock(15 * rng.IntN(96)), Timed: true}
			p.CarerHours = append(p.CarerHours, model.CarerWeek{Carer: id, WeekStart: p.Plan.Start.Add(-7), MinutesWorked: 900, LastShiftEnd: end})
		}
	}
	return p
}

// TestRosterIsTheWeeksRest: a roster finds a week without rest where the rule does, and as many.
func TestRosterIsTheWeeksRest(t *testing.T) {
	some := 0
	for seed := range uint64(400) {
		rng := rand.New(rand.NewPCG(seed, 7))
		h, err := model.Expand(restProblem(rng))
		require.NoError(t, err)
		in, err := state.Compile(h, func(_, _, _ int) bool { return true })
		require.NoError(t, err)
		rules := constraint.New(in)
		r := rules.Roster()
		require.NotNil(t, r)
		lines, score := drawn(t, in, rules, r, rng, true, func() bool { return rng.IntN(5) > 0 })
		require.Equal(t, score.Breaches, lines.Total.Law(), "seed %d", seed)
		if lines.Total.Law() > 0 {
			some++
		}
	}
	require.Greater(t, some, 100)
	require.Less(t, some, 380)
}

// TestRosterIsTheDaysRest: a roster finds too short a rest where the rule does, between days and within one, as many
// and of the same cost.
func TestRosterIsTheDaysRest(t *testing.T) {
	some, seen := 0, 0
	for seed := range uint64(200) {
		rng := rand.New(rand.NewPCG(seed, 11))
		p := restProblem(rng)
		level := []model.Level{model.Law, model.Wishes}[rng.IntN(2)]
		p.Objective.Levels[model.RuleWeeklyRest], p.Objective.Levels[model.RuleRest] = model.Off, level
		h, err := model.Expand(p)
		require.NoError(t, err)
		in, err := state.Compile(h, func(_, _, _ int) bool { return true })
		require.NoError(t, err)
		rules := constraint.New(in)
		r := rules.Roster()
		if r == nil {
			continue // the rest after a shift goes on past the day after it
		}
		seen++
		lines, score := drawn(t, in, rules, r, rng, true, func() bool { return rng.IntN(5) > 0 })
		require.Equal(t, score.Wishes, lines.Total.Wishes(), "seed %d", seed)
		require.Equal(t, score.Breaches, lines.Total.Law(), "seed %d", seed)
		if score.Breaches > 0 {
			some++
		}
	}
	require.Greater(t, some, 30)
	require.Greater(t, seen, 80)
}

// TestAutumnNight: four nights of ten hours are the most that a week may have, and an hour too many where
// the clocks go back in one of them: as lines no less than by the rule.
func TestAutumnNight(t *testing.T) {
	p := restProblem(rand.New(rand.NewPCG(1, 7)))
	p.Plan = model.Plan{Start: model.NewDate(2026, 10, 19), Weeks: 2}
	p.Rules = model.Rules{Break: model.BreakRule{After: 1440}}
	p.Objective.Levels[model.RuleMaxHours], p.Objective.Levels[model.RuleWeeklyRest] = model.Law, model.Off
	p.Shifts = []model.Shift{{ID: "night", Carer: model.AnyCarer, Status: model.Open, Shared: true, Days: model.EveryDay, Start: model.At(21, 0), End: model.At(31, 0)}}
	p.Carers, p.CarerHours = p.Carers[:1], nil
	p.Carers[0].Contract = model.Contract{Kind: model.Guaranteed, MaxWeek: 2400}
	h, err := model.Expand(p)
	require.NoError(t, err)
	in, err := state.Compile(h, func(_, _, _ int) bool { return true })
	require.NoError(t, err)
	rules := constraint.New(in)
	r := rules.Roster()
	require.NotNil(t, r)
	for monday, breaches := range map[int]int64{0: 1, 7: 0} {
		s := state.New(in)
		rules.Watch(s)
		trial, lines := state.NewTrial(s), roster.NewState(r.In)
		trial.Begin()
		for d := monday + 2; d < monday+6; d++ { // Wednesday to Saturday
			lines.Lines[0][d] = 1
			trial.Work(r.Runs[2*d+1], true)
		}
		require.True(t, trial.Time())
		trial.Commit()
		lines.Recount()
		require.Equal(t, breaches, rules.Score(s).Breaches)
		require.Equal(t, breaches > 0, lines.Total.Law() > 0)
	}
}
