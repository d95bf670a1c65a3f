package constraint

import (
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// WholeWeekends: who wants whole weekends works both days of one, or neither.
// Counts the weekends of the plan with a shift on one day only.
// Example: Saturday worked and Sunday off: one.
// Source: C24; Ceschia et al. 2015.
type WholeWeekends struct {
	base
	lines *lines
	whole []bool // by carer
}

func newWholeWeekends(b base, l *lines) WholeWeekends {
	r := WholeWeekends{b, l, make([]bool, b.in.Carers)}
	for c := range r.whole {
		r.whole[c] = b.in.H.Problem.Carers[c].WholeWeekends
	}
	return r
}

// line adds what there is to say of a carer who works these runs.
func (r *WholeWeekends) line(carer state.Carer, runs []state.Run, out *model.Score, sign int64) {
	if !r.whole[carer] {
		return
	}
	// The days of one weekend come one after the other, whatever is worked on each.
	week, days := -1, 0
	for _, run := range runs {
		d := int(r.lines.day[run])
		if d%7 < 5 {
			continue
		}
		if d/7 != week {
			r.half(days, out, sign)
			week, days = d/7, 0
		}
		days |= d%7 - 4
	}
	r.half(days, out, sign)
}

// half counts a weekend by its days: 1 is Saturday, 2 Sunday, 3 both.
func (r *WholeWeekends) half(days int, out *model.Score, sign int64) {
	if days == 1 || days == 2 {
		r.add(out, r.counted(1), sign)
	}
}

func (r *WholeWeekends) any() bool { return slices.Contains(r.whole, true) }

// Delta looks at the carers whose shifts were opened or closed.
func (r *WholeWeekends) Delta(_ *state.Trial, out *model.Score) {
	for i := range r.lines.touched {
		c := &r.lines.touched[i]
		r.line(c.carer, c.was, out, -1)
		r.line(c.carer, c.is, out, 1)
	}
}

// Each looks at every weekend of every carer.
func (r *WholeWeekends) Each(s *state.State, report func(Finding)) {
	eachWorked(s, func(c int, works []bool) {
		if !s.In.H.Problem.Carers[c].WholeWeekends {
			return
		}
		for d := 5; d < len(works); d += 7 {
			if works[d] != works[d+1] {
				report(carerFinding(c, 1, 2, unit{1, 0, r.w[0]}))
			}
		}
	})
}
