package main

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/generate"
)

// Carers live where those below 65 do, and contact is where the old are: two things that differ.
func TestShares(t *testing.T) {
	a := generate.Gwynedd()
	care, staff := make([]float64, len(a.Units)), make([]float64, len(a.Units))
	young := 0.0
	for i := range a.Units {
		young += a.Units[i].Population - a.Units[i].Over65
	}
	for i, s := range shares(a) {
		care[a.Points[i].Unit] += s.Contact
		staff[a.Points[i].Unit] += s.Carers
	}
	all, apart := 0.0, 0
	for i := range a.Units {
		u := &a.Units[i]
		require.InDelta(t, u.Weight/a.Weight(), care[i], 1e-9)
		require.InDelta(t, (u.Population-u.Over65)/young, staff[i], 1e-9)
		if all += staff[i]; staff[i] > 1.2*care[i] || staff[i] < care[i]/1.2 {
			apart++
		}
	}
	require.InDelta(t, 1, all, 1e-9)
	require.Greater(t, apart, 20)
	unknown := *a // the program's own is shared
	unknown.Units = slices.Clone(a.Units)
	for i := range unknown.Units {
		unknown.Units[i].Population, unknown.Units[i].Over65 = 0, 0
	}
	for _, s := range shares(&unknown) {
		require.Equal(t, s.Contact, s.Carers, "of a population that is not known")
	}
}
