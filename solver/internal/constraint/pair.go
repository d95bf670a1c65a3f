package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Pair: the carers a visit takes are all there, different people, and start together.
// This is how the state holds a visit: it has one start, and all its carers or none; a trial
// that would put a carer twice at one door is refused before it is timed. So no change of the
// state ever adds a breach, and Delta has nothing to say; Each looks all the same, because a
// rota read from outside is held to it too, with pair.tolerance minutes for its starts.
// Example: one carer at a lift for two is one breach.
// Source: practice, manual handling; C08.
type Pair struct{ base }

// Delta is nothing: see above.
func (r *Pair) Delta(*state.Trial, *model.Score) {}

// Each counts carers at every visit that takes several, and compares their starts.
func (r *Pair) Each(s *state.State, report func(Finding)) {
	there := make([]map[state.Carer]bool, s.In.Visits)
	first := make([]int32, s.In.Visits)
	last := make([]int32, s.In.Visits)
	free := s.In.H.Calendar.Ticks(s.In.H.Rules.Pair.Tolerance)
	for run := range s.Routes {
		for i, stop := range s.Routes[run].Seq {
			v := stop.Node()
			if !s.In.IsVisit(v) {
				continue
			}
			at := s.Routes[run].At[i]
			if there[v] == nil {
				there[v], first[v], last[v] = make(map[state.Carer]bool), at, at
			}
			if stop.Seat() < s.In.H.Visits[v].Need {
				there[v][s.In.CarerOf[run]] = true
			}
			first[v], last[v] = min(first[v], at), max(last[v], at)
		}
	}
	for v, carers := range there {
		if carers == nil {
			continue
		}
		u := unit{}
		if len(carers) < s.In.H.Visits[v].Least {
			u.n++
		}
		if x := last[v] - first[v] - free; x > 0 {
			u.n, u.x = u.n+1, int64(x)
		}
		if u.n > 0 {
			u.cost = r.w[0] * u.n
			report(visitFinding(s, v, u.n, 0, u))
		}
	}
}
