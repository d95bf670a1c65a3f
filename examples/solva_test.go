package examples

import (
	"bytes"
	"context"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

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
	_, account := shownBooks(t, "solva", h, s.Rota)
	t.Run("a person's own hours", func(t *testing.T) {
		l, err := report.NewLocalizer(report.English)
		require.NoError(t, err)
		var page bytes.Buffer
		require.NoError(t, report.PersonWeek(&page, h, s.Rota, "p09", l))
		require.Contains(t, page.String(), "Pool dp-sw, 16/11–13/12/26: 15h45 to draw, 7h05 drawn before this rota, 4h30 in it, 4h10 left", "as the ledger")
		page.Reset()
		require.NoError(t, report.PersonWeek(&page, h, s.Rota, "p05", l))
		require.NotContains(t, page.String(), "to draw", "a household's pool is not one person's")
	})
	t.Run("the block", func(t *testing.T) { theVillageBlock(t, h, account) })
	t.Run("who comes", func(t *testing.T) { whoComes(t, h, s.Rota) })
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
	require.Len(t, s.Rota.Unallocated, 2, "his third wish, twice")
	for _, x := range s.Rota.Unallocated {
		require.EqualValues(t, "d04", x.Visit)
		require.True(t, slices.ContainsFunc(x.Reasons, func(r model.Reason) bool {
			return slices.ContainsFunc(r.Blocks, func(b model.Violation) bool { return b.Rule == model.RulePool })
		}), "the pool stands in the way")
	}
}

// made tells whether somebody is at a visit.
func made(r *model.Rota, id model.VisitID, date model.Date) bool {
	return slices.ContainsFunc(r.Runs, func(x model.Run) bool {
		return x.Date == date && slices.ContainsFunc(x.Stops, func(s model.Stop) bool { return s.Visit == id })
	})
}

// whoComes: eight carers, four of them employed; nobody is visited by whom they did not choose, and volunteers do no care.
func whoComes(t *testing.T, h *model.Horizon, r *model.Rota) {
	p := h.Problem
	require.Len(t, p.People, 16)
	kinds := make(map[string]int)
	for _, c := range p.Carers {
		kinds[c.Contract.Kind]++
	}
	require.Equal(t, map[string]int{model.Guaranteed: 4, model.Personal: 2, model.Volunteer: 2}, kinds)
	chosen, company := make(map[model.PersonID]int), 0
	for i := range r.Runs {
		x := &r.Runs[i]
		carer := &p.Carers[h.CarerIndex[x.Carer]]
		for _, s := range x.Stops {
			if s.Kind != model.StopVisit {
				continue
			}
			who := &p.People[h.PersonIndex[s.Person]]
			require.NotContains(t, who.Never, x.Carer)
			if len(who.Only) > 0 {
				require.Contains(t, who.Only, x.Carer, "%s chose", who.ID)
				chosen[who.ID]++
			}
			if carer.Contract.Kind == model.Volunteer {
				v := slices.IndexFunc(h.Visits, func(y model.DatedVisit) bool { return y.ID == s.Visit && y.Date == x.Date })
				require.NotContains(t, p.Visits[h.Visits[v].Template].Skills, model.Skill("care"), "%s by a volunteer", s.Visit)
				company++
			}
		}
	}
	require.Len(t, chosen, 4)
	require.Positive(t, company)
}

// theVillageBlock: what is done for the four who have direct payments stands beside the block and not in it, and four
// weeks stay inside what is paid for them.
func theVillageBlock(t *testing.T, h *model.Horizon, a *check.BlockAccount) {
	p := h.Problem
	payments := make(map[model.PersonID]bool)
	for i := range p.People {
		if p.People[i].Patch == "taliadau" {
			payments[p.People[i].ID] = true
		}
	}
	require.Equal(t, map[model.PersonID]bool{"p02": true, "p05": true, "p06": true, "p09": true}, payments)
	require.Len(t, a.Patches, 2)
	block, own := &a.Patches[0], &a.Patches[1]
	require.EqualValues(t, "solfach", block.Patch)
	require.Positive(t, block.Minutes*block.Cost)
	require.Zero(t, own.Minutes+own.Cost, "no block")
	require.Positive(t, own.Plan.Paid)
	ninth := block.Periods[8]
	require.Equal(t, []int{14, 14, 0}, []int{ninth.Before.Days, ninth.Plan.Days, ninth.Ahead.Days}, "the plan is the second half of the ninth period")
	require.Positive(t, block.Year.Left)
	require.Positive(t, block.Year.LeftMinutes)
	t.Run("the weeks before", func(t *testing.T) { theWeeksBefore(t, &ninth.Before) })
}

// theWeeksBefore: what block.csv has of the ninth period is what previous.csv comes to, as the rota of those two weeks.
func theWeeksBefore(t *testing.T, recorded *check.BlockSum) {
	p, err := model.ReadDir("solva")
	require.NoError(t, err)
	p.Plan.Start = p.Plan.Start.Add(-14)
	p.Absences, p.BlockPeriods = nil, nil
	h, err := model.Expand(p)
	require.NoError(t, err)
	r, err := model.ReadRota(filepath.Join("solva", "previous.csv"), p)
	require.NoError(t, err)
	a, err := check.Block(h, r)
	require.NoError(t, err)
	s := &a.Patches[0].Plan
	require.Equal(t, []int{s.Contact, s.Paid, s.Cost}, []int{recorded.Contact, recorded.Paid, recorded.Cost})
}
