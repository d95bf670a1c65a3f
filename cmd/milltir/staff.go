package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
	"github.com/milltir/milltir/report"
	"github.com/milltir/milltir/staff"
)

func staffCommand() *cli.Command {
	return &cli.Command{
		Name:      "staff",
		Usage:     "say how many shifts of which kind a plan needs",
		ArgsUsage: "DIR",
		Description: examples("Sets the demand of visits and cover by half hour against shifts and contracts, for all and\n"+
			"for each skill: what is proven (no rota can do with less) and a plan that holds the demand,\n"+
			"the shortfall, and the half hours with the least to spare (SI 2017/1264, regulation 34(3)).\n"+
			"With --rota: the capacity of that rota, and how far it lies above what is proven.\n"+
			"With -o FOLDER it writes staff.csv, staff-shifts.csv, and the page and the picture in Welsh\n"+
			"and English (staff.en.txt, staff.en.svg).",
			"milltir staff bro", "milltir staff bro --rota out/rota.json -o out", "milltir staff bro --half-hours --lang cy",
			"milltir staff bro --shift early=07:00-14:30 --shift late=14:30-22:00 --load 0.85"),
		Flags: []cli.Flag{
			textFlag("out", "write tables, pages and pictures to `FOLDER`", "o"),
			textFlag("rota", "set this `ROTA` against what is proven"),
			&cli.StringSliceFlag{Name: "shift", Usage: "a kind of shift to plan with, `NAME=HH:MM-HH:MM`, instead of the table's; may be repeated", EnvVars: env("shift")},
			&cli.Float64Flag{Name: "load", Usage: "the most that demand may be of capacity, a `SHARE`", Value: 0.9, EnvVars: env("load")},
			&cli.Float64Flag{Name: "full-time", Usage: "`HOURS` of a full-time week, for the shortfall in carers", Value: 37.5, EnvVars: env("full-time")},
			boolFlag("half-hours", "print a row for every half hour as well"),
			boolFlag("json", "print JSON"), providerFlag(), strictFlag(), langFlag(), boolFlag("quiet", "no warnings"),
		},
		Action: runStaff,
	}
}

func runStaff(c *cli.Context) error {
	args, err := words(c, 1, 1)
	if err != nil {
		return err
	}
	o, err := staffOptions(c)
	if err != nil {
		return err
	}
	k, err := load(c, args[0])
	if err != nil {
		return err
	}
	out := c.String("out")
	if sameFolder(out, args[0]) {
		return usage(c, "-o %s is the workspace itself: staff.csv among its tables would be read as one of them", out)
	}
	if err := writable("-o", out); err != nil {
		return err
	}
	r, err := k.determine(c, o)
	if err != nil {
		return err
	}
	if out != "" {
		if err := k.writeStaff(out, r); err != nil {
			return err
		}
	}
	if c.Bool("json") {
		err = writeJSON(c.App.Writer, r)
	} else {
		err = report.Staff(c.App.Writer, k.Horizon, r, c.Bool("half-hours"), k.words)
	}
	if err == nil && out != "" && !c.Bool("quiet") {
		fmt.Fprintf(c.App.ErrWriter, "Written to %s.\n", out)
	}
	return err
}

// determine reads the rota, if there is one, and works the staff out.
func (k *week) determine(c *cli.Context, o staff.Options) (*staff.Report, error) {
	path := c.String("rota")
	if path == "" {
		return staff.Determine(c.Context, k.Horizon, nil, o)
	}
	rota, err := k.known(c, path)
	if err != nil {
		return nil, err
	}
	v, err := check.Horizon(k.Horizon, rota)
	if err != nil {
		return nil, err
	}
	r, err := staff.Determine(c.Context, k.Horizon, rota, o)
	if err == nil {
		r.Compare(k.Horizon, rota, v.Score, v.Measures)
	}
	return r, err
}

// staffOptions reads the options that are numbers and kinds of shift.
func staffOptions(c *cli.Context) (staff.Options, error) {
	o := staff.Options{Load: c.Float64("load")}
	if !(o.Load > 0 && o.Load <= 1) {
		return o, usage(c, "--load must be more than 0, and at most 1")
	}
	hours := c.Float64("full-time")
	if !(hours >= 1 && hours <= 168) {
		return o, usage(c, "--full-time must be from 1 to 168 hours")
	}
	o.FullTime = int(60 * hours)
	for _, text := range c.StringSlice("shift") {
		s, err := kindOf(text)
		if err != nil {
			return o, usage(c, "--shift %s: %v", text, err)
		}
		o.Kinds = append(o.Kinds, s)
	}
	return o, nil
}

// kindOf reads a kind of shift: "early=07:00-14:30"; an end at or before the start is of the next day.
func kindOf(text string) (model.Shift, error) {
	name, span, named := strings.Cut(text, "=")
	from, to, ok := strings.Cut(span, "-")
	if !named || !ok || strings.TrimSpace(name) == "" {
		return model.Shift{}, fmt.Errorf("it is not of the form NAME=HH:MM-HH:MM")
	}
	start, err := model.ParseClock(strings.TrimSpace(from))
	if err != nil {
		return model.Shift{}, err
	}
	end, err := model.ParseClock(strings.TrimSpace(to))
	if err != nil {
		return model.Shift{}, err
	}
	if start.Minutes() >= 24*60 || end.Minutes() > 48*60 {
		return model.Shift{}, fmt.Errorf("it starts after its own day, or ends after the next")
	}
	if end <= start {
		end += 24 * 60
	}
	return model.Shift{Kind: strings.TrimSpace(name), Start: start, End: end, Days: model.EveryDay, Status: model.Open}, nil
}

// writeStaff writes the files, each whole or not at all.
func (k *week) writeStaff(out string, r *staff.Report) error {
	h := k.Horizon
	files := map[string]func(io.Writer) error{
		"staff.csv":        func(w io.Writer) error { return report.StaffCSV(w, r) },
		"staff-shifts.csv": func(w io.Writer) error { return report.StaffShiftsCSV(w, r) },
	}
	for _, lang := range report.Languages() {
		l, err := report.NewLocalizer(lang)
		if err != nil {
			return internal{err}
		}
		files["staff."+lang+".txt"] = func(w io.Writer) error { return report.Staff(w, h, r, true, l) }
		files["staff."+lang+".svg"] = func(w io.Writer) error { return report.StaffSVG(w, h, r, l) }
	}
	return writeFiles(out, files)
}
