package state_test

import (
	"math/rand/v2"
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
	var pairs, awkward, trials, refused int
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
			insert(s, trial, state.Node(n), rng)
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
	}
	require.GreaterOrEqual(t, 4*awkward, pairs, "awkward pairs are too rare to prove anything")
	require.Greater(t, trials, 10*thousand)
	t.Logf("%d random rotas, %d trials kept or taken back, %d refused; of %d paired visits %d had different skills, different travel and a window narrower than either leg",
		thousand, trials, refused, pairs, awkward)
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
		if v.Carers != 2 && i%2 == 0 {
			continue
		}
		v.Carers = 2
		v.Roles = []model.Role{{Name: "lead", Skills: []model.Skill{"hoist"}}, {Name: "support", Skills: []model.Skill{"insulin"}}}
		v.Windows = []model.Window{{Open: v.Windows[0].Open, Close: v.Windows[0].Open + 1}}
		v.LatestEnd = 0
	}
}

// insert puts a visit anywhere that makes a rota.
func insert(s *state.State, t *state.Trial, n state.Node, rng *rand.Rand) {
	in := s.In
	t.Begin()
	for slot := range int(in.Need[n]) {
		r := state.Run(rng.IntN(in.Runs))
		t.Edit(r)
		at := t.Sits(r, in.Open[n])
		if rng.IntN(4) == 0 {
			at = rng.IntN(len(t.Seq(r)) + 1)
		}
		t.Insert(state.StopOf(n, slot), r, at)
	}
	if rng.IntN(3) == 0 {
		t.SetHold(n, in.Open[n]+int32(rng.IntN(40))*60)
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
		t.SetHold(n, s.In.Open[n]+int32(rng.IntN(60))*60)
		t.SetLen(n, s.In.LengthMin[n]+60*int32(rng.IntN(10)))
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
	start := scratch(t, s)
	require.Equal(t, start, s.Start, "stored starts and a pass from scratch, seed %d", seed)
	for r := range s.Routes {
		for i, stop := range s.Routes[r].Seq {
			require.Equal(t, start[stop.Node()], s.Routes[r].At[i], "run %d, seed %d", r, seed)
		}
	}
}

// scratch times a rota in any order in which a stop comes after the stops before it: a node is
// timed when all its carers' stops before it are, from the horizon's own legs and windows.
func scratch(t *testing.T, s *state.State) []int32 {
	in := s.In
	start, ready := make([]int32, in.Nodes), make([]int32, in.Nodes)
	missing := make([]int, in.Nodes) // stops of the node that are not reached yet
	for n := range start {
		start[n], ready[n] = state.Unset, state.Unset
	}
	type walk struct {
		pos  int
		free int32
		at   state.Place
	}
	walks := make([]walk, in.Runs)
	left := 0
	for r := range s.Routes {
		walks[r] = walk{0, in.RunStart[r], in.From[r]}
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
					ready[n] = max(ready[n], w.free+leg(s, state.Run(r), w.at, in.Place[n]), s.Hold[n])
				}
				if missing[n] > 0 {
					break // another carer of the visit is still on the way
				}
				start[n] = opens(in, n, ready[n])
				if p := in.Place[n]; p != state.NoPlace {
					w.at = p
				}
				w.free = start[n] + s.Len[n]
				w.pos++
				left--
			}
		}
		require.Less(t, left, before, "carers wait for each other in a circle")
	}
	return start
}

// leg is the travel between two places in whole steps.
func leg(s *state.State, r state.Run, from, to state.Place) int32 {
	if from == state.NoPlace || to == state.NoPlace {
		return 0
	}
	h := s.In.H
	ticks, _ := h.LegTicks(h.Problem.Carers[s.In.CarerOf[r]].Mode, int(from), int(to))
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
		for slot := range 2 {
			stop := state.StopOf(n, slot)
			legs[slot] = s.Routes[s.RunOf[stop]].Leg[s.Pos(stop)]
		}
		if len(roles) == 2 && len(roles[0].Skills) > 0 && len(roles[1].Skills) > 0 && roles[0].Skills[0] != roles[1].Skills[0] &&
			legs[0] != legs[1] && width < min(legs[0], legs[1]) {
			awkward++
		}
	}
	return awkward, pairs
}
