package report

import (
	"cmp"
	"slices"

	"github.com/milltir/milltir/model"
)

// rank is the place of a level in the comparison of scores.
func rank(l model.Level) int { return slices.Index(levels, l) }

// largest gives the shares that are not nothing, by level, the worst first; rules that earn
// (a negative share) come last.
func largest(shares []model.Share) []model.Share {
	var out []model.Share
	for _, s := range shares {
		if s.Score != (model.Score{}) {
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(a, b model.Share) int {
		return cmp.Or(cmp.Compare(rank(a.Level), rank(b.Level)), b.Score.Compare(a.Score))
	})
	return out
}
