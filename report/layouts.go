package report

import (
	_ "embed"
	"html/template"
	"io"
	"slices"
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
	Own         string      // the layout that is the workspace as it is; none
	Attribution []string    // whose figures weeks, ways and layouts were made of
	Remarks     []string    // what layouts say of themselves
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
	if foot := slices.Concat(v.Remarks, v.Attribution); len(foot) > 0 {
		b.WriteString("\n" + strings.Join(foot, "\n") + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}
