package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Bank: the bank and the agency come last.
// Cost: the weight per paid hour of their shifts.
// Example: a bank shift of 8 hours with a break of 20 minutes, 7 hours 40 × 15 = 115.
// Source: SI 2017/1264 reg. 34(5); C46.
type Bank struct{ base }

func (r *Bank) cell(run state.Run) unit {
	if r.is(run) {
		return wish(r.hourly(r.in.Paid[run]).cost)
	}
	return unit{}
}

// Delta is the change of the opened and closed runs' cells.
func (r *Bank) Delta(t *state.Trial, out *model.Score) {
	if r.in.H.Rules.Paid != model.BySpan {
		runDelta(r, t, out)
		return
	}
	r.spanDelta(t, out)
}

// spanDelta is Delta where carers are paid from their first visit to their last.
func (r *Bank) spanDelta(t *state.Trial, out *model.Score) {
	for i := range t.Views {
		v := &t.Views[i]
		if !r.is(v.Run) {
			continue
		}
		r.add(out, wish(r.hourly(spanOf(t.S.Worked[v.Run], &t.S.Routes[v.Run].Sum)).cost), -1)
		r.add(out, wish(r.hourly(spanOf(v.Worked, &v.Sum)).cost), 1)
	}
}

// is tells whether a run is a bank or agency carer's.
func (r *Bank) is(run state.Run) bool {
	kind := r.in.H.Problem.Carers[r.in.CarerOf[run]].Contract.Kind
	return kind == model.Bank || kind == model.Agency
}

// Each lists the shifts of bank and agency carers.
func (r *Bank) Each(s *state.State, report func(Finding)) {
	eachRun(s, func(run state.Run, carer state.Carer, _ *model.DatedShift) {
		kind := s.In.H.Problem.Carers[carer].Contract.Kind
		if kind != "bank" && kind != "agency" {
			return
		}
		paid := paidOf(s, run)
		if cost := r.w[0] * paid / (60 * int64(s.In.Res)); cost > 0 {
			report(runFinding(s, run, paid, unit{1, 0, cost}))
		}
	})
}
