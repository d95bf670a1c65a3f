package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Hints for the search, which ranks places with them before it times any: parts of what an
// insertion will cost. They prune and order; Delta decides.

// Door is what a carer costs at an attendance whatever the time: the pair rules, and the faces
// at the person's door.
func (r *Rules) Door(stop state.Stop, run state.Run) int64 {
	cost := int64(r.pairs.at(stop, run).wishes)
	slot := r.faces.slot(stop.Node(), run)
	if r.faces.visits[int(slot)*r.in.Carers+int(r.in.CarerOf[run])] > 0 {
		return cost
	}
	var out model.Score
	person, carers := r.in.Person[stop.Node()], r.faces.carers[slot]
	r.Carer.add(&out, wish(r.Carer.w[0]), 1)
	r.ExtraCarer.add(&out, r.ExtraCarer.cost(person, carers+1), 1)
	r.ExtraCarer.add(&out, r.ExtraCarer.cost(person, carers), -1)
	return cost + out.Wishes
}

// Way is what a detour costs less what waiting it can save at most.
func (r *Rules) Way(extra, idle int32) int64 {
	cost := int64(0)
	if r.Travel.level == model.Wishes {
		cost += r.Travel.w[0] * int64(extra) / int64(r.in.Res)
	}
	if r.Wait.level == model.Wishes {
		cost -= r.Wait.w[0] * int64(idle) / int64(r.in.Res)
	}
	return cost
}

// Opening is what working a shift costs by the rules about the shift alone.
func (r *Rules) Opening(run state.Run) int64 { return r.works[run].Wishes }

// Missing adds what a visit's being left out counts.
func (r *Rules) Missing(n state.Node, out *model.Score) {
	if r.in.H.Visits[n].Optional {
		r.Optional.add(out, r.Optional.cost(n), 1)
		return
	}
	r.Cover.visit(int(n), out, 1)
}
