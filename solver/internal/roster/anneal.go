package roster

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Search anneals a roster.
type Search struct {
	S, Best      *State
	rng          *rand.Rand
	law          float64    // what a breach weighs, in thousandths
	may          [][]Option // by carer·Days + day: the options that break no law of that day by themselves
	t0, t1       float64
	old          []Option
	free         []int
	saved, out   []Option
	x            *exact
	span         [][]Option
	Gave         int
	Tried, Taken [8]int64
}

// Ruin frees some carers for a span of days, and gives each the best line for it in turn.
func (z *Search) Ruin(t float64) {
	s, in, rng := z.S, z.S.In, z.rng
	n := min(in.Carers, 2+rng.IntN(3))
	length := min(in.Days, 7+rng.IntN(15))
	a := rng.IntN(in.Days - length + 1)
	b := a + length
	z.free = z.free[:0]
	for len(z.free) < n {
		c := rng.IntN(in.Carers)
		if !slices.Contains(z.free, c) {
			z.free = append(z.free, c)
		}
	}
	was := s.Total
	sum := Price(0)
	z.saved = z.saved[:0]
	for _, c := range z.free {
		z.saved = append(z.saved, s.Lines[c]...)
		for d := a; d < b; d++ {
			sum += s.set(c, d, Off)
		}
	}
	law := int64(z.law)
	ok := true
	for i, c := range z.free {
		limit := int64(math.MaxInt64 / 8)
		if Tight {
			limit = int64(z.value(s.worthOf(c, a, b, z.saved[i*in.Days:]))) + 1
		}
		z.x.law = law
		z.x.against(s, c)
		z.span = append(z.span[:0], z.may[c*in.Days:(c+1)*in.Days]...)
		for d := range in.Days {
			if d < a || d >= b {
				z.span[d] = s.Lines[c][d : d+1]
			}
		}
		if _, found := z.x.best(c, limit, z.span, z.out); !found {
			ok = false
			z.Gave++
			break
		}
		for d := a; d < b; d++ {
			sum += s.set(c, d, z.out[d])
		}
		p := in.LinePrice(c, s.Lines[c])
		sum += p - s.Line[c]
		s.Line[c] = p
	}
	z.Tried[4]++
	if ok && z.accept(sum, t) {
		if sum != 0 {
			z.Taken[4]++
		}
		z.keep(sum)
		return
	}
	for i, c := range z.free {
		for d := a; d < b; d++ {
			s.set(c, d, z.saved[i*in.Days+d])
		}
		s.Line[c] = in.LinePrice(c, s.Lines[c])
	}
	s.Total = was
}

// NewSearch makes a search from the empty roster.
func NewSearch(in *Instance, seed uint64, law, t0, t1 float64) *Search {
	z := &Search{S: NewState(in), Best: NewState(in), rng: rand.New(rand.NewPCG(seed, 1)), law: law, t0: t0, t1: t1, old: make([]Option, 4*in.Days), out: make([]Option, in.Days), x: newExact(in, 1, 6000)}
	for c := range in.Carers {
		for d := range in.Days {
			var may []Option
			for k := range in.Options + 1 {
				if in.Day[(c*in.Days+d)*(in.Options+1)+k].Law() == 0 {
					may = append(may, Option(k))
				}
			}
			z.may = append(z.may, may)
		}
	}
	return z
}

func (z *Search) value(p Price) float64 {
	l := p.Law()
	return z.law*float64(l) + float64(int64(p)-l<<lawBits)
}

var Adapt, Tight = true, true

// Run makes so many tries at a share of the budget, 0 to 1.
func (z *Search) Run(n int, share float64) {
	t := z.t0 * math.Pow(z.t1/z.t0, share)
	for i := range n {
		if Adapt && i%500 == 0 {
			if z.S.Total.Law() > 0 {
				z.law *= 1.02
			} else {
				z.law /= 1.02
			}
			z.law = max(z.law, 100)
		}
		switch x := z.rng.IntN(16); {
		case x < 6:
			z.change(t)
		case x < 13:
			z.swap(t)
		default:
			z.within(t)
		}
	}
}

func (z *Search) accept(d Price, t float64) bool {
	x := z.value(d)
	return x <= 0 || x < -t*math.Log(1-z.rng.Float64())
}

