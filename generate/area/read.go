package area

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"

	"github.com/milltir/milltir/model"
)

// The files of an area's folder. Only the first is needed.
const (
	PointsFile   = "points.csv"
	SettingsFile = "area.toml"
	UnitsFile    = "units.geojson"
	NodesFile    = "skeleton_nodes.csv"
	LinksFile    = "skeleton_links.csv"
)

// Limits keep a mistaken path from filling the memory.
const (
	mostBytes = 64 << 20
	mostRows  = 200_000
)

// settings is area.toml.
type settings struct {
	ID          string  `toml:"id"`
	Name        string  `toml:"name"`
	NameCy      string  `toml:"name_cy"`
	Attribution string  `toml:"attribution"`
	People      int     `toml:"people"` // supported at home in a usual week
	Welsh       float64 `toml:"welsh"`  // share of first speakers
}

// reader gathers an area and everything that is wrong with its files.
type reader struct {
	dir   fs.FS
	a     *Area
	found model.Diagnostics
	units map[string]int
}

// Read takes an area from a folder of tables (docs/COUNTY.md). All errors come at once, each with
// file, line, code and advice; warnings come beside a good area.
func Read(dir string) (*Area, model.Diagnostics, error) {
	info, err := os.Stat(dir)
	if err != nil || !info.IsDir() {
		return nil, nil, model.Diagnostics{{
			Code: "E1650", File: dir, Message: "there is no such folder",
			Advice: "Maybe the path is mistyped; an area is a folder with a " + PointsFile,
		}}
	}
	return ReadFS(os.DirFS(dir))
}

// ReadFS is [Read] from any file system.
func ReadFS(dir fs.FS) (*Area, model.Diagnostics, error) {
	r := &reader{dir: dir, a: &Area{}, units: map[string]int{}}
	r.settings()
	r.readUnits()
	measure := r.readPoints()
	r.readNodes()
	if len(r.found.Errors()) == 0 {
		r.settle(measure)
	}
	if wrong := r.found.Errors(); len(wrong) > 0 {
		return nil, nil, wrong
	}
	return r.a, r.found.Warnings(), nil
}

func (r *reader) report(d model.Diagnostic) { r.found = append(r.found, d) }

// open reads a file of the folder; nil if it is not there.
func (r *reader) open(name string, needed bool) []byte {
	f, err := r.dir.Open(name)
	if err != nil {
		if needed || !errors.Is(err, fs.ErrNotExist) {
			r.report(model.Diagnostic{
				Code: "E1650", File: name, Message: "the file is not there or cannot be read",
				Advice: "Maybe it has another name; docs/COUNTY.md lists the files of an area",
			})
		}
		return nil
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, mostBytes+1))
	if err != nil || len(b) > mostBytes {
		r.report(model.Diagnostic{
			Code: "E1650", File: name, Message: fmt.Sprintf("the file cannot be read, or has more than %d MiB", mostBytes>>20),
			Advice: "Maybe it is another file, or holds the whole country: keep the rows of the area",
		})
		return nil
	}
	return bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
}

func (r *reader) settings() {
	s := settings{ID: "area", Name: "Area", Welsh: 0.15}
	if b := r.open(SettingsFile, false); b != nil {
		meta, err := toml.Decode(string(b), &s)
		if err != nil {
			d := model.Diagnostic{
				Code: "E1651", File: SettingsFile, Message: "this is not TOML", Advice: "Maybe a text lacks its quotation marks",
			}
			if at := (toml.ParseError{}); errors.As(err, &at) {
				d.Line = at.Position.Line
				d.Message = "this is not TOML, or not of the kind that the key takes: " + at.Message
			}
			r.report(d)
			return
		}
		for _, key := range meta.Undecoded() {
			r.report(model.Diagnostic{
				Code: "E1651", File: SettingsFile, Value: key.String(), Message: fmt.Sprintf("the key %q is not known", key.String()),
				Advice: "Maybe it is mistyped: id, name, name_cy, attribution, people, welsh",
			})
		}
	}
	bad := func(wrong bool, key, message, advice string) {
		if wrong {
			r.report(model.Diagnostic{Code: "E1652", File: SettingsFile, Column: key, Message: message, Advice: advice})
		}
	}
	bad(s.ID == "" || strings.ContainsAny(s.ID, ";:, \t\n") || len(s.ID) > 40, "id",
		"the id is empty, long or has a character that separates ids", "Maybe a short word will do, such as bro")
	bad(strings.TrimSpace(s.Name) == "", "name", "the name is empty", "Write what people call the area")
	bad(s.People < 0 || s.People > MostPeople, "people", fmt.Sprintf("people is not from 1 to %d", MostPeople),
		"It is how many people are supported at home in a usual week")
	bad(!(s.Welsh >= 0 && s.Welsh <= 1), "welsh", "welsh is not a share from 0 to 1", "Maybe it was meant in per cent: 0.65")
	a := r.a
	a.ID, a.Name, a.NameCy, a.Attribution, a.People, a.Welsh = s.ID, s.Name, s.NameCy, s.Attribution, s.People, s.Welsh
}

