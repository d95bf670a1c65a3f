package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Hours48: nobody works more than 48 hours a week who has not opted out.
// Counts the ticks above the weekly cap.
// Example: a paid week of 48 hours 30 without opt-out is one breach of 30 minutes.
// Source: Working Time Regulations 1998 reg. 4; C19.
type Hours48 struct {
	base
	hours *hours
}

func (r *Hours48) over(carer int, paid int32) unit {
	if r.in.H.Problem.Carers[carer].OptOut48 {
		return unit{}
	}
	return r.hourly(paid - r.in.H.Calendar.Ticks(r.in.H.Rules.Hours48.Cap))
}

// Delta looks at the weeks in which shifts were opened or closed.
func (r *Hours48) Delta(_ *state.Trial, out *model.Score) {
	for _, c := range r.hours.touched {
		r.add(out, r.over(int(c.carer), c.was), -1)
		r.add(out, r.over(int(c.carer), c.is), 1)
	}
}

// Each adds up every carer's weeks.
func (r *Hours48) Each(s *state.State, report func(Finding)) {
	limit := int64(s.In.H.Rules.Hours48.Cap) * int64(s.In.Res)
	eachWeek(s, func(c, _ int, paid int64) {
		if over := paid - limit; over > 0 && !s.In.H.Problem.Carers[c].OptOut48 {
			report(carerFinding(c, paid, limit, unit{1, over, r.w[0] * over / (60 * int64(s.In.Res))}))
		}
	})
}
