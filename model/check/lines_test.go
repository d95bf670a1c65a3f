package check

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
)

// onDays writes runs of a carer in a shift, without stops, on dates of the plan counted from its first
// Monday, 0.
func onDays(who string, days ...int) string {
	var b strings.Builder
	for _, d := range days {
		fmt.Fprintf(&b, "%s %s\n", who, model.NewDate(2026, 11, 23).Add(d))
	}
	return b.String()
}

// fortnight: c1 may work an early and a late on every day of two weeks, a night, and what begins just
// before or after midnight; early2 is c2's, and duty is for as many as like.
func fortnight(t testing.TB) *model.Problem {
	p := world(t)
	p.Plan.Weeks = 2
	for _, text := range []string{
		"c1 early 07:00-12:00 open", "c1 late 14:00-20:00 open", "c1 night 22:00-31:00 open", "c1 small 25:00-29:00 open", "c1 dawn 00:10-00:50 open",
		"c2 early2 07:00-12:00 open", "any duty 08:00-12:00 open",
	} {
		addShift(t, p, monday, text)
	}
	for i := range p.Shifts {
		p.Shifts[i].Date, p.Shifts[i].Days = 0, model.EveryDay
	}
	p.Shifts[6].Shared = true
	return p
}

// given makes c1's early a given shift of the first n days of the first week, of which leave takes one.
func given(days model.Days, leave int) func(*model.Problem) {
	return func(p *model.Problem) {
		p.Plan.Weeks = 1
		p.Shifts[0].Status, p.Shifts[0].Days = model.Given, days
		p.Absences = []model.Absence{{Carer: "c1", From: model.Moment{Date: p.Plan.Start.Add(leave)}, To: model.Moment{Date: p.Plan.Start.Add(leave)}, Kind: "leave"}}
	}
}

func TestDaysInRow(t *testing.T) {
	most := func(n int) func(*model.Problem) { return carer(func(x *model.Carer) { x.MaxDaysInRow = n }) }
	judgeRules(t, model.RuleDaysInRow, fortnight, []rule{
		{"nothing", nil, "", law(0, 0), "no day is worked"},
		{"six", nil, onDays("c1 early", 0, 1, 2, 3, 4, 5), law(0, 0), "six where nothing is said"},
		{"seven", nil, onDays("c1 early", 0, 1, 2, 3, 4, 5, 6), law(1, 0), "one beyond six"},
		{"a fortnight", nil, onDays("c1 early", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13), law(8, 0), "14 − 6: weeks are no border"},
		{"two stretches", most(2), onDays("c1 early", 0, 1, 2, 5, 6, 7, 8), law(3, 0), "3 − 2 and 4 − 2"},
		{"a day off", most(3), onDays("c1 early", 0, 1, 2, 4, 5, 6), law(0, 0), "three and three"},
		{"two shifts a day", most(1), onDays("c1 early", 3) + onDays("c1 late", 3), law(0, 0), "one date"},
		{"shifts that differ", most(1), onDays("c1 early", 3) + onDays("c1 late", 4), law(1, 0), "any shift is work"},
		{"past midnight", most(1), onDays("c1 night", 3), law(0, 0), "a night is of its first date"},
		{"begun after midnight", most(1), onDays("c1 small", 3) + onDays("c1 dawn", 4), law(1, 0), "25:00 is of the date before 00:10, and begins later"},
		{"leave", all(most(2), given(31, 2)), onDays("c1 early", 0, 1, 3, 4), law(0, 0), "the third of five days is not worked"},
		{"outside all shifts", most(1), onDays("c1 early", 3) + "c1 - 2026-11-27", law(0, 0), "no shift"},
		{"two carers", most(1), onDays("c1 early", 3) + onDays("c2 early2", 4), law(0, 0), "each for themselves"},
		{"shared", most(1), onDays("c1 duty", 3, 4) + onDays("c2 duty", 3, 4), law(1, 0), "c1 beyond one; c2 may six"},
		{"as a wish", all(most(1), weigh(model.RuleDaysInRow, model.Wishes)), onDays("c1 early", 0, 1, 2), cost(40000), "2 × 20"},
	})
}

