package roster

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/milltir/milltir/internal/lp"
)

// master chooses whole lines for some carers at once, beside those of the others: a linear program over
// the lines known so far prices cover, the exact line of each carer against these prices joins them,
// until none pays; then lines are fixed, some at a time, those first that the program is surest of (a dive).
// Source: Dantzig and Wolfe 1960; for rosters Jaumard, Semet and Vovor 1998.
type master struct {
	in    *Instance
	parts [][]part   // by cell
	known [][]column // by carer: lines met before
	rng   *rand.Rand
	exact *exact

	// Of one problem.
	free    []int        // carers whose lines are chosen
	may     [][][]Option // by free carer, by day
	pool    [][]column   // by free carer
	fixed   []int        // by free carer: index into its pool, -1
	there   []int32      // by cell: of those who are not free
	price   []float64    // by cell: what one carer more is worth
	sum     []float64    // by cell: room for carers
	steep   float64      // the highest price that an ascent begins with
	share   []float64    // by free carer: what its line may cost
	use     [][]float64  // by free carer, by column
	Value   float64      // of the program, thousandths
	found   [][]Option   // by free carer: room for a line
	cost    []int64
	lp      *lp.Problem
	carer   []lp.Row   // by free carer: one line of its own
	cell    []lp.Row   // by cell: who is there stands in its parts
	covered []bool     // by cell: some line of the pools goes there
	vars    [][]lp.Var // by free carer, by column
	term    []lp.RowTerm
	wholly  bool // lines are looked for until surely none pays

	choice
	ascent
	work   int64 // done so far, in units of work
	labels int64 // and what is less than one, in labels
	passed int64 // and in rows and columns passed by pivots
}

// column is a line with its price, cover aside.
type column struct {
	line []Option
	cost int64
	idle int // programs in a row that had no use for it
}

// part is a stretch of a cell's price: so many carers at one price each.
type part struct {
	carers int
	each   int64
}

// mostLabels is where an exact line is given up, mostKnown how many lines a carer is remembered by.
const (
	mostIterations = 10_000

	mostLabels = 60000
	narrowest  = 300 // labels of a day in a narrow search
	mostKnown  = 150
	mostIdle   = 10
)

func newMaster(in *Instance, law int64, rng *rand.Rand) *master {
	k := &master{in: in, exact: newExact(in, law, mostLabels), known: make([][]column, in.Carers), there: make([]int32, in.Cells), price: make([]float64, in.Cells), sum: make([]float64, in.Cells), rng: rng}
	for cell := range in.Cells {
		var p []part
		for n := range in.Room() {
			i := cell*(in.Room()+1) + n
			step := in.CellPrice[i+1] - in.CellPrice[i]
			k.steep = max(k.steep, -steepest*float64(step.Wishes()))
			each := k.exact.scalar(step)
			if m := len(p); m > 0 && p[m-1].each == each {
				p[m-1].carers++
			} else {
				p = append(p, part{1, each})
			}
		}
		k.parts = append(k.parts, p)
	}
	return k
}

// pose makes a problem of a roster: these carers are free on these days.
func (k *master) pose(s *State, free []int, from, to int, may [][]Option) {
	in := k.in
	k.free = append(k.free[:0], free...)
	copy(k.there, s.There)
	k.may, k.pool, k.fixed, k.use = k.may[:0], k.pool[:0], k.fixed[:0], k.use[:0]
	for len(k.found) < len(free) {
		k.found = append(k.found, make([]Option, in.Days))
	}
	k.share, k.cost = make([]float64, len(free)), make([]int64, len(free))
	for _, c := range free {
		for d, o := range s.Lines[c] {
			for _, cell := range in.cells(c, d, o) {
				k.there[cell]--
			}
		}
	}
	k.rows()
	for f, c := range free {
		line := s.Lines[c]
		days := slices.Clone(may[c*in.Days : (c+1)*in.Days])
		for d := range in.Days {
			if d < from || d >= to {
				days[d] = line[d : d+1 : d+1]
			}
		}
		k.may, k.fixed, k.use, k.pool = append(k.may, days), append(k.fixed, -1), append(k.use, nil), append(k.pool, nil)
		k.add(f, line)
		for i := range k.known[c] {
			if l := k.known[c][i].line; slices.Equal(l[:from], line[:from]) && slices.Equal(l[to:], line[to:]) {
				k.add(f, l)
			}
		}
	}
}

