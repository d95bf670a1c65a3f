package move

import (
	"math/rand/v2"
	"slices"

	"github.com/milltir/milltir/solver/internal/state"
)

// Handover closes a worked open shift and gives all its visits to another shift of that day
// that is opened for them: another carer's, or another kind of the same carer's.
type Handover struct{}

// Name is for tables.
func (Handover) Name() string { return "handover" }

// Applies: see above.
func (Handover) Applies(in *state.Instance) bool { return slices.Contains(in.IsOpen, true) }

// Propose picks a worked open run and an unworked one of the same day.
func (Handover) Propose(t *state.Trial, rng *rand.Rand) bool {
	s := t.S
	from, ok := openRun(s, rng)
	if !ok || !s.Worked[from] {
		return false
	}
	to, ok := sameDay(s, from, rng)
	if !ok {
		return false
	}
	var buf [64]state.Stop
	visits := buf[:0]
	for _, stop := range s.Routes[from].Seq {
		if s.In.IsVisit(stop.Node()) {
			visits = append(visits, stop)
		}
	}
	t.Work(from, false)
	t.Work(to, true)
	for _, stop := range visits {
		t.Insert(stop, to, t.Sits(to, s.Start[stop.Node()]))
	}
	return t.Ordered(to)
}

// sameDay picks an unworked open run on the day of another.
func sameDay(s *state.State, from state.Run, rng *rand.Rand) (state.Run, bool) {
	day := s.In.H.Shifts[s.In.ShiftOf[from]].Date
	for range 12 {
		r := state.Run(rng.IntN(s.In.Runs))
		if s.In.IsOpen[r] && !s.Worked[r] && s.In.H.Shifts[s.In.ShiftOf[r]].Date == day {
			return r, true
		}
	}
	return 0, false
}
