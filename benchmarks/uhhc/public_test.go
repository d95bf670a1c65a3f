package uhhc

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// public is the folder of the public data, which are not part of the project; tests of them are
// skipped where it is not there.
func public(t *testing.T) string {
	dir := os.Getenv("MILLTIR_DATA")
	if dir == "" {
		root, err := os.Getwd()
		require.NoError(t, err)
		for ; root != filepath.Dir(root); root = filepath.Dir(root) {
			if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
				break
			}
		}
		dir = filepath.Join(root, "..", "shared", "benchmarks")
	}
	dir = filepath.Join(dir, "uhhc")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no public data: set MILLTIR_DATA to their folder")
	}
	return dir
}

func TestScoredSolutions(t *testing.T) {
	dir := public(t)
	for _, x := range []struct {
		instance string
		cost     float64
		amounts  [terms]int
		why      string
	}{
		{"validation/i-134", 15820, [terms]int{440, 4, 4, 353, 27, 277, 0, 4}, "a lunch that opens a route, four people left out"},
		{"validation/i-083", 12831, [terms]int{2866, 372, 111, 46, 280, 125, 43}, "lateness and overtime in earnest"},
		{"bazirha/D1", 769, [terms]int{travel: 769}, "only travel costs"},
		{"bazirha-caie/J1", 322, [terms]int{travel: 853, waiting: 280, balance: 42}, "waiting counts from the start of the shift"},
	} {
		t.Run(x.instance, func(t *testing.T) {
			in, err := New().Read(filepath.Join(dir, x.instance+".json"))
			require.NoError(t, err)
			data, err := os.ReadFile(filepath.Join(dir, "scored", in.Name()+".solution.json"))
			require.NoError(t, err)
			v, err := in.Score(bytes.NewReader(data))
			require.NoError(t, err)
			require.Empty(t, v.Breaches, x.why)
			require.True(t, v.Feasible)
			require.Equal(t, x.cost, v.Cost, x.why)
			var file struct {
				Components map[string]float64 `json:"cost_components"`
			}
			require.NoError(t, json.Unmarshal(data, &file))
			for i, part := range v.Parts {
				if priced := in.(*instance).prices[i] != (price{}); priced || x.amounts[i] != 0 {
					require.Equal(t, float64(x.amounts[i]), part.Amount, "%s: %s", part.Name, x.why)
				}
				name := part.Name
				switch name { // the solver's names
				case "caregiver_preferences":
					name = "preferences"
				case "optional_patients":
					name = "unscheduled"
				}
				if want, listed := file.Components[name]; listed {
					require.Equal(t, want, part.Cost, "%s as the file itself has it", name)
				}
			}
		})
	}
}
