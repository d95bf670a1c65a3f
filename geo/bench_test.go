package geo_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/geo"
)

// county is a skeleton of 120 places in a grid of 10 km, each joined to the next ones, and some barriers of eight points;
// homes lie about them. It is as large as the skeleton of Gwynedd.
func county(homes, barriers int) (s *geo.Skeleton, points []geo.Point) {
	s = &geo.Skeleton{Local: geo.Crow{KmH: 24, Detour: 1.4}, Reach: 15_000}
	for i := range 12 {
		for j := range 10 {
			k := len(s.Nodes)
			s.Nodes = append(s.Nodes, geo.LatLon(52.5+float64(i)*0.05, -4.4+float64(j)*0.08))
			if j > 0 {
				s.Links = append(s.Links, geo.Link{From: k - 1, To: k, Seconds: 480, Metres: 6500})
			}
			if i > 0 {
				s.Links = append(s.Links, geo.Link{From: k - 10, To: k, Seconds: 510, Metres: 6900})
			}
		}
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	for b := range barriers {
		lat, line := 52.52+float64(b%11)*0.05, orb.LineString{}
		for k := range 8 {
			line = append(line, geo.LatLon(lat+0.01*math.Sin(float64(k)), -4.38+0.3*float64(b/11)+0.01*float64(k)))
		}
		s.Local.Barriers = append(s.Local.Barriers, geo.Barrier{Line: line})
	}
	for range homes {
		points = append(points, geo.LatLon(52.5+0.55*rnd.Float64(), -4.4+0.72*rnd.Float64()))
	}
	return s, points
}

// BenchmarkSkeleton is the table of a county's homes, with the memory that it takes; docs/ROADS.md has the figures.
func BenchmarkSkeleton(b *testing.B) {
	for _, barriers := range []int{0, 12} {
		for _, homes := range []int{100, 400} {
			b.Run(fmt.Sprintf("%d homes, %d barriers", homes, barriers), func(b *testing.B) {
				s, points := county(homes, barriers)
				b.ReportAllocs()
				for b.Loop() {
					_, _, err := s.Matrix(context.Background(), points)
					require.NoError(b, err)
				}
			})
			b.Run(fmt.Sprintf("remarks on %d homes, %d barriers", homes, barriers), func(b *testing.B) {
				s, points := county(homes, barriers)
				b.ReportAllocs()
				for b.Loop() {
					s.Remarks(points)
				}
			})
		}
	}
}

// BenchmarkBarriers is the crow's table round barriers, up to the 400 points that a workspace may have.
func BenchmarkBarriers(b *testing.B) {
	for _, barriers := range []int{0, 12, 50} {
		b.Run(fmt.Sprintf("400 homes, %d points of barriers", 8*barriers), func(b *testing.B) {
			s, points := county(400, barriers)
			crow := geo.Crow{KmH: 38, Detour: 1.5, Barriers: s.Local.Barriers}
			b.ReportAllocs()
			for b.Loop() {
				crow.Matrix(points)
			}
		})
	}
}

// TestRemarks are those of the whole table.
func TestRemarks(t *testing.T) {
	s, points := county(60, 12)
	points = append(points, geo.LatLon(54, -4), geo.LatLon(54.5, -4.2))
	s.Nodes = append(s.Nodes, geo.LatLon(54.5, -4.21))
	_, want, err := s.Matrix(context.Background(), points)
	require.NoError(t, err)
	require.Len(t, want, 2)
	require.Equal(t, want, s.Remarks(points))
}
