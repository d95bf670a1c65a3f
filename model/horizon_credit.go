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
	if Overlap(span, h.absent(s.Carer, func(a *Absence) bool { return !a.paid() })) > 0 {
		lost = min(lost, Overlap(span, h.absent(s.Carer, (*Absence).paid)))
	}
	h.Credit[s.Carer*h.Weeks+s.Week] += lost
}

// creditLeave credits days of leave in weeks in which a carer has no given shifts that it could take, a fifth of
// the contract's week for each; and counts the days of each week that are excluded.
func (h *Horizon) creditLeave() {
	given := h.givenDates()
	for c := range h.Problem.Carers {
		usual := h.Calendar.Ticks(h.Problem.Carers[c].Contract.Usual())
		paid := h.absent(c, (*Absence).paid)
		for w := range h.Weeks {
			i := c*h.Weeks + w
			if !slices.Contains(given[7*i:7*i+7], true) {
				h.Credit[i] = usual / WorkingDays * min(h.wholeDays(w, paid), WorkingDays)
			}
		}
	}
	h.excludeLeave(given)
}

// givenDates tells by carer and date of the plan whether a given shift is theirs, absence aside.
func (h *Horizon) givenDates() []bool {
	out := make([]bool, 7*len(h.Credit))
	for _, shifts := range [][]DatedShift{h.Shifts, h.Dropped} {
		for i := range shifts {
			if s := &shifts[i]; s.Carer >= 0 && s.Status == Given {
				out[7*s.Carer*h.Weeks+int(s.Date-h.Calendar.Start())] = true
			}
		}
	}
	return out
}

// excludeLeave counts the days of leave of each week: those on which leave by itself takes a given shift whole,
// and whole days without a given shift, as far as these and those are no more than make a week.
func (h *Horizon) excludeLeave(given []bool) {
	leave := make([][]Span, len(h.Problem.Carers))
	for c := range leave {
		leave[c] = h.absent(c, (*Absence).excluded)
	}
	lost := make(map[[2]int]bool) // by carer and date
	for i := range h.Dropped {
		s := &h.Dropped[i]
		if s.Status != Given || Overlap(Span{s.Start, s.End}, leave[s.Carer]) < s.End-s.Start {
			continue
		}
		x, at := &h.Excluded[s.Carer*h.Weeks+s.Week], [2]int{s.Carer, int(s.Date)}
		x.Ticks += s.Paid()
		if !lost[at] {
			lost[at], x.Days = true, x.Days+1
		}
	}
	for i := range h.Excluded {
		c, x := i/h.Weeks, &h.Excluded[i]
		days := 0
		for d, is := range given[7*i : 7*i+7] {
			if !is && h.wholeDay(h.Calendar.Start().Add(7*(i%h.Weeks)+d), leave[c]) {
				days++
			}
		}
		days = min(days, max(0, WorkingDays-x.Days))
		day := h.Calendar.Ticks(h.Rules.Hours48.LeaveDay)
		if usual := h.Calendar.Ticks(h.Problem.Carers[c].Contract.Usual()); usual > 0 {
			day = usual / WorkingDays
		}
		x.Days, x.Ticks = x.Days+days, x.Ticks+day*int32(days)
	}
}

// wholeDays counts the days of a week that lie in merged spans from midnight to midnight.
func (h *Horizon) wholeDays(week int, in []Span) (days int32) {
	for d := range 7 {
		if h.wholeDay(h.Calendar.Start().Add(7*week+d), in) {
			days++
		}
	}
	return days
}

func (h *Horizon) wholeDay(date Date, in []Span) bool {
	day := Span{h.Calendar.Tick(date, 0), h.Calendar.Tick(date.Add(1), 0)}
	return Overlap(day, in) == day.End-day.Start
}
