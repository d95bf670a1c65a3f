package constraint

import (
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Weekends: nobody works more weekends of the plan than was agreed.
// Counts the weekends with a shift on Saturday or Sunday beyond the carer's number.
// Example: three of four weekends at most two: one.
// Source: C24.
type Weekends struct {
	base
	lines *lines
	most  []int // by carer, -1: any number
}

func newWeekends(b base, l *lines) Weekends {
	r := Weekends{b, l, make([]int, b.in.Carers)}
	for c := range r.most {
		r.most[c] = -1
		if most := b.in.H.Problem.Carers[c].MaxWeekends; most != nil {
			r.most[c] = *most
		}
	}
	return r
}

// line adds what there is to say of a carer who works these runs.
func (r *Weekends) line(carer state.Carer, runs []state.Run, out *model.Score, sign int64) {
	if r.most[carer] < 0 {
		return
	}
	if over := r.lines.weekends(runs) - r.most[carer]; over > 0 {
		r.add(out, r.counted(int64(over)), sign)
	}
}

func (r *Weekends) any() bool {
	return slices.ContainsFunc(r.most, func(most int) bool { return most >= 0 })
}

// Delta looks at the carers whose shifts were opened or closed.
func (r *Weekends) Delta(_ *state.Trial, out *model.Score) {
	for i := range r.lines.touched {
		c := &r.lines.touched[i]
		r.line(c.carer, c.was, out, -1)
		r.line(c.carer, c.is, out, 1)
	}
}

// Each counts every carer's weekends.
func (r *Weekends) Each(s *state.State, report func(Finding)) {
	eachWorked(s, func(c int, works []bool) {
		most, n := s.In.H.Problem.Carers[c].MaxWeekends, weekendsOf(works)
		if most != nil && n > int64(*most) {
			over := n - int64(*most)
			report(carerFinding(c, n, int64(*most), unit{over, 0, r.w[0] * over}))
		}
	})
}
