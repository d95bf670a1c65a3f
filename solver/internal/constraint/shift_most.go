package constraint

import (
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// ShiftMost: nobody works a shift more often than they agreed to.
// Counts the times beyond the number, over the whole plan.
// Example: five nights, four at most: one.
// Source: Curtois and Qu 2014.
type ShiftMost struct {
	base
	lines *lines
	ids   [][]model.ShiftID // by carer
	of    []model.ShiftID   // by run
}

func newShiftMost(b base, l *lines) ShiftMost {
	r := ShiftMost{base: b, lines: l, ids: make([][]model.ShiftID, b.in.Carers)}
	for c := range r.ids {
		for _, m := range b.in.H.Problem.Carers[c].MostOf {
			r.ids[c] = append(r.ids[c], m.Shift)
		}
	}
	for run := range b.in.Runs {
		r.of = append(r.of, b.in.H.Shifts[b.in.ShiftOf[run]].ID)
	}
	return r
}

// line adds what there is to say of a carer who works these runs.
func (r *ShiftMost) line(carer state.Carer, runs []state.Run, out *model.Score, sign int64) {
	for i, id := range r.ids[carer] {
		n := 0
		for _, run := range runs {
			if r.of[run] == id {
				n++
			}
		}
		if over := n - r.in.H.Problem.Carers[carer].MostOf[i].Count; over > 0 {
			r.add(out, r.counted(int64(over)), sign)
		}
	}
}

func (r *ShiftMost) any() bool {
	return slices.ContainsFunc(r.ids, func(ids []model.ShiftID) bool { return len(ids) > 0 })
}

// Delta looks at the carers whose shifts were opened or closed.
func (r *ShiftMost) Delta(_ *state.Trial, out *model.Score) {
	for i := range r.lines.touched {
		c := &r.lines.touched[i]
		r.line(c.carer, c.was, out, -1)
		r.line(c.carer, c.is, out, 1)
	}
}

// Each counts every carer's shifts.
func (r *ShiftMost) Each(s *state.State, report func(Finding)) {
	for c, runs := range workedBy(s) {
		for _, m := range s.In.H.Problem.Carers[c].MostOf {
			n := int64(0)
			for _, run := range runs {
				if shiftOf(s, run).ID == m.Shift {
					n++
				}
			}
			if over := n - int64(m.Count); over > 0 {
				report(carerFinding(c, n, int64(m.Count), unit{over, 0, r.w[0] * over}))
			}
		}
	}
}
