package check

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
)

func worked(t *testing.T, p *model.Problem, lines string) CarerTime {
	t.Helper()
	h := expand(t, p)
	times, err := Hours(h, rota(t, h, lines))
	require.NoError(t, err)
	require.Len(t, times, len(p.Carers))
	require.Equal(t, model.CarerID("c1"), times[0].Carer)
	return times[0]
}

// An early is from 07:00 to 12:00, a late from 14:00 to 20:00, a night from 22:00 to 07:00.
func TestHoursOfWork(t *testing.T) {
	p := fortnight(t)
	p.CarerHours = []model.CarerWeek{{Carer: "c1", WeekStart: p.Plan.Start - 7, MinutesWorked: 1200}}
	got := worked(t, p, onDays("c1 early", 0, 1, 2, 4)+onDays("c1 late", 1)+onDays("c1 night", 8))
	// 4 × 5 h and 6 h; a night of 9 h has a break of 20 minutes.
	require.Equal(t, []WeekTime{
		{Monday: mondayOf(p, 0), Work: 26 * 60, LongestRest: 71 * 60, SplitDays: 1},                // Friday 12:00 to Sunday midnight, 60 h, and 11
		{Monday: mondayOf(p, 1), Work: 8*60 + 40, LongestRest: 4*24*60 + 17*60 + 11*60, Nights: 1}, // Wednesday 07:00 to Sunday midnight, and 11
	}, got.Weeks)
	require.Equal(t, &ShortRest{p.Plan.Start.Add(2), 11 * 60, false}, got.ShortestRest, "Tuesday 20:00 to Wednesday 07:00")
	require.Equal(t, 3, got.AverageWeeks)
	require.Equal(t, 15, got.UnknownWeeks, "so that no average is lawful")
	require.Equal(t, (1200+26*60+8*60+40)/3, got.Average)
	require.Equal(t, &Average{mondayOf(p, 0), 26 * 60, 1, 2880, false}, got.Highest, "week by week")
	require.Empty(t, got.Debts)
}

// TestNightsOfTheReport: a night is a date of night work as the rule has it, three hours from 23:00 to 06:00,
// whatever the shift is called; a sleep-in is working time.
func TestNightsOfTheReport(t *testing.T) {
	nights := func(change func(p *model.Problem), lines string) int {
		p := fortnight(t)
		change(p)
		return worked(t, p, lines).Weeks[0].Nights
	}
	none := func(*model.Problem) {}
	require.Equal(t, 2, nights(none, onDays("c1 night", 0, 1)))
	require.Equal(t, 2, nights(asleep, onDays("c1 night", 0, 1)), "sleep-ins")
	require.Equal(t, 0, nights(func(p *model.Problem) { p.Shifts[1].Kind = "night" }, onDays("c1 late", 0)), "a late shift with the name of a night")
	require.Equal(t, 0, nights(func(p *model.Problem) { p.Rules.Night.Least = 421 }, onDays("c1 night", 0)), "421 minutes are asked for, the night has 420")
	require.Equal(t, 1, nights(func(p *model.Problem) { p.Shifts[1].Start, p.Shifts[1].End = model.At(20, 0), model.At(26, 0) }, onDays("c1 late", 0)), "23:00 to 02:00, two hours past midnight")
}

// TestHighestAverage: the average that is shown is the highest one the judge holds to 48 hours, not that of the end.
func TestHighestAverage(t *testing.T) {
	p := fortnight(t)
	p.Carers[0].StartDate = p.Plan.Start // no history to know
	p.Carers[0].OtherWeek = 300
	// 7 × (5 + 6) h are 77 and five elsewhere; then 5.
	long := onDays("c1 early", 0, 1, 2, 3, 4, 5, 6) + onDays("c1 late", 0, 1, 2, 3, 4, 5, 6)
	got := worked(t, p, long)
	require.Equal(t, []int{77 * 60, 300}, []int{got.Weeks[0].Work, got.Weeks[0].Other})
	require.Zero(t, got.UnknownWeeks)
	require.Equal(t, &Average{mondayOf(p, 0), 82 * 60, 1, 2880, true}, got.Highest)
	require.Equal(t, 87*60/2, got.Average, "at the end nothing would be wrong")
	var rules []model.Code
	for _, v := range got.Findings {
		rules = append(rules, v.Rule)
	}
	require.Contains(t, rules, model.RuleHours48)
	p.Carers[0].OptOut48 = true
	got = worked(t, p, long)
	require.True(t, got.OptOut48)
	for _, v := range got.Findings {
		require.NotEqual(t, model.RuleHours48, v.Rule, "opted out")
	}
}

