package model

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// Limits of what is read, so that a wrong file is refused and not swallowed.
const (
	maxFileBytes = 64 << 20
	maxRows      = 200_000
)

// sheet is the raw text of one table.
type sheet struct {
	file   string
	header []string // tidy, lower case, spaces as underscores
	rows   []sheetRow
}

type sheetRow struct {
	line  int
	cells []string // tidy; may be shorter than the header
}

// readText refuses what is not UTF-8 text and takes off the mark some programs put first.
func readText(file string, b []byte) ([]byte, *Diagnostic) {
	switch {
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}), bytes.HasPrefix(b, []byte{0xfe, 0xff}), bytes.IndexByte(b, 0) >= 0:
		return nil, &Diagnostic{Code: "E1003", File: file, Message: "the file is not UTF-8 text", Advice: "Maybe it is a workbook or UTF-16: save it as “CSV UTF-8”"}
	case !utf8.Valid(b):
		line := 1 + bytes.Count(b[:validPrefix(b)], []byte("\n"))
		return nil, &Diagnostic{Code: "E1003", File: file, Line: line, Message: "the file is not UTF-8 text", Advice: "Maybe the spreadsheet saved it in an older encoding: save it as “CSV UTF-8”"}
	}
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	if bytes.IndexByte(b, '\n') < 0 {
		b = bytes.ReplaceAll(b, []byte("\r"), []byte("\n"))
	}
	return b, nil
}

func validPrefix(b []byte) int {
	n := 0
	for n < len(b) {
		r, size := utf8.DecodeRune(b[n:])
		if r == utf8.RuneError && size <= 1 {
			break
		}
		n += size
	}
	return n
}

// readSheet takes a CSV file apart. What it cannot read is reported; ok is false if the
// sheet is not complete.
func (r *reader) readSheet(file string, b []byte) (s sheet, ok bool) {
	s.file = file
	b, d := readText(file, b)
	if d != nil {
		r.report(*d)
		return s, false
	}
	if start := bytes.TrimSpace(b); len(start) > 0 && (start[0] == '{' || start[0] == '[') {
		return s, r.report(Diagnostic{Code: "E1005", File: file, Line: 1, Message: "this looks like a JSON document, not a table", Advice: "Maybe its name should end in .json, and milltir be given the file itself"})
	}
	c := csv.NewReader(bytes.NewReader(b))
	c.FieldsPerRecord, c.ReuseRecord = -1, true
	for {
		record, err := c.Read()
		if err == io.EOF {
			return s, s.header != nil || r.report(Diagnostic{Code: "E1005", File: file, Line: 1, Message: "the file is empty", Advice: "Maybe the header row is missing"})
		}
		if err != nil {
			return s, r.report(csvDiagnostic(file, err))
		}
		line, _ := c.FieldPos(0)
		cells, blank := tidyRow(record)
		switch {
		case blank:
		case s.header == nil:
			if s.header = cells; !r.headerFit(&s) {
				return s, false
			}
		case len(s.rows) == maxRows:
			return s, r.report(Diagnostic{Code: "E1004", File: file, Line: line, Message: fmt.Sprintf("the table has more than %d rows", maxRows), Advice: "Maybe split the workspace by patch"})
		default:
			s.rows = append(s.rows, sheetRow{line, cells})
		}
	}
}

// tidyRow copies a record without the blank cells at its end.
func tidyRow(record []string) (cells []string, blank bool) {
	cells = make([]string, len(record))
	last := 0
	for i, x := range record {
		if cells[i] = tidy(strings.Clone(x)); cells[i] != "" {
			last = i + 1
		}
	}
	return cells[:last], last == 0
}

func csvDiagnostic(file string, err error) Diagnostic {
	d := Diagnostic{Code: "E1005", File: file, Message: err.Error()}
	var p *csv.ParseError
	if errors.As(err, &p) {
		d.Line, d.Message = p.StartLine, p.Err.Error()
		if p.Err == csv.ErrQuote || p.Err == csv.ErrBareQuote {
			d.Message, d.Advice = `a quotation mark is in the wrong place`, `Maybe put the whole cell in quotes and double those inside: "say ""hello"""`
		}
	}
	return d
}

// headerFit tidies the header and refuses one that cannot be right.
func (r *reader) headerFit(s *sheet) bool {
	if len(s.header) == 1 && strings.Contains(s.header[0], ";") {
		return r.report(Diagnostic{Code: "E1005", File: s.file, Line: 1, Message: "the columns are separated by semicolons", Advice: "Maybe the spreadsheet's list separator is set so: save the file with commas"})
	}
	fit := true
	for i, h := range s.header {
		h = strings.ReplaceAll(strings.ToLower(h), " ", "_")
		if h != "" && slices.Contains(s.header[:i], h) {
			fit = r.report(Diagnostic{Code: "E1007", File: s.file, Line: 1, Column: h, Message: fmt.Sprintf("column %q stands there twice", h), Advice: "Maybe one of them should have another name"})
		}
		s.header[i] = h
	}
	return fit
}

// cell gives a row's text in a column, "" past the row's end or for a column that is absent.
func (row *sheetRow) cell(column int) string {
	if column < 0 || column >= len(row.cells) {
		return ""
	}
	return row.cells[column]
}
