// Command milltir-suite measures the engine over the published sets, cell by cell, and compares
// two runs (docs/BENCHMARKS.md).
package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/milltir/milltir/benchmarks/families"
	"github.com/milltir/milltir/benchmarks/suite"
	"github.com/milltir/milltir/report"
	"github.com/milltir/milltir/solver"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	if err := newApp(os.Stdout, os.Stderr).RunContext(ctx, os.Args); err != nil {
		fmt.Fprintf(os.Stderr, "milltir-suite: %v\n", err)
		os.Exit(exitCode(err))
	}
}

// notSo is the answer no, where a command asks whether something holds.
type notSo string

func (n notSo) Error() string { return string(n) }

// exitCode is 1 where the answer is no or the run was ended, and 2 for what cannot be done.
func exitCode(err error) int {
	var no notSo
	if errors.As(err, &no) || errors.Is(err, context.Canceled) {
		return 1
	}
	return 2
}

// flagsLast tells of flags that stand behind the arguments, where they would be taken for some.
func flagsLast(c *cli.Context) error {
	for _, a := range c.Args().Slice() {
		if strings.HasPrefix(a, "-") {
			return fmt.Errorf("%s: put %s and other flags before the arguments", c.Command.Name, a)
		}
	}
	return nil
}

// storeOf is a run's store: a folder that holds cells, or else a tag.
func storeOf(c *cli.Context, run string) suite.Store {
	if info, err := os.Stat(filepath.Join(run, "cells")); err == nil && info.IsDir() {
		return suite.Store{Dir: run}
	}
	return suite.Store{Dir: filepath.Join(c.String("cells"), run)}
}

func newApp(stdout, stderr io.Writer) *cli.App {
	cells := &cli.StringFlag{Name: "cells", Value: "out/suite", Usage: "`FOLDER` of the cells; a run that was ended goes on from it"}
	data := &cli.StringFlag{Name: "data", Value: "../shared/benchmarks", Usage: "`FOLDER` of the public data"}
	common := []cli.Flag{
		cells, data,
		&cli.StringFlag{Name: "tag", Usage: "`NAME` of the run instead of the engine's commit, so that several sessions share its cells"},
		&cli.StringFlag{Name: "label", Usage: "`NAME` that is added to the tag and printed: what was tried"},
		&cli.StringFlag{Name: "without", Usage: "leave out these `OPERATORS`, separated by commas"},
		&cli.StringFlag{Name: "only", Usage: "only the sets whose names match these `PATTERNS`, separated by commas"},
	}
	return &cli.App{
		Name: "milltir-suite", Usage: "measure the engine, or compare two runs",
		Writer: stdout, ErrWriter: stderr, HideHelpCommand: true, ExitErrHandler: func(*cli.Context, error) {},
		Commands: []*cli.Command{
			{
				Name: "full", Usage: "the whole protocol, about fourteen hours; appends its table to the results",
				Flags: append(slices.Clone(common), &cli.StringFlag{Name: "results", Value: "benchmarks/results", Usage: "`FOLDER` of the dated tables"}),
				Action: func(c *cli.Context) error {
					s, err := open(c, full(), 1)
					if err != nil {
						return err
					}
					title := "The whole suite"
					if c.String("only") != "" {
						title = "Sets of the suite"
					}
					return s.finish(c, title, c.String("results"))
				},
			},
			sample("short", "a fixed subset for ablations and comparisons, seven minutes on two cores", "The short suite", short, common),
			sample("shifts", "examples/tywyn, for ablations of what moves shifts, a minute and a half on two cores", "Shifts to decide", shifts, common),
			{
				Name: "compare", Usage: "test whether run B differs from run A", ArgsUsage: "A B", Flags: []cli.Flag{cells},
				Description: "A and B are tags (with -label, where there was one) or their folders. Exit code 1 if B is worse, 2 if they cannot be compared.",
				Action:      compare,
			},
			scoreCommand(cells, data),
		},
	}
}

// sample is a command that runs some sets, two cells at a time, and keeps no dated table.
func sample(name, usage, title string, sets func() []set, flags []cli.Flag) *cli.Command {
	return &cli.Command{Name: name, Usage: usage, Flags: flags, Action: func(c *cli.Context) error {
		s, err := open(c, sets(), 2)
		if err != nil {
			return err
		}
		return s.finish(c, title, "")
	}}
}

