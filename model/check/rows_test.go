package check

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
)

// before says what c1 did up to the plan's first day.
func before(work, off int, last model.ShiftID, same int) func(*model.Problem) {
	return func(p *model.Problem) {
		p.CarerHours = append(p.CarerHours, model.CarerWeek{Carer: "c1", WeekStart: p.Plan.Start - 7, DaysInRow: work, DaysOff: off, LastShift: last, ShiftsInRow: same})
	}
}

func TestShiftSkill(t *testing.T) {
	takes := func(skills ...model.Skill) func(*model.Problem) {
		return func(p *model.Problem) { p.Shifts[6].Skills = skills }
	}
	holds := carer(func(x *model.Carer) {
		x.Skills = []model.DatedSkill{{Skill: "charge", Until: model.NewDate(2026, 11, 26)}, {Skill: "first aid"}}
	})
	judgeRules(t, model.RuleShiftSkill, fortnight, []rule{
		{"nothing said", nil, onDays("c1 duty", 3), law(0, 0), "anybody may"},
		{"one", takes("charge"), onDays("c1 duty", 3, 5), law(2, 0), "each time"},
		{"two", takes("charge", "first aid"), onDays("c1 duty", 3), law(2, 0), "each skill"},
		{"held", all(takes("charge", "first aid"), holds), onDays("c1 duty", 3), law(0, 0), "both, on the last day too"},
		{"run out", all(takes("charge", "first aid"), holds), onDays("c1 duty", 4), law(1, 0), "the day after"},
		{"another shift", takes("charge"), onDays("c1 early", 3), law(0, 0), "it takes nothing"},
		{"somebody else", all(takes("charge"), holds), onDays("c2 duty", 3), law(1, 0), "c2 holds nothing"},
		{"as a wish", all(takes("charge"), weigh(model.RuleShiftSkill, model.Wishes)), onDays("c1 duty", 3), cost(30000), "1 × 30"},
	})
}

func TestWholeWeekends(t *testing.T) {
	whole := carer(func(x *model.Carer) { x.WholeWeekends = true })
	judgeRules(t, model.RuleWholeWeekends, fortnight, []rule{
		{"nothing said", nil, onDays("c1 early", 5), law(0, 0), "Saturday alone"},
		{"Saturday", whole, onDays("c1 early", 5), law(1, 0), "half a weekend"},
		{"Sunday", whole, onDays("c1 early", 13), law(1, 0), "the other half"},
		{"both", whole, onDays("c1 early", 5) + onDays("c1 late", 6), law(0, 0), "in whatever shift"},
		{"two a day", whole, onDays("c1 early", 5) + onDays("c1 late", 5), law(1, 0), "still one day"},
		{"halves of two", whole, onDays("c1 early", 6, 12), law(2, 0), "they do not make one"},
		{"into Sunday", whole, onDays("c1 night", 5), law(1, 0), "a night is of its first date"},
		{"as a wish", all(whole, weigh(model.RuleWholeWeekends, model.Wishes, 7)), onDays("c1 early", 5), cost(7000), "its own weight"},
	})
}

func TestShiftsInRow(t *testing.T) {
	nights := func(least, most int) func(*model.Problem) {
		return func(p *model.Problem) { p.Shifts[2].MinInRow, p.Shifts[2].MaxInRow = least, most }
	}
	alike := func(p *model.Problem) { p.Shifts[2].Kind, p.Shifts[3].Kind = "night", "night" }
	judgeRules(t, model.RuleShiftsInRow, fortnight, []rule{
		{"nothing said", nil, onDays("c1 night", 3), law(0, 0), "one is as good as any"},
		{"one of three", nights(3, 0), onDays("c1 night", 3), law(2, 0), "3 − 1"},
		{"between others", nights(3, 0), onDays("c1 early", 2, 4) + onDays("c1 night", 3), law(2, 0), "other shifts are no nights"},
		{"three", nights(3, 0), onDays("c1 night", 3, 4, 5), law(0, 0), "as many as said"},
		{"too many", nights(0, 2), onDays("c1 night", 3, 4, 5, 6), law(2, 0), "4 − 2"},
		{"at the ends", nights(3, 0), onDays("c1 night", 0, 12, 13), law(0, 0), "they may go on outside"},
		{"too many at the ends", nights(0, 2), onDays("c1 night", 0, 1, 2, 11, 12, 13), law(2, 0), "two of three, twice"},
		{"alike", all(nights(2, 0), alike), onDays("c1 night", 3) + onDays("c1 small", 4), law(0, 0), "a row of one kind"},
		{"not alike", nights(2, 0), onDays("c1 night", 3) + onDays("c1 small", 4), law(1, 0), "of two kinds"},
		{"the stricter", all(nights(2, 5), alike, func(p *model.Problem) { p.Shifts[3].MinInRow, p.Shifts[3].MaxInRow = 1, 2 }), onDays("c1 night", 3, 4, 5, 8), law(2, 0), "one of two; three of two"},
		{"two a day", all(nights(2, 0), alike), onDays("c1 night", 3) + onDays("c1 small", 3), law(1, 0), "one date"},
		{"goes on", all(nights(3, 0), before(2, 0, "night", 2)), onDays("c1 night", 0), law(0, 0), "two before and one"},
		{"ended before", all(nights(3, 0), before(2, 0, "night", 0)), "", law(2, 0), "one before, and none on Monday"},
		{"begins", all(nights(3, 0), before(0, 2, "", 0)), onDays("c1 night", 0), law(2, 0), "Sunday was off"},
		{"begins after another", all(nights(3, 0), before(2, 0, "early", 1)), onDays("c1 night", 0), law(2, 0), "Sunday was an early"},
		{"too long before", all(nights(0, 2), before(4, 0, "night", 4)), onDays("c1 night", 0), law(1, 0), "two were then"},
		{"as a wish", all(nights(3, 0), weigh(model.RuleShiftsInRow, model.Wishes)), onDays("c1 night", 3), cost(40000), "2 × 20"},
	})
}

