package check

import (
	"testing"

	"github.com/milltir/milltir/model"
)

// An early is from 07:00 to 12:00, a late from 14:00 to 20:00, a night from 22:00 to 07:00, a small from 01:00
// to 05:00 of the next day.
func TestSplit(t *testing.T) {
	gap := func(minutes int) func(*model.Problem) {
		return func(p *model.Problem) { p.Rules.Split.Gap = minutes }
	}
	kind := func(shift int, kind string) func(*model.Problem) {
		return func(p *model.Problem) { p.Shifts[shift].Kind = kind }
	}
	judgeRules(t, model.RuleSplit, fortnight, []rule{
		{"one shift", nil, onDays("c1 early", 1), cost(0), "nothing between"},
		{"early and late", nil, onDays("c1 early", 1) + onDays("c1 late", 1), cost(30_000), "two hours between"},
		{"early, late and night", nil, onDays("c1 early", 1) + onDays("c1 late", 1) + onDays("c1 night", 1), cost(30_000), "a day is split once"},
		{"two days", nil, onDays("c1 early", 1, 3) + onDays("c1 late", 1, 3), cost(60_000), "30 each"},
		{"of two dates", nil, onDays("c1 late", 1) + onDays("c1 early", 2), cost(0), "a night is no gap"},
		{"past midnight", nil, onDays("c1 late", 1) + onDays("c1 small", 1), cost(30_000), "of Tuesday still: five hours"},
		{"by two", nil, onDays("c1 late", 1) + onDays("c2 early2", 1), cost(0), "nobody's day"},
		{"on call", kind(1, model.OnCall), onDays("c1 early", 1) + onDays("c1 late", 1), cost(0), "no second shift"},
		{"on call between", kind(1, model.OnCall), onDays("c1 early", 1) + onDays("c1 late", 1) + onDays("c1 night", 1), cost(30_000), "from noon to ten, whoever may call"},
		{"a sleep-in", kind(2, model.SleepIn), onDays("c1 early", 1) + onDays("c1 night", 1), cost(0), "no second shift"},
		{"longer gaps", gap(121), onDays("c1 early", 1) + onDays("c1 late", 1), cost(0), "a minute too short"},
		{"as law", weigh(model.RuleSplit, model.Law), onDays("c1 early", 1, 3) + onDays("c1 late", 1, 3), law(2, 0), "a day is a breach"},
	})
}

func TestSplitMost(t *testing.T) {
	often := func(day, week int) func(*model.Problem) {
		return func(p *model.Problem) { p.Rules.Split.Day, p.Rules.Split.Week = day, week }
	}
	judgeRules(t, model.RuleSplitMost, fortnight, []rule{
		{"one gap", nil, onDays("c1 early", 1) + onDays("c1 late", 1), law(0, 0), "as many as may be"},
		{"two gaps", nil, onDays("c1 early", 1) + onDays("c1 late", 1) + onDays("c1 night", 1), law(1, 0), "12:00 to 14:00 and 20:00 to 22:00"},
		{"two days", nil, onDays("c1 early", 1, 3) + onDays("c1 late", 1, 3), law(0, 0), "as many as may be"},
		{"four days", nil, onDays("c1 early", 1, 3, 5, 6) + onDays("c1 late", 1, 3, 5, 6), law(2, 0), "two too many"},
		{"of two weeks", nil, onDays("c1 early", 1, 3, 8, 9) + onDays("c1 late", 1, 3, 8, 9), law(0, 0), "two in each"},
		{"agreed", often(2, 7), onDays("c1 early", 0, 1, 3) + onDays("c1 late", 0, 1, 3) + onDays("c1 night", 1), law(0, 0), "two gaps, and any days"},
		{"one day", often(1, 1), onDays("c1 early", 1, 3) + onDays("c1 late", 1, 3), law(1, 0), "one too many"},
		{"as a wish", weigh(model.RuleSplitMost, model.Wishes), onDays("c1 early", 1, 3, 5, 6) + onDays("c1 late", 1, 3, 5, 6), cost(60_000), "30 each"},
	})
}

func TestLateEarly(t *testing.T) {
	least := func(minutes int) func(*model.Problem) {
		return func(p *model.Problem) { p.Rules.LateEarly.Rest = minutes }
	}
	history := func(end model.Clock) func(*model.Problem) {
		return func(p *model.Problem) {
			p.CarerHours = []model.CarerWeek{{Carer: "c1", WeekStart: p.Plan.Start - 7, LastShiftEnd: model.Moment{Date: p.Plan.Start - 1, Clock: end, Timed: true}}}
		}
	}
	judgeRules(t, model.RuleLateEarly, fortnight, []rule{
		{"late then early", nil, onDays("c1 late", 1) + onDays("c1 early", 2), cost(30_000), "eleven hours"},
		{"early then early", nil, onDays("c1 early", 1, 2), cost(0), "nineteen hours"},
		{"eleven are enough", least(660), onDays("c1 late", 1) + onDays("c1 early", 2), cost(0), "not less"},
		{"twice", nil, onDays("c1 late", 1, 2) + onDays("c1 early", 2, 3), cost(60_000), "30 each"},
		{"within a day", nil, onDays("c1 early", 1) + onDays("c1 late", 1), cost(0), "two hours of one date"},
		{"before the plan", history(model.At(19, 1)), onDays("c1 early", 0), cost(30_000), "a minute less than twelve hours"},
		{"long before", history(model.At(19, 0)), onDays("c1 early", 0), cost(0), "twelve hours"},
		{"on call", func(p *model.Problem) { p.Shifts[1].Kind = model.OnCall }, onDays("c1 late", 1) + onDays("c1 early", 2), cost(0), "no work"},
		{"as law", weigh(model.RuleLateEarly, model.Law), onDays("c1 late", 1, 2) + onDays("c1 early", 2, 3), law(2, 0), "a date is a breach"},
	})
}

func TestSixthDay(t *testing.T) {
	most := func(n int) func(*model.Problem) {
		return func(p *model.Problem) { p.Rules.SixthDay.Most = n }
	}
	before := func(p *model.Problem) {
		p.CarerHours = []model.CarerWeek{{Carer: "c1", WeekStart: p.Plan.Start - 7, MinutesWorked: 900, DaysInRow: 6}}
	}
	judgeRules(t, model.RuleSixthDay, fortnight, []rule{
		{"five", nil, onDays("c1 early", 0, 1, 2, 3, 4), cost(0), "enough"},
		{"seven", nil, onDays("c1 early", 0, 1, 2, 3, 4, 5, 6), cost(40_000), "two beyond five"},
		{"three, and a day off", nil, onDays("c1 early", 0, 1, 2, 4, 5, 6), cost(0), "none in a row"},
		{"after six", before, onDays("c1 early", 0), cost(20_000), "the seventh; the sixth was last week's"},
		{"two", most(2), onDays("c1 early", 0, 1, 2), cost(20_000), "one more"},
		{"as law", all(most(1), weigh(model.RuleSixthDay, model.Law)), onDays("c1 early", 0, 1, 2, 4, 5), law(2, 0), "a stretch is a breach, however long"},
	})
}
