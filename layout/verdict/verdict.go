package verdict

import (
	"cmp"
	"slices"
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
	Above    Says = "above"    // a patch is shown to be above the mean of its layout's patches
	Below    Says = "below"    // a patch is shown to be below it
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

// Test is a paired test, by week: one figure less another, and what may be said of it.
type Test struct {
	Weeks    int       `json:"weeks"` // in which both are known
	ByWeek   []float64 `json:"by_week,omitempty"`
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

// Difference is one measure of two layouts: the first less the second, by week.
type Difference struct {
	Key Key    `json:"measure"`
	A   string `json:"a"`
	B   string `json:"b"`
	Test
}

// Verdict is all that is said of some layouts.
type Verdict struct {
	Alpha       float64       `json:"alpha"`
	Weeks       int           `json:"weeks"`
	Seeds       int           `json:"seeds"`
	Tests       int           `json:"tests"` // in the family that was corrected together
	Layouts     []LayoutMeans `json:"layouts"`
	Differences []Difference  `json:"differences"`
	Unlike      Unlike        `json:"patches_and_their_mean"`
	Kept        Kept          `json:"patches_of_the_same_people"`
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
	v.Unlike, v.Kept = g.unlike(v, o), g.kept(v, o)
	return v, nil
}

// correct adjusts the p of all tests of layouts together and says what may be said.
func (v *Verdict) correct() {
	tests := make([]tested, len(v.Differences))
	for i := range v.Differences {
		m, _ := Find(v.Differences[i].Key)
		tests[i] = tested{&v.Differences[i].Test, sides(m, Better, Worse)}
	}
	v.Tests = correct(tests, v.Alpha)
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
