// Package inrc2 reads the sets of the Second International Nurse Rostering Competition (2015):
// shifts with skills over some weeks, with the history of each nurse. An instance has all weeks at
// once (the static problem). The competition gave them one by one; what that takes is here too:
// [Scenario.Next] is the history after a week, [Score] the cost of any weeks in a row, [Limit] the
// time for one. README.md beside this file has the definition that the scorer follows.
package inrc2

import (
	_ "embed"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/milltir/milltir/benchmarks/suite"
)

//go:embed best_known.csv
var bestKnown []byte

// instance is the static problem: a scenario, the history before it, and the data of every week.
type instance struct {
	name     string
	scenario *Scenario
	start    *History
	weeks    []*Week
}

// Name is that of the competition, such as n030w4_1_6-2-9-1 (see [title]).
func (in *instance) Name() string { return in.name }

// Score re-scores a solution, the files of all weeks one after the other (see [ReadSolution]), by
// the competition's definition.
func (in *instance) Score(solution io.Reader) (*suite.Verdict, error) {
	weeks, err := ReadSolution(in.scenario, solution)
	if err != nil {
		return nil, err
	}
	return Score(in.scenario, in.start, in.weeks, weeks)
}

// find lists instances as [suite.Family] wants them: for each scenario in the folder and below it
// those with a best known value, or, without any, history 0 with the first weeks. An instance is
// no file: its path is its name in the scenario's folder, which is what open takes.
func find(dir string) ([]suite.File, error) {
	best, err := bests()
	if err != nil {
		return nil, err
	}
	files, err := suite.Files(dir, ".json", nil, nil)
	if err != nil {
		return nil, err
	}
	var found []suite.File
	for _, f := range files {
		scenario, ok := strings.CutPrefix(f.Name, "Sc-")
		if !ok {
			continue // a history, a week
		}
		names := slices.DeleteFunc(slices.Sorted(maps.Keys(best)), func(name string) bool { return !strings.HasPrefix(name, scenario+"_") })
		if len(names) == 0 {
			names = plain(scenario)
		}
		for _, name := range names {
			found = append(found, suite.File{Name: name, Path: filepath.Join(filepath.Dir(f.Path), name), Best: best[name]})
		}
	}
	return found, nil
}

// open reads the instance that the last part of a path names from the files in the folder before
// it. An error has a line for every mistake in a file, with file and JSON path.
func open(path string) (*instance, error) {
	dir, name := filepath.Split(path)
	t, err := parseTitle(name)
	if err != nil {
		return nil, err
	}
	in := &instance{name: name}
	in.scenario, err = readFile(dir, t.scenarioFile(), ReadScenario)
	if err != nil {
		return nil, err
	}
	if err := t.fits(in.scenario); err != nil {
		return nil, err
	}
	in.start, err = readFile(dir, t.historyFile(), in.scenario.ReadHistory)
	if err != nil {
		return nil, err
	}
	if err := t.starts(in.start); err != nil {
		return nil, err
	}
	for _, n := range t.weeks {
		w, err := readFile(dir, t.weekFile(n), in.scenario.ReadWeek)
		if err != nil {
			return nil, err
		}
		in.weeks = append(in.weeks, w)
	}
	return in, nil
}

func readFile[T any](dir, name string, read func(name string, data []byte) (T, error)) (T, error) {
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		var none T
		return none, err
	}
	return read(name, data)
}

// bests reads the embedded table, in the units of [suite.Verdict].Cost.
func bests() (map[string]suite.Best, error) {
	return suite.BestTable(bestKnown, func(row []string) (suite.Best, error) {
		value, err := strconv.Atoi(row[1])
		return suite.Best{Known: true, Value: float64(value)}, err
	})
}

// The conventions: all weeks at once, or week by week.
const (
	Static = "static"
	Stages = "staged"
)

type family struct{ staged bool }

// New is the family by one of its conventions.
func New(convention string) suite.Family { return family{convention == Stages} }

// Name implements [suite.Family].
func (family) Name() string { return "inrc2" }

// Find implements [suite.Family]. What is best known is so of the static problem.
func (f family) Find(dir string) ([]suite.File, error) {
	files, err := find(dir)
	for i := range files {
		if f.staged {
			files[i].Best = suite.Best{}
		}
	}
	return files, err
}

// Read implements [suite.Family].
func (f family) Read(path string) (suite.Instance, error) {
	in, err := open(path)
	if err != nil {
		return nil, err
	}
	if f.staged {
		return weekly{in}, nil
	}
	return in, nil
}
