package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Trainee: somebody still in training is never alone at a visit, nor with another trainee.
// Counts one per visit all of whose carers are trainees.
// Example: a trainee at a visit for one is one breach; beside a colleague at a visit for two, none.
// Source: SI 2017/1264 reg. 36; C41.
type Trainee struct{ someone }

func newTrainee(b base) Trainee {
	carers := b.in.H.Problem.Carers
	trained := func(_, carer int) bool { return !carers[carer].RequiresPair }
	return Trainee{newSomeone(b, func(int) bool { return true }, trained)}
}

// Delta is the change of the moved stops' cells, and of the visits by several carers.
func (r *Trainee) Delta(t *state.Trial, out *model.Score) {
	pairDelta(r, r.in, t, out)
	r.several(t, out)
}

// Each lists the visits that are left to trainees.
func (r *Trainee) Each(s *state.State, report func(Finding)) {
	trained := func(_ *model.Person, c *model.Carer) bool { return !c.RequiresPair }
	eachWithout(s, trained, func(v int) {
		report(visitFinding(s, v, 1, 0, unit{1, 0, r.w[0]}))
	})
}
