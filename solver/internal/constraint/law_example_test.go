package constraint

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
)

// lawCase is one example of the law. Facts are rows as a script has them (see [TestScripts]); c1 works, on
// the days of the plan's first week, what works says: "Mon 14:00-22:00; Tue-Fri 09:00-17:00 kind=late".
type lawCase struct {
	regulation string
	rule       model.Code
	facts      string
	works      string
	comes      string // of the rule: nothing, or breaches and minutes
	why        string
}

// The breaks are unpaid and no working time: twenty minutes in a shift over six hours, of a young worker half an
// hour in one over four and a half.
var lawCases = []lawCase{
	{"4(1)", model.RuleHours48, past(16, "minutes_worked=2880"), "Mon-Fri 08:00-17:56", "nothing", "five days of 9 h 36 less the break are 48 hours, as are the sixteen weeks before"},
	{"4(1)", model.RuleHours48, past(16, "minutes_worked=2880"), "Mon-Fri 08:00-17:57", "law 1 (5 min)", "a minute more on five days: 5 minutes above 17 × 48 hours"},
	{"4(1)", model.RuleHours48, past(16, "minutes_worked=2700"), "Mon-Sat 08:00-20:20", "nothing", "72 hours in a week after sixteen of 45: 792 of 816 hours"},
	{"4(1), 5", model.RuleHours48, past(16, "minutes_worked=2880") + "\nc1 has opt_out_48=yes", "Mon-Sat 08:00-20:20", "nothing", "who agreed in writing has no such limit"},
	{"4(1)", model.RuleHours48, past(16, "minutes_worked=2700") + "\nc1 has other_week=240", "Mon-Sat 08:00-20:20", "law 1 (2640 min)", "four hours a week for somebody else: 17 × 4 on top of 792 are 860 of 816 hours"},
	{"4(3)", model.RuleHours48, past(17, "minutes_worked=2880"), "Mon-Fri 08:00-17:56", "nothing", "the seventeenth week before is of no period that ends with this one"},
	{"4(4)", model.RuleHours48, past(3, "minutes_worked=3000") + "\nc1 has start_date=2026-11-02", "Mon-Fri 08:00-17:56", "law 1 (360 min)", "of four weeks since the start of the job: 3 × 50 + 48 of 192 hours"},
	{"4(4)", model.RuleHours48, past(3, "minutes_worked=2400") + "\nc1 has start_date=2026-11-02", "Mon-Sat 08:00-20:20", "nothing", "3 × 40 + 72 of 192 hours"},
	{"4(4)", model.RuleHours48, past(1, "minutes_worked=0") + "\nc1 has start_date=2026-11-22", "Mon-Fri 08:00-17:57", "law 1 (5 min)", "who began on Sunday has worked for no week yet"},
	{"4(1)", model.RuleHours48, past(15, "minutes_worked=2400"), "Mon-Fri 08:00-17:57", "law 1 (5 min)", "one of the sixteen weeks before is not known: no average can be shown, 48 hours in the week itself"},
	{"4(1)", model.RuleHours48, past(1, "minutes_worked=0"), "Mon-Sat 08:00-20:20", "law 1 (1440 min)", "and 72 hours are not made lawful by one week off"},
	{"4(5), 21", model.RuleHours48, past(25, "minutes_worked=2880") + "\nset rules.hours48.weeks=26", "Mon-Sat 08:00-20:20", "law 1 (1440 min)", "26 weeks where regulation 21 applies: 72 hours after 25 × 48"},
	{"4(6), (7)", model.RuleHours48, past(15, "minutes_worked=2880") + "\n" + leave(16, 2880, 5), "Mon-Fri 08:00-17:56", "nothing", "(A + B) / C: for five days of leave stand 48 hours, their own, while the days after the period are not planned"},
	{"4(6), (7)", model.RuleHours48, past(15, "minutes_worked=2880") + "\n" + leave(16, 2880, 5), "Mon-Fri 08:00-18:56", "law 1 (300 min)", "leave does not thin the average out"},
	{"4", model.RuleHours48, "", "Mon-Fri 08:00-17:57", "law 1 (5 min)", "nothing is known of the weeks before: 48 hours in the week itself"},

	{"5A(1)(a)", model.RuleYoung, "c1 has born=2009-11-24", "Mon 09:00-17:30", "nothing", "eight hours of work at seventeen"},
	{"5A(1)(a)", model.RuleYoung, "c1 has born=2009-11-24", "Mon 09:00-17:31", "law 1 (1 min)", "a minute more"},
	{"5A(1)(b)", model.RuleYoung, "c1 has born=2009-11-24", "Mon-Fri 09:00-17:30", "nothing", "forty hours"},
	{"5A(1)(b)", model.RuleYoung, "c1 has born=2009-11-24", "Mon-Fri 09:00-17:30; Sat 10:00-11:00", "law 1 (60 min)", "41 hours, whatever other weeks have"},
	{"5A(2)", model.RuleYoung, "c1 has born=2009-11-24 other_week=480", "Mon-Thu 09:00-17:30", "nothing", "32 hours, and eight for another employer"},
	{"5A(2)", model.RuleYoung, "c1 has born=2009-11-24 other_week=481", "Mon-Thu 09:00-17:30", "law 1 (1 min)", "the hours of all employers are added up"},
	{"2(1)", model.RuleYoung, "c1 has born=2008-11-24", "Tue 09:00-20:00", "nothing", "eighteen on Tuesday: no young worker any more"},
	{"2(1)", model.RuleYoung, "c1 has born=2008-11-25", "Tue 09:00-18:30", "law 1 (60 min)", "eighteen on Wednesday: young for a day more"},
	{"6A, 2(1)", model.RuleYoung, "c1 has born=2009-11-24", "Mon 16:00-22:30", "law 1 (30 min)", "nothing after ten at night"},
	{"6A, 2(1)", model.RuleYoung, "c1 has born=2009-11-24", "Mon 05:30-09:00", "law 1 (30 min)", "nor before six"},
	{"6A, 2(1)", model.RuleYoung, "c1 has born=2009-11-24\nset rules.young.night_from=\"23:00\"\nset rules.young.night_to=\"07:00\"", "Mon 16:00-22:30", "nothing", "where the contract has work after ten: from eleven to seven"},

	{"6(1), (5)", model.RuleNightWork, "", "Mon-Fri 22:00-31:00", "nothing", "five nights of 8 h 40: 43 h 20 of 48, eight hours for each of seven days but the one of rest"},
	{"6(1), (5)", model.RuleNightWork, "", "Mon-Sat 22:00-31:00", "law 1 (240 min)", "six nights are 52 hours"},
	{"6(1), 5", model.RuleNightWork, "c1 has opt_out_48=yes", "Mon-Sat 22:00-31:00", "law 1 (240 min)", "nobody opts out of regulation 6"},
	{"2(1), 6(1)", model.RuleNightWork, "", "Mon-Sat 22:00-31:00 kind=sleep_in", "law 1 (240 min)", "a sleep-in is working time, at night too"},
	{"6(3)", model.RuleNightWork, past(16, "minutes_worked=2600 days_worked=5 nights=5"), "Mon-Sat 22:00-31:00", "nothing", "52 hours after sixteen weeks of 43 h 20"},
	{"6(4)", model.RuleNightWork, past(2, "minutes_worked=2600 days_worked=5 nights=5") + "\nc1 has start_date=2026-11-09", "Mon-Sat 22:00-31:00", "nothing", "52 hours after the two weeks since the start of the job, of 43 h 20"},
	{"6(3)", model.RuleNightWork, past(2, "minutes_worked=2600 days_worked=5 nights=5"), "Mon-Sat 22:00-31:00", "law 1 (240 min)", "fourteen of the sixteen weeks before are not known: the week by itself"},
	{"2(1)", model.RuleNightWork, past(16, "minutes_worked=2880 days_worked=5"), "Mon-Sat 22:00-31:00", "nothing", "one week of nights in seventeen is no normal course"},
	{"2(1)", model.RuleNightWork, "set rules.night.days=1", "Mon-Thu 21:00-25:59", "nothing", "2 h 59 of the night are no night work"},
	{"2(1)", model.RuleNightWork, "set rules.night.days=1", "Mon-Thu 21:00-26:00", "law 1 (720 min)", "three hours are: 20 hours, of eight if the week had one day"},
	{"2(1)", model.RuleNightWork, "set rules.night.days=1", "Mon-Tue 22:00-31:00; Wed-Thu 08:00-16:00", "nothing", "two of four days are not the majority"},
	{"2(1)", model.RuleNightWork, "set rules.night.days=1\nset rules.night.share=49", "Mon-Tue 22:00-31:00; Wed-Thu 12:00-20:00", "law 1 (1480 min)", "where less is a normal course they are: 2 × 520 and 2 × 460 minutes, of 480"},
	{"6(7)", model.RuleNightWork, "c1 has night_hazard=yes", "Mon 22:00-31:00", "law 1 (40 min)", "8 h 40 of a special hazard"},
	{"6(7)", model.RuleNightWork, "c1 has night_hazard=yes\nset plan.start=2026-10-19", "Sat 22:00-31:00", "law 1 (100 min)", "a waking night in which the clocks go back is ten hours: 9 h 40 of work"},
	{"6(7)", model.RuleNightWork, "c1 has night_hazard=yes\nset plan.start=2027-03-22", "Sat 22:00-31:00", "nothing", "one in which they go forward is eight: 7 h 40"},

	{"10(1)", model.RuleRest, "", "Mon 14:00-22:00; Tue 09:00-12:00", "nothing", "eleven hours"},
	{"10(1)", model.RuleRest, "", "Mon 14:00-22:00; Tue 08:30-12:00", "law 1 (30 min)", "ten and a half"},
	{"10(2)", model.RuleRest, "c1 has born=2009-11-24", "Mon 14:00-22:00; Tue 09:30-12:00", "law 1 (30 min)", "twelve hours at seventeen"},
	{"10(1)", model.RuleRest, "set plan.start=2026-10-19", "Sat 22:00-31:00; Sun 18:00-21:00", "nothing", "from seven in the morning, winter time, eleven hours"},
	{"10(1)", model.RuleRest, "set plan.start=2026-10-19", "Sat 12:00-22:00; Sun 08:00-12:00", "nothing", "ten hours by the clock, and eleven by the night in which it goes back"},
	{"10(1)", model.RuleRest, "set plan.start=2027-03-22", "Sat 12:00-22:00; Sun 09:00-12:00", "law 1 (60 min)", "eleven by the clock, and ten by the night in which it goes forward"},
	{"2(1), 10(1)", model.RuleRest, "", "Mon 22:00-31:00 kind=sleep_in; Tue 17:59-21:00", "law 1 (1 min)", "a sleep-in is working time: eleven hours from its end, 10 h 59 are less"},
	{"2(1), 10(1)", model.RuleRest, "", "Mon 22:00-31:00 kind=on_call; Tue 08:00-12:00", "nothing", "who is on call at home is at the employer's disposal only when called"},
	{"22(1)(c)", model.RuleRest, "", "Mon 07:00-11:00; Mon 17:00-21:00; Tue 08:00-12:00", "nothing", "activities split up over the day: the gap inside it is no daily rest, that after it is"},

	{"11(1), (7)", model.RuleWeeklyRest, "", "Mon-Fri 08:00-16:00; Sat 08:00-20:00", "nothing", "a day and a night: from Saturday 20:00 to the end of the week and on"},
	{"11(1), (7)", model.RuleWeeklyRest, "", "Mon-Sun 08:00-16:00", "law 1 (960 min)", "eight hours at either end of the week, and eleven beyond it: 19 of 24 and eleven"},
	{"11(3)", model.RuleWeeklyRest, "c1 has born=2009-11-24", "Mon-Fri 08:00-16:00", "nothing", "two days at seventeen"},
	{"11(3)", model.RuleWeeklyRest, "c1 has born=2009-11-24", "Mon-Sat 08:00-16:00", "law 1 (960 min)", "Saturday 16:00 to Sunday midnight is 32 of 48 hours"},

	{"21, 24", model.RuleRest, derogated, "Tue 22:00-31:00; Wed 14:00-20:00", "nothing", "where regulation 10 is set aside seven hours are no breach …"},
	{"21, 24", model.RuleRestOwed, derogated, "Tue 22:00-31:00; Wed 14:00-20:00", "nothing", "… and the four that are missing are had from Wednesday on"},
	{"21, 24", model.RuleRestOwed, derogated, "Sat 22:00-31:00; Sun 14:00-20:00", "wishes 120.000", "four hours that are owed when the plan ends"},
	{"22(1)(c), 24", model.RuleRestDebt, derogated + "\nset rules.rest_debt.days=1", "Mon 07:00-11:00; Mon 17:00-22:00; Tue 06:00-10:00; Tue 17:00-22:00; Wed 09:00-13:00; Wed 17:00-22:00", "law 1 (60 min)", "split days: three hours are owed for Monday's night, and of Wednesday's two are left before midnight"},
	{"11, 21, 24", model.RuleWeeklyRest, derogated, "Mon-Sun 08:00-16:00", "nothing", "nineteen hours of a week's 35 are no breach …"},
	{"11, 21, 24", model.RuleRestOwed, derogated, "Mon-Sun 08:00-16:00", "wishes 480.000", "… and sixteen are owed"},
	{"10(2), 21", model.RuleRest, derogated + "\nc1 has born=2009-11-24", "Mon 14:00-22:00; Tue 09:30-12:00", "law 1 (30 min)", "nobody sets a young worker's rest aside"},

	{"12(1), (3)", model.RuleBreak, "", "Mon 08:00-14:00; no break", "nothing", "not more than six hours"},
	{"12(1), (3)", model.RuleBreak, "", "Mon 08:00-14:01; no break", "law 1 (20 min)", "more than six: twenty minutes"},
	{"12(1), (3)", model.RuleBreak, "", "Mon 08:00-14:01", "nothing", "taken, about the middle"},
	{"12(4)", model.RuleBreak, "c1 has born=2009-11-24", "Mon 08:00-12:30; no break", "nothing", "not more than four and a half at seventeen"},
	{"12(4)", model.RuleBreak, "c1 has born=2009-11-24", "Mon 08:00-12:31; no break", "law 1 (30 min)", "more: half an hour"},
}

