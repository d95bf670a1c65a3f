package constraint

import (
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
}

// weekChange is a carer's week under a trial.
type weekChange struct {
	carer, week int32
	was, is     int32
}

func newHours(in *state.Instance) *hours {
	return &hours{in: in, paid: make([]int32, in.Carers*in.Weeks), span: in.H.Rules.Paid == model.BySpan}
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

// prepare lists the weeks that a trial changes.
func (h *hours) prepare(t *state.Trial) {
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
