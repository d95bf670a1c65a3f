package report

import (
	"cmp"
	_ "embed"
	"html/template"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"github.com/milltir/milltir/geo"
	"github.com/milltir/milltir/layout/verdict"
)

// Layouts is what is printed of a comparison of layouts.
type Layouts struct {
	Demand      string // what was planned: the area's or the workspace's name
	Verdict     *verdict.Verdict
	Maps        []LayoutMap // of the layouts, by name; one that is missing has no map
	Homes       []geo.Point // of a week's people: they are shown as counts, and never fewer than five
	PerVisit    float64     // iterations
	Seed        uint64      // of the repetition
	Made        bool        // the weeks are made up
	Attribution []string
}

// LayoutMap is what a map shows of a layout.
type LayoutMap struct {
	Name    string
	Patches []MapPatch
}

// MapPatch is one patch of a map.
type MapPatch struct {
	ID, NameEn, NameCy string
	Base               *geo.Point
	Area               orb.MultiPolygon
}

//go:embed layouts.html
var layoutsHTML string

// HTML writes a page that needs nothing beside itself: what may be said, the figures with their intervals, charts, maps,
// the patches, and how all of it was measured. What is about fewer than five people is left out.
func (d *Layouts) HTML(w io.Writer, l *Localizer) error {
	p := &layoutsPage{d: d.suppressed(), l: l}
	t, err := template.New("layouts").Funcs(template.FuncMap{
		"t": func(key string) string { return l.T("layouts." + key) }, "lang": l.Lang,
	}).Parse(layoutsHTML)
	if err != nil {
		return err
	}
	return t.Execute(w, p.view())
}

