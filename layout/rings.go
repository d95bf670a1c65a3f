package layout

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"github.com/milltir/milltir/geo"
)

// widest is how many degrees a layout may span; a country of the size of Wales has three.
const widest = 10

// area makes the area of a feature: rings on the grid, without points twice, outer ones anticlockwise.
func (d *reading) area(s *shape) orb.MultiPolygon {
	var out orb.MultiPolygon
	nowhere := 0
	var example geo.Point
	for i, polygon := range s.area {
		var rings orb.Polygon
		for k, points := range polygon {
			ring, lost := onGrid(points)
			if len(lost) > 0 {
				nowhere, example = nowhere+len(lost), lost[0]
				continue
			}
			if d.ring(s, points, ring, i, k) {
				rings = append(rings, turned(ring, k > 0))
			}
		}
		if len(rings) > 0 {
			out = append(out, rings)
		}
	}
	if nowhere > 0 {
		d.say("E1643", s.line, d.where(s, ""), fmt.Sprintf("%d positions are nowhere on the earth, like latitude %s, longitude %s", nowhere, degrees(example.Lat()), degrees(example.Lon())), swapped(example))
	}
	if len(s.area) == 0 && (s.kind == "Polygon" || s.kind == "MultiPolygon") {
		d.say("E1644", s.line, d.where(s, ""), "the area has no ring", "")
	}
	return out
}

// onGrid gives a ring's points of the grid, those outside the earth apart.
func onGrid(points []geo.Point) (ring orb.Ring, lost []geo.Point) {
	for _, p := range points {
		n, ok := snap(p)
		if !ok {
			lost = append(lost, p)
			continue
		}
		if at := n.point(); len(ring) == 0 || ring[len(ring)-1] != at {
			ring = append(ring, at)
		}
	}
	return ring, lost
}

// ring tells whether a ring can be the edge of something.
func (d *reading) ring(s *shape, points []geo.Point, ring orb.Ring, polygon, k int) bool {
	name := "the outer ring"
	if k > 0 {
		name = fmt.Sprintf("hole %d", k)
	}
	if len(s.area) > 1 {
		name += fmt.Sprintf(" of part %d", polygon+1)
	}
	if len(points) > 0 {
		name += " at " + place(points[0])
	}
	switch {
	case len(points) == 0:
		d.say("E1644", s.line, d.where(s, ""), name+" has no points", "")
	case ring[0] != ring[len(ring)-1]:
		d.say("E1644", s.line, d.where(s,
			""), fmt.Sprintf("%s is open: it ends at %s", name, place(ring[len(ring)-1])),
			"Repeat the first point at the end")
	case len(ring) < 4:
		d.say("E1644", s.line, d.where(s, ""), name+" has fewer than three corners", "")
	case doubled(ring).compare(wide{}) == 0:
		d.say("E1644", s.line, d.where(s, ""), name+" goes out and back, and has nothing inside", "")
	default:
		return true
	}
	return false
}

// place words a position.
func place(p geo.Point) string { return fmt.Sprintf("%.5f, %.5f", p.Lat(), p.Lon()) }

// doubled is twice the area that a ring goes around, above 0 anticlockwise, in squares of the grid. Sums of a ring's products
// stay far below two words.
func doubled(ring orb.Ring) wide {
	var sum wide
	first, _ := snap(ring[0])
	for i := 1; i < len(ring); i++ {
		a, _ := snap(ring[i-1])
		b, _ := snap(ring[i])
		sum = sum.plus(product(a.x-first.x, b.y-first.y)).minus(product(b.x-first.x, a.y-first.y))
	}
	return sum
}

// turned gives a ring its direction: anticlockwise, a hole clockwise.
func turned(ring orb.Ring, hole bool) orb.Ring {
	if (doubled(ring).compare(wide{}) < 0) != hole {
		slices.Reverse(ring)
	}
	return ring
}

// bounds of everything that has an area or a base.
func (l *Layout) bounds() (b orb.Bound, any bool) {
	add := func(x orb.Bound) {
		if !any {
			b, any = x, true
			return
		}
		b = b.Union(x)
	}
	for i := range l.Patches {
		if p := &l.Patches[i]; len(p.Area) > 0 {
			add(p.Area.Bound())
		}
		if p := &l.Patches[i]; p.HasBase {
			add(p.Base.Bound())
		}
	}
	return b, any
}

