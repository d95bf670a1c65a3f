package lp

import (
	"flag"
	"math"
	"math/rand/v2"
	"testing"
)

// cover is a week of half hours to cover with shifts: for each day demand with two peaks, and
// columns of 4 to 10 hours, half of them with a break, some running over midnight.
func cover(days, columns int, seed uint64) *Problem {
	rng := rand.New(rand.NewPCG(seed, 5))
	p := &Problem{}
	rows := make([][]Term, 48*days)
	for range columns {
		start, length := rng.IntN(len(rows)), 8+rng.IntN(13)
		pause := -1
		if rng.IntN(2) == 0 {
			pause = length / 2
		}
		v := p.AddVar(float64(length)+8+float64(rng.IntN(4)), 0, inf)
		for h := range length {
			if h != pause {
				row := (start + h) % len(rows)
				rows[row] = append(rows[row], Term{v, 1})
			}
		}
	}
	for i, terms := range rows {
		hour := float64(i%48) / 2
		need := 1 + 12*math.Exp(-(hour-8)*(hour-8)/6) + 9*math.Exp(-(hour-18)*(hour-18)/8)
		if len(terms) == 0 {
			need = 0
		}
		p.AddRow(math.Round(need+2*rng.Float64())*min(1, float64(len(terms))), inf, terms)
	}
	return p
}

// BenchmarkCover is the size of `milltir staff` for one week: 336 half hours, 2,000 shifts.
func BenchmarkCover(b *testing.B) {
	benchmarkCover(b, 7, 2_000)
}

// BenchmarkCoverMonth is four weeks with as many kinds of shift.
func BenchmarkCoverMonth(b *testing.B) {
	benchmarkCover(b, 28, 8_000)
}

var large = flag.Bool("large", false, "let benchmarks run at the size aimed at")

// BenchmarkCoverLarge is the size aimed at, some 5,000 rows and 50,000 columns. It takes
// seconds, so it has to be asked for: go test ./internal/lp -run '^$' -bench Large -benchtime 1x -large
func BenchmarkCoverLarge(b *testing.B) {
	if !*large {
		b.Skip("asked for by -large")
	}
	benchmarkCover(b, 104, 50_000)
}

func benchmarkCover(b *testing.B, days, columns int) {
	p := cover(days, columns, 1)
	var res Result
	for b.Loop() {
		res = solve(b, p)
	}
	b.ReportMetric(float64(res.Iterations), "iterations")
	b.ReportMetric(res.Objective-res.Bound, "gap")
	if res.Status != Optimal {
		b.Fatal(res.Status, res.Why)
	}
}
