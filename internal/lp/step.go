package lp

import (
	"cmp"
	"math"
	"slices"
)

// breakpoint is where a basic variable meets a bound as the entering variable moves.
type breakpoint struct {
	t, size float64 // how far the entering variable has moved; the absolute entry
	pos     int32
	upper   bool
}

// step lets variable q enter. False if nothing blocks it: then nothing was changed. A step
// whose pivot is poor is put off: factors anew, or the variable banned.
func (s *simplex) step(q int32) bool {
	clear(s.byRow)
	s.addColumn(q, 1, s.byRow)
	s.lu.solve(s.byRow, s.alpha)
	dir := 1.0
	if s.d[q] > 0 {
		dir = -1
	}
	largest := 0.0
	for _, v := range s.alpha {
		largest = max(largest, math.Abs(v))
	}
	var b breakpoint
	var found bool
	if s.phase1 {
		b, found = s.ratio1(q, dir)
	} else {
		b, found = s.ratio2(dir)
	}
	if width := s.upper[q] - s.lower[q]; !math.IsInf(width, 0) && (!found || width <= b.t) {
		s.flip(q, dir, width)
		return true
	}
	if !found {
		return false
	}
	if b.size < smallPivot*max(1, largest) && !s.bland || math.IsNaN(b.t) || !(largest <= math.MaxFloat64) {
		s.putOff(q)
		return true
	}
	s.pivot(q, dir, b)
	return true
}

// putOff answers a poor pivot.
func (s *simplex) putOff(q int32) {
	if s.fresh() {
		s.ban(q)
		return
	}
	s.refresh()
}

// ratio2 is the ratio test of phase 2 in two passes (Harris): how far may it go if every bound
// may be overstepped by the tolerance; then the largest entry that blocks within that.
func (s *simplex) ratio2(dir float64) (breakpoint, bool) {
	tol := harrisTol
	if s.bland {
		tol = 0
	}
	limit := math.Inf(1)
	s.breaks = s.breaks[:0]
	for k, a := range s.alpha {
		if math.Abs(a) <= pivotTol {
			continue
		}
		j, up := s.head[k], dir*a < 0
		bound, room := s.lower[j], s.x[j]-s.lower[j]
		if up {
			bound, room = s.upper[j], s.upper[j]-s.x[j]
		}
		if math.IsInf(bound, 0) {
			continue
		}
		size := math.Abs(a)
		limit = min(limit, (max(room, 0)+tol*max(1, math.Abs(bound)))/size)
		s.breaks = append(s.breaks, breakpoint{t: max(room, 0) / size, size: size, pos: int32(k), upper: up})
	}
	var best breakpoint
	found := false
	for _, b := range s.breaks {
		if b.t > limit {
			continue
		}
		better := b.size > best.size
		if s.bland {
			better = s.head[b.pos] < s.head[best.pos]
		}
		if !found || better {
			best, found = b, true
		}
	}
	return best, found
}

