package roads

import (
	"context"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/geo"
)

// coast is a mainland of a few streets, an island that a ferry goes to, and a farm whose track joins nothing.
func coast() *Extract {
	x := &Extract{Name: "coast.osm", TagSets: []Tags{
		tagsOf("highway", "primary"), tagsOf("route", "ferry", "duration", "10"), tagsOf("highway", "track"), tagsOf("highway", "primary", "oneway", "yes"),
	}}
	at := func(lat, lon int32) int32 {
		x.Lat, x.Lon = append(x.Lat, 529_000_000+lat*10_000), append(x.Lon, -41_000_000+lon*10_000)
		return int32(len(x.Lat) - 1)
	}
	way := func(tags int32, nodes ...int32) {
		x.Ways = append(x.Ways, Way{ID: int64(len(x.Ways) + 1), Nodes: nodes, Tags: tags})
	}
	a, b, c, d := at(0, 0), at(0, 50), at(50, 50), at(50, 0)
	way(0, a, b)
	way(0, b, c)
	way(3, c, d)
	way(0, d, a)
	quay, village, end := at(0, 200), at(0, 240), at(20, 240)
	way(1, b, quay)
	way(0, quay, village)
	way(0, village, end)
	way(2, at(200, 0), at(210, 0))
	return x
}

func TestRemarks(t *testing.T) {
	r, err := Build(context.Background(), coast(), Options{})
	require.NoError(t, err)
	on := func(lat, lon float64) geo.Point { return geo.LatLon(52.9+lat/1000, -4.1+lon/1000) }
	points := []geo.Point{on(0, 25), on(0.1, 220), on(205, 0), on(50, 40), on(5, 25), on(5000, 0)}
	m, remarks, err := r.Legs(context.Background(), "car", points)
	require.NoError(t, err)
	// A degree is 111,319.5 m, at 52.9° east to west 67,150 m. The island's village is 0.170° east of the mainland's corner,
	// the farm 0.155° north of the top street, the last point 4.79° north of the end of the farm's track.
	require.Equal(t, []geo.Remark{
		{Kind: geo.Island, Point: 1, Metres: 11_415},
		{Kind: geo.CutOff, Point: 2, Metres: 17_255},
		{Kind: geo.FarFromRoad, Point: 4, Metres: 557},
		{Kind: geo.FarFromRoad, Point: 5, Metres: 533_220},
	}, remarks)
	s, metres, far := m.At(0, 1)
	require.False(t, far)
	require.Greater(t, s, int32(25*60), "fifteen minutes' wait and ten on the boat")
	require.Greater(t, metres, int32(12_000))
	_, _, far = m.At(0, 2)
	require.True(t, far, "no road goes to the farm")
	s, _, far = m.At(0, 5)
	require.Equal(t, []any{geo.Unknown, false}, []any{s, far}, "nobody knows")
	there, _, _ := m.At(0, 3)
	back, _, _ := m.At(3, 0)
	require.NotEqual(t, there, back, "the top street is one-way")
	for i := range points {
		s, metres, far := m.At(i, i)
		require.Equal(t, []any{int32(0), int32(0), false}, []any{s, metres, far})
	}
	_, _, err = r.Legs(context.Background(), "tram", points)
	require.ErrorIs(t, err, ErrMode)
	ctx, stop := context.WithCancel(context.Background())
	stop()
	_, _, err = r.Legs(ctx, "car", points)
	require.ErrorIs(t, err, context.Canceled)
	_, err = Build(ctx, coast(), Options{})
	require.ErrorIs(t, err, context.Canceled)
	none, _, err := r.Legs(context.Background(), "car", nil)
	require.NoError(t, err)
	require.Zero(t, none.N)
	_, err = r.Route("car", points[0], points[2])
	require.ErrorIs(t, err, ErrNoWay)
	_, err = r.Route("car", points[0], points[5])
	require.ErrorIs(t, err, ErrNoRoad)
}

