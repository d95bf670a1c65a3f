package examples

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/ledger"
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
	"github.com/milltir/milltir/report"
	"github.com/milltir/milltir/solver"
)

// TestSolva: everybody is visited within the law, by whom they chose; first and second wishes are met, the outings start
// and end at home; and the books add up.
func TestSolva(t *testing.T) {
	p, err := model.ReadDir("solva")
	require.NoError(t, err)
	h, err := model.Expand(p)
	require.NoError(t, err)
	s, err := solver.Solve(context.Background(), p, solver.Options{Iterations: 1000})
	require.NoError(t, err)
	v, err := check.Horizon(h, s.Rota)
	require.NoError(t, err)
	require.True(t, v.Score.Lawful())
	require.Zero(t, v.Score.Cover, "nobody who must be visited is left out")
	for i := range h.Visits {
		x := &h.Visits[i]
		if rank := h.Problem.Visits[x.Template].Rank; rank > 0 {
			require.Equal(t, rank < 3, made(s.Rota, x.ID, x.Date), "wish %d, %s on %s", rank, x.ID, x.Date)
		}
	}
	for _, date := range []string{"2026-12-02", "2026-12-09"} {
		d, err := model.ParseDate(date)
		require.NoError(t, err)
		i := slices.IndexFunc(h.Visits, func(x model.DatedVisit) bool { return x.ID == "d02" && x.Date == d })
		home := h.PersonAt[h.PersonIndex["p02"]]
		require.Equal(t, []int{home, home}, []int{h.Visits[i].Location, h.Visits[i].EndAt}, "to St Davids and back")
	}
	theBooks(t, h, s.Rota)
}

// made tells whether somebody is at a visit.
func made(r *model.Rota, id model.VisitID, date model.Date) bool {
	return slices.ContainsFunc(r.Runs, func(x model.Run) bool {
		return x.Date == date && slices.ContainsFunc(x.Stops, func(s model.Stop) bool { return s.Visit == id })
	})
}

// theBooks: every minute has where it came from and where it went, and no line can be taken out.
func theBooks(t *testing.T, h *model.Horizon, r *model.Rota) {
	books, found := ledger.Keep(h, r, nil, 0)
	require.Empty(t, found)
	sum := int64(0)
	for _, minutes := range books.Book.Balances() {
		sum += minutes
	}
	require.Zero(t, sum)
	shownIn(t, "solva", "the output of milltir ledger", func(b *bytes.Buffer, l *report.Localizer) {
		require.NoError(t, report.Ledger(b, h, books, l))
	})
	var b bytes.Buffer
	require.NoError(t, ledger.Write(&b, books.Book))
	lines := strings.SplitAfter(strings.TrimSuffix(b.String(), "\n"), "\n")
	for i := range lines {
		without := strings.Join(slices.Delete(slices.Clone(lines), i, i+1), "")
		_, wrong := ledger.Read(strings.NewReader(without), model.LedgerFile)
		require.NotEmpty(t, wrong, "without line %d", i+1)
	}
	again, found := ledger.Keep(h, r, books.Book, 0)
	require.Empty(t, found)
	require.Equal(t, books.Book, again.Book, "the same tables book nothing more")
}
