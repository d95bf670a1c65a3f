package ruin

import (
	"math/rand/v2"

	"github.com/milltir/milltir/solver/internal/state"
)

// Turn gives the turn of one day to another carer, or other hours to the same one.
type Turn struct{}

// Name is for tables.
func (Turn) Name() string { return "turn" }

// Pick closes one shift and opens another.
func (Turn) Pick(s *state.State, wanted state.Run, rng *rand.Rand, out []state.Work) []state.Work {
	from, ok := anyWorked(s, wanted, rng)
	to := wanted
	if wanted != state.NoRun {
		if r, given := at(s, s.In.CarerOf[wanted], dateOf(s.In, wanted)); r != state.NoRun {
			from, ok = r, !given
		}
	}
	if !ok {
		return out
	}
	c, date := s.In.CarerOf[from], dateOf(s.In, from)
	if wanted == state.NoRun && rng.IntN(2) == 0 {
		if c = anyCarer(s.In, c, rng); c == s.In.CarerOf[from] {
			return out
		}
		if r, _ := at(s, c, date); r != state.NoRun {
			return out
		}
	}
	if wanted == state.NoRun {
		to = like(s, c, date, from, rng)
	}
	if to == state.NoRun {
		return out
	}
	return append(out, state.Work{Run: from}, state.Work{Run: to, On: true})
}
