package calibrate

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	orbgeo "github.com/paulmach/orb/geo"

	"github.com/milltir/milltir/geo"
)

// The codes of what is wrong with a file of journeys or of points, as docs/ERRORS.md explains them.
const (
	CodeTable   = "E1635"
	CodeValue   = "E1636"
	CodeEnd     = "E1637"
	CodeCannot  = "E1638"
	CodeTooFew  = "E1639"
	mostBytes   = 64 << 20
	mostRows    = 200_000
	mostWrong   = 500
	mostMinutes = 600
)

// Finding is one thing that is wrong with a file.
type Finding struct {
	Code    string
	File    string
	Line    int // 1 is the header; 0: the whole file
	Column  string
	Message string
	Advice  string // "Maybe …"
}

// Error prints `E1636 journeys.csv:14 minutes: "x" is no number. Maybe …`.
func (f Finding) Error() string {
	at := f.File
	if f.Line > 0 {
		at += ":" + strconv.Itoa(f.Line)
	}
	if f.Column != "" {
		at += " " + f.Column
	}
	text := fmt.Sprintf("%s %s: %s", f.Code, at, f.Message)
	if f.Advice != "" {
		text += ". " + f.Advice
	}
	return text
}

// Findings is everything that is wrong with a file, in order of its lines.
type Findings []Finding

func (fs Findings) Error() string {
	lines := make([]string, len(fs))
	for i, f := range fs {
		lines[i] = f.Error()
	}
	return strings.Join(lines, "\n")
}

// Row is a journey of journeys.csv.
type Row struct {
	Line     int
	From, To geo.Point
	FromID   string // where ends are named by a file of points, else empty
	ToID     string
	Minutes  float64
	Mode     string    // car, bike, ebike or walk
	Date     time.Time // midnight UTC; zero if not given
	Start    int       // minutes from midnight; -1 if not given
	Council  string    // whose roads it was on; empty where the table does not say
}

// Group names the two doors of a journey, in this direction.
func (r Row) Group() string { return fmt.Sprint(r.From, r.To) }

// fastest is, by mode in km/h along the crow's line, what nobody does.
var fastest = map[string]float64{"car": 130, "bike": 60, "ebike": 60, "walk": 15}

// nearest two doors, in metres, whose way can tell anything of roads.
const nearest = 50

// ReadJourneys reads a table with the columns minutes, mode and either from_lat, from_lon, to_lat and to_lon or, where
// points are given by id, from and to; date, time and council may be given, other columns are left alone. The error is [Findings]
// with everything that is wrong, each with its line; with an error there are no rows.
func ReadJourneys(name string, in io.Reader, points map[string]geo.Point) ([]Row, error) {
	t, err := open(name, in, "minutes", "mode")
	if err != nil {
		return nil, err
	}
	named := t.has("from") && t.has("to") && points != nil
	placed := t.has("from_lat") && t.has("from_lon") && t.has("to_lat") && t.has("to_lon")
	if !named && !placed {
		advice := "Maybe from_lat, from_lon, to_lat and to_lon are wanted"
		if t.has("from") && points == nil {
			advice = "Maybe a file of points is wanted, since from and to are ids: --points FILE"
		}
		t.bad(CodeTable, 1, "", "there are no columns for where a journey starts and ends", advice)
	}
	var rows []Row
	for t.next() {
		before := len(t.found)
		r := Row{Line: t.line, Mode: t.cell("mode"), Start: -1}
		if placed || named {
			r.From, r.FromID = t.end("from", named, placed, points)
			r.To, r.ToID = t.end("to", named, placed, points)
		}
		r.Minutes = t.number("minutes", 0, mostMinutes)
		if r.Minutes == 0 && len(t.found) == before {
			t.wrong(CodeValue, "minutes", "a journey of no time", "Maybe it is in hours, or was not made")
		}
		if fastest[r.Mode] == 0 {
			t.wrong(CodeValue, "mode", fmt.Sprintf("%q is no mode", short(r.Mode)), "car, bike, ebike or walk")
		}
		r.Date, r.Start, r.Council = t.date(), t.clock(), t.cell("council")
		if t.has("council") && !GoodName(r.Council) {
			t.wrong(CodeValue, "council", fmt.Sprintf("%q is no name of a council", short(r.Council)), "Fill it in for every journey, or leave out the column")
		}
		if len(t.found) == before && (placed || named) {
			t.possible(r)
		}
		rows = append(rows, r)
	}
	if err := t.done(); err != nil {
		return nil, err
	}
	return rows, nil
}