// TestBefore: days before the plan go on in it.
func TestBefore(t *testing.T) {
	least := func(work, off, most int) func(*model.Problem) {
		return carer(func(x *model.Carer) { x.MinDaysInRow, x.MinDaysOff, x.MaxDaysOff = work, off, most })
	}
	judgeRules(t, model.RuleDaysInRow, fortnight, []rule{
		{"the sixth", before(5, 0, "", 0), onDays("c1 early", 0), law(0, 0), "six are allowed"},
		{"the seventh", before(5, 0, "", 0), onDays("c1 early", 0, 1), law(1, 0), "Tuesday"},
		{"long ago", before(9, 0, "", 0), onDays("c1 early", 0), law(1, 0), "three were then"},
		{"ended", before(9, 0, "", 0), onDays("c1 early", 1), law(0, 0), "none is of the plan"},
		{"of another week", all(before(5, 0, "", 0), func(p *model.Problem) { p.CarerHours[0].WeekStart -= 7 }), onDays("c1 early", 0, 1), law(0, 0), "a week in between"},
	})
	judgeRules(t, model.RuleShortStint, fortnight, []rule{
		{"ended", all(least(3, 0, 0), before(1, 0, "", 0)), "", law(2, 0), "one day before, and Monday off"},
		{"goes on", all(least(3, 0, 0), before(1, 0, "", 0)), onDays("c1 early", 0, 1), law(0, 0), "three"},
		{"begins", all(least(3, 0, 0), before(0, 4, "", 0)), onDays("c1 early", 0), law(2, 0), "Sunday was off"},
	})
	judgeRules(t, model.RuleDaysOff, fortnight, []rule{
		{"ended", all(least(0, 2, 0), before(0, 1, "", 0)), onDays("c1 early", 0), law(1, 0), "one day off before"},
		{"goes on", all(least(0, 2, 0), before(0, 1, "", 0)), onDays("c1 early", 1), law(0, 0), "two"},
		{"begins", all(least(0, 2, 0), before(3, 0, "", 0)), onDays("c1 early", 1), law(1, 0), "Monday alone"},
		{"too many", least(0, 0, 3), onDays("c1 early", 0, 6, 7, 8, 9, 10), law(2, 0), "five"},
		{"too many at the end", least(0, 0, 3), onDays("c1 early", 0, 3, 6, 9), law(1, 0), "four up to the last"},
		{"too many with those before", all(least(0, 0, 3), before(0, 5, "", 0)), onDays("c1 early", 1, 4, 7, 10), law(1, 0), "Monday; two were then"},
	})
	judgeRules(t, model.RuleSuccession, fortnight, []rule{
		{"barred", all(func(p *model.Problem) { p.Shifts[1].NoNext = []model.ShiftID{"early"} }, before(1, 0, "late", 1)), onDays("c1 early", 0, 1), law(1, 0), "after Sunday's late"},
		{"off", all(func(p *model.Problem) { p.Shifts[1].NoNext = []model.ShiftID{"early"} }, before(0, 1, "", 0)), onDays("c1 early", 0), law(0, 0), "Sunday was off"},
	})
}

// TestWhatRowViolationsSay: the date of the first day of what is too short, which may lie before the plan,
// and the first too many of what is too long, with its shift.
func TestWhatRowViolationsSay(t *testing.T) {
	p := fortnight(t)
	p.Shifts[2].MinInRow, p.Shifts[0].MaxInRow, p.Shifts[0].Skills = 3, 1, []model.Skill{"charge"}
	p.Carers[0].WholeWeekends = true
	before(2, 0, "night", 2)(p)
	h := expand(t, p)
	v, err := Horizon(h, rota(t, h, onDays("c1 early", 3, 4, 5)))
	require.NoError(t, err)
	for _, want := range []model.Violation{
		{Rule: model.RuleShiftsInRow, Carer: "c1", Date: p.Plan.Start.Add(-2), Shift: "night", Amount: 2, Limit: 3, Unit: "day", Score: model.Score{Breaches: 1}},
		{Rule: model.RuleShiftsInRow, Carer: "c1", Date: p.Plan.Start.Add(4), Shift: "early", Amount: 3, Limit: 1, Unit: "day", Score: model.Score{Breaches: 2}},
		{Rule: model.RuleWholeWeekends, Carer: "c1", Date: p.Plan.Start.Add(5), Amount: 1, Limit: 2, Unit: "day", Score: model.Score{Breaches: 1}},
	} {
		want.Level = model.Law
		require.Contains(t, v.Violations, want)
	}
	require.Equal(t, law(3, 0), share(v, model.RuleShiftSkill))
}
