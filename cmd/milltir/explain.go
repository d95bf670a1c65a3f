package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/report"
	"github.com/milltir/milltir/solver"
)

func explainCommand() *cli.Command {
	return &cli.Command{
		Name:      "explain",
		Usage:     "say why a visit is where it is, or show one person's or carer's week",
		ArgsUsage: "DIR ROTA",
		Description: examples("For a visit: who comes, and what the three best other candidates (--all: every carer's) would add\n"+
			"and save, rule by rule, another time by the same carer among them; or which law they break.\n"+
			"A visit id means all its dates; id@date means one.",
			"milltir explain bro out/rota.json --visit v-102@2026-11-24", "milltir explain bro out/rota.json --visit v-102",
			"milltir explain bro out/rota.json --person p01", "milltir explain bro my-rota.csv --carer c07 --lang cy"),
		Flags: []cli.Flag{
			textFlag("visit", "`ID[@DATE]` of a visit"), textFlag("person", "`ID` of a person"), textFlag("carer", "`ID` of a carer"),
			boolFlag("all", "show every other candidate, not only the three best (with --visit)"),
			boolFlag("json", "print JSON with every candidate (with --visit)"), providerFlag(), strictFlag(), langFlag(),
		},
		Action: runExplain,
	}
}

func runExplain(c *cli.Context) error {
	args, err := words(c, 2, 2)
	if err != nil {
		return err
	}
	visit, person, carer := c.String("visit"), c.String("person"), c.String("carer")
	if countSet(visit, person, carer) != 1 {
		return usage(c, "explain needs one of --visit, --person and --carer")
	}
	for _, name := range []string{"json", "all"} {
		if c.Bool(name) && visit == "" {
			return usage(c, "--%s goes with --visit", name)
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
	switch {
	case person != "":
		if _, ok := k.PersonIndex[model.PersonID(person)]; !ok {
			return fmt.Errorf("there is no person %q in %s", person, args[0])
		}
		return report.PersonWeek(c.App.Writer, k.Horizon, r, model.PersonID(person), k.words)
	case carer != "":
		if _, ok := k.CarerIndex[model.CarerID(carer)]; !ok {
			return fmt.Errorf("there is no carer %q in %s", carer, args[0])
		}
		return report.CarerWeek(c.App.Writer, k.Horizon, r, model.CarerID(carer), k.words)
	}
	return k.explainVisit(c, r, visit)
}

func countSet(values ...string) int {
	return len(slices.DeleteFunc(values, func(s string) bool { return s == "" }))
}

func (k *week) explainVisit(c *cli.Context, r *model.Rota, name string) error {
	dated, err := k.find(name)
	if err != nil {
		return err
	}
	found := []*solver.Explanation{}
	for _, v := range dated {
		e, err := solver.Explain(c.Context, k.Problem, r, v.ID, v.Date)
		if err != nil {
			return err
		}
		found = append(found, e)
	}
	if c.Bool("json") {
		return writeJSON(c.App.Writer, found)
	}
	most := report.BestCandidates
	if c.Bool("all") {
		most = math.MaxInt
	}
	for i, e := range found {
		if i > 0 {
			fmt.Fprintln(c.App.Writer)
		}
		if err := report.Explanation(c.App.Writer, k.Horizon, explained(e), most, k.words); err != nil {
			return err
		}
	}
	return nil
}

// find gives the dated visits that ID or ID@DATE means. An id may itself hold an @.
func (k *week) find(name string) ([]*model.DatedVisit, error) {
	id, date := name, model.Date(0)
	if i := strings.LastIndexByte(name, '@'); i >= 0 {
		if d, err := model.ParseDate(name[i+1:]); err == nil {
			id, date = name[:i], d
		}
	}
	var found []*model.DatedVisit
	var dates []string
	for i := range k.Visits {
		v := &k.Visits[i]
		if string(v.ID) != id {
			continue
		}
		dates = append(dates, v.Date.String())
		if date == 0 || v.Date == date {
			found = append(found, v)
		}
	}
	switch {
	case len(dates) == 0:
		return nil, fmt.Errorf("visit %q has no date in the weeks from %v", id, k.Problem.Plan.Start)
	case len(found) == 0:
		return nil, fmt.Errorf("visit %q is not on %v; its dates are %s", id, date, strings.Join(dates, ", "))
	}
	slices.SortFunc(found, func(a, b *model.DatedVisit) int { return cmp.Compare(a.Date, b.Date) })
	return found, nil
}

// explained hands the solver's explanation to the report, which knows nothing of the solver.
func explained(e *solver.Explanation) *report.Explained {
	out := &report.Explained{Visit: e.Visit, Date: e.Date, Allocated: e.Allocated, Retimed: e.Retimed, Unallocated: e.Unallocated}
	for _, x := range e.Candidates {
		out.Candidates = append(out.Candidates, report.Candidate(x))
	}
	return out
}
