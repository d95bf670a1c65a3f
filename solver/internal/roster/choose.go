package roster

import (
	"cmp"
	"math"
	"slices"
)

// choice is how far the lines of a problem are chosen. It goes on in steps, so that an island that chooses
// does between two exchanges what one that makes small changes does.
type choice struct {
	going    bool
	begun    int64   // the work done before
	until    int64   // where it is given up
	rounds   int     // how often lines are still looked for before some are fixed
	patience int     // rounds without a better value
	stood    int     // so many of them in a row the program's value has stood still for
	asked    int     // free carers whose line was looked for in this round; -1 before the program is solved
	smooth   float64 // how much of the last prices there is in the next
	diving   bool    // some lines are fixed
	goal     float64 // the program's value from where on the next are fixed
	base     float64 // what cover costs before any line
	was      float64 // the program's value a round before
}

const (
	mostRounds = 500   // of a program before anything is fixed
	diveRounds = 30    // and after each time that something was
	mostStood  = 20    // rounds without a better value, then that is it; of all carers' lines, twice as many
	dearer     = 0.003 // by how much fixing lines may make the program dearer before lines are looked for anew
	sure       = 0.7   // a line that the program takes so much of is fixed with others
	atOnce     = 0.15  // but no more of all that are left
	smoothing  = 0.5
)

// begin poses a problem of a roster: these carers are free on these days, and after so much work it is
// given up.
func (k *master) begin(s *State, free []int, from, to int, may [][]Option, work int64) {
	k.choice = choice{going: true, begun: k.work, until: k.work + work, rounds: mostRounds, patience: mostStood, was: math.Inf(1)}
	if len(free) == k.in.Carers {
		k.patience *= 2
	}
	k.pose(s, free, from, to, may)
	for cell, n := range k.there {
		k.base += k.cover(cell, int(n))
	}
	k.climb(s)
}

// step looks for one carer's line, or solves the program and fixes lines. It is true once all are fixed; what
// goes on no more without that was given up.
func (k *master) step() bool {
	switch {
	case k.asked >= 0 && k.asked < len(k.free):
		k.line(k.asked)
		k.tally()
		k.asked++
	case k.climbs > 0:
		k.ascend()
		k.join()
		if k.asked = 0; k.climbs == 0 {
			k.asked = -1
		}
	case k.asked < 0:
		if k.going = k.solve(); !k.going {
			return false
		}
		if k.asked = 0; k.enough() {
			return k.fixSome()
		}
		k.drop()
	default:
		return k.joined()
	}
	k.going = k.work < k.until
	return false
}

// joined ends a round: lines are fixed where no new one came in at the program's own prices.
func (k *master) joined() bool {
	k.rounds--
	k.asked = -1
	added, smooth := k.join(), k.smooth
	if k.smooth = smoothing; added > 0 {
		k.going = k.work < k.until
		return false
	}
	if smooth > 0 {
		k.smooth = 0
		return false
	}
	return k.fixSome()
}

// enough tells whether lines are looked for no longer before some are fixed.
func (k *master) enough() bool {
	value := k.value()
	k.stood++
	if value < k.was-1e-4*math.Abs(k.was) || math.IsInf(k.was, 1) {
		k.stood = 0
	}
	k.was = value
	return k.rounds == 0 || k.stood > k.patience || k.diving && value <= k.goal
}

// value is what the program says the roster costs, but for those who are not free.
func (k *master) value() float64 { return k.Value + k.base }

// join puts the lines that were found into the program; how many it did not have.
func (k *master) join() int {
	added := 0
	for f := range k.free {
		if k.cost[f] < math.MaxInt64 && k.add(f, k.found[f]) {
			added++
		}
	}
	return added
}

// fixSome fixes the lines that the program is surest of; true if all are fixed.
func (k *master) fixSome() bool {
	type pick struct {
		use  float64
		f, i int
	}
	var picks []pick
	for f := range k.free {
		if k.fixed[f] >= 0 {
			continue
		}
		p := pick{use: -1, f: f}
		for i, u := range k.use[f] {
			if u += 0.02 * k.rng.Float64(); u > p.use {
				p.use, p.i = u, i
			}
		}
		picks = append(picks, p)
	}
	slices.SortStableFunc(picks, func(a, b pick) int { return cmp.Compare(b.use, a.use) })
	rounds, part, enough := diveRounds, atOnce, sure
	if 2*(k.work-k.begun) > k.until-k.begun { // half of the time is gone
		rounds, part, enough = rounds/3, 2*part, enough/2
	}
	most := max(1, int(part*float64(len(picks))))
	n := 0
	for ; n < len(picks) && (n == 0 || picks[n].use >= enough && n < most || picks[n].use >= 0.999); n++ {
		k.fix(picks[n].f, picks[n].i)
	}
	if value := k.value(); !k.diving || value > k.goal {
		k.goal = value + dearer*math.Abs(value)
	}
	k.rounds, k.stood, k.smooth, k.asked = rounds, 0, smoothing, -1
	k.diving, k.going = true, n < len(picks)
	return !k.going
}

// take puts the lines that were chosen into a roster if they make it no worse.
func (k *master) take(s *State) {
	k.remember()
	was := s.Total
	saved := make([][]Option, 0, len(k.free))
	for f, c := range k.free {
		saved = append(saved, slices.Clone(s.Lines[c]))
		s.put(c, k.pool[f][k.fixed[f]].line)
	}
	if was.Less(s.Total) {
		for i, c := range k.free {
			s.put(c, saved[i])
		}
	}
}

// tally counts the labels of an exact line as work.
func (k *master) tally() {
	k.labels += k.exact.labels
	k.exact.labels = 0
	k.work, k.labels = k.work+k.labels/labelsPerWork, k.labels%labelsPerWork
}

// pivots counts so many pivots of the program as work.
func (k *master) pivots(n int) {
	k.passed += int64(n) * int64(k.lp.Vars()+k.lp.Rows())
	k.work, k.passed = k.work+k.passed/pivotsPerWork, k.passed%pivotsPerWork
}
