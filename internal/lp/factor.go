package lp

import (
	"cmp"
	"math"
	"slices"
)

// factor holds the basis as L·U, and the changes since as a product of etas. Columns and rows
// that stand alone go first; the rest is factorised column by column from the left (J. Gilbert
// and T. Peierls, SIAM J. Sci. Stat. Comput. 9, 1988), short columns first, with threshold
// pivoting towards short rows. Position k of the basis is step k of the elimination.
type factor struct {
	m    int
	prow []int32 // by step: its row
	step []int32 // by row: its step, or -1
	// Step k of L: rows lRow[lStart[k]:lStart[k+1]], the multiples beside; lSteps are the steps
	// that have any.
	lStart, lRow, lSteps []int32
	lVal                 []float64
	// Column k of U without its diagonal, by step; and the same by rows.
	uStart, uStep   []int32
	uVal, diag      []float64
	urStart, urStep []int32
	urVal           []float64
	// Eta e replaces position etaPos[e]; etaPivot is its diagonal.
	etaPos, etaStart, etaAt []int32
	etaVal, etaPivot        []float64

	rows []float64 // work, zero between calls
	mark []bool    // work: by row, set while in touched
	heap stepHeap
}

const (
	absolutePivot = 1e-11 // below, a column counts as dependent
	threshold     = 0.1   // a pivot is at least this part of the largest of its column
)

func newFactor(m int) *factor {
	return &factor{
		m: m, prow: make([]int32, m), step: make([]int32, m), diag: make([]float64, m),
		rows: make([]float64, m), mark: make([]bool, m),
		lStart: make([]int32, 0, m+1), uStart: make([]int32, 0, m+1), urStart: make([]int32, m+1),
	}
}

// build factorises the basis and puts its variables in the order of elimination. Dependent
// columns are replaced by logicals of the rows that are left; those put out are returned.
func (lu *factor) build(f *form, head []int32) (out []int32) {
	lu.reset()
	order, forced, counts := lu.order(f, head)
	next := make([]int32, 0, lu.m)
	for k, j := range order {
		if lu.eliminate(f, j, forced[k], counts) {
			next = append(next, j)
		} else {
			out = append(out, j)
		}
	}
	for i := int32(0); int(i) < lu.m && len(next) < lu.m; i++ {
		if lu.step[i] < 0 && lu.eliminate(f, int32(f.n)+i, i, counts) {
			next = append(next, int32(f.n)+i)
		}
	}
	copy(head, next)
	lu.byRows()
	return out
}

func (lu *factor) reset() {
	for i := range lu.step {
		lu.step[i] = -1
	}
	lu.lStart, lu.lRow, lu.lVal, lu.lSteps = append(lu.lStart[:0], 0), lu.lRow[:0], lu.lVal[:0], lu.lSteps[:0]
	lu.uStart, lu.uStep, lu.uVal = append(lu.uStart[:0], 0), lu.uStep[:0], lu.uVal[:0]
	lu.etaPos, lu.etaAt, lu.etaVal, lu.etaPivot = lu.etaPos[:0], lu.etaAt[:0], lu.etaVal[:0], lu.etaPivot[:0]
	lu.etaStart = append(lu.etaStart[:0], 0)
}

// eliminate takes column j as the next step, with the pivot in row want, or the best one if
// want is -1 or has vanished. False if the column depends on those before it.
func (lu *factor) eliminate(f *form, j, want int32, counts []int32) bool {
	var touched []int32
	touch := func(i int32, v float64) {
		if !lu.mark[i] {
			lu.mark[i] = true
			touched = append(touched, i)
			if k := lu.step[i]; k >= 0 && lu.lStart[k] < lu.lStart[k+1] {
				lu.heap.push(k)
			}
		}
		lu.rows[i] += v
	}
	if int(j) >= f.n {
		touch(j-int32(f.n), 1)
	} else {
		for k := f.colStart[j]; k < f.colStart[j+1]; k++ {
			touch(f.colRow[k], f.colVal[k])
		}
	}
	for len(lu.heap) > 0 { // ascending steps: what a step adds lies in later ones
		k := lu.heap.pop()
		t := lu.rows[lu.prow[k]]
		if t == 0 {
			continue
		}
		for e := lu.lStart[k]; e < lu.lStart[k+1]; e++ {
			touch(lu.lRow[e], -t*lu.lVal[e])
		}
	}
	pivot := lu.choose(touched, want, counts)
	if pivot >= 0 {
		lu.store(touched, pivot)
	}
	for _, i := range touched {
		lu.rows[i], lu.mark[i] = 0, false
	}
	return pivot >= 0
}

// choose gives the row to pivot in, or -1: of those not much below the largest the one with
// the fewest entries.
func (lu *factor) choose(touched []int32, want int32, counts []int32) int32 {
	if want >= 0 && lu.step[want] < 0 && math.Abs(lu.rows[want]) > absolutePivot {
		return want
	}
	largest := 0.0
	for _, i := range touched {
		if lu.step[i] < 0 {
			largest = max(largest, math.Abs(lu.rows[i]))
		}
	}
	if !(largest > absolutePivot) || math.IsInf(largest, 0) {
		return -1
	}
	best := int32(-1)
	for _, i := range touched {
		if lu.step[i] < 0 && math.Abs(lu.rows[i]) >= threshold*largest &&
			(best < 0 || counts[i] < counts[best] || counts[i] == counts[best] && i < best) {
			best = i
		}
	}
	return best
}

