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

// dear is what a place costs, in thousandths, where it would break the law: more than any wishes.
const dear = 1 << 40

// price is what it costs that a run's carer leaves their place between two ticks, where they count there as it is.
func (r *Staffing) price(p *presence, run state.Run, from, to int32) int64 {
	cost := int64(0)
	for k, ask := range p.of[run] {
		need := ask.id - int32(p.slots)
		if need < 0 || p.held[run][k] == 0 || ask.start >= to || ask.end <= from {
			continue
		}
		var out model.Score
		r.add(&out, r.cost(need, r.needs.there[need]-1), 1)
		r.add(&out, r.cost(need, r.needs.there[need]), -1)
		cost += out.Wishes + dear*out.Breaches
	}
	return cost
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