// ReadPoints reads a table with the columns id, lat and lon, such as people.csv with coordinates; other columns are left
// alone. A row without coordinates is left out: only journeys that name it are wrong.
func ReadPoints(name string, in io.Reader) (map[string]geo.Point, error) {
	t, err := open(name, in, "id", "lat", "lon")
	if err != nil {
		return nil, err
	}
	points, first := map[string]geo.Point{}, map[string]int{}
	for t.next() {
		id := t.cell("id")
		if id == "" {
			t.wrong(CodeValue, "id", "is empty", "Give each point an id of its own")
			continue
		}
		if first[id] > 0 {
			t.wrong(CodeValue, "id", fmt.Sprintf("%q was given on line %d already", short(id), first[id]), "Rename or remove one of the rows")
			continue
		}
		first[id] = t.line
		if t.cell("lat") == "" && t.cell("lon") == "" {
			continue
		}
		points[id] = geo.LatLon(t.number("lat", -90, 90), t.number("lon", -180, 180))
	}
	if err := t.done(); err != nil {
		return nil, err
	}
	return points, nil
}

// possible checks that somebody can have made a journey.
func (t *table) possible(r Row) {
	d := orbgeo.DistanceHaversine(r.From, r.To)
	switch kmh := d / 1000 / (r.Minutes / 60); {
	case d < nearest:
		t.wrong(CodeCannot, "", "it leads to where it starts", "Maybe one of its ends is another, or it is a round, which tells nothing")
	case kmh > fastest[r.Mode]:
		t.wrong(CodeCannot, "minutes",
			fmt.Sprintf("%.1f km as the crow flies in %g minutes is more than anybody does by %s", d/1000, r.Minutes, r.Mode),
			"Maybe latitude and longitude are swapped, the clock was stopped, or the mode is another")
	}
}

// end reads where a journey starts or ends: by id or by coordinates, of which a row has one.
func (t *table) end(which string, named, placed bool, points map[string]geo.Point) (geo.Point, string) {
	id, lat, lon := "", "", ""
	if named {
		id = t.cell(which)
	}
	if placed {
		lat, lon = t.cell(which+"_lat"), t.cell(which+"_lon")
	}
	switch {
	case id != "" && lat+lon != "":
		t.wrong(CodeEnd, which, "is given by id and by coordinates", "Keep one of them")
	case id != "":
		if p, ok := points[id]; ok {
			return p, id
		}
		t.wrong(CodeEnd, which, fmt.Sprintf("%q is not among the points, or has no coordinates there", short(id)),
			"Maybe a slip, or a row is missing in the file of points")
	case lat+lon == "":
		column := which
		if !named {
			column += "_lat"
		}
		t.wrong(CodeEnd, column, "nothing says where it is", "Give latitude and longitude, or the id of a point")
	default:
		return geo.LatLon(t.number(which+"_lat", -90, 90), t.number(which+"_lon", -180, 180)), ""
	}
	return geo.Point{}, ""
}

// table is a CSV file being read.
type table struct {
	name  string
	csv   *csv.Reader
	at    map[string]int
	row   []string
	line  int
	rows  int
	found Findings
	over  bool
}

// open reads the header. All of the file is looked at for what is not UTF-8 before a row is read.
func open(name string, in io.Reader, want ...string) (*table, error) {
	t := &table{name: name, at: map[string]int{}}
	text, err := io.ReadAll(io.LimitReader(in, mostBytes+1))
	switch {
	case err != nil:
		t.bad(CodeTable, 0, "", "it cannot be read: "+err.Error(), "")
	case len(text) > mostBytes:
		t.bad(CodeTable, 0, "", fmt.Sprintf("it is larger than %d MiB", mostBytes>>20), "Leave out columns or journeys")
	case !utf8.Valid(text):
		t.bad(CodeTable, 1+strings.Count(string(text[:valid(text)]), "\n"), "", "it is not UTF-8 text",
			"Save it as “CSV UTF-8” in the spreadsheet")
	}
	if len(t.found) > 0 {
		return nil, t.found
	}
	t.csv = csv.NewReader(strings.NewReader(strings.TrimPrefix(string(text), "\ufeff")))
	t.csv.FieldsPerRecord = -1
	t.csv.ReuseRecord = true
	if !t.next() {
		if len(t.found) == 0 {
			t.bad(CodeTable, 1, "", "there is no header", "")
		}
		return nil, t.found
	}
	for i, cell := range t.row {
		cell = strings.ToLower(strings.TrimSpace(cell))
		if _, twice := t.at[cell]; twice && slices.Contains(columns, cell) {
			t.bad(CodeTable, t.line, cell, "stands in the header twice", "Rename or remove one of them")
		}
		t.at[cell] = i
	}
	for _, c := range want {
		if !t.has(c) {
			advice := "Give it a column of this name"
			if len(t.row) == 1 && strings.ContainsAny(t.row[0], ";\t") {
				advice = "Maybe the cells are separated by something else than commas"
			}
			t.bad(CodeTable, t.line, c, "the column is missing", advice)
		}
	}
	t.rows = 0
	if len(t.found) > 0 {
		return nil, t.found
	}
	return t, nil
}

