// Package families is the list of the published sets that can be measured: the one place that
// knows every adapter.
package families

import (
	"fmt"
	"slices"
	"strings"

	"github.com/milltir/milltir/benchmarks/hhcrsp"
	"github.com/milltir/milltir/benchmarks/inrc2"
	"github.com/milltir/milltir/benchmarks/shifts"
	"github.com/milltir/milltir/benchmarks/suite"
	"github.com/milltir/milltir/benchmarks/uhhc"
	"github.com/milltir/milltir/benchmarks/vrptw"
	weeklycontinuity "github.com/milltir/milltir/benchmarks/weekly-continuity"
	weeklypattern "github.com/milltir/milltir/benchmarks/weekly-pattern"
	"github.com/milltir/milltir/benchmarks/workspace"
)

// Maker makes a family.
type Maker struct {
	Name        string
	About       string
	Conventions []string // the first is the usual one; none where the family knows only one
	New         func(convention string) suite.Family
}

// List is every family, by name.
var List = []Maker{
	{"hhcrsp", "home care, one day: skills, soft windows, paired visits", nil, func(string) suite.Family { return hhcrsp.New() }},
	{"inrc2", "rostering: shifts in roles, with each nurse's days before", []string{inrc2.Static, inrc2.Stages}, func(c string) suite.Family { return inrc2.New(c) }},
	{"shifts", "rostering: shifts, contracts, rest, cover and requests over weeks", nil, func(string) suite.Family { return shifts.New() }},
	{"uhhc", "home care, one day: the unified set", nil, func(string) suite.Family { return uhhc.New() }},
	{"vrptw", "routing with time windows", []string{"distance", "lexicographic"}, func(c string) suite.Family { return vrptw.New(c) }},
	{"weekly-continuity", "home care, a week: one carer a person, the same time each day", nil, func(string) suite.Family { return weeklycontinuity.New() }},
	{"weekly-pattern", "home care, a week: patterns of days, two carers a person", nil, func(string) suite.Family { return weeklypattern.New() }},
	{"workspace", "workspaces of our own, such as examples/bala", nil, func(string) suite.Family { return workspace.New() }},
}

// Find makes a family by its name, with the usual convention where none is asked for.
func Find(name, convention string) (suite.Family, string, error) {
	i := slices.IndexFunc(List, func(m Maker) bool { return m.Name == name })
	if i < 0 {
		return nil, "", fmt.Errorf("there is no family %q; there are %s", name, names())
	}
	m := List[i]
	switch {
	case len(m.Conventions) == 0 && convention != "":
		return nil, "", fmt.Errorf("%s knows one convention only", name)
	case len(m.Conventions) == 0:
		return m.New(""), "", nil
	case convention == "":
		convention = m.Conventions[0]
	case !slices.Contains(m.Conventions, convention):
		return nil, "", fmt.Errorf("%s has no convention %q: %s", name, convention, strings.Join(m.Conventions, " or "))
	}
	return m.New(convention), convention, nil
}

func names() string {
	var out []string
	for _, m := range List {
		out = append(out, m.Name)
	}
	return strings.Join(out, ", ")
}

// About lists the families, a line each.
func About() string {
	var b strings.Builder
	for _, m := range List {
		about := m.About
		if len(m.Conventions) > 0 {
			about += " (" + strings.Join(m.Conventions, ", ") + ")"
		}
		fmt.Fprintf(&b, "   %-17s  %s\n", m.Name, about)
	}
	return b.String()
}
