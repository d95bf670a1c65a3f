package lp

import (
	"context"
	"math"
	"slices"
)

// Bound gives a lower bound on c·x over all feasible x, for any prices y of the rows:
//
//	Σ y_i·(lower side of row i if y_i > 0, upper if y_i < 0) + Σ min over x_j of (c_j - y·A_j)·x_j
//
// Every step is rounded down, so it is true for any y, from wherever it comes; at optimal prices
// it is the optimum, less rounding. A price that is not finite, or asks for a side that a row
// does not have, counts as 0. Variables without bounds get those that the rows imply; where one
// stays without and its reduced cost has the wrong sign, the bound is -Inf.
func (p *Problem) Bound(y []float64) float64 {
	if p.Err() != nil {
		return math.Inf(-1)
	}
	return newProver(p).bound(y, p.cost)
}

// prover holds what all bounds of one problem share.
type prover struct {
	p            *Problem
	lower, upper []float64 // of the variables, with what rows imply where there was none
	down, up     []float64 // y·A_j of the last bound, rounded
}

func newProver(p *Problem) *prover {
	v := &prover{
		p: p, lower: slices.Clone(p.lower), upper: slices.Clone(p.upper),
		down: make([]float64, p.Vars()), up: make([]float64, p.Vars()),
	}
	for range 3 { // a bound implied by one row can serve the next; in practice one pass does
		if !v.open() {
			break
		}
		for i := range p.rowLower {
			v.imply(i)
		}
	}
	return v
}

// open says whether some variable lacks a bound.
func (v *prover) open() bool {
	for j := range v.lower {
		if math.IsInf(v.lower[j], -1) || math.IsInf(v.upper[j], 1) {
			return true
		}
	}
	return false
}

// imply bounds the variables of a row that lack a bound by what the row leaves them: its side
// less the least, or the most, that the others can come to.
func (v *prover) imply(i int) {
	cols, coefs := v.p.row(i)
	for _, up := range []bool{false, true} {
		// up: a·x ≤ side - least of the others. Else a·x ≥ side - most of the others.
		side := v.p.rowLower[i]
		if up {
			side = v.p.rowUpper[i]
		}
		if math.IsInf(side, 0) {
			continue
		}
		after := make([]float64, len(cols)+1)
		for k := len(cols) - 1; k >= 0; k-- {
			after[k] = add(after[k+1], v.extreme(cols[k], coefs[k], !up), !up)
		}
		before := 0.0
		for k, j := range cols {
			own := v.extreme(j, coefs[k], !up)
			others := add(before, after[k+1], !up)
			before = add(before, own, !up)
			if t := add(side, -others, up); !math.IsInf(t, 0) {
				v.narrow(j, t, coefs[k], up)
			}
		}
	}
}

// extreme is the most or the least of a·x over the variable's bounds, rounded outwards.
func (v *prover) extreme(j int32, a float64, most bool) float64 {
	x := v.lower[j]
	if most == (a > 0) {
		x = v.upper[j]
	}
	return mul(a, x, most)
}

// narrow takes in a·x ≤ t (up) or a·x ≥ t, where the variable has no bound on that side.
func (v *prover) narrow(j int32, t, a float64, up bool) {
	above := up == (a > 0)
	x := div(t, a, above)
	switch {
	case math.IsInf(x, 0) || math.IsNaN(x):
	case above && math.IsInf(v.upper[j], 1):
		v.upper[j] = x
	case !above && math.IsInf(v.lower[j], -1):
		v.lower[j] = x
	}
}

// bound is Problem.Bound, for any costs.
func (v *prover) bound(y, cost []float64) float64 {
	total := 0.0
	clear(v.down)
	clear(v.up)
	for i := range v.p.rowLower[:min(len(y), v.p.Rows())] {
		w, side := y[i], v.p.rowLower[i]
		if w < 0 {
			side = v.p.rowUpper[i]
		}
		if w == 0 || math.IsNaN(w) || math.IsInf(w, 0) || math.IsInf(side, 0) {
			continue
		}
		total = add(total, mul(w, side, false), false)
		cols, coefs := v.p.row(i)
		for k, j := range cols {
			v.down[j] = add(v.down[j], mul(w, coefs[k], false), false)
			v.up[j] = add(v.up[j], mul(w, coefs[k], true), true)
		}
	}
	for j, c := range cost {
		// The least over x is concave in the reduced cost: over an interval of reduced costs it
		// is least at one of the ends.
		least := min(v.least(j, add(c, -v.up[j], false)), v.least(j, add(c, -v.down[j], true)))
		total = add(total, least, false)
	}
	if math.IsNaN(total) || math.IsInf(total, 1) {
		return math.Inf(-1)
	}
	return total
}

