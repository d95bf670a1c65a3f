package main

import (
	"github.com/urfave/cli/v2"

	"github.com/milltir/milltir/model/check"
	"github.com/milltir/milltir/report"
)

func compareCommand() *cli.Command {
	return &cli.Command{
		Name:      "compare",
		Usage:     "set rotas side by side",
		ArgsUsage: "DIR ROTA DIR ROTA ...",
		Description: examples("One table of two rotas or more, each with the workspace it is of: care given and left out,\n"+
			"travel, hours at work, paid and unpaid, pay for an hour at work, and continuity, as the judge\n"+
			"measures them. Rotas of one workspace are told apart by their files. Pay needs the rate pay_per_hour in milltir.toml.",
			"milltir compare bro out/rota.json bro/old-way out-old/rota.json", "milltir compare bro mine.csv bro out/rota.json --lang cy"),
		Flags:  []cli.Flag{providerFlag(), strictFlag(), langFlag(), boolFlag("quiet", "no warnings")},
		Action: runCompare,
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
