package solver_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver"
)

// TestSchemeByTheRules: ten carers early, late and at night for four weeks, nothing said of rules: the
// judge finds no breach of law, and everybody there who is needed.
func TestSchemeByTheRules(t *testing.T) {
	p := village()
	p.People, p.Plan.Weeks = nil, 4
	for i := range 10 {
		p.Carers = append(p.Carers, model.Carer{
			ID: model.CarerID(fmt.Sprint("c", i)), Name: "C.", Patch: "bala", Mode: model.ModeCar, HomeLat: 52.91, HomeLon: -3.6,
			Contract: model.Contract{Kind: model.Guaranteed, MinWeek: 1920},
		})
	}
	for i, from := range []model.Clock{model.At(7, 0), model.At(14, 0), model.At(22, 0)} {
		id := model.ShiftID(fmt.Sprint("s", i))
		p.Shifts = append(p.Shifts, model.Shift{
			ID: id, Carer: model.AnyCarer, Shared: true, Days: model.EveryDay, Start: from, End: from + 480 + model.Clock(i/2*60), Status: model.Open,
		})
		p.Cover = append(p.Cover, model.Cover{Where: "bala", Days: model.EveryDay, Shift: id, Needed: 2 - i/2, Wanted: 2 - i/2})
	}
	r := solve(t, p, solver.Options{Iterations: 600, Seed: 1, Islands: 2, Workers: 2})
	require.Zero(t, r.Verdict.Score.Breaches, "%v", r.Score)
	days := make(map[model.CarerID]int)
	for _, run := range r.Rota.Runs {
		days[run.Carer]++
	}
	require.GreaterOrEqual(t, len(r.Rota.Runs), 28*5)
	require.Len(t, days, 10)
}
