package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
	"github.com/milltir/milltir/report"
	"github.com/milltir/milltir/solver"
)

func checkCommand() *cli.Command {
	return &cli.Command{
		Name:      "check",
		Usage:     "check the tables of a workspace, or judge a rota",
		ArgsUsage: "DIR [ROTA]",
		Description: examples("With DIR: everything wrong or odd in the tables, each with file, line and advice.\n"+
			"With ROTA as well (rota.json, or your own table with the columns visit, date, start,\n"+
			"end, carer): every breach of law and every wish not met, with the score; with --fixes, for\n"+
			"each breach of law and the wishes that cost most the nearest change of the rota that mends it;\n"+
			"with --hours, every carer's working time instead: hours and rest by week, the average, breaks,\n"+
			"and rest that is owed; with --pay, what an hour of every carer's work is paid, beside the minimum wage.",
			"milltir check bro", "milltir check bro my-rota.csv", "milltir check bro my-rota.csv --fixes", "milltir check bro my-rota.csv --hours", "milltir check bro my-rota.csv --pay", "milltir check bro out/rota.json --lang cy", "milltir check --json bro"),
		Flags:  []cli.Flag{boolFlag("json", "print JSON"), boolFlag("fixes", "say how breaches of law and the dearest wishes could be mended (with ROTA)"), boolFlag("hours", "print every carer's working time (with ROTA)"), boolFlag("pay", "print every carer's pay for an hour of work, beside the minimum wage (with ROTA)"), providerFlag(), strictFlag(), requireFullFlag(), langFlag(), boolFlag("quiet", "no warnings")},
		Action: runCheck,
	}
}

func requireFullFlag() cli.Flag {
	return boolFlag("require-full", "exit code 1 unless every visit is allocated")
}

func runCheck(c *cli.Context) error {
	args, err := words(c, 1, 2)
	if err != nil {
		return err
	}
	page := ""
	for _, name := range []string{"hours", "pay", "fixes"} {
		switch {
		case !c.Bool(name):
		case len(args) == 1:
			return usage(c, "--%s goes with ROTA", name)
		case page != "":
			return usage(c, "--%s and --%s do not go together", page, name)
		default:
			page = name
		}
	}
	if len(args) == 1 {
		return checkInput(c, args[0])
	}
	k, err := loadOne(c, args[0])
	if err != nil {
		return err
	}
	if err := k.soundBooks(c); err != nil {
		return err
	}
	r, err := k.known(c, args[1])
	if err != nil {
		return err
	}
	v, err := check.Horizon(k.Horizon, r)
	if err != nil {
		return err
	}
	if of := map[string]func(*cli.Context, *week, *model.Rota) error{"hours": workingTime, "pay": pay}[page]; of != nil {
		if err := of(c, k, r); err != nil {
			return err
		}
		return verdict(c, v, r)
	}
	var fixes []model.Fix
	if c.Bool("fixes") {
		if fixes, err = solver.Fixes(c.Context, k.Horizon, r, v); err != nil {
			return err
		}
	}
	write := report.Violations
	if c.Bool("json") {
		write = report.ViolationsJSON
	}
	if err := write(c.App.Writer, k.Horizon, v, fixes, k.words); err != nil {
		return err
	}
	return verdict(c, v, r)
}

// workingTime prints what a rota asks of each carer.
func workingTime(c *cli.Context, k *week, r *model.Rota) error {
	times, err := check.Hours(k.Horizon, r)
	if err != nil {
		return err
	}
	if c.Bool("json") {
		return report.WorkingTimeJSON(c.App.Writer, times)
	}
	return report.WorkingTime(c.App.Writer, k.Horizon, times, k.words)
}

// pay prints what carers are paid for an hour of work.
func pay(c *cli.Context, k *week, r *model.Rota) error {
	periods, err := check.Pay(k.Horizon, r)
	if err != nil {
		return err
	}
	if c.Bool("json") {
		return report.PayJSON(c.App.Writer, periods)
	}
	return report.Pay(c.App.Writer, k.Horizon, periods, k.words)
}

// verdict turns what the judge says into the exit code.
func verdict(c *cli.Context, v *check.Verdict, r *model.Rota) error {
	if !v.Score.Lawful() || (c.Bool("require-full") && len(r.Unallocated) > 0) {
		return exit(exitBroken)
	}
	return nil
}

// checkInput lists every diagnostic of a workspace on standard output.
func checkInput(c *cli.Context, path string) error {
	if _, err := language(c); err != nil {
		return err
	}
	p, found, err := read(c, path)
	var wrong model.Diagnostics
	if err != nil && !errors.As(err, &wrong) {
		return err
	}
	if len(wrong) > 0 {
		found = merge(found, wrong)
	} else if wrong, err = checkBooks(c, path, p); err != nil {
		return err
	} else {
		found = append(wrong, found...)
		if len(found.Errors()) == 0 {
			h, err := model.ExpandContext(c.Context, p)
			if err != nil {
				return err
			}
			found = append(found, travelWarnings(c, h)...)
		}
	}
	if c.Bool("quiet") {
		found = found.Errors()
	}
	if c.Bool("json") {
		err = diagnosticsJSON(c.App.Writer, found)
	} else {
		err = diagnosticsText(c.App.Writer, p, found)
	}
	if err == nil && len(found.Errors()) > 0 {
		return exit(exitInput)
	}
	return err
}

// merge puts the errors before the warnings; a reader may give its errors in either place.
func merge(found, wrong model.Diagnostics) model.Diagnostics {
	return append(wrong.Errors(), append(wrong.Warnings(), found.Warnings()...)...)
}

func diagnosticsText(w io.Writer, p *model.Problem, found model.Diagnostics) error {
	if len(found) > 0 {
		fmt.Fprintln(w, found.Error())
	}
	if len(found.Errors()) == 0 {
		if p.Shared() && len(found) > 0 {
			fmt.Fprintln(w, "Several providers: nobody is named here. --provider NAME lists in full what is said of one.")
		}
		people := strings.Replace(plural(len(p.People), "person"), "persons", "people", 1)
		_, err := fmt.Fprintf(w, "%s: %s, %s, %s, %s: %s.\n", p.Name, people, plural(len(p.Carers), "carer"),
			plural(len(p.Visits), "visit template"), plural(len(p.Shifts), "shift template"), count(found))
		return err
	}
	_, err := fmt.Fprintf(w, "%s. docs/ERRORS.md explains the codes.\n", count(found))
	return err
}

func diagnosticsJSON(w io.Writer, found model.Diagnostics) error {
	if found == nil {
		found = model.Diagnostics{}
	}
	return writeJSON(w, struct {
		Errors      int               `json:"errors"`
		Warnings    int               `json:"warnings"`
		Diagnostics model.Diagnostics `json:"diagnostics"`
	}{len(found.Errors()), len(found.Warnings()), found})
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}
