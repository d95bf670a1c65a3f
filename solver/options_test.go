package solver_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver"
)

// TestCancelled: a search whose context has ended gives the rota it has, judged, and no error,
// long before its budget is used up.
func TestCancelled(t *testing.T) {
	defer goleak.VerifyNone(t)
	p := tinyProblems(t, 500, 1)[0]
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	r, err := solver.Solve(ctx, p, solver.Options{Time: time.Hour, Workers: 4})
	require.NoError(t, err)
	require.Zero(t, r.Rota.Stamp.Iterations, "cancelled before the first epoch")
	require.Equal(t, r.Verdict.Score, r.Score)

	ctx, cancel = context.WithCancel(context.Background())
	calls := 0
	r, err = solver.Solve(ctx, p, solver.Options{Time: time.Hour, Progress: func(solver.Progress) {
		if calls++; calls == 5 {
			cancel()
		}
	}})
	require.NoError(t, err)
	require.Equal(t, 5, calls, "nothing is searched after the epoch in which the context ended")
	require.Positive(t, r.Rota.Stamp.Iterations)
}

// TestCancelledReplays: a cancelled run comes out again from its replay string.
func TestCancelledReplays(t *testing.T) {
	p := tinyProblems(t, 505, 1)[0]
	ctx, cancel := context.WithCancel(context.Background())
	first, err := solver.Solve(ctx, p, solver.Options{Iterations: 4000, Progress: func(x solver.Progress) {
		if x.Iterations >= 100 {
			cancel()
		}
	}})
	require.NoError(t, err)
	require.Less(t, first.Rota.Stamp.Iterations, int64(4000))
	again := solve(t, p, solver.Options{Replay: first.Rota.Stamp.Replay})
	require.Equal(t, first.Score, again.Score)
	require.Equal(t, first.Rota.Runs, again.Rota.Runs)
}

// TestTarget: the search stops as soon as the rota is good enough.
func TestTarget(t *testing.T) {
	stopped := 0
	for _, p := range tinyProblems(t, 510, 10) {
		goal := solve(t, p, solver.Options{Iterations: 300})
		r := solve(t, p, solver.Options{Iterations: 300, Target: &goal.Score})
		require.LessOrEqual(t, r.Score.Compare(goal.Score), 0, "the target was reached without one")
		if r.Rota.Stamp.Iterations < 300 {
			stopped++
		}
	}
	require.Positive(t, stopped, "no search stopped early")
}

// TestProgress: the live line counts up, never gets worse, and ends with the rota's own score.
func TestProgress(t *testing.T) {
	for _, p := range tinyProblems(t, 520, 12) {
		var seen []solver.Progress
		r := solve(t, p, solver.Options{Iterations: 200, Progress: func(x solver.Progress) { seen = append(seen, x) }})
		require.Greater(t, len(seen), 10)
		for i, x := range seen {
			require.GreaterOrEqual(t, x.Fraction, 0.0)
			require.LessOrEqual(t, x.Fraction, 1.0)
			if i == 0 {
				continue
			}
			last := seen[i-1]
			require.GreaterOrEqual(t, x.Iterations, last.Iterations)
			require.GreaterOrEqual(t, x.Fraction, last.Fraction)
			require.LessOrEqual(t, x.Score.Compare(last.Score), 0, "the best rota cannot get worse")
			require.Equal(t, x.Score.Compare(last.Score) < 0, x.Improved, "epoch %d", i)
		}
		last := seen[len(seen)-1]
		require.Equal(t, r.Score, last.Score)
		require.Equal(t, r.Rota.Stamp.Iterations, last.Iterations)
		require.Equal(t, r.Rota.Shifts, last.Shifts)
		missing := 0
		for _, u := range r.Rota.Unallocated {
			missing += u.Minutes
		}
		require.Equal(t, missing, last.Unallocated)
		if len(p.Matrix) == 0 && sameEnds(p) { // the live line has a way even for runs that go to nobody
			require.Equal(t, int(r.Rota.Measures.Travel)/60, last.Travel, "travel without the legs home, in minutes")
		}
	}
}

// TestProgressEndsWithTheRota: what is gained after the last epoch, when runs leave later, is told too.
func TestProgressEndsWithTheRota(t *testing.T) {
	for i, p := range tinyProblems(t, 520, 60) {
		var last solver.Progress
		r := solve(t, p, solver.Options{Iterations: 200, Progress: func(x solver.Progress) { last = x }})
		require.Equal(t, r.Score, last.Score, "problem %d", i)
	}
}

// sameEnds tells whether nobody starts at one place and ends at another.
func sameEnds(p *model.Problem) bool {
	home := func(at string) bool { return at == "" || at == model.FromHome }
	return !slices.ContainsFunc(p.Carers, func(c model.Carer) bool {
		return !home(c.StartAt) && !home(c.EndAt) && c.StartAt != c.EndAt
	})
}