// TestGapsAreNearest compares distances to parts of a network, from near and far, with a look at every piece of road.
func TestGapsAreNearest(t *testing.T) {
	r, err := Build(context.Background(), coast(), Options{})
	require.NoError(t, err)
	l := r.lane(0)
	for _, p := range []geo.Point{
		geo.LatLon(52.9, -4.1), geo.LatLon(52.91, -3.87), geo.LatLon(53.1, -4.1), geo.LatLon(53.107, -4.104),
		geo.LatLon(50, -4.1), geo.LatLon(52.9, 1), geo.LatLon(60, -20), geo.LatLon(-80, 170), geo.LatLon(90, -180),
	} {
		for _, kind := range []uint8{flagStop, flagStop | flagMain, flagStop | flagShore} {
			f := r.places().finder(p, l.flags, Farthest, kind)
			best := math.Inf(1)
			for s := range int32(r.net.segments()) {
				for k := range r.net.pieces(s) {
					if d, _ := f.distance(s, k); l.flags[s]&kind == kind {
						best = min(best, d)
					}
				}
			}
			require.InDelta(t, best, r.places().gap(p, l.flags, kind), 0.001)
		}
	}
	require.Zero(t, r.places().gap(geo.LatLon(math.NaN(), 1), l.flags, flagStop))
	require.Zero(t, r.places().gap(geo.LatLon(52, -4), make([]uint8, len(l.flags)), flagStop), "no road at all")
}

// bypass is a village street with, between it and the homes, a motorway with its slip road, or a main road that walkers may
// not use.
func bypass(tags Tags, more ...Way) *Extract {
	x := &Extract{Name: "bypass.osm", TagSets: []Tags{tagsOf("highway", "residential"), tags}}
	for lat := range int32(3) {
		for lon := range int32(3) {
			x.Lat, x.Lon = append(x.Lat, 529_000_000+lat*10_000), append(x.Lon, -41_000_000+lon*50_000)
		}
	}
	x.Ways = append([]Way{
		{ID: 1, Nodes: []int32{0, 1, 2}, Tags: 0},
		{ID: 2, Nodes: []int32{2, 5}, Tags: 1},
		{ID: 3, Nodes: []int32{5, 4, 3}, Tags: 1},
		{ID: 4, Nodes: []int32{3, 0}, Tags: 1},
	}, more...)
	return x
}

// TestNobodyStopsOnMotorways: a home beside a road on which cars may not stop goes to the next one, however far.
func TestNobodyStopsOnMotorways(t *testing.T) {
	home := geo.LatLon(52.9011, -4.095) // 11 m north of the main road, 122 m from the street
	for _, tt := range []struct {
		tags Tags
		stop bool
		why  string
	}{
		{tagsOf("highway", "motorway", "oneway", "no"), false, "a motorway"},
		{tagsOf("highway", "motorway_link", "oneway", "no"), false, "its slip road"},
		{tagsOf("highway", "trunk", "motorroad", "yes"), false, "a road for motor vehicles alone"},
		{tagsOf("highway", "trunk", "foot", "no"), false, "nobody may walk there"},
		{tagsOf("highway", "trunk_link", "foot", "no"), false, "nor there"},
		{tagsOf("highway", "primary", "motorroad", "yes"), false, "likewise, as other countries have them"},
		{tagsOf("highway", "trunk"), true, "a trunk road with homes on it"},
		{tagsOf("highway", "service", "foot", "no"), true, "a yard"},
	} {
		r, err := Build(context.Background(), bypass(tt.tags), Options{})
		require.NoError(t, err)
		at, remarks := r.snap(r.lane(0), []geo.Point{home})
		require.Empty(t, remarks, tt.why)
		if tt.stop {
			require.InDelta(t, 11, at[0].metres, 1, tt.why)
		} else {
			require.InDelta(t, 122, at[0].metres, 1, tt.why)
			require.Equal(t, Residential, r.net.class[at[0].segment], tt.why)
		}
		north, _ := r.snap(r.lane(0), []geo.Point{geo.LatLon(52.903, -4.095)})
		require.Equal(t, tt.stop, r.net.class[north[0].segment] != Residential, tt.why)
	}
	x := bypass(tagsOf("highway", "motorway", "oneway", "no"))
	x.Ways = x.Ways[1:]
	r, err := Build(context.Background(), x, Options{})
	require.NoError(t, err)
	_, remarks, err := r.Legs(context.Background(), "car", []geo.Point{home})
	require.NoError(t, err)
	require.Equal(t, []geo.Remark{{Kind: geo.FarFromRoad}}, remarks, "there is no road to stop on at all")
}

