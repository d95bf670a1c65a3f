package search

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// TestGiveUp: a wish has taken all of a pool that a visit which must take place draws on, too. No place in the day
// is in its way; the wish is taken out for it, and nothing of the pool is made longer until it is in.
func TestGiveUp(t *testing.T) {
	e := island(t, examples+"one-visit", func(p *model.Problem) {
		must := &p.Visits[0]
		p.Pools = []model.Pool{{
			ID: "q", OwnerKind: model.OwnPerson, Owners: []string{string(must.Person)},
			PeriodStart: p.Plan.Start, Minutes: must.Length,
		}}
		wish := *must
		must.Pool = "q"
		wish.ID, wish.Pool, wish.Optional, wish.Rank = "wish", "q", true, 1
		wish.Windows = []model.Window{{Open: must.Windows[0].Close + 60, Close: must.Windows[0].Close + 90}}
		p.Visits = append(p.Visits, wish)
	})
	must, wish := state.Node(0), e.dated("wish")
	e.giveUp()
	require.Empty(t, e.removed, "nothing is spent")
	e.put.spare = 10_000 // a new face and the way are hardly more than the wish is worth
	require.True(t, e.put.Put(wish))
	require.False(t, e.put.Put(must), "the pool is spent")
	require.True(t, e.owed(wish))
	n, ok := e.giveUp()
	for tries := 0; !ok && tries < 1000; tries++ { // now and then it is the turn of draws
		n, ok = e.giveUp()
	}
	require.Equal(t, must, n)
	require.Equal(t, []state.Node{wish}, e.removed)
	e.takeOut()
	require.True(t, e.put.Put(must))
	require.False(t, e.owed(wish))
}

// TestGiveUpForAWish: a pool of half an hour, of which each of two people wishes one. Whoever has it gives it up, now
// and then, for the other; and nothing is given up where the law lets the pool be overdrawn.
func TestGiveUpForAWish(t *testing.T) {
	shared := func(level model.Level) *Engine {
		return island(t, examples+"one-visit", func(p *model.Problem) {
			other := p.People[0]
			other.ID = "other"
			p.People = append(p.People, other)
			p.Objective.Levels = map[model.Code]model.Level{model.RulePool: level}
			p.Pools = []model.Pool{{
				ID: "q", OwnerKind: model.OwnHousehold, Owners: []string{string(p.People[0].ID), "other"}, Rank: 1,
				PeriodStart: p.Plan.Start, Minutes: 30, DrawMin: 30, DrawMax: 30,
				Windows: []model.Window{{Open: model.At(8, 0), Close: model.At(10, 0)}}, Days: p.Visits[0].Days,
			}}
		})
	}
	e := shared(model.Law)
	has, wants := e.dated(model.VisitID("q:"+string(e.In.H.Problem.People[0].ID))), e.dated("q:other")
	e.missing = e.missing[:0]
	e.put.spare = 10_000
	require.True(t, e.put.Put(has))
	n, ok := e.giveUp()
	for tries := 0; !ok && tries < 1000; tries++ {
		n, ok = e.giveUp()
	}
	require.Equal(t, wants, n)
	require.Equal(t, []state.Node{has}, e.removed)

	e = shared(model.Wishes)
	e.missing = e.missing[:0]
	e.put.spare = 10_000
	require.True(t, e.put.Put(has))
	for range 100 {
		e.giveUp()
	}
	require.Empty(t, e.removed)
}

// TestGiveWay: a draw stands where a visit could be that is missing, another at another time of the day stays.
func TestGiveWay(t *testing.T) {
	e := island(t, examples+"one-visit", func(p *model.Problem) {
		p.Pools = []model.Pool{{
			ID: "q", OwnerKind: model.OwnPerson, Owners: []string{string(p.People[0].ID)}, PeriodStart: p.Plan.Start, Minutes: 600, DrawMin: 30, DrawMax: 30,
			Windows: []model.Window{{Open: model.At(8, 0), Close: model.At(9, 0)}, {Open: model.At(10, 30), Close: model.At(11, 0)}}, Days: p.Visits[0].Days,
		}}
	})
	person := string(e.In.H.Problem.People[0].ID)
	e.put.spare = 100_000
	for _, id := range []string{":1", ":2"} {
		require.True(t, e.put.Put(e.dated(model.VisitID("q:"+person+id))))
	}
	ok := false
	for tries := 0; !ok && tries < 1000; tries++ {
		_, ok = e.giveUp()
	}
	require.Equal(t, []state.Node{e.dated(model.VisitID("q:" + person + ":1"))}, e.removed)
}
