package layout

import (
	"cmp"
	"math"
	"slices"
)

// The surface of a layout is worked out by cutting it into strips at every corner: inside a strip edges are straight and go from
// bottom to top, so that what lies between two neighbours is a trapezoid of one or several patches, or of none. Areas are exact
// but for rounding; edges that two patches share are the same numbers, and what lies between them is nothing. Edges of two
// patches that cross inside a strip have it cut again where they do.

// mostStrips bounds the work: edges looked at, over all strips.
const mostStrips = 20_000_000

// trapezoid is what lies between two neighbouring edges of a strip.
type trapezoid struct {
	y0, y1         float64 // bottom and top
	l0, r0, l1, r1 float64 // left and right end of its bottom, and of its top
	left, right    int     // parts whose edges these are; -1: the strip's end
}

func (t *trapezoid) area() float64 { return (t.r0 - t.l0 + t.r1 - t.l1) / 2 * (t.y1 - t.y0) }

// sweeper goes through the strips from bottom to top.
type sweeper struct {
	edges    []edge
	work     int
	active   []int
	cuts     []cut
	parts    []bool // which are open at this place of the strip
	open     []int
	sink     func(t *trapezoid, parts []int) // what lies between, parts in no order; none: outside all
	endStrip func()
	tangled  bool
}

// cut is an edge in a strip.
type cut struct {
	x0, x1 float64
	part   int
}

// run calls sink for all trapezoids, and endStrip at the top of each strip. parts is the number of polygons.
func (s *sweeper) run(parts int) {
	s.parts = make([]bool, parts)
	s.edges = slices.DeleteFunc(s.edges, func(e edge) bool { return e.a.y == e.b.y }) // level: part of a strip's border
	slices.SortFunc(s.edges, func(a, b edge) int { return cmp.Compare(a.a.y, b.a.y) })
	ys := make([]int64, 0, 2*len(s.edges))
	for i := range s.edges {
		ys = append(ys, s.edges[i].a.y, s.edges[i].b.y)
	}
	slices.Sort(ys)
	ys = slices.Compact(ys)
	next := 0
	for i := 1; i < len(ys) && !s.tangled; i++ {
		y0, y1 := ys[i-1], ys[i]
		s.active = slices.DeleteFunc(s.active, func(k int) bool { return s.edges[k].b.y <= y0 })
		for next < len(s.edges) && s.edges[next].a.y <= y0 {
			s.active = append(s.active, next)
			next++
		}
		s.strip(float64(y0), float64(y1), 0)
	}
}

// at is where an edge is at a height, always by the same arithmetic.
func (e *edge) at(y float64) float64 {
	switch y {
	case float64(e.a.y):
		return float64(e.a.x)
	case float64(e.b.y):
		return float64(e.b.x)
	}
	return float64(e.a.x) + (y-float64(e.a.y))*(float64(e.b.x-e.a.x)/float64(e.b.y-e.a.y))
}

// strip hands over the trapezoids between two heights, having cut the strip where edges cross.
func (s *sweeper) strip(y0, y1 float64, depth int) {
	if s.work += len(s.active) + 1; s.work > mostStrips {
		s.tangled = true
	}
	if s.tangled {
		return
	}
	s.cuts = s.cuts[:0]
	for _, k := range s.active {
		e := &s.edges[k]
		s.cuts = append(s.cuts, cut{e.at(y0), e.at(y1), e.part})
	}
	slices.SortFunc(s.cuts, func(a, b cut) int {
		return cmp.Or(cmp.Compare(a.x0+a.x1, b.x0+b.x1), cmp.Compare(a.x0, b.x0), cmp.Compare(a.part, b.part))
	})
	if y := crossing(s.cuts, y0, y1); y1-y0 > 1 && y > y0 && y < y1 && depth < 60 {
		s.strip(y0, y, depth+1)
		s.strip(y, y1, depth+1)
		return
	}
	s.walk(y0, y1)
	s.endStrip()
}

// crossing is a height at which two neighbours cross, if they do so by more than the grid; else y0.
func crossing(cuts []cut, y0, y1 float64) float64 {
	for i := 1; i < len(cuts); i++ {
		a, b := cuts[i-1], cuts[i]
		below, above := b.x0-a.x0, b.x1-a.x1
		if below < -1 || above < -1 {
			if y := y0 + (y1-y0)*below/(below-above); y > y0 && y < y1 {
				return y
			}
			return (y0 + y1) / 2 // out of order further away: halves will tell
		}
	}
	return y0
}

// walk goes along a strip from left to right.
func (s *sweeper) walk(y0, y1 float64) {
	for _, k := range s.open { // left over where rounding put edges out of order
		s.parts[k] = false
	}
	s.open = s.open[:0]
	last := cut{math.Inf(-1), math.Inf(-1), -1}
	for _, c := range append(s.cuts, cut{math.Inf(1), math.Inf(1), -1}) {
		t := trapezoid{y0, y1, last.x0, max(last.x0, c.x0), last.x1, max(last.x1, c.x1), last.part, c.part}
		if t.r0 > t.l0 || t.r1 > t.l1 {
			s.work += 5 * len(s.open) * max(0, len(s.open)-1) // pairs that overlap are dearer than edges
			s.sink(&t, s.open)
		}
		if c.part < 0 {
			return
		}
		if s.parts[c.part] = !s.parts[c.part]; s.parts[c.part] {
			s.open = append(s.open, c.part)
		} else {
			s.open = slices.DeleteFunc(s.open, func(k int) bool { return k == c.part })
		}
		last = cut{max(last.x0, c.x0), max(last.x1, c.x1), c.part}
	}
}
