package search

import (
	"github.com/milltir/milltir/solver/internal/state"
)

// Pricing tells what putting one stop into one run will cost before anything is timed: door, way,
// the stop's own time, and what pushing the stops behind it costs, walked until a wait has taken
// the push up. In problems whose rules it covers (constraint.Rules.Exact) the price is the cost;
// in others it orders the places that are then weighed in full.

// slotIn is a place in a run as pricing sees it: what comes before and what comes after.
type slotIn struct {
	run   state.Run
	at    int
	ready int32 // end of the stop before, or of the break that is then taken on arrival
	loc   state.Place
	brk   state.Node // a break that is taken at the next stop's place stands just before; -1
	next  state.Place
	leg   int32 // exact leg that the place replaces
	floor int32 // start of the shift
}

// into describes the place before position at of a worked run.
func (p *inserter) into(run state.Run, at int) slotIn {
	in, s := p.e.In, p.e.S
	route := &s.Routes[run]
	k := slotIn{run: run, at: at, ready: in.RunStart[run], loc: in.From[run], brk: -1, next: state.NoPlace}
	i := at - 1
	if i >= 0 && in.BreakNext && in.IsBreak(route.Seq[i].Node()) {
		k.brk = route.Seq[i].Node()
		k.leg = route.Leg[i]
		i--
	}
	if i >= 0 {
		n := route.Seq[i].Node()
		k.ready = route.At[i] + s.Len[n]
		for ; i >= 0; i-- {
			if q := in.Core[route.Seq[i].Node()].Place; q >= 0 {
				k.loc = q
				break
			}
		}
	}
	if at < len(route.Seq) {
		k.next = in.Core[route.Seq[at].Node()].Place
		if k.next < 0 && in.BreakNext {
			k.next = p.ahead(run, at)
		}
		if k.brk < 0 {
			k.leg = route.Leg[at]
		}
	} else {
		k.next = in.To[run]
		k.leg = in.Leg(run, k.loc, k.next).Exact
		if k.brk >= 0 {
			k.leg = in.Leg(run, k.loc, k.next).Exact
		}
	}
	return k
}

// ahead is the place of the next stop that has one, from a position on.
func (p *inserter) ahead(run state.Run, at int) state.Place {
	in := p.e.In
	for _, stop := range p.e.S.Routes[run].Seq[at:] {
		if q := in.Core[stop.Node()].Place; q >= 0 {
			return q
		}
	}
	return state.NoPlace
}

// arrival is when a visit could start at a place at the earliest, its window aside, and the way
// there; a break before it is taken on arrival.
func (p *inserter) arrival(k *slotIn, n state.Node) (at int32, leg state.Leg) {
	in, s := p.e.In, p.e.S
	leg = in.Leg(k.run, k.loc, in.Place[n])
	at = k.ready + leg.Rounded
	if k.brk >= 0 {
		at = max(at, in.Core[k.brk].Open, s.Hold[k.brk]) + s.Len[k.brk]
	}
	return at, leg
}

// price is what a visit costs at a place if it starts at a tick, but for the door and for being
// there at all; false where the law about times forbids it.
func (p *inserter) price(k *slotIn, n state.Node, arrive, start int32, leg state.Leg) (int64, bool) {
	e := p.e
	in, s := e.In, e.S
	route := &s.Routes[k.run]
	end := start + s.Len[n]
	on := in.Leg(k.run, in.Place[n], k.next)
	travel := leg.Exact + on.Exact - k.leg
	if k.at == len(route.Seq) {
		last := end + on.Exact
		if last > in.LawEnd[k.run] {
			return 0, false
		}
		if !p.clocked {
			return e.Rules.Way(travel, 0), true
		}
		was := route.Sum.Last
		if was == state.Unset {
			was = in.RunStart[k.run]
		}
		wait := start - arrive
		if k.at == 0 {
			wait = p.before(k, leg, start)
		}
		return e.Rules.Way(travel, wait) + e.Rules.TimeCost(n, start, s.Len[n]) + e.Rules.EndCost(k.run, last) - e.Rules.EndCost(k.run, was), true
	}
	next := route.Seq[k.at].Node()
	ready := end + on.Rounded
	then := max(ready, s.Hold[next], in.Core[next].Open)
	if then > route.At[k.at]+route.Slack[k.at] && then > route.At[k.at] {
		return 0, false
	}
	if !p.clocked {
		return e.Rules.Way(travel, 0), true
	}
	wait := start - arrive
	if k.at == 0 {
		wait = p.before(k, leg, start)
	}
	waitNext := then - ready
	if k.at > 0 {
		waitNext -= route.At[k.at] - p.readyAt(route, k.at)
	} else if p.early {
		waitNext -= max(0, route.Sum.Before)
	}
	cost := e.Rules.TimeCost(n, start, s.Len[n])
	more, moved := p.push(k.run, k.at, then)
	return cost + more + e.Rules.Way(travel, wait+waitNext+moved), true
}

// before is the waiting before the first stop of a run.
func (p *inserter) before(k *slotIn, leg state.Leg, start int32) int32 {
	if p.early {
		return max(0, start-k.ready-leg.Exact)
	}
	return 0
}

// readyAt is when a stored stop was reached.
func (p *inserter) readyAt(route *state.Route, i int) int32 {
	return route.At[i-1] + p.e.S.Len[route.Seq[i-1].Node()] + route.Leg[i]
}

// push is what it costs in time, and in waiting of the stops behind it, if a stored stop starts at
// another tick. A linked stop is taken to keep its start or to be pushed; what that does to its
// other runs is not told.
func (p *inserter) push(run state.Run, i int, then int32) (cost int64, wait int32) {
	e := p.e
	in, s := e.In, e.S
	route := &s.Routes[run]
	for {
		d := then - route.At[i]
		if d == 0 {
			return cost, wait
		}
		n := route.Seq[i].Node()
		length := s.Len[n]
		cost += e.Rules.TimeCost(n, then, length) - e.Rules.TimeCost(n, route.At[i], length)
		if i++; i == len(route.Seq) {
			return cost + e.Rules.EndCost(run, route.Sum.Last+d) - e.Rules.EndCost(run, route.Sum.Last), wait
		}
		m := route.Seq[i].Node()
		core := &in.Core[m]
		next := max(then+length+in.RoundUp(route.Leg[i]), s.Hold[m], core.Open)
		if core.Multi {
			next = in.Later(m, next)
		}
		if core.Linked {
			next = max(next, route.At[i])
		}
		wait += next - route.At[i] - d
		then = next
	}
}
