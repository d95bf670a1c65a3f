package lp

import (
	"context"
	"errors"
	"math"
	"testing"

	"github.com/stretchr/testify/require"
)

var inf = math.Inf(1)

// build makes a problem from dense rows, each with its two sides last.
func build(cost, lower, upper []float64, rows ...[]float64) *Problem {
	p := &Problem{}
	for j := range cost {
		p.AddVar(cost[j], lower[j], upper[j])
	}
	for _, r := range rows {
		var terms []Term
		for j := range cost {
			terms = append(terms, Term{Var(j), r[j]})
		}
		p.AddRow(r[len(cost)], r[len(cost)+1], terms)
	}
	return p
}

func all(n int, v float64) []float64 {
	s := make([]float64, n)
	for i := range s {
		s[i] = v
	}
	return s
}

func solve(t testing.TB, p *Problem) Result {
	res, err := p.Solve(context.Background())
	require.NoError(t, err)
	return res
}

func TestByHand(t *testing.T) {
	for _, c := range []struct {
		name    string
		problem *Problem
		status  Status
		want    float64
		why     string
	}{
		{
			"cover", build([]float64{3, 2, 2}, all(3, 0), all(3, inf),
				[]float64{1, 1, 0, 1, inf}, []float64{0, 1, 1, 1, inf}, []float64{1, 0, 1, 1, inf}),
			Optimal, 3.5, "half of each: 1.5 + 1 + 1; prices 1.5, 0.5, 1.5 show that no less will do",
		},
		{
			"Dantzig", build([]float64{-3, -5}, all(2, 0), all(2, inf),
				[]float64{1, 0, -inf, 4}, []float64{0, 2, -inf, 12}, []float64{3, 2, -inf, 18}),
			Optimal, -36, "the textbook corner (2, 6): 3·2 + 5·6",
		},
		{
			"boxes only", build([]float64{1, -1, 0}, []float64{-2, 0, 1}, []float64{5, 7, 1}),
			Optimal, -9, "no rows: each goes to its better bound, -2 - 7",
		},
		{
			"free variable", build([]float64{1, 1}, []float64{-inf, 0}, all(2, inf),
				[]float64{3, 1, 1, inf}, []float64{1, -1, -4, inf}),
			Optimal, 1. / 3, "3x + y ≥ 1 costs least by x = 1/3, y = 0",
		},
		{
			"free, below zero", build([]float64{1, 2}, []float64{-inf, 0}, all(2, inf),
				[]float64{1, 1, -5, inf}),
			Optimal, -5, "x falls to -5; y would cost 2 to gain 1",
		},
		{
			"fixed variable", build([]float64{1, 4}, []float64{2, 0}, []float64{2, 9},
				[]float64{1, 1, 5, inf}),
			Optimal, 14, "x is 2, so y is 3: 2 + 12",
		},
		{
			"equations", build([]float64{1, 2, 3}, all(3, 0), all(3, inf),
				[]float64{1, 1, 1, 6, 6}, []float64{1, -1, 0, 0, 0}),
			Optimal, 9, "x = y, and as a pair they cost 3 for 2, z 6 for 2: x = y = 3",
		},
		{
			"twice the same equation", build([]float64{1, 2}, all(2, 0), all(2, inf),
				[]float64{1, 1, 4, 4}, []float64{2, 2, 8, 8}),
			Optimal, 4, "the second says nothing new; the basis keeps its logical",
		},
		{
			"range", build([]float64{-1, -1}, all(2, 0), all(2, 10),
				[]float64{1, 2, 3, 8}, []float64{1, -1, -1, 1}),
			Optimal, -17. / 3, "x + 2y = 8 and x - y = 1: x = 10/3, y = 7/3",
		},
		{
			"empty row and column", build([]float64{1, -2}, all(2, 0), []float64{9, 3},
				[]float64{0, 0, -1, 1}, []float64{1, 0, 2, inf}),
			Optimal, -4, "the row 0 ∈ [-1, 1] holds; the lone column goes to 3",
		},
		{
			"upper bounds flip", build(all(3, -1), all(3, 0), all(3, 2),
				[]float64{1, 1, 1, -inf, 5}),
			Optimal, -5, "two at 2, one at 1",
		},
		{
			"infeasible rows", build([]float64{1, 1}, all(2, 0), all(2, inf),
				[]float64{1, 1, 4, inf}, []float64{1, 1, -inf, 3}),
			Infeasible, inf, "4 ≤ x + y ≤ 3; the prices (1, -1) prove it",
		},
		{
			"infeasible box", build([]float64{1, 1}, all(2, 0), all(2, 1), []float64{1, 1, 3, inf}),
			Infeasible, inf, "at most 2",
		},
		{
			"bounds crossed", build([]float64{1}, []float64{2}, []float64{1}),
			Infeasible, inf, "2 ≤ x ≤ 1",
		},
		{
			"empty row infeasible", build([]float64{1}, []float64{0}, []float64{1}, []float64{0, 1, 2}),
			Infeasible, inf, "0 is not in [1, 2]",
		},
		{
			"unbounded", build([]float64{-1, 0}, all(2, 0), all(2, inf), []float64{1, -1, -inf, 1}),
			Unbounded, -inf, "both grow together",
		},
		{
			"unbounded, no rows", build([]float64{1}, []float64{-inf}, []float64{0}),
			Unbounded, -inf, "x falls for ever",
		},
		{"nothing", &Problem{}, Optimal, 0, "the empty sum"},
	} {
		t.Run(c.name, func(t *testing.T) {
			res := solve(t, c.problem)
			require.Equal(t, c.status, res.Status, c.why)
			if c.status == Optimal {
				require.InDelta(t, c.want, res.Objective, 1e-9, c.why)
				require.LessOrEqual(t, res.Bound, c.want+1e-15*math.Abs(c.want), c.why)
				require.InDelta(t, c.want, res.Bound, 1e-6, c.why)
				requireFeasible(t, c.problem, res.X)
			} else {
				require.Equal(t, c.want, res.Bound, c.why)
			}
		})
	}
}

