package model

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// ReadOptions steer [Read]. The zero value suits a coordinator's folder.
type ReadOptions struct {
	// Strict makes an error of what is otherwise a warning about names: a column or a CSV
	// file that is not known.
	Strict bool
	// Discreet names nobody where patches of several providers are read, or may be since what
	// says so cannot: of what is found there are code, place and what the code means. What one
	// provider may see in full is what [Validate] says of its part ([Problem.OfProvider]).
	Discreet bool
}

// Read reads a workspace folder (or the milltir.toml in it) or one JSON document and
// validates it. The error, a [Diagnostics], holds everything that is wrong at once; the
// problem is then nil. Warnings come beside, whether there is an error or not.
func Read(path string, o ReadOptions) (*Problem, Diagnostics, error) {
	if filepath.Base(path) == SettingsFile {
		path = filepath.Dir(path)
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return failed(Diagnostic{Code: "E1001", File: path, Message: "there is no such file or folder", Advice: "Maybe the path is mistyped"})
	case info.IsDir():
		return ReadFS(os.DirFS(path), o)
	case !strings.EqualFold(filepath.Ext(path), ".json"):
		return failed(Diagnostic{Code: "E1001", File: path, Message: "a workspace is a folder with a milltir.toml, or a .json file", Advice: "Maybe give the folder that the file is in"})
	}
	f, err := os.Open(path)
	if err != nil {
		return failed(Diagnostic{Code: "E1001", File: path, Message: "the file cannot be opened"})
	}
	defer f.Close()
	return readJSON(f, filepath.Base(path), o)
}

// ReadDir reads a workspace folder; see [Read], which also gives the warnings.
func ReadDir(dir string) (*Problem, error) {
	p, _, err := Read(dir, ReadOptions{})
	return p, err
}

// ReadJSON reads one JSON document (docs/schema/problem.schema.json); see [Read].
func ReadJSON(in io.Reader) (*Problem, error) {
	p, _, err := readJSON(in, "", ReadOptions{})
	return p, err
}

func failed(d Diagnostic) (*Problem, Diagnostics, error) {
	return nil, nil, Diagnostics{d}
}

// reader gathers what is found while reading.
type reader struct {
	fsys        fs.FS
	strict      bool
	discreet    bool
	diags       Diagnostics
	origin      *origin
	badSettings map[string]bool // paths that were reported
	noSettings  bool            // there is a milltir.toml, and none of it could be read
}

func newReader(o ReadOptions, json string) *reader {
	return &reader{strict: o.Strict, discreet: o.Discreet, origin: newOrigin(json), badSettings: map[string]bool{}}
}

// report takes a diagnostic; it gives false so that a caller can return what it reports.
func (r *reader) report(d Diagnostic) bool {
	if len(r.diags) < maxFound {
		r.diags = append(r.diags, d)
	}
	return false
}

// unknown reports a name that is not known: a note of the coordinator's, unless strict.
func (r *reader) unknown(d Diagnostic) {
	if r.strict {
		d.Code = "E1008"
	}
	r.report(d)
}

// ReadFS reads a workspace from any file system, an embedded one for example; see [Read].
func ReadFS(fsys fs.FS, o ReadOptions) (*Problem, Diagnostics, error) {
	r := newReader(o, "")
	r.fsys = fsys
	p := &Problem{}
	files := r.list()
	if b, ok := r.open(SettingsFile); ok {
		r.readSettings(p, b)
	} else if len(r.diags) == 0 {
		r.report(Diagnostic{
			Code: "E1002", File: SettingsFile, Message: "the workspace has no " + SettingsFile,
			Advice: "Maybe this is not a workspace; the least it needs is: format = 1, [plan] start = 2026-11-23 (a Monday)",
		})
		r.badSettings["plan.start"] = true
	}
	for _, t := range tables {
		r.readTable(p, t, files)
	}
	r.readPostcodes(p, files)
	r.unknownFiles(files)
	return r.finish(p)
}

// list names the files of the workspace.
func (r *reader) list() []string {
	entries, err := fs.ReadDir(r.fsys, ".")
	if err != nil {
		r.report(Diagnostic{Code: "E1001", Message: "the folder cannot be read"})
	}
	var files []string
	for _, e := range entries {
		if !e.IsDir() {
			files = append(files, e.Name())
		}
	}
	return files
}

