package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/geo"
	"github.com/milltir/milltir/geo/roads"
	"github.com/milltir/milltir/geo/roads/calibrate"
)

const gridSide = 12

// gridCorner is a crossing of gridRoads, some two kilometres from the next.
func gridCorner(i int) geo.Point {
	return geo.LatLon(52.7+0.02*float64(i/gridSide), -4+0.03*float64(i%gridSide))
}

// gridRoads writes a network of main roads from west to east and smaller ones across.
func gridRoads(t *testing.T) string { return gridRoadsOf(t, "2026-11-01") }

// gridRoadsOf is the same with data of another day.
func gridRoadsOf(t *testing.T, date string) string {
	t.Helper()
	x := &roads.Extract{Name: "grid.osm", Date: date}
	for _, class := range []string{"primary", "tertiary", "residential"} {
		x.TagSets = append(x.TagSets, roads.Tags{{Key: "highway", Value: class}})
	}
	add := func(a, b int, tags int32) {
		x.Ways = append(x.Ways, roads.Way{ID: int64(len(x.Ways) + 1), Nodes: []int32{int32(a), int32(b)}, Tags: tags})
	}
	for i := range gridSide * gridSide {
		p := gridCorner(i)
		x.Lat, x.Lon = append(x.Lat, int32(p.Lat()*1e7)), append(x.Lon, int32(p.Lon()*1e7))
		if i%gridSide > 0 {
			add(i-1, i, int32(i/gridSide%2))
		}
		if i >= gridSide {
			add(i-gridSide, i, 2)
		}
	}
	r, err := roads.Build(t.Context(), x, roads.Options{Threads: 1})
	require.NoError(t, err)
	path := filepath.Join(t.TempDir(), "grid.roads")
	require.NoError(t, r.WriteFile(path))
	return path
}

// TestCalibrateOnRoads finds the factors by which journeys on a network were made to be longer.
func TestCalibrateOnRoads(t *testing.T) {
	network := gridRoads(t)
	p, err := openPlanner(network)
	require.NoError(t, err)
	truth := map[string]float64{"primary": 1.3, "tertiary": 1, "residential": 1.5}
	r := rand.New(rand.NewPCG(5, 6))
	b := bytes.NewBufferString("from,to,minutes,mode,from_lat,from_lon,to_lat,to_lon\n")
	points := bytes.NewBufferString("id,lat,lon\n")
	for i := range gridSide * gridSide {
		fmt.Fprintf(points, "h%d,%f,%f\n", i, gridCorner(i).Lat()+0.0005, gridCorner(i).Lon()+0.001)
	}
	known, err := calibrate.ReadPoints("points.csv", bytes.NewReader(points.Bytes()))
	require.NoError(t, err)
	for range 300 {
		from, to := r.IntN(gridSide*gridSide), r.IntN(gridSide*gridSide)
		if from == to {
			continue
		}
		row := calibrate.Row{From: known[fmt.Sprint("h", from)], To: known[fmt.Sprint("h", to)]}
		parts, beside, err := p.Plan("car", row)
		require.NoError(t, err)
		seconds := beside
		for _, part := range parts {
			seconds += truth[part.Class] * part.Seconds
		}
		fmt.Fprintf(b, "h%d,h%d,%.0f,car\n", from, to, max(1, seconds/60)) // whole minutes, as people write them
	}
	fmt.Fprint(b, ",,300,car,52.7,-4,55,-4\n")
	dir := t.TempDir()
	file, places, factors := filepath.Join(dir, "journeys.csv"), filepath.Join(dir, "points.csv"), filepath.Join(dir, "factors.toml")
	require.NoError(t, os.WriteFile(file, b.Bytes(), 0o600))
	require.NoError(t, os.WriteFile(places, points.Bytes(), 0o600))
	stdout, stderr, code := calibratedBy(openPlanner, network, file, "--points", places, "-o", factors)
	require.Zero(t, code, stderr)
	require.Regexp(t, `journeys by car tell of grid\.osm, data of 2026-11-01`, stdout)
	require.Contains(t, stderr, "W2120 journeys.csv:", "no road is near the other end of the last")
	require.Contains(t, stdout, "The factors are better")
	text, err := os.ReadFile(factors)
	require.NoError(t, err)
	require.Regexp(t, `primary = 1\.(29|30|31)\nresidential = 1\.(49|50|51)\ntertiary = (0\.9[789]|1\.0[0123])\n`, string(text))

	_, stderr, code = calibratedBy(openPlanner, file, file, "--points", places)
	require.Equal(t, exitInput, code)
	require.Contains(t, stderr, "E1621")
}
