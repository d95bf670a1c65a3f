package verdict

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat"
)

// grid is the cells by layout, week and seed.
type grid struct {
	names        []string
	weeks, seeds int
	cells        [][][]*Cell
}

func newGrid(names []string, cells []Cell) (*grid, error) {
	g := &grid{names: names}
	for i := range cells {
		g.weeks, g.seeds = max(g.weeks, cells[i].Week+1), max(g.seeds, cells[i].Seed+1)
	}
	if len(names) == 0 || g.weeks == 0 {
		return nil, errors.New("there are no layouts, or no weeks, to compare")
	}
	const most = 10_000_000
	n := len(names) * g.weeks * g.seeds
	if g.weeks > most || g.seeds > most || n > most || n != len(cells) {
		return nil, fmt.Errorf("%d layouts, %d weeks and %d seeds make %d cells, and there are %d", len(names), g.weeks, g.seeds, n, len(cells))
	}
	for range names {
		weeks := make([][]*Cell, g.weeks)
		for w := range weeks {
			weeks[w] = make([]*Cell, g.seeds)
		}
		g.cells = append(g.cells, weeks)
	}
	for i := range cells {
		c := &cells[i]
		l := slices.Index(names, c.Layout)
		switch {
		case l < 0 || c.Week < 0 || c.Seed < 0 || c.Week >= g.weeks || c.Seed >= g.seeds:
			return nil, fmt.Errorf("there is a cell of layout %q, week %d, seed %d, which is not compared", c.Layout, c.Week, c.Seed)
		case g.cells[l][c.Week][c.Seed] != nil:
			return nil, fmt.Errorf("the cell of layout %q, week %d, seed %d is there twice", c.Layout, c.Week, c.Seed)
		}
		g.cells[l][c.Week][c.Seed] = c
	}
	return g, nil
}

// week is the mean over seeds of what of gives; ok is false where it is missing in one of them.
func (g *grid) week(l, w int, of func(*Cell) (float64, bool)) (mean float64, ok bool) {
	for _, c := range g.cells[l][w] {
		x, known := of(c)
		if !known || math.IsNaN(x) || math.IsInf(x, 0) {
			return 0, false
		}
		mean += x / float64(g.seeds)
	}
	return mean, true
}

func figure(key Key) func(*Cell) (float64, bool) {
	return func(c *Cell) (float64, bool) {
		x, ok := c.Figures[key]
		return x, ok
	}
}

// patchFigure is a measure of a patch.
func patchFigure(id string, key Key) func(*Cell) (float64, bool) {
	return func(c *Cell) (float64, bool) {
		x := c.patch(id)
		if x == nil {
			return 0, false
		}
		y, ok := x.Figures[key]
		return y, ok
	}
}

// mean is a measure over the weeks in which it is known.
func (g *grid) mean(l int, key Key, of func(*Cell) (float64, bool), o Options) (Mean, bool) {
	var weeks []float64
	var within, degrees float64
	for w := range g.weeks {
		x, ok := g.week(l, w, of)
		if !ok {
			continue
		}
		weeks = append(weeks, x)
		for _, c := range g.cells[l][w] {
			y, _ := of(c)
			within += (y - x) * (y - x)
		}
		degrees += float64(g.seeds - 1)
	}
	if len(weeks) == 0 {
		return Mean{}, false
	}
	out := Mean{Key: key, Weeks: len(weeks), Mean: stat.Mean(weeks, nil)}
	if degrees > 0 {
		out.SeedSD = math.Sqrt(within / degrees)
	}
	out.Lo, out.Hi, out.Interval = interval(weeks, o.Alpha, o.Draws, o.source())
	return out, true
}

// source is the same for every interval, so that none depends on which others there are.
func (o Options) source() *rand.Rand { return rand.New(rand.NewPCG(o.Seed, 0x6d696c6c746972)) }

func (g *grid) layout(l int, o Options) LayoutMeans {
	out := LayoutMeans{Name: g.names[l], Cells: g.weeks * g.seeds}
	for w := range g.weeks {
		for _, c := range g.cells[l][w] {
			out.AloneOut += float64(c.AloneOut) / float64(out.Cells)
			out.LentIn += float64(c.LentIn) / float64(out.Cells)
			if !c.Lawful {
				out.Unlawful++
			}
		}
	}
	out.Least = g.heads(l)
	for _, m := range Measures() {
		if x, ok := g.mean(l, m.Key, figure(m.Key), o); ok {
			out.Means = append(out.Means, x)
		}
	}
	first := g.cells[l][0][0]
	for i := range first.Patches {
		out.Patches = append(out.Patches, g.patch(l, first.Patches[i], o))
	}
	return out
}

// heads are the fewest of a layout's rotas.
func (g *grid) heads(l int) Heads {
	out := Heads{math.MaxInt, math.MaxInt, math.MaxInt}
	for _, week := range g.cells[l] {
		for _, c := range week {
			out.Visited, out.Carers = min(out.Visited, c.Visited), min(out.Carers, c.Working)
			for i := range c.Patches {
				out.Patch = min(out.Patch, c.Patches[i].Visited)
			}
			if len(c.Patches) == 0 {
				out.Patch = min(out.Patch, c.Visited)
			}
		}
	}
	return out
}

func (c *Cell) patch(id string) *Patch {
	if i := slices.IndexFunc(c.Patches, func(p Patch) bool { return p.ID == id }); i >= 0 {
		return &c.Patches[i]
	}
	return nil
}

func (g *grid) patch(l int, p Patch, o Options) PatchMeans {
	out := PatchMeans{ID: p.ID, NameEn: p.NameEn, NameCy: p.NameCy, Fewest: p.People}
	out.Least = Heads{p.Visited, p.Carers, p.Visited}
	for w := range g.weeks {
		n := 0
		for s, c := range g.cells[l][w] {
			var y Patch
			if x := c.patch(p.ID); x != nil {
				y = *x
			}
			if s == 0 {
				n = y.People
			}
			out.Least.Visited, out.Least.Carers = min(out.Least.Visited, y.Visited), min(out.Least.Carers, y.Carers)
		}
		out.Fewest, out.People = min(out.Fewest, n), out.People+float64(n)/float64(g.weeks)
	}
	out.Least.Patch = out.Least.Visited
	for _, m := range Measures() {
		if x, ok := g.mean(l, m.Key, patchFigure(p.ID, m.Key), o); ok {
			out.Means = append(out.Means, x)
		}
	}
	return out
}

// difference is a measure of a pair; what it says of a test of the family is left open.
func (g *grid) difference(a, b int, m Measure, o Options) Difference {
	out := Difference{Key: m.Key, A: g.names[a], B: g.names[b]}
	out.Test = g.test(a, figure(m.Key), b, figure(m.Key), o)
	if out.Weeks > 0 && !m.Tested {
		out.Says = Untested
	}
	return out
}

// test sets one layout's figures against another's, or its own, by week.
func (g *grid) test(a int, of func(*Cell) (float64, bool), b int, than func(*Cell) (float64, bool), o Options) Test {
	var x, y []float64
	for w := range g.weeks {
		first, ok := g.week(a, w, of)
		second, known := g.week(b, w, than)
		if ok && known {
			x, y = append(x, first), append(y, second)
		}
	}
	return newTest(x, y, o)
}
