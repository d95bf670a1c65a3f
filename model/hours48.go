package model

import "fmt"

// hoursKnown tells the carers whose hours of some week before the plan count towards the average of 48.
func (v *validator) hoursKnown(h *Horizon) map[CarerID]bool {
	known := map[CarerID]bool{}
	for _, w := range v.p.CarerHours {
		if back := int(h.Calendar.Start()-w.WeekStart) / 7; back >= 1 && back < h.Rules.Hours48.Weeks {
			known[w.Carer] = true
		}
	}
	return known
}

// noAverage warns once of those who might work more than 48 hours in a week, as the law lets them on
// average, and of whose weeks before nothing is known.
func (v *validator) noAverage(h *Horizon) {
	known, first, n := v.hoursKnown(h), -1, 0
	for i := range v.p.Carers {
		c := &v.p.Carers[i]
		if c.Contract.WeekMax()+c.OtherWeek <= h.Rules.Hours48.Cap || c.OptOut48 || known[c.ID] {
			continue
		}
		if n++; first < 0 {
			first = i
		}
	}
	if n == 0 {
		return
	}
	others := ""
	if n > 1 {
		others = fmt.Sprintf("; so it is with %d more", n-1)
	}
	at{v, carerTable, first}.say("W2050", "max_week", fmt.Sprint(v.p.Carers[first].Contract.WeekMax()),
		fmt.Sprintf("nothing is known of the %d weeks before the plan: each week is held to %d hours, not the average%s", h.Rules.Hours48.Weeks-1, h.Rules.Hours48.Cap/60, others), "Maybe carer_hours.csv can be filled in")
}
