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

// Problem is a linear program. The zero Problem has no rows and no variables and is ready for
// use. Mistakes in what is added (NaN, an infinite cost, a variable of another problem) are
// kept and all reported by Solve. One goroutine at a time.
type Problem struct {
	// MaxIterations ends Solve with Stopped; 0 stands for 20,000 and 20 more for each row and
	// variable, which only trouble reaches.
	MaxIterations int

	cost, lower, upper []float64
	rowLower, rowUpper []float64
	// Row i holds cols[start[i]:start[i+1]], in ascending order, with the coefficients beside.
	start []int
	cols  []int32
	coefs []float64
	errs  []error
}

// AddVar adds a variable with its cost and bounds; ±Inf means no bound. A lower bound above the
// upper one makes the problem infeasible and is no mistake.
func (p *Problem) AddVar(cost, lower, upper float64) Var {
	v := Var(len(p.cost))
	if math.IsNaN(cost) || math.IsInf(cost, 0) {
		p.wrong("variable %d: its cost %v is no finite number", v, cost)
	}
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
	if len(p.start) == 0 {
		p.start = append(p.start, 0)
	}
	sorted := slices.Clone(terms)
	slices.SortStableFunc(sorted, func(a, b Term) int { return int(a.Var) - int(b.Var) })
	for i := 0; i < len(sorted); {
		v, sum := sorted[i].Var, 0.0
		for ; i < len(sorted) && sorted[i].Var == v; i++ {
			sum += sorted[i].Coef
		}
		switch {
		case v < 0 || int(v) >= len(p.cost):
			p.wrong("row %d: there is no variable %d", r, v)
		case math.IsNaN(sum) || math.IsInf(sum, 0):
			p.wrong("row %d: the coefficient %v of variable %d is no finite number", r, sum, v)
		case sum != 0:
			p.cols = append(p.cols, int32(v))
			p.coefs = append(p.coefs, sum)
		}
	}
	p.start = append(p.start, len(p.cols))
	return r
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
	return p.cols[p.start[i]:p.start[i+1]], p.coefs[p.start[i]:p.start[i+1]]
}
