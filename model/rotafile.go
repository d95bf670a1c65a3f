package model

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
)

var rotaTable = &table[RotaRow]{
	name: "rota", json: "rows", noun: "row", doc: "A rota in table form, ours or a coordinator's own: one row per carer and stop. Other columns of our own rota.csv are accepted and not read.",
	columns: []column[RotaRow]{
		col("visit", func(x *RotaRow) cell { return text(&x.Visit) }, "visit; for an event its id").must().or("none: a break or a shift"),
		col("date", func(x *RotaRow) cell { return when{&x.Date} }, "date of the visit").must(),
		col("start", func(x *RotaRow) cell { return clock{&x.Start} }, "start").must(),
		col("end", func(x *RotaRow) cell { return clock{&x.End} }, "end").must(),
		col("carer", func(x *RotaRow) cell { return text(&x.Carer) }, "who").must(),
		col("kind", func(x *RotaRow) cell { return text(&x.Kind) }, "visit, break, event, or shift for a worked shift without stops").oneOf(StopVisit, StopBreak, StopEvent, StopShift).or("visit"),
		col("role", func(x *RotaRow) cell { return text(&x.Role) }, "the carer's part in a paired visit"),
		col("shift", func(x *RotaRow) cell { return text(&x.Shift) }, "shift the row belongs to").or("found by time"),
		col("place", func(x *RotaRow) cell { return text(&x.Place) }, "location key"),
	},
}

// ReadRota reads a rota of the problem: our own JSON (docs/schema/rota.schema.json), taken as
// it stands, or a CSV file, whose rows [Assemble] puts into shifts. The error is a
// [Diagnostics] with everything that is wrong.
func ReadRota(path string, p *Problem) (*Rota, error) {
	r, _, err := ReadRotaWith(path, p, ReadRotaOptions{})
	return r, err
}

// ReadRotaWith is [ReadRota] with options. The diagnostics beside the rota tell what a lenient
// reading passed over, one for each entry.
func ReadRotaWith(path string, p *Problem, o ReadRotaOptions) (*Rota, Diagnostics, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, Diagnostics{{Code: "E1001", File: path, Message: "there is no such file", Advice: "Maybe the path is mistyped"}}
	}
	defer f.Close()
	if strings.EqualFold(filepath.Ext(path), ".json") {
		return readRotaJSON(f, filepath.Base(path), p, o)
	}
	return readRotaCSV(f, filepath.Base(path), p, o)
}

// ReadRotaJSON and ReadRotaCSV are [ReadRota] for a stream.
func ReadRotaJSON(in io.Reader, p *Problem) (*Rota, error) {
	r, _, err := readRotaJSON(in, "rota.json", p, ReadRotaOptions{})
	return r, err
}

// ReadRotaCSV reads a rota in table form; see [ReadRota].
func ReadRotaCSV(in io.Reader, p *Problem) (*Rota, error) {
	r, _, err := readRotaCSV(in, "rota.csv", p, ReadRotaOptions{})
	return r, err
}

func readRotaCSV(in io.Reader, file string, p *Problem, o ReadRotaOptions) (*Rota, Diagnostics, error) {
	rows, wrong := readRotaRows(in, file)
	h, err := Expand(p)
	if err != nil {
		return nil, nil, err
	}
	var passed Diagnostics
	for {
		rota, err := Assemble(h, rows)
		found, ok := err.(Diagnostics)
		if err != nil && !ok {
			return nil, nil, err
		}
		for i := range found {
			found[i].File = file
			found[i].Advice = or(found[i].Advice, rotaAdvice(p, found[i]))
		}
		never := slices.ContainsFunc(found, func(d Diagnostic) bool { return d.Code == "E1803" || d.Code == "E1806" })
		if o.Lenient && len(found) > 0 && len(wrong) == 0 && !never {
			passed = append(passed, found...)
			rows = slices.DeleteFunc(rows, func(row RotaRow) bool {
				return slices.ContainsFunc(found, func(d Diagnostic) bool { return d.Line == row.Line })
			})
			continue
		}
		if wrong = append(wrong, found...); len(wrong) > 0 {
			arrange(wrong)
			return nil, nil, wrong
		}
		arrange(passed)
		return rota, passed, nil
	}
}

// rotaAdvice guesses which id was meant.
func rotaAdvice(p *Problem, d Diagnostic) string {
	var t anyTable
	switch d.Column {
	case "carer":
		t = carerTable
	case "shift":
		t = shiftTable
	case "visit":
		t = visitTable
	default:
		return ""
	}
	var ids []string
	for i := range t.len(p) {
		ids = append(ids, t.id(p, i))
	}
	return maybe(d.Value, ids)
}

