package roster

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// posed is a problem of all lines of a roster that small changes have made.
func posed(seed uint64) (*State, *master, func(work int64)) {
	rng := rand.New(rand.NewPCG(seed, 5))
	in := random(rng, 14, 8, 3)
	a := newAnneal(in, rng)
	a.run(200, 0)
	s := NewState(in)
	s.Copy(a.s)
	k := newMaster(in, 1_000_000, rng)
	return s, k, func(work int64) { k.begin(s, all(in.Carers), 0, in.Days, a.may, work) }
}

// TestLate: a choice whose work ends with few lines fixed finds the others without the program, and makes a
// roster no worse.
func TestLate(t *testing.T) {
	better := 0
	for seed := range uint64(20) {
		s, k, begin := posed(seed)
		was := s.Total
		begin(1 << 40)
		for k.asked != 0 || k.climbs > 0 { // until the program has been solved
			require.False(t, k.step())
		}
		for _, p := range k.picks()[:seed%4] {
			k.fix(p.f, p.i)
		}
		k.diving, k.until = seed%4 > 0, k.work
		require.Equal(t, k.diving, k.step(), "without a line fixed it is given up")
		require.False(t, k.going)
		if !k.diving {
			continue
		}
		require.Contains(t, k.fixed, -1)
		k.take(s)
		require.False(t, was.Less(s.Total))
		if s.Total.Less(was) {
			better++
		}
		total := s.Total
		s.Recount()
		require.Equal(t, s.Total, total)
	}
	require.Greater(t, better, 5)
}

// TestRelease: once lines are let go again the program costs what it did before they were fixed.
func TestRelease(t *testing.T) {
	for seed := range uint64(20) {
		_, k, begin := posed(seed)
		begin(1 << 40)
		for !k.diving {
			k.step()
		}
		before := k.stands
		require.True(t, k.solve())
		require.GreaterOrEqual(t, k.value(), before-1)
		require.True(t, k.release())
		require.Zero(t, k.done)
		require.False(t, k.release(), "once for each carer")
		require.True(t, k.solve())
		require.InDelta(t, before, k.value(), 1)
	}
}
