// Package compare sets layouts side by side: the same people, demand and carers under each of them, in weeks that are
// made or given, solved with equal budgets, judged and measured. What the figures say is worked out by
// package verdict. docs/adr/0030 says why a week is taken apart into its patches, and what resilience means.
package compare

import (
	"cmp"
	"errors"
	"fmt"
	"time"

	"github.com/milltir/milltir/layout/verdict"
	"github.com/milltir/milltir/model"
)

// Version is that of results: cells of another one are worked out again. It changes with whatever changes a figure.
const Version = "3"

// Layout is one of those that are compared.
type Layout struct {
	Name string // unique; it is also part of the seeds, so that two layouts that are the same are solved anew
	Hash string // of whatever Apply goes by: its file
	// Apply gives a copy of a week with the layout's patches. It is called from several goroutines, and once for
	// every week before anything is searched.
	Apply func(p *model.Problem) (*model.Problem, error)
}

// World makes the weeks.
type World struct {
	Key  string                                 // says all that they depend on
	Week func(week int) (*model.Problem, error) // from 0; the same problem whenever it is asked
}

// Options of a comparison. Zero fields have the defaults that are named.
type Options struct {
	Layouts []Layout
	World   World
	Weeks   int // 1
	Seeds   int // 1
	Budget  Budget
	Seed    uint64 // of the repetition; 1
	Workers int    // cells at a time; 1. It never changes a figure
	Dir     string // where cells are kept, so that a run that was stopped goes on; none
	// Progress is told of cells that are done, of now and of earlier, from one goroutine at a time.
	Progress func(Progress)
	// Warn is told of cells on disk that cannot be used, likewise.
	Warn func(string)
}

// Budget is the same for all layouts, by iterations: figures are the same on any machine of one architecture.
type Budget struct {
	PerVisit  float64 `json:"per_visit"`           // iterations for every dated visit of a patch; 20
	Lending   float64 `json:"lending"`             // iterations of the joint search for every dated visit of the week, MostJoint at the most; 0.1. Below 0: there is none, and nobody is lent
	NobodyIll bool    `json:"nobody_ill,omitzero"` // resilience is not worked out, which is about as long as the rest
}

func (b Budget) withDefaults() Budget {
	b.PerVisit, b.Lending = cmp.Or(b.PerVisit, 20), cmp.Or(b.Lending, 0.1)
	return b
}

// MostJoint is the most iterations of the joint search: over a whole county each takes ten times as long as over a patch.
const MostJoint = 2000

// joint is how many iterations the joint search over so many dated visits has: the same under every layout.
func (b Budget) joint(visits int) int64 {
	return int64(max(1, min(MostJoint, b.Lending*float64(visits))))
}

// Progress is how far a run is.
type Progress struct {
	Done, All int
	Kept      int // of Done, those that an earlier run had worked out
	Elapsed   time.Duration
	Left      time.Duration // as it looks now; 0 while nobody can tell
	Cell      *verdict.Cell
}

// Outcome is what a comparison found.
type Outcome struct {
	Names   []string
	Cells   []verdict.Cell // by layout, week, seed
	Verdict *verdict.Verdict
	Budget  Budget
	Kept    int
	Elapsed time.Duration
}

// most is how many cells a run may have, and weeks, and seeds.
const most = 100_000

func (o Options) withDefaults() Options {
	o.Weeks, o.Seeds, o.Workers, o.Seed = max(1, o.Weeks), max(1, o.Seeds), max(1, o.Workers), cmp.Or(o.Seed, 1)
	o.Budget = o.Budget.withDefaults()
	if o.Progress == nil {
		o.Progress = func(Progress) {}
	}
	if o.Warn == nil {
		o.Warn = func(string) {}
	}
	return o
}

// check tells of all that makes no sense.
func (o Options) check() error {
	var errs []error
	if len(o.Layouts) == 0 {
		errs = append(errs, errors.New("there is no layout"))
	}
	seen := map[string]bool{}
	for _, l := range o.Layouts {
		switch {
		case l.Name == "" || l.Apply == nil:
			errs = append(errs, errors.New("a layout has no name, or does nothing"))
		case seen[l.Name]:
			errs = append(errs, fmt.Errorf("two layouts are called %q", l.Name))
		}
		seen[l.Name] = true
	}
	if o.World.Week == nil {
		errs = append(errs, errors.New("there is no week to plan"))
	}
	if o.Weeks > most || o.Seeds > most || o.Weeks*o.Seeds*len(o.Layouts) > most {
		errs = append(errs, fmt.Errorf("%d weeks with %d seeds of %d layouts are more than %d rotas", o.Weeks, o.Seeds, len(o.Layouts), most))
	}
	b := o.Budget
	if !(b.PerVisit > 0 && b.PerVisit <= 1e6 && b.Lending >= -1 && b.Lending <= 1e6) {
		errs = append(errs, errors.New("iterations per visit are not above 0 and at most a million"))
	}
	return errors.Join(errs...)
}