// least is the least of d·x_j over the bounds, rounded down.
func (v *prover) least(j int, d float64) float64 {
	if d > 0 {
		return mul(d, v.lower[j], false)
	}
	return mul(d, v.upper[j], false)
}

// prove fills Result.Bound.
func (p *Problem) prove(ctx context.Context, s *simplex, res *Result) {
	v := newProver(p)
	if res.Status == Infeasible {
		if v.bound(res.Y, make([]float64, p.Vars())) > 0 {
			res.Bound = math.Inf(1)
			return
		}
		res.Bound = v.bound(nil, p.cost)
		return
	}
	optimal := res.Status == Optimal
	tight := res.Objective - 1e-8*max(1, math.Abs(res.Objective)) // good enough: only rounding is missing
	res.Bound = v.bound(res.Y, p.cost)
	if optimal && res.Bound >= tight {
		return
	}
	res.Bound = max(res.Bound, v.shrink(res.Y, optimal))
	if optimal && res.Bound < tight {
		res.Bound = max(res.Bound, v.polish(ctx, s, tight))
	}
}

// shrink looks for a better multiple of the prices, between none and all of them. The part
// that leaves every reduced cost with the right sign is Farley's bound (A. Farley, Oper. Res.
// 38, 1990). For prices that are optimal but for rounding that is enough; for those of a
// search that was stopped, the best part is looked for: the bound is concave in it.
func (v *prover) shrink(y []float64, optimal bool) float64 {
	v.bound(y, v.p.cost) // fills down and up
	part := 1.0
	for j, c := range v.p.cost {
		above := c > 0 && v.up[j] > c && math.IsInf(v.upper[j], 1)
		below := c < 0 && v.down[j] < c && math.IsInf(v.lower[j], -1)
		switch {
		case above:
			part = min(part, c/v.up[j])
		case below:
			part = min(part, c/v.down[j])
		}
	}
	if part < 1 {
		part *= 1 - 1e-12
	}
	scaled := make([]float64, len(y))
	at := func(t float64) float64 {
		for i := range y {
			scaled[i] = t * y[i]
		}
		return v.bound(scaled, v.p.cost)
	}
	best := max(at(part), at(0))
	if optimal {
		return best
	}
	const golden = 0.6180339887498949
	lo, hi := 0.0, part
	a, b := hi-golden*(hi-lo), lo+golden*(hi-lo)
	fa, fb := at(a), at(b)
	for range 25 {
		best = max(best, fa, fb)
		if fa > fb {
			hi, b, fb = b, a, fa
			a = hi - golden*(hi-lo)
			fa = at(a)
		} else {
			lo, a, fa = a, b, fb
			b = lo + golden*(hi-lo)
			fb = at(b)
		}
	}
	return max(best, fa, fb)
}

// polish looks for prices that are a little on the safe side, where rounding has spoilt the
// sign of a reduced cost that has to have one: those variables are made a little cheaper and
// the search goes on from its basis (C. Keil and C. Jansson, Reliable Computing 12, 2006). In
// vain where a variable has no bounds at all, or such variables can grow together at no cost.
func (v *prover) polish(ctx context.Context, s *simplex, tight float64) float64 {
	best := math.Inf(-1)
	y := s.prices(false)
	for _, by := range []float64{1e-13, 1e-11, 1e-9, 1e-8, 1e-7} {
		v.bound(y, v.p.cost) // fills down and up
		if !v.cheapen(s, by) {
			return best
		}
		s.rounds = 0
		if s.run(ctx) != Optimal {
			return best
		}
		y = s.prices(false)
		best = max(best, v.bound(y, v.p.cost))
		if best >= tight {
			return best
		}
	}
	return best
}

// cheapen moves the costs of the variables whose reduced cost may have the wrong sign; false
// if there are none.
func (v *prover) cheapen(s *simplex, by float64) bool {
	some := false
	for j, c := range v.p.cost {
		noUpper, noLower := math.IsInf(v.upper[j], 1), math.IsInf(v.lower[j], -1)
		switch {
		case noUpper && !noLower && v.up[j] >= c:
			s.cost[j] = s.form.cost[j] - by
		case noLower && !noUpper && v.down[j] <= c:
			s.cost[j] = s.form.cost[j] + by
		default:
			continue
		}
		some = true
	}
	return some
}
