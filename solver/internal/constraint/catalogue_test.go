package constraint

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
)

// entry is one number of the catalogue with what realises it.
type entry struct {
	number, asks string
	rules, also  []string
}

// aboutPeople are the numbers that the rule book of people and visits has to have.
var aboutPeople = strings.Fields("C03 C04 C05 C06 C07 C08 C09 C10 C11 C12 C13 C14 C15 C30 C31 C32 C34 C40 C41 C42 C43 C44 C46")

func readCatalogue(t *testing.T) []entry {
	file, err := os.Open(filepath.Join("testdata", "catalogue.csv"))
	require.NoError(t, err)
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	require.NoError(t, err)
	require.Equal(t, []string{"number", "asks", "rules", "also"}, rows[0])
	list := func(s string) []string { return strings.FieldsFunc(s, func(r rune) bool { return r == ';' }) }
	var out []entry
	for _, row := range rows[1:] {
		out = append(out, entry{row[0], row[1], list(row[2]), list(row[3])})
	}
	return out
}

// convention is a number of the catalogue that no rule stands for.
type convention struct{ number, source, standard, unit, example, shown string }

func readConventions(t *testing.T) []convention {
	text, err := os.ReadFile(filepath.Join("testdata", "conventions.csv"))
	require.NoError(t, err)
	rows, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
	require.NoError(t, err)
	require.Equal(t, []string{"number", "source", "default", "unit", "example", "shown"}, rows[0])
	var out []convention
	for _, row := range rows[1:] {
		require.NotContains(t, row, "")
		out = append(out, convention{row[0], row[1], row[2], row[3], row[4], row[5]})
	}
	return out
}

// TestConventions: every number about people that has no rule says what a rule's page would say, and names
// the workspace or script that shows it.
func TestConventions(t *testing.T) {
	var want, got []string
	for _, e := range readCatalogue(t) {
		if slices.Contains(aboutPeople, e.number) && len(e.rules) == 0 {
			want = append(want, e.number)
		}
	}
	for _, c := range readConventions(t) {
		got = append(got, c.number)
		_, err := os.Stat(filepath.Join("..", "..", "..", filepath.FromSlash(c.shown)))
		require.NoError(t, err)
	}
	require.Equal(t, want, got)
}

var aNumber = regexp.MustCompile(`\bC\d\d\b`)

// numbers gives for every rule the numbers that the catalogue has it under, in order.
func numbers(catalogue []entry) map[model.Code][]string {
	out := map[model.Code][]string{}
	for _, e := range catalogue {
		for _, r := range e.rules {
			if aNumber.MatchString(e.number) {
				out[model.Code(r)] = append(out[model.Code(r)], e.number)
			} else if _, known := out[model.Code(r)]; !known {
				out[model.Code(r)] = nil
			}
		}
	}
	return out
}

// TestCatalogueHasAHomeForEveryNumber: a rule, or a column, setting or measure that there is.
func TestCatalogueHasAHomeForEveryNumber(t *testing.T) {
	catalogue := readCatalogue(t)
	var seen []string
	for _, e := range catalogue {
		require.NotEmpty(t, e.asks, e.number)
		require.NotEmpty(t, append(e.rules, e.also...), "%s has no home", e.number)
		if e.number != "-" {
			require.NotContains(t, seen, e.number)
			seen = append(seen, e.number)
		}
	}
	require.Subset(t, seen, aboutPeople)
	require.True(t, slices.IsSorted(seen))
	there := homes(t)
	for _, e := range catalogue {
		for _, a := range e.also {
			require.Contains(t, there, a, e.number)
		}
	}
}

// homes are the columns of docs/FILES.md (which its own test holds to the code), the parameters and the measures.
func homes(t *testing.T) map[string]bool {
	out := map[string]bool{}
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", "FILES.md"))
	require.NoError(t, err)
	table := ""
	column := regexp.MustCompile("^\\| `([a-z0-9_]+)` ")
	for line := range strings.SplitSeq(string(text), "\n") {
		if name, ok := strings.CutPrefix(line, "#"); ok {
			table = strings.TrimSuffix(strings.TrimLeft(name, "# "), ".csv")
		} else if m := column.FindStringSubmatch(line); m != nil && !strings.Contains(line, "⧗") { // which is not planned by
			out[table+"."+m[1]] = true
		}
	}
	for _, p := range parameters() {
		out["rules."+p.name] = true
	}
	measures := reflect.TypeFor[model.Measures]()
	for i := range measures.NumField() {
		out["measures."+jsonName(measures.Field(i))] = true
	}
	return out
}

// TestSourcesNameTheCatalogue: a rule's number in the table, in the rule book and in its comment is the same,
// and no rule is without a row.
func TestSourcesNameTheCatalogue(t *testing.T) {
	of := numbers(readCatalogue(t))
	found, wrong := rooms(t, anyRules(t))
	require.Empty(t, wrong)
	for _, x := range found {
		want, ok := of[x.rule.Code]
		require.True(t, ok, "rule %s is nowhere in testdata/catalogue.csv", x.rule.Code)
		require.Equal(t, want, aNumber.FindAllString(x.rule.Source, -1), "rule %s in model.RuleBook", x.rule.Code)
		require.Equal(t, want, aNumber.FindAllString(x.source, -1), "rule %s in %s", x.rule.Code, x.file)
		delete(of, x.rule.Code)
	}
	require.Empty(t, of, "no such rule")
}

// parameter is a figure of [model.Rules] that stands in a section, with its default.
type parameter struct {
	name  string // section.key
	value any
}

// parameters walks the defaults.
func parameters() []parameter {
	var out []parameter
	v := reflect.ValueOf(model.Rules{}.WithDefaults())
	for i := range v.NumField() {
		if section := v.Field(i); section.Kind() == reflect.Struct {
			for k := range section.NumField() {
				out = append(out, parameter{jsonName(v.Type().Field(i)) + "." + jsonName(section.Type().Field(k)), section.Field(k).Interface()})
			}
		}
	}
	return out
}

func jsonName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name
}

// usedBy lists the parameters that a rule's definition names, with their defaults.
func usedBy(r model.Rule, list []parameter) []string {
	var out []string
	for _, p := range list {
		if regexp.MustCompile(`\b` + regexp.QuoteMeta(p.name) + `\b`).MatchString(r.Counts) {
			out = append(out, fmt.Sprintf("`%s` %s", p.name, strings.Trim(fmt.Sprint(p.value), "[]")))
		}
	}
	return out
}

// TestParametersAreNamed: every parameter stands in a rule's definition, or in the catalogue.
func TestParametersAreNamed(t *testing.T) {
	list := parameters()
	require.NotEmpty(t, list)
	for _, p := range list {
		named := slices.ContainsFunc(model.RuleBook, func(r model.Rule) bool { return len(usedBy(r, []parameter{p})) > 0 }) ||
			slices.ContainsFunc(readCatalogue(t), func(e entry) bool { return slices.Contains(e.also, "rules."+p.name) })
		require.True(t, named, "no rule says what %s is for", p.name)
	}
}