// open reads a whole file; ok is false if it is not there or was reported.
func (r *reader) open(file string) (b []byte, ok bool) {
	f, err := r.fsys.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false
	}
	if err == nil {
		defer f.Close()
		b, err = io.ReadAll(io.LimitReader(f, maxFileBytes+1))
	}
	switch {
	case err != nil:
		return nil, r.report(Diagnostic{Code: "E1001", File: file, Message: "the file cannot be read"})
	case len(b) > maxFileBytes:
		return nil, r.report(Diagnostic{Code: "E1004", File: file, Message: fmt.Sprintf("the file is larger than %d MiB", maxFileBytes>>20)})
	}
	return b, true
}

func (r *reader) readTable(p *Problem, t anyTable, files []string) {
	if !slices.Contains(files, t.file()) {
		r.origin.absent[t.jsonKey()] = t.len(p) == 0 // patches may stand in milltir.toml
		return
	}
	if t.jsonKey() == "patches" && len(p.Patches) > 0 {
		r.report(Diagnostic{
			Code: "E1018", File: SettingsFile, Line: r.origin.lines["patches"], Column: "patches",
			Message: "patches stand in milltir.toml and in patches.csv", Advice: "Maybe keep patches.csv alone",
		})
		p.Patches = nil
	}
	before := len(r.diags)
	b, ok := r.open(t.file())
	if ok {
		var s sheet
		if s, ok = r.readSheet(t.file(), b); s.header != nil && (ok || len(s.rows) > 0) {
			t.readSheet(r, p, s)
		}
	}
	if !ok && len(r.diags) > before {
		r.origin.broken[t.jsonKey()] = true
	}
}

// unknownFiles warns of tables that nobody reads: People.csv or visit.csv is easily written.
func (r *reader) unknownFiles(files []string) {
	known := []string{postcodeTable.name, strings.TrimSuffix(LedgerFile, ".csv")}
	for _, t := range tables {
		known = append(known, strings.TrimSuffix(t.file(), ".csv"))
	}
	for _, f := range files {
		if strings.EqualFold(filepath.Ext(f), ".csv") && !slices.Contains(known, strings.TrimSuffix(f, ".csv")) {
			r.unknown(Diagnostic{Code: "W2002", File: f, strange: true, Message: "no table of this name is known, the file is not read", Advice: maybe(strings.TrimSuffix(f, filepath.Ext(f)), known)})
		}
	}
}

// readJSON reads a JSON document; file names it in messages.
func readJSON(in io.Reader, file string, o ReadOptions) (*Problem, Diagnostics, error) {
	if file == "" {
		file = "input.json"
	}
	r := newReader(o, file)
	p := &Problem{}
	n, ok := r.tree(in, file)
	if !ok {
		return nil, nil, r.diags
	}
	if n.kind == isTable {
		for _, t := range tables {
			if rows := n.get(t.jsonKey()); rows != nil {
				for i := range rows.list {
					r.origin.rows[t.jsonKey()] = append(r.origin.rows[t.jsonKey()], spot{rows.list[i].line, i})
					r.zeros(t, &rows.list[i], i)
				}
			}
		}
		for _, key := range settingKeys {
			if m := n.get(key); m != nil {
				r.remember(m, key)
			}
		}
	}
	r.fillProblem(p, &n, file)
	for _, a := range addresses(p) {
		*a.postcode = tidyPostcode(*a.postcode)
	}
	return r.finish(p)
}

// zeros reports every 0 of a row whose least is more: once it is in the model, nobody can tell it
// from a value that was left out.
func (r *reader) zeros(t anyTable, row *node, index int) {
	for _, c := range t.infos() {
		n := row
		for _, key := range strings.Split(c.json, ".") {
			if n != nil {
				n = n.get(key)
			}
		}
		if c.min <= 0 || n == nil || n.kind != isNumber || n.text != "0" {
			continue
		}
		r.origin.markBad(t.jsonKey(), index, c.name)
		d := c.outOfRange(n.text)
		d.File, d.Line, d.Column = r.origin.json, n.line, fmt.Sprintf("%s[%d].%s", t.jsonKey(), index, c.json)
		r.report(d)
	}
}

