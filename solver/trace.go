package solver

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
	"github.com/milltir/milltir/solver/internal/search"
	"github.com/milltir/milltir/solver/internal/state"
)

// traceIterations is the fixed budget of a trace, so that it prints the same everywhere.
const traceIterations = 40

// Trace follows the first dated visit of a template through the engine, from the table to the
// judged rota, with the values at each hop. It solves with a small fixed budget.
func Trace(ctx context.Context, p *model.Problem, visit model.VisitID) (hops []Hop, err error) {
	defer catch(&err)
	h, in, err := compile(ctx, p, nil)
	if err != nil {
		return nil, err
	}
	v := slices.IndexFunc(h.Visits, func(v model.DatedVisit) bool { return v.ID == visit })
	if v < 0 {
		return nil, fmt.Errorf("visit %q has no date in this plan", visit)
	}
	tr := &tracer{h: h, in: in, n: state.Node(v)}
	tr.read()
	tr.travel()
	tr.compiled()
	e := search.NewEngine(in, 1, 0)
	tr.recreate(e)
	tr.move(e)
	return tr.hops, tr.judge(e)
}

type tracer struct {
	h    *model.Horizon
	in   *state.Instance
	n    state.Node
	hops []Hop
}

func (tr *tracer) hop(name string, facts ...Fact) { tr.hops = append(tr.hops, Hop{name, facts}) }

func fact(name, format string, args ...any) Fact { return Fact{name, fmt.Sprintf(format, args...)} }

func (tr *tracer) visit() *model.DatedVisit { return &tr.h.Visits[tr.n] }

// clock prints a tick as a local time of the visit's date.
func (tr *tracer) clock(tick int32) string {
	if tick == state.Unset {
		return "-"
	}
	return tr.h.Calendar.Local(tick, tr.visit().Date).String()
}

func (tr *tracer) read() {
	tpl := &tr.h.Problem.Visits[tr.visit().Template]
	var windows []string
	for _, w := range tpl.Windows {
		windows = append(windows, fmt.Sprintf("%v-%v/%v", w.Open, w.Close, w.Preferred))
	}
	tr.hop("read", fact("visit", "%s", tpl.ID), fact("person", "%s", tpl.Person), fact("days", "%s", tpl.Days),
		fact("windows", "%s", strings.Join(windows, ";")), fact("minutes", "%d", tpl.Length), fact("carers", "%d", tpl.Need()))
	warnings := model.Validate(tr.h.Problem).Warnings()
	tr.hop("validate", fact("errors", "0"), fact("warnings", "%d", len(warnings)))
	tr.hop("expand", fact("date", "%s", tr.visit().Date), fact("dated visits in the plan", "%d", len(tr.h.Visits)),
		fact("keeps apart from", "%s", tr.names(tr.visit().Apart)))
}

func (tr *tracer) names(visits []int) string {
	var out []string
	for _, v := range visits {
		out = append(out, fmt.Sprintf("%s on %s", tr.h.Visits[v].ID, tr.h.Visits[v].Date))
	}
	return cmp.Or(strings.Join(out, ", "), "-")
}

func (tr *tracer) travel() {
	at := tr.visit().Location
	for _, mode := range tr.in.Modes {
		near, least := -1, int32(1<<31-1)
		for i := range tr.h.Locations {
			if t, far := tr.h.LegTicks(mode, i, at); i != at && !far && t < least {
				near, least = i, t
			}
		}
		if near >= 0 {
			tr.hop("travel", fact("mode", "%s", mode), fact("nearest door", "%s", tr.h.Locations[near].Key), fact("seconds from it", "%d", least*60/tr.in.Res))
		}
	}
}

func (tr *tracer) compiled() {
	in, n := tr.in, tr.n
	tr.hop("compile", fact("Visit", "%d", n), fact("Open", "%d", in.Open[n]), fact("Close", "%d", in.Close[n]), fact("Length", "%d", in.Length[n]),
		fact("Hold", "%s", tr.clock(in.HoldBase[n])), fact("runs that may take it", "%d of %d", len(in.RunsOf[n]), in.Runs))
}

// where says in which runs the visit stands, and when.
func (tr *tracer) where(s *state.State) Fact {
	if !s.Allocated(tr.n) {
		return fact("place", "left out")
	}
	var parts []string
	for seat := range int(tr.in.Room[tr.n]) {
		stop := state.StopOf(tr.n, seat)
		r := s.RunOf[stop]
		if r == state.NoRun {
			continue
		}
		parts = append(parts, fmt.Sprintf("%s, stop %d", tr.h.Problem.Carers[tr.in.CarerOf[r]].ID, s.Pos(stop)+1))
	}
	return fact("place", "%s, at %s", strings.Join(parts, " and "), tr.clock(s.Start[tr.n]))
}

func (tr *tracer) recreate(e *search.Engine) {
	e.Construct()
	tr.hop("recreate", tr.where(e.S), fact("score", "%v", e.Score))
}

func (tr *tracer) move(e *search.Engine) {
	for i := range traceIterations {
		e.Run(1, i*search.Steps/traceIterations)
	}
	best := e.At(&e.Best)
	tr.hop("move", fact("iterations", "%d", traceIterations), tr.where(best), fact("score", "%v", e.BestScore))
}

func (tr *tracer) judge(e *search.Engine) error {
	rota := e.At(&e.Best).Export()
	stops := 0
	for i := range rota.Runs {
		stops += len(rota.Runs[i].Stops)
	}
	tr.hop("export", fact("runs", "%d", len(rota.Runs)), fact("stops", "%d", stops), fact("left out", "%d", len(rota.Unallocated)))
	verdict, err := check.Horizon(tr.h, rota)
	if err != nil {
		return err
	}
	facts := []Fact{fact("score", "%v", verdict.Score)}
	for _, v := range verdict.Violations {
		if v.Visit == tr.visit().ID && v.Date == tr.visit().Date {
			facts = append(facts, fact(string(v.Rule), "%d %s", v.Amount, v.Unit))
		}
	}
	tr.hop("judge", facts...)
	tr.print(rota)
	return nil
}

// print gives the visit's rows as rota.csv has them.
func (tr *tracer) print(rota *model.Rota) {
	var rows []Fact
	for i := range rota.Runs {
		run := &rota.Runs[i]
		for k := range run.Stops {
			s := &run.Stops[k]
			if date := cmp.Or(s.Date, run.Date); s.Visit == tr.visit().ID && date == tr.visit().Date {
				rows = append(rows, fact("row", "%s, %s, %s, %s, %s", s.Visit, date, s.Start, s.End, run.Carer))
			}
		}
	}
	tr.hop("print", rows...)
}
