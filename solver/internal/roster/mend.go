package roster

import (
	"math"
	"slices"
)

// mendLabels is how many labels of a day go on where a line that breaks the law is mended, mendTries how often that is
// tried in a row.
const (
	mendLabels = 20_000
	mendTries  = 3
)

// mend is a step of mending: a carer whose line breaks the law is given all days anew, beside the others' lines.
// Windows drawn by chance seldom meet the few breaches that small changes leave in a roster of a year, and what mends
// them often lies in none. False once nobody is left to try.
func (z *Search) mend() bool {
	s, x := z.a.best(), z.m.exact
	if !z.mends {
		z.mends = true
		for _, c := range z.rng.Perm(z.in.Carers) {
			if s.Line[c].Law() > 0 {
				z.broken = append(z.broken, c)
			}
		}
	}
	n := len(z.broken) - 1
	if z.mends = n >= 0; !z.mends {
		return false
	}
	c := z.broken[n]
	if was := s.Line[c].Law(); was > 0 && z.tries < mendTries {
		before := z.m.work
		x.beam, x.stop = mendLabels, math.MaxInt64
		if z.tries++; x.improve(s, c, z.within(s, c), make([]Option, z.in.Days)) && s.Line[c].Law() < was {
			z.tries = 0
		}
		x.beam = 0
		z.m.tally()
		z.spent += z.m.work - before
		z.a.total = s.Total
	} else {
		z.broken, z.tries = z.broken[:n], 0
	}
	return true
}

// within is what a carer may have where no limit of the law can be broken, whatever the line: its options are those of
// now, and as many more, on days drawn by chance, as there is room for. So such limits need not be told apart, and all
// days can be free at once.
func (z *Search) within(s *State, c int) [][]Option {
	l, line := &z.in.Lines[c], s.Lines[c]
	room := make([]int64, z.in.Options+1)
	for o := range room {
		room[o] = math.MaxInt64
		for i := range l.Counts {
			if k := &l.Counts[i]; k.Over.Law() > 0 && k.Least <= 0 && k.Value[o] > 0 {
				room[o] = min(room[o], (k.Most-s.sums[c*s.counts+i])/int64(k.Value[o]))
			}
		}
	}
	may := make([][]Option, z.in.Days)
	for _, d := range z.rng.Perm(z.in.Days) {
		for _, o := range z.a.mayBe(c)[d] {
			if o == line[d] {
				may[d] = append(may[d], o)
			} else if room[o] > 0 {
				may[d] = append(may[d], o)
				room[o]--
			}
		}
	}
	return may
}

// improve gives a carer the best line beside the others', if it is better than theirs; out has room for it.
func (x *exact) improve(s *State, c int, may [][]Option, out []Option) bool {
	x.against(s, c)
	was := s.Total
	if !x.lawful(c, x.scalar(s.Line[c]), may, out) {
		return false
	}
	old := slices.Clone(s.Lines[c])
	if s.put(c, out); s.Total.Less(was) {
		return true
	}
	s.put(c, old)
	return false
}

// lawful looks for a line that costs less than a limit, with all counts told apart where one that was
// left aside binds after all.
func (x *exact) lawful(c int, limit int64, may [][]Option, out []Option) bool {
	x.labels, x.strict = 0, false
	_, ok := x.best(c, limit, may, out)
	if ok && x.loose > 0 && x.in.LinePrice(c, out).Law() > 0 {
		x.strict = true
		_, ok = x.best(c, limit, may, out)
		x.strict = false
	}
	return ok
}