// lawDebts are examples of rest that is owed where it was missing, by the working-time report.
var lawDebts = []struct {
	lawCase
	owes string
}{
	{lawCase{"24", model.RuleRest, "", "Tue 22:00-31:00; Wed 14:00-20:00", "law 1 (240 min)", "seven hours of eleven; from Wednesday on there is rest enough to have the four that are missing"}, "240 owed, 240 had"},
	{lawCase{"24", model.RuleRest, "", "Sat 22:00-31:00; Sun 14:00-20:00", "law 1 (240 min)", "the plan ends before there is rest to have them in"}, "240 owed, 0 had"},
	{lawCase{"21, 24", model.RuleRest, "set objective.levels.rest=\"wishes\"", "Tue 22:00-31:00; Wed 14:00-20:00", "wishes 240.000", "where regulation 10 does not apply, so that a service makes a wish of it, rest is owed all the same"}, "240 owed, 240 had"},
	{lawCase{"24", model.RuleRest, "set plan.start=2026-10-19", "Sat 22:00-31:00; Sun 14:00-20:00", "law 1 (240 min)", "from seven in the morning as on any night, though the night had ten hours"}, "240 owed, 0 had"},
}

// derogated is where regulation 21 or 22 applies to rest.
const derogated = `set rules.derogation.rest="yes"`

