package main

import (
	"cmp"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/milltir/milltir/report"
	"github.com/milltir/milltir/solver"
)

// newApp is the list of commands; every other file of this kind holds one of them.
func newApp(stdout, stderr io.Writer) *cli.App {
	app := &cli.App{
		Name:  "milltir",
		Usage: "weekly rotas for home care teams that work a patch",
		Description: "A workspace is a folder of tables (docs/FILES.md). A first week in a minute:\n\n" +
			"   milltir new bro\n   milltir solve bro -o out\n\n" +
			"Every option can also be given as an environment variable: --seed as MILLTIR_SEED.\n\n" +
			"Exit codes: 0 lawful, 1 law broken (or --require-full not met), 2 bad input or usage,\n3 internal error.",
		Commands: []*cli.Command{
			newCommand(), checkCommand(), solveCommand(), explainCommand(), staffCommand(), blockCommand(), ledgerCommand(), compareCommand(),
			layoutCommand(), menuCommand(), voiceCommand(), objectiveCommand(), convertCommand(),
			generateCommand(), roadsCommand(), traceCommand(), benchCommand(), versionCommand(), completionCommand(),
		},
		Action:               noCommand,
		Version:              solver.Version,
		Writer:               stdout,
		ErrWriter:            stderr,
		ExitErrHandler:       func(*cli.Context, error) {}, // run turns errors into exit codes
		OnUsageError:         onUsageError,
		EnableBashCompletion: true,
	}
	for _, c := range app.Commands {
		c.OnUsageError = onUsageError
		c.HideHelpCommand = true // a folder may be called "help"
	}
	return app
}

// noCommand answers a bare `milltir` with the help, and an unknown command with the nearest one.
func noCommand(c *cli.Context) error {
	if !c.Args().Present() {
		return cli.ShowAppHelp(c)
	}
	name := c.Args().First()
	return usage(c, "there is no command %q. %s", name, cli.SuggestCommand(c.App.Commands, name))
}

func onUsageError(c *cli.Context, err error, _ bool) error {
	return usage(c, "%s", plain(err.Error()))
}

var (
	badVariable = regexp.MustCompile(`^could not parse ("[^"]*") as (\S+) value from environment variable "([^"]*)"`)
	badFlag     = regexp.MustCompile(`^(invalid value "[^"]*") for flag -(\S+): .*$`)
)

// plain says of a value that cannot be read what somebody who does not write programs can mend.
func plain(text string) string {
	if m := badVariable.FindStringSubmatch(text); m != nil {
		what := "a number"
		if strings.HasPrefix(m[2], "bool") {
			what = "true or false"
		}
		return fmt.Sprintf("the environment variable %s is %s, which is not %s it can take", m[3], m[1], what)
	}
	return badFlag.ReplaceAllString(text, "$1 for --$2")
}

// env names the environment variable of an option: "require-full" → MILLTIR_REQUIRE_FULL.
func env(name string) []string {
	return []string{"MILLTIR_" + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))}
}

func boolFlag(name, about string) cli.Flag {
	return &cli.BoolFlag{Name: name, Usage: about, EnvVars: env(name), DisableDefaultText: true}
}

// textFlag's about may name its value in backquotes, as in "write to `FOLDER`".
func textFlag(name, about string, aliases ...string) cli.Flag {
	return &cli.StringFlag{Name: name, Aliases: aliases, Usage: about, EnvVars: env(name)}
}

func langFlag() cli.Flag {
	return &cli.StringFlag{Name: "lang", Usage: "language of reports: `cy|en`", Value: report.English, EnvVars: env("lang")}
}

// language opens the catalogue of --lang; an empty MILLTIR_LANG is as good as none.
func language(c *cli.Context) (*report.Localizer, error) {
	return report.NewLocalizer(cmp.Or(c.String("lang"), report.English))
}

func seedFlag() cli.Flag {
	return &cli.Uint64Flag{Name: "seed", Usage: "`NUMBER` that all chance comes from", Value: 1, EnvVars: env("seed")}
}

// words gives the arguments of a command, or an error unless there are min to max of them.
func words(c *cli.Context, min, max int) ([]string, error) {
	n := c.NArg()
	switch {
	case n < min:
		return nil, usage(c, "%s needs %s", fullName(c), c.Command.ArgsUsage)
	case n > max:
		return nil, usage(c, "%s has too many arguments: %s", fullName(c), strings.Join(c.Args().Slice()[max:], " "))
	}
	return c.Args().Slice(), nil
}

// examples sets out the example lines of a command's help.
func examples(about string, lines ...string) string {
	return about + "\n\nExamples:\n   " + strings.Join(lines, "\n   ")
}