// MostPeople is how many a week is made for.
const MostPeople = 2000

// table is a CSV file with the columns that were asked for.
type table struct {
	r     *reader
	name  string
	where map[string]int
	rows  [][]string
	lines []int
}

// table reads a CSV file; nil if there is none that can be read.
func (r *reader) table(name string, needed bool, columns, optional []string) *table {
	b := r.open(name, needed)
	if b == nil {
		return nil
	}
	t := &table{r: r, name: name, where: map[string]int{}}
	in := csv.NewReader(bytes.NewReader(b))
	in.FieldsPerRecord, in.TrimLeadingSpace = -1, true
	for n := 0; ; n++ {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		line := 0
		if at := (*csv.ParseError)(nil); errors.As(err, &at) {
			line = at.Line
		} else if err == nil {
			line, _ = in.FieldPos(0)
		}
		if err != nil || n > mostRows {
			r.report(model.Diagnostic{
				Code: "E1651", File: name, Line: line,
				Message: fmt.Sprintf("this is not a table with commas, or one of more than %d rows", mostRows),
				Advice:  "Maybe a quotation mark is missing; save it as “CSV UTF-8”",
			})
			return nil
		}
		if n == 0 {
			t.heading(row, columns, optional)
			continue
		}
		t.rows, t.lines = append(t.rows, row), append(t.lines, line)
	}
	missing := false
	for _, c := range columns {
		if _, ok := t.where[c]; !ok {
			missing = true
			r.report(model.Diagnostic{
				Code: "E1651", File: name, Line: 1, Column: c, Message: fmt.Sprintf("the column %q is missing", c),
				Advice: "Maybe it has another name; it takes " + strings.Join(slices.Concat(columns, optional), ", "),
			})
		}
	}
	if missing {
		return nil
	}
	return t
}

// heading finds the columns. One that is not known is a note only: people keep notes.
func (t *table) heading(row, columns, optional []string) {
	known := slices.Concat(columns, optional)
	say := func(code, column, message, advice string) {
		t.r.report(model.Diagnostic{Code: code, File: t.name, Line: 1, Column: column, Message: message, Advice: advice})
	}
	for i, c := range row {
		c = strings.ToLower(strings.TrimSpace(c))
		if !slices.Contains(known, c) {
			say("W2140", c, "the column is not known and not read", "It takes "+strings.Join(known, ", "))
			continue
		}
		if _, twice := t.where[c]; twice {
			say("E1651", c, "the column stands there twice", "Maybe one of them is something else: rename it")
		}
		t.where[c] = i
	}
}

func (t *table) has(column string) bool { _, ok := t.where[column]; return ok }

func (t *table) text(i int, column string) string {
	k, ok := t.where[column]
	if !ok || k >= len(t.rows[i]) {
		return ""
	}
	return strings.TrimSpace(t.rows[i][k])
}

// number reads a value between two limits; a wrong one is told and counts as the lower limit.
func (t *table) number(i int, column string, least, most float64) float64 {
	s := t.text(i, column)
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || !(v >= least && v <= most) { // false for NaN
		advice := "Maybe a decimal comma, or a cell in the wrong column"
		if column == "lat" || column == "lon" {
			advice = "Maybe lat and lon are swapped, or it is a grid reference: degrees are wanted, 52.91 and -3.60"
		}
		t.wrong(i, "E1652", column, s, fmt.Sprintf("%q is not a number from %g to %g", s, least, most), advice)
		return least
	}
	return v
}

func (t *table) wrong(i int, code, column, value, message, advice string) {
	t.r.report(model.Diagnostic{
		Code: code, File: t.name, Line: t.lines[i], Column: column, Value: value, Message: message, Advice: advice,
	})
}
