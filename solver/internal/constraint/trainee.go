package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Trainee: somebody still in training is never alone at a visit, nor with another trainee; and nobody
// under 18 where personal care is given.
// Counts one per visit all of whose carers are trainees, or too young for it.
// Example: a trainee at a visit for one is one breach; beside a colleague at a visit for two, none.
// Source: SI 2017/1264 reg. 36; C21, C41.
type Trainee struct{ someone }

func newTrainee(b base) Trainee {
	h := b.in.H
	rows := make([]int32, b.in.Visits) // twice the date, and one more for personal care
	for v := range rows {
		if rows[v] = 2 * int32(h.Visits[v].Date-h.Calendar.Start()); h.Problem.Visits[h.Visits[v].Template].Intimate() {
			rows[v]++
		}
	}
	trained := func(row, carer int) bool {
		old := row%2 == 0 || h.Rules.Young.Alone == model.Yes || !h.Young(carer, h.Calendar.Start().Add(row/2))
		return old && !h.Problem.Carers[carer].RequiresPair
	}
	return Trainee{newSomeone(b, rows, 14*b.in.Weeks, func(int) bool { return true }, trained)}
}

// Delta is the change of the moved stops' cells, and of the visits by several carers.
func (r *Trainee) Delta(t *state.Trial, out *model.Score) {
	pairDelta(r, r.in, t, out)
	r.several(t, out)
}

// Each lists the visits that are left to trainees.
func (r *Trainee) Each(s *state.State, report func(Finding)) {
	h := s.In.H
	trained := func(v int, carer state.Carer) bool {
		if h.Problem.Carers[carer].RequiresPair {
			return false
		}
		ours := h.Problem.Visits[h.Visits[v].Template].Intimate() && h.Rules.Young.Alone == model.No
		return !ours || !h.Young(int(carer), h.Visits[v].Date)
	}
	eachWithout(s, trained, func(v int) {
		report(visitFinding(s, v, 1, 0, unit{1, 0, r.w[0]}))
	})
}