func (z *Search) keep(d Price) {
	z.S.Total += d
	b := z.Best.Total
	if n := z.S.Total; n.Law() < b.Law() || n.Law() == b.Law() && n.Wishes() < b.Wishes() {
		z.S.Copy(z.Best)
	}
}

// change gives one carer another option on one day, or on a few in a row.
func (z *Search) change(t float64) {
	s, in, rng := z.S, z.S.In, z.rng
	c, d := rng.IntN(in.Carers), rng.IntN(in.Days)
	may := z.may[c*in.Days+d]
	if len(may) < 2 {
		return
	}
	k := may[rng.IntN(len(may))]
	if k == s.Lines[c][d] {
		return
	}
	z.Tried[0]++
	n := 1
	if rng.IntN(3) == 0 {
		n = min(1+rng.IntN(5), in.Days-d)
	}
	line := s.Lines[c]
	copy(z.old, line[d:d+n])
	sum := Price(0)
	for i := range n {
		if in.Day[(c*in.Days+d+i)*(in.Options+1)+int(k)].Law() == 0 {
			sum += s.set(c, d+i, k)
		}
	}
	was := in.LinePrice(c, line)
	sum += was - s.Line[c]
	if !z.accept(sum, t) {
		for i := range n {
			s.set(c, d+i, z.old[i])
		}
		return
	}
	s.Line[c] = was
	z.Taken[0]++
	z.keep(sum)
}

// swap exchanges some days in a row of two carers.
func (z *Search) swap(t float64) {
	s, in, rng := z.S, z.S.In, z.rng
	if in.Carers < 2 {
		return
	}
	a, b, d := rng.IntN(in.Carers), rng.IntN(in.Carers), rng.IntN(in.Days)
	n := 1
	if rng.IntN(2) == 0 {
		n = min(1+rng.IntN(9), in.Days-d)
	}
	la, lb := s.Lines[a], s.Lines[b]
	same := true
	for i := d; i < d+n; i++ {
		if la[i] != lb[i] {
			same = false
		}
	}
	if a == b || same {
		return
	}
	z.Tried[1]++
	for i := d; i < d+n; i++ {
		la[i], lb[i] = lb[i], la[i]
	}
	pa := in.LinePrice(a, la)
	pb := in.LinePrice(b, lb)
	sum := pa + pb - s.Line[a] - s.Line[b]
	if !z.accept(sum, t) {
		for i := d; i < d+n; i++ {
			la[i], lb[i] = lb[i], la[i]
		}
		return
	}
	z.Taken[1]++
	s.Line[a], s.Line[b] = pa, pb
	z.keep(sum)
}

// within exchanges two days of one carer, or two spans of days.
func (z *Search) within(t float64) {
	s, in, rng := z.S, z.S.In, z.rng
	c, d, e := rng.IntN(in.Carers), rng.IntN(in.Days), rng.IntN(in.Days)
	line := s.Lines[c]
	if d > e {
		d, e = e, d
	}
	n := 1
	if rng.IntN(2) == 0 {
		n = 1 + rng.IntN(4)
	}
	n = min(n, e-d, in.Days-e)
	if n < 1 || n == 1 && line[d] == line[e] {
		return
	}
	z.Tried[2]++
	sum := Price(0)
	for i := range n {
		x, y := line[d+i], line[e+i]
		if x != y {
			sum += s.set(c, d+i, y)
			sum += s.set(c, e+i, x)
		}
	}
	p := in.LinePrice(c, line)
	sum += p - s.Line[c]
	if !z.accept(sum, t) {
		for i := range n {
			x, y := line[d+i], line[e+i]
			s.set(c, d+i, y)
			s.set(c, e+i, x)
		}
		return
	}
	z.Taken[2]++
	s.Line[c] = p
	z.keep(sum)
}

// worthOf is what a carer who is off for a span would cost there with other options, cover and line.
func (s *State) worthOf(c, a, b int, line []Option) Price {
	sum := Price(0)
	for d := a; d < b; d++ {
		sum += s.worth(d, Off, line[d])
		s.Lines[c][d] = line[d]
	}
	sum += s.In.LinePrice(c, s.Lines[c])
	for d := a; d < b; d++ {
		s.Lines[c][d] = Off
	}
	return sum
}
