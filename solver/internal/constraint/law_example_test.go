package constraint

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
)

// lawCase is one example of the law. Facts are rows as a script has them (see [TestScripts]); c1 works, on
// the days of the plan's first week, what works says: "Mon 14:00-22:00; Tue-Fri 09:00-17:00 kind=late"; +7 after the
// days is of the second. A fact that begins with ">" is a command, after the shifts are opened.
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
	{"4(6), (7)", model.RuleHours48, past(16, "minutes_worked=2880") + "\n" + away("2026-11-25", "2026-11-27", "leave"), "Mon-Tue 08:00-20:20", "nothing", "three days of leave beside open shifts, of eight hours since nothing is owed: 24 hours, and 24 of work"},
	{"4(6), (7)", model.RuleHours48, past(16, "minutes_worked=2880") + "\n" + away("2026-11-25", "2026-11-27", "sick"), "Mon-Tue 08:00-20:21", "law 1 (2 min)", "nor do they thin the average out"},
	{"4(6), (7)", model.RuleHours48, past(16, "minutes_worked=2880") + "\n" + away("2026-11-25", "2026-11-27", "training"), "Mon-Tue 08:00-20:21", "nothing", "training is none of the leave that is excluded"},
	{"4(6), (7)", model.RuleHours48, past(16, "minutes_worked=2880") + "\nset plan.weeks=2\n" + away("2026-11-23", "2026-11-29", "leave"), "Mon-Fri+7 08:00-18:20", "law 1 (120 min)", "a week of leave beside open shifts: for it stand the next five days of work, of ten hours"},
	{"4(6), (7)", model.RuleHours48, past(16, "minutes_worked=2880") + "\nset plan.weeks=2\nshift g carer=c1 date=2026-11-28 start=08:00 end=12:00 status=given\n" + away("2026-11-23", "2026-11-27", "leave"), "Mon-Fri+7 08:00-17:08", "nothing", "four given hours on the Saturday of that week: 16 × 2,880 + 240 + 5 × 528 are 48,960"},
	{"4(6), (7)", model.RuleHours48, past(16, "minutes_worked=2880") + "\nset plan.weeks=2\nshift g carer=c1 date=2026-11-28 start=08:00 end=12:00 status=given\n" + away("2026-11-23", "2026-11-27", "leave"), "Mon-Fri+7 08:00-17:09", "law 1 (5 min)", "a given shift says nothing of leave on other days"},
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
	{"2(1), 10(1)", model.RuleRest, called, "Mon 22:00-30:00 kind=on_call; Tue 15:00-18:00", "nothing", "called from two to four: eleven hours from then on"},
	{"2(1), 10(1)", model.RuleRest, called, "Mon 22:00-30:00 kind=on_call; Tue 14:59-18:00", "law 1 (1 min)", "a minute less"},
	{"2(1), 10(1)", model.RuleRest, called, "Mon 22:00-30:00 kind=on_call; Tue 07:30-12:00", "law 1 (450 min)", "3 h 30"},
	{"2(1), 10(1)", model.RuleRest, called, "Mon 22:00-30:00 kind=on_call; Mon 14:00-20:00", "law 1 (60 min)", "a late before it: of the 24 hours from 14:00 on ten are left after the call"},
	{"11(1)", model.RuleWeeklyRest, "", "Mon 22:00-30:00 kind=on_call; Mon 08:00-12:00; Wed-Sun 00:00-05:00", "nothing", "on call and not called: 36 hours from Monday noon"},
	{"2(1), 11(1)", model.RuleWeeklyRest, called, "Mon 22:00-30:00 kind=on_call; Mon 08:00-12:00; Wed-Sun 00:00-05:00", "law 1 (300 min)", "called from two to four: the longest is from Sunday 05:00 on, 19 hours and eleven"},
	{"10(1)", model.RuleRest, "", "Mon 07:00-11:00; Mon 16:00-20:00; Tue 08:00-12:00", "nothing", "a split day: of the 24 hours from its start the eleven of the night are left"},
	{"10(1)", model.RuleRest, "", "Mon 07:00-11:00; Mon 17:00-21:00; Tue 08:00-12:00", "law 1 (60 min)", "of those from seven to seven ten are left, and six within the day"},
	{"22(1)(c), 24", model.RuleRest, derogated, "Mon 07:00-11:00; Mon 17:00-21:00; Tue 08:00-12:00", "nothing", "which is no breach where activities are split up over the day and it is had elsewhere"},
	{"2(1), 10(1)", model.RuleRest, "", "Mon 07:00-14:30; Mon 22:00-31:00 kind=sleep_in", "law 1 (210 min)", "a sleep-in after a day: of its 24 hours 7 h 30 are left together"},
	{"2(1), 10(1)", model.RuleRest, "", "Mon 14:00-22:00; Mon 22:00-31:00 kind=sleep_in", "law 1 (240 min)", "after a late: seven"},
	{"10(1)", model.RuleRest, "", "Mon 08:00-16:00; Mon 22:00-30:00", "law 1 (300 min)", "a waking night after a day: six"},
	{"10(1)", model.RuleRest, "", "Mon 08:00-32:00", "law 1 (660 min)", "a shift of 24 hours: none"},
	{"10(1)", model.RuleRest, "", "Mon 00:00-04:00; Mon 15:00-23:00", "nothing", "eleven hours between two working days of one date"},
	{"10(2)", model.RuleRest, "c1 has born=2009-11-24", "Mon 08:00-11:00; Mon 17:00-20:01", "law 1 (1 min)", "twelve of the 24 at seventeen"},

	{"11(1), (7)", model.RuleWeeklyRest, "", "Mon-Fri 08:00-16:00; Sat 08:00-20:00", "nothing", "a day and a night: from Saturday 20:00 to the end of the week and on"},
	{"11(1), (7)", model.RuleWeeklyRest, "", "Mon-Sun 08:00-16:00", "law 1 (960 min)", "eight hours at either end of the week, and eleven beyond it: 19 of 24 and eleven"},
	{"11(2)(a), (7)", model.RuleWeeklyRest, byFortnight, "Mon-Sat 08:00-16:00; Mon-Sat+7 08:00-16:00", "nothing", "by 14 days: two uninterrupted rests of 24 hours and of the eleven of the day, 40 hours and 43"},
	{"11(2)(a), (7)", model.RuleWeeklyRest, byFortnight, "Mon-Sat 08:00-16:00; Mon-Sun+7 08:00-16:00", "law 1 (960 min)", "one of 40 hours; the next has the last eight of the fortnight and eleven beyond, 19 of 35"},
	{"11(2)(b), (7)", model.RuleWeeklyRest, byFortnight, "Mon-Fri 08:00-16:00; Mon+7 03:00-11:00; Tue-Sun+7 08:00-16:00", "nothing", "or one of 48 and eleven: Friday 16:00 to Monday 03:00"},
	{"11(2)(b), (7)", model.RuleWeeklyRest, byFortnight, "Mon-Fri 08:00-16:00; Mon+7 02:59-10:59; Tue-Sun+7 08:00-16:00", "law 1 (1 min)", "a minute less"},
	{"11(1), (2)", model.RuleWeeklyRest, "set plan.weeks=2", "Mon-Fri 08:00-16:00; Mon+7 03:00-11:00; Tue-Sun+7 08:00-16:00", "law 1 (840 min)", "by the week it would not do: of the second, Monday 11:00 to Tuesday 08:00 is the longest rest, 21 of 35 hours"},
	{"11(3)", model.RuleWeeklyRest, "c1 has born=2009-11-24", "Mon-Fri 08:00-16:00", "nothing", "two days at seventeen"},
	{"11(3)", model.RuleWeeklyRest, "c1 has born=2009-11-24", "Mon-Sat 08:00-16:00", "law 1 (960 min)", "Saturday 16:00 to Sunday midnight is 32 of 48 hours"},

	{"21, 24", model.RuleRest, derogated, "Tue 22:00-31:00; Wed 14:00-20:00", "nothing", "where regulation 10 is set aside seven hours are no breach …"},
	{"21, 24", model.RuleRestOwed, derogated, "Tue 22:00-31:00; Wed 14:00-20:00", "nothing", "… and the four that are missing are had from Wednesday on"},
	{"21, 24", model.RuleRestOwed, derogated, "Sat 22:00-31:00; Sun 14:00-20:00", "wishes 120.000", "four hours that are owed when the plan ends"},
	{"22(1)(c), 24", model.RuleRestDebt, derogated + "\nset rules.rest_debt.days=1", "Mon 12:00-16:00; Mon 20:00-25:00; Tue 09:00-13:00; Tue 17:00-22:00; Wed 09:00-13:00; Wed 17:00-22:00", "law 1 (60 min)", "split days: three hours are owed for Monday's night, and of Wednesday's two are left before midnight"},
	{"11, 21, 24", model.RuleWeeklyRest, derogated, "Mon-Sun 08:00-16:00", "nothing", "nineteen hours of a week's 35 are no breach …"},
	{"11, 21, 24", model.RuleRestOwed, derogated, "Mon-Sun 08:00-16:00", "wishes 480.000", "… and sixteen are owed"},
	{"10(2), 21", model.RuleRest, derogated + "\nc1 has born=2009-11-24", "Mon 14:00-22:00; Tue 09:30-12:00", "law 1 (30 min)", "nobody sets a young worker's rest aside"},

	{"12(1), (3)", model.RuleBreak, "", "Mon 08:00-14:00; no break", "nothing", "not more than six hours"},
	{"12(1), (3)", model.RuleBreak, "", "Mon 08:00-14:01; no break", "law 1 (20 min)", "more than six: twenty minutes"},
	{"12(1), (3)", model.RuleBreak, "", "Mon 08:00-14:01", "nothing", "taken, about the middle"},
	{"12(4)", model.RuleBreak, "c1 has born=2009-11-24", "Mon 08:00-12:30; no break", "nothing", "not more than four and a half at seventeen"},
	{"12(4)", model.RuleBreak, "c1 has born=2009-11-24", "Mon 08:00-12:31; no break", "law 1 (30 min)", "more: half an hour"},
	{"12(1), (3)", model.RuleBreak, doors + "\n> place v1 c1 in=s0 at=11:00\n> place v2 c1 in=s0 at=12:00", "Mon 08:00-16:00; no break", "law 1 (20 min)", "half an hour on the road from Ann to Bob is work, and no break"},
	{"12(1), (3)", model.RuleBreak, doors + "\n> place v1 c1 in=s0 at=10:30\n> place v2 c1 in=s0 at=13:00", "Mon 08:00-16:00; no break", "law 1 (20 min)", "nor is waiting in the car, at the employer's disposal"},
	{"12(3)", model.RuleBreak, doors + "\n> place v1 c1 in=s0 at=11:30\n> place v2 c1 in=s1 at=12:40", "Mon 08:00-12:00; Mon 12:40-16:00", "law 1 (10 min)", "forty minutes between two shifts, thirty of them on the road: ten are no break"},
	{"12(3)", model.RuleBreak, doors + "\n> place v1 c1 in=s0 at=11:30\n> place v2 c1 in=s1 at=12:50", "Mon 08:00-12:00; Mon 12:50-16:00", "nothing", "fifty: twenty are free, away from the work"},
	{"12(1), (3)", model.RuleBreak, "", "Mon 08:00-12:00; Mon 12:00-16:00", "law 1 (20 min)", "the day's working time of eight hours, in two shifts end to end"},
	{"12(1), (3)", model.RuleBreak, "", "Mon 08:00-12:00; Mon 12:00-14:00", "nothing", "not more than six hours together"},
	{"12(1), (3)", model.RuleBreak, "", "Mon 08:00-12:00; Mon 12:20-16:00", "nothing", "twenty minutes between them, free of work"},
	{"12(3)", model.RuleBreak, "", "Mon 08:00-12:00; Mon 12:10-14:00; Mon 14:10-16:00", "law 1 (10 min)", "twice ten minutes: it is an uninterrupted period"},
	{"12(4)", model.RuleBreak, "c1 has born=2009-11-24", "Mon 08:00-10:15; Mon 10:44-13:00", "law 1 (1 min)", "4 h 31 at seventeen with 29 minutes between them"},
	{"12(4)", model.RuleBreak, "c1 has born=2009-11-24", "Mon 08:00-10:15; Mon 10:45-13:01", "nothing", "half an hour"},
}

