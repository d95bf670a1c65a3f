package main

import (
	"github.com/urfave/cli/v2"

	"github.com/milltir/milltir/model/check"
	"github.com/milltir/milltir/report"
)

func compareCommand() *cli.Command {
	return &cli.Command{
		Name:      "compare",
		Usage:     "set rotas side by side, or layouts of patches",
		ArgsUsage: "DIR ROTA DIR ROTA ..., or LAYOUT LAYOUT ... --demand DIR -o DIR",
		Description: examples("One table of two rotas or more, each with the workspace it is of: care given and left out,\n"+
			"travel, hours at work, paid and unpaid, pay for an hour at work, and continuity, as the judge\n"+
			"measures them. Rotas of one workspace are told apart by their files. Pay needs the rate pay_per_hour in milltir.toml.\n\n"+
			"Of layouts (GeoJSON files, docs/LAYOUTS.md) the same weeks are planned under each, and what may be\n"+
			"said is said: differences with intervals, tested together, or no difference shown (docs/COMPARE.md).\n"+
			"In place of a file, own is the workspace as it is, with the patches of people.csv and carers.csv.\n"+
			"A run that was stopped goes on with the same command.",
			"milltir compare bro out/rota.json bro/old-way out-old/rota.json", "milltir compare bro mine.csv bro out/rota.json --lang cy",
			"milltir compare ours.geojson eight.geojson --demand gwynedd --weeks 4 --seeds 3 -o side-by-side", "milltir compare own theirs.geojson --demand county -o side-by-side --lang cy"),
		Flags: append(compareFlags(), providerFlag(), strictFlag(), langFlag(), boolFlag("quiet", "no warnings, no progress")),
		Action: func(c *cli.Context) error {
			if ofLayouts(c) {
				return compareLayouts(c)
			}
			return runCompare(c)
		},
	}
}

func runCompare(c *cli.Context) error {
	args, err := words(c, 4, 16)
	if err != nil {
		return err
	}
	if len(args)%2 != 0 {
		return usage(c, "compare needs a ROTA for every DIR")
	}
	var rotas []report.Compared
	var l *report.Localizer
	for i := 0; i < len(args); i += 2 {
		k, err := load(c, args[i])
		if err != nil {
			return err
		}
		r, err := k.known(c, args[i+1])
		if err != nil {
			return err
		}
		v, err := check.Horizon(k.Horizon, r)
		if err != nil {
			return err
		}
		rotas, l = append(rotas, report.Compared{Name: args[i+1], H: k.Horizon, Rota: r, Verdict: v}), k.words
	}
	return report.Compare(c.App.Writer, rotas, l)
}
