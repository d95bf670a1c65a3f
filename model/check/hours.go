package check

import (
	"cmp"
	"slices"

	"github.com/milltir/milltir/model"
)

// rest: hours between the last shift of one worked date and the first of the next, told of the later date; or,
// Detail "day", in the 24 hours from the start of a working day, told of that. Limit is the daily rest, of a
// young worker on that date the longer one.
func rest(j *judge) {
	for c := range j.h.Problem.Carers {
		for _, r := range j.dailyRests(c) {
			if x := r.least - r.length; x > 0 && !j.h.Derogated(c, r.date) {
				out := model.Violation{
					Carer: j.carer(c).ID, Date: r.date, At: j.clock(r.start, r.date),
					Amount: x, Limit: r.least, Unit: "tick",
				}
				if r.inDay {
					out.Detail = "day"
				}
				j.breach(out, 1, x)
			}
		}
	}
}

// dailyRest is the rest before the work of a date, or (inDay) the longest in the 24 hours from the start of a
// working day, where that is too short.
type dailyRest struct {
	date          model.Date
	start         int64 // of the work after it, or of the working day
	length, least int64
	inDay         bool
}

// workingDay is what a carer does on a date between two daily rests.
type workingDay struct {
	date     model.Date
	from, to int64
	pause    int64 // the longest, of what lies within 24 hours from the start
	least    int64 // the rest that is asked for
}

// dailyRests lists a carer's, in order of date. Where too short a day's rest and the rest after it are of the same
// hours, the one that lacks more is told of.
func (j *judge) dailyRests(c int) []dailyRest {
	var out []dailyRest
	add := func(d *workingDay, after *dailyRest) {
		if d != nil {
			length := max(d.pause, d.from+j.ticks(24*60)-d.to)
			if short := d.least - length; short > 0 && (after == nil || short > after.least-after.length) {
				out = append(out, dailyRest{d.date, d.from, length, d.least, true})
				return
			}
		}
		if after != nil {
			out = append(out, *after)
		}
	}
	end, known := j.historyEnd(c)
	var day *workingDay
	runs := j.runsOf(c, func(*model.DatedShift) bool { return true })
	slices.SortStableFunc(runs, func(a, b *run) int { return cmp.Or(cmp.Compare(a.date, b.date), cmp.Compare(a.start, b.start)) })
	for _, r := range runs {
		w, ok := j.duty(r)
		if !ok {
			continue
		}
		if day != nil && r.date == day.date {
			if pause := w.from - day.to; pause < day.least {
				day.pause = max(day.pause, min(pause, day.from+j.ticks(24*60)-day.to))
				day.to = max(day.to, w.to)
				continue
			}
			add(day, nil)
		} else {
			var before *dailyRest
			if day != nil {
				end, known = day.to, true
			}
			if known {
				before = &dailyRest{r.date, w.from, w.from - end, j.ticks(j.h.DailyRest(c, r.date)), false}
			}
			add(day, before)
		}
		day = &workingDay{r.date, w.from, w.to, 0, j.ticks(j.h.DailyRest(c, r.date))}
	}
	add(day, nil)
	return out
}

// workday is a date on which a carer works: from the first shift's start to the last one's end.
type workday struct {
	date       model.Date
	start, end int64
}

// workdays of a carer, in order.
func (j *judge) workdays(carer int) []workday {
	return j.workdaysOf(carer, func(*model.DatedShift) bool { return true })
}

// workdaysOf is the same with some shifts only.
func (j *judge) workdaysOf(carer int, of func(*model.DatedShift) bool) []workday {
	var out []workday
	j.shifts(func(r *run) {
		if r.carer != carer || !of(r.shift) {
			return
		}
		if n := len(out); n > 0 && out[n-1].date == r.date {
			out[n-1].start, out[n-1].end = min(out[n-1].start, r.start), max(out[n-1].end, r.end)
			return
		}
		out = append(out, workday{r.date, r.start, r.end})
	})
	return out
}

// historyEnd gives the latest end of a shift that carer_hours knows from the weeks before the
// plan; a date without a clock time says too little.
func (j *judge) historyEnd(carer int) (end int64, known bool) {
	for _, w := range j.h.Problem.CarerHours {
		m := w.LastShiftEnd
		if w.Carer != j.carer(carer).ID || w.WeekStart >= j.h.Calendar.Start() || m.Date == 0 || !m.Timed {
			continue
		}
		if t := int64(j.h.Calendar.Tick(m.Date, m.Clock)); !known || t > end {
			end, known = t, true
		}
	}
	return end, known
}

