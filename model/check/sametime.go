package check

import "github.com/milltir/milltir/model"

// sameTime: the starts of a visit over a week, each by what the clock shows. It is told
// of the week; Limit is the tolerance, Detail the earliest and the latest start.
func sameTime(j *judge) {
	for t := range j.h.Problem.Visits {
		row := &j.h.Problem.Visits[t]
		if row.SameTime == 0 {
			continue
		}
		for week := range j.h.Weeks {
			j.sameWeek(t, week, j.ticks(row.SameTime))
		}
	}
}

// sameWeek judges the visits of one template in one week.
func (j *judge) sameWeek(template, week int, tolerance int64) {
	var low, high int64
	var earliest, latest model.Clock
	found := false
	j.attended(func(v int, dv *model.DatedVisit, seen *visit) {
		if dv.Template != template || dv.Week != week {
			return
		}
		shown, past := j.h.Calendar.Split(int32(seen.start), dv.Date)
		at := j.ticks(shown.Minutes()) + int64(past)
		if !found || at < low {
			low, earliest = at, shown
		}
		if !found || at > high {
			high, latest = at, shown
		}
		found = true
	})
	if x := high - low - tolerance; x > 0 {
		row := &j.h.Problem.Visits[template]
		j.wish(model.Violation{
			Visit: row.ID, Person: row.Person, Date: j.h.Calendar.Start().Add(7 * week),
			Amount: x, Limit: tolerance, Unit: "tick", Detail: earliest.String() + "-" + latest.String(),
		}, j.weight(0)*x/j.perMinute)
	}
}
