package staff

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/milltir/milltir/internal/lp"
)

// duties gives an option's share of each half hour in minutes, its break taken evenly from where it may lie
// and its carer's events from where they are.
func (w *work) duties(o *option) (first int, minutes []float64) {
	s, res := &o.shift, float64(w.h.Calendar.Resolution())
	first = max(0, int(s.Start/w.half))
	last := min(w.cells, int((s.End+w.half-1)/w.half))
	if last <= first {
		return 0, nil
	}
	minutes = make([]float64, last-first)
	back := float64(first * HalfMinutes)
	start, end := float64(s.Start)/res-back, float64(s.End)/res-back
	Spread(minutes, start, end, 1)
	if from, to := w.h.BreakSpan(s); s.Break > 0 && to > from {
		Spread(minutes, float64(from)/res-back, float64(to)/res-back, -float64(s.Break)/float64(to-from))
	}
	for _, e := range o.events {
		Spread(minutes, float64(e.Start)/res-back, float64(e.End)/res-back, -1)
	}
	for i := range minutes {
		minutes[i] = max(0, minutes[i])
	}
	return first, minutes
}

// onDuty gives the minutes of each of some half hours in which an option is on duty, breaks and events too.
func (w *work) onDuty(o *option, first, halves int) []float64 {
	out, res := make([]float64, halves), float64(w.h.Calendar.Resolution())
	back := float64(first * HalfMinutes)
	Spread(out, float64(o.shift.Start)/res-back, float64(o.shift.End)/res-back, 1)
	return out
}

// serves is duties for what is wanted: one carer on duty is enough where one can do what there is.
func (w *work) serves(o *option, halves []Half) (first int, minutes []float64) {
	first, minutes = w.duties(o)
	for k, on := range w.onDuty(o, first, len(minutes)) {
		if halves[first+k].isLone() && on > HalfMinutes-1e-6 && len(o.events) == 0 {
			minutes[k] = max(minutes[k], lone)
		}
	}
	return first, minutes
}

// wanted is the carer-minutes that a plan has to hold in each half hour to keep visits and travel under the
// load. Cover is none of it: whoever is on duty counts, a break or not, so that it is a matter of shifts.
func (w *work) wanted(halves []Half) []float64 {
	out := make([]float64, len(halves))
	for i, x := range halves {
		if x.care() >= 1 {
			out[i] = x.Wants(w.o.Load)
		}
	}
	return out
}

// plan looks for a cheap number of shifts of each kind on each date that holds the picture: a linear program
// for each week, rounded up one shift after the other, less what turns out not to be needed. It is a proposal, not a bound.
func (w *work) plan(ctx context.Context, opts []option, out *Report) error {
	d := draft{w: w, opts: opts, want: w.wanted(out.Needs[0].Halves), count: make([]int, len(opts))}
	d.reach = make([]bool, w.cells)
	d.first, d.minutes = make([]int, len(opts)), make([][]float64, len(opts))
	for i := range opts {
		d.first[i], d.minutes[i] = w.serves(&opts[i], out.Needs[0].Halves)
		d.each(i, func(a int, m float64) { d.reach[a] = d.reach[a] || m > 0 })
	}
	for a := range d.want {
		if !d.reach[a] {
			d.want[a] = 0 // nobody can be there: said beside the plan
		}
	}
	left := slices.Clone(d.want)
	for _, of := range w.parts() {
		if err := d.week(ctx, of, left); err != nil {
			return err
		}
	}
	d.prune()
	w.enter(opts, d.count, out)
	return nil
}

// draft is a plan of shifts on its way.
type draft struct {
	w       *work
	opts    []option
	first   []int // by option, its first half hour and its minutes in each
	minutes [][]float64
	want    []float64
	reach   []bool
	count   []int // by option
}

func (d *draft) each(i int, f func(a int, m float64)) {
	for k, m := range d.minutes[i] {
		f(d.first[i]+k, m)
	}
}

