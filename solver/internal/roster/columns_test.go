package roster

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
)

func TestColumnsProto(t *testing.T) {
	if os.Getenv("INST") == "" {
		t.Skip()
	}
	env := func(n string, d float64) float64 {
		if x, err := strconv.ParseFloat(os.Getenv(n), 64); err == nil {
			return x
		}
		return d
	}
	secs := env("SECS", 60)
	Adapt = false
	for _, n := range strings.Split(os.Getenv("INST"), ",") {
		in := readCurtois("/work/shared/benchmarks/shift-scheduling/instances/Instance" + n + ".txt")
		z := NewSearch(in, uint64(env("SEED", 1)), 200000, 30000, 300)
		start := time.Now()
		sa := env("SA", 3)
		for time.Since(start).Seconds() < sa {
			z.Run(2000, time.Since(start).Seconds()/sa)
		}
		s := z.Best
		fmt.Println("sa", s.Total.Law(), float64(s.Total.Wishes())/1000)
		k := newMaster(in, 1e9, uint64(env("SEED", 1)), int(env("WORKERS", 2)))
		ctx := context.Background()
		all := []int{}
		for c := range in.Carers {
			all = append(all, c)
		}
		base := int64(0)
		for cell := range in.Cells {
			base += int64(in.CellPrice[cell*(in.Carers+1)])
		}
		if env("ROOT", 1) > 0 {
			k.pose(s, all, 0, in.Days, z.may)
			k.converge(ctx, 200)
			fmt.Println("  root bound", (k.Value+float64(base))/1000, time.Since(start).Seconds())
			b, ok := k.choose(ctx, s, all, 0, in.Days, int(env("ROUNDS", 10)), z.may)
			fmt.Println("  dive", b, ok, s.Total.Law(), float64(s.Total.Wishes())/1000, time.Since(start).Seconds())
		}
		size := int(env("SIZE", 8))
		days := min(in.Days, int(env("DAYS", 28)))
		tries, better, bad := 0, 0, 0
		last := start
		for time.Since(start).Seconds() < secs {
			tries++
			from := 0
			if days < in.Days {
				from = z.rng.IntN(in.Days - days + 1)
			}
			b, ok := k.choose(ctx, s, z.rng.Perm(in.Carers)[:min(in.Carers, size)], from, from+days, int(env("ROUNDS", 10)), z.may)
			if b {
				better++
			}
			if !ok {
				bad++
			}
			if time.Since(last) > 10*time.Second {
				last = time.Now()
				fmt.Printf("  %.0f tries %d better %d bad %d: %d %.0f\n", time.Since(start).Seconds(), tries, better, bad, s.Total.Law(), float64(s.Total.Wishes())/1000)
			}
		}
		t := s.Total
		s.Recount()
		fmt.Println("Instance", n, "END", s.Total.Law(), float64(s.Total.Wishes())/1000, "tries", tries, better, bad, t == s.Total)
	}
}
