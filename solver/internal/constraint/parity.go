package constraint

import (
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Parity: every second weekend is off, always the same ones.
// Counts the Saturdays and Sundays worked of weekends that are not the carer's.
// Example: of parity A, a shift on the Saturday of the second week from the cycle's anchor: one.
// Source: C24.
type Parity struct {
	base
	lines  *lines
	others []bool // by carer·weeks + week: the weekend is not theirs
}

func newParity(b base, l *lines) Parity {
	r := Parity{b, l, make([]bool, b.in.Carers*b.in.Weeks)}
	for i := range r.others {
		c, w := i/b.in.Weeks, i%b.in.Weeks
		switch b.in.H.Problem.Carers[c].WeekendParity {
		case model.ParityA:
			r.others[i] = !ofCycle(b.in.H, w, 1)
		case model.ParityB:
			r.others[i] = !ofCycle(b.in.H, w, 2)
		}
	}
	return r
}

// ofCycle tells whether a week of the plan is the first or the second of two from the anchor.
func ofCycle(h *model.Horizon, week, nth int) bool {
	monday, anchor := h.Calendar.Start().Add(7*week), h.Problem.Plan.CycleAnchor
	if anchor == 0 {
		anchor = h.Calendar.Start()
	}
	return model.Cycle{Week: nth, Of: 2}.Falls(monday, anchor)
}

// barred tells whether a carer has a day of the plan off as one of a weekend not theirs.
func (r *Parity) barred(carer state.Carer, day int) bool {
	return day%7 >= 5 && r.others[int(carer)*r.in.Weeks+day/7]
}

// line adds what there is to say of a carer who works these runs.
func (r *Parity) line(carer state.Carer, runs []state.Run, out *model.Score, sign int64) {
	last := -1
	for _, run := range runs {
		if d := int(r.lines.day[run]); d != last && r.barred(carer, d) {
			r.add(out, r.counted(1), sign)
			last = d
		}
	}
}

func (r *Parity) any() bool { return slices.Contains(r.others, true) }

// Delta looks at the carers whose shifts were opened or closed.
func (r *Parity) Delta(_ *state.Trial, out *model.Score) {
	for i := range r.lines.touched {
		c := &r.lines.touched[i]
		r.line(c.carer, c.was, out, -1)
		r.line(c.carer, c.is, out, 1)
	}
}

// Each goes through every carer's weekends.
func (r *Parity) Each(s *state.State, report func(Finding)) {
	eachWorked(s, func(c int, works []bool) {
		nth := map[string]int{model.ParityA: 1, model.ParityB: 2}[s.In.H.Problem.Carers[c].WeekendParity]
		for w := range s.In.Weeks {
			for d := 7*w + 5; d <= 7*w+6; d++ {
				if nth > 0 && works[d] && !ofCycle(s.In.H, w, nth) {
					report(carerFinding(c, 1, 0, unit{1, 0, r.w[0]}))
				}
			}
		}
	})
}