// week decides the options of a week, and takes what they hold off what is left for later ones.
func (d *draft) week(ctx context.Context, of part, left []float64) error {
	var p lp.Problem
	vars, rows := make(map[int]lp.Var), make([][]lp.Term, d.w.cells)
	var own []int
	for i := range d.opts {
		if d.opts[i].shift.Week == of.week {
			own = append(own, i)
			vars[i] = p.AddVar(float64(d.opts[i].paid), 0, plenty)
			d.each(i, func(a int, m float64) {
				if m > 0 {
					rows[a] = append(rows[a], lp.Term{Var: vars[i], Coef: m})
				}
			})
		}
	}
	for a, terms := range rows {
		if len(terms) > 0 && left[a] > 0 && a < int(of.to) {
			p.AddRow(left[a], math.Inf(1), terms)
		}
	}
	for n := range d.w.h.Cover {
		c := &d.w.h.Cover[n]
		var terms []lp.Term
		for _, i := range own {
			if c.Needed > 0 && d.w.meets(&d.opts[i], c) {
				terms = append(terms, lp.Term{Var: vars[i], Coef: 1})
			}
		}
		if len(terms) > 0 {
			p.AddRow(float64(c.Needed), math.Inf(1), terms)
		}
	}
	x, err := dive(ctx, &p)
	if err != nil {
		return fmt.Errorf("the plan of shifts of week %d: %w", of.week+1, err)
	}
	for _, i := range own {
		d.count[i] = int(math.Ceil(x[vars[i]] - 1e-6))
		d.each(i, func(a int, m float64) { left[a] -= float64(d.count[i]) * m })
	}
	return nil
}

// dive rounds a solution by and by: the variable that is nearest below a whole number is raised to it, and
// the rest is solved again with that.
func dive(ctx context.Context, p *lp.Problem) ([]float64, error) {
	for {
		res, err := p.Resume(ctx)
		if err != nil {
			return nil, err
		}
		if res.Status != lp.Optimal {
			return nil, cmp.Or(res.Why, errors.New(res.Status.String()))
		}
		best, most := -1, 1e-6
		for j, x := range res.X {
			if part := x - math.Floor(x+1e-6); part > most {
				best, most = j, part
			}
		}
		if best < 0 {
			return res.X, nil
		}
		p.SetBounds(lp.Var(best), math.Ceil(res.X[best]-1e-6), plenty)
	}
}

// prune takes shifts out again, the longest first, as long as everything is held without them.
func (d *draft) prune() {
	held, there := make([]float64, d.w.cells), make([]int, len(d.w.h.Cover))
	needs := make([][]int, len(d.opts))
	order := make([]int, len(d.opts))
	for i := range d.opts {
		order[i] = i
		d.each(i, func(a int, m float64) { held[a] += float64(d.count[i]) * m })
		for n := range d.w.h.Cover {
			if d.count[i] > 0 && d.w.meets(&d.opts[i], &d.w.h.Cover[n]) {
				there[n] += d.count[i]
				needs[i] = append(needs[i], n)
			}
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return int(d.opts[b].paid) - int(d.opts[a].paid) })
	for _, i := range order {
		for d.count[i] > 0 {
			spare := !slices.ContainsFunc(needs[i], func(n int) bool { return there[n] <= d.w.h.Cover[n].Needed })
			d.each(i, func(a int, m float64) { spare = spare && held[a]-m >= d.want[a]-1e-6 })
			if !spare {
				break
			}
			d.count[i]--
			d.each(i, func(a int, m float64) { held[a] -= m })
			for _, n := range needs[i] {
				there[n]--
			}
		}
	}
}

// enter writes a plan into the weeks.
func (w *work) enter(opts []option, count []int, out *Report) {
	res := w.h.Calendar.Resolution()
	names := w.names()
	for i := range opts {
		o := &opts[i]
		if count[i] == 0 {
			continue
		}
		x := &out.Weeks[o.shift.Week]
		k := &x.Kinds[slices.Index(names, o.name)]
		k.Plan += count[i]
		k.Days[o.shift.Date.Weekday()] += count[i]
		x.PlanShifts += count[i]
		x.PlanPaid += count[i] * int(o.paid/res)
	}
}
