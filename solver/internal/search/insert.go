package search

import (
	"math"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/constraint"
	"github.com/milltir/milltir/solver/internal/state"
)

// inserter finds the best place for a visit that is in no run.
type inserter struct {
	e       *Engine
	clocked bool // times have a price
	early   bool // runs leave at the start of their shift
	exact   bool // a price is a cost
	rising  bool // later never costs less
	unpaid  bool // waiting costs nothing
	held    bool // somebody's being free, or on site, has a price
	blink   float64
	skip    int                   // places until the next that is passed over
	spare   int64                 // what an insertion may cost more than leaving the visit out
	spots   [state.MaxNeed][]spot // the most promising ones, cheapest first
	most    int                   // how many
	joint   []joint
	pack    packer
	shut    bool // no shift may be opened
	idle    constraint.Idle
	best    plan
	try     plan
	found   bool
	seen    []uint32 // by run: twins looked at already
	round   uint32
	evals   int64 // places evaluated in full
}

// spot is a place for one stop: before position at of a run.
type spot struct {
	run   state.Run
	at    int
	start int32 // as early as the run allows, or when the person likes it best
	cost  int64 // its price
}

// joint is a set of spots for the parts of a linked visit.
type joint struct {
	spot [state.MaxNeed]int32
	cost int64
}

// plan is a place for all parts of a visit, with the holds of their visits.
type plan struct {
	spots [state.MaxNeed]spot
	hold  [state.MaxNeed]int32
	long  int32 // the visit's length; 0: as it is
	score model.Score
	cost  int64
	rank  int64 // cost less what it does for the search
}

func newInserter(e *Engine) inserter {
	return inserter{
		e: e, clocked: e.Rules.Clocked(), exact: e.Rules.Exact(), seen: make([]uint32, e.In.Runs),
		held: e.Rules.Held(), early: e.In.H.Rules.Departure == model.Earliest, rising: e.Rules.Rising(), unpaid: e.Rules.Way(0, 1000) == 0,
	}
}

// Put inserts a visit where it costs least, if that is better than leaving it out, or hardly
// worse; it tells whether it did. A visit that may be shorter is tried so where it does not fit.
func (p *inserter) Put(n state.Node) bool {
	e := p.e
	if c := e.In.Package[n]; c >= 0 {
		return p.putPackage(c)
	}
	for k := range e.In.Parts(n) {
		m := e.In.Part(n, k).Node()
		e.S.Len[m] = e.In.Length[m]
	}
	if !p.fits(n) {
		if e.In.LengthMin[n] >= e.In.Length[n] {
			return false
		}
		if e.S.Len[n] = e.In.LengthMin[n]; !p.fits(n) {
			e.S.Len[n] = e.In.Length[n]
			return false
		}
	}
	if !p.build(n, &p.best) || !e.T.Time() {
		e.T.Drop()
		return false
	}
	e.commit(e.Rules.Delta(e.T))
	e.found(n)
	if e.In.Loose(n) > 0 {
		p.join(n)
	}
	if e.In.H.Visits[n].Pool >= 0 && e.S.Len[n] < e.In.LengthMax[n] && !e.owed(n) {
		p.stretch(n)
	}
	return true
}

// fits looks for the best place for a visit at its present length, and tells whether it is one
// to take.
func (p *inserter) fits(n state.Node) bool {
	return p.search(n) && p.best.cost < p.spare && p.best.score.Breaches <= 0
}

// search leaves the best plan for a visit in best.
func (p *inserter) search(n state.Node) bool {
	p.found = false
	in := p.e.In
	p.idle = p.e.Rules.Idlest(p.e.S)
	parts := in.Parts(n)
	switch {
	case parts > 2:
		p.most = candidates3
	case parts == 2:
		p.most = candidates2
	case p.exact:
		p.most = 1
	default:
		p.most = trials
	}
	for k := range parts {
		p.spots[k] = p.spots[k][:0]
		p.gather(in.Part(n, k), k)
	}
	if parts == 1 {
		p.single(n)
		return p.found
	}
	p.combine(n, parts)
	return p.found
}

