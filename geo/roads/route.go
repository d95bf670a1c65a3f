package roads

import (
	"errors"
	"fmt"
	"sort"

	"github.com/paulmach/orb"

	"github.com/milltir/milltir/geo"
)

// Route is the way between two points.
type Route struct {
	Line    orb.LineString // from point to point, the walk to the road and from it included
	Millis  int64          // the walk included
	Metres  int32          // by road
	ByClass []ClassPart    // what of it is on roads of each class, in the order of classes; the walk is in none
}

// ClassPart is what of a route lies on roads of one class.
type ClassPart struct {
	Class  Class
	Millis int64
	Metres int32
}

// ErrNoWay says that the network does not join two points by a mode, ErrNoRoad that there is no road near one of them.
var (
	ErrNoWay  = errors.New("roads: there is no way between the two points")
	ErrNoRoad = errors.New("roads: there is no road within five kilometres of a point")

	errTorn = errors.New("roads: the network does not fit together; build it again")
)

// Route gives the cheapest way by a mode. Its Millis and Metres are those of Legs, unrounded.
func (r *Roads) Route(mode string, from, to geo.Point) (Route, error) {
	k := modeIndex(mode)
	if k < 0 {
		return Route{}, fmt.Errorf("%w: %q", ErrMode, mode)
	}
	l := r.lane(k)
	at, _ := r.snap(l, []geo.Point{from, to})
	if at[0].segment < 0 || at[1].segment < 0 {
		return Route{}, ErrNoRoad
	}
	t := &tracer{r: r, mode: k, l: l, a: at[0], b: at[1]}
	c, arcs, err := t.best()
	if err != nil {
		return Route{}, err
	}
	out := t.draw(arcs)
	out.Millis = c.ms() + at[0].walkMs + at[1].walkMs
	out.Metres = int32((c.mm() + 500) / 1000)
	return out, nil
}

// tracer finds the arcs of one way.
type tracer struct {
	r    *Roads
	mode int
	l    *lane
	a, b where
}

// best gives the cost of the cheapest way and its arcs, the first and the last of which are gone in part; nil where the
// way stays on one segment.
func (t *tracer) best() (cost, []int32, error) {
	h := t.r.ch[t.mode]
	n := len(h.order)
	up, down := newClimb(n, true), newClimb(n, true)
	starts, startArcs := t.r.leaving(t.mode, t.l, t.a.spot)
	goals, goalArcs := t.r.arriving(t.mode, t.l, t.b.spot)
	for _, s := range starts {
		up.reach(s.node, s.c, -1)
	}
	for _, s := range goals {
		down.reach(s.node, s.c, -1)
	}
	settled := map[int32]cost{}
	up.run(&h.up, &h.down, func(v int32, c cost) { settled[v] = c })
	best, top := longest+1, int32(-1)
	down.run(&h.down, &h.up, func(v int32, c cost) {
		if u, ok := settled[v]; ok && (u+c < best || u+c == best && v < top) {
			best, top = u+c, v
		}
	})
	if c := t.r.along(t.mode, t.a.spot, t.b.spot); c <= best && c != unreached {
		return c, nil, nil
	}
	if top < 0 {
		return 0, nil, ErrNoWay
	}
	first, climbed, err := h.path(up, &h.up, top)
	if err != nil {
		return 0, nil, err
	}
	last, sunk, err := h.path(down, &h.down, top)
	if err != nil {
		return 0, nil, err
	}
	arcs := []int32{arcOf(starts, startArcs, first)}
	for i := len(climbed) - 1; i >= 0; i-- {
		if arcs, err = h.unpack(arcs, &h.up, climbed[i], h.up.tailOf(climbed[i]), h.up.to[climbed[i]]); err != nil {
			return 0, nil, err
		}
	}
	for _, e := range sunk {
		if arcs, err = h.unpack(arcs, &h.down, e, h.down.to[e], h.down.tailOf(e)); err != nil {
			return 0, nil, err
		}
	}
	return best, append(arcs, arcOf(goals, goalArcs, last)), nil
}

// arcOf gives the arc of the cheapest start at a node.
func arcOf(starts []start, arcs []int32, node int32) int32 {
	best, arc := unreached, int32(-1)
	for i, s := range starts {
		if s.node == node && s.c < best {
			best, arc = s.c, arcs[i]
		}
	}
	return arc
}

// tailOf is the node whose list an edge is in.
func (e *edges) tailOf(edge int32) int32 {
	return int32(sort.Search(len(e.first)-1, func(v int) bool { return e.first[v+1] > edge }))
}

