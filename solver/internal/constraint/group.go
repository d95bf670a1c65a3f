package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Group: visits that stand or fall together are all done, or none of them is.
// Counts one per group of a day, or of a week, that is done in part.
// Example: the shopping is done on Tuesday, and the cooking for which it was is not: one breach.
// The state moves groups as a whole, so the search never makes half of one.
// Source: practice; C42.
type Group struct {
	base
	of     []int32 // by visit: index into groups, -1
	groups [][]state.Node
	seen   []uint32 // by group: the last trial that looked at it
	round  uint32
}

func newGroup(b base) Group {
	r := Group{base: b, of: make([]int32, b.in.Visits)}
	for v := range r.of {
		r.of[v] = -1
	}
	for c := range b.in.H.Choices {
		k := &b.in.H.Choices[c]
		if k.Group == "" {
			continue
		}
		g := int32(len(r.groups))
		r.groups = append(r.groups, nil)
		for _, v := range k.Options[0] {
			r.of[v] = g
			r.groups[g] = append(r.groups[g], state.Node(v))
		}
	}
	r.seen = make([]uint32, len(r.groups))
	return r
}

// half is a breach if a group is done in part, as stored or under the trial.
func (r *Group) half(t *state.Trial, g int32, trial bool) unit {
	done := 0
	for _, n := range r.groups[g] {
		at := t.S.Start[n]
		if trial {
			at = t.StartOf(n)
		}
		if at != state.Unset {
			done++
		}
	}
	if done == 0 || done == len(r.groups[g]) {
		return unit{}
	}
	return r.counted(1)
}

// Delta looks at the groups of visits that come in or go out, each once.
func (r *Group) Delta(t *state.Trial, out *model.Score) {
	r.round++
	for i := range t.Changed {
		c := &t.Changed[i]
		g := r.of[c.Node]
		if g < 0 || (c.Old == state.Unset) == (c.New == state.Unset) || r.seen[g] == r.round {
			continue
		}
		r.seen[g] = r.round
		r.add(out, r.half(t, g, false), -1)
		r.add(out, r.half(t, g, true), 1)
	}
}

// Each looks at every group.
func (r *Group) Each(s *state.State, report func(Finding)) {
	for c := range s.In.H.Choices {
		k := &s.In.H.Choices[c]
		in, out := 0, -1
		for _, v := range k.Options[0] {
			if s.Start[v] != state.Unset {
				in++
			} else if out < 0 {
				out = v
			}
		}
		if k.Group != "" && in > 0 && out >= 0 {
			report(visitFinding(s, out, 1, 0, unit{1, 0, r.w[0]}))
		}
	}
}