// requireFeasible says that a point keeps all bounds and rows. The tolerance is below what a
// stall moves bounds by, so that a point of moved bounds does not pass.
func requireFeasible(t testing.TB, p *Problem, x []float64) {
	inside := func(v, lower, upper, size float64) {
		tol := 2e-7 * max(1, size)
		require.GreaterOrEqual(t, v, lower-tol)
		require.LessOrEqual(t, v, upper+tol)
	}
	for j, v := range x {
		inside(v, p.lower[j], p.upper[j], math.Abs(v))
	}
	for i := range p.rowLower {
		sum, size := 0.0, 0.0
		cols, coefs := p.row(i)
		for k, j := range cols {
			sum += coefs[k] * x[j]
			size += math.Abs(coefs[k] * x[j])
		}
		inside(sum, p.rowLower[i], p.rowUpper[i], size)
	}
}

// TestDependentBasis: of three columns that depend on each other one is put out for the
// logical of the row that is left, and both solves are then those of the basis that remains.
func TestDependentBasis(t *testing.T) {
	f := newForm(build(all(4, 1), all(4, 0), all(4, 1),
		[]float64{1, 0, 1, 0, 0, 1}, []float64{1, 1, 2, 1, 0, 1}, []float64{0, 1, 1, 1, 0, 1}))
	lu, head := newFactor(3), []int32{0, 1, 2} // the third is the sum of the others
	require.Len(t, lu.build(f, head), 1)
	require.GreaterOrEqual(t, max(head[0], head[1], head[2]), int32(4), "a logical came in")
	rhs, x := []float64{1, 2, 3}, make([]float64, 3)
	lu.solve(append([]float64(nil), rhs...), x)
	got := make([]float64, 3)
	for k, j := range head {
		f.addColumn(j, x[k], got)
	}
	require.InDeltaSlice(t, rhs, got, 1e-12)
	y := make([]float64, 3)
	lu.solveT(append([]float64(nil), rhs...), y)
	for k, j := range head {
		require.InDelta(t, rhs[k], f.dot(j, y), 1e-12)
	}

	// The simplex goes on from such a basis: what was put out rests on a bound.
	s := newSimplex(f, 0)
	for k, j := range s.head {
		s.rest(j)
		s.head[k], s.state[k], s.place[k] = int32(k), basic, int32(k)
	}
	s.refresh()
	in := 0
	for j, state := range s.state {
		require.Equal(t, state == basic, s.place[j] != notBasic, "variable %d", j)
		if state == basic {
			require.Equal(t, int32(j), s.head[s.place[j]])
			in++
		}
	}
	require.Equal(t, 3, in)
	require.Equal(t, Optimal, s.run(context.Background()))
}

