package roads

import (
	"context"
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
	require.Equal(t, []geo.Remark{
		{Kind: geo.Island, Point: 1},
		{Kind: geo.CutOff, Point: 2},
		{Kind: geo.FarFromRoad, Point: 4, Metres: 557},
		{Kind: geo.FarFromRoad, Point: 5},
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

// TestSnapIsNearest compares the grid with a look at every piece of road.
func TestSnapIsNearest(t *testing.T) {
	r := sample(t)
	l := r.lane(3)
	for i, p := range r.spread(60) {
		p = geo.LatLon(p.Lat()+float64(i%7-3)*0.003, p.Lon()+float64(i%5-2)*0.004)
		got, _ := r.places().near(p, l.flags)
		f := &finder{g: r.places(), y: int64(p.Lat()*perDegree+0.5) - r.places().lat, x: int64(p.Lon()*perDegree-0.5) - r.places().lon}
		f.my = earthRadius * 3.141592653589793 / 180 / perDegree
		f.mx = f.my * cosine(p.Lat())
		best := float64(farthest)
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
