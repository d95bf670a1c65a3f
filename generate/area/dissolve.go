package area

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// dissolve joins units: edges that two of them share, once each way, fall out, and what is left is
// walked round. It is exact, since neighbours share their edges to the digit; units that do not would
// keep the line between them.
func dissolve(a *Area, units []int) orb.MultiPolygon {
	type edge struct{ from, to orb.Point }
	left := map[edge]bool{}
	var order []edge
	for _, u := range units {
		for _, p := range a.Units[u].Boundary {
			for k, ring := range p {
				if want := orb.CCW; k > 0 && ring.Orientation() == want || k == 0 && ring.Orientation() != want {
					ring = ring.Clone()
					ring.Reverse()
				}
				for i := 1; i < len(ring); i++ {
					e := edge{ring[i-1], ring[i]}
					if e.from == e.to {
						continue
					}
					if back := (edge{e.to, e.from}); left[back] {
						delete(left, back)
						continue
					}
					left[e] = true
					order = append(order, e)
				}
			}
		}
	}
	next := map[orb.Point][]orb.Point{}
	for _, e := range order {
		if left[e] {
			next[e.from] = append(next[e.from], e.to)
		}
	}
	var rings []orb.Ring
	for _, e := range order {
		if !left[e] {
			continue
		}
		if ring := walk(e.from, next, func(from, to orb.Point) { delete(left, edge{from, to}) }); len(ring) >= 4 {
			rings = append(rings, ring)
		}
	}
	return nest(rings)
}

// walk follows edges from a corner until it comes back there, and uses them up. Where several leave a
// corner, it turns as sharply left as it can, so that parts which touch in one corner stay parts.
func walk(start orb.Point, next map[orb.Point][]orb.Point, used func(from, to orb.Point)) orb.Ring {
	ring := orb.Ring{start}
	at, before := start, orb.Point{}
	for {
		ways := next[at]
		if len(ways) == 0 {
			return nil // units that overlap: nothing to be walked round
		}
		best := 0
		for k := range ways {
			if len(ring) > 1 && turn(before, at, ways[k]) > turn(before, at, ways[best]) {
				best = k
			}
		}
		to := ways[best]
		next[at] = slices.Delete(slices.Clone(ways), best, best+1)
		used(at, to)
		ring = append(ring, to)
		if to == start {
			return ring
		}
		before, at = at, to
	}
}

// turn is the angle by which a way turns left at a corner, -π to π.
func turn(a, b, c orb.Point) float64 {
	d := math.Atan2(c[1]-b[1], c[0]-b[0]) - math.Atan2(b[1]-a[1], b[0]-a[0])
	return math.Remainder(d, 2*math.Pi)
}

// nest puts holes into the polygon that they lie in.
func nest(rings []orb.Ring) orb.MultiPolygon {
	var out orb.MultiPolygon
	for _, r := range rings {
		if r.Orientation() == orb.CCW {
			out = append(out, orb.Polygon{r})
		}
	}
	for _, r := range rings {
		if r.Orientation() == orb.CCW {
			continue
		}
		for k := range out {
			if planar.RingContains(out[k][0], r[0]) {
				out[k] = append(out[k], r)
				break
			}
		}
	}
	return out
}
