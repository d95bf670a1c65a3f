package model

// Heading is what a rule's part of the score is told under: the law, nobody left out, what was promised to people,
// what was promised to carers, and travel and cost.
type Heading string

// The headings, in the order in which the score compares them or pages list them.
const (
	HeadLaw    Heading = "law"
	HeadCover  Heading = "cover"
	HeadPeople Heading = "people"
	HeadCarers Heading = "carers"
	HeadTravel Heading = "travel"
)

// WishHeadings are those that wishes add up under.
var WishHeadings = []Heading{HeadPeople, HeadCarers, HeadTravel}

// headings of rules that are no promise to the people who are visited: a rule that is not here is one.
var headings = map[Code]Heading{
	RuleCover: HeadCover,

	RuleLone: HeadCarers, RuleAvailable: HeadCarers, RuleShift: HeadCarers, RuleBreak: HeadCarers, RuleEvent: HeadCarers,
	RuleRest: HeadCarers, RuleYoung: HeadCarers, RuleWeeklyRest: HeadCarers, RuleRestDebt: HeadCarers, RuleSpan: HeadCarers,
	RuleSplitMost: HeadCarers, RuleNightWork: HeadCarers, RuleHours48: HeadCarers, RuleMaxHours: HeadCarers, RuleFreeze: HeadCarers,
	RuleDaysInRow: HeadCarers, RuleShortStint: HeadCarers, RuleDaysOff: HeadCarers, RuleWeekends: HeadCarers, RuleParity: HeadCarers,
	RuleSuccession: HeadCarers, RuleShiftMost: HeadCarers, RulePlanHours: HeadCarers, RuleTogether: HeadCarers, RuleApart: HeadCarers,
	RuleShiftsInRow: HeadCarers, RuleWholeWeekends: HeadCarers, RuleRequest: HeadCarers, RuleMeeting: HeadCarers, RuleNotice: HeadCarers,
	RuleAvoid: HeadCarers, RuleRestOwed: HeadCarers, RuleNightRun: HeadCarers, RuleUnderHours: HeadCarers, RuleOverHours: HeadCarers,
	RuleSplit: HeadCarers, RuleLateEarly: HeadCarers, RuleSixthDay: HeadCarers, RuleLongDay: HeadCarers, RuleFairWeekend: HeadCarers,
	RuleFairness: HeadCarers, RuleBalance: HeadCarers,

	// The bank, carers of another patch and open shifts cost more than the team's own hours.
	RuleLeg: HeadTravel, RuleLift: HeadTravel, RuleLoad: HeadTravel, RuleLending: HeadTravel, RuleBank: HeadTravel,
	RuleOpenShift: HeadTravel, RuleBlock: HeadTravel, RuleTravel: HeadTravel, RuleWait: HeadTravel, RuleWorstIdle: HeadTravel,
}

// Heading is that of a rule where it is a wish.
func (c Code) Heading() Heading {
	if h, ok := headings[c]; ok {
		return h
	}
	return HeadPeople
}

// Heading is that of a rule under this objective: a promise that is law is told under the law.
func (o *Objective) Heading(code Code) Heading {
	switch o.Level(code) {
	case Law:
		return HeadLaw
	case Covers:
		return HeadCover
	}
	return code.Heading()
}
