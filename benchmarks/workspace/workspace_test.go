package workspace_test

import (
	"bytes"
	"context"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/benchmarks/suite"
	"github.com/milltir/milltir/benchmarks/workspace"
	"github.com/milltir/milltir/solver"
)

var examples = filepath.Join("..", "..", "examples")

func TestFind(t *testing.T) {
	for _, tt := range []struct {
		dir    string
		want   []string
		reason string
	}{
		{filepath.Join(examples, "bala"), []string{"bala"}, "a workspace is its own instance"},
		{examples, []string{"bala", "cartrefi", "extra-care-day", "hafod-y-gest", "mawddach", "one-day", "one-visit", "solva", "three-weeks", "tywyn"}, "a folder of workspaces, by name"},
	} {
		files, err := workspace.New().Find(tt.dir)
		require.NoError(t, err)
		var names []string
		for _, f := range files {
			names = append(names, f.Name)
			require.False(t, f.Best.Known, "nobody has published anything about it")
		}
		require.Equal(t, tt.want, names, tt.reason)
	}
	_, err := workspace.New().Find("nowhere")
	require.Error(t, err)
}

// TestScore holds that the parts add up to the cost, and
// that the floor of the small example is what was counted by hand.
func TestScore(t *testing.T) {
	for _, tt := range []struct {
		name   string
		floor  float64
		reason string
	}{
		{"one-day", 62, "5 people, one of whom takes two carers: 6 × 4; at their bed time one of the two on duty is a stranger, 12, of no team, 6, and speaks little Welsh, 10; so does the one who may come to E. P.'s bed, 10"},
		{"bala", 2168.995, "hours of given shifts 244.995, faces 176, doors 1748"},
	} {
		in, err := workspace.New().Read(filepath.Join(examples, tt.name))
		require.NoError(t, err)
		p, err := in.Problem()
		require.NoError(t, err)
		result, err := solver.Solve(context.Background(), p, solver.Options{Iterations: 300, Workers: 1})
		require.NoError(t, err)
		var b bytes.Buffer
		require.NoError(t, in.Write(&b, result.Rota))
		v, err := in.Score(&b)
		require.NoError(t, err)
		require.True(t, v.Feasible)
		sum := 0.0
		for _, part := range v.Parts {
			sum += part.Cost
		}
		require.InDelta(t, v.Cost, sum, 1e-6)
		last := v.Parts[len(v.Parts)-1]
		require.Equal(t, suite.Part{Name: "unavoidable", Amount: tt.floor, Cost: -tt.floor}, last, tt.reason)
	}
}
