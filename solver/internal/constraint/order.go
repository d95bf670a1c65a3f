package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Order: a visit that follows another starts so long after it as was agreed.
// Counts the ticks by which start to start is less than the least or more than the most.
// Example: the dressing at least 30 minutes after the bath; bath 09:00, dressing 09:20: one breach
// of 10 minutes.
// Source: practice; C42.
type Order struct {
	base
	links []follow
	of    [][]int32 // by visit: the links that it is in
	seen  []uint32  // by link: the last trial that looked at it
	round uint32
}

// follow is a visit, the one it follows, and how long after; most is Unset for no most.
type follow struct {
	v, other    state.Node
	least, most int32
}

func newOrder(b base) Order {
	r := Order{base: b, of: make([][]int32, b.in.Visits)}
	for v := range b.in.H.Visits {
		for _, f := range b.in.H.Visits[v].After {
			k := int32(len(r.links))
			link := follow{state.Node(v), state.Node(f.Visit), f.Min, state.Unset}
			if f.Max != model.None {
				link.most = f.Max
			}
			r.links = append(r.links, link)
			r.of[v], r.of[f.Visit] = append(r.of[v], k), append(r.of[f.Visit], k)
		}
	}
	r.seen = make([]uint32, len(r.links))
	return r
}

// breach is the ticks by which two starts do not follow each other as agreed.
func (k *follow) breach(start, other int32) int32 {
	if start == state.Unset || other == state.Unset {
		return 0
	}
	apart := start - other
	if apart < k.least {
		return k.least - apart
	}
	if k.most != state.Unset && apart > k.most {
		return apart - k.most
	}
	return 0
}

// Delta looks at the links of every visit whose start differs, each once.
func (r *Order) Delta(t *state.Trial, out *model.Score) {
	r.round++
	for i := range t.Changed {
		for _, l := range r.of[t.Changed[i].Node] {
			if r.seen[l] == r.round {
				continue
			}
			r.seen[l] = r.round
			k := &r.links[l]
			r.add(out, r.timed(k.breach(t.S.Start[k.v], t.S.Start[k.other])), -1)
			r.add(out, r.timed(k.breach(t.StartOf(k.v), t.StartOf(k.other))), 1)
		}
	}
}

// bounds narrows the starts that the visits before and after leave to a visit.
func (r *Order) bounds(s *state.State, n state.Node, from, to int32) (int32, int32) {
	for _, l := range r.of[n] {
		k := &r.links[l]
		if k.v == n && s.Allocated(k.other) {
			from = max(from, s.Start[k.other]+k.least)
			if k.most != state.Unset {
				to = min(to, s.Start[k.other]+k.most)
			}
		}
		if k.other == n && s.Allocated(k.v) {
			to = min(to, s.Start[k.v]-k.least)
			if k.most != state.Unset {
				from = max(from, s.Start[k.v]-k.most)
			}
		}
	}
	return from, to
}

// Each compares every visit with those it follows.
func (r *Order) Each(s *state.State, report func(Finding)) {
	eachVisit(s, func(v int, start int32) {
		for _, f := range s.In.H.Visits[v].After {
			if s.Start[f.Visit] == state.Unset {
				continue
			}
			apart := start - s.Start[f.Visit]
			x, limit := f.Min-apart, f.Min
			if f.Max != model.None && apart > f.Max {
				x, limit = apart-f.Max, f.Max
			}
			if x > 0 {
				cost := r.w[0] * int64(x) / int64(s.In.Res)
				report(visitFinding(s, v, int64(apart), int64(limit), unit{1, int64(x), cost}))
			}
		}
	})
}
