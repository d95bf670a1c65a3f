package constraint

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
	"github.com/milltir/milltir/solver/internal/tiny"
)

// TestTablesOfPairs: what the table of pairs says of a carer at a visit is what the definitions
// say of a rota with that visit alone, with the faces at its door and with what its absence
// counts; and whom the law lets go there is whom it does not blame.
func TestTablesOfPairs(t *testing.T) {
	allowed, forbidden := 0, 0
	for seed := range uint64(60) {
		h, err := model.Expand(tiny.Problem(rand.New(rand.NewPCG(seed, 3))))
		require.NoError(t, err)
		in, err := state.Compile(h, func(_, _, _ int) bool { return true })
		require.NoError(t, err)
		s := state.New(in)
		rules, may, trial := New(in), Allowed(h), state.NewTrial(s)
		for v := range in.Visits {
			for r := range in.Runs {
				if in.Full[v] != 1 || in.Mate[v] >= 0 || len(in.Conflicts[r]) > 0 {
					continue
				}
				stop, run := state.StopOf(state.Node(v), 0), state.Run(r)
				trial.Begin()
				trial.Insert(stop, run, 0)
				require.True(t, trial.Time())
				s.Mark()
				trial.Commit()
				var all, door model.Score
				for _, p := range rules.pairRules() {
					if p != pairRule(&rules.Short) || rules.Short.never(state.Node(v)) {
						all = all.Add(Full(p, s)) // whom a carer knows is not in the table
					}
				}
				rules.Freeze.add(&all, rules.Freeze.moved(state.Node(v), s.Start[v]), -1) // nor is the start
				for c, runs := range workedBy(s) {
					rules.Freeze.line(state.Carer(c), runs, &all, -1) // nor are the shifts that stay
				}
				door.Wishes = all.Wishes + Full(&rules.Carer, s).Wishes + Full(&rules.ExtraCarer, s).Wishes
				missing := Full(&rules.Cover, s).Add(Full(&rules.Optional, s))
				blamed := false
				for _, p := range []Rule{&rules.Skill, &rules.Papers, &rules.List, &rules.Language, &rules.Gender, &rules.Door} {
					blamed = blamed || Full(p, s).Breaches > 0
				}
				s.Rollback()
				require.Equal(t, all.Breaches, int64(rules.PairLaw(stop, run)), "seed %d", seed)
				require.Equal(t, door.Wishes, rules.AtDoor(stop, run), "seed %d", seed)
				rules.Missing(state.Node(v), &missing)
				require.Equal(t, Full(&rules.Cover, s).Add(Full(&rules.Optional, s)), missing, "seed %d", seed)
				require.Equal(t, !blamed, may(v, 0, int(in.CarerOf[r])), "seed %d", seed)
				if blamed {
					forbidden++
				} else {
					allowed++
				}
			}
		}
	}
	require.Greater(t, min(allowed, forbidden), 50)
}

// TestTablesJoined: two lists of spans as one, with no tick twice.
func TestTablesJoined(t *testing.T) {
	type spans = [][2]int32
	made := func(s spans) (out []model.Span) {
		for _, x := range s {
			out = append(out, model.Span{Start: x[0], End: x[1]})
		}
		return out
	}
	for _, c := range []struct {
		a, b, want spans
		reason     string
	}{
		{nil, spans{{10, 20}}, spans{{10, 20}}, "nothing to take out"},
		{spans{{10, 20}}, nil, spans{{10, 20}}, "nothing to add"},
		{spans{{10, 20}}, spans{{30, 40}}, spans{{10, 20}, {30, 40}}, "apart"},
		{spans{{30, 40}}, spans{{10, 20}}, spans{{30, 40}, {10, 20}}, "apart, the other way"},
		{spans{{10, 20}}, spans{{20, 30}}, spans{{10, 20}, {20, 30}}, "they touch"},
		{spans{{10, 20}}, spans{{5, 10}}, spans{{10, 20}, {5, 10}}, "they touch, the other way"},
		{spans{{10, 20}}, spans{{15, 30}}, spans{{10, 20}, {20, 30}}, "the end sticks out"},
		{spans{{10, 20}}, spans{{5, 15}}, spans{{10, 20}, {5, 10}}, "the start sticks out"},
		{spans{{10, 20}}, spans{{5, 30}}, spans{{10, 20}, {5, 10}, {20, 30}}, "both stick out"},
		{spans{{10, 20}}, spans{{12, 18}}, spans{{10, 20}}, "wholly inside"},
		{spans{{10, 20}}, spans{{10, 20}}, spans{{10, 20}}, "the same"},
		{spans{{10, 20}, {30, 40}}, spans{{5, 45}}, spans{{10, 20}, {30, 40}, {5, 10}, {20, 30}, {40, 45}}, "round two of them"},
		{spans{{10, 20}}, spans{{5, 15}, {18, 25}}, spans{{10, 20}, {5, 10}, {20, 25}}, "two round one"},
	} {
		require.Empty(t, cmp.Diff(made(c.want), joined(made(c.a), made(c.b))), c.reason)
	}
}

// TestTablesSameCounters: each of the counters is compared.
func TestTablesSameCounters(t *testing.T) {
	h, err := model.Expand(tiny.Problem(rand.New(rand.NewPCG(1, 3))))
	require.NoError(t, err)
	in, err := state.Compile(h, func(_, _, _ int) bool { return true })
	require.NoError(t, err)
	require.True(t, New(in).SameCounters(New(in)))
	for _, bump := range []func(*Rules){
		func(r *Rules) { r.hours.paid[0]++ },
		func(r *Rules) { r.faces.visits[0]++ },
		func(r *Rules) { r.faces.carers[0]++ },
		func(r *Rules) { r.Load.sum[0]++ },
		func(r *Rules) { r.ExtraCarer14.faces = newFaces(r.in, 2); r.ExtraCarer14.faces.visits[0]++ },
		func(r *Rules) { r.ExtraCarer28.faces = newFaces(r.in, 4); r.ExtraCarer28.faces.carers[0]++ },
	} {
		other := New(in)
		bump(other)
		require.False(t, New(in).SameCounters(other))
	}
}

// TestTablesReset: counting a rota afresh forgets what was counted before.
func TestTablesReset(t *testing.T) {
	h, err := model.Expand(tiny.Problem(rand.New(rand.NewPCG(2, 3))))
	require.NoError(t, err)
	in, err := state.Compile(h, func(_, _, _ int) bool { return true })
	require.NoError(t, err)
	s, fresh, again := state.New(in), New(in), New(in)
	trial := state.NewTrial(s)
	trial.Begin()
	for k := range in.Parts(0) {
		trial.Insert(in.Part(0, k), in.RunsBy[k][0], 0)
	}
	require.True(t, trial.Time())
	trial.Commit()
	fresh.Reset(s)
	require.False(t, fresh.SameCounters(again))
	again.Reset(s)
	again.Reset(s)
	require.True(t, fresh.SameCounters(again))
}
