package model

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite expected texts, docs and schemas")

// judgeCase reads the workspace, document or rota of a corpus case and gives all diagnostics.
// The comment of a case may say "strict"; a case with problem.json reads that, one with
// rota.csv or rota.json reads it against the workspace.
func judgeCase(t *testing.T, a *txtar.Archive) string {
	files := fstest.MapFS{}
	for _, f := range a.Files {
		if f.Name != "want" {
			data := strings.NewReplacer("<BOM>", "\xef\xbb\xbf", "<LATIN1>", "\xe9", "<NUL>", "\x00").Replace(string(f.Data))
			files[f.Name] = &fstest.MapFile{Data: []byte(data)}
		}
	}
	o := ReadOptions{Strict: strings.Contains(string(a.Comment), "strict")}
	var p *Problem
	var warnings Diagnostics
	var err error
	if doc, ok := files["problem.json"]; ok {
		p, warnings, err = readJSON(strings.NewReader(string(doc.Data)), "problem.json", o)
	} else {
		var sub fs.FS = files
		p, warnings, err = ReadFS(sub, o)
	}
	if err == nil {
		for _, name := range []string{"rota.csv", "rota.json"} {
			if f, ok := files[name]; ok {
				path := filepath.Join(t.TempDir(), name)
				require.NoError(t, os.WriteFile(path, f.Data, 0o644))
				_, err = ReadRota(path, p)
				warnings = nil
			}
		}
	}
	var lines []string
	if err != nil {
		lines = append(lines, err.Error())
	}
	if len(warnings) > 0 {
		lines = append(lines, warnings.Error())
	}
	return strings.Join(lines, "\n") + "\n"
}

// TestCorpus reads every case of testdata and compares what is said about it. Every code of
// the registry must come up in some case.
func TestCorpus(t *testing.T) {
	var all strings.Builder
	for _, path := range slices.Concat(glob(t, "testdata/invalid/*.txtar"), glob(t, "testdata/odd/*.txtar")) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			a, err := txtar.ParseFile(path)
			require.NoError(t, err)
			got := judgeCase(t, a)
			all.WriteString(got)
			k := slices.IndexFunc(a.Files, func(f txtar.File) bool { return f.Name == "want" })
			if *update {
				if k < 0 {
					a.Files = append(a.Files, txtar.File{Name: "want"})
					k = len(a.Files) - 1
				}
				a.Files[k].Data = []byte(got)
				require.NoError(t, os.WriteFile(path, txtar.Format(a), 0o644))
			}
			require.GreaterOrEqual(t, k, 0, "run the test with -update")
			require.Equal(t, string(a.Files[k].Data), got)
		})
	}
	elsewhere := []string{
		"E1001", // of paths: TestReadRefusesPaths
		"E1004", // of sizes: TestReadRefusesSizes
		"E1212", // of commands: cmd/milltir/testdata/script/provider.txt
		"E1213", // likewise
		"E1548", // of sizes: TestTooManyDraws
		"E1550", // of the books of pools: ledger/
		"E1551",
		"E1552",
		"E1553",
		"E1555",
		"E1556",
		"E1557",
		"W2084",
		"W2102", // of roads: TestTravelWarnings
		"W2103", // of providers that stand in: TestStandIns
		"W2104",
		"W2105", // of factors: TestFactorsLater
		"W2120", // of journeys: TestGather
		"W2121", // of journeys: TestCalibrateByCouncil
		"E1101", // of Go code: TestValidateGoValues
	}
	for _, of := range []string{"E157", "W209", "E162", "E163", "E164", "E165", "E166", "W211", "W212", "W213", "W214", "W215"} { // objective sheets: TestCheckObjective; roads, servers, layouts, areas: their own packages
		for k := range 10 {
			elsewhere = append(elsewhere, fmt.Sprint(of, k))
		}
	}
	var silent []string
	meant := make(map[string]bool)
	for _, c := range Codes {
		require.NotContains(t, meant, c.Code, "one code, one meaning")
		meant[c.Code] = true
		if !strings.Contains(all.String(), c.Code+" ") && !slices.Contains(elsewhere, c.Code) {
			silent = append(silent, c.Code)
		}
	}
	require.Empty(t, silent, "codes that no case of the corpus shows")
}

func TestReadRefusesSizes(t *testing.T) {
	big := "carer,from,to,kind\n" + strings.Repeat("a,2026-11-23,2026-11-23,leave\n", maxRows+1)
	_, _, err := ReadFS(fstest.MapFS{"absence.csv": {Data: []byte(big)}}, ReadOptions{})
	require.ErrorContains(t, err, "E1004 absence.csv:200002")
	wrong := "carer,from,to,kind\n" + strings.Repeat("a,soon,later,leave\n", maxRows)
	_, _, err = ReadFS(fstest.MapFS{"absence.csv": {Data: []byte(wrong)}}, ReadOptions{})
	require.Len(t, err, maxFound+1)
	require.ErrorContains(t, err, "the rest is not listed")
}

func TestValidateGoValues(t *testing.T) {
	p, err := ReadDir("testdata/valid/small")
	require.NoError(t, err)
	require.Empty(t, Validate(p).Errors())
	p.origin = nil
	p.Visits[0].Days = 200
	found := Validate(p).Errors()
	require.Len(t, found, 1)
	require.Equal(t, `E1101 visits[0].days: visit "v1": days are more than seven. Seven digits from Monday`, found[0].Error())
	require.NotEmpty(t, Validate(nil))
	require.NotEmpty(t, Validate(&Problem{}))
}

// sources lists the Go files of some rooms, as far as they are there.
func sources(t *testing.T, rooms ...string) []string {
	t.Helper()
	var out []string
	for _, room := range rooms {
		if _, err := os.Stat(room); err != nil {
			continue
		}
		require.NoError(t, filepath.WalkDir(room, func(path string, d fs.DirEntry, err error) error {
			if err == nil && strings.HasSuffix(path, ".go") {
				out = append(out, path)
			}
			return err
		}))
	}
	return out
}

// TestCodesAreRegistered finds every code in the sources and compares with the registry.
func TestCodesAreRegistered(t *testing.T) {
	literal := regexp.MustCompile(`"([EW]\d{4})"`)
	used := map[string]bool{}
	for _, path := range slices.Concat(glob(t, "*.go"), sources(t, "../ledger", "../geo", "../generate", "../layout")) {
		if path == "codes.go" || strings.HasSuffix(path, "_test.go") {
			continue
		}
		b, err := os.ReadFile(path)
		require.NoError(t, err)
		for _, m := range literal.FindAllStringSubmatch(string(b), -1) {
			used[m[1]] = true
		}
	}
	var known []string
	for _, c := range Codes {
		known = append(known, c.Code)
		require.True(t, used[c.Code], "%s is registered and never given", c.Code)
		delete(used, c.Code)
	}
	require.Empty(t, used, "codes that the registry lacks")
	require.True(t, slices.IsSorted(known))
}

func glob(t *testing.T, pattern string) []string {
	paths, err := filepath.Glob(pattern)
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	return paths
}

func TestReadRefusesPaths(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "notes.txt"), nil, 0o644))
	for _, c := range []struct{ path, why string }{
		{filepath.Join(dir, "nowhere"), "there is nothing of that name"},
		{filepath.Join(dir, "notes.txt"), "neither a folder nor JSON"},
	} {
		p, _, err := Read(c.path, ReadOptions{})
		require.ErrorContains(t, err, "E1001", c.why)
		require.Nil(t, p)
	}
}
