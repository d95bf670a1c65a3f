package model

import "fmt"

// parityOfNoWeek warns, once, of weekends whose weeks begin anew with every plan.
func (v *validator) parityOfNoWeek() {
	if v.p.Plan.CycleAnchor != 0 || v.p.Objective.Level(RuleParity) == Off {
		return
	}
	for i := range v.p.Carers {
		if c := &v.p.Carers[i]; c.WeekendParity == ParityA || c.WeekendParity == ParityB {
			at{v, carerTable, i}.say("W2040", "weekend_parity", c.WeekendParity, fmt.Sprintf("weekend_parity is %s, and the plan names no cycle_anchor: its first weekend is A's, and so is the next plan's", c.WeekendParity), "")
			return
		}
	}
}

// owesNothing warns of guaranteed minutes in contracts that guarantee none.
func (v *validator) owesNothing() {
	for i := range v.p.Carers {
		switch k := &v.p.Carers[i].Contract; {
		case k.owes():
		case k.MinWeek > 0:
			at{v, carerTable, i}.say("W2041", "min_week", fmt.Sprint(k.MinWeek), fmt.Sprintf("the contract is %s, and guarantees no minutes: min_week %d does not count", k.Kind, k.MinWeek), "")
		case k.Min4w > 0:
			at{v, carerTable, i}.say("W2041", "min_4w", fmt.Sprint(k.Min4w), fmt.Sprintf("the contract is %s, and guarantees no minutes: min_4w %d does not count", k.Kind, k.Min4w), "")
		}
	}
}
