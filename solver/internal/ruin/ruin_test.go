package ruin_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/constraint"
	"github.com/milltir/milltir/solver/internal/ruin"
	"github.com/milltir/milltir/solver/internal/state"
	"github.com/milltir/milltir/solver/internal/tiny"
)

// filled makes a state with as many visits as go in.
func filled(t testing.TB, p *model.Problem, rng *rand.Rand) *state.State {
	t.Helper()
	h, err := model.Expand(p)
	require.NoError(t, err)
	in, err := state.Compile(h, constraint.Allowed(h))
	require.NoError(t, err)
	s := state.New(in)
	trial := state.NewTrial(s)
	for v := range in.Visits {
		n := state.Node(v)
		if s.Allocated(n) {
			continue
		}
		trial.Begin()
		ok := true
		for k := range in.Parts(n) {
			stop := in.Part(n, k)
			runs := in.RunsOf[stop.Node()]
			if ok = ok && len(runs) > 0; ok {
				r := runs[rng.IntN(len(runs))]
				trial.Insert(stop, r, trial.Sits(r, in.Open[n]))
			}
		}
		if ok && trial.FitKey(n) && trial.Time() {
			trial.Commit()
		} else {
			trial.Drop()
		}
	}
	return s
}

// TestRuins: every ruin names visits of the rota, not too many, and each finds something to
// take out now and then; an empty rota it leaves alone.
func TestRuins(t *testing.T) {
	ops, weights := ruin.All()
	require.Len(t, weights, len(ops))
	found := make(map[string]int)
	for seed := range uint64(300) {
		rng := rand.New(rand.NewPCG(seed, 9))
		p := tiny.Problem(rng)
		s := filled(t, p, rng)
		empty := state.New(s.In)
		for _, op := range ops {
			for _, n := range op.Pick(empty, rng, nil) {
				require.True(t, empty.Allocated(n), "%s names what is not there, seed %d", op.Name(), seed)
			}
			picked := op.Pick(s, rng, nil)
			for _, n := range picked {
				require.Less(t, int(n), s.In.Visits, "%s names a break, seed %d", op.Name(), seed)
				require.True(t, s.Allocated(n), "%s names what is not there, seed %d", op.Name(), seed)
			}
			if len(picked) > 0 {
				found[op.Name()]++
			}
		}
	}
	for i, op := range ops {
		require.Positive(t, weights[i], op.Name())
		require.Greater(t, found[op.Name()], 20, "%s hardly finds anything", op.Name())
	}
}

// TestRuinsAreBounded: in a whole week no ruin takes out much more than its fill.
func TestRuinsAreBounded(t *testing.T) {
	p, err := model.ReadDir("../../../examples/bala")
	require.NoError(t, err)
	rng := rand.New(rand.NewPCG(1, 9))
	s := filled(t, p, rng)
	ops, _ := ruin.All()
	for _, op := range ops {
		most, sum := 0, 0
		for range 500 {
			n := len(op.Pick(s, rng, nil))
			most, sum = max(most, n), sum+n
		}
		require.LessOrEqual(t, most, 40, op.Name())
		require.Positive(t, sum, op.Name())
	}
}

// TestShiftRuins: what is closed is worked, what is opened is not; the ruins of shifts open as many as
// they close, and what was wanted among them.
func TestShiftRuins(t *testing.T) {
	ops, weights := ruin.AllShifts()
	require.Len(t, weights, len(ops))
	found, asked := make(map[string]int), make(map[string]int)
	for seed := range uint64(600) {
		rng := rand.New(rand.NewPCG(seed, 9))
		s := filled(t, tiny.Problem(rng), rng)
		if s.In.Visits == 0 {
			continue
		}
		for _, wanted := range []state.Run{state.NoRun, ruin.Wanted(s, state.Node(rng.IntN(s.In.Visits)), rng)} {
			if wanted != state.NoRun {
				require.False(t, s.Worked[wanted], "seed %d", seed)
			}
			for _, op := range ops {
				works := op.Pick(s, wanted, rng, nil)
				opened := 0
				for _, w := range works {
					require.True(t, s.In.IsOpen[w.Run], "%s, seed %d", op.Name(), seed)
					require.NotEqual(t, s.Worked[w.Run], w.On, "%s, seed %d", op.Name(), seed)
					if w.On {
						opened++
					}
					if w.On && w.Run == wanted {
						asked[op.Name()]++
					}
				}
				require.Equal(t, len(works), 2*opened, "%s, seed %d", op.Name(), seed)
				if len(works) > 0 {
					found[op.Name()]++
				}
			}
		}
	}
	for i, op := range ops {
		require.Positive(t, weights[i], op.Name())
		if op == (ruin.Chain{}) {
			continue // it takes several days of a week, which tiny problems have not
		}
		require.Positive(t, found[op.Name()], "%s never finds anything", op.Name())
		require.Positive(t, asked[op.Name()], "%s never opens what is wanted", op.Name())
	}
}
