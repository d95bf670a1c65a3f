package constraint

import (
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Notice: what a carer was told to work is changed in good time, or not at all.
// Cost per held shift that is not worked, and per worked one that was not published: the weight of its band
// of notice.
// Example: told 20 hours before, not to come on Monday, but on Tuesday, 44 hours before: 60 + 40 = 100.
// Source: ERA 2025; C33.
type Notice struct {
	base
	held  *held
	fresh []int64 // by run: what it costs that it is worked, unless it is a held one
}

// held is for the rules about published shifts.
type held struct {
	in  *state.Instance
	lns *lines
	by  [][]heldShift // by carer
	of  []bool        // by run: it is one of them
}

type heldShift struct {
	runs   []state.Run // in which it would be worked
	frozen bool
	start  int32
}

func newHeld(in *state.Instance, l *lines) *held {
	h := &held{in, l, make([][]heldShift, in.Carers), make([]bool, in.Runs)}
	for i := range in.H.Published {
		p := &in.H.Published[i]
		x := heldShift{frozen: p.Frozen, start: p.Start}
		for _, run := range in.RunsBy[p.Carer] {
			if p.Is(&in.H.Shifts[in.ShiftOf[run]]) {
				x.runs, h.of[run] = append(x.runs, run), true
			}
		}
		h.by[p.Carer] = append(h.by[p.Carer], x)
	}
	return h
}

// missing calls f for the carer's held shifts that are not among these runs.
func (h *held) missing(carer state.Carer, runs []state.Run, f func(x *heldShift)) {
	for i := range h.by[carer] {
		x := &h.by[carer][i]
		works := false
		for _, run := range runs {
			works = works || slices.Contains(x.runs, run)
		}
		if !works {
			f(x)
		}
	}
}

func newNotice(b base, h *held) Notice {
	r := Notice{b, h, make([]int64, b.in.Runs)}
	for run := range r.fresh {
		s := &b.in.H.Shifts[b.in.ShiftOf[run]]
		if !h.of[run] && b.in.H.Held(int(b.in.CarerOf[run]), s.Date) {
			r.fresh[run] = r.of(s.Start)
		}
	}
	return r
}

// of is what a change costs of a shift that starts then.
func (r *Notice) of(start int32) int64 {
	_, band, _ := r.in.H.Notice(start)
	if band >= len(r.w) || r.in.H.Problem.Plan.AsOf.Date == 0 {
		band = len(r.w) - 1
	}
	return r.w[band]
}

// line adds what there is to say of a carer who works these runs.
func (r *Notice) line(carer state.Carer, runs []state.Run, out *model.Score, sign int64) {
	r.held.missing(carer, runs, func(x *heldShift) { r.add(out, wish(r.of(x.start)), sign) })
	for _, run := range runs {
		r.add(out, wish(r.fresh[run]), sign)
	}
}

func (r *Notice) any() bool { return len(r.in.H.Problem.Published) > 0 }

// Delta looks at the carers whose shifts were opened or closed.
func (r *Notice) Delta(_ *state.Trial, out *model.Score) {
	for i := range r.held.lns.touched {
		c := &r.held.lns.touched[i]
		r.line(c.carer, c.was, out, -1)
		r.line(c.carer, c.is, out, 1)
	}
}

// Each goes through what was published, and then through what is worked.
func (r *Notice) Each(s *state.State, report func(Finding)) {
	h := s.In.H
	cost := func(start int32) int64 {
		if _, band, known := h.Notice(start); known && band < len(r.w) {
			return r.w[band]
		}
		return r.w[len(r.w)-1]
	}
	by := workedBy(s)
	for i := range h.Published {
		p := &h.Published[i]
		if !slices.ContainsFunc(by[p.Carer], func(run state.Run) bool { return p.Is(shiftOf(s, run)) }) && cost(p.Start) > 0 {
			report(carerFinding(p.Carer, 1, 0, unit{1, 0, cost(p.Start)}))
		}
	}
	eachRun(s, func(_ state.Run, carer state.Carer, shift *model.DatedShift) {
		was := slices.ContainsFunc(h.Published, func(p model.DatedPublished) bool { return p.Carer == int(carer) && p.Is(shift) })
		if !was && h.Held(int(carer), shift.Date) && cost(shift.Start) > 0 {
			report(carerFinding(int(carer), 1, 0, unit{1, 0, cost(shift.Start)}))
		}
	})
}
