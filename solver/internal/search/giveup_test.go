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
	e.giveUp()
	require.Equal(t, []state.Node{wish}, e.removed)
	e.takeOut()
	require.True(t, e.put.Put(must))
	require.False(t, e.owed(wish))
}