// topology checks what single rings cannot tell: crossings, overlaps, gaps, and bases that lie elsewhere.
func (d *reading) topology(l *Layout) {
	b, any := l.bounds()
	if !any {
		return
	}
	if span := max(b.Max[0]-b.Min[0], b.Max[1]-b.Min[1]); span > widest {
		d.say("E1643", 1,
			"", fmt.Sprintf("the layout spans %.0f degrees, from %s to %s: no patch is a day's drive across", span, place(b.Min), place(b.Max)),
			"Look for a position of which a digit or the sign is wrong")
		return
	}
	if x, y := b.Center()[0], b.Center()[1]; x > 49 && x < 61 && y > -9 && y < 3 {
		d.say("W2132", 1,
			"", fmt.Sprintf("the layout lies at %s, off the coast of Africa", place(b.Center())),
			"Maybe latitude and longitude are swapped: GeoJSON says longitude first")
	}
	lines := map[string]int{}
	for i := range d.shapes {
		if s := &d.shapes[i]; s.props["base_of"] == nil {
			lines[text(s.props["id"])] = s.line
		}
	}
	at := func(i int) int { return lines[l.Patches[i].ID] }
	for i := range l.Patches {
		d.crossings(&l.Patches[i], at(i))
	}
	if len(d.found.Errors()) > 0 {
		return
	}
	d.surface(l, at)
	for i := range l.Patches {
		d.base(l, i, at(i))
	}
}

// base warns of a base outside its patch.
func (d *reading) base(l *Layout, i, line int) {
	p := &l.Patches[i]
	if len(p.Area) == 0 || !p.HasBase {
		return
	}
	at, _ := snap(p.Base)
	for _, polygon := range p.Area {
		if inside(polygon, at) {
			return
		}
	}
	where := "outside every patch"
	if k, ok := l.Inside(p.Base); ok {
		where = fmt.Sprintf("in patch %q", l.Patches[k].ID)
	}
	d.say("W2131", line, p.ID,
		fmt.Sprintf("the base of patch %q (%s) lies %s", p.ID, place(p.Base), where),
		"Move the base, or it is right so")
}

// mostCompared bounds the pairs of edges that are compared for one patch. A hostile file could ask for 10¹².
const mostCompared = 20_000_000

// edge is a straight piece of a ring, its lower end first (the left one where it is level).
type edge struct {
	a, b node
	part int // polygon it is of
}

// edgesOf gives the edges of an area.
func edgesOf(area orb.MultiPolygon, part int) []edge {
	var out []edge
	for i, polygon := range area {
		for _, ring := range polygon {
			for k := 1; k < len(ring); k++ {
				a, _ := snap(ring[k-1])
				b, _ := snap(ring[k])
				if a.y > b.y || a.y == b.y && a.x > b.x {
					a, b = b, a
				}
				if a != b {
					out = append(out, edge{a, b, part + i})
				}
			}
		}
	}
	return out
}

// crossings tells where the edges of a patch cross. Rings may touch.
func (d *reading) crossings(p *Patch, line int) {
	edges := edgesOf(p.Area, 0)
	slices.SortFunc(edges, func(a, b edge) int { return cmp.Or(cmp.Compare(a.a.y, b.a.y), cmp.Compare(a.a.x, b.a.x)) })
	crossed, compared := 0, 0
	for i := range edges {
		e := &edges[i]
		left, right := min(e.a.x, e.b.x), max(e.a.x, e.b.x)
		for k := i + 1; k < len(edges) && edges[k].a.y < e.b.y; k++ {
			if compared++; compared > mostCompared {
				d.say("E1640", line, p.ID,
					fmt.Sprintf("the lines of patch %q are too tangled to be checked", p.ID),
					"Simplify them")
				return
			}
			f := &edges[k]
			if min(f.a.x, f.b.x) > right || max(f.a.x, f.b.x) < left || !cross(e, f) {
				continue
			}
			if crossed++; crossed <= 3 {
				d.say("E1645", line, p.ID,
					fmt.Sprintf("the edge of patch %q crosses itself at %s", p.ID, place(meeting(e, f))),
					"Draw that corner again, or mend the geometry in the program that drew it")
			}
		}
	}
	if crossed > 3 {
		d.say("E1645", line, p.ID, fmt.Sprintf("and at %d more places", crossed-3), "")
	}
}

// cross tells whether two edges cross inside both.
func cross(e, f *edge) bool {
	return side(e.a, e.b, f.a)*side(e.a, e.b, f.b) < 0 && side(f.a, f.b, e.a)*side(f.a, f.b, e.b) < 0
}

// meeting is where two edges that cross do so.
func meeting(e, f *edge) geo.Point {
	p, q := e.a.point(), f.a.point()
	r, s := [2]float64{float64(e.b.x - e.a.x), float64(e.b.y - e.a.y)}, [2]float64{float64(f.b.x - f.a.x), float64(f.b.y - f.a.y)}
	t := ((q[0]-p[0])*s[1] - (q[1]-p[1])*s[0]) / (r[0]*s[1] - r[1]*s[0])
	if math.IsNaN(t) || math.IsInf(t, 0) {
		return p
	}
	return geo.Point{p[0] + t*r[0], p[1] + t*r[1]}
}
