package area

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/geo"
)

func TestGwynedd(t *testing.T) {
	a := Gwynedd()
	require.Len(t, a.Units, 73)
	require.Greater(t, len(a.Points), 5500)
	require.InDelta(t, 4176, a.Weight(), 2, "inhabitants of 85 and over, mid-2020")
	require.Equal(t, 560, a.People)
	require.Len(t, a.SkeletonNodes, 103)
	require.Len(t, a.SkeletonLinks, 138)
	for i := range a.Points {
		p := &a.Points[i]
		require.True(t, a.Units[p.Unit].Holds(geo.LatLon(p.Lat, p.Lon)), "point %d lies in its unit", i)
	}
	require.Contains(t, a.Attribution, "Crown copyright and database right 2025")
}

// TestAreas: the stand-ins hold all units, once each, and their boundaries are as large as these.
func TestAreas(t *testing.T) {
	a := Gwynedd()
	areas := a.Areas()
	require.Len(t, areas, 17)
	seen, all := map[int]bool{}, 0.0
	for _, s := range areas {
		require.Contains(t, s.NameEn, "Statistics area")
		require.Contains(t, s.NameCy, "Ardal ystadegau")
		sum := 0.0
		for _, u := range s.Units {
			require.False(t, seen[u])
			seen[u] = true
			sum += math.Abs(planar.Area(a.Units[u].Boundary))
		}
		require.InEpsilon(t, sum, math.Abs(planar.Area(s.Boundary)), 1e-9, s.ID)
		require.True(t, planar.MultiPolygonContains(s.Boundary, s.Base), s.ID)
		all += s.Weight
	}
	require.Len(t, seen, len(a.Units))
	require.InDelta(t, a.Weight(), all, 1e-6)
}

func TestStandIns(t *testing.T) {
	text := Gwynedd().StandIns()
	var c struct {
		Type     string
		Features []struct {
			Properties map[string]any
			Geometry   struct{ Type string }
		}
	}
	require.NoError(t, json.Unmarshal(text, &c))
	require.Len(t, c.Features, 17)
	for _, f := range c.Features {
		for _, key := range []string{"id", "name_en", "name_cy", "colour", "base_lat", "base_lon"} {
			require.Contains(t, f.Properties, key)
		}
		require.Equal(t, "MultiPolygon", f.Geometry.Type)
	}
	require.Contains(t, string(text), "Crown copyright")
	require.Contains(t, string(text), "not the council's")
	require.Equal(t, text, Gwynedd().StandIns(), "the same bytes each time")
	require.Nil(t, (&Area{}).StandIns(), "no units, no areas")
}

func square(x, y, size float64) orb.Ring {
	return orb.Ring{{x, y}, {x + size, y}, {x + size, y + size}, {x, y + size}, {x, y}}
}

func TestDissolve(t *testing.T) {
	unit := func(rings ...orb.Ring) Unit { return Unit{Boundary: orb.MultiPolygon{orb.Polygon(rings)}} }
	back := square(1, 1, 1)
	back.Reverse()
	hole := square(1, 1, 1)
	tests := []struct {
		units    []Unit
		polygons int
		holes    int
		area     float64
		why      string
	}{
		{[]Unit{unit(square(0, 0, 1)), unit(square(1, 0, 1))}, 1, 0, 2, "side by side"},
		{[]Unit{unit(square(0, 0, 1)), unit(square(1, 1, 1))}, 2, 0, 2, "touching in one corner they stay two"},
		{[]Unit{unit(square(0, 0, 1)), unit(back)}, 2, 0, 2, "a ring may run the wrong way"},
		{[]Unit{unit(square(0, 0, 3), hole)}, 1, 1, 8, "a lake"},
		{[]Unit{unit(square(0, 0, 3), hole), unit(square(1, 1, 1))}, 1, 0, 9, "an enclave filled"},
		{[]Unit{unit(square(0, 0, 1)), unit(square(5, 0, 1))}, 2, 0, 2, "an island"},
	}
	for _, tt := range tests {
		t.Run(tt.why, func(t *testing.T) {
			a := &Area{Units: tt.units}
			all := make([]int, len(tt.units))
			for i := range all {
				all[i] = i
			}
			m := dissolve(a, all)
			require.Len(t, m, tt.polygons)
			holes := 0
			for _, p := range m {
				holes += len(p) - 1
			}
			require.Equal(t, tt.holes, holes)
			require.InDelta(t, tt.area, math.Abs(planar.Area(m)), 1e-9)
		})
	}
}

func TestSlug(t *testing.T) {
	require.Equal(t, "gwynedd-015", slug("Gwynedd 015"))
	require.Equal(t, "pen-draw-llŷn", slug(" Pen draw Llŷn; "))
	require.False(t, strings.HasSuffix(slug("a - "), "-"))
}
