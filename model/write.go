package model

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
)

// canonical gives a copy of the problem in normal form: rows in canonical order, shifts
// without id named after their content, empty tables absent. Defaults are not written out,
// so that a later version may improve them.
func canonical(p *Problem) *Problem {
	q := *p.own()
	q.origin = nil
	q.Format = or(q.Format, 1)
	q.Rates = slices.Clone(q.Rates)
	for _, t := range tables {
		t.fork(&q)
	}
	canonise(&q)
	return &q
}

// Canonical gives a copy of the problem with its rows in the order in which a reader would
// have put them, so that the order in which a program adds rows does not matter either.
func (p *Problem) Canonical() *Problem { return canonical(p) }

// encode writes a value as indented JSON with a line end.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("cannot be written as JSON: %w", err)
	}
	return b.Bytes(), nil
}

// WriteJSON writes the problem in normal form: the same problem always gives the same bytes,
// whatever the order of its rows and whether it came from a folder or a document.
func WriteJSON(out io.Writer, p *Problem) error {
	b, err := encode(canonical(p))
	if err == nil {
		_, err = out.Write(b)
	}
	return err
}

// Hash names the problem by its content: SHA-256 of its normal form, in hexadecimal. It is
// empty for a problem that cannot be written, one with an infinite weight for example. Of files outside the workspace
// only the names count: they are the same ones when it is written elsewhere.
func (p *Problem) Hash() string {
	q := canonical(p)
	q.Travel.Roads, q.Travel.Factors = fileName(q.Travel.Roads), fileName(q.Travel.Factors)
	if q.Travel.Server != nil {
		server := *q.Travel.Server
		server.KeyFile = fileName(server.KeyFile)
		q.Travel.Server = &server
	}
	return hash(q)
}

// fileName is the last part of a path; "" of none.
func fileName(path string) string {
	if path == "" {
		return ""
	}
	return filepath.Base(path)
}

func hash(v any) string {
	b, err := encode(v)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// WriteDir writes the problem as a workspace folder, which is made if need be. Every file is
// written beside its place first and moved there when all are complete; tables that the
// problem does not have are removed, so that the folder reads as this problem.
func WriteDir(dir string, p *Problem) error {
	files, err := folder(canonical(p))
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	var done []string
	defer func() {
		for _, f := range done {
			os.Remove(f) // those that were moved are gone already
		}
	}()
	for _, f := range files {
		if f.content == nil {
			continue
		}
		temp, err := writeTemp(dir, f.content)
		if err != nil {
			return err
		}
		done = append(done, temp)
	}
	k := 0
	for _, f := range files {
		name := filepath.Join(dir, f.name)
		if f.content == nil {
			if err := os.Remove(name); err != nil && !os.IsNotExist(err) {
				return err
			}
			continue
		}
		if err := os.Rename(done[k], name); err != nil {
			return err
		}
		k++
	}
	return nil
}

// writeTemp writes a new file beside the place it is meant for.
func writeTemp(dir string, content []byte) (string, error) {
	f, err := os.CreateTemp(dir, ".milltir-*")
	if err != nil {
		return "", err
	}
	_, err = f.Write(content)
	if err == nil {
		err = f.Chmod(0o644)
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return f.Name(), err
}

// namedFile is one file of a folder; nil content means that it must not be there.
type namedFile struct {
	name    string
	content []byte
}

// folder makes the files of a canonical problem.
func folder(p *Problem) ([]namedFile, error) {
	settings, err := tomlSettings(p)
	if err != nil {
		return nil, err
	}
	out := []namedFile{{SettingsFile, settings}}
	codes, bare := postcodesOf(p)
	for _, t := range tables {
		f := namedFile{name: t.file()}
		if t.len(p) > 0 {
			f.content = csvBytes(t.writeSheet(bare))
		}
		out = append(out, f)
	}
	f := namedFile{name: postcodeFile}
	if len(codes) > 0 {
		f.content = csvBytes(postcodeTable.writeRows(codes))
	}
	return append(out, f), nil
}

func csvBytes(rows [][]string) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.WriteAll(rows) // a bytes.Buffer takes everything
	return b.Bytes()
}

// postcodesOf takes the coordinates out of the rows that have a postcode, on a copy, and
// gives them as a table of their own.
func postcodesOf(p *Problem) ([]postcodeRow, *Problem) {
	bare := canonical(p)
	known := map[string]postcodeRow{}
	var codes []postcodeRow
	for _, a := range addresses(bare) {
		if *a.postcode == "" || !a.placed() {
			continue
		}
		row := postcodeRow{*a.postcode, *a.lat, *a.lon}
		if other, ok := known[row.Postcode]; ok && other != row {
			*a.postcode = "" // two doors of one postcode: the coordinates say more
			continue
		} else if !ok {
			known[row.Postcode] = row
			codes = append(codes, row)
		}
		*a.lat, *a.lon = 0, 0
	}
	slices.SortFunc(codes, func(a, b postcodeRow) int { return slices.Compare([]string{a.Postcode}, []string{b.Postcode}) })
	return codes, bare
}
