// Package lp minimises a linear cost under linear rows, and gives a lower bound that holds
// whatever the rounding: minimise c·x subject to lo ≤ A·x ≤ hi and l ≤ x ≤ u.
//
// It exists for bounds ("no rota can do with fewer shifts than this"), so two parts are kept
// apart. The simplex (simplex.go) works in float64 and may be a little wrong. The bound
// (bound.go) takes any row prices and is computed with outward rounding: poor prices make it
// low, never false.
//
// Sources: V. Chvátal, Linear Programming (1983), ch. 7 and 8, for the revised simplex with
// bounds; I. Maros, Computational Techniques of the Simplex Method (2003), for phase 1 and the
// factorisation; A. Neumaier and O. Shcherbina, Safe bounds in linear and mixed-integer linear
// programming, Math. Program. 99 (2004), for the bound.
package lp

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
)

// Var is a variable of the problem that made it: its place in Result.X.
type Var int

// Row is a row of the problem that made it: its place in Result.Y.
type Row int

// Term is one coefficient of a row.
type Term struct {
	Var  Var
	Coef float64
}

// RowTerm is one coefficient of a column.
type RowTerm struct {
	Row  Row
	Coef float64
}

// Problem is a linear program. The zero Problem has no rows and no variables and is ready for
// use. Mistakes in what is added (NaN, an infinite cost, a variable of another problem) are
// kept and all reported by Solve. One goroutine at a time.
type Problem struct {
	// MaxIterations ends Solve with Stopped; 0 stands for 20,000 and 20 more for each row and
	// variable, which only trouble reaches.
	MaxIterations int

	cost, lower, upper []float64
	rowLower, rowUpper []float64
	rows               []sparse
	errs               []error
	last               *basis // where the last solve ended, for Resume
}

// sparse is a row: its variables in ascending order, and the coefficients beside.
type sparse struct {
	cols  []int32
	coefs []float64
}

// AddVar adds a variable with its cost and bounds; ±Inf means no bound. A lower bound above the
// upper one makes the problem infeasible and is no mistake.
func (p *Problem) AddVar(cost, lower, upper float64) Var {
	v := Var(len(p.cost))
	p.checkCost(v, cost)
	p.checkSides(fmt.Sprintf("variable %d", v), lower, upper)
	p.cost = append(p.cost, cost)
	p.lower = append(p.lower, lower)
	p.upper = append(p.upper, upper)
	return v
}

// AddRow adds lower ≤ Σ terms ≤ upper; ±Inf means no side, equal sides an equation. Terms of
// the same variable are added up (in float64). The slice is not kept.
func (p *Problem) AddRow(lower, upper float64, terms []Term) Row {
	r := Row(len(p.rowLower))
	p.checkSides(fmt.Sprintf("row %d", r), lower, upper)
	p.rowLower = append(p.rowLower, lower)
	p.rowUpper = append(p.rowUpper, upper)
	sorted := slices.Clone(terms)
	slices.SortStableFunc(sorted, func(a, b Term) int { return cmp.Compare(a.Var, b.Var) })
	row := sparse{cols: make([]int32, 0, len(terms)), coefs: make([]float64, 0, len(terms))}
	for i := 0; i < len(sorted); {
		v, sum := sorted[i].Var, 0.0
		for ; i < len(sorted) && sorted[i].Var == v; i++ {
			sum += sorted[i].Coef
		}
		if p.takes(r, v, sum) {
			row.cols, row.coefs = append(row.cols, int32(v)), append(row.coefs, sum)
		}
	}
	p.rows = append(p.rows, row)
	return r
}

