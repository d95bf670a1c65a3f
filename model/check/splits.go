package check

import (
	"cmp"
	"slices"

	"github.com/milltir/milltir/model"
)

// splitDay is a date of a carer with a long gap between two shifts, or several.
type splitDay struct {
	day  int // from the plan's first
	gaps []int64
}

// splitDays lists a carer's, in order.
func (j *judge) splitDays(c int) []splitDay {
	dates := make(map[int][]stint)
	j.shifts(func(r *run) {
		if r.carer == c && r.shift.Awake() {
			d := int(r.date - j.h.Calendar.Start())
			dates[d] = append(dates[d], stint{r.start, r.end})
		}
	})
	var out []splitDay
	for d := range 7 * j.h.Weeks {
		work := dates[d]
		slices.SortFunc(work, func(a, b stint) int { return cmp.Compare(a.from, b.from) })
		var gaps []int64
		end := long // before the first there is no gap
		for i, w := range work {
			if gap := w.from - end; gap >= j.ticks(j.h.Rules.Split.Gap) {
				gaps = append(gaps, gap)
			}
			if i == 0 || w.to > end {
				end = w.to
			}
		}
		if len(gaps) > 0 {
			out = append(out, splitDay{d, gaps})
		}
	}
	return out
}

// split: a day in two parts or more. Amount is the longest gap.
func split(j *judge) {
	for c := range j.h.Problem.Carers {
		for _, d := range j.splitDays(c) {
			j.wish(j.ofDay(c, d.day, slices.Max(d.gaps), 0, "tick"), j.weight(0))
		}
	}
}

// splitMost: too many gaps on a date; too many split days in a week, told of its Monday. Detail is day or
// week.
func splitMost(j *judge) {
	most := &j.h.Rules.Split
	for c := range j.h.Problem.Carers {
		weeks := make([]int, j.h.Weeks)
		for _, d := range j.splitDays(c) {
			if n := len(d.gaps); n > most.Day {
				out := j.ofDay(c, d.day, int64(n), int64(most.Day), "time")
				out.Detail = "day"
				j.counted(out, int64(n-most.Day))
			}
			weeks[d.day/7]++
		}
		for w, n := range weeks {
			if n > most.Week {
				out := j.ofDay(c, 7*w, int64(n), int64(most.Week), "day")
				out.Detail = "week"
				j.counted(out, int64(n-most.Week))
			}
		}
	}
}

// lateEarly: less rest from one date's work to the next than carers would like. Amount is the rest.
func lateEarly(j *judge) {
	least := j.ticks(j.h.Rules.LateEarly.Rest)
	for c := range j.h.Problem.Carers {
		end, known := j.historyEnd(c)
		for _, d := range j.workdaysOf(c, (*model.DatedShift).AtWork) {
			if rest := d.start - end; known && rest < least {
				j.wish(j.ofDay(c, int(d.date-j.h.Calendar.Start()), max(0, rest), least, "tick"), j.weight(0))
			}
			end, known = d.end, true
		}
	}
}
