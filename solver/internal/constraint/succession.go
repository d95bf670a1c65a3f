package constraint

import (
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Succession: some shifts are not worked the day after others.
// Counts the pairs of shifts of two dates in a row of which the second is barred by the first.
// Example: an early after a night that bars it: one.
// Source: C26; Curtois and Qu 2014.
type Succession struct {
	base
	lines *lines
	bars  [][]model.ShiftID // by run
	id    []model.ShiftID   // by run
	last  [][]model.ShiftID // by carer: what the last shift before the plan bars
}

func newSuccession(b base, l *lines) Succession {
	r := Succession{base: b, lines: l, bars: make([][]model.ShiftID, b.in.Runs), id: make([]model.ShiftID, b.in.Runs)}
	for c := range b.in.Carers {
		var bars []model.ShiftID
		if shift := b.in.H.Problem.ShiftRow(l.past[c].Shift); shift != nil {
			bars = shift.NoNext
		}
		r.last = append(r.last, bars)
	}
	for run := range r.bars {
		shift := &b.in.H.Problem.Shifts[b.in.H.Shifts[b.in.ShiftOf[run]].Template]
		r.bars[run], r.id[run] = shift.NoNext, shift.ID
	}
	return r
}

// line adds what there is to say of a carer who works these runs.
func (r *Succession) line(carer state.Carer, runs []state.Run, out *model.Score, sign int64) {
	for _, run := range runs {
		if r.lines.day[run] > 0 {
			break
		}
		if slices.Contains(r.last[carer], r.id[run]) {
			r.add(out, r.counted(1), sign)
		}
	}
	for i, a := range runs {
		if len(r.bars[a]) == 0 {
			continue
		}
		for _, b := range runs[i+1:] {
			apart := r.lines.day[b] - r.lines.day[a]
			if apart > 1 {
				break
			}
			if apart == 1 && slices.Contains(r.bars[a], r.id[b]) {
				r.add(out, r.counted(1), sign)
			}
		}
	}
}

func (r *Succession) any() bool {
	named := func(bars []model.ShiftID) bool { return len(bars) > 0 }
	return slices.ContainsFunc(r.bars, named) || slices.ContainsFunc(r.last, named)
}

// Delta looks at the carers whose shifts were opened or closed.
func (r *Succession) Delta(_ *state.Trial, out *model.Score) {
	for i := range r.lines.touched {
		c := &r.lines.touched[i]
		r.line(c.carer, c.was, out, -1)
		r.line(c.carer, c.is, out, 1)
	}
}

// Each looks at every two worked shifts of a carer.
func (r *Succession) Each(s *state.State, report func(Finding)) {
	for c, runs := range workedBy(s) {
		for _, run := range runs {
			last := s.In.H.Problem.ShiftRow(s.In.H.Past(c).Shift)
			if then := shiftOf(s, run); last != nil && then.Date == s.In.H.Calendar.Start() && slices.Contains(last.NoNext, then.ID) {
				report(runFinding(s, run, 1, unit{1, 0, r.w[0]}))
			}
		}
		for _, a := range runs {
			first := shiftOf(s, a)
			bars := s.In.H.Problem.Shifts[first.Template].NoNext
			if len(bars) == 0 {
				continue
			}
			for _, b := range runs {
				if then := shiftOf(s, b); then.Date == first.Date.Add(1) && slices.Contains(bars, then.ID) {
					report(runFinding(s, b, 1, unit{1, 0, r.w[0]}))
				}
			}
		}
	}
}
