package model

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// readSheet fills the Problem's rows from a sheet.
func (t *table[T]) readSheet(r *reader, p *Problem, s sheet) {
	rows, spots := t.readRows(r, s)
	*t.rows(p) = append(*t.rows(p), rows...)
	r.origin.rows[t.json] = append(r.origin.rows[t.json], spots...)
}

// readRows reads every row it can and reports every cell that it cannot.
func (t *table[T]) readRows(r *reader, s sheet) ([]T, []spot) {
	where, fit := t.match(r, s)
	if !fit {
		r.origin.broken[t.json] = true
		return nil, nil
	}
	if t.pick != nil {
		s = t.pick(r, s)
	}
	slash := t.slashDates(r, s, where)
	rows, spots := make([]T, len(s.rows)), make([]spot, len(s.rows))
	for i := range s.rows {
		row := &s.rows[i]
		spots[i] = spot{row.line, i}
		if len(row.cells) > len(s.header) {
			r.report(Diagnostic{
				Code: "E1005", File: s.file, Line: row.line, Value: row.cells[len(row.cells)-1],
				Message: fmt.Sprintf("the row has %d cells, the header %d", len(row.cells), len(s.header)),
				Advice:  "Maybe a cell with a comma in it needs quotation marks around it",
			})
		}
		for k := range t.columns {
			t.readCell(r, &rows[i], k, row.cell(where[k]), s.file, spots[i], slash)
		}
	}
	return rows, spots
}

func (t *table[T]) readCell(r *reader, row *T, k int, value, file string, at spot, slash bool) {
	c := &t.columns[k]
	if value == "" {
		if c.required && c.fallback == "" {
			r.origin.markBad(t.json, at.index, c.name)
			r.report(missing(Diagnostic{File: file, Line: at.line, Column: c.name}, c.name))
		}
		return
	}
	into := c.cell(row)
	raw := value
	if slash && isDate(into) {
		value = turnDates(value)
	}
	if err := into.read(value); err != nil {
		r.origin.markBad(t.json, at.index, c.name)
		advice := adviceFor(into, raw)
		if errors.Is(err, errNoDay) {
			advice = "Maybe the month has fewer days, or day and month are swapped"
		}
		r.report(Diagnostic{Code: "E1013", File: file, Line: at.line, Column: c.name, Value: raw, Message: err.Error(), Advice: advice})
		return
	}
	if c.refusesZero(into) {
		r.origin.markBad(t.json, at.index, c.name)
		d := c.outOfRange(raw)
		d.File, d.Line = file, at.line
		r.report(d)
		return
	}
	if _, optional := into.(optClock); optional && into.write() == "" {
		r.report(Diagnostic{
			Code: "W2011", File: file, Line: at.line, Column: c.name, Value: raw,
			Message: "midnight here means “no time”", Advice: "Maybe 24:00 of the day before is meant, or an empty cell",
		})
	}
}

// refusesZero tells of a number that was written as 0 where the least is more: the model holds
// it like an empty cell, so only the reader can tell.
func (c *colInfo) refusesZero(x cell) bool {
	n, ok := x.(measured)
	if !ok || c.min <= 0 {
		return false
	}
	_, given := n.number()
	return !given
}

// outOfRange reports a number that its column does not take.
func (c *colInfo) outOfRange(value string) Diagnostic {
	return Diagnostic{
		Code: "E1021", Column: c.name, Value: value,
		Message: fmt.Sprintf("%s %s is out of range (%s to %s)", c.name, value, writeDecimal(c.min), writeDecimal(c.max)),
	}
}

// adviceFor guesses what went wrong with a cell.
func adviceFor(c cell, value string) string {
	short := len(value) < 7 && strings.Trim(value, "01") == ""
	switch {
	case c.kind() == "days" && strings.Trim(value, "0") == "" && len(value) == 7:
		return "Maybe the cell is meant to be empty, or the row to be left out"
	case c.kind() == "days" && short:
		return fmt.Sprintf("Maybe a spreadsheet dropped the zeros in front: %s%s", strings.Repeat("0", 7-len(value)), value)
	case c.kind() == "number" && strings.Contains(value, ","):
		return "Maybe write a point instead of the comma"
	case c.kind() == "time" || c.kind() == "windows":
		return "Maybe write times like 07:30"
	case isDate(c):
		return "Maybe write dates like 2026-11-23, or all dates of the file like 23/11/2026"
	case c.kind() == "whole number" && strings.Contains(value, ":"):
		return "Maybe write the time in minutes"
	}
	return ""
}

