package check

import (
	"testing"

	"github.com/milltir/milltir/model"
)

func TestParity(t *testing.T) {
	of := func(half string) func(*model.Problem) { return carer(func(x *model.Carer) { x.WeekendParity = half }) }
	from := func(weeks int) func(*model.Problem) {
		return func(p *model.Problem) { p.Plan.CycleAnchor = p.Plan.Start.Add(7 * weeks) }
	}
	judgeRules(t, model.RuleParity, fortnight, []rule{
		{"nothing said", nil, onDays("c1 early", 5, 6, 12, 13), law(0, 0), "any weekend"},
		{"none", of("none"), onDays("c1 early", 5, 6, 12, 13), law(0, 0), "likewise"},
		{"A", of("A"), onDays("c1 early", 5, 6), law(0, 0), "the plan's first weekend"},
		{"A in B's", of("A"), onDays("c1 early", 12, 13), law(2, 0), "two days"},
		{"B in A's", of("B"), onDays("c1 early", 6), law(1, 0), "Sunday alone"},
		{"B", of("B"), onDays("c1 early", 13), law(0, 0), "the second"},
		{"anchor before", all(of("A"), from(-3)), onDays("c1 early", 5, 12), law(1, 0), "three weeks from it is B's, four is A's"},
		{"anchor after", all(of("A"), from(2)), onDays("c1 early", 5, 12), law(1, 0), "two weeks before it is A's"},
		{"two shifts", of("B"), onDays("c1 early", 5) + onDays("c1 late", 5), law(1, 0), "one day"},
		{"Friday night", of("B"), onDays("c1 night", 4), law(0, 0), "of Friday's date"},
		{"as a wish", all(of("B"), weigh(model.RuleParity, model.Wishes)), onDays("c1 early", 5, 6), cost(60000), "2 × 30"},
	})
}

func TestFairWeekend(t *testing.T) {
	past := func(id model.CarerID, worked ...int) func(*model.Problem) {
		return func(p *model.Problem) {
			for i, n := range worked {
				p.CarerHours = append(p.CarerHours, model.CarerWeek{Carer: id, WeekStart: p.Plan.Start.Add(-7 * (i + 1)), MinutesWorked: 900, Weekends: n})
			}
		}
	}
	most := carer(func(x *model.Carer) { n := 2; x.MaxWeekends = &n })
	judgeRules(t, model.RuleFairWeekend, fortnight, []rule{
		{"one of two", nil, onDays("c1 early", 5, 6), cost(0), "half of two"},
		{"two of two", nil, onDays("c1 early", 5, 13), cost(60000), "one too many"},
		{"agreed", most, onDays("c1 early", 5, 13), cost(0), "who has agreed to two works two"},
		{"worked the last one", past("c1", 1), onDays("c1 early", 5, 13), cost(60000), "two of three, one of them worked: one left"},
		{"off the last two", past("c1", 0, 0), onDays("c1 early", 5, 13), cost(0), "two of four"},
		{"worked all", past("c1", 1, 1, 1), onDays("c1 early", 6, 12), cost(120000), "three of five, all worked"},
		{"worked far too many", past("c1", 5), onDays("c1 early", 6), cost(60000), "a share is never below none"},
		{"another's past", past("c2", 1, 1, 1), onDays("c1 early", 5), cost(0), "not hers"},
		{"as law", all(past("c1", 1, 1, 1), weigh(model.RuleFairWeekend, model.Law)), onDays("c1 early", 6, 12), law(1, 0), "a carer is one breach, however many weekends"},
	})
}

func TestFairness(t *testing.T) {
	owed := func(c1, c2 int) func(*model.Problem) {
		return func(p *model.Problem) {
			for i, min := range []int{c1, c2} {
				p.Carers[i].Contract = model.Contract{Kind: model.Guaranteed, MinWeek: min}
			}
			for i := range p.Carers[2:] {
				p.Carers[2+i].Contract = model.Contract{Kind: model.ZeroHours}
			}
		}
	}
	past := func(w model.CarerWeek) func(*model.Problem) {
		return func(p *model.Problem) {
			w.Carer, w.WeekStart = "c1", p.Plan.Start.Add(-7)
			p.CarerHours = append(p.CarerHours, w, model.CarerWeek{Carer: "c2", WeekStart: p.Plan.Start.Add(-7)})
		}
	}
	judgeRules(t, model.RuleFairness, func(t testing.TB) *model.Problem {
		p := fortnight(t)
		p.Objective.Levels = map[model.Code]model.Level{model.RuleFairness: model.Wishes}
		return p
	}, []rule{
		{"alike", owed(600, 600), onDays("c1 early", 5) + onDays("c2 early2", 5), cost(0), "a weekend each"},
		{"two and none", owed(600, 600), onDays("c1 early", 5, 12), cost(10000), "1² + 1² = 2, × 5"},
		{"nobody is owed", owed(0, 0), onDays("c1 early", 5, 12), cost(0), "no contracts to share by"},
		{"alone", owed(600, 0), onDays("c1 early", 5, 12), cost(0), "her share is all"},
		{"late and split", owed(600, 600), onDays("c1 early", 1) + onDays("c1 night", 1), cost(5000), "½ for the night that ends after 20:00 and ½ for the day, each × 5 × 2 halves"},
		{"two shifts close together", all(owed(600, 600), func(p *model.Problem) { p.Shifts[1].Start = model.At(13, 0) }), onDays("c1 early", 1) + onDays("c1 late", 1), cost(0), "an hour between splits nothing"},
		{"until eight", owed(600, 600), onDays("c1 late", 1), cost(0), "20:00 is not late"},
		{"history", all(owed(600, 600), past(model.CarerWeek{Lates: 2, Splits: 2})), "", cost(20000), "of each kind 1² + 1²"},
		{"miles", all(owed(600, 600), past(model.CarerWeek{Miles: 59.6})), "", cost(10000), "60 miles are two hours"},
		{"double-ups", all(owed(600, 600), past(model.CarerWeek{DoubleUps: 10})), "", cost(10000), "ten weigh as much as two weekends"},
		{"as law", all(owed(600, 600), weigh(model.RuleFairness, model.Law)), onDays("c1 early", 5, 12), law(1, 0), "a kind of load that is not shared"},
	})
}
