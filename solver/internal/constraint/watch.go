package constraint

import (
	"slices"

	"github.com/milltir/milltir/solver/internal/state"
)

// Watch makes the counters follow a state from now on.
func (r *Rules) Watch(s *state.State) {
	r.Reset(s)
	s.Watch(r)
}

// Reset counts a state afresh.
func (r *Rules) Reset(s *state.State) {
	r.hours.reset()
	r.needs.reset()
	r.sites.reset(s)
	r.memo.forget()
	r.faces.reset()
	r.ExtraCarer14.reset()
	r.ExtraCarer28.reset()
	r.packs.reset()
	r.pools.reset(s)
	r.Fairness.reset(s)
	r.Block.reset(s)
	r.hours.s = s
	clear(r.Load.sum)
	for run := range s.Routes {
		if s.Worked[run] {
			r.Worked(state.Run(run), true)
		}
		for _, stop := range s.Routes[run].Seq {
			r.Moved(stop, state.NoRun, state.Run(run))
		}
	}
	r.Timed()
}

// Moved and Worked follow commits; the same calls reversed take them back.
func (r *Rules) Moved(stop state.Stop, from, to state.Run) {
	if r.in.IsVisit(stop.Node()) {
		r.faces.moved(stop, from, to)
		r.ExtraCarer14.moved(stop, from, to)
		r.ExtraCarer28.moved(stop, from, to)
		r.packs.moved(stop, from, to)
		r.Fairness.moved(stop, from, to)
		r.Load.moved(stop, from, to)
	}
}

// Timed is told that starts may have changed.
func (r *Rules) Timed() {
	r.WorstLate.stale = true
	r.hours.timed()
	r.pools.stale = true
	r.sites.timed(r.needs)
	r.Fairness.stale = true
	r.Block.timed()
}

// Routed is told of runs that were changed.
func (r *Rules) Routed(run state.Run) {
	r.sites.routed(run)
	r.Block.routed(run)
}

// Worked follows a shift opened or closed.
func (r *Rules) Worked(run state.Run, on bool) {
	r.hours.worked(run, on)
	r.needs.worked(run, on)
	r.memo.now[r.in.CarerOf[run]]++
	r.Fairness.opened(run, on)
}

// SameCounters tells whether two lists of rules count the same.
func (r *Rules) SameCounters(o *Rules) bool {
	return slices.Equal(r.needs.there, o.needs.there) && slices.Equal(r.sites.sum, o.sites.sum) && slices.Equal(r.hours.paid, o.hours.paid) && r.faces.same(o.faces) && slices.Equal(r.Load.sum, o.Load.sum) &&
		r.ExtraCarer14.faces.same(o.ExtraCarer14.faces) && r.ExtraCarer28.faces.same(o.ExtraCarer28.faces) && r.Fairness.same(&o.Fairness) &&
		r.pools.same(o.pools) && slices.Equal(r.Block.used, o.Block.used)
}
