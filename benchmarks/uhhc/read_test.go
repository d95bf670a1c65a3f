package uhhc

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/benchmarks/suite"
)

func TestReadEverythingAtOnce(t *testing.T) {
	_, err := read("bad", strings.NewReader(`{
		"metadata": {"time_window_met": "sometimes", "cost_components": {"travel_time": "SOFT", "beauty": 1}},
		"distances": [[0, 1.5], [2]],
		"terminal_points": [{"id": "d0", "distance_matrix_index": 2}, {"id": "d0", "distance_matrix_index": 0}],
		"caregivers": [{"id": "c/1", "abilities": "s1", "departing_point": "d0", "arrival_point": "d7", "working_shift": {"start": 9, "end": 9}, "lunch_break": true}],
		"patients": [null, {"id": "p1", "distance_matrix_index": 1, "required_services": [{"service": "s1", "duration": 0}, {"service": "s1"}],
			"time_windows": [{"start": 5, "end": 4}], "preferred_caregivers": ["c2"], "optional": 1,
			"synchronization": {"type": "sequential", "distance": {"min": 3, "max": 2}}}]
	}`))
	require.EqualError(t, err, strings.Join([]string{
		`bad is not an instance of uhhc:`,
		`$.metadata.time_window_met: sometimes is neither at_service_start nor at_service_end`,
		`$.metadata.cost_components.beauty: not a component that is known`,
		`$.metadata.cost_components.travel_time: SOFT is not a whole number from 0 to 1000000`,
		`$.distances[0][1]: 1.5 is not a whole number from 0 to 2000`,
		`$.distances[1]: 1 entries, not 2 to 2`,
		`$.terminal_points[1].id: d0 is there twice`,
		`$.terminal_points[0].distance_matrix_index: 2 is not a whole number from 0 to 1`,
		`$.caregivers[0].id: c/1 is not an id of 1 to 64 letters, digits, dots and dashes`,
		`$.caregivers[0].arrival_point: d7 is no terminal point`,
		`$.caregivers[0].abilities: not an array`,
		`$.caregivers[0].working_shift: no time at all`,
		`$.caregivers[0]: a lunch break, but there are no lunch_breaks in the document`,
		`$.patients[0]: null`,
		`$.patients[1].optional: not true or false`,
		`$.patients[1].preferred_caregivers[0]: c2 is no carer`,
		`$.patients[1].required_services[0].duration: 0 is not a whole number from 1 to 2879`,
		`$.patients[1].required_services[1].duration: missing`,
		`$.patients[1].time_windows[0]: it ends (4) before it starts (5)`,
		`$.patients[1]: the same service twice, which a solution cannot tell apart`,
		`$.patients[1].synchronization.distance: max 2 is less than min 3`,
	}, "\n"))
}

func TestReadOther(t *testing.T) {
	for _, x := range []struct{ file, want, why string }{
		{"", "not JSON", "empty"},
		{"null", "null is no document", "nothing"},
		{"[]", "$.metadata: missing", "another shape"},
		{`{"metadata": {"cost_components": {"travel_time": null}}}`, "$.metadata.cost_components.travel_time: missing", "null is nothing"},
		{`{"lunch_breaks": {"start": 10, "end": 20, "min_duration": 11}}`, "$.lunch_breaks: a lunch of 11 minutes does not fit", "11 in 10"},
		{`{"patients": [{"id": "p", "required_services": []}]}`, "$.patients[0].required_services: 0 entries, not 1 to 2", "a patient without need"},
		{"{" + strings.Repeat(`"a":[`, 20000), "not JSON", "too deep"},
	} {
		_, err := read("x", strings.NewReader(x.file))
		require.ErrorContains(t, err, x.want, x.why)
	}
	_, err := New().Read("testdata/none.json")
	require.ErrorIs(t, err, os.ErrNotExist)
}

func TestFind(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"validation/i-083.json", "validation/i-083.solution.json", "scored/D1.solution.json", "scored/D1.json", "bazirha/D1.json", "README.md", "bazirha/own.json"} {
		require.NoError(t, os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755))
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte("{}"), 0o644))
	}
	files, err := New().Find(dir)
	require.NoError(t, err)
	var names []string
	for _, f := range files {
		names = append(names, f.Name)
		require.Equal(t, f.Name != "own", f.Best.Known)
	}
	require.Equal(t, []string{"D1", "own", "i-083"}, names, "by path, without solutions")
	require.Equal(t, 12831.0, files[2].Best.Value)
	_, err = New().Find(filepath.Join(dir, "nowhere"))
	require.Error(t, err)
}

func TestBestKnown(t *testing.T) {
	best, err := bests()
	require.NoError(t, err)
	require.Len(t, best, 42)
	require.Equal(t, suite.Best{Known: true, Value: 17117}, best["i-116"])
	require.Equal(t, suite.Best{Known: true, Value: 322}, best["J1"])
	require.NotContains(t, best, "hand")
}

func FuzzRead(f *testing.F) {
	for _, name := range []string{"hand", "hand-bazirha"} {
		data, err := os.ReadFile(filepath.Join("testdata", name+".json"))
		require.NoError(f, err)
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		in, err := read("fuzz", bytes.NewReader(data))
		if err != nil {
			return
		}
		_, _ = in.Problem()
		v, err := in.Score(strings.NewReader(`{"routes":[]}`))
		require.NoError(t, err)
		require.Len(t, v.Parts, int(terms))
	})
}

func FuzzScore(f *testing.F) {
	in := fixture(f, "hand")
	f.Add([]byte(solution(f, in, whole)))
	f.Fuzz(func(t *testing.T, data []byte) {
		if v, err := in.Score(bytes.NewReader(data)); err == nil {
			require.GreaterOrEqual(t, v.Cost, 0.0)
		}
	})
}
