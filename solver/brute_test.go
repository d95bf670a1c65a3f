package solver_test

import (
	"cmp"
	"math/bits"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
)

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
// and, where that bends, for how long; every break where it can begin. The judge decides. What some rules
// say of a part of a rota they say of the whole, whatever else is in it, so that a part that is
// no better than the best rota by these alone is not gone on with; wherever the judge is asked, it is
// asked whether that is so.
type brute struct {
	h      *model.Horizon
	runs   []bruteRun
	worked []bool
	rota   *model.Rota
	stops  [][]bruteStop // by run, of the rota being built, in the order of building
	byTime [][]bruteStop // the same in order of start
	legs   []int32

	starts [][]int32        // by visit, those to try
	begins [][]int64        // by visit and start, what the start costs
	lasts  [][]int64        // by visit and length, from the shortest, what the length costs
	goes   [][]*model.Score // by visit and run, what it costs that its carer goes there; nil where nobody can

	best    model.Score // what the search says, until a better one is found
	reached bool        // by a rota that was put together here
	built   int         // rotas that were complete
	judged  int
}

// bruteStop is a stop in ticks.
type bruteStop struct {
	visit, seat int // visit -1: break, -2: event
	event       int
	start, end  int32
}

// Rules that say the same of every rota in which the same shifts are worked: always, unless a shift is on
// call, and unless pay is by the span of the visits. What a visit's start and its length cost is
// by two rules, and what it costs that a carer goes there by some that go by attendances.
var (
	bruteShifts = []model.Code{
		model.RuleAvailable, model.RuleAvoid, model.RuleOpenShift, model.RuleDaysInRow, model.RuleShortStint, model.RuleDaysOff, model.RuleWeekends, model.RuleFairWeekend,
		model.RuleSuccession, model.RuleShiftSkill, model.RuleShiftsInRow, model.RuleWholeWeekends, model.RuleShiftMost, model.RuleRequest, model.RuleSpan,
	}
	bruteWork  = []model.Code{model.RuleRest, model.RuleWeeklyRest, model.RuleNightWork, model.RuleLateEarly, model.RuleSixthDay, model.RuleLongDay, model.RuleSplit, model.RuleSplitMost}
	brutePaid  = []model.Code{model.RuleHours48, model.RuleMaxHours, model.RuleUnderHours, model.RuleOverHours, model.RulePlanHours, model.RuleBank}
	bruteStart = []model.Code{model.RulePreferred}
	bruteLast  = []model.Code{model.RuleShortened}
	bruteGoes  = []model.Code{
		model.RulePapers, model.RuleList, model.RuleLanguage, model.RuleGender, model.RuleDoor,
		model.RuleNewFace, model.RuleTeam, model.RulePreferLanguage, model.RulePreferGender, model.RuleStability, model.RuleLending,
	}
)

// ofShifts lists the rules that go by the shifts alone.
func (b *brute) ofShifts() []model.Code {
	out := bruteShifts
	if !slices.ContainsFunc(b.h.Shifts, func(s model.DatedShift) bool { return s.Kind == model.OnCall }) {
		out = slices.Concat(out, bruteWork)
	}
	if b.h.Rules.Paid != model.BySpan {
		out = slices.Concat(out, brutePaid)
	}
	return out
}

// said adds up what a verdict says by some rules.
func said(v *check.Verdict, rules []model.Code) (sum model.Score) {
	for i := range v.Shares {
		if slices.Contains(rules, v.Shares[i].Rule) {
			sum = sum.Add(v.Shares[i].Score)
		}
	}
	return sum
}

// work empties the rota and has the runs of a set worked; false where that cannot be.
func (b *brute) work(set int) bool {
	b.worked = make([]bool, len(b.runs))
	for r := range b.runs {
		b.worked[r] = set>>r&1 == 1
	}
	b.stops, b.byTime = make([][]bruteStop, len(b.runs)), make([][]bruteStop, len(b.runs))
	return b.allowed()
}

// canBeLawful tells whether the shifts can be worked without breaking a law by that alone.
func (b *brute) canBeLawful(t testing.TB) bool {
	for set := range 1 << len(b.runs) {
		if b.work(set) && said(b.ask(t), b.ofShifts()).Lawful() {
			return true
		}
	}
	return false
}

