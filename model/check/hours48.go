package check

import "github.com/milltir/milltir/model"

// hours48: too long an average over the weeks that end with one of the plan, without an opt-out; Detail is
// then "average", and Limit that of all these weeks together. Where a week of the history is missing, too long
// a week.
func hours48(j *judge) {
	for c := range j.h.Problem.Carers {
		if j.carer(c).OptOut48 {
			continue
		}
		past, missing := j.pastWeeks(c, j.h.Rules.Hours48.Weeks)
		for w := range j.h.Weeks {
			out := j.ofWeek(c, w)
			if missing == 0 {
				out.Detail = "average"
			}
			work, weeks := j.of48(c, w, past, missing)
			out.Limit = j.ticks(j.h.Rules.Hours48.Cap) * weeks
			j.tooMuch(out, work)
		}
	}
}

// of48 is the work that is held to 48 hours when a week of the plan ends, and of how many weeks: those of its
// reference period, or, where a week of the history is missing, that week alone.
func (j *judge) of48(c, w int, past map[int]*model.CarerWeek, missing int) (work, weeks int64) {
	other := j.ticks(j.carer(c).OtherWeek)
	if missing > 0 {
		return j.shiftHours(c, w) + other, 1
	}
	p := j.reference(c, w, past)
	return p.work + other*p.weeks + j.madeUp(c, w, &p), p.weeks
}

// tooMuch records work above a violation's limit.
func (j *judge) tooMuch(v model.Violation, work int64) {
	if x := work - v.Limit; x > 0 {
		v.Amount, v.Unit = x, "tick"
		j.hours(v, x)
	}
}

// pastWeeks are a carer's rows of the weeks before the plan that a reference period of so many can reach, by how
// many weeks back, and the number of those that there should be and are not. Weeks before the job are none of
// them.
func (j *judge) pastWeeks(carer, weeks int) (rows map[int]*model.CarerWeek, missing int) {
	rows = make(map[int]*model.CarerWeek)
	for back := 1; back < weeks; back++ {
		monday := j.h.Calendar.Start().Add(-7 * back)
		if monday < j.carer(carer).JobFrom() {
			break
		}
		missing++
		for i := range j.h.Problem.CarerHours {
			if row := &j.h.Problem.CarerHours[i]; row.Carer == j.carer(carer).ID && row.WeekStart == monday {
				rows[back] = row
				missing--
				break
			}
		}
	}
	return rows, missing
}

// reference is a reference period: its weeks as far as they are known, the work in them, and the days and
// ticks of leave.
type reference struct{ weeks, work, days, leave int64 }

func (j *judge) reference(c, w int, past map[int]*model.CarerWeek) reference {
	var p reference
	for n := range j.h.Rules.Hours48.Weeks {
		week := w - n
		if n > 0 && j.h.Calendar.Start().Add(7*week) < j.carer(c).JobFrom() {
			break
		}
		if week >= 0 {
			p.weeks++
			p.work += j.shiftHours(c, week)
			away := j.h.Excluded[c*j.h.Weeks+week]
			p.leave += int64(away.Ticks)
			p.days += int64(away.Days)
		} else if row := past[-week]; row != nil {
			p.weeks++
			p.work += j.ticks(row.MinutesWorked)
			p.leave += j.ticks(row.MinutesLeave)
			p.days += int64(row.DaysLeave)
			for left := row.MinutesLeave; row.DaysLeave == 0 && left > 0; left -= j.h.Rules.Hours48.LeaveDay {
				p.days++
			}
		}
	}
	return p
}

// madeUp is what stands for the days of leave: the next as many dates of work, and where the plan has not
// so many, the leave itself.
func (j *judge) madeUp(c, w int, p *reference) int64 {
	if p.days == 0 {
		return 0
	}
	paid := make(map[model.Date]int64)
	j.shifts(func(r *run) {
		if r.carer == c {
			paid[r.date] += j.shiftHoursOf(r)
		}
	})
	sum, n := int64(0), int64(0)
	for _, d := range j.workdays(c) {
		if d.date >= j.h.Calendar.Start().Add(7*w+7) && n < p.days {
			sum += paid[d.date]
			n++
		}
	}
	return sum + p.leave*(p.days-n)/p.days
}
