package search

import (
	"slices"

	"github.com/milltir/milltir/solver/internal/constraint"
	"github.com/milltir/milltir/solver/internal/ruin"
	"github.com/milltir/milltir/solver/internal/state"
)

// folder gets by with fewer open shifts, where working one costs so much that nothing else matters
// before: it closes a shift and looks for room for its visits in the others. What stayed out often
// counts for more, so that the search turns to what is hard to place (Christiaens and Vanden Berghe
// 2020, "absences").
type folder struct {
	may    bool // it pays, once every visit is in
	on     bool
	absent []int64 // by visit: how often it stayed out
	least  int     // open shifts, at least; -1 until it is asked for
}

// foldShare is the part of the budget, in points, that goes to folding.
const foldShare = 350

// dear is how many legs of mean length an open shift must cost before folding begins.
const dear = 50

// setFold decides whether there is anything to fold.
func (e *Engine) setFold() {
	visits := int64(max(1, e.In.Visits))
	leg := constraint.Full(&e.Rules.Travel, e.S).Wishes / visits
	e.fold.may = !e.plain && e.Rules.OpeningPrice() > dear*max(leg, 1)
	e.fold.absent = make([]int64, e.In.Visits)
	e.fold.least = -1
}

// foldStep is one ruin and recreate without opening shifts. It ends with every visit placed, and
// then closes the next shift, or with some still out.
func (e *Engine) foldStep(temperature float64) {
	if len(e.missing) == 0 && !e.closeOne() {
		e.fold.on = false // what is left of its share cools on
		return
	}
	was, void, before := e.Score, e.void, e.absence()
	e.removed = ruin.Strings{}.Pick(e.S, e.rng, e.removed[:0])
	e.S.Mark()
	e.takeOut()
	for _, n := range e.missing {
		if !slices.Contains(e.removed, n) {
			e.removed = append(e.removed, n)
		}
	}
	e.sortForRecreate()
	e.put.blink, e.put.spare, e.put.shut = 0.01, 1<<62, true
	for _, n := range e.removed {
		e.put.Put(n)
	}
	e.put.shut = false
	for _, n := range e.missing {
		e.fold.absent[n]++
	}
	after := e.absence()
	better := after < before || after == before && e.accepts(e.Score.Wishes-was.Wishes, temperature)
	if better || len(e.missing) == 0 {
		e.S.Accept()
		if len(e.missing) == 0 {
			e.keep()
		}
		return
	}
	e.S.Rollback()
	e.Score, e.void = was, void
	e.restore()
}

// absence is what is out, each by how often it was.
func (e *Engine) absence() int64 {
	sum := int64(0)
	for _, n := range e.missing {
		sum += 1 + e.fold.absent[n]
	}
	return sum
}

// closeOne closes the open shift whose visits have stayed out least; false if there is none.
func (e *Engine) closeOne() bool {
	best, least, open := state.NoRun, int64(0), 0
	for r := range e.S.Routes {
		if !e.In.IsOpen[r] || !e.S.Worked[r] {
			continue
		}
		open++
		sum := int64(e.rng.IntN(3))
		for _, stop := range e.S.Routes[r].Seq {
			if n := stop.Node(); e.In.IsVisit(n) {
				sum += 1 + e.fold.absent[e.In.Unit[n]]
			}
		}
		if best == state.NoRun || sum < least {
			best, least = state.Run(r), sum
		}
	}
	if e.fold.least < 0 {
		e.fold.least = e.fewest()
	}
	if best == state.NoRun || open <= e.fold.least {
		return false
	}
	e.removed = e.removed[:0]
	for _, stop := range e.S.Routes[best].Seq {
		if n := stop.Node(); e.In.IsVisit(n) {
			e.removed = append(e.removed, n)
		}
	}
	e.takeOut()
	if e.S.Worked[best] {
		e.T.Begin()
		e.T.Work(best, false)
		if !e.T.Time() {
			e.T.Drop()
			return false
		}
		e.commit(e.Rules.Delta(e.T))
	}
	return true
}

// unfold goes back to the best rota with every visit in it.
func (e *Engine) unfold() {
	e.fold.on = false
	if len(e.missing) > 0 || e.Score.Compare(e.BestScore) > 0 {
		e.Load(&e.Best)
	}
}