// store files the column that stands in rows as the next step of L and U.
func (lu *factor) store(touched []int32, pivot int32) {
	k := int32(len(lu.uStart) - 1)
	d := lu.rows[pivot]
	lu.prow[k], lu.diag[k] = pivot, d
	for _, i := range touched {
		v := lu.rows[i]
		switch {
		case i == pivot || v == 0:
		case lu.step[i] >= 0:
			lu.uStep = append(lu.uStep, lu.step[i])
			lu.uVal = append(lu.uVal, v)
		case math.Abs(v) > 1e-14: // less is what is left of numbers that should have cancelled
			lu.lRow = append(lu.lRow, i)
			lu.lVal = append(lu.lVal, v/d)
		}
	}
	if len(lu.lRow) > int(lu.lStart[k]) {
		lu.lSteps = append(lu.lSteps, k)
	}
	lu.step[pivot] = k
	lu.lStart = append(lu.lStart, int32(len(lu.lRow)))
	lu.uStart = append(lu.uStart, int32(len(lu.uStep)))
}

// byRows makes the row copy of U, for transposed solves with few entries.
func (lu *factor) byRows() {
	clear(lu.urStart)
	for _, k := range lu.uStep {
		lu.urStart[k+1]++
	}
	for k := range lu.m {
		lu.urStart[k+1] += lu.urStart[k]
	}
	lu.urStep = slices.Grow(lu.urStep[:0], len(lu.uStep))[:len(lu.uStep)]
	lu.urVal = slices.Grow(lu.urVal[:0], len(lu.uStep))[:len(lu.uStep)]
	at := append([]int32(nil), lu.urStart...)
	for k := range lu.m {
		for e := lu.uStart[k]; e < lu.uStart[k+1]; e++ {
			r := lu.uStep[e]
			lu.urStep[at[r]], lu.urVal[at[r]] = int32(k), lu.uVal[e]
			at[r]++
		}
	}
}

// order gives the columns in the order of elimination, with the row that a column or row
// standing alone is pivoted in (-1: to be chosen), and the entries of each row in the rest.
func (lu *factor) order(f *form, head []int32) (order, forced, rowCount []int32) {
	o := newPeeling(f, head)
	o.peel()
	rest := make([]int32, 0, len(head))
	for c := range head {
		if !o.taken[c] {
			rest = append(rest, int32(c))
		}
	}
	slices.SortFunc(rest, func(a, b int32) int {
		return cmp.Or(cmp.Compare(o.colCount[a], o.colCount[b]), cmp.Compare(head[a], head[b]))
	})
	for _, c := range rest {
		o.order, o.forced = append(o.order, c), append(o.forced, -1)
	}
	for k, c := range o.order {
		o.order[k] = head[c]
	}
	return o.order, o.forced, o.rowCount
}

// solve turns a vector over the rows into B⁻¹ of it over the positions; the input is cleared.
func (lu *factor) solve(in, out []float64) {
	for _, k := range lu.lSteps {
		t := in[lu.prow[k]]
		if t == 0 {
			continue
		}
		for e := lu.lStart[k]; e < lu.lStart[k+1]; e++ {
			in[lu.lRow[e]] -= t * lu.lVal[e]
		}
	}
	for k, i := range lu.prow {
		out[k], in[i] = in[i], 0
	}
	for k := lu.m - 1; k >= 0; k-- {
		if out[k] == 0 {
			continue
		}
		t := out[k] / lu.diag[k]
		out[k] = t
		for e := lu.uStart[k]; e < lu.uStart[k+1]; e++ {
			out[lu.uStep[e]] -= t * lu.uVal[e]
		}
	}
	for n, p := range lu.etaPos {
		if out[p] == 0 {
			continue
		}
		t := out[p] / lu.etaPivot[n]
		for e := lu.etaStart[n]; e < lu.etaStart[n+1]; e++ {
			out[lu.etaAt[e]] -= t * lu.etaVal[e]
		}
		out[p] = t
	}
}

// solveT turns a vector over the positions into B⁻ᵀ of it over the rows; the input is cleared.
func (lu *factor) solveT(in, out []float64) {
	for n := len(lu.etaPos) - 1; n >= 0; n-- {
		p := lu.etaPos[n]
		sum := in[p]
		for e := lu.etaStart[n]; e < lu.etaStart[n+1]; e++ {
			sum -= in[lu.etaAt[e]] * lu.etaVal[e]
		}
		in[p] = sum / lu.etaPivot[n]
	}
	for k := range lu.m {
		if in[k] == 0 {
			out[lu.prow[k]] = 0
			continue
		}
		t := in[k] / lu.diag[k]
		in[k] = 0
		for e := lu.urStart[k]; e < lu.urStart[k+1]; e++ {
			in[lu.urStep[e]] -= t * lu.urVal[e]
		}
		out[lu.prow[k]] = t
	}
	for n := len(lu.lSteps) - 1; n >= 0; n-- {
		k := lu.lSteps[n]
		sum := out[lu.prow[k]]
		for e := lu.lStart[k]; e < lu.lStart[k+1]; e++ {
			sum -= out[lu.lRow[e]] * lu.lVal[e]
		}
		out[lu.prow[k]] = sum
	}
}

// replace records that position p now holds the column whose B⁻¹ is alpha.
func (lu *factor) replace(p int32, alpha []float64) {
	for i, v := range alpha {
		if v != 0 && int32(i) != p {
			lu.etaAt = append(lu.etaAt, int32(i))
			lu.etaVal = append(lu.etaVal, v)
		}
	}
	lu.etaPos = append(lu.etaPos, p)
	lu.etaPivot = append(lu.etaPivot, alpha[p])
	lu.etaStart = append(lu.etaStart, int32(len(lu.etaAt)))
}

// stale says whether a new factorisation is due: after 100 changes, or when the etas have
// become heavier than the factors.
func (lu *factor) stale() bool {
	return len(lu.etaPos) >= 100 || len(lu.etaAt) > 3*(len(lu.lRow)+len(lu.uStep)+lu.m)
}
