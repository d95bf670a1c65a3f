package report

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"strconv"

	"github.com/milltir/milltir/layout/verdict"
)

// writeRows writes rows that have been made.
func writeRows(w io.Writer, rows [][]string) error {
	out := csv.NewWriter(w)
	if err := out.WriteAll(rows); err != nil {
		return err
	}
	return out.Error()
}

// plain writes a number for a program to read: six decimals at the most.
func plain(x float64) string {
	s := strconv.FormatFloat(x, 'f', 6, 64)
	for s[len(s)-1] == '0' {
		s = s[:len(s)-1]
	}
	if s[len(s)-1] == '.' {
		s = s[:len(s)-1]
	}
	if s == "-0" {
		return "0"
	}
	return s
}

func meanRow(m *verdict.Mean, before ...string) []string {
	lo, hi := "", ""
	if m.Interval {
		lo, hi = plain(m.Lo), plain(m.Hi)
	}
	return append(before, string(m.Key), strconv.Itoa(m.Weeks), plain(m.Mean), lo, hi, plain(m.SeedSD))
}

// LayoutsCSV writes compare-layouts.csv: a row for each layout and measure.
func (d *Layouts) LayoutsCSV(w io.Writer) error {
	d = d.suppressed()
	rows := [][]string{{"layout", "measure", "weeks", "mean", "low", "high", "sd_of_seeds"}}
	for i := range d.Verdict.Layouts {
		x := &d.Verdict.Layouts[i]
		for k := range x.Means {
			rows = append(rows, meanRow(&x.Means[k], x.Name))
		}
	}
	return writeRows(w, rows)
}

// PatchesCSV writes compare-patches.csv: a row for each patch and measure, with the test of its difference from the mean of its
// layout's patches, but for what is about fewer than five people or carers.
func (d *Layouts) PatchesCSV(w io.Writer) error {
	d = d.suppressed()
	rows := [][]string{{
		"layout", "patch", "name_en", "name_cy", "measure", "weeks", "mean", "low", "high", "sd_of_seeds",
		"less_mean", "less_low", "less_high", "sd", "p", "p_holm", "detectable", "says",
	}}
	for i := range d.Verdict.Layouts {
		x := &d.Verdict.Layouts[i]
		for _, y := range x.Patches {
			if tooFew(&y) {
				continue
			}
			for k := range y.Means {
				m := &y.Means[k]
				if m.Key == verdict.LeftOut { // a sum, which with those of the others would tell of those not shown
					continue
				}
				row := meanRow(m, x.Name, y.ID, y.NameEn, y.NameCy)
				if t := d.Verdict.Unlike.Of(x.Name, y.ID, m.Key); t != nil {
					row = append(row, testCells(&t.Test)...)
				} else {
					row = append(row, make([]string, 8)...)
				}
				rows = append(rows, row)
			}
		}
	}
	return writeRows(w, rows)
}

// KeptCSV writes compare-kept.csv: a row for each patch that has the same people under two layouts, and measure.
func (d *Layouts) KeptCSV(w io.Writer) error {
	d = d.suppressed()
	rows := [][]string{{
		"a", "b", "patch_a", "patch_b", "name_en", "name_cy", "measure", "weeks",
		"a_less_b", "low", "high", "sd", "p", "p_holm", "detectable", "says",
	}}
	for i := range d.Verdict.Kept.List {
		x := &d.Verdict.Kept.List[i]
		row := []string{x.Layout, x.Than, x.Patch, x.ThanPatch, x.NameEn, x.NameCy, string(x.Key), strconv.Itoa(x.Weeks)}
		rows = append(rows, append(row, testCells(&x.Test)...))
	}
	return writeRows(w, rows)
}

// testCells are those of a test that is known: difference, interval, spread, p, p of the family, detectable, and what it says.
func testCells(t *verdict.Test) []string {
	r := []string{plain(t.Mean), "", "", plain(t.SD), "", "", "", string(t.Says)}
	if t.Interval {
		r[1], r[2] = plain(t.Lo), plain(t.Hi)
	}
	if t.Says != verdict.Untested {
		r[4], r[5] = strconv.FormatFloat(t.P, 'g', 6, 64), strconv.FormatFloat(t.Adjusted, 'g', 6, 64)
	}
	if t.Detectable != nil {
		r[6] = plain(*t.Detectable)
	}
	return r
}

// PairsCSV writes compare-pairs.csv: a row for each two layouts and measure.
func (d *Layouts) PairsCSV(w io.Writer) error {
	d = d.suppressed()
	rows := [][]string{{"a", "b", "measure", "weeks", "a_less_b", "per_cent", "low", "high", "sd", "p", "p_holm", "detectable", "says"}}
	for i := range d.Verdict.Differences {
		x := &d.Verdict.Differences[i]
		r := []string{x.A, x.B, string(x.Key), strconv.Itoa(x.Weeks), "", "", "", "", "", "", "", "", string(x.Says)}
		if x.Says != verdict.Missing && x.Says != verdict.Few {
			r[4], r[8] = plain(x.Mean), plain(x.SD)
		}
		if m, _ := verdict.Find(x.Key); x.Percent != nil && !m.Share() {
			r[5] = plain(*x.Percent)
		}
		if x.Interval {
			r[6], r[7] = plain(x.Lo), plain(x.Hi)
		}
		if x.Says != verdict.Missing && x.Says != verdict.Few && x.Says != verdict.Untested {
			r[9], r[10] = strconv.FormatFloat(x.P, 'g', 6, 64), strconv.FormatFloat(x.Adjusted, 'g', 6, 64)
		}
		if x.Detectable != nil {
			r[11] = plain(*x.Detectable)
		}
		rows = append(rows, r)
	}
	return writeRows(w, rows)
}

// JSON writes all figures but those about fewer than five people or carers.
func (d *Layouts) JSON(w io.Writer) error {
	d = d.suppressed()
	v := *d.Verdict
	v.Layouts = nil
	for _, x := range d.Verdict.Layouts {
		var patches []verdict.PatchMeans
		for _, y := range x.Patches {
			if tooFew(&y) {
				continue
			}
			var means []verdict.Mean
			for _, m := range y.Means {
				if m.Key != verdict.LeftOut {
					means = append(means, m)
				}
			}
			y.Means, y.People, y.Fewest = means, 0, 0
			patches = append(patches, y)
		}
		x.Patches = patches
		v.Layouts = append(v.Layouts, x)
	}
	out := json.NewEncoder(w)
	out.SetIndent("", " ")
	return out.Encode(struct {
		Demand   string           `json:"demand"`
		Made     bool             `json:"made_up"`
		PerVisit float64          `json:"iterations_per_visit"`
		Seed     uint64           `json:"seed"`
		From     []string         `json:"attribution,omitempty"`
		Remarks  []string         `json:"remarks,omitempty"`
		Verdict  *verdict.Verdict `json:"verdict"`
	}{d.Demand, d.Made, d.PerVisit, d.Seed, d.Attribution, d.Remarks, &v})
}
