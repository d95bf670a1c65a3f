// Package vrptw is routing with time windows: the instances of Solomon and of Gehring and
// Homberger, under two conventions that must never be mixed (README.md). A vehicle is a carer
// who starts and ends at the base, a customer a person with one visit.
package vrptw

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

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
		return nil, fmt.Errorf("%s:\n%w", path, err)
	}
	in.name, in.conv = stem(path), f.conv
	return in, nil
}

func stem(path string) string {
	base := filepath.Base(path)
	return strings.TrimSuffix(base, filepath.Ext(base))
}

// Find lists the instances in a folder and below it by path. Published solutions are text
// files too, so it looks into each.
func (f family) Find(dir string) ([]suite.File, error) {
	if err := f.known(); err != nil {
		return nil, err
	}
	best, err := bestKnown(f.conv)
	if err != nil {
		return nil, err
	}
	var found []suite.File
	first := map[string]string{}
	fsys := os.DirFS(dir) // follows a link to the folder itself, which WalkDir would not
	err = fs.WalkDir(fsys, ".", func(at string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.EqualFold(filepath.Ext(at), ".txt") || d.Type()&^fs.ModeSymlink != 0 {
			return err
		}
		yes, err := isInstance(fsys, at)
		if err != nil || !yes {
			return err
		}
		path, name := filepath.Join(dir, filepath.FromSlash(at)), stem(at)
		if other, twice := first[name]; twice {
			return fmt.Errorf("two instances are called %s: %s and %s", name, other, path)
		}
		first[name] = path
		found = append(found, suite.File{Name: name, Path: path, Best: best[strings.ToUpper(name)]})
		return nil
	})
	return found, err
}

// isInstance tells by its beginning whether a file is an instance.
func isInstance(fsys fs.FS, path string) (bool, error) {
	file, err := fsys.Open(path)
	if err != nil {
		return false, err
	}
	defer file.Close()
	if info, err := file.Stat(); err != nil || info.IsDir() { // a link to a folder
		return false, err
	}
	head, err := io.ReadAll(io.LimitReader(file, 1024))
	head = bytes.ToUpper(head)
	return bytes.Contains(head, []byte("VEHICLE")) && bytes.Contains(head, []byte("CUSTOMER")), err
}

//go:embed best_known.csv
var bestCSV []byte

// bestKnown gives the best published figures of a convention by instance.
func bestKnown(c *convention) (map[string]suite.Best, error) {
	rows, err := csv.NewReader(bytes.NewReader(bestCSV)).ReadAll()
	if err != nil {
		return nil, err
	}
	best := map[string]suite.Best{}
	for _, row := range rows[1:] { // instance, distance, vehicles, lexicographic distance, source
		b, value := suite.Best{Known: true}, row[1]
		var failed error
		if c.name == Lexicographic {
			if row[3] == "" {
				continue // the source says why
			}
			value = row[3]
			b.Units, failed = strconv.Atoi(row[2])
		}
		b.Value, err = strconv.ParseFloat(value, 64)
		if err := errors.Join(err, failed); err != nil {
			return nil, fmt.Errorf("best_known.csv: %s: %w", row[0], err)
		}
		best[row[0]] = b
	}
	return best, nil
}
