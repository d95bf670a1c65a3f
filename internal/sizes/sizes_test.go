package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestMeasure(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		path := filepath.Join(dir, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	}
	long := "package a\n\nfunc long() {\n" + strings.Repeat("\tprintln()\n", functionCeiling-1) + "}\n"
	write("a/long.go", long)
	write("a/short.go", "package a\n\nfunc short() {\n}\n")
	write("a/long_test.go", strings.ReplaceAll(long, "long", "test"))
	write("a/testdata/x.go", long)
	write("b/go.mod", "module b\n")
	write("b/b.go", long)

	functions, files, err := measure(dir)
	require.NoError(t, err)
	at := filepath.Join(dir, "a", "long.go")
	require.Equal(t, []length{{at + ":3 long", functionCeiling + 1}, {filepath.Join(dir, "a", "short.go") + ":3 short", 2}}, functions,
		"longest first; no tests, no test data, no other modules")
	require.Equal(t, functionCeiling+3, files[0].lines, "as wc counts")

	var out bytes.Buffer
	require.Equal(t, 1, judge(&out, functions, files))
	require.Equal(t, at+":3 long: 81 lines, over 80\n", out.String())
	require.Equal(t, 0, judge(&out, functions[1:], files), "at the ceiling all is well")
}

func TestMeasureBrokenSource(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "x.go"), []byte("package"), 0o644))
	_, _, err := measure(dir)
	require.Error(t, err)
}
