package main

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	orbgeo "github.com/paulmach/orb/geo"
	"github.com/stretchr/testify/require"
	"github.com/urfave/cli/v2"

	"github.com/milltir/milltir/geo/roads"
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

// councilsOf writes journeys of two councils, one with slow primary roads, and a few of a third.
func councilsOf(t *testing.T) string {
	t.Helper()
	b := bytes.NewBufferString("from_lat,from_lon,to_lat,to_lon,minutes,mode,council,date\n")
	r := rand.New(rand.NewPCG(5, 4))
	for i := range 170 {
		council, factor := "gwynedd", 1.4
		switch {
		case i >= 160:
			council = "powys"
		case i%2 == 1:
			council, factor = "Ynys Môn", 1.8
		}
		p, q := 0.02+0.1*r.Float64(), 0.02+0.1*r.Float64()
		row := calibrate.Row{From: [2]float64{-4, 52.7}, To: [2]float64{-4 + q, 52.7 + p}}
		parts, beside, _ := twoRoads{}.Plan("car", row)
		minutes := (30 + beside + factor*parts[0].Seconds + parts[1].Seconds + 20*r.NormFloat64()) / 60
		fmt.Fprintf(b, "52.7,-4,%f,%f,%.1f,car,%s,2026-10-%02d\n", 52.7+p, -4+q, minutes, council, 1+i%28)
	}
	path := filepath.Join(t.TempDir(), "journeys.csv")
	require.NoError(t, os.WriteFile(path, b.Bytes(), 0o600))
	return path
}

// TestCalibrateByCouncil fits each council by itself, and puts its section into a file that keeps all else.
func TestCalibrateByCouncil(t *testing.T) {
	file, factors := councilsOf(t), filepath.Join(t.TempDir(), "factors.toml")
	require.NoError(t, os.WriteFile(factors, []byte("# ours\n[bike]\nprimary = 1.2\n"), 0o600))
	stdout, stderr, code := calibrated("x.roads", file, "-o", factors)
	require.Zero(t, code, stderr)
	require.Regexp(t, `(?s)^Council: Ynys Môn\nWhat 80 journeys.*\n\nCouncil: gwynedd\nWhat 80 journeys`, stdout)
	require.Contains(t, stderr, "W2121 journeys.csv: council powys: too few journeys by car to go by: 10")
	require.Contains(t, stderr, "Written to")
	text, err := os.ReadFile(factors)
	require.NoError(t, err)
	require.Regexp(t, `(?s)^# ours\n\[bike\]\nprimary = 1\.2\n\n\[council\."Ynys Môn"\.car\]\n# Made.*\nfrom = 2026-10-02\n`+
		`source = "80 journeys, 2026-10-02 to 2026-10-28"\nprimary = 1\.[78]\d\ntertiary = .*\n\n\[council\.gwynedd\.car\]\n.*primary = 1\.[34]\d\n`, string(text))

	f, err := roads.ReadFactorsFile(factors)
	require.NoError(t, err)
	own, err := f.For("Ynys Môn")
	require.NoError(t, err)
	require.InDelta(t, 1.8, own.Always["car"][roads.Primary], 0.1)
	require.InDelta(t, 1.2, own.Always["bike"][roads.Primary], 0, "what was there before")

	_, stderr, code = calibrated("x.roads", file, "-o", factors, "--council", "gwynedd", "--since", "2026-12-01", "--quiet")
	require.Zero(t, code, stderr)
	again, err := os.ReadFile(factors)
	require.NoError(t, err)
	require.Equal(t, 1, strings.Count(string(again), "[council.gwynedd.car]"), "in the place of the earlier one")
	require.Contains(t, string(again), "from = 2026-12-01")
	stdout, _, code = calibrated("x.roads", file, "--json", "--quiet")
	require.Zero(t, code)
	require.Contains(t, stdout, `"council": "gwynedd"`)
	stdout, _, code = calibrated("x.roads", file, "--lang", "cy", "--quiet", "--council", "gwynedd")
	require.Zero(t, code)
	require.Contains(t, stdout, "Cyngor: gwynedd\n")

	// One council, and a table that does not say whose its journeys are, nor when.
	fresh := filepath.Join(t.TempDir(), "factors.toml")
	undated := journeysOf(t, 1.4)
	_, stderr, code = calibrated("x.roads", undated, "--council", "gwynedd", "-o", fresh)
	require.Equal(t, exitInput, code)
	require.Contains(t, stderr, "no journey has a date: --since DAY")
	require.NoFileExists(t, fresh)
	_, stderr, code = calibrated("x.roads", undated, "--council", "gwynedd", "-o", fresh, "--since", "2026-09-01")
	require.Zero(t, code, stderr)
	text, err = os.ReadFile(fresh)
	require.NoError(t, err)
	require.Regexp(t, `^\[council\.gwynedd\.car\]\n`, string(text))
	stdout, _, code = calibrated("x.roads", journeysOf(t, 1), "--overhead", "0.5", "--council", "gwynedd", "--since", "2026-09-01", "-o", fresh)
	require.Zero(t, code)
	require.Contains(t, stdout, "Nothing is written for this council")
}

// TestCalibrateByCouncilErrors: a file that cannot take a section stays as it is.
func TestCalibrateByCouncilErrors(t *testing.T) {
	file := councilsOf(t)
	for _, tt := range []struct{ text, says string }{
		{"council = \"gwynedd\"\n[car]\nprimary = 1.1\n", "E1624 factors.toml: it says at its top that as a whole it is of one council"},
		{"[car]\nprimary = 9\n", "E1622 factors.toml: [car] primary is no number"},
		{"[council.powys.car]\nprimary = 1.1\n", "E1624 factors.toml: [council.powys.car] has no from"},
		{"[council]\ngwynedd = { car = { from = 2026-01-01 } }\n", "E1624 factors.toml: its section of the council is not written as one"},
	} {
		factors := filepath.Join(t.TempDir(), "factors.toml")
		require.NoError(t, os.WriteFile(factors, []byte(tt.text), 0o600))
		_, stderr, code := calibrated("x.roads", file, "--council", "gwynedd", "-o", factors)
		require.Equal(t, exitInput, code)
		require.Contains(t, stderr, tt.says)
		text, err := os.ReadFile(factors)
		require.NoError(t, err)
		require.Equal(t, tt.text, string(text))
	}
	for _, tt := range []struct {
		args []string
		says string
	}{
		{[]string{"--council", "a\"b"}, "is no name"},
		{[]string{"--council", ""}, "is no name"},
		{[]string{"--council", "gwent"}, "no journey of the table is of it"},
		{[]string{"--since", "soon"}, `--since "soon" is no day`},
		{[]string{"--council", "powys"}, "E1639"},
		{[]string{"--mode", "walk"}, "3 errors"},
	} {
		_, stderr, code := calibrated(append([]string{"x.roads", file}, tt.args...)...)
		require.Equal(t, exitInput, code, tt.says)
		require.Contains(t, stderr, tt.says)
	}
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
