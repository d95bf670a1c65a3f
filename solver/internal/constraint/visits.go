package constraint

import "github.com/milltir/milltir/solver/internal/state"

// eachVisit walks the allocated visits of the stored rota.
func eachVisit(s *state.State, f func(visit int, start int32)) {
	for v := range s.In.Visits {
		if at := s.Start[v]; at != state.Unset {
			f(v, at)
		}
	}
}

// visitFinding fills in who and where, with the first carer of the visit.
func visitFinding(s *state.State, v int, amount, limit int64, u unit) Finding {
	f := nobody
	f.Visit, f.Person, f.Amount, f.Limit, f.unit = int32(v), s.In.Person[v], amount, limit, u
	if r := s.RunOf[state.StopOf(state.Node(v), 0)]; r != state.NoRun {
		f.Run, f.Carer = r, s.In.CarerOf[r]
	}
	return f
}
