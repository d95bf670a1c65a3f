package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// RestOwed: compensatory rest that is left to the next plan.
// Counts the ticks owed when the plan ends, due or not.
// Example: Sunday's late after a night is four hours short, and the plan ends: 4 hours.
// Source: Working Time Regulations 1998 reg. 24; C48.
type RestOwed struct {
	base
	debts *debts
}

func (r *RestOwed) line(carer state.Carer, f dutyOf, out *model.Score, sign int64) {
	r.debts.line(carer, f)
	sum := int64(0)
	for i := range r.debts.owed {
		sum += r.debts.owed[i].left
	}
	r.add(out, wish(r.w[0]*sum/(60*int64(r.in.Res))), sign)
}

// Delta looks at the carers whose shifts were opened or closed.
func (r *RestOwed) Delta(t *state.Trial, out *model.Score) {
	for i := range r.debts.lines.touched {
		carer := r.debts.lines.touched[i].carer
		r.line(carer, r.debts.lines.duty.was(t), out, -1)
		r.line(carer, r.debts.lines.duty.is(t), out, 1)
	}
}

// Each adds every carer's ledger up.
func (r *RestOwed) Each(s *state.State, report func(Finding)) {
	for c, ledger := range ledgers(s) {
		sum := int64(0)
		for _, o := range ledger {
			sum += o.left
		}
		if cost := r.w[0] * sum / (60 * int64(s.In.Res)); cost > 0 {
			report(carerFinding(c, sum, 0, unit{1, 0, cost}))
		}
	}
}
