package main

import (
	"bytes"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver"
)

func TestLiveLines(t *testing.T) {
	var out bytes.Buffer
	l := newLive(&out, false)
	at := func(ms int) {
		l.show(solver.Progress{
			Elapsed: time.Duration(ms) * time.Millisecond, Score: model.Score{Breaches: 1, Wishes: 1234500},
			Unallocated: 30, Travel: 95, Carers: 3.25,
		})
	}
	for _, ms := range []int{100, 1900, 2000, 2500, 3999, 4000} {
		at(ms)
	}
	l.close()
	require.Equal(t, "    2 s  law 1 · unallocated 30 min · wishes 1234 · travel 1.6 h · faces 3.2\n"+
		"    4 s  law 1 · unallocated 30 min · wishes 1234 · travel 1.6 h · faces 3.2\n", out.String(),
		"a line every two seconds, no bar without a terminal")
}

func TestLiveQuiet(t *testing.T) {
	var out bytes.Buffer
	l := newLive(&out, true)
	l.show(solver.Progress{Elapsed: time.Hour})
	l.close()
	require.Empty(t, out.String())
}
