package search

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// TestMovesDoNotAllocate: once its buffers have grown, evaluating a change by any operator
// (propose, time, ask every rule, drop) allocates nothing.
func TestMovesDoNotAllocate(t *testing.T) {
	e := warm(t, week(t, true))
	for _, op := range e.moves {
		evaluated := 0
		run := func() {
			if e.propose(func() bool { return op.Propose(e.T, e.rng) }) {
				evaluated++
				e.Rules.Delta(e.T)
				e.T.Drop()
			}
		}
		for range 3000 {
			run()
		}
		require.Zero(t, testing.AllocsPerRun(2000, run), op.Name())
		require.Greater(t, evaluated, 100, "%s had hardly anything to propose", op.Name())
	}
}

// TestCommitDoesNotAllocate: neither does making a change and taking it back.
func TestCommitDoesNotAllocate(t *testing.T) {
	e := warm(t, week(t, false))
	relocate := e.moves[0]
	run := func() {
		if e.propose(func() bool { return relocate.Propose(e.T, e.rng) }) {
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

// TestInsertionDoesNotAllocate: looking for the best place of a visit tries hundreds.
func TestInsertionDoesNotAllocate(t *testing.T) {
	e := warm(t, week(t, false))
	for need := int32(1); need <= 2; need++ {
		n := firstOf(t, e, need)
		e.out(n)
		before := e.put.evals
		run := func() { e.put.search(n) }
		for range 20 {
			run()
		}
		require.Greater(t, e.put.evals, before)
		require.Zero(t, testing.AllocsPerRun(50, run), "a visit by %d", need)
		e.put.Put(n)
	}
}

// firstOf finds an allocated visit that takes so many carers.
func firstOf(t testing.TB, e *Engine, need int32) state.Node {
	t.Helper()
	for v := range e.In.Visits {
		if n := state.Node(v); e.In.Need[n] == need && e.S.Allocated(n) && len(e.In.RunsOf[n]) > 3 {
			return n
		}
	}
	require.FailNow(t, "no such visit")
	return 0
}

// TestPoolsDoNotAllocate: nor do the rules of pools, one of them ranked, in a rota with draws.
func TestPoolsDoNotAllocate(t *testing.T) {
	e := warm(t, island(t, bala, func(p *model.Problem) {
		for i := range p.Visits {
			p.Visits[i].LengthMin = max(5, p.Visits[i].Length-10)
		}
		for i := range p.Patches {
			p.Pools = append(p.Pools, model.Pool{
				ID: model.PoolID(p.Patches[i].ID), OwnerKind: model.OwnPatch, Owners: []string{string(p.Patches[i].ID)}, PeriodStart: p.Plan.Start, Minutes: 20_000,
				Sharing: model.ShareEqual, Rank: 1 + i, Windows: []model.Window{{Open: model.At(9, 0), Close: model.At(16, 0)}},
			})
		}
	}).In)
	require.True(t, slices.ContainsFunc(e.In.H.Visits, func(v model.DatedVisit) bool { return v.Draw && e.S.Done(e.dated(v.ID)) }))
	for _, op := range e.moves {
		run := func() {
			if e.propose(func() bool { return op.Propose(e.T, e.rng) }) {
				e.Rules.Delta(e.T)
				e.T.Drop()
			}
		}
		for range 3000 {
			run()
		}
		require.Zero(t, testing.AllocsPerRun(1000, run), op.Name())
	}
	gives := func() {
		e.removed = e.removed[:0]
		e.giveUp()
	}
	for range 100 {
		gives()
	}
	require.Zero(t, testing.AllocsPerRun(1000, gives))
}
