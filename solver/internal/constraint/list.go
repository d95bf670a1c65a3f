package constraint

import (
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// List: nobody comes whom the person will not have, and where they named the only ones they
// will have, only those; nor anybody of another provider, where the carer's patch does not lend to it.
// Counts one per attendance.
// Example: a visit to somebody by a carer on their never list is one breach.
// Source: practice; C11, C47.
type List struct{ base }

func (r *List) cell(visit, _, carer int) unit {
	h := r.in.H
	p, id := &h.Problem.People[h.Visits[visit].Person], h.Problem.Carers[carer].ID
	if !h.Problem.MayServe(h.Problem.Carers[carer].Patch, p.Patch) || slices.Contains(p.Never, id) || (len(p.Only) > 0 && !slices.Contains(p.Only, id)) {
		return r.counted(1)
	}
	return unit{}
}

// Delta is the change of the moved stops' cells.
func (r *List) Delta(t *state.Trial, out *model.Score) { pairDelta(r, r.in, t, out) }

// Each lists unwanted carers.
func (r *List) Each(s *state.State, report func(Finding)) {
	problem := s.In.H.Problem
	eachPresent(s, func(v, _ int, run state.Run, carer state.Carer) {
		person := problem.People[s.In.Person[v]]
		id := problem.Carers[carer].ID
		refused := false
		for _, never := range person.Never {
			refused = refused || never == id
		}
		if len(person.Only) > 0 {
			listed := false
			for _, only := range person.Only {
				listed = listed || only == id
			}
			refused = refused || !listed
		}
		refused = refused || !problem.MayServe(problem.Carers[carer].Patch, person.Patch)
		if refused {
			report(attendanceFinding(s, v, run, unit{1, 0, r.w[0]}))
		}
	})
}
