package search

import (
	"math"

	"github.com/milltir/milltir/solver/internal/state"
)

// candidates is how many places of each part of a linked visit, the most promising by price, are
// put together, and weighings how many of these sets are weighed in full.
const (
	candidates2 = 14
	candidates3 = 5
	weighings   = 6
)

// combine prices the sets of places for the parts of a linked visit, at the times at which they
// would start together, and weighs the best of them.
func (p *inserter) combine(n state.Node, parts int) {
	p.joint = p.joint[:0]
	var choice joint
	p.choose(n, 0, parts, choice)
	in := p.score0(n)
	for range weighings {
		if len(p.joint) == 0 {
			return
		}
		m := 0
		for j := range p.joint {
			if p.joint[j].cost < p.joint[m].cost {
				m = j
			}
		}
		if p.found && in+p.joint[m].cost >= p.best.rank {
			return
		}
		for i := range parts {
			p.try.spots[i] = p.spots[i][p.joint[m].spot[i]]
		}
		p.weighJoint(n)
		p.joint[m] = p.joint[len(p.joint)-1]
		p.joint = p.joint[:len(p.joint)-1]
	}
}

// weighJoint weighs the plan in try. Parts that are visits of their own have holds of their own.
func (p *inserter) weighJoint(n state.Node) {
	in := p.e.In
	if in.Mate[n] < 0 {
		p.weigh(n)
		return
	}
	for i := range 2 {
		p.try.hold[i] = p.holdFor(in.Part(n, i).Node(), p.try.spots[i].start)
	}
	p.evaluate(n)
}

// choose goes through every choice of spots for the parts from part on, with different carers.
func (p *inserter) choose(n state.Node, part, parts int, c joint) {
	if part == parts {
		if cost, ok := p.jointPrice(n, parts, &c); ok {
			c.cost = cost
			p.joint = append(p.joint, c)
		}
		return
	}
	in := p.e.In
next:
	for i := range p.spots[part] {
		for k := range part {
			if in.CarerOf[p.spots[k][c.spot[k]].run] == in.CarerOf[p.spots[part][i].run] {
				continue next
			}
		}
		c.spot[part] = int32(i)
		p.choose(n, part+1, parts, c)
	}
}

// jointPrice is the price of a choice at the times at which its parts would start together. Where
// one part makes another wait, the other is priced again at its later start.
func (p *inserter) jointPrice(n state.Node, parts int, c *joint) (int64, bool) {
	e := p.e
	in := e.In
	var at [state.MaxNeed]int32
	last := state.Unset
	for i := range parts {
		at[i] = p.spots[i][c.spot[i]].start
		last = max(last, at[i])
	}
	switch {
	case !in.Linked[n]: // tied, but not in time
	case in.Mate[n] >= 0:
		at[0], at[1] = in.Together(n, at[0], at[1])
	default:
		for i := range parts {
			at[i] = last
		}
	}
	sum := int64(0)
	for i := range parts {
		s := &p.spots[i][c.spot[i]]
		cost, ok := s.cost, true
		if at[i] != s.start {
			cost, ok = p.reprice(in.Part(n, i), s, at[i])
		}
		if !ok {
			return 0, false
		}
		sum += cost
	}
	return sum, true
}

// reprice is the price of a spot at another start than its own.
func (p *inserter) reprice(stop state.Stop, s *spot, start int32) (int64, bool) {
	e := p.e
	in, n := e.In, stop.Node()
	if start > in.LawClose[n] {
		return 0, false
	}
	door := e.Rules.AtDoor(stop, s.run)
	if !e.S.Worked[s.run] {
		home := in.WayAt(s.run, in.EndAt[n], in.To[s.run], start+e.S.Len[n])
		there := in.WayAt(s.run, in.From[s.run], in.Place[n], in.RunStart[s.run])
		out, back := there.Exact, home.Exact
		end := start + e.S.Len[n] + back
		return door + e.Rules.Opening(s.run) + e.Rules.Way(out+back, 0) + e.Rules.TimeCost(n, start, e.S.Len[n]) + e.Rules.EndCost(s.run, end),
			end <= in.LawEnd[s.run]
	}
	k := p.into(s.run, s.at)
	o := offer{n: n, start: start, base: door, bound: math.MaxInt64}
	o.arrive, o.leg = p.arrival(&k, n)
	return p.price(&k, &o)
}
