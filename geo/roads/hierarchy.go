package roads

// hierarchy is a contracted graph. Its nodes are numbered by rank: every edge of up goes to a higher number, every edge of
// down comes from one, so that each fastest way climbs first and then descends.
type hierarchy struct {
	order    []int32 // by rank: node of the graph
	up, down edges
}

// edges are lists of edges by node, flat.
type edges struct {
	first []int32 // by node, and one more
	to    []int32
	c     []cost
	mid   []int32 // node that a shortcut goes over, or ^arc
}

// find gives the cheapest edge between two nodes, -1 if there is none.
func (e *edges) find(node, to int32) int32 {
	for i := e.first[node]; i < e.first[node+1]; i++ {
		if e.to[i] == to {
			return i
		}
	}
	return -1
}

// climb is one search up the hierarchy, used again and again by one thread.
type climb struct {
	dist    []cost
	parent  []int32 // by node: edge by which it was reached, -1: a start. Kept only where wanted.
	touched []int32
	heap    queue
}

func newClimb(n int, parents bool) *climb {
	s := &climb{dist: make([]cost, n)}
	for i := range s.dist {
		s.dist[i] = unreached
	}
	if parents {
		s.parent = make([]int32, n)
	}
	return s
}

func (s *climb) reset() {
	for _, v := range s.touched {
		s.dist[v] = unreached
	}
	s.touched, s.heap = s.touched[:0], s.heap[:0]
}

func (s *climb) reach(v int32, c cost, by int32) {
	if c >= s.dist[v] || c > longest {
		return
	}
	if s.dist[v] == unreached {
		s.touched = append(s.touched, v)
	}
	s.dist[v] = c
	if s.parent != nil {
		s.parent[v] = by
	}
	s.heap.push(entry{c, v})
}

// run climbs along up from what was reached and shows every node that may be the top of a way. A node to which a way
// over a higher one is cheaper is left out, with all above it (stall on demand).
func (s *climb) run(up, down *edges, show func(v int32, c cost)) {
	for len(s.heap) > 0 {
		e := s.heap.pop()
		if e.c > s.dist[e.node] || s.stalled(down, e) {
			continue
		}
		show(e.node, e.c)
		for i := up.first[e.node]; i < up.first[e.node+1]; i++ {
			s.reach(up.to[i], e.c+up.c[i], i)
		}
	}
}

func (s *climb) stalled(down *edges, e entry) bool {
	for i := down.first[e.node]; i < down.first[e.node+1]; i++ {
		if d := s.dist[down.to[i]]; d != unreached && d+down.c[i] < e.c {
			return true
		}
	}
	return false
}
