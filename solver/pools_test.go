package solver_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver"
)

// pooled is a Monday of one carer and one person at one place, with a visit of 30 minutes and a pool that has draws
// of 30 to 60 minutes soon after it.
func pooled(minutes int) *model.Problem {
	monday := model.NewDate(2026, 11, 30)
	return &model.Problem{
		Plan: model.Plan{Start: monday}, Patches: []model.Patch{{ID: "bala", NameEn: "Bala", BaseLat: 52.91, BaseLon: -3.6}},
		People: []model.Person{{ID: "p", Name: "P.", Patch: "bala", Lat: 52.91, Lon: -3.6}},
		Carers: []model.Carer{{ID: "c", Name: "C.", Patch: "bala", Mode: model.ModeCar, Contract: model.Contract{Kind: model.ZeroHours}}},
		Shifts: []model.Shift{{ID: "s", Carer: "c", Date: monday, Start: model.At(7, 0), End: model.At(17, 0), Status: model.Given}},
		Visits: []model.Visit{{ID: "v", Person: "p", Days: 1, Windows: []model.Window{{Open: model.At(8, 0), Close: model.At(9, 0)}}, Length: 30, Pool: "q"}},
		Pools: []model.Pool{{
			ID: "q", OwnerKind: model.OwnPerson, Owners: []string{"p"}, PeriodWeeks: 1, PeriodStart: monday, Minutes: minutes, Days: 1,
			DrawMin: 30, DrawMax: 60, Windows: []model.Window{{Open: model.At(9, 0), Close: model.At(10, 0)}},
		}},
		History: []model.Contact{{Person: "p", Carer: "c", LastVisit: monday - 3, Visits90d: 9, VisitsInPlan: 9}},
	}
}

// TestDraws: the rota proposes a draw as long as there are minutes, never longer, and none where there are too few;
// what was promised is as long as it was.
func TestDraws(t *testing.T) {
	for _, c := range []struct {
		minutes, want int
		why           string
	}{
		{200, 60, "as long as a draw may be"},
		{80, 50, "what the visit leaves"},
		{72, 40, "in steps of five: 42 are left"},
		{60, 30, "what the visit leaves"},
		{55, 0, "25 are less than a draw takes"},
		{30, 0, "the visit takes all"},
	} {
		r, err := solver.Solve(t.Context(), pooled(c.minutes), solver.Options{Iterations: 200, Islands: 1})
		require.NoError(t, err)
		require.True(t, r.Score.Lawful(), c.why)
		require.Empty(t, r.Rota.Unallocated, "a draw that is not taken is not missed")
		lengths := map[model.VisitID]int{}
		for _, s := range r.Rota.Runs[0].Stops {
			if s.Kind == model.StopVisit {
				lengths[s.Visit] = s.End.Minutes() - s.Start.Minutes()
			}
		}
		require.Equal(t, 30, lengths["v"], "%d: what was promised", c.minutes)
		require.Equal(t, c.want, lengths["q:p"], "%d: %s", c.minutes, c.why)
	}
}

// TestVisitsGrowIntoIdleTime: a visit that may be longer, and draws on a pool, is where there is time and minutes.
func TestVisitsGrowIntoIdleTime(t *testing.T) {
	p := pooled(70)
	p.Pools[0].Windows = nil
	p.Visits[0].LengthMax = 90
	r, err := solver.Solve(t.Context(), p, solver.Options{Iterations: 200, Islands: 1})
	require.NoError(t, err)
	for _, s := range r.Rota.Runs[0].Stops {
		if s.Kind == model.StopVisit {
			require.Equal(t, 70, s.End.Minutes()-s.Start.Minutes(), "30 promised, 40 more in the pool")
		}
	}
}
