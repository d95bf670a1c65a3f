package constraint

import (
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Freeze: what was published stays, so near to the shift.
// Counts the carers at a frozen visit who were not published for it, and a start that is another; and the
// frozen shifts that their carers do not work.
// Example: published for Gwen at 08:00, made by Mair at 08:10: two breaches, 10 minutes.
// Source: ERA 2025; C33.
type Freeze struct {
	base
	held *held
}

func (r *Freeze) cell(visit, _, carer int) unit {
	if v := &r.in.H.Visits[visit]; v.Frozen != nil && !slices.Contains(v.Frozen, carer) {
		return r.counted(1)
	}
	return unit{}
}

// anyShift tells whether a shift is frozen.
func (r *Freeze) anyShift() bool {
	return slices.ContainsFunc(r.in.H.Published, func(p model.DatedPublished) bool { return p.Frozen })
}

func (r *Freeze) any() bool {
	return slices.ContainsFunc(r.in.H.Visits, func(v model.DatedVisit) bool { return v.Frozen != nil })
}

// moved is what a frozen visit's start comes to.
func (r *Freeze) moved(n state.Node, start int32) unit {
	v := &r.in.H.Visits[n]
	if v.Frozen == nil || start == state.Unset || start == v.FrozenStart {
		return unit{}
	}
	return unit{1, int64(max(start-v.FrozenStart, v.FrozenStart-start)), r.w[0]}
}

// Delta is the change of the moved stops' cells, and of the starts.
func (r *Freeze) Delta(t *state.Trial, out *model.Score) {
	pairDelta(r, r.in, t, out)
	r.starts(t, out)
	r.shifts(out)
}

// shifts looks at the carers whose shifts were opened or closed.
func (r *Freeze) shifts(out *model.Score) {
	for i := range r.held.lns.touched {
		c := &r.held.lns.touched[i]
		r.line(c.carer, c.was, out, -1)
		r.line(c.carer, c.is, out, 1)
	}
}

// line adds what there is to say of a carer who works these runs.
func (r *Freeze) line(carer state.Carer, runs []state.Run, out *model.Score, sign int64) {
	r.held.missing(carer, runs, func(x *heldShift) {
		if x.frozen {
			r.add(out, r.counted(1), sign)
		}
	})
}

// starts looks at the visits whose start differs.
func (r *Freeze) starts(t *state.Trial, out *model.Score) {
	for i := range t.Changed {
		c := &t.Changed[i]
		r.add(out, r.moved(c.Node, c.Old), -1)
		r.add(out, r.moved(c.Node, c.New), 1)
	}
}

// Each walks the attendances, then the visits, then the shifts.
func (r *Freeze) Each(s *state.State, report func(Finding)) {
	came := make(map[int]bool)
	eachAttendance(s, func(v, _ int, run state.Run, carer state.Carer) {
		came[v] = true
		for i, c := range s.In.H.Visits[v].Frozen {
			if c == int(carer) {
				return
			}
			if i == len(s.In.H.Visits[v].Frozen)-1 {
				report(attendanceFinding(s, v, run, unit{1, 0, r.w[0]}))
			}
		}
	})
	for v := range s.In.H.Visits {
		dv := &s.In.H.Visits[v]
		if x := int64(s.Start[v]) - int64(dv.FrozenStart); came[v] && dv.Frozen != nil && x != 0 {
			report(visitFinding(s, v, max(x, -x), 0, unit{1, max(x, -x), r.w[0]}))
		}
	}
	by := workedBy(s)
	for i := range s.In.H.Published {
		p := &s.In.H.Published[i]
		if p.Frozen && !slices.ContainsFunc(by[p.Carer], func(run state.Run) bool { return p.Is(shiftOf(s, run)) }) {
			report(carerFinding(p.Carer, 1, 0, r.counted(1)))
		}
	}
}
