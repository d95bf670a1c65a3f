package lp

import (
	"errors"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"
	gonumlp "gonum.org/v1/gonum/optimize/convex/lp"
	"pgregory.net/rapid"
)

// gonumSolve asks gonum's dense simplex, which knows only A·x = b, x ≥ 0: all rows and bounds
// become inequalities of free variables, and gonum splits those. Equations become two, as it
// refuses rows that depend on each other; their slacks do not.
func gonumSolve(p *Problem) (float64, error) {
	n := p.Vars()
	var g, h []float64
	add := func(coefs []float64, lower, upper float64) {
		if !math.IsInf(upper, 1) {
			g, h = append(g, coefs...), append(h, upper)
		}
		if !math.IsInf(lower, -1) {
			for _, v := range coefs {
				g = append(g, -v)
			}
			h = append(h, -lower)
		}
	}
	for i := range p.rowLower {
		dense := make([]float64, n)
		cols, coefs := p.row(i)
		for k, j := range cols {
			dense[j] = coefs[k]
		}
		add(dense, p.rowLower[i], p.rowUpper[i])
	}
	for j := range n {
		unit := make([]float64, n)
		unit[j] = 1
		add(unit, p.lower[j], p.upper[j])
	}
	if len(h) == 0 {
		return 0, errors.New("gonum takes no problem without rows")
	}
	c, aa, bb := gonumlp.Convert(p.cost, mat.NewDense(len(h), n, g), h, nil, nil)
	value, _, err := gonumlp.Simplex(c, aa, bb, 1e-10, nil)
	return value, err
}

// randomProblem draws problems of all sorts: sides of every kind, free and fixed variables,
// numbers that tie and numbers that do not, now and then badly scaled.
func randomProblem(rng *rand.Rand) *Problem {
	n, m := 1+rng.IntN(9), rng.IntN(9)
	whole, density := rng.IntN(2) == 0, 0.2+0.8*rng.Float64()
	number := func(size float64) float64 {
		v := (2*rng.Float64() - 1) * size
		if whole {
			return math.Round(v)
		}
		return v
	}
	sides := func(around float64) (float64, float64) {
		lo := around - math.Abs(number(5))
		hi := around + math.Abs(number(5))
		switch rng.IntN(5) {
		case 0:
			return lo, inf
		case 1:
			return -inf, hi
		case 2:
			return around, around
		}
		return lo, hi
	}
	p := &Problem{}
	inside := make([]float64, n) // a feasible point, most of the time
	for j := range n {
		inside[j] = number(4)
		lo, hi := sides(inside[j])
		if rng.IntN(12) == 0 {
			lo, hi = -inf, inf
		}
		p.AddVar(number(9), lo, hi)
	}
	for range m {
		var terms []Term
		at, size := 0.0, math.Pow(10, math.Round(number(1.6)))
		for j := range n {
			if rng.Float64() < density {
				v := number(5) * size
				terms = append(terms, Term{Var(j), v})
				at += v * inside[j]
			}
		}
		if rng.IntN(15) == 0 {
			at += 3 * size
		}
		lo, hi := sides(at)
		p.AddRow(lo, hi, terms)
	}
	return p
}

