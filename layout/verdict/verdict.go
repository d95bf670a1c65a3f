package verdict

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat"
)

// Options of the statistics; the zero value works.
type Options struct {
	Alpha float64 // chance of a false difference anywhere in the family; 0.05
	Draws int     // of the bootstrap; 10,000
	Seed  uint64  // of the bootstrap; 1
}

func (o Options) withDefaults() Options {
	o.Alpha, o.Draws, o.Seed = cmp.Or(o.Alpha, 0.05), cmp.Or(o.Draws, 10_000), cmp.Or(o.Seed, 1)
	return o
}

// Says is what may be said of a pair of layouts by one measure.
type Says string

// What may be said.
const (
	Better   Says = "better"   // the first layout is shown to be better
	Worse    Says = "worse"    // the first layout is shown to be worse
	None     Says = "none"     // no difference shown
	Same     Says = "same"     // the two are the same in every week
	Untested Says = "untested" // too few weeks for a test, or a measure that is shown beside another
	Missing  Says = "missing"  // it is not known of one of the two
	Few      Says = "few"      // it is about too few to be shown, of one of the two
)

// Mean is a measure of one layout, over weeks, with seeds averaged inside each week.
type Mean struct {
	Key      Key     `json:"measure"`
	Weeks    int     `json:"weeks"`
	Mean     float64 `json:"mean"`
	Lo       float64 `json:"lo"` // bootstrap interval, where Interval
	Hi       float64 `json:"hi"`
	Interval bool    `json:"interval"`
	SeedSD   float64 `json:"seed_sd"` // spread between seeds of one week, pooled
}

// PatchMeans are the means of one patch of a layout.
type PatchMeans struct {
	ID     string  `json:"id"`
	NameEn string  `json:"name_en"`
	NameCy string  `json:"name_cy,omitempty"`
	People float64 `json:"people,omitzero"` // mean over weeks
	Fewest int     `json:"fewest,omitzero"` // people in the week that has the fewest
	Least  Heads   `json:"-"`
	Means  []Mean  `json:"means"`
	Hidden []Key   `json:"not_shown,omitempty"` // measures that are about too few, where a page takes them out
}

// Heads are how many there are of whom figures tell, in the rota that has the fewest.
type Heads struct {
	Visited int // people to whom somebody comes
	Carers  int // who work
	Patch   int // people who are visited in the patch that has the fewest
}

// Few tells whether a measure is about fewer than so many.
func (h Heads) Few(m Measure, fewest int) bool {
	switch m.Group() {
	case OfWorst:
		return (h.Visited+9)/10 < fewest
	case OfCarers:
		return h.Visited < fewest || h.Carers < fewest
	case OfPatches:
		return h.Patch < fewest
	default:
		return h.Visited < fewest
	}
}

// LayoutMeans are the means of one layout.
type LayoutMeans struct {
	Name     string       `json:"layout"`
	Cells    int          `json:"cells"`
	Unlawful int          `json:"unlawful"` // cells whose rota breaks a law
	AloneOut float64      `json:"alone_left_out_minutes"`
	LentIn   float64      `json:"lent_minutes"`
	Least    Heads        `json:"-"`
	Means    []Mean       `json:"means"`
	Hidden   []Key        `json:"not_shown,omitempty"` // measures that are about too few, where a page takes them out
	Patches  []PatchMeans `json:"patches"`
}

// Mean finds a measure; nil where it is not known.
func (l *LayoutMeans) Mean(key Key) *Mean { return find(l.Means, key) }

// Mean finds a measure; nil where it is not known.
func (p *PatchMeans) Mean(key Key) *Mean { return find(p.Means, key) }

func find(means []Mean, key Key) *Mean {
	if i := slices.IndexFunc(means, func(m Mean) bool { return m.Key == key }); i >= 0 {
		return &means[i]
	}
	return nil
}

// Difference is one measure of two layouts: the first less the second, by week.
type Difference struct {
	Key      Key       `json:"measure"`
	A        string    `json:"a"`
	B        string    `json:"b"`
	Weeks    int       `json:"weeks"` // in which it is known of both
	ByWeek   []float64 `json:"by_week"`
	Mean     float64   `json:"difference"`
	SD       float64   `json:"sd"`
	Percent  *float64  `json:"percent,omitempty"` // of the second's mean
	Lo       float64   `json:"lo"`                // bootstrap interval, where Interval
	Hi       float64   `json:"hi"`
	Interval bool      `json:"interval"`
	P        float64   `json:"p"`
	Adjusted float64   `json:"p_holm"`
	// Detectable is the smallest difference that so many weeks would have shown four times in five; nil where they
	// do not vary, or are too few to say.
	Detectable *float64 `json:"detectable,omitempty"`
	Says       Says     `json:"says"`
}

