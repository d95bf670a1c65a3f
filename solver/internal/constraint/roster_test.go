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

// rosterProblem is a ward of chance: shifts that anybody may work, with everything that can be asked of
// carers' days.
func rosterProblem(rng *rand.Rand) *model.Problem {
	p := &model.Problem{
		Format: 1, Plan: model.Plan{Start: model.NewDate(2026, 11, 23), Weeks: 1 + rng.IntN(3)},
		Rules:   model.Rules{Break: model.BreakRule{After: 1440}},
		Patches: []model.Patch{{ID: "north", NameEn: "North"}},
		Objective: model.Objective{Levels: map[model.Code]model.Level{
			model.RuleFairness:  model.Off,
			model.RuleNightWork: model.Off, model.RuleOverHours: model.Off, model.RuleHours48: model.Off, model.RuleMaxHours: model.Off, model.RuleUnderHours: model.Off,
		}},
	}
	shifts := []model.Shift{
		{ID: "early", Start: model.At(7, 0), End: model.At(15, 0)},
		{ID: "late", Start: model.At(13, 0), End: model.At(21, 0), NoNext: []model.ShiftID{"early"}},
		{ID: "night", Start: model.At(21, 0), End: model.At(31, 0), NoNext: []model.ShiftID{"early", "late"}},
	}
	for i := range shifts {
		s := &shifts[i]
		s.Kind, s.MinInRow, s.MaxInRow = []string{"", "day", s.Kind}[rng.IntN(3)], rng.IntN(4), 4*rng.IntN(2)
		if rng.IntN(3) == 0 {
			s.Skills = []model.Skill{"hoist"}
		}
	}
	for _, s := range shifts[:1+rng.IntN(3)] {
		s.Carer, s.Status, s.Shared, s.Days = model.AnyCarer, model.Open, true, model.EveryDay
		p.Shifts = append(p.Shifts, s)
	}
	if rng.IntN(2) == 0 { // one that is no longer there
		p.Shifts = append(p.Shifts, model.Shift{
			ID: "old", Carer: model.AnyCarer, Status: model.Open, Shared: true, Date: p.Plan.Start.Add(-1), Start: model.At(7, 0), End: model.At(15, 0),
			Kind: "day", NoNext: []model.ShiftID{"early"}, MinInRow: 2,
		})
	}
	if rng.IntN(2) == 0 { // wishes instead of law
		for _, r := range []model.Code{model.RuleDaysInRow, model.RuleShortStint, model.RuleDaysOff, model.RuleWeekends, model.RuleStaffing, model.RuleSuccession, model.RuleShiftsInRow, model.RuleWholeWeekends} {
			p.Objective.Levels[r] = model.Wishes
		}
	}
	p.Rules.LateEarly.Rest, p.Rules.SixthDay.Most = 600+60*rng.IntN(5), 2+rng.IntN(4)
	for _, r := range []model.Code{model.RuleLateEarly, model.RuleSixthDay} {
		p.Objective.Levels[r] = []model.Level{model.Wishes, model.Wishes, model.Wishes, model.Law, model.Off}[rng.IntN(5)]
	}
	p.Rules.LongDay.Most = 360 + 60*rng.IntN(4)
	p.Objective.Levels[model.RuleLongDay] = []model.Level{model.Wishes, model.Wishes, model.Wishes, model.Wishes, model.Off, model.Law}[rng.IntN(6)]
	day := func() model.Date { return p.Plan.Start.Add(rng.IntN(7 * p.Plan.Weeks)) }
	for i := range 2 + rng.IntN(3) {
		id := model.CarerID(fmt.Sprintf("c%d", i))
		c := model.Carer{ID: id, Name: string(id), Patch: "north", Mode: model.ModeCar, Contract: model.Contract{Kind: model.ZeroHours}}
		c.MaxSpan = []int{0, 480, 540}[rng.IntN(3)]
		c.MaxDaysInRow, c.MinDaysInRow, c.MinDaysOff = rng.IntN(6), rng.IntN(4), rng.IntN(4)
		if rng.IntN(2) == 0 {
			n := rng.IntN(2)
			c.MaxWeekends = &n
		}
		c.WeekendParity = []string{"", model.ParityA, model.ParityB}[rng.IntN(3)]
		if rng.IntN(2) == 0 {
			c.MostOf = []model.ShiftCount{{Shift: "early", Count: rng.IntN(4)}}
		}
		if rng.IntN(2) == 0 {
			c.Contract.MinPlan, c.Contract.MaxPlan = 960, 2400
		}
		if rng.IntN(2) == 0 {
			c.Skills = []model.DatedSkill{{Skill: "hoist"}}
		}
		c.MaxDaysOff, c.WholeWeekends = 4*rng.IntN(2), rng.IntN(2) == 0
		if none := 0.0; rng.IntN(2) == 0 {
			c.Contract.Kind, c.Contract.TolerancePct, c.Contract.Overtime = model.Guaranteed, &none, rng.IntN(2) == 0
			c.Contract.Min4w = 3680 * rng.IntN(3)
			c.Contract.MinWeek = 920 * rng.IntN(2)
		}
		p.Carers = append(p.Carers, c)
		p.CarerHours = append(p.CarerHours, lastWeek(rng, p, id)...)
		if rng.IntN(2) == 0 {
			d := model.Moment{Date: day()}
			p.Absences = append(p.Absences, model.Absence{Carer: id, From: d, To: d, Kind: "leave"})
		}
		p.Requests = append(p.Requests,
			model.Request{Carer: id, Date: day(), Want: model.WantOff, Weight: new(2.0)},
			model.Request{Carer: id, Date: day(), Shift: "early", Want: model.WantOn})
	}
	if rng.IntN(3) == 0 {
		p.Plan.FrozenUntil, p.Plan.AsOf = p.Plan.Start.Add(rng.IntN(4)-1), model.Moment{Date: p.Plan.Start.Add(-rng.IntN(4)), Clock: model.At(12, 0), Timed: true}
		p.Objective.Levels[model.RuleFreeze] = []model.Level{model.Law, model.Wishes, model.Wishes}[rng.IntN(3)]
		for i := range p.Carers {
			s := &p.Shifts[rng.IntN(len(p.Shifts))]
			row := model.Worked{Carer: p.Carers[i].ID, Date: p.Plan.Start.Add(rng.IntN(5)), Shift: s.ID, Start: s.Start, End: s.End - model.Clock(30*(rng.IntN(4)/3))}
			if rng.IntN(5) == 0 {
				row.Reason = "swap"
			}
			p.Published = append(p.Published, row)
		}
	}
	p.Cover = []model.Cover{
		{Where: "north", Days: model.EveryDay, Shift: "early", Needed: 1, Wanted: 2, Under: new(3.0), Over: 1},
		{Where: "north", Days: 0b0011111, Start: model.At(13, 0), End: model.At(16, 15), Needed: 1, Wanted: 1, Skill: "hoist"},
		{Where: "north", Days: 0b1100000, Start: model.At(23, 0), End: model.At(25, 0), Needed: 0, Wanted: 1},
	}
	return p
}