// TestAgainstGonum compares with a simplex that shares nothing with ours. Where gonum says
// "infeasible" or "unbounded" and is wrong, as it is for one problem in a thousand, ours has to
// prove it: by a feasible point and a bound that meet, or by the bound +Inf.
func TestAgainstGonum(t *testing.T) {
	agreed, proven, gaveUp, loose := map[Status]int{}, 0, 0, 0
	seeds := uint64(5_000)
	if testing.Short() {
		seeds = 2_000 // under the race detector gonum is slow
	}
	for seed := range seeds {
		p := randomProblem(rand.New(rand.NewPCG(seed, 1)))
		res := solve(t, p)
		require.NotEqual(t, Stopped, res.Status, "seed %d: %v", seed, res.Why)
		tol := 1e-6 * (1 + math.Abs(res.Objective))
		tight := res.Bound > res.Objective-tol
		if res.Status == Optimal {
			requireFeasible(t, p, res.X)
			require.LessOrEqual(t, res.Bound, res.Objective+tol/10, "seed %d", seed)
			if !tight {
				require.True(t, newProver(p).open(), "seed %d: with bounds on all variables it is tight", seed)
				loose++
			}
		}
		want, err := gonumSolve(p)
		claim := map[error]Status{nil: Optimal, gonumlp.ErrInfeasible: Infeasible, gonumlp.ErrUnbounded: Unbounded}
		status, ok := claim[err]
		switch {
		case !ok: // it stops at some ties
			gaveUp++
		case status == Optimal:
			require.Equal(t, Optimal, res.Status, "seed %d", seed)
			require.InDelta(t, want, res.Objective, tol, "seed %d", seed)
			agreed[status]++
		case status == res.Status:
			agreed[status]++
		default:
			require.True(t, res.Status == Optimal && tight || res.Status == Infeasible && res.Bound == inf,
				"seed %d: %v, gonum: %v", seed, res.Status, status)
			proven++
		}
	}
	t.Log("agreed:", agreed, "gonum wrong:", proven, "gonum gave up:", gaveUp, "loose bounds:", loose)
	for _, s := range []Status{Optimal, Infeasible, Unbounded} {
		require.Greater(t, agreed[s], 100, "enough of %v", s)
	}
	require.Less(t, proven, 25)
	require.Less(t, loose, 125, "variables without bounds only, and not many")
}

// integerBox draws a small problem in integers with a box that can be walked through.
func integerBox(t *rapid.T) *Problem {
	n := rapid.IntRange(1, 4).Draw(t, "variables")
	p := &Problem{}
	small := rapid.IntRange(-5, 5)
	for range n {
		lo := rapid.IntRange(-2, 1).Draw(t, "lower")
		p.AddVar(float64(small.Draw(t, "cost")), float64(lo), float64(lo+rapid.IntRange(0, 3).Draw(t, "width")))
	}
	for range rapid.IntRange(0, 4).Draw(t, "rows") {
		var terms []Term
		for j := range n {
			terms = append(terms, Term{Var(j), float64(small.Draw(t, "coefficient"))})
		}
		lo := float64(rapid.IntRange(-8, 6).Draw(t, "side"))
		hi := lo + float64(rapid.IntRange(0, 8).Draw(t, "range"))
		switch rapid.IntRange(0, 3).Draw(t, "kind") {
		case 0:
			lo = -inf
		case 1:
			hi = inf
		}
		p.AddRow(lo, hi, terms)
	}
	return p
}

// bruteForce gives the least cost over the integer points, +Inf if none is feasible.
func bruteForce(p *Problem) float64 {
	best := inf
	x := make([]float64, p.Vars())
	var walk func(j int)
	walk = func(j int) {
		if j < len(x) {
			for x[j] = p.lower[j]; x[j] <= p.upper[j]; x[j]++ {
				walk(j + 1)
			}
			return
		}
		cost := 0.0
		for j, v := range x {
			cost += p.cost[j] * v
		}
		for i := range p.rowLower {
			sum := 0.0
			cols, coefs := p.row(i)
			for k, j := range cols {
				sum += coefs[k] * x[j]
			}
			if sum < p.rowLower[i] || sum > p.rowUpper[i] {
				return
			}
		}
		best = min(best, cost)
	}
	walk(0)
	return best
}

// TestBoundIsSafe: with integers all sums of bruteForce are exact, so no tolerance is given.
func TestBoundIsSafe(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := integerBox(t)
		best := bruteForce(p)
		res, err := p.Solve(t.Context())
		require.NoError(t, err)
		require.LessOrEqual(t, res.Bound, best)
		switch res.Status {
		case Optimal:
			require.InDelta(t, res.Objective, res.Bound, 1e-6*max(1, math.Abs(res.Objective)))
			up, ok := IntegerBound(res.Bound)
			require.True(t, ok)
			require.LessOrEqual(t, float64(up), best)
		case Infeasible:
			require.Equal(t, inf, res.Bound, "proven")
		default:
			t.Fatal("a box has an end: ", res.Status, res.Why)
		}
		// Any prices give a true bound, poor ones too.
		y := rapid.SliceOfN(rapid.Float64Range(-10, 10), p.Rows(), p.Rows()).Draw(t, "prices")
		require.LessOrEqual(t, p.Bound(y), best)
	})
}

