package inrc2

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// faults gathers everything that is wrong with a file, each with its JSON path, up to a length
// that nobody would read to the end.
type faults struct {
	file string
	errs []error
}

const maxFaults = 200

func (f *faults) say(path, format string, args ...any) {
	if len(f.errs) < maxFaults {
		f.errs = append(f.errs, fmt.Errorf("%s: %s: %s", f.file, path, fmt.Sprintf(format, args...)))
	}
}

func (f *faults) err() error { return errors.Join(f.errs...) }

// node is a place in a JSON document. One without a value is not there or hangs below one that
// is not: it answers with zero values and says nothing, so that one mistake is told once.
type node struct {
	value any
	path  string
	f     *faults
}

// document decodes one JSON value that is the whole of data. A key that stands in an object twice
// is a fault: which of the two counts is nothing that a file may leave open.
func document(data []byte, f *faults) (node, error) {
	var whole any
	if err := json.Unmarshal(data, &whole); err != nil {
		return node{}, fmt.Errorf("%s:%d: not JSON: %w", f.file, lineOf(data, err), err)
	}
	if whole == nil {
		return node{}, fmt.Errorf("%s:1: null is no document", f.file)
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	value, err := decode(d, "$", maxDepth, f)
	if err != nil {
		return node{}, fmt.Errorf("%s: not JSON: %w", f.file, err)
	}
	return node{value, "$", f}, nil
}

// lineOf is where a mistake in the syntax is.
func lineOf(data []byte, err error) int {
	at := int64(len(data))
	if syntax := new(json.SyntaxError); errors.As(err, &syntax) {
		at = min(at, max(0, syntax.Offset-1))
	}
	return 1 + bytes.Count(data[:at], []byte("\n"))
}

const maxDepth = 10 // twice what any file of the set needs

// decode takes the next value: objects, arrays, texts, numbers as they are written, true, false, nil.
func decode(d *json.Decoder, path string, depth int, f *faults) (any, error) {
	if depth == 0 {
		return nil, errors.New("nested too deep")
	}
	token, err := d.Token()
	if err != nil {
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		return nil, err
	}
	switch token {
	case json.Delim('{'):
		object := map[string]any{}
		for d.More() {
			key, err := d.Token()
			if err != nil {
				return nil, err
			}
			name, _ := key.(string)
			at := path + "." + name
			if _, twice := object[name]; twice {
				f.say(at, "the key stands there twice")
			}
			if object[name], err = decode(d, at, depth-1, f); err != nil {
				return nil, err
			}
		}
		_, err = d.Token()
		return object, err
	case json.Delim('['):
		array := []any{}
		for d.More() {
			x, err := decode(d, fmt.Sprintf("%s[%d]", path, len(array)), depth-1, f)
			if err != nil {
				return nil, err
			}
			array = append(array, x)
		}
		_, err = d.Token()
		return array, err
	}
	return token, nil
}

func (n node) fail(format string, args ...any) {
	if n.value != nil {
		n.f.say(n.path, format, args...)
	}
}

// at is the member of that name, which has to be there.
func (n node) at(key string) node {
	object, ok := n.value.(map[string]any)
	if !ok {
		n.fail("not an object")
		return node{nil, n.path, n.f}
	}
	x := node{object[key], n.path + "." + key, n.f}
	if x.value == nil {
		n.f.say(x.path, "missing")
	}
	return x
}

// list is the entries of an array, which has low to high of them; of more only so many.
func (n node) list(low, high int) []node {
	array, ok := n.value.([]any)
	if !ok {
		n.fail("not an array")
		return nil
	}
	if len(array) < low || len(array) > high {
		n.fail("%d entries, not %d to %d", len(array), low, high)
	}
	var out []node
	for i, v := range array[:min(len(array), high)] {
		x := node{v, fmt.Sprintf("%s[%d]", n.path, i), n.f}
		if v == nil {
			x.f.say(x.path, "null")
		}
		out = append(out, x)
	}
	return out
}

// whole is a whole number within bounds; else low, and a fault.
func (n node) whole(low, high int) int {
	number, _ := n.value.(json.Number)
	x, err := strconv.Atoi(string(number))
	if err != nil || x < low || x > high {
		n.fail("%.70v is not a whole number from %d to %d", n.value, low, high)
		return low
	}
	return x
}

// text is a text that a line of a solution can have between blanks.
func (n node) text() string {
	s, ok := n.value.(string)
	if !ok || len(s) > 64 || len(strings.Fields(s)) != 1 || strings.TrimSpace(s) != s {
		n.fail("%.70q is no name of up to 64 letters without blanks", fmt.Sprint(n.value))
	}
	return s
}

// id is a text that the index does not have yet. It gets the next number, also if it is wrong, so
// that numbers stay those of the entries.
func (n node) id(index map[string]int) string {
	s := n.text()
	if _, twice := index[s]; twice {
		n.fail("%q stands there twice", s)
	}
	index[s] = len(index)
	return s
}

// oneOf looks a text up; -1 and a fault where it is not known.
func (n node) oneOf(what string, index map[string]int) int {
	s, _ := n.value.(string)
	if i, ok := index[s]; ok {
		return i
	}
	n.fail("%.70q is no %s", fmt.Sprint(n.value), what)
	return -1
}