// readRotaRows reads the rows of a CSV rota and checks what can be said without the problem. It
// gives the rows that nothing is wrong with.
func readRotaRows(in io.Reader, file string) ([]RotaRow, Diagnostics) {
	r := newReader(ReadOptions{}, "")
	b, err := io.ReadAll(io.LimitReader(in, maxFileBytes+1))
	if err != nil || len(b) > maxFileBytes {
		return nil, Diagnostics{{Code: "E1004", File: file, Message: fmt.Sprintf("the file cannot be read or is larger than %d MiB", maxFileBytes>>20)}}
	}
	s, ok := r.readSheet(file, b)
	if !ok && s.header == nil {
		return nil, r.diags.Errors()
	}
	rows, spots := rotaTable.readRows(r, s)
	seen := map[RotaRow]int{}
	for i := range rows {
		row := rows[i]
		at := Diagnostic{File: file, Line: spots[i].line}
		if row.Visit == "" && (row.Kind == "" || row.Kind == StopVisit) && !r.origin.isBad(rotaTable.json, i, "visit") {
			at.Code, at.Column, at.Message = "E1016", "visit", "visit is empty"
			r.report(at)
		}
		r.kind(row.Kind, at)
		if other, twice := seen[row]; twice {
			at.Code, at.Column, at.Message = "E1019", "", fmt.Sprintf("the row is the same as that of line %d", other)
			r.report(at)
		}
		seen[row] = spots[i].line
		rows[i].Line = spots[i].line
	}
	wrong := r.diags.Errors()
	bad := make(map[int]bool, len(wrong))
	for _, d := range wrong {
		bad[d.Line] = true
	}
	return slices.DeleteFunc(rows, func(row RotaRow) bool { return bad[row.Line] }), wrong
}

// kind reports a row of a rota that is of no known kind.
func (r *reader) kind(kind string, at Diagnostic) {
	if kinds := []string{"", StopVisit, StopBreak, StopEvent, StopShift}; !slices.Contains(kinds, kind) {
		at.Code, at.Column, at.Value, at.Message = "E1806", "kind", kind, fmt.Sprintf("kind %q is none of visit, break, event, shift", kind)
		at.Advice = maybe(kind, kinds)
		r.report(at)
	}
}

// visitRows picks the rows of a rota that are visits, by its column kind.
func visitRows(r *reader, s sheet) sheet {
	column := slices.Index(s.header, "kind")
	if column < 0 {
		return s
	}
	all := s.rows
	s.rows = nil
	for _, row := range all {
		switch kind := row.cell(column); kind {
		case StopBreak, StopEvent, StopShift:
		default:
			r.kind(kind, Diagnostic{File: s.file, Line: row.line})
			s.rows = append(s.rows, row)
		}
	}
	return s
}

func readRotaJSON(in io.Reader, file string, p *Problem, o ReadRotaOptions) (*Rota, Diagnostics, error) {
	r := newReader(ReadOptions{}, file)
	rota := &Rota{}
	if n, ok := r.tree(in, file); ok {
		f := filler{report: func(code string, n *node, path, message, advice string) {
			r.report(Diagnostic{Code: code, File: file, Line: n.line, Column: path, Value: n.text, Message: message, Advice: advice})
		}}
		f.fill(&n, reflect.ValueOf(rota).Elem(), "")
		if rota.Format != 1 && len(r.diags) == 0 {
			r.report(Diagnostic{Code: "E1024", File: file, Column: "format", Value: fmt.Sprint(rota.Format), Message: fmt.Sprintf("format %d of a rota is not known", rota.Format), Advice: "Maybe this is not a rota, or one of a later version of milltir"})
		}
	}
	if len(r.diags) > 0 {
		arrange(r.diags)
		return nil, nil, r.diags
	}
	if p == nil {
		return rota, nil, nil
	}
	h, err := p.WithDraws().dated()
	if err != nil {
		return nil, nil, err
	}
	kept, found := leftover(h, rota, file, o)
	switch {
	case len(found) == 0:
		return rota, nil, nil
	case o.Lenient:
		return kept, found, nil
	}
	return nil, nil, found
}

// idSet is the ids of a table.
func idSet(t anyTable, p *Problem) map[string]bool {
	ids := make(map[string]bool, t.len(p))
	for i := range t.len(p) {
		ids[t.id(p, i)] = true
	}
	return ids
}

// WriteRota writes a rota as JSON: the same rota always gives the same bytes.
func WriteRota(out io.Writer, r *Rota) error {
	b, err := encode(r)
	if err == nil {
		_, err = bytes.NewReader(b).WriteTo(out)
	}
	return err
}
