package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/milltir/milltir/benchmarks/families"
	"github.com/milltir/milltir/benchmarks/suite"
	"github.com/milltir/milltir/solver"
)

func benchCommand() *cli.Command {
	return &cli.Command{
		Name:      "bench",
		Usage:     "measure the engine on a published set",
		ArgsUsage: "FAMILY",
		Description: examples("Solves the instances of a family from a folder of yours, has every solution judged by the\n"+
			"family's own scorer, and prints a table with the gap to the best known value. Families:\n\n"+families.About()+
			"\nGLOB matches the stems of the files; several are separated by commas. The seeds are --seed and\n"+
			"those after it. --seconds-from is a CSV file with the columns instance and seconds (or\n"+
			"sa_avg_seconds); --seconds is then for the instances that it does not name. Ctrl-C keeps what\n"+
			"is done. Exit code 1 if any instance has no feasible solution, or the run was stopped.",
			"milltir bench vrptw --data DATA/vrptw/solomon --instances 'R1*,C101' --seconds 10",
			"milltir bench vrptw --data DATA/vrptw/solomon --convention lexicographic --out sols --json r.json",
			"milltir bench uhhc --data DATA/uhhc/validation --seconds-from DATA/uhhc/published_annealing.csv",
			"milltir bench shifts --data DATA/shift-scheduling --instances 'Instance1,Instance2' --seconds 60",
			"milltir bench inrc2 --data DATA/inrc2 --convention staged --seconds 30",
			"milltir bench workspace --data examples/bala --seconds 30 --seeds 3"),
		Flags: []cli.Flag{
			textFlag("data", "the family's `DIR`, or one below it"),
			textFlag("instances", "only those whose names match `GLOB`"),
			&cli.Float64Flag{Name: "seconds", Usage: "stop each search after so many `SECONDS`", DefaultText: "10 where no other budget is given", EnvVars: env("seconds")},
			textFlag("seconds-from", "take each instance's seconds from a `CSV` file"),
			&cli.Int64Flag{Name: "iterations", Usage: "stop each island after `N` iterations", DefaultText: "no end", EnvVars: env("iterations")},
			&cli.IntFlag{Name: "seeds", Usage: "solve with `K` seeds", Value: 1, EnvVars: env("seeds")},
			seedFlag(),
			&cli.IntFlag{Name: "workers", Usage: "`W` threads", DefaultText: "all cores", EnvVars: env("workers")},
			&cli.IntFlag{Name: "islands", Usage: "`I` searches side by side", DefaultText: "2", EnvVars: env("islands")},
			textFlag("convention", "`NAME`: distance or lexicographic for vrptw, static or staged for inrc2 (the first is the usual one)"),
			textFlag("out", "write the solutions to `DIR`, named by instance", "o"),
			textFlag("json", "write the results to a JSON `FILE`"),
		},
		Action: runBench,
	}
}

// bench is a run of the command.
type bench struct {
	family suite.Family
	tasks  []suite.Task
	live   *live
	log    io.Writer
	cells  []*suite.Cell
}

func runBench(c *cli.Context) error {
	args, err := words(c, 1, 1)
	if err != nil {
		return err
	}
	b, err := newBench(c, args[0])
	if err != nil {
		return err
	}
	stopped := b.run(c.Context)
	if stopped != nil {
		fmt.Fprintf(b.log, "Stopped: %d of %d done.\n", len(b.cells), len(b.tasks))
		if len(b.cells) == 0 {
			return cut(stopped)
		}
	}
	if err := suite.Table(c.App.Writer, b.family.Name(), b.cells); err != nil {
		return err
	}
	if file := c.String("json"); file != "" {
		if err := suite.WriteJSON(file, benchResult(b.family.Name(), b.cells)); err != nil {
			return fmt.Errorf("--json: %w", err)
		}
	}
	if suite.Summarise(b.cells).Infeasible > 0 && stopped == nil {
		return exit(exitBroken)
	}
	return cut(stopped)
}

// cut is how a run ends that something stopped: Ctrl-C has said all there is to say.
func cut(stopped error) error {
	if errors.Is(stopped, context.Canceled) {
		return exit(exitBroken)
	}
	return stopped
}

