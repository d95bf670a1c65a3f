package model

import (
	"encoding"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
)

// filler puts a tree into Go values, strictly: what does not belong is reported with its
// path, and the rest is filled all the same.
type filler struct {
	report func(code string, n *node, path, message, advice string)
}

var (
	textType    = reflect.TypeFor[encoding.TextUnmarshaler]()
	weightsType = reflect.TypeFor[Weights]()
)

// fill sets v from n.
func (f *filler) fill(n *node, v reflect.Value, path string) {
	if n.kind == isNull {
		return
	}
	if v.Kind() == reflect.Pointer {
		v.Set(reflect.New(v.Type().Elem()))
		f.fill(n, v.Elem(), path)
		return
	}
	if v.Type() == weightsType {
		f.weights(n, v, path)
		return
	}
	if reflect.PointerTo(v.Type()).Implements(textType) {
		f.textual(n, v, path)
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		f.structure(n, v, path)
	case reflect.Slice:
		f.slice(n, v, path)
	case reflect.Array:
		f.array(n, v, path)
	case reflect.Map:
		f.dict(n, v, path)
	default:
		f.leaf(n, v, path)
	}
}

// expect reports a node of the wrong kind.
func (f *filler) expect(n *node, kind nodeKind, path string) bool {
	if n.kind == kind {
		return true
	}
	f.report("E1013", n, path, fmt.Sprintf("%s belongs here, not %s", kind, n.kind), "")
	return false
}

func (f *filler) textual(n *node, v reflect.Value, path string) {
	if !f.expect(n, isText, path) {
		return
	}
	if err := v.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(tidy(n.text))); err != nil {
		f.report("E1013", n, path, err.Error(), "")
	}
}

// weights takes one number for a list of one.
func (f *filler) weights(n *node, v reflect.Value, path string) {
	var list []float64
	if n.kind != isList { // one number is the usual case
		if !f.expect(n, isNumber, path) {
			return
		}
		list = make([]float64, 1)
		f.leaf(n, reflect.ValueOf(&list[0]).Elem(), path)
	} else {
		f.slice(n, reflect.ValueOf(&list).Elem(), path)
	}
	v.Set(reflect.ValueOf(Weights(list)))
}

func (f *filler) structure(n *node, v reflect.Value, path string) {
	if !f.expect(n, isTable, path) {
		return
	}
	fields := map[string]int{}
	var names []string
	for i := range v.NumField() {
		tag, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		if v.Type().Field(i).IsExported() && tag != "" && tag != "-" {
			fields[tag] = i
			names = append(names, tag)
		}
	}
	seen := map[string]bool{}
	for i := range n.members {
		m := &n.members[i]
		k, known := fields[m.key]
		switch {
		case !known:
			f.report("E1011", &m.value, join(path, m.key), fmt.Sprintf("key %q is not known", m.key), maybe(m.key, names))
		case seen[m.key]:
			f.report("E1012", &m.value, join(path, m.key), fmt.Sprintf("key %q stands there twice", m.key), "")
		default:
			seen[m.key] = true
			f.fill(&m.value, v.Field(k), join(path, m.key))
		}
	}
}

func (f *filler) slice(n *node, v reflect.Value, path string) {
	if !f.expect(n, isList, path) {
		return
	}
	if len(n.list) > maxRows {
		f.report("E1004", n, path, fmt.Sprintf("the list has more than %d items", maxRows), "")
		return
	}
	if len(n.list) == 0 {
		return // an empty list is written as none
	}
	v.Set(reflect.MakeSlice(v.Type(), len(n.list), len(n.list)))
	if v.Type().Elem() == reflect.TypeFor[int32]() {
		f.ticks(n, v, path)
		return
	}
	for i := range n.list {
		f.fill(&n.list[i], v.Index(i), fmt.Sprintf("%s[%d]", path, i))
	}
}

// ticks fills the whole numbers of a matrix: paths are made only for what is reported.
func (f *filler) ticks(n *node, v reflect.Value, path string) {
	for i := range n.list {
		x, err := strconv.ParseInt(n.list[i].text, 10, 32)
		if n.list[i].kind != isNumber || err != nil {
			f.fill(&n.list[i], v.Index(i), fmt.Sprintf("%s[%d]", path, i))
			continue
		}
		v.Index(i).SetInt(x)
	}
}

func (f *filler) array(n *node, v reflect.Value, path string) {
	if !f.expect(n, isList, path) {
		return
	}
	if len(n.list) != v.Len() {
		f.report("E1013", n, path, fmt.Sprintf("%d values belong here, not %d", v.Len(), len(n.list)), "")
		return
	}
	for i := range n.list {
		f.fill(&n.list[i], v.Index(i), fmt.Sprintf("%s[%d]", path, i))
	}
}

func (f *filler) dict(n *node, v reflect.Value, path string) {
	if !f.expect(n, isTable, path) {
		return
	}
	if len(n.members) == 0 {
		return
	}
	v.Set(reflect.MakeMapWithSize(v.Type(), len(n.members)))
	for i := range n.members {
		m := &n.members[i]
		key := reflect.ValueOf(tidy(m.key)).Convert(v.Type().Key())
		if v.MapIndex(key).IsValid() {
			f.report("E1012", &m.value, join(path, m.key), fmt.Sprintf("key %q stands there twice", m.key), "")
			continue
		}
		value := reflect.New(v.Type().Elem()).Elem()
		f.fill(&m.value, value, join(path, m.key))
		v.SetMapIndex(key, value)
	}
}

func (f *filler) leaf(n *node, v reflect.Value, path string) {
	switch v.Kind() {
	case reflect.String:
		if f.expect(n, isText, path) {
			v.SetString(tidy(n.text))
		}
	case reflect.Bool:
		if f.expect(n, isBool, path) {
			v.SetBool(n.yes)
		}
	case reflect.Float64:
		if f.expect(n, isNumber, path) {
			x, err := strconv.ParseFloat(n.text, 64)
			if err != nil || math.IsInf(x, 0) {
				f.report("E1013", n, path, fmt.Sprintf("%s is not a number to work with", n.text), "")
				return
			}
			v.SetFloat(x + 0)
		}
	case reflect.Uint64:
		if f.expect(n, isNumber, path) {
			x, err := strconv.ParseUint(n.text, 10, 64)
			f.wrong(n, path, err)
			v.SetUint(x)
		}
	default: // the integers
		if f.expect(n, isNumber, path) {
			x, err := strconv.ParseInt(n.text, 10, v.Type().Bits())
			if !f.wrong(n, path, err) {
				v.SetInt(x)
			}
		}
	}
}

func (f *filler) wrong(n *node, path string, err error) bool {
	if err != nil {
		f.report("E1013", n, path, fmt.Sprintf("%s is not a whole number that fits", n.text), "")
	}
	return err != nil
}
