//go:build unix

package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestInterrupt sends the program the signal of Ctrl-C while it searches: it must stop, write
// the best rota so far and end with the code of its verdict.
func TestInterrupt(t *testing.T) {
	for _, sig := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		t.Run(sig.String(), func(t *testing.T) {
			dir := t.TempDir()
			milltir := func(args ...string) *exec.Cmd {
				cmd := exec.Command("milltir", args...) // testscript.Main puts us on the path
				cmd.Dir = dir
				return cmd
			}
			require.NoError(t, milltir("new", "bro", "--start", "2026-11-30").Run())
			cmd := milltir("solve", "bro", "--seconds", "600", "-o", "out")
			seen := &watcher{line: make(chan struct{}), what: "unallocated"}
			var stdout bytes.Buffer
			cmd.Stderr, cmd.Stdout = seen, &stdout
			require.NoError(t, cmd.Start())
			<-seen.line // a first progress line: the search runs
			require.NoError(t, cmd.Process.Signal(sig))
			require.NoError(t, cmd.Wait(), "a lawful rota ends with 0\n%s", seen.text.String())
			require.Contains(t, seen.text.String(), "Written to out.")
			summary, err := os.ReadFile(filepath.Join(dir, "out", "summary.en.txt"))
			require.NoError(t, err)
			require.Equal(t, string(summary), stdout.String())
			require.NoError(t, milltir("check", "bro", "out/rota.json").Run(), "the rota is whole and lawful")
			left, err := filepath.Glob(filepath.Join(dir, "out", ".milltir-*"))
			require.NoError(t, err)
			require.Empty(t, left, "no stage is left behind")
		})
	}
}

// TestInterruptMenu interrupts the second of the four searches: the first rota is kept, and the menu says what it lacks.
func TestInterruptMenu(t *testing.T) {
	dir := t.TempDir()
	milltir := func(args ...string) *exec.Cmd {
		cmd := exec.Command("milltir", args...)
		cmd.Dir = dir
		return cmd
	}
	require.NoError(t, milltir("new", "bro", "--start", "2026-11-30").Run())
	require.NoError(t, milltir("menu", "bro", "--iterations", "5", "-o", "out").Run(), "a whole menu stands there already")
	cmd := milltir("menu", "bro", "--seconds", "3", "-o", "out")
	seen := &watcher{line: make(chan struct{}), what: "2/4 people"}
	cmd.Stderr = seen
	require.NoError(t, cmd.Start())
	<-seen.line
	require.NoError(t, cmd.Process.Signal(os.Interrupt))
	require.NoError(t, cmd.Wait(), "lawful rotas end with 0\n%s", seen.text.String())
	text, err := os.ReadFile(filepath.Join(dir, "out", "menu.en.txt"))
	require.NoError(t, err)
	for _, name := range []string{"people", "carers", "travel"} {
		require.Contains(t, string(text), "Stopped before it was finished, and left out: "+name+".")
		require.NoFileExists(t, filepath.Join(dir, "out", name, "rota.json"), "an earlier menu's rota is not this one's")
	}
	require.NoError(t, milltir("check", "bro", "out/balanced/rota.json").Run(), "what was finished is whole")
}

// TestInterruptServer stops while a routing server keeps everybody waiting: at once, and with nothing written.
func TestInterruptServer(t *testing.T) {
	asked, free := make(chan struct{}, 1), make(chan struct{})
	s := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		select {
		case asked <- struct{}{}:
		default:
		}
		select {
		case <-free:
		case <-r.Context().Done():
		}
	}))
	defer s.Close()
	defer close(free)
	for _, args := range [][]string{{"solve", "bro", "-o", "out"}, {"check", "bro"}, {"layout", "design", "--demand", "bro", "-k", "2", "-o", "out"}} {
		dir := t.TempDir()
		require.NoError(t, exec.Command("milltir", "new", filepath.Join(dir, "bro"), "--start", "2026-11-30").Run())
		settings := filepath.Join(dir, "bro", "milltir.toml")
		text, err := os.ReadFile(settings)
		require.NoError(t, err)
		text = append(text, "\n[travel.server]\nkind = \"osrm\"\nurl = \""+s.URL+"\"\n"...)
		require.NoError(t, os.WriteFile(settings, text, 0o644))
		cmd := exec.Command("milltir", args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "XDG_CACHE_HOME="+filepath.Join(dir, "cache"))
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		require.NoError(t, cmd.Start())
		<-asked
		begun := time.Now()
		require.NoError(t, cmd.Process.Signal(os.Interrupt))
		var code *exec.ExitError
		require.ErrorAs(t, cmd.Wait(), &code)
		require.Equal(t, exitInput, code.ExitCode())
		require.Less(t, time.Since(begun), 10*time.Second, "the server would be waited for five minutes")
		require.Equal(t, "milltir: stopped.\n", stderr.String())
		require.NoDirExists(t, filepath.Join(dir, "out"))
		require.NoDirExists(t, filepath.Join(dir, "cache", "milltir"))
	}
}

// watcher keeps what is written and tells of the first line that it waits for.
type watcher struct {
	text bytes.Buffer
	line chan struct{}
	what string
	told bool
}

func (w *watcher) Write(b []byte) (int, error) {
	w.text.Write(b)
	if !w.told && strings.Contains(w.text.String(), w.what) {
		w.told = true
		close(w.line)
	}
	return len(b), nil
}
