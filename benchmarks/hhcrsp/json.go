package hhcrsp

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
)

// node is a value of a JSON document with its path; nil stands for absent and null. Documents
// are walked without a schema because decoding into structs stops at the first mistake.
type node struct {
	path  string
	value any
	found *[]error
}

// maxFound ends a list of mistakes that nobody would read to the end.
const maxFound = 100

// document reads one JSON value and lets f walk it; it returns all that f found wrong.
func document(data []byte, f func(node)) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	n := node{found: new([]error)}
	if err := d.Decode(&n.value); err != nil {
		return fmt.Errorf("not JSON: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("not JSON: more follows after the document")
	}
	if _, ok := as[map[string]any](n, "an object"); ok {
		f(n)
	}
	return errors.Join(*n.found...)
}

func (n node) say(format string, args ...any) {
	if len(*n.found) < maxFound {
		*n.found = append(*n.found, fmt.Errorf("%s: %s", strings.TrimPrefix(n.path, "."), fmt.Sprintf(format, args...)))
	}
}

// as gives the value as one of a type, or reports that it should be that.
func as[T any](n node, what string) (T, bool) {
	v, ok := n.value.(T)
	if !ok && n.value == nil {
		n.say("is missing; it should be %s", what)
	} else if !ok {
		n.say("should be %s", what)
	}
	return v, ok
}

func (n node) field(name string) node {
	m, _ := n.value.(map[string]any)
	return node{n.path + "." + name, m[name], n.found}
}

func (n node) items() []node {
	list, _ := as[[]any](n, "a list")
	out := make([]node, len(list))
	for i, v := range list {
		out[i] = node{fmt.Sprintf("%s[%d]", n.path, i), v, n.found}
	}
	return out
}

// objects are the elements of a list that holds objects only.
func (n node) objects() (out []node) {
	for _, x := range n.items() {
		if _, ok := as[map[string]any](x, "an object"); ok {
			out = append(out, x)
		}
	}
	return out
}

// pair is a list of two.
func (n node) pair() (a, b node, ok bool) {
	list := n.items()
	if len(list) != 2 {
		n.say("should hold two numbers")
		return n, n, false
	}
	return list[0], list[1], true
}

// id enters a new id into an index. Ids become parts of ids of ours, where "any" has a meaning.
func (n node) id(index map[string]int) string {
	s, ok := as[string](n, "a text")
	if ok && (s == "" || len(s) > 60 || s == "any" || strings.Trim(s, idRunes) != "") {
		n.say("%.70q should be 1 to 60 letters, digits, dots, - or _, and not any", s)
	} else if _, twice := index[s]; ok && twice {
		n.say("%q is there twice", s)
	}
	index[s] = len(index)
	return s
}

const idRunes = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_"

// among finds the text in an index, -1 if it is not there.
func (n node) among(index map[string]int) (string, int) {
	s, ok := as[string](n, "a text")
	i, known := index[s]
	if ok && known {
		return s, i
	}
	if ok {
		n.say("%.40q is not known", s)
	}
	return s, -1
}

// number is a number from 0 to a limit.
func (n node) number(limit float64) float64 {
	text, ok := as[json.Number](n, "a number")
	x, err := text.Float64()
	if ok && (err != nil || x < 0 || x > limit) {
		n.say("%.40s is not between 0 and %v", text, limit)
	}
	return min(max(x, 0), limit)
}

// whole is a whole number of units.
func (n node) whole() int {
	x := n.number(latest)
	if !nearly(x) {
		n.say("%v should be a whole number", x)
	}
	return int(math.Round(x))
}

// nearly tells whether a number is whole but for the noise of a float.
func nearly(x float64) bool { return math.Abs(x-math.Round(x)) <= 1e-6 }
