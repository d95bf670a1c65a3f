package roads

import (
	"math"
	"slices"

	"github.com/milltir/milltir/geo"
)

// grid finds the roads near a point: each cell lists the straight pieces of segments that touch it. Ferries are not there.
type grid struct {
	net            *network
	lat, lon       int64 // south-west corner
	dLat, dLon     int64 // size of a cell
	rows, cols     int64
	first          []int32 // by cell, and one more
	segment, piece []int32 // piece: the line after so many inner points
}

const (
	cellLat = 25_000 // in 1e-7 degrees: about 280 m
	cellLon = 40_000 // about 270 m at 53° north
)

func newGrid(n *network) *grid {
	g := &grid{net: n}
	south, west, north, east := int64(math.MaxInt32), int64(math.MaxInt32), int64(math.MinInt32), int64(math.MinInt32)
	for _, list := range [][]int32{n.lat, n.shapeLat} {
		for _, v := range list {
			south, north = min(south, int64(v)), max(north, int64(v))
		}
	}
	for _, list := range [][]int32{n.lon, n.shapeLon} {
		for _, v := range list {
			west, east = min(west, int64(v)), max(east, int64(v))
		}
	}
	if len(n.lat) == 0 {
		south, west, north, east = 0, 0, 0, 0
	}
	g.lat, g.lon, g.dLat, g.dLon = south, west, cellLat, cellLon
	most := int64(4*(len(n.shapeLat)+n.segments()) + 1024)
	for {
		g.rows, g.cols = (north-south)/g.dLat+1, (east-west)/g.dLon+1
		if g.rows*g.cols <= most {
			break
		}
		g.dLat, g.dLon = 2*g.dLat, 2*g.dLon
	}
	g.first = make([]int32, g.rows*g.cols+2)
	g.each(func(cell int64, _, _ int32) { g.first[cell+2]++ })
	for c := range g.rows * g.cols {
		g.first[c+2] += g.first[c+1]
	}
	total := g.first[g.rows*g.cols+1]
	g.segment, g.piece = make([]int32, total), make([]int32, total)
	g.each(func(cell int64, s, k int32) {
		at := g.first[cell+1]
		g.segment[at], g.piece[at] = s, k
		g.first[cell+1]++
	})
	g.first = slices.Clip(g.first[:g.rows*g.cols+1])
	return g
}

// line gives the ends of a piece of a segment.
func (n *network) line(s, k int32) (lat1, lon1, lat2, lon2 int32) {
	from, to := n.shapeAt[s], n.shapeAt[s+1]
	lat1, lon1 = n.lat[n.from[s]], n.lon[n.from[s]]
	if k > 0 {
		lat1, lon1 = n.shapeLat[from+k-1], n.shapeLon[from+k-1]
	}
	lat2, lon2 = n.lat[n.to[s]], n.lon[n.to[s]]
	if from+k < to {
		lat2, lon2 = n.shapeLat[from+k], n.shapeLon[from+k]
	}
	return lat1, lon1, lat2, lon2
}

func (n *network) pieces(s int32) int32 { return n.shapeAt[s+1] - n.shapeAt[s] + 1 }

// each shows every cell that a piece touches, row by row.
func (g *grid) each(show func(cell int64, s, k int32)) {
	for s := range int32(g.net.segments()) {
		if g.net.class[s] == Ferry {
			continue
		}
		for k := range g.net.pieces(s) {
			lat1, lon1, lat2, lon2 := g.net.line(s, k)
			y1, x1, y2, x2 := int64(lat1)-g.lat, int64(lon1)-g.lon, int64(lat2)-g.lat, int64(lon2)-g.lon
			if y1 > y2 {
				y1, x1, y2, x2 = y2, x2, y1, x1
			}
			for row := y1 / g.dLat; row <= y2/g.dLat; row++ {
				a, b := x1, x2
				if y2 > y1 { // where the line enters the row and leaves it
					lo, hi := max(row*g.dLat, y1), min((row+1)*g.dLat, y2)
					slope := float64(x2-x1) / float64(y2-y1)
					a, b = x1+int64(slope*float64(lo-y1)), x1+int64(slope*float64(hi-y1))
				}
				a, b = max(min(a, b)-1, 0), max(a, b)+1
				for col := a / g.dLon; col <= min(b/g.dLon, g.cols-1); col++ {
					show(row*g.cols+col, s, k)
				}
			}
		}
	}
}

// spot is the place on a road that is nearest to a point.
type spot struct {
	segment int32 // -1: none
	mm      int32 // along it
	metres  float64
}

// farthest is how far from a point a road is looked for, in metres.
const farthest = 5000

