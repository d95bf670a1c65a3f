package model

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// WriteSettings writes a problem's settings, its objective sheet among them, as a milltir.toml.
func WriteSettings(w io.Writer, p *Problem) error {
	b, err := tomlSettings(canonical(p))
	if err != nil {
		return err
	}
	_, err = w.Write(b)
	return err
}

// tomlSettings writes the Problem's settings as milltir.toml: the same members as in JSON,
// rates by name.
func tomlSettings(p *Problem) ([]byte, error) {
	settings := struct {
		Format    int       `json:"format"`
		Name      string    `json:"name"`
		From      string    `json:"attribution,omitzero"`
		Plan      Plan      `json:"plan"`
		Travel    Travel    `json:"travel,omitzero"`
		Rules     Rules     `json:"rules,omitzero"`
		Objective Objective `json:"objective,omitzero"`
		Block     BlockYear `json:"block,omitzero"`
		Rates     []Rate    `json:"rates,omitempty"`
	}{p.Format, p.Name, p.Attribution, p.Plan, p.Travel, p.Rules, p.Objective, p.Block, p.Rates}
	b, err := encode(settings)
	if err != nil {
		return nil, err
	}
	tree, _, err := parseJSON(b)
	if err != nil {
		return nil, err
	}
	if rates := tree.get("rates"); rates != nil {
		gather(rates)
	}
	var out bytes.Buffer
	writeTOML(&out, &tree, "")
	return out.Bytes(), nil
}

// gather turns the list of rates, sorted by name, into a table of lists.
func gather(rates *node) {
	table := node{kind: isTable}
	for _, rate := range rates.list {
		name := rate.get("name").text
		rate.members = rate.members[1:]
		if n := len(table.members); n == 0 || table.members[n-1].key != name {
			table.members = append(table.members, member{name, node{kind: isList}})
		}
		last := &table.members[len(table.members)-1].value
		last.list = append(last.list, rate)
	}
	*rates = table
}

// writeTOML writes a table's plain values, then its tables under headers of their own.
func writeTOML(out *bytes.Buffer, n *node, path string) {
	for i := range n.members {
		m := &n.members[i]
		if !nested(&m.value) {
			fmt.Fprintf(out, "%s = %s\n", tomlKey(m.key), tomlValue(&m.value))
		}
	}
	for i := range n.members {
		m := &n.members[i]
		below := join(path, tomlKey(m.key))
		switch {
		case !nested(&m.value):
		case m.value.kind == isTable:
			fmt.Fprintf(out, "\n[%s]\n", below)
			writeTOML(out, &m.value, below)
		default:
			for k := range m.value.list {
				fmt.Fprintf(out, "\n[[%s]]\n", below)
				writeTOML(out, &m.value.list[k], below)
			}
		}
	}
}

// nested tells the values that need a header.
func nested(n *node) bool {
	return n.kind == isTable || (n.kind == isList && len(n.list) > 0 && n.list[0].kind == isTable)
}

func tomlKey(key string) string {
	bare := key != "" && strings.IndexFunc(key, func(r rune) bool {
		return !(r == '_' || r == '-' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z')
	}) < 0
	if bare {
		return key
	}
	return tomlText(key)
}

// tomlText quotes a text; those that were read hold no control characters.
func tomlText(s string) string {
	s = strings.ToValidUTF8(tidy(s), "\uFFFD")
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

func tomlValue(n *node) string {
	switch n.kind {
	case isBool:
		return strconv.FormatBool(n.yes)
	case isNumber:
		return n.text
	case isText:
		return tomlText(n.text)
	}
	parts := make([]string, len(n.list))
	for i := range n.list {
		parts[i] = tomlValue(&n.list[i])
	}
	return "[" + strings.Join(parts, ", ") + "]"
}
