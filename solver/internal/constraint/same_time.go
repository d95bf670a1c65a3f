package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// SameTime: somebody comes at the same time every day, as was promised.
// Cost: the weight per minute by which a visit's starts of a week differ beyond the tolerance.
// Example: same_time 15, starts at 08:00, 08:05 and 08:40: 25 × 0.1 = 2.5.
// Source: NG21 1.4.3; C05; weights of files.md.
type SameTime struct {
	base
	week  []int32 // by visit: index into weeks, -1 where the rule does not apply
	weeks []dates
	dawn  []int32  // by visit: the midnight at which its date begins
	odd   []bool   // by visit: the clocks change that day or the night after
	seen  []uint32 // by week: the last trial that looked at it
	round uint32   //
}

// dates is the visits of one template in one week.
type dates struct {
	visits    []state.Node
	tolerance int32
}

func newSameTime(b base) SameTime {
	r := SameTime{base: b, week: make([]int32, b.in.Visits), dawn: make([]int32, b.in.Visits)}
	at := make(map[[2]int]int32)
	for v := range r.week {
		dv := &b.in.H.Visits[v]
		cal := b.in.H.Calendar
		r.week[v], r.dawn[v] = -1, cal.Tick(dv.Date, 0)
		r.odd = append(r.odd, cal.Tick(dv.Date.Add(2), 0)-r.dawn[v] != cal.Ticks(2*1440))
		tolerance := b.in.H.Problem.Visits[dv.Template].SameTime
		if tolerance <= 0 {
			continue
		}
		key := [2]int{dv.Template, dv.Week}
		g, ok := at[key]
		if !ok {
			g = int32(len(r.weeks))
			at[key] = g
			r.weeks = append(r.weeks, dates{tolerance: b.in.H.Calendar.Ticks(tolerance)})
		}
		r.weeks[g].visits = append(r.weeks[g].visits, state.Node(v))
		r.week[v] = g
	}
	r.seen = make([]uint32, len(r.weeks))
	return r
}

// spread is the ticks by which the starts of a week differ beyond the tolerance, as stored or
// under the trial.
func (r *SameTime) spread(g *dates, t *state.Trial, trial bool) unit {
	lo, hi := int32(1<<31-1), state.Unset
	for _, v := range g.visits {
		at := t.S.Start[v]
		if trial {
			at = t.StartOf(v)
		}
		if at != state.Unset {
			shown := r.shown(v, at)
			lo, hi = min(lo, shown), max(hi, shown)
		}
	}
	if hi == state.Unset {
		return unit{}
	}
	return r.timed(hi - lo - g.tolerance)
}

// shown is what the clock shows at a start, in ticks, seen from the visit's date.
func (r *SameTime) shown(v state.Node, at int32) int32 {
	if !r.odd[v] {
		return at - r.dawn[v]
	}
	clock, past := r.in.H.Calendar.Split(at, r.in.H.Visits[v].Date)
	return int32(clock.Minutes())*r.in.Res + past
}

// Delta looks at the weeks of the visits whose start differs, each once.
func (r *SameTime) Delta(t *state.Trial, out *model.Score) {
	r.round++
	for i := range t.Changed {
		c := &t.Changed[i]
		g := r.week[c.Node]
		if g < 0 || c.Old == c.New || r.seen[g] == r.round {
			continue
		}
		r.seen[g] = r.round
		r.add(out, r.spread(&r.weeks[g], t, false), -1)
		r.add(out, r.spread(&r.weeks[g], t, true), 1)
	}
}

// Each compares the times of day of every template's starts, week by week.
func (r *SameTime) Each(s *state.State, report func(Finding)) {
	h := s.In.H
	for t := range h.Problem.Visits {
		tolerance := h.Problem.Visits[t].SameTime
		for w := 0; w < h.Weeks && tolerance > 0; w++ {
			first, lo, hi := -1, int64(0), int64(0)
			for v := range h.Visits {
				dv := &h.Visits[v]
				if dv.Template != t || dv.Week != w || s.Start[v] == state.Unset {
					continue
				}
				clock, past := h.Calendar.Split(s.Start[v], dv.Date)
				at := int64(clock.Minutes())*int64(s.In.Res) + int64(past)
				if first < 0 {
					first, lo, hi = v, at, at
				}
				lo, hi = min(lo, at), max(hi, at)
			}
			if x := hi - lo - int64(h.Calendar.Ticks(tolerance)); first >= 0 && x > 0 {
				report(visitFinding(s, first, x, 0, unit{1, x, r.w[0] * x / int64(s.In.Res)}))
			}
		}
	}
}
