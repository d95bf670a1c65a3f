package roster

import (
	"math"
	"slices"
)

// How the bound's prices, of a unit and of a weekend, are looked for: from firstPrice on, grows times as much each
// time, and then between two until these are near, by what a shift or a weekend then costs.
const (
	firstPrice = 8 * thousand
	grows      = 4
	nearPrice  = 250
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
	for i, r := range [2]*Runs{&in.Lines[c].Rest, &in.Lines[c].Work} {
		x.closed[i] = x.closed[i][:0]
		for n := range x.runs {
			x.closed[i] = append(x.closed[i], min(x.scalar(at(r.First, n)), x.scalar(at(r.Mid, n))))
		}
	}
	x.mu, x.weekends = 0, int32(in.Lines[c].Weekends)
	sum := x.seekUnit(c, may)
	if x.weekend == 0 || sum.weekends <= x.weekends {
		return
	}
	x.seek(c, may, &x.mu, 1, x.scalar(x.weekend), nearPrice, func(s lineSum) bool { return s.weekends <= x.weekends })
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
	near := max(1, nearPrice/int64(slices.Max(k.Value))) // a shift may be many units
	few := func(s lineSum) bool { return int64(s.count) <= k.most }
	many := func(s lineSum) bool { return int64(s.count) >= k.Least }
	switch {
	case !few(sum):
		return x.seek(c, may, &x.lambda, 1, x.scalar(k.Over), near, few)
	case !many(sum):
		return x.seek(c, may, &x.lambda, -1, x.scalar(k.Under), near, many)
	}
	return sum
}

// seek looks for the price at which the bound is highest, between none and what a unit costs at most, times a sign,
// from small ones upwards: where a unit is law, nearly all of what lies between is far beyond what decides. A price is
// enough where the bound's line keeps to what is priced. The bound is filled at the price that it leaves.
func (x *exact) seek(c int, may [][]Option, price *int64, sign, last, nearby int64, enough func(lineSum) bool) lineSum {
	best, top, sum := int64(math.MinInt64), int64(0), lineSum{}
	near, far, beyond := int64(0), min(int64(firstPrice), last), false
	for range mostSeeks {
		try := far
		if beyond {
			try = near + (far-near)/2
		}
		*price = sign * try
		var v int64
		v, sum = x.relax(c, may)
		if v += x.owed(0); v > best {
			best, top = v, *price
		}
		switch {
		case enough(sum):
			beyond, far = true, try
		case beyond:
			near = try
		default:
			near, far = far, min(last, grows*far)
		}
		if far-near < nearby { // or the last was not enough: the bound is highest there
			break
		}
	}
	if *price != top {
		*price = top
		_, sum = x.relax(c, may)
	}
	return sum
}

// lineSum is what a line counts: of the main count, and weekends.
type lineSum struct{ count, weekends int32 }

func (s lineSum) plus(o lineSum) lineSum {
	return lineSum{s.count + o.count, s.weekends + o.weekends}
}

// step is an option of a day after some option of the day before, in the bound: what it costs and counts, and where the
// bounds of the days after it begin.
type step struct {
	cost int64
	at   int
	sum  lineSum
}

// relax fills the bound at the present prices, and gives it for the whole line, with what its line counts.
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
	for d := in.Days - 1; d > 0; d-- {
		ways, sunday := x.waysOf(d, may[d]), (in.Weekday+d)%7 == 6
		for prev := range width {
			// Another sort of day begins a run, whatever the one before; one of the same goes on with it.
			turn, same := step{cost: math.MaxInt64 / 4}, x.goOn[:0]
			for i, k := range may[d] {
				w := ways[i]
				w.cost += x.follow[prev*width+int(k)]
				if sunday && k == Off && prev != 0 {
					w.cost, w.sum.weekends = w.cost+x.mu, 1
				}
				if (k == Off) == (prev == 0) {
					same = append(same, w)
				} else if v := w.cost + x.bound[w.at+1]; v < turn.cost {
					turn.cost, turn.sum = v, x.sums[w.at+1].plus(w.sum)
				}
			}
			x.goOn = same
			closed, more := x.closed[working(Option(prev))], int64(0)
			out := (d*width + prev) * x.runs
			for n := 1; n < x.runs; n++ {
				m := n + 1
				if m == x.runs {
					m, more = n, x.more[working(Option(prev))]
				}
				best, sum := turn.cost+closed[n], turn.sum
				for i := range same {
					w := &same[i]
					if v := w.cost + more + x.bound[w.at+m]; v < best {
						best, sum = v, x.sums[w.at+m].plus(w.sum)
					}
				}
				x.bound[out+n], x.sums[out+n] = best, sum
			}
		}
	}
	total, sum := int64(math.MaxInt64/4), lineSum{}
	ways := x.waysOf(0, may[0])
	for i, k := range may[0] {
		w := &ways[i]
		v := w.cost + x.bound[w.at+1]
		if in.Before != nil {
			v += x.scalar(in.Before[c*width+int(k)])
		}
		if v < total {
			total, sum = v, x.sums[w.at+1].plus(w.sum)
		}
	}
	return total, sum
}

// waysOf are the options of a day, the day before aside.
func (x *exact) waysOf(d int, options []Option) []step {
	in, width := x.in, x.in.Options+1
	sunday := (in.Weekday+d)%7 == 6
	x.ways = x.ways[:0]
	for _, k := range options {
		w := step{cost: x.value[d*width+int(k)], at: ((d+1)*width + int(k)) * x.runs}
		if x.main != nil && x.free(d) {
			w.sum.count = x.main.Value[k]
			w.cost += x.lambda * int64(w.sum.count)
		}
		if sunday && k != Off {
			w.cost, w.sum.weekends = w.cost+x.mu, 1
		}
		x.ways = append(x.ways, w)
	}
	return x.ways
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
