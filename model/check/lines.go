package check

import (
	"math"
	"slices"

	"github.com/milltir/milltir/model"
)

// The rules about which days a carer works, and about how many are there.

// dated says, by date of the plan, whether a carer works a shift.
func (j *judge) dated(carer int) []bool {
	out := make([]bool, 7*j.h.Weeks)
	for _, d := range j.workdays(carer) {
		out[d.date-j.h.Calendar.Start()] = true
	}
	return out
}

// stretch is some dates in a row alike.
type stretch struct {
	from, to int // to is the date after the last
	work     bool
}

func stretches(works []bool) []stretch {
	var out []stretch
	for d, w := range works {
		if n := len(out); n > 0 && out[n-1].work == w {
			out[n-1].to = d + 1
		} else {
			out = append(out, stretch{d, d + 1, w})
		}
	}
	return out
}

// withPast joins what is known of the days before the plan, n of them in a row, worked or off, to the stretch
// of the first date, or puts it before them. Days before the plan have numbers below 0.
func withPast(list []stretch, n int, work bool) []stretch {
	switch {
	case n == 0:
		return list
	case len(list) > 0 && list[0].work == work:
		list[0].from = -n
		return list
	}
	return append([]stretch{{-n, 0, work}}, list...)
}

// days are the stretches of a carer, those before the plan that are known with them.
func (j *judge) days(c int) []stretch {
	past := j.h.Past(c)
	return withPast(stretches(j.dated(c)), past.Work+past.Off, past.Work > 0)
}

// lacking tells by how many days a stretch is shorter than a least; it is not where it may go on.
func (j *judge) lacking(c int, s stretch, least int) int {
	if s.to == 7*j.h.Weeks || s.from == 0 && !j.h.Past(c).Known {
		return 0
	}
	return max(0, least-(s.to-s.from))
}

// longer tells by how many days of the plan a stretch is longer than a most.
func longer(s stretch, most int) int {
	return max(0, s.to-max(s.from+most, 0))
}

// counted records a breach that counts things.
func (j *judge) counted(v model.Violation, n int64) { j.breach(v, n, 0) }

// ofDay is a finding about a carer on a date of the plan.
func (j *judge) ofDay(carer, day int, amount, limit int64, unit string) model.Violation {
	return model.Violation{Carer: j.carer(carer).ID, Date: j.h.Calendar.Start().Add(day), Amount: amount, Limit: limit, Unit: unit}
}

// daysInRow: too many dates worked without one off. Told of the first date too many.
func daysInRow(j *judge) {
	for c := range j.h.Problem.Carers {
		most := j.carer(c).MaxDaysInRow
		if most == 0 {
			most = model.DaysInRow
		}
		j.tooMany(c, most, j.counted)
	}
}

// sixthDay: more dates in a row than are enough. Told of the first date too many.
func sixthDay(j *judge) {
	for c := range j.h.Problem.Carers {
		j.tooMany(c, j.h.Rules.SixthDay.Most, func(v model.Violation, n int64) { j.wish(v, j.weight(0)*n) })
	}
}

// tooMany records a carer's stretches of work that are longer than a most.
func (j *judge) tooMany(c, most int, book func(v model.Violation, n int64)) {
	for _, s := range j.days(c) {
		if n := longer(s, most); s.work && n > 0 {
			book(j.ofDay(c, s.to-n, int64(s.to-s.from), int64(most), "day"), int64(n))
		}
	}
}

// shortStint: a stretch of work shorter than the least. Told of its first date.
func shortStint(j *judge) {
	for c := range j.h.Problem.Carers {
		for _, s := range j.days(c) {
			if s.work {
				j.tooShort(c, s, j.carer(c).MinDaysInRow)
			}
		}
	}
}

// tooShort records a stretch that is shorter than a least.
func (j *judge) tooShort(c int, s stretch, least int) {
	if n := j.lacking(c, s, least); n > 0 {
		j.counted(j.ofDay(c, s.from, int64(s.to-s.from), int64(least), "day"), int64(n))
	}
}

// daysOff: a stretch of days off shorter than the least, told of its first date; or longer than the most,
// told of the first too many.
func daysOff(j *judge) {
	for c := range j.h.Problem.Carers {
		most := j.carer(c).MaxDaysOff
		for _, s := range j.days(c) {
			if s.work {
				continue
			}
			j.tooShort(c, s, j.carer(c).MinDaysOff)
			if n := longer(s, most); most > 0 && n > 0 {
				j.counted(j.ofDay(c, s.to-n, int64(s.to-s.from), int64(most), "day"), int64(n))
			}
		}
	}
}

// weekends: more weekends of the plan than agreed. Told of the first too many.
func weekends(j *judge) {
	for c := range j.h.Problem.Carers {
		most := j.carer(c).MaxWeekends
		if most == nil {
			continue
		}
		is := j.worksWeekends(c)
		if n := len(is); n > *most {
			j.counted(j.ofDay(c, is[*most], int64(n), int64(*most), "weekend"), int64(n-*most))
		}
	}
}

