package check

import (
	"testing"
	"time"

	"github.com/milltir/milltir/model"
)

// but writes runs of c1's early on every date of the fortnight but some.
func but(off ...int) string {
	var on []int
	for d := range 14 {
		for _, x := range off {
			if d == x {
				d = -1
			}
		}
		if d >= 0 {
			on = append(on, d)
		}
	}
	return onDays("c1 early", on...)
}

// An early is from 07:00 to 12:00, a late from 14:00 to 20:00, a night from 22:00 to 07:00.
func TestWeeklyRest(t *testing.T) {
	two := func(p *model.Problem) { p.Rules.WeeklyRest.Form = model.ByFortnight }
	kind := func(shift int, kind string) func(*model.Problem) {
		return func(p *model.Problem) { p.Shifts[shift].Kind = kind }
	}
	born := func(y, m, d int) func(*model.Problem) {
		return carer(func(x *model.Carer) { x.Born = model.NewDate(y, time.Month(m), d) })
	}
	history := func(p *model.Problem) {
		p.CarerHours = []model.CarerWeek{{Carer: "c1", WeekStart: p.Plan.Start - 7, LastShiftEnd: model.Moment{Date: p.Plan.Start, Clock: model.At(7, 0), Timed: true}}}
	}
	judgeRules(t, model.RuleWeeklyRest, fortnight, []rule{
		{"nothing", nil, "", law(0, 0), "all of it is rest"},
		{"six days", nil, but(2, 9), law(0, 0), "Tuesday 12:00 to Thursday 07:00 is 43 hours"},
		{"every day", nil, but(), law(2, 28*3600), "19 hours of 35, and in the last week 12 and 11 after it"},
		{"late, off, early", nil, but(1, 2, 9) + onDays("c1 late", 1), law(0, 0), "Tuesday 20:00 to Thursday 07:00 is 35 hours"},
		{"night, off, early", nil, but(1, 2, 9) + onDays("c1 night", 1), law(1, 3600), "Wednesday 07:00 to Thursday 07:00 is 24 hours, Monday 12:00 to Tuesday 22:00 34"},
		{"over the weekend", nil, but(6, 9), law(0, 0), "Saturday 12:00 to Monday 07:00 is 43 hours, 36 of them in the week"},
		{"Monday off", nil, but(7), law(1, 12*3600), "Sunday 12:00 to Tuesday 07:00 is 43 hours: all of the second week's, and of the first 12 + 11"},
		{"both", nil, but(5, 6, 7, 8), law(0, 0), "Friday 12:00 to Wednesday 07:00 has its 24 hours in each"},
		{"the end", nil, but(2, 13), law(0, 0), "Saturday 12:00 to whenever the next plan begins"},
		{"the end alone", nil, but(2), law(1, 12*3600), "12 hours of Sunday and 11 after it are 23"},
		{"the beginning", nil, but(0, 9), law(0, 0), "nothing is known before Tuesday 07:00"},
		{"the beginning after a night", history, but(0, 9), law(1, 11*3600), "Monday 07:00 to Tuesday 07:00 is 24 hours"},
		{"on call", kind(0, model.OnCall), but(), law(0, 0), "no working time"},
		{"asleep", kind(0, model.SleepIn), but(), law(2, 28*3600), "working time"},
		{"two weeks", two, but(2, 9), law(0, 0), "43 hours twice"},
		{"two in one", two, but(2, 4), law(0, 0), "43 hours twice in the first week, none in the second"},
		{"one long", two, but(2, 3), law(0, 0), "Tuesday 12:00 to Friday 07:00 is 67 hours"},
		{"one short", two, but(2), law(1, 12*3600), "43 of 59 are 16 short, a second of 23 (the end) 12"},
		{"young", born(2010, 1, 1), but(2, 9), law(2, 2*5*3600), "43 of 48 hours"},
		{"young over the weekend", born(2010, 1, 1), but(5, 6, 9, 10), law(0, 0), "Friday 12:00 to Monday is 60 hours, Tuesday to Friday 67"},
		{"young at the end of a week", born(2010, 1, 1), but(6, 9, 10), law(1, 12*3600), "Saturday 12:00 to Sunday midnight is 36 hours, what follows is the next week's"},
		{"grown up", all(two, born(2008, 11, 30)), but(2, 9), law(1, 5*3600), "18 on the second Monday"},
		{"as a wish", weigh(model.RuleWeeklyRest, model.Wishes), but(2), cost(720_000), "12 hours at 1 a minute"},
	})
}

