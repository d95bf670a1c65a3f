package solver

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/milltir/milltir/solver/internal/search"
)

// TestReplayRoundTrip: any list of epochs comes back from its string.
func TestReplayRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		islands := rapid.IntRange(1, maxIslands).Draw(t, "islands")
		epochs := rapid.SliceOf(rapid.Custom(func(t *rapid.T) search.Epoch {
			return search.Epoch{
				Iterations: rapid.Int64Range(0, math.MaxInt64).Draw(t, "iterations"),
				Point:      rapid.IntRange(0, search.Steps).Draw(t, "point"),
			}
		})).Draw(t, "epochs")
		o, got, from, err := readReplay(writeReplay(Options{Seed: seed, Islands: islands}, epochs))
		require.NoError(t, err)
		require.Equal(t, seed, o.Seed)
		require.Equal(t, islands, o.Islands)
		require.Equal(t, "-", from)
		require.NotNil(t, got, "an empty replay is still a replay")
		require.Empty(t, cmp.Diff(append([]search.Epoch{}, epochs...), got))
	})
}

// FuzzReplay: no string makes the reader panic; what it accepts has epochs the search can run,
// and means the same when written again.
func FuzzReplay(f *testing.F) {
	f.Add(writeReplay(Options{Seed: 1, Islands: 2}, []search.Epoch{{Iterations: 4, Point: 0}, {Iterations: 30, Point: 12}}))
	f.Add("m1:1:1:-:")
	f.Add("m1:18446744073709551615:64:-:AAAA")
	f.Add("m1:1:1:01234567:____________AQ")
	f.Fuzz(func(t *testing.T, s string) {
		o, epochs, _, err := readReplay(s)
		if err != nil {
			return
		}
		for _, e := range epochs {
			require.GreaterOrEqual(t, e.Iterations, int64(0))
			require.GreaterOrEqual(t, e.Point, 0)
			require.LessOrEqual(t, e.Point, search.Steps)
		}
		again, epochs2, _, err := readReplay(writeReplay(o, epochs))
		require.NoError(t, err)
		require.Equal(t, o, again)
		require.Equal(t, epochs, epochs2)
	})
}
