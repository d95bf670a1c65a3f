package report

import (
	"fmt"
	"html/template"
	"math"
	"strings"

	"github.com/milltir/milltir/layout/verdict"
)

// Sizes of a chart, in units of its view box.
const (
	chartWidth, chartRow, chartLeft, chartRight, chartTop = 640, 30, 200, 90, 14
)

// charts are dots with intervals, one picture a measure that is tested and known of every layout.
func (p *layoutsPage) charts() []template.HTML {
	var out []template.HTML
	for _, m := range verdict.Measures() {
		var means []*verdict.Mean
		for i := range p.d.Verdict.Layouts {
			if x := p.d.Verdict.Layouts[i].Mean(m.Key); x != nil {
				means = append(means, x)
			}
		}
		if m.Tested && len(means) == len(p.d.Verdict.Layouts) {
			out = append(out, p.chart(m, means))
		}
	}
	return out
}

// chart draws one measure: every layout's mean and interval, on a scale that has all of them and tells where nought is if
// it is near.
func (p *layoutsPage) chart(m verdict.Measure, means []*verdict.Mean) template.HTML {
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, x := range means {
		lo, hi = math.Min(lo, x.Mean), math.Max(hi, x.Mean)
		if x.Interval {
			lo, hi = math.Min(lo, x.Lo), math.Max(hi, x.Hi)
		}
	}
	ticks := scale(lo, hi)
	first, last := ticks[0], ticks[len(ticks)-1]
	at := func(x float64) float64 {
		return chartLeft + (x-first)/(last-first)*(chartWidth-chartLeft-chartRight)
	}
	height := chartTop + chartRow*len(means) + 30
	name := p.t("measure." + string(m.Key))
	better := p.t("more_better")
	if m.Less {
		better = p.t("less_better")
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg viewBox="0 0 %d %d" role="img" aria-label="%s">`, chartWidth, height, html(p.t("chart_label", D{"Name": name})))
	for _, t := range ticks {
		fmt.Fprintf(&b, `<line x1="%.1f" x2="%.1f" y1="%d" y2="%d" class="tick"/><text x="%.1f" y="%d" class="axis">%s</text>`,
			at(t), at(t), chartTop, chartTop+chartRow*len(means), at(t), height-12, number(t, tickDigits(ticks)))
	}
	for i, x := range means {
		y := float64(chartTop + chartRow*i + chartRow/2)
		fmt.Fprintf(&b, `<text x="%d" y="%.1f" class="row">%s</text>`, chartLeft-12, y+5, html(clip(p.d.Verdict.Layouts[i].Name, 26)))
		if x.Interval {
			fmt.Fprintf(&b, `<path d="M%.1f %.1fH%.1fM%.1f %.1fv10M%.1f %.1fv10" class="whisker"/>`, at(x.Lo), y, at(x.Hi), at(x.Lo), y-5, at(x.Hi), y-5)
		}
		fmt.Fprintf(&b, `<circle cx="%.1f" cy="%.1f" r="5" class="dot"/><text x="%d" y="%.1f" class="value">%s</text>`,
			at(x.Mean), y, chartWidth-chartRight+22, y+5, number(x.Mean, m.Digits))
	}
	b.WriteString(`</svg>`)
	return template.HTML(fmt.Sprintf("<figure>%s<figcaption>%s (%s)</figcaption></figure>", b.String(), html(name), html(better))) //nolint:gosec // every text in it has gone through html
}

// scale gives three to seven round numbers around a span.
func scale(lo, hi float64) []float64 {
	if hi-lo < 1e-9*math.Max(1, math.Abs(hi)) {
		lo, hi = lo-0.5, hi+0.5
	}
	step := math.Pow(10, math.Floor(math.Log10((hi-lo)/3)))
	for _, k := range []float64{1, 2, 5, 10} {
		if (hi-lo)/(k*step) <= 5 {
			step *= k
			break
		}
	}
	var out []float64
	for i := math.Floor(lo / step); ; i++ {
		out = append(out, i*step)
		if i*step >= hi-1e-9*step && len(out) > 1 {
			return out
		}
	}
}

// tickDigits are the decimals that tell ticks apart.
func tickDigits(ticks []float64) int {
	return max(0, int(math.Ceil(-math.Log10(ticks[1]-ticks[0])-1e-9)))
}

// html makes a text safe in HTML and SVG.
func html(s string) string { return template.HTMLEscapeString(s) }

// clip cuts a text that has no room.
func clip(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}
