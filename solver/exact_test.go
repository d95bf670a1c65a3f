package solver_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver"
	"github.com/milltir/milltir/solver/internal/tiny"
)

// Planned starts in the problems for brute force fall on five minutes, so that a window holds
// few of them and all can be tried.
const (
	bruteStep   = 300
	bruteWindow = 15 // minutes at most from opening to closing
)

// bruteProblem makes a random problem of one day, at most four visits and three runs, in which
// nobody breaks a law by leaving everything out.
func bruteProblem(rng *rand.Rand) (*brute, bool) {
	p := tiny.Problem(rng)
	p.Rules.Resolution, p.Rules.Step = 0, bruteStep
	p.Objective.Levels = nil
	p.Absences = nil // would keep carers from "any" shifts
	p.Plan.FrozenUntil, p.Colleagues = 0, nil
	p.Published = nil // else shifts are worked for their own sake, and few of the best rotas have a pair or a tie
	for i := range p.Carers {
		p.Carers[i].Born, p.Carers[i].WeekendParity = 0, "" // a given shift alone would break the law
	}
	most := 4
	for i := range p.Pools {
		if x := &p.Pools[i]; len(x.Windows) > 0 { // a draw is one visit more, and its lengths are all tried
			most, x.DrawMax = 3, x.DrawMin+5
			if x.Step == 10 {
				x.DrawMax = x.DrawMin + 10
			}
			x.Windows = []model.Window{onStep(x.Windows[0])}
		}
	}
	p.Visits = p.Visits[:min(most, len(p.Visits))]
	for i := range p.Visits {
		v := &p.Visits[i]
		v.Days, v.MovableDays, v.Group = 1, 0, ""
		v.SingleOK, v.Pair = "", model.PairKind{} // brute force tries pairs as pairs
		v.LatestEnd = 0
		v.Windows = v.Windows[:min(len(v.Windows), 1+i%2)]
		for k := range v.Windows {
			v.Windows[k] = onStep(v.Windows[k])
		}
		if i > 0 {
			v.LengthMin, v.LengthMax = 0, 0
		}
	}
	for i := range p.Shifts {
		p.Shifts[i].Days = 1
	}
	rng.Shuffle(len(p.Shifts), func(i, j int) { p.Shifts[i], p.Shifts[j] = p.Shifts[j], p.Shifts[i] })
	known := func(v model.VisitID) bool {
		return slices.ContainsFunc(p.Visits, func(x model.Visit) bool { return x.ID == v })
	}
	p.Pins = slices.DeleteFunc(p.Pins, func(x model.Pin) bool { return !known(x.Visit) })
	for i := range p.Pins {
		if x := &p.Pins[i]; x.Start != 0 {
			x.Start -= x.Start % (bruteStep / 60)
		}
	}
	p.Baseline = slices.DeleteFunc(p.Baseline, func(x model.Attendance) bool { return !known(x.Visit) })
	if rng.IntN(4) > 0 { // a shift for anybody is as many runs as there are carers
		p.Shifts = slices.DeleteFunc(p.Shifts, func(x model.Shift) bool { return x.Carer == model.AnyCarer })
	}
	for len(p.Shifts) > 0 && len(runsOf(p)) > 3 {
		p.Shifts = p.Shifts[1:]
	}
	if rng.IntN(2) == 0 {
		tieUp(p, rng)
	} else {
		pairUp(p)
	}
	if slices.ContainsFunc(p.Visits, func(v model.Visit) bool {
		return v.Need() > 1 && slices.ContainsFunc(p.Patterns, func(x model.Pattern) bool { return x.Visit == v.ID })
	}) {
		return nil, false // the search does not put packages of paired visits in
	}
	if len(model.Validate(p).Errors()) > 0 {
		return nil, false
	}
	h, err := model.Expand(p)
	if err != nil || len(h.Visits) == 0 {
		return nil, false
	}
	b := &brute{h: h, runs: runsOf(p), rota: &model.Rota{Format: 1, Start: p.Plan.Start, Weeks: 1}}
	return b, len(b.runs) > 0
}

// together finds a time from which on two carers have a shift for two hours more.
func together(p *model.Problem) (open model.Clock, ok bool) {
	for i := range p.Shifts {
		for k := range p.Shifts[:i] {
			a, b := &p.Shifts[i], &p.Shifts[k]
			open := max(a.Start, b.Start) + 60
			if a.Carer != b.Carer && open+120 <= min(a.End, b.End) {
				return open, true
			}
		}
	}
	return 0, false
}

// pairUp gives the first visit to two carers at a time at which two carers have a shift, if
// any do.
func pairUp(p *model.Problem) {
	open, ok := together(p)
	v := &p.Visits[0]
	if !ok || v.Tied.Visit != "" || slices.ContainsFunc(p.Visits, func(x model.Visit) bool { return x.Tied.Visit == v.ID }) {
		return
	}
	for i := range p.Visits {
		p.Visits[i].ParallelWith, p.Visits[i].Group = "", ""
	}
	v.Carers, v.Roles, v.Skills = 2, []model.Role{{Name: "lead"}, {Name: "support"}}, nil
	v.Windows = []model.Window{{Open: open, Close: open + bruteWindow, Preferred: open + 15}}
	welcome(p, v)
}

