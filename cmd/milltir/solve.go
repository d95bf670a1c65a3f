package main

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
	"github.com/milltir/milltir/report"
	"github.com/milltir/milltir/solver"
)

func solveCommand() *cli.Command {
	return &cli.Command{
		Name:      "solve",
		Usage:     "make a rota",
		ArgsUsage: "DIR",
		Description: examples("Makes a rota of a workspace (a folder or a .json file) and prints its summary with the\n"+
			"judge's score. Without -o nothing is written. With -o FOLDER it writes rota.json,\n"+
			"rota.csv, unallocated.csv, runsheets/, and the week grid and the summary in Welsh and\n"+
			"English; each file is replaced whole or not at all. Of several providers in one workspace\n"+
			"each has a folder of its own. Ctrl-C ends the search early and\n"+
			"keeps the best rota so far.",
			"milltir solve bro", "milltir solve bro -o out --seconds 60", "milltir solve bro --iterations 20000 --seed 7 --json",
			"milltir solve bro --replay out/rota.json -o again", "milltir solve bro --from my-rota.csv --require-full"),
		Flags: []cli.Flag{
			textFlag("out", "write the rota to `FOLDER`", "o"),
			&cli.Float64Flag{Name: "seconds", Usage: "stop after so many `SECONDS`", DefaultText: "10 where no other budget is given", EnvVars: env("seconds")},
			&cli.Int64Flag{Name: "iterations", Usage: "stop each island after `N` iterations: the same rota on every machine", DefaultText: "no end", EnvVars: env("iterations")},
			seedFlag(),
			&cli.IntFlag{Name: "islands", Usage: "`N` searches side by side; part of the answer", DefaultText: "2", EnvVars: env("islands")},
			&cli.IntFlag{Name: "workers", Usage: "`N` threads; never part of the answer", DefaultText: "all cores", EnvVars: env("workers")},
			textFlag("replay", "make an earlier rota again: its replay `STRING`, @FILE or rota.json"),
			textFlag("from", "start from this `ROTA`; what the tables no longer have is passed over"),
			providerFlag(), requireFullFlag(), strictFlag(), langFlag(),
			boolFlag("json", "print a summary as JSON"),
			boolFlag("quiet", "no progress and no warnings"),
		},
		Action: runSolve,
	}
}

func runSolve(c *cli.Context) error {
	args, err := words(c, 1, 1)
	if err != nil {
		return err
	}
	o, err := budget(c)
	if err != nil {
		return err
	}
	k, err := load(c, args[0])
	if err != nil {
		return err
	}
	if err := k.soundBooks(c); err != nil {
		return err
	}
	if err := k.origins(c, &o); err != nil {
		return err
	}
	out, err := rotaFolder(c, args[0])
	if err != nil {
		return err
	}
	write, tell := k.write, k.tell
	if k.shared(c) {
		if err := k.Problem.ProvidersNamed(); err != nil && out != "" {
			return err
		}
		write, tell = k.writeShared, k.tellShared
	}
	if err := writable("-o", out); err != nil {
		return err
	}
	live := newLive(c.App.ErrWriter, c.Bool("quiet"))
	o.Progress = live.show
	result, err := solver.Solve(c.Context, k.Problem, o)
	live.close()
	if err != nil {
		return err
	}
	v, err := k.judge(result)
	if err != nil {
		return err
	}
	if out != "" {
		if err := write(out, result.Rota, v); err != nil {
			return err
		}
	}
	if err := tell(c, result.Rota, v); err != nil {
		return err
	}
	return verdict(c, v, result.Rota)
}

// budget reads the options that are plain numbers.
func budget(c *cli.Context) (solver.Options, error) {
	o, wrong := budgetOf(c)
	if wrong != nil {
		return o, usage(c, "%v", wrong)
	}
	return o, nil
}

