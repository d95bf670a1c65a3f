package search

import (
	"math"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// inserter finds the best place for a visit that is in no run.
type inserter struct {
	e     *Engine
	blink float64 // chance of passing over a place, so that recreations differ
	spare int64   // what an insertion may cost more than leaving the visit out
	spots [state.MaxNeed][]spot
	best  plan
	try   plan
	found bool
	evals int64 // places evaluated in full
}

// spot is a place for one stop: before position at of a run.
type spot struct {
	run  state.Run
	at   int
	cost int64 // what is known without timing: a bound from below but for rounding and the tastes of later stops
}

// plan is a place for all stops of a visit.
type plan struct {
	spots [state.MaxNeed]spot
	hold  int32
	score model.Score
	cost  int64
}

// Put inserts a visit where it costs least, if that is better than leaving it out, or hardly
// worse; it tells whether it did. A visit that may be shorter is tried so where it does not fit.
func (p *inserter) Put(n state.Node) bool {
	e := p.e
	e.S.Len[n] = e.In.Length[n]
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
	need := int(in.Need[n])
	for slot := range need {
		p.spots[slot] = p.spots[slot][:0]
	}
	for _, r := range in.RunsOf[n] {
		if p.usable(r) {
			p.places(n, r, need)
		}
	}
	if need == 1 {
		p.single(n)
		return p.found
	}
	for slot := range need {
		p.top(slot, [...]int{0, 0, 10, 5, 4}[need])
	}
	p.combine(n, 0, need)
	return p.found
}

// single weighs the places of a visit with one carer, the most promising first, and stops when
// what is left cannot be better.
func (p *inserter) single(n state.Node) {
	spots := p.spots[0]
	in := score0(p.e, n)
	for len(spots) > 0 {
		m := 0
		for j := range spots {
			if spots[j].cost < spots[m].cost {
				m = j
			}
		}
		if p.found && in+spots[m].cost >= p.best.cost {
			return
		}
		p.try.spots[0] = spots[m]
		p.weigh(n)
		spots[m] = spots[len(spots)-1]
		spots = spots[:len(spots)-1]
	}
}

// score0 is the part of an insertion's cost that is the same everywhere: the visit is no longer
// missing.
func score0(e *Engine, n state.Node) int64 {
	var gain model.Score
	e.Rules.Missing(n, &gain)
	return -e.w.scalar(gain)
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

// places lists the positions of a run at which a visit keeps its own window and the next
// stop's, as far as the stored times tell.
func (p *inserter) places(n state.Node, r state.Run, need int) {
	e := p.e
	in, s := e.In, e.S
	if !s.Worked[r] {
		for slot := range need {
			if e.Rules.PairLaw(state.StopOf(n, slot), r) == 0 {
				stop := state.StopOf(n, slot)
				p.spots[slot] = append(p.spots[slot], spot{r, openEnd(in, r, n), e.Rules.Door(stop, r) + e.Rules.Opening(r)})
			}
		}
		return
	}
	route := &s.Routes[r]
	t, loc := in.RunStart[r], in.From[r]
	length, place := s.Len[n], in.Place[n]
	for i := 0; i <= len(route.Seq); i++ {
		if i > 0 {
			m := route.Seq[i-1].Node()
			t = route.At[i-1] + s.Len[m]
			if q := in.Place[m]; q >= 0 {
				loc = q
			}
		}
		leg := in.Leg(r, loc, place)
		start := max(t+leg.Rounded, in.Open[n])
		if start > in.Close[n] || start+length > in.RunEnd[r] {
			return
		}
		extra, idle := leg.Exact, int32(0)
		if i < len(route.Seq) {
			m := route.Seq[i].Node()
			q := in.Place[m]
			on := in.Leg(r, place, q)
			if start+length+on.Rounded > in.Close[m] {
				continue
			}
			if q >= 0 {
				extra += on.Exact - route.Leg[i]
			}
			if i > 0 {
				idle = route.At[i] - t - route.Leg[i]
			}
		}
		if e.rng.Float64() < p.blink {
			continue
		}
		for slot := range need {
			stop := state.StopOf(n, slot)
			if e.Rules.PairLaw(stop, r) == 0 {
				p.spots[slot] = append(p.spots[slot], spot{r, i, e.Rules.Door(stop, r) + e.Rules.Way(extra, idle)})
			}
		}
	}
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

// top keeps the k cheapest spots of a slot, in their order.
func (p *inserter) top(slot, k int) {
	spots := p.spots[slot]
	for i := 0; i < k && i < len(spots); i++ {
		m := i
		for j := i + 1; j < len(spots); j++ {
			if spots[j].cost < spots[m].cost {
				m = j
			}
		}
		spots[i], spots[m] = spots[m], spots[i]
	}
	p.spots[slot] = spots[:min(k, len(spots))]
}

// combine weighs every choice of spots for the slots from slot on, with different carers.
func (p *inserter) combine(n state.Node, slot, need int) {
	if slot == need {
		p.weigh(n)
		return
	}
	in := p.e.In
next:
	for _, s := range p.spots[slot] {
		for k := range slot {
			if in.CarerOf[p.try.spots[k].run] == in.CarerOf[s.run] {
				continue next
			}
		}
		p.try.spots[slot] = s
		p.combine(n, slot+1, need)
	}
}

// weigh evaluates the plan in try, with its visit held to the preferred time and, where that
// pushes the next stop, passes the end of the shift or comes too near the person's next visit,
// just early enough not to.
func (p *inserter) weigh(n state.Node) {
	in := p.e.In
	from, to := p.gaps(n)
	hold := in.HoldBase[n]
	if from > hold {
		hold = min(from, in.Close[n])
	}
	p.try.hold = hold
	p.evaluate(n)
	early := min(to, p.latest(n)) / in.Step * in.Step
	if early < hold {
		p.try.hold = early
		p.evaluate(n)
	}
	if in.Multi[n] {
		for _, w := range in.Windows[n] {
			p.try.hold = w.Open
			p.evaluate(n)
		}
	}
}

// gaps gives the starts that the person's visits before and after leave to a visit.
func (p *inserter) gaps(n state.Node) (from, to int32) {
	in, s := p.e.In, p.e.S
	from, to = state.Unset, math.MaxInt32
	visits := in.H.Visits
	if q := in.Prev[n]; q >= 0 && s.Allocated(state.Node(q)) {
		from = s.Start[q] + max(visits[q].MinGap, s.Len[q])
		if most := visits[q].MaxGap; most > 0 && visits[q].Date == visits[n].Date {
			to = s.Start[q] + most
		}
	}
	if q := in.Next[n]; q >= 0 && s.Allocated(state.Node(q)) {
		to = min(to, s.Start[q]-max(visits[n].MinGap, s.Len[n]))
		if most := visits[n].MaxGap; most > 0 && visits[q].Date == visits[n].Date {
			from = max(from, s.Start[q]-most)
		}
	}
	return from, to
}

// latest is the last start of a visit, as planned in try, that leaves the next stop of each
// run, the end of its shift and the visit's own latest end alone.
func (p *inserter) latest(n state.Node) int32 {
	in, s := p.e.In, p.e.S
	end := in.H.Visits[n].LatestEnd
	if end == model.None {
		end = math.MaxInt32
	}
	for slot := range int(in.Need[n]) {
		k := &p.try.spots[slot]
		if route := &s.Routes[k.run]; s.Worked[k.run] && k.at < len(route.Seq) {
			on := in.Leg(k.run, in.Place[n], in.Place[route.Seq[k.at].Node()])
			end = min(end, route.At[k.at]-on.Rounded)
		} else {
			end = min(end, in.RunEnd[k.run]-in.Leg(k.run, in.Place[n], in.To[k.run]).Exact)
		}
	}
	return end - s.Len[n]
}

func (p *inserter) evaluate(n state.Node) {
	e := p.e
	if !p.build(n, &p.try) || !e.T.Time() {
		e.T.Drop()
		return
	}
	p.evals++
	score := e.Rules.Delta(e.T)
	e.T.Drop()
	if cost := e.w.scalar(score); !p.found || cost < p.best.cost {
		p.best = p.try
		p.best.score, p.best.cost = score, cost
		p.found = true
	}
}

// build edits the trial to hold a plan.
func (p *inserter) build(n state.Node, k *plan) bool {
	t := p.e.T
	t.Begin()
	for slot := range int(p.e.In.Need[n]) {
		t.Insert(state.StopOf(n, slot), k.spots[slot].run, k.spots[slot].at)
	}
	t.SetHold(n, k.hold)
	return t.FitKey(n)
}
