package geo

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// ReadMatrix reads legs between the keys (rows from,to,seconds,metres below a header; other
// columns are left alone) into a matrix in the order of the keys. A pair without a row is
// far; the way from a place to itself takes nothing. All errors are told at once, each with
// its line. With an error there is no matrix.
func ReadMatrix(in io.Reader, keys []string) (*Matrix, error) {
	r := csv.NewReader(in)
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, errors.New("line 1: no header: from, to, seconds and metres are wanted")
	}
	t := matrixTable{at: make(map[string]int, len(keys)), m: NewMatrix(len(keys)), line: make(map[int]int)}
	for i, k := range keys {
		t.at[k] = i
	}
	for i := range keys {
		for j := range keys {
			t.m.Far[i*len(keys)+j] = i != j
		}
	}
	columns, err := matrixColumns(rows[0])
	if err != nil {
		return nil, err
	}
	for i, row := range rows[1:] {
		t.read(row, columns, i+2)
	}
	if len(t.errs) > 0 {
		return nil, errors.Join(t.errs...)
	}
	return t.m, nil
}

// matrixTable is a matrix file being read.
type matrixTable struct {
	at   map[string]int
	m    *Matrix
	line map[int]int // by cell: where it was given
	errs []error
}

// matrixColumns finds from, to, seconds and metres in a header.
func matrixColumns(header []string) (at [4]int, err error) {
	var errs []error
	for k, name := range []string{"from", "to", "seconds", "metres"} {
		at[k] = -1
		for i, cell := range header {
			if strings.TrimSpace(strings.TrimPrefix(cell, "\ufeff")) == name {
				at[k] = i
			}
		}
		if at[k] < 0 {
			errs = append(errs, fmt.Errorf("line 1: column %q is missing", name))
		}
	}
	return at, errors.Join(errs...)
}

func (t *matrixTable) read(row []string, columns [4]int, line int) {
	var cell [4]string
	for k, i := range columns {
		if i < len(row) {
			cell[k] = strings.TrimSpace(row[i])
		}
	}
	before := len(t.errs)
	bad := func(format string, args ...any) {
		t.errs = append(t.errs, fmt.Errorf("line %d: "+format, append([]any{line}, args...)...))
	}
	var end [2]int
	for k := range end {
		i, ok := t.at[cell[k]]
		if end[k] = i; !ok {
			bad("%q is no place of this matrix", cell[k])
		}
	}
	var value [2]int32
	for k, name := range []string{"seconds", "metres"} {
		v, err := strconv.ParseInt(cell[2+k], 10, 32)
		if value[k] = int32(v); err != nil || v < 0 {
			bad("%s %q is not a whole number from 0 to %d", name, cell[2+k], math.MaxInt32)
		}
	}
	if len(t.errs) > before {
		return
	}
	k := end[0]*t.m.N + end[1]
	if first := t.line[k]; first > 0 {
		bad("the leg from %q to %q was given on line %d already", cell[0], cell[1], first)
		return
	}
	t.line[k] = line
	t.m.Set(end[0], end[1], value[0], value[1], false)
}

// Inside tells whether a point lies in a polygon with holes; its edge belongs to it. It is
// worked out on the flat, which at the size of a county makes no difference to a home.
func Inside(area orb.Polygon, p Point) bool { return planar.PolygonContains(area, p) }
