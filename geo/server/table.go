package server

import (
	"fmt"
	"math"

	orbgeo "github.com/paulmach/orb/geo"

	"github.com/milltir/milltir/geo"
)

// block is a part of a table, row by row.
type block struct {
	seconds, metres []int32
	far             []bool
	rowOff, colOff  []float64 // metres from the point to the server's roads; below 0: it does not tell
}

func newBlock(a ask) *block {
	n := len(a.rows) * len(a.cols)
	b := &block{make([]int32, n), make([]int32, n), make([]bool, n), make([]float64, len(a.rows)), make([]float64, len(a.cols))}
	for _, off := range [][]float64{b.rowOff, b.colOff} {
		for i := range off {
			off[i] = -1
		}
	}
	return b
}

// What no leg of a carer is.
const (
	mostSeconds = 48 * 3600
	mostMetres  = 2_000_000
	nearMetres  = 1_000 // below it two points may well lie on one junction
)

// fastest is, by mode in km/h along the crow's line, what nobody does, a ferry included.
var fastest = map[string]float64{"car": 200, "bike": 60, "ebike": 60, "walk": 25}

// figure rounds a number of a server: nil is no way.
func (b *block) figure(k int, seconds, metres *float64) error {
	if seconds == nil || metres == nil {
		if (seconds == nil) != (metres == nil) {
			return fmt.Errorf("leg %d has one of time and distance and not the other", k+1)
		}
		b.far[k] = true
		return nil
	}
	s, m := *seconds, *metres
	if !(s >= 0 && s <= mostSeconds) {
		return fmt.Errorf("leg %d takes %g seconds", k+1, s)
	}
	if !(m >= 0 && m <= mostMetres) {
		return fmt.Errorf("leg %d is of %g metres", k+1, m)
	}
	b.seconds[k], b.metres[k] = int32(math.Ceil(s)), int32(math.Round(m))
	return nil
}

// fastError is a leg of a table that was made for another mode, of zeros, or between points that were moved far away.
type fastError struct {
	from, to int // indices of the points
	km       float64
	seconds  int32
}

func (e *fastError) Error() string {
	return fmt.Sprintf("point %d to point %d is faster than anybody goes by this mode: %.1f km as the crow flies in %d seconds",
		e.from+1, e.to+1, e.km, e.seconds)
}

// check looks for legs that are too fast: a server that answers 0 for what it gave up, or for walkers by car.
func (b *block) check(a ask) error {
	for i, p := range a.rows {
		for j, q := range a.cols {
			k := i*len(a.cols) + j
			if b.far[k] {
				continue
			}
			d := orbgeo.DistanceHaversine(p, q) - max(b.rowOff[i], 0) - max(b.colOff[j], 0)
			if d > nearMetres && d*3.6 > fastest[a.mode]*float64(b.seconds[k]) {
				return &fastError{a.rowAt[i], a.colAt[j], d / 1000, b.seconds[k]}
			}
		}
	}
	return nil
}

// rowsOf checks that a table has the rows and columns that were asked for.
func rowsOf[T any](what string, table [][]T, a ask) error {
	if len(table) != len(a.rows) {
		return fmt.Errorf("%s has %d rows, %d were asked for", what, len(table), len(a.rows))
	}
	for i, row := range table {
		if len(row) != len(a.cols) {
			return fmt.Errorf("row %d of %s has %d columns, %d were asked for", i+1, what, len(row), len(a.cols))
		}
	}
	return nil
}

// fill reads durations in seconds and distances in units of so many metres.
func (b *block) fill(a ask, durations, distances [][]*float64, unit float64) error {
	if err := rowsOf("the table of times", durations, a); err != nil {
		return err
	}
	if err := rowsOf("the table of distances", distances, a); err != nil {
		return err
	}
	for i, row := range durations {
		for j, s := range row {
			d := distances[i][j]
			if d != nil {
				v := *d * unit
				d = &v
			}
			if err := b.figure(i*len(row)+j, s, d); err != nil {
				return err
			}
		}
	}
	return nil
}

// place is where a server put a point.
type place struct {
	Location []float64 `json:"location"` // longitude, latitude
	Distance *float64  `json:"distance"`
	Snapped  *float64  `json:"snapped_distance"`
}

// answered is the table that OSRM and openrouteservice answer with.
type answered struct {
	Durations    [][]*float64 `json:"durations"`
	Distances    [][]*float64 `json:"distances"`
	Sources      []*place     `json:"sources"`
	Destinations []*place     `json:"destinations"`
}

// block makes it the block that was asked for.
func (in *answered) block(a ask) (*block, error) {
	b := newBlock(a)
	if err := b.fill(a, in.Durations, in.Distances, 1); err != nil {
		return nil, err
	}
	if err := snapped(b.rowOff, a.rows, in.Sources); err != nil {
		return nil, err
	}
	return b, snapped(b.colOff, a.cols, in.Destinations)
}

// snapped gives how far each point was moved; servers of older versions tell where to, but not how far.
func snapped(off []float64, points []geo.Point, places []*place) error {
	if places == nil {
		return nil
	}
	if len(places) != len(points) {
		return fmt.Errorf("%d places are told of %d points", len(places), len(points))
	}
	for i, p := range places {
		switch {
		case p == nil:
		case p.Distance != nil:
			off[i] = *p.Distance
		case p.Snapped != nil:
			off[i] = *p.Snapped
		case len(p.Location) == 2:
			off[i] = orbgeo.DistanceHaversine(points[i], geo.Point{p.Location[0], p.Location[1]})
		}
		if !(off[i] >= -1 && off[i] <= mostMetres) {
			return fmt.Errorf("point %d is told to be %g metres from a road", i+1, off[i])
		}
		off[i] = math.Round(off[i]*10) / 10 // as it is kept
	}
	return nil
}