// ratio1 is the ratio test of phase 1. The sum of what is lacking is convex along the ray: it
// may pass bounds as long as it falls (Maros, 9.3.2). Of the breakpoints up to its minimum the
// last is taken whose entry is not small.
func (s *simplex) ratio1(q int32, dir float64) (breakpoint, bool) {
	s.breaks = s.breaks[:0]
	meet := func(k int, size, room float64, upper bool) {
		if !math.IsInf(room, 0) {
			s.breaks = append(s.breaks, breakpoint{t: max(room, 0) / size, size: size, pos: int32(k), upper: upper})
		}
	}
	for k, a := range s.alpha {
		if math.Abs(a) <= pivotTol {
			continue
		}
		j, size := s.head[k], math.Abs(a)
		if dir*a < 0 { // it rises
			if s.lack[k] < 0 {
				meet(k, size, s.lower[j]-s.x[j], false)
			}
			if s.lack[k] <= 0 {
				meet(k, size, s.upper[j]-s.x[j], true)
			}
			continue
		}
		if s.lack[k] > 0 {
			meet(k, size, s.x[j]-s.upper[j], true)
		}
		if s.lack[k] >= 0 {
			meet(k, size, s.x[j]-s.lower[j], false)
		}
	}
	if len(s.breaks) == 0 {
		return breakpoint{}, false
	}
	slices.SortFunc(s.breaks, func(a, b breakpoint) int {
		return cmp.Or(cmp.Compare(a.t, b.t), cmp.Compare(s.head[a.pos], s.head[b.pos]))
	})
	if s.bland {
		return s.breaks[0], true
	}
	slope, last, largest := -math.Abs(s.d[q]), 0, 0.0
	for i, b := range s.breaks {
		last, largest = i, max(largest, b.size)
		// Flat is the end: a step along it gains nothing, and rounding that calls it a fall would
		// go there and back for ever, never standing still.
		if slope += b.size; slope >= -flat*(1+math.Abs(s.d[q])) {
			break
		}
	}
	for last+1 < len(s.breaks) && s.breaks[last+1].t <= s.breaks[last].t {
		last++
		largest = max(largest, s.breaks[last].size)
	}
	for s.breaks[last].size < 0.05*largest {
		last--
	}
	return s.breaks[last], true
}

// flip moves a variable from one of its bounds to the other.
func (s *simplex) flip(q int32, dir, width float64) {
	s.move(q, dir, width)
	if dir > 0 {
		s.state[q], s.x[q] = atUpper, s.upper[q]
	} else {
		s.state[q], s.x[q] = atLower, s.lower[q]
	}
	short := s.short
	s.relack()
	s.afterStep(width, short)
}

// move lets the entering variable and the basic ones go t far.
func (s *simplex) move(q int32, dir, t float64) {
	if t == 0 {
		return
	}
	for k, a := range s.alpha {
		if a != 0 {
			s.x[s.head[k]] -= dir * t * a
		}
	}
	s.x[q] += dir * t
}

// pivot exchanges q for the variable that blocks it.
func (s *simplex) pivot(q int32, dir float64, b breakpoint) {
	r := b.pos
	s.pivotRow(r)
	if math.Abs(s.row[q]-s.alpha[r]) > drift*(1+math.Abs(s.alpha[r])) {
		s.dropRow()
		s.putOff(q)
		return
	}
	s.move(q, dir, b.t)
	s.updatePrices(q, r)
	s.leave(r, b.upper)
	s.lu.replace(r, s.alpha)
	s.head[r], s.place[q], s.state[q] = q, r, basic
	s.lack[r] = 0
	short := s.short
	s.relack()
	s.afterStep(b.t, short)
}

// leave puts the blocking variable on its bound. What Harris's tolerance left it beyond, the
// bound gives way instead, so that values and bounds agree (until restore); in the last rounds
// it snaps back.
func (s *simplex) leave(r int32, upper bool) {
	j := s.head[r]
	s.place[j] = notBasic
	if s.lack[r] != 0 && s.phase1 {
		s.d[j] -= float64(s.lack[r]) // it takes its cost of phase 1 with it
	}
	give := s.rounds < maxRounds
	if upper {
		if give && s.x[j] > s.upper[j] {
			s.upper[j], s.moved = s.x[j], true
		}
		s.state[j], s.x[j] = atUpper, s.upper[j]
		return
	}
	if give && s.x[j] < s.lower[j] {
		s.lower[j], s.moved = s.x[j], true
	}
	s.state[j], s.x[j] = atLower, s.lower[j]
}

// pivotRow computes row r of B⁻¹·A: for every nonbasic variable, through the rows that count.
func (s *simplex) pivotRow(r int32) {
	s.byPos[r] = 1
	s.lu.solveT(s.byPos, s.byRow)
	s.rowTimes(s.byRow)
}

