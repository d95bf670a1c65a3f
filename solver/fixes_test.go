package solver_test

import (
	"cmp"
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
	"github.com/milltir/milltir/solver"
)

// judged is a rota with what the judge says of it.
func judged(t *testing.T, h *model.Horizon, r *model.Rota) *check.Verdict {
	t.Helper()
	v, err := check.Horizon(h, r)
	require.NoError(t, err)
	return v
}

func lawOf(v *check.Verdict) []model.Violation {
	var out []model.Violation
	for _, x := range v.Violations {
		if x.Level == model.Law {
			out = append(out, x)
		}
	}
	return out
}

// stopsOf gives the stops of a dated visit, with their runs.
func stopsOf(r *model.Rota, id model.VisitID, date model.Date) (runs []*model.Run, stops []*model.Stop) {
	for i := range r.Runs {
		for k := range r.Runs[i].Stops {
			s := &r.Runs[i].Stops[k]
			if s.Kind == model.StopVisit && s.Visit == id && (s.Date == date || s.Date == 0 && r.Runs[i].Date == date) {
				runs, stops = append(runs, &r.Runs[i]), append(stops, s)
			}
		}
	}
	return runs, stops
}

// restart puts all stops of a visit at a start, as long as they were.
func restart(h *model.Horizon, r *model.Rota, visit model.VisitID, date model.Date, to int32) {
	runs, stops := stopsOf(r, visit, date)
	for i, s := range stops {
		from, end := h.Calendar.StopSpan(runs[i].Date, s)
		s.Start, s.StartTicks = h.Calendar.Split(to, runs[i].Date)
		s.End, s.EndTicks = h.Calendar.Split(to+end-from, runs[i].Date)
	}
}

// handOver gives an attendance of one carer at a visit to another one of that day, so that it breaks
// least.
func handOver(t *testing.T, h *model.Horizon, r *model.Rota, visit model.VisitID, b model.Violation, f solver.Fix) *model.Rota {
	t.Helper()
	var best *model.Rota
	there, _ := stopsOf(r, visit, b.Date)
	for k := range there {
		for i := range r.Runs {
			q := copyRota(t, h.Problem, r)
			runs, stops := stopsOf(q, visit, b.Date)
			from, to, s := runs[k], &q.Runs[i], *stops[k]
			if from.Carer != f.For || to.Carer != f.Carer || to.Date != from.Date {
				continue
			}
			for n := range from.Stops {
				if &from.Stops[n] == stops[k] {
					from.Stops = slices.Delete(from.Stops, n, n+1)
					break
				}
			}
			to.Stops = append(to.Stops, s)
			if best == nil || mended(t, h, r, q, b) {
				best = q
			}
		}
	}
	require.NotNil(t, best, "%s does not come, or %s has no shift that day", f.For, f.Carer)
	return best
}

// mended tells whether a rota is without the breach, with fewer than before, and none at a visit or carer that had none.
func mended(t *testing.T, h *model.Horizon, before, after *model.Rota, b model.Violation) bool {
	t.Helper()
	type about struct {
		rule  model.Code
		visit model.VisitID
		carer model.CarerID
		date  model.Date
	}
	key := func(v model.Violation) about {
		return about{v.Rule, v.Visit, v.Carer, v.Date}
	}
	was, is := judged(t, h, before), judged(t, h, after)
	for _, x := range lawOf(is) {
		if key(x) == key(b) || !slices.ContainsFunc(lawOf(was), func(y model.Violation) bool { return key(x) == key(y) }) {
			return false
		}
	}
	return is.Score.Breaches < was.Score.Breaches && is.Score.Excess <= was.Score.Excess
}

// TestFixesMend: in rotas that somebody has spoilt, every fix that is named, made by hand, mends its
// breach; no start nearer than the one that is named would have; and where none is, nothing would.
func TestFixesMend(t *testing.T) {
	kinds := make(map[string]int)
	for seed := uint64(1); seed <= 160; seed++ {
		p := tinyProblem(seed)
		p.Rules.Resolution, p.Rules.Step = 0, 0
		h, err := model.Expand(p)
		require.NoError(t, err)
		r := solve(t, p, solver.Options{Iterations: 20, Islands: 1}).Rota
		spoil(r, rand.New(rand.NewPCG(seed, 7)))
		verdict := judged(t, h, r)
		fixes, err := solver.Fixes(context.Background(), h, r, verdict)
		require.NoError(t, err)
		require.Len(t, fixes, len(lawOf(verdict)), "seed %d: one for each breach", seed)
		for i, f := range fixes {
			kinds[f.Kind]++
			if f.Visit != "" {
				kinds["of another"]++
			}
			requireFix(t, h, r, lawOf(verdict)[i], f)
		}
	}
	for _, kind := range []string{"start", "carer", "none", "whole", "of another"} {
		require.Greater(t, kinds[kind], 10, "%s: %v", kind, kinds)
	}
}