// careCases are examples of the law of care: the Regulation and Inspection of Social Care (Wales) Act 2016, and the
// Regulated Services (Service Providers and Responsible Individuals) (Wales) Regulations 2017.
var careCases = []lawCase{
	{"Act 8(1)", model.RuleShort, council + "\nvisit v1 person=ann windows=08:00-10:00 length=30\n> place v1 c1", morning, "nothing", "thirty minutes"},
	{"Act 8(1)", model.RuleShort, council + "\nvisit v1 person=ann windows=08:00-10:00 length=29\n> place v1 c1", morning, "law 1 (0 min)", "no visit is shorter"},
	{"Act 8(1), condition A(a)", model.RuleShort, council + "\n" + known + "\nvisit v1 person=ann windows=08:00-10:00 length=20 short_condition=A\n> place v1 c1", morning, "nothing", "but by a carer who has visited during this plan of care, whose tasks can be done in it"},
	{"Act 8(1), condition A(a)", model.RuleShort, council + "\nvisit v1 person=ann windows=08:00-10:00 length=20 short_condition=A\n> place v1 c1", morning, "law 1 (0 min)", "not by one who comes for the first time"},
	{"Act 8(1), condition A(b)", model.RuleShort, council + "\n" + known + "\nvisit v1 person=ann windows=08:00-10:00 length=15 kind=check\n> place v1 c1", morning, "nothing", "or who looks in to see that the person is safe and well"},
	{"Act 8(1), condition A(b)", model.RuleShort, council + "\n" + known + "\nvisit v1 person=ann windows=08:00-10:00 length=20\n> place v1 c1", morning, "law 1 (0 min)", "nobody has said that the tasks can be done in it"},
	{"Act 8(1), condition B", model.RuleShort, "person ann funding=self agreement_short=2026-06-01\nvisit v1 person=ann windows=08:00-10:00 length=20 short_condition=B\n> place v1 c1", morning, "nothing", "who pays for themselves has agreed to it"},

	{"24(1)", model.RuleLanguage, "person ann language_need=require_cy\nc1 has languages=cy:4\nvisit v1 person=ann windows=08:00-10:00 length=30\n> place v1 c1", morning, "nothing", "the language need is met"},
	{"24(1)", model.RuleLanguage, "person ann language_need=require_cy\nc1 has languages=en:5\nvisit v1 person=ann windows=08:00-10:00 length=30\n> place v1 c1", morning, "law 1 (0 min)", "it is not"},
	{"25(2)(d)", model.RuleGender, "person ann gender_need=require_f\nc1 has gender=m\nvisit v1 person=ann windows=08:00-10:00 length=30\n> place v1 c1", morning, "law 1 (0 min)", "a protected characteristic"},
	{"34(1)", model.RuleShiftSkill, "", morning + " skills=charge", "law 1 (0 min)", "sufficient numbers of suitably qualified staff: nobody is in charge who may not be"},
	{"35(2)", model.RuleSkill, "person ann\nc1 has skills=hoist:2026-11-22\nvisit v1 person=ann windows=08:00-10:00 length=30 skills=hoist\n> place v1 c1", morning, "law 1 (0 min)", "what was learnt has lapsed the day before"},
	{"35(2)(f)", model.RulePapers, "person ann\nc1 has start_date=2026-05-23\nvisit v1 person=ann windows=08:00-10:00 length=30\n> place v1 c1", morning, "nothing", "registration within six months of the start"},
	{"35(2)(f)", model.RulePapers, "person ann\nc1 has start_date=2026-05-22\nvisit v1 person=ann windows=08:00-10:00 length=30\n> place v1 c1", morning, "law 1 (0 min)", "six months and a day"},
	{"35(8)", model.RulePapers, "person ann\nc1 has dbs_date=2023-11-23\nvisit v1 person=ann windows=08:00-10:00 length=30\n> place v1 c1", morning, "nothing", "a certificate of three years"},
	{"35(8)", model.RulePapers, "person ann\nc1 has dbs_date=2023-11-22\nvisit v1 person=ann windows=08:00-10:00 length=30\n> place v1 c1", morning, "law 1 (0 min)", "and a day"},
	{"36(2)", model.RuleTogether, "carer c2\ncolleagues carer=c1 other=c2 work=together", morning, "law 1 (360 min)", "induction and supervision: who is new works beside somebody, not alone"},
	{"41(3)", model.RuleLeg, doors + "\n> place v1 c1 at=08:00\n> place v2 c1 at=09:00", morning, "nothing", "time to travel from Ann's at 08:30 to Bob's, half an hour away"},
	{"41(3)", model.RuleLeg, doors + "\n> place v1 c1 at=08:00\n> place v2 c1 at=09:00\n> force v2 c1 at=08:59", morning, "law 1 (1 min)", "29 minutes are not sufficient"},
	{"41(4)(a)", model.RuleLength, council + "\nvisit v1 person=ann windows=08:00-10:00 length=45\n> place v1 c1\n> length v1 44", morning, "law 1 (1 min)", "as long as the plan of care has it"},
}

