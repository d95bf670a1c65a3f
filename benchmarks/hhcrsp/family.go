// Package hhcrsp reads the published sets of the home health care routing and scheduling problem
// with time windows and synchronised visits (Mankowska, Kummer, and the Italian one) into
// problems of ours, and scores solutions by the sets' own definition.
package hhcrsp

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/milltir/milltir/benchmarks/suite"
)

// bestKnown holds facts with their source, not instances.
//
//go:embed best_known.csv
var bestKnown string

type family struct{}

// New gives the family.
func New() suite.Family { return family{} }

func (family) Name() string { return "hhcrsp" }

// Find leaves out solutions: the folders called scored, and the files *.solution.json.
func (family) Find(dir string) ([]suite.File, error) {
	best, err := bestValues()
	if err != nil {
		return nil, err
	}
	var files []suite.File
	seen := map[string]string{}
	err = fs.WalkDir(os.DirFS(dir), ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && d.Name() == "scored":
			return fs.SkipDir
		case d.IsDir() || path.Ext(p) != ".json" || strings.HasSuffix(p, ".solution.json"):
			return nil
		}
		name := stem(p)
		if other, twice := seen[name]; twice {
			return fmt.Errorf("instance %s is there twice: %s and %s", name, other, p)
		}
		seen[name] = p
		files = append(files, suite.File{Name: name, Path: filepath.Join(dir, filepath.FromSlash(p)), Best: best[name]})
		return nil
	})
	return files, err
}

func (family) Read(path string) (suite.Instance, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	in, err := parse(stem(filepath.ToSlash(path)), data)
	if err != nil {
		return nil, fmt.Errorf("%s:\n%w", path, err)
	}
	return in, nil
}

// stem is a file's name without its last extension; names hold dots of their own.
func stem(p string) string { return strings.TrimSuffix(path.Base(p), path.Ext(p)) }

// bestValues reads the embedded table. The value is worked out from its components as Score does
// it: against the rounded one an equal solution would look a little better or worse.
func bestValues() (map[string]suite.Best, error) {
	rows, err := csv.NewReader(strings.NewReader(bestKnown)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("best_known.csv: %w", err)
	}
	best := map[string]suite.Best{}
	for _, row := range rows[1:] {
		sum := int64(0)
		for _, cell := range row[3:6] {
			x, err := strconv.ParseFloat(cell, 64)
			if err != nil {
				return nil, fmt.Errorf("best_known.csv, %s: %w", row[1], err)
			}
			sum += int64(math.Round(x * million))
		}
		best[row[1]] = suite.Best{Known: true, Value: float64(sum) / (3 * million)}
	}
	return best, nil
}
