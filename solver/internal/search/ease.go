package search

import (
	"math"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/move"
	"github.com/milltir/milltir/solver/internal/state"
)

// easeFrom is the point of the budget from which stops are held back so that runs leave home later.
// While it is warm a held stop is only in the way of others (benchmarks/results, 2026-11-26).
const easeFrom = Steps * 3 / 4

// ease makes the best rota's runs leave home later wherever that makes it better.
func (e *Engine) ease() {
	if e.uneased || e.Best.Worked == nil || !(move.Ease{}).Applies(e.In) {
		return
	}
	e.Load(&e.Best)
	for again := true; again; {
		again = false
		for r := range e.S.Routes {
			if e.S.Worked[r] && e.easeRun(state.Run(r)) {
				again = true
			}
		}
	}
	e.keep()
}

// easeRun tries, for every wait of a run, to begin all stops before it later: by the whole wait, by as
// much as no window of theirs minds, and by less and less. It tells whether that made the rota better.
func (e *Engine) easeRun(r state.Run) bool {
	gained, room := false, int32(math.MaxInt32)
	for k := 0; k+1 < len(e.S.Routes[r].Seq); k++ {
		room = min(room, move.RoomOf(e.S, r, k))
		by := move.WaitBehind(e.S, r, k)
		tries := []int32{by, min(by, room)}
		for by /= 2; by > 0; by /= 2 {
			tries = append(tries, by)
		}
		for _, by := range tries {
			if e.begin(r, k, by) {
				gained, room = true, room-by
				break
			}
		}
	}
	return gained
}

// begin makes a run's stops up to the k-th begin so much later, if that is better.
func (e *Engine) begin(r state.Run, k int, by int32) bool {
	e.T.Begin()
	if move.Later(e.T, r, k, by) {
		return e.improve()
	}
	e.T.Drop()
	return false
}

// improve makes the trial the state if that is better, and drops it if not.
func (e *Engine) improve() bool {
	if e.T.Time() {
		if d := e.Rules.Delta(e.T); d.Compare(model.Score{}) < 0 && e.T.VoidDelta() <= 0 {
			e.commit(d)
			return true
		}
	}
	e.T.Drop()
	return false
}
