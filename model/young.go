package model

// Young tells whether a carer is a young worker on a date: born, as far as is known, less than
// young.under years before it (Working Time Regulations 1998, reg. 2(1)). A shift goes by the date it begins on.
func (h *Horizon) Young(carer int, on Date) bool {
	return carer >= 0 && h.Problem.Carers[carer].younger(h.Rules.Young.Under, on)
}

// younger tells whether a carer has not had the birthday of an age by a date. Who was born on 29 February
// has it on 1 March of other years (Family Law Reform Act 1969, s. 9).
func (c *Carer) younger(age int, on Date) bool {
	return c.Born != 0 && on < NewDate(c.Born.Year()+age, c.Born.Month(), c.Born.Day())
}

// Intimate tells whether a visit may be of personal care: all may but sits, checks, outings and groups.
func (v *Visit) Intimate() bool {
	return v.Kind != "sit" && v.Kind != "check" && v.Kind != "outing" && v.Kind != "group"
}

// ShiftFor is a shift as one carer works it: of what anybody may work a young one needs the longer break.
func (h *Horizon) ShiftFor(s *DatedShift, carer int) *DatedShift {
	if s.Carer >= 0 || !h.Young(carer, s.Date) {
		return s
	}
	own := *s
	h.setBreak(&own, &h.Problem.Shifts[s.Template], true)
	return &own
}

// Derogated tells whether rest that a carer misses on a date is owed as compensatory rest, and no breach.
func (h *Horizon) Derogated(carer int, on Date) bool {
	return h.Rules.Derogation.Rest == Yes && !h.Young(carer, on)
}

// DailyRest is the rest that a carer needs before work that begins on a date, in minutes.
func (h *Horizon) DailyRest(carer int, on Date) int {
	if h.Young(carer, on) {
		return h.Rules.Rest.Young
	}
	return h.Rules.Rest.Daily
}