func TestShortStint(t *testing.T) {
	least := func(n int) func(*model.Problem) { return carer(func(x *model.Carer) { x.MinDaysInRow = n }) }
	judgeRules(t, model.RuleShortStint, fortnight, []rule{
		{"nothing said", nil, onDays("c1 early", 3), law(0, 0), "one day is as good as any"},
		{"nothing worked", least(3), "", law(0, 0), "no stretch"},
		{"one of three", least(3), onDays("c1 early", 3), law(2, 0), "3 − 1"},
		{"two of three", least(3), onDays("c1 early", 3, 4), law(1, 0), "3 − 2"},
		{"three", least(3), onDays("c1 early", 3, 4, 5), law(0, 0), "as many as said"},
		{"over the weekend", least(3), onDays("c1 early", 6, 7), law(1, 0), "Sunday and Monday of two weeks are a stretch of two"},
		{"first day", least(3), onDays("c1 early", 0), law(0, 0), "no date of the plan before it: it may have begun earlier"},
		{"second day", least(3), onDays("c1 early", 1), law(2, 0), "there is one before it"},
		{"last day", least(3), onDays("c1 early", 13), law(0, 0), "it may go on"},
		{"day before the last", least(3), onDays("c1 early", 12), law(2, 0), "there is one after it"},
		{"several", least(2), onDays("c1 early", 2, 4, 6), law(3, 0), "three single days"},
		{"two shifts a day", least(2), onDays("c1 early", 3) + onDays("c1 late", 3), law(1, 0), "one date"},
		{"past midnight", least(2), onDays("c1 night", 3), law(1, 0), "a night that ends on Friday is Thursday's"},
		{"begun after midnight", least(2), onDays("c1 small", 3) + onDays("c1 dawn", 4), law(0, 0), "two dates"},
		{"leave", all(least(2), given(14, 2)), onDays("c1 early", 1, 3), law(2, 0), "it leaves Tuesday and Thursday"},
		{"as a wish", all(least(4), weigh(model.RuleShortStint, model.Wishes, 5)), onDays("c1 early", 3), cost(15000), "3 × 5"},
	})
}

func TestDaysOff(t *testing.T) {
	least := func(n int) func(*model.Problem) { return carer(func(x *model.Carer) { x.MinDaysOff = n }) }
	judgeRules(t, model.RuleDaysOff, fortnight, []rule{
		{"nothing said", nil, onDays("c1 early", 2, 4), law(0, 0), "one day off is as good as any"},
		{"nothing worked", least(20), "", law(0, 0), "the whole plan is one stretch that touches both edges"},
		{"one of two", least(2), onDays("c1 early", 2, 4), law(1, 0), "2 − 1"},
		{"two", least(2), onDays("c1 early", 2, 5), law(0, 0), "as many as said"},
		{"one of three", least(3), onDays("c1 early", 2, 4), law(2, 0), "3 − 1"},
		{"over the weekend", least(3), onDays("c1 early", 5, 8), law(1, 0), "Sunday and Monday of two weeks"},
		{"first day", least(2), onDays("c1 early", 1), law(0, 0), "Monday off may have begun before the plan"},
		{"last day", least(2), onDays("c1 early", 12), law(0, 0), "the last Sunday may go on"},
		{"second day", least(2), onDays("c1 early", 0, 2), law(1, 0), "there are dates on both sides"},
		{"no day off", least(2), onDays("c1 early", 2, 3, 4), law(0, 0), "none is not too few"},
		{"past midnight", least(2), onDays("c1 night", 2) + onDays("c1 late", 4), law(1, 0), "Thursday has no shift of its own date"},
		{"leave", all(least(2), given(31, 2)), onDays("c1 early", 0, 1, 3, 4), law(1, 0), "a date without a shift, whatever the reason"},
		{"outside all shifts", least(2), onDays("c1 early", 2, 4) + "c1 - 2026-11-26", law(1, 0), "Thursday is still one without a shift"},
		{"as a wish", all(least(3), weigh(model.RuleDaysOff, model.Wishes)), onDays("c1 early", 2, 4), cost(40000), "2 × 20"},
	})
}

func TestWeekends(t *testing.T) {
	most := func(n int) func(*model.Problem) { return carer(func(x *model.Carer) { x.MaxWeekends = &n }) }
	judgeRules(t, model.RuleWeekends, fortnight, []rule{
		{"nothing said", nil, onDays("c1 early", 5, 6, 12, 13), law(0, 0), "any number"},
		{"one", most(1), onDays("c1 early", 5, 6), law(0, 0), "Saturday and Sunday of a week are one"},
		{"two", most(1), onDays("c1 early", 6, 12), law(1, 0), "a Sunday and a Saturday of two weeks"},
		{"none at all", most(0), onDays("c1 early", 5, 13), law(2, 0), "2 − 0"},
		{"fewer", most(5), onDays("c1 early", 5, 12), law(0, 0), "two of five"},
		{"Friday night", most(0), onDays("c1 night", 4), law(0, 0), "of Friday's date, though it ends on Saturday"},
		{"Sunday night", most(0), onDays("c1 night", 6), law(1, 0), "of Sunday's date"},
		{"begun after midnight", most(0), onDays("c1 small", 4), law(0, 0), "Friday's 25:00 is Saturday's 01:00, and Friday's shift"},
		{"two shifts", most(0), onDays("c1 early", 5) + onDays("c1 late", 5), law(1, 0), "one weekend"},
		{"leave", all(most(0), given(32, 5)), "", law(0, 0), "the Saturday is not worked"},
		{"as a wish", all(most(0), weigh(model.RuleWeekends, model.Wishes)), onDays("c1 early", 5, 12), cost(120000), "2 × 60"},
	})
}

