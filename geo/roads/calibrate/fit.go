package calibrate

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// model is one fit.
type model struct {
	factors  []Factor
	constant float64
	scale    float64 // standard deviation of an error, in the unit of weigh
}

// What is thought of the constant before anything is seen.
const (
	constantSpread = 120 // seconds
	leastConstant  = -300
	mostConstant   = 900
)

const (
	huber      = 1.345 // standard deviations up to which an error counts in full: 95 % as good as least squares if all is normal
	leastScale = 0.02  // of an error in the unit of weigh, about half a second of ten minutes: exact data would do away with the prior
	mostScale  = 4     // of an error in the prior, about 100 s of ten minutes: a plan that is far off must not hold on to itself
	mostRounds = 100
	enough     = 1e-9 // change of a factor at which the rounds end
)

// weigh makes errors of short and long journeys comparable: their standard deviation is about that of a minute of the
// road, times the root of the minutes, with half a minute for clocks.
func weigh(j Journey) float64 { return 1 / math.Sqrt(j.planned()+30) }

// seconds foretells a journey. A class that the fit has not seen is as planned.
func (m *model) seconds(j Journey) float64 {
	sum := j.Overhead + m.constant
	for _, p := range j.Parts {
		sum += m.of(p.Class) * p.Seconds
	}
	return sum
}

func (m *model) of(class string) float64 {
	for _, f := range m.factors {
		if f.Class == class {
			return f.Value
		}
	}
	return 1
}

// fit finds factors and constant. There is at least one journey.
func fit(journeys []Journey, o Options) *model {
	m := &model{factors: seen(journeys, o)}
	p := newProblem(journeys, m.factors, o)
	x := p.start()
	robust := ones(len(journeys))
	for range mostRounds {
		m.scale = p.scale(x, robust)
		next := p.solve(robust, min(m.scale, mostScale))
		moved := 0.0
		for k := range next {
			moved = max(moved, math.Abs(next[k]-x[k])/p.unit(k))
		}
		x = next
		if moved < enough {
			break
		}
	}
	m.constant = x[0]
	spread := p.spread(robust, m.scale)
	for k, c := range p.columns {
		f := &m.factors[c]
		f.Value, f.Spread = x[k+1], spread[k+1]
		f.AtBound = f.Value <= o.Least || f.Value >= o.Most
	}
	return m
}

// outliers lists the journeys that are further off than three standard deviations.
func (m *model) outliers(journeys []Journey) []int {
	var out []int
	for i, j := range journeys {
		if math.Abs(j.Seconds-m.seconds(j))*weigh(j) > 3*m.scale {
			out = append(out, i)
		}
	}
	return out
}

// problem is the weighed least squares of one set of journeys: unknown 0 is the constant, the others are the factors of
// columns, as differences from 1 while they are sought.
type problem struct {
	columns []int // by unknown less 1: index of its class
	rows    *mat.Dense
	target  []float64 // what the plan of factors 1 and constant 0 leaves
	o       Options
}

func newProblem(journeys []Journey, factors []Factor, o Options) *problem {
	p := &problem{o: o, target: make([]float64, len(journeys))}
	at := map[string]int{}
	for c, f := range factors {
		if f.Told {
			p.columns = append(p.columns, c)
			at[f.Class] = len(p.columns)
		}
	}
	p.rows = mat.NewDense(len(journeys), len(p.columns)+1, nil)
	for i, j := range journeys {
		w := weigh(j)
		p.target[i] = w * (j.Seconds - j.Overhead - j.planned())
		p.rows.Set(i, 0, w)
		for _, part := range j.Parts {
			if k := at[part.Class]; k > 0 {
				p.rows.Set(i, k, p.rows.At(i, k)+w*part.Seconds)
			}
		}
	}
	return p
}

func ones(n int) []float64 {
	v := make([]float64, n)
	for i := range v {
		v[i] = 1
	}
	return v
}

// start is as planned.
func (p *problem) start() []float64 {
	x := ones(len(p.columns) + 1)
	x[0] = 0
	return x
}

// prior is the value that an unknown is drawn to, unit how far from it it is thought to be, bounds what it may be.
func (p *problem) prior(k int) float64 {
	if k == 0 {
		return 0
	}
	return 1
}

func (p *problem) unit(k int) float64 {
	if k == 0 {
		return constantSpread
	}
	return p.o.Spread
}

func (p *problem) bounds(k int) (least, most float64) {
	if k == 0 {
		return leastConstant, mostConstant
	}
	return p.o.Least, p.o.Most
}

