package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/stretchr/testify/require"
	"github.com/urfave/cli/v2"

	"github.com/milltir/milltir/geo/roads/osmread/pbftest"
	"github.com/milltir/milltir/model"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"milltir": main})
}

func TestScripts(t *testing.T) {
	examples, err := filepath.Abs(filepath.Join("..", "..", "examples"))
	require.NoError(t, err)
	testscript.Run(t, testscript.Params{
		Setup: func(e *testscript.Env) error {
			e.Setenv("EXAMPLES", examples)
			e.Setenv("LONG", strings.Repeat("x", 300))
			e.Setenv("EXTRACTS", extracts())
			return nil
		},
		Dir:           "testdata/script",
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
		Cmds:          map[string]func(*testscript.TestScript, bool, []string){"exit": exitIs, "plainnodes": plainNodes},
		Condition: func(name string) (bool, error) {
			return name == "extracts" && extracts() != "", nil
		},
	})
}

// extracts is the folder of real extracts of OpenStreetMap, which are not in the repository; "" where it is not here.
func extracts() string {
	for dir, i := "..", 0; i < 6; dir, i = filepath.Join(dir, ".."), i+1 {
		path, err := filepath.Abs(filepath.Join(dir, "shared", "roads"))
		if _, there := os.Stat(path); err == nil && there == nil {
			return path
		}
	}
	return ""
}

// plainNodes is the script command `plainnodes FILE`: it writes a small extract whose nodes stand one by one, which is
// allowed and which the decoder does not know.
func plainNodes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: plainnodes FILE")
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), pbftest.Village(false), 0o600))
}

// exitIs is the script command `exit CODE command …`: it runs the command and wants this
// exit code. Output is looked at with stdout and stderr, as after exec.
func exitIs(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exit CODE command [args...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var failed *exec.ExitError
		if !errors.As(err, &failed) {
			ts.Fatalf("%v", err)
		}
		got = failed.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

func TestEveryOptionHasItsVariable(t *testing.T) {
	for _, c := range newApp(io.Discard, io.Discard).Commands {
		for _, f := range flagsOf(c) {
			name := f.Names()[0]
			want := "MILLTIR_" + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
			require.Equal(t, []string{want}, f.(cli.DocGenerationFlag).GetEnvVars(), "%s --%s", c.Name, name)
		}
	}
}

func TestEveryCommandShowsExamples(t *testing.T) {
	for _, c := range newApp(io.Discard, io.Discard).Commands {
		var out bytes.Buffer
		require.Equal(t, exitLawful, run(context.Background(), []string{"milltir", c.Name, "--help"}, &out, io.Discard))
		require.Contains(t, out.String(), "Examples:", c.Name)
		require.Contains(t, out.String(), "milltir "+c.Name, c.Name)
		for _, s := range c.Subcommands {
			out.Reset()
			require.Equal(t, exitLawful, run(context.Background(), []string{"milltir", c.Name, s.Name, "--help"}, &out, io.Discard))
			require.Contains(t, out.String(), "milltir "+c.Name+" "+s.Name, s.Name)
			require.Contains(t, out.String(), "Examples:", s.Name)
		}
	}
}

func TestConclude(t *testing.T) {
	wrong := model.Diagnostics{{Code: "E1", Message: "one"}, {Code: "E2", Message: "two"}, {Code: "W1", Message: "odd"}}
	for _, tt := range []struct {
		err    error
		code   int
		text   string
		reason string
	}{
		{nil, exitLawful, "", "nothing wrong, nothing said"},
		{exit(exitBroken), exitBroken, "", "the command has printed the violations itself"},
		{errors.New("no such week"), exitInput, "milltir: no such week\n", "an ordinary error is about the input"},
		{wrong, exitInput, "E1: one\nE2: two\nW1: odd\n2 errors, 1 warning. docs/ERRORS.md explains the codes.\n", "all errors at once"},
		{internal{errors.New("judge and solver differ")}, exitInternal, "Please report it", "our fault asks for a report"},
	} {
		var out bytes.Buffer
		require.Equal(t, tt.code, conclude(tt.err, &out), tt.reason)
		require.Contains(t, out.String(), tt.text, tt.reason)
		require.Equal(t, tt.text == "", out.Len() == 0, tt.reason)
	}
}

// panicker fails in the middle of printing, as a bug of ours would.
type panicker struct{}

func (panicker) Write([]byte) (int, error) { panic("index out of range") }

func TestPanicIsInternalError(t *testing.T) {
	var stderr bytes.Buffer
	require.Equal(t, exitInternal, run(context.Background(), []string{"milltir", "version"}, panicker{}, &stderr))
	require.Contains(t, stderr.String(), "index out of range")
	require.Contains(t, stderr.String(), "Please report it")
	require.Contains(t, stderr.String(), "panicker", "the stack says where")
}

func TestMonday(t *testing.T) {
	for _, tt := range []struct {
		in, now, want, reason string
	}{
		{"2026-11-30", "2026-11-23", "2026-11-30", "as given"},
		{"", "2026-11-23", "2026-11-30", "on a Monday the next one: this week has begun"},
		{"", "2026-11-29", "2026-11-30", "on a Sunday tomorrow"},
		{"2026-12-01", "2026-11-23", "", "a Tuesday is refused"},
		{"soon", "2026-11-23", "", "no date is refused"},
	} {
		now, err := time.Parse(time.DateOnly, tt.now)
		require.NoError(t, err)
		got, err := monday(tt.in, now)
		if tt.want == "" {
			require.Error(t, err, tt.reason)
			continue
		}
		require.NoError(t, err, tt.reason)
		require.Equal(t, tt.want, got.String(), tt.reason)
	}
}

func TestWarnShowsOneOfEachKind(t *testing.T) {
	found := model.Diagnostics{{Code: "W1", Message: "a"}, {Code: "W1", Message: "b"}, {Code: "W2", Message: "c"}, {Code: "W1", Message: "d"}}
	for _, tt := range []struct {
		in     model.Diagnostics
		want   string
		reason string
	}{
		{nil, "", "nothing odd, nothing said"},
		{found[:1], "W1: a\n", "one is shown"},
		{found, "W1: a\nW2: c\n… and 2 more warnings; milltir check bro lists them.\n", "the first of each code, then how many more"},
		{found[:2], "W1: a\n… and 1 more warning; milltir check bro lists them.\n", "one more is one warning"},
	} {
		var out bytes.Buffer
		warn(&out, tt.in, "bro")
		require.Equal(t, tt.want, out.String(), tt.reason)
	}
}