func TestSuccession(t *testing.T) {
	bars := func(i int, ids ...model.ShiftID) func(*model.Problem) {
		return func(p *model.Problem) { p.Shifts[i].NoNext = ids }
	}
	judgeRules(t, model.RuleSuccession, fortnight, []rule{
		{"nothing said", nil, onDays("c1 late", 2) + onDays("c1 early", 3), law(0, 0), "any may follow any"},
		{"late then early", bars(1, "early"), onDays("c1 late", 2) + onDays("c1 early", 3), law(1, 0), "the day after"},
		{"a day between", bars(1, "early"), onDays("c1 late", 2) + onDays("c1 early", 4), law(0, 0), "two dates on"},
		{"one date", bars(0, "late"), onDays("c1 early", 2) + onDays("c1 late", 2), law(0, 0), "the same date is not the day after"},
		{"the other way", bars(1, "early"), onDays("c1 early", 2) + onDays("c1 late", 3), law(0, 0), "early bars nothing"},
		{"another carer", bars(1, "early2"), onDays("c1 late", 2) + onDays("c2 early2", 3), law(0, 0), "of one carer only"},
		{"two of them", bars(1, "early", "late"), onDays("c1 late", 2, 3) + onDays("c1 early", 3), law(2, 0), "both of Thursday's"},
		{"twice", bars(1, "late"), onDays("c1 late", 2, 3, 4), law(2, 0), "Thursday after Wednesday, Friday after Thursday"},
		{"Sunday to Monday", bars(2, "early"), onDays("c1 night", 6) + onDays("c1 early", 7), law(1, 0), "weeks are no border"},
		{"begun after midnight", bars(3, "dawn"), onDays("c1 small", 2) + onDays("c1 dawn", 3), law(1, 0), "by their dates, though the second begins first"},
		{"shared", bars(6, "duty"), onDays("c1 duty", 2) + onDays("c2 duty", 2, 3), law(1, 0), "c2 twice in a row"},
		{"leave", all(given(12, 3), bars(0, "early")), onDays("c1 early", 2), law(0, 0), "the second is not worked"},
		{"as a wish", all(bars(1, "early"), weigh(model.RuleSuccession, model.Wishes)), onDays("c1 late", 2) + onDays("c1 early", 3), cost(30000), "1 × 30"},
	})
}

func TestShiftMost(t *testing.T) {
	most := func(list ...model.ShiftCount) func(*model.Problem) {
		return carer(func(x *model.Carer) { x.MostOf = list })
	}
	judgeRules(t, model.RuleShiftMost, fortnight, []rule{
		{"nothing said", nil, onDays("c1 night", 0, 2, 4), law(0, 0), "any number"},
		{"as many", most(model.ShiftCount{Shift: "night", Count: 3}), onDays("c1 night", 0, 2, 9), law(0, 0), "three of three"},
		{"more", most(model.ShiftCount{Shift: "night", Count: 1}), onDays("c1 night", 0, 2, 9), law(2, 0), "in the whole plan, not in a week"},
		{"none", most(model.ShiftCount{Shift: "night"}), onDays("c1 night", 4), law(1, 0), "1 − 0"},
		{"others", most(model.ShiftCount{Shift: "night"}), onDays("c1 late", 4), law(0, 0), "another shift"},
		{"two items", most(model.ShiftCount{Shift: "night"}, model.ShiftCount{Shift: "late", Count: 1}), onDays("c1 night", 4) + onDays("c1 late", 4, 6), law(2, 0), "one of each"},
		{"shared", most(model.ShiftCount{Shift: "duty", Count: 1}), onDays("c1 duty", 1) + onDays("c2 duty", 1, 2), law(0, 0), "c2 said nothing"},
		{"leave", all(given(3, 1), most(model.ShiftCount{Shift: "early", Count: 1})), onDays("c1 early", 0), law(0, 0), "the second is not worked"},
		{"as a wish", all(most(model.ShiftCount{Shift: "night"}), weigh(model.RuleShiftMost, model.Wishes)), onDays("c1 night", 4, 6), cost(40000), "2 × 20"},
	})
}

