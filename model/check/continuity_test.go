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
		After: 9, Slots: 8,
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

// Four weeks of Mondays and Tuesdays, 30 and 60 minutes. p1, who requires Welsh, is visited by c1 c2,
// c1 c3, c1 c3, c2 c2; p2, who prefers English, in the second week only, by c3; p3 asks for nothing and has c1 in the
// first week. c1 speaks Welsh at 5, c2 at 3, which is not enough; c3 speaks English.
func TestSpansAndLanguagesByHand(t *testing.T) {
	p := world(t)
	p.Plan.Weeks = 4
	p.People[0].LanguageNeed, p.People[1].LanguageNeed = "require_cy", "prefer_en"
	p.Carers[0].Languages = []model.Language{{Code: "cy", Level: 5}}
	p.Carers[1].Languages = []model.Language{{Code: "cy", Level: 3}}
	p.Carers[2].Languages = []model.Language{{Code: "en", Level: 4}}
	addVisit(t, p, "v1 p1 08:00-08:00 30").Days = 1
	addVisit(t, p, "v2 p1 08:00-08:00 60").Days = 2
	addVisit(t, p, "v3 p2 12:00-12:00 45").Days = 1
	addVisit(t, p, "v4 p3 14:00-14:00 20").Days = 1
	for _, c := range []string{"c1", "c2", "c3"} {
		s := addShift(t, p, monday, c+" s"+c[1:]+" 07:00-22:00 open")
		s.Date, s.Days = 0, 3
	}
	h := expand(t, p)
	v, err := Horizon(h, rota(t, h, `
c1 s1 2026-11-23 | v1 08:00-08:30 | v4 14:00-14:20
c2 s2 2026-11-24 | v2 08:00-09:00
c1 s1 2026-11-30 | v1 08:00-08:30
c3 s3 2026-11-30 | v3 12:00-12:45
c3 s3 2026-12-01 | v2 08:00-09:00
c1 s1 2026-12-07 | v1 08:00-08:30
c3 s3 2026-12-08 | v2 08:00-09:00
c2 s2 2026-12-14 | v1 08:00-08:30
c2 s2 2026-12-15 | v2 08:00-09:00`))
	require.NoError(t, err)
	m := v.Measures
	require.Empty(t, cmp.Diff([]model.CarersIn{
		{Days: 7, Mean: 9.0 / 6, Worst: 2, P90: 2, Max: 2},   // p1 2 2 2 1, p2 1, p3 1
		{Days: 14, Mean: 11.0 / 6, Worst: 3, P90: 3, Max: 3}, // p1 3 2 3, p2 1 1 (of two fortnights), p3 1
		{Days: 28, Mean: 5.0 / 3, Worst: 3, P90: 3, Max: 3},  // 3, 1 and 1
	}, m.CarersIn, cmpopts.EquateApprox(0, 1e-12)))
	require.Empty(t, cmp.Diff([]model.LanguageShare{
		{Language: "cy", People: 1, Minutes: 360, Given: 90, Pct: 25}, // c1's three mornings of four mornings and four hours
		{Language: "en", People: 1, Minutes: 45, Given: 45, Pct: 100},
	}, m.Languages, cmpopts.EquateApprox(0, 1e-12)))
	require.InDelta(t, 25, *m.People[0].LanguagePct, 1e-12)
	require.InDelta(t, 100, *m.People[1].LanguagePct, 1e-12)
	require.Nil(t, m.People[2].LanguagePct, "nothing is asked")
}

// A rota of one week has no fortnight.
func TestSpansOfOneWeek(t *testing.T) {
	p := world(t)
	addVisit(t, p, "v1 p1 08:00-08:00 30")
	addShift(t, p, monday, "c1 s1 07:00-22:00 open")
	h := expand(t, p)
	v, err := Horizon(h, rota(t, h, "c1 s1 2026-11-23 | v1 08:00-08:30"))
	require.NoError(t, err)
	require.Equal(t, []model.CarersIn{{Days: 7, Mean: 1, Worst: 1, P90: 1, Max: 1}}, v.Measures.CarersIn)
	require.Nil(t, v.Measures.Languages)
}

// The tenth who have it worst: of eleven people two.
func TestWorstTenth(t *testing.T) {
	j := &judge{}
	m := &model.Measures{}
	for i := range 11 {
		c := &model.ContinuityBy{After: i / 6, Slots: i}
		c.Visit.UPC, c.Visit.SECON, c.Visit.SlotSECON = float64(11-i)/11, float64(i)/10, float64(i)/10
		m.People = append(m.People, model.PersonCount{Continuity: c})
	}
	j.measureContinuity(m)
	require.InDelta(t, 1.5/11, m.ContinuityWorst.Visit.UPC, 1e-12, "1/11 and 2/11")
	require.InDelta(t, 6.0/11, m.ContinuityMean.Visit.UPC, 1e-12)
	require.InDelta(t, 0.55, m.ContinuityMean.Visit.SlotSECON, 1e-12, "0.1 to 1: who has no date before does not count")
	require.InDelta(t, 0.1, m.ContinuityWorst.Visit.SlotSECON, 1e-12, "of ten one")
	require.InDelta(t, 0.8, m.ContinuityMean.Visit.SECON, 1e-12, "0.6 to 1: who has no visit before does not count")
}
