package check

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
)

// Mornings of 30 minutes by c1 c1 c2 c1 c3 and evenings of 60 by c1 c2 c2 c1 c1, Monday to Friday:
// in order c1 c1, c1 c2, c2 c2, c1 c1, c3 c1. Of ten attendances c1 has 6, c2 3, c3 1; of 450 minutes
// 270, 150 and 30.
func TestContinuityByHand(t *testing.T) {
	p := world(t)
	addVisit(t, p, "v1 p1 08:00-08:00 30").Days = 0b11111
	addVisit(t, p, "v2 p1 20:00-20:00 60").Days = 0b11111
	addVisit(t, p, "v3 p2 12:00-12:00 30").Days = 1
	for _, c := range []string{"c1", "c2", "c3"} {
		s := addShift(t, p, monday, c+" s"+c[1:]+" 07:00-22:00 open")
		s.Date, s.Days = 0, 0b11111
	}
	h := expand(t, p)
	v, err := Horizon(h, rota(t, h, `
c1 s1 2026-11-23 | v1 08:00-08:30 | v3 12:00-12:30 | v2 20:00-21:00
c1 s1 2026-11-24 | v1 08:00-08:30
c2 s2 2026-11-24 | v2 20:00-21:00
c2 s2 2026-11-25 | v1 08:00-08:30 | v2 20:00-21:00
c1 s1 2026-11-26 | v1 08:00-08:30 | v2 20:00-21:00
c3 s3 2026-11-27 | v1 08:00-08:30
c1 s1 2026-11-27 | v2 20:00-21:00`))
	require.NoError(t, err)
	want := &model.ContinuityBy{
		Visit: model.Continuity{
			UPC: 0.6, HHI: 0.46, COC: 0.4, // (36 + 9 + 1) / 100; (46 − 10) / 90
			MMCI:      7.1 / 9.1, // (1 − 3/10.1) / (1 − 1/10.1)
			SECON:     5.0 / 9,   // of the nine after the first: Mon evening, Tue morning, Wed both, Thu evening
			SlotSECON: 3.0 / 8,   // Tue morning; Wed and Fri evening
		},
		Minute: model.Continuity{
			UPC: 0.6, HHI: 96300.0 / 202500, COC: (10*96300.0/202500 - 1) / 9, MMCI: 7.1 / 9.1,
			SECON:     240.0 / 420, // 60 + 30 + 30 + 60 + 60 of all but the first 30
			SlotSECON: 150.0 / 360, // 30 + 60 + 60 of four mornings and four evenings
		},
		Slots: 8,
	}
	require.Empty(t, cmp.Diff(want, v.Measures.People[0].Continuity, cmpopts.EquateApprox(0, 1e-12)))
	require.Nil(t, v.Measures.People[1].Continuity, "one attendance has no continuity")
	require.Empty(t, cmp.Diff(want.Visit, v.Measures.ContinuityMean.Visit, cmpopts.EquateApprox(0, 1e-12)), "of one person")
	require.Empty(t, cmp.Diff(want.Minute, v.Measures.ContinuityWorst.Minute, cmpopts.EquateApprox(0, 1e-12)))
}

// Two carers at a time: c1 and c2 on Monday, c1 and c3 on Tuesday.
func TestContinuityOfPairs(t *testing.T) {
	p := world(t)
	x := addVisit(t, p, "v1 p1 08:00-08:00 30")
	x.Days, x.Carers = 3, 2
	for _, c := range []string{"c1", "c2", "c3"} {
		s := addShift(t, p, monday, c+" s"+c[1:]+" 07:00-22:00 open")
		s.Date, s.Days = 0, 3
	}
	h := expand(t, p)
	v, err := Horizon(h, rota(t, h, `
c1 s1 2026-11-23 | v1 08:00-08:30
c2 s2 2026-11-23 | v1 08:00-08:30
c1 s1 2026-11-24 | v1 08:00-08:30
c3 s3 2026-11-24 | v1 08:00-08:30`))
	require.NoError(t, err)
	got := v.Measures.People[0].Continuity.Visit
	want := model.Continuity{
		UPC: 0.5, HHI: 6.0 / 16, COC: 2.0 / 12, // 2, 1 and 1 of four; (6 − 4) / 12
		MMCI: 1.1 / 3.1, SECON: 0.5, SlotSECON: 0.5, // one of Tuesday's two was there on Monday
	}
	require.Empty(t, cmp.Diff(want, got, cmpopts.EquateApprox(0, 1e-12)))
}

// The tenth who have it worst: of eleven people two.
func TestWorstTenth(t *testing.T) {
	j := &judge{}
	m := &model.Measures{}
	for i := range 11 {
		c := &model.ContinuityBy{Slots: i}
		c.Visit.UPC, c.Visit.SlotSECON = float64(11-i)/11, float64(i)/10
		m.People = append(m.People, model.PersonCount{Continuity: c})
	}
	j.measureContinuity(m)
	require.InDelta(t, 1.5/11, m.ContinuityWorst.Visit.UPC, 1e-12, "1/11 and 2/11")
	require.InDelta(t, 6.0/11, m.ContinuityMean.Visit.UPC, 1e-12)
	require.InDelta(t, 0.55, m.ContinuityMean.Visit.SlotSECON, 1e-12, "0.1 to 1: who has no date before does not count")
	require.InDelta(t, 0.1, m.ContinuityWorst.Visit.SlotSECON, 1e-12, "of ten one")
}
