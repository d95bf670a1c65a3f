package roads

import (
	"context"
	"errors"
	"slices"
)

// link is an edge while the hierarchy is made.
type link struct {
	c    cost
	to   int32
	mid  int32 // the node that a shortcut goes over, or ^arc
	hops int32 // arcs of the network
}

// shortcut is a way over a node that has to be kept when the node goes.
type shortcut struct {
	from int32
	link
}

// Roads of no map come near these bounds; a file that means harm can have a graph of which a hierarchy has no end.
const (
	mostPairs    = 1 << 22 // of edges into and out of a node
	mostLinks    = 8       // edges added for each edge of the graph,
	fewestLinks  = 1 << 20 // and these besides
	mostLooks    = 4000    // edges looked at on the way for each edge of the graph (a map needs 400),
	mostTogether = 128     // segments that meet at a junction
)

var fewestLooks = 1 << 28 // and these besides

var errTangled = errors.New("its roads are more tangled than those of any map")

const (
	settleLimit = 50 // nodes that a search for another way may settle; more makes fewer shortcuts and takes longer
	order1000   = 1000
)

// contractor takes nodes out of a graph one by one, the least important first (Geisberger and others, 2008), and keeps
// what the fastest ways need. Importance is the level of a node among those gone, shortcuts made per edge taken away and
// arcs of the network put together per arc taken away. It is one thread's work and always goes the same way.
type contractor struct {
	out, in [][]link
	level   []int32
	rank    []int32 // by node, -1 while it is there
	order   []int32 // by rank

	dist    []cost // of the search for another way
	touched []int32
	heap    queue
	found   []shortcut
	room    int  // for so many more edges
	work    int  // so many more edges may be looked at
	tangled bool // there were more

	up, down [][]link // by node: edges to, and from, nodes that went later
}

// contract makes the hierarchy of a graph. order, where given, is that of an earlier one and saves finding it.
func contract(ctx context.Context, g *graph, order []int32, progress func(float64)) (*hierarchy, error) {
	k := newContractor(g)
	n := len(g.base)
	var err error
	if order != nil {
		for i, v := range order {
			if err := k.stop(ctx, i); err != nil {
				return nil, err
			}
			k.evaluate(v)
			k.remove(v)
			if i%4096 == 4095 {
				progress(float64(i) / float64(n))
			}
		}
	} else {
		err = k.all(ctx, n, progress)
	}
	if err != nil {
		return nil, err
	}
	if k.tangled {
		return nil, errTangled
	}
	return k.freeze(), nil
}

// stop tells why the work is not to go on; of the context every now and then.
func (k *contractor) stop(ctx context.Context, i int) error {
	if k.tangled {
		return errTangled
	}
	if i%256 == 0 {
		return ctx.Err()
	}
	return nil
}

func newContractor(g *graph) *contractor {
	n := len(g.base)
	k := &contractor{
		room: mostLinks*len(g.to) + fewestLinks, work: mostLooks*len(g.to) + fewestLooks,
		out: make([][]link, n), in: make([][]link, n), level: make([]int32, n), rank: make([]int32, n), dist: make([]cost, n),
		up: make([][]link, n), down: make([][]link, n), order: make([]int32, 0, n),
	}
	indegree := make([]int32, n)
	for _, to := range g.to {
		indegree[to]++
	}
	outs, ins := make([]link, 0, len(g.to)), make([]link, 0, len(g.to))
	for v := range n {
		k.rank[v], k.dist[v] = -1, unreached
		deg := int(g.first[v+1] - g.first[v])
		k.out[v] = outs[len(outs) : len(outs) : len(outs)+deg]
		outs = outs[:len(outs)+deg]
		k.in[v] = ins[len(ins) : len(ins) : len(ins)+int(indegree[v])]
		ins = ins[:len(ins)+int(indegree[v])]
	}
	for v := range int32(n) {
		for e := g.first[v]; e < g.first[v+1]; e++ {
			if g.to[e] != v {
				k.add(v, link{g.edgeCost(e), g.to[e], ^g.arc[e], 1})
			}
		}
	}
	return k
}

// add puts an edge in, unless there is one that is as good.
func (k *contractor) add(from int32, l link) {
	if k.room--; k.room < 0 {
		k.tangled = true
		return
	}
	k.work -= len(k.out[from])
	if better(&k.out[from], l) {
		l.to, from = from, l.to
		better(&k.in[from], l)
	}
}

// better puts an edge into a list, in the place of a worse one to the same node.
func better(list *[]link, l link) bool {
	for i := range *list {
		o := &(*list)[i]
		if o.to == l.to {
			if o.c <= l.c {
				return false
			}
			*o = l
			return true
		}
	}
	*list = append(*list, l)
	return true
}

