package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Avoid: a carer who would rather not work then is spared where it can be.
// Cost: the first weight per worked shift that touches such a span; the second per other one that is not
// within the spans that the carer prefers on its date, where there are any: that one is never law, and a
// quarter of the first where only one is set.
// Example: a shift from 15:00 to 20:00 by a carer who would rather not work from 16:00 to 18:00
// costs 20; by one who would rather work from 07:00 to 15:00, 5.
// Source: C10; the second weight is judgement.
type Avoid struct {
	base
	touches []bool // by run
	outside []bool // by run: it touches none, and is not within what is preferred
	prefer  int64  // what that costs
}

func newAvoid(b base) Avoid {
	r := Avoid{b, make([]bool, b.in.Runs), make([]bool, b.in.Runs), b.in.H.Problem.Objective.PreferWeight()}
	for c := range b.in.Carers {
		spans := b.in.H.Said(c, model.AvailAvoid)
		for _, run := range b.in.RunsBy[c] {
			shift := model.Span{Start: b.in.RunStart[run], End: b.in.RunEnd[run]}
			liked := b.in.H.Liked(c, b.in.H.Shifts[b.in.ShiftOf[run]].Date)
			r.touches[run] = model.Overlap(shift, spans) > 0
			r.outside[run] = !r.touches[run] && len(liked) > 0 && model.Overlap(shift, liked) < shift.End-shift.Start
		}
	}
	return r
}

func (r *Avoid) cell(run state.Run) unit {
	if r.touches[run] {
		return r.counted(1)
	}
	if r.outside[run] {
		return wish(r.prefer)
	}
	return unit{}
}

// Delta is the change of the opened and closed runs' cells.
func (r *Avoid) Delta(t *state.Trial, out *model.Score) { runDelta(r, t, out) }

// Each lists the shifts a carer would rather not work, and those they would rather work at other times.
func (r *Avoid) Each(s *state.State, report func(Finding)) {
	eachRun(s, func(run state.Run, carer state.Carer, shift *model.DatedShift) {
		for _, a := range s.In.H.Said(int(carer), model.AvailAvoid) {
			if a.Start < shift.End && shift.Start < a.End {
				report(runFinding(s, run, 1, unit{1, 0, r.w[0]}))
				return
			}
		}
		free := shift.End - shift.Start // of the shift: what no preferred span holds
		liked := s.In.H.Liked(int(carer), shift.Date)
		for _, a := range liked {
			free -= max(0, min(a.End, shift.End)-max(a.Start, shift.Start))
		}
		if len(liked) > 0 && free > 0 && r.prefer > 0 {
			report(runFinding(s, run, 1, wish(r.prefer)))
		}
	})
}
