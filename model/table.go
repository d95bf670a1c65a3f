package model

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

// column describes one column of a table, once for the reader, the writer, [Validate], the
// JSON schema and docs/FILES.md.
type column[T any] struct {
	colInfo
	cell func(*T) cell
}

// colInfo is what a column is, whatever its table's type.
type colInfo struct {
	name     string
	json     string // path inside the row in JSON, where it is not the name
	required bool
	key      bool     // part of what must be unique
	fallback string   // what an empty cell means, in words
	doc      string   // one line for FILES.md
	unit     string   // minutes, kilometres, …
	enum     []string // allowed values
	refs     []string // tables (JSON keys) whose ids are allowed
	also     []string // allowed besides them
	id       bool     // names things: characters that separate list items are refused
	min, max float64  // of a number
	alias    []string // other names that the header may use
	instead  string   // advice where a value is none of the enum's, nor near one
	later    bool     // read and kept, not planned in this version
}

// col starts a column; numbers may be 0 … 1,000,000 unless [column.in] says otherwise.
func col[T any](name string, c func(*T) cell, doc string) column[T] {
	return column[T]{colInfo{name: name, json: name, doc: doc, max: 1e6}, c}
}

func (c column[T]) must() column[T]             { c.required = true; return c }
func (c column[T]) keyed() column[T]            { c.key = true; return c }
func (c column[T]) or(def string) column[T]     { c.fallback = def; return c }
func (c column[T]) of(unit string) column[T]    { c.unit = unit; return c }
func (c column[T]) oneOf(v ...string) column[T] { c.enum = v; return c }
func (c column[T]) hint(s string) column[T]     { c.instead = s; return c }
func (c column[T]) ref(tables ...string) column[T] {
	c.refs, c.id = tables, true
	return c
}
func (c column[T]) orWord(words ...string) column[T] { c.also = words; return c }
func (c column[T]) word() column[T]                  { c.id = true; return c }
func (c column[T]) in(low, high float64) column[T]   { c.min, c.max = low, high; return c }
func (c column[T]) at(path string) column[T]         { c.json = path; return c }
func (c column[T]) called(names ...string) column[T] { c.alias = names; return c }
func (c column[T]) notYet() column[T]                { c.later = true; return c }

// ident is the column of a table's id.
func ident[T any, S ~string](p func(*T) *S) column[T] {
	return col("id", func(x *T) cell { return text(p(x)) }, "free text, unique in the file").must().keyed().word()
}

// table describes one CSV file and the slice of the Problem that holds its rows.
type table[T any] struct {
	name    string // of the file, without .csv
	json    string // of the slice in JSON
	noun    string // of one row, in messages
	doc     string
	columns []column[T]
	rows    func(*Problem) *[]T
	beside  []string                   // columns that may stand in the file as well and are not read
	pick    func(*reader, sheet) sheet // leaves out the rows that are none of the table's; nil: all are
	newID   func(row *T, id string)    // gives an id to a row without one; nil where ids are required or absent
}

// anyTable is a table whatever the type of its rows.
type anyTable interface {
	file() string
	jsonKey() string
	about() (noun, doc string)
	infos() []colInfo
	len(*Problem) int
	readSheet(*reader, *Problem, sheet)
	writeSheet(*Problem) [][]string
	sort(*Problem, *origin)
	fork(p *Problem)
	check(*validator)
	unplanned(*validator)
	id(p *Problem, row int) string
}

func (t *table[T]) file() string              { return t.name + ".csv" }
func (t *table[T]) jsonKey() string           { return t.json }
func (t *table[T]) about() (noun, doc string) { return t.noun, t.doc }
func (t *table[T]) len(p *Problem) int        { return len(*t.rows(p)) }

func (t *table[T]) infos() []colInfo {
	out := make([]colInfo, len(t.columns))
	for i := range t.columns {
		out[i] = t.columns[i].colInfo
	}
	return out
}

// id gives the id of a row, "" in tables without ids.
func (t *table[T]) id(p *Problem, row int) string {
	if t.columns[0].name != "id" {
		return ""
	}
	return t.columns[0].cell(&(*t.rows(p))[row]).write()
}

// texts writes all cells of a row.
func (t *table[T]) texts(row *T) []string {
	out := make([]string, len(t.columns))
	for i := range t.columns {
		out[i] = t.columns[i].cell(row).write()
	}
	return out
}

// fork gives the problem its own copy of the rows.
func (t *table[T]) fork(p *Problem) {
	rows := t.rows(p)
	*rows = slices.Clone(*rows)
}

// sort names the rows that have no id and brings all rows into canonical order: by their
// cells from the first column on, ids and natural keys standing first.
func (t *table[T]) sort(p *Problem, o *origin) {
	rows := *t.rows(p)
	type keyed struct {
		texts []string
		row   T
		spot  spot
	}
	spots := o.spots(t.json, len(rows))
	all := make([]keyed, len(rows))
	for i := range rows {
		all[i] = keyed{texts: t.texts(&rows[i]), row: rows[i]}
		if t.newID != nil && all[i].texts[0] == "" {
			all[i].texts[0] = contentID(all[i].texts)
			t.newID(&all[i].row, all[i].texts[0])
		}
		if spots != nil {
			all[i].spot = spots[i]
		}
	}
	slices.SortStableFunc(all, func(a, b keyed) int {
		return cmp.Or(slices.Compare(a.texts, b.texts), cmp.Compare(a.spot.line, b.spot.line))
	})
	for i := range all {
		rows[i] = all[i].row
		if spots != nil {
			spots[i] = all[i].spot
		}
	}
}

// contentID makes an id of what a row says, so that it does not depend on where it stands.
func contentID(texts []string) string {
	sum := sha256.Sum256([]byte(strings.Join(texts, "\x1f")))
	return "row-" + hex.EncodeToString(sum[:6])
}

// tableOf finds a table by its key in JSON.
func tableOf(key string) anyTable {
	for _, t := range tables {
		if t.jsonKey() == key {
			return t
		}
	}
	return nil
}