// shiftHours are a carer's in a week, in ticks.
func (j *judge) shiftHours(carer, week int) int64 {
	if j.hourTicks == nil { // added up once: a year has fifty weeks
		j.hourTicks = make([]int64, len(j.h.Problem.Carers)*j.h.Weeks)
		j.shifts(func(r *run) { j.hourTicks[r.carer*j.h.Weeks+r.week] += j.shiftHoursOf(r) })
	}
	return j.hourTicks[carer*j.h.Weeks+week]
}

// shiftHoursOf are the shift hours of a run, which contracts, the week of 48 and the bank count: the shift less its
// break, or with paid span from the first visit to the last, less the breaks between. What is paid is paidIn.
func (j *judge) shiftHoursOf(r *run) int64 {
	if j.h.Rules.Paid != model.BySpan {
		return r.end - r.start - int64(r.shift.Break)
	}
	last := r.lastVisit()
	if last < 0 {
		return 0
	}
	first := 0
	for r.stops[first].visit < 0 {
		first++
	}
	sum := r.stops[last].end - r.stops[first].start
	for _, s := range r.stops[first:last] {
		if s.kind == model.StopBreak {
			sum -= s.length()
		}
	}
	return sum
}

// span is a week of a carer, or a period of four: its shift hours, what is credited for absence, owed and allowed
// in it, in ticks.
type span struct {
	carer, week                int // its first week
	hours, credit, least, most int64
	period                     bool
}

// spans calls f for every week and then for every period of every carer; most is 0 for any number.
func (j *judge) spans(f func(c *model.Carer, s span)) {
	for i := range j.h.Problem.Carers {
		c := j.carer(i)
		for w := range j.h.Weeks {
			f(c, span{i, w, j.shiftHours(i, w), j.credit(i, w), j.ticks(c.Contract.WeekMin()), j.ticks(c.Contract.WeekMax()), false})
		}
		for first := 0; first < j.h.Weeks; first += 4 {
			n := min(4, j.h.Weeks-first)
			s := span{i, first, 0, 0, j.ticks(c.Contract.PeriodMin(n)), j.ticks(c.Contract.PeriodMax(n)), true}
			for w := first; w < first+n; w++ {
				s.hours, s.credit = s.hours+j.shiftHours(i, w), s.credit+j.credit(i, w)
			}
			f(c, s)
		}
	}
}

func (j *judge) credit(carer, week int) int64 { return int64(j.h.Credit[carer*j.h.Weeks+week]) }

// ofSpan begins a violation about a week or a period.
func (j *judge) ofSpan(s span, amount, limit int64) model.Violation {
	out := j.ofWeek(s.carer, s.week)
	out.Amount, out.Limit, out.Unit = amount, limit, "tick"
	if s.period {
		out.Detail = model.FourWeeks
	}
	return out
}

// maxHours: shift hours above what the contract allows.
func maxHours(j *judge) {
	j.spans(func(c *model.Carer, s span) {
		limit := mostHours(c, s.least, s.most)
		if x := s.hours - limit; limit > 0 && x > 0 {
			j.hours(j.ofSpan(s, x, limit), x)
		}
	})
}

// mostHours is what a contract of so many ticks at least and at most, 0 for any, lets somebody work.
func mostHours(c *model.Carer, least, most int64) int64 {
	if top := least + tolerated(c, least); least > 0 && !c.Contract.Overtime && (most == 0 || top < most) {
		return top
	}
	return most
}

// tolerated is the share of the guaranteed ticks that the contract's tolerance allows on top,
// the percentage taken to hundredths, rounded down.
func tolerated(c *model.Carer, least int64) int64 {
	hundredths := int64(c.Contract.Tolerance()*100 + 0.5)
	return least * hundredths / 10000
}

// underHours: guaranteed minutes not worked, those of absence counted as worked.
func underHours(j *judge) {
	j.spans(func(_ *model.Carer, s span) {
		if x := s.least - s.hours - s.credit; s.least > 0 && x > 0 {
			j.wish(j.ofSpan(s, x, s.least), j.weight(0)*x/(60*j.perMinute))
		}
	})
}

// overHours: shift hours above the guaranteed minutes, cheaper inside the tolerance.
func overHours(j *judge) {
	j.spans(func(c *model.Carer, s span) {
		if x := s.hours - s.least; s.least > 0 && x > 0 {
			inside := min(x, tolerated(c, s.least))
			j.wish(j.ofSpan(s, x, s.least), (j.weight(0)*inside+j.weight(1)*(x-inside))/(60*j.perMinute))
		}
	})
}

// bank: hours of bank and agency carers.
func bank(j *judge) {
	j.shifts(func(r *run) {
		if kind := j.carer(r.carer).Contract.Kind; kind == model.Bank || kind == model.Agency {
			x := j.shiftHoursOf(r)
			out := j.ofRun(r)
			out.Amount, out.Unit, out.Detail = x, "tick", kind
			j.wish(out, j.weight(0)*x/(60*j.perMinute))
		}
	})
}
