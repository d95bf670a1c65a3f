package search

import "github.com/milltir/milltir/solver/internal/state"

// join fills the seats of a visit that is in, which may stay empty, where that costs less. The visit
// starts when it does.
func (p *inserter) join(n state.Node) {
	e := p.e
	for seat := e.In.Need[n]; seat < e.In.Room[n]; seat++ {
		stop := state.StopOf(n, int(seat))
		if e.S.RunOf[stop] != state.NoRun {
			continue
		}
		p.most, p.spots[0] = trials, p.spots[0][:0]
		for _, r := range e.In.RunsOf[n] {
			if e.S.Worked[r] && !p.isThere(n, r) && e.Rules.PairLaw(stop, r) == 0 {
				p.placesAt(stop, r, e.S.Start[n])
			}
		}
		best, least := -1, int64(0)
		for i := range p.spots[0] {
			if !p.beside(stop, &p.spots[0][i]) {
				continue
			}
			d := e.Rules.Delta(e.T)
			if w := e.weigh(d); w < least && d.Breaches <= 0 {
				best, least = i, w
			}
			e.T.Drop()
		}
		if best >= 0 && p.beside(stop, &p.spots[0][best]) {
			e.commit(e.Rules.Delta(e.T))
		}
	}
}

// joinAll is join for those of several visits that have such seats and are in.
func (p *inserter) joinAll(visits []state.Node) {
	for _, n := range visits {
		if p.e.In.Loose(n) > 0 && p.e.S.Allocated(n) {
			p.join(n)
		}
	}
}

// isThere tells whether a run's carer is at a visit.
func (p *inserter) isThere(n state.Node, r state.Run) bool {
	in := p.e.In
	for seat := range int(in.Room[n]) {
		if k := p.e.S.RunOf[state.StopOf(n, seat)]; k != state.NoRun && in.CarerOf[k] == in.CarerOf[r] {
			return true
		}
	}
	return false
}

// beside puts one more carer to a visit, in a trial; false, with nothing left of it, where that is
// no rota.
func (p *inserter) beside(stop state.Stop, k *spot) bool {
	t := p.e.T
	t.Begin()
	t.Insert(stop, k.run, k.at)
	if t.FitKey(stop.Node()) && t.Time() {
		return true
	}
	t.Drop()
	return false
}
