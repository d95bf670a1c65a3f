package check

import "github.com/milltir/milltir/model"

// The rules that share work out between carers.

// parity: a day of a weekend that is the other half's. Told of each day.
func parity(j *judge) {
	anchor := j.h.Problem.Plan.CycleAnchor
	if anchor == 0 {
		anchor = j.h.Calendar.Start()
	}
	for c := range j.h.Problem.Carers {
		own := j.carer(c).WeekendParity
		if own != model.ParityA && own != model.ParityB {
			continue
		}
		for d, works := range j.dated(c) {
			date := j.h.Calendar.Start().Add(d)
			isA := int(date.Add(-date.Weekday())-anchor)%14 == 0
			if works && date.Weekday() >= 5 && isA != (own == model.ParityA) {
				j.counted(j.ofDay(c, d, 1, 0, "day"), 1)
			}
		}
	}
}

// worksWeekends lists the Saturdays of the plan's weekends of which a carer works a day, from its first
// date.
func (j *judge) worksWeekends(carer int) []int {
	works := j.dated(carer)
	var out []int
	for d := 5; d < len(works); d += 7 {
		if works[d] || works[d+1] {
			out = append(out, d)
		}
	}
	return out
}

// fairWeekend: more weekends than one of two, those before the plan counted. Told of the first too many.
func fairWeekend(j *judge) {
	for c := range j.h.Problem.Carers {
		if j.carer(c).MaxWeekends != nil {
			continue
		}
		all, before := j.h.Weeks, 0
		for _, w := range j.h.Problem.CarerHours {
			if w.Carer == j.carer(c).ID && w.WeekStart < j.h.Calendar.Start() {
				all++
				before += w.Weekends
			}
		}
		share, is := max(0, (all+1)/2-before), j.worksWeekends(c)
		if n := len(is); n > share {
			j.wish(j.ofDay(c, is[share], int64(n), int64(share), "weekend"), j.weight(0)*int64(n-share))
		}
	}
}
