package examples

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
	"github.com/milltir/milltir/report"
	"github.com/milltir/milltir/solver"
)

// TestHafod: everybody is visited, in the house somebody is always on site, the pool is drawn on and its books and the
// block add up; and the reserve is held better for being asked for.
func TestHafod(t *testing.T) {
	p, err := model.ReadDir("hafod-y-gest")
	require.NoError(t, err)
	h, err := model.Expand(p)
	require.NoError(t, err)
	t.Run("the house", func(t *testing.T) { theHouse(t, h) })
	solve := func(level model.Level) *model.Rota {
		q := *p
		q.Objective.Levels = map[model.Code]model.Level{model.RuleReserve: level}
		s, err := solver.Solve(context.Background(), &q, solver.Options{Iterations: 1000})
		require.NoError(t, err)
		return s.Rota
	}
	with, without := solve(model.Wishes), solve(model.Off)
	v, account := shownBooks(t, "hafod-y-gest", h, with)
	require.Len(t, account.Patches, 1)
	ninth := account.Patches[0].Periods[8]
	require.Equal(t, []int{0, 7, 21}, []int{ninth.Before.Days, ninth.Plan.Days, ninth.Ahead.Days}, "the plan is the first week of the ninth period")
	t.Run("cover", func(t *testing.T) { somebodyIsThere(t, h, with) })
	t.Run("the round", func(t *testing.T) { theRound(t, h, with) })
	t.Run("nights", func(t *testing.T) { theNights(t, with, v) })

	missing, early := notFree(v)
	other, err := check.Horizon(h, without)
	require.NoError(t, err)
	off, _ := notFree(other)
	require.Greater(t, off, missing+120, "two hours of the week more without anybody free, after few iterations")
	for _, x := range v.Shares {
		if x.Rule == model.RuleReserve {
			require.InDelta(t, float64(x.Score.Wishes)/1000, 0.3*missing, 0.2, "0.3 for each minute that is counted")
		}
	}
	made := draws(with)
	require.Positive(t, made, "the pool is drawn on")
	require.Greater(t, early*10_080, 2*missing*7*3*60, "from eight to eleven nobody is free more than twice as often as over the week")
	shownIn(t, "hafod-y-gest", "of these two rotas", func(b *bytes.Buffer, _ *report.Localizer) {
		fmt.Fprintf(b, "draws: %d of 280 proposed\n", made)
		fmt.Fprintf(b, "nobody free: %.1f of the week's 10,080 minutes; from eight to eleven in the morning %.1f of 1,260\n", missing, early)
		fmt.Fprintf(b, "with reserve = \"off\": %.1f minutes\n", off)
	})
}

// theHouse: the numbers that the README begins with.
func theHouse(t *testing.T, h *model.Horizon) {
	p := h.Problem
	flats := make(map[model.PersonID]bool)
	for i := range p.People {
		if p.People[i].Place == "hafod" {
			flats[p.People[i].ID] = true
		}
	}
	require.Len(t, flats, 40)
	require.Len(t, p.People, 46, "and six in their own homes")
	require.Len(t, p.Carers, 11)
	proposed := 0
	daily, weekly, nightly := make(map[model.PersonID]int), make(map[model.PersonID]bool), make(map[model.PersonID]bool)
	for i := range p.Visits {
		v := &p.Visits[i]
		if strings.HasPrefix(string(v.ID), "hafod:") {
			require.True(t, v.Optional)
			proposed++
			continue
		}
		require.Equal(t, flats[v.Person], v.Pool == "hafod", "%s: what is done in the house draws on its pool", v.ID)
		switch night := v.Windows[0].Open >= model.At(22, 0); {
		case night:
			nightly[v.Person] = true
		case flats[v.Person] && v.Days == 1<<7-1:
			daily[v.Person]++
		case flats[v.Person]:
			weekly[v.Person] = true
		}
	}
	times := make(map[int]int)
	for _, n := range daily {
		times[n]++
	}
	require.Equal(t, map[int]int{4: 4, 2: 4}, times, "four have four visits a day, four have two")
	require.Len(t, weekly, 10)
	require.Len(t, nightly, 2)
	x := p.Pools[0]
	require.Equal(t, []int{600 * 60, 10 * 60, 30, 60}, []int{x.Minutes, x.BroughtForward, x.DrawMin, x.DrawMax})
	require.Equal(t, 40, proposed, "one a tenant and a day: 280")
	for i := range p.Shifts {
		require.EqualValues(t, "hafod", p.Shifts[i].Location, "whoever goes out starts and ends in the house")
	}
}

