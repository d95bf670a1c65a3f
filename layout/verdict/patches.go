package verdict

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// Fewest is of how many people or carers a figure has to be for a patch to be tested. Patches with fewer are in no mean
// either: a mean with them and the others' differences from it would tell their figures.
const Fewest = 5

// PatchDifference is one measure of a patch, less what it is compared with.
type PatchDifference struct {
	Key    Key    `json:"measure"`
	Layout string `json:"layout"`
	Patch  string `json:"patch"`
	NameEn string `json:"name_en"`
	NameCy string `json:"name_cy,omitempty"`
	// Than and ThanPatch are the other layout, and the patch of the same people there; empty where it is the mean of
	// Layout's own patches.
	Than      string `json:"than,omitempty"`
	ThanPatch string `json:"than_patch,omitempty"`
	Test
	spread float64 // of a patch's differences from the mean by those of all patches of the layout
	df     int
}

// Unlike are every layout's patches against the mean of its patches, week by week: a family of tests of its own.
type Unlike struct {
	Tests int               `json:"tests"`
	List  []PatchDifference `json:"list,omitempty"`
}

// Of finds the test of a patch by a measure; nil where there is none.
func (u *Unlike) Of(layout, patch string, key Key) *PatchDifference {
	if i := slices.IndexFunc(u.List, func(d PatchDifference) bool { return d.Layout == layout && d.Patch == patch && d.Key == key }); i >= 0 {
		return &u.List[i]
	}
	return nil
}

// Kept are patches that have the same people in every week under two layouts: another family. Of other patches nothing
// can be tested between layouts, since what differs would be who lives there.
type Kept struct {
	Tests int               `json:"tests"`
	List  []PatchDifference `json:"list,omitempty"`
}

// OfPatch tells whether a measure of patches is tested.
func (m Measure) OfPatch() bool { return m.Tested && m.Group() != OfPatches }

// few tells whether a patch's figure is about too few.
func (p *PatchMeans) few(m Measure) bool {
	return p.Fewest < Fewest || p.Least.Visited < Fewest || p.Least.Few(m, Fewest)
}

// unlike tests patches against the mean of those of their layout. Each patch is part of that mean, which makes a
// difference smaller by the same factor in every week and changes no p of its own.
func (g *grid) unlike(v *Verdict, o Options) Unlike {
	var out Unlike
	for l := range v.Layouts {
		for _, m := range Measures() {
			if m.OfPatch() {
				out.List = append(out.List, g.unlikeBy(l, m, v.Layouts[l].Patches, o)...)
			}
		}
	}
	tests := make([]tested, len(out.List))
	for i := range out.List {
		tests[i] = tested{&out.List[i].Test, [2]Says{Below, Above}}
	}
	out.Tests = correct(tests, o.Alpha)
	for i := range out.List {
		if d := &out.List[i]; d.Detectable != nil {
			*d.Detectable = max(*d.Detectable, detectable(d.spread, d.df, d.Weeks, out.Tests, o.Alpha))
		}
	}
	return out
}

// unlikeBy does so for one measure, in the weeks in which it is known of all patches that are tested: the mean is of the
// same patches in each.
func (g *grid) unlikeBy(l int, m Measure, patches []PatchMeans, o Options) []PatchDifference {
	var shown []*PatchMeans
	for i := range patches {
		if !patches[i].few(m) {
			shown = append(shown, &patches[i])
		}
	}
	if len(shown) < 2 {
		return nil
	}
	figures, mean := make([][]float64, len(shown)), []float64(nil)
	for w := range g.weeks {
		week, sum := make([]float64, len(shown)), 0.0
		known := true
		for i, p := range shown {
			x, ok := g.week(l, w, patchFigure(p.ID, m.Key))
			week[i], sum, known = x, sum+x, known && ok
		}
		if !known {
			continue
		}
		for i := range shown {
			figures[i] = append(figures[i], week[i])
		}
		mean = append(mean, sum/float64(len(shown)))
	}
	if len(mean) == 0 {
		return nil
	}
	out := make([]PatchDifference, len(shown))
	squares := 0.0
	for i, p := range shown {
		out[i] = PatchDifference{Key: m.Key, Layout: g.names[l], Patch: p.ID, NameEn: p.NameEn, NameCy: p.NameCy, Test: newTest(figures[i], mean, o)}
		out[i].ByWeek = nil // a patch's single weeks are not for pages
		squares += out[i].SD * out[i].SD
	}
	for i := range out {
		out[i].byAll(squares, len(shown))
	}
	return out
}

// byAll makes the p of a patch's difference from the mean no less than that by the spread of all patches together, given the
// sum of their squared standard deviations: the contrast of a two-way table of patches and weeks by its residuals. Either p
// alone is right where differences are normal and patches vary alike; where they are skewed, a patch whose own weeks happen
// to be near each other has much too small a p of its own, and one on the long side much too small a p by all.
func (d *PatchDifference) byAll(squares float64, patches int) {
	if d.Weeks < 2 || squares == 0 {
		return
	}
	d.spread, d.df = math.Sqrt(squares/float64(patches)), (patches-1)*(d.Weeks-1)
	t := d.Mean / d.spread * math.Sqrt(float64(d.Weeks))
	d.P = max(d.P, 2*distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(d.df)}.CDF(-math.Abs(t)))
}

// kept tests patches that have the same people under two layouts: the first layout's less the second's.
func (g *grid) kept(v *Verdict, o Options) Kept {
	var out Kept
	var tests []tested
	for a := range g.names {
		for b := a + 1; b < len(g.names); b++ {
			for i := range v.Layouts[a].Patches {
				if k := g.samePeople(a, b, v.Layouts[a].Patches[i].ID); k != "" {
					out.List = append(out.List, g.keptPatch(v, [2]int{a, b}, &v.Layouts[a].Patches[i], k, o)...)
				}
			}
		}
	}
	for i := range out.List {
		m, _ := Find(out.List[i].Key)
		tests = append(tests, tested{&out.List[i].Test, sides(m, Better, Worse)})
	}
	out.Tests = correct(tests, o.Alpha)
	return out
}

func (g *grid) keptPatch(v *Verdict, of [2]int, p *PatchMeans, than string, o Options) []PatchDifference {
	var out []PatchDifference
	other := &v.Layouts[of[1]]
	q := &other.Patches[slices.IndexFunc(other.Patches, func(x PatchMeans) bool { return x.ID == than })]
	for _, m := range Measures() {
		if !m.OfPatch() || p.few(m) || q.few(m) {
			continue
		}
		d := PatchDifference{
			Key: m.Key, Layout: g.names[of[0]], Patch: p.ID, NameEn: p.NameEn, NameCy: p.NameCy, Than: other.Name, ThanPatch: than,
			Test: g.test(of[0], patchFigure(p.ID, m.Key), of[1], patchFigure(than, m.Key), o),
		}
		d.ByWeek = nil
		if d.Says != Missing {
			out = append(out, d)
		}
	}
	return out
}

// samePeople is the patch of layout b that has, in every week, the people of a patch of a; "" where there is none.
func (g *grid) samePeople(a, b int, id string) string {
	same := ""
	for w := range g.weeks {
		for s := range g.seeds {
			p := g.cells[a][w][s].patch(id)
			if p == nil || p.Who == "" {
				return ""
			}
			list := g.cells[b][w][s].Patches
			k := slices.IndexFunc(list, func(x Patch) bool { return x.Who == p.Who })
			if k < 0 || same != "" && list[k].ID != same {
				return ""
			}
			same = list[k].ID
		}
	}
	return same
}
