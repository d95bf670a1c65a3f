// Package shifts reads the rostering sets of Curtois and Qu (2014): shifts to fill over some weeks
// by staff with contracts, rest, requests and days off. There is no travel. README.md beside this
// file has the definition that the scorer follows.
package shifts

import (
	_ "embed"
	"os"
	"path/filepath"
	"strconv"

	"github.com/milltir/milltir/benchmarks/suite"
)

//go:embed best_known.csv
var bestKnown []byte

type family struct{}

// New is the family.
func New() suite.Family { return family{} }

// Name implements [suite.Family].
func (family) Name() string { return "shifts" }

// Find implements [suite.Family].
func (family) Find(dir string) ([]suite.File, error) { return find(dir) }

// Read implements [suite.Family].
func (family) Read(path string) (suite.Instance, error) {
	in, err := open(path)
	if err != nil {
		return nil, err
	}
	return in, nil
}

// find lists the instances in the folder and below it.
func find(dir string) ([]suite.File, error) {
	best, err := bests()
	if err != nil {
		return nil, err
	}
	return suite.Files(dir, ".txt", best, nil)
}

// open reads the instance in a file. An error has a line for every mistake, with file and line.
func open(path string) (*instance, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return parse(filepath.Base(path), data)
}

// bests reads the embedded table, in the units of [suite.Verdict].Cost.
func bests() (map[string]suite.Best, error) {
	return suite.BestTable(bestKnown, func(row []string) (suite.Best, error) {
		value, err := strconv.Atoi(row[1])
		return suite.Best{Known: true, Value: float64(value)}, err
	})
}