const (
	morning = "Mon 07:00-13:00"
	council = "person ann funding=council plan_start=2026-06-01"
	known   = "history person=ann carer=c1 visits_90d=4 visits_in_plan=9"
)

// lawDebts are examples of rest that is owed where it was missing, by the working-time report.
var lawDebts = []struct {
	lawCase
	owes string
}{
	{lawCase{"24", model.RuleRest, "", "Tue 22:00-31:00; Wed 14:00-20:00", "law 1 (240 min)", "seven hours of eleven; from Wednesday on there is rest enough to have the four that are missing"}, "240 owed, 240 had"},
	{lawCase{"24", model.RuleRest, "", "Sat 22:00-31:00; Sun 14:00-20:00", "law 1 (240 min)", "the plan ends before there is rest to have them in"}, "240 owed, 0 had"},
	{lawCase{"21, 24", model.RuleRest, "set objective.levels.rest=\"wishes\"", "Tue 22:00-31:00; Wed 14:00-20:00", "wishes 240.000", "where regulation 10 does not apply, so that a service makes a wish of it, rest is owed all the same"}, "240 owed, 240 had"},
	{lawCase{"24", model.RuleRest, "", "Mon 14:00-22:00; Mon 22:00-31:00 kind=sleep_in; Tue 07:00-14:00", "law 1 (660 min)", "a late, a sleep-in and an early: eleven hours are owed, once"}, "660 owed, 660 had"},
	{lawCase{"24", model.RuleRest, "set plan.start=2026-10-19", "Sat 22:00-31:00; Sun 14:00-20:00", "law 1 (240 min)", "from seven in the morning as on any night, though the night had ten hours"}, "240 owed, 0 had"},
}

