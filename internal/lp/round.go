package lp

import "math"

// Outward arithmetic: each result is the exact one or the next float64 on the safe side. Go
// rounds to nearest and has no way to change that, so the error of each step is computed
// exactly (Knuth's two-sum; a fused multiply-add for products: Handbook of Floating-Point
// Arithmetic, 2nd ed., 4.3 and 4.4) and only its sign is used. On integers below 2⁵³ nothing
// is lost at all. float64(…) keeps compilers from fusing steps.

// tiny is where the error of a product may itself be lost to underflow.
const tiny = 0x1p-960

func next(s float64, up bool) float64 {
	if up {
		return math.Nextafter(s, math.Inf(1))
	}
	return math.Nextafter(s, math.Inf(-1))
}

// settle moves s to the safe side when the error (exact less s) points there. A NaN, an
// overflow, or an error that could not be computed count as "move".
func settle(s, err float64, up bool) float64 {
	switch {
	case up && !(err <= 0), !up && !(err >= 0):
		return next(s, up)
	}
	return s
}

// add rounds a+b up or down. Infinite sums stay: they are exact, or an overflow, which the
// next float64 on the other side repairs.
func add(a, b float64, up bool) float64 {
	s := float64(a + b)
	if math.IsInf(a, 0) || math.IsInf(b, 0) {
		return s
	}
	if math.IsInf(s, 0) {
		return overflow(s, up)
	}
	t := float64(s - a)
	err := float64(float64(a-float64(s-t)) + float64(b-t))
	return settle(s, err, up)
}

// mul rounds a·b up or down, with 0·±Inf = 0: a price of exactly 0 asks nothing of a bound.
func mul(a, b float64, up bool) float64 {
	if a == 0 || b == 0 {
		return 0
	}
	s := float64(a * b)
	if math.IsInf(a, 0) || math.IsInf(b, 0) {
		return s
	}
	if math.IsInf(s, 0) {
		return overflow(s, up)
	}
	if math.Abs(s) < tiny {
		return next(s, up)
	}
	return settle(s, math.FMA(a, b, -s), up)
}

// div rounds a/b up or down; b is finite and not 0.
func div(a, b float64, up bool) float64 {
	if a == 0 || math.IsInf(a, 0) {
		return a / b
	}
	s := a / b
	if math.IsInf(s, 0) {
		return overflow(s, up)
	}
	return next(s, up) // used for a few bounds only: one step too many does not matter
}

// overflow turns the infinity of a finite result to the safe side.
func overflow(s float64, up bool) float64 {
	if math.IsInf(s, 1) != up {
		return next(s, up)
	}
	return s
}