// gather lists the places of one part of a visit in every run that may take it.
func (p *inserter) gather(stop state.Stop, k int) {
	e := p.e
	p.round++
	n := stop.Node()
	load, bars := e.Rules.LoadOf(n), e.Rules.Barring()
	for _, r := range e.In.RunsOf[n] {
		if e.Rules.PairLaw(stop, r) != 0 || load > e.Rules.Room(r) || !p.usable(r) || bars && e.Rules.Bars(e.S, n, r) {
			continue
		}
		if !e.S.Worked[r] {
			if p.shut {
				continue
			}
			if twin := e.In.Twin[r]; p.seen[twin] != p.round {
				p.seen[twin] = p.round
				p.opened(stop, r, k)
			}
			continue
		}
		p.places(stop, r, k)
	}
}

// usable tells whether a run is worked or can be.
func (p *inserter) usable(r state.Run) bool {
	s := p.e.S
	if s.Worked[r] {
		return true
	}
	for _, c := range p.e.In.Conflicts[r] {
		if s.Worked[c] {
			return false
		}
	}
	return true
}

// opened adds the place of a visit in a run that is not worked yet.
func (p *inserter) opened(stop state.Stop, r state.Run, k int) {
	e := p.e
	in, n := e.In, stop.Node()
	out := in.WayAt(r, in.From[r], in.Place[n], in.RunStart[r])
	if e.Rules.OpeningLaw(r) > 0 {
		return
	}
	start := max(in.RunStart[r]+out.Rounded, in.Open[n])
	back := in.WayAt(r, in.EndAt[n], in.To[r], start+e.S.Len[n])
	end := start + e.S.Len[n] + back.Exact
	if start > in.LawClose[n] || end > in.LawEnd[r] {
		return
	}
	wait := int32(0)
	if p.early {
		wait = max(0, start-in.RunStart[r]-out.Exact)
	}
	cost := e.Rules.AtDoor(stop, r) + e.Rules.Opening(r) + e.Rules.Way(out.Exact+back.Exact, wait) +
		e.Rules.TimeCost(n, start, e.S.Len[n]) + e.Rules.EndCost(r, end)
	p.keep(k, spot{r, openEnd(in, r, n), start, cost})
}

// keep adds a spot to the most promising ones of a part.
func (p *inserter) keep(part int, s spot) {
	spots := p.spots[part]
	i := len(spots)
	switch {
	case i < p.most:
		spots = append(spots, s)
	case s.cost >= spots[i-1].cost:
		return
	default:
		i--
	}
	for ; i > 0 && spots[i-1].cost > s.cost; i-- {
		spots[i] = spots[i-1]
	}
	spots[i] = s
	p.spots[part] = spots
}

// bound is the price from which on a spot is not among the most promising ones of a part.
func (p *inserter) bound(part int) int64 {
	if spots := p.spots[part]; len(spots) == p.most {
		return spots[p.most-1].cost
	}
	return math.MaxInt64
}

// openEnd is the position in a freshly opened run, whose only stops are its own, at which a
// visit belongs.
func openEnd(in *state.Instance, r state.Run, n state.Node) int {
	at := 0
	if b := in.Break[r]; b >= 0 && in.Open[b] < in.Open[n] {
		at++
	}
	for _, f := range in.Fixed[r] {
		if in.Open[f] < in.Open[n] {
			at++
		}
	}
	return at
}

