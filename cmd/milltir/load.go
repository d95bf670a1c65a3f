package main

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/report"
	"github.com/milltir/milltir/travel"
)

// mostWarnings is how many warnings a command shows that was not asked for them.
const mostWarnings = 5

func strictFlag() cli.Flag {
	return boolFlag("strict", "take unknown columns as errors")
}

func providerFlag() cli.Flag {
	return textFlag("provider", "only what is of the provider `NAME` (patches.csv): nothing of the others' is shown or written")
}

// read reads and validates a workspace, or one provider's part of it. The error holds every error of the
// input; warnings come beside it. Where several providers share the workspace and none is named, they name nobody.
func read(c *cli.Context, path string) (*model.Problem, model.Diagnostics, error) {
	p, found, err := opened(c, path, model.ReadOptions{Strict: c.Bool("strict"), Discreet: true})
	name := c.String("provider")
	if !c.IsSet("provider") {
		return p, found, err
	}
	if err != nil {
		return nil, nil, discreet(err)
	}
	part, _, err := p.OfProvider(name, nil)
	if err != nil {
		return nil, nil, err
	}
	found = model.Validate(part)
	if wrong := found.Errors(); len(wrong) > 0 {
		return nil, nil, wrong
	}
	return part, found, nil
}

// opened reads tables, and opens what they name to work out their legs.
func opened(c *cli.Context, path string, o model.ReadOptions) (*model.Problem, model.Diagnostics, error) {
	p, found, err := model.Read(path, o)
	if err == nil {
		err = travel.Open(c.Context, p, travel.Options{Folder: workspaceOf(path), Cache: travel.CacheFolder()})
	}
	return p, found, err
}

// workspaceOf is the folder of a workspace or of a document.
func workspaceOf(path string) string {
	if isJSON(path) {
		return filepath.Dir(path)
	}
	return path
}

// discreet keeps what other providers' rows say out of the errors about them.
func discreet(err error) error {
	var wrong model.Diagnostics
	if errors.As(err, &wrong) {
		return wrong.Errors().Discreet()
	}
	return err
}

// week is a workspace ready to work on.
type week struct {
	*model.Horizon
	words *report.Localizer
	path  string
	whole *model.Problem // the tables, of which the horizon may be a part
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
	h, err := model.ExpandContext(c.Context, p)
	if err != nil {
		return nil, err
	}
	if !c.Bool("quiet") {
		warn(c.App.ErrWriter, append(warnings.Warnings(), travelWarnings(c, h)...), path)
	}
	return &week{h, words, path, p}, nil
}

// travelWarnings are what roads or a server say of homes; where several providers share the workspace and none is
// named they name nobody.
func travelWarnings(c *cli.Context, h *model.Horizon) model.Diagnostics {
	found := h.TravelWarnings()
	if h.Problem.Shared() && !c.IsSet("provider") {
		return found.Discreet()
	}
	return found
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

// part is one provider's part of a rota: one of its own, or of the whole workspace. In the second case
// the tables get the hours of carers who are lent.
func (k *week) part(c *cli.Context, path string) (*model.Rota, error) {
	if r, err := k.rota(path); err == nil {
		return r, nil
	}
	whole, _, err := opened(c, k.path, model.ReadOptions{Strict: c.Bool("strict")})
	if err != nil {
		return nil, discreet(err)
	}
	r, err := model.ReadRota(path, whole)
	if err != nil {
		return nil, discreet(err)
	}
	k.Horizon, r, err = partOf(whole, c.String("provider"), r)
	return r, err
}

// partOf is one provider's part of the tables and of a rota of them.
func partOf(whole *model.Problem, provider string, r *model.Rota) (*model.Horizon, *model.Rota, error) {
	p, part, err := whole.OfProvider(provider, r)
	if err != nil {
		return nil, nil, err
	}
	h, err := model.Expand(p)
	if err != nil {
		return nil, nil, err
	}
	model.Annotate(h, part)
	return h, part, nil
}

// loadOne is load for what is of one provider's people: a workspace of several takes --provider.
func loadOne(c *cli.Context, path string) (*week, error) {
	k, err := load(c, path)
	if err != nil {
		return nil, err
	}
	if err := k.oneProvider(c); err != nil {
		return nil, err
	}
	return k, nil
}

// known is rota, with a word on standard error if it was made from other tables.
func (k *week) known(c *cli.Context, path string) (*model.Rota, error) {
	if c.IsSet("provider") {
		return k.part(c, path)
	}
	r, err := k.rota(path)
	if k.shared(c) {
		err = discreet(err)
	}
	if err == nil && r.Stamp.Problem != "" && r.Stamp.Problem != k.Problem.Hash() {
		fmt.Fprintln(c.App.ErrWriter, "The tables have changed since this rota was made.")
	}
	return r, err
}

// start reads a rota to start from. What the tables no longer have is passed over, with one
// line that says so.
func (k *week) start(c *cli.Context, path string) (*model.Rota, error) {
	r, passed, err := model.ReadRotaWith(path, k.Problem, model.ReadRotaOptions{Lenient: true})
	if c.IsSet("provider") {
		return r, discreet(err) // what was passed over is, or may be, another provider's
	}
	if k.shared(c) {
		passed, err = passed.Discreet(), discreet(err)
	}
	if len(passed) > 0 && !c.Bool("quiet") {
		fmt.Fprintf(c.App.ErrWriter, "The tables no longer have %s of this rota, passed over; the first: %s\n", plural(len(passed), "part"), passed[0].Message)
	}
	return r, err
}

func isJSON(path string) bool { return strings.EqualFold(filepath.Ext(path), ".json") }
