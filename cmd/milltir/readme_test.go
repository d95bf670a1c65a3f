package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"slices"
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

// TestReadmeWeek: the first week of README.md runs line by line as it stands there, in a clone.
func TestReadmeWeek(t *testing.T) {
	root, err := filepath.Abs(filepath.Join("..", ".."))
	require.NoError(t, err)
	text, err := os.ReadFile(filepath.Join(root, "README.md"))
	require.NoError(t, err)
	_, rest, ok := strings.Cut(string(text), "\ngo install ./cmd/milltir")
	require.True(t, ok)
	_, rest, _ = strings.Cut(rest, "\n") // its comment
	lines, _, ok := strings.Cut(rest, "```\n")
	require.True(t, ok)
	t.Chdir(t.TempDir())
	require.NoError(t, os.Symlink(filepath.Join(root, "examples"), "examples"))
	said := make(map[string]string)
	for line := range strings.Lines(lines) {
		command, _, _ := strings.Cut(line, " #")
		args := strings.Fields(command)
		switch {
		case len(args) == 0:
			continue
		case args[0] == "cp":
			b, err := os.ReadFile(args[1])
			require.NoError(t, err, line)
			require.NoError(t, os.WriteFile(args[2], b, 0o600))
			continue
		case args[1] == "solve" || args[1] == "menu":
			args = append(slices.Clone(args), "--iterations", "1000") // not the ten seconds of the default
		}
		require.Equal(t, "milltir", args[0], line)
		var out, wrong bytes.Buffer
		require.Equal(t, exitLawful, run(t.Context(), args, &out, &wrong), "%s%s", line, wrong.String())
		said[args[1]] = out.String()
	}
	require.FileExists(t, "bro.json")
	for name, of := range map[string]string{
		"explain": "v-105", "staff": ":", "compare": "mine.csv", "menu": ":", "objective": ":", "ledger": "Pool dp-jm", "block": "BLOCK CONTRACT", "voice": "SECOND WISHES NOT MET",
	} {
		require.Contains(t, said[name], of, name)
	}
}
