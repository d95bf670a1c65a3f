package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver"
)

// TestEnough: visits and who may make them; the least number of carers by hand.
func TestEnough(t *testing.T) {
	for _, c := range []struct {
		needs  []need
		want   int
		reason string
	}{
		{nil, 0, "nobody is needed"},
		{[]need{{[]int{0, 1}, 1}, {[]int{1, 2}, 1}}, 1, "1 may make both"},
		{[]need{{[]int{0}, 1}, {[]int{1, 2}, 1}}, 2, "nobody may make both"},
		{[]need{{[]int{0, 1, 2}, 2}, {[]int{2, 3}, 1}}, 2, "2 is one of the two"},
		{[]need{{[]int{0, 1}, 1}, {[]int{1, 2}, 1}, {[]int{0, 2}, 1}}, 2, "any two of three"},
		{[]need{{[]int{0, 1, 2}, 3}}, 3, "all three at once"},
	} {
		k := 0
		for !enough(c.needs, nil, k) {
			k++
		}
		require.Equal(t, c.want, k, c.reason)
	}
}

// TestBoundIsBelow: no rota of Bala has fewer carers than the bound, person by person.
func TestBoundIsBelow(t *testing.T) {
	p, err := model.ReadDir("../../examples/bala")
	require.NoError(t, err)
	h, err := model.Expand(p)
	require.NoError(t, err)
	r, err := solver.Solve(context.Background(), p, solver.Options{Iterations: 20})
	require.NoError(t, err)
	full := 0
	for _, x := range r.Verdict.Measures.People {
		if x.Missing == 0 && x.Visits > 0 {
			full++
			require.LessOrEqual(t, bound(h, h.PersonIndex[x.Person], 0), x.Carers, "%s", x.Person)
		}
	}
	require.Greater(t, full, 10)
	require.Greater(t, bounds(h).mean, 1.0, "nobody works seven days")
}

func TestCurve(t *testing.T) {
	var log bytes.Buffer
	o := options{dir: "../../examples/one-day", factors: "0, 4", iterations: 20, seed: 1, out: t.TempDir(), name: "curve", log: &log}
	require.NoError(t, o.run(context.Background()))
	f, err := os.Open(filepath.Join(o.out, "curve.csv"))
	require.NoError(t, err)
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 4, "a head, two factors, the bounds")
	require.Equal(t, "lower bound", rows[3][0])
	png, err := os.ReadFile(filepath.Join(o.out, "curve.png"))
	require.NoError(t, err)
	require.True(t, bytes.HasPrefix(png, []byte("\x89PNG")))
	require.Equal(t, 2, strings.Count(log.String(), "×"))
	o.factors = "1,x"
	require.ErrorContains(t, o.run(context.Background()), `"x"`)
}