// rowTimes computes y·A into row, with the variables that have an entry in touched.
func (s *simplex) rowTimes(y []float64) {
	s.touched = s.touched[:0]
	touch := func(j int32, v float64) {
		if !s.seen[j] {
			s.seen[j] = true
			s.touched = append(s.touched, j)
		}
		s.row[j] += v
	}
	for i, v := range y {
		if math.Abs(v) < 1e-14 {
			continue
		}
		touch(int32(s.n+i), v)
		for k := s.rowStart[i]; k < s.rowStart[i+1]; k++ {
			touch(s.rowCol[k], v*s.rowVal[k])
		}
	}
}

func (s *simplex) dropRow() {
	for _, j := range s.touched {
		s.row[j], s.seen[j] = 0, false
	}
	s.touched = s.touched[:0]
}

// updatePrices brings reduced costs and Devex weights over the exchange of q for position r.
func (s *simplex) updatePrices(q, r int32) {
	pivot, weight, worst := s.alpha[r], s.weight[q], 0.0
	t := s.d[q] / pivot
	for _, j := range s.touched {
		if s.state[j] == basic || j == q {
			continue
		}
		ratio := s.row[j] / pivot
		s.d[j] -= s.d[q] * ratio
		s.weight[j] = max(s.weight[j], ratio*ratio*weight)
		worst = max(worst, s.weight[j])
	}
	s.dropRow()
	out := s.head[r]
	s.d[q], s.d[out] = 0, -t
	s.weight[out] = max(weight/(pivot*pivot), 1)
	if max(worst, s.weight[out]) > maxWeight {
		s.newFramework()
	}
}

func (s *simplex) newFramework() {
	for j := range s.weight {
		s.weight[j] = 1
	}
}

// relack finds in phase 1 the basic variables that have become feasible or not, and brings the
// reduced costs over the change of their costs; or goes to phase 2.
func (s *simplex) relack() {
	if !s.phase1 {
		return
	}
	left, changed := false, false
	s.short = 0
	for k := range s.head {
		now := s.lacks(int32(k))
		s.short += s.misses(int32(k), now)
		if now != s.lack[k] {
			s.byPos[k] = float64(now - s.lack[k])
			s.lack[k], changed = now, true
		}
		left = left || now != 0
	}
	if !left {
		clear(s.byPos)
		s.phase1 = false
		s.newFramework()
		s.fullPricing()
		return
	}
	if !changed {
		return
	}
	s.lu.solveT(s.byPos, s.byRow)
	s.rowTimes(s.byRow)
	for _, j := range s.touched {
		if s.state[j] != basic {
			s.d[j] -= s.row[j]
		}
	}
	s.dropRow()
}

// afterStep keeps count of standing still. In phase 1 the sum of what is lacking tells, as a long
// step may pass its minimum by rounding and come back.
func (s *simplex) afterStep(t, short float64) {
	if s.bans > 0 {
		clear(s.banned)
		s.bans = 0
	}
	if s.phase1 {
		t = short - s.short
	}
	if t > progress {
		s.stalled, s.bland = 0, false
		return
	}
	s.stalled++
	if s.stalled < stallAfter {
		return
	}
	s.stalled = 0
	if s.rounds < maxRounds {
		s.perturb()
	} else {
		s.bland = true
	}
}

// perturb moves the bounds of the basic variables outwards, each by another amount, so that
// they no longer block at the same point (A. Charnes, Econometrica 20, 1952, with numbers
// instead of a symbol). The amounts are drawn by hash: the same in every run.
func (s *simplex) perturb() {
	s.moves++
	s.moved = true
	for _, j := range s.head {
		h := hash(uint64(j)<<32 + s.moves)
		by := perturbBy * (0.5 + float64(h>>40)/(1<<24))
		s.lower[j] -= by * max(1, math.Min(math.Abs(s.lower[j]), 1e6))
		s.upper[j] += by * max(1, math.Min(math.Abs(s.upper[j]), 1e6))
	}
}

// hash is the finaliser of splitmix64 (G. Steele, D. Lea and C. Flood, OOPSLA 2014).
func hash(z uint64) uint64 {
	z += 0x9e3779b97f4a7c15
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}
