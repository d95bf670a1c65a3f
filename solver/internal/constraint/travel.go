package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Travel: time on the road is time away from people.
// Cost: the weight per minute of legs inside the shift, added up per run and rounded down.
// Example: legs of 441 and 600 seconds, 17.35 travel minutes.
// Source: C39.
type Travel struct{ base }

func (r *Travel) cost(ticks int32) unit { return wish(r.w[0] * int64(ticks) / int64(r.in.Res)) }

// Delta compares the travel of the runs in view.
func (r *Travel) Delta(t *state.Trial, out *model.Score) {
	for i := range t.Views {
		v := &t.Views[i]
		if was := t.S.Routes[v.Run].Sum.Travel; was != v.Sum.Travel {
			r.add(out, r.cost(was), -1)
			r.add(out, r.cost(v.Sum.Travel), 1)
		}
	}
}

// Each adds up every route's legs by the matrix.
func (r *Travel) Each(s *state.State, report func(Finding)) {
	eachRun(s, func(run state.Run, _ state.Carer, _ *model.DatedShift) {
		total := int64(0)
		placedLegs(s, run, func(ticks int32, _ bool) { total += int64(ticks) })
		if cost := r.w[0] * total / int64(s.In.Res); cost > 0 {
			report(runFinding(s, run, total, unit{1, 0, cost}))
		}
	})
}
