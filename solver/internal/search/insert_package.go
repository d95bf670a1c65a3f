package search

import (
	"math"

	"github.com/milltir/milltir/solver/internal/state"
)

// packer finds places for a person's package: the pattern, the few carers who come, and where in
// their days. Every carer's cheapest place for every visit is priced once; then each pattern is
// priced with every choice of as many carers as may come.
type packer struct {
	cell  []spot // by visit of the package · carers + carer; run NoRun where the carer cannot
	plans []packPlan
	built []spot // what the trial holds so far
}

// packPlan is one way to do a package.
type packPlan struct {
	option int
	who    [2]state.Carer // the second is -1 where one does all, both where anybody may come
	at     int32          // time of day of every start, Unset where each has its own
	cost   int64
}

const packPlans = 4 // ways to do a package that are weighed in full

// putPackage inserts a package where it costs least, if that is better than leaving it out.
func (p *inserter) putPackage(c int32) bool {
	e := p.e
	if e.In.H.Choices[c].Group != "" {
		return p.putGroup(c)
	}
	visits := e.In.Packs[c]
	p.pack.plans = p.pack.plans[:0]
	p.idle = e.Rules.Idlest(e.S)
	first := visits[0]
	if dawn, ok := e.Rules.AtOneTime(first); ok {
		p.oneTime(c, dawn)
	} else {
		p.priceVisits(visits, state.Unset)
		p.patterns(c, state.Unset)
	}
	best, cost := -1, p.spare
	for i := range p.pack.plans {
		if p.buildPackage(c, &p.pack.plans[i]) && e.T.Time() {
			p.evals++
			d := e.Rules.Delta(e.T)
			if w := e.weigh(d); w < cost && d.Breaches <= 0 {
				best, cost = i, w
			}
		}
		e.T.Drop()
	}
	if best < 0 || !p.buildPackage(c, &p.pack.plans[best]) || !e.T.Time() {
		e.T.Drop()
		return false
	}
	e.commit(e.Rules.Delta(e.T))
	e.found(first)
	p.joinAll(visits)
	return true
}

// oneTime prices a package at every time of day that its windows share.
func (p *inserter) oneTime(c, dawn int32) {
	e := p.e
	visits := e.In.Packs[c]
	from, to := e.In.Open[visits[0]]-dawn, e.In.Close[visits[0]]-dawn
	for _, n := range visits {
		d, _ := e.Rules.AtOneTime(n)
		from, to = max(from, e.In.Open[n]-d), min(to, e.In.Close[n]-d)
	}
	step := max(e.In.Step, (to-from)/100/max(e.In.Step, 1)*e.In.Step)
	for at := from; at <= to; at += step {
		p.priceVisits(visits, at)
		p.patterns(c, at)
	}
}

// priceVisits finds every carer's cheapest place for each visit, at a time of day if one is given.
func (p *inserter) priceVisits(visits []state.Node, at int32) {
	e := p.e
	in := e.In
	p.pack.cell = p.pack.cell[:0]
	for _, n := range visits {
		row := len(p.pack.cell)
		for range in.Carers {
			p.pack.cell = append(p.pack.cell, spot{run: state.NoRun, cost: math.MaxInt64})
		}
		for _, r := range in.RunsOf[n] {
			p.priceIn(state.StopOf(n, 0), r, at)
			k := &p.pack.cell[row+int(in.CarerOf[r])]
			if len(p.spots[0]) > 0 && p.spots[0][0].cost < k.cost {
				*k = p.spots[0][0]
			}
		}
	}
}

// priceIn leaves the cheapest place of a run for one carer's part in a visit in spots.
func (p *inserter) priceIn(stop state.Stop, r state.Run, at int32) {
	e, n := p.e, stop.Node()
	p.most, p.spots[0] = 1, p.spots[0][:0]
	switch {
	case e.Rules.PairLaw(stop, r) != 0 || e.Rules.LoadOf(n) > e.Rules.Room(r) || !p.usable(r) || e.Rules.Bars(e.S, n, r):
	case !e.S.Worked[r]:
		if !p.shut {
			p.opened(stop, r, 0)
		}
	case at == state.Unset:
		p.places(stop, r, 0)
	default:
		dawn, _ := e.Rules.AtOneTime(n)
		p.placesAt(stop, r, dawn+at)
	}
}

// placesAt lists the place of a run at which a visit can start at a tick.
func (p *inserter) placesAt(stop state.Stop, r state.Run, start int32) {
	e := p.e
	route, n := &e.S.Routes[r], stop.Node()
	o := offer{n: n, start: start, base: e.Rules.AtDoor(stop, r)}
	for i := 0; i <= len(route.Seq); i++ {
		if i > 0 && route.At[i-1] > start {
			return
		}
		k := p.into(r, i)
		if o.arrive, o.leg = p.arrival(&k, n); o.arrive > start {
			continue
		}
		o.bound = p.bound(0)
		if cost, ok := p.price(&k, &o); ok {
			p.keep(0, spot{r, i, start, cost})
		}
	}
}

