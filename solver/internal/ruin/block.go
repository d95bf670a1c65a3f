package ruin

import (
	"math/rand/v2"

	"github.com/milltir/milltir/solver/internal/state"
)

// Block lets two carers exchange some days in a row, days off included.
type Block struct{}

// Name is for tables.
func (Block) Name() string { return "block" }

const longestBlock = 5

// Pick closes what the two work on these days, and opens for each what is nearest to the other's.
func (Block) Pick(s *state.State, wanted state.Run, rng *rand.Rand, out []state.Work) []state.Work {
	seed, ok := anyWorked(s, wanted, rng)
	if !ok {
		return out
	}
	a, first := s.In.CarerOf[seed], dateOf(s.In, seed)
	b := anyCarer(s.In, a, rng)
	if wanted != state.NoRun {
		b = s.In.CarerOf[wanted]
	}
	if back := rng.IntN(longestBlock); wanted != state.NoRun {
		first = max(s.In.H.Calendar.Start(), first.Add(-back))
	}
	last := first.Add(rng.IntN(longestBlock))
	for date := first; a != b && date <= last; date = date.Add(1) {
		ra, givenA := at(s, a, date)
		rb, givenB := at(s, b, date)
		if givenA || givenB {
			return out[:0]
		}
		for _, x := range [2]struct {
			was state.Run
			to  state.Carer
		}{{ra, b}, {rb, a}} {
			if x.was == state.NoRun {
				continue
			}
			r := like(s, x.to, date, x.was, rng)
			if wanted != state.NoRun && x.to == b && date == dateOf(s.In, wanted) {
				r = wanted
			}
			if r == state.NoRun {
				return out[:0]
			}
			out = append(out, state.Work{Run: x.was}, state.Work{Run: r, On: true})
		}
	}
	return out
}
