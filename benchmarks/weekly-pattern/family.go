// Package weeklypattern reads the home care sets of a week with visit-day patterns (the family
// of Cappanera and Scutellà): every patient gets one of a few patterns of days, at most two
// nurses in the week, and the total of travel and service is least.
package weeklypattern

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/milltir/milltir/benchmarks/suite"
)

//go:embed best_known.csv
var bestKnown []byte

type family struct{}

// New is the family.
func New() suite.Family { return family{} }

// Name implements [suite.Family].
func (family) Name() string { return "weekly-pattern" }

// Find lists the text files below dir, by name. Folders named scored hold solutions.
func (family) Find(dir string) ([]suite.File, error) {
	best, err := bests()
	if err != nil {
		return nil, err
	}
	var found []suite.File
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && d.Name() == "scored":
			return filepath.SkipDir
		case !d.IsDir() && filepath.Ext(path) == ".txt":
			name := stem(path)
			found = append(found, suite.File{Name: name, Path: path, Best: best[name]})
		}
		return nil
	})
	slices.SortStableFunc(found, func(a, b suite.File) int { return strings.Compare(a.Name, b.Name) })
	return found, err
}

// Read implements [suite.Family].
func (family) Read(path string) (suite.Instance, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	in, err := parse(stem(path), data)
	if err != nil {
		return nil, fmt.Errorf("%s:\n%w", path, err)
	}
	return in, nil
}

func stem(path string) string {
	return strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
}

// bests reads the embedded table.
func bests() (map[string]suite.Best, error) {
	r := csv.NewReader(bytes.NewReader(bestKnown))
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("best_known.csv: %w", err)
	}
	best := make(map[string]suite.Best, len(rows))
	for _, row := range rows[1:] {
		value, err := strconv.Atoi(row[1])
		if err != nil {
			return nil, fmt.Errorf("best_known.csv: %w", err)
		}
		best[row[0]] = suite.Best{Known: true, Value: float64(value)}
	}
	return best, nil
}
