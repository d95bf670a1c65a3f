package search

import "github.com/milltir/milltir/solver/internal/state"

// How many visits are taken out for one that is out, at the most, and how often that is done for a draw.
const (
	mostGivenUp  = 8
	ruinsPerWish = 16
)

// giveUp takes out, with a ruin, some of what is in the way of a visit that is out, and gives the visit, which is to be
// put in with what was taken out. Where its pool has no room that is what was spent of the pool; else, of a visit that is
// missing, draws at its time: they lie all over the period, or the patch, and no string of neighbours has them.
func (e *Engine) giveUp() (state.Node, bool) {
	if len(e.In.H.Problem.Pools) == 0 {
		return 0, false
	}
	n, ok := e.wanting()
	switch {
	case !ok:
		return 0, false
	case e.In.H.Visits[n].Pool >= 0 && e.short(n):
		e.spendLess(n)
	case e.In.Draw[n] || e.rng.IntN(2) == 0:
		return 0, false
	default:
		e.giveWay(n)
	}
	return n, true
}

// spendLess takes out draws and wishes of a visit's pool and period, and visits that are longer than they have to be,
// from anywhere on until the visit would fit.
func (e *Engine) spendLess(n state.Node) {
	x := &e.In.H.Visits[n]
	pool := &e.In.H.Problem.Pools[x.Pool]
	period, need := pool.Period(x.Date), e.In.Length[n]*e.In.Full[n]
	start := e.rng.IntN(e.In.Visits)
	for i, taken := 0, 0; i < e.In.Visits && need > 0 && taken < mostGivenUp; i++ {
		m := state.Node((start + i) % e.In.Visits)
		if e.In.Unit[m] != m {
			continue // once for a unit
		}
		v := &e.In.H.Visits[m]
		if v.Pool != x.Pool || pool.Period(v.Date) != period || !e.S.Done(m) {
			continue
		}
		if spare := e.spare(m); spare > 0 {
			e.removed = append(e.removed, m)
			need -= spare
			taken++
		}
	}
}

// giveWay takes out draws that take place while a visit could, from anywhere on.
func (e *Engine) giveWay(n state.Node) {
	from, to := e.In.Open[n], e.In.Close[n]+e.In.Length[n]
	start := e.rng.IntN(e.In.Visits)
	for i, taken := 0, 0; i < e.In.Visits && taken < mostGivenUp; i++ {
		m := state.Node((start + i) % e.In.Visits)
		if e.In.Draw[m] && e.S.Done(m) && e.S.Start[m] < to && from < e.S.Start[m]+e.S.Len[m] {
			e.removed = append(e.removed, m)
			taken++
		}
	}
}

// wanting draws a visit that is out: one that is missing or, now and then, a draw that is
// somebody's wish.
func (e *Engine) wanting() (state.Node, bool) {
	list := e.missing
	if len(e.undrawn) > 0 && e.rng.IntN(ruinsPerWish) == 0 {
		list = e.undrawn
	}
	if len(list) == 0 {
		return 0, false
	}
	n := list[e.rng.IntN(len(list))]
	return n, !e.In.Draw[n] || e.In.H.Problem.Pools[e.In.H.Visits[n].Pool].Rank > 0
}

// spare is what a visit could give back to its pool: all of it if it may be left out, else what it was made longer by.
func (e *Engine) spare(n state.Node) int32 {
	v := &e.In.H.Visits[n]
	if v.Optional {
		return e.S.Len[n] * e.In.Full[n]
	}
	return max(0, e.S.Len[n]-e.In.Length[n]) * e.In.Full[n]
}

// owed tells whether a visit that must take place, of the same pool and period as another, is missing and has no room
// in the pool.
func (e *Engine) owed(n state.Node) bool {
	x := &e.In.H.Visits[n]
	pool := &e.In.H.Problem.Pools[x.Pool]
	for _, m := range e.missing {
		v := &e.In.H.Visits[m]
		if v.Pool == x.Pool && !v.Optional && pool.Period(v.Date) == pool.Period(x.Date) && e.short(m) {
			return true
		}
	}
	return false
}

// short tells whether the law leaves a visit that is out less of its pool in its period than it takes at its shortest.
func (e *Engine) short(n state.Node) bool {
	left, draws := e.Rules.PoolLeft(n)
	return draws && left < int64(e.In.LengthMin[n])*int64(e.In.Full[n])
}
