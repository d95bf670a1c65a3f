package solver_test

import (
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver"
	"github.com/milltir/milltir/solver/internal/tiny"
)

// rostered are the rules about carers' days and about how many are there.
var rostered = []model.Code{
	model.RuleLateEarly, model.RuleSixthDay,
	model.RuleWeeklyRest, model.RuleSpan, model.RuleDaysInRow, model.RuleShortStint, model.RuleDaysOff, model.RuleWeekends, model.RuleSuccession, model.RuleShiftMost,
	model.RulePlanHours, model.RuleStaffing, model.RuleWanted, model.RuleRequest, model.RuleNotice, model.RuleTogether, model.RuleApart,
	model.RuleParity, model.RuleFairWeekend, model.RuleShiftSkill, model.RuleShiftsInRow, model.RuleWholeWeekends,
}

// rest gives a run without visits a break in the middle of where it belongs, where its shift needs one.
func (x *byHand) rest(run model.Run) model.Run {
	from, to := x.h.Calendar.Tick(run.Date, run.Start), x.h.Calendar.Tick(run.Date, run.End)
	for i := range x.h.Shifts {
		if ds := &x.h.Shifts[i]; ds.ID == run.Shift && ds.Date == run.Date && ds.Start == from {
			from, to = x.h.BreakSpan(ds)
		}
	}
	if length := x.h.Calendar.Ticks(run.Break); length > 0 {
		s := model.Stop{Kind: model.StopBreak}
		middle := (from + to - length) / 2
		middle -= middle % x.h.Calendar.Ticks(1)
		x.put(&s, run.Date, middle, middle+length)
		run.Stops = []model.Stop{s}
	}
	return run
}

// more yields the rotas in which somebody works a shift more.
func (x *byHand) more(date model.Date, carer model.CarerID, shift model.ShiftID) iter.Seq[*model.Rota] {
	return func(yield func(*model.Rota) bool) {
		for run := range x.idle(date, shift, carer) {
			r := clone(x.was)
			run = x.rest(run)
			if x.b.Rule == model.RuleMeeting {
				run.Stops = append(run.Stops, x.meet(run.Date))
			}
			r.Runs = append(r.Runs, run)
			if !yield(r) {
				return
			}
		}
	}
}

// meet is a stop at the meeting that a breach is about, when the others hold it.
func (x *byHand) meet(date model.Date) model.Stop {
	s := model.Stop{Kind: model.StopEvent, Event: model.EventID(x.b.Detail)}
	i := slices.IndexFunc(x.h.Problem.Events, func(e model.Event) bool { return string(e.ID) == x.b.Detail })
	at := x.h.Calendar.Tick(x.b.Date, x.b.At)
	x.put(&s, date, at, at+x.h.Calendar.Ticks(x.h.Problem.Events[i].Length))
	return s
}

// passed yields the rotas in which somebody else works instead of the carer of a run without visits, at
// those times, or the same carer in another shift of that day.
func (x *byHand) passed(date model.Date, f model.Fix) iter.Seq[*model.Rota] {
	return func(yield func(*model.Rota) bool) {
		for i, run := range x.was.Runs {
			visits := slices.ContainsFunc(run.Stops, func(s model.Stop) bool { return s.Kind == model.StopVisit })
			if visits || run.Date != date || run.Shift == "" || f.For != "" && (run.Carer != f.For || run.Shift != f.Shift) {
				continue
			}
			y := *x
			y.was = clone(x.was)
			y.was.Runs = slices.Delete(y.was.Runs, i, i+1)
			for other := range y.idle(date, f.Into, f.Carer) {
				r := clone(y.was)
				r.Runs = append(r.Runs, x.rest(other))
				same := other.Carer == run.Carer || other.Start == run.Start && other.End == run.End
				if same && !yield(r) {
					return
				}
			}
		}
	}
}

// traded yields the rotas in which two carers have exchanged their shifts of a date.
func (x *byHand) traded(date model.Date, a, b model.CarerID, shift, other model.ShiftID) iter.Seq[*model.Rota] {
	return func(yield func(*model.Rota) bool) {
		for i := range x.was.Runs {
			for j := range x.was.Runs {
				p, q := x.was.Runs[i], x.was.Runs[j]
				if p.Date != date || q.Date != date || p.Carer == q.Carer || p.Shift == "" || q.Shift == "" || a != "" && (p.Carer != a || q.Carer != b || p.Shift != shift || q.Shift != other) {
					continue
				}
				y := *x
				y.was = clone(x.was)
				y.was.Runs = slices.DeleteFunc(y.was.Runs, func(r model.Run) bool {
					return r.Date == date && (r.Carer == p.Carer && r.Shift == p.Shift || r.Carer == q.Carer && r.Shift == q.Shift)
				})
				for mine := range y.idle(date, "", p.Carer) {
					for theirs := range y.idle(date, "", q.Carer) {
						if mine.Start != q.Start || mine.End != q.End || theirs.Start != p.Start || theirs.End != p.End || mine.Shift == theirs.Shift {
							continue
						}
						r := clone(y.was)
						mine.Stops, theirs.Stops = slices.Clone(q.Stops), slices.Clone(p.Stops)
						r.Runs = append(r.Runs, mine, theirs)
						if !yield(r) {
							return
						}
					}
				}
			}
		}
	}
}