// run tries everything that could be as good as what the search says is best.
func (b *brute) run(t testing.TB, says model.Score) {
	b.best, b.reached = says, false
	b.weigh(t)
	for set := range 1 << len(b.runs) {
		if !b.work(set) {
			continue
		}
		if bound := said(b.ask(t), b.ofShifts()); b.cheaper(bound) {
			b.addEvents()
			b.place(t, 0, bound)
		}
	}
}

// cheaper tells whether a rota that costs at least so much may be better than the best, or the first that is
// as good.
func (b *brute) cheaper(bound model.Score) bool {
	c := bound.Compare(b.best)
	return c < 0 || c == 0 && !b.reached
}

// weigh has the judge say what each visit's starts, lengths and carers cost, in a rota of nothing else.
func (b *brute) weigh(t testing.TB) {
	n := len(b.h.Visits)
	b.starts, b.begins, b.lasts, b.goes = make([][]int32, n), make([][]int64, n), make([][]int64, n), make([][]*model.Score, n)
	given := 0 // without them it is no rota
	for r, x := range b.runs {
		if b.h.Shifts[x.shift].Status == model.Given {
			given |= 1 << r
		}
	}
	alone := func(r int, stop bruteStop) *check.Verdict {
		b.work(given | 1<<r)
		b.byTime[r] = []bruteStop{stop}
		return b.ask(t)
	}
	for v := range b.h.Visits {
		dv := &b.h.Visits[v]
		b.starts[v], b.goes[v] = starts(dv), make([]*model.Score, len(b.runs))
		first := bruteStop{visit: v, start: b.starts[v][0], end: b.starts[v][0] + dv.LengthMin}
		for r, x := range b.runs {
			if b.h.Shifts[x.shift].Date != dv.Date {
				continue
			}
			verdict := alone(r, first)
			cost := said(verdict, bruteGoes)
			if dv.Need == 1 {
				cost = cost.Add(said(verdict, []model.Code{model.RuleSkill}))
			}
			b.goes[v][r] = &cost
		}
		r := slices.IndexFunc(b.goes[v], func(x *model.Score) bool { return x != nil })
		for _, start := range b.starts[v] {
			if r >= 0 {
				b.begins[v] = append(b.begins[v], said(alone(r, bruteStop{visit: v, start: start, end: start + dv.LengthMin}), bruteStart).Wishes)
			}
		}
		for length := dv.LengthMin; length <= dv.LengthMax && r >= 0; length += b.h.LengthStep(dv) {
			b.lasts[v] = append(b.lasts[v], said(alone(r, bruteStop{visit: v, start: first.start, end: first.start + length}), bruteLast).Wishes)
		}
	}
}