// An early is 300 paid minutes; a night of nine hours has a break of 20 and is 520.
func TestPlanHours(t *testing.T) {
	agreed := func(low, high int) func(*model.Problem) {
		return carer(func(x *model.Carer) { x.Contract.MinPlan, x.Contract.MaxPlan = low, high })
	}
	judgeRules(t, model.RulePlanHours, fortnight, []rule{
		{"nothing said", nil, onDays("c1 early", 0, 1), law(0, 0), "any hours"},
		{"not a minute", agreed(600, 0), "", law(1, 36000), "600 min"},
		{"too few", agreed(901, 0), onDays("c1 early", 0, 1, 8), law(1, 60), "900 in both weeks, a minute short"},
		{"enough", agreed(900, 900), onDays("c1 early", 0, 1, 8), law(0, 0), "to the minute"},
		{"too many", agreed(0, 899), onDays("c1 early", 0, 1, 8), law(1, 60), "a minute over"},
		{"more is free", agreed(300, 0), onDays("c1 early", 0, 1, 8), law(0, 0), "no most is given"},
		{"break", agreed(520, 520), onDays("c1 night", 6), law(0, 0), "540 − 20, of the last week though it ends in the next"},
		{"last night", agreed(0, 500), onDays("c1 night", 13), law(1, 1200), "it ends after the plan and is paid in it"},
		{"leave", all(given(3, 1), agreed(600, 0)), onDays("c1 early", 0), law(0, 0), "300 are worked, and 300 of leave count"},
		{"outside all shifts", agreed(300, 0), "c1 -", law(1, 18000), "nothing is paid"},
		{"as a wish", all(agreed(610, 0), weigh(model.RulePlanHours, model.Wishes)), onDays("c1 early", 0, 1), cost(5000), "10 min × 30 / 60"},
	})
	span := func(t testing.TB) *model.Problem {
		p := threeVisits(t)
		p.Rules.Paid = model.BySpan
		p.Carers[0].Contract.MinPlan = 120
		return p
	}
	judgeRules(t, model.RulePlanHours, span, []rule{
		{"by span", nil, "c1 s1 | v1 08:00-08:30 | v2 09:00-09:30", law(1, 1800), "08:00 to 09:30 is 90 of 120"},
		{"no visit", nil, "c1 s1", law(1, 7200), "nothing is paid"},
	})
}

// need is a row of cover on the first Monday.
func need(c model.Cover) func(*model.Problem) {
	return func(p *model.Problem) {
		if c.Where == "" {
			c.Where = "bala"
		}
		c.Date = p.Plan.Start
		p.Cover = append(p.Cover, c)
	}
}

func TestStaffing(t *testing.T) {
	duty := model.Cover{Shift: "duty", Needed: 2}
	hoist := model.Cover{Shift: "duty", Needed: 1, Skill: "hoist"}
	can := func(until model.Date) func(*model.Problem) {
		return carer(func(x *model.Carer) { x.Skills = []model.DatedSkill{{Skill: "hoist", Until: until}} })
	}
	span := func(from, to string, n int) func(*model.Problem) {
		return need(model.Cover{Start: at(t, from), End: at(t, to), Needed: n})
	}
	place := func(p *model.Problem) {
		p.Places = []model.Place{{ID: "plas", NameEn: "Plas", Kind: model.PlaceScheme, Lat: 52.9, Lon: -3.6}}
		p.Shifts[6].Location = "plas"
	}
	elsewhere := carer(func(x *model.Carer) { x.Patch = "tywyn" })
	all2 := onDays("c1 duty", 0) + onDays("c2 duty", 0)
	judgeRules(t, model.RuleStaffing, fortnight, []rule{
		{"nothing asked", nil, "", law(0, 0), "no cover"},
		{"nobody", need(duty), "", law(2, 0), "2 − 0"},
		{"one", need(duty), onDays("c1 duty", 0), law(1, 0), "2 − 1"},
		{"two", need(duty), all2, law(0, 0), "shared by both"},
		{"more", need(model.Cover{Shift: "duty", Needed: 1}), all2, law(0, 0), "more than needed is no breach"},
		{"another shift", need(duty), onDays("c1 early", 0), law(2, 0), "the shift that is named"},
		{"another date", need(duty), onDays("c1 duty", 1), law(2, 0), "Tuesday's"},
		{"two needs", all(need(duty), need(hoist)), all2, law(1, 0), "nobody has hoist"},
		{"skill", all(need(hoist), can(0)), all2, law(0, 0), "c1 has"},
		{"skill that ends", all(need(hoist), can(model.NewDate(2026, 11, 22))), all2, law(1, 0), "till the day before"},
		{"skill of the last day", all(need(hoist), can(model.NewDate(2026, 11, 23))), all2, law(0, 0), "valid on the date"},
		{"another patch", all(need(duty), elsewhere), all2, law(1, 0), "c1's shift has no place and is of their patch"},
		{"at the place", all(place, need(duty)), all2, law(2, 0), "the shift is at plas, the need in bala"},
		{"at the scheme", all(place, elsewhere, need(model.Cover{Where: "plas", Shift: "duty", Needed: 2})), all2, law(0, 0), "whatever their patch"},
		{"half hours", span("07:00", "08:20", 1), "", law(3, 0), "07:00, 07:30, and 08:00 to 08:20"},
		{"all of them", span("07:00", "08:20", 1), onDays("c1 early", 0), law(0, 0), "07:00 to 12:00"},
		{"the last ones", span("07:00", "09:00", 1), onDays("c1 duty", 0), law(2, 0), "08:00 on"},
		{"not the whole", span("07:45", "08:30", 1), onDays("c1 duty", 0), law(1, 0), "from 08:00 is not all of 07:45 to 08:15; 08:15 to 08:30 is"},
		{"to the end", span("11:30", "12:10", 1), onDays("c1 duty", 0), law(1, 0), "12:00 to 12:10 is after it"},
		{"two shifts at once", span("08:00", "08:30", 2), onDays("c1 early", 0) + onDays("c1 duty", 0), law(1, 0), "one carer, however many shifts"},
		{"two carers", span("08:00", "08:30", 2), onDays("c1 early", 0) + onDays("c2 duty", 0), law(0, 0), "in two shifts"},
		{"past midnight", span("23:30", "25:30", 1), onDays("c1 night", 0), law(0, 0), "the night goes on"},
		{"of the next date", span("24:00", "24:30", 1), onDays("c1 dawn", 1), law(1, 0), "from 00:10 is not the whole half hour"},
		{"that of the date before", span("01:30", "02:30", 1), onDays("c1 small", 0), law(2, 0), "Monday's 25:00 is Tuesday"},
		{"cut by leave", all(span("08:00", "09:00", 1), given(1, 0), func(p *model.Problem) {
			p.Absences[0].From = model.Moment{Date: p.Plan.Start, Clock: model.At(8, 30), Timed: true}
		}), onDays("c1 early", 0), law(1, 0), "she goes at 08:30"},
		{"outside all shifts", span("08:00", "08:30", 1), "c1 -", law(1, 0), "no shift"},
		{"as a wish", all(need(duty), weigh(model.RuleStaffing, model.Wishes)), "", cost(60000), "2 × 30"},
	})
}

