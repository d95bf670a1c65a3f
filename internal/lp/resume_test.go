package lp

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

func resume(t testing.TB, p *Problem) Result {
	res, err := p.Resume(t.Context())
	require.NoError(t, err)
	return res
}

// same asks a copy of the problem, which knows no basis.
func same(t testing.TB, p *Problem) Result {
	fresh := *p
	fresh.last = nil
	return solve(t, &fresh)
}

// TestResumeMasters is column generation and a dive as a roster does them: columns join, carers
// are fixed to a line each, one after the other. Each optimum is that of a solve from nothing, and
// what it takes is a small part of it.
func TestResumeMasters(t *testing.T) {
	warm, cold, solved, worst := 0, 0, 0, 0.0
	for seed := range programs() {
		l := newLines(rand.New(rand.NewPCG(seed, 4)))
		for c := range l.carers {
			l.add(c, l.draw())
		}
		step := func(check bool) Result {
			l.p.MaxIterations = 20 * l.size()
			res := resume(t, l.p)
			requireSolved(t, l.p, res)
			solved++
			worst = max(worst, float64(res.Iterations)/float64(l.size()))
			if check {
				again := same(t, l.p)
				require.InDelta(t, again.Objective, res.Objective, 1e-6*(1+math.Abs(again.Objective)))
				warm, cold = warm+res.Iterations, cold+again.Iterations
			}
			return res
		}
		for round := range 20 {
			if l.generate(step(round%5 == 0).Y) == 0 {
				break
			}
		}
		for c := range l.carers {
			res := step(c%5 == 0)
			keep := l.of[c][0]
			for _, v := range l.of[c] {
				if res.X[v] > res.X[keep] {
					keep = v
				}
			}
			for _, v := range l.of[c] {
				l.p.SetBounds(v, 0, 0)
			}
			l.p.SetBounds(keep, 1, 1)
			l.generate(step(false).Y)
		}
		step(true)
	}
	t.Logf("%d solves, most iterations by rows and columns %.2f; of those compared %d iterations, from nothing %d",
		solved, worst, warm, cold)
	require.Less(t, worst, 4.0)
	require.Less(t, warm, cold/3)
}

// change does something to a problem: costs, bounds and sides move, columns and rows come.
func change(rng *rand.Rand, p *Problem) {
	number := func() float64 { return float64(rng.IntN(11) - 5) }
	sides := func() (float64, float64) {
		lo, hi := number(), number()
		switch lo, hi = min(lo, hi), max(lo, hi); rng.IntN(5) {
		case 0:
			return lo, inf
		case 1:
			return -inf, hi
		case 2:
			return lo, lo
		}
		return lo, hi
	}
	lo, hi := sides()
	switch v := Var(rng.IntN(p.Vars())); rng.IntN(5) {
	case 0:
		p.SetCost(v, number())
	case 1:
		p.SetBounds(v, lo, hi)
	case 2:
		if p.Rows() > 0 {
			p.SetRow(Row(rng.IntN(p.Rows())), lo, hi)
		}
	case 3:
		var terms []RowTerm
		for r := range p.Rows() {
			terms = append(terms, RowTerm{Row(r), number()})
		}
		p.AddColumn(number(), lo, hi, terms)
	default:
		p.AddRow(lo, hi, []Term{{v, number()}, {Var(rng.IntN(p.Vars())), number()}})
	}
}

// TestResumeIsSolve: whatever has been changed, and however the solve before ended, Resume and a
// solve from nothing say the same.
func TestResumeIsSolve(t *testing.T) {
	seeds := uint64(1_500)
	if testing.Short() {
		seeds = 300
	}
	ended := map[Status]int{}
	for seed := range seeds {
		rng := rand.New(rand.NewPCG(seed, 2))
		p := randomProblem(rng)
		solve(t, p)
		for range 12 {
			for range 1 + rng.IntN(3) {
				change(rng, p)
			}
			res, want := resume(t, p), same(t, p)
			require.Equal(t, want.Status, res.Status, "seed %d", seed)
			ended[res.Status]++
			if res.Status != Optimal {
				continue
			}
			requireFeasible(t, p, res.X)
			tol := 1e-6 * (1 + math.Abs(want.Objective))
			require.InDelta(t, want.Objective, res.Objective, tol, "seed %d", seed)
			require.LessOrEqual(t, res.Bound, want.Objective+tol/10, "seed %d", seed)
		}
	}
	t.Log(ended)
	require.Zero(t, ended[Stopped])
}

// TestAddColumn: a column says the same as a variable that rows name, duplicates added up.
func TestAddColumn(t *testing.T) {
	p := &Problem{}
	x := p.AddVar(3, 0, inf)
	r := p.AddRow(6, inf, []Term{{x, 1}})
	require.InDelta(t, 18, solve(t, p).Objective, 1e-12)
	p.AddColumn(2, 0, 1, []RowTerm{{r, 1}, {r, 2}}) // up to 3 of the 6 at 2
	require.InDelta(t, 2+9, resume(t, p).Objective, 1e-12)
	p.SetBounds(x, 0, 4)
	p.SetRow(r, 7, inf)
	require.InDelta(t, 2+12, resume(t, p).Objective, 1e-12)
	p.SetBounds(x, 0, 3.5)
	require.Equal(t, inf, resume(t, p).Bound, "7 cannot be reached")
	p.SetRow(r, 0, inf)
	p.SetCost(x, -1)
	require.InDelta(t, -3.5, resume(t, p).Objective, 1e-12)
}

// TestRepair: after an optimum fixing a variable is mended without phase 1 and its detours.
func TestRepair(t *testing.T) {
	p := cover(7, 500, 3)
	res := solve(t, p)
	for v, x := range res.X {
		if x > 0 && x < 1 {
			p.SetBounds(Var(v), 1, 1)
			break
		}
	}
	again := resume(t, p)
	require.Equal(t, Optimal, again.Status)
	require.InDelta(t, same(t, p).Objective, again.Objective, 1e-6)
	require.Less(t, again.Iterations, 1+res.Iterations/5)
}

// TestDrop: what is left after columns went that had no part in the solution has the same optimum, is
// solved from where the search stood without a step, and takes new columns as before.
func TestDrop(t *testing.T) {
	dropped := 0
	for seed := range uint64(40) {
		l := newLines(rand.New(rand.NewPCG(seed, 6)))
		for c := range l.carers {
			l.add(c, l.draw())
		}
		res := resume(t, l.p)
		for range 15 {
			if l.generate(res.Y) == 0 {
				break
			}
			res = resume(t, l.p)
		}
		before := l.p.Vars()
		now := l.p.Drop(func(v Var) bool { return res.X[v] == 0 })
		require.Len(t, now, before)
		dropped += before - l.p.Vars()
		again := resume(t, l.p)
		require.InDelta(t, res.Objective, again.Objective, 1e-6*(1+math.Abs(res.Objective)))
		for v, at := range now {
			if at < 0 {
				require.Zero(t, res.X[v])
			} else {
				require.InDelta(t, res.X[v], again.X[at], 1e-6)
			}
		}
		require.InDelta(t, same(t, l.p).Objective, again.Objective, 1e-6*(1+math.Abs(again.Objective)))
	}
	require.Positive(t, dropped)
}
