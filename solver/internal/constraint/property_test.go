package constraint_test

import (
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
	"github.com/milltir/milltir/solver/internal/constraint"
	"github.com/milltir/milltir/solver/internal/move"
	"github.com/milltir/milltir/solver/internal/state"
	"github.com/milltir/milltir/solver/internal/tiny"
)

// world is a tiny problem with a random rota in it.
type world struct {
	h     *model.Horizon
	s     *state.State
	t     *state.Trial
	rules *constraint.Rules
	rng   *rand.Rand
}

func newWorld(t testing.TB, seed uint64) *world {
	rng := rand.New(rand.NewPCG(seed, 1))
	h, err := model.Expand(tiny.Problem(rng))
	require.NoError(t, err)
	tiny.CallMeetings(h, seed)
	in, err := state.Compile(h, func(_, _, _ int) bool { return true })
	require.NoError(t, err)
	w := &world{h: h, s: state.New(in), rules: constraint.New(in), rng: rng}
	w.t = state.NewTrial(w.s)
	w.rules.Watch(w.s)
	for v := range in.Visits {
		if n := state.Node(v); rng.IntN(6) > 0 && !w.s.Allocated(n) {
			w.insert(n)
		}
	}
	return w
}

// insert puts a visit, and the one it is tied to, anywhere at all, lawful or not.
func (w *world) insert(n state.Node) {
	if w.propose(func() bool { return w.place(n) }) {
		w.t.Commit()
	}
}

// place edits a visit into any runs.
func (w *world) place(n state.Node) bool {
	in := w.s.In
	for k := range in.Parts(n) {
		stop := in.Part(n, k)
		r := w.anyRun(n)
		w.t.Insert(stop, r, w.rng.IntN(len(w.s.Routes[r].Seq)+1))
		if w.rng.IntN(3) == 0 {
			w.t.SetHold(stop.Node(), in.Open[stop.Node()]+w.minutes(30))
		}
	}
	return w.t.FitKey(n)
}

// minutes is up to so many minutes in whole steps.
func (w *world) minutes(most int) int32 {
	return w.s.In.RoundUp(int32(w.rng.IntN(most)) * w.s.In.Res)
}

// anyRun picks a run for a visit, lawful or not, but of its date or the one before.
func (w *world) anyRun(n state.Node) state.Run {
	in := w.s.In
	for range 50 {
		r := state.Run(w.rng.IntN(in.Runs))
		if d := w.h.Visits[n].Date - w.h.Shifts[in.ShiftOf[r]].Date; d == 0 || d == 1 {
			return r
		}
	}
	return state.Run(w.rng.IntN(in.Runs))
}

func (w *world) propose(edit func() bool) bool {
	w.t.Begin()
	if !edit() || !w.t.Time() {
		w.t.Drop()
		return false
	}
	return true
}

// random proposes a random operator's change, or an insertion, a removal or a shift.
func (w *world) random() (string, bool) {
	in := w.s.In
	ops, _ := move.All()
	ops = slices.DeleteFunc(ops, func(op move.Operator) bool { return !op.Applies(in) })
	k := w.rng.IntN(len(ops) + 3)
	if k < len(ops) {
		for range 4 { // some seldom find what they look for
			if w.propose(func() bool { return ops[k].Propose(w.t, w.rng) }) {
				return ops[k].Name(), true
			}
		}
		return "", false
	}
	n := state.Node(w.rng.IntN(in.Visits))
	switch k - len(ops) {
	case 0:
		if w.s.Allocated(n) {
			return "remove", w.propose(func() bool { w.t.RemoveVisit(n); return true })
		}
		return "insert", w.propose(func() bool { return w.place(n) })
	case 1:
		r := state.Run(w.rng.IntN(in.Runs))
		if !in.IsOpen[r] || !w.s.Worked[r] {
			return "", false
		}
		return "close", w.propose(func() bool {
			for _, stop := range w.s.Routes[r].Seq {
				if in.IsVisit(stop.Node()) {
					w.t.RemoveVisit(stop.Node())
				}
			}
			w.t.Work(r, false)
			return true
		})
	}
	a, b := n, state.Node(w.rng.IntN(in.Visits))
	if a == b || !w.s.Allocated(a) {
		return "", false
	}
	return "many", w.propose(func() bool {
		w.t.RemoveVisit(a)
		if w.s.Allocated(b) && in.Unit[a] != in.Unit[b] {
			w.t.SetHold(b, in.Open[b]+w.minutes(60))
			if in.LengthMin[b] < in.LengthMax[b] {
				w.t.SetLen(b, in.LengthMin[b])
			}
		}
		return true
	})
}

