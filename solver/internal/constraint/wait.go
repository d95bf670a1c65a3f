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
type Wait struct {
	base
	free  bool // nor does anybody wait after a break with which a run opens
	early bool // runs leave at the start of the shift, and wait for their first stop
}

func newWait(b base) Wait {
	rules := b.in.H.Rules
	return Wait{b, rules.OpeningBreak == model.Free, rules.Departure == model.Earliest}
}

func (r *Wait) cost(ticks int32) unit { return wish(r.w[0] * int64(ticks) / int64(r.in.Res)) }

// ticks is what a run waits.
func (r *Wait) ticks(sum *state.Sum) int32 {
	wait := sum.Wait
	if r.free {
		wait -= sum.Settle
	}
	if r.early && sum.Last != state.Unset {
		wait += max(0, sum.Before)
	}
	return wait
}

// Delta compares the waiting of the runs in view.
func (r *Wait) Delta(t *state.Trial, out *model.Score) {
	for i := range t.Views {
		v := &t.Views[i]
		if was, is := r.ticks(&t.S.Routes[v.Run].Sum), r.ticks(&v.Sum); was != is {
			r.add(out, r.cost(was), -1)
			r.add(out, r.cost(is), 1)
		}
	}
}

// Each adds up the idle spans between stops, and before the first where runs leave at once.
func (r *Wait) Each(s *state.State, report func(Finding)) {
	eachRun(s, func(run state.Run, _ state.Carer, shift *model.DatedShift) {
		idle := idleBetween(s, run, s.In.H.Rules.OpeningBreak == model.Free)
		if route := &s.Routes[run]; s.In.H.Rules.Departure == model.Earliest && len(route.Seq) > 0 {
			idle += int64(max(0, route.At[0]-shift.Start-firstLeg(s, run)))
		}
		if cost := r.w[0] * idle / int64(s.In.Res); cost > 0 {
			report(runFinding(s, run, idle, unit{1, 0, cost}))
		}
	})
}