// succession: a shift the day after one that bars it; Detail is that one.
func succession(j *judge) {
	after := j.byDate()
	for c := range j.h.Problem.Carers {
		last := j.h.Problem.ShiftRow(j.h.Past(c).Shift)
		for _, then := range after[j.h.Calendar.Start()] {
			if last != nil && then.carer == c && slices.Contains(last.NoNext, then.shift.ID) {
				out := j.ofDay(c, 0, 1, 0, "shift")
				out.Shift, out.Detail = then.shift.ID, string(last.ID)
				j.counted(out, 1)
			}
		}
	}
	j.shifts(func(first *run) {
		for _, id := range j.h.Problem.Shifts[first.shift.Template].NoNext {
			for _, then := range after[first.date.Add(1)] {
				if then.carer == first.carer && then.shift.ID == id {
					out := j.ofDay(then.carer, int(then.date-j.h.Calendar.Start()), 1, 0, "shift")
					out.Shift, out.Detail = id, string(first.shift.ID)
					j.counted(out, 1)
				}
			}
		}
	})
}

// byDate lists the runs in shifts by their dates.
func (j *judge) byDate() map[model.Date][]*run {
	out := make(map[model.Date][]*run)
	j.shifts(func(r *run) { out[r.date] = append(out[r.date], r) })
	return out
}

// shiftMost: one shift more often than agreed. Told of the first date too many.
func shiftMost(j *judge) {
	for c := range j.h.Problem.Carers {
		for _, m := range j.carer(c).MostOf {
			n, first := 0, 0
			j.shifts(func(r *run) {
				if r.carer == c && r.shift.ID == m.Shift {
					if n++; n == m.Count+1 {
						first = int(r.date - j.h.Calendar.Start())
					}
				}
			})
			if n > m.Count {
				out := j.ofDay(c, first, int64(n), int64(m.Count), "shift")
				out.Shift = m.Shift
				j.counted(out, int64(n-m.Count))
			}
		}
	}
}

// planHours: the paid time of the whole plan outside what was agreed for it.
func planHours(j *judge) {
	for c := range j.h.Problem.Carers {
		k := &j.carer(c).Contract
		sum, credit := int64(0), int64(0)
		for w := range j.h.Weeks {
			sum += j.shiftHours(c, w)
			credit += j.credit(c, w)
		}
		x, limit := j.ticks(k.MinPlan)-sum-credit, j.ticks(k.MinPlan)
		if most := j.ticks(k.MaxPlan); most > 0 && sum > most {
			x, limit = sum-most, most
		}
		if x > 0 {
			if sum < limit {
				sum += credit // as it counts
			}
			out := j.ofDay(c, 0, sum, limit, "tick")
			j.hours(out, x)
		}
	}
}

// needs calls f for every need for cover with the number of different carers who count towards it. The
// longest shifts and spans last a week.
func (j *judge) needs(f func(c *model.DatedCover, there int64)) {
	runs := j.byDate()
	for i := range j.h.Cover {
		c, seen := &j.h.Cover[i], make(map[int]bool)
		for d := c.Date.Add(-7); d <= c.Date.Add(7); d++ {
			for _, r := range runs[d] {
				if c.Counts(j.h, r.shift, r.carer) && !j.elsewhere(c, r) {
					seen[r.carer] = true
				}
			}
		}
		f(c, int64(len(seen)))
	}
}

// ofNeed is a finding about a need for cover: At is the start of the half hour.
func (j *judge) ofNeed(c *model.DatedCover, there, limit int64) model.Violation {
	out := model.Violation{Date: c.Date, Shift: c.Shift, Amount: there, Limit: limit, Unit: "carer", Detail: c.Where}
	if c.Start != model.None {
		out.At = j.clock(int64(c.Start), c.Date)
	}
	return out
}

// staffing: fewer there than have to be.
func staffing(j *judge) {
	j.needs(func(c *model.DatedCover, n int64) {
		if n < int64(c.Needed) {
			j.counted(j.ofNeed(c, n, int64(c.Needed)), int64(c.Needed)-n)
		}
	})
}

// wanted: fewer or more there than should be.
func wanted(j *judge) {
	j.needs(func(c *model.DatedCover, n int64) {
		want := int64(c.Wanted)
		each, off := c.Under, want-n
		if n > want {
			each, off = c.Over, n-want
		}
		j.wish(j.ofNeed(c, n, want), off*int64(math.Round(float64(j.weight(0))*each)))
	})
}

// request: what a carer asked for and does not get. Detail is what: on or off.
func request(j *judge) {
	runs := j.byDate()
	for i := range j.h.Requests {
		q := &j.h.Requests[i]
		works := false
		for _, r := range runs[q.Date] {
			works = works || r.carer == q.Carer && (q.Shift == "" || r.shift.ID == q.Shift)
		}
		if works == q.On {
			continue
		}
		out := j.ofDay(q.Carer, int(q.Date-j.h.Calendar.Start()), 1, 0, "shift")
		out.Shift, out.Detail = q.Shift, model.WantOff
		if q.On {
			out.Detail = model.WantOn
		}
		j.wish(out, int64(math.Round(float64(j.weight(0))*q.Weight)))
	}
}
