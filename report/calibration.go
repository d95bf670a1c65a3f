package report

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/milltir/milltir/geo/roads/calibrate"
)

// CalibrationOf is a calibration and what it was made from.
type CalibrationOf struct {
	Roads    string // name of the network
	Mode     string
	Council  string // whose journeys they are; may be empty
	Result   *calibrate.Result
	Gathered *calibrate.Gathered
}

// mostLines is how many lines of journeys that are far off are named.
const mostLines = 20

// Calibration writes what journeys tell of a network: the factor of each class of road, how far off journeys were that
// were not used to find them, and whether that is better than none.
func Calibration(w io.Writer, c CalibrationOf, l *Localizer) error {
	p, r := &page{words: words{l: l}}, c.Result
	mode := l.word("mode", c.Mode)
	if c.Council != "" {
		p.line(l.T("calibrate.council", D{"Council": c.Council}))
	}
	p.line(l.N("calibrate.title", r.Journeys, D{"Mode": mode, "Roads": c.Roads}))
	p.line()
	t := table{right: []bool{false, true, true, true, true}, gap: 2}
	t.add(l.T("calibrate.class"), l.T("calibrate.factor"), "±", "km", l.T("calibrate.journeys"))
	var few, bound []string
	for _, f := range r.Factors {
		factor, spread := fmt.Sprintf("%.2f", f.Value), fmt.Sprintf("%.2f", f.Spread)
		if !f.Told {
			factor, spread = "–", ""
			few = append(few, f.Class)
		}
		if f.AtBound {
			bound = append(bound, f.Class)
		}
		t.add(f.Class, factor, spread, fmt.Sprintf("%.1f", f.Km), strconv.Itoa(f.Journeys))
	}
	t.write(p, "  ")
	p.line()
	constant := "calibrate.constant"
	if r.Constant < 0 {
		constant = "calibrate.constant_less"
	}
	p.wrapped("", l.T(constant, D{"Minutes": fmt.Sprintf("%.1f", math.Abs(r.Constant)/60)}), pageWidth)
	if len(few) > 0 {
		p.wrapped("", l.T("calibrate.few", D{"Classes": strings.Join(few, ", ")}), pageWidth)
	}
	if len(bound) > 0 {
		p.wrapped("", l.T("calibrate.bound", D{"Classes": strings.Join(bound, ", ")}), pageWidth)
	}
	p.outliers(c)
	if n := len(c.Gathered.Left); n > 0 {
		p.wrapped("", l.N("calibrate.left", n), pageWidth)
	}
	p.line()
	p.wrapped("", l.N("calibrate.judged", r.Folds), pageWidth)
	e := table{right: []bool{false, true, true}, gap: 2}
	e.add("", l.T("calibrate.before"), l.T("calibrate.after"))
	e.add(l.T("calibrate.mean"), fmt.Sprintf("%.1f", r.Before.MeanSeconds/60), fmt.Sprintf("%.1f", r.After.MeanSeconds/60))
	e.add(l.T("calibrate.median"), fmt.Sprintf("%.0f%%", 100*r.Before.MedianRelative), fmt.Sprintf("%.0f%%", 100*r.After.MedianRelative))
	e.write(p, "  ")
	p.line()
	none, alone := "calibrate.none", "calibrate.constant_alone"
	if c.Council != "" {
		none, alone = "calibrate.none_council", "calibrate.constant_alone_council"
	}
	verdict := none
	switch {
	case r.Useful():
		verdict = "calibrate.better"
	case r.Better:
		verdict = alone
	}
	p.wrapped("", l.T(verdict, D{"Minutes": fmt.Sprintf("%.1f", r.Gain/60), "Spread": fmt.Sprintf("%.1f", r.GainSpread/60)}), pageWidth)
	return p.flush(w)
}

// outliers names the journeys that are far off.
func (p *page) outliers(c CalibrationOf) {
	n := len(c.Result.Outliers)
	if n == 0 {
		return
	}
	var lines []string
	for _, i := range c.Result.Outliers[:min(n, mostLines)] {
		lines = append(lines, strconv.Itoa(c.Gathered.Lines[i]))
	}
	if n > mostLines {
		lines = append(lines, "…")
	}
	p.wrapped("", p.l.N("calibrate.outliers", n, D{"Lines": strings.Join(lines, ", ")}), pageWidth)
}
