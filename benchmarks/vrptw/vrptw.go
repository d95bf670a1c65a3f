// Package vrptw is routing with time windows: the instances of Solomon and of Gehring and
// Homberger, under two conventions that must never be mixed (README.md). A vehicle is a carer
// who starts and ends at the base, a customer a person with one visit.
package vrptw

import (
	_ "embed"
	"errors"
	"fmt"
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/milltir/milltir/benchmarks/suite"
)

// The conventions.
const (
	Distance      = "distance"      // distance alone; every leg in whole tenths, rounded down
	Lexicographic = "lexicographic" // vehicles first, then distance, in doubles
)

// convention holds all in which the two differ. The scorer works in units of the format times
// scale, in doubles: for distance these are tenths, whole numbers and so exact.
type convention struct {
	name  string
	scale float64
	floor bool    // legs are whole units, rounded down
	slack float64 // how late is still in time, for sums of doubles
	// In our model: legs are rounded up to ticks, so that what is in time there is so here.
	resolution int     // ticks in a unit of the format, which is a minute
	travel     float64 // weight; a tick comes to a whole number of thousandths
	vehicle    float64 // weight; 0 is off
}

// 10 per travelled minute makes a tick of 10⁻⁴ one thousandth, so that nothing is rounded; a
// vehicle then counts as 100,000 minutes, more than any two sensible solutions lie apart.
var conventions = []convention{
	{name: Distance, scale: 10, floor: true, resolution: 10, travel: 1},
	{name: Lexicographic, scale: 1, slack: 1e-6, resolution: 10_000, travel: 10, vehicle: 1e6},
}

// leg is the distance between two places in the scorer's units. The conversions keep the
// compiler from fusing the sum, so that every machine gets the same last digit.
func (c *convention) leg(a, b *customer) float64 {
	dx, dy := a.x-b.x, a.y-b.y
	d := math.Sqrt(float64(dx*dx)+float64(dy*dy)) * c.scale
	if c.floor {
		return math.Floor(d)
	}
	return d
}

// family is the set under one convention, nil for a convention that is not known.
type family struct {
	convention string
	conv       *convention
}

// New gives the family under a convention, [Distance] if none is named. A convention that is
// not known is reported by whatever is asked of the family.
func New(name string) suite.Family {
	if name == "" {
		name = Distance
	}
	f := family{convention: name}
	if i := slices.IndexFunc(conventions, func(c convention) bool { return c.name == name }); i >= 0 {
		f.conv = &conventions[i]
	}
	return f
}

func (f family) Name() string { return "vrptw" }

func (f family) known() error {
	if f.conv == nil {
		return fmt.Errorf("convention %q is not one of %s, %s", f.convention, Distance, Lexicographic)
	}
	return nil
}

// Read reads one instance; the stem of the file is its name.
func (f family) Read(path string) (suite.Instance, error) {
	if err := f.known(); err != nil {
		return nil, err
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	in, err := read(file)
	if err != nil {
		return nil, err
	}
	in.name, in.conv = suite.Stem(path), f.conv
	if n, known := customers()[strings.ToUpper(in.name)]; known && n != len(in.customers)-1 {
		return nil, fmt.Errorf("%s has %d customers, and this file %d: is it whole?", in.name, n, len(in.customers)-1)
	}
	return in, nil
}

// Find knows published solutions, which are text files too, by their routes.
func (f family) Find(dir string) ([]suite.File, error) {
	if err := f.known(); err != nil {
		return nil, err
	}
	best, err := bestKnown(f.conv)
	if err != nil {
		return nil, err
	}
	found, err := suite.Files(dir, ".txt", nil, route.Match)
	for i := range found {
		found[i].Best = best[strings.ToUpper(found[i].Name)]
	}
	return found, err
}

// route begins a line of a solution.
var route = regexp.MustCompile(`(?im)^\s*route\s*#?\s*[0-9]+\s*:`)

//go:embed best_known.csv
var bestCSV []byte

// customers gives the number of customers of the published instances.
var customers = sync.OnceValue(func() map[string]int {
	out := make(map[string]int)
	_, err := suite.BestTable(bestCSV, func(row []string) (best suite.Best, err error) {
		out[row[0]], err = strconv.Atoi(row[1])
		return best, err
	})
	if err != nil {
		panic(err) // the file is part of the program; a test reads it
	}
	return out
})

// bestKnown gives the best published figures of a convention by instance.
func bestKnown(c *convention) (map[string]suite.Best, error) {
	// The columns are instance, customers, distance, vehicles, lexicographic distance, source.
	return suite.BestTable(bestCSV, func(row []string) (suite.Best, error) {
		if c.name != Lexicographic {
			value, err := strconv.ParseFloat(row[2], 64)
			return suite.Best{Known: true, Value: value}, err
		}
		if row[4] == "" {
			return suite.Best{}, nil // the source says why
		}
		vehicles, failed := strconv.Atoi(row[3])
		value, err := strconv.ParseFloat(row[4], 64)
		return suite.Best{Known: true, Value: value, Units: vehicles}, errors.Join(failed, err)
	})
}