// match finds the sheet's columns: where[k] is the place of the table's k-th column, -1 if absent.
func (t *table[T]) match(r *reader, s sheet) (where []int, fit bool) {
	where, fit = make([]int, len(t.columns)), true
	known, absent := slices.Clone(t.beside), []string(nil)
	for k := range t.columns {
		where[k] = slices.Index(s.header, t.columns[k].name)
		known = append(append(known, t.columns[k].name), t.columns[k].alias...)
		for _, other := range t.columns[k].alias {
			if where[k] < 0 {
				where[k] = slices.Index(s.header, other)
			}
		}
		if where[k] < 0 {
			absent = append(absent, t.columns[k].name)
		}
	}
	for i, h := range s.header {
		if h == "" || slices.Contains(known, h) {
			continue
		}
		r.unknown(Diagnostic{
			Code: "W2001", File: s.file, Line: 1, Column: s.header[i],
			Message: fmt.Sprintf("column %q is not known and not read", h), Advice: maybe(h, absent),
		})
	}
	for k := range t.columns {
		if c := &t.columns[k]; c.required && where[k] < 0 {
			fit = r.report(Diagnostic{
				Code: "E1006", File: s.file, Line: 1, Column: c.name,
				Message: fmt.Sprintf("column %q is missing", c.name), Advice: maybe(c.name, s.header),
			})
		}
	}
	return where, fit
}

// isDate tells the cells in which DD/MM/YYYY may stand.
func isDate(c cell) bool {
	switch c.kind() {
	case when{}.kind(), dateTime{}.kind(), dateRange{}.kind(), datedSkills{}.kind():
		return true
	}
	return false
}

// slashDates tells whether the file writes its dates as DD/MM/YYYY. Both forms in one file
// are refused: nobody can tell whether 03/04/2026 was then meant as the third of April.
func (t *table[T]) slashDates(r *reader, s sheet, where []int) bool {
	var blank T
	slashLine, isoLine := 0, 0
	for k := range t.columns {
		if where[k] < 0 || !isDate(t.columns[k].cell(&blank)) {
			continue
		}
		for i := range s.rows {
			switch v := s.rows[i].cell(where[k]); {
			case slashForm.MatchString(v):
				slashLine = s.rows[i].line
			case isoForm.MatchString(v):
				isoLine = s.rows[i].line
			}
		}
	}
	if slashLine > 0 && isoLine > 0 {
		r.report(Diagnostic{
			Code: "E1014", File: s.file, Line: max(slashLine, isoLine),
			Message: fmt.Sprintf("the file has dates like 2026-11-23 (line %d) and like 23/11/2026 (line %d)", isoLine, slashLine),
			Advice:  "Maybe write all of them like 2026-11-23",
		})
	}
	return slashLine > 0
}

var (
	slashForm = regexp.MustCompile(`\b(\d{1,2})/(\d{1,2})/(\d{4})\b`)
	isoForm   = regexp.MustCompile(`\b\d{4}-\d{2}-\d{2}\b`)
)

// turnDates rewrites every DD/MM/YYYY in a cell as YYYY-MM-DD and leaves the rest alone.
func turnDates(s string) string {
	return slashForm.ReplaceAllStringFunc(s, func(d string) string {
		f := strings.Split(d, "/")
		return f[2] + "-" + ("0" + f[1])[len(f[1])-1:] + "-" + ("0" + f[0])[len(f[0])-1:]
	})
}

// writeSheet gives header and rows; columns that hold nothing are left out unless required.
func (t *table[T]) writeSheet(p *Problem) [][]string {
	return t.writeRows(*t.rows(p))
}

func (t *table[T]) writeRows(rows []T) [][]string {
	texts := make([][]string, len(rows))
	for i := range rows {
		texts[i] = t.texts(&rows[i])
	}
	var keep []int
	for k := range t.columns {
		if t.columns[k].required || slices.ContainsFunc(texts, func(row []string) bool { return row[k] != "" }) {
			keep = append(keep, k)
		}
	}
	out := make([][]string, len(rows)+1)
	for _, k := range keep {
		out[0] = append(out[0], t.columns[k].name)
		for i := range texts {
			out[i+1] = append(out[i+1], texts[i][k])
		}
	}
	return out
}
