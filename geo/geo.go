// Package geo holds points and travel matrices. It knows nothing of rostering.
package geo

import (
	"math"

	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"
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

// Crow makes legs from straight lines.
type Crow struct {
	KmH       float64 // speed along the crow's line
	Detour    float64 // metres by road per metre by crow
	MaxMetres float64 // longest leg by road; 0: no limit
}

// Matrix computes all legs between the points, without access minutes; seconds are rounded up.
func (c Crow) Matrix(points []Point) *Matrix {
	m := NewMatrix(len(points))
	perMetre := 3.6 / c.KmH
	for i, p := range points {
		for j := i + 1; j < len(points); j++ {
			d := orbgeo.DistanceHaversine(p, points[j])
			road := d * c.Detour
			s, r := int32(math.Ceil(d*perMetre)), int32(math.Round(road))
			far := c.MaxMetres > 0 && road > c.MaxMetres
			m.Set(i, j, s, r, far)
			m.Set(j, i, s, r, far)
		}
	}
	return m
}
