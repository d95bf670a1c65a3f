package lp

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// lines is the master program of a roster, as column generation poses it: each carer works one of
// its lines (= 1), and each cell (a shift of a day) splits those who are there into parts of ever
// higher price (= 0). Almost every basis is degenerate, and whole numbers make everything tie.
type lines struct {
	p             *Problem
	rng           *rand.Rand
	carers, cells []Row
	days, kinds   int
	cost          [][]float64 // by carer, by cell: what its wishes make of it
	of            [][]Var     // by carer
}

func newLines(rng *rand.Rand) *lines {
	l := &lines{p: &Problem{}, rng: rng, kinds: 1 + rng.IntN(4)}
	carers := 5 + rng.IntN(20)
	l.days = (25 + rng.IntN(100)) / l.kinds
	for range carers {
		l.carers = append(l.carers, l.p.AddRow(1, 1, nil))
		wishes := make([]float64, l.days*l.kinds)
		for i := range wishes {
			if rng.IntN(6) == 0 {
				wishes[i] = float64(rng.IntN(7) - 3)
			}
		}
		l.cost, l.of = append(l.cost, wishes), append(l.of, nil)
	}
	for range l.days * l.kinds {
		row := l.p.AddRow(0, 0, nil)
		l.cells = append(l.cells, row)
		need := float64(rng.IntN(1 + carers/l.kinds))
		if need > 0 {
			l.p.AddColumn(-100, 0, need, []RowTerm{{row, -1}})
		}
		l.p.AddColumn(1, 0, float64(carers), []RowTerm{{row, -1}})
	}
	return l
}

// add gives a carer a line: by cell, whether it works there.
func (l *lines) add(carer int, works []bool) {
	terms, cost := []RowTerm{{l.carers[carer], 1}}, 0.0
	for cell, w := range works {
		if w {
			terms, cost = append(terms, RowTerm{l.cells[cell], 1}), cost+l.cost[carer][cell]
		}
	}
	l.of[carer] = append(l.of[carer], l.p.AddColumn(cost, 0, 1, terms))
}

// draw gives a line of some days of one kind of shift, some days off, and so on.
func (l *lines) draw() []bool {
	works := make([]bool, len(l.cells))
	for d := l.rng.IntN(3); d < l.days; d += 1 + l.rng.IntN(3) {
		kind := l.rng.IntN(l.kinds)
		for n := 1 + l.rng.IntN(5); n > 0 && d < l.days; n-- {
			works[d*l.kinds+kind] = true
			d++
		}
	}
	return works
}

// best gives a carer's line that costs least at these prices, and what it costs: at most five
// days on end, and after a shift none of an earlier kind.
func (l *lines) best(carer int, y []float64) ([]bool, float64) {
	const most = 5
	type from struct {
		cost float64
		last int
	}
	width := 1 + l.kinds*most // off, or the kind and for how many days on end
	at := make([][]from, l.days+1)
	for d := range at {
		at[d] = make([]from, width)
		for s := range at[d] {
			at[d][s].cost = math.Inf(1)
		}
	}
	at[0][0].cost = 0
	for d := range l.days {
		for s, f := range at[d] {
			kind, run := (s-1)/most, (s-1)%most+1
			reach := func(to int, cost float64) {
				if cost < at[d+1][to].cost {
					at[d+1][to] = from{cost, s}
				}
			}
			if s == 0 {
				kind, run = 0, 0
			}
			reach(0, f.cost)
			for k := kind; k < l.kinds && run < most; k++ {
				cell := d*l.kinds + k
				reach(1+k*most+run, f.cost+l.cost[carer][cell]-y[l.cells[cell]])
			}
		}
	}
	end := 0
	for s, f := range at[l.days] {
		if f.cost < at[l.days][end].cost {
			end = s
		}
	}
	works, cost := make([]bool, len(l.cells)), at[l.days][end].cost
	for d := l.days; d > 0; d-- {
		if end > 0 {
			works[(d-1)*l.kinds+(end-1)/most] = true
		}
		end = at[d][end].last
	}
	return works, cost - y[l.carers[carer]]
}