// newBench reads everything before the first search, so that no mistake shows up an hour later, and
// tells every mistake at once.
func newBench(c *cli.Context, name string) (*bench, error) {
	o, err := budgetOf(c)
	wrong := []error{err}
	check := func(ok bool, format string, a ...any) {
		if !ok {
			wrong = append(wrong, fmt.Errorf(format, a...))
		}
	}
	data, out, file, seeds := c.String("data"), c.String("out"), c.String("json"), c.Int("seeds")
	check(seeds >= 1, "--seeds must be 1 or more")
	check(o.Seed != 0, "--seed must be 1 or more")
	check(!isFolder(file), "--json %s is a folder", file)
	info, err := os.Stat(file)
	check(err != nil || info.IsDir() || info.Mode().IsRegular(), "--json %s is no file of its own", file)
	check(o.Seed+uint64(max(seeds, 1))-1 >= o.Seed, "--seed and --seeds go past the largest number")
	family, convention, err := families.Find(name, c.String("convention"))
	wrong = append(wrong, err)
	own, err := secondsFrom(c.String("seconds-from"))
	wrong = append(wrong, err)
	var entries []suite.Entry
	switch {
	case data == "":
		check(false, "bench needs --data DIR")
	case !isFolder(data):
		check(false, "--data %s: there is no such folder", data)
	case family != nil:
		entries, err = suite.Select(family, data, c.String("instances"))
		wrong = append(wrong, err)
	}
	if taken := slices.IndexFunc(entries, func(e suite.Entry) bool { return sameFolder(out, filepath.Dir(e.Path)) || sameFolder(out, e.Path) }); taken >= 0 {
		check(false, "-o %s holds the instances: a solution could take the place of one", out)
	}
	for _, e := range entries {
		check(!sameFile(file, e.Path), "--json %s is an instance", file)
		for k := range uint64(max(seeds, 1)) {
			check(out == "" || !samePath(file, filepath.Join(out, suite.SolutionName(e.Name, o.Seed+k, seeds)+".json")), "--json %s would be a solution of -o", file)
		}
	}
	seconds, err := benchSeconds(entries, own, o)
	wrong = append(wrong, err)
	if err := errors.Join(wrong...); err != nil {
		return nil, usage(c, "%v", err)
	}
	if err := errors.Join(writable("-o", out), writable("--json", folderOf(file))); err != nil {
		return nil, err
	}
	b := &bench{family: family, live: newLive(c.App.ErrWriter, false), log: c.App.ErrWriter}
	for k := range uint64(seeds) {
		for i, e := range entries {
			t := suite.Task{Commit: suite.Build(), Entry: e, Setting: suite.Setting{
				Family: family.Name(), Convention: convention, Instance: e.Name, Budget: seconds[i], Iterations: o.Iterations,
				Seed: o.Seed + k, Workers: o.Workers, Islands: o.Islands,
			}}
			if out != "" {
				t.Solution = filepath.Join(out, suite.SolutionName(e.Name, t.Seed, seeds))
			}
			b.tasks = append(b.tasks, t)
		}
	}
	return b, nil
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// sameFile tells whether two paths lead to one file.
func sameFile(a, b string) bool {
	x, err := os.Stat(a)
	y, err2 := os.Stat(b)
	return err == nil && err2 == nil && os.SameFile(x, y)
}

// samePath tells whether two paths that need not be there are one.
func samePath(a, b string) bool {
	x, err := filepath.Abs(a)
	y, err2 := filepath.Abs(b)
	return a != "" && err == nil && err2 == nil && x == y
}

// folderOf is the folder of a file, none of none.
func folderOf(file string) string {
	if file == "" {
		return ""
	}
	return filepath.Dir(file)
}

// secondsFrom reads the budgets of the instances, if there are any of their own.
func secondsFrom(file string) (map[string]float64, error) {
	if file == "" {
		return nil, nil
	}
	own, err := suite.ReadColumn(file, suite.SecondsColumns...)
	if err != nil {
		return nil, fmt.Errorf("--seconds-from: %w", err)
	}
	return own, nil
}

// benchSeconds gives every instance its budget; the engine's own where none is given.
func benchSeconds(entries []suite.Entry, own map[string]float64, o solver.Options) ([]float64, error) {
	all := o.Time.Seconds()
	if all == 0 && own == nil && o.Iterations == 0 {
		all = solver.DefaultTime.Seconds()
	}
	seconds, err := suite.Budgets(entries, own, all, o.Iterations > 0)
	if err != nil {
		return nil, fmt.Errorf("--seconds-from: %w", err)
	}
	return seconds, nil
}

func (b *bench) run(ctx context.Context) error {
	defer b.live.close()
	for i := range b.tasks {
		t := &b.tasks[i]
		if ctx.Err() != nil {
			return ctx.Err()
		}
		text := fmt.Sprintf("%s seed %d (%d of %d)", t.Instance, t.Seed, i+1, len(b.tasks))
		cell, err := t.Run(ctx, func(p solver.Progress) {
			b.live.part(text, (float64(i)+p.Fraction)/float64(len(b.tasks)))
		})
		if err != nil {
			return err
		}
		b.cells = append(b.cells, cell)
		b.live.part(text, float64(i+1)/float64(len(b.tasks)))
		if b.live.bar == nil {
			fmt.Fprintf(b.log, "%s  %s\n", text, cell.Said())
		}
	}
	return nil
}

// part shows on a terminal how much of a longer piece of work is done.
func (l *live) part(text string, fraction float64) {
	if l.bar != nil {
		l.bar.Describe(text)
		_ = l.bar.Set(min(int(fraction*barSteps), barSteps-1))
	}
}

// benchJSON is what bench --json writes.
type benchJSON struct {
	Family     string        `json:"family"`
	Instances  int           `json:"instances"`
	Mean       *float64      `json:"mean_gap"`
	Worst      *float64      `json:"worst_gap"`
	Infeasible int           `json:"infeasible"`
	AtBest     int           `json:"at_best_known"`
	Better     int           `json:"better_than_best_known"`
	Cells      []*suite.Cell `json:"cells"`
}

func benchResult(family string, cells []*suite.Cell) benchJSON {
	s := suite.Summarise(cells)
	out := benchJSON{
		Family: family, Instances: s.Instances, Infeasible: s.Infeasible, AtBest: s.AtBest, Better: s.Better,
		Cells: append([]*suite.Cell{}, cells...),
	}
	if s.Known > 0 {
		out.Mean, out.Worst = &s.Mean, &s.Worst
	}
	return out
}
