package report

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/geo/roads/calibrate"
)

// calibration fits a few journeys of which the primary road takes so many times as long as planned.
func calibration(t *testing.T, factor float64) CalibrationOf {
	t.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	g := &calibrate.Gathered{Left: make(calibrate.Findings, 2)}
	for i := range 60 {
		p, q := 300+600*r.Float64(), 300+600*r.Float64()
		j := calibrate.Journey{
			Seconds: 30 + factor*p + 1.1*q + 40*r.NormFloat64(),
			Parts:   []calibrate.Part{{Class: "primary", Seconds: p, Metres: 16 * p}, {Class: "tertiary", Seconds: q, Metres: 11 * q}},
		}
		if i%15 == 4 {
			j.Seconds += 3000
			j.Parts = append(j.Parts, calibrate.Part{Class: "track", Seconds: 100, Metres: 900})
		}
		g.Journeys, g.Lines = append(g.Journeys, j), append(g.Lines, i+2)
	}
	result, err := calibrate.Fit(g.Journeys, calibrate.Options{})
	require.NoError(t, err)
	return CalibrationOf{Roads: "gwynedd, data of 2026-11-01", Mode: "car", Result: result, Gathered: g}
}

func TestCalibration(t *testing.T) {
	for _, lang := range Languages() {
		var b strings.Builder
		require.NoError(t, Calibration(&b, calibration(t, 1.4), speaker(t, lang)))
		require.NotContains(t, b.String(), "⟦")
		path := filepath.Join("testdata", "calibration."+lang+".txt")
		if *update {
			require.NoError(t, os.WriteFile(path, []byte(b.String()), 0o644))
		}
		want, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Equal(t, string(want), b.String())
	}
	var b strings.Builder
	require.NoError(t, Calibration(&b, calibration(t, 9), speaker(t, English)))
	require.Contains(t, b.String(), "would lie: primary, tertiary")
	c := calibration(t, 1.4)
	for i := range c.Result.Factors {
		c.Result.Factors[i].Told = false
	}
	b.Reset()
	require.NoError(t, Calibration(&b, c, speaker(t, English)))
	require.Contains(t, b.String(), "the minutes beside them alone are better by 5.0 a journey")
	c.Result.Better = false
	b.Reset()
	require.NoError(t, Calibration(&b, c, speaker(t, English)))
	require.Contains(t, b.String(), "No calibration is better")
}