// cases of the property test; every case runs every rule, so each rule sees as many. The
// mutation test asks for fewer by MILLTIR_CASES.
var cases = func() int {
	if n, err := strconv.Atoi(os.Getenv("MILLTIR_CASES")); err == nil && n > 0 {
		return n
	}
	return 10_000
}()

// TestDeltaEqualsFull: over random rotas and random changes by every operator, each rule's
// Delta is the difference of its definition before and after; taking the change back gives the
// state before, counters included; stored starts are those of a forward pass from scratch.
func TestDeltaEqualsFull(t *testing.T) {
	used, spoke := make(map[string]int), make(map[model.Code]int)
	done, seed := 0, uint64(0)
	for done < cases {
		seed++
		w := newWorld(t, seed)
		for range 12 {
			done += w.oneCase(t, seed, used, spoke)
		}
	}
	for _, name := range []string{"relocate", "swap", "tails", "retime", "roles", "resize", "toggle", "handover", "rest", "along", "ease", "insert", "remove", "close", "many"} {
		require.Greater(t, used[name], cases/500, "operator %s was hardly used", name)
	}
	for _, r := range model.RuleBook {
		if r.Code != model.RuleLength && r.Code != model.RuleTied && r.Code != model.RulePair { // the state keeps them, or hardly anything breaks them
			require.Greater(t, spoke[r.Code], cases/400, "rule %s hardly had anything to say", r.Code)
		}
	}
}

func (w *world) oneCase(t *testing.T, seed uint64, used map[string]int, spoke map[model.Code]int) int {
	all := w.rules.All()
	before, delta := make([]model.Score, len(all)), make([]model.Score, len(all))
	for i, r := range all {
		before[i] = constraint.Full(r, w.s)
	}
	snapshot := w.picture()
	name, ok := w.random()
	if !ok {
		return 0
	}
	used[name]++
	for i, r := range all {
		if delta[i] = w.rules.DeltaOf(r, w.t); delta[i] != (model.Score{}) {
			spoke[r.Code()]++
		}
	}
	total := w.rules.Delta(w.t)
	w.s.Mark()
	w.t.Commit()
	var sum model.Score
	for i, r := range all {
		after := constraint.Full(r, w.s)
		require.Equal(t, after, before[i].Add(delta[i]), "rule %s, operator %s, seed %d", r.Code(), name, seed)
		sum = sum.Add(delta[i])
	}
	require.Equal(t, sum, total, "all rules together, operator %s, seed %d", name, seed)
	w.forwardPass(t, seed)
	if w.rng.IntN(3) == 0 {
		w.s.Rollback()
		require.Equal(t, snapshot, w.picture(), "undo of %s, seed %d", name, seed)
		fresh := constraint.New(w.s.In)
		fresh.Reset(w.s)
		require.True(t, fresh.SameCounters(w.rules), "counters after undo of %s, seed %d", name, seed)
	} else {
		w.s.Accept()
	}
	w.askAgain(t, seed)
	return 1
}

// askAgain opens and closes shifts by themselves and drops that again, of one world always the same: what all rules say
// together, of which some is remembered until a shift of the same carer changes, is what each of them says.
func (w *world) askAgain(t *testing.T, seed uint64) {
	rng := rand.New(rand.NewPCG(seed, 3))
	for range 3 {
		run := state.Run(rng.IntN(w.s.In.Runs))
		w.t.Begin()
		w.t.Work(run, !w.s.Worked[run])
		if w.t.Time() {
			var sum model.Score
			for _, r := range w.rules.All() {
				sum = sum.Add(w.rules.DeltaOf(r, w.t))
			}
			require.Equal(t, sum, w.rules.Delta(w.t), "run %d, seed %d", run, seed)
		}
		w.t.Drop()
	}
}

// picture is everything a state holds, copied.
type picture struct {
	sol       state.Solution
	start     []int32
	runOf     []state.Run
	at, slack [][]int32
	sums      []state.Sum
}

func (w *world) picture() picture {
	var p picture
	w.s.Save(&p.sol)
	p.start = append(p.start, w.s.Start...)
	p.runOf = append(p.runOf, w.s.RunOf...)
	for r := range w.s.Routes {
		p.at = append(p.at, append([]int32{}, w.s.Routes[r].At...))
		p.slack = append(p.slack, append([]int32{}, w.s.Routes[r].Slack...))
		p.sums = append(p.sums, w.s.Routes[r].Sum)
	}
	return p
}

