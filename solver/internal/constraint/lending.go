package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Lending: a patch looks after its own.
// Cost: the weight per attendance of another patch's carer.
// Example: one visit by a carer of the next patch costs 20.
// Source: C14.
type Lending struct{ base }

func (r *Lending) cell(visit, _, carer int) unit {
	h := r.in.H
	if h.Problem.Carers[carer].Patch == h.Problem.People[h.Visits[visit].Person].Patch {
		return unit{}
	}
	return r.counted(1)
}

// Delta is the change of the moved stops' cells.
func (r *Lending) Delta(t *state.Trial, out *model.Score) { pairDelta(r, r.in, t, out) }

// Each lists lent carers.
func (r *Lending) Each(s *state.State, report func(Finding)) {
	eachAttendance(s, func(v, _ int, run state.Run, carer state.Carer) {
		home := s.In.H.Problem.People[s.In.Person[v]].Patch
		if own := s.In.H.Problem.Carers[carer].Patch; own != home {
			report(attendanceFinding(s, v, run, unit{1, 0, r.w[0]}))
		}
	})
}
