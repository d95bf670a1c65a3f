package search

import (
	"math"

	"github.com/milltir/milltir/solver/internal/state"
)

// Pricing tells what putting one stop into one run will cost before anything is timed: door, way,
// the stop's own time, and what pushing the stops behind it costs, walked until a wait has taken
// the push up. In problems whose rules it covers (constraint.Rules.Exact) the price is the cost;
// in others it orders the places that are then weighed in full.

// spotIn is a place in a run as pricing sees it: what comes before and what comes after.
type spotIn struct {
	run   state.Run
	at    int
	ready int32 // end of the stop before, or of the break that is then taken on arrival
	loc   state.Place
	brk   state.Node // a break that is taken at the next stop's place stands just before; -1
	next  state.Place
	leg   int32 // exact leg that the place replaces
	late  bool  // the break before would come too late
}

// into describes the place before position at of a worked run.
func (p *inserter) into(run state.Run, at int) spotIn {
	in, s := p.e.In, p.e.S
	route := &s.Routes[run]
	k := spotIn{run: run, at: at, ready: in.RunStart[run], loc: in.From[run], brk: -1, next: state.NoPlace}
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
			if q := in.Core[route.Seq[i].Node()].EndAt; q >= 0 {
				k.loc = q
				break
			}
		}
	}
	if at == len(route.Seq) {
		if k.next = in.To[run]; i >= 0 {
			k.leg += route.Sum.Last - route.At[at-1] - s.Len[route.Seq[at-1].Node()] // without a stop nobody has gone it
		}
		return k
	}
	k.next = in.Core[route.Seq[at].Node()].Place
	if k.next < 0 && in.BreakNext {
		k.next = p.ahead(run, at)
	}
	if k.brk < 0 {
		k.leg = route.Leg[at]
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
func (p *inserter) arrival(k *spotIn, n state.Node) (at int32, leg state.Leg) {
	in, s := p.e.In, p.e.S
	leg = in.WayAt(k.run, k.loc, in.Place[n], k.ready)
	at = k.ready + leg.Rounded
	if k.brk >= 0 {
		rest := max(at, in.Core[k.brk].Open, s.Hold[k.brk])
		k.late = rest > in.LawClose[k.brk]
		at = rest + s.Len[k.brk]
	}
	return at, leg
}

// offer is a visit at a place, to be priced.
type offer struct {
	n             state.Node
	arrive, start int32
	leg           state.Leg
	base, bound   int64 // what it costs anyway, and the price from which on nobody wants it
}

// price is what an offer costs, base included, but for being there at all; false where the law
// about times forbids it or it is not below the bound.
func (p *inserter) price(k *spotIn, o *offer) (int64, bool) {
	e := p.e
	in, s := e.In, e.S
	route := &s.Routes[k.run]
	length := s.Len[o.n]
	end := o.start + length
	on := in.WayAt(k.run, in.EndAt[o.n], k.next, end)
	travel := o.leg.Exact + on.Exact - k.leg
	if k.late {
		return 0, false
	}
	cost, wait := o.base, int32(0)
	if p.idle.Worth > 0 {
		cost -= e.Rules.Relief(&p.idle, s, k.run, length+max(0, travel))
	}
	if p.held {
		cost += e.Rules.Taken(k.run, o.n, o.start-o.leg.Exact, end+on.Exact)
	}
	if p.clocked {
		if wait = o.start - o.arrive; k.at == 0 {
			wait = p.before(k, o)
		}
		cost += e.Rules.TimeCost(o.n, o.start, length)
	}
	if k.at == len(route.Seq) {
		last := end + on.Exact
		if last > in.LawEnd[k.run] {
			return 0, false
		}
		cost += e.Rules.Way(travel, wait)
		if p.clocked {
			cost += e.Rules.EndCost(k.run, last) - e.Rules.EndCost(k.run, max(route.Sum.Last, in.RunStart[k.run]))
		}
		return cost, cost < o.bound
	}
	next := route.Seq[k.at].Node()
	ready := end + on.Rounded
	then := max(ready, s.Hold[next], in.Core[next].Open)
	if in.Core[next].Multi {
		then = in.Later(next, then)
	}
	if in.Core[next].Linked {
		then = max(then, route.At[k.at])
	}
	if d := then - route.At[k.at]; d > 0 && d > route.Slack[k.at] {
		return 0, false
	}
	if !p.clocked {
		cost += e.Rules.Way(travel, 0)
		return cost, cost < o.bound
	}
	wait += then - ready
	if k.at > 0 {
		wait -= route.At[k.at] - p.readyAt(route, k.at)
	} else if p.early {
		wait -= max(0, route.Sum.Before)
	}
	return p.pushed(k, o, cost+e.Rules.Way(travel, 0), then, wait)
}

// pushed adds what it costs that the next stop starts at another tick.
func (p *inserter) pushed(k *spotIn, o *offer, cost int64, then, wait int32) (int64, bool) {
	e := p.e
	route := &e.S.Routes[k.run]
	if d := then - route.At[k.at]; d >= 0 && d <= route.Ease[k.at] {
		cost += e.Rules.Way(0, wait-min(d, route.Idle[k.at]))
		return cost, cost < o.bound
	}
	bound := int64(math.MaxInt64)
	if p.rising && p.unpaid {
		if bound = o.bound - cost; bound <= 0 {
			return 0, false
		}
	}
	more, moved := p.push(k.run, k.at, then, bound)
	cost += more + e.Rules.Way(0, wait+moved)
	return cost, cost < o.bound
}

// before is the waiting before the first stop of a run.
func (p *inserter) before(k *spotIn, o *offer) int32 {
	if p.early {
		return max(0, o.start-k.ready-o.leg.Exact)
	}
	return 0
}

// readyAt is when a stored stop was reached.
func (p *inserter) readyAt(route *state.Route, i int) int32 {
	return route.At[i-1] + p.e.S.Len[route.Seq[i-1].Node()] + route.Leg[i]
}

// push is what it costs in time, and in waiting of the stops behind it, if a stored stop starts at
// another tick; past the bound it gives up. A linked stop is taken to keep its start or to be
// pushed; what that does to its other runs is not told.
func (p *inserter) push(run state.Run, i int, then int32, bound int64) (cost int64, wait int32) {
	e := p.e
	in, s := e.In, e.S
	route := &s.Routes[run]
	for {
		d := then - route.At[i]
		if d == 0 {
			return cost, wait
		}
		if d > 0 && d <= route.Ease[i] {
			return cost, wait - min(d, route.Idle[i])
		}
		n := route.Seq[i].Node()
		length := s.Len[n]
		cost += e.Rules.TimeCost(n, then, length) - e.Rules.TimeCost(n, route.At[i], length)
		if cost >= bound && d > 0 {
			return cost, wait
		}
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
