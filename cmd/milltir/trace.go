package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver"
)

func traceCommand() *cli.Command {
	return &cli.Command{
		Name:      "trace",
		Usage:     "follow one visit through the program",
		ArgsUsage: "DIR",
		Description: examples("For whoever works on milltir: solves with a small fixed budget and prints the values of one\n"+
			"visit at every hop, from the table to the printed rota.",
			"milltir trace bro --visit v-102"),
		Flags:  []cli.Flag{textFlag("visit", "`ID` of a visit"), boolFlag("json", "print JSON"), providerFlag(), strictFlag(), langFlag()},
		Action: runTrace,
	}
}

func runTrace(c *cli.Context) error {
	args, err := words(c, 1, 1)
	if err != nil {
		return err
	}
	if c.String("visit") == "" {
		return usage(c, "trace needs --visit")
	}
	k, err := loadOne(c, args[0])
	if err != nil {
		return err
	}
	dated, err := k.find(c.String("visit"))
	if err != nil {
		return err
	}
	hops, err := solver.Trace(c.Context, k.Problem, dated[0].ID)
	if err != nil {
		return err
	}
	if c.Bool("json") {
		return writeJSON(c.App.Writer, hops)
	}
	return printHops(c, dated[0].ID, hops)
}

func printHops(c *cli.Context, visit model.VisitID, hops []solver.Hop) error {
	fmt.Fprintf(c.App.Writer, "Following visit %q\n", visit)
	for i, hop := range hops {
		fmt.Fprintf(c.App.Writer, "\n%d. %s\n", i+1, hop.Name)
		for _, f := range hop.Facts {
			if _, err := fmt.Fprintf(c.App.Writer, "   %-26s %s\n", f.Name, f.Value); err != nil {
				return err
			}
		}
	}
	return nil
}