// places lists the positions of a run at which a visit keeps the law about times, its own and
// that of the stops behind it, with their prices.
func (p *inserter) places(stop state.Stop, r state.Run, part int) {
	e := p.e
	in, s, n := e.In, e.S, stop.Node()
	route := &s.Routes[r]
	door := e.Rules.AtDoor(stop, r)
	open, shut, length := in.Open[n], in.LawClose[n], s.Len[n]
	o := offer{n: n, base: door}
	for i := 0; i <= len(route.Seq); i++ {
		if i > 0 && route.At[i-1] > shut {
			return
		}
		if i < len(route.Seq) && open+length > route.At[i]+max(0, route.Slack[i]) {
			continue // what comes next could not wait for it
		}
		if p.blinks() {
			continue
		}
		k := p.into(r, i)
		o.arrive, o.leg = p.arrival(&k, n)
		o.start = max(o.arrive, open)
		if in.Multi[n] {
			o.start = in.Later(n, o.start)
		}
		if o.start > shut {
			continue
		}
		o.start = p.liked(&k, n, o.start)
		o.bound = p.bound(part)
		if cost, ok := p.price(&k, &o); ok {
			p.keep(part, spot{r, i, o.start, cost})
		}
		if len(in.Windows[n]) > 1 && !in.Multi[n] {
			p.laterWindows(&k, o, part)
		}
	}
}

// laterWindows adds the places in which a visit waits for a later window of its own.
func (p *inserter) laterWindows(k *spotIn, o offer, part int) {
	first := o.start
	for _, w := range p.e.In.Windows[o.n] {
		if w.Open <= first {
			continue
		}
		o.start, o.bound = w.Open, p.bound(part)
		if cost, ok := p.price(k, &o); ok {
			p.keep(part, spot{k.run, k.at, w.Open, cost})
		}
	}
}

// blinks tells whether to pass over a place, so that recreations differ: one in so many, drawn by
// the distance to the next.
func (p *inserter) blinks() bool {
	if p.blink == 0 {
		return false
	}
	if p.skip > 0 {
		p.skip--
		return false
	}
	p.skip = int(math.Log(1-p.e.rng.Float64()) / math.Log(1-p.blink))
	return true
}

// liked is the start that a visit with a preferred time would be given at a place: held back to
// it, as far as that pushes nothing.
func (p *inserter) liked(k *spotIn, n state.Node, start int32) int32 {
	e := p.e
	in := e.In
	hold := in.HoldBase[n]
	if hold <= start {
		return start
	}
	route := &e.S.Routes[k.run]
	free := in.RunEnd[k.run]
	if k.at < len(route.Seq) {
		free = route.At[k.at]
	}
	return max(start, min(hold, in.LeaveBy(k.run, in.EndAt[n], k.next, free)-e.S.Len[n]))
}

// trials is how many places, the most promising by price, are weighed in full.
const trials = 8

// single weighs the places of a visit with one carer, the most promising first, and stops when
// what is left cannot be better.
func (p *inserter) single(n state.Node) {
	spots := p.spots[0]
	in := p.score0(n)
	if p.exact {
		p.cheapest(n, in)
		return
	}
	for m := range spots {
		if p.found && in+spots[m].cost >= p.best.rank {
			return
		}
		p.try.spots[0] = spots[m]
		p.weigh(n)
	}
}

// cheapest takes the place with the least price, where prices are costs.
func (p *inserter) cheapest(n state.Node, in int64) {
	spots := p.spots[0]
	if len(spots) == 0 {
		return
	}
	p.evals++
	p.best.spots[0], p.best.cost, p.best.score = spots[0], in+spots[0].cost, model.Score{}
	p.best.hold[0] = p.holdFor(n, spots[0].start)
	p.found = true
}

// holdFor is the hold by which a visit that was priced at a start gets it: its own where that is
// enough, as with no window to wait for.
func (p *inserter) holdFor(n state.Node, start int32) int32 {
	in := p.e.In
	if len(in.Windows[n]) > 1 && !in.Multi[n] {
		for _, w := range in.Windows[n][1:] {
			if w.Open == start {
				return start
			}
		}
		return state.Unset
	}
	if in.HoldBase[n] > start {
		return start
	}
	return in.HoldBase[n]
}

// score0 is the part of an insertion's cost that is the same everywhere: the visit, and the one
// it is tied to, is no longer missing.
func (p *inserter) score0(n state.Node) int64 {
	e := p.e
	var gain model.Score
	e.Rules.Missing(n, &gain)
	if m := e.In.Mate[n]; m >= 0 {
		e.Rules.Missing(m, &gain)
	}
	return -e.w.scalar(gain)
}
