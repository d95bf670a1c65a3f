package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Carer: few different faces at a door.
// Cost: the weight per person, week and different carer.
// Example: five different carers in a week, 5 × 4 = 20.
// Source: C30; NICE QS182 st. 3.
type Carer struct {
	base
	faces *faces
}

// Delta looks at the doors where somebody comes or stays away.
func (r *Carer) Delta(_ *state.Trial, out *model.Score) {
	for _, c := range r.faces.touched {
		r.add(out, wish(r.w[0]*int64(c.was)), -1)
		r.add(out, wish(r.w[0]*int64(c.is)), 1)
	}
}

// Each counts the faces at every door.
func (r *Carer) Each(s *state.State, report func(Finding)) {
	eachDoor(s, func(person, carers int) {
		if carers > 0 && r.w[0] > 0 {
			report(personFinding(person, int64(carers), 0, unit{1, 0, r.w[0] * int64(carers)}))
		}
	})
}