func TestLongDay(t *testing.T) {
	on := weigh(model.RuleLongDay, model.Wishes)
	most := func(minutes int) func(*model.Problem) {
		return all(on, func(p *model.Problem) { p.Rules.LongDay.Most = minutes })
	}
	both := onDays("c1 early", 1) + onDays("c1 late", 1)
	judgeRules(t, model.RuleLongDay, fortnight, []rule{
		{"off", nil, both, cost(0), "till an objective asks for it"},
		{"early and late", on, both, cost(20_000), "5 h and 6 h, which need no break: one beyond ten, at 20"},
		{"enough", most(660), both, cost(0), "eleven hours"},
		{"a minute", most(659), both, cost(333), "a sixtieth of 20, rounded down"},
		{"of two dates", on, onDays("c1 early", 1) + onDays("c1 late", 2), cost(0), "each for itself"},
		{"two long days", most(480), onDays("c1 early", 1, 9) + onDays("c1 late", 1, 9), cost(120_000), "three hours on each"},
		{"a break", most(480), onDays("c1 night", 1), cost(13_333), "9 h less 20 min"},
		{"late and a sleep-in", all(on, func(p *model.Problem) { p.Shifts[2].Kind = model.SleepIn }), onDays("c1 late", 1) + onDays("c1 night", 1), cost(0), "the night is slept"},
		{"late and on call", all(on, func(p *model.Problem) { p.Shifts[2].Kind = model.OnCall }), onDays("c1 late", 1) + onDays("c1 night", 1), cost(0), "the night is at home"},
		{"late and night", on, onDays("c1 late", 1) + onDays("c1 night", 1), cost(93_333), "6 h and 8 h 40: 280 min beyond"},
		{"as law", all(most(480), weigh(model.RuleLongDay, model.Law)), onDays("c1 early", 1, 2) + onDays("c1 late", 1, 2), law(2, 0), "a date is a breach"},
	})
}

func TestSpan(t *testing.T) {
	most := func(minutes int) func(*model.Problem) {
		return carer(func(x *model.Carer) { x.MaxSpan = minutes })
	}
	judgeRules(t, model.RuleSpan, fortnight, []rule{
		{"one shift", nil, onDays("c1 early", 1), law(0, 0), "five hours"},
		{"early and late", nil, onDays("c1 early", 1) + onDays("c1 late", 1), law(1, 3600), "07:00 to 20:00 is 13 hours"},
		{"of two dates", nil, onDays("c1 early", 1) + onDays("c1 late", 2), law(0, 0), "each for itself"},
		{"agreed", most(780), onDays("c1 early", 1) + onDays("c1 late", 1), law(0, 0), "13 hours"},
		{"short days", most(240), onDays("c1 early", 1, 2), law(2, 7200), "an hour on each of two"},
		{"late and night", nil, onDays("c1 late", 1) + onDays("c1 night", 1), law(1, 5*3600), "14:00 to 07:00 is 17 hours"},
		{"late and a sleep-in", func(p *model.Problem) { p.Shifts[2].Kind = model.SleepIn }, onDays("c1 late", 1) + onDays("c1 night", 1), law(0, 0), "the night is slept"},
		{"late and on call", func(p *model.Problem) { p.Shifts[2].Kind = model.OnCall }, onDays("c1 late", 1) + onDays("c1 night", 1), law(0, 0), "the night is at home"},
		{"as a wish", weigh(model.RuleSpan, model.Wishes), onDays("c1 early", 1) + onDays("c1 late", 1), cost(60_000), "an hour at 1 a minute"},
	})
}
