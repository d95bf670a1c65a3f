package roster

import (
	"fmt"
	"testing"
	"time"
)

func TestExactProto(t *testing.T) {
	for _, n := range []string{"1", "4", "8", "9"} {
		in := readCurtois("/work/shared/benchmarks/shift-scheduling/instances/Instance" + n + ".txt")
		z := NewSearch(in, 1, 20000, 30000, 1000)
		z.Run(200000, 0.5)
		x := newExact(in, 1, 20000)
		out := make([]Option, in.Days)
		start := time.Now()
		s := z.S
		imp := 0
		z.law = float64(int64(z.law))
		count := 0
		for round := range 2 {
			for c := range in.Carers {
				count++
				limit := int64(z.value(s.Line[c])) + 1
				x.law = int64(z.law)
				x.against(s, c)
				if cost, ok := x.best(c, limit, z.may[c*in.Days:(c+1)*in.Days], out); ok {
					before := z.value(s.Total)
					for d, k := range out {
						s.set(c, d, k)
					}
					s.Recount()
					after := z.value(s.Total)
					got := int64(after - before)
					want := cost - (limit - 1)
					if got != want {
						fmt.Println("differs", n, c, round, got, want)
					}
					if got < 0 {
						imp++
					}
				} else {
					fmt.Println("none", n, c)
				}
			}
		}
		fmt.Println("Instance", n, "improved", imp, "of", count, "per line", time.Since(start)/time.Duration(count), "labels/line", x.Labels/int64(count), "total", s.Total.Law(), float64(s.Total.Wishes())/1000)
	}
}
