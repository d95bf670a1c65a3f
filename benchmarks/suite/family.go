// Package suite measures the engine on published sets: a family reads its published format into
// a problem, writes the published solution format, and re-scores any solution file by its own
// definition, which knows nothing of our model. The families are folders beside this one.
package suite

import (
	"io"
	"math"

	"github.com/milltir/milltir/model"
)

// Family is one published set.
type Family interface {
	// Name is the family's name on the command line.
	Name() string
	// Find lists the instance files in the family's folder or a folder below it, in a fixed
	// order, best known figures included where there are any.
	Find(dir string) ([]File, error)
	// Read reads one instance.
	Read(path string) (Instance, error)
}

// File is an instance file and what is known of it.
type File struct {
	Name string // the file's stem
	Path string
	Best Best
}

// Best is the best value published for an instance.
type Best struct {
	Known bool
	Value float64 // in the units of Verdict.Cost
	Units int     // vehicles, where these count before the value; else 0
}

// Instance is one instance in its own terms.
type Instance interface {
	Name() string
	// Problem is the instance as a plain problem of ours; it passes model.Validate.
	Problem() (*model.Problem, error)
	// Write writes a rota of Problem in the published solution format.
	Write(w io.Writer, r *model.Rota) error
	// Score re-scores a solution in the published format by the family's own definition. An
	// error tells that it is no solution at all.
	Score(solution io.Reader) (*Verdict, error)
}

// Verdict is what a family's own scorer says of a solution.
type Verdict struct {
	Cost     float64 // lower is better
	Units    int     // vehicles, where these count before the cost
	Feasible bool
	Parts    []Part   // what the cost is made of, in a fixed order
	Breaches []string // what makes it infeasible, one line each
}

// Part is one component of a cost.
type Part struct {
	Name   string  `json:"name"`
	Amount float64 `json:"amount"` // as the family counts it
	Cost   float64 `json:"cost"`   // its share of the cost, weight included
}

// Gap is how far a verdict is above the best known, in per cent; more vehicles count as 100 each.
func (v *Verdict) Gap(b Best) float64 {
	if !b.Known {
		return 0
	}
	gap := above(v.Cost, b.Value)
	if b.Units > 0 {
		gap += 100 * float64(v.Units-b.Units)
	}
	return gap
}

// above is how far a cost is above another, in per cent. Costs may be negative where a family
// counts what is won; a base of nought counts as one, so that it does not hide what is worse.
func above(cost, base float64) float64 {
	if base == 0 {
		return 100 * cost
	}
	return 100 * (cost - base) / math.Abs(base)
}
