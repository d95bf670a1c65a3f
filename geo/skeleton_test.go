package geo_test

import (
	"context"
	"math"
	"testing"

	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/milltir/milltir/geo"
)

// An estuary like the Mawddach: two villages on its mouth, a town at its head, and a bridge there.
var (
	north   = geo.LatLon(52.7226, -4.0549)
	south   = geo.LatLon(52.6970, -4.0520)
	head    = geo.LatLon(52.7427, -3.8856)
	estuary = geo.Barrier{Name: "estuary", Line: orb.LineString{geo.LatLon(52.7150, -4.1000), geo.LatLon(52.7160, -4.0400), geo.LatLon(52.7300, -3.9600), geo.LatLon(52.7400, -3.8950)}}
)

func TestCrowGoesRoundABarrier(t *testing.T) {
	free := geo.Crow{KmH: 38, Detour: 1.5}
	round := geo.Crow{KmH: 38, Detour: 1.5, Barriers: []geo.Barrier{estuary}}
	points := []geo.Point{north, south, head}
	a, b := free.Matrix(points), round.Matrix(points)
	_, direct, _ := a.At(0, 1)
	_, about, _ := b.At(0, 1)
	require.InDelta(t, 1.5*2850, direct, 60)
	require.Greater(t, about, 2*direct, "out to sea and back, which is nearer than the bridge")
	_, west, _ := b.At(0, 2)
	_, free02, _ := a.At(0, 2)
	require.Equal(t, free02, west, "the town at the head lies on this side")
	// A way round, by hand: out along the wall to its western end is 3.2 km and 3.6 km back.
	ends := []geo.Point{estuary.Line[0], estuary.Line[3]}
	least := math.Inf(1)
	for _, e := range ends {
		least = min(least, orbgeo.DistanceHaversine(north, e)+orbgeo.DistanceHaversine(e, south))
	}
	require.GreaterOrEqual(t, float64(about), 1.5*least*0.995)
	require.LessOrEqual(t, float64(about), 1.5*least*1.15, "with the wall's bend")
}

func TestShutIn(t *testing.T) {
	ring := geo.Barrier{Name: "lake", Line: orb.LineString{geo.LatLon(52.60, -4.00), geo.LatLon(52.60, -3.90), geo.LatLon(52.66, -3.90), geo.LatLon(52.66, -4.00), geo.LatLon(52.60, -4.00)}}
	m := geo.Crow{KmH: 38, Detour: 1.5, Barriers: []geo.Barrier{ring}}.Matrix([]geo.Point{north, geo.LatLon(52.63, -3.95), south})
	_, _, far := m.At(0, 1)
	require.True(t, far, "nobody gets to an island by crow")
	_, _, far = m.At(0, 2)
	require.False(t, far)
}

// Whatever the barriers: no way is shorter than the crow's, the same back, and a leg that crosses nothing is the crow's.
func TestBarriersOnlyLengthen(t *testing.T) {
	at := func(t *rapid.T, name string) geo.Point {
		return geo.LatLon(rapid.Float64Range(52.6, 52.8).Draw(t, name), rapid.Float64Range(-4.2, -3.8).Draw(t, name))
	}
	rapid.Check(t, func(t *rapid.T) {
		var barriers []geo.Barrier
		for range rapid.IntRange(0, 3).Draw(t, "barriers") {
			line := orb.LineString{}
			for range rapid.IntRange(1, 4).Draw(t, "corners") {
				line = append(line, at(t, "corner"))
			}
			barriers = append(barriers, geo.Barrier{Line: line})
		}
		points := []geo.Point{at(t, "a"), at(t, "b"), at(t, "c"), at(t, "d")}
		free := geo.Crow{KmH: 36, Detour: 1}.Matrix(points)
		m := geo.Crow{KmH: 36, Detour: 1, Barriers: barriers}.Matrix(points)
		for i := range points {
			for j := range points {
				s, metres, far := m.At(i, j)
				s2, metres2, far2 := m.At(j, i)
				require.Equal(t, []any{s, metres, far}, []any{s2, metres2, far2})
				_, crow, _ := free.At(i, j)
				if !far {
					require.GreaterOrEqual(t, float64(metres), 0.99*float64(crow)-1)
				}
			}
		}
	})
}

