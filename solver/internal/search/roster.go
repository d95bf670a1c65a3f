package search

import (
	"github.com/milltir/milltir/solver/internal/constraint"
	"github.com/milltir/milltir/solver/internal/roster"
	"github.com/milltir/milltir/solver/internal/state"
)

// rostering is how an island searches a problem in which only shifts are decided: on lines of days.
// What it finds is put into the state by one trial at the end of each epoch, so that scores are those of
// the rules.
type rostering struct {
	*constraint.Roster
	search *roster.Search
	taken  [][]roster.Option // what the state holds
}

// newRostering is nil where a problem is none of lines.
func newRostering(e *Engine, seed, island uint64) *rostering {
	r := e.Rules.Roster()
	if r == nil {
		return nil
	}
	k := &rostering{Roster: r, search: roster.NewSearch(r.In, seed, island)}
	k.taken = k.lines(e.S.Worked)
	k.search.Set(k.taken)
	return k
}

// lines are the shifts of a state.
func (k *rostering) lines(worked []bool) [][]roster.Option {
	in := k.In
	var out [][]roster.Option
	for c := range in.Carers {
		line := make([]roster.Option, in.Days)
		for d := range line {
			for o := 1; o <= in.Options; o++ {
				if r := k.run(c, d, roster.Option(o)); r != state.NoRun && worked[r] {
					line[d] = roster.Option(o)
				}
			}
		}
		out = append(out, line)
	}
	return out
}

func (k *rostering) run(c, d int, o roster.Option) state.Run {
	return k.Runs[(c*k.In.Days+d)*(k.In.Options+1)+int(o)]
}

// rosterRun is Run for such a problem.
func (e *Engine) rosterRun(work int64, point int) {
	e.lines.search.Run(work, point)
	e.takeLines()
}

// cools tells whether an island still makes small changes at a falling temperature: a better roster
// would be lost again in them, and what they come to with it.
func (e *Engine) cools() bool { return e.lines != nil && e.lines.search.Cools() }

// takeLines puts the best lines into the state.
func (e *Engine) takeLines() {
	k := e.lines
	best := k.search.Best().Lines
	changed := false
	e.T.Begin()
	for _, on := range [2]bool{false, true} { // close before opening: nobody works two at once
		for c := range best {
			for d, o := range best[c] {
				was := k.taken[c][d]
				if o == was {
					continue
				}
				changed = true
				if on {
					was = o
				}
				if r := k.run(c, d, was); r != state.NoRun {
					e.T.Work(r, on)
				}
			}
		}
	}
	if !changed {
		return
	}
	if !e.T.Time() {
		e.T.Drop()
		return
	}
	e.commit(e.Rules.Delta(e.T))
	for c := range best {
		copy(k.taken[c], best[c])
	}
	e.keep()
}