// past are so many weeks of history, alike.
func past(weeks int, row string) string {
	var out []string
	for back := 1; back <= weeks; back++ {
		out = append(out, fmt.Sprintf("hours carer=c1 week_start=%s last_shift_end= %s", model.NewDate(2026, 11, 23).Add(-7*back), row))
	}
	return strings.Join(out, "\n")
}

// leave is a week of history on leave.
func leave(back, minutes, days int) string {
	return fmt.Sprintf("hours carer=c1 week_start=%s minutes_worked=0 minutes_leave=%d days_leave=%d", model.NewDate(2026, 11, 23).Add(-7*back), minutes, days)
}

// TestLawByExample holds the Working Time Regulations 1998 to their figures: the rule's definition, its
// change by change, and the judge all say the same of each example.
func TestLawByExample(t *testing.T) {
	for _, c := range lawCases {
		t.Run(fmt.Sprintf("%s %s", c.regulation, c.why), func(t *testing.T) { c.play(t) })
	}
	for _, c := range lawDebts {
		t.Run(fmt.Sprintf("%s %s", c.regulation, c.why), func(t *testing.T) {
			p := c.play(t)
			times, err := check.Hours(p.h, p.s.Export())
			require.NoError(t, err)
			owed, had := 0, 0
			for _, d := range times[0].Debts {
				owed, had = owed+d.Minutes, had+d.Repaid
			}
			require.Equal(t, c.owes, fmt.Sprintf("%d owed, %d had", owed, had), "reg. %s: %s", c.regulation, c.why)
			require.Equal(t, owed-had, times[0].Owed)
		})
	}
}

