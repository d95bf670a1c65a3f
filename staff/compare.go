package staff

import (
	"slices"

	"github.com/milltir/milltir/model"
)

// Compare notes how far a judged rota lies above what is proven.
func (r *Report) Compare(h *model.Horizon, rota *model.Rota, score model.Score, m *model.Measures) {
	w := &work{h: h}
	opts, _ := w.worked(rota)
	out := &Rota{Lawful: score.Lawful(), Full: w.allThere(rota, opts, score), Shifts: len(opts), Paid: int(m.Hours / 60)}
	paid := make([]int64, len(h.Problem.Carers)*h.Weeks)
	for i := range opts {
		if s := &opts[i].shift; s.Week < h.Weeks {
			paid[opts[i].carer*h.Weeks+s.Week] += int64(opts[i].paid)
		}
	}
	for c := range h.Problem.Carers {
		out.UnderAny = out.UnderAny || slices.ContainsFunc(promises(h, c), func(x promise) bool {
			sum := int64(0)
			for _, ticks := range paid[c*h.Weeks+x.from : c*h.Weeks+x.to] {
				sum += ticks
			}
			return sum < x.least
		})
	}
	r.Rota = out
}

// allThere tells whether every visit that is not optional is allocated and every need for cover met.
func (w *work) allThere(rota *model.Rota, opts []option, score model.Score) bool {
	if score.Cover != [model.Priorities]int64{} || w.level(model.RuleCover) != model.Covers && len(rota.Unallocated) > 0 {
		return false
	}
	for n := range w.h.Cover {
		c, seen := &w.h.Cover[n], make(map[int]bool)
		for i := range opts {
			if w.meets(&opts[i], c) {
				seen[opts[i].carer] = true
			}
		}
		if len(seen) < c.Needed {
			return false
		}
	}
	return true
}

// Above gives by how many per cent a figure lies above what is proven; ok is false where nothing is.
func Above(is, least int) (pct float64, ok bool) {
	if least <= 0 {
		return 0, false
	}
	return 100 * float64(is-least) / float64(least), true
}
