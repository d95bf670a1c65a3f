package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Delta is what a timed trial changes, all rules together.
func (r *Rules) Delta(t *state.Trial) model.Score {
	var out model.Score
	on := &r.on
	if len(t.Moves) > 0 {
		r.pairs.delta(t, &out)
		if on.faces {
			r.faces.prepare(t)
			r.Carer.Delta(t, &out)
			r.ExtraCarer.Delta(t, &out)
		}
		if on.people {
			r.peopleDelta(t, &out)
		}
		if on.load {
			r.Load.Delta(t, &out)
		}
		r.packs.prepare(t)
	}
	if len(t.Works) > 0 || on.span || r.Rest.lines.duty.calls {
		r.worksDelta(t, &out)
	}
	if on.window {
		r.Window.Delta(t, &out)
	}
	if on.preferred {
		r.Preferred.Delta(t, &out)
	}
	if on.lengths || t.Resized || len(t.Moves) > 0 {
		r.Length.Delta(t, &out)
		r.Shortened.Delta(t, &out)
	}
	if on.gap {
		r.Gap.Delta(t, &out)
	}
	if on.links {
		r.linksDelta(t, &out)
	}
	if on.breaks {
		r.Break.Delta(t, &out)
	}
	if len(t.Own) > 0 {
		r.Event.Delta(t, &out)
		if on.meeting {
			r.Meeting.Delta(t, &out)
		}
	}
	if on.sameTime {
		r.SameTime.Delta(t, &out)
	}
	r.Pin.Delta(t, &out)
	if on.freeze {
		r.Freeze.starts(t, &out)
	}
	r.Cover.Delta(t, &out)
	r.Optional.Delta(t, &out)
	if on.pools {
		r.poolsDelta(t, &out)
	}
	if on.shift {
		r.Shift.Delta(t, &out)
	}
	if on.far {
		r.Leg.Delta(t, &out)
	}
	if on.lift {
		r.Lift.Delta(t, &out)
	}
	r.Travel.Delta(t, &out)
	if on.wait {
		r.Wait.Delta(t, &out)
	}
	if on.whole {
		r.wholeDelta(t, &out)
	}
	if on.fairness {
		r.Fairness.Delta(t, &out)
	}
	r.sitesDelta(t, &out)
	return out
}

// peopleDelta is the part about who comes to whom that few problems ask for.
func (r *Rules) peopleDelta(t *state.Trial, out *model.Score) {
	on := &r.on
	if on.shares {
		r.AgencyShare.Delta(t, out)
		r.MainCarer.Delta(t, out)
	}
	if on.trainee {
		r.Trainee.several(t, out)
	}
	if on.keys {
		r.KeyHolder.several(t, out)
	}
	if on.sameCarer {
		r.SameCarer.Delta(t, out)
	}
	if on.otherCarer {
		r.OtherCarer.Delta(t, out)
	}
	r.ExtraCarer14.Delta(t, out)
	r.ExtraCarer28.Delta(t, out)
	if on.slot {
		r.Slot.Delta(t, out)
	}
	if on.single {
		r.Single.Delta(t, out)
	}
}

// linksDelta is the part about times that ties visits of a person together, or to the clock, in few
// problems.
func (r *Rules) linksDelta(t *state.Trial, out *model.Score) {
	if r.on.lone {
		r.Lone.Delta(t, out)
	}
	if r.on.short {
		r.Short.doors(t, out)
	}
	if r.on.order {
		r.Order.Delta(t, out)
	}
	if r.on.group {
		r.Group.Delta(t, out)
	}
	if r.on.introduction {
		r.Introduction.Delta(t, out)
	}
}

// poolsDelta is the part about hours that bend.
func (r *Rules) poolsDelta(t *state.Trial, out *model.Score) {
	r.PoolWish.Delta(t, out)
	if r.on.poolCut {
		r.PoolCut.Delta(t, out)
	}
	r.pools.prepare(t)
	if len(r.pools.touched) == 0 {
		return
	}
	r.Pool.Delta(t, out)
	r.PoolDay.Delta(t, out)
	r.PoolLapse.Delta(t, out)
	r.PoolBank.Delta(t, out)
	r.PoolPace.Delta(t, out)
	r.PoolLeast.Delta(t, out)
	r.PoolShare.Delta(t, out)
}

// wholeDelta is the part that looks at the whole rota.
func (r *Rules) wholeDelta(t *state.Trial, out *model.Score) {
	if r.WorstLate.counts() {
		r.WorstLate.Delta(t, out)
	}
	if r.WorstIdle.counts() {
		r.WorstIdle.Delta(t, out)
	}
	if r.Balance.counts() {
		r.Balance.Delta(t, out)
	}
	if r.on.block {
		r.Block.Delta(t, out)
	}
}

// worksDelta is the part that only opened and closed shifts touch.
func (r *Rules) worksDelta(t *state.Trial, out *model.Score) {
	for _, w := range t.Works {
		k := &r.works[w.Run]
		sign := int64(1)
		if !w.On {
			sign = -1
		}
		out.Breaches += sign * k.Breaches
		out.Excess += sign * k.Excess
		out.Wishes += sign * k.Wishes
	}
	r.hours.prepare(t)
	if r.hours.span {
		r.Bank.spanDelta(t, out)
	}
	r.memoDelta(t, out)
	r.Hours48.Delta(t, out)
	r.MaxHours.Delta(t, out)
	r.UnderHours.Delta(t, out)
	r.OverHours.Delta(t, out)
	if r.on.planHours {
		r.PlanHours.Delta(t, out)
	}
	if r.on.needs && !r.on.onSite {
		r.needs.prepare(t)
		r.Staffing.Delta(t, out)
		r.Wanted.Delta(t, out)
	}
	if r.on.together {
		r.Together.Delta(t, out)
	}
	if r.on.apart {
		r.Apart.Delta(t, out)
	}
}

// DeltaOf is what a timed trial changes by one rule.
func (r *Rules) DeltaOf(rule Rule, t *state.Trial) model.Score {
	var out model.Score
	r.faces.prepare(t)
	r.hours.prepare(t)
	r.packs.prepare(t)
	r.lines.prepare(t)
	r.needs.prepare(t)
	r.sites.prepare(t)
	r.sites.tell(r.needs)
	r.pools.prepare(t)
	rule.Delta(t, &out)
	return out
}

// Full is one rule's score by its definition.
func Full(rule Rule, s *state.State) model.Score {
	var out model.Score
	rule.Each(s, func(f Finding) { rule.book(&out, f) })
	return out
}

// Score is the whole score by the definitions.
func (r *Rules) Score(s *state.State) model.Score {
	var out model.Score
	for _, rule := range r.All() {
		if !rule.isOff() {
			out = out.Add(Full(rule, s))
		}
	}
	return out
}
