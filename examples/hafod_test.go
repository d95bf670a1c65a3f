package examples

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
	"github.com/milltir/milltir/solver"
)

// TestHafod: in the house somebody is always on site, draws are planned and the pool's account is kept; and the reserve
// is held better for being asked for.
func TestHafod(t *testing.T) {
	p, err := model.ReadDir("hafod-y-gest")
	require.NoError(t, err)
	flats := 0
	for i := range p.People {
		if p.People[i].Place == "hafod" {
			flats++
		}
	}
	require.Equal(t, 40, flats)
	h, err := model.Expand(p)
	require.NoError(t, err)
	missing := func(level model.Level) (minutes int64, v *check.Verdict, r *model.Rota) {
		q := *p
		q.Objective.Levels = map[model.Code]model.Level{model.RuleReserve: level}
		s, err := solver.Solve(context.Background(), &q, solver.Options{Iterations: 400})
		require.NoError(t, err)
		v, err = check.Horizon(h, s.Rota)
		require.NoError(t, err)
		for _, x := range v.Violations {
			if x.Rule == model.RuleReserve {
				minutes += x.Amount / 60
			}
		}
		return minutes, v, s.Rota
	}
	with, v, rota := missing(model.Wishes)
	require.True(t, v.Score.Lawful())
	there, err := check.There(h, rota)
	require.NoError(t, err)
	require.Len(t, there, 7*48, "day and night")
	require.NotContains(t, there, 0, "nobody in the house")
	draws := 0
	for i := range rota.Runs {
		for _, s := range rota.Runs[i].Stops {
			if n := len(s.Visit); s.Kind == model.StopVisit && n > 6 && s.Visit[:6] == "hafod:" {
				draws++
			}
		}
	}
	require.Positive(t, draws, "the pool is drawn on")
	without, _, _ := missing(model.Off)
	require.Greater(t, without, with+120, "two hours of the week more without anybody free, after few iterations")
	t.Logf("nobody free: %d minutes with the rule, %d without; %d draws", with, without, draws)
}
