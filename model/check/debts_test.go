package check

import (
	"testing"
	"time"

	"github.com/milltir/milltir/model"
)

// derogated is the fortnight with regulation 10 and 11 set aside.
func derogated(t testing.TB) *model.Problem {
	p := fortnight(t)
	p.Rules.Derogation.Rest = model.Yes
	return p
}

func within(days int) func(*model.Problem) {
	return func(p *model.Problem) { p.Rules.RestDebt.Days = days }
}

func carriedIn(minutes int) func(*model.Problem) {
	return func(p *model.Problem) {
		p.CarerHours = []model.CarerWeek{
			{Carer: "c1", WeekStart: p.Plan.Start - 7, RestOwed: minutes},
			{Carer: "c1", WeekStart: p.Plan.Start - 14, RestOwed: 6000},
		}
	}
}

// An early is from 07:00 to 12:00, a late from 14:00 to 20:00, a night from 22:00 to 07:00.
func TestDerogation(t *testing.T) {
	young := carer(func(x *model.Carer) { x.Born = model.NewDate(2010, time.January, 1) })
	short := onDays("c1 night", 1) + onDays("c1 late", 2)
	no := func(p *model.Problem) { p.Rules.Derogation.Rest = model.No }
	judgeRules(t, model.RuleRest, derogated, []rule{
		{"owed", nil, short, law(0, 0), "seven hours of eleven, and no breach"},
		{"not derogated", no, short, law(1, 4*3600), "the breach that it is"},
		{"young", young, short, law(1, 5*3600), "seven of twelve hours: regulation 10(2) stands"},
	})
	judgeRules(t, model.RuleWeeklyRest, derogated, []rule{
		{"owed", nil, but(), law(0, 0), "no breach"},
		{"young", young, but(2, 9), law(2, 10*3600), "regulation 11(3) stands"},
	})
}

func TestRestDebt(t *testing.T) {
	short := onDays("c1 night", 1) + onDays("c1 late", 2)
	no := func(p *model.Problem) { p.Rules.Derogation.Rest = model.No }
	two := func(p *model.Problem) { p.Rules.WeeklyRest.Form = model.ByFortnight }
	// From Wednesday 20:00 a late, a night and an early follow one another with eleven hours or less between:
	tight := short + onDays("c1 early", 3, 4) + onDays("c1 late", 3)
	judgeRules(t, model.RuleRestDebt, derogated, []rule{
		{"nothing", nil, onDays("c1 early", 0, 1), law(0, 0), "nothing is owed"},
		{"had", within(2), short, law(0, 0), "Wednesday 20:00 and on"},
		{"not had in time", within(1), tight, law(1, 4*3600), "Wednesday 20:00 to Thursday 07:00 is eleven hours, as is the night after: nothing by midnight"},
		{"had later", within(2), tight, law(0, 0), "from Friday 12:00 on there are twelve hours by midnight, all to spare: the longest of the week"},
		{"not derogated", all(no, within(1)), tight, law(0, 0), "a breach of the other rule, and no debt"},
		{"not due yet", within(14), but(2), law(0, 0), "a week without its rest, at the end of the plan"},
		{"carried in", all(no, carriedIn(60), within(1)), onDays("c1 early", 0, 1), law(0, 0), "Monday 12:00 to Tuesday 07:00 has eight hours beyond eleven"},
		{"carried in, not had", all(carriedIn(1200), within(1)), onDays("c1 early", 0, 1) + onDays("c1 late", 1), law(1, 3600), "seven hours of Monday, eight of the night and four of Tuesday, of twenty"},
		{"a week's", within(1), but(7) + onDays("c1 late", 8), law(1, 4*3600), "twelve hours on the second Monday, eight of them had in the rest that began on Sunday"},
		{"two weeks", two, but(2), law(0, 0), "due after the plan"},
		{"as a wish", all(weigh(model.RuleRestDebt, model.Wishes), within(1)), tight, cost(240_000), "four hours at 1 a minute"},
	})
	judgeRules(t, model.RuleRestOwed, derogated, []rule{
		{"nothing", nil, short, cost(0), "had in the plan"},
		{"at the end", nil, onDays("c1 night", 12) + onDays("c1 late", 13), cost(120_000), "four hours at 30"},
		{"overdue", within(1), tight + onDays("c1 early", 5), cost(120_000), "not had in time, and still owed"},
		{"carried in", carriedIn(60), but(2, 9), cost(0), "had on Monday"},
		{"two weeks", two, but(2), cost(360_000), "twelve hours"},
		{"as law", weigh(model.RuleRestOwed, model.Law), onDays("c1 night", 12) + onDays("c1 late", 13), law(1, 0), "one carer"},
	})
}
