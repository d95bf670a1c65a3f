package state_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/move"
	"github.com/milltir/milltir/solver/internal/state"
	"github.com/milltir/milltir/solver/internal/tiny"
)

// TestTimingThousandCases: after random trials on 1,000 random rotas, kept, dropped and taken
// back, every stored start is that of a pass from scratch, which knows neither keys nor what
// changed. Of the paired visits in them at least a quarter are as awkward as can be: two roles
// with different skills, two carers with different travel, and a window narrower than either's
// leg. This is the measurement of docs/adr/0002-timing.md.
func TestTimingThousandCases(t *testing.T) {
	const thousand = 1000
	var pairs, awkward, ties, breaks, trials, refused int
	for seed := range uint64(thousand) {
		rng := rand.New(rand.NewPCG(seed, 2))
		p := tiny.Problem(rng)
		if seed%4 != 0 {
			makeAwkward(p)
		}
		h, err := model.Expand(p)
		require.NoError(t, err)
		in, err := state.Compile(h, func(_, _, _ int) bool { return true })
		require.NoError(t, err)
		s := state.New(in)
		trial := state.NewTrial(s)
		for n := range in.Visits {
			if !s.Allocated(state.Node(n)) {
				insert(s, trial, state.Node(n), rng)
			}
		}
		for range 60 {
			if !propose(s, trial, rng) {
				refused++
				continue
			}
			trials++
			s.Mark()
			trial.Commit()
			requireScratch(t, s, seed)
			if rng.IntN(3) == 0 {
				s.Rollback()
				requireScratch(t, s, seed)
			} else {
				s.Accept()
			}
		}
		a, b := countPairs(s)
		awkward, pairs = awkward+a, pairs+b
		ties, breaks = ties+countTies(s), breaks+countBreaks(s)
	}
	require.GreaterOrEqual(t, 4*awkward, pairs, "awkward pairs are too rare to prove anything")
	require.Greater(t, trials, 10*thousand)
	require.Greater(t, ties, thousand/10, "hardly a tie that made one of its carers wait")
	require.Greater(t, breaks, thousand/10, "hardly a break at the next door")
	t.Logf("%d random rotas, %d trials kept or taken back, %d refused; of %d paired visits %d had different skills, different travel and a window narrower than either leg; %d ties made one of two carers wait, %d breaks were taken at the next door",
		thousand, trials, refused, pairs, awkward, ties, breaks)
}

// makeAwkward makes pairs of more visits and gives every pair two skills and a window of one
// minute, and every second carer another way to travel; all start at the base, so that every
// stop has a leg into it.
func makeAwkward(p *model.Problem) {
	for i := range p.Carers {
		p.Carers[i].StartAt = model.FromBase
		p.Carers[i].Mode = []string{model.ModeCar, model.ModeBike}[i%2]
	}
	for i := range p.Visits {
		v := &p.Visits[i]
		if v.Carers != 2 && i%2 == 0 || v.Tie().Visit != "" || tied(p, v.ID) {
			continue
		}
		v.Carers = 2
		v.Roles = []model.Role{{Name: "lead", Skills: []model.Skill{"hoist"}}, {Name: "support", Skills: []model.Skill{"insulin"}}}
		v.Windows = []model.Window{{Open: v.Windows[0].Open, Close: v.Windows[0].Open + 1}}
		v.LatestEnd = 0
	}
}

func tied(p *model.Problem, id model.VisitID) bool {
	return slices.ContainsFunc(p.Visits, func(v model.Visit) bool { return v.Tie().Visit == id })
}

// insert puts a visit, and the one it is tied to, anywhere that makes a rota.
func insert(s *state.State, t *state.Trial, n state.Node, rng *rand.Rand) {
	in := s.In
	t.Begin()
	for k := range in.Parts(n) {
		stop := in.Part(n, k)
		r := state.Run(rng.IntN(in.Runs))
		t.Edit(r)
		at := t.Sits(r, in.Open[n])
		if rng.IntN(4) == 0 {
			at = rng.IntN(len(t.Seq(r)) + 1)
		}
		t.Insert(stop, r, at)
		if rng.IntN(3) == 0 {
			t.SetHold(stop.Node(), in.Open[n]+in.RoundUp(int32(rng.IntN(40))*in.Res))
		}
	}
	if t.FitKey(n) && t.Time() {
		t.Commit()
		return
	}
	t.Drop()
}