// TestImprovements: every rota is better than the one before, and the last is Solve's.
func TestImprovements(t *testing.T) {
	defer goleak.VerifyNone(t)
	several := 0
	for i, p := range tinyProblems(t, 530, 8) {
		o := solver.Options{Iterations: 200, Seed: uint64(i + 1)}
		var found []*solver.Result
		for r, err := range solver.Improvements(context.Background(), p, o) {
			require.NoError(t, err)
			found = append(found, r)
		}
		require.NotEmpty(t, found)
		for k := 1; k < len(found)-1; k++ {
			require.Negative(t, found[k].Score.Compare(found[k-1].Score), "improvement %d of problem %d", k, i)
		}
		if len(found) > 2 {
			several++
		}
		requireSame(t, rotaBytes(t, solve(t, p, o).Rota), rotaBytes(t, found[len(found)-1].Rota), "problem %d", i)
	}
	require.Greater(t, several, 2, "hardly a problem was improved")
}

// TestImprovementsBreak: leaving the loop stops the search, whichever rota it is.
func TestImprovementsBreak(t *testing.T) {
	defer goleak.VerifyNone(t)
	p := tinyProblems(t, 540, 1)[0]
	for n := 1; n <= 2; n++ {
		seen := 0
		for _, err := range solver.Improvements(context.Background(), p, solver.Options{Time: 20 * time.Second, Workers: 3}) {
			require.NoError(t, err)
			if seen++; seen == n {
				break
			}
		}
		require.Equal(t, n, seen)
	}
}

// TestErrorsOfInput: a problem with errors is refused with all of them.
func TestErrorsOfInput(t *testing.T) {
	p := tinyProblems(t, 550, 1)[0]
	p.Visits[0].Person = "nobody"
	p.Shifts[0].Carer = "nobody"
	_, err := solver.Solve(context.Background(), p, solver.Options{Iterations: 1})
	var found model.Diagnostics
	require.ErrorAs(t, err, &found)
	require.GreaterOrEqual(t, len(found), 2)
	for r, err := range solver.Improvements(context.Background(), p, solver.Options{Iterations: 1}) {
		require.Nil(t, r)
		require.ErrorAs(t, err, &found)
	}
}

// TestWarmStart: a search that starts from a rota ends no worse, whoever made it.
func TestWarmStart(t *testing.T) {
	for i, p := range tinyProblems(t, 560, 40) {
		good := solve(t, p, solver.Options{Iterations: 150, Seed: 9})
		r := solve(t, p, solver.Options{Iterations: 1, Islands: 1, From: good.Rota})
		require.LessOrEqual(t, r.Score.Compare(good.Score), 0, "problem %d: from %v to %v", i, good.Score, r.Score)
	}
}

// mangle damages a rota in one of many ways.
func mangle(r *model.Rota, rng *rand.Rand) {
	if len(r.Runs) == 0 {
		return
	}
	run := &r.Runs[rng.IntN(len(r.Runs))]
	other := &r.Runs[rng.IntN(len(r.Runs))]
	switch rng.IntN(10) {
	case 0:
		run.Carer = "nobody"
	case 1:
		run.Shift = "none"
	case 2:
		run.Date += model.Date(rng.IntN(9) - 4)
	case 3:
		r.Runs = append(r.Runs, *run) // a shift worked twice
	case 4:
		run.Carer = other.Carer
	case 5:
		run.Stops, other.Stops = other.Stops, run.Stops
	case 6:
		run.Stops = append(run.Stops, other.Stops...) // visits twice, pairs with the same carer
	case 7:
		rng.Shuffle(len(run.Stops), func(i, j int) { run.Stops[i], run.Stops[j] = run.Stops[j], run.Stops[i] })
	case 8:
		for i := range run.Stops {
			s := &run.Stops[i]
			s.Start += model.Clock(rng.IntN(4000) - 2000)
			s.End = s.Start + model.Clock(rng.IntN(300)-100)
		}
	case 9:
		for i := range run.Stops {
			s := &run.Stops[i]
			s.Kind = []string{model.StopVisit, model.StopBreak, model.StopEvent, "tea"}[rng.IntN(4)]
			s.Date, s.Role = model.Date(rng.IntN(3)), "driver"
		}
	}
}

// TestWarmStartFromHostileRotas: whatever rota it starts from, the search keeps its feet: no
// panic, no error, hardly ever anything worse than without one.
func TestWarmStartFromHostileRotas(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 8))
	worse := 0
	for _, p := range tinyProblems(t, 600, 60) {
		good := solve(t, p, solver.Options{Iterations: 60})
		bad := copyRota(t, copyOf(t, p), good.Rota)
		for range 1 + rng.IntN(4) {
			mangle(bad, rng)
		}
		empty := solve(t, p, solver.Options{Iterations: 1, From: &model.Rota{}})
		r := solve(t, p, solver.Options{Iterations: 1, From: bad})
		if r.Score.Breaches > empty.Score.Breaches {
			worse++ // of a line or a half hour something is lacking that one iteration does not find
		}
	}
	require.LessOrEqual(t, worse, 3)
}
