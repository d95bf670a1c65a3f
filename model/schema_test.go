package model

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/jsonschema-go/jsonschema"
	"github.com/stretchr/testify/require"
)

func pattern(p, doc string) *jsonschema.Schema {
	return &jsonschema.Schema{Type: "string", Pattern: p, Description: doc}
}

// textSchemas are the types that JSON holds as text, and the weights.
func textSchemas() map[reflect.Type]*jsonschema.Schema {
	const date, clock = `\d{4}-\d{2}-\d{2}`, `\d{1,2}:\d{2}\*?`
	return map[reflect.Type]*jsonschema.Schema{
		reflect.TypeFor[Date]():   pattern(`^(`+date+`)?$`, "date, 2026-11-23"),
		reflect.TypeFor[Clock]():  pattern(`^(`+clock+`)?$`, "time, 07:30; past midnight 25:30; 00:00 in an optional field means none"),
		reflect.TypeFor[Days]():   pattern(`^([01]{7})?$`, "seven digits from Monday, 1111100"),
		reflect.TypeFor[Cycle]():  pattern(`^([1-6]/[1-6])?$`, "week of a cycle, 1/2"),
		reflect.TypeFor[Moment](): pattern(`^(`+date+`([ T]`+clock+`)?)?$`, "date or date and time, 2026-11-23 14:30"),
		reflect.TypeFor[Weights](): {
			OneOf:       []*jsonschema.Schema{{Type: "number"}, {Type: "array", Items: &jsonschema.Schema{Type: "number"}}},
			Description: "one weight, or one per step",
		},
	}
}

// schemaFor infers a schema; maps with named keys are put in as plain objects.
func schemaFor[T any](t *testing.T, title string) *jsonschema.Schema {
	types := textSchemas()
	types[reflect.TypeFor[map[Code]Level]()] = &jsonschema.Schema{Type: "object", AdditionalProperties: &jsonschema.Schema{Enum: []any{"law", "cover", "wishes", "off"}}}
	types[reflect.TypeFor[map[Code]Weights]()] = &jsonschema.Schema{Type: "object", AdditionalProperties: textSchemas()[reflect.TypeFor[Weights]()]}
	s, err := jsonschema.For[T](&jsonschema.ForOptions{TypeSchemas: types})
	require.NoError(t, err)
	s.Title, s.Schema = title, "https://json-schema.org/draft/2020-12/schema"
	return s
}

// problemSchema adds what the column registry knows to the inferred schema.
func problemSchema(t *testing.T) *jsonschema.Schema {
	s := schemaFor[Problem](t, "A milltir problem")
	for _, x := range tables {
		rows := s.Properties[x.jsonKey()]
		require.NotNil(t, rows, x.jsonKey())
		_, rows.Description = x.about()
		for _, c := range x.infos() {
			row, name := rows.Items, c.json
			if head, tail, nested := strings.Cut(name, "."); nested {
				row, name = row.Properties[head], tail
			}
			f := row.Properties[name]
			require.NotNil(t, f, "%s.%s", x.jsonKey(), c.json)
			f.Description = strings.TrimPrefix(c.doc+"; "+f.Description, "; ")
			f.Description = strings.TrimSuffix(f.Description, "; ")
			if c.unit != "" {
				f.Description += " (" + c.unit + ")"
			}
			if len(c.enum) > 0 && c.name != "mode" { // speeds may name further modes
				for _, v := range c.enum {
					f.Enum = append(f.Enum, v)
				}
				if !c.required {
					f.Enum = append(f.Enum, "")
				}
			}
			if !c.required {
				row.Required = slices.DeleteFunc(row.Required, func(r string) bool { return r == name })
			}
		}
	}
	return s
}

func asText(t *testing.T, s *jsonschema.Schema) string {
	b, err := json.MarshalIndent(s, "", "  ")
	require.NoError(t, err)
	return string(b) + "\n"
}

func TestSchemaProblem(t *testing.T) {
	s := problemSchema(t)
	current(t, "../docs/schema/problem.schema.json", asText(t, s))
	r, err := s.Resolve(nil)
	require.NoError(t, err)
	dirs, err := filepath.Glob("../examples/*/" + SettingsFile)
	require.NoError(t, err)
	for _, f := range append(dirs, "testdata/valid/small/"+SettingsFile) {
		p, _, err := Read(f, ReadOptions{})
		require.NoError(t, err, f)
		b, err := encode(canonical(p))
		require.NoError(t, err)
		require.NoError(t, r.Validate(instance(t, b)), f)
	}
	bad := instance(t, []byte(`{"format": 1, "name": "x", "plan": {"start": "23/11/2026"}}`))
	require.Error(t, r.Validate(bad), "a date of another form")
}

func TestSchemaRota(t *testing.T) {
	s := schemaFor[Rota](t, "A milltir rota")
	current(t, "../docs/schema/rota.schema.json", asText(t, s))
	r, err := s.Resolve(nil)
	require.NoError(t, err)
	p, err := ReadDir("testdata/valid/small")
	require.NoError(t, err)
	h, err := Expand(p)
	require.NoError(t, err)
	rota, err := Assemble(h, []RotaRow{{Visit: "v1", Date: p.Plan.Start, Start: At(8, 0), End: At(8, 45), Carer: "a"}})
	require.NoError(t, err)
	b, err := encode(rota)
	require.NoError(t, err)
	require.NoError(t, r.Validate(instance(t, b)))
	require.Error(t, r.Validate(instance(t, []byte(`{"format": 1}`))))
	paths, err := filepath.Glob("../examples/*/rota*.json")
	require.NoError(t, err)
	for _, path := range paths {
		b, err := os.ReadFile(path)
		require.NoError(t, err)
		require.NoError(t, r.Validate(instance(t, b)), path)
	}
}

func instance(t *testing.T, b []byte) any {
	var v any
	require.NoError(t, json.Unmarshal(b, &v))
	return v
}
