// Package examples tests the workspaces beside it: each is solved with a fixed budget of
// iterations and compared with its golden rota, score included.
package examples

import (
	"bytes"
	"context"
	"encoding/csv"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/report"
	"github.com/milltir/milltir/solver"
	"github.com/milltir/milltir/staff"
)

var update = flag.Bool("update", false, "rewrite the golden rotas")

// iterations per island for each example: enough to see the search at work, few enough to test. Where many visits are
// left out, saying of each what would let it in takes longer than more iterations do.
var iterations = map[string]int64{
	"one-visit": 50, "one-day": 400, "extra-care-day": 300, "bala": 1500, "mawddach": 1500, "tywyn": 2000, "three-weeks": 300, "hafod-y-gest": 60,
	"solva": 300, "cartrefi": 300,
}

// solved gives the golden form of an example: its hash, score, and rota.csv.
func solved(t *testing.T, dir string, o solver.Options) string {
	t.Helper()
	p, err := model.ReadDir(dir)
	require.NoError(t, err)
	r, err := solver.Solve(context.Background(), p, o)
	require.NoError(t, err)
	var b bytes.Buffer
	fmt.Fprintf(&b, "# problem %s\n# %v\n", p.Hash(), r.Score)
	require.NoError(t, report.CSV(&b, r.Rota))
	return b.String()
}

func TestGolden(t *testing.T) {
	for name, n := range iterations {
		t.Run(name, func(t *testing.T) {
			got := solved(t, name, solver.Options{Iterations: n})
			file := filepath.Join("testdata", name+".golden")
			if *update {
				require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
			}
			want, err := os.ReadFile(file)
			require.NoError(t, err)
			require.Equal(t, string(want), got, "go test ./examples -update rewrites it, if the change is meant")
			require.Contains(t, got, "# law 0 (0)", "every example has a lawful rota")
		})
	}
}

func TestEveryExampleIsTested(t *testing.T) {
	dirs, err := filepath.Glob("*/milltir.toml")
	require.NoError(t, err)
	require.Len(t, dirs, len(iterations), "an example without a golden rota, or the reverse")
	for name := range iterations {
		require.FileExists(t, filepath.Join(name, "README.md"))
	}
}

// TestSameBytes: one seed gives one rota, whatever the number of workers and the order of the
// rows in the tables, and a timed run gives the same again by its replay string.
func TestSameBytes(t *testing.T) {
	for _, name := range []string{"one-day", "bala"} {
		o := solver.Options{Iterations: 40, Islands: 3, Seed: 7, Workers: 1}
		want := solved(t, name, o)
		for _, workers := range []int{2, 4} {
			o.Workers = workers
			require.Equal(t, want, solved(t, name, o), "%s with %d workers", name, workers)
		}
		for seed := range uint64(2) {
			require.Equal(t, want, solved(t, shuffled(t, name, seed), o), "%s with its rows shuffled", name)
		}
	}
}

func TestReplayOfATimedRun(t *testing.T) {
	p, err := model.ReadDir("one-day")
	require.NoError(t, err)
	timed, err := solver.Solve(context.Background(), p, solver.Options{Time: 300_000_000, Seed: 3})
	require.NoError(t, err)
	again, err := solver.Solve(context.Background(), p, solver.Options{Replay: timed.Rota.Stamp.Replay, Workers: 1})
	require.NoError(t, err)
	var a, b bytes.Buffer
	require.NoError(t, model.WriteRota(&a, timed.Rota))
	require.NoError(t, model.WriteRota(&b, again.Rota))
	require.Equal(t, a.String(), b.String())
}

// shuffled copies a workspace with the rows of every table in another order.
func shuffled(t *testing.T, name string, seed uint64) string {
	rng := rand.New(rand.NewPCG(seed, 1))
	out := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.MkdirAll(out, 0o755))
	files, err := filepath.Glob(filepath.Join(name, "*"))
	require.NoError(t, err)
	for _, file := range files {
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		if strings.HasSuffix(file, ".csv") {
			rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff")))).ReadAll()
			require.NoError(t, err)
			body := rows[1:]
			rng.Shuffle(len(body), func(i, j int) { body[i], body[j] = body[j], body[i] })
			var b bytes.Buffer
			require.NoError(t, csv.NewWriter(&b).WriteAll(rows))
			data = b.Bytes()
		}
		require.NoError(t, os.WriteFile(filepath.Join(out, filepath.Base(file)), data, 0o644))
	}
	return out
}

// TestStaff: what milltir staff says of Bala, its shifts nearly all given, stands in a golden file.
func TestStaff(t *testing.T) {
	p, err := model.ReadDir("bala")
	require.NoError(t, err)
	h, err := model.Expand(p)
	require.NoError(t, err)
	r, err := staff.Determine(context.Background(), h, nil, staff.Options{})
	require.NoError(t, err)
	l, err := report.NewLocalizer(report.English)
	require.NoError(t, err)
	var b bytes.Buffer
	require.NoError(t, report.Staff(&b, h, r, true, l))
	file := filepath.Join("testdata", "bala-staff.golden")
	if *update {
		require.NoError(t, os.WriteFile(file, b.Bytes(), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), b.String(), "go test ./examples -run TestStaff -update rewrites it, if the change is meant")
	require.False(t, r.Team.None, "the example has a lawful rota")
	require.LessOrEqual(t, r.Needs[0].LeastPaid, r.Team.LeastPaid, "kinds for anybody need no more than the team")
}
