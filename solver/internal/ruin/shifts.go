package ruin

import (
	"math/rand/v2"
	"sort"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/state"
)

// Shifts chooses open shifts to close, with whatever is in them, and others to open instead. Only
// problems in which contracts are filled by open shifts are asked.
type Shifts interface {
	Name() string
	// Pick appends the changes to out, which is empty but has room; none where there is nothing to try.
	// Where it is not NoRun, wanted is a shift to open: somebody whom it could hold is left out.
	Pick(s *state.State, wanted state.Run, rng *rand.Rand, out []state.Work) []state.Work
}

// AllShifts gives every such operator, with how often each is used in proportion to the others.
func AllShifts() ([]Shifts, []int) { return []Shifts{Turn{}, Block{}, Chain{}}, []int{3, 2, 2} }

func dateOf(in *state.Instance, r state.Run) model.Date { return in.H.Shifts[in.ShiftOf[r]].Date }

// on lists the runs that a carer may work on a date.
func on(in *state.Instance, c state.Carer, date model.Date) []state.Run {
	runs := in.RunsBy[c]
	from := sort.Search(len(runs), func(i int) bool { return dateOf(in, runs[i]) >= date })
	to := from
	for to < len(runs) && dateOf(in, runs[to]) == date {
		to++
	}
	return runs[from:to]
}

// at is the run that a carer works on a date; given tells whether that is not to be changed.
func at(s *state.State, c state.Carer, date model.Date) (r state.Run, given bool) {
	for _, r := range on(s.In, c, date) {
		if s.Worked[r] {
			return r, !s.In.IsOpen[r]
		}
	}
	return state.NoRun, false
}

// anyWorked picks an open shift that is worked, on the date of a wanted one by somebody else.
func anyWorked(s *state.State, wanted state.Run, rng *rand.Rand) (state.Run, bool) {
	if wanted != state.NoRun {
		first := rng.IntN(s.In.Carers)
		for i := range s.In.Carers {
			c := state.Carer((first + i) % s.In.Carers)
			if r, given := at(s, c, dateOf(s.In, wanted)); r != state.NoRun && !given && c != s.In.CarerOf[wanted] {
				return r, true
			}
		}
		return state.NoRun, false
	}
	for range 64 {
		if r := state.Run(rng.IntN(s.In.Runs)); s.In.IsOpen[r] && s.Worked[r] {
			return r, true
		}
	}
	return state.NoRun, false
}

// like picks an open shift of a carer on a date whose hours are nearest to another's, now and then
// any; not that one itself.
func like(s *state.State, c state.Carer, date model.Date, other state.Run, rng *rand.Rand) state.Run {
	in := s.In
	best, least := state.NoRun, int32(0)
	any := rng.IntN(4) == 0
	for _, r := range on(in, c, date) {
		if !in.IsOpen[r] || s.Worked[r] || r == other {
			continue
		}
		day := in.H.Calendar.Ticks(1440) * int32(dateOf(in, other)-date)
		apart := abs(in.RunStart[r]+day-in.RunStart[other]) + abs(in.RunEnd[r]+day-in.RunEnd[other])
		if any {
			apart = int32(rng.IntN(1 << 20))
		}
		if best == state.NoRun || apart < least {
			best, least = r, apart
		}
	}
	return best
}

func abs(x int32) int32 { return max(x, -x) }

// anyCarer picks a carer who is not the one given.
func anyCarer(in *state.Instance, not state.Carer, rng *rand.Rand) state.Carer {
	c := state.Carer(rng.IntN(max(1, in.Carers-1)))
	if c >= not {
		c++
	}
	return min(c, state.Carer(in.Carers-1))
}

// Wanted picks an open shift that is not worked and could hold a visit; NoRun if there is none.
func Wanted(s *state.State, n state.Node, rng *rand.Rand) state.Run {
	runs := s.In.RunsOf[n]
	for range min(16, 2*len(runs)) {
		if r := runs[rng.IntN(len(runs))]; s.In.IsOpen[r] && !s.Worked[r] {
			return r
		}
	}
	return state.NoRun
}
