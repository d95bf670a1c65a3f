package model

// Absence that counts towards the contract: leave, sickness and training as the paid time that they
// take, [Unpaid] absence not.

// Unpaid is the kind of absence that gives no credit.
const Unpaid = "unpaid"

// WorkingDays is how many days of leave make a week where no shifts say.
const WorkingDays = 5

func (a *Absence) paid() bool { return a.Kind != Unpaid }

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

// creditLeave credits days of leave in weeks in which a carer has no given shifts that it could take: a
// fifth of the contract's week for each, five at the most.
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
		leave := h.absent(c, (*Absence).paid)
		for w := range h.Weeks {
			if usual > 0 && len(leave) > 0 && !given[c*h.Weeks+w] {
				h.Credit[c*h.Weeks+w] = usual / WorkingDays * min(h.wholeDays(w, leave), WorkingDays)
			}
		}
	}
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
