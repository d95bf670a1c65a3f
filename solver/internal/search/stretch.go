package search

import "github.com/milltir/milltir/solver/internal/state"

// stretch makes a visit that was put in, and draws on a pool, as long as pays: what it may be at the most, or half
// of that beyond what it is, and so on.
func (p *inserter) stretch(n state.Node) {
	e := p.e
	now, step := e.S.Len[n], e.In.LenStep[n]
	for more := e.In.LengthMax[n] - now; more > 0; more = more / 2 / step * step {
		e.T.Begin()
		e.T.SetLen(n, now+more)
		if !e.T.Time() {
			e.T.Drop()
			continue
		}
		d := e.Rules.Delta(e.T)
		if e.weigh(d) < 0 {
			e.commit(d)
			return
		}
		e.T.Drop()
	}
}
