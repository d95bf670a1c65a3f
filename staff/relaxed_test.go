package staff

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
)

// on is a shift that a carer works on a day of the plan; made is a visit that she makes in one, its date that day's.
func on(day int, carer, shift string) model.RotaRow {
	r := model.RotaRow{Kind: model.StopShift, Shift: model.ShiftID(shift)}
	r.Carer, r.Date = model.CarerID(carer), monday.Add(day)
	return r
}

func made(day int, carer, shift, visit, from, to string) model.RotaRow {
	r := on(day, carer, shift)
	r.Kind, r.Visit, r.Start, r.End = "", model.VisitID(visit), at(from), at(to)
	return r
}

// kindOf adds a shift of a kind that anybody may work once on some days.
func kindOf(id, kind string, days model.Days, from, to string) func(p *model.Problem) {
	return func(p *model.Problem) {
		p.Shifts = append(p.Shifts, model.Shift{ID: model.ShiftID(id), Carer: model.AnyCarer, Days: days, Start: at(from), End: at(to), Kind: kind, Status: model.Open})
	}
}

func inShift(id string, days model.Days) func(p *model.Problem) {
	return func(p *model.Problem) {
		p.Cover = append(p.Cover, model.Cover{Where: "p", Days: days, Shift: model.ShiftID(id), Needed: 1})
	}
}

func only(carers int) func(p *model.Problem) {
	return func(p *model.Problem) { p.Carers, p.Shifts = p.Carers[:carers], nil }
}

func levelled(code model.Code, to model.Level) func(p *model.Problem) {
	return func(p *model.Problem) { p.Objective.Levels = map[model.Code]model.Level{code: to} }
}