// open makes the session of a command line.
func open(c *cli.Context, sets []set, slots int) (*session, error) {
	if c.NArg() > 0 {
		return nil, fmt.Errorf("%s takes no arguments: %s", c.Command.Name, strings.Join(c.Args().Slice(), " "))
	}
	commit, err := engine()
	tag := c.String("tag")
	if tag == "" {
		if err != nil {
			return nil, err
		}
		tag = commit
	}
	s := &session{
		Data: c.String("data"), Commit: cmp.Or(commit, tag), Label: c.String("label"), Slots: slots,
		Log: c.App.ErrWriter, find: families.Find,
	}
	if list := c.String("without"); list != "" {
		s.Without = strings.Split(list, ",")
		if err := solver.KnownOperators(s.Without); err != nil {
			return nil, fmt.Errorf("--without: %w", err)
		}
		if s.Label == "" {
			s.Label = "without-" + strings.Join(s.Without, "-")
		}
	}
	if s.Label != "" {
		tag += "-" + s.Label
	}
	if strings.ContainsAny(tag, `/\`) {
		return nil, fmt.Errorf("tag and label name a folder: %q will not do", tag)
	}
	s.Store = suite.Store{Dir: filepath.Join(c.String("cells"), tag)}
	s.Sets, err = only(sets, c.String("only"))
	return s, err
}

// only keeps the sets that match; the sets of a race go together, because its name is common.
func only(sets []set, patterns string) ([]set, error) {
	if patterns == "" {
		return sets, nil
	}
	var out []set
	for _, x := range sets {
		for p := range strings.SplitSeq(patterns, ",") {
			ok, err := path.Match(p, x.Name)
			if err != nil {
				return nil, fmt.Errorf("--only %s: %w", p, err)
			}
			if ok {
				out = append(out, x)
				break
			}
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("--only %s: no set is called that", patterns)
	}
	return out, nil
}

// finish runs, prints, and keeps the table of a run that came to its end.
func (s *session) finish(c *cli.Context, title, results string) error {
	ran := s.run(c.Context)
	if ran != nil && !errors.Is(ran, context.Canceled) {
		return ran
	}
	for i := range s.Sets {
		if cells := s.of(s.Sets[i].Name); len(cells) > 0 {
			fmt.Fprintf(c.App.Writer, "%s (%s)\n", suite.Closing(s.Sets[i].Family, suite.Summarise(cells)), s.Sets[i].Name)
		}
	}
	today := time.Now().Format(time.DateOnly)
	var b bytes.Buffer
	if err := s.write(&b, title+", "+today, machine()); err != nil {
		return err
	}
	fmt.Fprintf(c.App.Writer, "\n%s", b.Bytes())
	if ran != nil {
		return notSo("stopped; what is done is kept, and the same command goes on")
	}
	if results == "" {
		return nil
	}
	return appendTo(filepath.Join(results, today+"-suite.md"), b.Bytes())
}

// appendTo adds a section to a file, unless it stands there already: the command that only
// reads finished cells back says nothing new.
func appendTo(file string, section []byte) error {
	text, err := os.ReadFile(file)
	if err != nil && !os.IsNotExist(err) {
		return err
	}
	switch {
	case bytes.Contains(text, section):
		return nil
	case len(text) == 0:
		text = []byte("# The engine on the published sets\n\nHow it is measured, and what the columns mean: docs/BENCHMARKS.md.\n")
	}
	return report.WriteFileAtomic(file, func(w io.Writer) error {
		_, err := w.Write(slices.Concat(text, []byte("\n"), section))
		return err
	})
}

func compare(c *cli.Context) error {
	if err := flagsLast(c); err != nil {
		return err
	}
	if c.NArg() != 2 {
		return errors.New("compare needs A and B")
	}
	var runs [2][]*suite.Cell
	for i := range runs {
		var err error
		if runs[i], err = storeOf(c, c.Args().Get(i)).All(); err != nil {
			return err
		}
	}
	result, err := suite.Compare(runs[0], runs[1])
	if err != nil {
		return err
	}
	if _, err := io.WriteString(c.App.Writer, result.String()); err != nil {
		return err
	}
	if !result.Noise() && result.Mean > 0 {
		return notSo("run B is worse")
	}
	return nil
}
