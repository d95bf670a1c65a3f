package examples

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
	"github.com/milltir/milltir/report"
	"github.com/milltir/milltir/solver"
)

// kept are the rotas of examples/tywyn and of the old way beside it, with the iterations that made them.
var kept = []struct {
	dir, file  string
	iterations int64
}{
	{"tywyn", "testdata/tywyn-rota.csv", 30_000},
	{filepath.Join("tywyn", "old-way"), "testdata/tywyn-old-way-rota.csv", 15_000},
}

// TestTywyn holds the kept rotas against the judge, and the table of the README against them. With
// -update both are solved anew, which takes minutes.
func TestTywyn(t *testing.T) {
	var rotas []report.Compared
	for _, k := range kept {
		p, err := model.ReadDir(k.dir)
		require.NoError(t, err)
		if *update {
			r, err := solver.Solve(context.Background(), p, solver.Options{Iterations: k.iterations})
			require.NoError(t, err)
			var b bytes.Buffer
			require.NoError(t, report.CSV(&b, r.Rota))
			require.NoError(t, os.WriteFile(k.file, b.Bytes(), 0o644))
		}
		h, err := model.Expand(p)
		require.NoError(t, err)
		r, err := model.ReadRota(k.file, p)
		require.NoError(t, err)
		v, err := check.Horizon(h, r)
		require.NoError(t, err)
		require.True(t, v.Score.Lawful(), "%s: %v", k.dir, v.Score)
		rotas = append(rotas, report.Compared{H: h, Rota: r, Verdict: v})
	}
	ours := rotas[0].Verdict.Measures
	require.GreaterOrEqual(t, ours.AllocatedPct, 99.5)
	for _, c := range ours.Carers {
		if c.MinMinutes > 0 {
			require.InDelta(t, c.MinMinutes, c.PaidMinutes, 0.05*float64(c.MinMinutes), "%s has the contract's hours within 5 %%", c.Carer)
		}
	}
	weekendsAreFair(t, &rotas[0])

	var table bytes.Buffer
	l, err := report.NewLocalizer(report.English)
	require.NoError(t, err)
	require.NoError(t, report.Compare(&table, rotas, l))
	const mark = "<!-- the output of milltir compare -->\n```\n"
	path := filepath.Join("tywyn", "README.md")
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	before, rest, ok := strings.Cut(string(text), mark)
	require.True(t, ok)
	shown, after, ok := strings.Cut(rest, "```\n")
	require.True(t, ok)
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(before+mark+table.String()+"```\n"+after), 0o644))
		return
	}
	require.Equal(t, table.String(), shown, "go test ./examples -run TestTywyn -update")
}

// weekendsAreFair: whoever has a contract works at most two of the four weekends.
func weekendsAreFair(t *testing.T, c *report.Compared) {
	worked := make(map[model.CarerID]map[model.Date]bool)
	for _, r := range c.Rota.Runs {
		if day := r.Date.Weekday(); day >= 5 {
			if worked[r.Carer] == nil {
				worked[r.Carer] = make(map[model.Date]bool)
			}
			worked[r.Carer][r.Date.Add(-day)] = true
		}
	}
	require.Greater(t, len(worked), 10, "nearly everybody has a share of them")
	for _, x := range c.H.Problem.Carers {
		require.LessOrEqual(t, len(worked[x.ID]), 2, "%s works more than every second weekend", x.ID)
	}
}
