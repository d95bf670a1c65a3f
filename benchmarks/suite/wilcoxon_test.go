package suite_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/benchmarks/suite"
)

func TestWilcoxon(t *testing.T) {
	for _, tt := range []struct {
		differences []float64
		plus, p     float64
		reason      string
	}{
		{nil, 0, 1, "nothing"},
		{[]float64{0, 0, 0}, 0, 1, "no difference"},
		{[]float64{1, 2, 3, 4, 5}, 15, 2.0 / 32, "all one way: two of 2^5"},
		{[]float64{-1, -2, -3, -4, -5, -6}, 0, 2.0 / 64, "the other way"},
		{[]float64{1, 2, 3, -4, 5}, 11, 14.0 / 32, "sums of {1…5} up to 4: {} 1 2 3 4 12 13, and as many above"},
		{[]float64{1, 1, -1, 2}, 8, 8.0 / 16, "ranks 2 2 2 4: {} and three of 2, and as many above"},
		{[]float64{0, 1, 2, 0, 3, -4, 5}, 11, 14.0 / 32, "noughts are left out"},
		{[]float64{1, -1}, 1.5, 1, "in the middle"},
		{[]float64{15, -7, 5, 20, 0, -9, 17, -12, 5, -10}, 27, 0.6328125, "the example of Wikipedia's page, W+ 27 and W- 18; p counted over all 512 signs"},
	} {
		plus, p := suite.Wilcoxon(tt.differences)
		require.InDelta(t, tt.plus, plus, 1e-12, tt.reason)
		require.InDelta(t, tt.p, p, 1e-12, tt.reason)
	}
}

// withRankSum makes n differences whose negative ranks add up to t.
func withRankSum(n, t int) []float64 {
	d := make([]float64, n)
	for r := n; r >= 1; r-- {
		d[r-1] = float64(r)
		if t >= r {
			d[r-1] = -float64(r)
			t -= r
		}
	}
	return d
}

// TestWilcoxonTable holds the critical values of printed tables, two-sided at 5 %.
func TestWilcoxonTable(t *testing.T) {
	for _, tt := range []struct {
		n, critical int
		reason      string
	}{
		{6, 0, "the smallest number that can tell"},
		{10, 8, "ten"},
		{15, 25, "fifteen"},
		{20, 52, "twenty"},
		{25, 89, "the last of most tables"},
	} {
		_, at := suite.Wilcoxon(withRankSum(tt.n, tt.critical))
		_, above := suite.Wilcoxon(withRankSum(tt.n, tt.critical+1))
		require.LessOrEqual(t, at, 0.05, tt.reason)
		require.Greater(t, above, 0.05, tt.reason)
	}
}

// TestWilcoxonLarge holds that the approximation takes over where counting leaves off.
func TestWilcoxonLarge(t *testing.T) {
	for _, share := range []float64{0.3, 0.42, 0.5} {
		sum := func(n int) int { return int(share * float64(n*(n+1)) / 2) }
		_, counted := suite.Wilcoxon(withRankSum(200, sum(200)))
		_, near := suite.Wilcoxon(withRankSum(201, sum(201)))
		require.InDelta(t, counted, near, 2e-3, "share %v", share)
	}
}
