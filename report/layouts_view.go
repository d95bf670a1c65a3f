package report

import (
	"html/template"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/milltir/milltir/layout/verdict"
)

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
	Kept         []layoutsDifferences
	NoneKept     string
	Measures     []layoutsMeasure
	How          []string
	Attribution  []string
	Remarks      []string
}

type layoutsPair struct {
	Title       string
	Shown, Rest []string
}

type layoutsCell struct{ Value, Interval, Mark string }

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
	Marked  string
}

type layoutsMeasure struct{ Name, How string }

func (p *layoutsPage) t(key string, data ...D) string { return p.l.T("layouts."+key, data...) }

func (p *layoutsPage) view() layoutsView {
	v := p.d.Verdict
	out := layoutsView{
		Title: p.t("title", D{"Name": p.d.Demand}), Pairs: p.pairs(), Notes: p.notes(), Means: p.means(), Differences: p.differences(),
		Charts: p.charts(), Maps: p.maps(), Patches: p.patches(), Attribution: p.d.Attribution, Remarks: p.d.Remarks,
	}
	if out.Kept = p.kept(); len(out.Kept) == 0 && len(v.Layouts) > 1 {
		out.NoneKept = p.t("none_kept")
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
	keys := []string{made, "how_solved", "how_interval", "how_test", "how_patches", "how_detectable", "how_few"}
	if v.Weeks < 2 {
		keys = slices.DeleteFunc(keys, func(key string) bool { return key == "how_interval" || key == "how_patches" })
	}
	best := 100 * (1 - math.Pow(2, float64(1-v.Weeks))) // how often the least to the most of so many weeks have the middle between them
	for _, key := range keys {
		out.How = append(out.How, p.t(key, D{
			"Few": fewest, "Worst": 10*(fewest-1) + 1, "Tests": v.Tests, "Unlike": v.Unlike.Tests, "Kept": v.Kept.Tests, "Alpha": number(v.Alpha, -1),
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