func TestWanted(t *testing.T) {
	two := model.Cover{Shift: "duty", Needed: 1, Wanted: 2}
	weighed := model.Cover{Shift: "duty", Wanted: 1, Under: new(100.0), Over: 2.5}
	three := onDays("c1 duty", 0) + onDays("c2 duty", 0) + onDays("c3 duty", 0)
	judgeRules(t, model.RuleWanted, fortnight, []rule{
		{"none", need(two), "", cost(2000), "2 × 1"},
		{"one", need(two), onDays("c1 duty", 0), cost(1000), "the other one"},
		{"two", need(two), onDays("c1 duty", 0) + onDays("c2 duty", 0), cost(0), "as wanted"},
		{"three", need(two), three, cost(0), "one more costs nothing where nothing is said"},
		{"only needed", need(model.Cover{Shift: "duty", Needed: 3}), "", cost(3000), "what is needed is wanted"},
		{"under", need(weighed), "", cost(100000), "1 × 100"},
		{"over", need(weighed), three, cost(5000), "2 × 2.5"},
		{"half hours", need(model.Cover{Start: at(t, "08:00"), End: at(t, "09:10"), Wanted: 1}), "", cost(3000), "three needs"},
		{"rounded", all(need(model.Cover{Shift: "duty", Wanted: 3, Under: new(0.0006)}), weigh(model.RuleWanted, model.Wishes)), "", cost(3), "0.6 thousandths are one, three times"},
		{"rounded to nothing", need(model.Cover{Shift: "duty", Wanted: 3, Under: new(0.0004)}), "", cost(0), "0.4 thousandths are none"},
		{"weight", all(need(weighed), weigh(model.RuleWanted, model.Wishes, 0.5)), three, cost(2500), "2 × 2.5 × 0.5"},
		{"as law", all(need(model.Cover{Shift: "duty", Wanted: 3}), weigh(model.RuleWanted, model.Law)), "", law(1, 0), "one need that is not met"},
	})
}

func TestRequest(t *testing.T) {
	asks := func(list ...model.Request) func(*model.Problem) {
		return func(p *model.Problem) {
			for _, q := range list {
				q.Carer = "c1"
				p.Requests = append(p.Requests, q)
			}
		}
	}
	monday := model.NewDate(2026, 11, 23)
	off, on := model.Request{Date: monday, Want: model.WantOff}, model.Request{Date: monday, Want: model.WantOn}
	noLate := model.Request{Days: 3, Shift: "late", Want: model.WantOff, Weight: new(float64(3))}
	judgeRules(t, model.RuleRequest, fortnight, []rule{
		{"nothing asked", nil, onDays("c1 early", 0), cost(0), "no request"},
		{"off and off", asks(off), onDays("c1 early", 1), cost(0), "Tuesday is not Monday"},
		{"off and on", asks(off), onDays("c1 early", 0), cost(20000), "1 × 20"},
		{"two shifts", asks(off), onDays("c1 early", 0) + onDays("c1 late", 0), cost(20000), "one request"},
		{"on and off", asks(on), "", cost(20000), "1 × 20"},
		{"on and on", asks(on), onDays("c1 duty", 0), cost(0), "any shift will do"},
		{"another's work", asks(off), onDays("c2 duty", 0), cost(0), "c2 works"},
		{"both", asks(on, off), "", cost(20000), "one of the two is never met"},
		{"days", asks(noLate), onDays("c1 late", 0, 1, 2, 7, 8), cost(240000), "four Mondays and Tuesdays, 3 × 20 each"},
		{"a shift", asks(noLate), onDays("c1 early", 0, 1), cost(0), "the early is not the late"},
		{"on for a shift", asks(model.Request{Date: monday, Shift: "late", Want: model.WantOn}), onDays("c1 early", 0), cost(20000), "it was the late"},
		{"past midnight", asks(model.Request{Date: monday.Add(1), Want: model.WantOff}), onDays("c1 night", 0), cost(0), "the night is Monday's"},
		{"leave", all(given(1, 0), asks(on)), "", cost(20000), "the shift is not worked"},
		{"outside the plan", asks(model.Request{Date: monday.Add(99), Want: model.WantOn}), "", cost(0), "no date of it"},
		{"outside all shifts", asks(on), "c1 -", cost(20000), "no shift"},
		{"as law", all(asks(on, noLate), weigh(model.RuleRequest, model.Law)), onDays("c1 late", 1), law(2, 0), "Monday on, Tuesday late"},
		{"too light", all(asks(model.Request{Date: monday, Want: model.WantOn, Weight: new(float64(0.00002))}), weigh(model.RuleRequest, model.Law)), "", law(0, 0), "0.4 thousandths are none, and no breach"},
	})
}

