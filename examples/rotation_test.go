package examples

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver"
)

// TestThreeWeeks: the rota has each carer in the week of the rotation that the README's table gives
// them, the leave is kept, and the one who is free stands in.
func TestThreeWeeks(t *testing.T) {
	p, err := model.ReadDir("three-weeks")
	require.NoError(t, err)
	require.Empty(t, model.Validate(p))
	r, err := solver.Solve(context.Background(), p, solver.Options{Iterations: iterations["three-weeks"]})
	require.NoError(t, err)
	require.Zero(t, r.Score.Cover)
	works := make(map[string][]string) // by carer and week of the plan
	for i := range r.Rota.Runs {
		x := &r.Rota.Runs[i]
		key := fmt.Sprintf("%s %d", x.Carer, int(x.Date-p.Plan.Start)/7+1)
		works[key] = append(works[key], fmt.Sprintf("%s%d", x.Shift, x.Date.Weekday()))
	}
	got := make(map[string]string)
	for key, shifts := range works {
		slices.Sort(shifts)
		got[key] = strings.Join(shifts, " ")
	}
	early, late, weekend := "early1 early2 early3 early4", "late0 late1 late2 late3 late4", "monday0 weekend-tea5 weekend-tea6 weekend5 weekend6"
	require.Equal(t, map[string]string{
		"c01 1": early, "c02 1": weekend, "c03 1": late,
		"c01 2": late, "c02 2": "early1 early3 early4", "c03 2": "monday0 relief2 weekend-tea5 weekend-tea6 weekend5 weekend6",
		"c01 3": weekend, "c02 3": late, "c03 3": early,
	}, got)
}