// requireFix makes a fix, and those that it says are not there.
func requireFix(t *testing.T, h *model.Horizon, r *model.Rota, b model.Violation, f solver.Fix) {
	t.Helper()
	q := copyRota(t, h.Problem, r)
	visit := cmp.Or(f.Visit, b.Visit)
	runs, stops := stopsOf(r, visit, b.Date)
	nearer := int32(181)
	switch f.Kind {
	case "start":
		to := h.Calendar.Tick(b.Date, f.Start)
		restart(h, q, visit, b.Date, to)
		require.True(t, mended(t, h, r, q, b), "%+v for %+v", f, b)
		from, _ := h.Calendar.StopSpan(runs[0].Date, stops[0])
		nearer = max(to-from, from-to) / h.Calendar.Ticks(1)
	case "carer":
		require.True(t, mended(t, h, r, handOver(t, h, r, visit, b, f), b), "%+v for %+v", f, b)
		return
	case "whole":
		require.Empty(t, b.Visit)
		return
	}
	for d := int32(0); d < nearer && len(stops) > 0; d++ {
		from, _ := h.Calendar.StopSpan(runs[0].Date, stops[0])
		for _, at := range []int32{from - h.Calendar.Ticks(int(d)), from + h.Calendar.Ticks(int(d))} {
			restart(h, q, visit, b.Date, at)
			require.False(t, mended(t, h, r, q, b), "%d minutes mend %+v, not %+v", d, b, f)
		}
	}
	for i := range runs {
		for k := range h.Problem.Carers {
			c := h.Problem.Carers[k].ID
			try := solver.Fix{Kind: "carer", Carer: c, For: runs[i].Carer}
			if f.Kind == "none" && (b.Carer == "" || b.Carer == try.For) && works(r, c, runs[i].Date) && !slices.ContainsFunc(runs, func(x *model.Run) bool { return x.Carer == c }) {
				require.False(t, mended(t, h, r, handOver(t, h, r, visit, b, try), b), "%+v mends %+v", try, b)
			}
		}
	}
}

func works(r *model.Rota, c model.CarerID, date model.Date) bool {
	return slices.ContainsFunc(r.Runs, func(x model.Run) bool { return x.Carer == c && x.Date == date })
}

// spoil moves some visits of a rota by up to an hour, or gives some to somebody else of that day.
func spoil(r *model.Rota, rng *rand.Rand) {
	late := rng.IntN(2) == 0
	for i := range r.Runs {
		for k := range r.Runs[i].Stops {
			s := &r.Runs[i].Stops[k]
			if s.Kind == model.StopVisit && late && rng.IntN(3) == 0 {
				d := model.Clock(rng.IntN(120) - 60)
				if s.Start+d >= 0 {
					s.Start, s.End = s.Start+d, s.End+d
				}
			}
		}
	}
	for i := range r.Runs {
		from, to := &r.Runs[i], &r.Runs[rng.IntN(len(r.Runs))]
		if !late && from.Carer != to.Carer && from.Date == to.Date && len(from.Stops) > 0 && from.Stops[0].Kind == model.StopVisit {
			to.Stops, from.Stops = append(to.Stops, from.Stops[0]), from.Stops[1:]
		}
	}
}

// TestFixOfEachKind: small breaches, with the fix that anybody would name.
func TestFixOfEachKind(t *testing.T) {
	for _, c := range []struct {
		want  solver.Fix
		spoil func(p *model.Problem, r *model.Rota)
		why   string
	}{
		{solver.Fix{Kind: "start", Start: model.At(9, 20)}, func(_ *model.Problem, r *model.Rota) {
			r.Runs[0].Stops[0].Start, r.Runs[0].Stops[0].End = model.At(9, 25), model.At(9, 55)
			r.Runs[0].Stops[1].Start, r.Runs[0].Stops[1].End = model.At(10, 15), model.At(10, 45)
		}, "five minutes late: the window closes at twenty past"},
		{solver.Fix{Kind: "carer", Carer: "c2", For: "c1"}, func(p *model.Problem, _ *model.Rota) { p.People[1].Never = []model.CarerID{"c1"} }, "c2 is free"},
		{solver.Fix{Kind: "none"}, func(p *model.Problem, _ *model.Rota) { p.People[1].Never = []model.CarerID{"c1", "c2"} }, "c2 is not wanted either"},
		{solver.Fix{Kind: "start", Visit: "v1", Start: model.At(9, 8)}, func(p *model.Problem, r *model.Rota) {
			r.Runs[0].Stops[1].Start, r.Runs[0].Stops[1].End = model.At(9, 41), model.At(10, 11)
			p.Visits[1].Windows[0] = model.Window{Open: model.At(9, 41), Close: model.At(9, 41)}
			p.People[1].Only = []model.CarerID{"c1"}
		}, "too little time from v1 to v2, which cannot wait"},
		{solver.Fix{Kind: "start", Visit: "v3", Start: model.At(11, 0)}, func(p *model.Problem, r *model.Rota) {
			p.Shifts[0].End, r.Runs[0].End = model.At(11, 30), model.At(11, 30)
		}, "v3 ends ten minutes after the shift"},
		{solver.Fix{Kind: "whole"}, func(p *model.Problem, r *model.Rota) {
			p.Carers[0].Contract.MaxWeek = 60
		}, "too many hours are of no one visit"},
	} {
		p := easy()
		another(p, "c2")
		r := &model.Rota{}
		for i, v := range []model.VisitID{"v1", "v2", "v3"} {
			if i == 0 {
				r.Runs = []model.Run{
					{Carer: "c1", Date: p.Plan.Start, Shift: "s1", Start: model.At(8, 0), End: model.At(13, 0)},
					{Carer: "c2", Date: p.Plan.Start, Shift: "c2", Start: model.At(8, 0), End: model.At(13, 0)},
				}
			}
			at := model.At(9+i, 10)
			r.Runs[0].Stops = append(r.Runs[0].Stops, model.Stop{Kind: model.StopVisit, Visit: v, Start: at, End: at + 30})
		}
		h, err := model.Expand(p)
		require.NoError(t, err)
		require.Empty(t, lawOf(judged(t, h, r)), "lawful before")
		c.spoil(p, r)
		h, err = model.Expand(p)
		require.NoError(t, err)
		fixes, err := solver.Fixes(context.Background(), h, r, judged(t, h, r))
		require.NoError(t, err)
		require.Equal(t, []solver.Fix{c.want}, fixes, c.why)
	}
}
