package travel_test

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/geo"
	"github.com/milltir/milltir/geo/roads"
	"github.com/milltir/milltir/geo/roads/osmread"
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/travel"
)

func TestMain(m *testing.M) {
	osmread.Serve() // reading an extract starts this program anew
	os.Exit(m.Run())
}

// state is a network of a state and so many points of it; it skips where the extract is not at hand.
func state(b *testing.B, homes int) (folder string, points []geo.Point) {
	b.Helper()
	extract := filepath.Join("..", "..", "..", "shared", "roads", "delaware-latest.osm.pbf")
	if _, err := os.Stat(extract); err != nil {
		b.Skip(extract + " is not here")
	}
	x, err := osmread.Read(context.Background(), extract, osmread.Options{})
	require.NoError(b, err)
	rnd := rand.New(rand.NewPCG(7, 7))
	for range homes {
		k := rnd.IntN(len(x.Lat))
		points = append(points, geo.LatLon(float64(x.Lat[k])/1e7, float64(x.Lon[k])/1e7))
	}
	folder = b.TempDir()
	r, err := roads.Build(context.Background(), x, roads.Options{})
	require.NoError(b, err)
	require.NoError(b, r.WriteFile(filepath.Join(folder, "state.roads")))
	require.NoError(b, os.WriteFile(filepath.Join(folder, "f.toml"), []byte("[car]\nprimary = 1.2\n"), 0o600))
	return folder, points
}

// BenchmarkRoads is what `milltir solve` spends on roads before it searches: opening the network, then the table. What a
// kept table would save is beside it; docs/ROADS.md draws the conclusion.
func BenchmarkRoads(b *testing.B) {
	folder, points := state(b, 300)
	p := &model.Problem{Travel: model.Travel{Roads: "state.roads"}}
	q := &model.Problem{Travel: model.Travel{Roads: "state.roads", Factors: "f.toml"}}
	for name, of := range map[string]*model.Problem{"open": p, "open with factors": q} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				require.NoError(b, travel.Open(context.Background(), of, travel.Options{Folder: folder}))
			}
		})
	}
	r, err := roads.Open(filepath.Join(folder, "state.roads"))
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
