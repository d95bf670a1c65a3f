package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Cover: nobody is left without a visit; where it cannot be helped, in order of safety.
// Counts the attendance-ticks of every visit that is not allocated, by priority, at a level of
// its own. Half of a paired visit is not done.
// Example: a visit of 30 minutes by two carers that is left out is 60 minutes of its priority.
// Source: C15.
type Cover struct {
	base
	packs *packages
}

// visit adds a visit that is left out.
func (r *Cover) visit(v int, out *model.Score, sign int64) {
	r.left(int64(r.in.Length[v])*int64(r.in.Full[v]), r.in.H.Visits[v].Priority, out, sign)
}

// pack adds a package that is not done.
func (r *Cover) pack(c int32, out *model.Score, sign int64) {
	k := &r.in.H.Choices[c]
	if k.Optional {
		return
	}
	_, ticks := r.in.H.Cheapest(k)
	r.left(ticks, k.Priority, out, sign)
}

func (r *Cover) left(ticks int64, prio int, out *model.Score, sign int64) {
	if r.level == model.Covers {
		out.Cover[prio-1] += sign * ticks
		return
	}
	r.addUnit(out, unit{1, ticks, r.w[min(prio-1, len(r.w)-1)] * ticks / int64(r.in.Res)}, sign)
}

// addUnit books at law or wishes; as law, the excess is the ticks.
func (r *Cover) addUnit(out *model.Score, u unit, sign int64) {
	switch r.level {
	case model.Law:
		out.Breaches += sign * u.n
		out.Excess += sign * u.x
	case model.Wishes:
		out.Wishes += sign * u.cost
	}
}

// Delta looks at visits that come in or go out.
func (r *Cover) Delta(t *state.Trial, out *model.Score) {
	for i := range t.Changed {
		c := &t.Changed[i]
		if dv := &r.in.H.Visits[c.Node]; (c.Old == state.Unset) == (c.New == state.Unset) || dv.Optional || dv.Patterned {
			continue
		}
		if c.New != state.Unset {
			r.visit(int(c.Node), out, -1)
		} else {
			r.visit(int(c.Node), out, 1)
		}
	}
	if len(t.Moves) == 0 {
		return
	}
	for _, k := range r.packs.touched {
		if k.was && !k.is {
			r.pack(k.choice, out, 1)
		} else if k.is && !k.was {
			r.pack(k.choice, out, -1)
		}
	}
}

// book books a finding at its visit's, or its package's person's, priority.
func (r *Cover) book(out *model.Score, f Finding) {
	if f.Visit < 0 { // a package whose smallest pattern has nothing
		return
	}
	prio := r.in.H.Visits[f.Visit].Priority
	if c := r.in.H.Visits[f.Visit].Choice; c >= 0 && r.in.H.Choices[c].Group == "" {
		prio = r.in.H.Choices[c].Priority
	}
	switch r.level {
	case model.Covers:
		out.Cover[prio-1] += f.x
	default:
		r.addUnit(out, f.unit, 1)
	}
}

// Each lists the visits that are left out.
func (r *Cover) Each(s *state.State, report func(Finding)) {
	for v := range s.In.H.Visits {
		dv := &s.In.H.Visits[v]
		if s.Start[v] != state.Unset || dv.Optional || dv.Patterned {
			continue
		}
		ticks := int64(dv.Length) * int64(dv.Need)
		w := s.In.H.Problem.Objective.Thousandths(r.code, dv.Priority-1)
		report(visitFinding(s, v, ticks, 0, unit{1, ticks, w * ticks / int64(s.In.Res)}))
	}
	eachPackage(s, func(k *model.Choice, done bool) {
		if done || k.Optional {
			return
		}
		_, ticks := s.In.H.Cheapest(k)
		w := s.In.H.Problem.Objective.Thousandths(r.code, k.Priority-1)
		report(packageFinding(s, k, ticks, unit{1, ticks, w * ticks / int64(s.In.Res)}))
	})
}
