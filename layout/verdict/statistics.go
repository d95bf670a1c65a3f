package verdict

import (
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// interval is the bootstrap interval of the mean of x at the level 1 - alpha: the weeks are drawn again with the given
// random source. The percentiles are those of an expanded percentile interval (Hesterberg, The American Statistician
// 2015, 69:371, section 3.3): moved outwards by as much as Student's t with a divisor of n - 1 is wider than the normal
// distribution with one of n, without which few weeks give an interval that is too short. With one week, or none,
// there is none.
func interval(x []float64, alpha float64, draws int, rng *rand.Rand) (lo, hi float64, ok bool) {
	n := len(x)
	if n < 2 {
		return 0, 0, false
	}
	means := make([]float64, draws)
	for i := range means {
		sum := 0.0
		for range n {
			sum += x[rng.IntN(n)]
		}
		means[i] = sum / float64(n)
	}
	slices.Sort(means)
	t := quantileT(1-alpha/2, n-1) * math.Sqrt(float64(n)/float64(n-1))
	tail := distuv.UnitNormal.CDF(-t)
	return stat.Quantile(tail, stat.Empirical, means, nil), stat.Quantile(1-tail, stat.Empirical, means, nil), true
}

func quantileT(p float64, df int) float64 {
	return distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(df)}.Quantile(p)
}

// still tells whether differences do not vary: what is left of them is rounding.
func still(mean, sd, scale float64) bool { return sd <= 1e-9*math.Max(math.Abs(mean), scale) }

// paired is the two-sided paired t test of differences; scale is the size of what was subtracted. Where they do not
// vary there is no t: nought in every week is no difference at all, and the same difference in every week gets the
// p of the sign test, 2 in 2ⁿ, the least that so many weeks can have without a spread to go by.
func paired(d []float64, scale float64) (mean, sd, p float64) {
	n := len(d)
	mean, sd = stat.MeanStdDev(d, nil)
	switch {
	case n < 2:
		return mean, 0, 1
	case still(mean, sd, scale) && math.Abs(mean) <= 1e-9*scale:
		return 0, 0, 1
	case still(mean, sd, scale):
		return mean, 0, math.Pow(2, float64(1-n))
	}
	t := mean / (sd / math.Sqrt(float64(n)))
	return mean, sd, 2 * distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(n - 1)}.CDF(-math.Abs(t))
}

// Holm adjusts the p of a family of tests, so that the chance of one false difference or more among all of them is at
// most what an adjusted p is compared with (Holm, Scandinavian Journal of Statistics 1979, 6:65). It gives them in the
// order in which it gets them, whatever depends on what.
func Holm(p []float64) []float64 {
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case p[a] < p[b]:
			return -1
		case p[a] > p[b]:
			return 1
		}
		return 0
	})
	out, most := make([]float64, len(p)), 0.0
	for rank, i := range order {
		most = math.Max(most, math.Min(1, float64(len(p)-rank)*p[i]))
		out[i] = most
	}
	return out
}

// detectable is the difference that so many weeks, differing as much as these, would have shown with a chance of four
// in five: at the strictest step of Holm's correction over so many tests.
func detectable(sd float64, df, n, tests int, alpha float64) float64 {
	if n < 2 {
		return math.Inf(1)
	}
	return (quantileT(1-alpha/2/float64(max(tests, 1)), df) + quantileT(0.8, df)) * sd / math.Sqrt(float64(n))
}
