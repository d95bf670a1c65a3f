package roads

// graph is the network as one mode sees it, with turns that may not be taken worked in: a junction that is entered by an
// arc which begins a forbidden sequence is entered at a copy of it, which lacks the arc that would complete the sequence.
// A copy stands for the longest beginning of a sequence that has just been gone, as in the automaton of Aho and Corasick
// (1975), so that restrictions over several ways are exact too. A plain search from node to node is therefore right.
type graph struct {
	net  *network
	ride *ride

	nodeOf []int32           // by junction: node, -1 where the mode never goes
	base   []int32           // by node: junction
	copies map[int32][]int32 // by junction: its copies, in order
	trie   trie

	first []int32 // by node, and one more: its edges
	to    []int32 // by edge: node
	arc   []int32 // by edge
}

// trie holds the beginnings of forbidden sequences. State 0 is the empty one.
type trie struct {
	last []int32 // by state: arc
	fail []int32 // by state: the longest shorter end that is a beginning, too
	done []bool  // by state: a sequence is complete
	next map[[2]int32]int32
	node []int32 // by state: node of the graph, -1 where done
}

func newTrie(r *ride) trie {
	t := trie{last: []int32{-1}, fail: []int32{0}, done: []bool{false}, next: map[[2]int32]int32{}}
	parent := []int32{0}
	depth := []int{0}
	deepest := 0
	for i := 1; i < len(r.forbiddenAt); i++ {
		s := int32(0)
		for _, arc := range r.forbidden[r.forbiddenAt[i-1]:r.forbiddenAt[i]] {
			c, ok := t.next[[2]int32{s, arc}]
			if !ok {
				c = int32(len(t.last))
				t.next[[2]int32{s, arc}] = c
				t.last, t.fail, t.done = append(t.last, arc), append(t.fail, 0), append(t.done, false)
				parent, depth = append(parent, s), append(depth, depth[s]+1)
				deepest = max(deepest, depth[c])
			}
			s = c
		}
		t.done[s] = true
	}
	byDepth := make([][]int32, deepest+1)
	for s, d := range depth {
		byDepth[d] = append(byDepth[d], int32(s))
	}
	for d := 2; d <= deepest; d++ { // so that shorter ones are known
		for _, s := range byDepth[d] {
			t.fail[s] = t.step(t.fail[parent[s]], t.last[s])
			t.done[s] = t.done[s] || t.done[t.fail[s]]
		}
	}
	return t
}

// step is the state after one more arc.
func (t *trie) step(s, arc int32) int32 {
	for {
		if c, ok := t.next[[2]int32{s, arc}]; ok {
			return c
		}
		if s == 0 {
			return 0
		}
		s = t.fail[s]
	}
}

// newGraph makes the graph of a mode. out are the arcs around each junction.
func newGraph(n *network, r *ride, out around) *graph {
	g := &graph{net: n, ride: r, nodeOf: make([]int32, len(n.lat)), copies: map[int32][]int32{}, trie: newTrie(r)}
	for j := range g.nodeOf {
		g.nodeOf[j] = -1
		for _, a := range out.of(int32(j)) {
			if r.open(a) || r.open(a^1) {
				g.nodeOf[j] = int32(len(g.base))
				g.base = append(g.base, int32(j))
				break
			}
		}
	}
	g.trie.node = make([]int32, len(g.trie.last))
	states := make([]int32, len(g.base), len(g.base)+len(g.trie.last)) // by node
	for s := range g.trie.last {
		g.trie.node[s] = -1
		if s == 0 || g.trie.done[s] {
			continue
		}
		j := n.head(g.trie.last[s])
		g.trie.node[s] = int32(len(g.base))
		g.copies[j] = append(g.copies[j], int32(len(g.base)))
		g.base = append(g.base, j)
		states = append(states, int32(s))
	}
	g.first = make([]int32, 0, len(g.base)+1)
	for v, j := range g.base {
		g.first = append(g.first, int32(len(g.to)))
		for _, a := range out.of(j) {
			if to := g.land(states[v], a); to >= 0 {
				g.to, g.arc = append(g.to, to), append(g.arc, a)
			}
		}
	}
	g.first = append(g.first, int32(len(g.to)))
	return g
}

// land is the node that an arc leads to from a state, -1 where it may not be gone.
func (g *graph) land(state, arc int32) int32 {
	if !g.ride.open(arc) {
		return -1
	}
	s := int32(0)
	if len(g.trie.last) > 1 {
		s = g.trie.step(state, arc)
	}
	if g.trie.done[s] {
		return -1
	}
	if s == 0 {
		return g.nodeOf[g.net.head(arc)]
	}
	return g.trie.node[s]
}

// enter is the node that an arc leads to for somebody who starts on it.
func (g *graph) enter(arc int32) int32 { return g.land(0, arc) }

// leave gives the nodes from which an arc may be gone, in order.
func (g *graph) leave(arc int32) []int32 {
	j := g.net.tail(arc)
	var nodes []int32
	if v := g.nodeOf[j]; v >= 0 && g.may(v, arc) {
		nodes = append(nodes, v)
	}
	for _, v := range g.copies[j] {
		if g.may(v, arc) {
			nodes = append(nodes, v)
		}
	}
	return nodes
}

func (g *graph) may(node, arc int32) bool {
	for e := g.first[node]; e < g.first[node+1]; e++ {
		if g.arc[e] == arc {
			return true
		}
	}
	return false
}

// cost is time before distance in one number that is added and compared as a whole: milliseconds above, millimetres in
// the lower 32 bits (4,294 km at the most).
type cost int64

func costOf(ms, mm int64) cost { return cost(ms<<32 | mm) }

func (c cost) ms() int64 { return int64(c >> 32) }
func (c cost) mm() int64 { return int64(c & (1<<32 - 1)) }

// longest bounds a way: six days. What takes longer counts as no way, so that no sum of costs can run over.
const longest = cost(1 << 61)

const unreached = cost(1<<63 - 1)

// edgeCost is the cost of an edge of the graph.
func (g *graph) edgeCost(e int32) cost {
	a := g.arc[e]
	return costOf(g.ride.arcMs(g.net, a), int64(g.net.mm[a>>1]))
}
