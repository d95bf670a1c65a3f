package solver_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver"
)

// BenchmarkSolveBala measures a whole call by iterations: validating, compiling, searching,
// judging, and the reasons and remedies of what is left out; it tells how good the rota is.
func BenchmarkSolveBala(b *testing.B) {
	p, err := model.ReadDir("../examples/bala")
	require.NoError(b, err)
	var r *solver.Result
	b.ReportAllocs()
	for b.Loop() {
		r = solve(b, p, solver.Options{Iterations: 300})
	}
	b.ReportMetric(float64(r.Score.Wishes)/1000, "wishes")
	b.ReportMetric(r.Rota.Measures.AllocatedPct, "allocated-%")
}
