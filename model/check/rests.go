package check

import (
	"cmp"
	"slices"

	"github.com/milltir/milltir/model"
)

// stint is a stretch of ticks.
type stint struct{ from, to int64 }

// long is before and after every plan.
const long = int64(1) << 40

// rests lists a carer's times without work, in order: from the history or long before the plan, to long
// after it.
func (j *judge) rests(carer int) []stint {
	end, known := j.historyEnd(carer)
	if !known {
		end = -long
	}
	var out []stint
	for _, w := range j.atWork(carer) {
		if w.from > end {
			out = append(out, stint{end, w.from})
		}
		end = max(end, w.to)
	}
	return append(out, stint{end, long})
}

// atWork lists a carer's working time, run by run, by start.
func (j *judge) atWork(carer int) []stint {
	var out []stint
	j.shifts(func(r *run) {
		if w, ok := j.duty(r); ok && r.carer == carer {
			out = append(out, w)
		}
	})
	slices.SortFunc(out, func(a, b stint) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	return out
}

// duty is the working time of a run: its shift, and of one on call what a call takes, from the way to its first stop
// to the end of the way back from its last, within the shift, if there is a visit.
func (j *judge) duty(r *run) (stint, bool) {
	if r.shift.AtWork() {
		return stint{r.start, r.end}, true
	}
	if r.lastVisit() < 0 {
		return stint{}, false
	}
	into, back := j.legs(r)
	within := func(tick int64) int64 { return min(max(tick, r.start), r.end) }
	return stint{within(r.stops[0].start - into[0].ticks), within(r.stops[len(r.stops)-1].end + back.ticks)}, true
}

// longest gives the two longest rests of some weeks; with daily, what lies outside of them counts up to
// the daily rest.
func (j *judge) longest(rests []stint, week, weeks int, daily int64) (first, second int64) {
	monday := j.h.Calendar.Start().Add(7 * week)
	from, to := int64(j.h.Calendar.Tick(monday, 0)), int64(j.h.Calendar.Tick(monday.Add(7*weeks), 0))
	for _, r := range rests {
		part := min(r.to, to) - max(r.from, from)
		if part <= 0 {
			continue
		}
		counts := min(r.to-r.from, part+daily)
		if counts > first {
			first, second = counts, first
		} else {
			second = max(second, counts)
		}
	}
	return first, second
}

// restWeek is a week, or two, by the rule of weekly rest: who rests how long in it, and what is missing.
type restWeek struct {
	week, weeks    int
	first, second  int64 // the longest
	least, missing int64
	amount, limit  int64 // what is nearer
	daily          int64 // of a rest, what may lie outside
	young          bool
}

// restWeeks are those of a carer.
func (j *judge) restWeeks(c int, rests []stint) []restWeek {
	var out []restWeek
	k := &j.h.Rules.WeeklyRest
	for w := 0; w < j.h.Weeks; w++ {
		x := restWeek{week: w, weeks: 1, least: j.ticks(k.Week), daily: j.ticks(j.h.Rules.Rest.Daily)}
		switch {
		case j.h.Young(c, j.h.Calendar.Start().Add(7*w)):
			x.young, x.least, x.daily = true, j.ticks(k.Young), 0
		case k.Form == model.ByFortnight && w%2 == 0 && w+1 < j.h.Weeks:
			x.weeks = 2
			w++
		}
		x.first, x.second = j.longest(rests, x.week, x.weeks, x.daily)
		x.amount, x.limit = x.first, x.least
		if x.weeks == 2 {
			x.limit = j.ticks(k.Fortnight)
		}
		x.missing = x.limit - x.amount
		if y := max(0, x.least-x.first) + max(0, x.least-x.second); x.weeks == 2 && y < x.missing {
			x.missing, x.amount, x.limit = y, x.second, x.least
		}
		out = append(out, x)
	}
	return out
}

// weeklyRest: the longest rest of a week, or of two, is too short. Told of the Monday; Amount is that rest, in
// two weeks that of what is nearer, a long one or two.
func weeklyRest(j *judge) {
	for c := range j.h.Problem.Carers {
		for _, w := range j.restWeeks(c, j.rests(c)) {
			out := j.ofWeek(c, w.week)
			if j.h.Derogated(c, out.Date) {
				continue
			}
			out.Unit, out.Amount, out.Limit = "tick", w.amount, w.limit
			j.over(out, w.missing)
		}
	}
}

// over records a breach of x ticks, if there are any.
func (j *judge) over(v model.Violation, x int64) {
	if x > 0 {
		j.breach(v, 1, x)
	}
}

// longDay: more hours of work on a date than are enough. Amount is the work.
func longDay(j *judge) {
	enough := j.ticks(j.h.Rules.LongDay.Most)
	for c := range j.h.Problem.Carers {
		work := make([]int64, 7*j.h.Weeks)
		j.shifts(func(r *run) {
			if r.carer == c && r.shift.Awake() {
				work[r.date-j.h.Calendar.Start()] += r.end - r.start - int64(r.shift.Break)
			}
		})
		for d, ticks := range work {
			if x := ticks - enough; x > 0 {
				j.wish(j.ofDay(c, d, ticks, enough, "tick"), j.weight(0)*x/j.ticks(60))
			}
		}
	}
}

// daySpan: from the first start to the last end of a date is too long.
func daySpan(j *judge) {
	for c := range j.h.Problem.Carers {
		most := j.ticks(cmp.Or(j.carer(c).MaxSpan, model.DaySpan))
		for _, d := range j.workdaysOf(c, (*model.DatedShift).Awake) {
			if x := d.end - d.start - most; x > 0 {
				j.breach(model.Violation{
					Carer: j.carer(c).ID, Date: d.date,
					Amount: d.end - d.start, Limit: most, Unit: "tick",
				}, 1, x)
			}
		}
	}
}