// columns are those that are read.
var columns = []string{"id", "lat", "lon", "from", "to", "from_lat", "from_lon", "to_lat", "to_lon", "minutes", "mode", "date", "time", "council"}

// valid is how many bytes of a text are UTF-8.
func valid(text []byte) int {
	n := 0
	for n < len(text) {
		r, size := utf8.DecodeRune(text[n:])
		if r == utf8.RuneError && size == 1 {
			return n
		}
		n += size
	}
	return n
}

// next reads a row that is not empty.
func (t *table) next() bool {
	for !t.over {
		row, err := t.csv.Read()
		if err == io.EOF {
			t.over = true
			break
		}
		var broken *csv.ParseError
		if errors.As(err, &broken) {
			t.bad(CodeTable, broken.Line, "", broken.Err.Error(), "Look at quotation marks and commas")
			t.over = true // what follows cannot be told apart
			break
		}
		if err != nil {
			t.bad(CodeTable, 0, "", err.Error(), "")
			t.over = true
			break
		}
		t.row = row
		t.line, _ = t.csv.FieldPos(0)
		if strings.TrimSpace(strings.Join(row, "")) == "" {
			continue
		}
		if t.rows++; t.rows > mostRows {
			t.bad(CodeTable, t.line, "", fmt.Sprintf("there are more than %d rows", mostRows), "Leave some out")
			t.over = true
			break
		}
		return true
	}
	return false
}

func (t *table) has(column string) bool { _, ok := t.at[column]; return ok }

func (t *table) cell(column string) string {
	if i, ok := t.at[column]; ok && i < len(t.row) {
		return strings.TrimSpace(t.row[i])
	}
	return ""
}

// number reads a number from least to most.
func (t *table) number(column string, least, most float64) float64 {
	text := t.cell(column)
	v, err := strconv.ParseFloat(text, 64)
	switch {
	case text == "":
		t.wrong(CodeValue, column, "is empty", fmt.Sprintf("A number from %g to %g", least, most))
	case err != nil || math.IsNaN(v):
		advice := fmt.Sprintf("A number from %g to %g", least, most)
		if strings.Contains(text, ":") {
			advice = "Minutes as a number: 12.5"
		} else if strings.Contains(text, ",") {
			advice = "A point before decimals: 12.5"
		}
		t.wrong(CodeValue, column, fmt.Sprintf("%q is no number", short(text)), advice)
	case v < least || v > most:
		t.wrong(CodeValue, column, short(text)+" is out of range", fmt.Sprintf("From %g to %g", least, most))
	default:
		return v
	}
	return 0
}

// date reads 2026-11-23 or 23/11/2026.
func (t *table) date() time.Time {
	text := t.cell("date")
	if text == "" {
		return time.Time{}
	}
	for _, layout := range []string{"2006-01-02", "02/01/2006"} {
		if at, err := time.Parse(layout, text); err == nil {
			return at
		}
	}
	t.wrong(CodeValue, "date", fmt.Sprintf("%q is no date", short(text)), "2026-11-23 or 23/11/2026")
	return time.Time{}
}

// clock reads 08:15 as minutes from midnight.
func (t *table) clock() int {
	text := t.cell("time")
	if text == "" {
		return -1
	}
	for _, layout := range []string{"15:04", "15:04:05"} {
		if at, err := time.Parse(layout, text); err == nil {
			return at.Hour()*60 + at.Minute()
		}
	}
	t.wrong(CodeValue, "time", fmt.Sprintf("%q is no time of the day", short(text)), "08:15")
	return -1
}

// wrong is about the row at hand.
func (t *table) wrong(code, column, message, advice string) {
	t.bad(code, t.line, column, message, advice)
}

// bad notes what is wrong, up to as much as anybody reads.
func (t *table) bad(code string, line int, column, message, advice string) {
	switch {
	case len(t.found) < mostWrong:
		t.found = append(t.found, Finding{code, t.name, line, column, message, advice})
	case len(t.found) == mostWrong:
		t.found = append(t.found, Finding{CodeTable, t.name, line, "", "more is wrong than a list can hold", "Mend what is listed first"})
		t.over = true
	}
}

func (t *table) done() error {
	if len(t.found) > 0 {
		return t.found
	}
	return nil
}

// short cuts what somebody else wrote to what fits into a sentence.
func short(text string) string {
	if r := []rune(text); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return text
}
