// Package geo holds points and travel matrices. It knows nothing of rostering.
package geo

import (
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// Point is a position, longitude first as in orb and GeoJSON.
type Point = orb.Point

// LatLon makes a Point from latitude and longitude. It is the one place where the two change
// order: every table of ours says lat, lon; every Point says lon, lat.
func LatLon(lat, lon float64) Point { return Point{lon, lat} }

// Matrix holds travel between n places, flat and row by row: from i to j at i*N+j. It need
// not be symmetrical nor obey the triangle inequality.
type Matrix struct {
	N       int
	Seconds []int32
	Metres  []int32
	Far     []bool // no way by this mode; Seconds is then a guess for printing, never used to plan
}

// NewMatrix makes an empty n × n matrix.
func NewMatrix(n int) *Matrix {
	return &Matrix{n, make([]int32, n*n), make([]int32, n*n), make([]bool, n*n)}
}

// At gives the leg from i to j.
func (m *Matrix) At(i, j int) (seconds, metres int32, far bool) {
	k := i*m.N + j
	return m.Seconds[k], m.Metres[k], m.Far[k]
}

// Set stores the leg from i to j.
func (m *Matrix) Set(i, j int, seconds, metres int32, far bool) {
	k := i*m.N + j
	m.Seconds[k], m.Metres[k], m.Far[k] = seconds, metres, far
}

// Inside tells whether a point lies in a polygon with holes; its edge belongs to it. It is
// worked out on the flat, which at the size of a county makes no difference to a home.
func Inside(area orb.Polygon, p Point) bool { return planar.PolygonContains(area, p) }