// TestBoundIsSafeExactly compares with rational arithmetic where float64 does round.
func TestBoundIsSafeExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.Float64Range(-100, 100)
		n := rapid.IntRange(1, 5).Draw(t, "variables")
		p := &Problem{}
		for range n {
			lo := number.Draw(t, "lower")
			p.AddVar(number.Draw(t, "cost"), lo, lo+math.Abs(number.Draw(t, "width")))
		}
		var y []float64
		for range rapid.IntRange(1, 5).Draw(t, "rows") {
			var terms []Term
			for j := range n {
				terms = append(terms, Term{Var(j), number.Draw(t, "coefficient")})
			}
			side := number.Draw(t, "side")
			p.AddRow(side, side, terms)
			y = append(y, number.Draw(t, "price"))
		}
		exact, got := exactBound(p, y), rational(p.Bound(y))
		require.LessOrEqual(t, got.Cmp(exact), 0)
		gap, _ := exact.Sub(exact, got).Float64()
		require.Less(t, gap, 1e-6) // of sums up to some 10⁷
	})
}

func rational(v float64) *big.Rat { return new(big.Rat).SetFloat64(v) }

// exactBound is the definition of Problem.Bound in rational numbers, for equations and boxes.
func exactBound(p *Problem, y []float64) *big.Rat {
	times := func(a, b *big.Rat) *big.Rat { return new(big.Rat).Mul(a, b) }
	total := new(big.Rat)
	reduced := make([]*big.Rat, p.Vars())
	for j, c := range p.cost {
		reduced[j] = rational(c)
	}
	for i, w := range y {
		total.Add(total, times(rational(w), rational(p.rowLower[i])))
		cols, coefs := p.row(i)
		for k, j := range cols {
			reduced[j].Sub(reduced[j], times(rational(w), rational(coefs[k])))
		}
	}
	for j, d := range reduced {
		a, b := times(d, rational(p.lower[j])), times(d, rational(p.upper[j]))
		if a.Cmp(b) > 0 {
			a = b
		}
		total.Add(total, a)
	}
	return total
}

// TestBoundBelowFeasiblePoint: a point is drawn, then rows and bounds around it, so that it is
// feasible in rational numbers; sides and bounds are often missing, so that those which rows
// imply come in, and sizes are of all kinds. No bound may be above what the point costs.
func TestBoundBelowFeasiblePoint(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.OneOf(rapid.Float64Range(-9, 9), rapid.Float64Range(-9, 9),
			rapid.Map(rapid.IntRange(-5, 5), func(v int) float64 { return float64(v) }),
			rapid.Float64Range(-1e150, 1e150), rapid.Float64Range(-1e-150, 1e-150))
		around := func(exact *big.Rat) (float64, float64) {
			v, _ := exact.Float64()
			lo, hi := math.Nextafter(v, -inf), math.Nextafter(v, inf)
			switch rapid.IntRange(0, 5).Draw(t, "sides") {
			case 0, 1:
				return lo, inf
			case 2, 3:
				return -inf, hi
			case 4:
				return -inf, inf
			}
			return lo, hi
		}
		p := &Problem{}
		n := rapid.IntRange(1, 4).Draw(t, "variables")
		x, cost := make([]*big.Rat, n), new(big.Rat)
		for j := range x {
			x[j] = rational(number.Draw(t, "point"))
			lo, hi := around(x[j])
			c := number.Draw(t, "cost")
			p.AddVar(c, lo, hi)
			cost.Add(cost, new(big.Rat).Mul(rational(c), x[j]))
		}
		var y []float64
		for range rapid.IntRange(0, 4).Draw(t, "rows") {
			var terms []Term
			sum := new(big.Rat)
			for j := range x {
				a := number.Draw(t, "coefficient")
				terms = append(terms, Term{Var(j), a})
				sum.Add(sum, new(big.Rat).Mul(rational(a), x[j]))
			}
			lo, hi := around(sum)
			p.AddRow(lo, hi, terms)
			y = append(y, number.Draw(t, "price"))
		}
		res, err := p.Solve(t.Context())
		require.NoError(t, err)
		for _, b := range []float64{res.Bound, p.Bound(y)} {
			require.Less(t, b, inf, "there is a feasible point")
			if !math.IsInf(b, -1) {
				require.LessOrEqual(t, rational(b).Cmp(cost), 0)
			}
		}
	})
}

