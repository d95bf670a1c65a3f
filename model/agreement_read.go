package model

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// ReadSettings reads the settings of a workspace folder, of a milltir.toml of whatever name, or of a JSON document, and
// checks them: an objective sheet can be read without, or before, the tables that it is for. The problem has no rows
// unless it is a document.
func ReadSettings(path string) (*Problem, Diagnostics, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return failed(Diagnostic{Code: "E1001", File: path, Message: "there is no such file or folder", Advice: "Maybe the path is mistyped"})
	case info.IsDir():
		return settingsOf(os.DirFS(path), SettingsFile)
	case strings.EqualFold(filepath.Ext(path), ".toml"):
		return settingsOf(os.DirFS(filepath.Dir(path)), filepath.Base(path))
	}
	return Read(path, ReadOptions{Discreet: true})
}

// settingsOf reads settings from a file, which messages name.
func settingsOf(fsys fs.FS, file string) (*Problem, Diagnostics, error) {
	r := newReader(ReadOptions{}, "")
	r.fsys = fsys
	p := &Problem{}
	if b, ok := r.open(file); ok {
		r.readSettings(p, b)
	} else if len(r.diags) == 0 {
		r.report(Diagnostic{Code: "E1002", File: SettingsFile, Message: "the folder has no " + SettingsFile, Advice: "Maybe this is not a workspace"})
		r.badSettings["plan.start"] = true
	}
	p.origin = r.origin
	p.Format = or(p.Format, 1)
	p.Patches = nil // rows, wherever they stand
	sortRates(p)
	v := &validator{p: p, badSettings: r.badSettings}
	v.settings()
	found := append(r.diags, v.found...)
	for i := range found {
		found[i].File = file
	}
	r.origin.settings = file
	arrange(found)
	if errs := found.Errors(); len(errs) > 0 {
		return nil, found.Warnings(), errs
	}
	return p, found.Warnings(), nil
}
