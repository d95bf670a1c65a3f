package uhhc

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
)

// maxFaults ends a list of mistakes that nobody would read to the end.
const maxFaults = 200

// faults gathers everything that is wrong with a document, each with its JSON path.
type faults struct {
	lines []string
	more  int
}

func (f *faults) say(path, format string, args ...any) {
	if len(f.lines) == maxFaults {
		f.more++
		return
	}
	f.lines = append(f.lines, path+": "+fmt.Sprintf(format, args...))
}

func (f *faults) err() error {
	if f.more > 0 {
		return fmt.Errorf("%s\nand %d more", strings.Join(f.lines, "\n"), f.more)
	}
	if len(f.lines) > 0 {
		return errors.New(strings.Join(f.lines, "\n"))
	}
	return nil
}

// node is a place in a JSON document. A dead node has been reported, or hangs below one that
// has: it answers with zero values and says nothing, so that one mistake is told once.
type node struct {
	value any
	path  string
	f     *faults
	dead  bool
}

// document decodes one JSON value that is the whole of r.
func document(r io.Reader, f *faults) (node, error) {
	d := json.NewDecoder(r)
	var v any
	if err := d.Decode(&v); err != nil {
		return node{}, fmt.Errorf("not JSON: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return node{}, errors.New("not JSON: something follows the document")
	}
	return node{value: v, path: "$", f: f}, nil
}

func (n node) fail(format string, args ...any) {
	if !n.dead {
		n.f.say(n.path, format, args...)
	}
}

// maybe is the member of that name, if the object has one that is not null.
func (n node) maybe(key string) (node, bool) {
	below := node{path: n.path + "." + key, f: n.f, dead: true}
	if n.dead {
		return below, false
	}
	object, ok := n.value.(map[string]any)
	if !ok {
		return below, false
	}
	v, ok := object[key]
	if !ok || v == nil {
		return below, false
	}
	below.value, below.dead = v, false
	return below, true
}

// at is the member of that name, which has to be there.
func (n node) at(key string) node {
	below, ok := n.maybe(key)
	if !ok && !n.dead {
		if _, object := n.value.(map[string]any); !object {
			n.fail("not an object, so without %s", key)
		} else {
			n.f.say(below.path, "missing")
		}
	}
	return below
}

// list is the members of an array with at least low and at most high of them; a longer one is
// cut, so that a mad length is reported once.
func (n node) list(low, high int) []node {
	if n.dead {
		return nil
	}
	array, ok := n.value.([]any)
	if !ok {
		n.fail("not an array")
		return nil
	}
	if len(array) < low || len(array) > high {
		n.fail("%d entries, not %d to %d", len(array), low, high)
		array = array[:min(len(array), high)]
	}
	out := make([]node, len(array))
	for i, v := range array {
		out[i] = node{value: v, path: fmt.Sprintf("%s[%d]", n.path, i), f: n.f}
	}
	return out
}

// whole is a whole number within bounds, also where it is written 207.0.
func (n node) whole(low, high int) int {
	if n.dead {
		return 0
	}
	x, ok := n.value.(float64)
	switch {
	case !ok:
		n.fail("not a number")
	case x != math.Trunc(x):
		n.fail("%v is not a whole number", x)
	case x < float64(low) || x > float64(high):
		n.fail("%v is out of range (%d to %d)", x, low, high)
	default:
		return int(x)
	}
	return 0
}

func (n node) text() string {
	if n.dead {
		return ""
	}
	s, ok := n.value.(string)
	if !ok {
		n.fail("not a text")
	}
	return s
}

// id is a text that is fit to be part of an id of ours.
func (n node) id() string {
	s := n.text()
	if _, told := n.value.(string); n.dead || !told {
		return ""
	}
	odd := strings.IndexFunc(s, func(c rune) bool {
		return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && !strings.ContainsRune("._-", c)
	})
	if s == "" || len(s) > 64 || odd >= 0 {
		n.fail("%.70q is not an id of 1 to 64 letters, digits, dots, dashes", s)
		return ""
	}
	return s
}

// flag is a yes or no that may be left out: no.
func (n node) flag(key string) bool {
	below, ok := n.maybe(key)
	if !ok {
		return false
	}
	b, ok := below.value.(bool)
	if !ok {
		below.fail("not true or false")
	}
	return b
}

// oneOf looks a text up among others; -1 and a fault where it is not there.
func (n node) oneOf(what string, index map[string]int) int {
	s := n.text()
	if i, ok := index[s]; ok {
		return i
	}
	if _, told := n.value.(string); told {
		n.fail("%.70q is no %s", s, what)
	}
	return -1
}