// The classics of cycling: with Dantzig's rule and ties broken by index each comes back to its
// first basis after six steps.
func TestCycling(t *testing.T) {
	for _, c := range []struct {
		name    string
		problem *Problem
		want    float64
	}{
		{ // E. Beale, Naval Res. Logist. Quart. 2 (1955); optimum at x1 = 1/25, x3 = 1.
			"Beale", build([]float64{-0.75, 150, -0.02, 6}, all(4, 0), all(4, inf),
				[]float64{0.25, -60, -0.04, 9, -inf, 0},
				[]float64{0.5, -90, -0.02, 3, -inf, 0},
				[]float64{0, 0, 1, 0, -inf, 1}),
			-0.05,
		},
		{ // H. Kuhn, in M. Balinski and A. Tucker, SIAM Review 11 (1969); optimum at (2, 0, 2, 0).
			"Kuhn", build([]float64{-2, -3, 1, 12}, all(4, 0), all(4, inf),
				[]float64{-2, -9, 1, 9, -inf, 0},
				[]float64{1. / 3, 1, -1. / 3, -2, -inf, 0},
				[]float64{2, 3, -1, -12, -inf, 2}),
			-2,
		},
		{ // V. Chvátal, Linear Programming (1983), ch. 3, with x1 ≤ 1; optimum at x1 = x3 = 1.
			"Chvátal", build([]float64{-10, 57, 9, 24}, all(4, 0), all(4, inf),
				[]float64{0.5, -5.5, -2.5, 9, -inf, 0},
				[]float64{0.5, -1.5, -0.5, 1, -inf, 0},
				[]float64{1, 0, 0, 0, -inf, 1}),
			-1,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			res := solve(t, c.problem)
			require.Equal(t, Optimal, res.Status)
			require.InDelta(t, c.want, res.Objective, 1e-9)
			require.InDelta(t, c.want, res.Bound, 1e-6)
			require.LessOrEqual(t, res.Bound, c.want+1e-15)

			// The same by Bland's rule alone: the last resort ends too.
			s := newSimplex(newForm(c.problem), 0)
			s.rounds = maxRounds
			s.stalled, s.bland = stallAfter-1, true
			require.Equal(t, Optimal, s.run(context.Background()))
		})
	}
}

// TestKleeMinty: with Dantzig's rule 2ⁿ-1 steps; here it only has to end at the optimum 5ⁿ.
func TestKleeMinty(t *testing.T) {
	const n = 8
	p := &Problem{}
	for j := range n {
		p.AddVar(-math.Pow(2, float64(n-1-j)), 0, inf)
	}
	for i := range n {
		var terms []Term
		for j := range i {
			terms = append(terms, Term{Var(j), math.Pow(2, float64(i-j+1))})
		}
		p.AddRow(-inf, math.Pow(5, float64(i+1)), append(terms, Term{Var(i), 1}))
	}
	res := solve(t, p)
	require.Equal(t, Optimal, res.Status)
	require.InDelta(t, -390_625, res.Objective, 1e-6)
	require.InEpsilon(t, -390_625, res.Bound, 1e-6)
}

