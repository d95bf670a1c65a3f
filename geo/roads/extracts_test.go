package roads_test

import (
	"bytes"
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/geo"
	"github.com/milltir/milltir/geo/roads"
	"github.com/milltir/milltir/geo/roads/osmread"
)

func TestMain(m *testing.M) {
	osmread.Serve()
	os.Exit(m.Run())
}

// allExtracts asks for the larger extracts, too; a quick run takes the smallest.
const allExtracts = "MILLTIR_TEST_EXTRACTS"

// extract reads a file that is not in the repository, or skips the test.
func extract(tb testing.TB, name string) *roads.Extract {
	tb.Helper()
	path := filepath.Join(sharedRoads(), name)
	if _, err := os.Stat(path); err != nil {
		tb.Skipf("shared/roads/%s is not here", name)
	}
	x, err := osmread.Read(context.Background(), path, osmread.Options{})
	require.NoError(tb, err)
	return x
}

// sharedRoads is the folder of extracts beside the repository, or one that is not there.
func sharedRoads() string {
	for dir, i := "..", 0; i < 6; dir, i = filepath.Join(dir, ".."), i+1 {
		path := filepath.Join(dir, "shared", "roads")
		if _, err := os.Stat(path); err == nil {
			return path
		}
	}
	return "shared"
}

// places draws points near nodes of an extract, the same each time.
func places(x *roads.Extract, n int) []geo.Point {
	rnd := rand.New(rand.NewPCG(7, 7))
	points := make([]geo.Point, n)
	for i := range points {
		k := rnd.IntN(len(x.Lat))
		points[i] = geo.LatLon(float64(x.Lat[k])/1e7+(rnd.Float64()-0.5)/2000, float64(x.Lon[k])/1e7+(rnd.Float64()-0.5)/2000)
	}
	return points
}

// TestExtracts builds real extracts with one thread and with four: the same bytes, and every pair of 50 × 50 for every
// mode as a plain Dijkstra has it, to the millisecond and the millimetre.
func TestExtracts(t *testing.T) {
	for _, name := range []string{"liechtenstein-latest.osm.pbf", "porto_portugal.osm.pbf", "delaware-latest.osm.pbf"} {
		t.Run(name, func(t *testing.T) {
			if name != "liechtenstein-latest.osm.pbf" && os.Getenv(allExtracts) == "" {
				t.Skip(allExtracts + " is not set")
			}
			x := extract(t, name)
			r, err := roads.Build(context.Background(), x, roads.Options{Threads: 1})
			require.NoError(t, err)
			four, err := roads.Build(context.Background(), x, roads.Options{Threads: 4})
			require.NoError(t, err)
			var a, b bytes.Buffer
			require.NoError(t, r.Write(&a))
			require.NoError(t, four.Write(&b))
			require.True(t, bytes.Equal(a.Bytes(), b.Bytes()), "the same bytes on any number of threads")
			path := filepath.Join(t.TempDir(), "x.roads")
			require.NoError(t, four.WriteFile(path))
			four, err = roads.Open(path)
			require.NoError(t, err, "what was written can be read")
			t.Logf("%s: %+v, %d bytes", r.Name(), r.Report(), a.Len())
			require.Positive(t, r.Report().Restrictions)
			points := places(x, 50)
			for _, mode := range roads.Modes() {
				table, plain, ways, err := r.TableAndPlain(mode, points, 2)
				require.NoError(t, err)
				require.Equal(t, plain, table, mode)
				require.Greater(t, ways, 50*50/2, mode)
				one, _, err := r.LegsBy(context.Background(), mode, points, 1)
				require.NoError(t, err)
				all, _, err := four.LegsBy(context.Background(), mode, points, 4)
				require.NoError(t, err)
				require.Equal(t, one, all, mode)
				t.Logf("%s: %d of 2500 pairs have a way", mode, ways)
			}
		})
	}
}

func BenchmarkBuild(b *testing.B) {
	x := extract(b, "delaware-latest.osm.pbf")
	b.ReportAllocs()
	for b.Loop() {
		_, err := roads.Build(context.Background(), x, roads.Options{})
		require.NoError(b, err)
	}
}

func BenchmarkTable(b *testing.B) {
	x := extract(b, "delaware-latest.osm.pbf")
	r, err := roads.Build(context.Background(), x, roads.Options{})
	require.NoError(b, err)
	points := places(x, 500)
	for _, mode := range roads.Modes() {
		b.Run(mode, func(b *testing.B) {
			_, _, err := r.Legs(context.Background(), mode, points[:1])
			require.NoError(b, err)
			b.ReportAllocs()
			for b.Loop() {
				_, _, err := r.Legs(context.Background(), mode, points)
				require.NoError(b, err)
			}
		})
	}
}

func BenchmarkSnap(b *testing.B) {
	x := extract(b, "delaware-latest.osm.pbf")
	r, err := roads.Build(context.Background(), x, roads.Options{})
	require.NoError(b, err)
	points := places(x, 1000)
	require.Equal(b, len(points), r.Snapped("car", points))
	b.ReportAllocs()
	for b.Loop() {
		r.Snapped("car", points)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(points)), "ns/point")
}
