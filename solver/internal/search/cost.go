// Package search decides: it puts visits in, takes them out again, tries small changes, and
// keeps what is better. The rules say what a change costs; this package weighs the levels
// against each other while it searches, and compares whole scores when it keeps a best.
package search

import "github.com/milltir/milltir/model"

// weights turn a score into one number for accepting and rejecting. They only steer: what is
// kept as best is compared level by level.
type weights struct {
	breach, excess int64
	cover          [model.Priorities]int64 // per tick
}

// newWeights puts an unallocated minute far above any wish, one of a higher priority far above
// one of a lower, and a breach far above that: if a short visit of priority 1 could be traded
// for a long one of priority 3, the search would leave the best rota behind and stay away.
func newWeights(res int64) weights {
	const minute = 1000 // thousandths of a travel minute
	w := weights{breach: 1e11 * minute, excess: 1e7 * minute}
	for p, travel := range [model.Priorities]int64{8_000_000, 400_000, 20_000, 1_000} {
		w.cover[p] = travel * minute / res
	}
	return w
}

func (w *weights) scalar(s model.Score) int64 {
	sum := s.Breaches*w.breach + s.Excess*w.excess + s.Wishes
	for p, c := range s.Cover {
		sum += c * w.cover[p]
	}
	return sum
}
