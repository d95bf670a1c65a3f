package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Hints for the search, which prices places with them before it times any: parts of what an
// insertion will cost. They order and prune; Delta decides.

// hints are the weights that a price is made of, worked out once.
type hints struct {
	travel, wait int64 // thousandths of thousandths of a travel minute a tick
	late         int64 // thousandths a tick late, where that is whole
	timed        bool  // a visit's start has a price
	rising       bool  // later is never cheaper
	overtime     bool  // the end of a run has a price
	exact        bool  // a price is all that an insertion of one carer's visit costs
}

// scale keeps the weight of a tick whole.
const scale = 1000

func (r *Rules) newHints() hints {
	res := int64(r.in.Res)
	h := hints{
		timed:    r.Window.level == model.Wishes && r.on.window || r.Preferred.level == model.Wishes && r.on.preferred,
		overtime: r.Shift.level == model.Wishes && r.on.shift,
	}
	if r.Window.w[0]%res == 0 {
		h.late = r.Window.w[0] / res
	}
	h.rising = !r.on.preferred
	if r.Travel.level == model.Wishes {
		h.travel = r.Travel.w[0] * scale / res
	}
	if r.Wait.level == model.Wishes {
		h.wait = r.Wait.w[0] * scale / res
	}
	h.exact = !r.on.whole && !r.on.sameTime && len(r.in.H.Choices) == 0 && !r.on.gap && !r.on.far && len(r.in.H.Pins) == 0 && !r.on.freeze &&
		len(r.in.H.Events) == 0 && !r.worked() && r.lawfulTimes()
	h.exact = h.exact && !r.on.people && !r.on.links && !r.on.pools && !r.on.sites
	h.exact = h.exact && !(r.on.load && r.Load.level == model.Wishes) && !(r.hours.span && r.Bank.counts()) && !(h.wait > 0 && r.in.Step > 1)
	for _, b := range r.in.Break {
		h.exact = h.exact && b < 0
	}
	return h
}

// worked tells whether a rule asks about opened shifts beyond their own table.
func (r *Rules) worked() bool {
	return r.Rest.counts() || r.Hours48.counts() || r.MaxHours.counts() || r.UnderHours.counts() || r.OverHours.counts() ||
		r.on.lines || r.on.planHours || r.on.needs || r.on.together || r.on.apart || r.on.meeting
}

// lawfulTimes tells whether the slack of a route says all that the law says of times: several
// windows, latest ends and sheets that make a law of a wish are left to Delta.
func (r *Rules) lawfulTimes() bool {
	for v := range r.in.Visits {
		if r.in.Multi[v] || r.in.LengthMin[v] < r.in.LengthMax[v] {
			return false
		}
	}
	for _, rule := range r.All() {
		if rule.isLifted() {
			return false
		}
	}
	return true
}

// Exact tells whether [Rules.AtDoor], [Rules.Way], [Rules.TimeCost] and [Rules.EndCost] are all
// that putting in a visit of one carer costs in a problem, but for rounding.
func (r *Rules) Exact() bool { return r.hint.exact }

// Clocked tells whether the time of a visit, or the end or waiting of a run, has a price at all.
func (r *Rules) Clocked() bool {
	return r.hint.timed || r.hint.overtime || r.hint.wait > 0
}

// MostCarers is how many different carers the law lets come to a person in a week, 0: any number.
func (r *Rules) MostCarers(person int32) int {
	if r.ExtraCarer.level != model.Law || !r.on.faces {
		return 0
	}
	return int(r.ExtraCarer.most[person])
}

// AtOneTime tells whether the law wants the starts of a visit's week at one time of day, and gives
// the midnight from which this one counts.
func (r *Rules) AtOneTime(n state.Node) (dawn int32, ok bool) {
	return r.SameTime.dawn[n], r.SameTime.level == model.Law && r.SameTime.week[n] >= 0
}

// Idle is where the worst idle time stands: the runs that have it, how far below the next is, and
// what a tick less of it is worth; worth is 0 where that has no price.
type Idle struct {
	Top, Gap int32
	Runs     int32
	Worth    int64
}

// Idlest finds the worst idle time of a state.
func (r *Rules) Idlest(s *state.State) Idle {
	w := &r.WorstIdle
	if w.level != model.Wishes || w.w[0] == 0 {
		return Idle{}
	}
	k, next := Idle{Top: -1, Worth: w.w[0] / int64(r.in.Res)}, int32(0)
	for i := range s.Routes {
		if !s.Worked[i] {
			continue
		}
		switch x := w.idle(state.Run(i), &s.Routes[i].Sum); {
		case x > k.Top:
			k.Top, next, k.Runs = x, max(next, k.Top), 1
		case x == k.Top:
			k.Runs++
		case x > next:
			next = x
		}
	}
	k.Gap = k.Top - next
	return k
}