// Verdict is all that is said of some layouts.
type Verdict struct {
	Alpha       float64       `json:"alpha"`
	Weeks       int           `json:"weeks"`
	Seeds       int           `json:"seeds"`
	Tests       int           `json:"tests"` // in the family that was corrected together
	Layouts     []LayoutMeans `json:"layouts"`
	Differences []Difference  `json:"differences"`
}

// Of works out what some cells say. Layouts are compared in the order of names; nil means that in which they first come.
// Every cell of every layout, week and seed has to be there once; the error tells what is not. Where a measure is missing
// in one seed of a week it is missing in that week.
func Of(names []string, cells []Cell, o Options) (*Verdict, error) {
	o = o.withDefaults()
	if names == nil {
		for i := range cells {
			if !slices.Contains(names, cells[i].Layout) {
				names = append(names, cells[i].Layout)
			}
		}
	}
	g, err := newGrid(names, cells)
	if err != nil {
		return nil, err
	}
	v := &Verdict{Alpha: o.Alpha, Weeks: g.weeks, Seeds: g.seeds}
	for l := range names {
		v.Layouts = append(v.Layouts, g.layout(l, o))
	}
	for a := range names {
		for b := a + 1; b < len(names); b++ {
			for _, m := range Measures() {
				v.Differences = append(v.Differences, g.difference(a, b, m, o))
			}
		}
	}
	v.correct()
	return v, nil
}

// correct adjusts the p of all tests together and says what may be said.
func (v *Verdict) correct() {
	var family []int
	var p []float64
	for i := range v.Differences {
		if d := &v.Differences[i]; d.Says == "" {
			family, p = append(family, i), append(p, d.P)
		}
	}
	v.Tests = len(p)
	for k, adjusted := range Holm(p) {
		d := &v.Differences[family[k]]
		d.Adjusted = adjusted
		if x := detectable(d.SD, d.Weeks, v.Tests, v.Alpha); d.SD > 0 && !math.IsInf(x, 0) {
			d.Detectable = &x
		}
		m, _ := Find(d.Key)
		switch {
		case d.SD == 0 && d.Mean == 0:
			d.Says = Same
		case adjusted > v.Alpha:
			d.Says = None
		case (d.Mean < 0) == m.Less:
			d.Says = Better
		default:
			d.Says = Worse
		}
	}
}

// Between are the differences of two layouts, in either order of names.
func (v *Verdict) Between(a, b string) []Difference {
	var out []Difference
	for _, d := range v.Differences {
		if d.A == a && d.B == b || d.A == b && d.B == a {
			out = append(out, d)
		}
	}
	return out
}

// NoneShown tells whether no measure tells two layouts apart.
func (v *Verdict) NoneShown() bool {
	return !slices.ContainsFunc(v.Differences, func(d Difference) bool { return d.Says == Better || d.Says == Worse })
}

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
		of := func(c *Cell) (float64, bool) {
			x := c.patch(p.ID)
			if x == nil {
				return 0, false
			}
			y, ok := x.Figures[m.Key]
			return y, ok
		}
		if x, ok := g.mean(l, m.Key, of, o); ok {
			out.Means = append(out.Means, x)
		}
	}
	return out
}

// difference is a measure of a pair; what it says of a test of the family is left open.
func (g *grid) difference(a, b int, m Measure, o Options) Difference {
	out := Difference{Key: m.Key, A: g.names[a], B: g.names[b], P: 1, Adjusted: 1}
	scale, base := 0.0, 0.0
	for w := range g.weeks {
		x, ok := g.week(a, w, figure(m.Key))
		y, known := g.week(b, w, figure(m.Key))
		if ok && known {
			out.ByWeek = append(out.ByWeek, x-y)
			scale, base = max(scale, math.Abs(x), math.Abs(y)), base+y
		}
	}
	out.Weeks = len(out.ByWeek)
	if out.Weeks == 0 {
		out.Says = Missing
		return out
	}
	out.Mean, out.SD, out.P = paired(out.ByWeek, scale)
	if base /= float64(out.Weeks); base != 0 {
		percent := 100 * out.Mean / base
		out.Percent = &percent
	}
	out.Lo, out.Hi, out.Interval = interval(out.ByWeek, o.Alpha, o.Draws, o.source())
	if out.Weeks < 2 || !m.Tested {
		out.Says = Untested
	}
	return out
}
