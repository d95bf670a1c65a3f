package lp

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// repair makes a basis feasible again that is optimal but for bounds that have moved: a variable
// has been fixed, or a stall's bounds have come back. A few steps of the dual simplex keep the
// reduced costs right (Maros, 10.2), where phase 1 would forget them and begin anew. It is help and
// no more: where it does not get on, it stops, and the primal simplex goes on from there.
func (s *simplex) repair(ctx context.Context) {
	if !s.phase1 {
		return
	}
	s.phase1 = false
	s.fullPricing()
	s.dualWeight = ones(s.n + s.m)
	right := s.dualFeasible()
	for left := 4 * s.m; left > 0 && right; left-- { // more is a sign that it goes round in circles
		if s.iterations >= s.limit || s.iterations%checkEvery == 0 && ctx.Err() != nil {
			break
		}
		if s.lu.stale() {
			right = s.refactor()
		}
		r, upper := s.worst()
		if r < 0 {
			break
		}
		s.iterations++
		if !s.dualStep(r, upper) {
			if s.fresh() {
				break
			}
			right = s.refactor()
		}
	}
	s.refresh()
}

// refactor is refresh for the prices of the true costs, feasible or not; whether they are right.
func (s *simplex) refactor() bool {
	s.refresh()
	if s.phase1 {
		s.phase1 = false
		s.fullPricing()
	}
	return s.dualFeasible()
}

// dualFeasible says whether no reduced cost of a variable that can move has the wrong sign.
func (s *simplex) dualFeasible() bool {
	for j := range s.d {
		if s.gain(j) > 0 {
			return false
		}
	}
	return true
}

// worst is the position of the basic variable that is furthest beyond a bound by the measure of
// dual Devex, or -1.
func (s *simplex) worst() (r int32, upper bool) {
	r = -1
	most := 0.0
	for k, j := range s.head {
		lack := s.lacks(int32(k))
		by := s.misses(int32(k), lack)
		if by *= by / s.dualWeight[j]; by > most {
			r, upper, most = int32(k), lack > 0, by
		}
	}
	return r, upper
}

// dualStep lets the variable at a position leave at its bound. False if there is none to enter or
// the pivot is poor; then nothing has changed.
func (s *simplex) dualStep(r int32, upper bool) bool {
	s.pivotRow(r)
	q, flips := s.dualRatio(r, upper)
	if q < 0 {
		s.dropRow()
		return false
	}
	clear(s.byRow)
	s.addColumn(q, 1, s.byRow)
	s.lu.solve(s.byRow, s.alpha)
	a := s.alpha[r]
	if math.Abs(s.row[q]-a) > drift*(1+math.Abs(a)) || !(math.Abs(a) > smallPivot) {
		s.dropRow()
		return false
	}
	s.flipAll(flips)
	j, bound := s.head[r], s.lower[s.head[r]]
	if upper {
		bound = s.upper[j]
	}
	s.move(q, 1, (s.x[j]-bound)/a)
	s.updatePrices(q, r)
	s.updateDualWeights(q, r)
	s.place[j], s.state[j], s.x[j] = notBasic, atLower, bound
	if upper {
		s.state[j] = atUpper
	}
	s.lu.replace(r, s.alpha)
	s.head[r], s.place[q], s.state[q] = q, r, basic
	return true
}

func (s *simplex) updateDualWeights(q, r int32) {
	a, w := s.alpha[r], s.dualWeight[s.head[r]]
	for k, v := range s.alpha {
		if v != 0 {
			j := s.head[k]
			s.dualWeight[j] = max(s.dualWeight[j], v*v/(a*a)*w)
		}
	}
	s.dualWeight[q] = max(w/(a*a), 1)
}

// flipAll moves variables to their other bounds, and the basic ones with them.
func (s *simplex) flipAll(flips []breakpoint) {
	if len(flips) == 0 {
		return
	}
	clear(s.byRow)
	for _, b := range flips {
		j := b.pos
		was := s.x[j]
		if s.state[j] == atLower {
			s.state[j], s.x[j] = atUpper, s.upper[j]
		} else {
			s.state[j], s.x[j] = atLower, s.lower[j]
		}
		s.addColumn(j, was-s.x[j], s.byRow)
	}
	s.lu.solve(s.byRow, s.byPos)
	for k, v := range s.byPos {
		s.x[s.head[k]] += v
		s.byPos[k] = 0
	}
}

// dualRatio chooses who enters for one that leaves below its lower bound, or above its upper one:
// whose reduced cost comes to 0 first. One with two bounds may be passed, and goes to its other
// bound, as long as that does not make up for all that is lacking (Maros, 10.2.3).
func (s *simplex) dualRatio(r int32, upper bool) (int32, []breakpoint) {
	s.breaks = s.breaks[:0]
	for _, j := range s.touched {
		a, state := s.row[j], s.state[j]
		if upper {
			a = -a
		}
		size := math.Abs(a)
		switch {
		case state == basic || size <= pivotTol || s.form.lower[j] == s.form.upper[j]:
			continue
		case state == atLower && a > 0, state == atUpper && a < 0:
			continue
		}
		s.breaks = append(s.breaks, breakpoint{t: math.Abs(s.d[j]) / size, size: size, pos: j})
	}
	if len(s.breaks) == 0 {
		return -1, nil
	}
	slices.SortFunc(s.breaks, func(a, b breakpoint) int {
		return cmp.Or(cmp.Compare(a.t, b.t), cmp.Compare(b.size, a.size), cmp.Compare(a.pos, b.pos))
	})
	left := s.misses(r, s.lacks(r))
	last := 0
	for ; last < len(s.breaks)-1; last++ {
		b := s.breaks[last]
		left -= b.size * (s.upper[b.pos] - s.lower[b.pos])
		if !(left > 0) {
			break
		}
	}
	// Of those that tie with it the one with the largest entry.
	best := last
	for i, b := range s.breaks {
		if b.t > s.breaks[last].t+dualTol {
			break
		}
		if b.t >= s.breaks[last].t && b.size > s.breaks[best].size {
			best = i
		}
	}
	first := 0
	for first < last && s.breaks[first].t < s.breaks[best].t {
		first++
	}
	return s.breaks[best].pos, s.breaks[:first]
}
