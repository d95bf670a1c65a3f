package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Wait: nobody sits in the car between visits longer than need be.
// Cost: the weight per minute between arriving at a stop and its start, added up per run and
// rounded down; time before the first stop and after the last is unfilled, not waiting.
// Example: out of the door at 08:30, 10 minutes on the road, next start at 09:00: 20 × 0.5 = 10.
// Source: C39.
type Wait struct{ base }

func (r *Wait) cost(ticks int32) unit { return wish(r.w[0] * int64(ticks) / int64(r.in.Res)) }

// Delta compares the waiting of the runs in view.
func (r *Wait) Delta(t *state.Trial, out *model.Score) {
	for i := range t.Views {
		v := &t.Views[i]
		if was := t.S.Routes[v.Run].Sum.Wait; was != v.Sum.Wait {
			r.add(out, r.cost(was), -1)
			r.add(out, r.cost(v.Sum.Wait), 1)
		}
	}
}

// Each adds up the idle spans between stops.
func (r *Wait) Each(s *state.State, report func(Finding)) {
	eachRun(s, func(run state.Run, _ state.Carer, _ *model.DatedShift) {
		route := &s.Routes[run]
		at, free, idle := s.In.From[run], int32(0), int64(0)
		for i, stop := range route.Seq {
			arrive := free
			if p := s.In.Place[stop.Node()]; p != state.NoPlace {
				if at != state.NoPlace {
					arrive += exactLeg(s, run, at, p)
				}
				at = p
			}
			if i > 0 && route.At[i] > arrive {
				idle += int64(route.At[i] - arrive)
			}
			free = route.At[i] + s.Len[stop.Node()]
		}
		if cost := r.w[0] * idle / int64(s.In.Res); cost > 0 {
			report(runFinding(s, run, idle, unit{1, 0, cost}))
		}
	})
}
