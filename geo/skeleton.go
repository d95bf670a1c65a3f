package geo

import (
	"cmp"
	"container/heap"
	"context"
	"math"
	"slices"
)

// Skeleton is a small map of places and the main roads between them: what a table of two columns can hold and a
// person can draw, and far truer than the crow where water or mountains lie between.
//
// A point joins the nearest place, by Local, and up to two more near ones to which the road is not a long way round;
// the leg goes the best way by these. Between two points whose nearest places are the same or joined by a fair road it
// may also go straight, by Local, if they share a near place or are nearer to one another, round barriers, than the sum
// of what is between them and their nearest places: two homes half-way between villages do not go by either. Where the
// road between the nearest places is a long way round, there may be water between the points, and nobody goes straight.
type Skeleton struct {
	Nodes []Point
	Links []Link // both ways
	Local Crow   // from a point to a place, and between points near one another
	KmH   float64
	Reach float64 // metres from the nearest place, round barriers, beyond which it knows nothing of a point
}

// Link is a road between two places. At KmH 0 the skeleton goes by its seconds, else by its metres.
type Link struct {
	From, To int // indices into Nodes
	Seconds  int32
	Metres   int32
}

const (
	nearPlaces = 3   // that a point may join
	longWay    = 2.0 // metres by road per metre by crow beyond which two places are not near one another: water, a mountain
)

// way is a shortest way over the skeleton, compared by milliseconds, then metres.
type way struct {
	millis int64
	metres int64
}

var noWay = way{math.MaxInt64, math.MaxInt64}

func (a way) compare(b way) int {
	return cmp.Or(cmp.Compare(a.millis, b.millis), cmp.Compare(a.metres, b.metres))
}

func (a way) plus(b way) way { return way{a.millis + b.millis, a.metres + b.metres} }

// joint is a place that a point may join, and the way there.
type joint struct {
	node  int
	local way
}

// Matrix computes all legs between the points, without access minutes; seconds are rounded up. Legs of points that
// are beyond Reach of any place, and between places that no road joins, are Unknown; a remark names each such point.
func (s *Skeleton) Matrix(ctx context.Context, points []Point) (*Matrix, []Remark, error) {
	n := len(points)
	g := newSkeletonNet(s)
	crow := ways(slices.Concat(points, s.Nodes), s.Local.Barriers)
	joints := make([][]joint, n)
	var remarks []Remark
	for i := range points {
		near := s.near(crow[i][n:])
		remarks = s.remark(remarks, g, i, crow[i][n:])
		for k, node := range near {
			if k == 0 || s.fair(g, near[0], node, crow[n+near[0]][n+node]) {
				joints[i] = append(joints[i], joint{node, s.local(crow[i][n+node])})
			}
		}
	}
	m := NewMatrix(n)
	for i := range points {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		for j := range points[:i] {
			best := s.leg(g, joints, [2]int{i, j}, crow)
			if best == noWay {
				m.Set(i, j, Unknown, 0, false)
				m.Set(j, i, Unknown, 0, false)
				continue
			}
			seconds, metres := int32((best.millis+999)/1000), int32(best.metres)
			far := s.Local.MaxMetres > 0 && float64(best.metres) > s.Local.MaxMetres
			m.Set(i, j, seconds, metres, far)
			m.Set(j, i, seconds, metres, far)
		}
	}
	return m, remarks, nil
}

// Remarks is what Matrix has to say of the points, without the legs between them.
func (s *Skeleton) Remarks(points []Point) []Remark {
	g := newSkeletonNet(s)
	var out []Remark
	for i, crow := range Within(points, s.Nodes, s.Local.Barriers, math.Inf(1)) {
		out = s.remark(out, g, i, crow)
	}
	return out
}

// remark adds what there is to say of a point, crow metres round barriers from each place.
func (s *Skeleton) remark(to []Remark, g *skeletonNet, i int, crow []float64) []Remark {
	near := s.near(crow)
	switch {
	case len(near) == 0:
		return append(to, Remark{FarFromRoad, i, nearest(crow)})
	case g.part[near[0]] != g.main:
		return append(to, Remark{CutOff, i, nearest(g.of(g.main, crow))})
	}
	return to
}

// leg is the best way between two points.
func (s *Skeleton) leg(g *skeletonNet, joints [][]joint, of [2]int, crow [][]float64) way {
	i, j := of[0], of[1]
	best := noWay
	if len(joints[i]) == 0 || len(joints[j]) == 0 {
		return best
	}
	share := false
	for _, a := range joints[i] {
		from := g.from(a.node)
		for _, b := range joints[j] {
			share = share || a.node == b.node
			if w := from[b.node]; w != noWay {
				if w = w.plus(a.local).plus(b.local); w.compare(best) < 0 {
					best = w
				}
			}
		}
	}
	n, a, b := len(joints), joints[i][0].node, joints[j][0].node
	between := crow[i][j] <= crow[i][n+a]+crow[j][n+b] // nearer to one another than to their places
	if !share && !between || math.IsInf(crow[i][j], 1) {
		return best
	}
	if s.fair(g, a, b, crow[n+a][n+b]) {
		if w := s.local(crow[i][j]); w.compare(best) < 0 {
			best = w
		}
	}
	return best
}