// somebodyIsThere: in every half hour of the week; and the judge would say so if one were too few.
func somebodyIsThere(t *testing.T, h *model.Horizon, r *model.Rota) {
	there, err := check.There(h, r)
	require.NoError(t, err)
	require.Len(t, there, 336, "day and night")
	require.NotContains(t, there, 0, "nobody in the house")
	two := *h.Problem
	two.Cover = slices.Clone(two.Cover)
	for i := range two.Cover {
		if two.Cover[i].OnSite {
			two.Cover[i].Needed = 2
		}
	}
	g, err := model.Expand(&two)
	require.NoError(t, err)
	v, err := check.Horizon(g, r)
	require.NoError(t, err)
	nights := 0
	for _, x := range v.Violations {
		if x.Rule == model.RuleStaffing && x.Level == model.Law && x.At >= model.At(22, 0) {
			nights++
		}
	}
	require.Equal(t, 7*18, nights, "at night it is one, and two would be asked for by law")
}

// theRound: carers visit flats and homes outside in one shift, and whoever walks is not in Penrhyndeudraeth.
func theRound(t *testing.T, h *model.Horizon, r *model.Rota) {
	shared := make(map[model.CarerID]bool)
	outside := 0
	for i := range r.Runs {
		x := &r.Runs[i]
		in, out := false, false
		for _, s := range x.Stops {
			if s.Kind != model.StopVisit {
				continue
			}
			if h.Problem.People[h.PersonIndex[s.Person]].Place == "hafod" {
				in = true
				continue
			}
			out, outside = true, outside+1
			walks := h.Problem.Carers[h.CarerIndex[x.Carer]].Mode == model.ModeWalk
			require.False(t, walks && (s.Person == "p43" || s.Person == "p45"), "%s walks to %s", x.Carer, s.Person)
		}
		if in && out {
			shared[x.Carer] = true
		}
	}
	require.Equal(t, 11*7, outside, "eleven visits a day outside")
	require.Greater(t, len(shared), 4, "by carers who are in flats in the same shift")
}

// theNights: of each night's carer two visits and a break, an hour and twenty minutes, and the ways to them; the rest is
// reserve.
func theNights(t *testing.T, r *model.Rota, v *check.Verdict) {
	nights := 0
	for i := range r.Runs {
		x := &r.Runs[i]
		if x.Start < model.At(22, 0) {
			continue
		}
		nights++
		kinds := make(map[string]int)
		for _, s := range x.Stops {
			kinds[s.Kind]++
		}
		require.Equal(t, map[string]int{model.StopVisit: 2, model.StopBreak: 1}, kinds, "%s", x.Date)
	}
	require.Equal(t, 7, nights)
	busy := int64(0)
	for _, x := range v.Violations {
		if x.Rule == model.RuleReserve && x.At >= model.At(22, 0) {
			busy += x.Amount / 60
		}
	}
	require.InDelta(t, 7*82, busy, 7*5, "minutes of the nights in which she is not free")
}

// notFree is for how many minutes nobody was free to answer a call, and how many of them from eight to eleven: added up
// to the second, as the judge does.
func notFree(v *check.Verdict) (minutes, early float64) {
	for _, x := range v.Violations {
		if x.Rule != model.RuleReserve {
			continue
		}
		minutes += float64(x.Amount) / 60
		if x.At >= model.At(8, 0) && x.At < model.At(11, 0) {
			early += float64(x.Amount) / 60
		}
	}
	return minutes, early
}

// draws counts the visits that the pool has proposed and the rota makes.
func draws(r *model.Rota) (n int) {
	for i := range r.Runs {
		for _, s := range r.Runs[i].Stops {
			if s.Kind == model.StopVisit && strings.HasPrefix(string(s.Visit), "hafod:") {
				n++
			}
		}
	}
	return n
}