// TestTiesGoByNumber: whatever is equally near is decided by the order of ways in the extract, and so it is at a junction,
// whose roads are all equally near.
func TestTiesGoByNumber(t *testing.T) {
	x := bypass(tagsOf("highway", "tertiary"), Way{ID: 9, Nodes: []int32{4, 1}, Tags: 0}, Way{ID: 7, Nodes: []int32{4, 7}, Tags: 0},
		Way{ID: 8, Nodes: []int32{4, 3}, Tags: 0}, Way{ID: 6, Nodes: []int32{5, 4}, Tags: 0})
	r, err := Build(context.Background(), x, Options{})
	require.NoError(t, err)
	touches := func(s int32) bool { return r.net.from[s] == r.net.from[4] || r.net.to[s] == r.net.from[4] }
	for mode := range modes {
		for _, p := range []geo.Point{geo.LatLon(52.901, -4.095), geo.LatLon(52.901003, -4.0950001), geo.LatLon(52.90107, -4.0951)} {
			f := r.places().finder(p, r.lane(mode).flags, Farthest, flagStop)
			best, first := math.Inf(1), int32(-1)
			for s := range int32(r.net.segments()) {
				for k := range r.net.pieces(s) {
					if d, _ := f.distance(s, k); d < best {
						best, first = d, s
					}
				}
			}
			at, _ := r.snap(r.lane(mode), []geo.Point{p})
			require.Equal(t, first, at[0].segment, "the first of those that are nearest")
			require.True(t, touches(at[0].segment))
		}
	}
	// A point in the middle of four streets that are exactly as far from it.
	square := &Extract{Name: "square.osm", TagSets: []Tags{tagsOf("highway", "residential")}}
	for _, c := range [][2]int32{{0, 0}, {0, 2}, {2, 2}, {2, 0}} {
		square.Lat, square.Lon = append(square.Lat, c[0]*100_000-100_000), append(square.Lon, c[1]*100_000-100_000)
	}
	for i := range int32(4) { // the one that is looked at last in space is the first in the file
		square.Ways = append(square.Ways, Way{ID: int64(9 - i), Nodes: []int32{(3 + i) % 4, (2 + i) % 4}})
	}
	r, err = Build(context.Background(), square, Options{})
	require.NoError(t, err)
	at, _ := r.snap(r.lane(0), []geo.Point{geo.LatLon(0, 0)})
	require.Zero(t, at[0].segment)
}

// TestSnapIsNearest compares the grid with a look at every piece of road.
func TestSnapIsNearest(t *testing.T) {
	r := sample(t)
	l := r.lane(3)
	for i, p := range r.spread(60) {
		p = geo.LatLon(p.Lat()+float64(i%7-3)*0.003, p.Lon()+float64(i%5-2)*0.004)
		got, _ := r.places().near(p, l.flags)
		f := r.places().finder(p, l.flags, Farthest, flagStop)
		best := float64(Farthest)
		for s := range int32(r.net.segments()) {
			for k := range r.net.pieces(s) {
				if d, _ := f.distance(s, k); l.flags[s]&flagUsed != 0 && r.net.class[s] != Ferry {
					best = min(best, d)
				}
			}
		}
		require.InDelta(t, best, got.metres, 0.1)
	}
}
