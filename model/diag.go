package model

import (
	"fmt"
	"slices"
	"strings"
)

// Diagnostic is one thing wrong (code E…) or suspicious (code W…) in the input.
type Diagnostic struct {
	Code    string `json:"code"` // E1103, W2001, …; the list is docs/ERRORS.md
	File    string `json:"file,omitzero"`
	Line    int    `json:"line,omitzero"`   // 1 is the header row of a table
	Column  string `json:"column,omitzero"` // of a table; for JSON the path, e.g. visits[3].windows
	Value   string `json:"value,omitzero"`
	Message string `json:"message"`
	Advice  string `json:"advice,omitzero"` // "Maybe …"

	Figures string `json:"-"` // in the words of a message, what Message says that is about nobody, see [Diagnostics.Discreet]

	strange bool // File is neither one of ours nor the one that was asked for
}

// Error prints `E1103 visits.csv:14 windows: window closes before it opens (08:30 > 08:00). Maybe …`.
func (d Diagnostic) Error() string {
	var b strings.Builder
	b.WriteString(d.Code)
	if d.File != "" {
		fmt.Fprintf(&b, " %s", d.File)
		if d.Line > 0 {
			fmt.Fprintf(&b, ":%d", d.Line)
		}
	}
	if d.Column != "" {
		fmt.Fprintf(&b, " %s", d.Column)
	}
	fmt.Fprintf(&b, ": %s", d.Message)
	if d.Advice != "" {
		fmt.Fprintf(&b, ". %s", d.Advice)
	}
	return b.String()
}

// Warning tells a suspicion from an error.
func (d Diagnostic) Warning() bool { return strings.HasPrefix(d.Code, "W") }

// Diagnostics is everything found in one input, errors and warnings, in order of file and line.
// As an error it prints one line each.
type Diagnostics []Diagnostic

func (ds Diagnostics) Error() string {
	lines := make([]string, len(ds))
	for i, d := range ds {
		lines[i] = d.Error()
	}
	return strings.Join(lines, "\n")
}

// Errors gives the errors among the diagnostics, Warnings the rest.
func (ds Diagnostics) Errors() Diagnostics   { return ds.filter(false) }
func (ds Diagnostics) Warnings() Diagnostics { return ds.filter(true) }

// Discreet leaves what the rows say out, for readers who may not see all of them: code, file, line, the name
// of a column that is one of ours, what the code means and Figures stay. Of the settings, which name nobody, all does.
// Of a file that lies in the folder and is none of ours, the name goes, too: it may be somebody's.
func (ds Diagnostics) Discreet() Diagnostics {
	var out Diagnostics
	for _, d := range ds {
		if d.ofSettings() {
			out = append(out, d)
			continue
		}
		k := Diagnostic{Code: d.Code, Line: d.Line, Message: "something is wrong"}
		if !d.strange {
			k.File = d.File
		}
		if d.columnKnown() {
			k.Column = d.Column
		}
		for _, c := range Codes {
			if c.Code == d.Code {
				k.Message, k.Advice = strings.TrimSuffix(c.Means, "."), strings.TrimSuffix(c.Fix, ".")
			}
		}
		if d.Figures != "" {
			k.Message = d.Figures
		}
		out = append(out, k)
	}
	return out
}

// ofSettings tells whether a finding is about a setting. Patches are rows, wherever they stand.
func (d Diagnostic) ofSettings() bool {
	key, _, _ := strings.Cut(d.Column, ".")
	return d.File == SettingsFile && d.Column == "" ||
		!strings.HasSuffix(d.File, ".csv") && key != "patches" && slices.Contains(settingKeys, key)
}

// columnKnown tells whether a column, or a path in a document, is of names that are ours: a header may be
// anybody's.
func (d Diagnostic) columnKnown() bool {
	for i, key := range strings.Split(d.Column, ".") {
		key, _, indexed := strings.Cut(key, "[")
		known := slices.ContainsFunc(tables, func(t anyTable) bool {
			return i == 0 && indexed && t.jsonKey() == key || slices.ContainsFunc(t.infos(), func(c colInfo) bool {
				return c.name == key || slices.Contains(strings.Split(c.json, "."), key)
			})
		})
		if !known {
			return false
		}
	}
	return true
}

func (ds Diagnostics) filter(warning bool) Diagnostics {
	var out Diagnostics
	for _, d := range ds {
		if d.Warning() == warning {
			out = append(out, d)
		}
	}
	return out
}
