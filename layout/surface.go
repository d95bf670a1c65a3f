package layout

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"github.com/milltir/milltir/geo"
)

// What is put down to rounding, and what of the gaps that are open to the sea is taken for a slip of the pen: an estuary is
// wider. Judgement; stated in docs/LAYOUTS.md.
const (
	leastArea  = 100.0  // square metres
	leastWidth = 0.5    // metres, on the whole
	sliver     = 5.0    // metres: an open gap between two patches that is narrower
	leastOpen  = 1000.0 // square metres of such a gap
)

// patchy is something found on the surface: an overlap or a gap.
type patchy struct {
	area   float64 // square metres
	box    orb.Bound
	widest float64
	at     geo.Point // in the middle of its largest trapezoid
}

// width is how wide it is on the whole.
func (p *patchy) width(metres func(a, b geo.Point) float64) float64 {
	if d := metres(p.box.Min, p.box.Max); d > 0 {
		return p.area / d
	}
	return 0
}

func (p *patchy) join(q *patchy) {
	if p.area == 0 {
		*p = *q
		return
	}
	p.area += q.area
	p.box = p.box.Union(q.box)
	if q.widest > p.widest {
		p.widest, p.at = q.widest, q.at
	}
}

// scale turns squares of the grid into metres at the layout's middle.
type scale struct{ x, y float64 }

func scaleAt(b orb.Bound) scale {
	const degree = 111_195.0 / perDegree // metres
	return scale{degree * math.Cos(b.Center().Lat()*math.Pi/180), degree}
}

func (k scale) metres(a, b geo.Point) float64 {
	return math.Hypot((a[0]-b[0])*perDegree*k.x, (a[1]-b[1])*perDegree*k.y)
}

// piece measures a trapezoid. turned: x and y are swapped.
func (k scale) piece(t *trapezoid, turned bool) patchy {
	size := t.area() * k.x * k.y
	lo, hi := geo.Point{min(t.l0, t.l1) / perDegree, t.y0 / perDegree}, geo.Point{max(t.r0, t.r1) / perDegree, t.y1 / perDegree}
	mid := geo.Point{(t.l0 + t.r0 + t.l1 + t.r1) / 4 / perDegree, (t.y0 + t.y1) / 2 / perDegree}
	if turned {
		lo, hi, mid = geo.Point{lo[1], lo[0]}, geo.Point{hi[1], hi[0]}, geo.Point{mid[1], mid[0]}
	}
	return patchy{size, orb.Bound{Min: lo, Max: hi}, size, mid}
}

// surface tells of overlaps and of gaps.
func (d *reading) surface(l *Layout, line func(int) int) {
	b, _ := l.bounds()
	f := &finder{
		scale: scaleAt(b), overlaps: map[[2]int]*patchy{}, slivers: map[[2]int]*patchy{},
		parent: []int{0}, holes: []*patchy{{}}, bare: []hole{everything},
	}
	var edges []edge
	for i := range l.Patches {
		edges = append(edges, edgesOf(l.Patches[i].Area, len(f.of))...)
		for range l.Patches[i].Area {
			f.of = append(f.of, i)
		}
	}
	s := &sweeper{edges: slices.Clone(edges), sink: f.take, endStrip: f.endStrip}
	s.run(len(f.of))
	f.now = append(f.now[:0], everything)
	f.endStrip()           // above all
	for i := range edges { // once more the other way round, for the slivers that lie along the strips
		e := &edges[i]
		e.a.x, e.a.y, e.b.x, e.b.y = e.a.y, e.a.x, e.b.y, e.b.x
		if e.a.y > e.b.y {
			e.a, e.b = e.b, e.a
		}
	}
	across := &finder{scale: f.scale, turned: true, of: f.of, slivers: f.slivers, overlaps: map[[2]int]*patchy{}}
	t := &sweeper{edges: edges, sink: across.take, endStrip: func() {}}
	t.run(len(f.of))
	if s.tangled || t.tangled {
		d.say("E1640", 1, "", "the lines of the layout are too many or too tangled to be checked", "Simplify them")
		return
	}
	d.overlaps(l, f, line)
	if len(d.found.Errors()) == 0 {
		d.gaps(l, f, line)
	}
}

// finder gathers what a sweep finds.
type finder struct {
	scale
	turned   bool
	of       []int // by part: its patch
	overlaps map[[2]int]*patchy
	slivers  map[[2]int]*patchy // open ones, by the patches on both sides
	bare     []hole             // parts of the strips above and below that are of no patch, below first
	now      []hole
	holes    []*patchy // by component
	parent   []int
}

// hole is a bare piece of a strip; its bottom and its top, and its component. Component 0 is the outside.
type hole struct {
	l0, r0, l1, r1 float64
	component      int // -1: not known yet
	piece          *patchy
}

var everything = hole{math.Inf(-1), math.Inf(1), math.Inf(-1), math.Inf(1), 0, nil}

