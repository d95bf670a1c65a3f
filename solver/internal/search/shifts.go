package search

import (
	"slices"

	"github.com/milltir/milltir/solver/internal/roster"
	"github.com/milltir/milltir/solver/internal/ruin"
	"github.com/milltir/milltir/solver/internal/state"
)

// shifting decides who works when, where contracts are filled by open shifts: at first by the half
// hours that the visits fill, and then, a few shifts at a time, by what that does to the visits.
type shifting struct {
	*rostering
	liner *roster.Liner
	lay   bool
	ops   []ruin.Shifts // the line, which is none of them, comes last
	opAt  []int
	works []state.Work
	at    []optionAt // by run
}

const (
	// layTries is how many small changes of a roster go before the visits, for each carer and day.
	layTries = 1000
	// shiftsOneIn is how often a ruin is one of shifts.
	shiftsOneIn = 3
	// lineWeight is how often a carer's whole line is laid anew, in proportion to the ruins of shifts.
	lineWeight = 1
)

// newShifting is nil where a problem is none of that kind.
func newShifting(e *Engine, without []string) *shifting {
	o := e.Rules.Outline()
	if o == nil {
		return nil
	}
	k := &shifting{rostering: &rostering{Roster: o}, liner: roster.NewLiner(o.In, e.rng), lay: !slices.Contains(without, "lay")}
	ops, weights := ruin.AllShifts()
	sum := 0
	for i, op := range ops {
		if !slices.Contains(without, op.Name()) {
			sum += weights[i]
			k.ops, k.opAt = append(k.ops, op), append(k.opAt, sum)
		}
	}
	if !slices.Contains(without, "line") {
		k.opAt = append(k.opAt, sum+lineWeight)
	}
	k.at = make([]optionAt, e.In.Runs)
	width := o.In.Options + 1
	for i, r := range o.Runs {
		if r != state.NoRun {
			k.at[r] = optionAt{int16(i / width % o.In.Days), roster.Option(i % width)}
		}
	}
	return k
}

// layShifts opens shifts for the visits, unless some are open already.
func (e *Engine) layShifts() {
	k := e.shifts
	for r := range e.In.Runs {
		if e.In.IsOpen[r] && e.S.Worked[r] {
			return
		}
	}
	if !k.lay {
		return
	}
	for c, line := range k.liner.Lay(layTries * k.In.Carers * k.In.Days) {
		k.works = k.works[:0]
		for d, o := range line {
			if r := k.open(e.In, c, d, o); r != state.NoRun {
				k.works = append(k.works, state.Work{Run: r, On: true})
			}
		}
		if e.reopen() {
			continue
		}
		// There is a law that the lines know nothing of: those of their days that keep it, some at
		// other hours.
		for _, w := range slices.Clone(k.works) {
			e.openOne(w.Run)
		}
	}
	e.keep()
}

// openOne opens a shift, or another of the same length on that day, if that breaks no law.
func (e *Engine) openOne(run state.Run) {
	in, k := e.In, e.shifts
	k.works = append(k.works[:0], state.Work{Run: run, On: true})
	if e.reopen() {
		return
	}
	for _, r := range in.RunsBy[in.CarerOf[run]] {
		k.works[0].Run = r
		if in.IsOpen[r] && k.at[r].day == k.at[run].day && in.Paid[r] == in.Paid[run] && e.reopen() {
			return
		}
	}
}

// open is the open shift that an option of a day is.
func (k *shifting) open(in *state.Instance, c, d int, o roster.Option) state.Run {
	if o == roster.Off {
		return state.NoRun
	}
	if r := k.run(c, d, o); r != state.NoRun && in.IsOpen[r] {
		return r
	}
	return state.NoRun
}

// ruinShifts closes some shifts, opens others instead and puts the visits back; false where there was
// nothing to try.
func (e *Engine) ruinShifts(temperature float64) bool {
	k := e.shifts
	if len(k.opAt) == 0 {
		return false
	}
	i, was, void := pick(e.rng, k.opAt), e.Score, e.void
	e.S.Mark()
	if !e.drawShifts(i) {
		e.S.Accept()
		return false
	}
	e.put.shut = e.rng.IntN(2) == 0
	e.recreate(temperature, was, void)
	e.put.shut = false
	return true
}

// drawShifts makes a change of shifts that keeps the law; some have to be drawn before one does.
func (e *Engine) drawShifts(i int) bool {
	k := e.shifts
	for range draws {
		k.works = k.works[:0]
		if i == len(k.ops) {
			k.works = e.anotherLine(k.works)
		} else {
			wanted := state.NoRun
			if n := len(e.missing); n > 0 && e.rng.IntN(2) == 0 {
				wanted = ruin.Wanted(e.S, e.missing[e.rng.IntN(n)], e.rng)
			}
			k.works = k.ops[i].Pick(e.S, wanted, e.rng, k.works)
		}
		if len(k.works) > 0 && e.reopen() {
			return true
		}
		if i == len(k.ops) {
			return false
		}
	}
	return false
}

// draws is how many changes of shifts are drawn at most.
const draws = 16

// reopen makes the changes of shifts, and takes out what is in those that are closed; false, with
// nothing changed, where that breaks the law or cannot be.
func (e *Engine) reopen() bool {
	e.removed = e.removed[:0]
	e.T.Begin()
	for _, w := range e.shifts.works {
		if w.On {
			continue
		}
		for _, stop := range e.S.Routes[w.Run].Seq {
			if n := stop.Node(); e.In.IsVisit(n) && !slices.Contains(e.removed, e.In.Unit[n]) {
				e.removed = append(e.removed, e.In.Unit[n])
				e.T.RemoveVisit(e.In.Unit[n])
			}
		}
		e.T.Work(w.Run, false)
	}
	for _, w := range e.shifts.works {
		if w.On {
			e.T.Work(w.Run, true)
		}
	}
	if !e.T.Time() {
		e.T.Drop()
		return false
	}
	d := e.Rules.Delta(e.T)
	if d.Breaches > 0 {
		e.T.Drop()
		return false
	}
	e.commit(d)
	for _, n := range e.removed {
		e.miss(n)
		e.reset(n)
	}
	return true
}

// anotherLine lays a carer's line anew for a week or two, as well as can be beside the others'.
func (e *Engine) anotherLine(out []state.Work) []state.Work {
	k := e.shifts
	days := k.In.Days
	c, n := e.rng.IntN(k.In.Carers), min(days, 3+e.rng.IntN(12))
	from := e.rng.IntN(days - n + 1)
	for i := range k.In.Carers {
		for d := range days {
			k.liner.Put(i, d, roster.Off)
		}
	}
	for r, worked := range e.S.Worked {
		if x := k.at[r]; worked {
			k.liner.Put(int(e.In.CarerOf[r]), int(x.day), x.option)
		}
	}
	k.liner.Recount()
	line := k.liner.Line(c, from, from+n, e.rng.Int64N(lineNoise))
	for d := from; d < from+n && line != nil; d++ {
		was, to := k.liner.At(c, d), line[d]
		if was == to {
			continue
		}
		if r := k.open(e.In, c, d, was); r != state.NoRun {
			out = append(out, state.Work{Run: r})
		}
		if r := k.open(e.In, c, d, to); r != state.NoRun {
			out = append(out, state.Work{Run: r, On: true})
		}
	}
	return out
}

// lineNoise is by how much the worth of a day is off at most, so that lines differ.
const lineNoise = 60_000

// optionAt is what a run is in its carer's line.
type optionAt struct {
	day    int16
	option roster.Option
}
