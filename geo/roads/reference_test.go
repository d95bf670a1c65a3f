package roads

import (
	"fmt"
	"slices"

	"github.com/milltir/milltir/geo"
)

// walker is a plain Dijkstra over arcs with the arcs gone before them, as far as a forbidden sequence may look back: slow
// and obvious. It shares nothing with graph and its copies of junctions.
type walker struct {
	net   *network
	ride  *ride
	out   around
	banX  map[string]bool // forbidden sequences as text
	depth int             // the longest of them
}

func newWalker(n *network, r *ride) *walker {
	w := &walker{net: n, ride: r, out: n.arcsOut(), banX: map[string]bool{}}
	for i := 1; i < len(r.forbiddenAt); i++ {
		seq := r.forbidden[r.forbiddenAt[i-1]:r.forbiddenAt[i]]
		w.banX[fmt.Sprint(seq)] = true
		w.depth = max(w.depth, len(seq))
	}
	return w
}

// allowed tells whether no end of a sequence of arcs is forbidden.
func (w *walker) allowed(arcs []int32) bool {
	for i := range len(arcs) - 1 {
		if w.banX[fmt.Sprint(arcs[i:])] {
			return false
		}
	}
	return true
}

type walked struct {
	c    cost
	arcs []int32
}

// from gives the cheapest cost at the tail of every arc before going it, by arc that comes next, from a spot.
func (w *walker) from(s spot) map[int32]cost {
	best := map[int32]cost{} // by next arc
	seen := map[string]bool{}
	var open []walked
	for d, rest := range [2]int32{w.net.mm[s.segment] - s.mm, s.mm} {
		arc := 2*s.segment + int32(d)
		if w.ride.open(arc) {
			ms := part(w.ride.ms[d][s.segment], rest, w.net.mm[s.segment]) + int64(w.ride.nodeMs[w.net.head(arc)])
			open = append(open, walked{costOf(ms, int64(rest)), []int32{arc}})
		}
	}
	for len(open) > 0 {
		k := 0
		for i := range open {
			if open[i].c < open[k].c {
				k = i
			}
		}
		now := open[k]
		open[k] = open[len(open)-1]
		open = open[:len(open)-1]
		key := fmt.Sprint(now.arcs)
		if seen[key] {
			continue
		}
		seen[key] = true
		for _, a := range w.out.of(w.net.head(now.arcs[len(now.arcs)-1])) {
			next := append(slices.Clone(now.arcs), a)
			if !w.ride.open(a) || !w.allowed(next) {
				continue
			}
			if c, ok := best[a]; !ok || now.c < c {
				best[a] = now.c
			}
			if len(next) > max(w.depth-1, 1) {
				next = next[len(next)-max(w.depth-1, 1):]
			}
			open = append(open, walked{now.c + costOf(w.ride.arcMs(w.net, a), int64(w.net.mm[a>>1])), next})
		}
	}
	return best
}

// to finishes a way at a spot.
func (w *walker) to(best map[int32]cost, r *Roads, mode int, a, b spot) cost {
	c := r.along(mode, a, b)
	for d, rest := range [2]int32{b.mm, w.net.mm[b.segment] - b.mm} {
		arc := 2*b.segment + int32(d)
		if at, ok := best[arc]; ok {
			c = min(c, at+costOf(part(w.ride.ms[d][b.segment], rest, w.net.mm[b.segment]), int64(rest)))
		}
	}
	return c
}

// dijkstra is a plain search on the graph of a mode, for networks that are too large for a walker.
func dijkstra(g *graph, starts []start) []cost {
	dist := make([]cost, len(g.base))
	for i := range dist {
		dist[i] = unreached
	}
	var q queue
	for _, s := range starts {
		if s.c < dist[s.node] {
			dist[s.node] = s.c
			q.push(entry{s.c, s.node})
		}
	}
	for len(q) > 0 {
		e := q.pop()
		if e.c > dist[e.node] {
			continue
		}
		for i := g.first[e.node]; i < g.first[e.node+1]; i++ {
			if c := e.c + g.edgeCost(i); c < dist[g.to[i]] && c <= longest {
				dist[g.to[i]] = c
				q.push(entry{c, g.to[i]})
			}
		}
	}
	return dist
}

// plain gives the cells of a table by plain searches.
func (r *Roads) plain(mode int, at []where) []cost {
	l := r.lane(mode)
	cells := make([]cost, 0, len(at)*len(at))
	for _, a := range at {
		if a.segment < 0 {
			for range at {
				cells = append(cells, unreached)
			}
			continue
		}
		starts, _ := r.leaving(mode, l, a.spot)
		for i := range starts {
			starts[i].node = r.ch[mode].order[starts[i].node]
		}
		dist := dijkstra(l.graph, starts)
		for _, b := range at {
			c := r.along(mode, a.spot, b.spot)
			if b.segment >= 0 {
				last, _ := r.arriving(mode, l, b.spot)
				for _, s := range last {
					if d := dist[r.ch[mode].order[s.node]]; d != unreached {
						c = min(c, d+s.c)
					}
				}
			}
			cells = append(cells, c)
		}
	}
	return cells
}

// spread gives so many points over the network, the same each time.
func (r *Roads) spread(n int) []geo.Point {
	points := make([]geo.Point, n)
	for i := range points {
		s := int32((i*7919 + 13) * 104729 % r.net.segments())
		lat1, lon1, lat2, lon2 := r.net.line(s, 0)
		points[i] = geo.LatLon((float64(lat1)+float64(lat2))/2/perDegree+0.0001, (float64(lon1)+float64(lon2))/2/perDegree)
	}
	return points
}
