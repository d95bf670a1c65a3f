package search

import (
	"slices"

	"github.com/milltir/milltir/solver/internal/state"
)

// settleBreaks takes breaks elsewhere in the order of their runs wherever that makes the rota better. Moves put
// visits before and after a break; an event stays where it is, and so would a break beside it.
func (e *Engine) settleBreaks() {
	for r, b := range e.In.Break {
		if b < 0 || !e.S.Worked[r] {
			continue
		}
		if slices.ContainsFunc(e.S.Routes[r].Seq, func(s state.Stop) bool { return !e.In.IsVisit(s.Node()) && !e.In.IsBreak(s.Node()) }) {
			e.settleBreak(state.Run(r), state.StopOf(b, 0))
		}
	}
}

// settleBreak tries every place of a break that is taken, held as it is and not.
func (e *Engine) settleBreak(r state.Run, b state.Stop) {
	for again := true; again; {
		again = false
		at := slices.Index(e.S.Routes[r].Seq, b)
		if at < 0 {
			return
		}
		for to := range e.S.Routes[r].Seq {
			if to != at && (e.breakTo(r, to, false) || e.breakTo(r, to, true)) {
				again = true
				break
			}
		}
	}
}

// breakTo takes a run's break as its stop number to, held as it is or free to begin at once, if that is better.
func (e *Engine) breakTo(r state.Run, to int, free bool) bool {
	b := e.In.Break[r]
	if free && e.S.Hold[b] == state.Unset {
		return false
	}
	e.T.Begin()
	e.T.SkipBreak(r)
	e.T.TakeBreak(r, to)
	if free {
		e.T.SetHold(b, state.Unset)
	}
	if !e.improve() {
		return false
	}
	e.keep()
	return true
}
