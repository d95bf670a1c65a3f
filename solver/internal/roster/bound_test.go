package roster

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

func TestBoundProto(t *testing.T) {
	in := readCurtois("/work/shared/benchmarks/shift-scheduling/instances/Instance6.txt")
	z := NewSearch(in, 1, 200000, 30000, 300)
	x := newExact(in, 1e9, 1<<30)
	rng := rand.New(rand.NewPCG(1, 1))
	out := make([]Option, in.Days)
	for i := range 200 {
		c := i % in.Carers
		w := in.Options + 1
		for d := range in.Days {
			for k := range w {
				x.value[d*w+k] = x.scalar(in.Day[(c*in.Days+d)*w+k])
				if k > 0 {
					x.value[d*w+k] -= int64(rng.IntN(100000))
				}
			}
		}
		may := z.may[c*in.Days : (c+1)*in.Days]
		a, ok := x.best(c, math.MaxInt64/8, may, out)
		b, ok2 := x.best(c, a+1, may, out)
		if !ok || !ok2 || a != b {
			fmt.Println(i, c, a, ok, b, ok2)
		}
		// the line's own value
		sum := int64(x.scalar(in.LinePrice(c, out)))
		for d, k := range out {
			sum += x.value[d*w+int(k)] - x.scalar(in.Day[(c*in.Days+d)*w+int(k)])
		}
		if ok2 && sum != b {
			fmt.Println("value", i, c, sum, b)
		}
	}
}
