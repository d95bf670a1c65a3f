package model

import "slices"

// Absence that counts towards the contract: leave, sickness and training as the paid time that they
// take, [Unpaid] absence not. And leave that an average of 48 hours leaves out.

// Unpaid is the kind of absence that gives no credit.
const Unpaid = "unpaid"

// WorkingDays is how many days of leave make a week where no shifts say.
const WorkingDays = 5

func (a *Absence) paid() bool { return a.Kind != Unpaid }

// counted48 are the kinds of absence that are known and whose days regulation 4(7) of the Working Time
// Regulations 1998 does not exclude from an average: it has annual leave, sick leave, and maternity, paternity,
// adoption and parental leave. A kind that is not known is held for one of these, the careful side.
var counted48 = []string{"training", "bereavement", "compassionate", "medical", "jury", Unpaid}

func (a *Absence) excluded() bool { return !slices.Contains(counted48, a.Kind) }

// ExcludedLeave is leave of a carer in a week whose days count by others in an average of 48 hours (Working Time
// Regulations 1998, reg. 4(6) and (7)): how many days, and the ticks that they stand for while those others
// are not known.
type ExcludedLeave struct {
	Days  int
	Ticks int32
}

// creditShift credits so many paid ticks that a given shift lost to absence, as far as that is paid.
func (h *Horizon) creditShift(s DatedShift, lost int32) {
	if s.Status != Given {
		return
	}
	span := Span{s.Start, s.End}
	to := func(counts func(a *Absence) bool) int32 {
		if Overlap(span, h.absent(s.Carer, func(a *Absence) bool { return !counts(a) })) > 0 {
			return min(lost, Overlap(span, h.absent(s.Carer, counts)))
		}
		return lost
	}
	i := s.Carer*h.Weeks + s.Week
	h.Credit[i] += to((*Absence).paid)
	h.Excluded[i].Ticks += to((*Absence).excluded)
}

// creditLeave credits days of leave in weeks in which a carer has no given shifts that it could take, a fifth of
// the contract's week for each; and counts the days of each week that are excluded.
func (h *Horizon) creditLeave() {
	given := make([]bool, len(h.Credit))
	for _, shifts := range [][]DatedShift{h.Shifts, h.Dropped} {
		for i := range shifts {
			if s := &shifts[i]; s.Carer >= 0 && s.Status == Given {
				given[s.Carer*h.Weeks+s.Week] = true
			}
		}
	}
	for c := range h.Problem.Carers {
		usual := h.Calendar.Ticks(h.Problem.Carers[c].Contract.Usual())
		paid, excluded := h.absent(c, (*Absence).paid), h.absent(c, (*Absence).excluded)
		day := usual / WorkingDays
		if usual == 0 { // nothing is owed that would say
			day = h.Calendar.Ticks(h.Rules.Hours48.LeaveDay)
		}
		for w := range h.Weeks {
			i := c*h.Weeks + w
			if given[i] {
				h.Excluded[i].Days = h.datesLost(c, w, excluded)
				continue
			}
			h.Credit[i] = usual / WorkingDays * h.leaveDays(w, paid)
			days := h.leaveDays(w, excluded)
			h.Excluded[i] = ExcludedLeave{int(days), day * days}
		}
	}
}

// datesLost counts the dates of a week on which absence takes a carer's given shift whole, some of it by leave
// in merged spans.
func (h *Horizon) datesLost(carer, week int, leave []Span) int {
	dates := make(map[Date]bool)
	for i := range h.Dropped {
		s := &h.Dropped[i]
		if s.Carer == carer && s.Week == week && s.Status == Given && Overlap(Span{s.Start, s.End}, leave) > 0 {
			dates[s.Date] = true
		}
	}
	return len(dates)
}

// leaveDays is how many days of a week without given shifts are leave, that is whole days of merged spans: as
// many as make a week at the most.
func (h *Horizon) leaveDays(week int, leave []Span) int32 {
	return min(h.wholeDays(week, leave), WorkingDays)
}

// wholeDays counts the days of a week that lie in merged spans from midnight to midnight.
func (h *Horizon) wholeDays(week int, in []Span) (days int32) {
	for d := range 7 {
		date := h.Calendar.Start().Add(7*week + d)
		day := Span{h.Calendar.Tick(date, 0), h.Calendar.Tick(date.Add(1), 0)}
		if Overlap(day, in) == day.End-day.Start {
			days++
		}
	}
	return days
}
