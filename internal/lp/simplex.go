package lp

import (
	"context"
	"math"
)

// Tolerances, on the scaled problem.
const (
	feasTol    = 1e-8  // a basic variable beyond its bound by more is infeasible
	harrisTol  = 1e-9  // what the ratio test may overstep, to be free in its choice of pivot
	dualTol    = 1e-9  // a reduced cost below is none
	pivotTol   = 1e-9  // an entry below does not block
	smallPivot = 1e-7  // a pivot below, against the largest entry, is put off
	flat       = 1e-7  // a slope of phase 1 above minus this, against the first, is none
	progress   = 1e-9  // a step below counts as standing still
	drift      = 1e-6  // the pivot from column and from row may differ by this part
	perturbBy  = 1e-6  // about how far a stall moves the bounds
	stallAfter = 60    // steps of standing still
	maxRounds  = 4     // of solving with moved bounds; then Bland's rule has to do
	notBasic   = -1    // in place
	maxWeight  = 1e9   // of a reference framework, then it starts anew
	checkEvery = 16    // iterations between looks at the context
	maxBanned  = 1_000 // pivots put off before giving up
)

// Where a nonbasic variable stands.
const (
	atLower = iota
	atUpper
	atZero // without bounds
	basic
)

// simplex is the primal simplex with bounds on all variables. Phase 1 minimises the sum of what
// the basic variables lack, from any basis, so that the method can go on from wherever rounding
// or a change of costs has left it (Maros, 9.3). Prices by Devex (P. Harris, Math. Program. 5,
// 1973). Stalls are ended by moving the bounds of basic variables a little outwards; at the end
// the true bounds come back and the search goes on from there.
type simplex struct {
	*form
	cost, lower, upper []float64 // working copies: they move
	x                  []float64
	state              []uint8
	place              []int32 // position in the basis, or notBasic
	head               []int32 // by position: its variable
	lack               []int8  // by position: -1 below its bounds, 1 above, 0 between
	short              float64 // the sum of what is lacking
	d, weight          []float64
	lu                 *factor
	dualWeight         []float64 // of basic variables, in repair
	y                  []float64 // the prices of the last full pricing

	phase1, moved, bland bool
	rounds, stalled      int
	moves                uint64
	banned               []bool
	bans                 int
	iterations, limit    int
	why                  error

	alpha, byPos, byRow, row []float64 // work
	touched                  []int32   // variables with an entry in row
	seen                     []bool
	breaks                   []breakpoint
}

func newSimplex(f *form, limit int) *simplex {
	total := f.n + f.m
	if limit <= 0 {
		limit = 20_000 + 20*total
	}
	s := &simplex{
		form: f, limit: limit, lu: newFactor(f.m), x: make([]float64, total),
		state: make([]uint8, total), place: make([]int32, total), head: make([]int32, f.m),
		lack: make([]int8, f.m), d: make([]float64, total), weight: ones(total),
		y: make([]float64, f.m), banned: make([]bool, total),
		alpha: make([]float64, f.m), byPos: make([]float64, f.m), byRow: make([]float64, f.m),
		row: make([]float64, total), seen: make([]bool, total),
	}
	s.cost = append(s.cost, f.cost...)
	s.lower = append(s.lower, f.lower...)
	s.upper = append(s.upper, f.upper...)
	for j := range f.n {
		s.rest(int32(j))
	}
	for i := range f.m {
		j := int32(f.n + i)
		s.head[i], s.place[j], s.state[j] = j, int32(i), basic
	}
	return s
}

// rest puts a variable out of the basis, on its bound nearest to where it is.
func (s *simplex) rest(j int32) {
	s.place[j] = notBasic
	lo, hi := s.lower[j], s.upper[j]
	switch {
	case math.IsInf(lo, -1) && math.IsInf(hi, 1):
		s.state[j], s.x[j] = atZero, 0
	case math.IsInf(lo, -1) || math.Abs(s.x[j]-hi) < math.Abs(s.x[j]-lo):
		s.state[j], s.x[j] = atUpper, hi
	default:
		s.state[j], s.x[j] = atLower, lo
	}
}

// run solves from where the search stands.
func (s *simplex) run(ctx context.Context) Status {
	s.refresh()
	for {
		s.repair(ctx)
		status := s.loop(ctx)
		// Moved bounds only widen, yet what is infeasible with them may be feasible: a variable
		// with equal true bounds that has left at a moved one stays there (gain).
		if status == Stopped || !s.moved {
			return status
		}
		s.rounds++
		s.restore()
	}
}

// restore brings the true bounds back.
func (s *simplex) restore() {
	copy(s.lower, s.form.lower)
	copy(s.upper, s.form.upper)
	s.moved, s.bland, s.stalled = false, false, 0
	for j := range s.x {
		switch s.state[j] {
		case atLower:
			s.x[j] = s.lower[j]
		case atUpper:
			s.x[j] = s.upper[j]
		}
	}
	s.refresh()
}