func TestShortLegsWindMore(t *testing.T) {
	c := geo.Crow{KmH: 36, Detour: 1.5, Short: 2, Fade: 1000}
	a := geo.LatLon(52.9, -3.6)
	metres := func(d float64) float64 {
		m := c.Matrix([]geo.Point{a, orbgeo.PointAtBearingAndDistance(a, 90, d)})
		s, r, _ := m.At(0, 1)
		require.InDelta(t, float64(r)/1.5/10, float64(s), 1, "at one speed on the road: 36 km/h along a long leg's line are 54 by road")
		return float64(r) / d
	}
	require.InDelta(t, 1.5+0.5*math.Exp(-0.1), metres(100), 0.01, "100 m: 1.952")
	require.InDelta(t, 1.5+0.5*math.Exp(-1), metres(1000), 0.002, "1 km: 1.684")
	require.InDelta(t, 1.5, metres(20_000), 0.001, "20 km")
}

// skeleton has the two villages and the head: north and south joined by way of the head only.
func skeleton() *geo.Skeleton {
	return &geo.Skeleton{
		Nodes: []geo.Point{north, south, head},
		Links: []geo.Link{{From: 0, To: 2, Seconds: 960, Metres: 15_900}, {From: 2, To: 1, Seconds: 1160, Metres: 16_300}},
		Local: geo.Crow{KmH: 24, Detour: 1.4}, Reach: 10_000,
	}
}

func TestSkeletonKnowsTheEstuary(t *testing.T) {
	s := skeleton()
	near := geo.LatLon(52.7230, -4.0500) // 330 m from north
	m, remarks, err := s.Matrix(context.Background(), []geo.Point{north, south, head, near, geo.LatLon(53.2, -4.1)})
	require.NoError(t, err)
	require.Equal(t, []geo.Remark{{Kind: geo.FarFromRoad, Point: 4, Metres: remarks[0].Metres}}, remarks)
	require.InDelta(t, 53_200, remarks[0].Metres, 500)
	for _, c := range []struct {
		from, to        int
		seconds, metres int32
		why             string
	}{
		{0, 1, 2120, 32_200, "by the head, though the south is the second nearest place of the north"},
		{1, 0, 2120, 32_200, "and back"},
		{0, 2, 960, 15_900, "the link"},
		{0, 3, 50, 465, "straight, 332 m at 24 km/h: both are nearest to the north"},
		{3, 2, 1010, 16_365, "to the north and by the link"},
		{0, 4, geo.Unknown, 0, "beyond reach"},
	} {
		seconds, metres, far := m.At(c.from, c.to)
		require.False(t, far)
		require.InDelta(t, c.seconds, seconds, 2, c.why)
		require.InDelta(t, c.metres, metres, 10, c.why)
	}
	s.KmH = 15
	m, _, err = s.Matrix(context.Background(), []geo.Point{north, head})
	require.NoError(t, err)
	seconds, _, _ := m.At(0, 1)
	require.Equal(t, int32(15_900*3600/15_000), seconds, "a bike goes by the length")
	s.Local.MaxMetres = 2000
	m, _, err = s.Matrix(context.Background(), []geo.Point{north, head, near})
	require.NoError(t, err)
	_, _, far := m.At(0, 1)
	require.True(t, far, "nobody walks it")
	_, _, far = m.At(0, 2)
	require.False(t, far)
}

func TestSkeletonInTwoParts(t *testing.T) {
	s := skeleton()
	s.Links = s.Links[:1]
	m, remarks, err := s.Matrix(context.Background(), []geo.Point{north, south})
	require.NoError(t, err)
	require.Equal(t, []geo.Remark{{Kind: geo.CutOff, Point: 1, Metres: remarks[0].Metres}}, remarks)
	require.InDelta(t, orbgeo.Distance(south, north), remarks[0].Metres, 20, "as the crow flies to the nearest place of the larger part")
	seconds, _, far := m.At(0, 1)
	require.Equal(t, geo.Unknown, seconds, "somebody else may know")
	require.False(t, far)

	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	_, _, err = s.Matrix(cancelled, []geo.Point{north, south})
	require.ErrorIs(t, err, context.Canceled)
	m, remarks, err = (&geo.Skeleton{Local: geo.Crow{KmH: 1}}).Matrix(context.Background(), []geo.Point{north})
	require.NoError(t, err)
	require.Len(t, remarks, 1, "a skeleton without a place knows nothing")
	seconds, _, _ = m.At(0, 0)
	require.Zero(t, seconds)
}