// derogated is where regulation 21 or 22 applies to rest.
const derogated = `set rules.derogation.rest="yes"`

// called is a call from two to four in the night to Tuesday, at home.
const called = `person ann
visit v1 person=ann windows=26:00-26:00 length=120
> place v1 c1 in=s0 at=26:00`

// doors are Ann's and Bob's, half an hour apart.
const doors = `person ann
person bob
leg from=ann to=bob minutes=30
visit v1 person=ann windows=08:00-12:00 length=30
visit v2 person=bob windows=08:00-14:00 length=30`

// byFortnight is where the employer has chosen the form of regulation 11(2).
const byFortnight = "set plan.weeks=2\nset rules.weekly_rest.form=\"fortnight\""

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

// away is absence in the plan, from one day to another.
func away(from, to, kind string) string {
	return fmt.Sprintf("absence carer=c1 from=%s to=%s kind=%s", from, to, kind)
}

// TestLawHasExamples: every rule that is law by default and names an act or regulations as its source has one, but
// that of cover, which is broken before anybody works.
func TestLawHasExamples(t *testing.T) {
	has := map[model.Code]bool{model.RuleStaffing: true}
	for _, c := range slices.Concat(lawCases, careCases) {
		has[c.rule] = true
	}
	for _, rule := range model.RuleBook {
		for _, source := range []string{"WTR 1998", "Working Time Regulations 1998", "Act 2016", "SI 2017/1264"} {
			if strings.Contains(rule.Source, source) && rule.Level == model.Law {
				require.True(t, has[rule.Code], "no example of rule %s (%s)", rule.Code, rule.Source)
			}
		}
	}
}

