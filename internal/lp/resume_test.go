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
			if res.Status != Optimal {
				println(seed, l.p.Rows(), l.p.Vars(), res.Iterations)
				t.FailNow()
			}
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
