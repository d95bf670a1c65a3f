package main

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	orbgeo "github.com/paulmach/orb/geo"
	"github.com/stretchr/testify/require"
	"github.com/urfave/cli/v2"

	"github.com/milltir/milltir/geo/roads/calibrate"
)

// twoRoads is a land of two roads: primary to the north, tertiary to the east.
type twoRoads struct{}

func (twoRoads) Name() string { return "two roads, data of 2026-11-01" }

func (twoRoads) Plan(_ string, r calibrate.Row) ([]calibrate.Part, float64, error) {
	if r.To.Lat() > 54 {
		return nil, 0, calibrate.ErrNoRoute
	}
	corner := r.From
	corner[1] = r.To.Lat()
	north, east := orbgeo.DistanceHaversine(r.From, corner), orbgeo.DistanceHaversine(corner, r.To)
	return []calibrate.Part{{Class: "primary", Seconds: north / 15, Metres: north}, {Class: "tertiary", Seconds: east / 11, Metres: east}}, 10, nil
}

// journeysOf writes journeys of which the primary road takes so many times as long as planned.
func journeysOf(t *testing.T, factor float64) string {
	t.Helper()
	r := rand.New(rand.NewPCG(3, 4))
	b := bytes.NewBufferString("from_lat,from_lon,to_lat,to_lon,minutes,mode\n")
	for range 80 {
		p, q := 0.02+0.1*r.Float64(), 0.02+0.1*r.Float64()
		row := calibrate.Row{}
		row.From, row.To = [2]float64{-4, 52.7}, [2]float64{-4 + q, 52.7 + p}
		parts, beside, _ := twoRoads{}.Plan("car", row)
		minutes := (30 + beside + factor*parts[0].Seconds + parts[1].Seconds + 30*r.NormFloat64()) / 60
		fmt.Fprintf(b, "52.7,-4,%f,%f,%.1f,car\n", 52.7+p, -4+q, minutes)
	}
	fmt.Fprintf(b, "52.7,-4,54.1,-4,200,car\n52.7,-4,52.71,-4,9,bike\n")
	path := filepath.Join(t.TempDir(), "journeys.csv")
	require.NoError(t, os.WriteFile(path, b.Bytes(), 0o600))
	return path
}

func calibrated(args ...string) (stdout, stderr string, code int) {
	return calibratedBy(func(string) (plannedRoads, error) { return twoRoads{}, nil }, args...)
}

func calibratedBy(open func(string) (plannedRoads, error), args ...string) (stdout, stderr string, code int) {
	var out, errs bytes.Buffer
	app := newApp(&out, &errs)
	app.Commands = []*cli.Command{calibrateCommand(open)}
	args = append([]string{"milltir", "calibrate"}, args...)
	code = conclude(app.RunContext(context.Background(), reorder(app, args)), &errs)
	return out.String(), errs.String(), code
}

func TestCalibrateCommand(t *testing.T) {
	file, factors := journeysOf(t, 1.4), filepath.Join(t.TempDir(), "factors.toml")
	stdout, stderr, code := calibrated("x.roads", file, "-o", factors)
	require.Zero(t, code, stderr)
	require.Contains(t, stdout, "What 80 journeys by car tell of two roads, data of 2026-11-01")
	require.Regexp(t, `primary +1\.[34]`, stdout)
	require.Contains(t, stdout, "The factors are better")
	require.Contains(t, stderr, "W2120 journeys.csv:82: there is no way")
	require.Contains(t, stderr, "Written to")
	text, err := os.ReadFile(factors)
	require.NoError(t, err)
	require.Regexp(t, `(?s)^# Made by milltir roads calibrate from 80 journeys.*source = "80 journeys"\n\n\[car\]\nprimary = 1\.\d\d\ntertiary = [01]\.\d\d\n$`, string(text))

	stdout, _, code = calibrated("x.roads", file, "--lang", "cy", "--quiet")
	require.Zero(t, code)
	require.Contains(t, stdout, "Yr hyn y mae 80 taith mewn car")
	stdout, _, code = calibrated("x.roads", file, "--json")
	require.Zero(t, code)
	require.Contains(t, stdout, `"better": true`)
}

func TestCalibrateWritesNothingThatIsNoBetter(t *testing.T) {
	factors := filepath.Join(t.TempDir(), "factors.toml")
	stdout, _, code := calibrated("x.roads", journeysOf(t, 1), "--overhead", "0.5", "-o", factors)
	require.Zero(t, code)
	require.Contains(t, stdout, "No calibration is better")
	require.NoFileExists(t, factors)
}

func TestCalibrateErrors(t *testing.T) {
	file := journeysOf(t, 1)
	bad := filepath.Join(t.TempDir(), "bad.csv")
	require.NoError(t, os.WriteFile(bad, []byte("from_lat,from_lon,to_lat,to_lon,minutes,mode\n1,2,x,4,5,bus\n"), 0o600))
	for _, tt := range []struct {
		args []string
		want string
	}{
		{[]string{"x.roads"}, "needs FILE JOURNEYS"},
		{[]string{"x.roads", file, "--mode", "bus"}, "--mode bus is none of"},
		{[]string{"x.roads", file, "--overhead", "99"}, "--overhead must be"},
		{[]string{"x.roads", file + ".none"}, "E1001 journeys.csv.none: the file is not there"},
		{[]string{"x.roads", file, "--points", t.TempDir()}, "E1001"},
		{[]string{"x.roads", bad}, "2 errors, 0 warnings"},
		{[]string{"x.roads", file, "--mode", "bike"}, "E1639 journeys.csv: too few journeys by bike to go by: 1"},
	} {
		_, stderr, code := calibrated(tt.args...)
		require.Equal(t, exitInput, code)
		require.Contains(t, stderr, tt.want)
	}
}
