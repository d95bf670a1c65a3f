package layout_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/milltir/milltir/generate"
	"github.com/milltir/milltir/geo"
	"github.com/milltir/milltir/layout"
)

const two = `{"type": "FeatureCollection", "name": "Penllyn", "features": [
{"type": "Feature", "properties": {"id": "bala", "base_lat": 52.91, "base_lon": -3.6}, "geometry": {"type": "Polygon", "coordinates": [[[-3.7, 52.8], [-3.5, 52.8], [-3.5, 53], [-3.7, 53], [-3.7, 52.8]]]}},
{"type": "Feature", "properties": {"id": "corwen"}, "geometry": {"type": "Polygon", "coordinates": [[[-3.5, 52.8], [-3.3, 52.8], [-3.3, 53], [-3.5, 53], [-3.5, 52.8]]]}}
]}`

// A layout is read with all its problems told at once, and says which patch a home is in.
func Example() {
	l, warnings, err := layout.Read("penllyn.geojson", strings.NewReader(two))
	fmt.Println(len(l.Patches), warnings, err)
	for _, home := range []geo.Point{geo.LatLon(52.9, -3.55), geo.LatLon(52.9, -3.4), geo.LatLon(52.7, -3.4)} {
		i, inside := l.Inside(home)
		if !inside {
			i, _ = l.Of(home) // the nearest base
		}
		fmt.Println(l.Patches[i].ID, inside)
	}
	_, _, err = layout.Read("wrong.geojson", strings.NewReader(strings.Replace(two, "[-3.5, 52.8], [-3.3", "[-3.55, 52.8], [-3.3", 2)))
	fmt.Println(err)
	// Output:
	// 2 [] <nil>
	// bala true
	// corwen true
	// bala false
	// E1644 wrong.geojson:3 features[1] (corwen): the outer ring at 52.80000, -3.55000 is open: it ends at 52.80000, -3.50000. Repeat the first point at the end
}

// BenchmarkRead reads and checks the statistics areas of Gwynedd.
func BenchmarkRead(b *testing.B) {
	text := string(generate.Gwynedd().StandIns())
	for b.Loop() {
		if _, _, err := layout.Read("b", strings.NewReader(text)); err != nil {
			b.Fatal(err)
		}
	}
}
