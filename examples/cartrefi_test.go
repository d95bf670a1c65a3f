package examples

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/ledger"
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
	"github.com/milltir/milltir/report"
	"github.com/milltir/milltir/solver"
)

// TestCartrefi holds a kept rota of the locality against the judge, the books of its pools and the account of its
// block against themselves, and the README against both. With -update it is solved anew, which takes minutes.
func TestCartrefi(t *testing.T) {
	p, err := model.ReadDir("cartrefi")
	require.NoError(t, err)
	file := filepath.Join("testdata", "cartrefi-rota.csv")
	if *update {
		r, err := solver.Solve(context.Background(), p, solver.Options{Iterations: 12_000})
		require.NoError(t, err)
		var b bytes.Buffer
		require.NoError(t, report.CSV(&b, r.Rota))
		require.NoError(t, os.WriteFile(file, b.Bytes(), 0o644))
	}
	h, err := model.Expand(p)
	require.NoError(t, err)
	r, err := model.ReadRota(file, p)
	require.NoError(t, err)
	v := clean(t, h, r)
	there, err := check.There(h, r)
	require.NoError(t, err)
	require.Len(t, there, 2*28*48, "two places, day and night, four weeks")
	require.NotContains(t, there, 0, "nobody in a house that somebody is to be in")

	text, err := os.ReadFile(filepath.Join("cartrefi", "README.md"))
	require.NoError(t, err)
	l, err := report.NewLocalizer(report.English)
	require.NoError(t, err)
	var b bytes.Buffer
	require.NoError(t, report.Violations(&b, h, v, nil, l))
	t.Run("the three services", func(t *testing.T) { theServices(t, h, r) })
	t.Run("the block adds up", func(t *testing.T) {
		a := theBlock(t, h, r, v)
		theNinth(t, a)
		require.NoError(t, report.Block(&b, h, r, a, l))
	})
	t.Run("the books add up", func(t *testing.T) {
		books := theBooks(t, h, r)
		theLocalBooks(t, books)
		require.Equal(t, 6, len(p.Baseline)-len(p.Actuals), "six draws and visits did not take place")
		require.NoError(t, report.Ledger(&b, h, books, l))
	})
	shown := 0
	for i, part := range strings.Split(string(text), "```\n") {
		if i%2 == 1 && !strings.HasPrefix(part, "milltir ") {
			require.True(t, strings.Contains(b.String(), part), "the README shows what is not printed:\n%s", part)
			shown++
		}
	}
	require.Equal(t, 5, shown)
}

// theServices: the numbers that the README begins with, and that a carer of this rota works in all three services.
func theServices(t *testing.T, h *model.Horizon, r *model.Rota) {
	p := h.Problem
	people := make(map[string]int) // by place, "" for their own homes
	for i := range p.People {
		people[string(p.People[i].Place)]++
	}
	require.Equal(t, map[string]int{"ty": 4, "cynllun": 12, "": 12}, people)
	require.Len(t, p.Carers, 17)
	require.Len(t, p.Patches, 1, "one locality")
	require.Equal(t, 4, h.Weeks)
	_, periods := p.BlockYear()
	require.Equal(t, []int{13, 8}, []int{periods, p.BlockIndex(p.Plan.Start)}, "the ninth of thirteen")
	first, last := p.BlockSpan(8)
	require.Equal(t, []model.Date{p.Plan.Start, p.Plan.Start.Add(27)}, []model.Date{first, last}, "the plan is that period")
	served := make(map[model.CarerID]map[string]bool)
	for i := range r.Runs {
		x := &r.Runs[i]
		for _, s := range x.Stops {
			if s.Kind == model.StopVisit {
				if served[x.Carer] == nil {
					served[x.Carer] = make(map[string]bool)
				}
				served[x.Carer][string(p.People[h.PersonIndex[s.Person]].Place)] = true
			}
		}
	}
	all := 0
	for _, places := range served {
		if len(places) == 3 {
			all++
		}
	}
	require.Greater(t, all, 1, "some of them in all three services")
}

// theNinth: thirteen periods, of which eight are recorded, and the plan is the ninth.
func theNinth(t *testing.T, a *check.BlockAccount) {
	require.Len(t, a.Patches, 1)
	x := &a.Patches[0]
	for i, k := range x.Periods {
		require.Equal(t, i < 8, k.Before.Days == 28, "period %d", i+1)
	}
	require.Equal(t, 28, x.Periods[8].Plan.Days)
}

// theLocalBooks: each pool has two periods, the second with what the first has carried; of the one minutes were given, of
// the other they are planned.
func theLocalBooks(t *testing.T, books *ledger.Ledger) {
	require.Len(t, books.Periods, 2*9)
	for i := 0; i < len(books.Periods); i += 2 {
		require.Equal(t, books.Periods[i].Carried, books.Periods[i+1].Brought, "%s", books.Periods[i].Pool)
	}
	lapses := make(map[model.PoolID]int)
	for _, k := range books.Periods {
		if k.Lapsed > 0 {
			lapses[k.Pool]++
		}
	}
	require.Equal(t, map[model.PoolID]int{"o-p03": 1, "o-p06": 2, "o-p12": 2}, lapses, "who loses minutes, at the end of how many periods")
	total := books.Book.Totals()
	require.Positive(t, total.Delivered)
	require.Positive(t, total.Planned)
}
