package model

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
)

// SettingsFile is the name of a workspace's settings; a folder that holds it is a workspace.
const SettingsFile = "milltir.toml"

// LedgerFile holds the books of the pools in a workspace; room ledger reads and writes it.
const LedgerFile = "ledger.csv"

// settingKeys are the members of a Problem that live in milltir.toml.
var settingKeys = []string{"format", "name", "attribution", "plan", "travel", "rates", "rules", "objective", "block", "patches"}

// readSettings fills the Problem's settings from milltir.toml.
func (r *reader) readSettings(p *Problem, b []byte) {
	b, d := readText(SettingsFile, b)
	if d != nil {
		r.report(*d)
		r.badSettings["plan.start"], r.noSettings = true, true
		return
	}
	var raw map[string]any
	if _, err := toml.Decode(string(b), &raw); err != nil {
		r.report(tomlDiagnostic(err))
		r.badSettings["plan.start"], r.noSettings = true, true
		return
	}
	r.origin.lines = tomlLines(string(b))
	tree := r.tomlNode(raw, "")
	for i := range tree.members {
		m := &tree.members[i]
		if slices.Contains(settingKeys, m.key) {
			continue
		}
		advice := maybe(m.key, settingKeys)
		if t := tableOf(m.key); t != nil {
			advice = fmt.Sprintf("Maybe these rows belong in %s", t.file())
		}
		r.report(Diagnostic{Code: "E1011", File: SettingsFile, Line: m.value.line, Column: m.key, Message: fmt.Sprintf("key %q is not known", m.key), Advice: advice})
	}
	tree.members = slices.DeleteFunc(tree.members, func(m member) bool { return !slices.Contains(settingKeys, m.key) })
	if n := tree.get("rates"); n != nil {
		flatten(n, "name")
	}
	if n := tree.get("patches"); n != nil {
		flatten(n, "id")
	}
	r.fillProblem(p, &tree, SettingsFile)
}

func tomlDiagnostic(err error) Diagnostic {
	d := Diagnostic{Code: "E1009", File: SettingsFile, Message: err.Error()}
	var p toml.ParseError
	if errors.As(err, &p) {
		d.Line, d.Message = p.Position.Line, p.Message
	}
	return d
}

// flatten turns a table of tables (or of lists of them) into one list, each item with its
// key as a member: [patches.bala] becomes a row with the id bala.
func flatten(n *node, keyName string) {
	if n.kind != isTable {
		return
	}
	flat := node{kind: isList, line: n.line}
	for _, m := range n.members {
		rows := []node{m.value}
		if m.value.kind == isList {
			rows = m.value.list
		}
		for _, row := range rows {
			key := member{keyName, node{kind: isText, line: row.line, text: m.key}}
			row.members = append([]member{key}, row.members...)
			flat.list = append(flat.list, row)
		}
	}
	*n = flat
}

// tomlNode turns what the TOML decoder gives into a tree, keys in alphabetical order.
func (r *reader) tomlNode(v any, path string) node {
	n := node{line: r.origin.lines[path]}
	switch v := v.(type) {
	case bool:
		n.kind, n.yes = isBool, v
	case string:
		n.kind, n.text = isText, v
	case int64:
		n.kind, n.text = isNumber, strconv.FormatInt(v, 10)
	case float64:
		n.kind, n.text = isNumber, strconv.FormatFloat(v, 'g', -1, 64)
	case time.Time:
		n.kind, n.text = isText, tomlTime(v)
	case []any:
		n.kind = isList
		for i, x := range v {
			n.list = append(n.list, r.tomlNode(x, fmt.Sprintf("%s[%d]", path, i)))
		}
	case []map[string]any:
		n.kind = isList
		for i, x := range v {
			n.list = append(n.list, r.tomlNode(x, fmt.Sprintf("%s[%d]", path, i)))
		}
	case map[string]any:
		n.kind = isTable
		for _, k := range slices.Sorted(maps.Keys(v)) {
			n.members = append(n.members, member{k, r.tomlNode(v[k], join(path, k))})
		}
	}
	if n.line == 0 && path != "" {
		n.line = r.origin.lines[path[:max(0, strings.LastIndexAny(path, ".["))]]
	}
	return n
}

// tomlTime writes a TOML date or time as our cells do.
func tomlTime(t time.Time) string {
	switch {
	case t.Location().String() == "date-local":
		return t.Format(time.DateOnly)
	case t.Location().String() == "time-local":
		return t.Format("15:04")
	}
	return t.Format("2006-01-02 15:04")
}

// header is the path of a section, without the quotes of keys that have a dot in them.
func header(line string) string {
	return strings.TrimSpace(strings.ReplaceAll(cutBefore(line, "]"), `"`, ""))
}

// tomlLines finds the line of every key by its path. It knows section headers and keys at
// the start of a line, which is how people write the file; other keys get their section's line.
func tomlLines(s string) map[string]int {
	lines, section, seen := map[string]int{}, "", map[string]int{}
	number := 0
	for line := range strings.Lines(s) {
		number++
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, "[["):
			name := header(line[2:])
			section = fmt.Sprintf("%s[%d]", name, seen[name])
			seen[name]++
			lines[section], lines[name] = number, cmp.Or(lines[name], number)
		case strings.HasPrefix(line, "["):
			section = header(line[1:])
			lines[section] = number
		case strings.HasPrefix(line, "#"):
		default:
			if key, _, ok := strings.Cut(line, "="); ok {
				path := join(section, strings.Trim(strings.TrimSpace(key), `"`))
				lines[path] = cmp.Or(lines[path], number)
			}
		}
	}
	return lines
}

func cutBefore(s, sep string) string {
	head, _, _ := strings.Cut(s, sep)
	return head
}

// fillProblem fills the Problem from a tree and remembers what was wrong where.
func (r *reader) fillProblem(p *Problem, n *node, file string) {
	f := filler{report: func(code string, n *node, path, message, advice string) {
		table, index, rest := root(path)
		if index >= 0 {
			r.origin.markBad(table, index, columnAt(table, rest))
		}
		r.origin.lines[path] = cmp.Or(r.origin.lines[path], n.line)
		r.badSettings[path] = true
		r.report(Diagnostic{Code: code, File: file, Line: n.line, Column: path, Value: n.text, Message: message, Advice: advice})
	}}
	f.fill(n, reflect.ValueOf(p).Elem(), "")
	if rates := n.get("rates"); rates != nil {
		for i := range rates.list {
			r.origin.rows["rates"] = append(r.origin.rows["rates"], spot{rates.list[i].line, i})
		}
	}
}

// columnAt finds the column that a path inside a row belongs to.
func columnAt(table, path string) string {
	t := tableOf(table)
	if t == nil {
		return path
	}
	for _, c := range t.infos() {
		first, _, _ := root(path)
		if path == c.json || strings.HasPrefix(path, c.json+"[") || strings.HasPrefix(path, c.json+".") || (first == c.name && c.json == c.name) {
			return c.name
		}
	}
	return path
}