// lastWeek is what a carer did before the plan: nothing is known, days off, a shift that the plan has or
// has not, or one that nobody remembers.
func lastWeek(rng *rand.Rand, p *model.Problem, id model.CarerID) []model.CarerWeek {
	w := model.CarerWeek{Carer: id, WeekStart: p.Plan.Start.Add(-7), MinutesWorked: 900}
	switch rng.IntN(4) {
	case 0:
		return nil
	case 1:
		w.DaysOff = 1 + rng.IntN(5)
		return []model.CarerWeek{w}
	case 2:
		w.LastShift, w.ShiftsInRow = p.Shifts[rng.IntN(len(p.Shifts))].ID, rng.IntN(3)
	}
	w.DaysInRow = max(1, w.ShiftsInRow) + rng.IntN(4)
	if rng.IntN(2) == 0 {
		w.LastShiftEnd = model.Moment{Date: p.Plan.Start.Add(-1), Clock: model.At(17+rng.IntN(10), 30), Timed: true}
	}
	return []model.CarerWeek{w}
}

// TestRosterIsTheRules: what lines of days cost as a roster is what the rules say of the same shifts:
// the same wishes, and a breach where they find one.
func TestRosterIsTheRules(t *testing.T) {
	lawful := 0
	for seed := range uint64(1200) {
		rng := rand.New(rand.NewPCG(seed, 1))
		p := rosterProblem(rng)
		if len(p.Shifts) == 1 {
			p.Shifts[0].NoNext = nil
		}
		h, err := model.Expand(p)
		require.NoError(t, err)
		in, err := state.Compile(h, func(_, _, _ int) bool { return true })
		require.NoError(t, err)
		rules := constraint.New(in)
		r := rules.Roster()
		require.NotNil(t, r)
		busy := rng.IntN(4)
		lines, score := drawn(t, in, rules, r, rng, false, func() bool { return rng.IntN(4) < busy })
		require.Equal(t, score.Wishes, lines.Total.Wishes(), "seed %d", seed)
		require.Equal(t, score.Breaches > 0, lines.Total.Law() > 0, "seed %d: %v", seed, score)
		if score.Breaches == 0 {
			lawful++
		}
	}
	require.Greater(t, lawful, 30)
}

