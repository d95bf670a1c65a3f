// Command pools measures what hours that bend make of idle time: it solves a week whose shifts are all
// given without and with a pool, from one rota and with equal budgets, and prints what either delivers beside the bound of
// [check.SpareTime].
//
//	go run ./benchmarks/pools [-dir examples/bala] [-idle 12] [-seconds 60]
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver"
)

func main() {
	o := options{out: os.Stdout}
	flag.StringVar(&o.dir, "dir", "examples/bala", "workspace")
	flag.Float64Var(&o.idle, "idle", 12, "per cent of the shifts that is to be idle: they are cut at their ends until no more is")
	flag.Float64Var(&o.seconds, "seconds", 60, "budget of each solve")
	flag.Int64Var(&o.iterations, "iterations", 0, "budget in iterations instead, the same on any machine")
	flag.Uint64Var(&o.seed, "seed", 1, "seed")
	flag.Parse()
	if _, err := o.run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

type options struct {
	dir        string
	seconds    float64
	idle       float64
	iterations int64
	seed       uint64
	out        io.Writer
}

// run makes the rotas, prints their table and gives its figures: of the rota that is gone on from, and from there
// without the pool, with it, and with it the promised visits' carers as without. Of what is promised neither can
// come to less than that rota has, cover going before any draw; of what the budget adds to it, either can.
func (o *options) run(ctx context.Context) ([]figures, error) {
	p, err := model.ReadDir(o.dir)
	if err != nil {
		return nil, err
	}
	week := *p
	week.Pools = nil
	first, err := o.solve(ctx, &week, nil)
	if err != nil {
		return nil, err
	}
	given, err := o.cut(&week, first)
	if err != nil {
		return nil, err
	}
	bare, err := o.solve(ctx, given, nil)
	if err != nil {
		return nil, err
	}
	bent := withPool(given)
	without, err := o.solve(ctx, given, bare)
	if err != nil {
		return nil, err
	}
	with, err := o.solve(ctx, bent, bare)
	if err != nil {
		return nil, err
	}
	kept, err := o.solve(ctx, held(bent, without), without)
	if err != nil {
		return nil, err
	}
	return o.table(bent, bare, without, with, kept)
}

// solve makes a rota, from another one where there is one.
func (o *options) solve(ctx context.Context, p *model.Problem, from *model.Rota) (*model.Rota, error) {
	budget := solver.Options{Iterations: o.iterations, Seed: o.seed, From: from, Bare: true}
	if o.iterations == 0 {
		budget.Time = time.Duration(o.seconds * float64(time.Second))
	}
	r, err := solver.Solve(ctx, p, budget)
	if err != nil {
		return nil, err
	}
	return r.Rota, nil
}

// cut gives a rota's week shorter shifts, all of them given: of the idle time at their ends as many minutes stay as
// leave the shifts idle for no more than was asked, in steps of five.
func (o *options) cut(p *model.Problem, r *model.Rota) (*model.Problem, error) {
	for stay := 480; stay > 0; stay -= 5 {
		q := settled(p, r, stay)
		h, err := model.Expand(q)
		if err != nil {
			return nil, err
		}
		hours, idle := 0, 0
		for s := range h.Shifts {
			hours += int(h.Shifts[s].Paid() / h.Calendar.Resolution())
		}
		idle = hours - busy(r)
		if 100*float64(idle) <= o.idle*float64(hours) {
			return q, nil
		}
	}
	return settled(p, r, 0), nil
}

// busy is the minutes of a rota's stops and legs, the way back to a base with them, breaks aside.
func busy(r *model.Rota) int {
	minutes, legs := 0, 0
	for i := range r.Runs {
		legs += r.Runs[i].Back
		for _, s := range r.Runs[i].Stops {
			legs += s.Travel
			if s.Kind != model.StopBreak {
				minutes += s.End.Minutes() - s.Start.Minutes()
			}
		}
	}
	return minutes + legs/60
}

// settled is a problem whose shifts are those of a rota, all given, with no more than so many idle minutes at either
// end: what is paid is the same whatever is done in them.
func settled(p *model.Problem, r *model.Rota, stay int) *model.Problem {
	q := *p
	q.Shifts, q.Rotations = nil, nil
	for i := range r.Runs {
		run := &r.Runs[i]
		if len(run.Stops) == 0 || run.Shift == "" {
			continue
		}
		k := slices.IndexFunc(p.Shifts, func(s model.Shift) bool { return s.ID == run.Shift })
		s := p.Shifts[k]
		s.ID, s.Carer, s.Rotation, s.Date = model.ShiftID(fmt.Sprintf("%s-%s-%s", s.ID, run.Carer, run.Date)), run.Carer, "", run.Date
		s.Days, s.WeekOfCycle, s.Status = 0, model.Cycle{}, model.Given
		early := run.Stops[0].Start - model.Clock(run.Stops[0].Travel/60+1) - model.Clock(stay)
		late := run.Stops[len(run.Stops)-1].End + model.Clock(run.Back/60+1) + model.Clock(stay)
		s.Start, s.End = max(run.Start, early/5*5), min(run.End, (late+4)/5*5)
		q.Shifts = append(q.Shifts, s)
	}
	return &q
}

// The pool of the experiment: ten hours for every person over four weeks, in draws of half an hour to two hours by
// day, shared alike.
const (
	poolMinutes = 600
	drawLeast   = 30
	drawMost    = 120
)

// withPool gives every patch a pool for its people.
func withPool(p *model.Problem) *model.Problem {
	q := *p
	for i := range p.Patches {
		people := 0
		for k := range p.People {
			if p.People[k].Patch == p.Patches[i].ID {
				people++
			}
		}
		q.Pools = append(q.Pools, model.Pool{
			ID: model.PoolID("hours-" + p.Patches[i].ID), OwnerKind: model.OwnPatch, Owners: []string{string(p.Patches[i].ID)},
			PeriodStart: p.Plan.Start, Minutes: poolMinutes * people, DrawMin: drawLeast, DrawMax: drawMost, Sharing: model.ShareEqual,
			Windows: []model.Window{{Open: model.At(9, 0), Close: model.At(11, 30)}, {Open: model.At(13, 0), Close: model.At(16, 0)}, {Open: model.At(17, 30), Close: model.At(20, 0)}},
		})
	}
	return &q
}

// held is a problem in which the carers of a rota's visits are fixed.
func held(p *model.Problem, r *model.Rota) *model.Problem {
	q := *p
	q.Pins = append([]model.Pin(nil), p.Pins...)
	for i := range r.Runs {
		for _, s := range r.Runs[i].Stops {
			if s.Kind == model.StopVisit && s.Role != model.RoleShadow {
				date := s.Date
				if date == 0 {
					date = r.Runs[i].Date
				}
				q.Pins = append(q.Pins, model.Pin{Visit: s.Visit, Date: date, Carer: r.Runs[i].Carer})
			}
		}
	}
	return &q
}

// table prints what the rotas of one week deliver: that which is gone on from, that without pools and the others.
func (o *options) table(p *model.Problem, rotas ...*model.Rota) ([]figures, error) {
	h, err := model.Expand(p)
	if err != nil {
		return nil, err
	}
	got := make([]figures, len(rotas))
	for i, r := range rotas {
		if got[i], err = figuresOf(h, r); err != nil {
			return nil, err
		}
	}
	const row = "%-48s %16s %16s %16s %16s\n"
	fmt.Fprintf(o.out, row, "", "gone on from", "without pools", "with pools", "carers kept")
	for _, l := range lines {
		fmt.Fprintf(o.out, row, l.name, l.of(&got[0], &got[0]), l.of(&got[1], &got[1]), l.of(&got[2], &got[1]), l.of(&got[3], &got[1]))
	}
	return got, nil
}