// TestLawByExample holds the law of working time and of care to its figures: the rule's definition, its
// change by change, and the judge all say the same of each example.
func TestLawByExample(t *testing.T) {
	for _, c := range lawCases {
		t.Run(fmt.Sprintf("%s %s", c.regulation, c.why), func(t *testing.T) { c.play(t) })
	}
	for _, c := range careCases {
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
	lines, opened, force, then := c.week(t)
	p.command("day", lines)
	require.Zero(t, Full(p.rule, p.s), "before anything is worked")
	for _, run := range opened {
		p.command("open c1 "+run, nil)
	}
	for _, do := range then {
		p.command(do, nil)
	}
	for _, run := range force {
		p.command("force "+run+" c1 out=yes", nil)
	}
	require.Equal(t, c.comes, p.command("full", nil), "reg. %s: %s", c.regulation, c.why)
	return p
}

// week makes the rows of a case, the shifts to be opened, the breaks that are not taken, and what else is done.
func (c *lawCase) week(t *testing.T) (lines, opened, force, then []string) {
	monday, carer := model.NewDate(2026, 11, 23), "carer c1"
	for line := range strings.SplitSeq(c.facts, "\n") {
		if more, ok := strings.CutPrefix(line, "c1 has "); ok {
			carer += " " + more
			continue
		}
		if do, ok := strings.CutPrefix(line, "> "); ok {
			then = append(then, do)
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
		days, next := strings.CutSuffix(days, "+7")
		first, last, several := strings.Cut(days, "-")
		if !several {
			last = first
		}
		from, to, _ := strings.Cut(span, "-")
		mask := []byte("0000000")
		for d := index(first); d <= index(last); d++ {
			mask[d] = '1'
			date := monday.Add(d)
			if next {
				date = date.Add(7)
			}
			opened = append(opened, fmt.Sprintf("s%d/%s", i, date))
		}
		lines = append(lines, fmt.Sprintf("shift s%d carer=c1 start=%s end=%s days=%s status=open %s", i, from, to, mask, more))
	}
	return lines, opened, force, then
}