// turns adds a rotation that two carers work.
func turns(p *model.Problem) {
	p.Shifts = append(p.Shifts, model.Shift{ID: "turn", Rotation: "r", Days: 1, Start: model.At(4, 0), End: model.At(6, 0), Status: model.Open})
	p.Rotations = []model.Rotation{{Carer: "c0", Rotation: "r"}, {Carer: "c1", Rotation: "r"}}
}

// TestRosterOfRotation: the carers of a rotation have the same shift as an option, each for themselves.
func TestRosterOfRotation(t *testing.T) {
	p := rosterProblem(rand.New(rand.NewPCG(3, 1)))
	p.Absences, p.CarerHours = nil, nil
	shifts := len(p.Shifts)
	turns(p)
	h, err := model.Expand(p)
	require.NoError(t, err)
	in, err := state.Compile(h, func(_, _, _ int) bool { return true })
	require.NoError(t, err)
	r := constraint.New(in).Roster()
	require.NotNil(t, r)
	require.Equal(t, shifts+1, r.In.Options)
}

// TestNoRoster: visits, a shift for one only, and two shifts on one day are no matter of lines.
func TestNoRoster(t *testing.T) {
	for name, change := range map[string]func(p *model.Problem){
		"for one": func(p *model.Problem) { p.Shifts[0].Shared = false },
		"two a day": func(p *model.Problem) {
			for i, at := range []int{6, 18} {
				p.Shifts = append(p.Shifts, model.Shift{
					ID: model.ShiftID(fmt.Sprint(i)), Carer: "c0", Date: p.Plan.Start, Start: model.At(at, 0), End: model.At(at+1, 0), Status: model.Given,
				})
			}
		},
		"together": func(p *model.Problem) {
			p.Colleagues = []model.Colleagues{{Carer: "c0", Other: "c1", Work: model.WorkTogether}}
		},
		"apart": func(p *model.Problem) {
			p.Colleagues = []model.Colleagues{{Carer: "c0", Other: "c1", Work: model.WorkApart}}
		},
		"shared out fairly": func(p *model.Problem) {
			p.Objective.Levels[model.RuleFairness] = model.Wishes
			for i := range p.Carers {
				p.Carers[i].Contract.Kind, p.Carers[i].Contract.MinWeek = model.Guaranteed, 600
			}
		},
		"weekends shared out as law": func(p *model.Problem) {
			p.Plan.Weeks, p.Carers[0].MaxWeekends = 2, nil
			p.Objective.Levels[model.RuleFairWeekend] = model.Law
		},
		"a shift of a rotation that leave cuts for one": func(p *model.Problem) {
			turns(p)
			p.Absences = []model.Absence{{Carer: "c1", From: model.Moment{Date: p.Plan.Start, Clock: model.At(4, 0), Timed: true}, To: model.Moment{Date: p.Plan.Start, Clock: model.At(5, 0), Timed: true}}}
		},
		"weekly rest as a wish":    func(p *model.Problem) { p.Objective.Levels[model.RuleWeeklyRest] = model.Wishes },
		"weekly rest by fortnight": func(p *model.Problem) { p.Rules.WeeklyRest.Form = model.ByFortnight },
		"given only": func(p *model.Problem) {
			p.Shifts[0].Status, p.Shifts[0].Carer, p.Shifts[0].Shared = model.Given, "c0", false
			p.Shifts = p.Shifts[:1]
		},
		"nights of those who opted out": func(p *model.Problem) {
			delete(p.Objective.Levels, model.RuleNightWork)
			delete(p.Objective.Levels, model.RuleHours48)
			p.Shifts[0].Start, p.Shifts[0].End, p.Carers[0].OptOut48 = model.At(22, 0), model.At(30, 0), true
		},
		"nights without the 48 hours": func(p *model.Problem) {
			delete(p.Objective.Levels, model.RuleNightWork)
			p.Shifts[0].Start, p.Shifts[0].End = model.At(22, 0), model.At(30, 0)
		},
		"a derogation": func(p *model.Problem) { p.Rules.Derogation.Rest = model.Yes },
		"rest that is owed": func(p *model.Problem) {
			p.CarerHours = []model.CarerWeek{{Carer: "c0", WeekStart: p.Plan.Start.Add(-7), RestOwed: 60}}
		},
		"nights in a row": func(p *model.Problem) {
			p.Objective.Levels[model.RuleNightRun] = model.Wishes
			p.Shifts[0].Start, p.Shifts[0].End = model.At(22, 0), model.At(30, 0)
		},
		"somebody under 18": func(p *model.Problem) { p.Carers[0].Born = model.NewDate(2010, 1, 1) },
		"leave before the plan": func(p *model.Problem) {
			delete(p.Objective.Levels, model.RuleHours48)
			p.Carers[0].StartDate = p.Plan.Start.Add(-7)
			p.CarerHours = []model.CarerWeek{{Carer: "c0", WeekStart: p.Plan.Start.Add(-7), MinutesWorked: 2880, MinutesLeave: 60}}
		},
	} {
		p := rosterProblem(rand.New(rand.NewPCG(3, 1)))
		p.Absences, p.CarerHours = nil, nil
		change(p)
		h, err := model.Expand(p)
		require.NoError(t, err)
		in, err := state.Compile(h, func(_, _, _ int) bool { return true })
		require.NoError(t, err)
		require.Nil(t, constraint.New(in).Roster(), name)
	}
}

