package model

import "fmt"

// JobFrom is the first whole week of a carer's job, the Monday on start_date or the first one after it: a
// reference period begins no earlier (Working Time Regulations 1998, regs 4(4) and 6(4); what the week of the
// start has of days would make its hours look like an average). It is no date of whoever gives none: the
// job is then older than every period.
func (c *Carer) JobFrom() Date {
	if c.StartDate == 0 {
		return 0
	}
	return c.StartDate.Add((7 - c.StartDate.Weekday()) % 7)
}

// hoursKnown is how many of the weeks before the plan a period of so many weeks needs to know of a carer, and
// of how many of these carer_hours has a row.
func (v *validator) hoursKnown(h *Horizon, carer, weeks int) (known, needed int) {
	c := &v.p.Carers[carer]
	needed = max(0, min(weeks-1, int(h.Calendar.Start()-c.JobFrom())/7))
	for i := range v.p.CarerHours {
		w := &v.p.CarerHours[i]
		if w.Carer == c.ID && w.WeekStart < h.Calendar.Start() && w.WeekStart >= h.Calendar.Start().Add(-7*needed) {
			known++
		}
	}
	return known, needed
}

// noAverage warns once of those who might work more than 48 hours in a week, as the law lets them on
// average, and of whose weeks before the plan some are not known.
func (v *validator) noAverage(h *Horizon) {
	first, n, has, all := -1, 0, 0, 0
	for i := range v.p.Carers {
		c := &v.p.Carers[i]
		if c.Contract.WeekMax()+c.OtherWeek <= h.Rules.Hours48.Cap || c.OptOut48 {
			continue
		}
		known, needed := v.hoursKnown(h, i, h.Rules.Hours48.Weeks)
		if known >= needed {
			continue
		}
		if n++; first < 0 {
			first, has, all = i, known, needed
		}
	}
	if n == 0 {
		return
	}
	what := fmt.Sprintf("carer_hours.csv has none of the %d weeks before the plan", all)
	if has > 0 {
		what = fmt.Sprintf("carer_hours.csv has only %d of the %d weeks before the plan", has, all)
	}
	if all < h.Rules.Hours48.Weeks-1 {
		what += " that are of the job"
	}
	others := ""
	if n > 1 {
		others = fmt.Sprintf("; so it is with %d more", n-1)
	}
	here, column := at{v, carerTable, first}, "id"
	for i := range v.p.CarerHours { // the last row there, if there is any
		if id := v.p.CarerHours[i].Carer; id == v.p.Carers[first].ID {
			here, column = at{v, hoursTable, i}, "week_start"
		}
	}
	if here.t == anyTable(hoursTable) {
		what = fmt.Sprintf("carer %q: %s", v.p.Carers[first].ID, what)
	}
	here.say("W2050", column, "",
		fmt.Sprintf("%s: each week is held to %d hours, not the average%s", what, h.Rules.Hours48.Cap/60, others),
		"Maybe carer_hours.csv can be filled in, a week without work with 0; or start_date, of somebody new")
}
