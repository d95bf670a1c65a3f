package model

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// node is one value of a JSON document or of milltir.toml, with the line it stands on. Only
// the fields of its kind are set.
type node struct {
	kind    nodeKind
	line    int
	text    string // of a string; of a number as written
	yes     bool
	list    []node
	members []member // in the order of the document
}

type member struct {
	key   string
	value node
}

type nodeKind int

const (
	isNull nodeKind = iota
	isBool
	isNumber
	isText
	isList
	isTable
)

func (k nodeKind) String() string {
	return [...]string{"null", "true or false", "a number", "text", "a list", "a table"}[k]
}

// get finds a member of a table.
func (n *node) get(key string) *node {
	for i := range n.members {
		if n.members[i].key == key {
			return &n.members[i].value
		}
	}
	return nil
}

// maxDepth is deeper than any document of ours.
const maxDepth = 32

// parser makes a tree of a JSON text.
type parser struct {
	dec  *json.Decoder
	text []byte
	at   int // offset up to which lines are counted
	line int
}

// parseJSON reads one JSON value that fills the whole text. The error comes with its line.
func parseJSON(b []byte) (n node, line int, err error) {
	p := &parser{dec: json.NewDecoder(bytes.NewReader(b)), text: b, line: 1}
	p.dec.UseNumber()
	n, err = p.value(0)
	if err == nil {
		if _, more := p.dec.Token(); more != io.EOF {
			err = fmt.Errorf("there is more after the end of the document")
		}
	}
	return n, p.here(), err
}

// here is the line the decoder has come to.
func (p *parser) here() int {
	to := min(int(p.dec.InputOffset()), len(p.text))
	p.line += bytes.Count(p.text[p.at:to], []byte("\n"))
	p.at = to
	return p.line
}

func (p *parser) value(depth int) (n node, err error) {
	if depth > maxDepth {
		return n, fmt.Errorf("values are nested more than %d deep", maxDepth)
	}
	t, err := p.dec.Token()
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return n, err
	}
	n.line = p.here()
	switch t := t.(type) {
	case bool:
		n.kind, n.yes = isBool, t
	case json.Number:
		n.kind, n.text = isNumber, t.String()
	case string:
		n.kind, n.text = isText, t
	case json.Delim:
		if t == '{' {
			n.kind, n.members = isTable, []member{}
			err = p.members(&n, depth)
		} else {
			n.kind = isList
			err = p.items(&n, depth)
		}
	}
	return n, err
}

func (p *parser) members(n *node, depth int) error {
	for p.dec.More() {
		t, err := p.dec.Token()
		if err != nil {
			return err
		}
		key, _ := t.(string)
		v, err := p.value(depth + 1)
		if err != nil {
			return err
		}
		n.members = append(n.members, member{key, v})
	}
	_, err := p.dec.Token()
	return err
}

func (p *parser) items(n *node, depth int) error {
	for p.dec.More() {
		v, err := p.value(depth + 1)
		if err != nil {
			return err
		}
		n.list = append(n.list, v)
	}
	_, err := p.dec.Token()
	return err
}

// join adds a key to a path.
func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// root gives the first step of a path and what follows it: "visits[3].windows" is
// "visits", 3, "windows"; index is -1 without one.
func root(path string) (head string, index int, rest string) {
	head, rest, _ = strings.Cut(path, ".")
	name, number, ok := strings.Cut(head, "[")
	if !ok {
		return head, -1, rest
	}
	if _, err := fmt.Sscanf(number, "%d]", &index); err != nil {
		return name, -1, rest
	}
	return name, index, rest
}
