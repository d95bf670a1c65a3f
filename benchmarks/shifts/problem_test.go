package shifts

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
	"github.com/milltir/milltir/solver"
)

// TestSolve: what the engine makes of the fixture is a solution, and costs what our judge says.
func TestSolve(t *testing.T) {
	in := readTiny(t)
	p, err := in.Problem()
	require.NoError(t, err)
	require.Empty(t, model.Validate(p).Errors())
	r, err := solver.Solve(context.Background(), p, solver.Options{Iterations: 2000})
	require.NoError(t, err)
	require.True(t, r.Score.Lawful(), r.Score)
	var out strings.Builder
	require.NoError(t, in.Write(&out, r.Rota))
	v, err := in.Score(strings.NewReader(out.String()))
	require.NoError(t, err)
	require.True(t, v.Feasible, v.Breaches)
	require.Equal(t, float64(r.Score.Wishes)/1000, v.Cost)
}

// TestJudgesAgree: of any roster near the fixture's our judge and the family's scorer say the same.
func TestJudgesAgree(t *testing.T) {
	in := readTiny(t)
	known, err := in.readRoster(strings.NewReader(slurp(t, "testdata/tiny.sol")))
	require.NoError(t, err)
	p, err := in.Problem()
	require.NoError(t, err)
	h, err := model.Expand(p.Canonical())
	require.NoError(t, err)
	rng := rand.New(rand.NewPCG(1, 1))
	lawful := 0
	for range 3000 {
		rota := &model.Rota{Format: 1, Start: monday, Weeks: in.days / 7}
		wild := rng.IntN(4)
		for e := range in.employees {
			for d := range in.days {
				s := known[e][d]
				if rng.IntN(20) < wild {
					s = rng.IntN(len(in.shifts)+1) - 1
				}
				if s != free && !in.employees[e].off[d] {
					rota.Runs = append(rota.Runs, model.Run{
						Carer: model.CarerID(in.employees[e].id), Shift: model.ShiftID(in.shifts[s].id), Date: monday.Add(d),
						End: model.Clock(in.shifts[s].minutes), Status: model.Open,
					})
				}
			}
		}
		judged, err := check.Horizon(h, rota)
		require.NoError(t, err)
		var out strings.Builder
		require.NoError(t, in.Write(&out, rota))
		v, err := in.Score(strings.NewReader(out.String()))
		require.NoError(t, err)
		require.Equal(t, v.Feasible, judged.Score.Lawful(), fmt.Sprint(v.Breaches))
		require.Equal(t, v.Cost, float64(judged.Score.Wishes)/1000)
		if v.Feasible {
			lawful++
		}
	}
	require.Greater(t, lawful, 100)
	require.Less(t, lawful, 2900)
}
