package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/report"
)

// mostWarnings is how many warnings a command shows that was not asked for them.
const mostWarnings = 5

func strictFlag() cli.Flag {
	return boolFlag("strict", "take unknown columns as errors")
}

// read reads and validates a workspace. The error holds every error of the input; warnings
// come beside it.
func read(c *cli.Context, path string) (*model.Problem, model.Diagnostics, error) {
	return model.Read(path, model.ReadOptions{Strict: c.Bool("strict")})
}

// week is a workspace ready to work on.
type week struct {
	*model.Horizon
	words *report.Localizer
}

// load reads a workspace and expands it. Warnings go to standard error, the first few only.
func load(c *cli.Context, path string) (*week, error) {
	words, err := language(c)
	if err != nil {
		return nil, err
	}
	p, warnings, err := read(c, path)
	if err != nil {
		return nil, err
	}
	if !c.Bool("quiet") {
		warn(c.App.ErrWriter, warnings.Warnings(), path)
	}
	h, err := model.Expand(p)
	if err != nil {
		return nil, err
	}
	return &week{h, words}, nil
}

// warn shows the first warning of each code, so that ten of one kind do not hide the one that
// matters.
func warn(w io.Writer, warnings model.Diagnostics, path string) {
	seen := make(map[string]bool)
	for _, d := range warnings {
		if !seen[d.Code] && len(seen) < mostWarnings {
			seen[d.Code] = true
			fmt.Fprintln(w, d.Error())
		}
	}
	if more := len(warnings) - len(seen); more > 0 {
		fmt.Fprintf(w, "… and %s; milltir check %s lists them.\n", plural(more, "more warning"), path)
	}
}

// rota reads a rota of this week: rota.json or a table.
func (k *week) rota(path string) (*model.Rota, error) {
	return model.ReadRota(path, k.Problem)
}

// known is rota, with a word on standard error if it was made from other tables.
func (k *week) known(c *cli.Context, path string) (*model.Rota, error) {
	r, err := k.rota(path)
	if err == nil && r.Stamp.Problem != "" && r.Stamp.Problem != k.Problem.Hash() {
		fmt.Fprintln(c.App.ErrWriter, "The tables have changed since this rota was made.")
	}
	return r, err
}

// start reads a rota to start from. What the tables no longer have is passed over, with one
// line that says so.
func (k *week) start(c *cli.Context, path string) (*model.Rota, error) {
	r, passed, err := model.ReadRotaWith(path, k.Problem, model.ReadRotaOptions{Lenient: true})
	if len(passed) > 0 && !c.Bool("quiet") {
		fmt.Fprintf(c.App.ErrWriter, "The tables no longer have %s of this rota, passed over; the first: %s\n", plural(len(passed), "part"), passed[0].Message)
	}
	return r, err
}

func isJSON(path string) bool { return strings.EqualFold(filepath.Ext(path), ".json") }