// Relief is what so many ticks more of work in a run are worth towards a lesser worst idle time,
// shared out where several runs have it.
func (r *Rules) Relief(k *Idle, s *state.State, run state.Run, work int32) int64 {
	if !s.Worked[run] || r.WorstIdle.idle(run, &s.Routes[run].Sum) != k.Top {
		return 0
	}
	return k.Worth * int64(min(k.Gap, work)) / int64(k.Runs)
}

// Rising tells whether a later start never costs less in wishes.
func (r *Rules) Rising() bool { return r.hint.rising }

// AtDoor is what a carer costs at an attendance whatever the time: the pair rules, and the faces
// at the person's door.
func (r *Rules) AtDoor(stop state.Stop, run state.Run) int64 {
	cost := int64(r.pairs.at(stop, run).wishes)
	if !r.on.faces {
		return cost
	}
	row := r.faces.row(stop.Node(), run)
	if r.faces.visits[int(row)*r.in.Carers+int(r.in.CarerOf[run])] > 0 {
		return cost
	}
	var out model.Score
	person, carers := r.in.Person[stop.Node()], r.faces.carers[row]
	r.Carer.add(&out, wish(r.Carer.w[0]), 1)
	r.ExtraCarer.add(&out, r.ExtraCarer.cost(person, carers+1), 1)
	r.ExtraCarer.add(&out, r.ExtraCarer.cost(person, carers), -1)
	return cost + out.Wishes
}

// Way is what so many more ticks of travel and of waiting cost.
func (r *Rules) Way(travel, wait int32) int64 {
	return (r.hint.travel*int64(travel) + r.hint.wait*int64(wait)) / scale
}

// TimeCost is what a visit's start costs as a wish; that of a break or an event has no price.
func (r *Rules) TimeCost(n state.Node, start, length int32) int64 {
	if !r.hint.timed || !r.in.IsVisit(n) {
		return 0
	}
	cost := int64(0)
	if r.Window.level == model.Wishes && r.on.window {
		if x := r.Window.outside(n, start, length); x > 0 {
			if cost = r.hint.late * int64(x); r.hint.late == 0 {
				cost = r.Window.w[0] * int64(x) / int64(r.in.Res)
			}
		}
	}
	if r.Preferred.level == model.Wishes && r.on.preferred {
		cost += r.Preferred.cost(n, start)
	}
	return cost
}

// Held tells whether [Rules.Taken] is ever anything.
func (r *Rules) Held() bool { return r.on.sites }

// Taken is what it costs that a run's carer is at a visit, or on the way, between two ticks, and is neither free for
// a call nor, elsewhere, on site: as long as they are in no other way of it already.
func (r *Rules) Taken(run state.Run, n state.Node, from, to int32) int64 {
	cost := int64(0)
	if r.on.reserve && r.Reserve.level == model.Wishes {
		cost = r.Reserve.price(run, from, to)
	}
	if r.on.onSite && (r.sites.leaves(run, r.in.Place[n]) || r.sites.leaves(run, r.in.EndAt[n])) {
		cost += r.Staffing.price(r.sites, run, from, to)
	}
	return cost
}

// EndCost is what a run costs as a wish if its last stop, and the leg back, end at a tick.
func (r *Rules) EndCost(run state.Run, last int32) int64 {
	if !r.hint.overtime || last <= r.in.RunEnd[run] {
		return 0
	}
	return r.Shift.w[0] * int64(last-r.in.RunEnd[run]) / int64(r.in.Res)
}

// Room is what a run's visits may still add up to in load.
func (r *Rules) Room(run state.Run) int32 {
	if !r.on.load {
		return 1<<31 - 1
	}
	return r.Load.room(run)
}

// LoadOf is a visit's load.
func (r *Rules) LoadOf(n state.Node) int32 { return r.Load.of[n] }

// OpeningPrice is what working an open shift costs whatever it is for.
func (r *Rules) OpeningPrice() int64 {
	if r.OpenShift.level != model.Wishes {
		return 0
	}
	return r.OpenShift.w[0]
}

// OpeningLaw is how many laws working a shift breaks whatever is in it.
func (r *Rules) OpeningLaw(run state.Run) int64 { return r.works[run].Breaches }

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
