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
	from, without, with, kept := rows[0], rows[1], rows[2], rows[3]
	for _, c := range []struct{ least, has figures }{{from, without}, {from, with}, {without, kept}} {
		require.True(t, c.has.lawful)
		require.Equal(t, c.least.hours, c.has.hours, "the same shifts")
		require.Equal(t, c.least.paid, c.has.paid, "the same pay")
		require.GreaterOrEqual(t, c.has.kept, c.least.kept, "no promise for a draw")
		require.LessOrEqual(t, c.has.cover.Compare(c.least.cover), 0, "nor a minute of one, the first priority first")
	}
	require.Zero(t, without.drawn)
	for _, r := range []figures{with, kept} {
		require.GreaterOrEqual(t, 2*(r.care-without.care), without.usable, "half of what was usable, no stop moved")
		require.Equal(t, r.drawn, r.care-r.core, "what is not promised is drawn")
		require.LessOrEqual(t, without.usable, without.most, "stops that stay leave less room than such that move")
	}
	require.LessOrEqual(t, kept.drawn, without.most, "each run keeps its stops")
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

// TestBusy: the way back counts like any other, and a break does not.
func TestBusy(t *testing.T) {
	visit := model.Stop{Kind: model.StopVisit, Start: model.At(9, 0), End: model.At(9, 30), Travel: 90}
	rest := model.Stop{Kind: model.StopBreak, Start: model.At(9, 30), End: model.At(9, 50)}
	event := model.Stop{Kind: model.StopEvent, Start: model.At(10, 0), End: model.At(10, 15), Travel: 300}
	r := &model.Rota{Runs: []model.Run{{Stops: []model.Stop{visit, rest, event}, Back: 600}, {Stops: []model.Stop{visit}}}}
	require.Equal(t, 30+15+30+(90+300+600+90)/60, busy(r))
}
