package examples

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/ledger"
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
	"github.com/milltir/milltir/report"
)

// clean: the judge finds nothing of law, and nobody left out who has to be visited.
func clean(t *testing.T, h *model.Horizon, r *model.Rota) *check.Verdict {
	t.Helper()
	v, err := check.Horizon(h, r)
	require.NoError(t, err)
	require.True(t, v.Score.Lawful(), v.Score)
	require.Zero(t, v.Score.Cover, "nobody who must be visited is left out")
	for _, x := range v.Violations {
		require.Equal(t, model.Wishes, x.Level, x)
	}
	return v
}

// shownBooks holds an example's README against what milltir check, ledger and block print of a rota.
func shownBooks(t *testing.T, dir string, h *model.Horizon, r *model.Rota) (*check.Verdict, *check.BlockAccount) {
	t.Helper()
	v := clean(t, h, r)
	books, account := theBooks(t, h, r), theBlock(t, h, r, v)
	shownIn(t, dir, "the output of milltir check, up to its first wish", func(b *bytes.Buffer, l *report.Localizer) {
		var page bytes.Buffer
		require.NoError(t, report.Violations(&page, h, v, nil, l))
		head, _, ok := strings.Cut(page.String(), "[wishes/")
		require.True(t, ok)
		b.WriteString(head)
	})
	shownIn(t, dir, "the output of milltir ledger", func(b *bytes.Buffer, l *report.Localizer) {
		require.NoError(t, report.Ledger(b, h, books, l))
	})
	shownIn(t, dir, "the output of milltir block", func(b *bytes.Buffer, l *report.Localizer) {
		require.NoError(t, report.Block(b, h, r, account, l))
	})
	return v, account
}

// theBooks: every minute of a pool has where it came from and where it went, and no line can be taken out.
func theBooks(t *testing.T, h *model.Horizon, r *model.Rota) *ledger.Ledger {
	t.Helper()
	books, found := ledger.Keep(h, r, nil, 0)
	require.Empty(t, found)
	sum := int64(0)
	for _, minutes := range books.Book.Balances() {
		sum += minutes
	}
	require.Zero(t, sum)
	for _, e := range books.Book.Entries {
		require.Positive(t, e.Minutes, e)
		require.NotEqual(t, e.Debit, e.Credit, e)
		require.Subset(t, ledger.Accounts, []ledger.Account{e.Debit, e.Credit}, "from one account to another")
	}
	var all ledger.Period
	for _, k := range books.Periods {
		require.Equal(t, k.Brought+k.Entitled+k.Corrected, k.Delivered+k.Due+k.Left, "%s", k.Pool)
		require.Equal(t, k.Left, k.Carried+k.Lapsed, "%s", k.Pool)
		require.GreaterOrEqual(t, k.Left, int64(0), "%s", k.Pool)
		all.Entitled, all.Delivered, all.Due = all.Entitled+k.Entitled, all.Delivered+k.Delivered, all.Due+k.Due
	}
	total := books.Book.Totals()
	require.Positive(t, total.In)
	require.Equal(t, total.In, total.Out)
	require.Equal(t, []int64{total.Granted, total.Delivered, total.Planned}, []int64{all.Entitled, all.Delivered, all.Due}, "pools by pool are the whole")
	noLineLess(t, books.Book)
	again, found := ledger.Keep(h, r, books.Book, 0)
	require.Empty(t, found)
	require.Equal(t, books.Book, again.Book, "the same tables book nothing more")
	return books
}

// noLineLess: a book without one of its lines is found out. Of a long one a hundred lines or more are tried.
func noLineLess(t *testing.T, book *ledger.Book) {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, ledger.Write(&b, book))
	lines := strings.SplitAfter(strings.TrimSuffix(b.String(), "\n"), "\n")
	for i := 0; i < len(lines); i += 1 + len(lines)/250 {
		without := strings.Join(slices.Delete(slices.Clone(lines), i, i+1), "")
		_, wrong := ledger.Read(strings.NewReader(without), model.LedgerFile)
		require.NotEmpty(t, wrong, "without line %d", i+1)
	}
}

