package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Staffing: as many are there as have to be, visits or not.
// Counts the carers by which a shift, or a half hour, has fewer than it needs.
// Example: two needed from 07:00 to 08:00, one there until 07:30: one, and then two.
// Source: SI 2017/1264 reg. 34; C36.
type Staffing struct {
	base
	needs *needs
}

func (r *Staffing) cost(need, there int32) unit {
	return r.counted(max(0, int64(r.in.H.Cover[need].Needed)-int64(there)))
}

// Delta looks at the needs that opened and closed shifts count towards.
func (r *Staffing) Delta(_ *state.Trial, out *model.Score) {
	for _, c := range r.needs.touched {
		r.add(out, r.cost(c.need, c.was), -1)
		r.add(out, r.cost(c.need, c.is), 1)
	}
}

// Each counts who is there.
func (r *Staffing) Each(s *state.State, report func(Finding)) {
	eachNeed(s, func(c *model.DatedCover, there int64) {
		if short := int64(c.Needed) - there; short > 0 {
			f := nobody
			f.Amount, f.Limit, f.unit = there, int64(c.Needed), unit{short, 0, r.w[0] * short}
			report(f)
		}
	})
}
