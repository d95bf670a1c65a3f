package constraint

import (
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// KeyHolder: where a door is opened by a key, whoever holds it comes.
// Cost: the weight per visit that starts or ends at the home, none of whose carers holds the key, which somebody has to fetch first.
// Example: a visit for two by c3 and c4 where c1 and c2 hold the keys, 2.
// Source: practice; C11.
type KeyHolder struct{ someone }

func newKeyHolder(b base) KeyHolder {
	p, row := b.in.H.Problem, slices.Clone(b.in.Person)
	for v := range row {
		if !p.Visits[b.in.H.Visits[v].Template].AtHome() {
			row[v] = int32(b.in.People) // no door
		}
	}
	keys := func(person int) []model.CarerID {
		if person == b.in.People {
			return nil
		}
		return p.People[person].KeyHolders
	}
	named := func(person int) bool { return len(keys(person)) > 0 }
	holds := func(person, carer int) bool { return slices.Contains(keys(person), p.Carers[carer].ID) }
	return KeyHolder{newSomeone(b, row, b.in.People+1, named, holds)}
}

// Delta is the change of the moved stops' cells, and of the visits by several carers.
func (r *KeyHolder) Delta(t *state.Trial, out *model.Score) {
	pairDelta(r, r.in, t, out)
	r.several(t, out)
}

// Each lists the visits for which a key has to be fetched.
func (r *KeyHolder) Each(s *state.State, report func(Finding)) {
	holds := func(v int, carer state.Carer) bool {
		p, c := &s.In.H.Problem.People[s.In.Person[v]], &s.In.H.Problem.Carers[carer]
		for _, id := range p.KeyHolders {
			if id == c.ID {
				return true
			}
		}
		return len(p.KeyHolders) == 0 || !comesHome(s.In.H, v)
	}
	eachWithout(s, holds, func(v int) {
		if r.w[0] > 0 {
			report(visitFinding(s, v, 1, 0, unit{1, 0, r.w[0]}))
		}
	})
}
