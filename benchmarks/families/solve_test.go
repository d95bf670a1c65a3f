package families_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/benchmarks/families"
	"github.com/milltir/milltir/benchmarks/suite"
)

// TestSolve goes the whole way with every hand-made instance: read, solve, write, and score by the
// family's own definition. What the engine took for the wishes is the cost, as each README says.
func TestSolve(t *testing.T) {
	for _, tt := range []struct {
		family, convention, file string
		cost                     func(wishes float64, units int) float64
		within                   float64
		why                      string
	}{
		{"hhcrsp", "", "hhcrsp/testdata/whole.json", func(w float64, _ int) float64 { return w / 3000 }, 1e-9, "a third of three terms"},
		{"hhcrsp", "", "hhcrsp/testdata/decimals.json", func(w float64, _ int) float64 { return w / 3000 }, 1e-9, "in thousandths of a minute"},
		{"inrc2", "static", "inrc2/testdata/n003w2_0_0-1", func(w float64, _ int) float64 { return w / 1000 }, 1e-9, "term by term"},
		{"shifts", "", "shifts/testdata/tiny.txt", func(w float64, _ int) float64 { return w / 1000 }, 1e-9, "cover and requests"},
		{"uhhc", "", "uhhc/testdata/hand.json", func(w float64, _ int) float64 { return w / 1000 }, 1e-9, "term by term"},
		{"uhhc", "", "uhhc/testdata/hand-bazirha.json", func(w float64, _ int) float64 { return w / 1000 }, 1e-9, "the other convention"},
		{"vrptw", "distance", "vrptw/testdata/hand10.txt", func(w float64, _ int) float64 { return w / 1000 }, 1e-9, "100 for a tenth"},
		{"vrptw", "lexicographic", "vrptw/testdata/hand10.txt", func(w float64, n int) float64 { return w/1e4 - 1e5*float64(n) }, 20e-4, "each of its legs is rounded up"},
		{"weekly-continuity", "", "weekly-continuity/testdata/tiny.txt", func(w float64, _ int) float64 { return 3 + w/1000 }, 1e-9, "three new people, and who is not accepted"},
		{"weekly-pattern", "", "weekly-pattern/testdata/0000-2-4-2-0.txt", func(w float64, _ int) float64 { return w/1000 + 6*30 }, 1e-9, "six visits of half an hour"},
	} {
		t.Run(tt.family+tt.convention+"/"+filepath.Base(tt.file), func(t *testing.T) {
			f, _, err := families.Find(tt.family, tt.convention)
			require.NoError(t, err)
			in, err := f.Read(filepath.Join("..", filepath.FromSlash(tt.file)))
			require.NoError(t, err)
			task := suite.Task{
				Setting: suite.Setting{Iterations: 300, Seed: 1, Workers: 1},
				Entry:   suite.Entry{Instance: in},
			}
			cell, err := task.Run(t.Context(), nil)
			require.NoError(t, err)
			require.Empty(t, cell.Error)
			require.True(t, cell.Feasible, "%v", cell.Breaches)
			require.True(t, cell.Score.Lawful(), "%v", cell.Score)
			require.Zero(t, cell.Score.Cover, "everybody is served")
			require.InDelta(t, tt.cost(float64(cell.Score.Wishes), cell.Units), *cell.Cost, tt.within, tt.why)
			t.Logf("cost %v, wishes %d, units %d", *cell.Cost, cell.Score.Wishes, cell.Units)
		})
	}
}

// TestList: the families, so that none drops out of the command unseen.
func TestList(t *testing.T) {
	var names []string
	for _, m := range families.List {
		names = append(names, m.Name)
	}
	require.Equal(t, []string{"hhcrsp", "inrc2", "shifts", "uhhc", "vrptw", "weekly-continuity", "weekly-pattern", "workspace"}, names)
}