// allowed tells whether given shifts are worked, none twice that is for one, and no carer in two at once.
func (b *brute) allowed() bool {
	for r, x := range b.runs {
		s := &b.h.Shifts[x.shift]
		if s.Status == model.Given && !b.worked[r] {
			return false
		}
		for q, y := range b.runs[:r] {
			o := &b.h.Shifts[y.shift]
			clash := x.shift == y.shift && !s.Shared || x.carer == y.carer && s.Start < o.End && o.Start < s.End
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

// place tries every place for the visits from v on, and then for the breaks. What is there so far costs
// at least bound.
func (b *brute) place(t testing.TB, v int, bound model.Score) {
	if v == len(b.h.Visits) {
		b.breaks(t, 0, bound)
		return
	}
	dv := &b.h.Visits[v]
	for n, last := range b.lasts[v] {
		length := dv.LengthMin + int32(n)*b.h.LengthStep(dv)
		for k, start := range b.starts[v] {
			cost := bound
			cost.Wishes += b.begins[v][k] + last
			b.seats(t, v, 0, bruteStop{visit: v, start: start, end: start + length}, cost)
		}
	}
	if !dv.Optional && !dv.Patterned { // left out
		bound.Cover[dv.Priority-1] += int64(dv.Length) * int64(dv.Need)
	}
	if b.cheaper(bound) {
		b.place(t, v+1, bound)
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
func (b *brute) seats(t testing.TB, v, seat int, stop bruteStop, bound model.Score) {
	if !b.cheaper(bound) {
		return
	}
	if seat == b.h.Visits[v].Need {
		b.place(t, v+1, bound)
		return
	}
	stop.seat = seat
	for r := range b.runs {
		s := &b.h.Shifts[b.runs[r].shift]
		if !b.worked[r] || b.goes[v][r] == nil || stop.start < s.Start || stop.end > s.End || !b.free(r, stop) {
			continue
		}
		b.stops[r] = append(b.stops[r], stop)
		b.seats(t, v, seat+1, stop, bound.Add(*b.goes[v][r]))
		b.stops[r] = b.stops[r][:len(b.stops[r])-1]
	}
}

// free tells whether a run's carer is not at a visit yet and has nothing else then.
func (b *brute) free(r int, stop bruteStop) bool {
	for q := range b.runs {
		if b.runs[q].carer != b.runs[r].carer {
			continue
		}
		for i := range b.stops[q] {
			if o := &b.stops[q][i]; o.visit == stop.visit || q == r && o.start < stop.end && stop.start < o.end {
				return false
			}
		}
	}
	return true
}

// breaks gives the runs from r on their breaks: at the earliest, right after any stop, or just
// in time for any.
func (b *brute) breaks(t testing.TB, r int, bound model.Score) {
	if r == len(b.runs) {
		b.judge(t, bound)
		return
	}
	s := &b.h.Shifts[b.runs[r].shift]
	if !b.worked[r] {
		b.breaks(t, r+1, bound)
		return
	}
	if s.Break == 0 {
		b.timed(t, r, bound)
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
		b.timed(t, r, bound)
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
			out = append(out, up(q.end+b.leg(r, b.ends(q), b.where(o))))
		}
	}
	return out
}

// arrival is when a carer must set off for a stop from the one before it.
func (b *brute) arrival(r int, stop bruteStop) int32 {
	from, _ := b.h.Ends(b.runs[r].carer, &b.h.Shifts[b.runs[r].shift])
	last := int32(-1 << 30)
	for _, o := range b.stops[r] {
		if p := b.ends(o); o.start < stop.start && o.start > last && p >= 0 {
			from, last = p, o.start
		}
	}
	return stop.start - b.leg(r, from, b.where(stop))
}

// timed goes on to the next run, unless its carer could not be everywhere in time, or its ways and waits are
// too dear.
func (b *brute) timed(t testing.TB, r int, bound model.Score) {
	b.byTime[r] = append(b.byTime[r][:0], b.stops[r]...)
	slices.SortFunc(b.byTime[r], func(x, y bruteStop) int { return cmp.Compare(x.start, y.start) })
	travel, wait, ok := b.ways(r)
	if !ok {
		return
	}
	o, res := &b.h.Problem.Objective, int64(b.h.Calendar.Resolution())
	bound.Wishes += o.Thousandths(model.RuleTravel, 0)*int64(travel)/res + o.Thousandths(model.RuleWait, 0)*int64(wait)/res
	if b.cheaper(bound) {
		b.breaks(t, r+1, bound)
	}
}

// ways adds up the legs of a run and the waits that count; false if there is too little time for a leg, or no way.
// Where a break is taken at the next door, the leg to it is gone before.
func (b *brute) ways(r int) (travel, wait int32, ok bool) {
	list, s := b.byTime[r], &b.h.Shifts[b.runs[r].shift]
	mode := b.h.Problem.Carers[b.runs[r].carer].Mode
	leaves := func(i int) int32 {
		if i == 0 {
			return s.Start
		}
		return list[i-1].end
	}
	at, to := b.h.Ends(b.runs[r].carer, s)
	placed, brk := false, -1
	b.legs = slices.Grow(b.legs[:0], len(list))[:len(list)]
	clear(b.legs)
	for i, o := range list {
		if o.visit == -1 && b.h.Rules.Break.At == model.Next {
			brk = i
		}
		p := b.where(o)
		if p < 0 {
			continue
		}
		into := i
		if brk >= 0 {
			into, brk = brk, -1
		}
		if at >= 0 {
			ticks, far := b.h.LegAt(mode, at, p, leaves(into))
			if far {
				return 0, 0, false
			}
			b.legs[into] = ticks
		}
		at, placed = b.ends(o), true
	}
	for i, o := range list {
		gap := o.start - leaves(i) - b.legs[i]
		if gap < 0 {
			return 0, 0, false
		}
		travel += b.legs[i]
		switch {
		case i == 0 && b.h.Rules.Departure != model.Earliest:
		case i == 1 && list[0].visit == -1 && b.h.Rules.OpeningBreak == model.Free:
		default:
			wait += gap
		}
	}
	if placed && to >= 0 {
		back, far := b.h.LegAt(mode, at, to, leaves(len(list)))
		if far || leaves(len(list))+back > s.End {
			return 0, 0, false
		}
		travel += back
	}
	return travel, wait, true
}

// where is a stop's location, ends where it ends, -1 for none.
func (b *brute) where(s bruteStop) int {
	switch s.visit {
	case -1:
		return -1
	case -2:
		return b.h.Events[s.event].Location
	}
	return b.h.Visits[s.visit].Location
}

func (b *brute) ends(s bruteStop) int {
	if s.visit >= 0 {
		return b.h.Visits[s.visit].EndAt
	}
	return b.where(s)
}

func (b *brute) leg(r, from, to int) int32 {
	if from < 0 || to < 0 {
		return 0
	}
	ticks, _ := b.h.LegTicks(b.h.Problem.Carers[b.runs[r].carer].Mode, from, to)
	return ticks
}

// judge has a complete rota judged.
func (b *brute) judge(t testing.TB, bound model.Score) {
	b.built++
	if bound = bound.Add(b.together()); !b.cheaper(bound) {
		return
	}
	verdict := b.ask(t)
	b.judged++
	b.requireBound(t, bound, verdict)
	if verdict.Score.Compare(b.best) <= 0 {
		b.best, b.reached = verdict.Score, true
	}
}

// together is what the whole rota costs by the number of carers whom people see in a week, and by ties.
func (b *brute) together() (sum model.Score) {
	type face struct{ person, week, carer int }
	var seen []face
	at := make([]int32, len(b.h.Visits)) // when a visit starts, below 0 where it is left out
	by := make([]int, len(b.h.Visits))   // whom by, as bits
	for v := range at {
		at[v] = -1
	}
	for r := range b.runs {
		for _, o := range b.stops[r] {
			if o.visit < 0 {
				continue
			}
			dv := &b.h.Visits[o.visit]
			at[o.visit], by[o.visit] = o.start, by[o.visit]|1<<b.runs[r].carer
			if f := (face{dv.Person, int(dv.Date-b.h.Calendar.Start()) / 7, b.runs[r].carer}); !slices.Contains(seen, f) {
				seen = append(seen, f)
			}
		}
	}
	sum.Wishes = b.h.Problem.Objective.Thousandths(model.RuleCarer, 0) * int64(len(seen))
	for v := range b.h.Visits {
		dv := &b.h.Visits[v]
		mate := dv.TiedTo
		if mate < 0 || at[v] < 0 && at[mate] < 0 {
			continue
		}
		if at[v] < 0 || at[mate] < 0 {
			sum.Breaches++
			continue
		}
		sum.Breaches += int64(bits.OnesCount(uint(by[v] & by[mate])))
		if x := max(dv.TiedMin-(at[v]-at[mate]), at[v]-at[mate]-dv.TiedMax); x > 0 {
			sum.Breaches, sum.Excess = sum.Breaches+1, sum.Excess+int64(x)
		}
	}
	return sum
}

// requireBound asks that every part of what a rota was said to cost at the least was right: the judge, who sees it
// whole, says the same by the same rules. What leaving a package out costs nobody has said before, nor what skills
// are missing at a visit for two, which goes by both.
func (b *brute) requireBound(t testing.TB, bound model.Score, verdict *check.Verdict) {
	exact := slices.Concat(b.ofShifts(), bruteGoes, bruteStart, bruteLast, []model.Code{model.RuleTravel, model.RuleWait, model.RuleCarer, model.RuleTied, model.RuleSkill})
	if len(b.h.Choices) == 0 {
		exact = append(exact, model.RuleCover)
	}
	says := said(verdict, exact)
	if len(b.h.Choices) > 0 {
		says.Cover = bound.Cover
	}
	if b.paired() {
		says.Breaches = min(says.Breaches, bound.Breaches)
	}
	if says != bound || bound.Compare(verdict.Score) > 0 {
		for _, x := range verdict.Shares {
			t.Log(slices.Contains(exact, x.Rule), x)
		}
		require.Equal(t, says, bound)
	}
}

// paired tells whether a visit takes two.
func (b *brute) paired() bool {
	return slices.ContainsFunc(b.h.Visits, func(v model.DatedVisit) bool { return v.Need > 1 })
}

// ask judges the rota.
func (b *brute) ask(t testing.TB) *check.Verdict {
	verdict, err := check.Horizon(b.h, b.write())
	require.NoError(t, err)
	return verdict
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
