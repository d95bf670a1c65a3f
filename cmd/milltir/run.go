package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver"
)

// Exit codes.
const (
	exitLawful   = 0
	exitBroken   = 1 // law is broken, or --require-full is not met
	exitInput    = 2 // bad input or usage
	exitInternal = 3
)

// exit ends a command whose output has been written with a code of its own.
type exit int

func (e exit) Error() string { return fmt.Sprintf("exit code %d", int(e)) }

// internal marks an error that is our fault and not the input's.
type internal struct{ error }

func (e internal) Unwrap() error { return e.error }

// run is the program without its process: arguments in, exit code out.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) (code int) {
	defer func() {
		if r := recover(); r != nil {
			code = crash(stderr, r, debug.Stack())
		}
	}()
	app := newApp(stdout, stderr)
	return conclude(app.RunContext(ctx, reorder(app, args)), stderr)
}

// crash prints what to send us when the program has failed.
func crash(w io.Writer, reason any, stack []byte) int {
	fmt.Fprintf(w, "milltir: internal error: %v\n\nThis is a bug in milltir, not in your tables. Please report it with the lines below,\n"+
		"the command you ran and, if it holds nobody's personal data, the workspace.\n\nmilltir %s\n%s", reason, solver.Version, stack)
	return exitInternal
}

// conclude prints an error and gives the exit code that goes with it.
func conclude(err error, w io.Writer) int {
	var code exit
	var diags model.Diagnostics
	var ours internal
	var bug *solver.Bug
	switch {
	case err == nil:
		return exitLawful
	case errors.As(err, &code):
		return int(code)
	case errors.As(err, &ours):
		return crash(w, ours.error, nil)
	case errors.As(err, &bug):
		return crash(w, bug.Reason, []byte(bug.Stack))
	case errors.As(err, &diags):
		fmt.Fprintln(w, diags.Error())
		fmt.Fprintf(w, "%s. docs/ERRORS.md explains the codes.\n", count(diags))
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(w, "milltir: stopped.")
	default:
		fmt.Fprintf(w, "milltir: %v\n", err)
	}
	return exitInput
}

// count says how many errors and warnings there are: "2 errors, 1 warning".
func count(ds model.Diagnostics) string {
	return plural(len(ds.Errors()), "error") + ", " + plural(len(ds.Warnings()), "warning")
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

// usage is a mistake in the command line, with the way to the help of the command.
func usage(c *cli.Context, format string, a ...any) error {
	name := "milltir"
	if c.Command != nil && c.Command.Name != "" && c.Command.Name != c.App.Name {
		name += " " + fullName(c)
	}
	return fmt.Errorf("%s\nSee: %s --help", fmt.Sprintf(format, a...), name)
}

// fullName is a command's name with that of the command it is of: "objective show".
func fullName(c *cli.Context) string {
	_, name, of := strings.Cut(c.Command.HelpName, " ")
	if !of {
		return c.Command.Name
	}
	return name
}
