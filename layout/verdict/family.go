package verdict

import "math"

// newTest tests x less y, week by week; where it is for a family to say what it says, that is left open.
func newTest(x, y []float64, o Options) Test {
	out := Test{Weeks: len(x), P: 1, Adjusted: 1}
	if out.Weeks == 0 {
		out.Says = Missing
		return out
	}
	scale, base := 0.0, 0.0
	for i := range x {
		out.ByWeek = append(out.ByWeek, x[i]-y[i])
		scale, base = max(scale, math.Abs(x[i]), math.Abs(y[i])), base+y[i]
	}
	out.Mean, out.SD, out.P = paired(out.ByWeek, scale)
	if base /= float64(out.Weeks); base != 0 {
		percent := 100 * out.Mean / base
		out.Percent = &percent
	}
	out.Lo, out.Hi, out.Interval = interval(out.ByWeek, o.Alpha, o.Draws, o.source())
	if out.Weeks < 2 {
		out.Says = Untested
	}
	return out
}

// tested is a test of a family, with what is said of a difference that is shown: below nought, and above.
type tested struct {
	test *Test
	says [2]Says
}

// sides are what a measure says where less of it is shown, and where more is.
func sides(m Measure, better, worse Says) [2]Says {
	if m.Less {
		return [2]Says{better, worse}
	}
	return [2]Says{worse, better}
}

// correct adjusts the p of a family together, says what may be said, and gives the number of its tests. Tests that say
// something already are none of it.
func correct(tests []tested, alpha float64) int {
	var family []tested
	var p []float64
	for _, x := range tests {
		if x.test.Says == "" {
			family, p = append(family, x), append(p, x.test.P)
		}
	}
	for k, adjusted := range Holm(p) {
		d := family[k].test
		d.Adjusted = adjusted
		if x := detectable(d.SD, d.Weeks-1, d.Weeks, len(p), alpha); d.SD > 0 && !math.IsInf(x, 0) {
			d.Detectable = &x
		}
		switch {
		case d.SD == 0 && d.Mean == 0:
			d.Says = Same
		case adjusted > alpha:
			d.Says = None
		case d.Mean < 0:
			d.Says = family[k].says[0]
		default:
			d.Says = family[k].says[1]
		}
	}
	return len(p)
}
