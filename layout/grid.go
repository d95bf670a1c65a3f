package layout

import (
	"math"
	"math/bits"

	"github.com/paulmach/orb"

	"github.com/milltir/milltir/geo"
)

// Positions are compared on a grid of 10⁻⁷ degrees, about a centimetre: files that were written with fifteen digits share
// their edges there, and whether three points are in line is a question of whole numbers.
const perDegree = 1e7

// node is a point of the grid.
type node struct{ x, y int64 }

func (a node) point() orb.Point { return orb.Point{float64(a.x) / perDegree, float64(a.y) / perDegree} }

// snap gives the point of the grid nearest to a position; ok is false outside the earth.
func snap(p geo.Point) (n node, ok bool) {
	if !(math.Abs(p[0]) <= 180 && math.Abs(p[1]) <= 90) {
		return node{}, false
	}
	return node{int64(math.Round(p[0] * perDegree)), int64(math.Round(p[1] * perDegree))}, true
}

// side is above 0 where c lies to the left of the line from a to b, below 0 to the right, and 0 on it.
func side(a, b, c node) int {
	left, right := product(b.x-a.x, c.y-a.y), product(b.y-a.y, c.x-a.x)
	return left.compare(right)
}

// wide is a product of two int64 in two words.
type wide struct {
	hi int64
	lo uint64
}

func product(a, b int64) wide {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	h := int64(hi) // the unsigned product's high word, put right for the signs
	if a < 0 {
		h -= b
	}
	if b < 0 {
		h -= a
	}
	return wide{h, lo}
}

func (p wide) compare(q wide) int {
	switch {
	case p.hi != q.hi:
		if p.hi > q.hi {
			return 1
		}
		return -1
	case p.lo > q.lo:
		return 1
	case p.lo < q.lo:
		return -1
	}
	return 0
}

// inside tells whether a point lies in a polygon with holes; all its edges belong to it.
func inside(polygon orb.Polygon, at node) bool {
	for i, ring := range polygon {
		in, edge := holds(ring, at)
		switch {
		case edge:
			return true
		case in == (i > 0):
			return false // outside the outer ring, or in a hole
		}
	}
	return len(polygon) > 0
}

// holds tells whether a ring holds a point, or the point lies on it.
func holds(ring orb.Ring, at node) (in, edge bool) {
	for i := 1; i < len(ring); i++ {
		a, _ := snap(ring[i-1])
		b, _ := snap(ring[i])
		if a.y > b.y {
			a, b = b, a
		}
		if at.y < a.y || at.y > b.y || at.x > max(a.x, b.x) {
			continue
		}
		if a.y == b.y {
			if at.x >= min(a.x, b.x) {
				return true, true
			}
			continue
		}
		s := side(a, b, at)
		if s == 0 {
			return true, true
		}
		if s > 0 && at.y < b.y { // an edge to the right, its upper end left out
			in = !in
		}
	}
	return in, false
}

func (p wide) plus(q wide) wide {
	lo, carry := bits.Add64(p.lo, q.lo, 0)
	return wide{p.hi + q.hi + int64(carry), lo}
}

func (p wide) minus(q wide) wide {
	lo, borrow := bits.Sub64(p.lo, q.lo, 0)
	return wide{p.hi - q.hi - int64(borrow), lo}
}
