package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/plotutil"
	"gonum.org/v1/plot/vg"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/report"
	"github.com/milltir/milltir/solver"
)

// faces are different carers a person and week: over everybody, the 90th percentile of people without
// paired visits, and over people with them.
type faces struct{ mean, p90, paired float64 }

func (f faces) String() string {
	return fmt.Sprintf("mean %.2f carers, P90 without pairs %.0f, mean with pairs %.2f", f.mean, f.p90, f.paired)
}

// row is one rota of the curve.
type row struct {
	factor    float64
	faces     faces
	travel    int     // minutes
	travelPct float64 // of paid time
	allocated float64 // per cent
	breaches  int64
	team, upc float64
	wishes    int64
}

func (r row) String() string {
	return fmt.Sprintf("× %-4g %v; travel %d min (%.1f %% of paid), allocated %.1f %%, law broken %d, main carer %.2f",
		r.factor, r.faces, r.travel, r.travelPct, r.allocated, r.breaches, r.upc)
}

func measured(h *model.Horizon, r *solver.Result, factor float64) row {
	m := r.Verdict.Measures
	count := make(map[model.PersonID]int)
	for _, p := range m.People {
		count[p.Person] = p.Carers
	}
	return row{
		factor: factor, travel: int((m.Travel + 30) / 60), travelPct: m.TravelPaidPct, allocated: m.AllocatedPct,
		breaches: r.Score.Breaches, team: m.TeamPct, upc: m.ContinuityMean.Visit.UPC, wishes: r.Score.Wishes,
		faces: facesOf(h, func(p int) int { return count[h.Problem.People[p].ID] }),
	}
}

// bounds are the faces that no rota can go below.
func bounds(h *model.Horizon) faces {
	return facesOf(h, func(p int) int {
		most := 0
		for w := range h.Weeks {
			most = max(most, bound(h, p, w))
		}
		return most
	})
}

// facesOf sums up a count of carers by person; people to whom nobody comes do not count.
func facesOf(h *model.Horizon, count func(person int) int) faces {
	var all, single, paired []float64
	for p := range h.Problem.People {
		n := float64(count(p))
		if n == 0 {
			continue
		}
		all = append(all, n)
		if slices.ContainsFunc(h.Visits, func(v model.DatedVisit) bool { return v.Person == p && v.Need > 1 }) {
			paired = append(paired, n)
		} else {
			single = append(single, n)
		}
	}
	f := faces{mean: stat.Mean(all, nil)}
	if len(single) > 0 {
		slices.Sort(single)
		f.p90 = stat.Quantile(0.9, stat.Empirical, single, nil)
	}
	if len(paired) > 0 {
		f.paired = stat.Mean(paired, nil)
	}
	return f
}

// writeCSV writes the curve; the last row holds the lower bounds.
func writeCSV(path string, rows []row, least faces) error {
	records := [][]string{{"factor", "carers_mean", "carers_p90_without_pairs", "carers_mean_with_pairs", "travel_minutes", "travel_paid_pct", "allocated_pct", "breaches", "team_pct", "upc_mean", "wishes"}}
	for _, r := range rows {
		records = append(records, []string{
			fmt.Sprint(r.factor), fmt.Sprintf("%.3f", r.faces.mean), fmt.Sprintf("%.0f", r.faces.p90), fmt.Sprintf("%.3f", r.faces.paired),
			fmt.Sprint(r.travel), fmt.Sprintf("%.2f", r.travelPct), fmt.Sprintf("%.2f", r.allocated), fmt.Sprint(r.breaches),
			fmt.Sprintf("%.2f", r.team), fmt.Sprintf("%.4f", r.upc), fmt.Sprintf("%.3f", float64(r.wishes)/1000),
		})
	}
	records = append(records, []string{
		"lower bound", fmt.Sprintf("%.3f", least.mean), fmt.Sprintf("%.0f", least.p90), fmt.Sprintf("%.3f", least.paired), "", "", "", "", "", "", "",
	})
	return report.WriteFileAtomic(path, func(f io.Writer) error {
		w := csv.NewWriter(f)
		return w.WriteAll(records)
	})
}

// draw draws travel against different carers, one point a factor, and the lower bound as a line.
func draw(path string, rows []row, least faces) error {
	p := plot.New()
	p.Title.Text = "What continuity costs in travel"
	p.Legend.Top = true
	p.X.Label.Text = "different carers per person and week, mean"
	p.Y.Label.Text = "travel, minutes a week"
	points := make(plotter.XYs, len(rows))
	labels := plotter.XYLabels{XYs: points, Labels: make([]string, len(rows))}
	low, high := float64(rows[0].travel), float64(rows[0].travel)
	for i, r := range rows {
		points[i] = plotter.XY{X: r.faces.mean, Y: float64(r.travel)}
		labels.Labels[i] = fmt.Sprintf(" ×%g", r.factor)
		low, high = min(low, points[i].Y), max(high, points[i].Y)
	}
	bound := plotter.XYs{{X: least.mean, Y: low}, {X: least.mean, Y: high}}
	if err := plotutil.AddLinePoints(p, "rotas, by the factor on the weight of carers", points, "lower bound", bound); err != nil {
		return err
	}
	text, err := plotter.NewLabels(labels)
	if err != nil {
		return err
	}
	p.Add(text)
	w, err := p.WriterTo(16*vg.Centimeter, 10*vg.Centimeter, "png")
	if err != nil {
		return err
	}
	return report.WriteFileAtomic(path, func(f io.Writer) error {
		_, err := w.WriteTo(f)
		return err
	})
}
