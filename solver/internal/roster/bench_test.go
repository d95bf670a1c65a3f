package roster

import (
	"math/rand/v2"
	"testing"
)

// BenchmarkAnneal makes a hundred small changes of ten lines, without and with rests of weeks asked for.
func BenchmarkAnneal(b *testing.B) {
	for _, row := range []struct {
		name string
		days int
		rest bool
	}{{"weeks=4", 28, false}, {"weeks=4/rests", 28, true}, {"weeks=52", 364, false}, {"weeks=52/rests", 364, true}} {
		b.Run(row.name, func(b *testing.B) {
			rng := rand.New(rand.NewPCG(4, 3))
			in := random(rng, row.days, 10, 3)
			in.WeekRest = nil
			for c := range in.Lines {
				in.Lines[c].Unrested = 0
			}
			if row.rest {
				in.randomRest(rng, func(int) Price { return Pay(1, 0) })
			}
			z := newAnneal(in, rng)
			b.ResetTimer()
			for range b.N {
				z.run(100, 0.5)
			}
		})
	}
}

// BenchmarkLine finds the best line of one carer: of four weeks' contracts wholly and narrowly, and of 28 days in a
// year of them.
func BenchmarkLine(b *testing.B) {
	for _, row := range []struct {
		name  string
		weeks int
		beam  int
	}{{"weeks=4", 4, 0}, {"weeks=4/narrow", 4, narrowest}, {"weeks=52/window", 52, 0}} {
		b.Run(row.name, func(b *testing.B) {
			rng := rand.New(rand.NewPCG(4, 3))
			in := contract(rng, row.weeks, 30, 32)
			shifts := int64(4 * row.weeks)
			in.Lines[0].Counts = append(in.Lines[0].Counts, Count{
				To: in.Days, Value: []int32{0, 1, 1}, Least: shifts, Most: shifts + 1, Under: Pay(1, 0), Over: Pay(1, 0),
			})
			x := newExact(in, 1<<30, mostLabels)
			x.beam = row.beam
			may, out := anyOption(in), make([]Option, in.Days)
			for d := range may {
				x.value[3*d+1], x.value[3*d+2] = int64(rng.IntN(24_000)-12_000), int64(rng.IntN(24_000)-12_000)
				if d < in.Days/2-14 || d >= in.Days/2+14 {
					may[d] = []Option{Option(min(1, d%7/3))} // four days of seven
				}
			}
			b.ResetTimer()
			for range b.N {
				if _, ok := x.best(0, 1<<60, may, out); !ok {
					b.Fatal("no line")
				}
			}
			b.ReportMetric(float64(x.labels)/float64(b.N), "labels/op")
		})
	}
}
