package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Single: a visit for two that one may do at a pinch is better done by two.
// Cost: the weight per efficiency pair that somebody has signed off and one carer does.
// Example: two such visits done by one carer each, 2 × 20 = 40.
// Source: practice of single-handed care; a pair for handling is never for one; C08.
type Single struct{ base }

// any tells whether any visit may be done by fewer carers.
func (r *Single) any() bool {
	for n := range r.in.Visits {
		if r.in.Need[n] < r.in.Full[n] {
			return true
		}
	}
	return false
}

// fewer tells whether a visit is done with empty seats, as stored or under the trial.
func (r *Single) fewer(t *state.Trial, n state.Node, trial bool) bool {
	there := int32(0)
	for seat := range int(r.in.Full[n]) {
		stop := state.StopOf(n, seat)
		run := t.S.RunOf[stop]
		if trial {
			run = t.RunOf(stop)
		}
		if run != state.NoRun {
			there++
		}
	}
	return there > 0 && there < r.in.Full[n]
}

// Delta looks at the visits that carers come to or leave.
func (r *Single) Delta(t *state.Trial, out *model.Score) {
	for i := range t.Moves {
		n := t.Moves[i].Stop.Node()
		if r.in.Need[n] == r.in.Full[n] || !t.FirstMove(i) {
			continue
		}
		if r.fewer(t, n, false) {
			r.add(out, r.counted(1), -1)
		}
		if r.fewer(t, n, true) {
			r.add(out, r.counted(1), 1)
		}
	}
}

// Each counts the carers of every such visit.
func (r *Single) Each(s *state.State, report func(Finding)) {
	who := carersAt(s)
	for v := range s.In.H.Visits {
		dv := &s.In.H.Visits[v]
		if n := len(who[v]); n >= dv.Least && n < dv.Need && r.w[0] > 0 {
			report(visitFinding(s, v, int64(n), int64(dv.Need), unit{1, 0, r.w[0]}))
		}
	}
}