// rows begins the linear program: what it has beside lines. A problem keeps one program from its
// first line to its last, so that each solve goes on from the one before.
func (k *master) rows() {
	k.lp = &lp.Problem{MaxIterations: mostIterations}
	k.carer, k.cell, k.vars = k.carer[:0], k.cell[:0], k.vars[:0]
	for range k.free {
		k.carer, k.vars = append(k.carer, k.lp.AddRow(1, 1, nil)), append(k.vars, nil)
	}
	k.covered = make([]bool, k.in.Cells)
	for cell := range k.in.Cells {
		e := -unequal * k.rng.Float64()
		row := k.lp.AddRow(e, e, nil)
		k.cell = append(k.cell, row)
		// The carers who are there anyhow stand in the first parts.
		n := int(k.there[cell])
		for _, part := range k.parts[cell] {
			room := part.carers - n
			n = max(0, -room)
			if room > 0 {
				k.lp.AddColumn(float64(part.each)/thousand, 0, float64(room), []lp.RowTerm{{Row: row, Coef: -1}})
			}
		}
	}
}

// add puts a line into the pool of a free carer, unless it is there.
func (k *master) add(f int, line []Option) bool {
	for i := range k.pool[f] {
		if slices.Equal(k.pool[f][i].line, line) {
			k.pool[f][i].idle = 0
			return false
		}
	}
	cost := k.exact.scalar(k.in.LinePrice(k.free[f], line))
	k.pool[f] = append(k.pool[f], column{line: slices.Clone(line), cost: cost})
	k.term = append(k.term[:0], lp.RowTerm{Row: k.carer[f], Coef: 1})
	for d, o := range line {
		for _, cell := range k.in.cells(k.free[f], d, o) {
			k.term, k.covered[cell] = append(k.term, lp.RowTerm{Row: k.cell[cell], Coef: 1}), true
		}
	}
	k.vars[f] = append(k.vars[f], k.lp.AddColumn(float64(cost)/thousand, 0, 1, k.term))
	return true
}

// unequal is how much more cover than lines give each need is at most taken to have, by chance: a program
// of equals stands still for most of its pivots. Source: Charnes 1952, Econometrica 20.
const unequal = 1e-4

const thousand = 1000

// solve solves the program over the pools, from where it stood before; should rounding spoil that,
// from nothing.
func (k *master) solve() bool {
	in, ctx := k.in, context.Background()
	res, err := k.lp.Resume(ctx)
	if err == nil && res.Status != lp.Optimal {
		k.pivots(res.Iterations)
		res, err = k.lp.Solve(ctx)
	}
	k.pivots(res.Iterations)
	if err != nil || res.Status != lp.Optimal {
		return false
	}
	keep := func(was, is float64) float64 { return k.smooth*was + (1-k.smooth)*is }
	for cell, row := range k.cell {
		k.price[cell] = keep(k.price[cell], res.Y[row]*thousand)
		if !k.covered[cell] { // nothing in the program says what the next one there is worth
			at := cell*(in.Room()+1) + int(k.there[cell])
			k.price[cell] = -float64(k.exact.scalar(in.CellPrice[min(at+1, cell*(in.Room()+1)+in.Room())] - in.CellPrice[at]))
		}
	}
	for f := range k.free {
		k.share[f] = keep(k.share[f], res.Y[k.carer[f]]*thousand)
		k.use[f] = k.use[f][:0]
		for i, v := range k.vars[f] {
			k.use[f] = append(k.use[f], res.X[v])
			if k.pool[f][i].idle++; res.X[v] > 1e-9 {
				k.pool[f][i].idle = 0
			}
		}
	}
	k.Value = res.Objective * thousand
	return true
}

