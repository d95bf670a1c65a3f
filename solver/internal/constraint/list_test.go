package constraint

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

//go:generate go test -run TestConstraintsDoc -rewrite

// room is one rule as its field, its file and the rule book have it.
type room struct {
	rule             model.Rule
	name             string // of the type
	sentence         string
	example, source  string
	file             string
	hasEach, hasFunc bool // Each and Delta stand in the file
}

// rooms finds every rule of [Rules] by its field, and what is wrong with it.
func rooms(t *testing.T, of any) (found []room, wrong []string) {
	v := reflect.ValueOf(of).Elem()
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if !f.IsExported() {
			continue
		}
		r, ok := v.Field(i).Addr().Interface().(Rule)
		if !ok {
			wrong = append(wrong, fmt.Sprintf("field %s is no rule", f.Name))
			continue
		}
		x, bad := readRoom(t, f.Type.Name(), r.Code())
		found, wrong = append(found, x), append(wrong, bad...)
	}
	return found, wrong
}

// readRoom reads what the rule's file says of it.
func readRoom(t *testing.T, name string, code model.Code) (x room, wrong []string) {
	x = room{name: name, file: string(code) + ".go"}
	x.rule, _ = model.RuleOf(code)
	if x.rule.Code == "" {
		wrong = append(wrong, fmt.Sprintf("%s: the rule book has no rule %q", name, code))
	}
	script := filepath.Join("testdata", string(code)+".txt")
	if _, err := os.Stat(script); err != nil {
		wrong = append(wrong, fmt.Sprintf("%s: no script %s", name, script))
	}
	if _, err := os.Stat(x.file); err != nil {
		return x, append(wrong, fmt.Sprintf("%s: no file %s", name, x.file))
	}
	file, err := parser.ParseFile(token.NewFileSet(), x.file, nil, parser.ParseComments)
	require.NoError(t, err)
	doc := ""
	for _, d := range file.Decls {
		switch d := d.(type) {
		case *ast.GenDecl:
			if spec, ok := d.Specs[0].(*ast.TypeSpec); ok && spec.Name.Name == name {
				doc = strings.Join(strings.Fields(d.Doc.Text()), " ")
			}
		case *ast.FuncDecl:
			x.hasEach = x.hasEach || d.Name.Name == "Each"
			x.hasFunc = x.hasFunc || d.Name.Name == "Delta"
		}
	}
	body, source, sourced := strings.Cut(doc, " Source: ")
	sentence, named := strings.CutPrefix(body, name+": ")
	said, example, shown := strings.Cut(sentence, " Example: ")
	x.source, x.example = source, example
	x.sentence, _, _ = strings.Cut(said, ". ")
	for _, need := range []struct {
		is   bool
		what string
	}{
		{named, `a comment that begins with "` + name + `: "`},
		{shown, `an "Example: "`},
		{sourced && source != "", `a "Source: " line`},
		{x.hasEach, "Each"},
		{x.hasFunc, "Delta"},
	} {
		if !need.is {
			wrong = append(wrong, fmt.Sprintf("%s lacks %s in %s", name, need.what, x.file))
		}
	}
	return x, wrong
}

// anyRules makes the rules of an empty problem.
func anyRules(t *testing.T) *Rules {
	h, err := model.Expand(readDay(t, nil))
	require.NoError(t, err)
	in, err := state.Compile(h, func(_, _, _ int) bool { return true })
	require.NoError(t, err)
	return New(in)
}

// TestEveryRuleHasItsRoom: a field of Rules has its file, its script, its comment with example
// and source and its place in All; the rule book has every rule, in the same order.
func TestEveryRuleHasItsRoom(t *testing.T) {
	rules := anyRules(t)
	found, wrong := rooms(t, rules)
	require.Empty(t, wrong)
	var fields, all, book []model.Code
	for _, x := range found {
		fields = append(fields, x.rule.Code)
	}
	for _, r := range rules.All() {
		all = append(all, r.Code())
	}
	for _, r := range model.RuleBook {
		book = append(book, r.Code)
	}
	require.Equal(t, book, fields, "the rule book, and the fields of Rules")
	require.Equal(t, book, all, "the rule book, and Rules.All")
	scripts, err := filepath.Glob("testdata/*.txt")
	require.NoError(t, err)
	require.Len(t, scripts, len(book), "a script is no rule's")
	v := reflect.ValueOf(rules).Elem()
	for _, r := range rules.All() {
		at, ok := v.FieldByName(reflect.TypeOf(r).Elem().Name()), false
		if at.IsValid() {
			ok = at.Addr().Interface() == r
		}
		require.True(t, ok, "All gives another %s than the one Delta asks", r.Code())
	}
}

// strayRule is a rule without a room.
type strayRule struct{ base }

func (*strayRule) Each(*state.State, func(Finding)) {}
func (*strayRule) Delta(*state.Trial, *model.Score) {}

// TestARuleWithoutARoomIsSeen: what TestEveryRuleHasItsRoom looks for it also finds.
func TestARuleWithoutARoomIsSeen(t *testing.T) {
	_, wrong := rooms(t, &struct {
		Stray strayRule
		Other int
		Rest  strayRule
	}{Stray: strayRule{base{code: "stray"}}, Rest: strayRule{base{code: model.RuleRest}}})
	require.Equal(t, []string{
		`strayRule: the rule book has no rule "stray"`,
		"strayRule: no script testdata/stray.txt",
		"strayRule: no file stray.go",
		"field Other is no rule",
		`strayRule lacks a comment that begins with "strayRule: " in rest.go`,
		`strayRule lacks an "Example: " in rest.go`,
		`strayRule lacks a "Source: " line in rest.go`,
	}, wrong)
}

// TestConstraintsDoc: docs/CONSTRAINTS.md is what the comments and the rule book say.
func TestConstraintsDoc(t *testing.T) {
	found, wrong := rooms(t, anyRules(t))
	require.Empty(t, wrong)
	path := filepath.Join("..", "..", "..", "docs", "CONSTRAINTS.md")
	want := constraintsDoc(found, readCatalogue(t), readConventions(t), parameters())
	if *rewrite {
		require.NoError(t, os.WriteFile(path, []byte(want), 0o644))
	}
	got, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, want, string(got), "out of date: go generate ./solver/internal/constraint")
}
