package search

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/constraint"
	"github.com/milltir/milltir/solver/internal/state"
	"github.com/milltir/milltir/solver/internal/tiny"
)

// plain takes out of a tiny problem what prices do not cover: what is left of it is one whose prices
// are costs. Rules of law are law or wishes, wishes are wishes or off. What the last
// lines take out, prices should cover and do not yet; see unpriced, too.
func plain(p *model.Problem, rng *rand.Rand) {
	p.Pins, p.Events, p.Baseline, p.Patterns, p.Pools, p.Corrections = nil, nil, nil, nil, nil, nil
	for i := range p.Visits {
		p.Visits[i].Pool, p.Visits[i].Rank = "", 0
	}
	p.Rules.Break, p.Rules.Paid = model.BreakRule{After: 10_000}, ""
	for i := range p.Shifts {
		s := &p.Shifts[i]
		s.Break, s.BreakFrom, s.BreakTo, s.NoNext = nil, 0, 0, nil
		s.MinInRow, s.MaxInRow = 0, 0
	}
	p.Rules.Reserve = model.ReserveRule{}
	p.Cover, p.Requests, p.Colleagues, p.CarerHours, p.Published = nil, nil, nil, nil, nil
	for i := range p.Carers {
		c := &p.Carers[i]
		c.Mode, c.WeekendParity, c.Born = model.ModeCar, "", 0
		c.MaxDaysOff, c.WholeWeekends = 0, false
		c.MaxDaysInRow, c.MinDaysInRow, c.MinDaysOff, c.MaxWeekends, c.MostOf, c.Contract.MinPlan, c.Contract.MaxPlan = 14, 0, 0, nil, nil, 0, 0
	}
	for i := range p.Matrix {
		for k, t := range p.Matrix[i].Ticks {
			p.Matrix[i].Ticks[k] = max(0, t)
		}
	}
	o := &p.Objective
	o.Levels, o.Weights = make(map[model.Code]model.Level), make(map[model.Code]model.Weights)
	for _, r := range model.RuleBook {
		switch {
		case r.Level == model.Law && rng.IntN(3) == 0:
			o.Levels[r.Code] = model.Wishes
		case r.Level == model.Wishes && rng.IntN(5) == 0:
			o.Levels[r.Code] = model.Off
		}
	}
	for _, code := range []model.Code{model.RuleGap, model.RuleRest, model.RuleWeeklyRest, model.RuleSpan, model.RuleHours48, model.RuleMaxHours, model.RuleUnderHours, model.RuleOverHours, model.RuleFairWeekend, model.RuleNightWork, model.RuleSplitMost, model.RuleSplit, model.RuleLateEarly, model.RuleSixthDay, model.RuleRestDebt, model.RuleRestOwed, model.RuleNightRun, model.RuleLongDay} {
		o.Levels[code] = model.Off
	}
	for i := range p.Visits {
		v := &p.Visits[i]
		v.LengthMin, v.LengthMax, v.LatestEnd, v.SameTime = 0, 0, 0, 0
		v.After, v.SameCarerAs, v.DifferentFrom, v.Group, v.MovableDays, v.SingleOK = nil, "", "", "", 0, ""
		if o.Level(model.RuleWindow) != model.Wishes {
			v.Windows = v.Windows[:1]
		}
		for k := range v.Windows {
			if len(v.Windows) > 1 {
				v.Windows[k].Preferred = 0 // of several windows the first one's liked start is priced, and not given
			}
		}
	}
	for i := range p.People {
		x := &p.People[i]
		x.LoneAfter, x.KeyHolders, x.MaxCarers14d, x.MaxCarers28d = 0, nil, 0, 0
	}
	for i := range p.Carers {
		p.Carers[i].RequiresPair, p.Carers[i].RidesWith = false, ""
	}
	for _, code := range []model.Code{model.RuleShort, model.RuleAgencyShare, model.RuleSlot, model.RuleMainCarer, model.RuleIntroduction} {
		o.Levels[code] = model.Off
	}
	o.Levels[model.RuleLoad] = model.Law // as a wish it has no price
	p.Rules.Step = 1                     // waits are priced from the rounded arrival
}

