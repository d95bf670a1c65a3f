package constraint

import (
	"cmp"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// DaysInRow: nobody works too many days without a day off.
// Counts the days beyond the carer's number.
// Example: eight days in a row at most six: two.
// Source: C23 (judgement of practice; the law's weekly rest is another rule).
type DaysInRow struct {
	base
	lines *lines
	most  []int // by carer
}

func newDaysInRow(b base, l *lines) DaysInRow {
	r := DaysInRow{b, l, make([]int, b.in.Carers)}
	for c := range r.most {
		r.most[c] = cmp.Or(b.in.H.Problem.Carers[c].MaxDaysInRow, model.DaysInRow)
	}
	return r
}

// line adds what there is to say of a carer who works these runs.
func (r *DaysInRow) line(carer state.Carer, runs []state.Run, out *model.Score, sign int64) {
	r.lines.stretches(carer, runs, func(s stretch) {
		if over := s.beyond(r.most[carer]); s.work && over > 0 {
			r.add(out, r.counted(int64(over)), sign)
		}
	})
}

func (r *DaysInRow) any() bool {
	for c, most := range r.most {
		if r.lines.longest(state.Carer(c)) > most {
			return true
		}
	}
	return false
}

// Delta looks at the carers whose shifts were opened or closed.
func (r *DaysInRow) Delta(_ *state.Trial, out *model.Score) {
	for i := range r.lines.touched {
		c := &r.lines.touched[i]
		r.line(c.carer, c.was, out, -1)
		r.line(c.carer, c.is, out, 1)
	}
}

// Each goes along every carer's dates.
func (r *DaysInRow) Each(s *state.State, report func(Finding)) {
	eachKnown(s, func(c int, works []bool, before int) {
		most := cmp.Or(s.In.H.Problem.Carers[c].MaxDaysInRow, model.DaysInRow)
		eachStretch(works, func(from, to int, work bool) {
			if n := int64(over(from, to, before, most)); work && n > 0 {
				report(carerFinding(c, int64(to-from), int64(most), unit{n, 0, r.w[0] * n}))
			}
		})
	})
}