// finder looks for two roads near a point: any that the mode goes on, and one of the main part.
type finder struct {
	g         *grid
	flags     []uint8
	y, x      int64   // of the point, from the corner
	my, mx    float64 // metres of 1e-7 degrees
	any, main spot
	anyAt     [2]int32 // piece, for ties
	mainAt    [2]int32
}

// near gives the nearest road and the nearest of the main part, as far as there are such.
func (g *grid) near(p geo.Point, flags []uint8) (nearest, main spot) {
	f := &finder{g: g, flags: flags, any: spot{segment: -1, metres: farthest}, main: spot{segment: -1, metres: farthest}}
	if !(math.Abs(p.Lat()) <= 90 && math.Abs(p.Lon()) <= 180) {
		return f.any, f.main
	}
	f.y, f.x = int64(math.Round(p.Lat()*perDegree))-g.lat, int64(math.Round(p.Lon()*perDegree))-g.lon
	f.my = earthRadius * math.Pi / 180 / perDegree
	f.mx = f.my * math.Cos(p.Lat()*math.Pi/180)
	row, col := floorDiv(f.y, g.dLat), floorDiv(f.x, g.dLon)
	for r := int64(0); ; r++ {
		f.ring(row, col, r)
		// Whatever lies outside the square of cells is at least so far away.
		out := min(float64(f.y-(row-r)*g.dLat), float64((row+r+1)*g.dLat-f.y)) * f.my
		out = min(out, float64(f.x-(col-r)*g.dLon)*f.mx, float64((col+r+1)*g.dLon-f.x)*f.mx)
		if f.main.metres <= out || row-r <= 0 && col-r <= 0 && row+r >= g.rows-1 && col+r >= g.cols-1 {
			return f.any, f.main
		}
	}
}

func floorDiv(a, b int64) int64 {
	if a < 0 {
		return -((-a + b - 1) / b)
	}
	return a / b
}

// ring looks at the cells r steps away.
func (f *finder) ring(row, col, r int64) {
	for y := max(row-r, 0); y <= min(row+r, f.g.rows-1); y++ {
		if y == row-r || y == row+r {
			for x := max(col-r, 0); x <= min(col+r, f.g.cols-1); x++ {
				f.cell(y*f.g.cols + x)
			}
			continue
		}
		if x := col - r; x >= 0 && x < f.g.cols {
			f.cell(y*f.g.cols + x)
		}
		if x := col + r; x >= 0 && x < f.g.cols {
			f.cell(y*f.g.cols + x)
		}
	}
}

func (f *finder) cell(c int64) {
	for i := f.g.first[c]; i < f.g.first[c+1]; i++ {
		s, k := f.g.segment[i], f.g.piece[i]
		if f.flags[s]&flagUsed == 0 {
			continue
		}
		d, t := f.distance(s, k)
		if d > f.any.metres && (d > f.main.metres || f.flags[s]&flagMain == 0) {
			continue
		}
		at := [2]int32{s, k}
		if closer(d, at, f.any.metres, f.anyAt) {
			f.any, f.anyAt = spot{s, f.along(s, k, t), d}, at
		}
		if f.flags[s]&flagMain != 0 && closer(d, at, f.main.metres, f.mainAt) {
			f.main, f.mainAt = spot{s, f.along(s, k, t), d}, at
		}
	}
}

// closer compares by distance, and of equal ones by the number of the segment and of its piece.
func closer(d float64, at [2]int32, best float64, bestAt [2]int32) bool {
	return d < best || d == best && (at[0] < bestAt[0] || at[0] == bestAt[0] && at[1] < bestAt[1])
}

// distance gives the metres to a piece, and where along it the nearest place is, from 0 to 1.
func (f *finder) distance(s, k int32) (metres, t float64) {
	lat1, lon1, lat2, lon2 := f.g.net.line(s, k)
	y, x := float64(int64(lat1)-f.g.lat-f.y)*f.my, float64(int64(lon1)-f.g.lon-f.x)*f.mx
	dy, dx := float64(int64(lat2)-int64(lat1))*f.my, float64(int64(lon2)-int64(lon1))*f.mx
	if l := dx*dx + dy*dy; l > 0 {
		t = min(max(-(x*dx+y*dy)/l, 0), 1)
	}
	return math.Sqrt((x+t*dx)*(x+t*dx) + (y+t*dy)*(y+t*dy)), t
}

// along gives the millimetres from the start of a segment to a place on one of its pieces.
func (f *finder) along(s, k int32, t float64) int32 {
	sum := 0.0
	for i := range k + 1 {
		length := millimetres(f.g.net.line(s, i))
		if i == k {
			length *= t
		}
		sum += length
	}
	return min(int32(math.Round(sum)), f.g.net.mm[s])
}
