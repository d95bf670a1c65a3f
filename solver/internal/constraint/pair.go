package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Pair: the carers of one visit are different people. (That they are all there, and start
// together, is how the state holds a visit: it has one start, and all its carers or none.)
// Counts one per visit at which a carer stands twice. Source: C08.
type Pair struct{ base }

// twice tells whether one carer holds two slots, with runs looked up by f.
func (r *Pair) twice(n state.Node, f func(state.Stop) state.Run) bool {
	for a := 1; a < int(r.in.Need[n]); a++ {
		ra := f(state.StopOf(n, a))
		for b := range a {
			if rb := f(state.StopOf(n, b)); ra != state.NoRun && rb != state.NoRun && r.in.CarerOf[ra] == r.in.CarerOf[rb] {
				return true
			}
		}
	}
	return false
}

// Delta looks at moved stops of visits with several carers, each visit once.
func (r *Pair) Delta(t *state.Trial, out *model.Score) {
	for i := range t.Moves {
		n := t.Moves[i].Stop.Node()
		if !r.in.Linked[n] || !t.FirstMove(i) {
			continue
		}
		if r.twice(n, func(s state.Stop) state.Run { return t.S.RunOf[s] }) {
			r.add(out, r.counted(1), -1)
		}
		if r.twice(n, t.RunOf) {
			r.add(out, r.counted(1), 1)
		}
	}
}

// Each counts carers at every visit that takes several.
func (r *Pair) Each(s *state.State, report func(Finding)) {
	eachVisit(s, func(v int, _ int32) {
		there := make(map[state.Carer]int)
		for slot := range s.In.H.Visits[v].Need {
			there[s.In.CarerOf[s.RunOf[state.StopOf(state.Node(v), slot)]]]++
		}
		if len(there) < s.In.H.Visits[v].Need {
			report(visitFinding(s, v, 1, 0, unit{1, 0, r.w[0]}))
		}
	})
}