// TestSharedShifts: any number of carers may work a shared shift, each once; another one carer only.
func TestSharedShifts(t *testing.T) {
	p := fortnight(t)
	h := expand(t, p)
	_, err := Horizon(h, rota(t, h, onDays("c1 duty", 0)+onDays("c2 duty", 0)))
	require.NoError(t, err)
	_, err = Horizon(h, rota(t, h, onDays("c1 duty", 0, 0)))
	require.EqualError(t, err, `run of "c1" on 2026-11-23: shift "duty" is worked twice`)
	p.Shifts[6].Shared = false
	h = expand(t, p)
	_, err = Horizon(h, rota(t, h, onDays("c1 duty", 0)+onDays("c2 duty", 0)))
	require.EqualError(t, err, `run of "c2" on 2026-11-23: shift "duty" is worked twice`)
}

// TestClockChangeHalfHours: the night of the October change has an hour more, and so two half hours more.
func TestClockChangeHalfHours(t *testing.T) {
	p := world(t)
	p.Plan.Start = date(t, "2026-10-19")
	addShift(t, p, "2026-10-24", "c1 night 22:00-31:00 open")
	p.Cover = []model.Cover{{Where: "bala", Date: date(t, "2026-10-24"), Start: at(t, "24:30"), End: at(t, "26:30"), Needed: 1}}
	h := expand(t, p)
	require.Len(t, h.Cover, 6)
	v, err := Horizon(h, rota(t, h, ""))
	require.NoError(t, err)
	require.Equal(t, law(6, 0), share(v, model.RuleStaffing))
	v, err = Horizon(h, rota(t, h, "c1 night 2026-10-24"))
	require.NoError(t, err)
	require.Equal(t, law(0, 0), share(v, model.RuleStaffing))
}

// colleagues has c1 and another carer work together, or apart.
func colleagues(x model.Colleagues) func(*model.Problem) {
	x.Carer = "c1"
	if x.Other == "" {
		x.Other = "c2"
	}
	return func(p *model.Problem) { p.Colleagues = append(p.Colleagues, x) }
}

func TestTogether(t *testing.T) {
	with := model.Colleagues{Work: model.WorkTogether}
	tuesday := model.NewDate(2026, 11, 24)
	judgeRules(t, model.RuleTogether, fortnight, []rule{
		{"nothing said", nil, onDays("c1 early", 2), law(0, 0), "anybody works alone"},
		{"alone", colleagues(with), onDays("c1 early", 2), law(1, 300*60), "all five hours"},
		{"together", colleagues(with), onDays("c1 early", 2) + onDays("c2 early2", 2), law(0, 0), "the same hours"},
		{"the mentor alone", colleagues(with), onDays("c2 early2", 2), law(0, 0), "she may"},
		{"part of it", colleagues(with), onDays("c1 early", 2) + onDays("c2 duty", 2), law(1, 60*60), "07:00 to 08:00"},
		{"two shifts of the mentor", colleagues(with), onDays("c1 early", 2) + onDays("c2 early2", 2) + onDays("c2 duty", 2), law(0, 0), "what is said twice counts once"},
		{"another day", colleagues(with), onDays("c1 early", 2, 3) + onDays("c2 early2", 2), law(1, 300*60), "Thursday"},
		{"a colleague who is none", colleagues(with), onDays("c1 early", 2) + onDays("c3 duty", 2), law(1, 300*60), "not the mentor"},
		{"not yet", colleagues(model.Colleagues{Work: model.WorkTogether, From: tuesday}), onDays("c1 early", 0), law(0, 0), "from Tuesday on"},
		{"from then on", colleagues(model.Colleagues{Work: model.WorkTogether, From: tuesday}), onDays("c1 early", 1), law(1, 300*60), "from Tuesday on"},
		{"no more", colleagues(model.Colleagues{Work: model.WorkTogether, Until: tuesday}), onDays("c1 early", 2), law(0, 0), "until Tuesday"},
		{"another site", all(colleagues(model.Colleagues{Work: model.WorkTogether, SameSite: true}), func(p *model.Problem) { p.Shifts[5].Location = "other" }), onDays("c1 early", 2) + onDays("c2 early2", 2), law(1, 300*60), "she is elsewhere"},
		{"as a wish", all(colleagues(with), weigh(model.RuleTogether, model.Wishes)), onDays("c1 early", 2), cost(300000), "300 × 1"},
	})
}