// TestMistakes: hostile numbers are reported, all of them, and nothing panics.
func TestMistakes(t *testing.T) {
	for _, c := range []struct {
		name string
		make func(p *Problem)
		says string
	}{
		{"NaN cost", func(p *Problem) { p.AddVar(math.NaN(), 0, 1) }, "cost NaN"},
		{"infinite cost", func(p *Problem) { p.AddVar(inf, 0, 1) }, "cost +Inf"},
		{"NaN bound", func(p *Problem) { p.AddVar(1, math.NaN(), 1) }, "not a number"},
		{"no number", func(p *Problem) { p.AddVar(1, inf, inf) }, "leave no number"},
		{"NaN side", func(p *Problem) { p.AddRow(0, math.NaN(), nil) }, "row 0: a bound is not a number"},
		{"NaN coefficient", func(p *Problem) { p.AddRow(0, 1, []Term{{p.AddVar(1, 0, 1), math.NaN()}}) }, "coefficient NaN"},
		{"sum too large", func(p *Problem) {
			x := p.AddVar(1, 0, 1)
			p.AddRow(0, 1, []Term{{x, math.MaxFloat64}, {x, math.MaxFloat64}})
		}, "coefficient +Inf"},
		{"unknown variable", func(p *Problem) { p.AddRow(0, 1, []Term{{3, 1}, {-1, 1}}) }, "no variable 3"},
		{"unknown row", func(p *Problem) { p.AddColumn(1, 0, 1, []RowTerm{{2, 1}, {-1, 1}}) }, "no row 2"},
		{"NaN in a column", func(p *Problem) { p.AddColumn(1, 0, 1, []RowTerm{{p.AddRow(0, 1, nil), math.NaN()}}) }, "coefficient NaN"},
		{"NaN cost set", func(p *Problem) { p.SetCost(p.AddVar(1, 0, 1), math.NaN()) }, "cost NaN"},
		{"bounds of none", func(p *Problem) { p.SetBounds(1, 0, 1) }, "no variable 1"},
		{"bounds without a number", func(p *Problem) { p.SetBounds(p.AddVar(1, 0, 1), inf, inf) }, "leave no number"},
		{"sides of none", func(p *Problem) { p.SetRow(-1, 0, 1) }, "no row -1"},
		{"NaN side set", func(p *Problem) { p.SetRow(p.AddRow(0, 1, nil), math.NaN(), 1) }, "not a number"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := &Problem{}
			c.make(p)
			res, err := p.Solve(context.Background())
			require.ErrorContains(t, err, c.says)
			require.Equal(t, Stopped, res.Status)
			require.Equal(t, -inf, res.Bound)
			require.Equal(t, -inf, p.Bound(nil))
		})
	}
}

func TestDuplicateTermsAddUp(t *testing.T) {
	p := &Problem{}
	x, y := p.AddVar(1, 0, inf), p.AddVar(1, 0, inf)
	p.AddRow(6, inf, []Term{{x, 1}, {y, 1}, {x, 2}, {y, -1}}) // 3x ≥ 6
	require.InDelta(t, 2, solve(t, p).Objective, 1e-12)
}

// TestStopped: a bound is still given, and true.
func TestStopped(t *testing.T) {
	p := cover(7, 300, 1)
	best := solve(t, p)
	require.Equal(t, Optimal, best.Status)
	for _, limit := range []int{1, 20, 100} {
		p.MaxIterations = limit
		res := solve(t, p)
		require.Equal(t, Stopped, res.Status)
		require.ErrorIs(t, res.Why, ErrIterations)
		require.Equal(t, limit, res.Iterations)
		require.LessOrEqual(t, res.Bound, best.Objective)
		require.GreaterOrEqual(t, res.Bound, 0.0)
	}
	p.MaxIterations = 0
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	res, err := p.Solve(ctx)
	require.NoError(t, err)
	require.Equal(t, Stopped, res.Status)
	require.True(t, errors.Is(res.Why, context.Canceled))
}

func TestSameTwice(t *testing.T) {
	a, b := solve(t, cover(7, 500, 3)), solve(t, cover(7, 500, 3))
	require.Equal(t, a, b)
}

func TestIntegerBound(t *testing.T) {
	for _, c := range []struct {
		bound float64
		want  int64
		ok    bool
		why   string
	}{
		{41.000001, 42, true, "the optimum is an integer, not below"},
		{41.99999999, 42, true, "rounding took a little off"},
		{42, 42, true, "already one"},
		{-0.5, 0, true, "up, not away from zero"},
		{inf, 0, false, "there is no feasible point"},
		{-inf, 0, false, "says nothing"},
		{math.NaN(), 0, false, "no bound"},
		{1 << 54, 0, false, "float64 no longer tells neighbours apart"},
	} {
		got, ok := IntegerBound(c.bound)
		require.Equal(t, c.want, got, c.why)
		require.Equal(t, c.ok, ok, c.why)
	}
}
