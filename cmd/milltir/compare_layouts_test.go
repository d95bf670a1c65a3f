package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// twoLayouts writes two layouts of two bases each.
func twoLayouts(t *testing.T, lat, lon float64) (a, b string) {
	t.Helper()
	dir := t.TempDir()
	write := func(name string, bases ...[2]float64) string {
		text := ""
		for i, at := range bases {
			text += fmt.Sprintf(`,{"type":"Feature","properties":{"id":"p%d","name_en":"P%d"},"geometry":{"type":"Point","coordinates":[%g,%g]}}`, i, i, at[0], at[1])
		}
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte(`{"type":"FeatureCollection","features":[`+text[1:]+`]}`), 0o600))
		return path
	}
	return write("a.geojson", [2]float64{lon - 0.1, lat}, [2]float64{lon + 0.1, lat}), write("b.geojson", [2]float64{lon, lat - 0.1}, [2]float64{lon, lat + 0.1})
}

// TestRoadsOfAnotherDayAreAnotherWorkspace: the tables name the file as before, and its content has changed.
func TestRoadsOfAnotherDayAreAnotherWorkspace(t *testing.T) {
	a, b := twoLayouts(t, 52.9, -3.6)
	ws, out := filepath.Join(t.TempDir(), "ws"), t.TempDir()
	require.NoError(t, os.CopyFS(ws, os.DirFS(filepath.Join("..", "..", "examples", "bala"))))
	settings := filepath.Join(ws, "milltir.toml")
	text, err := os.ReadFile(settings)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(settings, append(text, "\n[travel]\nroads = \"grid.roads\"\nprovider = \"roads;skeleton;crow\"\n"...), 0o600))
	compared := func(date string) string {
		network, err := os.ReadFile(gridRoadsOf(t, date))
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(ws, "grid.roads"), network, 0o600))
		var said, wrong bytes.Buffer
		args := []string{"milltir", "compare", a, b, "--demand", ws, "--seeds", "1", "--iterations-per-visit", "0.1", "-o", out}
		require.Equal(t, exitLawful, run(t.Context(), args, &said, &wrong), wrong.String())
		return wrong.String()
	}
	require.NotContains(t, compared("2026-11-01"), "there already")
	require.Contains(t, compared("2026-11-01"), "2 of 2 rotas are there already")
	require.NotContains(t, compared("2026-11-08"), "there already")
}

// TestQuietCountsWhatIsDone: a quiet run that is stopped says how far it is.
func TestQuietCountsWhatIsDone(t *testing.T) {
	a, b := twoLayouts(t, 52.9, -4.1)
	out := t.TempDir()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	go func() {
		for ctx.Err() == nil {
			if cells, _ := filepath.Glob(filepath.Join(out, "cells", "*.json")); len(cells) > 1 {
				stop()
			}
			time.Sleep(5 * time.Millisecond)
		}
	}()
	var said, wrong bytes.Buffer
	args := []string{"milltir", "compare", a, b, "--demand", "gwynedd", "--scale", "0.02", "--weeks", "6", "--seeds", "20", "--iterations-per-visit", "1", "--workers", "1", "--quiet", "-o", out}
	require.NotEqual(t, exitLawful, run(ctx, args, &said, &wrong))
	require.Regexp(t, `^milltir: stopped with [1-9]\d* of 240 rotas done; `, wrong.String())
}