// Legs over the skeleton are the same back, never shorter than straight, and obey the triangle inequality over places.
func TestSkeletonLegs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := func(name string) geo.Point {
			return geo.LatLon(rapid.Float64Range(52.6, 52.8).Draw(t, name), rapid.Float64Range(-4.2, -3.8).Draw(t, name))
		}
		s := &geo.Skeleton{Local: geo.Crow{KmH: 24, Detour: 1.4}, Reach: 50_000}
		for range rapid.IntRange(1, 6).Draw(t, "nodes") {
			s.Nodes = append(s.Nodes, at("node"))
		}
		for range rapid.IntRange(0, 8).Draw(t, "links") {
			a, b := rapid.IntRange(0, len(s.Nodes)-1).Draw(t, "a"), rapid.IntRange(0, len(s.Nodes)-1).Draw(t, "b")
			d := orbgeo.DistanceHaversine(s.Nodes[a], s.Nodes[b])
			s.Links = append(s.Links, geo.Link{From: a, To: b, Seconds: int32(d / 10), Metres: int32(d * rapid.Float64Range(1, 3).Draw(t, "detour"))})
		}
		points := append([]geo.Point{at("p"), at("q")}, s.Nodes...)
		m, _, err := s.Matrix(context.Background(), points)
		require.NoError(t, err)
		for i := range points {
			for j := range points {
				x, metres, _ := m.At(i, j)
				y, metres2, _ := m.At(j, i)
				require.Equal(t, []int32{x, metres}, []int32{y, metres2})
				if x != geo.Unknown {
					require.GreaterOrEqual(t, float64(metres), 0.99*orbgeo.DistanceHaversine(points[i], points[j])-2)
				}
			}
		}
		for _, l := range s.Links {
			if l.From != l.To {
				x, _, _ := m.At(2+l.From, 2+l.To)
				require.LessOrEqual(t, x, max(l.Seconds, 0)+1)
			}
		}
	})
}

// TestNeighboursBetweenVillages: two homes that are near one another and nearest to different villages, none of which they
// share, go straight; not across water.
func TestNeighboursBetweenVillages(t *testing.T) {
	west, east := geo.LatLon(52.9, -3.70), geo.LatLon(52.9, -3.64) // 4.0 km
	beside := func(p geo.Point, degrees, metres float64) geo.Point {
		return orbgeo.PointAtBearingAndDistance(p, degrees, metres)
	}
	middle := geo.LatLon(52.9, -3.67)
	a, b := beside(middle, 270, 100), beside(middle, 90, 100)
	legs := func(road int32, barriers ...geo.Barrier) int32 {
		s := &geo.Skeleton{
			Nodes: []geo.Point{west, beside(west, 180, 200), beside(west, 180, 400), east, beside(east, 180, 200), beside(east, 180, 400)},
			Links: []geo.Link{{From: 0, To: 1, Seconds: 20, Metres: 200}, {From: 1, To: 2, Seconds: 20, Metres: 200}, {From: 0, To: 3, Seconds: road / 15, Metres: road}, {From: 3, To: 4, Seconds: 20, Metres: 200}, {From: 4, To: 5, Seconds: 20, Metres: 200}},
			Local: geo.Crow{KmH: 24, Detour: 1.4, Barriers: barriers}, Reach: 10_000,
		}
		m, _, err := s.Matrix(context.Background(), []geo.Point{a, b})
		require.NoError(t, err)
		_, metres, far := m.At(0, 1)
		require.False(t, far)
		return metres
	}
	require.InDelta(t, 280, legs(4500), 3, "200 m by crow, not 9.8 km by the villages")
	require.Greater(t, legs(20_000), int32(20_000), "the road goes a long way round: there is water")
	wall := geo.Barrier{Line: orb.LineString{beside(middle, 0, 300), beside(middle, 180, 1000)}}
	require.InDelta(t, 2*1.4*317, legs(4500, wall), 25, "round a barrier's end")
	long := geo.Barrier{Line: orb.LineString{beside(middle, 0, 2500), beside(middle, 180, 2500)}}
	require.Greater(t, legs(4500, long), int32(2*1.4*2500), "by the gap or by the road, whichever is nearer")
}
