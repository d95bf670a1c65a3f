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
