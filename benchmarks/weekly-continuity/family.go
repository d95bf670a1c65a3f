// Package weeklycontinuity reads the home care sets of a week with one aide per patient and the
// same time each day (Heching, Hooker and Kimura 2019): of the new patients as many as possible
// are accepted beside those that the aides have.
package weeklycontinuity

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
func (family) Name() string { return "weekly-continuity" }

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

// bests reads the embedded table, in the units of [instance.Score].
func bests() (map[string]suite.Best, error) {
	return suite.BestTable(bestKnown, func(row []string) (suite.Best, error) {
		all, err := strconv.Atoi(row[1])
		if err != nil {
			return suite.Best{}, err
		}
		served, err := strconv.Atoi(row[2])
		return suite.Best{Known: true, Value: cost(all, served)}, err
	})
}
