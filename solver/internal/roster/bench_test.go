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