// Each of these rotas is full and lawful, says the judge, though a row of the program once said that there was none,
// or none with so few shifts or hours: what is no law must bar nothing.
func TestNoRowIsStricterThanTheLaw(t *testing.T) {
	hoists := func(p *model.Problem) { p.Carers[0].Skills = []model.DatedSkill{{Skill: "hoist"}} }
	for _, tt := range []struct {
		name   string
		change func(p *model.Problem)
		rows   []model.RotaRow
		reason string
	}{
		{
			"on call, then early", all(only(1), kindOf("call", model.OnCall, 1, "17:00", "23:00"), kindOf("early", "early", 2, "07:00", "12:00"), inShift("call", 1), inShift("early", 2)),
			[]model.RotaRow{on(0, "c0", "call"), on(1, "c0", "early")},
			"a call that is not made is no work",
		},
		{
			"late, then on call", all(only(1), kindOf("late", "late", 1, "17:00", "23:00"), kindOf("call", model.OnCall, 2, "06:00", "12:00"), inShift("late", 1), inShift("call", 2)),
			[]model.RotaRow{on(0, "c0", "late"), on(1, "c0", "call")},
			"nor is it where it is the later of the two",
		},
		{
			"a given call", all(only(1), kindOf("early", "early", 2, "07:00", "12:00"), inShift("early", 2), func(p *model.Problem) {
				p.Shifts = append(p.Shifts, model.Shift{ID: "call", Carer: "c0", Days: 1, Start: at("17:00"), End: at("23:00"), Kind: model.OnCall, Status: model.Given})
			}),
			[]model.RotaRow{on(0, "c0", "call"), on(1, "c0", "early")},
			"as one that is given",
		},
		{
			"skills are a wish", all(only(2), hoists, kindOf("early", "early", 1, "07:00", "12:00"), kindOf("too", "early", 1, "07:00", "12:00"), cover("07:00", "07:30", 1, "hoist"),
				visit("a", "08:00", "08:00", 60, hoist), visit("b", "08:00", "08:00", 60, hoist), levelled(model.RuleSkill, model.Wishes)),
			[]model.RotaRow{made(0, "c0", "early", "v0", "08:00", "09:00"), made(0, "c1", "too", "v1", "08:00", "09:00")},
			"cover asks for the skill by law, visits only wish for it",
		},
		{
			"roles that nobody has", all(only(1), kindOf("early", "early", 1, "07:00", "12:00"), visit("a", "08:00", "08:00", 60, func(v *model.Visit) {
				v.Roles = []model.Role{{Name: "first"}, {Name: "second", Skills: []model.Skill{"hoist"}}}
			})),
			[]model.RotaRow{made(0, "c0", "early", "v0", "08:00", "09:00")},
			"a visit for one takes the first role only",
		},
		{
			"cover past Sunday midnight", all(only(2), kindOf("night", "night", 1<<6, "25:00", "30:30"), kindOf("early", "early", 1, "06:30", "12:00"), func(p *model.Problem) {
				p.Plan.Weeks = 2
				p.Cover = []model.Cover{{Where: "p", Date: monday.Add(6), Start: at("25:00"), End: at("31:00"), Needed: 1}}
			}),
			[]model.RotaRow{on(6, "c0", "night"), on(7, "c1", "early")},
			"from 06:30 the next week's Monday meets it",
		},
		{
			"a shift cut by leave", all(only(1), visit("a", "08:00", "08:00", 60), func(p *model.Problem) {
				p.Shifts = []model.Shift{{ID: "own", Carer: "c0", Days: 1, Start: at("07:00"), End: at("15:00"), Kind: "early", Status: model.Given}}
				p.Absences = []model.Absence{{Carer: "c0", From: model.Moment{Date: monday, Clock: at("11:00"), Timed: true}, To: model.Moment{Date: monday}, Kind: "holiday"}}
			}),
			[]model.RotaRow{made(0, "c0", "own", "v0", "08:00", "09:00")},
			"four hours are left of it",
		},
		{
			"and its break with it", all(only(1), visit("a", "10:00", "10:00", 30), func(p *model.Problem) {
				p.Shifts = []model.Shift{{ID: "own", Carer: "c0", Days: 1, Start: at("07:00"), End: at("15:00"), BreakFrom: at("10:00"), BreakTo: at("10:20"), Kind: "early", Status: model.Given}}
				p.Absences = []model.Absence{{Carer: "c0", From: model.Moment{Date: monday, Clock: at("12:00"), Timed: true}, To: model.Moment{Date: monday}, Kind: "holiday"}}
			}),
			[]model.RotaRow{made(0, "c0", "own", "v0", "10:00", "10:30")},
			"five hours need none, so 10:00 to 10:20 is free",
		},
		{
			"a young worker's break", all(only(1), visit("a", "10:00", "10:00", 30, func(v *model.Visit) { v.Kind = "sit" }), func(p *model.Problem) {
				p.Carers[0].Born = model.NewDate(2009, 6, 1)
				p.Shifts = []model.Shift{{ID: "any", Carer: model.AnyCarer, Days: 1, Start: at("07:00"), End: at("14:00"), BreakFrom: at("10:00"), BreakTo: at("10:25"), Kind: "early", Status: model.Open}}
			}),
			[]model.RotaRow{made(0, "c0", "any", "v0", "10:00", "10:30")},
			"half an hour does not fit what the shift names: it lies elsewhere",
		},
		{
			"a skill that ran out", all(only(1), kindOf("night", "night", 4, "00:30", "05:00"), visit("a", "49:00", "50:00", 60, hoist), func(p *model.Problem) {
				p.Carers[0].Skills = []model.DatedSkill{{Skill: "hoist", Until: monday}}
			}),
			[]model.RotaRow{made(0, "c0", "night", "v0", "49:00", "50:00")},
			"Monday's visit, early on Wednesday: skills go by its date",
		},
		{
			"a skill that ran out, windows a wish", all(only(1), kindOf("late", "late", 4, "17:00", "20:00"), visit("a", "08:00", "08:00", 60, hoist), levelled(model.RuleWindow, model.Wishes), func(p *model.Problem) {
				p.Plan.Weeks, p.Carers[0].Skills = 4, []model.DatedSkill{{Skill: "hoist", Until: monday}}
				p.Visits[0].ValidFrom, p.Visits[0].ValidTo, p.Shifts[0].Days, p.Shifts[0].Date = monday, monday, 0, monday.Add(2)
			}),
			[]model.RotaRow{made(0, "c0", "late", "v0", "66:00", "67:00")},
			"Monday's visit, made on Wednesday, at a price",
		},
		{
			"lengths are a wish", all(only(1), kindOf("early", "early", 1, "07:00", "08:30"), visit("a", "08:30", "08:30", 60), levelled(model.RuleLength, model.Wishes), func(p *model.Problem) {
				p.People[0].Funding, p.People[0].AgreementShort = model.FundingSelf, monday-9
			}),
			[]model.RotaRow{made(0, "c0", "early", "v0", "08:30", "08:30")},
			"no time at all, at the end of the shift: it costs",
		},
		{
			"an event between visits", all(only(1), kindOf("early", "early", 1, "08:00", "10:30"), visit("a", "08:00", "08:00", 60), visit("a", "09:30", "09:30", 60), huddle("09:00", 30)),
			[]model.RotaRow{made(0, "c0", "early", "v0", "08:00", "09:00"), event("e", "09:00", "09:30"), made(0, "c0", "early", "v1", "09:30", "10:30")},
			"the shift holds both visits and it, to the minute",
		},
		{
			"events in what counts as travel", all(only(1), kindOf("early", "early", 1, "08:00", "12:30"), visit("a", "08:00", "08:00", 30), visit("a", "10:00", "10:00", 30), visit("a", "12:00", "12:00", 30),
				huddle("08:30", 90), huddle("10:30", 90)),
			[]model.RotaRow{
				made(0, "c0", "early", "v0", "08:00", "08:30"), event("e", "08:30", "10:00"), made(0, "c0", "early", "v1", "10:00", "10:30"),
				event("e1", "10:30", "12:00"), made(0, "c0", "early", "v2", "12:00", "12:30"),
			},
			"the time until a visit may start is no travel that an event is in the way of",
		},
		{
			"another's event", all(only(2), kindOf("early", "early", 1, "08:00", "12:00"), visit("a", "08:00", "08:00", 60), huddle("08:30", 30)),
			[]model.RotaRow{made(0, "c1", "early", "v0", "08:00", "09:00")},
			"the same shift holds more of one who is not at it",
		},
		{
			"no time at all beside an event", all(only(1), kindOf("early", "early", 1, "08:30", "10:00"), visit("a", "08:30", "08:30", 60), levelled(model.RuleLength, model.Wishes), huddle("08:30", 30), func(p *model.Problem) {
				p.People[0].Funding, p.People[0].AgreementShort = model.FundingSelf, monday-9
			}),
			[]model.RotaRow{made(0, "c0", "early", "v0", "08:30", "08:30"), event("e", "08:30", "09:00")},
			"a visit of no length fits before it",
		},
		{
			"hours from the first visit to the last", all(only(1), kindOf("early", "early", 1, "07:00", "12:00"), visit("a", "08:00", "08:00", 60), func(p *model.Problem) { p.Rules.Paid = model.BySpan }),
			[]model.RotaRow{made(0, "c0", "early", "v0", "08:00", "09:00")},
			"one hour, not five",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h, err := model.Expand(day(tt.change))
			require.NoError(t, err)
			rota, err := model.Assemble(h, tt.rows)
			require.NoError(t, err)
			v, err := check.Horizon(h, rota)
			require.NoError(t, err)
			require.True(t, v.Score.Lawful(), "%v", v.Violations)
			r, err := Determine(context.Background(), h, nil, Options{})
			require.NoError(t, err)
			r.Compare(h, rota, v.Score, v.Measures)
			require.True(t, r.Rota.Full && r.Rota.Lawful, "%+v %+v", r.Rota, rota.Unallocated)
			require.False(t, r.Team.None, tt.reason)
			require.Equal(t, len(tt.rows) > 0, r.Rota.Shifts > 0)
			require.LessOrEqual(t, r.Team.LeastShifts, r.Rota.Shifts, tt.reason)
			require.LessOrEqual(t, r.Team.LeastPaid, r.Rota.Paid, tt.reason)
			require.LessOrEqual(t, r.Needs[0].LeastShifts, r.Rota.Shifts, tt.reason)
			require.LessOrEqual(t, r.Needs[0].LeastPaid, r.Rota.Paid, tt.reason)
			sum := 0
			for _, w := range r.Weeks {
				sum += w.LeastPaid
			}
			require.LessOrEqual(t, sum, r.Rota.Paid, tt.reason)
		})
	}
}