// TestOutward: the steps of the bound against rational numbers, subnormal and huge ones too.
func TestOutward(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		any := rapid.Float64Range(-math.MaxFloat64, math.MaxFloat64)
		a, b := any.Draw(t, "a"), any.Draw(t, "b")
		sum, product := new(big.Rat).Add(rational(a), rational(b)), new(big.Rat).Mul(rational(a), rational(b))
		requireAround(t, sum, add(a, b, false), add(a, b, true))
		requireAround(t, product, mul(a, b, false), mul(a, b, true))
		if b != 0 {
			requireAround(t, new(big.Rat).Quo(rational(a), rational(b)), div(a, b, false), div(a, b, true))
		}
	})
}

func requireAround(t *rapid.T, exact *big.Rat, down, up float64) {
	if !math.IsInf(down, -1) {
		require.LessOrEqual(t, rational(down).Cmp(exact), 0)
	}
	if !math.IsInf(up, 1) {
		require.GreaterOrEqual(t, rational(up).Cmp(exact), 0)
	}
}

// TestHostile: any float64 in any place, and terms of variables that are not there: an error
// or an answer, no panic.
func TestHostile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		hostile(t, rapid.OneOf(rapid.Float64(), rapid.Float64Range(-3, 3),
			rapid.SampledFrom([]float64{0, inf, -inf, math.NaN()})), -1, 5)
	})
}

// TestWild: input in order, sizes from the least float64 to the largest, all of which the
// solver has to take: scales, overflow, bounds that cross.
func TestWild(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		require.NoError(t, hostile(t, rapid.OneOf(rapid.Float64(), rapid.Float64Range(-3, 3),
			rapid.SampledFrom([]float64{0, 1, 1e300, -1e300, 5e-324, 1e-300, math.MaxFloat64 / 8})), 0, 2))
	})
}

// hostile draws and solves a problem of given numbers; terms are of variables first to last,
// of which there are at least three.
func hostile(t *rapid.T, number *rapid.Generator[float64], first, last int) error {
	p := &Problem{MaxIterations: 2_000}
	for range rapid.IntRange(3, 5).Draw(t, "variables") {
		p.AddVar(number.Draw(t, "cost"), number.Draw(t, "lower"), number.Draw(t, "upper"))
	}
	for range rapid.IntRange(0, 5).Draw(t, "rows") {
		var terms []Term
		for v := first; v <= last; v++ {
			if rapid.Bool().Draw(t, "entry") {
				terms = append(terms, Term{Var(v), number.Draw(t, "coefficient")})
			}
		}
		p.AddRow(number.Draw(t, "lower"), number.Draw(t, "upper"), terms)
	}
	res, err := p.Solve(t.Context())
	require.Equal(t, p.Err() != nil, err != nil)
	require.False(t, math.IsNaN(res.Bound))
	require.False(t, math.IsNaN(p.Bound([]float64{number.Draw(t, "price"), number.Draw(t, "price")})))
	return err
}

// FuzzSolve looks for a bound that is not safe, by bytes that lead into new code.
func FuzzSolve(f *testing.F) {
	f.Fuzz(rapid.MakeFuzz(func(t *rapid.T) {
		p := integerBox(t)
		res, err := p.Solve(t.Context())
		require.NoError(t, err)
		require.LessOrEqual(t, res.Bound, bruteForce(p))
	}))
}