// patterns prices every pattern of a package with every choice of carers.
func (p *inserter) patterns(c, at int32) {
	e := p.e
	in := e.In
	most := e.Rules.MostCarers(in.Person[in.Packs[c][0]])
	for o := range in.H.Choices[c].Options {
		if most == 0 || most > 2 {
			p.plan(c, packPlan{option: o, who: [2]state.Carer{-1, -1}, at: at})
			continue
		}
		for a := range in.Carers {
			p.plan(c, packPlan{option: o, who: [2]state.Carer{state.Carer(a), -1}, at: at})
			for b := a + 1; b < in.Carers && most == 2; b++ {
				p.plan(c, packPlan{option: o, who: [2]state.Carer{state.Carer(a), state.Carer(b)}, at: at})
			}
		}
	}
}

// plan prices one way to do a package and keeps it among the cheapest.
func (p *inserter) plan(c int32, k packPlan) {
	bound := int64(math.MaxInt64)
	plans := p.pack.plans
	if len(plans) == packPlans {
		bound = plans[len(plans)-1].cost
	}
	used := false // a second carer who does nothing is no other way
	for _, v := range p.e.In.H.Choices[c].Options[k.option] {
		cell, who := p.cheapestOf(c, state.Node(v), &k)
		if cell == nil {
			return
		}
		used = used || who == k.who[1]
		if k.cost += cell.cost; k.cost >= bound {
			return
		}
	}
	if k.who[1] >= 0 && !used {
		return
	}
	if len(plans) < packPlans {
		plans = append(plans, k)
	}
	i := len(plans) - 1
	for ; i > 0 && plans[i-1].cost > k.cost; i-- {
		plans[i] = plans[i-1]
	}
	plans[i] = k
	p.pack.plans = plans
}

// cheapestOf is the place of a visit with the cheapest of a plan's carers, nil if none can.
func (p *inserter) cheapestOf(c int32, n state.Node, k *packPlan) (*spot, state.Carer) {
	in := p.e.In
	row := 0
	for i, m := range in.Packs[c] {
		if m == n {
			row = i * in.Carers
			break
		}
	}
	cells := p.pack.cell[row : row+in.Carers]
	best, who := (*spot)(nil), state.Carer(-1)
	if k.who[0] < 0 {
		for a := range cells {
			if s := &cells[a]; s.run != state.NoRun && (best == nil || s.cost < best.cost) {
				best, who = s, state.Carer(a)
			}
		}
		return best, who
	}
	for _, a := range k.who {
		if a < 0 {
			continue
		}
		if s := &cells[a]; s.run != state.NoRun && (best == nil || s.cost < best.cost) {
			best, who = s, a
		}
	}
	return best, who
}

// buildPackage edits the trial to hold a plan. The prices may be those of another time of day:
// then they are worked out again.
func (p *inserter) buildPackage(c int32, k *packPlan) bool {
	e := p.e
	if k.at != state.Unset {
		p.priceVisits(e.In.Packs[c], k.at)
	}
	e.T.Begin()
	p.pack.built = p.pack.built[:0]
	for _, v := range e.In.H.Choices[c].Options[k.option] {
		n := state.Node(v)
		s, _ := p.cheapestOf(c, n, k)
		if s == nil {
			return false
		}
		p.insertAt(state.StopOf(n, 0), s)
		hold := e.In.HoldBase[n]
		if from, _ := e.Rules.Between(e.S, n); from > hold {
			hold = min(from, e.In.Close[n])
		}
		if k.at != state.Unset {
			dawn, _ := e.Rules.AtOneTime(n)
			hold = dawn + k.at
		}
		e.T.SetHold(n, hold)
		if !p.insertOthers(n, k.at) {
			return false
		}
	}
	return true
}

// insertAt inserts a stop at a spot, counted on by what the trial has put before it.
func (p *inserter) insertAt(stop state.Stop, s *spot) {
	at := s.at
	for _, b := range p.pack.built {
		if b.run == s.run && b.at <= s.at {
			at++
		}
	}
	p.pack.built = append(p.pack.built, *s)
	p.e.T.Insert(stop, s.run, at)
}

// insertOthers gives the other parts of a visit by several carers to whoever is cheapest; false if
// there is nobody.
func (p *inserter) insertOthers(n state.Node, at int32) bool {
	e := p.e
	for seat := 1; seat < int(e.In.Need[n]); seat++ {
		best := spot{run: state.NoRun, cost: math.MaxInt64}
		for _, r := range e.In.RunsOf[n] {
			there := false
			for k := range seat {
				there = there || e.In.CarerOf[e.T.RunOf(state.StopOf(n, k))] == e.In.CarerOf[r]
			}
			if there {
				continue
			}
			if p.priceIn(state.StopOf(n, seat), r, at); len(p.spots[0]) > 0 && p.spots[0][0].cost < best.cost {
				best = p.spots[0][0]
			}
		}
		if best.run == state.NoRun {
			return false
		}
		p.insertAt(state.StopOf(n, seat), &best)
	}
	return e.T.FitKey(n)
}