func TestApart(t *testing.T) {
	off := model.Colleagues{Work: model.WorkApart}
	tuesday := model.NewDate(2026, 11, 24)
	judgeRules(t, model.RuleApart, fortnight, []rule{
		{"nothing said", nil, onDays("c1 early", 2) + onDays("c2 early2", 2), law(0, 0), "anybody works with anybody"},
		{"at once", colleagues(off), onDays("c1 early", 2) + onDays("c2 early2", 2), law(1, 300*60), "all five hours"},
		{"one after the other", colleagues(off), onDays("c1 late", 2) + onDays("c2 early2", 2), law(0, 0), "never at once"},
		{"part of it", colleagues(off), onDays("c1 early", 2) + onDays("c2 duty", 2), law(1, 240*60), "08:00 to 12:00"},
		{"two of hers", colleagues(off), onDays("c1 early", 2) + onDays("c2 early2", 2) + onDays("c2 duty", 2), law(2, 540*60), "each for itself"},
		{"the night before", colleagues(off), onDays("c1 night", 2) + onDays("c2 early2", 3), law(0, 0), "it ends when the early begins"},
		{"no more", colleagues(model.Colleagues{Work: model.WorkApart, Until: tuesday}), onDays("c1 early", 2) + onDays("c2 early2", 2), law(0, 0), "until Tuesday"},
		{"another site", all(colleagues(model.Colleagues{Work: model.WorkApart, SameSite: true}), func(p *model.Problem) { p.Shifts[5].Location = "other" }), onDays("c1 early", 2) + onDays("c2 early2", 2), law(0, 0), "not at one place"},
		{"the same site", all(colleagues(model.Colleagues{Work: model.WorkApart, SameSite: true}), func(p *model.Problem) { p.Shifts[5].Location = "bala" }), onDays("c1 early", 2) + onDays("c2 early2", 2), law(1, 300*60), "the patch, by name or not"},
		{"as a wish", all(colleagues(off), weigh(model.RuleApart, model.Wishes)), onDays("c1 early", 2) + onDays("c2 duty", 2), cost(240000), "240 × 1"},
	})
}

func TestMeeting(t *testing.T) {
	huddle := func(change ...func(e *model.Event)) func(*model.Problem) {
		return func(p *model.Problem) {
			e := model.Event{ID: "h", Attendees: []model.CarerID{"c1", "c2", "c2"}, Length: 30, Kind: "huddle", Movable: true, Within: []model.Date{p.Plan.Start.Add(1), p.Plan.Start.Add(3)}}
			for _, f := range change {
				f(&e)
			}
			p.Events = append(p.Events, e)
		}
	}
	weekly := func(e *model.Event) { e.Weekly, e.Within = true, nil }
	due := func(y, m, d int) func(e *model.Event) {
		return func(e *model.Event) {
			e.Within, e.Kind, e.Last = nil, model.KindSupervision, model.NewDate(y, time.Month(m), d)
		}
	}
	at := func(who string, day int, time string) string {
		return fmt.Sprintf("%s %s | event:h %s\n", who, model.NewDate(2026, 11, 23).Add(day), time)
	}
	judgeRules(t, model.RuleMeeting, fortnight, []rule{
		{"nobody", huddle(), "", cost(120000), "two attendees, 2 × 60"},
		{"both", huddle(), at("c1 early", 1, "09:00-09:30") + at("c2 early2", 1, "09:00-09:30"), cost(0), "held on Tuesday"},
		{"one", huddle(), at("c1 early", 1, "09:00-09:30") + onDays("c2 early2", 1), cost(60000), "c2 is at work, but not there"},
		{"not at once", huddle(), at("c1 early", 1, "09:00-09:30") + at("c2 early2", 1, "09:01-09:31"), cost(60000), "c2 comes late"},
		{"on two days", huddle(), at("c1 early", 1, "09:00-09:30") + at("c2 early2", 2, "09:00-09:30"), cost(60000), "not one meeting"},
		{"twice", huddle(), at("c1 early", 1, "09:00-09:30") + at("c1 early", 2, "09:00-09:30") + at("c2 early2", 1, "09:00-09:30"), cost(0), "the first counts"},
		{"too early", huddle(), at("c1 early", 0, "09:00-09:30") + at("c2 early2", 0, "09:00-09:30"), cost(120000), "Monday is none of its days"},
		{"too short", huddle(), at("c1 early", 1, "09:00-09:30") + at("c2 early2", 1, "09:00-09:29"), cost(60000), "half an hour was agreed"},
		{"weekly", huddle(weekly), at("c1 early", 6, "09:00-09:30") + at("c2 early2", 6, "09:00-09:30"), cost(120000), "the second week has none"},
		{"later", huddle(func(e *model.Event) { e.Within[1] = e.Within[0].Add(30) }), "", cost(0), "there is time after the plan"},
		{"due", huddle(due(2026, 9, 6)), "", cost(120000), "three months later is the last day of the plan"},
		{"not yet due", huddle(due(2026, 9, 7)), "", cost(0), "three months later is the day after it"},
		{"overdue", huddle(due(2026, 1, 1)), at("c1 early", 7, "09:00-09:30") + at("c2 early2", 7, "09:00-09:30"), cost(120000), "the second week is too late"},
		{"as law", all(huddle(), weigh(model.RuleMeeting, model.Law)), "", law(2, 0), "each attendee"},
	})
}

