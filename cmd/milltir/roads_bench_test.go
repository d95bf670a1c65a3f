package main

import (
	"context"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/geo"
	"github.com/milltir/milltir/geo/roads"
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/travel"
)

// BenchmarkRoads is what `milltir solve` spends on roads before it searches: opening the network, then the table, of 300
// homes in Delaware. What a kept table would save is beside it; docs/ROADS.md draws the conclusion. It skips where the
// extract is not at hand.
func BenchmarkRoads(b *testing.B) {
	extract, err := filepath.Abs(filepath.Join("..", "..", "..", "..", "shared", "roads", "delaware-latest.osm.pbf"))
	require.NoError(b, err)
	if _, err := os.Stat(extract); err != nil {
		b.Skip(extract + " is not here")
	}
	folder := b.TempDir()
	file := filepath.Join(folder, "state.roads")
	require.NoError(b, exec.Command("milltir", "roads", "build", extract, "-o", file).Run())
	require.NoError(b, os.WriteFile(filepath.Join(folder, "f.toml"), []byte("[car]\nprimary = 1.2\n"), 0o600))
	rnd := rand.New(rand.NewPCG(7, 7))
	points := make([]geo.Point, 300)
	for i := range points {
		points[i] = geo.LatLon(38.5+1.2*rnd.Float64(), -75.7+0.4*rnd.Float64())
	}
	for _, factors := range []string{"", "f.toml"} {
		b.Run("open "+factors, func(b *testing.B) {
			p := &model.Problem{Travel: model.Travel{Roads: "state.roads", Factors: factors}}
			b.ReportAllocs()
			for b.Loop() {
				require.NoError(b, travel.Open(context.Background(), p, travel.Options{Folder: folder}))
			}
		})
	}
	r, err := roads.Open(file)
	require.NoError(b, err)
	b.Run("table", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_, _, err := r.Legs(context.Background(), model.ModeCar, points)
			require.NoError(b, err)
		}
	})
	b.Run("kept table", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_, _, err := r.Kept(context.Background(), filepath.Join(folder, "kept"), model.ModeCar, points)
			require.NoError(b, err)
		}
	})
}
