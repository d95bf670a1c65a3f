package check

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/milltir/milltir/model"
	"github.com/stretchr/testify/require"
)

// c1 drives from the base and back (10 min a leg, 5,000 m), c2 from a home that nobody knows.
func TestMeasures(t *testing.T) {
	p := threeVisits(t)
	fromBase(p)
	addShift(t, p, monday, "c2 s2 07:00-15:00 open")
	addShift(t, p, monday, "c3 s3 07:00-15:00 open")
	p.Visits[0].Carers = 2
	p.Visits[1].Windows[0].Preferred = model.At(8, 0)
	p.Visits[2].Windows[0].Preferred = model.At(9, 0)
	addVisit(t, p, "v4 p3 07:00-13:00 60")
	p.Visits[3].Priority = 1
	p.Events = []model.Event{{ID: "e1", Attendees: []model.CarerID{"c2"}, Date: p.Plan.Start, Start: model.At(12, 0), Length: 30}}
	p.People[0].NamedTeam = []model.CarerID{"c1"}
	p.History = []model.Contact{{Person: "p1", Carer: "c1", Visits90d: 3}, {Person: "p2", Carer: "c1", Visits90d: 1}}
	p.Baseline = []model.Attendance{{Visit: "v1", Date: p.Plan.Start - 7, Carer: "c1"}, {Visit: "v1", Date: p.Plan.Start - 7, Carer: "c3"}}
	p.Carers[0].Contract = model.Contract{MinWeek: 600, MaxWeek: 1200}
	h := expand(t, p)
	v, err := Horizon(h, rota(t, h, `
c1 s1 | v2 07:20-07:50 | v1 08:10-08:40 | v3 09:10-09:40
c2 s2 | v1 08:10-08:40 | break 10:00-10:20 | event:e1 12:00-12:30`))
	require.NoError(t, err)
	requireSums(t, v)
	want := &model.Measures{
		Visits: 4, VisitsAllocated: 3, Attendances: 5,
		MinutesNeeded: 180, MinutesAllocated: 120, // 2×30 + 30 + 30 of those and 60
		AllocatedPct: 100 * 120.0 / 180, UnallocatedByPrio: [4]int{60},
		// c1: 6 h; unfilled 10 min before the first leg, 190 min after the way back at 09:50.
		// c2: 8 h; 70 min before v1, 150 after the event at 12:30.
		Shift: 14 * 3600, Hours: 14*3600 - 20*60, Paid: 14*3600 - 20*60,
		Visit:    (3*30 + 30) * 60,
		Travel:   4 * 600,                   // base, p2, p1, p3, base
		Wait:     (10 + 20 + 80 + 100) * 60, // 08:00–08:10 and 08:50–09:10; 08:40–10:00 and 10:20–12:00
		Unfilled: (10 + 190 + 70 + 150) * 60,
		Break:    20 * 60, Event: 30 * 60, Metres: 20000,
		CarersMean: 4.0 / 3, CarersMedian: 1, CarersP90: 2, CarersMax: 2, // p1 two, p2 and p3 one
		CarersIn: []model.CarersIn{{Days: 7, Mean: 4.0 / 3, Worst: 2, P90: 2, Max: 2}},
		NewFaces: 2,               // c2 at p1, c1 at p3
		TeamPct:  50, SamePct: 50, // c1 is in p1's team and baseline, c2 in neither
		DeviationMean: 25, DeviationP95: 40, Within15Pct: 50, // v2 40 min early, v3 10 late
		Runs: 2, OpenRuns: 1,
		Carers: []model.CarerBalance{
			{Carer: "c1", Runs: 1, HoursMinutes: 360, PaidMinutes: 360, MinMinutes: 600, MaxMinutes: 1200, Visits: 3, Contact: 90, Travel: 40, Metres: 20000},
			{Carer: "c2", Runs: 1, HoursMinutes: 460, PaidMinutes: 460, MaxMinutes: 2880, Visits: 1, Contact: 30},
			{Carer: "c3", MaxMinutes: 2880},
		},
		People: []model.PersonCount{
			{Person: "p1", Visits: 1, Carers: 2, NewFaces: 1, TeamPct: 50},
			{Person: "p2", Visits: 1, Carers: 1},
			{Person: "p3", Visits: 2, Missing: 1, Carers: 1, NewFaces: 1},
		},
	}
	// p1's two attendances at once, by c1 and c2: shares of a half, no visit before.
	once := model.Continuity{UPC: 0.5, HHI: 0.5, MMCI: 0.1 / 1.1}
	pair := model.ContinuityBy{Visit: once, Minute: once}
	want.People[0].Continuity, want.ContinuityMean, want.ContinuityWorst = &pair, pair, pair
	want.ContactPct = 100 * 120.0 / 820
	want.TravelPct = 100 * 40.0 / 160
	want.TravelPaidPct = 100 * 40.0 / 820
	want.WaitPct = 100 * 210.0 / 820
	mine := [model.FairKinds]float64{model.FairTravel: 0.6, model.FairDoubleUps: 1} // 40 minutes are six tenths of an hour; c1 alone is owed minutes
	want.Fairness = []model.FairLoad{{Carer: "c1", Load: mine, Share: mine}}
	require.Empty(t, cmp.Diff(want, v.Measures, cmpopts.EquateApprox(0, 1e-9)))
	m := v.Measures
	require.Equal(t, m.Shift, m.Visit+m.Travel+m.Break+m.Event+m.Wait+m.Unfilled, "nothing overruns, so the classes fill the shifts")
}