// TestRosterOfLeave: days of leave that the average of 48 hours makes up for are no matter of lines where the longest
// shift of every day could bring it about that the average is too long, by the minute; else they are.
func TestRosterOfLeave(t *testing.T) {
	for _, c := range []struct {
		past int // minutes of each of sixteen weeks
		edit func(p *model.Problem)
		made bool
	}{
		{1800, nil, false}, // 30 hours
		{2850, nil, false}, // 16 × 2,850 + 6 × 480 + 480 are 48,960
		{2851, nil, true},
		{2851, func(p *model.Problem) { p.Carers[0].OptOut48 = true }, false},
		{2851, func(p *model.Problem) { p.CarerHours = p.CarerHours[1:] }, false}, // no average
		{2851, func(p *model.Problem) { p.Absences[0].Kind = "training" }, false},
		{2820, func(p *model.Problem) { p.Carers[0].OtherWeek = 30 }, true},      // 17 × 30
		{2849, func(p *model.Problem) { p.Rules.Hours48.LeaveDay = 496 }, false}, // if Friday's leave is of the length that nobody works
		{2849, func(p *model.Problem) { p.Rules.Hours48.LeaveDay = 497 }, true},
	} {
		p := rosterProblem(rand.New(rand.NewPCG(3, 1)))
		p.Plan.Weeks, p.CarerHours, p.Shifts = 1, nil, p.Shifts[:1]
		p.Shifts[0].Start, p.Shifts[0].End, p.Shifts[0].NoNext, p.Shifts[0].Break = model.At(7, 0), model.At(15, 0), nil, nil
		p.Carers[0].Contract = model.Contract{Kind: model.ZeroHours}
		delete(p.Objective.Levels, model.RuleHours48)
		friday := model.Moment{Date: p.Plan.Start.Add(4)}
		p.Absences = []model.Absence{{Carer: p.Carers[0].ID, From: friday, To: friday, Kind: "leave"}}
		for back := 1; back <= 16; back++ {
			p.CarerHours = append(p.CarerHours, model.CarerWeek{Carer: p.Carers[0].ID, WeekStart: p.Plan.Start.Add(-7 * back), MinutesWorked: c.past})
		}
		if c.edit != nil {
			c.edit(p)
		}
		h, err := model.Expand(p)
		require.NoError(t, err)
		in, err := state.Compile(h, func(_, _, _ int) bool { return true })
		require.NoError(t, err)
		require.Equal(t, c.made, constraint.New(in).Roster() == nil, "%+v", c.past)
	}
}

// drawn works an option of each day, or none, by chance, as a rota and as lines, and gives the lines with the score of
// the rota. apart: nobody works two at once. work is asked of every shift that there is.
func drawn(t *testing.T, in *state.Instance, rules *constraint.Rules, r *constraint.Roster, rng *rand.Rand, apart bool, work func() bool) (*roster.State, model.Score) {
	t.Helper()
	s := state.New(in)
	rules.Watch(s)
	trial, lines := state.NewTrial(s), roster.NewState(r.In)
	trial.Begin()
	for c := range r.In.Carers {
		end := int32(0)
		for d := range r.In.Days {
			k := rng.IntN(r.In.Options + 1)
			run := r.Runs[(c*r.In.Days+d)*(r.In.Options+1)+k]
			if run != state.NoRun && (!apart || in.RunStart[run] >= end) && work() {
				end = in.RunEnd[run]
				lines.Lines[c][d] = roster.Option(k)
				trial.Work(run, true)
			}
		}
	}
	require.True(t, trial.Time())
	trial.Commit()
	lines.Recount()
	return lines, rules.Score(s)
}