// welcome takes out of the way what would keep carers from a visit.
func welcome(p *model.Problem, v *model.Visit) {
	for i := range p.People {
		if x := &p.People[i]; x.ID == v.Person {
			x.Only, x.Never, x.LanguageNeed, x.GenderNeed = nil, nil, "", ""
			x.Pets, x.Smoking, x.Stairs = false, false, false
		}
	}
	for i := range p.Carers {
		c := &p.Carers[i]
		c.RequiresPair, c.StartDate, c.RegisteredUntil, c.DBSDate = false, 0, 0, 0
	}
	p.Pins = slices.DeleteFunc(p.Pins, func(x model.Pin) bool { return x.Visit == v.ID })
}

// tieUp ties the first two visits to each other at such a time, within whole steps.
func tieUp(p *model.Problem, rng *rand.Rand) {
	open, ok := together(p)
	if !ok || len(p.Visits) < 2 {
		return
	}
	p.Patterns = nil
	for i := range p.Visits {
		p.Visits[i].Tied, p.Visits[i].ParallelWith, p.Visits[i].Group = model.Follow{}, "", ""
	}
	bounds := [][2]int{{0, 0}, {-10, 10}, {5, 15}, {-15, -5}}[rng.IntN(4)]
	a, b := &p.Visits[0], &p.Visits[1]
	b.Person, b.Tied = a.Person, model.Follow{Visit: a.ID, Min: bounds[0], Max: bounds[1]}
	for _, v := range []*model.Visit{a, b} {
		v.Carers, v.Roles, v.Skills = 1, nil, nil
		v.Windows = []model.Window{{Open: open, Close: open + bruteWindow, Preferred: open + model.Clock(5*rng.IntN(4))}}
		v.LengthMin, v.LengthMax = 0, 0
		welcome(p, v)
	}
}

func onStep(w model.Window) model.Window {
	const five = bruteStep / 60
	w.Open -= w.Open % five
	w.Close = min(w.Close-w.Close%five, w.Open+bruteWindow)
	w.Preferred = min(w.Preferred, w.Close)
	return w
}

// bruteFeatures are what brute force has to have met often enough: in a problem, or in its best rota.
func bruteFeatures(b *brute, best *model.Rota) map[string]bool {
	f := make(map[string]bool)
	p := b.h.Problem
	f["events"], f["pool"] = len(b.h.Events) > 0, len(b.h.Pools) > 0
	lengths := make(map[model.VisitID]int32)
	for v := range b.h.Visits {
		dv := &b.h.Visits[v]
		lengths[dv.ID] = dv.Length
		f["draw to take"] = f["draw to take"] || dv.Draw
		f["package"] = f["package"] || dv.Patterned
		f["outing"] = f["outing"] || dv.EndAt != dv.Location
		f["two windows"] = f["two windows"] || len(dv.Windows) > 1
	}
	for _, s := range p.Shifts {
		f["open shift"] = f["open shift"] || s.Status == model.Open
	}
	there := make(map[model.VisitID]int)
	for i := range best.Runs {
		run := &best.Runs[i]
		f["open shift worked"] = f["open shift worked"] || run.Status == model.Open
		for k := range run.Stops {
			s := &run.Stops[k]
			f["break"] = f["break"] || s.Kind == model.StopBreak
			if s.Kind == model.StopVisit {
				there[s.Visit]++
				start, end := b.h.Calendar.StopSpan(run.Date, s)
				f["bent"] = f["bent"] || end-start != lengths[s.Visit]
			}
		}
	}
	for v := range b.h.Visits {
		dv := &b.h.Visits[v]
		n := there[dv.ID]
		f["left out"] = f["left out"] || n == 0 && !dv.Optional
		f["pair"] = f["pair"] || n > 1
		f["tie"] = f["tie"] || n > 0 && dv.TiedTo >= 0
		f["draw"] = f["draw"] || n > 0 && dv.Draw
	}
	return f
}

// TestBruteForce: on small problems, pairs, ties, draws and open shifts among them, no rota is better than the solver's,
// and one that is put together by hand is as good.
func TestBruteForce(t *testing.T) {
	const problems, least = 50, 8
	done, built, judged := 0, 0, 0
	seen := make(map[string]int)
	var slow []uint64 // problems that took the search longer
	for seed := uint64(1); done < problems || seen["pair"] < least || seen["tie"] < least; seed++ {
		require.Less(t, seed, uint64(2000), "too few problems are fit for brute force")
		b, ok := bruteProblem(rand.New(rand.NewPCG(seed, 7)))
		if !ok || !b.canBeLawful(t) {
			continue
		}
		got := solve(t, b.h.Problem, solver.Options{Iterations: 1500, Seed: seed})
		b.run(t, got.Score)
		if b.best.Compare(got.Score) < 0 {
			slow = append(slow, seed)
			got = solve(t, b.h.Problem, solver.Options{Iterations: 10_000, Seed: seed})
		}
		if !b.best.Lawful() {
			continue // a given shift alone breaks a law: not what is tried here
		}
		done++
		built += b.built
		judged += b.judged
		require.True(t, b.reached, "seed %d: the solver says %v, which no rota is", seed, got.Score)
		require.Equal(t, b.best, got.Score, "seed %d: brute force says %v, the solver %v", seed, b.best, got.Score)
		for what, is := range bruteFeatures(b, got.Rota) {
			if is {
				seen[what]++
			}
		}
	}
	t.Logf("%d problems, %d rotas built and %d judged, of the best: %v; a longer search for %v", done, built, judged, seen, slow)
	require.LessOrEqual(t, len(slow), 3)
	require.Greater(t, judged, 1000, "brute force had nothing to do")
}
