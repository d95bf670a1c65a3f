package search

import (
	"math"
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/constraint"
	"github.com/milltir/milltir/solver/internal/state"
)

// Construct fills the rota: all missing visits, the hardest to place first.
func (e *Engine) Construct() {
	if e.lines != nil {
		return
	}
	if e.shifts != nil {
		e.layShifts()
	}
	e.put.blink, e.put.spare = 0, 0
	for _, out := range [2][]state.Node{e.missing, e.undrawn} {
		list := slices.Clone(out)
		slices.Sort(list)
		slices.SortStableFunc(list, func(a, b state.Node) int { return e.hardness(b) - e.hardness(a) })
		for _, n := range list {
			e.put.Put(n)
		}
	}
	e.keep()
	e.setTemperatures()
	e.setFold()
}

// hardness ranks visits for construction: paired first, then by priority, then by how few
// runs can take them.
func (e *Engine) hardness(n state.Node) int {
	return e.In.Parts(n)*1_000_000 + (5-e.In.H.Visits[n].Priority)*10_000 - min(9_999, len(e.In.RunsOf[n]))
}

// How the annealing cools, and how many small changes are tried for one ruin and recreate; swept in
// benchmarks/results.
const (
	hottest      = 4   // legs of mean length that are given up at first
	cooling      = 400 // first temperature by last
	movesPerRuin = 10
)

// setTemperatures scales the annealing to the problem: it starts where some legs of mean length
// would be given up, or half the wishes of an average visit where travel has no price.
func (e *Engine) setTemperatures() {
	visits := float64(max(1, e.In.Visits-len(e.undrawn)))
	e.t0 = hottest * float64(constraint.Full(&e.Rules.Travel, e.S).Wishes) / visits
	if e.t0 == 0 {
		e.t0 = float64(e.BestScore.Wishes) / visits / 2
	}
	e.t0 = max(100, e.t0)
	e.t1 = e.t0 / cooling
}

// Hot is the temperature at a point of the budget, 0 to Steps.
func (e *Engine) hot(point int) float64 {
	return e.t0 * math.Pow(e.t1/e.t0, float64(point)/Steps)
}

// Steps is the number of points into which the budget is divided for the temperature.
const Steps = 1000

// Run searches for a number of iterations at the temperature of a point of the budget. One
// iteration is one ruin and recreate, and the small changes that go with it.
func (e *Engine) Run(iterations int64, point int) {
	if e.lines != nil {
		e.rosterRun(iterations, point)
		return
	}
	if e.fold.may && len(e.missing) == 0 && point < foldShare {
		e.fold.may, e.fold.on = false, true
	}
	if e.fold.on && point >= foldShare {
		e.unfold()
		e.folded = true
	}
	for ; iterations > 0 && e.fold.on; iterations-- {
		e.foldStep(e.hot(point * Steps / foldShare))
	}
	if e.folded {
		point = max(0, point-foldShare) * Steps / (Steps - foldShare)
	}
	temperature, moves := e.hot(point), e.moveAt
	if point < easeFrom {
		moves = moves[:e.early]
	} else {
		e.settleBreaks()
	}
	for range iterations {
		if e.shifts == nil || e.rng.IntN(shiftsOneIn) > 0 || !e.ruinShifts(temperature) {
			e.ruinAndRecreate(temperature)
		}
		for range movesPerRuin {
			e.step(temperature, moves)
		}
	}
	e.S.Respread()
}

// step tries one small change, of those whose cumulative weights are given.
func (e *Engine) step(temperature float64, moves []int) {
	if len(moves) == 0 {
		return
	}
	op := e.moves[pick(e.rng, moves)]
	e.T.Begin()
	if !op.Propose(e.T, e.rng) || !e.T.Time() {
		e.T.Drop()
		return
	}
	d := e.Rules.Delta(e.T)
	if !e.accepts(e.weigh(d), temperature) {
		e.T.Drop()
		return
	}
	e.commit(d)
	e.keep()
}

// accepts is the annealing rule: always if better, else by chance.
func (e *Engine) accepts(d int64, temperature float64) bool {
	return d <= 0 || d < e.leeway(temperature)
}

// leeway draws how much worse a change may be.
func (e *Engine) leeway(temperature float64) int64 {
	return int64(-temperature * math.Log(1-e.rng.Float64()))
}

