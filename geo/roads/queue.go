package roads

// entry is a node with what it costs to get there.
type entry struct {
	c    cost
	node int32
}

func (a entry) before(b entry) bool { return a.c < b.c || a.c == b.c && a.node < b.node }

// queue is a heap of four branches; of equal costs the lower node comes first, so that every search goes the same way.
type queue []entry

func (q *queue) push(e entry) {
	h := append(*q, e)
	i := len(h) - 1
	for i > 0 {
		up := (i - 1) / 4
		if !e.before(h[up]) {
			break
		}
		h[i] = h[up]
		i = up
	}
	h[i] = e
	*q = h
}

func (q *queue) pop() entry {
	h := *q
	top, e := h[0], h[len(h)-1]
	h = h[:len(h)-1]
	*q = h
	if len(h) > 0 {
		h.sink(e)
	}
	return top
}

// sink puts an entry in the place of the first.
func (q queue) sink(e entry) {
	i, n := 0, len(q)
	for {
		child := 4*i + 1
		if child >= n {
			break
		}
		best := child
		for k := child + 1; k < min(child+4, n); k++ {
			if q[k].before(q[best]) {
				best = k
			}
		}
		if !q[best].before(e) {
			break
		}
		q[i] = q[best]
		i = best
	}
	q[i] = e
}
