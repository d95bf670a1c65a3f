package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/report"
	"github.com/milltir/milltir/solver"
)

func menuCommand() *cli.Command {
	return &cli.Command{
		Name:      "menu",
		Usage:     "solve four leanings and set side by side what each improves and makes worse",
		ArgsUsage: "DIR",
		Description: examples("For a meeting that decides what weighs how much: four rotas, each searched for as long, by\n"+
			"the workspace's own sheet (balanced) and with promises to people, promises to carers, or travel\n"+
			"and cost weighing more. One table, each rota scored by the workspace's sheet; what is better and\n"+
			"worse than balanced, and for how many, never fewer than five. With -o FOLDER it writes menu.cy.txt,\n"+
			"menu.en.txt, menu.json, menu.csv, the picture menu.svg in the language of --lang, and in a folder\n"+
			"for each leaning its rota.json and rota.csv, which hold everybody and are no pages for a meeting,\n"+
			"and sheet.toml, the milltir.toml that would weigh so.\n"+
			"Ctrl-C ends the search that runs and keeps the rotas that are finished.",
			"milltir menu bro", "milltir menu bro --seconds 60 -o out", "milltir menu bro --iterations 20000 --seed 7 --json"),
		Flags: []cli.Flag{
			textFlag("out", "write the menu and its rotas to `FOLDER`", "o"),
			&cli.Float64Flag{Name: "seconds", Usage: "search for each rota so many `SECONDS`", DefaultText: "10 where no other budget is given", EnvVars: env("seconds")},
			&cli.Int64Flag{Name: "iterations", Usage: "search for each rota `N` iterations an island: the same menu on every machine", DefaultText: "no end", EnvVars: env("iterations")},
			seedFlag(),
			&cli.IntFlag{Name: "workers", Usage: "`N` threads; never part of the answer", DefaultText: "all cores", EnvVars: env("workers")},
			providerFlag(), strictFlag(), langFlag(),
			boolFlag("json", "print the menu as JSON"),
			boolFlag("quiet", "no progress and no warnings"),
		},
		Action: runMenu,
	}
}

func runMenu(c *cli.Context) error {
	args, err := words(c, 1, 1)
	if err != nil {
		return err
	}
	o, err := budget(c)
	if err != nil {
		return err
	}
	k, err := loadOne(c, args[0])
	if err != nil {
		return err
	}
	if err := k.soundBooks(c); err != nil {
		return err
	}
	out, err := rotaFolder(c, args[0])
	if err != nil {
		return err
	}
	if err := writable("-o", out); err != nil {
		return err
	}
	if o.Time == 0 && o.Iterations == 0 {
		o.Time = solver.DefaultTime
	}
	rotas, cut, err := k.lean(c, o)
	if err != nil {
		return err
	}
	m, err := k.menu(rotas, cut, o)
	if err != nil {
		return err
	}
	if out != "" {
		if err := k.writeMenu(out, m, rotas); err != nil {
			return err
		}
	}
	if err := k.tellMenu(c, m); err != nil {
		return err
	}
	for _, x := range rotas {
		if !x.Score.Lawful() {
			return exit(exitBroken)
		}
	}
	return nil
}

// lean searches for a rota of each leaning, one after the other so that each has the machine to itself. What an
// interrupt cuts short had less than the others and is left out, unless there is nothing else.
func (k *week) lean(c *cli.Context, o solver.Options) (rotas []*solver.Leant, cut []string, err error) {
	for i, l := range model.Leanings {
		if c.Context.Err() != nil {
			cut = append(cut, l.Name)
			continue
		}
		if !c.Bool("quiet") {
			fmt.Fprintf(c.App.ErrWriter, "%d/%d %s\n", i+1, len(model.Leanings), l.Name)
		}
		live := newLive(c.App.ErrWriter, c.Bool("quiet"))
		o.Progress = live.show
		x, err := solver.Lean(c.Context, k.Horizon, l, o)
		live.close()
		if err != nil {
			return nil, nil, err
		}
		if c.Context.Err() != nil {
			cut = append(cut, l.Name)
			if i > 0 {
				continue
			}
		}
		rotas = append(rotas, x)
	}
	return rotas, cut, nil
}

