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
	for ; ; g.dLat, g.dLon = 2*g.dLat, 2*g.dLon {
		g.rows, g.cols = (north-south)/g.dLat+1, (east-west)/g.dLon+1
		if g.rows*g.cols <= most && g.count(min(2*most, math.MaxInt32)) {
			break
		}
	}
	for c := range g.rows * g.cols {
		g.first[c+2] += g.first[c+1]
	}
	total := g.first[g.rows*g.cols+1]
	g.segment, g.piece = make([]int32, total), make([]int32, total)
	g.each(func(cell int64, s, k int32) bool {
		at := g.first[cell+1]
		g.segment[at], g.piece[at] = s, k
		g.first[cell+1]++
		return true
	})
	g.first = slices.Clip(g.first[:g.rows*g.cols+1])
	return g
}

// count counts the pieces in each cell; false where they are too many, since pieces run across many cells: a file that
// means harm can have each go round the earth. Larger cells hold fewer, in the end one for each piece.
func (g *grid) count(most int64) bool {
	g.first = make([]int32, g.rows*g.cols+2)
	total := int64(0)
	g.each(func(cell int64, _, _ int32) bool {
		g.first[cell+2]++
		total++
		return total <= most
	})
	return total <= most
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

// each shows every cell that a piece touches, row by row, until it is told to stop.
func (g *grid) each(show func(cell int64, s, k int32) (on bool)) {
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
					if !show(row*g.cols+col, s, k) {
						return
					}
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

// Farthest is how far from a road a point may be to lie on it, in metres.
const Farthest = 5000

// found is the nearest road so far of those that have all of some flags.
type found struct {
	spot
	flags uint8
	piece int32
}

// finder looks for the nearest roads of several kinds near a point.
type finder struct {
	g      *grid
	flags  []uint8
	y, x   int64   // of the point, from the corner
	my, mx float64 // metres of 1e-7 degrees
	best   []found
}

// near gives the nearest road on which the mode may stop, and the nearest such of the main part, up to five kilometres
// away. Of several that are equally near, as all are that meet at a junction, it is the one of the lowest number, which
// is that of the way that stands first in the extract.
func (g *grid) near(p geo.Point, flags []uint8) (nearest, main spot) {
	f := g.finder(p, flags, Farthest, flagStop, flagStop|flagMain)
	if f == nil {
		return spot{segment: -1, metres: Farthest}, spot{segment: -1, metres: Farthest}
	}
	f.search(0)
	return f.best[0].spot, f.best[1].spot
}

// gap gives how many metres away the nearest road is that has all of some flags, however far; 0 where there is none.
func (g *grid) gap(p geo.Point, flags []uint8, kind uint8) float64 {
	f := g.finder(p, flags, math.Inf(1), kind)
	if f == nil {
		return 0
	}
	row, col := floorDiv(f.y, g.dLat), floorDiv(f.x, g.dLon)
	f.search(max(-row, row-g.rows+1, -col, col-g.cols+1, 0)) // the first ring that is not wholly off the map
	if f.best[0].segment < 0 {
		return 0
	}
	return f.best[0].metres
}

// finder starts looking for roads of some kinds within so many metres; nil where the point is nowhere.
func (g *grid) finder(p geo.Point, flags []uint8, metres float64, kinds ...uint8) *finder {
	if !(math.Abs(p.Lat()) <= 90 && math.Abs(p.Lon()) <= 180) {
		return nil
	}
	f := &finder{g: g, flags: flags}
	f.y, f.x = int64(math.Round(p.Lat()*perDegree))-g.lat, int64(math.Round(p.Lon()*perDegree))-g.lon
	f.my = earthRadius * math.Pi / 180 / perDegree
	f.mx = f.my * math.Cos(p.Lat()*math.Pi/180)
	for _, kind := range kinds {
		f.best = append(f.best, found{spot: spot{segment: -1, metres: metres}, flags: kind})
	}
	return f
}

// search looks ring by ring until nothing nearer of the last kind can come.
func (f *finder) search(r int64) {
	g := f.g
	row, col := floorDiv(f.y, g.dLat), floorDiv(f.x, g.dLon)
	for ; ; r++ {
		f.ring(row, col, r)
		// Whatever lies outside the square of cells is at least so far away.
		out := min(float64(f.y-(row-r)*g.dLat), float64((row+r+1)*g.dLat-f.y)) * f.my
		out = min(out, float64(f.x-(col-r)*g.dLon)*f.mx, float64((col+r+1)*g.dLon-f.x)*f.mx)
		if f.best[len(f.best)-1].metres < out || row-r <= 0 && col-r <= 0 && row+r >= g.rows-1 && col+r >= g.cols-1 {
			return
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
		if f.flags[s]&f.best[0].flags != f.best[0].flags { // the kinds after the first are of it, too
			continue
		}
		d, t := f.distance(s, k)
		for j := range f.best {
			if b := &f.best[j]; f.flags[s]&b.flags == b.flags && b.farther(d, s, k) {
				b.spot, b.piece = spot{s, f.along(s, k, t), d}, k
			}
		}
	}
}

// farther compares by distance, and of equal ones by the number of the segment and of its piece.
func (b *found) farther(d float64, s, k int32) bool {
	return d < b.metres || d == b.metres && b.segment >= 0 && (s < b.segment || s == b.segment && k < b.piece)
}

// distance gives the metres to a piece, and where along it the nearest place is, from 0 to 1. At its ends it goes by the
// ends alone, so that pieces that meet there are exactly equally near.
func (f *finder) distance(s, k int32) (metres, t float64) {
	lat1, lon1, lat2, lon2 := f.g.net.line(s, k)
	y, x := float64(int64(lat1)-f.g.lat-f.y)*f.my, float64(int64(lon1)-f.g.lon-f.x)*f.mx
	dy, dx := float64(int64(lat2)-int64(lat1))*f.my, float64(int64(lon2)-int64(lon1))*f.mx
	if l := dx*dx + dy*dy; l > 0 {
		t = -(x*dx + y*dy) / l
	}
	switch {
	case t <= 0:
		return math.Sqrt(x*x + y*y), 0
	case t >= 1:
		y, x = float64(int64(lat2)-f.g.lat-f.y)*f.my, float64(int64(lon2)-f.g.lon-f.x)*f.mx
		return math.Sqrt(x*x + y*y), 1
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
	return int32(min(math.Round(sum), float64(f.g.net.mm[s])))
}