// budgetOf is budget with all that is wrong in it.
func budgetOf(c *cli.Context) (o solver.Options, err error) {
	var wrong []error
	o = solver.Options{
		Iterations: c.Int64("iterations"), Seed: c.Uint64("seed"),
		Islands: c.Int("islands"), Workers: c.Int("workers"),
	}
	for _, name := range []string{"iterations", "islands", "workers"} {
		if c.IsSet(name) && number64(c, name) < 1 {
			wrong = append(wrong, fmt.Errorf("--%s must be 1 or more", name))
		}
	}
	if s := c.Float64("seconds"); c.IsSet("seconds") {
		if !(s > 0 && s <= math.MaxInt64/float64(time.Second)) {
			wrong = append(wrong, errors.New("--seconds must be more than 0, and at most 290 years"))
		} else {
			o.Time = max(1, time.Duration(s*float64(time.Second)))
		}
	}
	return o, errors.Join(wrong...)
}

func number64(c *cli.Context, name string) int64 {
	if n, ok := c.Value(name).(int); ok {
		return int64(n)
	}
	return c.Int64(name)
}

// origins reads what the search starts from: an earlier rota or its replay string.
func (k *week) origins(c *cli.Context, o *solver.Options) (err error) {
	if path := c.String("from"); path != "" {
		if o.From, err = k.start(c, path); err != nil {
			return err
		}
	}
	s := c.String("replay")
	if s == "" {
		return nil
	}
	overruled(c)
	stamp, err := k.replay(s)
	if err != nil {
		return err
	}
	switch {
	case stamp.Problem != "" && stamp.Problem != k.Problem.Hash():
		fmt.Fprintln(c.App.ErrWriter, "The tables have changed since that rota was made: it will not be the same one.")
	case stamp.Objective != "" && stamp.Objective != k.Problem.ObjectiveHash():
		fmt.Fprintln(c.App.ErrWriter, "That rota was searched for with other weights than the workspace's (milltir menu): it will not be the same one.")
	}
	o.Replay = stamp.Replay // it names the seed and the islands, whatever the options say
	return nil
}

// overruled says which options a replay string leaves without effect.
func overruled(c *cli.Context) {
	var given []string
	for _, name := range []string{"seed", "seconds", "iterations", "islands"} {
		if c.IsSet(name) {
			given = append(given, "--"+name)
		}
	}
	if len(given) > 0 {
		fmt.Fprintf(c.App.ErrWriter, "The replay string decides: no effect of %s.\n", strings.Join(given, ", "))
	}
}

// judge asks the judge once more, from the rota alone: nothing leaves unjudged.
func (k *week) judge(result *solver.Result) (*check.Verdict, error) {
	v, err := check.Horizon(k.Horizon, result.Rota)
	if err != nil {
		return nil, internal{err}
	}
	if v.Score != result.Score {
		return nil, internal{fmt.Errorf("the solver says %v, the judge says %v", result.Score, v.Score)}
	}
	return v, nil
}

// tell prints the rota's summary to standard output.
func (k *week) tell(c *cli.Context, r *model.Rota, v *check.Verdict) error {
	if c.Bool("json") {
		return writeJSON(c.App.Writer, brief(r, v))
	}
	if err := report.Summary(c.App.Writer, k.Horizon, r, v, k.words); err != nil {
		return err
	}
	switch out := c.String("out"); {
	case c.Bool("quiet"):
	case out != "":
		fmt.Fprintf(c.App.ErrWriter, "Written to %s.\n", out)
	default:
		fmt.Fprintln(c.App.ErrWriter, "Nothing was written: -o FOLDER keeps the rota.")
	}
	return nil
}

// summary is what solve --json prints.
type summary struct {
	Name        string              `json:"name"`
	Start       model.Date          `json:"start"`
	Weeks       int                 `json:"weeks"`
	Lawful      bool                `json:"lawful"`
	Full        bool                `json:"full"` // every visit is allocated
	Score       model.Score         `json:"score"`
	Shares      []model.Share       `json:"shares"`
	Measures    *model.Measures     `json:"measures"`
	Unallocated []model.Unallocated `json:"unallocated"`
	Stamp       model.Stamp         `json:"stamp"`
}

func brief(r *model.Rota, v *check.Verdict) summary {
	s := summary{
		Name: r.Name, Start: r.Start, Weeks: r.Weeks, Lawful: v.Score.Lawful(), Full: len(r.Unallocated) == 0,
		Score: v.Score, Shares: v.Shares, Measures: v.Measures, Unallocated: r.Unallocated, Stamp: r.Stamp,
	}
	if s.Unallocated == nil {
		s.Unallocated = []model.Unallocated{}
	}
	return s
}
