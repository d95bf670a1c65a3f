package solver_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver"
	"github.com/milltir/milltir/solver/internal/tiny"
)

// TestFrozenShiftsAreWorked: an open shift that was published and is frozen is worked, whatever there is to do
// in it, beside visits and in a roster without any.
func TestFrozenShiftsAreWorked(t *testing.T) {
	for _, visits := range []bool{true, false} {
		p := easy()
		p.Shifts = []model.Shift{
			{ID: "early", Carer: model.AnyCarer, Days: 127, Start: model.At(7, 0), End: model.At(12, 0), Status: model.Open, Shared: true},
			{ID: "late", Carer: model.AnyCarer, Days: 127, Start: model.At(13, 0), End: model.At(18, 0), Status: model.Open, Shared: true},
		}
		if !visits {
			p.People, p.Visits = nil, nil
		}
		p.Plan.FrozenUntil = p.Plan.Start
		late := model.Worked{Carer: "c1", Date: tiny.Start, Shift: "late", Start: model.At(13, 0), End: model.At(18, 0)}
		p.Published = []model.Worked{late}
		r, err := solver.Solve(context.Background(), p, solver.Options{Iterations: 300, Islands: 1})
		require.NoError(t, err)
		require.True(t, r.Score.Lawful(), "visits %v: %v", visits, r.Score)
		n := 0
		for _, run := range r.Rota.Runs {
			if run.Carer == "c1" && run.Shift == "late" && run.Date == tiny.Start {
				n++
			}
		}
		require.Equal(t, 1, n, "visits %v", visits)
	}
}
