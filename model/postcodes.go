package model

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// postcodeFile gives coordinates to postcodes. It is part of the workspace, so that nothing
// is looked up elsewhere.
const postcodeFile = "postcodes.csv"

type postcodeRow struct {
	Postcode string
	Lat, Lon float64
}

var postcodeTable = &table[postcodeRow]{
	name: "postcodes", json: "postcodes", noun: "postcode", doc: "Coordinates of the postcodes that the other tables name.",
	columns: []column[postcodeRow]{
		col("postcode", func(x *postcodeRow) cell { return text(&x.Postcode) }, "as people write it, in any case").must().keyed(),
		col("lat", func(x *postcodeRow) cell { return amount{&x.Lat} }, "latitude").of("degrees").must().in(-90, 90),
		col("lon", func(x *postcodeRow) cell { return amount{&x.Lon} }, "longitude").of("degrees").must().in(-180, 180),
	},
}

// address is a row's coordinates and postcode, wherever the table keeps them.
type address struct {
	table          anyTable
	row            int
	lat, lon       *float64
	postcode       *string
	latCol, posCol string // names of the columns
}

// addresses lists every row that may have one, in the order of the tables.
func addresses(p *Problem) []address {
	var out []address
	for i := range p.Patches {
		x := &p.Patches[i]
		out = append(out, address{patchTable, i, &x.BaseLat, &x.BaseLon, &x.BasePostcode, "base_lat", "base_postcode"})
	}
	for i := range p.Places {
		x := &p.Places[i]
		out = append(out, address{placeTable, i, &x.Lat, &x.Lon, &x.Postcode, "lat", "postcode"})
	}
	for i := range p.People {
		x := &p.People[i]
		out = append(out, address{personTable, i, &x.Lat, &x.Lon, &x.Postcode, "lat", "postcode"})
	}
	for i := range p.Carers {
		x := &p.Carers[i]
		out = append(out, address{carerTable, i, &x.HomeLat, &x.HomeLon, &x.HomePostcode, "home_lat", "home_postcode"})
	}
	return out
}

func (a *address) placed() bool { return *a.lat != 0 || *a.lon != 0 }

// tidyPostcode writes a postcode in capitals with one space before its last three letters.
func tidyPostcode(s string) string {
	s = strings.ToUpper(strings.ReplaceAll(s, " ", ""))
	if len(s) > 3 && len(s) == utf8.RuneCountInString(s) {
		s = s[:len(s)-3] + " " + s[len(s)-3:]
	}
	return s
}

// readPostcodes gives coordinates to the rows of a folder that have a postcode.
func (r *reader) readPostcodes(p *Problem, files []string) {
	known, broken := r.postcodes(files)
	var names []string
	for _, row := range known {
		names = append(names, row.Postcode)
	}
	slices.Sort(names)
	for _, a := range addresses(p) {
		*a.postcode = tidyPostcode(*a.postcode)
		if *a.postcode == "" {
			continue
		}
		d := Diagnostic{Column: a.posCol, Value: *a.postcode}
		r.origin.place(&d, a.table, a.table.len(p), a.row)
		row, ok := known[*a.postcode]
		switch {
		case a.placed():
			d.Code, d.Message = "E1202", fmt.Sprintf("both coordinates and the postcode %s are given", *a.postcode)
			d.Advice = "Maybe keep the coordinates: they are nearer to the door"
			r.report(d)
		case ok:
			*a.lat, *a.lon = row.Lat, row.Lon
		default:
			r.origin.markBad(a.table.jsonKey(), a.row, a.posCol)
			if !broken {
				d.Code, d.Message = "E1023", fmt.Sprintf("postcode %s is not in %s", *a.postcode, postcodeFile)
				d.Advice = or(maybe(*a.postcode, names), "Maybe add a row with its lat and lon to "+postcodeFile)
				r.report(d)
			}
		}
	}
}

// postcodes reads postcodes.csv by postcode.
func (r *reader) postcodes(files []string) (known map[string]postcodeRow, broken bool) {
	known = map[string]postcodeRow{}
	if !slices.Contains(files, postcodeFile) {
		return known, false
	}
	b, ok := r.open(postcodeFile)
	if !ok {
		return known, true
	}
	s, ok := r.readSheet(postcodeFile, b)
	rows, spots := postcodeTable.readRows(r, s)
	for i, row := range rows {
		row.Postcode = tidyPostcode(row.Postcode)
		at := Diagnostic{File: postcodeFile, Line: spots[i].line, Value: row.Postcode}
		other, twice := known[row.Postcode]
		switch {
		case row.Lat < -90 || row.Lat > 90 || row.Lon < -180 || row.Lon > 180 || (row.Lat == 0 && row.Lon == 0):
			if !r.origin.bad[badCell{"postcodes", i, ""}] {
				at.Code, at.Column, at.Message = "E1021", "lat", fmt.Sprintf("postcode %s: %v, %v are no coordinates", row.Postcode, row.Lat, row.Lon)
				r.report(at)
			}
		case twice && other != row:
			at.Code, at.Column, at.Message = "E1018", "postcode", fmt.Sprintf("postcode %s stands there twice with different coordinates", row.Postcode)
			r.report(at)
		}
		known[row.Postcode] = row
	}
	return known, !ok
}
