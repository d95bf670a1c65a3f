package uhhc

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
)

// faults gathers everything that is wrong with a document, each with its JSON path and once, up
// to a length that nobody would read to the end.
type faults []string

func (f *faults) say(path, format string, args ...any) {
	if line := path + ": " + fmt.Sprintf(format, args...); len(*f) < 200 && !slices.Contains(*f, line) {
		*f = append(*f, line)
	}
}

func (f *faults) err(what string) error {
	if len(*f) == 0 {
		return nil
	}
	return fmt.Errorf("%s:\n%s", what, strings.Join(*f, "\n"))
}

// node is a place in a JSON document. One without a value is not there or hangs below one that
// is not: it answers with zero values and says nothing, so that one mistake is told once.
type node struct {
	value any
	path  string
	f     *faults
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
	if v == nil {
		return node{}, errors.New("null is no document")
	}
	return node{v, "$", f}, nil
}

func (n node) fail(format string, args ...any) {
	if n.value != nil {
		n.f.say(n.path, format, args...)
	}
}

// as is the value as a T.
func as[T any](n node, what string) T {
	x, ok := n.value.(T)
	if !ok {
		n.fail("not %s", what)
	}
	return x
}

func (n node) text() string { return as[string](n, "a text") }

// maybe is the member of that name, without a value if there is none.
func (n node) maybe(key string) node {
	object, _ := n.value.(map[string]any)
	return node{object[key], n.path + "." + key, n.f}
}

// at is the member of that name, which has to be there.
func (n node) at(key string) node {
	x := n.maybe(key)
	if x.value == nil && n.value != nil {
		n.f.say(x.path, "missing")
	}
	return x
}

// list is the entries of an array, which has low to high of them; of more only so many.
func (n node) list(low, high int) []node {
	array := as[[]any](n, "an array")
	if array != nil && (len(array) < low || len(array) > high) {
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

// whole is a whole number within bounds, also one that is written 207.0.
func (n node) whole(low, high int) int {
	x, ok := n.value.(float64)
	if !ok || x != math.Trunc(x) || x < float64(low) || x > float64(high) {
		n.fail("%.70v is not a whole number from %d to %d", n.value, low, high)
		return low
	}
	return int(x)
}

// id is a text that is fit to be part of an id of ours, which is why it has no slash.
func (n node) id() string {
	s, _ := n.value.(string)
	const signs = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-"
	if s == "" || len(s) > 64 || strings.Trim(s, signs) != "" {
		n.fail("%.70v is not an id of 1 to 64 letters, digits, dots and dashes", s)
	}
	return s
}

// oneOf looks an id up among others; -1 and a fault where it is not there.
func (n node) oneOf(what string, index map[string]int) int {
	s, _ := n.value.(string)
	if i, ok := index[s]; ok && s != "" {
		return i
	}
	n.fail("%.70v is no %s", n.value, what)
	return -1
}
