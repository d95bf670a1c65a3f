package roster

import "math/rand/v2"

// Search makes a roster: it anneals, and then chooses whole lines anew for some carers at once, again
// and again (see master). It is an island's: nothing is shared.
type Search struct {
	in       *Instance
	rng      *rand.Rand
	a        *anneal
	m        *master
	credit   int64 // work that may be done
	spent    int64
	whole    bool  // all lines were chosen at once
	until    int   // the point up to which small changes are made
	settled  bool  // that is looked at no more
	cools    bool  // small changes are still made
	size     int   // carers chosen anew at a time
	days     int   // of how many days in a row
	polish   int64 // small changes, in work, that follow a choice that ended early
	polished int64
	costs    int64   // work of a narrow search for all lines; 0 before it is known
	mends    bool    // lines are being mended
	broken   []int   // carers whose lines still are to be
	tries    int     // in vain at the last of them
	helpless []int64 // by carer: breaches that mending could not take away
}

// A unit of work is so many small changes, labels of exact lines, or rows and columns that a pivot of
// the program passes: about the same time each, measured on rosters of 30 carers and 28 days.
const (
	triesPerWork  = 300
	labelsPerWork = 300
	pivotsPerWork = 1800
)

// Steps is the budget in points.
const Steps = 1000

// annealed is the part of the budget, in points, that goes to small changes where all lines can be chosen
// exactly within a small part of it. Every second island goes on with them for longer, and where lines
// take long, every island: small changes find better rosters then, and lines are chosen beside theirs.
const (
	annealed     = 150
	longAnnealed = 800
	warm         = 0.7 // how far they have cooled where they follow a choice that ended early
)

// NewSearch makes a search that starts with everybody off who may be.
func NewSearch(in *Instance, seed, island uint64) *Search {
	rng := rand.New(rand.NewPCG(seed, island+1))
	z := &Search{in: in, rng: rng, a: newAnneal(in, rng), size: (in.Carers + 1) / 2, days: min(in.Days, 28), until: annealed}
	if island%2 == 1 {
		z.until = longAnnealed
	}
	if z.days < in.Days {
		z.size = in.Carers
	}
	z.helpless = make([]int64, in.Carers)
	z.m = newMaster(in, z.weight(), rng)
	return z
}

// weight is what a breach weighs where lines are chosen. Where cover is law its price is a row's, and one
// far beyond all wishes would hide them.
func (z *Search) weight() int64 {
	if z.in.lawOfCover() {
		return int64(z.a.law)
	}
	return 1 << 30
}

// Best is the best roster so far, not to be changed.
func (z *Search) Best() *State { return z.a.best() }

// Set makes a roster the present one, and the best if it is.
func (z *Search) Set(lines [][]Option) {
	z.a.best()
	for c := range lines {
		copy(z.a.s.Lines[c], lines[c])
	}
	z.a.s.Recount()
	z.a.noticed()
}

// Cools tells whether small changes are still being made.
func (z *Search) Cools() bool { return z.cools }

// Run does so much work at a point of the budget, 0 to Steps. What a step takes more than that is owed by
// later runs.
func (z *Search) Run(work int64, point int) {
	z.credit += work
	for z.credit > 0 {
		before := z.spent
		z.step(point)
		z.credit -= z.spent - before
	}
}

func (z *Search) step(point int) {
	if z.until == annealed && !z.settled && point >= annealed/2 {
		if z.settled = true; z.costly() > z.left(point) {
			z.until = longAnnealed
		}
	}
	if z.cools = point < z.until; z.cools {
		z.a.run(triesPerWork, float64(point)/float64(z.until))
		z.spent++
		return
	}
	if z.polished < z.polish {
		z.a.run(triesPerWork, warm+(1-warm)*float64(z.polished)/float64(z.polish))
		z.polished++
		z.spent++
		return
	}
	if !z.m.going {
		if z.mend(point) {
			return
		}
		z.choose(point)
	}
	before := z.m.work
	done := z.m.step()
	if z.spent += z.m.work - before; done {
		s := z.a.best()
		if z.m.done == len(z.m.free) {
			z.m.take(s)
			z.a.total = s.Total
		} else {
			s.Copy(z.a.s)
			z.m.put(z.a.s)
			z.a.noticed()
			z.polish = z.left(point) / 2
			z.polished = 0
		}
	}
	if !z.m.going {
		z.chosen(point, done)
	}
}

// left is the work that the rest of the budget holds, as far as can be told from what has been done.
func (z *Search) left(point int) int64 {
	if point == 0 {
		return 0
	}
	return z.spent * int64(Steps-point) / int64(point)
}

// costly is about what it takes to choose all lines at once: by what a narrow search for the lines of a few
// carers takes.
func (z *Search) costly() int64 {
	if z.costs == 0 {
		n, before := min(3, z.in.Carers), z.m.work
		for i := range n {
			z.probe(i * z.in.Carers / n)
		}
		z.m.tally()
		z.costs = max(1, (z.m.work-before)*int64(z.in.Carers)/int64(n))
		z.spent += z.m.work - before
	}
	return z.costs * allRounds
}

// allRounds is about how often the lines of all carers could be looked for in the time that it takes to choose
// them all at once, longer how many times as much that is to be where windows of days would do.
const (
	allRounds = 2000
	longer    = 6
)

// probe finds a carer's best line beside the others', to see what it takes.
func (z *Search) probe(c int) {
	x, best := z.m.exact, z.a.best()
	x.beam = narrowest
	x.against(best, c)
	out := make([]Option, z.in.Days)
	// Prices of the program lie off those of a roster by less than the dearest need.
	limit := x.scalar(best.Line[c]) + int64(z.a.law/2)
	x.best(c, limit, z.a.mayBe(c), out)
	x.beam = 0
}

// choose begins to choose lines anew: of all carers once, then of some.
func (z *Search) choose(point int) {
	s, left := z.a.best(), z.left(point)
	costs := z.costly()
	if z.days < z.in.Days { // windows of days do better unless there is a lot of time
		costs *= longer
	}
	if !z.whole && costs <= left {
		z.m.wholly = true
		z.m.begin(s, all(z.in.Carers), 0, z.in.Days, z.a.may, left*9/10)
		return
	}
	z.whole = true
	from := 0
	if z.days < z.in.Days {
		from = z.rng.IntN(z.in.Days - z.days + 1)
	}
	z.m.begin(s, z.rng.Perm(z.in.Carers)[:z.size], from, from+z.days, z.a.may, left/2)
}

// chosen is the end of a choice: the next are of more carers or of fewer.
func (z *Search) chosen(point int, done bool) {
	z.spent++
	if !z.whole {
		z.whole, z.m.wholly = true, done
		return
	}
	// A choice is to take a quarter of what is left, or less, but no less than a hundredth of all.
	switch left, work := z.left(point), z.m.work-z.m.begun; {
	case work > max(left/4, (z.spent+left)/100) && z.size > 2:
		z.size -= max(1, z.size/4)
	case work < left/12:
		z.size = min(z.in.Carers, z.size+1+z.size/8)
	}
}

func all(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}
