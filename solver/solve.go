package solver

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
	"github.com/milltir/milltir/solver/internal/constraint"
	"github.com/milltir/milltir/solver/internal/search"
	"github.com/milltir/milltir/solver/internal/state"
)

// Version is stamped on every rota.
const Version = "0.1.0"

// DefaultTime is the budget of the zero Options.
const DefaultTime = 10 * time.Second

const maxIslands = 64

// KnownOperators gives an error for the first name that [Options].Without does not know.
func KnownOperators(names []string) error {
	known := search.Operators()
	for _, name := range names {
		if !slices.Contains(known, name) {
			return fmt.Errorf("there is no operator %q, only %s", name, strings.Join(known, ", "))
		}
	}
	return nil
}

// Solve makes a rota. The error is a [model.Diagnostics] where the problem has errors, all of
// them. Cancelling ctx returns the best rota so far and no error. What is returned has been
// judged by model/check, and its score is the judge's.
func Solve(ctx context.Context, p *model.Problem, o Options) (result *Result, err error) {
	defer catch(&err)
	s, err := newSession(ctx, p, o)
	if err != nil {
		return nil, err
	}
	s.job.Watch = func(r search.Report) {
		if o.Progress != nil {
			o.Progress(s.progress(r))
		}
	}
	out := s.job.Search()
	return s.result(out.Best, &out, !o.Bare)
}

// Improvements yields every better rota as it is found, judged but without reasons for what is
// left out; the last one is what [Solve] returns, reasons and all. Breaking out of the loop
// stops the search.
func Improvements(ctx context.Context, p *model.Problem, o Options) iter.Seq2[*Result, error] {
	return func(yield func(*Result, error) bool) {
		s, err := newSession(ctx, p, o)
		if err != nil {
			yield(nil, err)
			return
		}
		broken := false
		defer func() {
			switch r := recover(); {
			case r == nil:
			case broken:
				panic(r) // the caller's own
			default:
				yield(nil, &Bug{fmt.Sprint(r), string(debug.Stack())})
			}
		}()
		s.job.Watch = func(r search.Report) {
			if o.Progress != nil {
				o.Progress(s.progress(r))
			}
			if r.Improved && !broken {
				found, err := s.result(r.Best, &search.Outcome{Iterations: r.Iterations, Log: r.Log}, false)
				broken = true // until yield comes back: a panic of the caller's is not ours to report
				broken = !yield(found, err)
			}
		}
		stop := s.job.Stop
		s.job.Stop = func() bool { return broken || stop() }
		if out := s.job.Search(); !broken {
			yield(s.result(out.Best, &out, !o.Bare))
		}
	}
}

// session is one call of Solve.
type session struct {
	ctx   context.Context
	h     *model.Horizon
	job   search.Job
	o     Options
	start time.Time
}

// withDefaults fills the zero fields.
func (o Options) withDefaults() Options {
	if o.Seed == 0 {
		o.Seed = 1
	}
	if o.Islands <= 0 {
		o.Islands = 2
	}
	o.Islands = min(o.Islands, maxIslands)
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if o.Time <= 0 && o.Iterations <= 0 {
		o.Time = DefaultTime
	}
	return o
}

func newSession(ctx context.Context, p *model.Problem, o Options) (*session, error) {
	o = o.withDefaults()
	var epochs []search.Epoch
	if o.Replay != "" {
		was, list, from, err := readReplay(o.Replay)
		if err != nil {
			return nil, err
		}
		if mark := fromMark(o.From); mark != from {
			return nil, fmt.Errorf("the replay string is of a run that started from rota %s, this one would start from %s (a dash: from nothing): give it the same Options.From", from, mark)
		}
		o.Seed, o.Islands, epochs = was.Seed, was.Islands, list
	}
	if err := KnownOperators(o.Without); err != nil {
		return nil, fmt.Errorf("Options.Without: %w", err)
	}
	h, in, err := compile(ctx, p, o.From)
	if err != nil {
		return nil, err
	}
	s := &session{ctx: ctx, h: h, o: o, start: time.Now()}
	s.job = search.Job{
		In: in, Seed: o.Seed, Islands: o.Islands, Workers: o.Workers,
		Iterations: o.Iterations, Time: o.Time, Replay: epochs, Target: o.Target, From: o.From, Told: h.PublishedRota(), Without: o.Without,
		Clock: func() time.Duration { return time.Since(s.start) },
		Stop:  func() bool { return ctx.Err() != nil },
	}
	return s, nil
}

// compile validates, expands and compiles a problem, with its meetings as a rota has them.
func compile(ctx context.Context, p *model.Problem, from *model.Rota) (*model.Horizon, *state.Instance, error) {
	if errs := model.Validate(p).Errors(); len(errs) > 0 {
		return nil, nil, errs
	}
	h, err := model.ExpandContext(ctx, p.Canonical())
	return compiled(h, err, from)
}

// compiled is the rest of compile, for problems made from one that has been validated, too.
func compiled(h *model.Horizon, err error, from *model.Rota) (*model.Horizon, *state.Instance, error) {
	if err != nil {
		return nil, nil, err
	}
	callMeetings(h, from)
	in, err := state.Compile(h, constraint.Allowed(h))
	return h, in, err
}

func (s *session) progress(r search.Report) Progress {
	e := r.Best
	p := Progress{
		Elapsed: r.Elapsed, Fraction: float64(r.Point) / search.Steps, Iterations: r.Iterations,
		Score: e.BestScore, Improved: r.Improved, Shifts: r.Log,
	}
	facts := e.BestFacts()
	res := int64(s.job.In.Res)
	p.Unallocated, p.Travel, p.Carers = int(facts.Missing/res), int(facts.Travel/res), facts.Carers
	return p
}

// result exports an island's best rota and has it judged.
func (s *session) result(e *search.Engine, out *search.Outcome, reasons bool) (*Result, error) {
	best := e.At(&e.Best)
	rota := best.Export()
	rota.Shifts = out.Log
	p := s.h.Problem
	rota.Stamp = model.Stamp{
		Version: Version, Seed: s.o.Seed, Islands: s.o.Islands, Iterations: out.Iterations,
		Replay:    writeReplay(s.o, out.Epochs),
		Objective: p.ObjectiveHash(), Problem: p.Hash(), Travel: s.h.TravelText(), TravelFrom: s.h.TravelFrom(),
		ObjectiveName: p.Objective.Name, ObjectiveVersion: p.Objective.Version,
	}
	if reasons {
		explainMissing(s.ctx, s.job, e, rota)
	}
	verdict, err := check.Horizon(s.h, rota)
	if err != nil {
		return nil, bugf("the judge refuses our own rota: %v", err)
	}
	if verdict.Score != e.BestScore {
		return nil, bugf("the judge says %v of a rota that we score %v", verdict.Score, e.BestScore)
	}
	rota.Score, rota.Shares, rota.Measures = verdict.Score, verdict.Shares, verdict.Measures
	return &Result{Rota: rota, Score: verdict.Score, Verdict: verdict, Horizon: s.h, Elapsed: time.Since(s.start)}, nil
}
