package move

import (
	"math/rand/v2"
	"slices"

	"github.com/milltir/milltir/solver/internal/state"
)

// Retime changes a visit's "not before": to its preferred time, to just in time for the next
// stop, to the person's visits before and their gaps, or by a few minutes either way. Now and then
// it is a break's: taken just before the first visit it makes nobody wait.
type Retime struct{}

// Name is for tables.
func (Retime) Name() string { return "retime" }

// Applies where people gain by a later start than the first that could be: a preferred time, one time
// of day through the week, a longest distance between two visits, an order of two. Where only waiting or idle time
// has a price it does harm: held visits leave less room (benchmarks/results, 2026-11-25).
func (Retime) Applies(in *state.Instance) bool {
	for v := range in.Visits {
		dv := &in.H.Visits[v]
		if in.HoldBase[v] != state.Unset || dv.MaxGap > 0 || len(dv.After) > 0 || in.H.Problem.Visits[dv.Template].SameTime > 0 {
			return true
		}
	}
	return false
}

// Propose picks an allocated visit, or a break, and a new hold.
func (Retime) Propose(t *state.Trial, rng *rand.Rand) bool {
	s := t.S
	if rng.IntN(16) == 0 {
		return retimeBreak(t, rng)
	}
	n, ok := anyVisit(s, rng)
	if !ok {
		return false
	}
	hold, ok := newHold(s, n, rng)
	if !ok {
		return false
	}
	if hold != state.Unset {
		hold = min(hold, s.In.Close[n]) / s.In.Step * s.In.Step
	}
	if hold == s.Hold[n] {
		return false
	}
	t.SetHold(n, hold)
	return true
}

func newHold(s *state.State, n state.Node, rng *rand.Rand) (int32, bool) {
	in := s.In
	switch rng.IntN(6) {
	case 0:
		return in.HoldBase[n], true
	case 1:
		return state.Unset, true
	case 2: // just in time for what comes next
		stop := state.StopOf(n, rng.IntN(int(in.Need[n])))
		r := s.RunOf[stop]
		route, i := &s.Routes[r], s.Pos(stop)
		if i+1 >= len(route.Seq) {
			return 0, false
		}
		return in.LeaveBy(r, in.EndAt[n], in.Place[route.Seq[i+1].Node()], route.At[i+1]) - s.Len[n], true
	case 3: // as soon as the gaps after the person's visits before, and the visits it follows, allow
		hold := state.Unset
		for k, m := range in.Apart.Of(n) {
			if s.Start[m] != state.Unset && s.Start[m] < s.Start[n] {
				hold = max(hold, s.Start[m]+max(in.H.Visits[m].MinGap, s.Len[m]+in.WayFrom(n, k)))
			}
		}
		for _, f := range in.H.Visits[n].After {
			if s.Allocated(state.Node(f.Visit)) {
				hold = max(hold, s.Start[f.Visit]+f.Min)
			}
		}
		return hold, hold != state.Unset
	}
	return s.Start[n] + int32(rng.IntN(25)-12)*max(in.Res, in.Step), true
}

// retimeBreak holds a run's break to just in time for the next stop, or lets it begin at once.
func retimeBreak(t *state.Trial, rng *rand.Rand) bool {
	s, in := t.S, t.S.In
	if in.Runs == 0 {
		return false
	}
	r := state.Run(rng.IntN(in.Runs))
	b := in.Break[r]
	if b < 0 || !s.Worked[r] {
		return false
	}
	hold := state.Unset
	route := &s.Routes[r]
	i := slices.Index(route.Seq, state.StopOf(b, 0))
	if i < 0 {
		return false
	}
	if rng.IntN(3) > 0 && i+1 < len(route.Seq) {
		hold = min(in.Close[b], route.At[i+1]-route.Leg[i+1]-s.Len[b]) / in.Step * in.Step
	}
	if hold == s.Hold[b] {
		return false
	}
	t.Edit(r)
	t.SetHold(b, hold)
	return true
}
