package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
	"github.com/milltir/milltir/report"
)

// No page of one provider holds another's people. In a workspace of several, what people read is of the
// provider that --provider names, or solve writes a folder for each; what can be neither is refused. What is found wrong
// or odd in the tables of all, or in a rota of theirs, goes by code and place.

// shared tells whether a workspace of several providers was read whole.
func (k *week) shared(c *cli.Context) bool { return k.Problem.Shared() && !c.IsSet("provider") }

// oneProvider refuses what would print people of several providers on one page.
func (k *week) oneProvider(c *cli.Context) error {
	if !k.shared(c) {
		return nil
	}
	return k.Problem.NoPageOfAll("milltir " + c.Command.Name)
}

// writeShared writes the rota of several providers: the whole as rota.json, which commands go on from and
// nobody reads, and for each provider a folder with its part and all its pages. v is of the whole.
func (k *week) writeShared(out string, r *model.Rota, v *check.Verdict) error {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	rota := filepath.Join(out, "rota.json")
	if err := report.WriteFileAtomic(rota, writesRota(r)); err != nil {
		return err
	}
	if err := k.reread(rota, v); err != nil {
		return err
	}
	names := k.Problem.Providers()
	folders := report.FileNames(append([]string{sheets, "rota.json"}, names...))[2:] // no provider has these names
	for i, name := range names {
		h, part, err := partOf(k.Problem, name, r)
		if err != nil {
			return internal{err}
		}
		of := &week{h, k.words, k.path, k.Problem}
		own, err := check.Horizon(h, part)
		if err != nil {
			return internal{err}
		}
		if err := of.write(filepath.Join(out, folders[i]), part, own); err != nil {
			return err
		}
	}
	return dropStale(out, nil) // pages of an earlier rota that hold everybody
}

// tellShared prints what can be said of several providers at once: totals, and nobody.
func (k *week) tellShared(c *cli.Context, r *model.Rota, v *check.Verdict) error {
	if c.Bool("json") {
		s := brief(r, v)
		m := *v.Measures
		m.People, m.Carers, m.Fairness = nil, nil, nil
		s.Measures, s.Unallocated = &m, []model.Unallocated{}
		return writeJSON(c.App.Writer, s)
	}
	if err := report.Compare(c.App.Writer, []report.Compared{{H: k.Horizon, Rota: r, Verdict: v}}, k.words); err != nil {
		return err
	}
	if out := c.String("out"); !c.Bool("quiet") {
		if out == "" {
			fmt.Fprintln(c.App.ErrWriter, "Nothing was written: -o FOLDER keeps the rota, in a folder for each provider.")
		} else {
			fmt.Fprintf(c.App.ErrWriter, "Written to %s, in a folder for each provider. rota.json holds everybody: it is for commands to go on from, and for no provider.\n", out)
		}
	}
	return nil
}
