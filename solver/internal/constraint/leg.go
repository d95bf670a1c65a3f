package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Leg: there is time to get there, and a way by the carer's own means. (Time there always is:
// starts come from a forward pass over the legs. Each checks it all the same.)
// Counts legs the mode cannot go. A leg by bus is the walk to the stop, the wait, the ride and the walk
// from the stop, by the timetable. Example: a walker's leg of 2.4 km is one breach. Ready at 08:30, 5
// minutes from a stop whose bus goes at 08:40 and is there at 08:50, somebody is there at 08:50, having
// waited 5 minutes; at 08:36 the bus is missed, and if no other goes that day it is one breach.
// Source: SI 2017/1264 reg. 41(3); C01, C40.
type Leg struct{ base }

// Delta compares the far legs of the runs in view.
func (r *Leg) Delta(t *state.Trial, out *model.Score) {
	for i := range t.Views {
		v := &t.Views[i]
		if d := int64(v.Sum.Far - t.S.Routes[v.Run].Sum.Far); d != 0 {
			n := max(d, -d)
			sign := d / n
			for range n {
				r.add(out, r.unit(0), sign)
			}
		}
	}
}

// unit is what one leg that cannot be gone, or is short by x ticks, counts.
func (r *Leg) unit(x int64) unit { return unit{1, x, r.w[0] * x / int64(r.in.Res)} }

// Each walks every route stop by stop.
func (r *Leg) Each(s *state.State, report func(Finding)) {
	eachRun(s, func(run state.Run, _ state.Carer, _ *model.DatedShift) {
		placedLegs(s, run, func(_ int32, far bool) {
			if far {
				report(runFinding(s, run, 1, r.unit(0)))
			}
		})
		at, free := s.In.From[run], s.In.RunStart[run]
		route := &s.Routes[run]
		for i, stop := range route.Seq {
			leg, _, then := legInto(s, run, i, at, free)
			arrive := free + leg
			at = then
			if short := int64(arrive - route.At[i]); short > 0 {
				report(runFinding(s, run, short, r.unit(short)))
			}
			free = route.At[i] + s.Len[stop.Node()]
		}
	})
}