// menu is the table of rotas that have been searched for.
func (k *week) menu(rotas []*solver.Leant, cut []string, o solver.Options) (*report.Menu, error) {
	var rows []report.MenuRota
	for _, x := range rotas {
		row := report.MenuRota{Leaning: x.Leaning, Rota: x.Rota, Verdict: x.Verdict}
		better, err := x.Behind(rotas)
		if err != nil {
			return nil, internal{err}
		}
		for _, y := range better {
			row.Behind = append(row.Behind, y.Leaning.Name)
		}
		rows = append(rows, row)
	}
	m, err := report.NewMenu(k.Horizon, rows)
	if err != nil {
		return nil, internal{err}
	}
	m.Cut, m.Rounds = cut, o.Iterations
	m.Seconds = o.Time.Seconds()
	return m, nil
}

// tellMenu prints the menu to standard output.
func (k *week) tellMenu(c *cli.Context, m *report.Menu) error {
	if c.Bool("json") {
		return m.JSON(c.App.Writer)
	}
	if err := m.Text(c.App.Writer, k.words); err != nil {
		return err
	}
	switch out := c.String("out"); {
	case c.Bool("quiet"):
	case out != "":
		fmt.Fprintf(c.App.ErrWriter, "Written to %s.\n", out)
	default:
		fmt.Fprintln(c.App.ErrWriter, "Nothing was written: -o FOLDER keeps the menu and its rotas.")
	}
	return nil
}

// writeMenu writes the menu and, in a folder each, its rotas. Those of an earlier menu that this one lacks go.
func (k *week) writeMenu(out string, m *report.Menu, rotas []*solver.Leant) error {
	files := map[string]func(io.Writer) error{"menu.json": m.JSON, "menu.csv": m.CSV}
	for _, lang := range report.Languages() {
		l, err := report.NewLocalizer(lang)
		if err != nil {
			return internal{err}
		}
		files["menu."+lang+".txt"] = func(w io.Writer) error { return m.Text(w, l) }
	}
	if m.Drawn() {
		files["menu.svg"] = func(w io.Writer) error { return m.Picture(w, k.words) }
	}
	for _, x := range rotas {
		files[filepath.Join(x.Leaning.Name, "rota.json")] = writesRota(x.Rota)
		files[filepath.Join(x.Leaning.Name, "rota.csv")] = func(w io.Writer) error { return report.CSV(w, x.Rota) }
		if len(x.Leaning.Times) > 0 {
			files[filepath.Join(x.Leaning.Name, "sheet.toml")] = func(w io.Writer) error { return model.WriteSettings(w, k.Problem.Lean(x.Leaning)) }
		}
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	stage, err := os.MkdirTemp(out, ".milltir-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(stage)
	if err := writeFiles(stage, files); err != nil {
		return err
	}
	for _, x := range rotas {
		if err := k.reread(filepath.Join(stage, x.Leaning.Name, "rota.json"), x.Verdict); err != nil {
			return err
		}
	}
	if err := dropMenu(out, files); err != nil {
		return err
	}
	_, err = publish(stage, out)
	return err
}

// dropMenu removes what an earlier menu wrote and this one does not.
func dropMenu(out string, files map[string]func(io.Writer) error) error {
	old := []string{"menu.svg"}
	for _, l := range model.Leanings {
		old = append(old, filepath.Join(l.Name, "rota.json"), filepath.Join(l.Name, "rota.csv"), filepath.Join(l.Name, "sheet.toml"))
	}
	old = slices.DeleteFunc(old, func(name string) bool { return files[name] != nil })
	for _, name := range old {
		if err := os.Remove(filepath.Join(out, name)); err != nil && !os.IsNotExist(err) {
			return err
		}
	}
	return nil
}
