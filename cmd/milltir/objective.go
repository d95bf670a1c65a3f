package main

import (
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/report"
)

func objectiveCommand() *cli.Command {
	flags := func(more ...cli.Flag) []cli.Flag { return append(more, langFlag()) }
	c := &cli.Command{
		Name:      "objective",
		Usage:     "read, compare and check what a good rota is said to be",
		ArgsUsage: "show|diff|check DIR ...",
		Description: examples("The objective sheet is what milltir.toml says of rules, levels and weights, as sentences that a\n"+
			"meeting can argue about (\"One new face at the door = 12 minutes of travel\"), with who agreed it\n"+
			"and when. DIR is a workspace, or a milltir.toml of any name.",
			"milltir objective show bro --lang cy", "milltir objective diff bro last-year.toml",
			"milltir objective check bro out/rota.json"),
		Action: func(c *cli.Context) error {
			if name := c.Args().First(); name != "" {
				return usage(c, "objective has no %q. %s", name, cli.SuggestCommand(c.Command.Subcommands, name))
			}
			return usage(c, "objective needs show, diff or check")
		},
		Subcommands: []*cli.Command{
			{
				Name: "show", Usage: "print the sheet in sentences", ArgsUsage: "DIR",
				Description: examples("Every rule under its heading, what is not counted, and what differs from the defaults.",
					"milltir objective show bro", "milltir objective show bro --lang cy", "milltir objective show bro --json"),
				Flags: flags(boolFlag("json", "print JSON")), Action: showObjective,
			},
			{
				Name: "diff", Usage: "say what one sheet changes against another", ArgsUsage: "DIR OTHER",
				Description: examples("What OTHER says otherwise than DIR: its words, rules before and now, and parameters.\n"+
					"Exit codes as of diff: 0 the same, 1 something differs, 2 trouble.",
					"milltir objective diff last-year.toml bro", "milltir objective diff bro bala --lang cy"),
				Flags: flags(boolFlag("json", "print JSON")), Action: diffObjective,
			},
			{
				Name: "check", Usage: "find what is missing, out of date or surely wrong in the sheet", ArgsUsage: "DIR [ROTA]",
				Description: examples("Who agreed it, when, until when, and whether weights fit each other; with ROTA (rota.json)\n"+
					"whether it was made by this sheet. Exit codes: 0 nothing or warnings, 2 errors.\n"+
					"What is found is told in English in either language, as milltir check tells it.",
					"milltir objective check bro", "milltir objective check bro out/rota.json", "milltir objective check bro --lang cy"),
				Flags: flags(boolFlag("json", "print JSON")), Action: checkObjective,
			},
		},
	}
	for _, s := range c.Subcommands {
		s.OnUsageError, s.HideHelpCommand = onUsageError, true
	}
	return c
}

// sheetOf works out the objective sheet of a workspace or of a file of settings.
func sheetOf(path string) (*model.Agreement, error) {
	p, _, err := model.ReadSettings(path)
	if err != nil {
		return nil, err
	}
	return p.Agreement(), nil
}

func showObjective(c *cli.Context) error {
	args, err := words(c, 1, 1)
	if err != nil {
		return err
	}
	l, err := language(c)
	if err != nil {
		return err
	}
	a, err := sheetOf(args[0])
	if err != nil {
		return err
	}
	if c.Bool("json") {
		return report.ObjectiveJSON(c.App.Writer, a, l)
	}
	return report.Objective(c.App.Writer, a, l)
}

func diffObjective(c *cli.Context) error {
	args, err := words(c, 2, 2)
	if err != nil {
		return err
	}
	l, err := language(c)
	if err != nil {
		return err
	}
	from, err := sheetOf(args[0])
	if err != nil {
		return err
	}
	to, err := sheetOf(args[1])
	if err != nil {
		return err
	}
	d := from.Diff(to)
	if c.Bool("json") {
		err = writeJSON(c.App.Writer, d)
	} else {
		err = report.ObjectiveDiff(c.App.Writer, from, to, l)
	}
	if err == nil && !d.Empty() {
		return exit(exitBroken)
	}
	return err
}

func checkObjective(c *cli.Context) error {
	args, err := words(c, 1, 2)
	if err != nil {
		return err
	}
	l, err := language(c)
	if err != nil {
		return err
	}
	p, _, err := model.ReadSettings(args[0])
	if err != nil {
		return err
	}
	found := p.CheckObjective()
	if len(args) == 2 {
		s, err := stampOf(args[1])
		if err != nil {
			return err
		}
		found = append(found, p.CheckStamp(filepath.Base(args[1]), s)...)
	}
	if c.Bool("json") {
		err = diagnosticsJSON(c.App.Writer, found)
	} else {
		err = report.ObjectiveChecked(c.App.Writer, p, found, l)
	}
	if err == nil && len(found.Errors()) > 0 {
		return exit(exitInput)
	}
	return err
}

// stampOf reads how a rota was made; a table does not say.
func stampOf(path string) (model.Stamp, error) {
	f, err := os.Open(path)
	if err != nil {
		return model.Stamp{}, model.Diagnostics{{Code: "E1001", File: path, Message: "there is no such file", Advice: "Maybe the path is mistyped"}}
	}
	defer f.Close()
	if !isJSON(path) {
		return model.Stamp{}, nil
	}
	r, err := model.ReadRotaJSON(f, nil)
	if err != nil {
		return model.Stamp{}, err
	}
	return r.Stamp, nil
}
