package model

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

func TestDirAndJSONHoldTheSame(t *testing.T) {
	p, err := ReadDir("testdata/valid/small")
	require.NoError(t, err)
	var first, second, third bytes.Buffer
	require.NoError(t, WriteJSON(&first, p))
	q, err := ReadJSON(bytes.NewReader(first.Bytes()))
	require.NoError(t, err)
	dir := t.TempDir()
	require.NoError(t, WriteDir(dir, q))
	again, err := ReadDir(dir)
	require.NoError(t, err)
	require.NoError(t, WriteJSON(&second, again))
	require.Equal(t, first.String(), second.String())
	require.NoError(t, WriteJSON(&third, q))
	require.Equal(t, first.String(), third.String())
	require.Equal(t, p.Hash(), again.Hash())
}

// TestDiscreet: where several providers share a workspace, or nobody can tell whether they do, what is found
// names nobody; where one has it, it says all it knows. What is wrong with settings is told either way.
func TestDiscreet(t *testing.T) {
	const settings, odd = "format = 1\nname = \"Two\"\nplan.start = 2026-11-23\n", "id,name,patch,contract,mode,Zoe Jones\na,Zac Davies,nowhere,zero,car,\n"
	const north = "id,name_en,provider\nnorth,North,Gofal\n"
	for _, tt := range []struct {
		name  string
		files map[string]string
		named bool
		want  string
	}{
		{"one provider", map[string]string{"patches.csv": north}, true, `E1022 carers.csv:2 patch: carer "a": `},
		{"two", map[string]string{"patches.csv": north + "south,South,Cartref\n"}, false, "E1022 carers.csv:2 patch: An id is not in the table it should be in. Correct the id, or add the row"},
		{"the second without a name", map[string]string{"patches.csv": north + "south,South,\n"}, false, "E1022 carers.csv:2 patch: An id"},
		{"an unknown header may be a name", map[string]string{"patches.csv": north + "south,South,Cartref\n"}, false, "W2001 carers.csv:1: "},
		{"an unknown file may be, too", map[string]string{"patches.csv": north + "south,South,Cartref\n", "zac_davies.csv": "id\n"}, false, "W2002: A CSV file is not known and not read. If"},
		{"a table of ours", map[string]string{"patches.csv": north + "south,South,Cartref\n", "shifts.csv": "id,Zoe\n"}, false, "W2001 shifts.csv:1: "},
		{"patches that cannot be read", map[string]string{"patches.csv": north + "\"south,South,Cartref\n"}, false, "E1005 patches.csv:3"},
		{"in settings", map[string]string{SettingsFile: settings + "[patches.north]\nprovider = \"Gofal\"\n[patches.south]\nprovider = \"Cartref\"\n"}, false, "E1022 carers.csv:2 patch: An id"},
		{"in settings, one a number", map[string]string{SettingsFile: settings + "[patches.north]\nprovider = \"Gofal\"\n[patches.south]\nprovider = 3\n"}, false, "E1022 carers.csv:2 patch: An id"},
		{"in settings that cannot be read", map[string]string{SettingsFile: settings + "[patches.north\n"}, false, "E1009 milltir.toml:5: expected"},
		{"a setting", map[string]string{SettingsFile: settings + "plan.weeks = 99\n", "patches.csv": north + "south,South,Cartref\n"}, false, "E1604 milltir.toml:4 plan.weeks: 99 weeks cannot be planned (1 to 53)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			fsys := fstest.MapFS{SettingsFile: {Data: []byte(settings)}, "carers.csv": {Data: []byte(odd)}}
			for name, text := range tt.files {
				fsys[name] = &fstest.MapFile{Data: []byte(text)}
			}
			_, warnings, err := ReadFS(fsys, ReadOptions{Discreet: true})
			require.Error(t, err)
			text := err.Error() + "\n" + warnings.Error()
			require.Contains(t, text, tt.want)
			if tt.named {
				require.Contains(t, text, "zoe_jones")
				require.Contains(t, text, `"a"`)
			} else {
				require.NotRegexp(t, `(?i)zoe|zac|"a"|nowhere`, text)
			}
			_, _, open := ReadFS(fsys, ReadOptions{})
			require.Equal(t, strings.Count(open.Error(), "\n"), strings.Count(err.Error(), "\n"), "as many are told, and as places")
		})
	}
	t.Run("an unknown file, strict", func(t *testing.T) {
		fsys := fstest.MapFS{SettingsFile: {Data: []byte(settings)}, "patches.csv": {Data: []byte(north + "south,South,Cartref\n")}, "Zac_Davies.CSV": {Data: []byte("id\n")}}
		_, _, err := ReadFS(fsys, ReadOptions{Discreet: true, Strict: true})
		require.EqualError(t, err, "E1008: A column or a file is not known (strict reading). Correct its name, or read without --strict: it is then a note")
		_, _, err = ReadFS(fsys, ReadOptions{Strict: true})
		require.ErrorContains(t, err, "E1008 Zac_Davies.CSV: no table of this name")
	})
	const doc = `{"format": 1, "plan": {"start": "2026-11-23"}, "patches": [{"id": "north", "provider": "Gofal"}, {"id": "south"}], "carers": [{"id": "a", "patch": "nowhere"}]}`
	for _, text := range []string{doc, strings.Replace(doc, `[{"id": "north"`, `7, "places": [{"id": "north"`, 1)} {
		f := filepath.Join(t.TempDir(), "two.json")
		require.NoError(t, os.WriteFile(f, []byte(text), 0o644))
		_, _, err := Read(f, ReadOptions{Discreet: true})
		require.ErrorContains(t, err, "E1016 two.json:1 carers[0].mode: A value that is required is empty")
		require.NotContains(t, err.Error(), "nowhere")
	}
}