// huddle adds an event of c0 on the Monday: "e", then "e1".
func huddle(from string, length int) func(p *model.Problem) {
	return func(p *model.Problem) {
		id := "e"
		if n := len(p.Events); n > 0 {
			id = fmt.Sprint("e", n)
		}
		p.Events = append(p.Events, model.Event{ID: model.EventID(id), Attendees: []model.CarerID{"c0"}, Date: monday, Start: at(from), Length: length, Kind: "huddle"})
	}
}

func event(id, from, to string) model.RotaRow {
	r := made(0, "c0", "early", id, from, to)
	r.Kind = model.StopEvent
	return r
}

// An event inside a shift takes its length of what the shift holds, by law; as a wish, or beside the shift, it does not.
func TestEventsTakeTheirLength(t *testing.T) {
	plan := all(only(1), kindOf("early", "early", 1, "08:00", "10:00"), visit("a", "08:00", "08:00", 60), visit("a", "09:00", "09:00", 60))
	for _, tt := range []struct {
		change func(p *model.Problem)
		none   bool
		reason string
	}{
		{all(plan, huddle("09:00", 30)), true, "half an hour of the two hours is the event's"},
		{all(plan, huddle("09:00", 30), levelled(model.RuleEvent, model.Wishes)), false, "the event is missed, at a price"},
		{all(plan, huddle("09:30", 60)), false, "not inside the shift: no rule asks for it"},
		{plan, false, "two visits of an hour fill the shift"},
	} {
		require.Equal(t, tt.none, determined(t, day(tt.change), Options{}).Team.None, tt.reason)
	}
}

