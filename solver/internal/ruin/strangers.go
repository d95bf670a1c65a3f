package ruin

import (
	"math/rand/v2"

	"github.com/milltir/milltir/solver/internal/state"
)

// Strangers takes out the visits of the carers who come least often to one person, and what
// stands in the way of others taking them: neighbours at the same time.
type Strangers struct{}

// Name is for tables.
func (Strangers) Name() string { return "strangers" }

// Applies: see above.
func (Strangers) Applies(in *state.Instance) bool { return several(in) }

// Pick counts who comes to a seed's person and takes out the rarest.
func (Strangers) Pick(s *state.State, rng *rand.Rand, out []state.Node) []state.Node {
	seed := anyVisit(s, rng)
	from := first(s.In, seed)
	var carers [64]state.Carer
	var times [64]int
	k := 0
	for n := from; n >= 0; n = s.In.Next[n] {
		eachCarer(s, state.Node(n), func(c state.Carer) {
			for i := range k {
				if carers[i] == c {
					times[i]++
					return
				}
			}
			if k < len(carers) {
				carers[k], times[k] = c, 1
				k++
			}
		})
	}
	if k < 2 {
		return out
	}
	rare := rng.IntN(k)
	for i := range k {
		if times[i] < times[rare] {
			rare = i
		}
	}
	for n := from; n >= 0 && len(out) < most; n = s.In.Next[n] {
		here := false
		eachCarer(s, state.Node(n), func(c state.Carer) { here = here || c == carers[rare] })
		if !here {
			continue
		}
		out = append(out, state.Node(n))
		near := s.In.Near[n]
		for range min(3, len(near)) {
			out = append(out, near[rng.IntN(min(10, len(near)))])
		}
	}
	return allocated(s, out)
}

// eachCarer calls f for the carers of a visit, and of the one that goes in and out with it.
func eachCarer(s *state.State, n state.Node, f func(state.Carer)) {
	if !s.Allocated(n) {
		return
	}
	for k := range s.In.Parts(n) {
		f(s.In.CarerOf[s.RunOf[s.In.Part(n, k)]])
	}
}
