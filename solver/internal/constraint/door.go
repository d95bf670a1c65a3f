package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Door: nobody is sent to a home whose pets, smoke or stairs they cannot be with.
// Counts one per such thing and attendance, of visits that start or end at the home.
// Example: a carer with asthma at a home with a dog and a smoker is two breaches.
// Source: Management of Health and Safety at Work Regulations 1999 reg. 3; practice; C11.
type Door struct{ base }

func (r *Door) cell(visit, _, carer int) unit {
	h := r.in.H
	if !h.Problem.Visits[h.Visits[visit].Template].AtHome() {
		return unit{}
	}
	pets, smoking, stairs := h.Problem.Carers[carer].Meets(&h.Problem.People[h.Visits[visit].Person])
	n := int64(0)
	for _, well := range [3]bool{pets, smoking, stairs} {
		if !well {
			n++
		}
	}
	return r.counted(n)
}

// comesHome tells whether a visit starts or ends at its person's home.
func comesHome(h *model.Horizon, visit int) bool {
	v := &h.Visits[visit]
	home := h.PersonAt[v.Person]
	return v.Location == home || v.EndAt == home
}

// Delta is the change of the moved stops' cells.
func (r *Door) Delta(t *state.Trial, out *model.Score) { pairDelta(r, r.in, t, out) }

// Each lists what carers cannot be with.
func (r *Door) Each(s *state.State, report func(Finding)) {
	p := s.In.H.Problem
	no := func(x *bool) bool { return x != nil && !*x }
	eachPresent(s, func(v, _ int, run state.Run, carer state.Carer) {
		if !comesHome(s.In.H, v) {
			return
		}
		home, c := &p.People[s.In.Person[v]], &p.Carers[carer]
		n := int64(0)
		if home.Pets && no(c.PetsOK) {
			n++
		}
		if home.Smoking && no(c.SmokingOK) {
			n++
		}
		if home.Stairs && no(c.StairsOK) {
			n++
		}
		if n > 0 {
			report(attendanceFinding(s, v, run, unit{n, 0, r.w[0] * n}))
		}
	})
}
