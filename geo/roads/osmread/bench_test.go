package osmread

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/milltir/milltir/geo/roads"
)

func TestMain(m *testing.M) {
	Serve()
	os.Exit(m.Run())
}

// shared gives the path of a file that is not in the repository, or skips the test.
func shared(tb testing.TB, name string) string {
	tb.Helper()
	for dir, i := ".", 0; i < 6; dir, i = filepath.Join(dir, ".."), i+1 {
		path := filepath.Join(dir, "shared", "roads", name)
		if _, err := os.Stat(path); err == nil {
			return path
		}
	}
	tb.Skipf("shared/roads/%s is not here", name)
	return ""
}

func extract(tb testing.TB, name string) *roads.Extract {
	tb.Helper()
	x, err := Read(context.Background(), shared(tb, name), Options{})
	if err != nil {
		tb.Fatal(err)
	}
	return x
}

func BenchmarkRead(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		extract(b, "delaware-latest.osm.pbf")
	}
}
