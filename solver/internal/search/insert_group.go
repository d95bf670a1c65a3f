package search

import "github.com/milltir/milltir/solver/internal/state"

// putGroup inserts visits that stand or fall together one after the other, each at its cheapest
// place, and takes them out again if one finds none, or the whole is not worth it. Between the first
// and the last the rota breaks the law of groups; what it breaks in the end counts.
func (p *inserter) putGroup(c int32) bool {
	e := p.e
	visits := e.In.Packs[c]
	was := e.Score
	for i, n := range visits {
		if !p.member(n) {
			p.takeBack(visits[:i])
			return false
		}
	}
	if e.Score.Breaches > was.Breaches || e.w.scalar(e.Score)-e.w.scalar(was) >= p.spare {
		p.takeBack(visits)
		return false
	}
	e.found(visits[0])
	p.joinAll(visits)
	return true
}

// member inserts one visit of a group, at its agreed length or, where it does not fit, its least.
func (p *inserter) member(n state.Node) bool {
	e := p.e
	e.S.Len[n] = e.In.Length[n]
	if !p.search(n) {
		if e.In.LengthMin[n] >= e.In.Length[n] {
			return false
		}
		if e.S.Len[n] = e.In.LengthMin[n]; !p.search(n) {
			return false
		}
	}
	if !p.build(n, &p.best) || !e.T.Time() {
		e.T.Drop()
		return false
	}
	e.commit(e.Rules.Delta(e.T))
	return true
}

// takeBack takes the visits of a group out again.
func (p *inserter) takeBack(visits []state.Node) {
	e := p.e
	if len(visits) > 0 {
		e.T.Begin()
		e.T.RemoveVisit(visits[0])
		e.T.Time()
		e.commit(e.Rules.Delta(e.T))
	}
	for _, n := range visits {
		e.S.Hold[n], e.S.Len[n] = e.In.HoldBase[n], e.In.Length[n]
	}
}
