package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/milltir/milltir/geo"
	"github.com/milltir/milltir/geo/roads/calibrate"
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/report"
)

// plannedRoads is a network of roads that a calibration may ask.
type plannedRoads interface {
	calibrate.Router
	Name() string
}

// calibrateCommand is a part of `milltir roads`; open reads a network that `roads build` has made.
func calibrateCommand(open func(path string) (plannedRoads, error)) *cli.Command {
	return &cli.Command{
		Name:      "calibrate",
		Usage:     "find from journeys that were made by how much roads take longer than planned",
		ArgsUsage: "FILE JOURNEYS",
		Description: examples("Sets journeys that were made against the ways that FILE plans for them, finds a factor for each\n"+
			"class of road, and says how far off journeys were that were not used for it: before, and after.\n"+
			"JOURNEYS is a table with the columns from_lat, from_lon, to_lat, to_lon, minutes and mode; with\n"+
			"--points the columns from and to may name ids. -o writes a file of factors, if they are better\n"+
			"than none. With --council, or a column council, it puts the section of that council, or of each,\n"+
			"into the file and leaves the rest of it as it is.",
			"milltir roads calibrate gwynedd.roads journeys.csv", "milltir roads calibrate gwynedd.roads journeys.csv -o factors.toml",
			"milltir roads calibrate gwynedd.roads journeys.csv --points people.csv --mode bike --lang cy",
			"milltir roads calibrate wales.roads journeys.csv --council gwynedd -o factors.toml"),
		Flags: []cli.Flag{
			textFlag("out", "write factors to `FILE`", "o"),
			&cli.StringFlag{Name: "mode", Usage: "`MODE` of the journeys to go by: car, bike, ebike, walk", Value: "car", EnvVars: env("mode")},
			textFlag("points", "a table with id, lat and lon, `FILE`, for journeys that name ids"),
			&cli.Float64Flag{
				Name: "overhead", Usage: "`MINUTES` of each journey that are planned beside the road: parking, door", EnvVars: env("overhead"),
			},
			textFlag("council", "whose roads the journeys were on: `NAME` of the section that is written"),
			textFlag("since", "`DAY` from which a council's factors hold, 2026-11-28; that of the first journey"),
			boolFlag("json", "print JSON"), langFlag(), boolFlag("quiet", "no warnings"), overForce(),
		},
		Action: func(c *cli.Context) error { return runCalibrate(c, open) },
	}
}

func runCalibrate(c *cli.Context, open func(path string) (plannedRoads, error)) error {
	args, err := words(c, 2, 2)
	if err != nil {
		return err
	}
	words, err := language(c)
	if err != nil {
		return err
	}
	mode, overhead := c.String("mode"), c.Float64("overhead")
	if !slices.Contains([]string{"car", "bike", "ebike", "walk"}, mode) {
		return usage(c, "--mode %s is none of car, bike, ebike and walk", mode)
	}
	if !(overhead >= 0 && overhead <= 60) {
		return usage(c, "--overhead must be from 0 to 60 minutes")
	}
	rows, err := journeys(args[1], c.String("points"))
	if err != nil {
		return diagnosed(err)
	}
	groups, err := groupsOf(c, rows)
	if err != nil {
		return err
	}
	if err := sparesFactors(c, groups, args[0], args[1], c.String("points")); err != nil {
		return err
	}
	roads, err := open(args[0])
	if err != nil {
		return err
	}
	fits, err := fitGroups(c, groups, roads, filepath.Base(args[1]))
	if err != nil {
		return err
	}
	wrote, err := writeFits(c, fits, roads.Name())
	if err != nil {
		return err
	}
	if c.Bool("json") {
		return writeFitsJSON(c.App.Writer, fits)
	}
	for i, f := range fits {
		if i > 0 {
			fmt.Fprintln(c.App.Writer)
		}
		err := report.Calibration(c.App.Writer, report.CalibrationOf{
			Roads: roads.Name(), Mode: mode, Council: f.Council, Result: f.result, Gathered: f.gathered,
		}, words)
		if err != nil {
			return err
		}
	}
	if wrote && !c.Bool("quiet") {
		fmt.Fprintf(c.App.ErrWriter, "Written to %s.\n", c.String("out"))
	}
	return nil
}

// leftOut names the first journeys without a way.
func leftOut(w io.Writer, left calibrate.Findings) {
	for _, f := range left[:min(len(left), mostWarnings)] {
		fmt.Fprintln(w, f.Error())
	}
	if n := len(left) - mostWarnings; n > 0 {
		fmt.Fprintf(w, "… and %d more are left out likewise.\n", n)
	}
}

// journeys reads the table of journeys, and that of points if there is one; what is wrong with either is told.
func journeys(path, pointsPath string) ([]calibrate.Row, error) {
	var points map[string]geo.Point
	if pointsPath != "" {
		f, err := openTable(pointsPath)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		if points, err = calibrate.ReadPoints(filepath.Base(pointsPath), f); err != nil {
			return nil, err
		}
	}
	f, err := openTable(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return calibrate.ReadJourneys(filepath.Base(path), f, points)
}

func openTable(path string) (*os.File, error) {
	f, err := os.Open(path)
	if err == nil {
		var info os.FileInfo
		if info, err = f.Stat(); err == nil && !info.IsDir() {
			return f, nil
		}
		f.Close()
	}
	return nil, calibrate.Findings{{
		Code: "E1001", File: filepath.Base(path), Message: "the file is not there, or is none", Advice: "Look at its path",
	}}
}

// diagnosed makes diagnostics of findings, so that they print as those of a workspace do.
func diagnosed(err error) error {
	var found calibrate.Findings
	if errors.As(err, &found) {
		return diagnostics(found)
	}
	return err
}

func diagnostics(found calibrate.Findings) model.Diagnostics {
	var out model.Diagnostics
	for _, f := range found {
		out = append(out, model.Diagnostic{
			Code: f.Code, File: f.File, Line: f.Line, Column: f.Column, Message: f.Message, Advice: strings.TrimSuffix(f.Advice, "."),
		})
	}
	return out
}
