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
// nobody breaks a law by leaving everything out. Most have a pair, a tie or a draw, and carers who may take it.
func bruteProblem(rng *rand.Rand) (*brute, bool) {
	p := tiny.Problem(rng)
	p.Rules.Resolution, p.Rules.Step = 0, bruteStep
	p.Objective.Levels = nil
	p.Absences = nil // would keep carers from "any" shifts
	p.Plan.FrozenUntil, p.Colleagues = 0, nil
	p.Events = slices.DeleteFunc(p.Events, func(e model.Event) bool { return e.Movable }) // it is given its time before the search
	p.Published = nil                                                                     // else shifts are worked for their own sake, and few of the best rotas have a pair or a tie
	for i := range p.Carers {
		c := &p.Carers[i] // a given shift alone would break the law, or none at all
		c.Born, c.WeekendParity, c.MinDaysOff, c.MaxDaysOff, c.MinDaysInRow, c.Contract.MinPlan = 0, "", 0, 0, 0, 0
		if rng.IntN(3) > 0 {
			c.Mode, c.MaxSpan, c.RidesWith = model.ModeCar, 0, ""
		}
	}
	if rng.IntN(3) > 0 {
		p.Rules.Hours48, p.Rules.Night, p.Cover = model.Hours48Rule{}, model.NightRule{}, nil
	}
	for i := range p.Shifts {
		s := &p.Shifts[i]
		if s.Days = 1; rng.IntN(2) == 0 {
			s.Status = model.Open
		}
	}
	rng.Shuffle(len(p.Shifts), func(i, j int) { p.Shifts[i], p.Shifts[j] = p.Shifts[j], p.Shifts[i] })
	if rng.IntN(4) > 0 { // a shift for anybody is as many runs as there are carers
		p.Shifts = slices.DeleteFunc(p.Shifts, func(x model.Shift) bool { return x.Carer == model.AnyCarer })
	}
	for len(p.Shifts) > 0 && len(runsOf(p)) > 3 {
		p.Shifts = p.Shifts[1:]
	}
	p.Visits = p.Visits[:min(bruteDraws(p), len(p.Visits))]
	bruteVisits(p, rng)
	if rng.IntN(2) == 0 {
		tieUp(p, rng)
	} else {
		pairUp(p)
	}
	forget(p)
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

// bruteDraws has pools propose one draw of two lengths in a shift of the plan, which is worth taking, and tells how many
// visits there may be besides: a draw is one more, and its lengths are all tried.
func bruteDraws(p *model.Problem) (visits int) {
	visits = 4
	if p.Plan.Weeks > 1 {
		visits = 2 // each twice
	}
	for i := range p.Pools {
		x := &p.Pools[i]
		if len(x.Windows) == 0 {
			continue
		}
		visits, x.Days, x.DrawMin = min(visits, 3), 1, 30
		x.PeriodStart, x.DrawMax = min(x.PeriodStart, p.Plan.Start), x.DrawMin+x.StepMinutes()
		x.Windows = []model.Window{onStep(x.Windows[0])}
		if len(p.Shifts) > 0 {
			open := p.Shifts[0].Start + 60
			x.Windows = []model.Window{{Open: open - open%5, Close: open - open%5 + bruteWindow}}
		}
		p.Objective.Weights = map[model.Code]model.Weights{model.RulePoolLapse: {3}, model.RulePoolBank: {2}}
		for _, who := range p.Drawers(x) {
			welcome(p, p.People[who].ID)
		}
	}
	return visits
}

// bruteVisits gives visits few starts, and but for the first one length.
func bruteVisits(p *model.Problem, rng *rand.Rand) {
	for i := range p.Visits {
		v := &p.Visits[i]
		v.Days, v.MovableDays, v.Group = 1, 0, ""
		v.SingleOK, v.Pair = "", model.PairKind{} // brute force tries pairs as pairs
		v.LatestEnd = 0
		v.Windows = v.Windows[:min(len(v.Windows), 1+i%2)]
		for k := range v.Windows {
			if n := len(p.Shifts); n > 0 && rng.IntN(3) > 0 { // when somebody may be at work
				s := &p.Shifts[rng.IntN(n)]
				v.Windows[k] = model.Window{Open: s.Start + model.Clock(10+rng.IntN(max(1, int(s.End-s.Start)-60)))}
				v.Windows[k].Close = v.Windows[k].Open + bruteWindow
			}
			v.Windows[k] = onStep(v.Windows[k])
		}
		if i > 0 {
			v.LengthMin, v.LengthMax = 0, 0
		}
		if rng.IntN(3) > 0 { // nobody may be there for less without a condition, and three runs are few for two pairs
			v.Length, v.Carers, v.Roles = max(v.Length, 30), 1, nil
			if v.LengthMax > 0 {
				v.LengthMin, v.LengthMax = v.Length, v.Length+15
			}
		}
	}
	for i := range p.Pins {
		if x := &p.Pins[i]; x.Start != 0 {
			x.Start -= x.Start % (bruteStep / 60)
		}
	}
}

// forget takes out what is said of visits and shifts that are gone.
func forget(p *model.Problem) {
	gone := func(v model.VisitID) bool {
		return v != "" && !slices.ContainsFunc(p.Visits, func(x model.Visit) bool { return x.ID == v })
	}
	unknown := func(s model.ShiftID) bool {
		return s != "" && !slices.ContainsFunc(p.Shifts, func(x model.Shift) bool { return x.ID == s })
	}
	p.Pins = slices.DeleteFunc(p.Pins, func(x model.Pin) bool { return gone(x.Visit) })
	p.Baseline = slices.DeleteFunc(p.Baseline, func(x model.Attendance) bool { return gone(x.Visit) })
	p.Patterns = slices.DeleteFunc(p.Patterns, func(x model.Pattern) bool { return gone(x.Visit) })
	for i := range p.Visits {
		v := &p.Visits[i]
		v.After = slices.DeleteFunc(v.After, func(x model.Follow) bool { return gone(x.Visit) })
		if gone(v.Tied.Visit) {
			v.Tied = model.Follow{}
		}
		for _, id := range []*model.VisitID{&v.SameCarerAs, &v.DifferentFrom, &v.ParallelWith} {
			if gone(*id) {
				*id = ""
			}
		}
	}
	p.Cover = slices.DeleteFunc(p.Cover, func(x model.Cover) bool { return unknown(x.Shift) })
	p.Requests = slices.DeleteFunc(p.Requests, func(x model.Request) bool { return unknown(x.Shift) })
	for i := range p.Shifts {
		p.Shifts[i].NoNext = slices.DeleteFunc(p.Shifts[i].NoNext, unknown)
	}
	for i := range p.Carers {
		c := &p.Carers[i]
		c.MostOf = slices.DeleteFunc(c.MostOf, func(x model.ShiftCount) bool { return unknown(x.Shift) })
	}
	for i := range p.CarerHours {
		if x := &p.CarerHours[i]; unknown(x.LastShift) {
			x.LastShift = ""
		}
	}
}

// together finds a time from which on two carers have a shift, not on call, for two hours more.
func together(p *model.Problem) (open model.Clock, ok bool) {
	for i := range p.Shifts {
		for k := range p.Shifts[:i] {
			a, b := &p.Shifts[i], &p.Shifts[k]
			open := max(a.Start, b.Start) + 60
			if a.Carer != b.Carer && open+120 <= min(a.End, b.End) {
				for _, s := range []*model.Shift{a, b} {
					s.Kind, s.MaxLoad, s.Location = "", 0, ""
				}
				return open - open%(bruteStep/60), true
			}
		}
	}
	return 0, false
}

// pairUp gives the first visit to two carers at a time at which two carers have a shift, if
// any do.
func pairUp(p *model.Problem) {
	open, ok := together(p)
	if !ok || len(p.Visits) == 0 || p.Visits[0].Tied.Visit != "" {
		return
	}
	v := &p.Visits[0]
	if slices.ContainsFunc(p.Visits, func(x model.Visit) bool { return x.Tied.Visit == v.ID }) {
		return
	}
	for i := range p.Visits {
		p.Visits[i].ParallelWith, p.Visits[i].Group = "", ""
	}
	v.Carers, v.Roles, v.Skills = 2, []model.Role{{Name: "lead"}, {Name: "support"}}, nil
	simple(p, v)
	v.Windows = []model.Window{{Open: open, Close: open + bruteWindow, Preferred: open + 15}}
}

// simple takes out of the way what would keep carers from a visit, or it from taking place.
func simple(p *model.Problem, v *model.Visit) {
	v.After, v.SameCarerAs, v.DifferentFrom, v.MinGapAfter, v.MaxGapAfter = nil, "", "", 0, 0
	v.Place, v.StartsAt, v.EndsAt, v.With, v.Load, v.Optional, v.Rank = "", "", "", nil, 0, false, 0
	v.Length, v.Priority = max(v.Length, 30), 1
	if v.LengthMax > 0 {
		v.LengthMin, v.LengthMax = v.Length, v.Length+10
	}
	welcome(p, v.Person)
	p.Patterns = slices.DeleteFunc(p.Patterns, func(x model.Pattern) bool { return x.Visit == v.ID })
	p.Pins = slices.DeleteFunc(p.Pins, func(x model.Pin) bool { return x.Visit == v.ID })
}

// welcome has every carer be let in by a person.
func welcome(p *model.Problem, id model.PersonID) {
	for i := range p.People {
		if x := &p.People[i]; x.ID == id {
			x.Only, x.Never, x.LanguageNeed, x.GenderNeed = nil, nil, "", ""
			x.Pets, x.Smoking, x.Stairs, x.LoneAfter = false, false, false, 0
		}
	}
	for i := range p.Carers {
		c := &p.Carers[i]
		c.RequiresPair, c.StartDate, c.RegisteredUntil, c.DBSDate = false, 0, 0, 0
	}
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
		simple(p, v)
		v.LengthMin, v.LengthMax = 0, 0
		v.Windows = []model.Window{{Open: open, Close: open + bruteWindow, Preferred: open + model.Clock(5*rng.IntN(4))}}
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
	const problems = 100
	least := map[string]int{
		"pair": 8, "tie": 8, "draw": 6, "bent": 4, "two windows": 10, "break": 20, "events": 20, "open shift worked": 30, "outing": 15, "pool": 25, "left out": 50,
	}
	done, built, judged := 0, 0, 0
	seen := make(map[string]int)
	var slow []uint64 // problems that took the search longer
	enough := func() bool {
		for what, n := range least {
			if seen[what] < n {
				return false
			}
		}
		return done >= problems
	}
	for seed := uint64(1); !enough(); seed++ {
		require.Less(t, seed, uint64(600), "too few problems are fit for brute force: %v of %v", seen, least)
		b, ok := bruteProblem(rand.New(rand.NewPCG(seed, 7)))
		if !ok || !b.canBeLawful(t) {
			continue
		}
		got := solve(t, b.h.Problem, solver.Options{Iterations: 1500, Seed: seed, Bare: true})
		b.run(t, got.Score)
		if b.best.Compare(got.Score) < 0 {
			slow = append(slow, seed)
			got = solve(t, b.h.Problem, solver.Options{Iterations: 10_000, Seed: seed, Bare: true})
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
