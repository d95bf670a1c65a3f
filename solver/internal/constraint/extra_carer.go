package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// ExtraCarer: at most so many different carers a week as the person was promised; which ones
// is the solver's to choose.
// Cost: the weight per carer beyond the number. Example: seven where five were promised,
// 2 × 30 = 60. Source: C30.
type ExtraCarer struct {
	base
	faces *faces
	most  []int16 // by person
}

func newExtraCarer(b base, f *faces) ExtraCarer {
	r := ExtraCarer{b, f, make([]int16, b.in.People)}
	for p := range r.most {
		r.most[p] = int16(b.in.H.Rules.Carers.PerWeek)
		if own := b.in.H.Problem.People[p].MaxCarers7d; own > 0 {
			r.most[p] = int16(own)
		}
	}
	return r
}

func (r *ExtraCarer) cost(person int32, carers int16) unit {
	return wish(r.w[0] * int64(max(0, carers-r.most[person])))
}

// Delta looks at the doors where somebody comes or stays away.
func (r *ExtraCarer) Delta(_ *state.Trial, out *model.Score) {
	for _, c := range r.faces.touched {
		r.add(out, r.cost(c.person, c.was), -1)
		r.add(out, r.cost(c.person, c.is), 1)
	}
}

// Each counts the faces beyond the number at every door.
func (r *ExtraCarer) Each(s *state.State, report func(Finding)) {
	eachDoor(s, func(person, carers int) {
		limit := s.In.H.Rules.Carers.PerWeek
		if own := s.In.H.Problem.People[person].MaxCarers7d; own != 0 {
			limit = own
		}
		if over := int64(carers - limit); over > 0 && r.w[0] > 0 {
			report(personFinding(person, int64(carers), int64(limit), unit{1, 0, r.w[0] * over}))
		}
	})
}