// path follows a climb back from its top: the node where it started, and the edges, those at the top first.
func (h *hierarchy) path(s *climb, e *edges, top int32) (node int32, list []int32, err error) {
	for node = top; s.parent[node] >= 0; node = e.tailOf(s.parent[node]) {
		list = append(list, s.parent[node])
		if len(list) > len(h.order) {
			return 0, nil, errTorn
		}
	}
	return node, list, nil
}

// unpack adds the arcs of an edge from one node to another, shortcuts taken apart.
func (h *hierarchy) unpack(arcs []int32, in *edges, edge, from, to int32) ([]int32, error) {
	type piece struct {
		e        *edges
		edge     int32
		from, to int32
	}
	stack := []piece{{in, edge, from, to}}
	for len(stack) > 0 {
		p := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		mid := p.e.mid[p.edge]
		if mid < 0 {
			arcs = append(arcs, ^mid)
			continue
		}
		a, b := h.down.find(mid, p.from), h.up.find(mid, p.to)
		if a < 0 || b < 0 || h.down.c[a]+h.up.c[b] != p.e.c[p.edge] || len(arcs) > 1<<26 {
			return nil, errTorn
		}
		stack = append(stack, piece{&h.up, b, mid, p.to}, piece{&h.down, a, p.from, mid})
	}
	return arcs, nil
}

// draw puts line and shares together.
func (t *tracer) draw(arcs []int32) Route {
	n := t.r.net
	out := Route{Line: orb.LineString{t.a.guess}}
	var ms, mm [classes]int64
	add := func(arc, from, to int32, junction bool) { // from and to in mm along the arc
		out.Line = n.trace(out.Line, arc, from, to)
		c := n.class[arc>>1]
		ms[c] += part(t.r.rides[t.mode].ms[arc&1][arc>>1], to-from, n.mm[arc>>1])
		if junction {
			ms[c] += int64(t.r.rides[t.mode].nodeMs[n.head(arc)])
		}
		mm[c] += int64(to - from)
	}
	on := func(arc int32, w where) int32 { // along the arc
		if arc&1 == 0 {
			return w.mm
		}
		return n.mm[arc>>1] - w.mm
	}
	if arcs == nil {
		arc := 2 * t.a.segment
		if t.b.mm < t.a.mm {
			arc++
		}
		add(arc, on(arc, t.a), on(arc, t.b), false)
	}
	for i, arc := range arcs {
		from, to := int32(0), n.mm[arc>>1]
		if i == 0 {
			from = on(arc, t.a)
		}
		if i == len(arcs)-1 {
			to = on(arc, t.b)
		}
		add(arc, from, to, i < len(arcs)-1)
	}
	if last := out.Line[len(out.Line)-1]; last != t.b.guess || len(out.Line) < 2 {
		out.Line = append(out.Line, t.b.guess)
	}
	for c := Motorway; c < classes; c++ {
		if mm[c] > 0 || ms[c] > 0 {
			out.ByClass = append(out.ByClass, ClassPart{c, ms[c], int32((mm[c] + 500) / 1000)})
		}
	}
	return out
}

// trace adds the points of an arc from one place on it to another, given in millimetres.
func (n *network) trace(line orb.LineString, arc, from, to int32) orb.LineString {
	put := func(lat, lon float64) {
		p := geo.LatLon(lat/perDegree, lon/perDegree)
		if len(line) == 0 || line[len(line)-1] != p {
			line = append(line, p)
		}
	}
	s, pieces := arc>>1, n.pieces(arc>>1)
	sum := 0.0
	for i := range pieces {
		k := i
		if arc&1 == 1 {
			k = pieces - 1 - i
		}
		lat1, lon1, lat2, lon2 := n.line(s, k)
		if arc&1 == 1 {
			lat1, lon1, lat2, lon2 = lat2, lon2, lat1, lon1
		}
		length := millimetres(lat1, lon1, lat2, lon2)
		at := func(mm float64) (float64, float64) {
			t := 0.0
			if length > 0 {
				t = min(max((mm-sum)/length, 0), 1)
			}
			return float64(lat1) + t*float64(lat2-lat1), float64(lon1) + t*float64(lon2-lon1)
		}
		if sum+length >= float64(from) && sum <= float64(to) {
			put(at(float64(from)))
			put(at(float64(to)))
		}
		sum += length
	}
	return line
}
