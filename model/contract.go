package model

// What a contract owes and allows (C27): by the week, and by the period, which is four weeks of the plan
// from its first one on, or those that are left of it.

// PeriodWeeks is how many weeks a period has.
const PeriodWeeks = 4

// FourWeeks is the Detail of a violation about a period, whose date is its first Monday.
const FourWeeks = "4w"

// Periods is the number of periods of a plan of so many weeks.
func Periods(weeks int) int { return (weeks + PeriodWeeks - 1) / PeriodWeeks }

// PeriodLength is the number of weeks of a plan that are of its n-th period.
func PeriodLength(weeks, n int) int { return min(PeriodWeeks, weeks-PeriodWeeks*n) }

// owes tells whether minutes can be guaranteed: not to those who come when they are asked, or for nothing.
func (c Contract) owes() bool {
	return c.Kind != ZeroHours && c.Kind != Bank && c.Kind != Agency && c.Kind != Volunteer
}

// WeekMin is the minutes owed each week; who is salaried is owed them over the period.
func (c Contract) WeekMin() int {
	if !c.owes() || c.Kind == Salaried {
		return 0
	}
	return c.MinWeek
}

// WeekMax is the most minutes of a week.
func (c Contract) WeekMax() int { return or(c.MaxWeek, 2880) }

// PeriodMin is the minutes owed over a period of so many weeks: as many quarters of four weeks.
func (c Contract) PeriodMin(weeks int) int {
	four := c.Min4w
	if c.Kind == Salaried {
		four = or(four, PeriodWeeks*c.MinWeek)
	}
	if !c.owes() {
		return 0
	}
	return four * weeks / PeriodWeeks
}

// PeriodMax is the most minutes of a period of so many weeks, 0 for any number.
func (c Contract) PeriodMax(weeks int) int { return c.Max4w * weeks / PeriodWeeks }

// Usual is the contract's minutes of one week, however they are owed; 0 where none are.
func (c Contract) Usual() int {
	if !c.owes() {
		return 0
	}
	return or(c.MinWeek, c.Min4w/PeriodWeeks)
}

// PlanMin is the minutes owed over a plan of so many weeks, PlanMax the most of it.
func (c Contract) PlanMin(weeks int) int {
	sum := 0
	for n := range Periods(weeks) {
		k := PeriodLength(weeks, n)
		sum += max(k*c.WeekMin(), c.PeriodMin(k))
	}
	return max(sum, c.MinPlan)
}

func (c Contract) PlanMax(weeks int) int {
	sum := 0
	for n := range Periods(weeks) {
		k := PeriodLength(weeks, n)
		sum += min(k*c.WeekMax(), or(c.PeriodMax(k), k*c.WeekMax()))
	}
	return min(sum, or(c.MaxPlan, sum))
}

// Tolerance is the per cent by which the minutes owed may be passed without agreed overtime.
func (c Contract) Tolerance() float64 { return deref(c.TolerancePct, 5) }
