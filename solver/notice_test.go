package solver_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
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

// TestPublishedIsAStart: a plan whose rota was published is searched from that one, odd as it may be.
func TestPublishedIsAStart(t *testing.T) {
	p := easy()
	for _, c := range []model.CarerID{"c2", "c3", "c4"} {
		another(p, c)
	}
	for i, c := range []model.CarerID{"c4", "c2", "c3"} {
		v := p.Visits[i]
		at := v.Windows[0].Open + model.Clock(5*i)
		p.Baseline = append(p.Baseline, model.Attendance{Visit: v.ID, Date: tiny.Start, Start: at, End: at + 30, Carer: c})
		p.Published = append(p.Published, model.Worked{Carer: c, Date: tiny.Start, Shift: model.ShiftID(c), Start: model.At(8, 0), End: model.At(13, 0)})
	}
	p.Objective.Levels = map[model.Code]model.Level{model.RuleStability: model.Off, model.RuleNotice: model.Off} // the start alone keeps it
	for _, told := range []bool{true, false} {
		q := *p
		if !told {
			q.Published = nil // previous.csv alone says as much
		}
		r, err := solver.Solve(context.Background(), &q, solver.Options{Iterations: 1, Islands: 1})
		require.NoError(t, err)
		for _, b := range p.Baseline {
			require.True(t, attends(r.Rota, b), "%v", b)
		}
	}
}

func attends(r *model.Rota, b model.Attendance) bool {
	for _, run := range r.Runs {
		for _, s := range run.Stops {
			if run.Carer == b.Carer && run.Date == b.Date && s.Visit == b.Visit {
				return true
			}
		}
	}
	return false
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
