package model

import (
	"fmt"
	"slices"
	"strings"
)

// origin remembers where things were read from, so that messages can name file and line. A
// nil origin, that of a Problem built in Go, knows nothing.
type origin struct {
	json   string            // the JSON document's name; empty for a folder
	rows   map[string][]spot // by table (JSON key), in step with the Problem's rows
	lines  map[string]int    // settings by path, "plan.start"
	broken map[string]bool   // tables that could not be read to their end: references to them are not checked
	bad    map[badCell]bool  // values that could not be read and were reported
	absent map[string]bool   // tables of which there is no file

	settings string // the file of the settings, where it has another name than a workspace's
}

// spot is where one row stood.
type spot struct {
	line  int
	index int // among the rows of its table, before sorting
}

// badCell names a value by table, index of its row and column.
type badCell struct {
	table  string
	index  int
	column string // "" stands for any of the row
}

func newOrigin(json string) *origin {
	return &origin{json: json, rows: map[string][]spot{}, lines: map[string]int{}, broken: map[string]bool{}, bad: map[badCell]bool{}, absent: map[string]bool{}}
}

// spots gives where the rows of a table stood, nil where that is not known (any more).
func (o *origin) spots(table string, rows int) []spot {
	if o == nil || len(o.rows[table]) != rows {
		return nil
	}
	return o.rows[table]
}

// row gives where one row stood.
func (o *origin) row(table string, rows, i int) (spot, bool) {
	s := o.spots(table, rows)
	if s == nil {
		return spot{index: i}, false
	}
	return s[i], true
}

func (o *origin) markBad(table string, index int, column string) {
	o.bad[badCell{table, index, column}] = true
	o.bad[badCell{table, index, ""}] = true
}

func (o *origin) isBad(table string, index int, column string) bool {
	return o != nil && o.bad[badCell{table, index, column}]
}

// place fills in file, line and column of a diagnostic about a row.
func (o *origin) place(d *Diagnostic, t anyTable, rows, i int) {
	s, known := o.row(t.jsonKey(), rows, i)
	switch {
	case o == nil || !known || o.json != "":
		path := fmt.Sprintf("%s[%d]", t.jsonKey(), s.index)
		if d.Column != "" {
			path += "." + jsonPath(t, d.Column)
		}
		d.Column = path
		if o != nil {
			d.File, d.Line = or(o.json, SettingsFile), s.line
		}
	default:
		d.File, d.Line = t.file(), s.line
	}
}

// Located fills in where a row of a table was read: its file and line, or its path in a document.
func (p *Problem) Located(d Diagnostic, table string, row int) Diagnostic {
	if t := tableOf(table); t != nil {
		p.origin.place(&d, t, t.len(p), row)
	}
	return d
}

func jsonPath(t anyTable, column string) string {
	for _, c := range t.infos() {
		if c.name == column {
			return c.json
		}
	}
	return column
}

// setting fills in file and line of a diagnostic about the settings; Column is the path.
func (o *origin) setting(d *Diagnostic) {
	if o == nil {
		return
	}
	d.File = or(o.settings, SettingsFile)
	if o.json != "" {
		d.File = o.json
	}
	for path := d.Column; path != ""; {
		if line, ok := o.lines[path]; ok {
			d.Line = line
			return
		}
		cut := strings.LastIndexAny(path, ".[")
		if cut < 0 {
			return
		}
		path = path[:cut]
	}
}

// arrange puts diagnostics into the order of file, line, code and message. An error without advice of its own
// gets that of its code.
func arrange(ds Diagnostics) {
	for i := range ds {
		if d := &ds[i]; d.Advice == "" && !d.Warning() {
			if k := slices.IndexFunc(Codes, func(c CodeInfo) bool { return c.Code == d.Code }); k >= 0 {
				d.Advice = strings.TrimSuffix(Codes[k].Fix, ".")
			}
		}
	}
	slices.SortStableFunc(ds, func(a, b Diagnostic) int {
		return slices.Compare([]string{a.File, fmt.Sprintf("%09d", a.Line), a.Code, a.Column, a.Message},
			[]string{b.File, fmt.Sprintf("%09d", b.Line), b.Code, b.Column, b.Message})
	})
}
