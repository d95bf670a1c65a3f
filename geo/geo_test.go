package geo

import (
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/require"
)

func TestLatLonSwapsOnce(t *testing.T) {
	p := LatLon(52.91111, -3.59722)
	require.Equal(t, 52.91111, p.Lat())
	require.Equal(t, -3.59722, p.Lon())
	require.Equal(t, -3.59722, p[0], "longitude first, as in GeoJSON")
}

func TestCrow(t *testing.T) {
	tests := []struct {
		name     string
		from, to Point
		metres   float64
		slack    float64
		why      string
	}{
		{"a degree of latitude", LatLon(52, -4), LatLon(53, -4), 111_319, 5, "6,378.137 km × π / 180"},
		{"a degree of longitude", LatLon(60, -4), LatLon(60, -3), 55_659, 20, "half of it at 60° north"},
		{"Barmouth to Fairbourne", LatLon(52.72377, -4.05748), LatLon(52.6967, -4.0520), 3_200, 300, "3.2 km by crow (and 32 by road)"},
		{"nowhere", LatLon(52, -4), LatLon(52, -4), 0, 0, "the same door"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := Crow{KmH: 36, Detour: 1}.Matrix([]Point{tt.from, tt.to})
			seconds, metres, far := m.At(0, 1)
			require.InDelta(t, tt.metres, metres, tt.slack, tt.why)
			require.InDelta(t, tt.metres/10, seconds, tt.slack/10+1, "ten metres a second")
			require.False(t, far)
		})
	}
}

func TestCrowOptions(t *testing.T) {
	points := []Point{LatLon(52.9, -3.6), LatLon(52.91, -3.6)} // 1,113.2 m by crow
	seconds, metres, far := Crow{KmH: 3.6, Detour: 1.5, MaxMetres: 1600}.Matrix(points).At(0, 1)
	require.Equal(t, int32(1670), metres, "detour is on the metres")
	require.Equal(t, int32(1114), seconds, "the speed is along the crow's line, rounded up")
	require.True(t, far, "beyond the reach by road, though not by crow")
}

func TestMatrixKeepsAsymmetry(t *testing.T) {
	m := NewMatrix(3)
	m.Set(0, 1, 60, 500, false)
	m.Set(1, 0, 90, 700, true)
	seconds, metres, far := m.At(0, 1)
	require.Equal(t, []any{int32(60), int32(500), false}, []any{seconds, metres, far})
	seconds, metres, far = m.At(1, 0)
	require.Equal(t, []any{int32(90), int32(700), true}, []any{seconds, metres, far}, "uphill, one way")
}

func TestInside(t *testing.T) {
	lake := orb.Ring{LatLon(52.88, -3.64), LatLon(52.88, -3.62), LatLon(52.90, -3.62), LatLon(52.90, -3.64), LatLon(52.88, -3.64)}
	patch := orb.Polygon{{LatLon(52.8, -3.8), LatLon(52.8, -3.5), LatLon(53, -3.5), LatLon(53, -3.8), LatLon(52.8, -3.8)}, lake}
	require.True(t, Inside(patch, LatLon(52.911, -3.597)), "Bala")
	require.False(t, Inside(patch, LatLon(52.89, -3.63)), "in the lake")
	require.False(t, Inside(patch, LatLon(52.586, -4.093)), "Tywyn")
}

// BenchmarkCrow makes the four million legs between 2,000 places.
func BenchmarkCrow(b *testing.B) {
	points := make([]Point, 2000)
	for i := range points {
		points[i] = LatLon(52.6+float64(i%50)*0.01, -4.4+float64(i/50)*0.01)
	}
	for b.Loop() {
		Crow{KmH: 38, Detour: 1.5}.Matrix(points)
	}
}
