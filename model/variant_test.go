package model_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
)

// TestVariantSharesTravel: a variant has the travel that its own problem says, and the very same
// timetable where nothing that it is made from has changed.
func TestVariantSharesTravel(t *testing.T) {
	cloned := func(p *model.Problem) {
		p.People, p.Carers, p.Buses = slices.Clone(p.People), slices.Clone(p.Carers), slices.Clone(p.Buses)
	}
	access := 25
	for _, c := range []struct {
		change func(p *model.Problem)
		shared bool
		why    string
	}{
		{func(*model.Problem) {}, true, "nothing has changed"},
		{cloned, true, "rows are compared, not their place in memory"},
		{func(p *model.Problem) { p.Visits[0].Length += 5 }, true, "no visit makes a bus go at another time"},
		{func(p *model.Problem) { p.Carers[0].Mode = model.ModeBike }, true, "matrices are by mode, and somebody still goes by bus"},
		{func(p *model.Problem) { p.People[0].Lat += 0.01 }, false, "another door"},
		{func(p *model.Problem) { p.People[0].Access = &access }, false, "longer from the stop to the person"},
		{func(p *model.Problem) { p.Buses[0].Times = p.Buses[0].Times[1:] }, false, "the first journey no longer calls there"},
		{func(p *model.Problem) { p.Legs = []model.Leg{{From: "p1", To: "p2", Mode: model.ModeBus, Minutes: 7}} }, false, "a leg that is known"},
		{func(p *model.Problem) {
			p.Matrix = []model.MatrixRow{{Mode: model.ModeBus, From: "p1", Ticks: []int32{0, 9}}, {Mode: model.ModeBus, From: "p2", Ticks: []int32{9, 0}}}
		}, false, "a matrix"},
		{func(p *model.Problem) { p.Travel.Detour = 2 }, false, "longer ways to the stops"},
		{func(p *model.Problem) { p.Rules.Legs.WalkMetres = 900 }, false, "stops within reach are others"},
		{func(p *model.Problem) { p.Rules.Resolution = 1 }, false, "other ticks"},
		{func(p *model.Problem) { p.Plan.Weeks = 2 }, false, "the timetable reaches further"},
		{func(p *model.Problem) { p.Plan.Start = p.Plan.Start.Add(7) }, false, "a week later the clocks may have changed"},
		{func(p *model.Problem) { p.Plan.Timezone = "Europe/Paris" }, false, "they change elsewhere"},
	} {
		p, err := model.ReadDir("../examples/rules/bus")
		require.NoError(t, err)
		second := p.Carers[0]
		second.ID = "also"
		p.Carers = append(p.Carers, second)
		h := expand(t, p)
		require.NotNil(t, h.Timetable())
		q := *p
		cloned(&q)
		q.Visits = slices.Clone(q.Visits)
		c.change(&q)
		got, err := h.Variant(&q)
		require.NoError(t, err)
		want := expand(t, &q)
		require.Equal(t, want.Legs, got.Legs, c.why)
		require.Equal(t, want.Exact, got.Exact, c.why)
		require.Equal(t, want.Timetable(), got.Timetable(), c.why)
		require.Equal(t, c.shared, h.Timetable() == got.Timetable(), c.why)
	}
}
