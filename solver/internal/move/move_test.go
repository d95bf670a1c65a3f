package move_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/constraint"
	"github.com/milltir/milltir/solver/internal/move"
	"github.com/milltir/milltir/solver/internal/state"
	"github.com/milltir/milltir/solver/internal/tiny"
)

// world is a tiny problem with a rota in it.
type world struct {
	s   *state.State
	t   *state.Trial
	rng *rand.Rand
}

func newWorld(t testing.TB, seed uint64) *world {
	t.Helper()
	rng := rand.New(rand.NewPCG(seed, 12))
	h, err := model.Expand(tiny.Problem(rng))
	require.NoError(t, err)
	in, err := state.Compile(h, constraint.Allowed(h))
	require.NoError(t, err)
	w := &world{s: state.New(in), rng: rng}
	w.t = state.NewTrial(w.s)
	for v := range in.Visits {
		n := state.Node(v)
		if w.s.Allocated(n) {
			continue
		}
		w.change(func() bool {
			for k := range in.Parts(n) {
				stop := in.Part(n, k)
				runs := in.RunsOf[stop.Node()]
				if len(runs) == 0 {
					return false
				}
				r := runs[rng.IntN(len(runs))]
				w.t.Insert(stop, r, w.t.Sits(r, in.Open[n]))
			}
			return w.t.FitKey(n)
		})
	}
	return w
}

// change makes a change if it is a rota, and tells whether it did.
func (w *world) change(edit func() bool) bool {
	w.t.Begin()
	if edit() && w.t.Time() {
		w.t.Commit()
		return true
	}
	w.t.Drop()
	return false
}

// attendances counts how often each visit stands in the routes, and checks that the routes and
// RunOf say the same.
func (w *world) attendances(t *testing.T, why string, seed uint64) []int {
	in := w.s.In
	out := make([]int, in.Visits)
	for r := range w.s.Routes {
		for _, stop := range w.s.Routes[r].Seq {
			n := stop.Node()
			if !in.IsVisit(n) {
				own := in.Break[r] == n || slices.Contains(in.Fixed[r], n)
				require.True(t, own, "%s: a break or event in another's run, seed %d", why, seed)
				continue
			}
			out[n]++
			require.Equal(t, state.Run(r), w.s.RunOf[stop], "%s, seed %d", why, seed)
			require.True(t, w.s.Worked[r], "%s: a visit in a shift nobody works, seed %d", why, seed)
		}
	}
	for v := range in.H.Visits {
		n, mate := state.Node(v), in.H.Visits[v].TiedTo
		if mate < 0 {
			continue
		}
		require.Equal(t, out[v], out[mate], "%s: half a tie, seed %d", why, seed)
		if out[v] > 0 {
			a, b := w.s.RunOf[state.StopOf(n, 0)], w.s.RunOf[state.StopOf(state.Node(mate), 0)]
			require.NotEqual(t, in.CarerOf[a], in.CarerOf[b], "%s: both by one carer, seed %d", why, seed)
			require.True(t, !in.Linked[n] || w.s.Key[n] == w.s.Key[mate], "%s: two places in the order, seed %d", why, seed)
		}
	}
	return out
}

// alongside checks that one visit has a carer more or less than before, within its room, and gives
// what is there now.
func (w *world) alongside(t *testing.T, was, is []int, seed uint64) []int {
	differ := 0
	for v := range was {
		if was[v] != is[v] {
			differ++
			require.LessOrEqual(t, max(is[v]-was[v], was[v]-is[v]), 1, "along, seed %d", seed)
			require.GreaterOrEqual(t, is[v], int(w.s.In.Need[v]), "along, seed %d", seed)
			require.LessOrEqual(t, is[v], int(w.s.In.Room[v]), "along, seed %d", seed)
		}
	}
	require.Equal(t, 1, differ, "along, seed %d", seed)
	return is
}

// TestMovesKeepTheRota: no operator loses, doubles or halves a visit, moves another's break, or
// lets a carer stand twice at one visit; and a proposal that is dropped leaves no trace.
func TestMovesKeepTheRota(t *testing.T) {
	ops, weights := move.All()
	require.Len(t, weights, len(ops))
	made := make(map[string]int)
	for seed := range uint64(1000) {
		w := newWorld(t, seed)
		want := w.attendances(t, "at first", seed)
		for range 60 {
			op := ops[w.rng.IntN(len(ops))]
			var before, after state.Solution
			w.s.Save(&before)
			w.t.Begin()
			if op.Propose(w.t, w.rng) {
				w.t.Time()
			}
			w.t.Drop()
			w.s.Save(&after)
			require.Equal(t, before, after, "%s dropped, seed %d", op.Name(), seed)
			if !w.change(func() bool { return op.Propose(w.t, w.rng) }) {
				continue
			}
			made[op.Name()]++
			got := w.attendances(t, op.Name(), seed)
			if op.Name() == "along" { // the one operator that sends somebody more, or less
				want = w.alongside(t, want, got, seed)
			}
			require.Equal(t, want, got, "%s, seed %d", op.Name(), seed)
			for v, n := range want {
				carers := make(map[state.Carer]bool)
				for seat := range int(w.s.In.Room[v]) {
					if r := w.s.RunOf[state.StopOf(state.Node(v), seat)]; r != state.NoRun {
						carers[w.s.In.CarerOf[r]] = true
					}
				}
				require.Len(t, carers, n, "%s: a carer twice at a visit, seed %d", op.Name(), seed)
			}
		}
	}
	for i, op := range ops {
		require.Positive(t, weights[i], op.Name())
		require.Greater(t, made[op.Name()], 20, "%s was hardly ever made", op.Name())
	}
}

// TestRetimeOfABreak: a break before the first visit can be held until just before it, so that
// nobody waits in between.
func TestRetimeOfABreak(t *testing.T) {
	held := 0
	for seed := range uint64(1500) {
		w := newWorld(t, seed)
		in := w.s.In
		for range 40 {
			w.change(func() bool { return move.Retime{}.Propose(w.t, w.rng) })
		}
		for r := range in.Runs {
			b := in.Break[r]
			if b < 0 || !w.s.Worked[r] || w.s.Hold[b] == state.Unset {
				continue
			}
			held++
			require.LessOrEqual(t, w.s.Hold[b], in.Close[b], "held past the middle of the shift, seed %d", seed)
			require.GreaterOrEqual(t, w.s.Start[b], w.s.Hold[b], "seed %d", seed)
		}
	}
	require.Greater(t, held, 20)
}
