package roads

import (
	"context"
	"sync"
	"sync/atomic"
)

// start is a node of a hierarchy, by rank, and what it costs to get there from a point, or from it to the point.
type start struct {
	node int32
	c    cost
}

// ends are the starts of many points, flat.
type ends struct {
	first []int32 // by point, and one more
	start []start
}

func (e *ends) of(i int) []start { return e.start[e.first[i]:e.first[i+1]] }
func (e *ends) len() int         { return len(e.first) - 1 }

// bucket is what a node knows of the targets that may be reached down from it.
type bucket struct {
	c      cost
	target int32
}

// table gives the cheapest way from every source to every target, row by row; unreached where there is none. Rows are
// shared out among the threads: which one works out a row makes no difference to it.
func (h *hierarchy) table(ctx context.Context, from, to *ends, threads int) ([]cost, error) {
	n := len(h.order)
	if threads = max(threads, 1); threads > max(from.len(), to.len()) {
		threads = max(from.len(), to.len(), 1)
	}
	climbs := make([]*climb, threads)
	for i := range climbs {
		climbs[i] = newClimb(n, false)
	}
	at, buckets := h.buckets(ctx, to, climbs)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	cells := make([]cost, from.len()*to.len())
	share(ctx, threads, from.len(), func(worker, i int) {
		row := cells[i*to.len() : (i+1)*to.len()]
		for k := range row {
			row[k] = longest + 1
		}
		s := climbs[worker]
		s.reset()
		for _, x := range from.of(i) {
			s.reach(x.node, x.c, -1)
		}
		s.run(&h.up, &h.down, func(v int32, c cost) {
			for _, b := range buckets[at[v]:at[v+1]] {
				if sum := c + b.c; sum < row[b.target] {
					row[b.target] = sum
				}
			}
		})
		s.reset()
		for k, c := range row {
			if c > longest {
				row[k] = unreached
			}
		}
	})
	return cells, ctx.Err()
}

// buckets climbs from every target and sorts what was found by node, and by target in a node.
func (h *hierarchy) buckets(ctx context.Context, to *ends, climbs []*climb) (at []int32, all []bucket) {
	type found struct {
		node int32
		c    cost
	}
	by := make([][]found, to.len())
	share(ctx, len(climbs), to.len(), func(worker, i int) {
		s := climbs[worker]
		s.reset()
		for _, x := range to.of(i) {
			s.reach(x.node, x.c, -1)
		}
		s.run(&h.down, &h.up, func(v int32, c cost) { by[i] = append(by[i], found{v, c}) })
		s.reset()
	})
	at = make([]int32, len(h.order)+2)
	for _, list := range by {
		for _, f := range list {
			at[f.node+2]++
		}
	}
	for v := range h.order {
		at[v+2] += at[v+1]
	}
	all = make([]bucket, at[len(h.order)+1])
	for i, list := range by {
		for _, f := range list {
			all[at[f.node+1]] = bucket{f.c, int32(i)}
			at[f.node+1]++
		}
	}
	return at, all
}

// share runs work for 0 to n-1 on some threads, each number once, until it is done or cancelled.
func share(ctx context.Context, threads, n int, work func(worker, i int)) {
	if threads == 1 {
		for i := 0; i < n && ctx.Err() == nil; i++ {
			work(0, i)
		}
		return
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	for w := range threads {
		wg.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				work(w, i)
			}
		})
	}
	wg.Wait()
}
