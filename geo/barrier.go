package geo

import (
	"math"

	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"
)

// Barrier is a line that nobody goes across: an estuary up to its first bridge, a ridge without a pass. Where
// there is a way through, one barrier ends and another begins.
type Barrier struct {
	Name string
	Line orb.LineString
}

// aside is how far beside a barrier's corners the way round it runs, in metres: so that no way goes through
// a corner from one side to the other.
const aside = 5.0

// round finds the shortest ways round barriers. Corners are the ends of barriers, once, and their bends, on either
// side. Plane coordinates in metres about the first corner: at the size of a county less than 0.5 % off.
type round struct {
	origin  Point
	perLon  float64
	walls   []wall
	corners [][2]float64
	between [][]float64 // by two corners: metres of the shortest way; +Inf none
}

// wall is one segment of a barrier.
type wall struct{ a, b [2]float64 }

const metresPerDegree = 2 * math.Pi * orb.EarthRadius / 360

func newRound(barriers []Barrier) *round {
	r := &round{}
	first := true
	for i := range barriers {
		line := barriers[i].Line
		if len(line) < 2 {
			continue
		}
		if first {
			r.origin, first = line[0], false
			r.perLon = metresPerDegree * math.Cos(line[0].Lat()*math.Pi/180)
		}
		at := make([][2]float64, len(line))
		for k, p := range line {
			at[k] = r.plane(p)
		}
		for k := range at[1:] {
			r.walls = append(r.walls, wall{at[k], at[k+1]})
		}
		r.corner(at)
	}
	n := len(r.corners)
	r.between = make([][]float64, n)
	for i := range n {
		r.between[i] = make([]float64, n)
		for j := range n {
			r.between[i][j] = r.sight(r.corners[i], r.corners[j])
		}
	}
	for k := range n { // Floyd–Warshall: barriers have few corners
		for i := range n {
			for j := range n {
				r.between[i][j] = min(r.between[i][j], r.between[i][k]+r.between[k][j])
			}
		}
	}
	return r
}

// corner adds the corners of one barrier: a little beyond each end, and a little to each side of each bend.
func (r *round) corner(at [][2]float64) {
	last := len(at) - 1
	add := func(p [2]float64, dx, dy float64) {
		if d := math.Hypot(dx, dy); d > 0 {
			r.corners = append(r.corners, [2]float64{p[0] + dx/d*aside, p[1] + dy/d*aside})
		}
	}
	add(at[0], at[0][0]-at[1][0], at[0][1]-at[1][1])
	add(at[last], at[last][0]-at[last-1][0], at[last][1]-at[last-1][1])
	for k := 1; k < last; k++ {
		dx, dy := at[k+1][0]-at[k-1][0], at[k+1][1]-at[k-1][1]
		add(at[k], -dy, dx)
		add(at[k], dy, -dx)
	}
}

// plane gives metres east and north of the origin.
func (r *round) plane(p Point) [2]float64 {
	return [2]float64{(p.Lon() - r.origin.Lon()) * r.perLon, (p.Lat() - r.origin.Lat()) * metresPerDegree}
}

// sight is the straight way between two points, +Inf where a wall stands in it.
func (r *round) sight(a, b [2]float64) float64 {
	for i := range r.walls {
		if crosses(a, b, r.walls[i].a, r.walls[i].b) {
			return math.Inf(1)
		}
	}
	return math.Hypot(a[0]-b[0], a[1]-b[1])
}

// crosses tells whether two segments meet; ends that touch do.
func crosses(a, b, c, d [2]float64) bool {
	side := func(p, q, x [2]float64) float64 { return (q[0]-p[0])*(x[1]-p[1]) - (q[1]-p[1])*(x[0]-p[0]) }
	s1, s2, s3, s4 := side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)
	if s1 == 0 && s2 == 0 { // on one line
		along := func(p, q, x, y float64) bool { return max(min(p, q), min(x, y)) <= min(max(p, q), max(x, y)) }
		return along(a[0], b[0], c[0], d[0]) && along(a[1], b[1], c[1], d[1])
	}
	return s1*s2 <= 0 && s3*s4 <= 0
}

// ways gives the metres between all points, round the barriers: +Inf where there is no way.
func ways(points []Point, barriers []Barrier) [][]float64 {
	n := len(points)
	out := make([][]float64, n)
	for i := range out {
		out[i] = make([]float64, n)
	}
	var r *round
	if len(barriers) > 0 {
		r = newRound(barriers)
	}
	if r == nil || len(r.walls) == 0 {
		for i := range points {
			for j := i + 1; j < n; j++ {
				out[i][j] = orbgeo.DistanceHaversine(points[i], points[j])
				out[j][i] = out[i][j]
			}
		}
		return out
	}
	at := make([][2]float64, n)
	reach := make([][]float64, n) // by point and corner, over other corners
	for i, p := range points {
		at[i] = r.plane(p)
		reach[i] = r.toCorners(at[i])
	}
	for i := range points {
		for j := i + 1; j < n; j++ {
			d := r.way([2]Point{points[i], points[j]}, at[i], at[j], reach[i])
			out[i][j], out[j][i] = d, d
		}
	}
	return out
}

// way is the shortest way between two points, where they lie on the plane; reach is [round.toCorners] of the first.
func (r *round) way(of [2]Point, a, b [2]float64, reach []float64) float64 {
	if !math.IsInf(r.sight(a, b), 1) {
		return orbgeo.DistanceHaversine(of[0], of[1])
	}
	d := math.Inf(1)
	for k, c := range r.corners {
		if via := reach[k] + math.Hypot(c[0]-b[0], c[1]-b[1]); via < d {
			d = min(d, reach[k]+r.sight(c, b))
		}
	}
	return d
}

// Within gives, by the indices of from and to, the metres of straight ways round barriers, +Inf of those that are longer
// than so many metres.
func Within(from, to []Point, barriers []Barrier, metres float64) [][]float64 {
	r := newRound(barriers)
	out := make([][]float64, len(from))
	for i, p := range from {
		out[i] = make([]float64, len(to))
		at := r.plane(p)
		var reach []float64
		for j, q := range to {
			out[i][j] = math.Inf(1)
			d := orbgeo.DistanceHaversine(p, q)
			if d > metres {
				continue // no way round is shorter
			}
			if len(r.walls) > 0 {
				if reach == nil {
					reach = r.toCorners(at)
				}
				d = r.way([2]Point{p, q}, at, r.plane(q), reach)
			}
			if d <= metres {
				out[i][j] = d
			}
		}
	}
	return out
}

// toCorners gives the metres from a point to every corner, round the barriers.
func (r *round) toCorners(p [2]float64) []float64 {
	out := make([]float64, len(r.corners))
	for k := range out {
		out[k] = math.Inf(1)
	}
	for k, c := range r.corners {
		d := r.sight(p, c)
		if math.IsInf(d, 1) {
			continue
		}
		for m := range out {
			out[m] = min(out[m], d+r.between[k][m])
		}
	}
	return out
}
