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
	thorough bool    // narrow searches find no more lines
	smooth   float64 // how much of the last prices there is in the next
	diving   bool    // some lines are fixed
	done     int     // so many are
	dove     int64   // the work done before any was
	fixes    int     // how often some were
	due      int64   // the work from where on the next are fixed whatever the program's value
	goal     float64 // and the value at which they are before
	stands   float64 // the value when some were fixed last
	last     []int   // free carers whose lines were
	gone     int     // how often they were let go again
	shy      []bool  // by free carer: its line was fixed, and let go again
	base     float64 // what cover costs before any line
	was      float64 // the program's value a round before
}

const (
	mostRounds = 500   // of a program before anything is fixed
	diveRounds = 30    // and after each time that something was
	mostStood  = 10    // rounds without a better value, then that is it; of all carers' lines, four times as many
	dearer     = 0.003 // by how much fixing lines may make the program dearer before lines are looked for anew
	allBut     = 0.999 // a line that the program takes so much of is fixed with others
	sure       = 0.6   // and one of which it takes so much where there is hurry
	tooLong    = 1.5   // so many times its share of the work a carer's fixing may take
	tooDear    = 0.008 // and by how much so that they are let go again
	releases   = 8     // no more often than once for so many carers
	smoothing  = 0.5
)

// begin poses a problem of a roster: these carers are free on these days, and after so much work it is
// given up.
func (k *master) begin(s *State, free []int, from, to int, may [][]Option, work int64) {
	k.choice = choice{going: true, begun: k.work, until: k.work + work, rounds: mostRounds, patience: mostStood, was: math.Inf(1), shy: make([]bool, len(free))}
	if len(free) == k.in.Carers {
		k.patience *= 4
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
		k.asked = 0
		if k.diving && k.work >= k.until {
			return k.late()
		}
		if k.enough() {
			return k.fixSome()
		}
		k.drop()
	default:
		return k.joined()
	}
	return k.late()
}

// late ends a choice whose work is done: without a line fixed it is given up, else those without one are
// left to take.
func (k *master) late() bool {
	if k.work < k.until {
		return false
	}
	k.going = false
	return k.diving
}

// joined ends a round: lines are fixed where no new one came in at the program's own prices.
func (k *master) joined() bool {
	k.rounds--
	k.asked = -1
	added, smooth := k.join(), k.smooth
	if k.smooth = smoothing; added > 0 {
		return k.late()
	}
	if smooth > 0 {
		k.smooth = 0
		return false
	}
	if k.wholly && !k.thorough {
		k.thorough = true
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
	switch {
	case k.rounds == 0 || k.stood > k.patience:
		return true
	case k.diving: // new lines are looked for once at least
		return value <= k.goal || k.work >= k.due && k.rounds < diveRounds
	}
	return k.rounds < mostRounds-10 && 2*(k.work-k.begun) > k.until-k.begun
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

// fixSome fixes the lines that the program is surest of; true if all are fixed. Where those fixed last have
// made the program much dearer, they are let go first, and stay behind.
func (k *master) fixSome() bool {
	value, work := k.value(), k.until-k.work
	// One at a time comes out best; more are fixed at once where the work would not suffice for that.
	left, most := int64(len(k.free)-k.done), int64(1)
	if !k.diving {
		k.diving, k.dove = true, k.work
	} else if work > 0 {
		most += (k.work - k.dove) * left / int64(k.fixes) / work
	}
	if k.fixes > 0 && most == 1 && value-k.stands > tooDear*math.Abs(k.stands) && k.release() {
		value, left = k.stands, int64(len(k.free)-k.done)
	}
	n := int64(0)
	k.last = k.last[:0]
	for _, p := range k.picks() {
		if n > 0 && p.use < allBut && (n >= most || p.use < sure) {
			break
		}
		k.fix(p.f, p.i)
		k.last = append(k.last, p.f)
		n++
	}
	k.fixes++
	k.due = k.work + int64(tooLong*float64(n*work)/float64(left))
	if k.stands = value; k.fixes == 1 || value > k.goal {
		k.goal = value + dearer*math.Abs(value)
	}
	k.rounds, k.stood, k.smooth, k.thorough, k.asked = diveRounds, 0, smoothing, false, -1
	k.going = k.done < len(k.free)
	return !k.going
}

// pick is a line that may be fixed next.
type pick struct {
	f, i int
	use  float64
}

// picks are, of each free carer without a fixed line, the one that the program takes most of; the most first.
func (k *master) picks() []pick {
	var out []pick
	for f := range k.free {
		if k.fixed[f] >= 0 {
			continue
		}
		p := pick{f: f, use: -1}
		for i, u := range k.use[f] {
			if u += 0.02 * k.rng.Float64(); u > p.use {
				p.use, p.i = u, i
			}
		}
		if k.shy[f] {
			p.use--
		}
		out = append(out, p)
	}
	slices.SortStableFunc(out, func(a, b pick) int { return cmp.Compare(b.use, a.use) })
	return out
}

// release lets those go whose lines were fixed last, each once only; whether any went.
func (k *master) release() bool {
	some := false
	if k.gone++; k.gone > len(k.free)/releases {
		return false
	}
	for _, f := range k.last {
		if k.shy[f] {
			continue
		}
		some, k.shy[f], k.fixed[f] = true, true, -1
		k.done--
		for i, v := range k.vars[f] {
			k.lp.SetCost(v, float64(k.pool[f][i].cost)/thousand)
		}
	}
	return some
}

// take puts the lines that were chosen into a roster if they make it no worse.
func (k *master) take(s *State) {
	was := s.Total
	saved := make([][]Option, 0, len(k.free))
	for _, c := range k.free {
		saved = append(saved, slices.Clone(s.Lines[c]))
	}
	k.put(s)
	if was.Less(s.Total) {
		for i, c := range k.free {
			s.put(c, saved[i])
		}
	}
}

// put puts the lines that were chosen into a roster.
func (k *master) put(s *State) {
	k.remember()
	for f, c := range k.free {
		if i := k.fixed[f]; i >= 0 {
			s.put(c, k.pool[f][i].line)
		}
	}
	k.complete(s)
}

// complete finds those lines one after the other for which the work did not suffice.
func (k *master) complete(s *State) {
	x := k.exact
	for f, c := range k.free {
		if k.fixed[f] >= 0 {
			continue
		}
		for d, may := range k.may[f] {
			k.found[f][d] = may[0]
		}
		s.put(c, k.found[f])
	}
	x.stop, x.beam = math.MaxInt64, narrowest
	for range 2 {
		for _, f := range k.rng.Perm(len(k.free)) {
			c := k.free[f]
			if k.fixed[f] >= 0 {
				continue
			}
			x.against(s, c)
			if k.pays(x, f, x.scalar(s.Line[c])) {
				s.put(c, k.found[f])
			}
		}
	}
	x.beam = 0
	k.tally()
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
