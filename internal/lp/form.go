package lp

import "math"

// form is the problem as the simplex sees it: scaled, by columns and by rows, and with one
// logical variable for each row, A·x + s = 0, s in [-hi, -lo]. Variables 0 to n-1 are the
// problem's own, n+i is the logical of row i. All logicals together are a first basis.
type form struct {
	m, n               int
	cost, lower, upper []float64 // by variable, n+m
	colStart, colRow   []int32   // column j: colRow[colStart[j]:colStart[j+1]], values beside
	colVal             []float64
	rowStart, rowCol   []int32 // the same by rows
	rowVal             []float64
	// The scales are powers of two, so that scaling rounds nothing.
	rowScale, colScale []float64
	costScale          float64
}

func newForm(p *Problem) *form {
	f := &form{m: p.Rows(), n: p.Vars()}
	f.rowStart = make([]int32, f.m+1)
	var coefs []float64
	for i := range f.m {
		cols, values := p.row(i)
		f.rowCol, coefs = append(f.rowCol, cols...), append(coefs, values...)
		f.rowStart[i+1] = int32(len(f.rowCol))
	}
	f.scale(coefs)
	f.rowVal = make([]float64, len(coefs))
	for i := range f.m {
		for k := f.rowStart[i]; k < f.rowStart[i+1]; k++ {
			f.rowVal[k] = coefs[k] * f.rowScale[i] * f.colScale[f.rowCol[k]]
		}
	}
	f.byColumns()
	f.bounds(p)
	return f
}

// byColumns makes the column copy.
func (f *form) byColumns() {
	f.colStart = make([]int32, f.n+1)
	for _, j := range f.rowCol {
		f.colStart[j+1]++
	}
	for j := range f.n {
		f.colStart[j+1] += f.colStart[j]
	}
	f.colRow = make([]int32, len(f.rowCol))
	f.colVal = make([]float64, len(f.rowCol))
	at := append([]int32(nil), f.colStart...)
	for i := range f.m {
		for k := f.rowStart[i]; k < f.rowStart[i+1]; k++ {
			j := f.rowCol[k]
			f.colRow[at[j]], f.colVal[at[j]] = int32(i), f.rowVal[k]
			at[j]++
		}
	}
}

// bounds fills costs and bounds. The largest cost becomes about 1, so that one tolerance for
// reduced costs serves minutes and pence alike.
func (f *form) bounds(p *Problem) {
	f.cost = make([]float64, f.n+f.m)
	f.lower = make([]float64, f.n+f.m)
	f.upper = make([]float64, f.n+f.m)
	largest := 0.0
	for j := range f.n {
		largest = max(largest, math.Abs(p.cost[j]*f.colScale[j]))
	}
	f.costScale = 1
	if largest > 0 {
		f.costScale = 1 / powerOfTwo(largest)
	}
	for j := range f.n {
		f.cost[j] = p.cost[j] * f.colScale[j] * f.costScale
		f.lower[j] = p.lower[j] / f.colScale[j]
		f.upper[j] = p.upper[j] / f.colScale[j]
	}
	for i := range f.m {
		f.lower[f.n+i] = -p.rowUpper[i] * f.rowScale[i]
		f.upper[f.n+i] = -p.rowLower[i] * f.rowScale[i]
	}
}

// scale chooses the scales: three passes of the geometric mean of the least and the largest
// coefficient of each row and column (Maros, 7.2.2). A matrix of zeros and ones stays as it is.
func (f *form) scale(coefs []float64) {
	f.rowScale, f.colScale = ones(f.m), ones(f.n)
	least, most := make([]float64, f.n), make([]float64, f.n)
	for range 3 {
		for j := range f.n {
			least[j], most[j] = math.Inf(1), 0
		}
		for i := range f.m {
			lo, hi := math.Inf(1), 0.0
			for k := f.rowStart[i]; k < f.rowStart[i+1]; k++ {
				v := math.Abs(coefs[k]) * f.colScale[f.rowCol[k]]
				lo, hi = min(lo, v), max(hi, v)
			}
			f.rowScale[i] = middle(lo, hi)
			for k := f.rowStart[i]; k < f.rowStart[i+1]; k++ {
				j, v := f.rowCol[k], math.Abs(coefs[k])*f.rowScale[i]
				least[j], most[j] = min(least[j], v), max(most[j], v)
			}
		}
		for j := range f.n {
			f.colScale[j] = middle(least[j], most[j])
		}
	}
}

// middle is the scale that brings the interval's geometric middle to about 1.
func middle(lo, hi float64) float64 {
	if hi == 0 {
		return 1
	}
	return 1 / powerOfTwo(math.Sqrt(lo)*math.Sqrt(hi))
}

// powerOfTwo is the power of two nearest to v, within 2^±200: beyond, numbers would overflow.
func powerOfTwo(v float64) float64 {
	e := math.Round(math.Log2(v))
	if math.IsNaN(e) {
		return 1
	}
	return math.Ldexp(1, int(max(-200, min(200, e))))
}

func ones(n int) []float64 {
	s := make([]float64, n)
	for i := range s {
		s[i] = 1
	}
	return s
}

// addColumn adds t times column j to a vector over the rows.
func (f *form) addColumn(j int32, t float64, to []float64) {
	if int(j) >= f.n {
		to[int(j)-f.n] += t
		return
	}
	for k := f.colStart[j]; k < f.colStart[j+1]; k++ {
		to[f.colRow[k]] += t * f.colVal[k]
	}
}

// dot is y times column j.
func (f *form) dot(j int32, y []float64) float64 {
	if int(j) >= f.n {
		return y[int(j)-f.n]
	}
	sum := 0.0
	for k := f.colStart[j]; k < f.colStart[j+1]; k++ {
		sum += y[f.colRow[k]] * f.colVal[k]
	}
	return sum
}