// tree reads a JSON document into a tree.
func (r *reader) tree(in io.Reader, file string) (n node, ok bool) {
	b, err := io.ReadAll(io.LimitReader(in, maxFileBytes+1))
	switch {
	case err != nil:
		return n, r.report(Diagnostic{Code: "E1001", File: file, Message: "the document cannot be read"})
	case len(b) > maxFileBytes:
		return n, r.report(Diagnostic{Code: "E1004", File: file, Message: fmt.Sprintf("the document is larger than %d MiB", maxFileBytes>>20)})
	}
	b, d := readText(file, b)
	if d != nil {
		return n, r.report(*d)
	}
	n, line, err := parseJSON(b)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = errors.New("the document ends too early")
	}
	if err != nil {
		return n, r.report(Diagnostic{Code: "E1010", File: file, Line: line, Message: err.Error()})
	}
	return n, true
}

// remember notes the lines of settings.
func (r *reader) remember(n *node, path string) {
	r.origin.lines[path] = n.line
	for i := range n.members {
		r.remember(&n.members[i].value, join(path, n.members[i].key))
	}
}

// finish validates what was read, so that everything wrong is told at once.
func (r *reader) finish(p *Problem) (*Problem, Diagnostics, error) {
	p.origin = r.origin
	p.Format = or(p.Format, 1)
	discreet := r.discreet && r.several(p)
	onePatch(p)
	canonise(p)
	found := append(r.diags, validate(p, r.badSettings)...)
	if len(found) >= maxFound {
		found = append(found[:maxFound], Diagnostic{Code: "E1004", Message: fmt.Sprintf("more than %d things are wrong or suspicious; the rest is not listed", maxFound), Advice: "Maybe a column holds something else than its header says"})
	}
	arrange(found)
	if discreet {
		found = found.Discreet()
	}
	if errs := found.Errors(); len(errs) > 0 {
		return nil, found.Warnings(), errs
	}
	return p, found.Warnings(), nil
}

// several tells whether patches are of several providers, or may be: what names them could not be read.
func (r *reader) several(p *Problem) bool {
	if p.Shared() || r.origin.broken["patches"] || r.noSettings && len(p.Patches) == 0 {
		return true
	}
	unread := []string{"E1011", "E1012", "E1013"} // a key that is not known may be the provider's
	return slices.ContainsFunc(r.diags, func(d Diagnostic) bool {
		return slices.Contains(unread, d.Code) && (d.Column == "patches" || strings.HasPrefix(d.Column, "patches[") || d.File == patchTable.file() && d.Column == "provider")
	})
}

// onePatch makes the patch of a workspace that names none, if all its people and carers
// agree on one.
func onePatch(p *Problem) {
	if len(p.Patches) > 0 || len(p.People)+len(p.Carers) == 0 || p.origin.broken["patches"] {
		return
	}
	named := map[PatchID]bool{}
	var id PatchID
	for i := range p.People {
		id = p.People[i].Patch
		named[id] = true
	}
	for i := range p.Carers {
		id = p.Carers[i].Patch
		named[id] = true
	}
	if len(named) == 1 && id != "" {
		p.Patches = []Patch{{ID: id, NameEn: or(p.Name, string(id))}}
	}
}

// canonise brings every table into canonical order.
func canonise(p *Problem) {
	for _, t := range tables {
		t.sort(p, p.origin)
	}
	sortRates(p)
}

// sortRates orders the dated figures by name and first day, and what is known of their places with them.
func sortRates(p *Problem) {
	order := make([]int, len(p.Rates))
	for i := range order {
		order[i] = i
	}
	rates, spots := slices.Clone(p.Rates), slices.Clone(p.origin.spots("rates", len(p.Rates)))
	slices.SortStableFunc(order, func(a, b int) int {
		return strings.Compare(rates[a].Name+"\x1f"+rates[a].From.String(), rates[b].Name+"\x1f"+rates[b].From.String())
	})
	for i, k := range order {
		p.Rates[i] = rates[k]
		if spots != nil {
			p.origin.rows["rates"][i] = spots[k]
		}
	}
}
