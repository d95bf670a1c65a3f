package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
)

// TestPools: with hours that bend there is more time with people for the same pay and the same promises.
func TestPools(t *testing.T) {
	var out bytes.Buffer
	o := options{dir: "../../examples/bala", iterations: 3000, seed: 1, idle: 12, out: &out}
	rows, err := o.run(t.Context())
	require.NoError(t, err)
	without, with, kept := rows[0], rows[1], rows[2]
	for _, r := range []figures{with, kept} {
		require.True(t, r.lawful)
		require.Equal(t, without.paid, r.paid, "the same shifts")
		require.GreaterOrEqual(t, r.kept, without.kept, "no promise for a draw")
		require.GreaterOrEqual(t, 2*(r.care-without.care), without.usable, "half of what was usable, no stop moved")
		require.Equal(t, r.drawn, r.care-without.care-(r.core-without.core), "what is more is drawn, or a visit that was left out")
	}
	require.InDelta(t, without.faces, kept.faces, 1e-9, "carers kept are kept")
	require.InDelta(t, without.newFaces, kept.newFaces, 1e-9)
	require.Equal(t, len(lines)+1, strings.Count(out.String(), "\n"))
}

// TestCut: shifts are cut at their ends only, never into what was done in them.
func TestCut(t *testing.T) {
	p, err := model.ReadDir("../../examples/one-day")
	require.NoError(t, err)
	o := options{iterations: 500, seed: 1, idle: 5}
	r, err := o.solve(t.Context(), p, nil)
	require.NoError(t, err)
	q, err := o.cut(p, r)
	require.NoError(t, err)
	h, err := model.Expand(q)
	require.NoError(t, err)
	hours := 0
	for s := range h.Shifts {
		hours += int(h.Shifts[s].Paid() / h.Calendar.Resolution())
	}
	require.GreaterOrEqual(t, hours, busy(r))
	again, err := o.solve(t.Context(), q, nil)
	require.NoError(t, err)
	v, err := check.Horizon(h, again)
	require.NoError(t, err)
	require.True(t, v.Score.Lawful())
}
