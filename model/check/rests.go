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

// atWork lists a carer's shifts that are working time, by start.
func (j *judge) atWork(carer int) []stint {
	var out []stint
	j.shifts(func(r *run) {
		if r.carer == carer && r.shift.AtWork() {
			out = append(out, stint{r.start, r.end})
		}
	})
	slices.SortFunc(out, func(a, b stint) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	return out
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

// weeklyRest: the longest rest of a week, or of two, is too short. Told of the Monday; Amount is that rest.
func weeklyRest(j *judge) {
	for c := range j.h.Problem.Carers {
		rests := j.rests(c)
		for w := 0; w < j.h.Weeks; w++ {
			out := j.ofWeek(c, w)
			out.Unit = "tick"
			if j.twoWeeks(c, w) {
				j.fortnightsRest(out, rests, w)
				w++
				continue
			}
			out.Limit = j.ticks(j.h.Rules.WeeklyRest.Week)
			daily := j.ticks(j.h.Rules.Rest.Daily)
			if j.h.Young(c, out.Date) {
				out.Limit, daily = j.ticks(j.h.Rules.WeeklyRest.Young), 0
			}
			out.Amount, _ = j.longest(rests, w, 1, daily)
			j.over(out, out.Limit-out.Amount)
		}
	}
}

// twoWeeks tells whether a week is judged together with the next.
func (j *judge) twoWeeks(carer, week int) bool {
	return j.h.Rules.WeeklyRest.Form == model.ByFortnight && week%2 == 0 && week+1 < j.h.Weeks && !j.h.Young(carer, j.h.Calendar.Start().Add(7*week))
}

// fortnightsRest: a long rest in two weeks, or two of a week's. Told of what is nearer.
func (j *judge) fortnightsRest(out model.Violation, rests []stint, week int) {
	once, twice := j.ticks(j.h.Rules.WeeklyRest.Fortnight), j.ticks(j.h.Rules.WeeklyRest.Week)
	a, b := j.longest(rests, week, 2, j.ticks(j.h.Rules.Rest.Daily))
	out.Amount, out.Limit = a, once
	x := once - a
	if y := max(0, twice-a) + max(0, twice-b); y < x {
		x, out.Amount, out.Limit = y, b, twice
	}
	j.over(out, x)
}

// over records a breach of x ticks, if there are any.
func (j *judge) over(v model.Violation, x int64) {
	if x > 0 {
		j.breach(v, 1, x)
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
