package main

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/milltir/milltir/report"
)

func voiceCommand() *cli.Command {
	return &cli.Command{
		Name:      "voice",
		Usage:     "say whose wishes a rota meets, and how fairly it treats groups of people",
		ArgsUsage: "DIR ROTA",
		Description: examples("How many first, second and third wishes of wishes.csv are met, for whom not, and what people have by\n"+
			"language, area, who pays and scheme: the mean, the tenth who have it worst, and the gap. With --for,\n"+
			"without names and with nothing about fewer than five people, nor anything from which it could be worked\n"+
			"out: for the people, the carers or a committee; for tenants a page of their scheme, with hours by day,\n"+
			"carers on site and shared hours.",
			"milltir voice bro out/rota.json", "milltir voice bro out/rota.json --for committee", "milltir voice bro out/rota.json --for tenants --lang cy", "milltir voice bro my-rota.csv --json"),
		Flags: []cli.Flag{
			textFlag("for", "who reads it: `people|carers|committee|tenants`; without it the coordinator, with names"),
			boolFlag("json", "print JSON"), providerFlag(), strictFlag(), langFlag(), boolFlag("quiet", "no warnings"),
		},
		Action: runVoice,
	}
}

func runVoice(c *cli.Context) error {
	args, err := words(c, 2, 2)
	if err != nil {
		return err
	}
	audience := report.ForCoordinator
	if c.IsSet("for") {
		audience = c.String("for")
		if named := report.Audiences()[1:]; !slices.Contains(named, audience) {
			return usage(c, "--for is one of %s, not %q", strings.Join(named, ", "), audience)
		}
	}
	k, err := loadOne(c, args[0])
	if err != nil {
		return err
	}
	r, err := k.known(c, args[1])
	if err != nil {
		return err
	}
	switch tenants := audience == report.ForTenants; {
	case tenants && c.Bool("json"):
		x, err := report.NewTenantsPage(k.Horizon, r, k.words)
		if err != nil {
			return err
		}
		return writeJSON(c.App.Writer, x)
	case tenants:
		return report.Tenants(c.App.Writer, k.Horizon, r, k.words)
	case c.Bool("json"):
		x, err := report.NewVoices(k.Horizon, r, audience, k.words)
		if err != nil {
			return err
		}
		return writeJSON(c.App.Writer, x)
	}
	return report.Voice(c.App.Writer, k.Horizon, r, audience, k.words)
}
