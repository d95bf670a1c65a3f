package roads

// flags tells for every segment whether the mode goes there and may stop, and whether it is of the largest part of the network from
// which every place can be reached and left, with and without ferries.
func (g *graph) flags(walk *ride) []uint8 {
	flags := make([]uint8, g.net.segments())
	for s := range int32(len(flags)) {
		if g.ride.open(2*s) || g.ride.open(2*s+1) {
			flags[s] = flagUsed
			if g.net.stops(s, walk) {
				flags[s] |= flagStop
			}
		}
	}
	for _, pass := range []struct {
		ferries bool
		flag    uint8
	}{{true, flagMain}, {false, flagShore}} {
		part, largest := g.strong(pass.ferries)
		for s := range flags {
			for arc := int32(2 * s); arc < int32(2*s+2); arc++ {
				to := g.enter(arc)
				if to >= 0 && part[to] == largest && part[g.nodeOf[g.net.tail(arc)]] == largest {
					flags[s] |= pass.flag
				}
			}
		}
	}
	return flags
}

// stops tells whether a road is one to stop on: no motorway or slip road of one, and no trunk or primary road on which
// nobody may walk (motorroad=yes, foot=no), since from road to door it is a walk. Ferries are none.
func (n *network) stops(s int32, walk *ride) bool {
	switch n.class[s] {
	case Motorway, Ferry:
		return false
	case Trunk, Primary:
		return walk.open(2*s) || walk.open(2*s+1)
	}
	return true
}

// strong numbers the strongly connected parts (Tarjan, 1972, without recursion) and gives the number of the largest.
func (g *graph) strong(ferries bool) (part []int32, largest int32) {
	n := len(g.base)
	part = make([]int32, n)
	low, index, next := make([]int32, n), make([]int32, n), make([]int32, n)
	for v := range part {
		part[v], index[v] = -1, -1
	}
	var stack, path []int32
	count, parts, size := int32(0), int32(0), 0
	largest = -1
	for root := range int32(n) {
		if index[root] >= 0 {
			continue
		}
		path = append(path, root)
		for len(path) > 0 {
			v := path[len(path)-1]
			if index[v] < 0 {
				index[v], low[v], next[v] = count, count, g.first[v]
				count++
				stack = append(stack, v)
			}
			if w := g.deeper(v, next, index, part, low, ferries); w >= 0 {
				path = append(path, w)
				continue
			}
			path = path[:len(path)-1]
			if len(path) > 0 {
				up := path[len(path)-1]
				low[up] = min(low[up], low[v])
			}
			if low[v] < index[v] {
				continue
			}
			members := 0
			for {
				w := stack[len(stack)-1]
				stack = stack[:len(stack)-1]
				part[w] = parts
				members++
				if w == v {
					break
				}
			}
			if members > size {
				size, largest = members, parts
			}
			parts++
		}
	}
	return part, largest
}

// deeper looks along the edges of a node that are left for one that has not been seen, -1 if there is none.
func (g *graph) deeper(v int32, next, index, part, low []int32, ferries bool) int32 {
	for next[v] < g.first[v+1] {
		e := next[v]
		next[v]++
		w := g.to[e]
		if !ferries && g.net.class[g.arc[e]>>1] == Ferry {
			continue
		}
		if index[w] < 0 {
			return w
		}
		if part[w] < 0 {
			low[v] = min(low[v], index[w])
		}
	}
	return -1
}
