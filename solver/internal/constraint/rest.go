package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Rest: eleven hours between one day's work and the next.
// Counts the ticks missing between the last shift of a date and the first of the next date
// worked, and after the last shift of the history, sleep-ins among them; whoever is under 18 has twelve hours. Where a derogation
// applies, the rule is of these alone.
// Example: 22:00 to 08:30 is 30 minutes short.
// Source: Working Time Regulations 1998 reg. 10; C16, C21, C45.
type Rest struct {
	base
	lines *lines
	least []int32      // by run: the rest before it; 0 where none is asked for
	day   []model.Date // by run
	work  []bool       // by run: not on call
	ended []int32      // by carer: end of the last shift before the plan, Unset if not known
}

// newRest compiles the rest whose lack is a breach, or what is owed instead.
func newRest(b base, l *lines, owed bool) Rest {
	r := Rest{b, l, make([]int32, b.in.Runs), make([]model.Date, b.in.Runs), make([]bool, b.in.Runs), make([]int32, b.in.Carers)}
	for run := range r.day {
		r.day[run] = b.in.H.Shifts[b.in.ShiftOf[run]].Date
		r.work[run] = b.in.H.Shifts[b.in.ShiftOf[run]].AtWork()
		if c := int(b.in.CarerOf[run]); b.in.H.Derogated(c, r.day[run]) == owed {
			r.least[run] = b.in.H.Calendar.Ticks(b.in.H.DailyRest(c, r.day[run]))
		}
	}
	for c := range r.ended {
		r.ended[c] = lastEnd(b.in.H, c)
	}
	return r
}

// lastEnd is the end of a carer's last shift in the history.
func lastEnd(h *model.Horizon, carer int) int32 {
	end := state.Unset
	for _, w := range h.Problem.CarerHours {
		if m := w.LastShiftEnd; h.Carer(w.Carer) == carer && m.Timed && w.WeekStart < h.Problem.Plan.Start {
			end = max(end, h.Calendar.Tick(m.Date, m.Clock))
		}
	}
	return end
}

// missing adds up a carer's missing rest with worked shifts looked up by f. Runs are by date, of
// which one may begin after another of the date after it; shifts of one date count as one stretch of work.
func (r *Rest) missing(carer state.Carer, f func(state.Run) bool, book func(run state.Run, x int32)) {
	end, day := r.ended[carer], model.Date(0)
	for _, run := range r.lines.by[carer] {
		if !r.work[run] || !f(run) {
			continue
		}
		if r.day[run] != day {
			if end != state.Unset {
				if x := r.least[run] - (r.in.RunStart[run] - end); x > 0 && r.least[run] > 0 {
					book(run, x)
				}
			}
			day, end = r.day[run], r.in.RunEnd[run]
		}
		end = max(end, r.in.RunEnd[run])
	}
}

// Delta looks at carers whose shifts were opened or closed, each once.
func (r *Rest) Delta(t *state.Trial, out *model.Score) {
	for i, w := range t.Works {
		carer := r.in.CarerOf[w.Run]
		first := true
		for _, v := range t.Works[:i] {
			first = first && r.in.CarerOf[v.Run] != carer
		}
		if !first {
			continue
		}
		r.missing(carer, func(run state.Run) bool { return t.S.Worked[run] }, func(_ state.Run, x int32) { r.add(out, r.timed(x), -1) })
		r.missing(carer, t.IsWorked, func(_ state.Run, x int32) { r.add(out, r.timed(x), 1) })
	}
}

// Each goes from date to date.
func (r *Rest) Each(s *state.State, report func(Finding)) {
	h := s.In.H
	for c, days := range workdays(s, (*model.DatedShift).AtWork) {
		end := lastEnd(h, c)
		for _, d := range days {
			least := int64(h.DailyRest(c, d.date)) * int64(s.In.Res)
			if x := least - int64(d.from-end); end != state.Unset && x > 0 && !h.Derogated(c, d.date) {
				report(carerFinding(c, int64(d.from-end), least, unit{1, x, r.w[0] * x / int64(s.In.Res)}))
			}
			end = d.to
		}
	}
}
