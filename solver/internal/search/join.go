package search

import "github.com/milltir/milltir/solver/internal/state"

// join fills the slots of a visit that is in, which may stay empty, where that costs less.
func (p *inserter) join(n state.Node) {
	e := p.e
	for slot := e.In.Need[n]; slot < e.In.Full[n]; slot++ {
		stop := state.StopOf(n, int(slot))
		p.most, p.spots[0] = trials, p.spots[0][:0]
		p.gather(stop, 0)
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
