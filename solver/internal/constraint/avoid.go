package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Avoid: a carer who would rather not work then is spared where it can be.
// Cost: the weight per worked shift that touches such a span.
// Example: a shift from 15:00 to 20:00 by a carer who would rather not work from 16:00 to 18:00
// costs 20.
// Source: C10.
type Avoid struct {
	base
	touches []bool // by run
}

func newAvoid(b base) Avoid {
	r := Avoid{b, make([]bool, b.in.Runs)}
	for c := range b.in.Carers {
		spans := b.in.H.Said(c, model.AvailAvoid)
		for _, run := range b.in.RunsBy[c] {
			r.touches[run] = model.Overlap(model.Span{Start: b.in.RunStart[run], End: b.in.RunEnd[run]}, spans) > 0
		}
	}
	return r
}

func (r *Avoid) cell(run state.Run) unit {
	if r.touches[run] {
		return r.counted(1)
	}
	return unit{}
}

// Delta is the change of the opened and closed runs' cells.
func (r *Avoid) Delta(t *state.Trial, out *model.Score) { runDelta(r, t, out) }

// Each lists the shifts a carer would rather not work.
func (r *Avoid) Each(s *state.State, report func(Finding)) {
	eachRun(s, func(run state.Run, carer state.Carer, shift *model.DatedShift) {
		for _, a := range s.In.H.Said(int(carer), model.AvailAvoid) {
			if a.Start < shift.End && shift.Start < a.End {
				report(runFinding(s, run, 1, unit{1, 0, r.w[0]}))
				return
			}
		}
	})
}