// TestWhatLineViolationsSay: the carer, the date of the first thing too many, how many of how many, and
// what of. Wednesday is 25 November.
func TestWhatLineViolationsSay(t *testing.T) {
	p := fortnight(t)
	none := 0
	c := &p.Carers[0]
	c.MaxDaysInRow, c.MinDaysInRow, c.MinDaysOff, c.MaxWeekends = 1, 3, 4, &none
	c.MostOf = []model.ShiftCount{{Shift: "early", Count: 2}}
	c.Contract.MinPlan = 2400
	p.Shifts[0].NoNext = []model.ShiftID{"late"}
	p.Cover = []model.Cover{
		{Where: "bala", Date: p.Plan.Start.Add(2), Shift: "duty", Needed: 1, Wanted: 2},
		{Where: "bala", Date: p.Plan.Start.Add(3), Start: model.At(23, 45), End: model.At(24, 30), Needed: 2},
	}
	p.Requests = []model.Request{{Carer: "c1", Date: p.Plan.Start.Add(2), Want: model.WantOff, Shift: "early"}, {Carer: "c2", Date: p.Plan.Start.Add(9), Want: model.WantOn}}
	h := expand(t, p)
	v, err := Horizon(h, rota(t, h, onDays("c1 early", 2, 5, 11)+onDays("c1 late", 3)))
	require.NoError(t, err)
	var got []string
	codes := map[model.Code]bool{}
	for _, code := range []model.Code{
		model.RuleDaysInRow, model.RuleShortStint, model.RuleDaysOff, model.RuleWeekends, model.RuleSuccession, model.RuleShiftMost, model.RulePlanHours,
		model.RuleStaffing, model.RuleWanted, model.RuleRequest,
	} {
		codes[code] = true
	}
	for _, x := range v.Violations {
		if codes[x.Rule] && x.Carer != "c3" {
			got = append(got, fmt.Sprintf("%s %s %s %s%s %d of %d %s (%s): %d %d %d", x.Rule, x.Date, x.At, x.Carer, x.Shift, x.Amount, x.Limit, x.Unit, x.Detail, x.Score.Breaches, x.Score.Excess, x.Score.Wishes))
		}
	}
	require.Equal(t, []string{
		"days_in_row 2026-11-26 00:00 c1 2 of 1 day (): 1 0 0",
		"short_stint 2026-11-25 00:00 c1 2 of 3 day (): 1 0 0",
		"short_stint 2026-11-28 00:00 c1 1 of 3 day (): 2 0 0",
		"short_stint 2026-12-04 00:00 c1 1 of 3 day (): 2 0 0",
		"days_off 2026-11-27 00:00 c1 1 of 4 day (): 3 0 0",
		"weekends 2026-11-28 00:00 c1 1 of 0 weekend (): 1 0 0",
		"succession 2026-11-26 00:00 c1late 1 of 0 shift (early): 1 0 0",
		"shift_most 2026-12-04 00:00 c1early 3 of 2 shift (): 1 0 0",
		"plan_hours 2026-11-23 00:00 c1 75600 of 144000 tick (): 1 68400 0", // 3 × 300 + 360 of 2,400 min
		"staffing 2026-11-25 00:00 duty 0 of 1 carer (bala): 1 0 0",
		"staffing 2026-11-26 23:45  0 of 2 carer (bala): 2 0 0",
		"staffing 2026-11-26 24:15  0 of 2 carer (bala): 2 0 0",
		"wanted 2026-11-25 00:00 duty 0 of 2 carer (bala): 0 0 2000",
		"wanted 2026-11-26 23:45  0 of 2 carer (bala): 0 0 2000",
		"wanted 2026-11-26 24:15  0 of 2 carer (bala): 0 0 2000",
		"request 2026-11-25 00:00 c1early 1 of 0 shift (off): 0 0 20000",
		"request 2026-12-02 00:00 c2 1 of 0 shift (on): 0 0 20000",
	}, got)
}