// requireNoShift asks that no shift more, given up, passed on or exchanged mends.
func (x *byHand) requireNoShift(none func(what string, rotas iter.Seq[*model.Rota])) {
	x.t.Helper()
	for day := range 7 * x.h.Weeks {
		date := x.h.Calendar.Start().Add(day)
		none("one shift more", x.more(date, "", ""))
		none("somebody else", x.passed(date, model.Fix{}))
		none("an exchange of shifts", x.traded(date, "", "", "", ""))
	}
	for i := range x.was.Runs {
		if x.was.Runs[i].Shift != "" {
			none("a shift given up", x.freed(i, model.Fix{}))
		}
	}
}

// staffed is a week without visits in which c1, c2 and c3 may work early or late each day, one carer in
// each, or a day of their own; with who works what, by day.
func staffed(works ...map[model.CarerID]model.ShiftID) (*model.Problem, *model.Rota) {
	p := easy()
	p.People, p.Visits = nil, nil
	p.Carers = p.Carers[:1]
	another(p, "c2")
	another(p, "c3")
	p.Shifts = []model.Shift{
		{ID: "early", Carer: model.AnyCarer, Days: 127, Start: model.At(7, 0), End: model.At(12, 0), Status: model.Open},
		{ID: "late", Carer: model.AnyCarer, Days: 127, Start: model.At(12, 0), End: model.At(17, 0), Status: model.Open},
	}
	for i := range p.Carers {
		p.Shifts = append(p.Shifts, model.Shift{ID: "day-" + model.ShiftID(p.Carers[i].ID), Carer: p.Carers[i].ID, Days: 127, Start: model.At(8, 0), End: model.At(13, 0), Status: model.Open})
	}
	r := &model.Rota{}
	for day, who := range works {
		for _, c := range []model.CarerID{"c1", "c2", "c3"} {
			if id := who[c]; id != "" {
				s := p.Shifts[slices.IndexFunc(p.Shifts, func(s model.Shift) bool { return s.ID == id })]
				r.Runs = append(r.Runs, model.Run{Carer: c, Date: p.Plan.Start.Add(day), Shift: id, Start: s.Start, End: s.End})
			}
		}
	}
	return p, r
}

type works = map[model.CarerID]model.ShiftID