// propose makes a timed trial by a random operator, a removal, or a changed hold and length.
func propose(s *state.State, t *state.Trial, rng *rand.Rand) bool {
	ops, _ := move.All()
	n := state.Node(rng.IntN(s.In.Visits))
	t.Begin()
	ok := true
	switch k := rng.IntN(len(ops) + 2); {
	case k < len(ops):
		ok = ops[k].Propose(t, rng)
	case !s.Allocated(n):
		ok = false
	case k == len(ops):
		t.RemoveVisit(n)
	default:
		t.SetHold(n, s.In.Open[n]+s.In.RoundUp(int32(rng.IntN(60))*s.In.Res))
		t.SetLen(n, s.In.LengthMin[n]+s.In.RoundUp(int32(rng.IntN(10))*s.In.Res))
	}
	if !ok || !t.Time() {
		t.Drop()
		return false
	}
	return true
}

// requireScratch compares all stored times with those of scratch.
func requireScratch(t *testing.T, s *state.State, seed uint64) {
	t.Helper()
	start := scratch(t, s, seed)
	require.Equal(t, start, s.Start, "stored starts and a pass from scratch, seed %d", seed)
	for r := range s.Routes {
		for i, stop := range s.Routes[r].Seq {
			require.Equal(t, start[stop.Node()], s.Routes[r].At[i], "run %d, seed %d", r, seed)
		}
	}
}

// scratch times a rota in any order in which a stop comes after the stops before it: a visit is
// timed, and the one it is tied to with it, when all their carers' stops before it are, from the
// horizon's own legs, windows and ties.
func scratch(t *testing.T, s *state.State, seed uint64) []int32 {
	in := s.In
	start, ready := make([]int32, in.Nodes), make([]int32, in.Nodes)
	missing := make([]int, in.Nodes) // stops of the node that are not reached yet
	for n := range start {
		start[n], ready[n] = state.Unset, state.Unset
	}
	type walk struct {
		pos  int
		free int32
		hops []hop
	}
	walks := make([]walk, in.Runs)
	left := 0
	for r := range s.Routes {
		walks[r] = walk{0, in.RunStart[r], hops(s, state.Run(r))}
		for _, stop := range s.Routes[r].Seq {
			missing[stop.Node()]++
			left++
		}
	}
	reached := make(map[state.Stop]bool)
	for left > 0 {
		before := left
		for r := range walks {
			w := &walks[r]
			for w.pos < len(s.Routes[r].Seq) {
				stop := s.Routes[r].Seq[w.pos]
				n := stop.Node()
				if !reached[stop] {
					reached[stop] = true
					missing[n]--
					way := leg(s, state.Run(r), w.hops[w.pos], w.free)
					ready[n] = max(ready[n], opens(in, n, max(w.free+way, s.Hold[n])))
				}
				if missing[n] > 0 {
					break // another carer of the visit is still on the way
				}
				if mate, lo, hi := mateOf(in, n); mate >= 0 {
					if missing[mate] > 0 {
						break // the carer of the other visit is
					}
					start[n] = max(ready[n], ready[mate]+lo)
					require.LessOrEqual(t, start[n], max(ready[mate], ready[n]-hi)+hi)
				} else {
					start[n] = ready[n]
				}
				w.free = start[n] + s.Len[n]
				w.pos++
				left--
			}
		}
		require.Less(t, left, before, "carers wait for each other in a circle, seed %d", seed)
	}
	return start
}

