package hhcrsp

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
)

// data is the folder of the published sets, which are not part of the project.
func data(t *testing.T) string {
	root := os.Getenv("MILLTIR_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared", "benchmarks")
	}
	dir := filepath.Join(root, "hhcrsp")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the published instances are not here (MILLTIR_DATA)")
	}
	return dir
}

// TestScoredSolution: the published solution of InstanzCPLEX_HCSRP_10_2.
func TestScoredSolution(t *testing.T) {
	dir := data(t)
	in, err := New().Read(filepath.Join(dir, "mankowska", "InstanzCPLEX_HCSRP_10_2.json"))
	require.NoError(t, err)
	f, err := os.Open(filepath.Join(dir, "scored", "InstanzCPLEX_HCSRP_10_2.solution.json"))
	require.NoError(t, err)
	defer f.Close()
	v, err := in.Score(f)
	require.NoError(t, err)
	require.Empty(t, v.Breaches)
	require.Equal(t, []float64{687.290, 26.295, 26.295}, amounts(v))
	require.Equal(t, "246.627", fmt.Sprintf("%.3f", v.Cost))
}

func TestPublishedInstances(t *testing.T) {
	files, err := New().Find(data(t))
	require.NoError(t, err)
	require.Len(t, files, 40+35+15)
	for _, f := range files {
		require.True(t, f.Best.Known, f.Name)
		x, err := New().Read(f.Path)
		require.NoError(t, err)
		p, err := x.Problem()
		require.NoError(t, err)
		want := 1
		if strings.HasPrefix(f.Name, "Instanz") {
			want = 1000
		}
		require.Equal(t, want, p.Rules.Resolution, f.Name)
		for _, d := range model.Validate(p) {
			require.NotEqual(t, byte('E'), d.Code[0], "%s: %s", f.Name, d)
		}
	}
}

// TestBestKnown: the rounded values of the table are those of its components.
func TestBestKnown(t *testing.T) {
	rows, err := csv.NewReader(bytes.NewReader(bestKnown)).ReadAll()
	require.NoError(t, err)
	best, err := bestValues()
	require.NoError(t, err)
	require.Len(t, best, len(rows)-1, "no instance twice")
	for _, row := range rows[1:] {
		require.Equal(t, row[2], fmt.Sprintf("%.3f", best[row[1]].Value), row[1])
		require.NotEmpty(t, row[6], "every fact has its source")
	}
}
