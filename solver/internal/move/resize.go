package move

import (
	"math/rand/v2"

	"github.com/milltir/milltir/solver/internal/state"
)

// Resize changes the planned length of a visit that was agreed to bend, by five minutes, or its pool's step, or
// back to what was agreed; that of a draw to any.
type Resize struct{}

// Name is for tables.
func (Resize) Name() string { return "resize" }

// Applies: see above.
func (Resize) Applies(in *state.Instance) bool { return flexible(in) }

// Propose picks a flexible visit.
func (Resize) Propose(t *state.Trial, rng *rand.Rand) bool {
	s := t.S
	n, ok := anyVisit(s, rng)
	if !ok || s.In.LengthMin[n] == s.In.LengthMax[n] {
		return false
	}
	length, step := s.In.Length[n], s.In.LenStep[n]
	switch way := rng.IntN(3); {
	case way == 0:
		length = max(s.In.LengthMin[n], s.Len[n]-step)
	case way == 1:
		length = min(s.In.LengthMax[n], s.Len[n]+step)
	case s.In.Draw[n]:
		length = s.In.LengthMin[n] + step*int32(rng.IntN(int((s.In.LengthMax[n]-s.In.LengthMin[n])/step)+1))
	}
	if length == s.Len[n] {
		return false
	}
	t.SetLen(n, length)
	return true
}

// flexible tells whether any visit may be shorter or longer.
func flexible(in *state.Instance) bool {
	for v := range in.Visits {
		if in.LengthMin[v] < in.LengthMax[v] {
			return true
		}
	}
	return false
}