// local is a straight way.
func (s *Skeleton) local(crow float64) way {
	metres, seconds := s.Local.road(crow)
	return way{int64(math.Ceil(seconds * 1000)), int64(math.Round(metres))}
}

// of are the distances to the places of one part.
func (g *skeletonNet) of(part int, crow []float64) []float64 {
	var out []float64
	for k, d := range crow {
		if g.part[k] == part {
			out = append(out, d)
		}
	}
	return out
}

// nearest is the least of some distances, 0 where there is none.
func nearest(crow []float64) float64 {
	if len(crow) == 0 || math.IsInf(slices.Min(crow), 1) {
		return 0
	}
	return slices.Min(crow)
}

// near lists the places within reach, the nearest first, a few of them.
func (s *Skeleton) near(crow []float64) []int {
	var out []int
	for k, d := range crow {
		if d <= s.Reach {
			out = append(out, k)
		}
	}
	slices.SortFunc(out, func(a, b int) int { return cmp.Or(cmp.Compare(crow[a], crow[b]), a-b) })
	return out[:min(len(out), nearPlaces)]
}

// fair tells whether the road between two places is no long way round, crow metres lying between them.
func (s *Skeleton) fair(g *skeletonNet, a, b int, crow float64) bool {
	w := g.from(a)[b]
	return a == b || w != noWay && float64(w.metres) <= longWay*crow
}

// skeletonNet is the skeleton as a graph, with the ways from each place once they are asked for.
type skeletonNet struct {
	out  [][]arc
	done [][]way
	part []int // by node: the smallest node that roads join it to
	main int   // the part with most places
}

type arc struct {
	to   int
	long way
}

func newSkeletonNet(s *Skeleton) *skeletonNet {
	n := len(s.Nodes)
	g := &skeletonNet{out: make([][]arc, n), done: make([][]way, n), part: make([]int, n)}
	for _, l := range s.Links {
		long := way{int64(l.Seconds) * 1000, int64(l.Metres)}
		if s.KmH > 0 {
			long.millis = int64(math.Ceil(float64(l.Metres) * 3600 / s.KmH))
		}
		g.out[l.From] = append(g.out[l.From], arc{l.To, long})
		g.out[l.To] = append(g.out[l.To], arc{l.From, long})
	}
	for i := range g.part {
		g.part[i] = -1
	}
	for i := range g.part {
		g.flood(i)
	}
	g.main = g.largest()
	return g
}

// flood marks what roads join to a node, if it is not marked yet.
func (g *skeletonNet) flood(i int) {
	if g.part[i] >= 0 {
		return
	}
	g.part[i] = i
	for queue := []int{i}; len(queue) > 0; queue = queue[1:] {
		for _, a := range g.out[queue[0]] {
			if g.part[a.to] < 0 {
				g.part[a.to] = i
				queue = append(queue, a.to)
			}
		}
	}
}

// largest is the part with most places; of several the first.
func (g *skeletonNet) largest() int {
	size := make([]int, len(g.part))
	best := 0
	for _, p := range g.part {
		size[p]++
	}
	for p := range size {
		if size[p] > size[best] {
			best = p
		}
	}
	return best
}

// from gives the ways from a node to every other.
func (g *skeletonNet) from(a int) []way {
	if g.done[a] != nil {
		return g.done[a]
	}
	w := make([]way, len(g.out))
	for i := range w {
		w[i] = noWay
	}
	w[a] = way{}
	q := &ahead{{way{}, a}}
	for q.Len() > 0 {
		at := heap.Pop(q).(reached)
		if at.long != w[at.node] {
			continue
		}
		for _, e := range g.out[at.node] {
			if long := at.long.plus(e.long); long.compare(w[e.to]) < 0 {
				w[e.to] = long
				heap.Push(q, reached{long, e.to})
			}
		}
	}
	g.done[a] = w
	return w
}

// ahead is a heap of what was reached, the nearest first.
type ahead []reached

type reached struct {
	long way
	node int
}

func (h ahead) Len() int { return len(h) }
func (h ahead) Less(i, j int) bool {
	return cmp.Or(h[i].long.compare(h[j].long), h[i].node-h[j].node) < 0
}
func (h ahead) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *ahead) Push(x any)   { *h = append(*h, x.(reached)) }
func (h *ahead) Pop() any {
	last := len(*h) - 1
	x := (*h)[last]
	*h = (*h)[:last]
	return x
}
