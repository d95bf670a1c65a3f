package lp

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestFamilies solves problems too large for a dense simplex, each hard in its own way. They
// check themselves: a feasible point and a proven bound that meet leave nothing to doubt.
func TestFamilies(t *testing.T) {
	for _, c := range []struct {
		name string
		make func(rng *rand.Rand) *Problem
		why  string
	}{
		{"cover", func(*rand.Rand) *Problem { return cover(7, 1_000, 2) }, "uncapped columns"},
		{"assignment", assignment, "every basis is degenerate: half the basic variables are 0"},
		{"partition", partition, "equations, from an infeasible start, with ties everywhere"},
		{"cone", cone, "every step stands still"},
		{"dense", dense, "no zeros: the factors fill up"},
		{"scales", scales, "coefficients from 1e-7 to 1e7"},
		{"roster", roster, "carers by days by shifts: blocks joined by cover, with under- and overcover"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := c.make(rand.New(rand.NewPCG(9, 9)))
			res := solve(t, p)
			require.Equal(t, Optimal, res.Status, c.why)
			requireFeasible(t, p, res.X)
			require.LessOrEqual(t, res.Objective-res.Bound, 1e-6*(1+math.Abs(res.Objective)), c.why)
		})
	}
}

// TestTrueBoundsComeBack: stalls move bounds, and the answer is of the problem as given.
func TestTrueBoundsComeBack(t *testing.T) {
	s := newSimplex(newForm(cone(rand.New(rand.NewPCG(9, 9)))), 0)
	require.Equal(t, Optimal, s.run(context.Background()))
	require.Positive(t, s.moves, "it stalled")
	require.False(t, s.moved)
	require.Equal(t, s.form.lower, s.lower)
	require.Equal(t, s.form.upper, s.upper)

	// In the last rounds bounds no longer move and Bland's rule has to get away from the stall.
	s = newSimplex(newForm(cone(rand.New(rand.NewPCG(9, 9)))), 0)
	s.rounds = maxRounds
	require.Equal(t, Optimal, s.run(context.Background()))
	require.Zero(t, s.moves)
	require.Equal(t, s.form.lower, s.lower)
}

// cone has all its rows through the origin, where the search starts and where the optimum is:
// every step stands still. The costs are a combination of rows and bounds that says so.
func cone(rng *rand.Rand) *Problem {
	const m, n = 300, 150
	g, cost := make([][]Term, m), make([]float64, n)
	for i := range g {
		price := float64(rng.IntN(3))
		for _, j := range rng.Perm(n)[:12] {
			a := float64(rng.IntN(11) - 5)
			g[i] = append(g[i], Term{Var(j), a})
			cost[j] -= price * a
		}
	}
	p := &Problem{}
	for _, c := range cost {
		p.AddVar(c+float64(rng.IntN(2)), 0, 1)
	}
	addRows(p, g, -inf, 0)
	return p
}

func addRows(p *Problem, rows [][]Term, lower, upper float64) {
	for _, terms := range rows {
		p.AddRow(lower, upper, terms)
	}
}

func assignment(rng *rand.Rand) *Problem {
	const n = 50
	p := &Problem{}
	rows := make([][]Term, 2*n)
	for i := range n {
		for j := range n {
			v := p.AddVar(float64(rng.IntN(100)), 0, inf)
			rows[i], rows[n+j] = append(rows[i], Term{v, 1}), append(rows[n+j], Term{v, 1})
		}
	}
	addRows(p, rows, 1, 1)
	return p
}

func partition(rng *rand.Rand) *Problem {
	const m = 120
	p := &Problem{}
	rows := make([][]Term, m)
	for range 1_000 {
		v := p.AddVar(float64(5+rng.IntN(20)), 0, 1)
		for _, r := range rng.Perm(m)[:2+rng.IntN(8)] {
			rows[r] = append(rows[r], Term{v, 1})
		}
	}
	for k, r := range rng.Perm(m) { // a planted solution of fours
		if k%4 == 0 {
			p.AddVar(25, 0, 1)
		}
		rows[r] = append(rows[r], Term{Var(p.Vars() - 1), 1})
	}
	addRows(p, rows, 1, 1)
	return p
}

func dense(rng *rand.Rand) *Problem {
	const m, n = 60, 120
	p := &Problem{}
	x := make([]float64, n)
	for j := range x {
		x[j] = 3 * rng.Float64()
		p.AddVar(rng.NormFloat64(), 0, 10)
	}
	for range m {
		var terms []Term
		sum := 0.0
		for j := range x {
			a := rng.NormFloat64()
			terms = append(terms, Term{Var(j), a})
			sum += a * x[j]
		}
		p.AddRow(sum-rng.Float64(), sum+rng.Float64(), terms)
	}
	return p
}

func scales(rng *rand.Rand) *Problem {
	const m, n = 150, 400
	p := &Problem{}
	x := make([]float64, n)
	for j := range x {
		size := math.Pow(10, float64(rng.IntN(9)-4))
		x[j] = (0.1 + rng.Float64()) * size
		p.AddVar((1+rng.Float64())/size, 0, 100*size)
	}
	for range m {
		var terms []Term
		sum, size := 0.0, math.Pow(10, float64(rng.IntN(7)-3))
		for _, j := range rng.Perm(n)[:10] {
			a := size * rng.Float64() / x[j]
			terms = append(terms, Term{Var(j), a})
			sum += a * x[j]
		}
		p.AddRow(sum, inf, terms)
	}
	return p
}

func roster(rng *rand.Rand) *Problem {
	const carers, days, kinds = 20, 14, 4
	p := &Problem{}
	at := func(c, d, k int) Var { return Var((c*days+d)*kinds + k) }
	covers := make([][]Term, days*kinds)
	for c := range carers {
		var minutes, weekends []Term
		for d := range days {
			var day []Term
			for k := range kinds {
				v := p.AddVar(float64(rng.IntN(10)), 0, 1)
				day = append(day, Term{v, 1})
				minutes = append(minutes, Term{v, float64(360 + 60*k)})
				covers[d*kinds+k] = append(covers[d*kinds+k], Term{v, 1})
			}
			p.AddRow(-inf, 1, day)
			if d%7 >= 5 {
				weekends = append(weekends, day...)
			}
			if d > 0 { // late, then early
				p.AddRow(-inf, 1, []Term{{at(c, d-1, kinds-1), 1}, {at(c, d, 0), 1}, {at(c, d, 1), 1}})
			}
		}
		p.AddRow(3_000, 4_500, minutes)
		p.AddRow(-inf, 2, weekends)
	}
	for _, terms := range covers {
		need := float64(2 + rng.IntN(4))
		under, over := p.AddVar(100, 0, inf), p.AddVar(1, 0, inf)
		p.AddRow(need, need, append(terms, Term{under, 1}, Term{over, -1}))
	}
	return p
}