// TestFixesOfShifts: each rule about days and cover, with the fix that anybody would name.
func TestFixesOfShifts(t *testing.T) {
	none, hoist := 0, []model.DatedSkill{{Skill: "hoist"}}
	early := model.Cover{Where: "north", Date: tiny.Start, Shift: "early", Needed: 1}
	c1, nothing := works{"c1": "early"}, func(*model.Problem) {}
	for _, c := range []struct {
		rule model.Code
		week []works
		edit func(p *model.Problem)
		want model.Fix
		why  string
	}{
		{
			model.RuleWeeklyRest,
			[]works{c1, c1, c1, c1, c1, c1, c1},
			nothing,
			model.Fix{Kind: "shift", Date: tiny.Start.Add(6), For: "c1", Shift: "early"},
			"Sunday off",
		},
		{
			model.RuleLateEarly,
			[]works{{"c1": "late"}, c1},
			func(p *model.Problem) {
				p.Rules.LateEarly.Rest = 900
				early.Date = tiny.Start.Add(1)
				p.Cover = []model.Cover{early}
			},
			model.Fix{Kind: "pass", For: "c1", Shift: "early", Carer: "c2", Into: "early"},
			"fourteen hours, and somebody has to be there",
		},
		{
			model.RuleSixthDay,
			[]works{c1, c1, c1, c1, c1, c1},
			nothing,
			model.Fix{Kind: "shift", For: "c1", Shift: "early"},
			"Saturday off",
		},
		{
			model.RuleSpan,
			[]works{c1},
			func(p *model.Problem) { p.Carers[0].MaxSpan = 240 },
			model.Fix{Kind: "shift", For: "c1", Shift: "early"},
			"an hour less than a shift",
		},
		{
			model.RuleDaysInRow,
			[]works{c1, c1, c1},
			func(p *model.Problem) { p.Carers[0].MaxDaysInRow = 2 },
			model.Fix{Kind: "shift", For: "c1", Shift: "early"},
			"the last of three",
		},
		{
			model.RuleShortStint,
			[]works{nil, c1},
			func(p *model.Problem) { p.Carers[0].MinDaysInRow = 2 },
			model.Fix{Kind: "work", Date: tiny.Start.Add(2), Carer: "c1", Into: "early"},
			"the next day too",
		},
		{
			model.RuleDaysOff,
			[]works{c1, nil, c1},
			func(p *model.Problem) { p.Carers[0].MinDaysOff = 2 },
			model.Fix{Kind: "work", Carer: "c1", Into: "early"},
			"not off at all",
		},
		{
			model.RuleDaysOff,
			[]works{c1, nil, c1},
			func(p *model.Problem) { p.Carers[0].MinDaysOff, p.Carers[0].MaxDaysInRow = 2, 2 },
			model.Fix{Kind: "shift", Date: tiny.Start.Add(2), For: "c1", Shift: "early"},
			"one day more off: the last is as good as none",
		},
		{
			model.RuleWeekends,
			[]works{5: c1},
			func(p *model.Problem) { p.Carers[0].MaxWeekends = &none },
			model.Fix{Kind: "shift", Date: tiny.Start.Add(5), For: "c1", Shift: "early"},
			"nobody needs it",
		},
		{
			model.RuleWeekends,
			[]works{5: c1},
			func(p *model.Problem) {
				p.Carers[0].MaxWeekends = &none
				early.Date = tiny.Start.Add(5)
				p.Cover = []model.Cover{early}
			},
			model.Fix{Kind: "pass", Date: tiny.Start.Add(5), For: "c1", Shift: "early", Carer: "c2", Into: "early"},
			"somebody has to be there",
		},
		{
			model.RuleParity,
			[]works{5: c1},
			func(p *model.Problem) {
				p.Carers[0].WeekendParity = model.ParityB
				early.Date = tiny.Start.Add(5)
				p.Cover = []model.Cover{early}
			},
			model.Fix{Kind: "pass", For: "c1", Shift: "early", Carer: "c2", Into: "early"},
			"the first weekend is A's, and somebody has to be there",
		},
		{
			model.RuleFairWeekend,
			[]works{6: c1},
			func(p *model.Problem) {
				p.CarerHours = []model.CarerWeek{{Carer: "c1", WeekStart: tiny.Start.Add(-7), MinutesWorked: 900, Weekends: 1}}
			},
			model.Fix{Kind: "shift", Date: tiny.Start.Add(6), For: "c1", Shift: "early"},
			"the share of two weekends was last week's",
		},
		{
			model.RuleSuccession,
			[]works{{"c1": "late"}, {"c1": "early", "c2": "late"}},
			func(p *model.Problem) { p.Shifts[1].NoNext = []model.ShiftID{"early"} },
			model.Fix{Kind: "trade", For: "c1", Shift: "early", Carer: "c2", Into: "late"},
			"c2 has slept longer",
		},
		{
			model.RuleShiftMost,
			[]works{c1, c1},
			func(p *model.Problem) { p.Carers[0].MostOf = []model.ShiftCount{{Shift: "early", Count: 1}} },
			model.Fix{Kind: "pass", Date: tiny.Start.Add(1), For: "c1", Shift: "early", Carer: "c1", Into: "day-c1"},
			"from eight",
		},
		{
			model.RulePlanHours,
			[]works{c1},
			func(p *model.Problem) { p.Carers[0].Contract.MinPlan = 600 },
			model.Fix{Kind: "work", Date: tiny.Start.Add(1), Carer: "c1", Into: "early"},
			"five hours more, and not after the early without a break",
		},
		{
			model.RulePlanHours,
			[]works{c1, c1},
			func(p *model.Problem) { p.Carers[0].Contract.MaxPlan = 300 },
			model.Fix{Kind: "shift", Date: tiny.Start.Add(1), For: "c1", Shift: "early"},
			"five hours fewer",
		},
		{
			model.RuleStaffing, nil,
			func(p *model.Problem) { early.Date = tiny.Start; p.Cover = []model.Cover{early} },
			model.Fix{Kind: "work", Carer: "c1", Into: "early"},
			"anybody does",
		},
		{
			model.RuleStaffing,
			[]works{{"c1": "early", "c2": "late"}},
			func(p *model.Problem) {
				early.Skill, p.Carers[1].Skills = "hoist", hoist
				p.Cover = []model.Cover{early}
			},
			model.Fix{Kind: "trade", For: "c2", Shift: "late", Carer: "c1", Into: "early"},
			"c2 holds the skill",
		},
		{
			model.RuleStaffing,
			[]works{{"c1": "early"}},
			func(p *model.Problem) { p.Cover = []model.Cover{early} },
			model.Fix{Kind: "none"},
			"nobody holds the skill",
		},
		{
			model.RuleWanted, nil,
			func(p *model.Problem) {
				p.Cover = []model.Cover{{Where: "north", Date: tiny.Start, Start: model.At(12, 30), End: model.At(13, 0), Wanted: 1, Under: new(100.0)}}
			},
			model.Fix{Kind: "work", Carer: "c1", Into: "day-c1"},
			"from eight till one",
		},
		{
			model.RuleWanted,
			[]works{c1},
			func(p *model.Problem) {
				p.Cover = []model.Cover{{Where: "north", Date: tiny.Start, Shift: "early", Over: 20}}
			},
			model.Fix{Kind: "shift", For: "c1", Shift: "early"},
			"one too many",
		},
		{
			model.RuleRequest,
			[]works{c1},
			func(p *model.Problem) {
				p.Requests = []model.Request{{Carer: "c1", Date: tiny.Start, Want: model.WantOff}}
			},
			model.Fix{Kind: "pass", For: "c1", Shift: "early", Carer: "c2", Into: "early"},
			"a day off",
		},
		{
			model.RuleRequest,
			[]works{{"c1": "early", "c2": "late"}},
			func(p *model.Problem) {
				p.Requests = []model.Request{{Carer: "c1", Date: tiny.Start, Shift: "late", Want: model.WantOn}}
			},
			model.Fix{Kind: "trade", For: "c2", Shift: "late", Carer: "c1", Into: "early"},
			"late, which c2 works",
		},
		{
			model.RuleNotice,
			[]works{{"c2": "early"}},
			published("c1", "early"),
			model.Fix{Kind: "pass", For: "c2", Shift: "early", Carer: "c1", Into: "early"},
			"c1 was told so, and c2 was not",
		},
		{
			model.RuleFreeze,
			[]works{{"c1": "day-c1"}},
			published("c1", "early"),
			model.Fix{Kind: "pass", For: "c1", Shift: "day-c1", Carer: "c1", Into: "early"},
			"not from eight till one: the early",
		},
		{
			model.RuleFreeze, nil,
			published("c1", "early"),
			model.Fix{Kind: "work", Carer: "c1", Into: "early"},
			"nobody works",
		},
	} {
		p, r := staffed(c.week...)
		c.edit(p)
		h, err := model.Expand(p)
		require.NoError(t, err)
		v := judged(t, h, r)
		i := slices.IndexFunc(v.Violations, func(x model.Violation) bool { return x.Rule == c.rule })
		require.GreaterOrEqual(t, i, 0, "%s is broken: %+v", c.rule, v.Violations)
		got := fixOf(t, p, r, c.rule, v.Violations[i].Date)
		require.Equal(t, c.want, got, "%s: %s", c.rule, c.why)
	}
}

