package constraint

import (
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Balance: a day's work is shared out fairly.
// Cost: the weight per minute by which each worked shift's travel and visits differ from the
// mean of all, each rounded up to a whole minute.
// Example: 300, 320 and 400 minutes, mean 340: 40 + 20 + 60 = 120.
// Source: docs/adr/0007.
type Balance struct{ base }

// spread is the sum over runs of what their work, a sum of n runs' to total, differs by.
type spread struct{ n, total int64 }

func (p *spread) off(work, res int64) int64 {
	d := work*p.n - p.total
	if d < 0 {
		d = -d
	}
	return (d + p.n*res - 1) / (p.n * res)
}

func work(sum *state.Sum) int64 { return int64(sum.Travel) + int64(sum.Care) }

// Delta adds up all runs, stored and in view.
func (r *Balance) Delta(t *state.Trial, out *model.Score) {
	var was, is spread
	r.runs(t, func(before, after *state.Sum) {
		was.note(before)
		is.note(after)
	})
	a, b, res := int64(0), int64(0), int64(r.in.Res)
	r.runs(t, func(before, after *state.Sum) {
		if before != nil {
			a += was.off(work(before), res)
		}
		if after != nil {
			b += is.off(work(after), res)
		}
	})
	if a != b {
		r.add(out, wish(r.w[0]*a), -1)
		r.add(out, wish(r.w[0]*b), 1)
	}
}

func (p *spread) note(sum *state.Sum) {
	if sum != nil {
		p.n++
		p.total += work(sum)
	}
}

// runs gives each run's sums before and after a trial, nil where it is not worked.
func (r *Balance) runs(t *state.Trial, f func(before, after *state.Sum)) {
	for run := range t.S.Routes {
		var before, after *state.Sum
		if t.S.Worked[run] {
			before = &t.S.Routes[run].Sum
		}
		after = before
		if v := t.ViewOf(state.Run(run)); v != nil {
			if after = nil; v.Worked {
				after = &v.Sum
			}
		}
		f(before, after)
	}
}

// Each adds up legs and visits of every worked run.
func (r *Balance) Each(s *state.State, report func(Finding)) {
	var loads []int64
	total := int64(0)
	eachRun(s, func(run state.Run, _ state.Carer, _ *model.DatedShift) {
		load := int64(0)
		placedLegs(s, run, func(ticks int32, _ bool) { load += int64(ticks) })
		for _, stop := range s.Routes[run].Seq {
			if n := stop.Node(); s.In.IsVisit(n) {
				load += int64(s.Len[n])
			}
		}
		loads, total = append(loads, load), total+load
	})
	n, sum := int64(len(loads)), int64(0)
	for _, load := range loads {
		minutes, rest := max(load*n-total, total-load*n), n*int64(s.In.Res)
		if sum += minutes / rest; minutes%rest > 0 {
			sum++
		}
	}
	if cost := r.w[0] * sum; cost > 0 {
		f := nobody
		f.Amount, f.unit = sum, unit{1, 0, cost}
		report(f)
	}
}