// unlinked makes every visit one of one carer that is tied to nothing.
func unlinked(p *model.Problem) {
	for i := range p.Visits {
		v := &p.Visits[i]
		v.Tied, v.ParallelWith, v.Carers, v.Roles, v.Pair = model.Follow{}, "", 1, nil, model.PairKind{}
	}
}

// unpriced tells of spots whose price leaves something out: what a run that leaves early waits for its
// first stop, and the law about its shift, where it is opened for the visit; the way from where an
// empty run starts to where it ends, which is taken off though nobody went it; and that a linked
// visit just behind keeps the start that its other run gives it.
func (e *Engine) unpriced(s *spot) bool {
	o := &e.In.H.Problem.Objective
	if !e.S.Worked[s.run] {
		return e.In.H.Rules.Departure == model.Earliest || o.Level(model.RuleAvailable) == model.Law
	}
	seq := e.S.Routes[s.run].Seq
	if s.at < len(seq) && e.In.Linked[seq[s.at].Node()] {
		return true
	}
	return len(seq) == 0 && e.In.From[s.run] >= 0 && e.In.To[s.run] >= 0
}

// stirred is an island with a rota in it that a search has begun, a few visits out.
func stirred(t *testing.T, p *model.Problem, seed uint64) *Engine {
	t.Helper()
	require.Empty(t, model.Validate(p).Errors(), "seed %d", seed)
	h, err := model.Expand(p)
	require.NoError(t, err)
	in, err := state.Compile(h, constraint.Allowed(h))
	require.NoError(t, err)
	e := NewEngine(in, seed, 0)
	e.Construct()
	e.Run(int64(seed%4), Steps/3)
	for v := range in.Visits {
		if n := in.Unit[v]; e.S.Allocated(n) && e.rng.IntN(3) == 0 {
			e.out(n)
		}
	}
	return e
}

// offers lists all spots of one part of a visit.
func (e *Engine) offers(stop state.Stop) []spot {
	e.put.most, e.put.blink, e.put.spots[0] = 1<<30, 0, nil
	e.put.gather(stop, 0)
	return e.put.spots[0]
}

// at builds and times a visit of one carer at a spot.
func (e *Engine) at(n state.Node, s spot, hold int32) bool {
	var k plan
	k.spots[0], k.hold[0] = s, hold
	if e.put.build(n, &k) && e.T.Time() {
		return true
	}
	e.T.Drop()
	return false
}

// singles are the missing visits of one carer that go in alone.
func (e *Engine) singles() []state.Node {
	return slices.DeleteFunc(slices.Clone(e.missing), func(n state.Node) bool {
		return e.In.Parts(n) > 1 || e.In.H.Visits[n].Patterned
	})
}

// rounding is the most by which the price of the timed trial and its cost may differ: sums per run are
// rounded down once, and a tick of travel or waiting costs whole thousandths of thousandths.
func (e *Engine) rounding() float64 {
	ticks := int32(0)
	for i := range e.T.Views {
		is, was := &e.T.Views[i].Sum, &e.S.Routes[e.T.Views[i].Run].Sum
		ticks += max(is.Wait-was.Wait, was.Wait-is.Wait) + max(is.Travel-was.Travel, was.Travel-is.Travel) + max(is.Before, was.Before)
	}
	return 4 + float64(ticks)/1000
}