// Text writes the verdict and the table of layouts.
func (d *Layouts) Text(w io.Writer, l *Localizer) error {
	p := &layoutsPage{d: d.suppressed(), l: l}
	var b strings.Builder
	v := p.view()
	b.WriteString(v.Title + "\n" + strings.Repeat("=", len([]rune(v.Title))) + "\n\n" + v.Facts + "\n")
	for _, pair := range v.Pairs {
		b.WriteString("\n" + pair.Title + "\n")
		for _, s := range pair.Shown {
			b.WriteString("  + " + s + "\n")
		}
		for _, s := range pair.Rest {
			b.WriteString("  - " + s + "\n")
		}
	}
	for _, s := range v.Notes {
		b.WriteString("\n" + s + "\n")
	}
	b.WriteString("\n")
	width := 0
	for _, r := range v.Means {
		width = max(width, len([]rune(r.Name)))
	}
	pad := func(s string, n int) string { return s + strings.Repeat(" ", max(0, n-len([]rune(s)))) }
	value := func(c layoutsCell) string {
		if c.Interval == "" {
			return c.Value
		}
		return c.Value + " (" + c.Interval + ")"
	}
	columns := make([]int, len(v.Layouts))
	for i, name := range v.Layouts {
		columns[i] = len([]rune(name))
		for _, r := range v.Means {
			columns[i] = max(columns[i], len([]rune(value(r.Cells[i]))))
		}
	}
	line := func(name string, cells func(i int) string) {
		row := pad(name, width)
		for i := range v.Layouts {
			row += "  " + pad(cells(i), columns[i])
		}
		b.WriteString(strings.TrimRight(row, " ") + "\n")
	}
	line("", func(i int) string { return v.Layouts[i] })
	for _, r := range v.Means {
		line(r.Name, func(i int) string { return value(r.Cells[i]) })
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// layoutsPage makes the parts of a page.
type layoutsPage struct {
	d *Layouts
	l *Localizer
}

// layoutsView is what the template fills in: sentences, numbers as text, and pictures that are made here.
type layoutsView struct {
	Title, Facts string
	Pairs        []layoutsPair
	Notes        []string
	Layouts      []string
	Means        []layoutsRow
	Differences  []layoutsDifferences
	Charts       []template.HTML
	Maps         []layoutsMapView
	Patches      []layoutsPatches
	Measures     []layoutsMeasure
	How          []string
	Attribution  []string
}

type layoutsPair struct {
	Title       string
	Shown, Rest []string
}

type layoutsCell struct{ Value, Interval string }

type layoutsRow struct {
	Name  string
	Cells []layoutsCell
}

type layoutsDifferences struct {
	Title string
	Rows  []layoutsTest
}

type layoutsTest struct{ Name, Difference, Percent, Interval, P, Holm, Detectable, Says, Class string }

type layoutsMapView struct {
	Title   string
	Picture template.HTML
	Key     []string
}

type layoutsPatches struct {
	Title   string
	Columns []string
	Rows    []layoutsRow
	Hidden  string
}

type layoutsMeasure struct{ Name, How string }

func (p *layoutsPage) t(key string, data ...D) string { return p.l.T("layouts."+key, data...) }

func (p *layoutsPage) view() layoutsView {
	v := p.d.Verdict
	out := layoutsView{
		Title: p.t("title", D{"Name": p.d.Demand}), Pairs: p.pairs(), Notes: p.notes(), Means: p.means(), Differences: p.differences(),
		Charts: p.charts(), Maps: p.maps(), Patches: p.patches(), Attribution: p.d.Attribution,
	}
	out.Facts = p.t("facts", D{
		"Layouts": p.l.N("layouts.n_layouts", len(v.Layouts)), "Weeks": p.l.N("layouts.n_weeks", v.Weeks), "Seeds": p.l.N("layouts.n_seeds", v.Seeds),
		"PerVisit": number(p.d.PerVisit, -1), "Seed": p.d.Seed,
	})
	for i := range v.Layouts {
		out.Layouts = append(out.Layouts, v.Layouts[i].Name)
	}
	for _, m := range verdict.Measures() {
		out.Measures = append(out.Measures, layoutsMeasure{p.t("measure." + string(m.Key)), p.t("how." + string(m.Key))})
	}
	made := "how_given"
	if p.d.Made {
		made = "how_made"
	}
	keys := []string{made, "how_solved", "how_interval", "how_test", "how_detectable", "how_few"}
	if v.Weeks < 2 {
		keys = slices.DeleteFunc(keys, func(key string) bool { return key == "how_interval" })
	}
	best := 100 * (1 - math.Pow(2, float64(1-v.Weeks))) // how often the least to the most of so many weeks have the middle between them
	for _, key := range keys {
		out.How = append(out.How, p.t(key, D{
			"Few": fewest, "Worst": 10*(fewest-1) + 1, "Tests": v.Tests, "Alpha": number(v.Alpha, -1),
			"Weeks": p.l.N("layouts.n_weeks", v.Weeks), "Best": number(math.Min(95, best), 0),
		}))
	}
	return out
}

// number writes a number with a point, in both languages, and a true minus sign.
func number(x float64, digits int) string {
	s := strconv.FormatFloat(x, 'f', digits, 64)
	if rest, minus := strings.CutPrefix(s, "-"); minus {
		if strings.Trim(rest, "0.") == "" {
			return rest
		}
		return "−" + rest
	}
	return s
}

// chance writes a p.
func chance(p float64) string {
	if p < 0.0001 {
		return "< 0.0001"
	}
	return number(p, 4)
}

// pairs says of every two layouts what may be said.
func (p *layoutsPage) pairs() []layoutsPair {
	var out []layoutsPair
	v := p.d.Verdict
	for a := range v.Layouts {
		for b := a + 1; b < len(v.Layouts); b++ {
			first, second := v.Layouts[a].Name, v.Layouts[b].Name
			out = append(out, p.pair(first, second, v.Between(first, second)))
		}
	}
	return out
}

func (p *layoutsPage) pair(a, b string, list []verdict.Difference) layoutsPair {
	out := layoutsPair{Title: p.t("pair", D{"A": a, "B": b})}
	names := map[verdict.Says][]string{}
	tested := false
	for _, d := range list {
		m, _ := verdict.Find(d.Key)
		name := p.t("measure." + string(d.Key))
		switch d.Says {
		case verdict.Better, verdict.Worse:
			out.Shown = append(out.Shown, p.shown(d, m))
		case verdict.Untested, verdict.Missing, verdict.Few:
			if m.Tested {
				names[d.Says] = append(names[d.Says], name)
			}
		default:
			names[d.Says] = append(names[d.Says], name)
		}
		tested = tested || d.Says != verdict.Untested && d.Says != verdict.Missing && d.Says != verdict.Few
	}
	if tested && len(out.Shown) == 0 {
		out.Rest = append(out.Rest, p.t("none_at_all", D{"A": a, "B": b}))
	}
	for _, s := range []verdict.Says{verdict.None, verdict.Same, verdict.Untested, verdict.Missing, verdict.Few} {
		if len(names[s]) > 0 {
			out.Rest = append(out.Rest, p.t("list_"+string(s), D{"List": strings.Join(names[s], "; "), "Few": fewest}))
		}
	}
	return out
}

// shown is the sentence of a difference that is shown: the better layout comes first.
func (p *layoutsPage) shown(d verdict.Difference, m verdict.Measure) string {
	a, b, lo, hi := d.A, d.B, d.Lo, d.Hi
	if d.Says == verdict.Worse {
		a, b = b, a
	}
	if d.Mean < 0 {
		lo, hi = -hi, -lo
	}
	percent := ""
	if x, ok := ofOther(d); ok && !m.Share() {
		percent = p.t("percent", D{"Percent": number(x, 1)})
	}
	return p.t("shown."+string(d.Key), D{"A": a, "B": b, "By": number(math.Abs(d.Mean), m.Digits)}) +
		p.t("tail", D{"Percent": percent, "Lo": number(lo, m.Digits), "Hi": number(hi, m.Digits), "P": chance(d.Adjusted)}) + p.lessCare(a, b, d.Key)
}

// lessCare qualifies what a layout is better by where it gives less care: what nobody does needs no travel and no pay.
func (p *layoutsPage) lessCare(a, b string, key verdict.Key) string {
	if key == verdict.Cover {
		return ""
	}
	var cover [2]float64
	for i, name := range []string{a, b} {
		k := slices.IndexFunc(p.d.Verdict.Layouts, func(x verdict.LayoutMeans) bool { return x.Name == name })
		x := p.d.Verdict.Layouts[k].Mean(verdict.Cover)
		if x == nil {
			return ""
		}
		cover[i] = x.Mean
	}
	m, _ := verdict.Find(verdict.Cover)
	by := number(cover[1]-cover[0], m.Digits)
	if cover[0] >= cover[1] || by == number(0, m.Digits) {
		return ""
	}
	return " " + p.t("but_less_care", D{"A": a, "B": b, "By": by})
}

// ofOther is the size of a shown difference in per cent of the layout that is not the better one. d.Percent is of the second
// layout: where that is the better, x less of it than of the other is x / (1 + x) of the other.
func ofOther(d verdict.Difference) (float64, bool) {
	if d.Percent == nil {
		return 0, false
	}
	x := *d.Percent / 100
	if d.Says == verdict.Worse {
		x /= 1 + x
	}
	return 100 * math.Abs(x), !math.IsInf(x, 0) && !math.IsNaN(x)
}

// notes are what a reader has to know of all pairs.
func (p *layoutsPage) notes() []string {
	var out []string
	v := p.d.Verdict
	switch {
	case v.Weeks < 2:
		out = append(out, p.t("one_week"))
	case v.Weeks < 10:
		out = append(out, p.t("few_weeks", D{"Weeks": v.Weeks, "Least": number(math.Pow(2, float64(1-v.Weeks)), -1)}))
	}
	if !p.d.Made && v.Weeks > 1 {
		out = append(out, p.t("not_independent"))
	}
	for i := range v.Layouts {
		if len(v.Layouts[i].Patches) != len(v.Layouts[0].Patches) {
			out = append(out, p.t("not_refitted"))
			break
		}
	}
	for i := range v.Layouts {
		if x := &v.Layouts[i]; x.Unlawful > 0 {
			out = append(out, p.t("unlawful", D{"Name": x.Name, "Cells": x.Cells, "N": x.Unlawful}))
		}
	}
	return out
}

// means is the table of layouts.
func (p *layoutsPage) means() []layoutsRow {
	var out []layoutsRow
	for _, m := range verdict.Measures() {
		row, known := layoutsRow{Name: p.t("measure." + string(m.Key))}, false
		for i := range p.d.Verdict.Layouts {
			x := p.d.Verdict.Layouts[i].Mean(m.Key)
			known = known || x != nil
			cell := p.cell(x, m)
			if slices.Contains(p.d.Verdict.Layouts[i].Hidden, m.Key) {
				cell, known = layoutsCell{Value: p.t("not_shown")}, true
			}
			row.Cells = append(row.Cells, cell)
		}
		if known {
			out = append(out, row)
		}
	}
	return out
}

func (p *layoutsPage) cell(x *verdict.Mean, m verdict.Measure) layoutsCell {
	if x == nil {
		return layoutsCell{Value: p.t("not_known")}
	}
	out := layoutsCell{Value: number(x.Mean, m.Digits)}
	if x.Interval {
		out.Interval = p.interval(x.Lo, x.Hi, m.Digits)
	}
	return out
}

func (p *layoutsPage) interval(lo, hi float64, digits int) string {
	return p.t("interval", D{"Lo": number(lo, digits), "Hi": number(hi, digits)})
}

// differences are the tables of tests.
func (p *layoutsPage) differences() []layoutsDifferences {
	var out []layoutsDifferences
	v := p.d.Verdict
	for i := range v.Differences {
		d := &v.Differences[i]
		if d.Says == verdict.Missing || d.Says == verdict.Few {
			continue
		}
		title := p.t("less", D{"A": d.A, "B": d.B})
		if n := len(out); n == 0 || out[n-1].Title != title {
			out = append(out, layoutsDifferences{Title: title})
		}
		rows := &out[len(out)-1].Rows
		*rows = append(*rows, p.test(d))
	}
	return out
}

func (p *layoutsPage) test(d *verdict.Difference) layoutsTest {
	m, _ := verdict.Find(d.Key)
	r := layoutsTest{Name: p.t("measure." + string(d.Key)), Difference: number(d.Mean, m.Digits), Says: p.t("says." + string(d.Says)), Class: string(d.Says)}
	if d.Says == verdict.Better || d.Says == verdict.Worse {
		r.Says = p.t("says."+string(d.Says), D{"A": d.A})
	}
	if d.Percent != nil && !m.Share() {
		r.Percent = number(*d.Percent, 1)
	}
	if d.Interval {
		r.Interval = p.interval(d.Lo, d.Hi, m.Digits)
	}
	if d.Says != verdict.Untested {
		r.P, r.Holm = chance(d.P), chance(d.Adjusted)
	}
	if d.Detectable != nil {
		r.Detectable = number(*d.Detectable, m.Digits)
	}
	return r
}

// patchMeasures are those that a table of patches has.
var patchMeasures = []verdict.Key{
	verdict.Cover, verdict.Travel, verdict.Miles, verdict.Contact, verdict.Carers,
	verdict.CarersMost, verdict.FairRoad, verdict.Cost, verdict.Resilience, verdict.Commute, verdict.Lending,
}

// patches are the tables of patches; one in which fewer than five people were visited in some week is counted and not shown.
func (p *layoutsPage) patches() []layoutsPatches {
	var out []layoutsPatches
	for i := range p.d.Verdict.Layouts {
		x := &p.d.Verdict.Layouts[i]
		table, hidden := layoutsPatches{Title: x.Name}, 0
		for _, key := range patchMeasures {
			table.Columns = append(table.Columns, p.t("measure."+string(key)))
		}
		for k := range x.Patches {
			y := &x.Patches[k]
			if tooFew(y) {
				hidden++
				continue
			}
			row := layoutsRow{Name: p.name(y.ID, y.NameEn, y.NameCy)}
			for _, key := range patchMeasures {
				m, _ := verdict.Find(key)
				cell := p.cell(y.Mean(key), m)
				if slices.Contains(y.Hidden, key) {
					cell.Value = p.t("not_shown")
				}
				row.Cells = append(row.Cells, cell)
			}
			table.Rows = append(table.Rows, row)
		}
		if hidden > 0 {
			table.Hidden = p.l.N("layouts.hidden", hidden, D{"Few": fewest})
		}
		out = append(out, table)
	}
	return out
}

// name is a patch's name in the page's language.
func (p *layoutsPage) name(id, en, cy string) string {
	if p.l.Lang() == Welsh {
		return cmp.Or(cy, en, id)
	}
	return cmp.Or(en, cy, id)
}