// all takes every node out.
func (k *contractor) all(ctx context.Context, n int, progress func(float64)) error {
	q := make(queue, 0, n)
	for v := range int32(n) {
		if err := k.stop(ctx, int(v)); err != nil {
			return err
		}
		q.push(entry{k.evaluate(v), v})
	}
	for i := 0; len(q) > 0; i++ {
		if err := k.stop(ctx, i); err != nil {
			return err
		}
		v := q[0].node
		now := entry{k.evaluate(v), v}
		if len(q) > 1 && now.c > q[0].c {
			q.sink(now)
			if q[0].node != v {
				continue
			}
		}
		q.pop()
		k.remove(v)
		if done := len(k.order); done%4096 == 0 {
			progress(float64(done) / float64(n))
		}
	}
	return nil
}

// evaluate finds the shortcuts that a node would leave, into found, and gives its importance.
func (k *contractor) evaluate(v int32) cost {
	k.found = k.found[:0]
	outs := k.out[v]
	k.work -= len(outs) * len(k.in[v])
	if len(outs)*len(k.in[v]) > mostPairs || k.work < 0 {
		k.tangled = true
		return 0
	}
	var gone, hopsGone, hops int64
	for _, o := range outs {
		gone++
		hopsGone += int64(o.hops)
	}
	for _, i := range k.in[v] {
		gone++
		hopsGone += int64(i.hops)
		k.witness(v, i, outs)
	}
	for _, s := range k.found {
		hops += int64(s.hops)
	}
	importance := order1000 * int64(k.level[v])
	if gone > 0 {
		importance += order1000*int64(len(k.found))/gone + order1000*hops/hopsGone
	}
	return cost(importance)
}

// witness searches from the start of an edge into v for ways as good as those over v, and notes the shortcuts for which
// there is none.
func (k *contractor) witness(v int32, in link, outs []link) {
	var most cost
	wanted := 0
	for _, o := range outs {
		if o.to != in.to {
			wanted++
			most = max(most, in.c+o.c)
		}
	}
	if wanted == 0 {
		return
	}
	k.heap = k.heap[:0]
	k.touch(in.to, 0)
	k.heap.push(entry{0, in.to})
	for settled := 0; len(k.heap) > 0 && settled < settleLimit; settled++ {
		e := k.heap.pop()
		if e.c > k.dist[e.node] {
			settled--
			continue
		}
		if e.c >= most {
			break
		}
		k.work -= len(k.out[e.node])
		for i := range k.out[e.node] {
			l := &k.out[e.node][i]
			if c := e.c + l.c; l.to != v && c <= most && c < k.dist[l.to] {
				k.touch(l.to, c)
				k.heap.push(entry{c, l.to})
			}
		}
	}
	for _, o := range outs {
		if c := in.c + o.c; o.to != in.to && c <= longest && k.dist[o.to] > c {
			k.found = append(k.found, shortcut{in.to, link{c, o.to, v, in.hops + o.hops}})
		}
	}
	for _, t := range k.touched {
		k.dist[t] = unreached
	}
	k.touched = k.touched[:0]
}

func (k *contractor) touch(v int32, c cost) {
	if k.dist[v] == unreached {
		k.touched = append(k.touched, v)
	}
	k.dist[v] = c
}

// remove takes out a node that has just been evaluated.
func (k *contractor) remove(v int32) {
	k.rank[v] = int32(len(k.order))
	k.order = append(k.order, v)
	k.up[v], k.down[v] = slices.Clone(k.out[v]), slices.Clone(k.in[v])
	for _, o := range k.out[v] {
		without(&k.in[o.to], v)
		k.level[o.to] = max(k.level[o.to], k.level[v]+1)
	}
	for _, i := range k.in[v] {
		without(&k.out[i.to], v)
		k.level[i.to] = max(k.level[i.to], k.level[v]+1)
	}
	k.out[v], k.in[v] = nil, nil
	for _, s := range k.found {
		k.add(s.from, s.link)
	}
}

// without takes the edge to a node out of a list; the last one comes in its place.
func without(list *[]link, v int32) {
	l := *list
	for i := range l {
		if l[i].to == v {
			l[i] = l[len(l)-1]
			*list = l[:len(l)-1]
			return
		}
	}
}

// freeze renumbers nodes by rank and lays edges out flat.
func (k *contractor) freeze() *hierarchy {
	return &hierarchy{order: k.order, up: k.flat(k.up), down: k.flat(k.down)}
}

func (k *contractor) flat(lists [][]link) edges {
	n := 0
	for _, l := range lists {
		n += len(l)
	}
	e := edges{
		first: make([]int32, 0, len(lists)+1), to: make([]int32, 0, n), c: make([]cost, 0, n), mid: make([]int32, 0, n),
	}
	for _, v := range k.order {
		e.first = append(e.first, int32(len(e.to)))
		l := lists[v]
		slices.SortFunc(l, func(a, b link) int { return int(k.rank[a.to] - k.rank[b.to]) })
		for _, x := range l {
			mid := x.mid
			if mid >= 0 {
				mid = k.rank[mid]
			}
			e.to, e.c, e.mid = append(e.to, k.rank[x.to]), append(e.c, x.c), append(e.mid, mid)
		}
	}
	e.first = append(e.first, int32(len(e.to)))
	return e
}
