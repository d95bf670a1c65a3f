package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestReadmeSheet keeps the rota at the head of README.md a real one: it runs the commands
// that stand above it. UPDATE_SCRIPTS=1 writes it anew (make golden).
func TestReadmeSheet(t *testing.T) {
	const mark = "with the program's output -->\n```\n"
	path := filepath.Join("..", "..", "README.md")
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	before, rest, ok := strings.Cut(string(text), mark)
	require.True(t, ok, "README.md has the mark")
	shown, after, ok := strings.Cut(rest, "```\n")
	require.True(t, ok)
	for _, line := range []string{"milltir new bro --start 2026-11-30", "milltir solve bro --iterations 20000 -o out"} {
		require.Contains(t, before, "`"+line+"`", "the commands that make it stand above it")
	}

	dir := t.TempDir()
	bro, out := filepath.Join(dir, "bro"), filepath.Join(dir, "out")
	for _, args := range [][]string{{"new", bro, "--start", "2026-11-30"}, {"solve", bro, "--iterations", "20000", "-o", out}} {
		require.Equal(t, exitLawful, run(t.Context(), append([]string{"milltir"}, args...), io.Discard, io.Discard))
	}
	sheet, err := os.ReadFile(filepath.Join(out, sheets, "c01.en.txt"))
	require.NoError(t, err)
	_, day, ok := strings.Cut(string(sheet), "\nTuesday ")
	require.True(t, ok)
	day, _, ok = strings.Cut("Tuesday "+day, "\n\n")
	require.True(t, ok)
	want := day + "\n"
	if os.Getenv("UPDATE_SCRIPTS") != "" {
		require.NoError(t, os.WriteFile(path, []byte(before+mark+want+"```\n"+after), 0o644))
		return
	}
	require.Equal(t, want, shown)
}
