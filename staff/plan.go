package staff

import (
	"context"
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

// wanted is the carer-minutes that a plan has to hold in each half hour to keep demand under the load.
func (w *work) wanted(halves []Half) []float64 {
	out := make([]float64, len(halves))
	for i, x := range halves {
		if x.Demand >= 1 {
			out[i] = max(x.Demand/w.o.Load, x.Needed)
		}
	}
	return out
}

// plan looks for a cheap number of shifts of each kind on each date that holds the picture: a linear program,
// rounded up, less what turns out not to be needed. It is a proposal, not a bound.
func (w *work) plan(ctx context.Context, opts []option, out *Report) error {
	want := w.wanted(out.Needs[0].Halves)
	var p lp.Problem
	vars, rows := make([]lp.Var, len(opts)), make([][]lp.Term, w.cells)
	first, minutes := make([]int, len(opts)), make([][]float64, len(opts))
	for i := range opts {
		vars[i] = p.AddVar(float64(opts[i].paid), 0, plenty)
		first[i], minutes[i] = w.duties(&opts[i])
		for k, m := range minutes[i] {
			if m > 0 {
				rows[first[i]+k] = append(rows[first[i]+k], lp.Term{Var: vars[i], Coef: m})
			}
		}
	}
	for a, terms := range rows {
		if len(terms) > 0 && want[a] > 0 {
			p.AddRow(want[a], math.Inf(1), terms)
		} else {
			want[a] = 0 // nobody can be there: said beside the plan
		}
	}
	for n := range w.h.Cover {
		c := &w.h.Cover[n]
		var terms []lp.Term
		for i := range opts {
			if c.Needed > 0 && w.meets(&opts[i], c) {
				terms = append(terms, lp.Term{Var: vars[i], Coef: 1})
			}
		}
		if len(terms) > 0 {
			p.AddRow(float64(c.Needed), math.Inf(1), terms)
		}
	}
	res, err := p.Solve(ctx)
	if err != nil {
		return err
	}
	if res.Status != lp.Optimal {
		return res.Why
	}
	count := make([]int, len(opts))
	for i := range opts {
		count[i] = int(math.Ceil(res.X[i] - 1e-6))
	}
	w.prune(opts, count, func(i int, f func(a int, m float64)) {
		for k, m := range minutes[i] {
			f(first[i]+k, m)
		}
	}, want)
	w.enter(opts, count, out)
	return nil
}

// prune takes shifts out again, the longest first, as long as everything is held without them.
func (w *work) prune(opts []option, count []int, each func(i int, f func(a int, m float64)), want []float64) {
	held := make([]float64, w.cells)
	there := make([]int, len(w.h.Cover))
	for i := range opts {
		each(i, func(a int, m float64) { held[a] += float64(count[i]) * m })
	}
	needs := make([][]int, len(opts))
	for i := range opts {
		for n := range w.h.Cover {
			if count[i] > 0 && w.meets(&opts[i], &w.h.Cover[n]) {
				there[n] += count[i]
				needs[i] = append(needs[i], n)
			}
		}
	}
	order := make([]int, len(opts))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return int(opts[b].paid) - int(opts[a].paid) })
	for _, i := range order {
		for count[i] > 0 {
			spare := !slices.ContainsFunc(needs[i], func(n int) bool { return there[n] <= w.h.Cover[n].Needed })
			each(i, func(a int, m float64) { spare = spare && held[a]-m >= want[a]-1e-6 })
			if !spare {
				break
			}
			count[i]--
			each(i, func(a int, m float64) { held[a] -= m })
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
