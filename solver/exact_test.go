package solver_test

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
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

// bruteRun is a carer in a dated shift.
type bruteRun struct{ carer, shift int }

// runsOf lists who may work which shift.
func runsOf(p *model.Problem) []bruteRun {
	h, err := model.Expand(p)
	if err != nil {
		return nil
	}
	var out []bruteRun
	for s := range h.Shifts {
		for c := range p.Carers {
			if k := h.Shifts[s].Carer; k == c || k < 0 {
				out = append(out, bruteRun{c, s})
			}
		}
	}
	return out
}

// brute enumerates every rota of a problem: which open shifts are worked, who goes where, when
// and, where that bends, for how long; every break where it can begin. The judge decides.
type brute struct {
	h      *model.Horizon
	runs   []bruteRun
	worked []bool
	rota   *model.Rota
	stops  [][]bruteStop // by run, of the rota being built, in the order of building
	byTime [][]bruteStop // the same in order of start

	best   model.Score
	found  bool
	paired bool // the best has a visit by two carers
	tied   bool // or two that are tied
	judged int
}

// bruteStop is a stop in ticks.
type bruteStop struct {
	visit, seat int // visit -1: break, -2: event
	event       int
	start, end  int32
}

// run tries everything.
func (b *brute) run(t testing.TB) {
	for set := range 1 << len(b.runs) {
		b.worked = make([]bool, len(b.runs))
		for r := range b.runs {
			b.worked[r] = set>>r&1 == 1
		}
		if b.allowed() {
			b.stops, b.byTime = make([][]bruteStop, len(b.runs)), make([][]bruteStop, len(b.runs))
			b.addEvents()
			b.place(t, 0)
		}
	}
}

// allowed tells whether given shifts are worked, no shift twice, and no carer in two at once.
func (b *brute) allowed() bool {
	for r, x := range b.runs {
		s := &b.h.Shifts[x.shift]
		if s.Status == model.Given && !b.worked[r] {
			return false
		}
		for q, y := range b.runs[:r] {
			o := &b.h.Shifts[y.shift]
			clash := x.shift == y.shift || x.carer == y.carer && s.Start < o.End && o.Start < s.End
			if clash && b.worked[r] && b.worked[q] {
				return false
			}
		}
	}
	return true
}

func (b *brute) addEvents() {
	for e := range b.h.Events {
		ev := &b.h.Events[e]
		for r, x := range b.runs {
			s := &b.h.Shifts[x.shift]
			if b.worked[r] && x.carer == ev.Carer && s.Start <= ev.Start && ev.End <= s.End {
				b.stops[r] = append(b.stops[r], bruteStop{visit: -2, event: e, start: ev.Start, end: ev.End})
				break
			}
		}
	}
}

// place tries every place for the visits from v on, and then for the breaks.
func (b *brute) place(t testing.TB, v int) {
	if v == len(b.h.Visits) {
		b.breaks(t, 0)
		return
	}
	b.place(t, v+1) // left out
	dv := &b.h.Visits[v]
	for length := dv.LengthMin; length <= dv.LengthMax; length += bruteStep {
		for _, start := range starts(dv) {
			b.seats(t, v, 0, bruteStop{visit: v, start: start, end: start + length})
		}
	}
}

