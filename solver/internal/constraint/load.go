package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Load: nobody is asked to lift and carry more in a shift than they can bear.
// Counts what the loads of a run's visits add up to beyond the shift's max_load.
// Example: loads of 3, 4 and 5 in a shift of at most 10 are two breaches.
// Source: Manual Handling Operations Regulations 1992 reg. 4; docs/adr/0007.
type Load struct {
	base
	of  []int32 // by visit
	sum []int32 // by run; follows commits
}

func newLoad(b base) Load {
	r := Load{b, make([]int32, b.in.Visits), make([]int32, b.in.Runs)}
	for v := range r.of {
		r.of[v] = b.in.H.Visits[v].Load
	}
	return r
}

// any tells whether there is anything to add up.
func (r *Load) any() bool {
	for _, most := range r.in.MaxLoad {
		if most > 0 {
			return true
		}
	}
	return false
}

func (r *Load) moved(stop state.Stop, from, to state.Run) {
	if r.in.IsShadow(stop) {
		return
	}
	if from != state.NoRun {
		r.sum[from] -= r.of[stop.Node()]
	}
	if to != state.NoRun {
		r.sum[to] += r.of[stop.Node()]
	}
}

func (r *Load) over(run state.Run, sum int32) unit {
	if most := r.in.MaxLoad[run]; most > 0 && sum > most {
		return r.counted(int64(sum - most))
	}
	return unit{}
}

// room is what a run could still take; with no limit the largest int32.
func (r *Load) room(run state.Run) int32 {
	if r.in.MaxLoad[run] == 0 || r.level != model.Law {
		return 1<<31 - 1
	}
	return r.in.MaxLoad[run] - r.sum[run]
}

// Free tells whether the law leaves loads alone.
func (r *Load) Free() bool { return r.level != model.Law }

// Delta adds up what comes to each run in view and what leaves it.
func (r *Load) Delta(t *state.Trial, out *model.Score) {
	for i := range t.Views {
		run := t.Views[i].Run
		sum := r.sum[run]
		for k := range t.Moves {
			m := &t.Moves[k]
			if m.From == m.To || r.in.IsShadow(m.Stop) {
				continue
			}
			if m.From == run {
				sum -= r.of[m.Stop.Node()]
			}
			if m.To == run {
				sum += r.of[m.Stop.Node()]
			}
		}
		if sum != r.sum[run] {
			r.add(out, r.over(run, r.sum[run]), -1)
			r.add(out, r.over(run, sum), 1)
		}
	}
}

// Each adds up every worked run.
func (r *Load) Each(s *state.State, report func(Finding)) {
	eachRun(s, func(run state.Run, _ state.Carer, shift *model.DatedShift) {
		sum := int64(0)
		for _, stop := range s.Routes[run].Seq {
			if n := stop.Node(); s.In.IsVisit(n) && stop.Seat() < s.In.H.Visits[n].Need {
				sum += int64(s.In.H.Visits[n].Load)
			}
		}
		if over := sum - int64(shift.MaxLoad); shift.MaxLoad > 0 && over > 0 {
			report(runFinding(s, run, sum, unit{over, 0, r.w[0] * over}))
		}
	})
}
