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
		off := j.onLeave(c)
		for w := range j.h.Weeks {
			out := j.ofWeek(c, w)
			if missing == 0 {
				out.Detail = "average"
			}
			work, weeks := j.of48(c, w, past, off, missing)
			out.Limit = j.ticks(j.h.Rules.Hours48.Cap) * weeks
			j.tooMuch(out, work)
		}
	}
}

// of48 is the work that is held to 48 hours when a week of the plan ends, and of how many weeks: those of its
// reference period, or, where a week of the history is missing, that week alone.
func (j *judge) of48(c, w int, past map[int]*model.CarerWeek, off []weekOff, missing int) (work, weeks int64) {
	other := j.ticks(j.carer(c).OtherWeek)
	if missing > 0 {
		return j.shiftHours(c, w) + other, 1
	}
	p := j.reference(c, w, past, off)
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

func (j *judge) reference(c, w int, past map[int]*model.CarerWeek, off []weekOff) reference {
	var p reference
	for n := range j.h.Rules.Hours48.Weeks {
		week := w - n
		if n > 0 && j.h.Calendar.Start().Add(7*week) < j.carer(c).JobFrom() {
			break
		}
		if week >= 0 {
			p.weeks++
			p.work += j.shiftHours(c, week)
			p.leave += off[week].ticks
			p.days += off[week].days
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

// weekOff is the days of leave in a week of the plan, and the ticks that they stand for.
type weekOff struct{ days, ticks int64 }

// onLeave lists a carer's days of leave by week of the plan, read from the tables and not from Horizon's Excluded,
// in which a mistake would be the solver's too.
func (j *judge) onLeave(c int) []weekOff {
	given, taken := make(map[model.Date]bool), make(map[model.Date]int64)
	for _, shifts := range [][]model.DatedShift{j.h.Shifts, j.h.Dropped} {
		for i := range shifts {
			s := &shifts[i]
			if s.Carer != c || s.Status != model.Given {
				continue
			}
			given[s.Date] = true
			row := &j.h.Problem.Shifts[s.Template] // its times before absence
			if j.allLeave(c, j.h.Calendar.Tick(s.Date, row.Start), j.h.Calendar.Tick(s.Date, row.End)) {
				taken[s.Date] += int64(s.Paid())
			}
		}
	}
	day := j.ticks(j.h.Rules.Hours48.LeaveDay)
	if usual := j.ticks(j.carer(c).Contract.Usual()); usual > 0 {
		day = usual / 5
	}
	out := make([]weekOff, j.h.Weeks)
	for w := range out {
		free := int64(0)
		monday := j.h.Calendar.Start().Add(7 * w)
		for date := monday; date < monday.Add(7); date++ {
			if ticks, is := taken[date]; is {
				out[w].days++
				out[w].ticks += ticks
			} else if !given[date] && j.allLeave(c, j.h.Calendar.Tick(date, 0), j.h.Calendar.Tick(date.Add(1), 0)) {
				free++
			}
		}
		for ; free > 0 && out[w].days < 5; free-- {
			out[w].days++
			out[w].ticks += day
		}
	}
	return out
}

// allLeave tells whether rows of absence for leave cover a time from its start to its end.
func (j *judge) allLeave(c int, at, end int32) bool {
	for at < end {
		was := at
		for _, a := range j.h.Problem.Absences {
			if a.Carer != j.carer(c).ID || !isLeave(a.Kind) {
				continue
			}
			to := a.To
			if !to.Timed {
				to.Date, to.Clock = to.Date.Add(1), 0
			}
			if j.h.Calendar.Tick(a.From.Date, a.From.Clock) <= at {
				at = max(at, j.h.Calendar.Tick(to.Date, to.Clock))
			}
		}
		if at == was {
			return false
		}
	}
	return true
}

// isLeave tells whether regulation 4(7) excludes absence of a kind, as it does one that is not known.
func isLeave(kind string) bool {
	switch kind {
	case "training", "bereavement", "compassionate", "medical", "jury", "unpaid":
		return false
	}
	return true
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
