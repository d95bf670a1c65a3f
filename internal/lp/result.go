package lp

import (
	"context"
	"errors"
	"math"
)

// Status says how Solve ended.
type Status int

// The ways to end. Each is what float64 says, within the tolerances; only Result.Bound is proven.
const (
	Optimal Status = iota
	Infeasible
	Unbounded
	Stopped // by the context, the limit of iterations or rounding: Result.Why says which
)

func (s Status) String() string {
	switch s {
	case Optimal:
		return "optimal"
	case Infeasible:
		return "infeasible"
	case Unbounded:
		return "unbounded"
	}
	return "stopped"
}

// What Result.Why holds, beside the context's own error.
var (
	ErrIterations = errors.New("lp: the limit of iterations is reached")
	ErrNumerics   = errors.New("lp: rounding left no pivot to go on with")
)

// Result is what Solve found.
type Result struct {
	Status Status
	Why    error // of Stopped, else nil
	// X holds a value for each variable: an optimum if Optimal, else where the search stood.
	X []float64
	// Y holds a price for each row: above 0 where its lower side binds, below 0 where its upper
	// one does. If Infeasible it is the proof (Farkas): the rows so weighted cannot be met.
	Y         []float64
	Objective float64 // c·X
	// Bound is proven: no feasible point costs less. +Inf proves that there is no feasible
	// point, -Inf says nothing. With bounds on all variables it is within rounding of the
	// optimum; with a variable without bounds it can be -Inf.
	Bound      float64
	Iterations int
}

// Solve minimises. The error is that of the input (Problem.Err); everything else is a Status.
// Same problem, same result, except where ctx ends it.
func (p *Problem) Solve(ctx context.Context) (Result, error) {
	p.last = nil
	return p.Resume(ctx)
}

// Resume is Solve from the basis where the last solve of this problem ended, however it ended;
// columns and rows may have been added since, and costs, bounds and sides changed. It finds the
// same optimum by other steps: of several points that cost the same it may give another one.
func (p *Problem) Resume(ctx context.Context) (Result, error) {
	if err := p.Err(); err != nil {
		return Result{Status: Stopped, Why: err, Bound: math.Inf(-1)}, err
	}
	if p.empty() {
		return Result{
			Status: Infeasible, Bound: math.Inf(1),
			X: make([]float64, p.Vars()), Y: make([]float64, p.Rows()),
		}, nil
	}
	s := newSimplex(newForm(p), p.MaxIterations)
	if p.last != nil {
		s.adopt(p.last)
	}
	status := s.run(ctx)
	p.last = s.basis()
	res := Result{Status: status, X: s.primal(), Y: s.prices(status == Infeasible), Iterations: s.iterations}
	if status == Stopped {
		res.Why = s.why
	}
	for j, c := range p.cost {
		res.Objective += c * res.X[j]
	}
	p.prove(ctx, s, &res)
	res.Iterations = s.iterations
	return res, nil
}

// IntegerBound rounds a proven bound up, for problems whose costs are integers and whose
// variables stand for counts: the true optimum is an integer, so it is at least this. No
// tolerance is taken off, as the bound itself is safe. False if the bound says nothing (or
// that there is no feasible point), or is too large to be exact.
func IntegerBound(bound float64) (int64, bool) {
	up := math.Ceil(bound)
	if !(math.Abs(up) < 1<<53) {
		return 0, false
	}
	return int64(up), true
}