// mateOf is the visit that a node is tied to, -1 if none is, and how long after that it starts. Two
// days either way is no tie in time: nobody waits for it.
func mateOf(in *state.Instance, n state.Node) (mate int, lo, hi int32) {
	if !in.IsVisit(n) {
		return -1, 0, 0
	}
	v := &in.H.Visits[n]
	mate, lo, hi = v.TiedTo, v.TiedMin, v.TiedMax
	if v.TiedBy >= 0 {
		by := &in.H.Visits[v.TiedBy]
		mate, lo, hi = v.TiedBy, -by.TiedMax, -by.TiedMin
	}
	if days := 2 * 1440 * in.Res; lo <= -days && hi >= days {
		return -1, 0, 0
	}
	return mate, lo, hi
}

// hop is where a leg goes from and to.
type hop struct{ from, to state.Place }

// hops are the legs into the stops of a run, from nowhere to nowhere where there is none. With break.at
// next the break of [a, break, b] has the leg from a to b, and b none.
func hops(s *state.State, r state.Run) []hop {
	in, seq := s.In, s.Routes[r].Seq
	out := slices.Repeat([]hop{{state.NoPlace, state.NoPlace}}, len(seq))
	before, brk := in.From[r], -1 // the last placed stop, and a break since then
	for i, stop := range seq {
		if in.IsBreak(stop.Node()) {
			brk = i
		}
		here := in.Place[stop.Node()]
		if here == state.NoPlace {
			continue
		}
		gone := i
		if brk >= 0 && in.H.Rules.Break.At == model.Next {
			gone = brk
		}
		out[gone] = hop{before, here}
		before, brk = here, -1
		if in.IsVisit(stop.Node()) {
			before = state.Place(in.H.Visits[stop.Node()].EndAt)
		}
	}
	return out
}

// leg is the travel of somebody who can leave at a tick, in whole steps.
func leg(s *state.State, r state.Run, way hop, leave int32) int32 {
	if way.from == state.NoPlace || way.to == state.NoPlace {
		return 0
	}
	h := s.In.H
	ticks, _ := h.LegAt(h.Problem.Carers[s.In.CarerOf[r]].Mode, int(way.from), int(way.to), leave)
	return (ticks + s.In.Step - 1) / s.In.Step * s.In.Step
}

// opens is the first start at or after t that a window allows; t where all have closed.
func opens(in *state.Instance, n state.Node, t int32) int32 {
	t = max(t, in.Open[n])
	if !in.IsVisit(n) || !in.Multi[n] {
		return t
	}
	for _, w := range in.Windows[n] {
		if t <= w.Close {
			return max(t, w.Open)
		}
	}
	return t
}

// countPairs counts the paired visits of a rota, and those whose roles take different skills,
// whose carers have different legs to it and whose window is narrower than either's leg.
func countPairs(s *state.State) (awkward, pairs int) {
	in := s.In
	for v := range in.Visits {
		n := state.Node(v)
		if in.Need[n] != 2 || !s.Allocated(n) {
			continue
		}
		pairs++
		dv := &in.H.Visits[v]
		roles := in.H.Problem.Visits[dv.Template].Roles
		width := dv.Windows[0].Close - dv.Windows[0].Open
		legs := [2]int32{}
		for seat := range 2 {
			stop := state.StopOf(n, seat)
			legs[seat] = s.Routes[s.RunOf[stop]].Leg[s.Pos(stop)]
		}
		if len(roles) == 2 && len(roles[0].Skills) > 0 && len(roles[1].Skills) > 0 && roles[0].Skills[0] != roles[1].Skills[0] &&
			legs[0] != legs[1] && width < min(legs[0], legs[1]) {
			awkward++
		}
	}
	return awkward, pairs
}

// countTies counts the ties in which a carer starts later than she could alone.
func countTies(s *state.State) int {
	n := 0
	for r := range s.Routes {
		for i, stop := range s.Routes[r].Seq {
			if mate, _, _ := mateOf(s.In, stop.Node()); mate >= 0 && s.Routes[r].At[i] > s.Routes[r].Cand[i] {
				n++
			}
		}
	}
	return n
}

// countBreaks counts the breaks that have a leg.
func countBreaks(s *state.State) int {
	n := 0
	for r := range s.Routes {
		for i, stop := range s.Routes[r].Seq {
			if s.In.IsBreak(stop.Node()) && s.Routes[r].Leg[i] > 0 {
				n++
			}
		}
	}
	return n
}