// TestFindings: a missing break, a night worker's average and a young worker are told.
func TestFindings(t *testing.T) {
	p := fortnight(t)
	nights := onDays("c1 night", 0, 1, 2, 3, 4, 5, 6)
	got := worked(t, p, nights)
	require.Equal(t, 7, got.Weeks[0].Nights)
	require.Zero(t, got.Weeks[0].Asleep)
	breaks := 0
	for _, v := range got.Findings {
		if v.Rule == model.RuleBreak {
			breaks++
		}
	}
	require.Equal(t, 7, breaks, "none of the nights has its break")
	// 7 × (9 h less 20 minutes) are 3,640 minutes in a week of six days.
	require.Equal(t, &Average{mondayOf(p, 0), 3640 / 6, 1, 480, true}, got.Night)
	asleep(p)
	require.Equal(t, 7, worked(t, p, nights).Weeks[0].Asleep)
	p.Carers[0].Born = model.NewDate(2009, 11, 24)
	require.True(t, worked(t, p, nights).Young)
}

func mondayOf(p *model.Problem, week int) model.Date { return p.Plan.Start.Add(7 * week) }

// TestRestOwed: what is missing, and the rest in which it is had; the third number is what the rota ends with.
func TestRestOwed(t *testing.T) {
	wed, thu, fri := 2, 3, 4
	at := func(day, minutes, repaid, on int, weekly bool) RestDebt {
		d := RestDebt{Date: model.NewDate(2026, 11, 23).Add(day), Minutes: minutes, Repaid: repaid, Weekly: weekly}
		if on >= 0 {
			d.On = model.NewDate(2026, 11, 23).Add(on)
		}
		d.Breach = true // nothing is derogated
		return d
	}
	short := onDays("c1 night", 1) + onDays("c1 late", wed) // Wednesday 07:00 to 14:00: four hours short
	for _, c := range []struct {
		name, rota string
		debts      []RestDebt
		owed       int
		why        string
	}{
		{"lawful", onDays("c1 early", 0, 1), []RestDebt{}, 0, "nothing is short"},
		{"a day off after", short + onDays("c1 early", thu, 5), []RestDebt{at(wed, 240, 240, thu, false)}, 0, "Thursday 12:00 to Saturday 07:00 has 32 hours beyond a daily rest"},
		{"the night after", short + onDays("c1 late", thu), []RestDebt{at(wed, 240, 240, wed, false)}, 0, "Wednesday 20:00 to Thursday 14:00 is 18 hours, seven beyond eleven"},
		{"in two parts", short + onDays("c1 late", thu) + onDays("c1 night", thu) + onDays("c1 late", fri), []RestDebt{at(wed, 240, 240, wed, false), at(fri, 240, 240, fri, false)}, 0, "each is had in the rest after it"},
		{"at the end", onDays("c1 night", 12) + onDays("c1 late", 13), []RestDebt{at(13, 240, 0, -1, false)}, 240, "after Sunday 20:00 the plan has four hours, no more than a part of a daily rest"},
		{"a week without", but(2), []RestDebt{at(14, 720, 0, -1, true)}, 720, "the second week's rest is twelve hours short when the plan ends"},
		{"a week without, and then with", but(7, 9, 10), []RestDebt{at(7, 720, 720, 7, true)}, 0, "Sunday 12:00 to Tuesday 07:00 counts 23 of its 43 hours in the first week, and is none of the second's: twenty are to spare, all after the Monday"},
		{"a week without, and hardly with", but(7), []RestDebt{at(7, 720, 720, 8, true)}, 0, "the same rest is now the second week's: eight hours beyond 35, and four of the next night"},
	} {
		got := worked(t, fortnight(t), c.rota)
		require.Equal(t, c.debts, got.Debts, "%s: %s", c.name, c.why)
		require.Equal(t, c.owed, got.Owed, "%s: %s", c.name, c.why)
	}
}

// TestHoursOverTheClockChange: a waking night from 22:00 to 07:00 is ten hours on 24 October 2026 and eight
// on 27 March 2027, of which 20 minutes are the break; the rest to 17:30 is ten and a half.
func TestHoursOverTheClockChange(t *testing.T) {
	for start, work := range map[string]int{"2026-10-19": 580, "2027-03-22": 460} {
		p := world(t)
		p.Plan.Start = date(t, start)
		sat := p.Plan.Start.Add(5).String()
		addShift(t, p, sat, "c1 night 22:00-31:00 given")
		addShift(t, p, p.Plan.Start.Add(6).String(), "c1 next 17:30-22:00 given")
		got := worked(t, p, "c1 night "+sat+" | break 27:00-27:20\nc1 next "+p.Plan.Start.Add(6).String())
		require.Equal(t, work+270, got.Weeks[0].Work)
		require.Equal(t, 1, got.Weeks[0].Nights)
		require.Equal(t, 630, got.ShortestRest.Minutes)
		require.Equal(t, []BreakTime{{Date: p.Plan.Start.Add(5), Start: model.At(27, 0), Minutes: 20}}, got.Breaks)
		require.Equal(t, 30, got.Debts[0].Minutes)
	}
}

func TestHoursOfNothing(t *testing.T) {
	_, err := Hours(nil, nil)
	require.Error(t, err)
	h := expand(t, fortnight(t))
	_, err = Hours(h, &model.Rota{Runs: []model.Run{{Carer: "nobody", Date: mondayOf(h.Problem, 0)}}})
	require.ErrorContains(t, err, "nobody")
}
