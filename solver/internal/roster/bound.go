package roster

import "math"

// How the bound's prices, of a unit and of a weekend, are looked for: from firstPrice on, grows times as much each
// time, and then between two until these are near.
const (
	firstPrice = 8 * thousand
	grows      = 4
	nearPrice  = 50
	mostSeeks  = 12
)

// makeBound works out, from the last day, the least that the days after one cost, whatever kinds, half weekends, the
// rests of weeks and most counts say. The count that binds most is priced by the unit, and weekends are where there
// would be too many (Lagrange), at prices that make the bound high; see owed.
func (x *exact) makeBound(c int, may [][]Option) {
	in := x.in
	if n := (in.Days + 1) * (in.Options + 1) * x.runs; cap(x.bound) < n {
		x.bound, x.sums = make([]int64, n), make([]lineSum, n)
	} else {
		x.bound, x.sums = x.bound[:n], x.sums[:n]
	}
	x.mu, x.weekends = 0, int32(in.Lines[c].Weekends)
	sum := x.seekUnit(c, may)
	if x.weekend == 0 || sum.weekends <= x.weekends {
		return
	}
	x.seek(c, may, &x.mu, 1, x.scalar(x.weekend), func(s lineSum) bool { return s.weekends <= x.weekends })
	if x.main != nil {
		x.seekUnit(c, may)
	}
}

// seekUnit fills the bound and looks for the price of a unit of the main count, if there is one and its line does not
// keep to it: negative where that has too few.
func (x *exact) seekUnit(c int, may [][]Option) lineSum {
	x.lambda = 0
	_, sum := x.relax(c, may)
	k := x.main
	if k == nil {
		return sum
	}
	switch n := int64(sum.count); {
	case n > k.most:
		return x.seek(c, may, &x.lambda, 1, x.scalar(k.Over), func(s lineSum) bool { return int64(s.count) <= k.most })
	case n < k.Least:
		return x.seek(c, may, &x.lambda, -1, x.scalar(k.Under), func(s lineSum) bool { return int64(s.count) >= k.Least })
	}
	return sum
}

// seek looks for the price at which the bound is highest, between none and what a unit costs at most, times a sign,
// from small ones upwards: where a unit is law, nearly all of what lies between is far beyond what decides. A price is
// enough where the bound's line keeps to what is priced. The bound is filled at the price that it leaves.
func (x *exact) seek(c int, may [][]Option, price *int64, sign, last int64, enough func(lineSum) bool) lineSum {
	best, at := int64(math.MinInt64), int64(0)
	near, far, beyond := int64(0), min(int64(firstPrice), last), false
	for range mostSeeks {
		try := far
		if beyond {
			try = near + (far-near)/2
		}
		*price = sign * try
		v, sum := x.relax(c, may)
		if v += x.owed(0); v > best {
			best, at = v, *price
		}
		switch {
		case enough(sum):
			beyond, far = true, try
		case beyond:
			near = try
		default:
			near, far = far, min(last, grows*far)
		}
		if far-near < nearPrice { // or the last was not enough: the bound is highest there
			break
		}
	}
	*price = at
	_, sum := x.relax(c, may)
	return sum
}

// lineSum is what a line counts: of the main count, and weekends.
type lineSum struct{ count, weekends int32 }

func (s lineSum) plus(o lineSum) lineSum {
	return lineSum{s.count + o.count, s.weekends + o.weekends}
}

// relax fills the bound at a price of a unit, and gives it for the whole line, with what its line counts.
func (x *exact) relax(c int, may [][]Option) (int64, lineSum) {
	in, l := x.in, &x.in.Lines[c]
	width := in.Options + 1
	for k := range width {
		for n := range x.runs {
			r := l.sort(Option(k))
			i := (in.Days*width+k)*x.runs + n
			x.bound[i] = min(x.scalar(at(r.End, n)), x.scalar(at(r.Whole, n)))
			x.sums[i] = lineSum{}
		}
	}
	var some, none [256]int64 // what options count
	if x.main != nil {
		for o, v := range x.main.Value {
			some[o] = int64(v)
		}
	}
	total, totalSum := int64(math.MaxInt64/4), lineSum{}
	for d := in.Days - 1; d >= 0; d-- {
		options, worth := may[d], &some
		sunday := (in.Weekday+d)%7 == 6
		if len(options) == 1 {
			worth = &none
		}
		if d == 0 {
			for _, k := range options {
				cost := x.value[k] + x.lambda*worth[k]
				if in.Before != nil {
					cost += x.scalar(in.Before[c*width+int(k)])
				}
				n := lineSum{count: int32(worth[k])}
				if sunday && k != Off {
					n.weekends, cost = 1, cost+x.mu
				}
				i := (width+int(k))*x.runs + 1
				if cost += x.bound[i]; cost < total {
					total, totalSum = cost, x.sums[i].plus(n)
				}
			}
			break
		}
		for prev := range width {
			// What the next day costs does not depend on the run so far but for its length.
			r := l.sort(Option(prev))
			for n := 1; n < x.runs; n++ {
				best, sum := int64(math.MaxInt64/4), lineSum{}
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
					s := lineSum{count: int32(worth[k])}
					if sunday && (k != Off || prev != 0) {
						s.weekends, cost = 1, cost+x.mu
					}
					i := ((d+1)*width+int(k))*x.runs + m
					if cost += x.bound[i]; cost < best {
						best, sum = cost, x.sums[i].plus(s)
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
