// Package uhhc measures the engine on one day of home care with everything that a day can hold:
// shifts, lunches, windows, paired services, optional people, overtime and idle time (Ceschia et
// al., ITOR 2026). README.md beside this file has the definition that the scorer follows.
package uhhc

import (
	_ "embed"
	"os"
	"strconv"

	"github.com/milltir/milltir/benchmarks/suite"
)

type family struct{}

// New is the family.
func New() suite.Family { return family{} }

func (family) Name() string { return "uhhc" }

func (family) Find(dir string) ([]suite.File, error) {
	best, err := bests()
	if err != nil {
		return nil, err
	}
	return suite.Files(dir, ".json", best, nil)
}

func (family) Read(path string) (suite.Instance, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	in, err := read(suite.Stem(path), f)
	if err != nil {
		return nil, err
	}
	return in, nil
}

//go:embed best_known.csv
var bestKnown []byte

// bests reads the embedded table.
func bests() (map[string]suite.Best, error) {
	return suite.BestTable(bestKnown, func(row []string) (suite.Best, error) {
		value, err := strconv.ParseFloat(row[2], 64)
		return suite.Best{Known: true, Value: value}, err
	})
}
