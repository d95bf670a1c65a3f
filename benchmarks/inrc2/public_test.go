package inrc2

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// public is the folder of the published set, which is not part of the project.
func public(t *testing.T) string {
	root := os.Getenv("MILLTIR_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared", "benchmarks")
	}
	dir := filepath.Join(root, "inrc2")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the published instances are not here (MILLTIR_DATA)")
	}
	return dir
}

// scored reads the published solution of n030w4_1_6-2-9-1.
func scored(t *testing.T) (in *instance, solution string) {
	dir := public(t)
	in, err := open(filepath.Join(dir, "n030w4", "n030w4_1_6-2-9-1"))
	require.NoError(t, err)
	for w := range in.scenario.Weeks {
		data, err := os.ReadFile(filepath.Join(dir, "scored", in.name, fmt.Sprintf("sol-week%d.txt", w)))
		require.NoError(t, err)
		solution += string(data)
	}
	return in, solution
}

func TestScoredSolution(t *testing.T) {
	in, solution := scored(t)
	v, err := in.Score(strings.NewReader(solution))
	require.NoError(t, err)
	require.Empty(t, v.Breaches)
	require.Equal(t, 1675.0, v.Cost)
	cost := func(list ...term) (sum float64) {
		for _, i := range list {
			sum += v.Parts[i].Cost
		}
		return sum
	}
	for _, x := range []struct {
		terms []term
		want  float64
		why   string
	}{
		{[]term{totals}, 820, "assignments"},
		{[]term{shiftsInRow, workInRow}, 135, "consecutive shifts and working days"},
		{[]term{offInRow}, 90, "days off"},
		{[]term{requests}, 30, "requests"},
		{[]term{weekends}, 150, "weekends"},
		{[]term{completeWeekends}, 0, "complete weekends"},
		{[]term{optimalCover}, 450, "optimal cover"},
	} {
		require.Equal(t, x.want, cost(x.terms...), x.why)
	}
}

// TestScoredStages: the same solution week by week.
func TestScoredStages(t *testing.T) {
	in, solution := scored(t)
	weeks, err := ReadSolution(in.scenario, strings.NewReader(solution))
	require.NoError(t, err)
	require.Equal(t, 1675.0, staged(t, in, weeks))
	var out strings.Builder
	require.NoError(t, WriteSolution(&out, in.scenario, weeks...))
	require.Equal(t, strings.TrimSpace(solution), strings.TrimSpace(out.String()), "as the competition's files are")
}

func TestPublishedInstances(t *testing.T) {
	dir := public(t)
	files, err := find(dir)
	require.NoError(t, err)
	require.Len(t, files, 10+3, "ten with a best known value, and one of each small test")
	known := 0
	for _, f := range files {
		if f.Best.Known {
			known++
		}
		in, err := open(f.Path)
		require.NoError(t, err)
		require.Len(t, in.weeks, in.scenario.Weeks)
	}
	require.Equal(t, 10, known)
	for _, file := range []string{"n005w4", "n012w8", "n021w4", "n030w4", "n040w8", "n060w4", "n080w8", "n120w4"} {
		for h := range 3 {
			for w := range 10 {
				weeks := strings.Repeat(fmt.Sprintf("-%d", w), int(file[5]-'0'))[1:]
				_, err := open(filepath.Join(dir, file, fmt.Sprintf("%s_%d_%s", file, h, weeks)))
				require.NoError(t, err, "every file can be read")
			}
		}
	}
}
