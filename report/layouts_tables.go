package report

import (
	"cmp"
	"slices"

	"github.com/milltir/milltir/layout/verdict"
)

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
				cell.Mark = p.mark(p.d.Verdict.Unlike.Of(x.Name, y.ID, key))
				row.Cells = append(row.Cells, cell)
			}
			table.Rows = append(table.Rows, row)
		}
		if hidden > 0 {
			table.Hidden = p.l.N("layouts.hidden", hidden, D{"Few": fewest})
		}
		if shown, all := p.unlike(x.Name); all > 0 && shown == 0 {
			table.Marked = p.t("none_unlike", D{"All": all})
		} else if all > 0 {
			table.Marked = p.t("unlike", D{"N": shown, "All": all})
		}
		out = append(out, table)
	}
	return out
}

// mark says that a patch's figure is shown to be off the mean of its layout's patches.
func (p *layoutsPage) mark(d *verdict.PatchDifference) string {
	if d == nil || d.Says != verdict.Above && d.Says != verdict.Below {
		return ""
	}
	return p.t("says."+string(d.Says), D{"P": chance(d.Adjusted)})
}

// unlike counts a layout's figures of patches that are shown to be off their mean, and those that were tested.
func (p *layoutsPage) unlike(layout string) (shown, all int) {
	for i := range p.d.Verdict.Unlike.List {
		d := &p.d.Verdict.Unlike.List[i]
		if d.Layout != layout || d.Says == verdict.Untested {
			continue
		}
		all++
		if d.Says == verdict.Above || d.Says == verdict.Below {
			shown++
		}
	}
	return shown, all
}

// kept are the tables of patches that have the same people under two layouts.
func (p *layoutsPage) kept() []layoutsDifferences {
	var out []layoutsDifferences
	for i := range p.d.Verdict.Kept.List {
		d := &p.d.Verdict.Kept.List[i]
		title := p.t("kept", D{"A": d.Layout, "B": d.Than})
		if n := len(out); n == 0 || out[n-1].Title != title {
			out = append(out, layoutsDifferences{Title: title})
		}
		row := p.test(&verdict.Difference{Key: d.Key, A: d.Layout, B: d.Than, Test: d.Test})
		row.Name = p.name(d.Patch, d.NameEn, d.NameCy) + ": " + row.Name
		rows := &out[len(out)-1].Rows
		*rows = append(*rows, row)
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
