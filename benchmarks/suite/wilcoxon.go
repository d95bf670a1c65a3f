package suite

import (
	"cmp"
	"math"
	"slices"
)

// exactUpTo is the number of differences up to which p is counted out and not approximated.
const exactUpTo = 200

// Wilcoxon is the signed-rank test of paired differences, two-sided. Differences of nought are
// left out, as Wilcoxon did; equal sizes share their mean rank. It gives the sum of the ranks of
// the positive differences, and the probability of a sum at least as far from its middle if each
// sign were the toss of a coin. Without any difference p is 1.
func Wilcoxon(differences []float64) (plus, p float64) {
	d := slices.DeleteFunc(slices.Clone(differences), func(x float64) bool { return x == 0 })
	slices.SortFunc(d, func(a, b float64) int { return cmp.Compare(math.Abs(a), math.Abs(b)) })
	ranks := make([]int, len(d)) // doubled, so that mean ranks are whole
	ties := 0.0
	for i := 0; i < len(d); {
		j := i
		for j < len(d) && math.Abs(d[j]) == math.Abs(d[i]) {
			j++
		}
		for k := i; k < j; k++ {
			ranks[k] = i + 1 + j
		}
		n := float64(j - i)
		ties += n*n*n - n
		i = j
	}
	sum := 0
	for i, r := range ranks {
		if d[i] > 0 {
			sum += r
		}
	}
	if len(d) <= exactUpTo {
		return float64(sum) / 2, exact(ranks, sum)
	}
	return float64(sum) / 2, normal(float64(len(d)), ties, float64(sum)/2)
}

// exact counts, by dynamic programming over the sums, how the signs could have fallen.
func exact(ranks []int, sum int) float64 {
	total := 0
	for _, r := range ranks {
		total += r
	}
	chance := make([]float64, total+1)
	chance[0] = 1
	reach := 0
	for _, r := range ranks {
		reach += r
		for s := reach; s >= 0; s-- {
			chance[s] /= 2
			if s >= r {
				chance[s] += chance[s-r] / 2 // not yet halved: s goes down
			}
		}
	}
	tail := 0.0
	for s := 0; s <= min(sum, total-sum); s++ {
		tail += chance[s]
	}
	return min(1, 2*tail)
}

// normal approximates with the corrections for ties and for continuity.
func normal(n, ties, plus float64) float64 {
	mean := n * (n + 1) / 4
	deviation := math.Sqrt(n*(n+1)*(2*n+1)/24 - ties/48)
	z := max(math.Abs(plus-mean)-0.5, 0) / deviation
	return math.Erfc(z / math.Sqrt2)
}