// generate adds the line of each carer that pays most; how many do.
func (l *lines) generate(y []float64) int {
	n := 0
	for c := range l.carers {
		if works, cost := l.best(c, y); cost < -1e-6 {
			l.add(c, works)
			n++
		}
	}
	return n
}

// size is what a number of iterations is measured by.
func (l *lines) size() int { return l.p.Rows() + l.p.Vars() }

func requireSolved(t testing.TB, p *Problem, res Result) {
	require.Equal(t, Optimal, res.Status, "%d rows, %d columns: %v", p.Rows(), p.Vars(), res.Why)
	requireFeasible(t, p, res.X)
	require.LessOrEqual(t, res.Objective-res.Bound, 1e-6*(1+math.Abs(res.Objective)))
}

func programs() uint64 {
	switch {
	case *large:
		return 1_000
	case testing.Short():
		return 10
	}
	return 30
}

// TestMastersEnd: no master program takes more than a few times its rows and columns. 1,000 times
// six of them are asked for by -large.
func TestMastersEnd(t *testing.T) {
	worst, solved := 0.0, 0
	for seed := range programs() {
		l := newLines(rand.New(rand.NewPCG(seed, 3)))
		for c := range l.carers {
			for range 3 + l.rng.IntN(9) {
				l.add(c, l.draw())
			}
		}
		for range 6 {
			l.p.MaxIterations = 20 * l.size()
			res := solve(t, l.p)
			requireSolved(t, l.p, res)
			solved++
			worst = max(worst, float64(res.Iterations)/float64(l.size()))
			if l.generate(res.Y) == 0 {
				break
			}
		}
	}
	t.Logf("%d programs, most iterations, by rows and columns: %.2f", solved, worst)
	require.Less(t, worst, 4.0)
}

// TestFlatRay is what is left of a master program that never ended: it had a ray of phase 1 that is
// flat, rounding called it a fall as seen from either end, and so a line went from 0 to 1 and back.
func TestFlatRay(t *testing.T) {
	const lines, parts = 25, 6
	p := &Problem{MaxIterations: 1_000}
	for range lines {
		p.AddVar(0, 0, 1)
	}
	for range parts {
		p.AddVar(0, 0, 18)
	}
	var one []Term
	for v := range 22 {
		one = append(one, Term{Var(v), 1})
	}
	p.AddRow(1, 1, one)
	for _, cell := range [][]Var{
		{20, 21, 22, 23},
		{},
		{},
		{6, 22, 23},
		{8, 24},
		{10},
		{19, 23},
		{2, 3, 24},
		{5, 22, 25},
		{4, 12, 18},
		{0, 7, 20},
		{4, 12, 26},
		{17, 18, 23},
		{0, 2, 13, 14, 22, 24},
		{1, 4, 5, 9, 10, 12, 16},
		{14, 24},
		{13, 22},
		{7, 8, 17, 23},
		{11, 24},
		{3, 18, 19, 20},
		{4, 17, 23, 27},
		{2, 7},
		{1, 6, 15, 16, 22, 23},
		{9},
		{0, 12},
		{1, 8, 11, 13, 14, 15, 21},
		{3, 5, 6, 9, 10, 16, 24, 28},
		{19, 22},
		{1, 2, 8, 11, 13, 14, 15, 21, 29},
		{3, 9, 10, 16, 24},
		{5, 6, 22, 30},
	} {
		var terms []Term
		for _, v := range cell {
			terms = append(terms, Term{v, map[bool]float64{true: 1, false: -1}[v < lines]})
		}
		p.AddRow(0, 0, terms)
	}
	s := newSimplex(newForm(p), p.MaxIterations)
	s.refresh() // not run, which would try the dual simplex first
	require.NotEqual(t, Stopped, s.loop(t.Context()))
	require.Less(t, s.iterations, 4*(s.n+s.m))
}
