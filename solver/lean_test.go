package solver_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
	"github.com/milltir/milltir/solver"
)

func TestLean(t *testing.T) {
	for _, p := range tinyProblems(t, 40, 6) {
		h, err := model.Expand(p)
		require.NoError(t, err)
		o := solver.Options{Iterations: 60, Seed: 3}
		plain := solve(t, p, o)
		var all []*solver.Leant
		for _, l := range model.Leanings {
			x, err := solver.Lean(t.Context(), h, l, o)
			require.NoError(t, err)
			own, err := check.Horizon(h, x.Rota)
			require.NoError(t, err)
			require.Equal(t, own.Score, x.Rota.Score, "every rota is scored under the workspace's sheet")
			require.Equal(t, p.Hash(), x.Rota.Stamp.Problem, "the tables are the workspace's")
			leant := p.Lean(l)
			require.Equal(t, leant.ObjectiveHash(), x.Rota.Stamp.Objective, "the sheet is the leaning's")
			under, err := model.Expand(leant)
			require.NoError(t, err)
			sought, err := check.Horizon(under, x.Rota)
			require.NoError(t, err)
			require.Equal(t, sought.Score, x.Sought)
			require.Equal(t, sought.Score.Breaches, own.Score.Breaches, "no leaning changes what is law")
			require.Equal(t, sought.Score.Cover, own.Score.Cover, "nor what is left out")
			all = append(all, x)
		}
		require.Equal(t, rotaBytes(t, plain.Rota), rotaBytes(t, all[0].Rota), "the first is what solve makes")
		for _, x := range all {
			better, err := x.Behind(all)
			require.NoError(t, err)
			require.NotContains(t, better, x, "no rota is better than itself")
		}
	}
}
