package search

import (
	"math/rand/v2"
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/constraint"
	"github.com/milltir/milltir/solver/internal/move"
	"github.com/milltir/milltir/solver/internal/ruin"
	"github.com/milltir/milltir/solver/internal/state"
)

// Engine is one island: a state, its rules, and the search over it. It is not shared.
type Engine struct {
	In    *state.Instance
	S     *state.State
	Rules *constraint.Rules
	T     *state.Trial
	Score model.Score // of S
	void  int         // runs of S that take a break which does not count

	Best      state.Solution
	BestScore model.Score

	rng     *rand.Rand
	w       weights
	put     inserter
	fold    folder
	folded  bool // the fold is over
	plain   bool // no fold
	apart   bool // no recombination
	uneased bool // runs are not eased
	turn    int  // the section to begin with where not all are recombined
	moves   []move.Operator
	moveAt  []int // cumulative weights
	early   int   // so many moves are tried from the start
	ruins   []ruin.Operator
	ruinAt  []int
	removed []state.Node
	missing []state.Node // unallocated visits, in no particular but a fixed order
	undrawn []state.Node // pools' proposals that are not taken, likewise
	where   []int32      // by visit: index into missing or undrawn, -1
	t0, t1  float64      // first and last temperature
	lines   *rostering   // nil where there are visits
	shifts  *shifting    // nil where contracts are not filled by open shifts
	debug   debugState
}

// NewEngine makes an island with an empty rota: given shifts worked, nothing allocated.
// Operators that can do nothing in the problem, and those named in without, are left out.
func NewEngine(in *state.Instance, seed, island uint64, without ...string) *Engine {
	e := &Engine{
		In: in, S: state.New(in), Rules: constraint.New(in),
		rng: rand.New(rand.NewPCG(seed, island+1)),
		w:   newWeights(int64(in.Res)),
	}
	e.T = state.NewTrial(e.S)
	e.Rules.Watch(e.S)
	e.Score = e.Rules.Score(e.S)
	e.put = newInserter(e)
	ops, weights := move.All()
	e.moves, e.moveAt = useful(in, ops, weights, without)
	e.early = slices.IndexFunc(e.moves, func(op move.Operator) bool { return op == move.Ease{} })
	if e.early < 0 {
		e.early = len(e.moves)
	}
	ruins, rw := ruin.All()
	e.ruins, e.ruinAt = useful(in, ruins, rw, without)
	e.plain, e.apart = slices.Contains(without, "fold"), slices.Contains(without, "recombine")
	e.uneased = slices.Contains(without, move.Ease{}.Name())
	e.where = make([]int32, in.Visits)
	e.lines = newRostering(e, seed, island)
	e.shifts = newShifting(e, without)
	e.recount()
	e.keep()
	return e
}

// Operators are the names that can be left out.
func Operators() []string {
	out := []string{"fold", "recombine", "lay", "line"}
	shifts, _ := ruin.AllShifts()
	for _, op := range shifts {
		out = append(out, op.Name())
	}
	moves, _ := move.All()
	for _, op := range moves {
		out = append(out, op.Name())
	}
	ruins, _ := ruin.All()
	for _, op := range ruins {
		out = append(out, op.Name())
	}
	return out
}

// operator is a move or a ruin.
type operator interface {
	Name() string
	Applies(in *state.Instance) bool
}

// useful picks the operators that can do anything in a problem, with their weights added up.
func useful[T operator](in *state.Instance, ops []T, weights []int, without []string) (out []T, at []int) {
	sum := 0
	for i, op := range ops {
		if !op.Applies(in) || slices.Contains(without, op.Name()) {
			continue
		}
		sum += weights[i]
		out, at = append(out, op), append(at, sum)
	}
	return out, at
}

// pick draws an index by cumulative weights.
func pick(rng *rand.Rand, at []int) int {
	x := rng.IntN(at[len(at)-1])
	for i, a := range at {
		if x < a {
			return i
		}
	}
	return len(at) - 1
}

// absent is the list of a unit that is not in the rota.
func (e *Engine) absent(unit state.Node) *[]state.Node {
	if e.In.Draw[unit] {
		return &e.undrawn
	}
	return &e.missing
}

func (e *Engine) miss(n state.Node) {
	n = e.In.Unit[n]
	if e.where[n] < 0 {
		list := e.absent(n)
		e.where[n] = int32(len(*list))
		*list = append(*list, n)
	}
}

func (e *Engine) found(n state.Node) {
	n = e.In.Unit[n]
	if i := e.where[n]; i >= 0 {
		list := e.absent(n)
		end := len(*list) - 1
		last := (*list)[end]
		(*list)[i], e.where[last] = last, i
		*list = (*list)[:end]
		e.where[n] = -1
	}
}

// recount finds the unallocated visits afresh, after a rollback or a load.
func (e *Engine) recount() {
	e.missing, e.undrawn = e.missing[:0], e.undrawn[:0]
	for v := range e.where {
		e.where[v] = -1
	}
	for v := range e.where {
		if u := e.In.Unit[v]; u == state.Node(v) && !e.S.Done(u) && !e.hopeless(u) {
			e.miss(u)
		}
	}
}

// commit makes the timed trial the state.
func (e *Engine) commit(d model.Score) {
	e.void += e.T.VoidDelta()
	e.T.Commit()
	e.Score = e.Score.Add(d)
	debugCheck(e)
}

// weigh turns the change of a timed trial into one number. A break that is taken and does not count
// weighs like a breach: the score calls it missed, and a run had better do without it.
func (e *Engine) weigh(d model.Score) int64 {
	return e.w.scalar(d) + int64(e.T.VoidDelta())*e.w.breach
}

// keep remembers the state if it is the best so far.
func (e *Engine) keep() {
	if e.void > 0 && e.Best.Worked != nil {
		return
	}
	if e.Best.Worked == nil || e.Score.Compare(e.BestScore) < 0 {
		e.S.Save(&e.Best)
		e.BestScore = e.Score
	}
}

// Load makes a solution the state, if it is a rota.
func (e *Engine) Load(sol *state.Solution) {
	if !e.S.Load(e.T, sol) {
		return
	}
	e.Rules.Reset(e.S)
	e.Score = e.Rules.Score(e.S)
	e.countVoid()
	e.recount()
	e.keep()
	if e.lines != nil {
		e.lines.taken = e.lines.lines(e.S.Worked)
		e.lines.search.Set(e.lines.taken)
	}
}

// hopeless tells whether nothing can be done about a unit: a patterned visit without a pattern that
// has it.
func (e *Engine) hopeless(u state.Node) bool {
	return e.In.H.Visits[u].Patterned && e.In.Package[u] < 0
}

// reset gives back their holds and lengths to a unit's visits that are out.
func (e *Engine) reset(u state.Node) {
	if c := e.In.Package[u]; c >= 0 {
		for _, n := range e.In.Packs[c] {
			e.S.Hold[n], e.S.Len[n] = e.In.HoldBase[n], e.In.Length[n]
		}
		return
	}
	e.resetParts(u)
}

// resetParts does so for one visit, and the one it is tied to.
func (e *Engine) resetParts(n state.Node) {
	for k := range e.In.Parts(n) {
		m := e.In.Part(n, k).Node()
		e.S.Hold[m], e.S.Len[m] = e.In.HoldBase[m], e.In.Length[m]
	}
}

// countVoid counts the breaks that do not count afresh.
func (e *Engine) countVoid() {
	e.void = 0
	for r := range e.S.Routes {
		e.void += int(e.S.Routes[r].Sum.Void)
	}
}