// loop iterates until there is nothing left to improve, and says why.
func (s *simplex) loop(ctx context.Context) Status {
	for {
		if s.iterations >= s.limit {
			return s.stop(ErrIterations)
		}
		if s.iterations%checkEvery == 0 && ctx.Err() != nil {
			return s.stop(ctx.Err())
		}
		if s.lu.stale() {
			s.refresh()
		}
		q := s.price()
		if q < 0 {
			switch {
			case !s.fresh():
				s.refresh()
			case s.bans > 0:
				return s.stop(ErrNumerics)
			case s.phase1:
				return Infeasible
			default:
				return Optimal
			}
			continue
		}
		s.iterations++
		if s.step(q) {
			continue
		}
		// No row blocks. In phase 1 the sum has a floor, so that is rounding.
		switch {
		case !s.fresh():
			s.refresh()
		case s.phase1:
			if !s.ban(q) {
				return s.stop(ErrNumerics)
			}
		default:
			return Unbounded
		}
	}
}

func (s *simplex) stop(why error) Status {
	s.why = why
	return Stopped
}

// fresh says whether the factors are of this very basis, so that nothing has drifted.
func (s *simplex) fresh() bool { return len(s.lu.etaPos) == 0 }

// ban puts a variable off whose pivot is too small, until another step has been made. False
// after too many.
func (s *simplex) ban(q int32) bool {
	s.banned[q] = true
	s.bans++
	return s.bans < maxBanned
}

// refresh factorises anew and computes everything from the basis: values, phase, prices.
func (s *simplex) refresh() {
	for _, j := range s.lu.build(s.form, s.head) {
		s.rest(j)
	}
	for k, j := range s.head {
		s.place[j], s.state[j] = int32(k), basic
	}
	s.values()
	s.phase1, s.short = false, 0
	for k := range s.head {
		s.lack[k] = s.lacks(int32(k))
		s.short += s.misses(int32(k), s.lack[k])
		s.phase1 = s.phase1 || s.lack[k] != 0
	}
	s.fullPricing()
}

// values computes the basic variables from the others.
func (s *simplex) values() {
	clear(s.byRow)
	for j, state := range s.state {
		if state != basic && s.x[j] != 0 {
			s.addColumn(int32(j), -s.x[j], s.byRow)
		}
	}
	s.lu.solve(s.byRow, s.byPos)
	for k, j := range s.head {
		s.x[j], s.byPos[k] = s.byPos[k], 0
	}
}

// lacks says on which side the basic variable at a position is infeasible.
func (s *simplex) lacks(k int32) int8 {
	j := s.head[k]
	switch {
	case s.x[j] < s.lower[j]-feasTol*max(1, math.Abs(s.lower[j])):
		return -1
	case s.x[j] > s.upper[j]+feasTol*max(1, math.Abs(s.upper[j])):
		return 1
	}
	return 0
}

// misses is by how much the basic variable at a position is infeasible.
func (s *simplex) misses(k int32, lack int8) float64 {
	switch j := s.head[k]; lack {
	case -1:
		return s.lower[j] - s.x[j]
	case 1:
		return s.x[j] - s.upper[j]
	}
	return 0
}

// fullPricing computes the prices of the rows and all reduced costs.
func (s *simplex) fullPricing() {
	for k, j := range s.head {
		if s.phase1 {
			s.byPos[k] = float64(s.lack[k])
		} else {
			s.byPos[k] = s.cost[j]
		}
	}
	s.lu.solveT(s.byPos, s.y)
	for j, state := range s.state {
		switch {
		case state == basic:
			s.d[j] = 0
		case s.phase1:
			s.d[j] = -s.dot(int32(j), s.y)
		default:
			s.d[j] = s.cost[j] - s.dot(int32(j), s.y)
		}
	}
}

// gain is how fast the objective falls when the variable moves the way it can; 0 if it
// cannot. A variable fixed by its true bounds stays out for good.
func (s *simplex) gain(j int) float64 {
	d := s.d[j]
	switch s.state[j] {
	case atLower:
		d = -d
	case atZero:
		d = math.Abs(d)
	case basic:
		return 0
	}
	if d <= dualTol || s.form.lower[j] == s.form.upper[j] || s.banned[j] {
		return 0
	}
	return d
}

// price chooses the variable to enter, or -1. Bland's rule takes the first, which cannot
// cycle (R. Bland, Math. Oper. Res. 2, 1977).
func (s *simplex) price() int32 {
	best, most := int32(-1), 0.0
	for j := range s.d {
		g := s.gain(j)
		if g == 0 {
			continue
		}
		if s.bland {
			return int32(j)
		}
		if v := g * g / s.weight[j]; v > most {
			best, most = int32(j), v
		}
	}
	return best
}

// primal gives the values of the problem's own variables, unscaled.
func (s *simplex) primal() []float64 {
	x := make([]float64, s.n)
	for j := range x {
		x[j] = s.x[j] * s.colScale[j]
	}
	return x
}

// prices gives the prices of the rows at this basis, unscaled: those of phase 1 if the problem
// is infeasible, else those of the true costs.
func (s *simplex) prices(infeasible bool) []float64 {
	s.phase1 = infeasible
	s.fullPricing()
	y := make([]float64, s.m)
	for i := range y {
		y[i] = s.y[i] * s.rowScale[i]
		if !infeasible {
			y[i] /= s.costScale
		}
	}
	return y
}
