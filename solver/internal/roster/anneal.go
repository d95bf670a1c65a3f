package roster

import (
	"math"
	"math/rand/v2"
	"slices"
)

// anneal makes small changes of a roster: a day, or a few in a row, of one carer; days that two carers
// exchange; days that one carer exchanges with themselves.
type anneal struct {
	s      *State
	kept   *State // the best so far, where fresh and stale do not say otherwise
	total  Price  // of the best
	fresh  bool   // the best is s itself
	stale  bool   // of kept only the lines are up to date
	rng    *rand.Rand
	law    float64    // what a breach weighs, in thousandths
	least  []Price    // by carer: no line costs less
	may    [][]Option // by carer·Days + day: what breaks no law of that day by itself
	t0, t1 float64
	roles  [][]Option // by carer·(Options+1) + option: those of may, on some day, that a line cannot tell from it; nil where there is one only
}

func newAnneal(in *Instance, rng *rand.Rand) *anneal {
	z := &anneal{s: NewState(in), kept: NewState(in), rng: rng, least: make([]Price, in.Carers)}
	for i := range in.Carers * in.Days {
		var may []Option
		least := int64(math.MaxInt64)
		for k := range in.Options + 1 {
			least = min(least, in.Day[i*(in.Options+1)+k].Law())
		}
		for k := range in.Options + 1 {
			if in.Day[i*(in.Options+1)+k].Law() == least {
				may = append(may, Option(k))
			}
		}
		z.may = append(z.may, may)
		z.least[i/in.Days] += slices.Min(in.Day[i*(in.Options+1) : (i+1)*(in.Options+1)])
	}
	z.restart()
	z.findRoles()
	z.scale()
	return z
}

// mayBe are what a carer may have on each day.
func (z *anneal) mayBe(c int) [][]Option { return z.may[c*z.s.In.Days : (c+1)*z.s.In.Days] }

// restart begins with everybody off who may be; of the rest each has their first option.
func (z *anneal) restart() {
	for i, may := range z.may {
		z.s.Lines[i/z.s.In.Days][i%z.s.In.Days] = may[0]
	}
	z.s.Recount()
	z.total, z.fresh = z.s.Total, true
}

// scale sets what a breach weighs and how the annealing cools by the prices that there are: it begins
// where half of the dearest carer too few would be given up, and ends where an eighth of the least wish.
func (z *anneal) scale() {
	in := z.s.In
	top, low := int64(0), int64(math.MaxInt64)
	look := func(p Price) {
		if w := max(p.Wishes(), -p.Wishes()); w > 0 {
			top, low = max(top, w), min(low, w)
		}
	}
	for cell := range in.Cells {
		for n := range in.Room() {
			i := cell*(in.Room()+1) + n
			look(in.CellPrice[i+1] - in.CellPrice[i])
		}
	}
	for _, p := range in.Day {
		look(p)
	}
	for c := range in.Lines {
		look(in.Lines[c].Weekend)
		for _, k := range in.Lines[c].Counts {
			look(k.Under)
			look(k.Over)
		}
	}
	if top == 0 {
		top, low = thousand, thousand
	}
	z.law = 2 * float64(top)
	if in.lawOfCover() { // it would rather leave a place empty for good
		z.law = 5 * float64(top)
	}
	z.t0, z.t1 = 0.5*float64(top), min(0.12*float64(low), 0.03*float64(top))
}

func (z *anneal) value(p Price) float64 { return z.law*float64(p.Law()) + float64(p.Wishes()) }

