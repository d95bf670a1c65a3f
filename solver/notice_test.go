package solver_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
	"github.com/milltir/milltir/solver"
	"github.com/milltir/milltir/solver/internal/tiny"
)

// TestFrozenShiftsAreWorked: an open shift that was published and is frozen is worked, whatever there is to do
// in it, beside visits and in a roster without any.
func TestFrozenShiftsAreWorked(t *testing.T) {
	for _, visits := range []bool{true, false} {
		p := easy()
		p.Shifts = []model.Shift{
			{ID: "early", Carer: model.AnyCarer, Days: 127, Start: model.At(7, 0), End: model.At(12, 0), Status: model.Open, Shared: true},
			{ID: "late", Carer: model.AnyCarer, Days: 127, Start: model.At(13, 0), End: model.At(18, 0), Status: model.Open, Shared: true},
		}
		if !visits {
			p.People, p.Visits = nil, nil
		}
		p.Plan.FrozenUntil = p.Plan.Start
		late := model.Worked{Carer: "c1", Date: tiny.Start, Shift: "late", Start: model.At(13, 0), End: model.At(18, 0)}
		p.Published = []model.Worked{late}
		r, err := solver.Solve(context.Background(), p, solver.Options{Iterations: 300, Islands: 1})
		require.NoError(t, err)
		require.True(t, r.Score.Lawful(), "visits %v: %v", visits, r.Score)
		n := 0
		for _, run := range r.Rota.Runs {
			if run.Carer == "c1" && run.Shift == "late" && run.Date == tiny.Start {
				n++
			}
		}
		require.Equal(t, 1, n, "visits %v", visits)
	}
}

// TestPublishedIsAStart: where a rota was published and nothing has changed since, the search ends no higher than it
// is judged in nearly all problems, even where there is no time for anything.
func TestPublishedIsAStart(t *testing.T) {
	judged, kept := 0, 0
	for _, p := range tinyProblems(t, 900, 40) {
		p.Baseline = nil
		long := solve(t, p, solver.Options{Iterations: 2000, Bare: true})
		for _, run := range long.Rota.Runs {
			if run.Shift == "" {
				continue
			}
			p.Published = append(p.Published, model.Worked{Carer: run.Carer, Date: run.Date, Shift: run.Shift, Start: run.Start, End: run.End})
			for _, s := range run.Stops {
				if s.Kind == model.StopVisit {
					p.Baseline = append(p.Baseline, model.Attendance{Visit: s.Visit, Date: run.Date, Start: s.Start, End: s.End, Carer: run.Carer, Role: s.Role})
				}
			}
		}
		if len(model.Validate(p).Errors()) > 0 {
			continue
		}
		v, err := check.Rota(p, long.Rota)
		if err != nil {
			continue
		}
		r := solve(t, p, solver.Options{Iterations: 1, Islands: 2, Bare: true})
		if judged++; r.Score.Compare(v.Score) <= 0 {
			kept++
		}
	}
	t.Logf("%d of %d", kept, judged)
	require.Greater(t, judged, 30)
	// What previous.csv does not say, such as where a break was, may be lost.
	require.Greater(t, 10*kept, 9*judged)
}

// TestNightsBesideVisits: carers are promised hours that early shifts would fill, and each night one of them has to
// be there, in a shift that one carer only may work.
func TestNightsBesideVisits(t *testing.T) {
	p := easy()
	least := 1800
	for i := range p.Carers {
		p.Carers[i].Contract = model.Contract{Kind: model.Guaranteed, MinWeek: least, MaxWeek: 2400}
	}
	for i := range 4 {
		c := p.Carers[0]
		c.ID = model.CarerID("more" + string(rune('a'+i)))
		p.Carers = append(p.Carers, c)
	}
	p.Shifts = []model.Shift{
		{ID: "early", Carer: model.AnyCarer, Days: model.EveryDay, Start: model.At(7, 0), End: model.At(13, 30), Status: model.Open, Shared: true},
		{ID: "late", Carer: model.AnyCarer, Days: model.EveryDay, Start: model.At(14, 0), End: model.At(20, 30), Status: model.Open, Shared: true},
		{ID: "night", Carer: model.AnyCarer, Days: model.EveryDay, Start: model.At(22, 0), End: model.At(31, 0), Status: model.Open},
	}
	p.Cover = []model.Cover{{Where: string(p.Patches[0].ID), Days: model.EveryDay, Shift: "night", Needed: 1}}
	r, err := solver.Solve(context.Background(), p, solver.Options{Iterations: 3000, Islands: 1})
	require.NoError(t, err)
	require.True(t, r.Score.Lawful(), "%v", r.Score)
}
