// Package weeklypattern reads the home care sets of a week with visit-day patterns (the family
// of Cappanera and Scutellà): every patient gets one of a few patterns of days, at most two
// nurses in the week, and the total of travel and service is least.
package weeklypattern

import (
	_ "embed"
	"strconv"

	"github.com/milltir/milltir/benchmarks/suite"
)

//go:embed best_known.csv
var bestKnown []byte

type family struct{}

// New is the family.
func New() suite.Family { return family{} }

// Name implements [suite.Family].
func (family) Name() string { return "weekly-pattern" }

// Find implements [suite.Family].
func (family) Find(dir string) ([]suite.File, error) {
	best, err := bests()
	if err != nil {
		return nil, err
	}
	return suite.Files(dir, ".txt", best, nil)
}

// Read implements [suite.Family].
func (family) Read(path string) (suite.Instance, error) {
	return suite.ReadFile(path, parse)
}

// bests reads the embedded table.
func bests() (map[string]suite.Best, error) {
	return suite.BestTable(bestKnown, func(row []string) (suite.Best, error) {
		value, err := strconv.Atoi(row[1])
		return suite.Best{Known: true, Value: float64(value)}, err
	})
}
