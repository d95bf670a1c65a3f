package report

import (
	"math"
	"slices"
	"strings"

	"github.com/milltir/milltir/layout/verdict"
)

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
	if p.d.Own != "" {
		out = append(out, p.t("own", D{"Name": p.d.Own}))
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
		if shown, all := p.unlike(v.Layouts[i].Name); shown > 0 {
			out = append(out, p.t("unlike_note", D{"Name": v.Layouts[i].Name, "N": shown, "All": all}))
		}
	}
	for i := range v.Layouts {
		if x := &v.Layouts[i]; x.Unlawful > 0 {
			out = append(out, p.t("unlawful", D{"Name": x.Name, "Cells": x.Cells, "N": x.Unlawful}))
		}
	}
	return out
}
