package check

import (
	"cmp"
	"slices"

	"github.com/milltir/milltir/model"
)

// debt is compensatory rest that is owed.
type debt struct {
	date       model.Date
	of         model.Date // that of the work that came too early, or the Monday of the week without its rest
	order      int        // of those of one date
	from, due  int64      // between which it can be had
	owed, left int64
	done       int64 // when the rest with the last of it began to count
	inDay      bool  // of the 24 hours from the start of a working day
}

// What debts are of, in the order in which those of one date are had.
const (
	olderDebt = iota
	weeklyDebt
	dailyDebt
)

// debts is the ledger of a carer: what is owed, and what rests, in their order, have repaid of it when the plan
// ends. With all it has what is missing whatever the derogation.
func (j *judge) debts(c int, rests []stint, all bool) []debt {
	out := j.owed(c, rests, all)
	if len(out) == 0 {
		return nil // a year has many rests
	}
	over := int64(j.h.Calendar.Tick(j.h.Calendar.Start().Add(7*j.h.Weeks), 0))
	for _, r := range rests {
		end := min(r.to, over)
		spare := end - r.from - j.needOf(c, rests, r)
		for i := range out {
			d := &out[i]
			from := max(r.from, d.from)
			x := min(spare, d.left, min(end, d.due)-from)
			if x <= 0 {
				continue
			}
			spare -= x
			if d.left -= x; d.left == 0 {
				d.done = from
			}
		}
	}
	return out
}

// owed lists the debts of a carer in the order in which they are repaid.
func (j *judge) owed(c int, rests []stint, all bool) []debt {
	var out []debt
	owe := func(order int, date, of model.Date, from, x int64, inDay bool) {
		if x > 0 {
			due := int64(j.h.Calendar.Tick(date.Add(j.h.Rules.RestDebt.Days+1), 0))
			out = append(out, debt{date, of, order, from, due, x, x, 0, inDay})
		}
	}
	start := j.h.Calendar.Start()
	for _, w := range j.h.Problem.CarerHours {
		if w.Carer == j.carer(c).ID && w.WeekStart.Add(7) == start {
			owe(olderDebt, start, start, int64(j.h.Calendar.Tick(start, 0)), j.ticks(w.RestOwed), false)
		}
	}
	for _, r := range j.dailyRests(c) {
		if all || j.h.Derogated(c, r.date) {
			owe(dailyDebt, r.date, r.date, r.start, r.least-r.length, r.inDay)
		}
	}
	for _, w := range j.restWeeks(c, rests) {
		if all || j.h.Derogated(c, start.Add(7*w.week)) {
			next := start.Add(7 * (w.week + w.weeks))
			owe(weeklyDebt, next, start.Add(7*w.week), int64(j.h.Calendar.Tick(next, 0)), w.missing, false)
		}
	}
	slices.SortStableFunc(out, func(a, b debt) int { return cmp.Or(cmp.Compare(a.date, b.date), cmp.Compare(a.order, b.order)) })
	return out
}

// needOf is what of a rest is no compensation: the daily rest, or what a week asks of it.
func (j *judge) needOf(c int, rests []stint, r stint) int64 {
	need := j.ticks(j.h.Rules.Rest.Daily)
	for _, w := range j.restWeeks(c, rests) {
		if w.young {
			continue
		}
		longer := 0
		mine := j.counts(r, w)
		for _, s := range rests {
			if x := j.counts(s, w); x > mine || x == mine && s.from < r.from {
				longer++
			}
		}
		if longer < w.weeks {
			need = max(need, min(w.least, mine))
		}
	}
	return need
}

// counts is what a rest counts in a week, or in two.
func (j *judge) counts(r stint, w restWeek) int64 {
	x, _ := j.longest([]stint{r}, w.week, w.weeks, w.daily)
	return x
}

// restDebt: compensatory rest that was not had in time. Told of the debt's date; Detail is "week" of a weekly
// rest, "before" of what was owed before the plan.
func restDebt(j *judge) {
	over := int64(j.h.Calendar.Tick(j.h.Calendar.Start().Add(7*j.h.Weeks), 0))
	for c := range j.h.Problem.Carers {
		for _, d := range j.debts(c, j.rests(c), false) {
			if d.due <= over && d.left > 0 {
				j.breach(model.Violation{
					Carer: j.carer(c).ID, Date: d.date, Detail: [...]string{"before", "week", ""}[d.order],
					Amount: d.left, Limit: d.owed, Unit: "tick",
				}, 1, d.left)
			}
		}
	}
}

// restOwed: compensatory rest that is owed when the plan ends.
func restOwed(j *judge) {
	for c := range j.h.Problem.Carers {
		sum := int64(0)
		for _, d := range j.debts(c, j.rests(c), false) {
			sum += d.left
		}
		if sum > 0 {
			out := j.ofWeek(c, 0)
			out.Amount, out.Unit = sum, "tick"
			j.wish(out, j.weight(0)*sum/(60*j.perMinute))
		}
	}
}
