package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Tied: a visit and the one it is tied to are both done or neither, by different carers, and the
// second starts so long after the first as was agreed.
// This is how the state holds them: they go in and out together, a trial that would give both to
// one carer is refused, and timing keeps their distance. So Delta has nothing to say; Each looks
// all the same.
// Example: the nurse at 08:00 and the carer, due 10 to 30 minutes after, at 08:40: one breach of
// 10 minutes.
// Source: C08, C42; docs/adr/0007.
type Tied struct{ base }

// Delta is nothing: see above.
func (r *Tied) Delta(*state.Trial, *model.Score) {}

// Each compares every tied visit with the one it is tied to.
func (r *Tied) Each(s *state.State, report func(Finding)) {
	who := make([]map[state.Carer]bool, s.In.Visits)
	eachAttendance(s, func(v, _ int, _ state.Run, carer state.Carer) {
		if who[v] == nil {
			who[v] = make(map[state.Carer]bool)
		}
		who[v][carer] = true
	})
	for v := range s.In.H.Visits {
		dv := &s.In.H.Visits[v]
		if dv.TiedTo < 0 {
			continue
		}
		u := unit{}
		mine, other := s.Start[v], s.Start[dv.TiedTo]
		if (mine == state.Unset) != (other == state.Unset) {
			u.n++
		}
		for c := range who[v] {
			if who[dv.TiedTo][c] {
				u.n++
			}
		}
		if mine != state.Unset && other != state.Unset {
			if x := max(0, other+dv.TiedMin-mine, mine-other-dv.TiedMax); x > 0 {
				u.n, u.x = u.n+1, int64(x)
			}
		}
		if u.n > 0 {
			u.cost = r.w[0] * u.n
			report(visitFinding(s, v, max(u.x, 1), 0, u))
		}
	}
}
