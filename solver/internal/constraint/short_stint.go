package constraint

import (
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// ShortStint: whoever comes to work does so for some days in a row.
// Counts the days by which a stretch of work is shorter than the carer's least; one that touches the first
// or the last day of the plan may go on outside it.
// Example: two days at least, one day worked between days off: one.
// Source: C23; Curtois and Qu 2014.
type ShortStint struct {
	base
	lines *lines
	least []int // by carer
}

func newShortStint(b base, l *lines) ShortStint {
	r := ShortStint{b, l, make([]int, b.in.Carers)}
	for c := range r.least {
		r.least[c] = b.in.H.Problem.Carers[c].MinDaysInRow
	}
	return r
}

// line adds what there is to say of a carer who works these runs.
func (r *ShortStint) line(carer state.Carer, runs []state.Run, out *model.Score, sign int64) {
	if r.least[carer] < 2 {
		return
	}
	r.lines.stretches(runs, func(length int, work, edge bool) {
		if short := r.least[carer] - length; work && !edge && short > 0 {
			r.add(out, r.counted(int64(short)), sign)
		}
	})
}

func (r *ShortStint) any() bool {
	return slices.ContainsFunc(r.least, func(least int) bool { return least > 1 })
}

// Delta looks at the carers whose shifts were opened or closed.
func (r *ShortStint) Delta(_ *state.Trial, out *model.Score) {
	for i := range r.lines.touched {
		c := &r.lines.touched[i]
		r.line(c.carer, c.was, out, -1)
		r.line(c.carer, c.is, out, 1)
	}
}

// Each goes along every carer's dates.
func (r *ShortStint) Each(s *state.State, report func(Finding)) {
	eachWorked(s, func(c int, works []bool) {
		least := s.In.H.Problem.Carers[c].MinDaysInRow
		eachStretch(works, func(from, to int, work bool) {
			if short := int64(least - (to - from)); work && from > 0 && to < len(works) && short > 0 {
				report(carerFinding(c, int64(to-from), int64(least), unit{short, 0, r.w[0] * short}))
			}
		})
	})
}
