package roads

// sound tells whether the arrays of a file fit together, so that no search on them can go astray.
func (r *Roads) sound() bool {
	if !r.net.sound() {
		return false
	}
	for i := range r.rides {
		if !r.rides[i].sound(r.net) {
			return false
		}
		h, n := r.ch[i], r.nodes(i)
		if len(h.order) != n || !permutation(h.order) {
			return false
		}
		if !h.up.sound(n, 2*r.net.segments()) || !h.down.sound(n, 2*r.net.segments()) {
			return false
		}
	}
	return true
}

// nodes counts the nodes that the graph of a mode will have.
func (r *Roads) nodes(mode int) int {
	used := make([]bool, len(r.net.lat))
	for s := range r.net.from {
		if r.rides[mode].open(int32(2*s)) || r.rides[mode].open(int32(2*s+1)) {
			used[r.net.from[s]], used[r.net.to[s]] = true, true
		}
	}
	n := 0
	for _, u := range used {
		if u {
			n++
		}
	}
	t := newTrie(r.rides[mode])
	for s := 1; s < len(t.last); s++ {
		if !t.done[s] {
			n++
		}
	}
	return n
}

func permutation(order []int32) bool {
	seen := make([]bool, len(order))
	for _, v := range order {
		if v < 0 || int(v) >= len(order) || seen[v] {
			return false
		}
		seen[v] = true
	}
	return true
}

// rising tells whether offsets go from 0 to n without falling.
func rising(at []int32, n int) bool {
	if len(at) == 0 || at[0] != 0 || int(at[len(at)-1]) != n {
		return false
	}
	for i := 1; i < len(at); i++ {
		if at[i] < at[i-1] {
			return false
		}
	}
	return true
}

func within(list []int32, low, high int32) bool {
	for _, v := range list {
		if v < low || v > high {
			return false
		}
	}
	return true
}

func (n *network) sound() bool {
	s, j := len(n.from), int32(len(n.lat))
	if len(n.lon) != len(n.lat) || len(n.to) != s || len(n.mm) != s || len(n.class) != s || len(n.shapeAt) != s+1 ||
		s > 1<<29 || len(n.shapeLat) > 1<<30 {
		return false
	}
	for _, c := range n.class {
		if c == none || c >= classes {
			return false
		}
	}
	const pole, line = 900_000_000, 1_800_000_000
	return len(n.shapeLat) == len(n.shapeLon) && rising(n.shapeAt, len(n.shapeLat)) &&
		within(n.from, 0, j-1) && within(n.to, 0, j-1) && within(n.mm, 1, 1<<31-1) &&
		within(n.lat, -pole, pole) && within(n.shapeLat, -pole, pole) &&
		within(n.lon, -line, line) && within(n.shapeLon, -line, line)
}

// maxNode bounds the milliseconds of a junction: a gate, lights and a ferry's quay are less.
const maxNode = 3_600_000

func (r *ride) sound(n *network) bool {
	s := n.segments()
	if len(r.ms[0]) != s || len(r.ms[1]) != s || len(r.nodeMs) != len(n.lat) ||
		!within(r.ms[0], 0, maxMillis) || !within(r.ms[1], 0, maxMillis) || !within(r.nodeMs, 0, maxNode) ||
		!within(r.forbidden, 0, int32(2*s-1)) || !rising(r.forbiddenAt, len(r.forbidden)) {
		return false
	}
	for i := 1; i < len(r.forbiddenAt); i++ {
		seq := r.forbidden[r.forbiddenAt[i-1]:r.forbiddenAt[i]]
		if len(seq) < 2 {
			return false
		}
		for k := 1; k < len(seq); k++ {
			if n.head(seq[k-1]) != n.tail(seq[k]) {
				return false
			}
		}
		for _, a := range seq {
			if !r.open(a) {
				return false
			}
		}
	}
	return true
}

// sound tells whether edges go from lower to higher nodes and, where they are shortcuts, over still lower ones.
func (e *edges) sound(n, arcs int) bool {
	if len(e.first) != n+1 || len(e.c) != len(e.to) || len(e.mid) != len(e.to) || !rising(e.first, len(e.to)) {
		return false
	}
	for v := range int32(n) {
		for i := e.first[v]; i < e.first[v+1]; i++ {
			if e.to[i] <= v || int(e.to[i]) >= n || e.c[i] < 0 || e.c[i] > longest {
				return false
			}
			if m := e.mid[i]; m >= v || m < 0 && int(^m) >= arcs {
				return false
			}
		}
	}
	return true
}
