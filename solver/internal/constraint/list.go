package constraint

import (
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// List: nobody comes whom the person will not have, and where they named the only ones they
// will have, only those; nor anybody of another provider, where the carer's patch does not lend to it. Of a
// visit to which others come along that is each of them.
// Counts one per attendance.
// Example: a visit to somebody by a carer on their never list is one breach.
// Source: practice; C11, C47.
type List struct{ base }

func (r *List) cell(visit, _, carer int) unit {
	p, v := r.in.H.Problem, &r.in.H.Visits[visit]
	refuses := func(person int) bool { return p.Bars(&p.People[person], &p.Carers[carer]) }
	if refuses(v.Person) || slices.ContainsFunc(v.With, refuses) {
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
		id := problem.Carers[carer].ID
		refused := false
		for _, i := range append([]int{int(s.In.Person[v])}, s.In.H.Visits[v].With...) {
			person := &problem.People[i]
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
		}
		if refused {
			report(attendanceFinding(s, v, run, unit{1, 0, r.w[0]}))
		}
	})
}
