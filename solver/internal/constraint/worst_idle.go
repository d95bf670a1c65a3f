package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// WorstIdle: nobody stands about all day while others are run off their feet.
// Cost: the weight per minute of the largest idle time of a shift: before leaving, between
// visits, and after the last.
// Example: idle for 20, 35 and 90 minutes, 90 × 1 = 90.
// Source: docs/adr/0007.
type WorstIdle struct{ base }

func (r *WorstIdle) cost(x int32) unit { return wish(r.w[0] * int64(x) / int64(r.in.Res)) }

// idle is a worked run's idle time.
func (r *WorstIdle) idle(run state.Run, sum *state.Sum) int32 {
	length := r.in.RunEnd[run] - r.in.RunStart[run]
	if sum.Care == 0 {
		return length
	}
	return max(0, sum.Before) + sum.Wait + max(0, r.in.RunEnd[run]-sum.Last)
}

// Delta looks at all runs, stored and in view: a maximum may sit anywhere.
func (r *WorstIdle) Delta(t *state.Trial, out *model.Score) {
	was, is := int32(0), int32(0)
	for run := range t.S.Routes {
		x := int32(0)
		if t.S.Worked[run] {
			x = r.idle(state.Run(run), &t.S.Routes[run].Sum)
			was = max(was, x)
		}
		if v := t.ViewOf(state.Run(run)); v != nil {
			x = 0
			if v.Worked {
				x = r.idle(state.Run(run), &v.Sum)
			}
		}
		is = max(is, x)
	}
	if is != was {
		r.add(out, r.cost(was), -1)
		r.add(out, r.cost(is), 1)
	}
}

// Each works out every worked run's idle time from its stops.
func (r *WorstIdle) Each(s *state.State, report func(Finding)) {
	worst := nobody
	eachRun(s, func(run state.Run, _ state.Carer, shift *model.DatedShift) {
		idle := int64(shift.End - shift.Start)
		if route := &s.Routes[run]; visited(s, run) {
			idle = idleBetween(s, run, false) + int64(max(0, route.At[0]-firstLeg(s, run)-shift.Start))
			last := len(route.Seq) - 1
			end := route.At[last] + s.Len[route.Seq[last].Node()] + lastLeg(s, run)
			idle += int64(max(0, shift.End-end))
		}
		if idle > worst.Amount {
			worst = runFinding(s, run, idle, unit{})
		}
	})
	worst.unit = wish(r.w[0] * worst.Amount / int64(s.In.Res))
	if worst.cost > 0 {
		report(worst)
	}
}