func TestMeasuresOfCommute(t *testing.T) {
	p := threeVisits(t)
	p.Carers[0].HomeLat, p.Carers[0].HomeLon = 52.80, -3.60
	for _, leg := range []model.Leg{{From: "carer:c1", To: "p1", Minutes: 25}, {From: "p3", To: "carer:c1", Minutes: 35}} {
		leg.Mode = model.ModeCar
		p.Legs = append(p.Legs, leg)
	}
	h := expand(t, p)
	text := "c1 s1 | v1 08:00-08:30 | v2 08:40-09:10 | v3 09:20-09:50"
	v, err := Horizon(h, rota(t, h, text))
	require.NoError(t, err)
	require.EqualValues(t, 3600, v.Measures.Commute, "25 min to the first, 35 from the last")
	require.EqualValues(t, 1200, v.Measures.Travel, "commute is not travel")

	fromBase(p)
	for _, leg := range []model.Leg{{From: "carer:c1", To: "bala", Minutes: 5}, {From: "bala", To: "carer:c1", Minutes: 6}} {
		leg.Mode = model.ModeCar
		p.Legs = append(p.Legs, leg)
	}
	h = expand(t, p)
	v, err = Horizon(h, rota(t, h, text))
	require.NoError(t, err)
	require.EqualValues(t, 660, v.Measures.Commute, "5 min to the base where she starts, 6 from there")
}

func TestQuantiles(t *testing.T) {
	ten := []float64{10, 9, 8, 7, 6, 5, 4, 3, 2, 1}
	require.Equal(t, 5.5, median(ten), "mean of the two middle ones")
	require.Equal(t, 9.0, quantile(ten, 90), "nine of ten do not exceed 9")
	require.Equal(t, 10.0, quantile(ten, 95))
	require.Equal(t, 3.0, quantile([]float64{3}, 90))
	require.Zero(t, median(nil)+quantile(nil, 90)+mean(nil))
}

func TestMeasuresOfNothing(t *testing.T) {
	v, err := Rota(world(t), &model.Rota{})
	require.NoError(t, err)
	require.Zero(t, v.Score)
	require.Empty(t, v.Violations)
	require.Zero(t, v.Measures.AllocatedPct+v.Measures.ContactPct+v.Measures.CarersMean)
}
