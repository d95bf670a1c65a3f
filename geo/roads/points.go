package roads

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/milltir/milltir/geo"
)

const (
	mostPoints     = 5_000 // a table of all pairs of them takes half a gigabyte
	mostPointBytes = 64 << 20
)

// ReadPointsFile reads a table of points. What is wrong with it is [Errors], all at once.
func ReadPointsFile(path string) (ids []string, points []geo.Point, err error) {
	name := filepath.Base(path)
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, Errors{{
			Code: CodePoints, File: name, Reason: "it cannot be opened", Advice: "Maybe the path is misspelt",
		}}
	}
	defer f.Close()
	return ReadPoints(name, f)
}

// ReadPoints reads points with the columns id, lat and lon; other columns are left alone. Ids are there once.
func ReadPoints(name string, in io.Reader) (ids []string, points []geo.Point, err error) {
	var found Errors
	bad := func(line int, reason, advice string) {
		found = append(found, &Error{Code: CodePoints, File: name, Line: line, Reason: reason, Advice: advice})
	}
	r := csv.NewReader(io.LimitReader(in, mostPointBytes))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil || len(rows) == 0 {
		bad(1, "it is no table with a header", "Write the columns id, lat, lon, with commas between them")
		return nil, nil, found
	}
	at := [3]int{-1, -1, -1}
	for k, column := range []string{"id", "lat", "lon"} {
		at[k] = slices.IndexFunc(rows[0], func(s string) bool {
			return strings.TrimSpace(strings.TrimPrefix(s, "\ufeff")) == column
		})
		if at[k] < 0 {
			bad(1, "the column "+column+" is missing", "Write the columns id, lat, lon")
		}
	}
	if len(rows)-1 > mostPoints {
		bad(mostPoints+2, fmt.Sprintf("there are more than %d points", mostPoints), "Split the table")
	}
	if len(found) > 0 {
		return nil, nil, found
	}
	seen := map[string]int{}
	for i, row := range rows[1:] {
		var cell [3]string
		for k := range cell {
			if at[k] < len(row) {
				cell[k] = strings.TrimSpace(row[at[k]])
			}
		}
		switch first, twice := seen[cell[0]]; {
		case cell[0] == "":
			bad(i+2, "the id is empty", "Give every point an id")
		case twice:
			bad(i+2, fmt.Sprintf("the id %q is on line %d already", cell[0], first), "Rename one of them")
		}
		seen[cell[0]] = cmp.Or(seen[cell[0]], i+2)
		p, err := ParsePoint(cell[1], cell[2])
		if err != nil {
			bad(i+2, err.Error(), "Write degrees: 52.9111, -3.5972")
		}
		ids, points = append(ids, cell[0]), append(points, p)
	}
	if len(found) > 0 {
		return nil, nil, found
	}
	return ids, points, nil
}

// ParsePoint reads latitude and longitude in degrees.
func ParsePoint(lat, lon string) (geo.Point, error) {
	y, err := strconv.ParseFloat(strings.TrimSpace(lat), 64)
	if err != nil || !(math.Abs(y) <= 90) {
		return geo.Point{}, fmt.Errorf("lat %q is not from -90 to 90", lat)
	}
	x, err := strconv.ParseFloat(strings.TrimSpace(lon), 64)
	if err != nil || !(math.Abs(x) <= 180) {
		return geo.Point{}, fmt.Errorf("lon %q is not from -180 to 180", lon)
	}
	return geo.LatLon(y, x), nil
}
