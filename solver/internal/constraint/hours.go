package constraint

import (
	"math"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// hours counts each carer's paid ticks per week, for the rules that ask. It follows commits.
type hours struct {
	in      *state.Instance
	s       *state.State
	span    bool    // paid from the first visit to the last
	paid    []int32 // by carer·weeks + week
	touched []weekChange
	// periods are the same of periods, week then being the period's number; of the carers only who have
	// something agreed by the period.
	periods  []weekChange
	byPeriod []bool // by carer
}

// weekChange is a carer's week under a trial.
type weekChange struct {
	carer, week int32
	was, is     int32
}

func newHours(in *state.Instance) *hours {
	h := &hours{in: in, paid: make([]int32, in.Carers*in.Weeks), span: in.H.Rules.Paid == model.BySpan, byPeriod: make([]bool, in.Carers)}
	for c := range h.byPeriod {
		k := &in.H.Problem.Carers[c].Contract
		h.byPeriod[c] = k.PeriodMin(1) > 0 || k.PeriodMax(1) > 0 || k.PeriodMin(model.PeriodWeeks) > 0 || k.PeriodMax(model.PeriodWeeks) > 0
	}
	return h
}

func (h *hours) reset() { clear(h.paid) }

// row is a run's carer and week.
func (h *hours) row(r state.Run) int { return int(h.in.CarerOf[r])*h.in.Weeks + int(h.in.RunWeek[r]) }

// worked follows a shift opened or closed.
func (h *hours) worked(r state.Run, on bool) {
	switch {
	case h.span:
	case on:
		h.paid[h.row(r)] += h.in.Paid[r]
	default:
		h.paid[h.row(r)] -= h.in.Paid[r]
	}
}

// timed follows changed times, where these are paid.
func (h *hours) timed() {
	if !h.span {
		return
	}
	clear(h.paid)
	for r := range h.s.Routes {
		if h.s.Worked[r] {
			h.paid[h.row(state.Run(r))] += h.s.Routes[r].Sum.Span
		}
	}
}

// prepare lists the weeks and periods that a trial changes.
func (h *hours) prepare(t *state.Trial) {
	h.prepareWeeks(t)
	h.periods = h.periods[:0]
	for i := range h.touched {
		if c := &h.touched[i]; h.byPeriod[c.carer] {
			h.touchPeriod(c)
		}
	}
}

// touchPeriod adds a changed week to its period.
func (h *hours) touchPeriod(c *weekChange) {
	n := c.week / model.PeriodWeeks
	for i := range h.periods {
		if p := &h.periods[i]; p.carer == c.carer && p.week == n {
			p.is += c.is - c.was
			return
		}
	}
	was, first := int32(0), int(n)*model.PeriodWeeks
	row := h.paid[int(c.carer)*h.in.Weeks:]
	for _, paid := range row[first : first+model.PeriodLength(h.in.Weeks, int(n))] {
		was += paid
	}
	h.periods = append(h.periods, weekChange{c.carer, n, was, was + c.is - c.was})
}

func (h *hours) prepareWeeks(t *state.Trial) {
	h.touched = h.touched[:0]
	if h.span {
		for i := range t.Views {
			v := &t.Views[i]
			if d := spanOf(v.Worked, &v.Sum) - spanOf(t.S.Worked[v.Run], &t.S.Routes[v.Run].Sum); d != 0 {
				h.touch(v.Run, d)
			}
		}
		return
	}
	for _, w := range t.Works {
		if w.On {
			h.touch(w.Run, h.in.Paid[w.Run])
		} else {
			h.touch(w.Run, -h.in.Paid[w.Run])
		}
	}
}

func spanOf(worked bool, sum *state.Sum) int32 {
	if !worked {
		return 0
	}
	return sum.Span
}

// touch notes so much more paid time of a run.
func (h *hours) touch(r state.Run, d int32) {
	carer, week := int32(h.in.CarerOf[r]), h.in.RunWeek[r]
	for i := range h.touched {
		if c := &h.touched[i]; c.carer == carer && c.week == week {
			c.is += d
			return
		}
	}
	was := h.paid[h.row(r)]
	h.touched = append(h.touched, weekChange{carer, week, was, was + d})
}

// paidOf is what is paid of a stored run: its shift less the break, or from the first visit to the
// last, less the breaks between.
func paidOf(s *state.State, run state.Run) int64 {
	if s.In.H.Rules.Paid != model.BySpan {
		shift := shiftOf(s, run)
		return int64(shift.End - shift.Start - shift.Break)
	}
	route := &s.Routes[run]
	paid, first, rested := int64(0), -1, int64(0)
	for i, stop := range route.Seq {
		n := stop.Node()
		switch {
		case s.In.IsVisit(n) && first < 0:
			first, rested = i, 0
		case s.In.IsBreak(n):
			rested += int64(s.Len[n])
		}
		if s.In.IsVisit(n) {
			paid = int64(route.At[i]+s.Len[n]-route.At[first]) - rested
		}
	}
	return paid
}

// eachWeek adds up the paid ticks of every carer and week from the worked shifts.
func eachWeek(s *state.State, f func(carer, week int, paid int64)) {
	for c, runs := range workedBy(s) {
		paid := make([]int64, s.In.Weeks)
		for _, run := range runs {
			paid[shiftOf(s, run).Week] += paidOf(s, run)
		}
		for w := range paid {
			f(c, w, paid[w])
		}
	}
}

// spanOfPay is a week of a carer, or a period: what is paid in it and credited for absence, what the
// contract owes and allows, in ticks; most is 0 for any number.
type spanOfPay struct {
	carer                     int
	paid, credit, least, most int64
	contract                  *model.Contract
}

// eachPay adds up every carer's weeks and periods.
func eachPay(s *state.State, f func(x spanOfPay)) {
	weeks, res := s.In.Weeks, int64(s.In.Res)
	paid := make([]int64, s.In.Carers*weeks)
	eachWeek(s, func(c, w int, ticks int64) { paid[c*weeks+w] = ticks })
	for c := range s.In.Carers {
		k := &s.In.H.Problem.Carers[c].Contract
		for w := range weeks {
			f(spanOfPay{c, paid[c*weeks+w], int64(s.In.H.Credit[c*weeks+w]), int64(k.WeekMin()) * res, int64(k.WeekMax()) * res, k})
		}
		for n := range model.Periods(weeks) {
			length := model.PeriodLength(weeks, n)
			x := spanOfPay{carer: c, least: int64(k.PeriodMin(length)) * res, most: int64(k.PeriodMax(length)) * res, contract: k}
			for i := c*weeks + 4*n; i < c*weeks+4*n+length; i++ {
				x.paid, x.credit = x.paid+paid[i], x.credit+int64(s.In.H.Credit[i])
			}
			f(x)
		}
	}
}

// within is how many of the ticks above those owed the tolerance takes.
func (x *spanOfPay) within() int64 {
	return x.least * int64(math.Round(x.contract.Tolerance()*100)) / 10000
}

// carerFinding fills in a finding about a carer.
func carerFinding(carer int, amount, limit int64, u unit) Finding {
	f := nobody
	f.Carer, f.Amount, f.Limit, f.unit = state.Carer(carer), amount, limit, u
	return f
}

// now is a carer's paid time of a week under the trial that was prepared last.
func (h *hours) now(carer, week int) int32 {
	for i := range h.touched {
		if c := &h.touched[i]; int(c.carer) == carer && int(c.week) == week {
			return c.is
		}
	}
	return h.paid[carer*h.in.Weeks+week]
}

// was is what is paid of a stored run, and is what is paid of it under a trial; -1 if it is not worked.
func (h *hours) was(t *state.Trial, run state.Run) int32 {
	switch {
	case !t.S.Worked[run]:
		return -1
	case h.span:
		return t.S.Routes[run].Sum.Span
	}
	return h.in.Paid[run]
}

func (h *hours) is(t *state.Trial, run state.Run) int32 {
	switch {
	case !t.IsWorked(run):
		return -1
	case !h.span:
		return h.in.Paid[run]
	}
	for i := range t.Views {
		if v := &t.Views[i]; v.Run == run {
			return v.Sum.Span
		}
	}
	return t.S.Routes[run].Sum.Span
}