// forwardPass times the whole rota from scratch, by repeated plain passes until nothing moves,
// with no use of keys or of the trial, and compares. What is tied follows its mate both ways.
func (w *world) forwardPass(t *testing.T, seed uint64) {
	s, in := w.s, w.s.In
	start := make([]int32, in.Nodes)
	for n := range start {
		start[n] = state.Unset
	}
	ways := make([][]way, len(s.Routes))
	for r := range ways {
		ways[r] = w.ways(r)
	}
	for range 400 {
		next := slices.Repeat([]int32{state.Unset}, in.Nodes)
		for r := range s.Routes {
			free := in.RunStart[r]
			for i, stop := range s.Routes[r].Seq {
				n := stop.Node()
				next[n] = max(next[n], w.begins(n, free+(exactLeg(w, r, ways[r][i], free)+in.Step-1)/in.Step*in.Step))
				free = max(next[n], start[n]) + s.Len[n]
			}
		}
		for v := range w.h.Visits {
			if dv := &w.h.Visits[v]; dv.TiedTo >= 0 && next[v] != state.Unset {
				mate := dv.TiedTo
				require.NotEqual(t, state.Unset, next[mate], "half a tie, seed %d", seed)
				next[v] = max(next[v], next[mate]+dv.TiedMin)
				next[mate] = max(next[mate], next[v]-dv.TiedMax)
			}
		}
		if slices.Equal(next, start) {
			break
		}
		start = next
	}
	require.Equal(t, start, s.Start, "stored starts and a forward pass, seed %d", seed)
}

// begins is the earliest start of a node whose carer is there at a tick.
func (w *world) begins(n state.Node, there int32) int32 {
	in := w.s.In
	begin := max(there, w.s.Hold[n], in.Open[n])
	if in.IsVisit(n) && in.Multi[n] {
		for _, win := range in.Windows[n] {
			if begin <= win.Close {
				return max(begin, win.Open)
			}
		}
	}
	return begin
}

// way is where a leg goes from and to, the same place for none.
type way struct{ from, to state.Place }

// ways are the legs into the stops of a run: with break.at next a break is where the next placed stop
// is, and from it to that stop there is no leg.
func (w *world) ways(r int) []way {
	in, seq := w.s.In, w.s.Routes[r].Seq
	out := make([]way, len(seq))
	at, gone := in.From[r], false // gone: the leg to the next placed stop
	for i, stop := range seq {
		p := in.Place[stop.Node()]
		own := p != state.NoPlace
		if stop.Node() == in.Break[r] && w.h.Rules.Break.At == model.Next {
			for k := i + 1; k < len(seq) && p == state.NoPlace; k++ {
				p = in.Place[seq[k].Node()]
			}
		}
		out[i] = way{state.NoPlace, state.NoPlace}
		if p == state.NoPlace {
			continue
		}
		if at != state.NoPlace && !(own && gone) {
			out[i] = way{at, p}
		}
		at, gone = p, !own
		if n := stop.Node(); in.IsVisit(n) {
			at = state.Place(w.h.Visits[n].EndAt)
		}
	}
	return out
}

func exactLeg(w *world, r int, k way, leave int32) int32 {
	if k.from == state.NoPlace {
		return 0
	}
	ticks, _ := w.h.LegAt(w.h.Problem.Carers[w.s.In.CarerOf[r]].Mode, int(k.from), int(k.to), leave)
	return ticks
}

// TestJudgeAgrees: the judge, who knows nothing of the solver, gives every random rota the
// same score, rule by rule.
func TestJudgeAgrees(t *testing.T) {
	for seed := range uint64(cases * 3 / 20) {
		w := newWorld(t, seed)
		for range 4 {
			if _, ok := w.random(); ok {
				w.t.Commit()
			}
		}
		verdict, err := check.Horizon(w.h, w.s.Export())
		require.NoError(t, err, "seed %d", seed)
		says := make(map[model.Code]model.Score)
		for _, share := range verdict.Shares {
			says[share.Rule] = share.Score
		}
		for _, r := range w.rules.All() {
			require.Equal(t, says[r.Code()], constraint.Full(r, w.s), "rule %s, seed %d", r.Code(), seed)
		}
	}
}
