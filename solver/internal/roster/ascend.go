package roster

import "math"

// ascent raises the bound that prices of cover give, by subgradients, before there is a program. A program
// over few lines gives prices so extreme that the lines found by them are of no use for many rounds; over
// those found on the way up it begins near its end.
// Source: Held, Wolfe and Crowder 1974, Mathematical Programming 6.
type ascent struct {
	climbs int       // still to do
	upper  float64   // what the roster costs now, but for those who are not free
	bound  float64   // the highest so far
	length float64   // of a climb, against what the bound lies below the roster
	flat   int       // climbs that have not raised it
	way    []float64 // the direction, by cell
	summit []float64 // the prices of that bound
}

const (
	climbs    = 16
	firstStep = 0.1
	onward    = 0.7 // how much of the last direction there is in the next
	shorter   = 0.66
	mostFlat  = 5
	steepest  = 1.5 // of the dearest wish about a carer too few: prices begin no higher
)

// climb begins at the middle of what a carer less and a carer more than now are worth.
func (k *master) climb(s *State) {
	in := k.in
	k.ascent = ascent{climbs: climbs, bound: math.Inf(-1), length: firstStep, way: make([]float64, in.Cells), summit: k.summit}
	for _, c := range k.free {
		k.upper += float64(k.exact.scalar(s.Line[c]))
	}
	for cell, n := range s.There {
		k.upper += k.cover(cell, int(n))
		few, many := 0.0, 0.0
		if n > 0 {
			few = k.cover(cell, int(n)-1) - k.cover(cell, int(n))
		}
		if int(n) < in.Carers {
			many = k.cover(cell, int(n)) - k.cover(cell, int(n)+1)
		}
		k.price[cell] = (min(few, k.steep) + min(many, k.steep)) / 2
	}
	k.summit = append(k.summit[:0], k.price...)
}

// cover is what so many carers at a need cost.
func (k *master) cover(cell, n int) float64 {
	return float64(k.exact.scalar(k.in.CellPrice[cell*(k.in.Room()+1)+n]))
}

// ascend goes a step on from the prices at which lines were looked for last: the price of a need rises
// where it would want more carers at that price than these lines give it.
func (k *master) ascend() {
	in := k.in
	bound, there := 0.0, k.sum
	for cell, n := range k.there {
		there[cell] = float64(n)
		bound -= k.price[cell] * float64(n)
	}
	for f, c := range k.free {
		if k.cost[f] == math.MaxInt64 { // its line was given up
			k.climbs = 0
			return
		}
		bound += float64(k.cost[f])
		for d, o := range k.found[f] {
			for _, cell := range in.cells(c, d, o) {
				there[cell]++
			}
		}
	}
	steep := 0.0
	for cell, p := range k.price {
		least, want := math.Inf(1), 0
		for n := range in.Room() + 1 {
			if v := k.cover(cell, n) + p*float64(n); v < least {
				least, want = v, n
			}
		}
		bound += least
		k.way[cell] = onward*k.way[cell] + (1-onward)*(float64(want)-there[cell])
		steep += k.way[cell] * k.way[cell]
	}
	k.climbs--
	if bound > k.bound {
		k.bound, k.flat = bound, 0
		copy(k.summit, k.price)
	} else if k.flat++; k.flat == mostFlat {
		k.length, k.flat = k.length*shorter, 0
		copy(k.price, k.summit)
	}
	for cell := range k.price {
		k.price[cell] += k.length * max(0, k.upper-bound) / max(1, steep) * k.way[cell]
	}
}
