package inrc2

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

// TestSolve: what the engine makes of the fixture costs what our judge says.
func TestSolve(t *testing.T) {
	in := readSmall(t)
	p, err := in.Problem()
	require.NoError(t, err)
	require.Empty(t, model.Validate(p).Errors())
	r, err := solver.Solve(context.Background(), p, solver.Options{Iterations: 2000})
	require.NoError(t, err)
	var out strings.Builder
	require.NoError(t, in.Write(&out, r.Rota))
	v, err := in.Score(strings.NewReader(out.String()))
	require.NoError(t, err)
	require.Equal(t, r.Score.Lawful(), v.Feasible, v.Breaches)
	require.Equal(t, float64(r.Score.Wishes)/1000, v.Cost)
}

// TestJudgesAgree: of any roster near the fixture's our judge and the family's scorer say the same, whatever
// was before it.
func TestJudgesAgree(t *testing.T) {
	in := readSmall(t)
	rng := rand.New(rand.NewPCG(1, 1))
	weeks, err := ReadSolution(in.scenario, strings.NewReader(slurp(t, small+".sol")))
	require.NoError(t, err)
	best := map[[2]int]Assignment{}
	for _, w := range weeks {
		for _, a := range w.Assignments {
			best[[2]int{a.Nurse, w.Week*weekDays + a.Day}] = a
		}
	}
	lawful := 0
	for range 100 {
		in.start = chancePast(rng, in)
		p, err := in.Problem()
		require.NoError(t, err)
		require.Empty(t, model.Validate(p).Errors())
		h, err := model.Expand(p.Canonical())
		require.NoError(t, err)
		for range 10 {
			rota := &model.Rota{Format: 1, Start: monday, Weeks: 2}
			wild := rng.IntN(4)
			for n := range in.scenario.Nurses {
				for d := range 2 * weekDays {
					a, works := best[[2]int{n, d}]
					if rng.IntN(20) < wild {
						works = rng.IntN(2) == 0
						a.Shift, a.Skill = rng.IntN(len(in.scenario.Shifts)), rng.IntN(len(in.scenario.Skills))
					}
					if works {
						rota.Runs = append(rota.Runs, model.Run{
							Carer: model.CarerID(in.scenario.Nurses[n].ID), Shift: in.scenario.role(a.Shift, a.Skill), Date: monday.Add(d), End: whole, Status: model.Open,
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
			require.Equal(t, v.Cost, float64(judged.Score.Wishes)/1000, "%v\n%v", v.Parts, judged.Shares)
			if v.Feasible {
				lawful++
			}
		}
	}
	require.Greater(t, lawful, 50)
	require.Less(t, lawful, 900)
}

// chancePast is a history in which all that was before is known.
func chancePast(rng *rand.Rand, in *instance) *History {
	h := &History{}
	for range in.scenario.Nurses {
		past := Past{Assignments: rng.IntN(4), Weekends: rng.IntN(2), Last: Free, Off: 1 + rng.IntN(5)}
		if rng.IntN(3) > 0 {
			past.Last, past.Off, past.Same = rng.IntN(len(in.scenario.Shifts)), 0, 1+rng.IntN(4)
			past.Work = past.Same + rng.IntN(4)
		}
		h.Nurses = append(h.Nurses, past)
	}
	return h
}