// scale gives the standard deviation of the errors at x by their median, which outliers do not move, and the weights that
// Huber gives each of them.
func (p *problem) scale(x, robust []float64) float64 {
	off := make([]float64, len(p.target))
	for i := range off {
		e := p.target[i]
		for k := range x {
			e -= p.rows.At(i, k) * (x[k] - p.prior(k))
		}
		off[i] = math.Abs(e)
	}
	s := max(1.4826*median(append([]float64(nil), off...)), leastScale)
	for i, e := range off {
		robust[i] = 1
		if e > huber*s {
			robust[i] = huber * s / e
		}
	}
	return s
}

// solve minimises Σ robust × error² + scale² × Σ ((x − prior) ÷ unit)² within the bounds: unknowns beyond a bound are held
// there, one after another, the furthest first, and let go when the others would draw them back.
func (p *problem) solve(robust []float64, scale float64) []float64 {
	n := len(p.columns) + 1
	held := make([]float64, n)
	for k := range held {
		held[k] = math.NaN() // free
	}
	var x []float64
	for range 4 * n {
		x = p.loose(robust, scale, held)
		worst, by := -1, 1e-12
		for k, v := range x {
			least, most := p.bounds(k)
			if d := max(least-v, v-most) / p.unit(k); math.IsNaN(held[k]) && d > by {
				worst, by = k, d
			}
		}
		if worst >= 0 {
			least, most := p.bounds(worst)
			held[worst] = min(max(x[worst], least), most)
			continue
		}
		k := p.release(robust, scale, held, x)
		if k < 0 {
			return x
		}
		held[k] = math.NaN()
	}
	for k, v := range x {
		least, most := p.bounds(k)
		x[k] = min(max(v, least), most)
	}
	return x
}

// loose solves for the unknowns that are not held.
func (p *problem) loose(robust []float64, scale float64, held []float64) []float64 {
	var at []int
	for k, v := range held {
		if math.IsNaN(v) {
			at = append(at, k)
		}
	}
	x := append([]float64(nil), held...)
	if len(at) == 0 {
		return x
	}
	rows := len(p.target)
	a, b := mat.NewDense(rows+len(at), len(at), nil), mat.NewVecDense(rows+len(at), nil)
	for i, t := range p.target {
		w := math.Sqrt(robust[i])
		for k, v := range held {
			if !math.IsNaN(v) {
				t -= p.rows.At(i, k) * (v - p.prior(k))
			}
		}
		b.SetVec(i, w*t)
		for c, k := range at {
			a.Set(i, c, w*p.rows.At(i, k))
		}
	}
	for c, k := range at {
		a.Set(rows+c, c, scale/p.unit(k)) // never 0: the columns are independent
	}
	var qr mat.QR
	qr.Factorize(a)
	var d mat.VecDense
	err := qr.SolveVecTo(&d, false, b)
	for c, k := range at {
		x[k] = p.prior(k)
		if err == nil && !math.IsNaN(d.AtVec(c)) {
			x[k] += d.AtVec(c)
		}
	}
	return x
}

// release gives an unknown that is held at a bound though the sum falls inside of it; -1 if there is none.
func (p *problem) release(robust []float64, scale float64, held, x []float64) int {
	for k, v := range held {
		if math.IsNaN(v) {
			continue
		}
		slope := scale * scale / (p.unit(k) * p.unit(k)) * (v - p.prior(k))
		for i, t := range p.target {
			e := t
			for c := range x {
				e -= p.rows.At(i, c) * (x[c] - p.prior(c))
			}
			slope -= robust[i] * e * p.rows.At(i, k)
		}
		least, most := p.bounds(k)
		if small := 1e-9 * scale * scale / p.unit(k); v <= least && slope < -small || v >= most && slope > small {
			return k
		}
	}
	return -1
}

// spread gives the standard deviations of the unknowns, as if none were held.
func (p *problem) spread(robust []float64, scale float64) []float64 {
	n := len(p.columns) + 1
	info := mat.NewSymDense(n, nil)
	for i := range p.target {
		for k := range n {
			for c := k; c < n; c++ {
				info.SetSym(k, c, info.At(k, c)+robust[i]*p.rows.At(i, k)*p.rows.At(i, c))
			}
		}
	}
	for k := range n {
		u := scale / p.unit(k)
		info.SetSym(k, k, info.At(k, k)+u*u)
	}
	out := make([]float64, n)
	var chol mat.Cholesky
	if !chol.Factorize(info) {
		return out
	}
	var inverse mat.SymDense
	if chol.InverseTo(&inverse) != nil {
		return out
	}
	for k := range out {
		out[k] = scale * math.Sqrt(inverse.At(k, k))
	}
	return out
}
