package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/milltir/milltir/geo/roads"
	"github.com/milltir/milltir/geo/roads/calibrate"
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/report"
)

// fitted is the calibration of one council's journeys, or of all.
type fitted struct {
	calibrate.CouncilRows
	gathered *calibrate.Gathered
	result   *calibrate.Result
}

// groupsOf sorts journeys by council: those of --council alone, where it is given and the table says whose they are.
func groupsOf(c *cli.Context, rows []calibrate.Row) ([]calibrate.CouncilRows, error) {
	name := c.String("council")
	if c.IsSet("council") && !calibrate.GoodName(name) {
		return nil, usage(c, "--council %q is no name: up to 64 letters, no quotation marks", name)
	}
	if day := c.String("since"); day != "" {
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			return nil, usage(c, "--since %q is no day: 2026-11-28", day)
		}
	}
	groups := calibrate.ByCouncil(rows)
	switch {
	case name == "":
		return groups, nil
	case len(groups) == 1 && groups[0].Council == "": // the table does not say
		groups[0].Council = name
		return groups, nil
	}
	i := slices.IndexFunc(groups, func(g calibrate.CouncilRows) bool { return g.Council == name })
	if i < 0 {
		return nil, usage(c, "--council %s: no journey of the table is of it", name)
	}
	return groups[i : i+1], nil
}

// fitGroups calibrates each group. Of several, those with too few journeys are left out, with a warning.
func fitGroups(c *cli.Context, groups []calibrate.CouncilRows, roads plannedRoads, file string) ([]fitted, error) {
	var out []fitted
	var few calibrate.Findings
	for _, g := range groups {
		gathered, err := calibrate.Gather(c.Context, file, g.Rows, roads, c.String("mode"), 60*c.Float64("overhead"))
		var found calibrate.Findings
		if errors.As(err, &found) && len(groups) > 1 {
			for _, f := range found {
				f.Message = "council " + g.Council + ": " + f.Message
				few = append(few, f)
			}
			continue
		}
		if err != nil {
			return nil, diagnosed(err)
		}
		if !c.Bool("quiet") {
			leftOut(c.App.ErrWriter, gathered.Left)
		}
		result, err := calibrate.Fit(gathered.Journeys, calibrate.Options{})
		if err != nil {
			return nil, err
		}
		out = append(out, fitted{g, gathered, result})
	}
	if len(out) == 0 {
		return nil, diagnosed(few)
	}
	for _, f := range few {
		if f.Code = calibrate.CodeFewOfCouncil; !c.Bool("quiet") {
			fmt.Fprintln(c.App.ErrWriter, f.Error())
		}
	}
	return out, nil
}

// writeFits writes what is better than none: a file of its own, or the sections of councils into one that may be there.
func writeFits(c *cli.Context, fits []fitted, network string) (wrote bool, err error) {
	out, mode := c.String("out"), c.String("mode")
	useful := slices.DeleteFunc(slices.Clone(fits), func(f fitted) bool { return !f.result.Useful() })
	if out == "" || len(useful) == 0 {
		return false, nil
	}
	write := func(w io.Writer) error { return calibrate.WriteFactors(w, network, mode, useful[0].result) }
	if useful[0].Council != "" {
		text, err := sections(c, useful, network)
		if err != nil {
			return false, err
		}
		write = func(w io.Writer) error { _, err := w.Write(text); return err }
	}
	if err := report.WriteFileAtomic(out, write); err != nil {
		return false, fmt.Errorf("-o: %w", err)
	}
	return true, nil
}

// sections are the file that -o names with the section of each council in it.
func sections(c *cli.Context, fits []fitted, network string) ([]byte, error) {
	out, mode := c.String("out"), c.String("mode")
	text, err := os.ReadFile(out)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, fmt.Errorf("-o: %w", err)
	default:
		if _, err := roads.ReadFactorsFile(out); err != nil {
			return nil, roadError(err)
		}
	}
	for _, f := range fits {
		s := calibrate.Section{
			Council: f.Council, Mode: mode, Roads: network, Result: f.result, Source: fmt.Sprintf("%d journeys", f.result.Journeys),
		}
		first, last := calibrate.Days(f.Rows, mode)
		if s.From = first; !first.IsZero() {
			s.Source += fmt.Sprintf(", %s to %s", first.Format(time.DateOnly), last.Format(time.DateOnly))
		}
		if since := c.String("since"); since != "" {
			s.From, _ = time.Parse(time.DateOnly, since) // looked at in groupsOf
		}
		if s.From.IsZero() {
			return nil, usage(c, "the factors of council %s want a day from which they hold, and no journey has a date: --since DAY", f.Council)
		}
		if text, err = calibrate.Merge(text, s); err != nil {
			return nil, model.Diagnostics{{
				Code: roads.CodeCouncil, File: filepath.Base(out), Message: err.Error(), Advice: "Name another file with -o, or mend this one",
			}}
		}
	}
	if _, err := roads.ReadFactors(filepath.Base(out), bytes.NewReader(text)); err != nil {
		return nil, roadError(err)
	}
	return text, nil
}

// writeFitsJSON prints one result, or those of councils in a list.
func writeFitsJSON(w io.Writer, fits []fitted) error {
	if fits[0].Council == "" {
		return writeJSON(w, fits[0].result)
	}
	type ofCouncil struct {
		Council string `json:"council"`
		*calibrate.Result
	}
	var list []ofCouncil
	for _, f := range fits {
		list = append(list, ofCouncil{f.Council, f.result})
	}
	return writeJSON(w, list)
}