// published has a carer published for a shift of Monday from seven to twelve, and Monday frozen.
func published(carer model.CarerID, shift model.ShiftID) func(p *model.Problem) {
	return func(p *model.Problem) {
		p.Plan.FrozenUntil, p.Plan.AsOf = p.Plan.Start, model.Moment{Date: p.Plan.Start.Add(-1), Clock: model.At(12, 0), Timed: true}
		p.Published = []model.Worked{{Carer: carer, Date: p.Plan.Start, Shift: shift, Start: model.At(7, 0), End: model.At(12, 0)}}
	}
}

// TestFixesOfShiftsMend: the same in rotas that fell from the sky; what is named mends, and where nothing
// is, no shift more, given up, passed on or exchanged would have.
func TestFixesOfShiftsMend(t *testing.T) {
	kinds := make(map[string]int)
	for seed := uint64(1); seed <= 16; seed++ {
		rng := rand.New(rand.NewPCG(seed, 5))
		week := make([]works, 7)
		for d := range week {
			week[d] = works{}
			for _, s := range []model.ShiftID{"early", "late"} {
				if c := model.CarerID(fmt.Sprint("c", rng.IntN(5))); week[d][c] == "" {
					week[d][c] = s
				}
			}
			if week[d]["c3"] == "" && d%3 == 0 { // beside an early or a late of the others
				week[d]["c3"] = "day-c3"
			}
		}
		p, r := staffed(week...)
		for i := range p.Carers {
			c, most := &p.Carers[i], rng.IntN(2)
			c.MaxDaysInRow, c.MinDaysInRow, c.MinDaysOff, c.MaxWeekends = 2+rng.IntN(4), rng.IntN(3), rng.IntN(3), &most
			if c.WeekendParity = []string{"", model.ParityA, model.ParityB}[rng.IntN(3)]; c.WeekendParity == "" {
				c.MaxWeekends = nil
				p.CarerHours = append(p.CarerHours, model.CarerWeek{Carer: c.ID, WeekStart: tiny.Start.Add(-7), MinutesWorked: 900, Weekends: 1})
			}
			c.MostOf = []model.ShiftCount{{Shift: "late", Count: rng.IntN(4)}}
			c.MaxDaysOff, c.WholeWeekends = 2+rng.IntN(3), rng.IntN(2) == 0
			if rng.IntN(2) == 0 {
				p.CarerHours = append(p.CarerHours, model.CarerWeek{Carer: c.ID, WeekStart: p.Plan.Start.Add(-7), DaysInRow: 1 + rng.IntN(3), LastShift: "late"})
			}
			c.Contract.MinPlan, c.Contract.MaxPlan = 300*rng.IntN(3), 300*(3+rng.IntN(3))
			if date := p.Plan.Start.Add(int(seed+uint64(i)) % 7); seed%4 == 0 {
				p.Published = append(p.Published, model.Worked{Carer: c.ID, Date: date, Shift: "early", Start: model.At(7, 0), End: model.At(12, 0)})
			}
			p.Requests = append(p.Requests, model.Request{Carer: c.ID, Days: model.Days(1 + rng.IntN(127)), Want: []string{model.WantOn, model.WantOff}[rng.IntN(2)], Shift: []model.ShiftID{"", "late"}[rng.IntN(2)]})
		}
		p.People, p.Visits = easy().People[:1], easy().Visits[:1]
		p.Visits[0].Days = 127
		for i := range r.Runs {
			if run := &r.Runs[i]; run.Shift == "early" && seed%2 == 0 {
				run.Stops = []model.Stop{{Kind: model.StopVisit, Visit: "v1", Start: model.At(9, 10), End: model.At(9, 40)}}
			}
		}
		p.Colleagues = []model.Colleagues{{Carer: "c1", Other: "c2", Work: model.WorkTogether}, {Carer: "c3", Other: "c1", Work: model.WorkApart}}
		p.Carers[1].Skills = []model.DatedSkill{{Skill: "hoist"}}
		p.Shifts[1].NoNext = []model.ShiftID{"early"}
		p.Shifts[1].MinInRow, p.Shifts[0].MaxInRow = 1+rng.IntN(3), rng.IntN(3)
		if rng.IntN(2) == 0 {
			p.Shifts[1].Skills = []model.Skill{"hoist"}
		}
		p.Rules.LateEarly.Rest, p.Rules.SixthDay.Most = 60*(13+int(seed%3)), 1+int(seed%3)
		p.Rules.WeeklyRest.Week, p.Carers[2].MaxSpan = 60*(30+5*int(seed)), 240+60*int(seed%3)
		p.Cover = []model.Cover{
			{Where: "north", Days: 127, Shift: "early", Needed: rng.IntN(2), Wanted: 1, Under: new(10.0)},
			{Where: "north", Days: 5, Start: model.At(12, 0), End: model.At(13, 30), Needed: 1, Over: 3, Skill: []model.Skill{"", "hoist"}[rng.IntN(2)]},
		}
		h, err := model.Expand(p)
		require.NoError(t, err)
		v := judged(t, h, r)
		fixes, err := solver.Fixes(context.Background(), h, r, v)
		require.NoError(t, err)
		all := newJudgedByHand(h, v)
		for i, f := range fixes {
			b := v.Violations[i]
			if f.Kind == model.FixLater || !slices.Contains(rostered, b.Rule) {
				continue
			}
			kinds[f.Kind]++
			kinds[string(b.Rule)+" "+fmt.Sprint(f.Found())]++
			hand := &byHand{all, t, r, b}
			hand.require(f, true)
		}
	}
	for _, kind := range []string{"work", "pass", "trade", "shift", "none"} {
		require.Greater(t, kinds[kind], 3, "%s: %v", kind, kinds)
	}
	for _, rule := range rostered {
		require.Positive(t, kinds[string(rule)+" true"], "%s: %v", rule, kinds)
	}
}