// starts lists the starts on the step inside a visit's windows.
func starts(v *model.DatedVisit) []int32 {
	var out []int32
	for _, w := range v.Windows {
		for s := (w.Open + bruteStep - 1) / bruteStep * bruteStep; s <= w.Close; s += bruteStep {
			if !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
	}
	return out
}

// seats gives the seats of a visit to different carers in every way.
func (b *brute) seats(t testing.TB, v, seat int, stop bruteStop) {
	if seat == b.h.Visits[v].Need {
		b.place(t, v+1)
		return
	}
	stop.seat = seat
next:
	for r, x := range b.runs {
		s := &b.h.Shifts[x.shift]
		if !b.worked[r] || stop.start < s.Start || stop.end > s.End {
			continue
		}
		for q, y := range b.runs {
			if y.carer == x.carer && slices.ContainsFunc(b.stops[q], func(o bruteStop) bool {
				return o.visit == v || q == r && o.start < stop.end && stop.start < o.end
			}) {
				continue next
			}
		}
		b.stops[r] = append(b.stops[r], stop)
		b.seats(t, v, seat+1, stop)
		b.stops[r] = b.stops[r][:len(b.stops[r])-1]
	}
}

// breaks gives the runs from r on their breaks: at the earliest, right after any stop, or just
// in time for any.
func (b *brute) breaks(t testing.TB, r int) {
	if r == len(b.runs) {
		b.judge(t)
		return
	}
	s := &b.h.Shifts[b.runs[r].shift]
	if !b.worked[r] || s.Break == 0 {
		b.breaks(t, r+1)
		return
	}
	lo, hi := b.h.BreakSpan(s)
	at := []int32{(lo + bruteStep - 1) / bruteStep * bruteStep}
	for _, from := range b.breakStarts(r, s) {
		from = min(from, (hi-s.Break)/bruteStep*bruteStep)
		if from >= lo && !slices.Contains(at, from) {
			at = append(at, from)
		}
	}
	for _, start := range at {
		stop := bruteStop{visit: -1, start: start, end: start + s.Break}
		if slices.ContainsFunc(b.stops[r], func(o bruteStop) bool { return o.start < stop.end && stop.start < o.end }) {
			continue
		}
		b.stops[r] = append(b.stops[r], stop)
		b.breaks(t, r+1)
		b.stops[r] = b.stops[r][:len(b.stops[r])-1]
	}
}

// breakStarts lists when a run's break could begin: right after any stop, just in time for any, and
// where it is taken at the next door, on arrival there or just before the stop.
func (b *brute) breakStarts(r int, s *model.DatedShift) []int32 {
	var out []int32
	up := func(t int32) int32 { return (t + bruteStep - 1) / bruteStep * bruteStep }
	from, _ := b.h.Ends(b.runs[r].carer, s)
	for _, o := range b.stops[r] {
		out = append(out, o.end, (b.arrival(r, o)-s.Break)/bruteStep*bruteStep)
		if b.h.Rules.Break.At != model.Next {
			continue
		}
		out = append(out, (o.start-s.Break)/bruteStep*bruteStep, up(s.Start+b.leg(r, from, b.where(o))))
		for _, q := range b.stops[r] {
			out = append(out, up(q.end+b.leg(r, b.where(q), b.where(o))))
		}
	}
	return out
}

// arrival is when a carer must set off for a stop from the one before it.
func (b *brute) arrival(r int, stop bruteStop) int32 {
	from, _ := b.h.Ends(b.runs[r].carer, &b.h.Shifts[b.runs[r].shift])
	last := int32(-1 << 30)
	for _, o := range b.stops[r] {
		if p := b.where(o); o.start < stop.start && o.start > last && p >= 0 {
			from, last = p, o.start
		}
	}
	return stop.start - b.leg(r, from, b.where(stop))
}

// legs are the legs into a run's stops. Where a break is taken at the next door, the leg to it is
// gone before.
func (b *brute) legs(r, from int) []int32 {
	out := make([]int32, len(b.byTime[r]))
	brk := -1
	for i, s := range b.byTime[r] {
		if s.visit == -1 && b.h.Rules.Break.At == model.Next {
			brk = i
		}
		p := b.where(s)
		if p < 0 {
			continue
		}
		at := i
		if brk >= 0 {
			at, brk = brk, -1
		}
		out[at], from = b.leg(r, from, p), p
	}
	return out
}

// where is a stop's location, -1 for none.
func (b *brute) where(s bruteStop) int {
	switch s.visit {
	case -1:
		return -1
	case -2:
		return b.h.Events[s.event].Location
	}
	return b.h.Visits[s.visit].Location
}

func (b *brute) leg(r, from, to int) int32 {
	if from < 0 || to < 0 {
		return 0
	}
	ticks, _ := b.h.LegTicks(b.h.Problem.Carers[b.runs[r].carer].Mode, from, to)
	return ticks
}

// cover is what leaving the missing visits out costs at level cover.
func (b *brute) cover() model.Score {
	var out model.Score
	for v := range b.h.Visits {
		dv := &b.h.Visits[v]
		there := slices.ContainsFunc(b.stops, func(list []bruteStop) bool {
			return slices.ContainsFunc(list, func(s bruteStop) bool { return s.visit == v })
		})
		if !there && !dv.Optional && !dv.Patterned {
			out.Cover[dv.Priority-1] += int64(dv.Length) * int64(dv.Need)
		}
	}
	return out
}

// judge has a complete rota judged, unless somebody could not be there in time or the visits
// left out, the travel and the waiting alone are too much.
func (b *brute) judge(t testing.TB) {
	bound := b.cover()
	for r := range b.runs {
		if !b.worked[r] {
			continue
		}
		b.byTime[r] = append(b.byTime[r][:0], b.stops[r]...)
		slices.SortFunc(b.byTime[r], func(x, y bruteStop) int { return cmp.Compare(x.start, y.start) })
		from, _ := b.h.Ends(b.runs[r].carer, &b.h.Shifts[b.runs[r].shift])
		free := b.h.Shifts[b.runs[r].shift].Start
		travel, legs := int64(0), b.legs(r, from)
		for i, s := range b.byTime[r] {
			if free+legs[i] > s.start {
				return
			}
			travel += int64(legs[i])
			free = s.end
		}
		bound.Wishes += b.h.Problem.Objective.Thousandths(model.RuleTravel, 0) * travel / 60
	}
	if b.found && bound.Compare(b.best) >= 0 {
		return
	}
	verdict, err := check.Horizon(b.h, b.write())
	require.NoError(t, err)
	b.judged++
	if !b.found || verdict.Score.Compare(b.best) < 0 {
		b.best, b.found, b.paired, b.tied = verdict.Score, true, b.pairDone(), b.tieDone()
	}
}

func (b *brute) pairDone() bool {
	return slices.ContainsFunc(b.stops, func(list []bruteStop) bool {
		return slices.ContainsFunc(list, func(s bruteStop) bool { return s.seat > 0 })
	})
}

func (b *brute) tieDone() bool {
	return slices.ContainsFunc(b.stops, func(list []bruteStop) bool {
		return slices.ContainsFunc(list, func(s bruteStop) bool { return s.visit >= 0 && b.h.Visits[s.visit].TiedTo >= 0 })
	})
}

// write puts the stops into the words of the model.
func (b *brute) write() *model.Rota {
	b.rota.Runs = b.rota.Runs[:0]
	h := b.h
	for r, x := range b.runs {
		if !b.worked[r] {
			continue
		}
		s := &h.Shifts[x.shift]
		run := model.Run{
			Carer: h.Problem.Carers[x.carer].ID, Date: s.Date, Shift: s.ID, Status: s.Status,
			Start: h.Calendar.Local(s.Start, s.Date), End: h.Calendar.Local(s.End, s.Date),
		}
		for _, o := range b.byTime[r] {
			stop := model.Stop{Kind: model.StopBreak, Start: h.Calendar.Local(o.start, s.Date), End: h.Calendar.Local(o.end, s.Date)}
			switch o.visit {
			case -1:
			case -2:
				stop.Kind, stop.Event = model.StopEvent, h.Events[o.event].ID
			default:
				dv := &h.Visits[o.visit]
				stop.Kind, stop.Visit = model.StopVisit, dv.ID
				stop.Role = h.Problem.Visits[dv.Template].RoleOf(o.seat).Name
			}
			run.Stops = append(run.Stops, stop)
		}
		b.rota.Runs = append(b.rota.Runs, run)
	}
	return b.rota
}

// TestBruteForce: on small problems, pairs, ties and open shifts among them, the solver finds the
// best rota there is, and never claims a better one.
func TestBruteForce(t *testing.T) {
	const problems, least = 50, 8
	done, pairs, ties, judged := 0, 0, 0, 0
	var slow []uint64 // problems that took the search longer
	for seed := uint64(1); done < problems || pairs < least || ties < least; seed++ {
		require.Less(t, seed, uint64(2000), "too few problems are fit for brute force")
		b, ok := bruteProblem(rand.New(rand.NewPCG(seed, 7)))
		if !ok {
			continue
		}
		b.run(t)
		if !b.found || !b.best.Lawful() {
			continue // a given shift alone breaks a law: not what is tried here
		}
		done++
		judged += b.judged
		if b.paired {
			pairs++
		}
		if b.tied {
			ties++
		}
		got := solve(t, b.h.Problem, solver.Options{Iterations: 1500, Seed: seed})
		if got.Score.Compare(b.best) > 0 {
			slow = append(slow, seed)
			got = solve(t, b.h.Problem, solver.Options{Iterations: 10_000, Seed: seed})
		}
		require.Equal(t, b.best, got.Score, "seed %d: brute force says %v, the solver %v", seed, b.best, got.Score)
	}
	t.Logf("%d problems, in the best rota of %d a pair and of %d a tie; a longer search for %v", done, pairs, ties, slow)
	require.LessOrEqual(t, len(slow), 3)
	require.Greater(t, judged, 1000, "brute force had nothing to do")
}