// theBlock: of every patch the parts of a cost are the cost, what is recorded, planned and like the plan is the period,
// thirteen periods are the year, and used and left are the payment, to the minute and the penny; contact and paid time
// are those of the visits and the pay of the rota, counted by other roads.
func theBlock(t *testing.T, h *model.Horizon, r *model.Rota, v *check.Verdict) *check.BlockAccount {
	t.Helper()
	a, err := check.Block(h, r)
	require.NoError(t, err)
	require.Empty(t, a.Unknown, "every rate that is needed is there")
	require.Equal(t, 13, a.Payments)
	var plan, year []int
	for i := range a.Patches {
		x := &a.Patches[i]
		patchAddsUp(t, x, a.Payments)
		plan, year = plus(plan, figures(x.Plan)), plus(year, figures(x.Year.Total))
	}
	require.Equal(t, figures(a.All.Plan)[1:], plan[1:], "patches are the whole; of days all have as many")
	require.Equal(t, figures(a.All.Year.Total)[1:], year[1:])
	paid := 0
	periods, err := check.Pay(h, r)
	require.NoError(t, err)
	for _, x := range periods {
		if h.Problem.Carers[h.CarerIndex[x.Carer]].Contract.Kind != model.Volunteer { // who have miles only
			paid += int(x.PaidTicks)
		}
	}
	rounding := float64(len(a.Patches) * len(a.All.Periods))
	require.InDelta(t, v.Measures.Visit/60, a.All.Plan.Contact, rounding)
	require.InDelta(t, paid/60, a.All.Plan.Paid, rounding)
	return a
}

// patchAddsUp is theBlock for one patch.
func patchAddsUp(t *testing.T, x *check.BlockPatch, payments int) {
	t.Helper()
	require.Len(t, x.Periods, payments)
	var plan, year []int
	pay, minutes := 0, 0
	for _, k := range append(slices.Clone(x.Periods), x.Year) {
		for _, s := range []check.BlockSum{k.Before, k.Plan, k.Ahead, k.Total} {
			require.Equal(t, s.Cost, s.Pay+s.OnCost+s.Mileage+s.Overhead+s.Recorded+s.Adjustments, "%s, period %d", x.Patch, k.Number)
		}
		require.Equal(t, figures(k.Total), plus(figures(k.Before), figures(k.Plan), figures(k.Ahead)), "%s, period %d", x.Patch, k.Number)
		payments := 1
		if k.Number == 0 {
			payments = len(x.Periods)
		} else {
			require.Equal(t, 28, k.Total.Days, "%s, period %d", x.Patch, k.Number)
			plan, year = plus(plan, figures(k.Plan)), plus(year, figures(k.Total))
		}
		if x.Minutes > 0 {
			require.Equal(t, payments*x.Minutes, k.Total.Paid+k.LeftMinutes, "%s, period %d: used and left are the block", x.Patch, k.Number)
		}
		if x.Cost > 0 {
			require.Equal(t, payments*x.Cost, k.Total.Cost+k.Left, "%s, period %d: spent and left are the payment", x.Patch, k.Number)
		}
	}
	require.Equal(t, figures(x.Plan), plan)
	require.Equal(t, figures(x.Year.Total), year)
	for _, b := range x.Bands {
		pay, minutes = pay+b.Pay, minutes+b.Minutes
	}
	require.Equal(t, x.Plan.Pay, pay, "pay by rate is the pay")
	require.InDelta(t, x.Plan.Paid, minutes, float64(len(x.Bands)), "and its time the paid time")
}

// figures are the parts of a sum, days first.
func figures(s check.BlockSum) []int {
	return []int{s.Days, s.Contact, s.Paid, s.Travel, s.Metres, s.Pay, s.OnCost, s.Mileage, s.Overhead, s.Recorded, s.Adjustments, s.Cost}
}

// plus adds them up, part by part.
func plus(of ...[]int) []int {
	out := make([]int, len(figures(check.BlockSum{})))
	for _, x := range of {
		for i := range x {
			out[i] += x[i]
		}
	}
	return out
}

// TestCommands: the README of each of the three larger examples solves it by one command, and shows what judges it, keeps
// its books and sets it against its block; cmd/milltir/testdata/script/examples.txt runs them.
func TestCommands(t *testing.T) {
	for _, dir := range []string{"hafod-y-gest", "solva", "cartrefi"} {
		text, err := os.ReadFile(filepath.Join(dir, "README.md"))
		require.NoError(t, err)
		var commands []string
		for line := range strings.Lines(string(text)) {
			if strings.HasPrefix(line, "milltir ") {
				command, _, _ := strings.Cut(strings.TrimSpace(line), " #")
				commands = append(commands, strings.TrimSpace(command))
			}
		}
		require.NotEmpty(t, commands)
		require.Regexp(t, "^milltir solve examples/"+dir+` --seconds \d+ -o out$`, commands[0], "one command")
		for _, name := range []string{"check", "ledger", "block"} {
			require.Contains(t, commands, "milltir "+name+" examples/"+dir+" out/rota.json", dir)
		}
	}
}