// Skills go by the date of what asks for them: who had one once does not count for what is dated later, whatever else a
// plan holds that may be made late.
func TestSkillsThatRunOut(t *testing.T) {
	const week4 = 21
	dated := func(day int) func(v *model.Visit) {
		return func(v *model.Visit) {
			v.Days, v.ValidFrom, v.ValidTo = model.EveryDay, monday.Add(day), monday.Add(day)
		}
	}
	until := func(day int) func(p *model.Problem) {
		return func(p *model.Problem) {
			p.Plan.Weeks, p.Carers[0].Skills = 4, []model.DatedSkill{{Skill: "hoist", Until: monday.Add(day)}}
		}
	}
	plan := all(only(2), kindOf("early", "early", model.EveryDay, "07:00", "12:00"), kindOf("too", "early", model.EveryDay, "07:00", "12:00"))
	wish := levelled(model.RuleWindow, model.Wishes)
	for _, tt := range []struct {
		change func(p *model.Problem)
		none   bool
		reason string
	}{
		{all(plan, until(2), wish, visit("a", "08:00", "08:00", 60, hoist, dated(week4))), true, "on day 3 it ends, in week 4 it is asked for"},
		{all(plan, until(week4), wish, visit("a", "08:00", "08:00", 60, hoist, dated(week4))), false, "the last day is one"},
		{all(plan, until(week4-1), visit("a", "08:00", "08:00", 60, hoist, dated(week4))), true, "a day too few, though some visit may be late"},
		{all(plan, until(week4-1), visit("a", "08:00", "08:00", 60, hoist, dated(week4-1))), false, "on its last day"},
		{all(plan, until(week4-1), visit("b", "25:00", "34:00", 60, dated(week4-1)), visit("a", "08:00", "08:00", 60, hoist, dated(week4))), true, "another's visit of the day before asks for no skill"},
		{all(plan, until(week4-1), visit("b", "32:00", "32:00", 60, hoist, dated(week4-1)), visit("a", "10:00", "10:00", 60, dated(week4))), false, "in the shift of a day later she makes the visit of the day before"},
	} {
		r := determined(t, day(tt.change), Options{})
		require.Equal(t, tt.none, r.Team.None, tt.reason)
	}
}

// Cover after Sunday's midnight that only Sunday's night meets is the ending week's: seven nights a week, and no fewer at
// a border. Where a shift of Monday meets it as well nobody knows whose it is.
func TestCoverAfterSunday(t *testing.T) {
	plan := func(weeks int) func(p *model.Problem) {
		return all(only(3), kindOf("early", "early", model.EveryDay, "07:00", "14:30"), kindOf("night", "night", model.EveryDay, "22:00", "31:00"), func(p *model.Problem) {
			p.Plan.Weeks = weeks
			p.Cover = []model.Cover{{Where: "p", Days: model.EveryDay, Start: at("25:00"), End: at("30:00"), Needed: 1}}
		})
	}
	for weeks := 1; weeks <= 3; weeks++ {
		r := determined(t, day(plan(weeks)), Options{})
		require.Equal(t, 7*weeks, r.Needs[0].LeastShifts)
		require.Equal(t, 7*weeks, r.Team.LeastShifts)
		for _, w := range r.Weeks {
			require.Equal(t, 7, w.LeastShifts)
		}
	}
	r := determined(t, day(all(plan(2), kindOf("small", "small", model.EveryDay, "01:00", "06:00"))), Options{})
	require.Equal(t, 13, r.Needs[0].LeastShifts, "Sunday's night of week 0, or the small hours of week 1's Monday")
}

// What is work still keeps its rest: a sleep-in is, asleep or not.
func TestRestOfWork(t *testing.T) {
	for kind, none := range map[string]bool{model.SleepIn: true, "late": true, model.OnCall: false} {
		r := determined(t, day(all(only(1), kindOf("first", kind, 1, "17:00", "23:00"), kindOf("early", "early", 2, "07:00", "12:00"), inShift("first", 1), inShift("early", 2))), Options{})
		require.Equal(t, none, r.Team.None, kind)
	}
}

// With a tolerance the other of a pair may leave later than the shortest attendance; where pairs are a wish, hours later.
func TestPredecessorsOfPairs(t *testing.T) {
	p := day(all(visit("a", "08:00", "08:00", 60, pair), visit("a", "10:00", "10:00", 30), func(p *model.Problem) { p.Rules.Pair.Tolerance = 15 }))
	before := func() int32 {
		h, err := model.Expand(p)
		require.NoError(t, err)
		w, err := newWork(h, Options{})
		require.NoError(t, err)
		return w.predecessors()[visitOf(h, 1)] / h.Calendar.Resolution()
	}
	require.Equal(t, int32(30), before(), "the one from 08:15 to 09:15, the other until 09:30")
	p.Objective.Levels = map[model.Code]model.Level{model.RulePair: model.Wishes}
	require.Zero(t, before())
}
