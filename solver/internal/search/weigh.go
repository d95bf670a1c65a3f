package search

import (
	"math"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// weigh evaluates the plan in try, and again with the visit as long as the law asks for where it may be.
func (p *inserter) weigh(n state.Node) {
	p.try.long = 0
	p.weighHolds(n)
	if long := p.e.Rules.LawfulLength(p.e.S, n); long > 0 {
		p.try.long = long
		p.weighHolds(n)
		p.try.long = 0
	}
}

// weighHolds evaluates the plan in try, with its visit held to the preferred time and, where that
// pushes the next stop, passes the end of the shift or comes too near the person's next visit,
// just early enough not to.
func (p *inserter) weighHolds(n state.Node) {
	in := p.e.In
	if len(in.Windows[n]) > 1 && !in.Multi[n] {
		p.try.hold[0] = p.holdFor(n, p.try.spots[0].start)
		p.evaluate(n)
		return
	}
	from, to := p.e.Rules.Between(p.e.S, n)
	hold := in.HoldBase[n]
	if from > hold {
		hold = min(from, in.Close[n])
	}
	p.try.hold[0] = hold
	p.evaluate(n)
	early := min(to, p.latest(n)) / in.Step * in.Step
	if early < hold {
		p.try.hold[0] = early
		p.evaluate(n)
	}
	if in.Multi[n] {
		for _, w := range in.Windows[n] {
			p.try.hold[0] = w.Open
			p.evaluate(n)
		}
	}
}

// latest is the last start of a visit, as planned in try, that leaves the next stop of each
// run, the end of its shift and the visit's own latest end alone.
func (p *inserter) latest(n state.Node) int32 {
	in, s := p.e.In, p.e.S
	end := int32(math.MaxInt32)
	if by := in.H.Visits[n].LatestEnd; by != model.None {
		end = by
	}
	if by := in.H.Visits[n].LoneBy(in.LawClose[n]); by != model.None && in.Need[n] == 1 {
		end = min(end, by)
	}
	for seat := range int(in.Need[n]) {
		k := &p.try.spots[seat]
		if route := &s.Routes[k.run]; s.Worked[k.run] && k.at < len(route.Seq) {
			end = min(end, in.LeaveBy(k.run, in.EndAt[n], in.Place[route.Seq[k.at].Node()], route.At[k.at]))
		} else {
			back := in.Leg(k.run, in.EndAt[n], in.To[k.run]) // a run may end within a step
			end = min(end, in.LeaveBy(k.run, in.EndAt[n], in.To[k.run], in.RunEnd[k.run])+back.Rounded-back.Exact)
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
	cost := e.weigh(score)
	e.T.Drop()
	if rank := cost - p.shared(n); !p.found || rank < p.best.rank {
		p.best = p.try
		p.best.score, p.best.cost, p.best.rank = score, cost, rank
		p.found = true
	}
}

// shared is what a plan does for the worst idle time where several runs have it, so that no one
// insertion shows it: the search has to relieve them one after the other.
func (p *inserter) shared(n state.Node) int64 {
	if p.idle.Runs < 2 {
		return 0
	}
	sum := int64(0)
	for i := range p.e.In.Parts(n) {
		m := p.e.In.Part(n, i).Node()
		sum += p.e.Rules.Relief(&p.idle, p.e.S, p.try.spots[i].run, p.e.S.Len[m])
	}
	return sum
}

// build edits the trial to hold a plan.
func (p *inserter) build(n state.Node, k *plan) bool {
	t := p.e.T
	t.Begin()
	for i := range p.e.In.Parts(n) {
		stop := p.e.In.Part(n, i)
		t.Insert(stop, k.spots[i].run, k.spots[i].at)
		if i == 0 || p.e.In.Mate[n] >= 0 {
			t.SetHold(stop.Node(), k.hold[i])
		}
	}
	if k.long > 0 {
		t.SetLen(n, k.long)
	}
	return t.FitKey(n)
}