// run makes so many tries at a share of the annealing, 0 to 1.
func (z *anneal) run(n int, share float64) {
	t := z.t0 * math.Pow(z.t1/z.t0, share)
	for range n {
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

// limit draws how much worse a move may make the roster.
func (z *anneal) limit(t float64) float64 { return -t * math.Log(1-z.rng.Float64()) }

// hopeless tells, of what a move costs so far, that it would be too much even if a carer's line then were
// as cheap as it can be.
func (z *anneal) hopeless(d Price, c int, limit float64) bool {
	return z.value(d-z.s.Line[c]+z.least[c]) > limit
}

// take makes a move that was accepted part of the roster: changes of one line or of two.
func (z *anneal) take(d Price, x, y *change) {
	s := z.s
	if total := s.Total + d; z.fresh && z.total.Less(total) {
		z.save(x, y)
	}
	s.Total += d
	s.take(x)
	if y != nil {
		s.take(y)
	}
	if s.Total.Less(z.total) {
		z.total, z.fresh = s.Total, true
	}
}

// save keeps the lines as they were before the changes of a move.
func (z *anneal) save(x, y *change) {
	for c, line := range z.s.Lines {
		copy(z.kept.Lines[c], line)
	}
	for _, k := range [2]*change{x, y} {
		if k != nil {
			copy(z.kept.Lines[k.carer][k.from:k.to], k.was)
		}
	}
	z.fresh, z.stale = false, true
}

// noticed makes the present roster the best if it is; the best has been kept.
func (z *anneal) noticed() {
	if z.s.Total.Less(z.kept.Total) {
		z.total, z.fresh = z.s.Total, true
	}
}

// best is the best roster so far.
func (z *anneal) best() *State {
	if z.fresh {
		z.s.Copy(z.kept)
	} else if z.stale {
		z.kept.Recount()
	}
	z.fresh, z.stale = false, false
	return z.kept
}

// span draws a length of days in a row, one more often than not.
func (z *anneal) span(from, most, oneIn int) int {
	if z.rng.IntN(oneIn) > 0 {
		return 1
	}
	return min(1+z.rng.IntN(most), z.s.In.Days-from)
}

// change gives one carer another option on a day, or on a few in a row.
func (z *anneal) change(t float64) {
	s, in := z.s, z.s.In
	c, d := z.rng.IntN(in.Carers), z.rng.IntN(in.Days)
	may, line := z.may[c*in.Days+d], s.Lines[c]
	k := may[z.rng.IntN(len(may))]
	if k == line[d] {
		return
	}
	n := z.span(d, 5, 3)
	x := s.begin(0, c, d, d+n)
	sum := Price(0)
	roles := z.roles != nil && z.rng.IntN(4) > 0
	for i := d; i < d+n; i++ {
		was, o := line[i], k
		if roles {
			sum += s.set(c, i, Off)
			o = z.role(c, i, k)
		}
		if in.Day[(c*in.Days+i)*(in.Options+1)+int(o)].Law() > in.Day[(c*in.Days+i)*(in.Options+1)+int(was)].Law() {
			o = was
		}
		sum += s.set(c, i, o)
	}
	limit := z.limit(t)
	if !z.hopeless(sum, c, limit) {
		if sum += s.price(x); z.value(sum) <= limit {
			z.take(sum, x, nil)
			return
		}
	}
	s.back(x)
}

// swap exchanges some days in a row of two carers.
func (z *anneal) swap(t float64) {
	s, in := z.s, z.s.In
	a, b, d := z.rng.IntN(in.Carers), z.rng.IntN(in.Carers), z.rng.IntN(in.Days)
	n := z.span(d, 9, 2)
	if a == b || slices.Equal(s.Lines[a][d:d+n], s.Lines[b][d:d+n]) {
		return
	}
	x, y := s.begin(0, a, d, d+n), s.begin(1, b, d, d+n)
	sum := z.exchange(a, b, d, n)
	limit := z.limit(t)
	if sum += s.price(x); !z.hopeless(sum, b, limit) {
		if sum += s.price(y); z.value(sum) <= limit {
			z.take(sum, x, y)
			return
		}
	}
	if z.roles == nil {
		z.exchange(a, b, d, n)
		return
	}
	s.back(x)
	s.back(y)
}

// exchange makes two carers change days; it changes cover only where they do not count alike.
func (z *anneal) exchange(a, b, d, n int) (sum Price) {
	s := z.s
	la, lb := s.Lines[a], s.Lines[b]
	if z.roles == nil && s.In.Class[a] == s.In.Class[b] {
		for i := d; i < d+n; i++ {
			la[i], lb[i] = lb[i], la[i]
		}
		return 0
	}
	for i := d; i < d+n; i++ {
		x, y := la[i], lb[i]
		if z.roles == nil {
			sum += s.set(a, i, y) + s.set(b, i, x)
			continue
		}
		sum += s.set(a, i, Off) + s.set(b, i, Off)
		sum += s.set(a, i, z.role(a, i, y))
		sum += s.set(b, i, z.role(b, i, x))
	}
	return sum
}

// within exchanges two days of one carer, or two spans of days.
func (z *anneal) within(t float64) {
	s, in := z.s, z.s.In
	c, d, e := z.rng.IntN(in.Carers), z.rng.IntN(in.Days), z.rng.IntN(in.Days)
	d, e = min(d, e), max(d, e)
	n := min(z.span(e, 4, 2), e-d)
	line := s.Lines[c]
	if n < 1 || n == 1 && line[d] == line[e] {
		return
	}
	x := s.begin(0, c, d, e+n)
	sum := z.turn(c, d, e, n)
	limit := z.limit(t)
	if !z.hopeless(sum, c, limit) {
		if sum += s.price(x); z.value(sum) <= limit {
			z.take(sum, x, nil)
			return
		}
	}
	z.turn(c, d, e, n)
}

func (z *anneal) turn(c, d, e, n int) (sum Price) {
	line := z.s.Lines[c]
	for i := range n {
		x, y := line[d+i], line[e+i]
		if x != y {
			sum += z.s.set(c, d+i, y)
			sum += z.s.set(c, e+i, x)
		}
	}
	return sum
}

// findRoles lists, where some options are alike to lines, which of those alike each carer may have.
func (z *anneal) findRoles() {
	in := z.s.In
	width := in.Options + 1
	alike := in.classes()
	some := false
	roles := make([][]Option, in.Carers*width)
	for c := range in.Carers {
		var may [256]bool
		for d := range in.Days {
			for _, k := range z.may[c*in.Days+d] {
				may[k] = true
			}
		}
		for k := range width {
			for o := range width {
				if alike[o] == alike[k] && may[o] {
					roles[c*width+k] = append(roles[c*width+k], Option(o))
				}
				some = some || o != k && alike[o] == alike[k]
			}
		}
	}
	if some {
		z.roles = roles
	}
}

// role is, of the options that are alike to one, the one that pays most to somebody who is off on a day: who
// comes in for somebody else takes the role that is open.
func (z *anneal) role(c, d int, k Option) Option {
	s, in := z.s, z.s.In
	width := in.Options + 1
	list := z.roles[c*width+int(k)]
	if len(list) == 1 {
		return list[0]
	}
	best, least := k, math.Inf(1)
	for _, o := range list {
		p := in.Day[(c*in.Days+d)*width+int(o)]
		for _, cell := range in.cells(c, d, o) {
			at := int(cell)*(in.Room()+1) + int(s.There[cell])
			p += in.CellPrice[at+1] - in.CellPrice[at]
		}
		if v := z.value(p); v < least {
			best, least = o, v
		}
	}
	return best
}
