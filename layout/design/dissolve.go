package design

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// corner is a point of the grid that layouts are on, 10⁻⁷ degrees.
type corner struct{ x, y int64 }

func (c corner) point() orb.Point { return orb.Point{float64(c.x) / 1e7, float64(c.y) / 1e7} }

func cornerOf(p orb.Point) corner {
	return corner{int64(math.Round(p[0] * 1e7)), int64(math.Round(p[1] * 1e7))}
}

// piece is an edge with the ground on its left.
type piece struct{ from, to corner }

// dissolve joins areas to one: edges that two of them share, one each way, are no edges any more, and what is left is walked
// around. Where an edge of one has a corner of another on it, it is cut there first, so that both have the same pieces.
func dissolve(areas []orb.MultiPolygon) orb.MultiPolygon {
	left := map[piece]int{}
	var order []piece
	for _, p := range cutUp(pieces(areas)) {
		if back := (piece{p.to, p.from}); left[back] > 0 {
			left[back]--
			continue
		}
		left[p]++
		order = append(order, p)
	}
	next := map[corner][]corner{}
	for _, p := range order {
		if left[p] > 0 {
			left[p]--
			next[p.from] = append(next[p.from], p.to)
		}
	}
	var rings []orb.Ring
	for _, p := range order {
		for len(next[p.from]) > 0 {
			rings = append(rings, around(p.from, next)...)
		}
	}
	return nest(rings)
}

// pieces gives the edges of areas, the ground on their left.
func pieces(areas []orb.MultiPolygon) []piece {
	var out []piece
	for _, area := range areas {
		for _, polygon := range area {
			for k, ring := range polygon {
				turned := (ring.Orientation() == orb.CW) != (k > 0)
				for i := 1; i < len(ring); i++ {
					a, b := cornerOf(ring[i-1]), cornerOf(ring[i])
					if turned {
						a, b = b, a
					}
					if a != b {
						out = append(out, piece{a, b})
					}
				}
			}
		}
	}
	return out
}

// cutUp cuts edges at the corners of others that lie on them. Only edges without a twin can have such corners.
func cutUp(all []piece) []piece {
	twin := map[piece]bool{}
	for _, p := range all {
		twin[p] = true
	}
	alone := func(p piece) bool { return !twin[piece{p.to, p.from}] }
	var corners []corner
	for _, p := range all {
		if alone(p) {
			corners = append(corners, p.from, p.to)
		}
	}
	byX := func(a, b corner) int { return cmp.Or(cmp.Compare(a.x, b.x), cmp.Compare(a.y, b.y)) }
	slices.SortFunc(corners, byX)
	corners = slices.Compact(corners)
	var out []piece
	for _, p := range all {
		if !alone(p) {
			out = append(out, p)
			continue
		}
		lo, hi := min(p.from.x, p.to.x), max(p.from.x, p.to.x)
		at, _ := slices.BinarySearchFunc(corners, corner{lo, math.MinInt64}, byX)
		var on []corner
		for ; at < len(corners) && corners[at].x <= hi; at++ {
			if c := corners[at]; c != p.from && c != p.to && between(p, c) {
				on = append(on, c)
			}
		}
		slices.SortFunc(on, func(a, b corner) int { return cmp.Compare(apart(p.from, a), apart(p.from, b)) })
		from := p.from
		for _, c := range append(on, p.to) {
			out = append(out, piece{from, c})
			from = c
		}
	}
	return out
}

// between tells whether a corner lies on an edge. Units span less than 10 degrees, so that the products fit.
func between(p piece, c corner) bool {
	if c.y < min(p.from.y, p.to.y) || c.y > max(p.from.y, p.to.y) {
		return false
	}
	return (p.to.x-p.from.x)*(c.y-p.from.y) == (p.to.y-p.from.y)*(c.x-p.from.x)
}

func apart(a, b corner) int64 { return max(a.x-b.x, b.x-a.x) + max(a.y-b.y, b.y-a.y) }

// around walks from a corner back to it, with the ground on the left, and turns left as sharply as it can, so that parts that
// touch in one corner stay parts. A ring that comes through a corner twice is cut in two there. What leads nowhere, where units
// overlap, is left out.
func around(start corner, next map[corner][]corner) []orb.Ring {
	path := []corner{start}
	at := map[corner]int{start: 0}
	var out []orb.Ring
	for len(path) > 0 {
		c := path[len(path)-1]
		ways := next[c]
		if len(ways) == 0 {
			delete(at, c)
			path = path[:len(path)-1]
			continue
		}
		best := 0
		if len(path) > 1 {
			for k := range ways {
				if before := path[len(path)-2]; turn(before, c, ways[k]) > turn(before, c, ways[best]) {
					best = k
				}
			}
		}
		to := ways[best]
		next[c] = append(slices.Clone(ways[:best]), ways[best+1:]...)
		i, seen := at[to]
		if !seen {
			at[to], path = len(path), append(path, to)
			continue
		}
		ring := orb.Ring{}
		for _, q := range path[i:] {
			ring = append(ring, q.point())
		}
		if ring = append(ring, to.point()); len(ring) >= 4 {
			out = append(out, ring)
		}
		for _, q := range path[i+1:] {
			delete(at, q)
		}
		path = path[:i+1]
		if i == 0 {
			return out
		}
	}
	return out
}

// turn is by how much a way turns left at a corner, -π to π.
func turn(a, b, c corner) float64 {
	in := math.Atan2(float64(b.y-a.y), float64(b.x-a.x))
	return math.Remainder(math.Atan2(float64(c.y-b.y), float64(c.x-b.x))-in, 2*math.Pi)
}

// nest puts holes into the smallest outer ring that holds them.
func nest(rings []orb.Ring) orb.MultiPolygon {
	var out orb.MultiPolygon
	for _, r := range rings {
		if planar.Area(r) != 0 && r.Orientation() == orb.CCW {
			out = append(out, orb.Polygon{r})
		}
	}
	for _, r := range rings {
		if r.Orientation() != orb.CW {
			continue
		}
		best := -1
		for k := range out {
			if holds(out[k][0], r) && (best < 0 || math.Abs(planar.Area(out[k][0])) < math.Abs(planar.Area(out[best][0]))) {
				best = k
			}
		}
		if best >= 0 {
			out[best] = append(out[best], r)
		}
	}
	slices.SortStableFunc(out, func(a, b orb.Polygon) int { // the largest part first
		return cmp.Compare(math.Abs(planar.Area(b[0])), math.Abs(planar.Area(a[0])))
	})
	return out
}

// holds tells whether a ring holds a hole. A corner of the hole may lie on the ring, the middle of one of its edges hardly.
func holds(outer, hole orb.Ring) bool {
	votes := 0
	for i := 1; i < len(hole); i++ {
		mid := orb.Point{(hole[i-1][0] + hole[i][0]) / 2, (hole[i-1][1] + hole[i][1]) / 2}
		if planar.RingContains(outer, mid) {
			votes++
		} else {
			votes--
		}
	}
	return votes > 0
}