func (f *finder) take(t *trapezoid, parts []int) {
	if len(parts) > 0 {
		if len(parts) > 1 {
			f.overlap(t, parts)
		}
		return
	}
	if !f.turned {
		f.gap(t)
	}
	if t.left < 0 || t.right < 0 || f.of[t.left] == f.of[t.right] {
		return
	}
	wide := f.x
	if f.turned {
		wide = f.y
	}
	if max(t.r0-t.l0, t.r1-t.l1)*wide <= sliver {
		k := [2]int{min(f.of[t.left], f.of[t.right]), max(f.of[t.left], f.of[t.right])}
		p := f.piece(t, f.turned)
		add(f.slivers, k, &p)
	}
}

// mostPairs bounds what is remembered of pairs of patches; a file with more is told of these first.
const mostPairs = 10_000

func add(to map[[2]int]*patchy, k [2]int, p *patchy) {
	if to[k] == nil {
		if len(to) >= mostPairs {
			return
		}
		to[k] = &patchy{}
	}
	to[k].join(p)
}

func (f *finder) overlap(t *trapezoid, parts []int) {
	p := f.piece(t, f.turned)
	for i, a := range parts {
		for _, b := range parts[i+1:] {
			add(f.overlaps, [2]int{min(f.of[a], f.of[b]), max(f.of[a], f.of[b])}, &p)
		}
	}
}

// gap books a bare piece of the strip.
func (f *finder) gap(t *trapezoid) {
	n := hole{t.l0, t.r0, t.l1, t.r1, 0, nil}
	if t.left >= 0 && t.right >= 0 {
		p := f.piece(t, false)
		n.component, n.piece = -1, &p
	}
	f.now = append(f.now, n)
}

// endStrip joins the strip's bare pieces with those below that they touch: both go from left to right.
func (f *finder) endStrip() {
	i := 0
	for k := range f.now {
		n := &f.now[k]
		for i < len(f.bare) && f.bare[i].r1 <= n.l0 {
			i++
		}
		for j := i; j < len(f.bare) && f.bare[j].l1 < n.r0; j++ {
			switch b := &f.bare[j]; {
			case min(n.r0, b.r1)-max(n.l0, b.l1) <= 1: // no more than the grid
			case n.component < 0:
				n.component = f.root(b.component)
			default:
				f.unite(n.component, b.component)
			}
		}
		if n.component < 0 {
			n.component = len(f.parent)
			f.parent, f.holes = append(f.parent, n.component), append(f.holes, &patchy{})
		}
		if n.component = f.root(n.component); n.component > 0 {
			f.holes[n.component].join(n.piece)
		}
		n.piece = nil
	}
	f.bare, f.now = f.now, f.bare[:0]
}

func (f *finder) root(i int) int {
	for f.parent[i] != i {
		f.parent[i] = f.parent[f.parent[i]]
		i = f.parent[i]
	}
	return i
}

func (f *finder) unite(i, k int) {
	i, k = f.root(i), f.root(k)
	if i == k {
		return
	}
	i, k = min(i, k), max(i, k)
	f.parent[k] = i
	if i > 0 {
		f.holes[i].join(f.holes[k])
	}
}

func pairs(m map[[2]int]*patchy) [][2]int {
	return slices.SortedFunc(maps.Keys(m), func(a, b [2]int) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
}

func (d *reading) overlaps(l *Layout, f *finder, line func(int) int) {
	for _, k := range pairs(f.overlaps) {
		p := f.overlaps[k]
		if p.area < leastArea || p.width(f.metres) < leastWidth {
			continue
		}
		a, b := &l.Patches[k[0]], &l.Patches[k[1]]
		if k[0] == k[1] {
			d.say("E1645", line(k[0]), a.ID,
				fmt.Sprintf("parts of patch %q lie over one another at %s, %s", a.ID, place(p.at), squares(p.area)),
				"Join the parts into one")
			continue
		}
		d.say("E1646", line(k[1]), b.ID,
			fmt.Sprintf("patches %q and %q overlap at %s, %s, about %.0f m wide", a.ID, b.ID, place(p.at), squares(p.area), p.width(f.metres)),
			"Give the ground to one of them")
	}
}

func (d *reading) gaps(l *Layout, f *finder, line func(int) int) {
	for i := 1; i < len(f.parent); i++ {
		p := f.holes[i]
		if f.root(i) != i || p.area < leastArea || p.width(f.metres) < leastWidth {
			continue
		}
		d.say("W2130", 1,
			"", fmt.Sprintf("there is a gap of no patch at %s, %s, about %.0f m wide", place(p.at), squares(p.area), p.width(f.metres)),
			"Give the ground to a patch, or it is water or another's")
	}
	for _, k := range pairs(f.slivers) {
		p := f.slivers[k]
		if p.area < leastOpen {
			continue
		}
		a, b := &l.Patches[k[0]], &l.Patches[k[1]]
		d.say("W2130", line(k[1]), b.ID,
			fmt.Sprintf("between patches %q and %q there is a narrow gap at %s, %s", a.ID, b.ID, place(p.at), squares(p.area)),
			"Let their borders be one line, or it is water")
	}
}

// squares words an area.
func squares(x float64) string {
	if x >= 100_000 {
		return fmt.Sprintf("%.2f km²", x/1e6)
	}
	return fmt.Sprintf("%.0f m²", x)
}