// ruinAndRecreate takes some visits out and puts them, and what was missing, back in.
func (e *Engine) ruinAndRecreate(temperature float64) {
	if e.In.Visits == 0 || len(e.ruins) == 0 {
		return
	}
	op := e.ruins[pick(e.rng, e.ruinAt)]
	e.removed = op.Pick(e.S, e.rng, e.removed[:0])
	wanted, wants := e.giveUp()
	was, void := e.Score, e.void
	e.S.Mark()
	e.takeOut()
	if wants && !slices.Contains(e.removed, wanted) {
		e.removed = append(e.removed, wanted)
	}
	e.recreate(temperature, was, void)
}

// recreate puts back what was taken out of a state that had a score, and what was missing, and keeps
// that or goes back.
func (e *Engine) recreate(temperature float64, was model.Score, void int) {
	e.addMissing()
	e.sortForRecreate()
	e.put.blink, e.put.spare = 0.01, e.leeway(temperature)
	for _, n := range e.removed {
		e.put.Put(n)
	}
	if e.accepts(e.w.scalar(e.Score)-e.w.scalar(was)+int64(e.void-void)*e.w.breach, temperature) {
		e.S.Accept()
		e.keep()
		return
	}
	e.S.Rollback()
	e.Score, e.void = was, void
	e.restore()
}

// takeOut removes the visits in removed, in one trial.
func (e *Engine) takeOut() {
	e.T.Begin()
	k := 0
	for _, n := range e.removed {
		n = e.In.Unit[n]
		if e.where[n] < 0 && e.S.Done(n) {
			e.T.RemoveVisit(n)
			e.removed[k] = n
			k++
			e.miss(n)
		}
	}
	e.removed = e.removed[:k]
	e.closeEmpty()
	e.T.Time()
	e.commit(e.Rules.Delta(e.T))
	for _, n := range e.removed {
		e.reset(n)
	}
}

// closeEmpty closes, every other time, the open shifts that the ruin left without visits; the
// recreation opens them again if that pays.
func (e *Engine) closeEmpty() {
	if e.rng.IntN(2) == 0 {
		return
	}
	for i := range e.T.Views {
		r := e.T.Views[i].Run
		if !e.In.IsOpen[r] || !e.S.Worked[r] {
			continue
		}
		empty := true
		for _, stop := range e.T.Seq(r) {
			empty = empty && !e.In.IsVisit(stop.Node())
		}
		if empty {
			e.T.Work(r, false)
		}
	}
}

// How many visits that were missing before, and how many draws that were not taken, go with a recreation.
const (
	missingPerRuin = 8
	undrawnPerRuin = 4
)

// addMissing adds visits that were missing before, all if they are few, and some draws.
func (e *Engine) addMissing() {
	if len(e.missing) > len(e.removed) || len(e.undrawn) > 0 {
		e.addFrom(e.missing, missingPerRuin)
		e.addFrom(e.undrawn, undrawnPerRuin)
	}
}

// addFrom adds some of a list that are not removed, from anywhere in it on.
func (e *Engine) addFrom(list []state.Node, most int) {
	if len(list) == 0 {
		return
	}
	start := e.rng.IntN(len(list))
	for i := range list {
		if most == 0 {
			return
		}
		if n := list[(start+i)%len(list)]; !slices.Contains(e.removed, n) {
			e.removed = append(e.removed, n)
			most--
		}
	}
}

// restore brings the list of missing visits back after a rollback.
func (e *Engine) restore() {
	for _, n := range e.removed {
		if e.S.Done(n) {
			e.found(n)
		} else {
			e.miss(n)
		}
	}
}

// sortForRecreate puts the removed visits in one of several orders.
func (e *Engine) sortForRecreate() {
	list := e.removed
	e.rng.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	in := e.In
	var key func(n state.Node) int
	switch e.rng.IntN(10) {
	case 0, 1, 2:
		key = func(n state.Node) int { return -e.hardness(n) }
	case 3, 4:
		key = func(n state.Node) int { return int(in.Close[n] - in.Open[n]) }
	case 5:
		key = func(n state.Node) int { return -int(in.Length[n]) }
	case 6:
		key = func(n state.Node) int { return int(in.Open[n]) }
	case 7:
		key = func(n state.Node) int { return int(in.Person[n]) }
	default:
		key = func(n state.Node) int { return -in.Parts(n) }
	}
	slices.SortStableFunc(list, func(a, b state.Node) int { return key(a) - key(b) })
}
