package roster

import (
	"math"
	"slices"
)

// mendLabels is how many labels of a day go on where a line that breaks the law is mended, mendTries how often that is
// tried in a row, and recovered what a breach weighs in small changes afterwards, by their highest temperature.
const (
	mendLabels = 10_000
	mendTries  = 3
	recovered  = 100
)

// mend is a step of mending, at a point of the budget: a carer whose line breaks the law is given all days anew, beside
// the others' lines. Windows drawn by chance seldom meet the few breaches that small changes leave in a roster of a
// year, and what mends them often lies in none. False once nobody is left to try; where some breach is gone then, it
// first has small changes go on from there.
func (z *Search) mend(point int) bool {
	s, x := z.a.best(), z.m.exact
	if !z.mends {
		for c := range s.Line {
			// Whoever could not be helped is not tried again before the number of their breaches has changed.
			if law := s.Line[c].Law(); law > 0 && law != z.helpless[c] {
				z.broken = append(z.broken, c)
			}
		}
		z.rng.Shuffle(len(z.broken), func(i, j int) { z.broken[i], z.broken[j] = z.broken[j], z.broken[i] })
	}
	n := len(z.broken) - 1
	if n < 0 {
		some := z.mends && s.Total.Law() < z.a.s.Total.Law()
		if z.mends = false; some {
			z.recover(point)
		}
		return some
	}
	z.mends = true
	c := z.broken[n]
	was := s.Line[c].Law()
	if was == 0 || z.tries == mendTries {
		z.broken, z.tries, z.helpless[c] = z.broken[:n], 0, was
		return true
	}
	before := z.m.work
	x.beam, x.stop = mendLabels, z.left(point)/2*labelsPerWork
	if z.tries++; x.improve(s, c, z.within(s, c), make([]Option, z.in.Days)) && s.Line[c].Law() < was {
		z.tries = 0
	}
	x.beam, x.stop = 0, math.MaxInt64
	z.m.tally()
	z.spent += z.m.work - before
	z.a.total = s.Total
	return true
}

// recover makes small changes go on from a roster that was mended: what it took was taken from needs. A breach weighs
// more in them from then on, so that none is worth what it would spare.
func (z *Search) recover(point int) {
	z.a.best().Copy(z.a.s)
	z.a.law = recovered * z.a.t0
	z.polish, z.polished = z.left(point)/2, 0
}

// within is what a carer may have where no limit of the law on a count without a least can be broken by what is new:
// options are those of now, and as many more, on days drawn by chance, as there is room for; all of them on a day on
// which none would be left. So such limits need not be told apart, and all days can be free at once.
func (z *Search) within(s *State, c int) [][]Option {
	l, line := &z.in.Lines[c], s.Lines[c]
	may, room := make([][]Option, z.in.Days), make([]int64, len(l.Counts))
	for i := range l.Counts {
		room[i] = l.Counts[i].Most - s.sums[c*s.counts+i]
	}
	// more is what an option adds to the most that a day can count.
	more := func(k *Count, d int, o Option) int64 {
		n := int64(k.Value[o])
		for _, had := range may[d] {
			n = min(n, int64(k.Value[o]-k.Value[had]))
		}
		return max(0, n)
	}
	limits := func(k *Count, d int) bool { return k.Over.Law() > 0 && k.Least <= 0 && k.From <= d && d < k.To }
	for _, d := range z.rng.Perm(z.in.Days) {
		options := z.a.mayBe(c)[d]
		if slices.Contains(options, line[d]) {
			may[d] = append(may[d], line[d])
		}
		first := z.rng.IntN(len(options))
		for j := range options {
			o, fits := options[(first+j)%len(options)], true
			for i := range l.Counts {
				k := &l.Counts[i]
				fits = fits && (!limits(k, d) || more(k, d, o) <= max(0, room[i]))
			}
			if !fits || o == line[d] {
				continue
			}
			for i := range l.Counts {
				if k := &l.Counts[i]; limits(k, d) {
					room[i] -= more(k, d, o)
				}
			}
			may[d] = append(may[d], o)
		}
		if len(may[d]) == 0 {
			may[d] = options
		}
	}
	return may
}

// improve gives a carer the best line beside the others', if it is better than theirs; out has room for it.
func (x *exact) improve(s *State, c int, may [][]Option, out []Option) bool {
	x.against(s, c)
	was := s.Total
	if !x.cheaper(c, x.scalar(s.Line[c]), may, out) {
		return false
	}
	old := slices.Clone(s.Lines[c])
	if s.put(c, out); s.Total.Less(was) {
		return true
	}
	s.put(c, old)
	return false
}

// cheaper looks for a line that costs less than a limit, with all counts told apart where one that was
// left aside binds after all.
func (x *exact) cheaper(c int, limit int64, may [][]Option, out []Option) bool {
	x.labels, x.strict = 0, false
	_, ok := x.best(c, limit, may, out)
	if ok && x.loose > 0 && x.in.LinePrice(c, out).Law() > 0 {
		x.strict = true
		_, ok = x.best(c, limit, may, out)
		x.strict = false
	}
	return ok
}