// AddColumn adds a variable to rows that are there, as column generation does. Terms of the same
// row are added up. The slice is not kept.
func (p *Problem) AddColumn(cost, lower, upper float64, terms []RowTerm) Var {
	v := p.AddVar(cost, lower, upper)
	sorted := slices.Clone(terms)
	slices.SortStableFunc(sorted, func(a, b RowTerm) int { return cmp.Compare(a.Row, b.Row) })
	for i := 0; i < len(sorted); {
		r, sum := sorted[i].Row, 0.0
		for ; i < len(sorted) && sorted[i].Row == r; i++ {
			sum += sorted[i].Coef
		}
		if p.takes(r, v, sum) { // the last variable: rows stay in order
			row := &p.rows[r]
			row.cols, row.coefs = append(row.cols, int32(v)), append(row.coefs, sum)
		}
	}
	return v
}

// SetCost changes the cost of a variable.
func (p *Problem) SetCost(v Var, cost float64) {
	if p.has(v, "its cost") {
		p.checkCost(v, cost)
		p.cost[v] = cost
	}
}

// SetBounds changes the bounds of a variable; equal ones fix it.
func (p *Problem) SetBounds(v Var, lower, upper float64) {
	if p.has(v, "its bounds") {
		p.checkSides(fmt.Sprintf("variable %d", v), lower, upper)
		p.lower[v], p.upper[v] = lower, upper
	}
}

// SetRow changes the sides of a row.
func (p *Problem) SetRow(r Row, lower, upper float64) {
	if r < 0 || int(r) >= p.Rows() {
		p.wrong("its sides: there is no row %d", r)
		return
	}
	p.checkSides(fmt.Sprintf("row %d", r), lower, upper)
	p.rowLower[r], p.rowUpper[r] = lower, upper
}

// Vars is the number of variables, Rows that of rows.
func (p *Problem) Vars() int { return len(p.cost) }

// Rows is the number of rows.
func (p *Problem) Rows() int { return len(p.rowLower) }

// Err gives all the mistakes so far, or nil.
func (p *Problem) Err() error { return errors.Join(p.errs...) }

func (p *Problem) wrong(format string, args ...any) {
	p.errs = append(p.errs, fmt.Errorf("lp: "+format, args...))
}

// has says whether there is such a variable.
func (p *Problem) has(v Var, what string) bool {
	if v < 0 || int(v) >= p.Vars() {
		p.wrong("%s: there is no variable %d", what, v)
		return false
	}
	return true
}

// takes says whether a coefficient is one to keep: zeros are not, mistakes are reported.
func (p *Problem) takes(r Row, v Var, coef float64) bool {
	switch {
	case r < 0 || int(r) >= p.Rows():
		p.wrong("variable %d: there is no row %d", v, r)
		return false
	case v < 0 || int(v) >= p.Vars():
		p.wrong("row %d: there is no variable %d", r, v)
		return false
	case math.IsNaN(coef) || math.IsInf(coef, 0):
		p.wrong("row %d: the coefficient %v of variable %d is no finite number", r, coef, v)
		return false
	}
	return coef != 0
}

func (p *Problem) checkCost(v Var, cost float64) {
	if math.IsNaN(cost) || math.IsInf(cost, 0) {
		p.wrong("variable %d: its cost %v is no finite number", v, cost)
	}
}

// checkSides refuses what is no interval at all. [+Inf, +Inf] is refused too: no number lies
// there, and taking it for "infeasible" would hide a slip.
func (p *Problem) checkSides(what string, lower, upper float64) {
	if math.IsNaN(lower) || math.IsNaN(upper) {
		p.wrong("%s: a bound is not a number", what)
	}
	if math.IsInf(lower, 1) || math.IsInf(upper, -1) {
		p.wrong("%s: the bounds %v and %v leave no number", what, lower, upper)
	}
}

// empty says whether some bounds contradict each other outright.
func (p *Problem) empty() bool {
	for j := range p.lower {
		if p.lower[j] > p.upper[j] {
			return true
		}
	}
	for i := range p.rowLower {
		if p.rowLower[i] > p.rowUpper[i] {
			return true
		}
	}
	return false
}

// row gives the variables and coefficients of a row.
func (p *Problem) row(i int) ([]int32, []float64) {
	return p.rows[i].cols, p.rows[i].coefs
}
