// Package hhcrsp reads the published sets of the home health care routing and scheduling problem
// with time windows and synchronised visits (Mankowska, Kummer, and the Italian one) into
// problems of ours, and scores solutions by the sets' own definition.
package hhcrsp

import (
	_ "embed"
	"math"
	"strconv"

	"github.com/milltir/milltir/benchmarks/suite"
)

// bestKnown holds facts with their source, not instances.
//
//go:embed best_known.csv
var bestKnown []byte

type family struct{}

// New gives the family.
func New() suite.Family { return family{} }

func (family) Name() string { return "hhcrsp" }

func (family) Find(dir string) ([]suite.File, error) {
	best, err := bestValues()
	if err != nil {
		return nil, err
	}
	return suite.Files(dir, ".json", best, nil)
}

func (family) Read(path string) (suite.Instance, error) {
	return suite.ReadFile(path, parse)
}

// bestValues reads the embedded table. The value is worked out from its components as Score does
// it: against the rounded one an equal solution would look a little better or worse.
func bestValues() (map[string]suite.Best, error) {
	return suite.BestTable(bestKnown, func(row []string) (suite.Best, error) {
		sum := int64(0)
		for _, cell := range row[3:6] {
			x, err := strconv.ParseFloat(cell, 64)
			if err != nil {
				return suite.Best{}, err
			}
			sum += int64(math.Round(x * million))
		}
		return suite.Best{Known: true, Value: float64(sum) / (3 * million)}, nil
	})
}
