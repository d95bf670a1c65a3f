package solver_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
	"github.com/milltir/milltir/solver"
)

// leaveLater is a rota in which a run's stops up to the k-th begin so many minutes later.
func leaveLater(t testing.TB, p *model.Problem, r *model.Rota, run, k, minutes int) *model.Rota {
	later := copyRota(t, p, r)
	for i := range later.Runs[run].Stops[:k+1] {
		s := &later.Runs[run].Stops[i]
		s.Start, s.End = s.Start+model.Clock(minutes), s.End+model.Clock(minutes)
	}
	return later
}

// TestNobodyLeavesTooEarly: by the judge, no rota gets better when all of a run's stops before a wait
// begin later, by the whole wait or by a minute.
func TestNobodyLeavesTooEarly(t *testing.T) {
	tried := 0
	for i, p := range tinyProblems(t, 900, 180) {
		if p.Objective.Level(model.RulePair) != model.Law {
			continue // one of two who come together could then begin later alone, which no search tries
		}
		r := solve(t, p, solver.Options{Iterations: 40, Seed: 4, Bare: true})
		for run := range r.Rota.Runs {
			for k, s := range r.Rota.Runs[run].Stops {
				wait := s.Wait / 60
				if k == 0 || wait == 0 || r.Rota.Runs[run].Stops[k-1].Kind == model.StopEvent {
					continue // a meeting is held when it was called for
				}
				for _, by := range [2]int{1, wait} {
					tried++
					verdict, err := check.Rota(p, leaveLater(t, p, r.Rota, run, k-1, by))
					require.NoError(t, err)
					require.GreaterOrEqual(t, verdict.Score.Compare(r.Score), 0,
						"problem %d, run %d: better when it leaves for stop %d by %d of %d minutes later", i, run, k, by, wait)
				}
			}
		}
	}
	require.Greater(t, tried, 50)
}

// TestLeavesAsLateAsItCan: of a visit at any time from eight to a quarter to ten, and one at ten sharp, the first begins
// just in time for the second.
func TestLeavesAsLateAsItCan(t *testing.T) {
	p := village("c1")
	shift(p, "s1", "c1", model.At(7, 0), model.At(13, 0), model.Given)
	visit(p, "early", model.At(8, 0), model.At(9, 45))
	visit(p, "sharp", model.At(10, 0), model.At(10, 30))
	r := solve(t, p, solver.Options{Iterations: 20})
	stops := r.Rota.Runs[0].Stops
	require.Equal(t, model.VisitID("early"), stops[0].Visit)
	require.Equal(t, model.At(9, 30), stops[0].Start)
	r = solve(t, p, solver.Options{Iterations: 20, Without: []string{"ease"}})
	require.Equal(t, model.At(8, 0), r.Rota.Runs[0].Stops[0].Start, "an ablation is one of all of it")
}