// play works the week and asks what comes out of it.
func (c *lawCase) play(t *testing.T) *player {
	p := &player{t: t, code: c.rule}
	lines, opened, force := c.week(t)
	p.command("day", lines)
	require.Zero(t, Full(p.rule, p.s), "before anything is worked")
	for _, run := range opened {
		p.command("open c1 "+run, nil)
	}
	for _, run := range force {
		p.command("force "+run+" c1 out=yes", nil)
	}
	require.Equal(t, c.comes, p.command("full", nil), "reg. %s: %s", c.regulation, c.why)
	return p
}

// week makes the rows of a case, the shifts to be opened, and the breaks that are not taken.
func (c *lawCase) week(t *testing.T) (lines, opened, force []string) {
	monday, carer := model.NewDate(2026, 11, 23), "carer c1"
	for line := range strings.SplitSeq(c.facts, "\n") {
		if more, ok := strings.CutPrefix(line, "c1 has "); ok {
			carer += " " + more
			continue
		}
		if start, ok := strings.CutPrefix(line, "set plan.start="); ok {
			day, err := model.ParseDate(start)
			require.NoError(t, err)
			monday = day
		}
		if line != "" {
			lines = append(lines, line)
		}
	}
	lines = append(lines, carer)
	names := []string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}
	index := func(name string) int {
		for i, n := range names {
			if n == name {
				return i
			}
		}
		t.Fatalf("no day %q", name)
		return -1
	}
	for i, part := range strings.Split(c.works, "; ") {
		if part == "no break" {
			for r := range lines {
				if id, is := strings.CutPrefix(lines[r], "shift "); is {
					force = append(force, "break:"+strings.Fields(id)[0])
				}
			}
			continue
		}
		days, span, _ := strings.Cut(part, " ")
		span, more, _ := strings.Cut(span, " ")
		first, last, several := strings.Cut(days, "-")
		if !several {
			last = first
		}
		from, to, _ := strings.Cut(span, "-")
		mask := []byte("0000000")
		for d := index(first); d <= index(last); d++ {
			mask[d] = '1'
			opened = append(opened, fmt.Sprintf("s%d/%s", i, monday.Add(d)))
		}
		lines = append(lines, fmt.Sprintf("shift s%d carer=c1 start=%s end=%s days=%s status=open %s", i, from, to, mask, more))
	}
	return lines, opened, force
}
