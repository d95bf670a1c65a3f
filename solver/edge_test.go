package solver_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
	"github.com/milltir/milltir/solver"
)

// TestEdges: problems with next to nothing in them, or with more than anybody can do.
func TestEdges(t *testing.T) {
	base := func() *model.Problem {
		return &model.Problem{
			Format: 1, Name: "edge", Plan: model.Plan{Start: model.NewDate(2026, 11, 30)},
			Patches: []model.Patch{{ID: "a", NameEn: "A"}},
			People:  []model.Person{{ID: "p", Name: "P", Patch: "a", Lat: 52.9, Lon: -3.6}},
			Carers:  []model.Carer{{ID: "c", Name: "C", Patch: "a", Mode: model.ModeWalk, Contract: model.Contract{Kind: model.ZeroHours}}},
		}
	}
	visit := model.Visit{ID: "v", Person: "p", Days: model.EveryDay, Windows: []model.Window{{Open: 480, Close: 540}}, Length: 30}
	night := model.Shift{ID: "s", Carer: model.AnyCarer, Days: model.EveryDay, Start: 1320, End: 1320 + 600, Status: model.Open}
	late := visit
	late.Windows = []model.Window{{Open: 1400, Close: 1500}}
	for _, c := range []struct {
		edit    func(*model.Problem)
		leftOut int
		runs    int
		reason  string
	}{
		{func(*model.Problem) {}, 0, 0, "no visits, no shifts"},
		{func(p *model.Problem) { p.Carers = nil; p.Visits = []model.Visit{visit} }, 7, 0, "nobody to do them"},
		{func(p *model.Problem) { p.Visits = []model.Visit{visit} }, 7, 0, "a carer without a shift"},
		{func(p *model.Problem) { p.Shifts = []model.Shift{night} }, 0, 0, "a shift that nobody needs stays closed"},
		{
			func(p *model.Problem) { p.Shifts, p.Visits = []model.Shift{night}, []model.Visit{late} },
			3, 4, "a night is 9 h 40 paid: four are 38 h 40, five would pass 48 h",
		},
	} {
		p := base()
		c.edit(p)
		r, err := solver.Solve(context.Background(), p, solver.Options{Iterations: 60})
		require.NoError(t, err, c.reason)
		require.True(t, r.Score.Lawful(), c.reason)
		require.Len(t, r.Rota.Unallocated, c.leftOut, c.reason)
		require.Len(t, r.Rota.Runs, c.runs, c.reason)
	}
}

// TestTheCallersPanic: a panic in the body of a loop over Improvements comes out as it is.
func TestTheCallersPanic(t *testing.T) {
	p, err := model.ReadDir("../examples/one-visit")
	require.NoError(t, err)
	require.PanicsWithValue(t, "mine", func() {
		for range solver.Improvements(context.Background(), p, solver.Options{Iterations: 5}) {
			panic("mine")
		}
	})
}

// TestNothing: no public function minds getting nothing.
func TestNothing(t *testing.T) {
	ctx := context.Background()
	_, err := solver.Solve(ctx, nil, solver.Options{})
	require.Error(t, err)
	_, err = solver.Explain(ctx, nil, nil, "v", 0)
	require.Error(t, err)
	_, err = solver.Trace(ctx, nil, "v")
	require.Error(t, err)
	_, err = solver.Apply(nil, nil)
	require.Error(t, err)
	for _, err := range solver.Improvements(ctx, nil, solver.Options{}) {
		require.Error(t, err)
	}
	_, err = check.Rota(nil, nil)
	require.Error(t, err)
	_, err = check.Horizon(&model.Horizon{Problem: &model.Problem{}}, &model.Rota{})
	require.Error(t, err)
	_, err = model.Expand(&model.Problem{Plan: model.Plan{Start: model.NewDate(2026, 11, 30), Weeks: -3}})
	require.Error(t, err)
}
