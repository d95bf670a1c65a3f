package inrc2

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/benchmarks/suite"
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver"
)

// TestStages: week by week, each with its history, and the cost is that of both together.
func TestStages(t *testing.T) {
	f := New(Stages)
	read, err := f.Read(small)
	require.NoError(t, err)
	files, err := f.Find("testdata")
	require.NoError(t, err)
	require.False(t, files[0].Best.Known, "what is best known is of all weeks at once")
	task := suite.Task{Setting: suite.Setting{Iterations: 300, Seed: 1, Workers: 1}, Entry: suite.Entry{File: files[0], Instance: read}}
	cell, err := task.Run(t.Context(), nil)
	require.NoError(t, err)
	require.Empty(t, cell.Error)
	require.True(t, cell.Feasible, cell.Breaches)
	require.Len(t, cell.Stages, 2)
	require.Equal(t, 10.0, cell.Stages[0].Limit, "a few nurses have the base")
}

// TestStage: the second week knows what the first one was, by the history, and nothing else of it.
func TestStage(t *testing.T) {
	in := weekly{readSmall(t)}
	first, limit, err := in.Stage(nil)
	require.NoError(t, err)
	require.Equal(t, 10*time.Second, limit)
	require.Empty(t, model.Validate(first).Errors())
	require.Equal(t, monday, first.Plan.Start)
	require.Equal(t, 1, first.Plan.Weeks)
	r, err := solver.Solve(t.Context(), first, solver.Options{Iterations: 200})
	require.NoError(t, err)
	second, _, err := in.Stage([]*model.Rota{r.Rota})
	require.NoError(t, err)
	require.Empty(t, model.Validate(second).Errors())
	require.Equal(t, monday.Add(7), second.Plan.Start)
	h, err := in.scenario.Next(in.start, in.scenario.solutions(r.Rota)[0])
	require.NoError(t, err)
	for n, past := range h.Nurses {
		w := second.CarerHours[n]
		require.Equal(t, past.Work, w.DaysInRow)
		require.Equal(t, past.Off, w.DaysOff)
		require.Equal(t, whole*max(0, in.scenario.contract(n).Total.Min-past.Assignments), second.Carers[n].Contract.MinPlan, "all that is left is the last week's")
	}
	_, err = in.scenario.Next(h, &Solution{Week: 0})
	require.Error(t, err)
	_, _, err = in.Stage([]*model.Rota{r.Rota, r.Rota})
	require.ErrorContains(t, err, "week 1 comes next", "the first week again")
}

// TestShare: what a week may take of a contract's totals.
func TestShare(t *testing.T) {
	in := readSmall(t)
	for _, c := range []struct {
		past        Past
		weeks       int
		least, most int
		weekends    int
		price       float64
		why         string
	}{
		{Past{}, 4, 11 / 4, 3, 1, 30 * 3 / 4.0 / 2, "11 to 12 shifts and one weekend in four weeks"},
		{Past{}, 1, 11, 12, 1, 0, "the last week has all"},
		{Past{Assignments: 7}, 2, 2, 3, 1, 7.5, "four or five in two weeks"},
		{Past{Weekends: 1}, 3, 3, 4, 0, 0, "no weekend is left: one is dear enough by its rule"},
		{Past{Assignments: 12}, 2, 0, 0, 1, 7.5, "nothing is left"},
	} {
		p := &model.Problem{Carers: []model.Carer{{ID: "ann"}}}
		in.scenario.share(p, 0, &c.past, c.weeks)
		k := &p.Carers[0]
		require.Equal(t, []int{whole * c.least, whole * c.most, c.weekends}, []int{k.Contract.MinPlan, k.Contract.MaxPlan, *k.MaxWeekends}, c.why)
		price := 0.0
		for _, q := range p.Requests {
			if q.Days == 1<<saturday {
				price += *q.Weight * float64(known[requests].weight)
			}
		}
		require.InDelta(t, c.price, price, 1e-9, c.why)
	}
}

// TestWriteStages: the weeks of both stages, one after the other.
func TestWriteStages(t *testing.T) {
	in := weekly{readSmall(t)}
	rota := func(week int) *model.Rota {
		r := &model.Rota{Start: monday.Add(7 * week), Weeks: 1}
		r.Runs = []model.Run{{Carer: "ann", Shift: "Late/Head", Date: r.Start.Add(2)}}
		return r
	}
	var out strings.Builder
	require.NoError(t, in.WriteStages(&out, []*model.Rota{rota(0), rota(1)}))
	require.Equal(t, "SOLUTION\n0 n003w2\nASSIGNMENTS = 1\nann Wed Late Head\nSOLUTION\n1 n003w2\nASSIGNMENTS = 1\nann Wed Late Head\n", out.String())
}