// TestPricesAreCosts: in problems that prices cover, every spot's price is what all rules together
// say of the rota with the visit there, and the visit starts when it was priced to. Where visits
// are linked, that holds unless one of them is pushed.
func TestPricesAreCosts(t *testing.T) {
	spots, pushed := 0, 0
	for seed := range uint64(1400) {
		rng := rand.New(rand.NewPCG(seed, 21))
		p := tiny.Problem(rng)
		plain(p, rng)
		linked := seed%2 == 0
		if !linked {
			unlinked(p)
		}
		e := stirred(t, p, seed)
		require.True(t, e.Rules.Exact(), "seed %d", seed)
		for _, n := range e.singles() {
			in := e.put.score0(n)
			for _, s := range e.offers(state.StopOf(n, 0)) {
				if e.unpriced(&s) {
					continue
				}
				require.True(t, e.at(n, s, e.put.holdFor(n, s.start)), "seed %d, visit %d", seed, n)
				d, start, rounding := e.Rules.Delta(e.T), e.T.StartOf(n), e.rounding()
				if slices.ContainsFunc(e.T.Changed, func(c state.Change) bool { return e.In.Linked[c.Node] }) {
					require.True(t, linked)
					pushed++
					e.T.Drop()
					continue
				}
				e.T.Drop()
				spots++
				require.Equal(t, s.start, start, "seed %d, visit %d, run %d, at %d", seed, n, s.run, s.at)
				require.LessOrEqual(t, d.Breaches, int64(0), "seed %d, visit %d, run %d, at %d", seed, n, s.run, s.at)
				require.InDelta(t, e.w.scalar(d), in+s.cost, rounding, "seed %d, visit %d, run %d, at %d", seed, n, s.run, s.at)
			}
		}
	}
	t.Logf("%d spots; %d more that push a linked visit", spots, pushed)
	require.Greater(t, spots, 2000)
}

// TestPrunedPlacesBreakLaw: a place that is not listed is none: the visit cannot be built there or
// breaks a law, in any problem. Runs that break a law already are left alone.
func TestPrunedPlacesBreakLaw(t *testing.T) {
	pruned, unbuilt := 0, 0
	for seed := range uint64(1000) {
		rng := rand.New(rand.NewPCG(seed, 22))
		p := tiny.Problem(rng)
		e := stirred(t, p, seed)
		for _, n := range e.singles() {
			listed := make(map[[2]int]bool)
			for _, s := range e.offers(state.StopOf(n, 0)) {
				listed[[2]int{int(s.run), s.at}] = true
			}
			for _, r := range e.In.RunsOf[n] {
				if !e.put.usable(r) || e.broken(r) {
					continue
				}
				if !e.S.Worked[r] && e.In.Twin[r] != r {
					continue
				}
				for i := 0; i <= e.lengthOf(r); i++ {
					if listed[[2]int{int(r), i}] || !e.S.Worked[r] && i != openEnd(e.In, r, n) {
						continue
					}
					if !e.at(n, spot{run: r, at: i}, state.Unset) {
						unbuilt++
						continue
					}
					require.True(t, e.breaks(), "seed %d, visit %d, run %d, at %d: %v", seed, n, r, i, e.Rules.Delta(e.T))
					e.T.Drop()
					pruned++
				}
			}
		}
	}
	t.Logf("%d pruned places break a law, %d are no rota", pruned, unbuilt)
	require.Greater(t, pruned, 1000)
}

// breaks tells whether the timed trial breaks any law, more than before, or makes void a break that
// could as well be left out.
func (e *Engine) breaks() bool {
	return e.T.VoidDelta() > 0 || slices.ContainsFunc(e.Rules.All(), func(r constraint.Rule) bool {
		d := e.Rules.DeltaOf(r, e.T)
		return d.Breaches > 0 || d.Excess > 0
	})
}

// broken tells whether a run breaks a law about times, or has missed its break.
func (e *Engine) broken(r state.Run) bool {
	missed := false
	e.Rules.Break.Each(e.S, func(f constraint.Finding) { missed = missed || f.Run == r })
	route := &e.S.Routes[r]
	if missed || !e.S.Worked[r] || len(route.Seq) == 0 {
		return missed
	}
	for i, stop := range route.Seq {
		if route.At[i] > e.In.LawClose[stop.Node()] {
			return true
		}
	}
	return route.Sum.Last > e.In.LawEnd[r]
}
