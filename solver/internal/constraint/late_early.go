package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// LateEarly: more than the law's rest between one day's work and the next.
// Counts the dates whose first shift begins less than late_early.rest after the last of the date before it
// that is worked, or of the history.
// Example: 21:00 to 08:30 is eleven hours and a half: one.
// Source: C26 (practice).
type LateEarly struct {
	base
	lines *lines
	least int32
	work  []bool  // by run: not on call
	ended []int32 // by carer: end of the last shift before the plan, Unset if not known
}

func newLateEarly(b base, l *lines) LateEarly {
	r := LateEarly{b, l, b.in.H.Calendar.Ticks(b.in.H.Rules.LateEarly.Rest), make([]bool, b.in.Runs), make([]int32, b.in.Carers)}
	for run := range r.work {
		r.work[run] = b.in.H.Shifts[b.in.ShiftOf[run]].AtWork()
	}
	for c := range r.ended {
		r.ended[c] = lastEnd(b.in.H, c)
	}
	return r
}

// short tells whether a rest is.
func (r *LateEarly) short(end, start int32) bool { return end != state.Unset && start-end < r.least }

// line adds what there is to say of a carer who works these runs.
func (r *LateEarly) line(carer state.Carer, runs []state.Run, out *model.Score, sign int64) {
	end, day := r.ended[carer], int16(-1)
	for _, run := range runs {
		if !r.work[run] {
			continue
		}
		if d := r.lines.day[run]; d != day {
			if r.short(end, r.in.RunStart[run]) {
				r.add(out, r.counted(1), sign)
			}
			day, end = d, r.in.RunEnd[run]
		}
		end = max(end, r.in.RunEnd[run])
	}
}

// any tells whether some two shifts of a carer lie so near.
func (r *LateEarly) any() bool {
	for c, runs := range r.lines.by {
		for i, b := range runs {
			if r.short(r.ended[c], r.in.RunStart[b]) {
				return true
			}
			for _, a := range runs[:i] {
				if r.lines.day[a] != r.lines.day[b] && r.work[a] && r.work[b] && r.short(r.in.RunEnd[a], r.in.RunStart[b]) {
					return true
				}
			}
		}
	}
	return false
}

// Delta looks at the carers whose shifts were opened or closed.
func (r *LateEarly) Delta(_ *state.Trial, out *model.Score) {
	for i := range r.lines.touched {
		c := &r.lines.touched[i]
		r.line(c.carer, c.was, out, -1)
		r.line(c.carer, c.is, out, 1)
	}
}

// Each goes from date to date.
func (r *LateEarly) Each(s *state.State, report func(Finding)) {
	least := int64(s.In.H.Rules.LateEarly.Rest) * int64(s.In.Res)
	for c, days := range workdays(s, (*model.DatedShift).AtWork) {
		end := lastEnd(s.In.H, c)
		for _, d := range days {
			if rest := int64(d.from) - int64(end); end != state.Unset && rest < least {
				report(carerFinding(c, max(0, rest), least, unit{1, 0, r.w[0]}))
			}
			end = d.to
		}
	}
}
