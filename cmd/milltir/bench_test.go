//go:build unix

package main

import (
	"bufio"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestBenchInterrupt ends a run in its second instance: the first is reported all the same, and
// the one cut short is not.
func TestBenchInterrupt(t *testing.T) {
	dir := t.TempDir()
	milltir := func(args ...string) *exec.Cmd {
		cmd := exec.Command("milltir", args...) // testscript.Main puts us on the path
		cmd.Dir = dir
		return cmd
	}
	for _, name := range []string{"work/a", "work/b"} {
		require.NoError(t, milltir("new", name, "--start", "2026-11-30").Run())
	}
	require.NoError(t, os.WriteFile(filepath.Join(dir, "s.csv"), []byte("instance,seconds\na,0.05\nb,600\n"), 0o644))
	cmd := milltir("bench", "workspace", "--data", "work", "--seconds-from", "s.csv", "--out", "sols", "--json", "r.json")
	var stdout bytes.Buffer
	cmd.Stdout = &stdout
	stderr, err := cmd.StderrPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	lines := bufio.NewScanner(stderr)
	require.True(t, lines.Scan())
	require.Contains(t, lines.Text(), "a seed 1 (1 of 2)")
	require.NoError(t, cmd.Process.Signal(os.Interrupt))
	var rest strings.Builder
	for lines.Scan() {
		rest.WriteString(lines.Text())
	}
	failed := new(exec.ExitError)
	require.ErrorAs(t, cmd.Wait(), &failed)
	require.Equal(t, 1, failed.ExitCode(), "not everything is done")
	require.Contains(t, rest.String(), "Stopped: 1 of 2 done.")
	require.Contains(t, stdout.String(), "workspace: 1 instances, mean gap n/a, worst n/a, infeasible 0\n")
	require.FileExists(t, filepath.Join(dir, "sols", "a.json"))
	require.NoFileExists(t, filepath.Join(dir, "sols", "b.json"))
	require.FileExists(t, filepath.Join(dir, "r.json"))
}
