package main

import (
	"embed"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/report"
)

//go:embed workspace
var workspace embed.FS

func newCommand() *cli.Command {
	return &cli.Command{
		Name:      "new",
		Usage:     "start a workspace",
		ArgsUsage: "DIR",
		Description: examples("Writes a small workspace that works: four people, four carers, one week. Change the tables.\n"+
			"--county writes the made-up week of a whole county, with statistics areas that stand in for\n"+
			"patches; the same seed gives the same week. --area does so from tables of your own.",
			"milltir new bro", "milltir new bro --start 2026-11-30", "milltir new --county gwynedd --scale 0.25 gwynedd",
			"milltir new --area my-tables my-county"),
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "start", Usage: "first `MONDAY` of the rota", DefaultText: "next Monday", EnvVars: env("start")},
		}, countyFlags()...),
		Action: runNew,
	}
}

func runNew(c *cli.Context) error {
	args, err := words(c, 1, 1)
	if err != nil {
		return err
	}
	start, err := monday(c.String("start"), time.Now())
	if err != nil {
		return usage(c, "--start: %v", err)
	}
	dir := args[0]
	if isJSON(dir) {
		return usage(c, "new makes a folder; %s looks like a file", dir)
	}
	if occupied(dir) {
		return fmt.Errorf("%s is there already and not empty: choose another folder", dir)
	}
	if c.String("county") != "" || c.String("area") != "" {
		return newCounty(c, dir, start)
	}
	for _, name := range []string{"scale", "seed"} {
		if c.IsSet(name) && os.Getenv(env(name)[0]) == "" {
			return usage(c, "--%s goes with --county or --area", name)
		}
	}
	files, err := fs.ReadDir(workspace, "workspace")
	if err != nil {
		return internal{err}
	}
	dates := strings.NewReplacer("START", start.String(), "LAST", start.Add(-3).String())
	for _, f := range files {
		text, err := workspace.ReadFile("workspace/" + f.Name())
		if err != nil {
			return internal{err}
		}
		filled := dates.Replace(string(text))
		err = report.WriteFileAtomic(filepath.Join(dir, f.Name()), func(w io.Writer) error {
			_, err := io.WriteString(w, filled)
			return err
		})
		if err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(c.App.Writer, "%s holds a first week from %v. Next: milltir solve %s -o out\n", dir, start, dir)
	return err
}

// monday reads a Monday; without one it is the first after today, since people plan ahead.
func monday(s string, now time.Time) (model.Date, error) {
	if s == "" {
		today := model.NewDate(now.Date())
		return today.Add(7 - today.Weekday()), nil
	}
	d, err := model.ParseDate(s)
	if err == nil && d.Weekday() != 0 {
		return 0, fmt.Errorf("%v is not a Monday; the Monday before is %v", d, d.Add(-d.Weekday()))
	}
	return d, err
}
