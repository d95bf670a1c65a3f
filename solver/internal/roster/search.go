package roster

import (
	"context"
	"math/rand/v2"
)

// Search makes a roster: it anneals, and then chooses whole lines anew for some carers at once, again
// and again (see master). It is an island's: nothing is shared.
type Search struct {
	in      *Instance
	rng     *rand.Rand
	a       *anneal
	m       *master
	credit  int64 // work that may be done
	spent   int64
	whole   bool  // all lines were chosen at once
	until   int   // the point up to which small changes are made
	settled bool  // that is looked at no more
	size    int   // carers chosen anew at a time
	days    int   // of how many days in a row
	costs   int64 // work of the last choice
}

// A unit of work is so many small changes, labels of exact lines, or rows and columns that a pivot of
// the program passes: about the same time each, measured on rosters of 30 carers and 28 days.
const (
	triesPerWork  = 300
	labelsPerWork = 450
	pivotsPerWork = 8000
)

// Steps is the budget in points.
const Steps = 1000

// annealed is the part of the budget, in points, that goes to small changes where all lines can be chosen
// exactly within a small part of it. Every second island goes on with them for longer, and where lines
// take long, every island: small changes find better rosters then, and lines are chosen beside theirs.
const (
	annealed     = 150
	longAnnealed = 800
)

// NewSearch makes a search that starts with everybody off who may be.
func NewSearch(in *Instance, seed, island uint64) *Search {
	rng := rand.New(rand.NewPCG(seed, island+1))
	z := &Search{in: in, rng: rng, a: newAnneal(in, rng), size: min(in.Carers, 8), days: min(in.Days, 28), until: annealed}
	if island%2 == 1 || z.a.roles != nil {
		z.until = longAnnealed
	}
	z.m = newMaster(in, z.weight(), rng)
	return z
}

// weight is what a breach weighs where lines are chosen. Where cover is law its price is a row's, and one
// far beyond all wishes would hide them.
func (z *Search) weight() int64 {
	if z.in.lawOfCover() {
		return int64(10 * z.a.law)
	}
	return 1 << 30
}

// Best is the best roster so far, not to be changed.
func (z *Search) Best() *State { return z.a.best() }

// Set makes a roster the present one, and the best if it is.
func (z *Search) Set(lines [][]Option) {
	kept := z.a.best()
	for c := range lines {
		copy(z.a.s.Lines[c], lines[c])
	}
	z.a.s.Recount()
	if z.a.s.Total.Less(kept.Total) {
		z.a.total, z.a.fresh = z.a.s.Total, true
	}
}

// Run does so much work at a point of the budget, 0 to Steps. What a choice takes more than that is
// owed by later runs.
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
		if z.settled = true; z.costly(30) > z.left(point) {
			z.until = longAnnealed
		}
	}
	if point < z.until {
		z.a.run(triesPerWork, float64(point)/float64(z.until))
		z.spent++
		return
	}
	z.choose(point)
}

// left is the work that the rest of the budget holds, as far as can be told from what has been done.
func (z *Search) left(point int) int64 {
	if point == 0 {
		return 0
	}
	return z.spent * int64(Steps-point) / int64(point)
}

// costly is about what it takes to choose all lines at once, so many times: by what a narrow search for the
// lines of a few carers takes.
func (z *Search) costly(times int64) int64 {
	if z.costs == 0 {
		n := min(3, z.in.Carers)
		for i := range n {
			z.probe(i * z.in.Carers / n)
		}
		z.costs = max(1, z.m.takeWork()*int64(z.in.Carers)/int64(n))
		z.spent += z.costs * int64(n) / int64(z.in.Carers)
	}
	return z.costs * rounds0 * times
}

// diveRounds is how often at most lines are looked for anew after one was fixed.
const diveRounds = 20

// rounds0 is about how often the lines of all carers are looked for when all are chosen at once.
const rounds0 = 60

// probe finds a carer's best line beside the others', to see what it takes.
func (z *Search) probe(c int) {
	x, best := z.m.exact, z.a.best()
	x.beam = narrowest
	x.against(best, c)
	out := make([]Option, z.in.Days)
	// Prices of the program lie off those of a roster by less than the dearest need.
	limit := x.scalar(best.Line[c]) + int64(z.a.law/2)
	x.best(c, limit, z.a.may[c*z.in.Days:(c+1)*z.in.Days], out)
	x.beam = 0
}

// choose chooses lines anew: of all carers once, then of some.
func (z *Search) choose(point int) {
	ctx, s, left := context.Background(), z.a.best(), z.left(point)
	if !z.whole && z.costly(3) <= left {
		z.whole, z.m.wholly = true, true
		z.m.wholly = z.m.choose(ctx, s, all(z.in.Carers), 0, z.in.Days, diveRounds, z.a.may, left/2)
	} else {
		z.whole = true
		from := 0
		if z.days < z.in.Days {
			from = z.rng.IntN(z.in.Days - z.days + 1)
		}
		z.m.choose(ctx, s, z.rng.Perm(z.in.Carers)[:z.size], from, from+z.days, diveRounds, z.a.may, left/20)
	}
	z.a.total = s.Total
	work := z.m.takeWork() + 1
	z.spent += work
	// A choice is to take a thirtieth of what is left, or less.
	switch {
	case work > left/30 && z.size > 2:
		z.size--
	case work < left/100 && z.size < z.in.Carers:
		z.size++
	}
}

func all(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}
