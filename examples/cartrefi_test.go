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
	v, err := check.Horizon(h, r)
	require.NoError(t, err)
	require.True(t, v.Score.Lawful(), v.Score)
	require.Zero(t, v.Score.Cover, "no visit is left out")
	there, err := check.There(h, r)
	require.NoError(t, err)
	require.NotEmpty(t, there)
	require.NotContains(t, there, 0, "nobody in a house that somebody is to be in")

	text, err := os.ReadFile(filepath.Join("cartrefi", "README.md"))
	require.NoError(t, err)
	l, err := report.NewLocalizer(report.English)
	require.NoError(t, err)
	var b bytes.Buffer
	t.Run("the block adds up", func(t *testing.T) {
		a, err := check.Block(h, r)
		require.NoError(t, err)
		theBlock(t, a)
		require.NoError(t, report.Block(&b, h, r, a, l))
	})
	t.Run("the books add up", func(t *testing.T) {
		books, found := ledger.Keep(h, r, nil, 0)
		require.Empty(t, found)
		theLocalBooks(t, books)
		require.NoError(t, report.Ledger(&b, h, books, l))
	})
	shown := 0
	for i, part := range strings.Split(string(text), "```\n") {
		if i%2 == 1 && !strings.HasPrefix(part, "milltir ") {
			require.Contains(t, b.String(), part, "what the README shows")
			shown++
		}
	}
	require.Equal(t, 4, shown)
}

// theBlock: thirteen periods, of which eight are recorded, and the year is their sum to the minute and the penny.
func theBlock(t *testing.T, a *check.BlockAccount) {
	require.Empty(t, a.Unknown)
	require.Len(t, a.Patches, 1)
	x := &a.Patches[0]
	require.Len(t, x.Periods, 13)
	var sum check.BlockSum
	left := 0
	for i, k := range x.Periods {
		require.Equal(t, k.Total.Cost, k.Before.Cost+k.Plan.Cost+k.Ahead.Cost)
		require.Equal(t, x.Cost, k.Total.Cost+k.Left, "period %d: spent and left are the payment", i+1)
		require.Equal(t, x.Minutes, k.Total.Paid+k.LeftMinutes, "period %d: used and left are the block", i+1)
		require.Equal(t, i < 8, k.Before.Days == 28, "period %d", i+1)
		sum.Contact += k.Total.Contact
		sum.Paid += k.Total.Paid
		sum.Cost += k.Total.Cost
		left += k.Left
	}
	require.Equal(t, 28, x.Periods[8].Plan.Days, "the plan is the ninth")
	require.Equal(t, x.Plan.Pay+x.Plan.OnCost+x.Plan.Mileage+x.Plan.Overhead, x.Plan.Cost)
	require.Equal(t, []int{x.Year.Total.Contact, x.Year.Total.Paid, x.Year.Total.Cost, x.Year.Left}, []int{sum.Contact, sum.Paid, sum.Cost, left})
}

// theLocalBooks: each pool has two periods, nothing is overdrawn, and what comes in goes out.
func theLocalBooks(t *testing.T, books *ledger.Ledger) {
	require.Len(t, books.Periods, 2*9)
	for _, k := range books.Periods {
		require.Equal(t, k.Brought+k.Entitled+k.Corrected, k.Delivered+k.Due+k.Left, "%s", k.Pool)
		require.Equal(t, k.Left, k.Carried+k.Lapsed, "%s", k.Pool)
		require.GreaterOrEqual(t, k.Left, int64(0), "%s", k.Pool)
	}
	for i := 0; i < len(books.Periods); i += 2 {
		require.Equal(t, books.Periods[i].Carried, books.Periods[i+1].Brought, "%s", books.Periods[i].Pool)
	}
	total := books.Book.Totals()
	require.Equal(t, total.In, total.Out)
	require.Positive(t, total.Delivered)
	require.Positive(t, total.Planned)
}
