package solver_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/solver"
)

// TestWorkersAreNoPartOfTheAnswer: the threads that carry the islands change nothing.
func TestWorkersAreNoPartOfTheAnswer(t *testing.T) {
	for i, p := range tinyProblems(t, 100, 8) {
		for _, islands := range []int{1, 3} {
			o := solver.Options{Seed: uint64(i + 1), Iterations: 150, Islands: islands, Workers: 1}
			want := rotaBytes(t, solve(t, p, o).Rota)
			for _, workers := range []int{2, 4} {
				o.Workers = workers
				requireSame(t, want, rotaBytes(t, solve(t, p, o).Rota), "problem %d, %d islands, %d workers", i, islands, workers)
			}
		}
	}
}

// TestSeedIsPartOfTheAnswer keeps the tests of equal answers honest: the search is random.
func TestSeedIsPartOfTheAnswer(t *testing.T) {
	different := 0
	for _, p := range tinyProblems(t, 200, 30) {
		a := solve(t, p, solver.Options{Seed: 1, Iterations: 1})
		b := solve(t, p, solver.Options{Seed: 2, Iterations: 1})
		if fmt.Sprint(a.Rota.Runs) != fmt.Sprint(b.Rota.Runs) {
			different++
		}
	}
	require.Positive(t, different, "no seed makes a difference")
}

// TestRowOrderIsNoPartOfTheAnswer: the rows of every table shuffled, through the reader or
// straight from Go, give the same bytes.
func TestRowOrderIsNoPartOfTheAnswer(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	o := solver.Options{Seed: 5, Iterations: 60}
	for i, p := range tinyProblems(t, 300, 20) {
		want := rotaBytes(t, solve(t, copyOf(t, p), o).Rota)
		q := copyOf(t, p)
		shuffleRows(q, rng)
		requireSame(t, want, rotaBytes(t, solve(t, copyOf(t, q), o).Rota), "problem %d, read again", i)
		requireSame(t, want, rotaBytes(t, solve(t, q, o).Rota), "problem %d, as shuffled", i)
	}
}

// TestReplay: a run by the clock comes out again, to the byte, from its replay string alone.
func TestReplay(t *testing.T) {
	for i, p := range tinyProblems(t, 400, 3) {
		first := solve(t, p, solver.Options{Time: 300 * time.Millisecond, Seed: uint64(7 + i), Islands: 2})
		stamp := first.Rota.Stamp
		require.Positive(t, stamp.Iterations)
		again := solve(t, p, solver.Options{Replay: stamp.Replay, Workers: 1})
		requireSame(t, rotaBytes(t, first.Rota), rotaBytes(t, again.Rota), "problem %d", i)
	}
}

// TestReplayKeepsToItsString: the other options cannot change what a replay string says.
func TestReplayKeepsToItsString(t *testing.T) {
	p := tinyProblems(t, 410, 1)[0]
	first := solve(t, p, solver.Options{Iterations: 80, Seed: 3, Islands: 2})
	again := solve(t, p, solver.Options{
		Replay: first.Rota.Stamp.Replay, Seed: 99, Islands: 5, Iterations: 2, Time: time.Nanosecond, Target: &first.Score,
	})
	requireSame(t, rotaBytes(t, first.Rota), rotaBytes(t, again.Rota), "replayed")
}

// TestBadReplay: what is no replay string is an error, before anything is searched.
func TestBadReplay(t *testing.T) {
	p := tinyProblems(t, 410, 1)[0]
	for _, row := range []struct{ replay, why string }{
		{"x", "no parts"},
		{"m2:1:1:", "another version"},
		{"m1:-1:1:", "a negative seed"},
		{"m1:1:0:", "no islands"},
		{"m1:1:65:", "more islands than there may be"},
		{"m1:1:1:!!", "no base64"},
		{"m1:1:1:gA", "a number cut short"},
		{"m1:1:1:Ag", "an epoch without a point"},
		{"m1:1:1:AQI", "a negative number of iterations"},
		{"m1:1:1:AgE", "a point before the start"},
		{"m1:1:1:_________w8A", "a number that overflows"},
	} {
		_, err := solver.Solve(context.Background(), p, solver.Options{Replay: row.replay})
		require.Error(t, err, row.why)
	}
}
