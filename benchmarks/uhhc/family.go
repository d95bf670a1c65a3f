// Package uhhc measures the engine on one day of home care with everything that a day can hold:
// shifts, lunches, windows, paired services, optional people, overtime and idle time (Ceschia et
// al., ITOR 2026). README.md beside this file has the definition that the scorer follows.
package uhhc

import (
	_ "embed"
	"encoding/csv"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/milltir/milltir/benchmarks/suite"
)

type family struct{}

// New is the family.
func New() suite.Family { return family{} }

func (family) Name() string { return "uhhc" }

// Find lists the instances in dir and below by path; solutions in folders called scored are none.
func (family) Find(dir string) ([]suite.File, error) {
	var files []suite.File
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if d.Name() == "scored" && path != dir {
				return fs.SkipDir
			}
			return nil
		}
		name, ok := strings.CutSuffix(d.Name(), ".json")
		if !ok || strings.HasSuffix(name, ".solution") {
			return nil
		}
		file := suite.File{Name: name, Path: path}
		if p, known := Figures(name); known {
			file.Best = suite.Best{Known: true, Value: p.BestKnown}
		}
		files = append(files, file)
		return nil
	})
	slices.SortFunc(files, func(a, b suite.File) int { return strings.Compare(a.Path, b.Path) })
	return files, err
}

func (family) Read(path string) (suite.Instance, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	in, err := read(strings.TrimSuffix(filepath.Base(path), ".json"), f)
	if err != nil {
		return nil, err
	}
	return in, nil
}

// Published is what was published for an instance. Figures that were not are 0.
type Published struct {
	Set, Instance string
	BestKnown     float64
	By            string  // the method of the best known
	Best          float64 // of ten runs of simulated annealing
	Mean, Worst   float64
	Seconds       float64 // mean of a run
	CPSAT         float64 // constraint programming, where it was run
	Source        string
}

//go:embed best_known.csv
var bestKnown string

// Figures tells what was published for an instance.
func Figures(name string) (Published, bool) {
	p, ok := figures()[name]
	return p, ok
}

var figures = sync.OnceValue(func() map[string]Published {
	rows, err := csv.NewReader(strings.NewReader(bestKnown)).ReadAll()
	if err != nil {
		panic(err) // the file is part of the program; a test reads it
	}
	out := make(map[string]Published, len(rows))
	for _, r := range rows[1:] {
		number := func(i int) float64 {
			x, _ := strconv.ParseFloat(r[i], 64) // empty: 0
			return x
		}
		out[r[1]] = Published{
			Set: r[0], Instance: r[1], BestKnown: number(2), By: r[3], Best: number(4), Mean: number(5),
			Worst: number(6), Seconds: number(7), CPSAT: number(8), Source: r[9],
		}
	}
	return out
})