// line finds a carer's best line at the present prices.
func (k *master) line(f int) {
	x, in, width := k.exact, k.in, k.in.Options+1
	x.labels, x.stop = 0, (k.until-k.work)*labelsPerWork
	k.cost[f] = math.MaxInt64
	if k.fixed[f] >= 0 {
		return
	}
	c := k.free[f]
	for d := range in.Days {
		for o := range width {
			v := float64(x.scalar(in.Day[(c*in.Days+d)*width+o]))
			for _, cell := range in.cells(c, d, Option(o)) {
				v -= k.price[cell]
			}
			x.value[d*width+o] = int64(math.Round(v))
		}
	}
	limit := int64(math.Floor(k.share[f])) - 50
	if k.climbs > 0 { // what the best line costs is of use, whatever it is
		limit = math.MaxInt64 / 4
	}
	// A narrow search finds nearly all lines that pay; that there is none, only a whole one can tell.
	x.beam = narrowest
	if !k.pays(x, f, limit) && k.thorough {
		x.beam = 0
		k.pays(x, f, limit)
	}
	x.beam = 0
}

// pays looks for a line of a free carer that costs less than a limit. Where a count that was left aside
// binds after all, it is looked for narrowly with all counts: labels that tell every count apart are too
// many for more.
func (k *master) pays(x *exact, f int, limit int64) bool {
	c, beam := k.free[f], x.beam
	defer func() { x.beam, x.strict = beam, false }()
	for {
		cost, ok := x.best(c, limit, k.may[f], k.found[f])
		if ok && (x.loose == 0 || k.in.LinePrice(c, k.found[f]).Law() == 0) {
			k.cost[f] = cost
			return true
		}
		if !ok || x.strict {
			return false
		}
		x.beam, x.strict = narrowest, true
	}
}

// fix leaves a carer no line but this one. The others become too dear instead of being shut out: where the
// program stands then still is a point of it, and it goes on from there.
func (k *master) fix(f, i int) {
	k.fixed[f] = i
	k.done++
	away := float64(k.in.Days) * k.steep
	for j, v := range k.vars[f] {
		if j != i {
			k.lp.SetCost(v, float64(k.pool[f][j].cost)/thousand+away/thousand)
		}
	}
}

// remember keeps the lines of a problem for later ones, the newest before the oldest, but for those
// that were of no use for long.
func (k *master) remember() {
	for f, c := range k.free {
		for i := range k.pool[f] {
			l := &k.pool[f][i]
			if l.idle < mostIdle && !slices.ContainsFunc(k.known[c], func(o column) bool { return slices.Equal(o.line, l.line) }) {
				k.known[c] = append(k.known[c], *l)
			}
		}
		if over := len(k.known[c]) - mostKnown; over > 0 {
			k.known[c] = append(k.known[c][:0], k.known[c][over:]...)
		}
	}
}

// drop takes lines out of the program that it has had no use for in a while, and all others of a carer
// whose line is fixed: pivots pass every column.
func (k *master) drop() {
	gone, n := make([]bool, k.lp.Vars()), 0
	for f := range k.free {
		for i, v := range k.vars[f] {
			if i > 0 && i != k.fixed[f] && (k.fixed[f] >= 0 && !slices.Contains(k.last, f) || k.pool[f][i].idle > mostIdle) {
				gone[v] = true
				n++
			}
		}
	}
	if 4*n < len(gone) {
		return
	}
	now := k.lp.Drop(func(v lp.Var) bool { return gone[v] })
	for f := range k.free {
		n := 0
		for i, v := range k.vars[f] {
			if now[v] < 0 {
				continue
			}
			if i == k.fixed[f] {
				k.fixed[f] = n
			}
			k.vars[f][n], k.pool[f][n], k.use[f][n] = now[v], k.pool[f][i], k.use[f][i]
			n++
		}
		k.vars[f], k.pool[f], k.use[f] = k.vars[f][:n], k.pool[f][:n], k.use[f][:n]
	}
}
