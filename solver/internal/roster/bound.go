package roster

import "math"

// makeBound works out, from the last day, the least that the days after one cost, whatever kinds,
// weekends, the rests of weeks and most counts say. The count that binds most is priced by the unit (Lagrange), at the
// price that makes the bound highest; see owed.
func (x *exact) makeBound(c int, may [][]Option) {
	in := x.in
	if n := (in.Days + 1) * (in.Options + 1) * x.runs; cap(x.bound) < n {
		x.bound, x.sums = make([]int64, n), make([]int32, n)
	} else {
		x.bound, x.sums = x.bound[:n], x.sums[:n]
	}
	x.lambda = 0
	_, sum := x.relax(c, may)
	if x.main == nil {
		return
	}
	k := x.main
	lo, hi := -x.scalar(k.Under), x.scalar(k.Over)
	switch {
	case sum > k.most:
		lo = 0
	case sum < k.Least:
		hi = 0
	default:
		return
	}
	best, at := int64(math.MinInt64), int64(0)
	for range 12 {
		x.lambda = lo + (hi-lo)/2
		v, sum := x.relax(c, may)
		v += x.owed(0)
		if v > best {
			best, at = v, x.lambda
		}
		if x.lambda > 0 && sum > k.most || x.lambda < 0 && sum >= k.Least {
			lo = x.lambda
		} else {
			hi = x.lambda
		}
		if hi-lo < 50 {
			break
		}
	}
	x.lambda = at
	x.relax(c, may)
}

// relax fills the bound at a price of a unit, and gives it for the whole line, with what its line counts.
func (x *exact) relax(c int, may [][]Option) (int64, int64) {
	in, l := x.in, &x.in.Lines[c]
	width := in.Options + 1
	for k := range width {
		for n := range x.runs {
			r := l.sort(Option(k))
			i := (in.Days*width+k)*x.runs + n
			x.bound[i] = min(x.scalar(at(r.End, n)), x.scalar(at(r.Whole, n)))
			x.sums[i] = 0
		}
	}
	var worth [256]int64
	if x.main != nil {
		for o, v := range x.main.Value {
			worth[o] = int64(v)
		}
	}
	total, totalSum := int64(math.MaxInt64/4), int64(0)
	for d := in.Days - 1; d >= 0; d-- {
		options := may[d]
		if d == 0 {
			for _, k := range options {
				cost := x.value[k] + x.lambda*worth[k]
				if in.Before != nil {
					cost += x.scalar(in.Before[c*width+int(k)])
				}
				i := (width+int(k))*x.runs + 1
				if cost += x.bound[i]; cost < total {
					total, totalSum = cost, int64(x.sums[i])+worth[k]
				}
			}
			break
		}
		for prev := range width {
			// What the next day costs does not depend on the run so far but for its length.
			r := l.sort(Option(prev))
			for n := 1; n < x.runs; n++ {
				best, sum := int64(math.MaxInt64/4), int32(0)
				closed := min(x.scalar(at(r.First, n)), x.scalar(at(r.Mid, n)))
				for _, k := range options {
					m, cost := n+1, x.value[d*width+int(k)]+x.scalar(in.Follow[prev*width+int(k)])+x.lambda*worth[k]
					if (k == Off) != (prev == 0) {
						m = 1
						cost += closed
					} else if m == x.runs {
						m--
						cost += x.more[working(k)]
					}
					i := ((d+1)*width+int(k))*x.runs + m
					if cost += x.bound[i]; cost < best {
						best, sum = cost, x.sums[i]+int32(worth[k])
					}
				}
				x.bound[(d*width+prev)*x.runs+n], x.sums[(d*width+prev)*x.runs+n] = best, sum
			}
		}
	}
	return total, totalSum
}

// tail is from where on each day more of a run costs the same, and what.
type tail struct {
	from int
	each int64
}

// mostRuns is the most days of a run that a label tells apart.
const mostRuns = 63

func (x *exact) tail(r *Runs) tail {
	days, from := x.in.Days, 1
	each := at(r.Mid, days) - at(r.Mid, days-1)
	for _, p := range [][]Price{r.First, r.Mid, r.End, r.Whole} {
		n := days
		for n > 1 && at(p, n)-at(p, n-1) == each {
			n--
		}
		from = max(from, n)
	}
	return tail{min(from, mostRuns), x.scalar(each)}
}

// working is 1 of an option that is work.
func working(k Option) int {
	if k == Off {
		return 0
	}
	return 1
}
