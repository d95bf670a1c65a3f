package search

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/constraint"
	"github.com/milltir/milltir/solver/internal/state"
)

const examples = "../../../examples/"

// island compiles a workspace, edited.
func island(t testing.TB, dir string, edit func(p *model.Problem)) *Engine {
	t.Helper()
	p, err := model.ReadDir(dir)
	require.NoError(t, err)
	edit(p)
	h, err := model.Expand(p)
	require.NoError(t, err)
	in, err := state.Compile(h, constraint.Allowed(h))
	require.NoError(t, err)
	return NewEngine(in, 1, 0)
}

// dated finds a visit.
func (e *Engine) dated(id model.VisitID) state.Node {
	return state.Node(slices.IndexFunc(e.In.H.Visits, func(v model.DatedVisit) bool { return v.ID == id }))
}

// offer is the price of a visit in a carer's run, the cheapest one's, and its start.
func (e *Engine) offer(t testing.TB, id model.VisitID, carer int) (cost int64, start int32) {
	t.Helper()
	spots := e.offers(state.StopOf(e.dated(id), 0))
	i := slices.IndexFunc(spots, func(s spot) bool { return int(e.In.CarerOf[s.run]) == carer })
	require.GreaterOrEqual(t, i, 0, "no place for %s", id)
	return spots[i].cost, spots[i].start
}

// TestReservedTimeHasAPrice: of two in the house one is in a flat from 08:05 to 08:35, a minute's walk off; to send the
// other to a flat then leaves nobody free for half an hour (of the five minutes before, four are left of each).
func TestReservedTimeHasAPrice(t *testing.T) {
	priced := func(level model.Level) (cost int64) {
		e := island(t, examples+"rules/reserve", func(p *model.Problem) {
			p.Objective.Levels = map[model.Code]model.Level{model.RuleReserve: level}
		})
		require.False(t, level == model.Wishes && e.Rules.Exact(), "what is pushed is not in the price")
		require.True(t, e.put.Put(e.dated("v1")))
		require.Equal(t, state.Carer(0), e.In.CarerOf[e.S.RunOf[state.StopOf(e.dated("v1"), 0)]], "whom she knows")
		cost, start := e.offer(t, "v2", 1)
		require.Equal(t, e.S.Start[e.dated("v1")], start, "both like the same time")
		return cost
	}
	require.Equal(t, int64(30*300), priced(model.Wishes)-priced(model.Off))
}

// TestLeavingTheHouseHasAPrice: where the law wants somebody in the house, the last one's leaving costs more than
// any wishes, and a flat nothing.
func TestLeavingTheHouseHasAPrice(t *testing.T) {
	e := island(t, examples+"rules/on_site", func(*model.Problem) {})
	out, _ := e.offer(t, "v2", 0)
	flat, _ := e.offer(t, "v1", 0)
	require.Greater(t, out, int64(1)<<40)
	require.Less(t, flat, int64(1)<<20)
	free := island(t, examples+"rules/on_site", func(p *model.Problem) { p.Cover[0].OnSite = false })
	out, _ = free.offer(t, "v2", 0)
	require.Less(t, out, int64(1)<<20, "a need for cover that lets her go")
}

// TestReservesDoNotAllocate: following who is where allocates nothing either.
func TestReservesDoNotAllocate(t *testing.T) {
	e := island(t, examples+"hafod-y-gest", func(*model.Problem) {})
	e.Construct()
	e.Run(20, Steps/2)
	run := func() {
		if e.propose(func() bool { return e.moves[0].Propose(e.T, e.rng) }) {
			e.Rules.Delta(e.T)
			e.S.Mark()
			e.T.Commit()
			e.S.Rollback()
		}
	}
	for range 3000 {
		run()
	}
	require.Zero(t, testing.AllocsPerRun(2000, run))
}
