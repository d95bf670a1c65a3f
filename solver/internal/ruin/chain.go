package ruin

import (
	"math/rand/v2"
	"slices"
	"sort"

	"github.com/milltir/milltir/solver/internal/state"
)

// Chain goes round some carers in a week: each hands a day's shift on to the next, who is off that day,
// and the last one hands one back to the first. Everybody works as many days as before.
type Chain struct{}

// Name is for tables.
func (Chain) Name() string { return "chain" }

const longestChain = 4

// Pick closes one shift of each carer, and opens one for the next.
func (Chain) Pick(s *state.State, wanted state.Run, rng *rand.Rand, out []state.Work) []state.Work {
	seed, ok := anyWorked(s, wanted, rng)
	if !ok {
		return out
	}
	in := s.In
	first, run := in.CarerOf[seed], seed
	var met [longestChain]state.Carer
	n := 2 + rng.IntN(longestChain-1)
	for k := range n {
		met[k] = in.CarerOf[run]
		next := first
		if k < n-1 {
			next = anyCarer(in, met[k], rng)
			if k == 0 && wanted != state.NoRun {
				next = in.CarerOf[wanted]
			}
			if slices.Contains(met[:k+1], next) {
				return out[:0]
			}
		}
		date := dateOf(in, run)
		if r, _ := at(s, next, date); r != state.NoRun {
			return out[:0]
		}
		to := like(s, next, date, run, rng)
		if k == 0 && wanted != state.NoRun {
			to = wanted
		}
		if to == state.NoRun {
			return out[:0]
		}
		out = append(out, state.Work{Run: run}, state.Work{Run: to, On: true})
		if k == n-1 {
			return out
		}
		if run = anotherDay(s, next, in.RunWeek[seed], rng); run == state.NoRun {
			return out[:0]
		}
	}
	return out
}

// anotherDay picks an open shift that a carer works in a week.
func anotherDay(s *state.State, c state.Carer, week int32, rng *rand.Rand) state.Run {
	runs := s.In.RunsBy[c]
	from := sort.Search(len(runs), func(i int) bool { return s.In.RunWeek[runs[i]] >= week })
	best, most := state.NoRun, 0
	for _, r := range runs[from:] {
		if s.In.RunWeek[r] > week {
			break
		}
		if s.In.IsOpen[r] && s.Worked[r] {
			if x := 1 + rng.IntN(1<<20); x > most {
				best, most = r, x
			}
		}
	}
	return best
}
