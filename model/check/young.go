package check

import "github.com/milltir/milltir/model"

// young: too long a day or week of a young worker, or a shift at night. Detail is "day", "week" (of
// the Monday; what is worked for another employer is part of it) or "night"; Limit what is allowed.
func young(j *judge) {
	rules := j.h.Rules.Young
	days, weeks := make(map[model.Date]int64), make(map[int]int64)
	for c := range j.h.Problem.Carers {
		clear(days)
		clear(weeks)
		j.shifts(func(r *run) {
			if r.carer != c || !j.h.Young(c, r.date) {
				return
			}
			work := r.end - r.start - int64(r.shift.Break)
			days[r.date] += work
			weeks[r.week] += work
			out := j.ofRun(r)
			j.youngOver(out, "night", j.atNight(r, rules.NightFrom, rules.NightTo), 0)
		})
		for d, work := range days {
			j.youngOver(model.Violation{Carer: j.carer(c).ID, Date: d}, "day", work, j.ticks(rules.Day))
		}
		for w, work := range weeks {
			out := j.ofWeek(c, w)
			if j.h.Young(c, out.Date) {
				work += j.ticks(j.carer(c).OtherWeek)
			}
			j.youngOver(out, "week", work, j.ticks(rules.Week))
		}
	}
}

func (j *judge) youngOver(v model.Violation, what string, work, limit int64) {
	if x := work - limit; x > 0 {
		v.Amount, v.Limit, v.Unit, v.Detail = x, limit, "tick", what
		j.breach(v, 1, x)
	}
}

// atNight is how much of a run lies between two times of the clock; where the second is not the later one
// it is of the next date.
func (j *judge) atNight(r *run, from, to model.Clock) int64 {
	sum := int64(0)
	for d := r.date.Add(-1); d <= r.date.Add(8); d++ {
		start, end := int64(j.h.Calendar.Tick(d, from)), int64(j.h.Calendar.Tick(d, to))
		if from >= to {
			end = int64(j.h.Calendar.Tick(d.Add(1), to))
		}
		if start, end = max(start, r.start), min(end, r.end); start < end {
			sum += end - start
		}
	}
	return sum
}
