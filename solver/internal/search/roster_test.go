package search

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/constraint"
	"github.com/milltir/milltir/solver/internal/state"
)

// scheme is a house in which carers are there early, late and at night, under the rules as they come.
func scheme(t testing.TB, carers, weeks int, changes ...func(p *model.Problem)) *state.Instance {
	t.Helper()
	p := &model.Problem{Format: 1, Name: "scheme", Plan: model.Plan{Start: model.NewDate(2026, 11, 2), Weeks: weeks}}
	p.Patches = []model.Patch{{ID: "house", NameEn: "House", BaseLat: 52.586, BaseLon: -4.088}}
	for i := range carers {
		p.Carers = append(p.Carers, model.Carer{
			ID: model.CarerID(fmt.Sprint("c", i)), Name: "C.", Patch: "house", Mode: model.ModeCar, HomeLat: 52.586, HomeLon: -4.088,
			Contract: model.Contract{Kind: model.Guaranteed, MinWeek: 1920},
		})
	}
	for i, at := range [][2]model.Clock{{model.At(7, 0), model.At(15, 0)}, {model.At(14, 0), model.At(22, 0)}, {model.At(21, 30), model.At(31, 30)}} {
		id := model.ShiftID([]string{"early", "late", "night"}[i])
		p.Shifts = append(p.Shifts, model.Shift{
			ID: id, Carer: model.AnyCarer, Shared: true, Days: model.EveryDay, Start: at[0], End: at[1], Status: model.Open,
		})
		p.Cover = append(p.Cover, model.Cover{Where: "house", Days: model.EveryDay, Shift: id, Needed: []int{2, 2, 1}[i], Wanted: []int{2, 2, 1}[i]})
	}
	for _, change := range changes {
		change(p)
	}
	h, err := model.Expand(p)
	require.NoError(t, err)
	in, err := state.Compile(h, constraint.Allowed(h))
	require.NoError(t, err)
	return in
}

// TestSchemeIsLines: a roster without visits is searched as lines under the rules as they come, the rest of
// a week among them, and comes out within the law.
func TestSchemeIsLines(t *testing.T) {
	e := NewEngine(scheme(t, 10, 4), 1, 0)
	require.NotNil(t, e.lines)
	require.NotNil(t, e.lines.In.WeekRest)
	for point := 0; point < 1000; point += 20 {
		e.Run(8, point)
	}
	require.Zero(t, e.BestScore.Breaches)
	require.Equal(t, e.BestScore.Breaches, e.lines.search.Best().Total.Law())
}

// TestYearWithoutLines: a year that is no lines is not put together section by section, which takes longer
// than its search: the island keeps the rota that it has.
func TestYearWithoutLines(t *testing.T) {
	in := scheme(t, 9, 52, func(p *model.Problem) {
		p.Objective.Levels = map[model.Code]model.Level{model.RuleFairness: model.Wishes}
		p.Shifts[0].End, p.Shifts[1].End, p.Shifts[2].Start, p.Shifts[2].End = model.At(14, 0), model.At(21, 0), model.At(21, 0), model.At(31, 0)
	})
	require.Equal(t, 9*52*7*3, in.Sections, "no shift meets another")
	a, b := NewEngine(in, 1, 0), NewEngine(in, 1, 1)
	for _, e := range []*Engine{a, b} {
		require.Nil(t, e.lines)
		e.Construct()
		e.Run(20, Steps)
	}
	was := a.BestScore
	a.recombine([]*Engine{a, b})
	require.Equal(t, was, a.BestScore)
}

// TestYearOfLines: a year is lines too, and within the law to the night in which the clocks go back.
func TestYearOfLines(t *testing.T) {
	e := NewEngine(scheme(t, 12, 52), 1, 0)
	require.NotNil(t, e.lines)
	for point := 0; point < 1000; point += 50 {
		e.Run(250, point)
	}
	require.Zero(t, e.BestScore.Breaches)
}
