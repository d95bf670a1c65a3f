package model

import "time"

// Papers that the law asks of whoever gives care.
const (
	PaperStart      = "start"      // employed by then
	PaperRegistered = "registered" // with Social Care Wales, or in the first months not yet
	PaperDBS        = "dbs"        // checked lately
)

// MissingPapers lists the papers that a carer lacks on a date. See RulePapers.
func (h *Horizon) MissingPapers(carer int, on Date) []string {
	var out []string
	c, r := &h.Problem.Carers[carer], h.Rules.Papers
	if c.StartDate > on {
		out = append(out, PaperStart)
	}
	if until := c.registered(r.RegisterMonths); until != 0 && until < on {
		out = append(out, PaperRegistered)
	}
	if c.DBSDate != 0 && c.DBSDate.AddMonths(r.DBSMonths) < on {
		out = append(out, PaperDBS)
	}
	return out
}

// registered is the last day on which a carer may give care by their registration, 0 if nothing is
// known of it.
func (c *Carer) registered(months int) Date {
	switch {
	case c.RegisteredUntil != 0:
		return c.RegisteredUntil
	case c.StartDate == 0 || c.Contract.Kind == Volunteer || c.Contract.Kind == Personal:
		return 0
	}
	return c.StartDate.AddMonths(months)
}

// AddMonths moves the date by a number of months, to the last day of one that is too short.
func (d Date) AddMonths(n int) Date {
	first := time.Date(d.Year(), d.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return NewDate(first.Year(), first.Month(), min(d.Day(), last))
}
