package check

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
)

// TestWishes: one wish on one rota. p1 has breakfast at 08:00 and tea at 16:00 on Monday to Wednesday, and a sit;
// c1 works early or late, c2 beside them. Every leg takes ten minutes.
func TestWishes(t *testing.T) {
	build := func(t testing.TB) *model.Problem {
		p := fortnight(t)
		addVisit(t, p, "am p1 07:00-11:00/08:00 30").Days = 0b111
		addVisit(t, p, "pm p1 14:00-18:00 45").Days = 0b111
		sit := addVisit(t, p, "sit p1 07:00-18:00 60")
		sit.Kind, sit.Days = "sit", 0b111
		addVisit(t, p, "other p2 07:00-18:00 30")
		p.People[0].LanguageNeed, p.People[0].GenderNeed = "prefer_cy", "prefer_f"
		p.Carers[0].Languages, p.Carers[0].Gender = []model.Language{{Code: "cy", Level: 4}}, "f"
		p.Carers[1].Languages, p.Carers[1].Gender = []model.Language{{Code: "en", Level: 5}}, "m"
		p.Carers[0].HomeLat, p.Carers[0].HomeLon = 52.90, -3.61
		p.Carers[0].Contract = model.Contract{Kind: model.Guaranteed, MinWeek: 600}
		p.Legs = append(p.Legs, model.Leg{From: "carer:c1", To: "p1", Mode: model.ModeCar, Minutes: 15}, model.Leg{From: "p1", To: "carer:c1", Mode: model.ModeCar, Minutes: 20.5})
		p.History = []model.Contact{{Person: "p1", Carer: "c1", LastVisit: p.Plan.Start.Add(-3), Visits90d: 3}}
		return p
	}
	const (
		mon = "c1 early | am 08:00-08:30\n"
		tue = "c1 early 2026-11-24 | am 08:20-08:50\n"
		two = "c2 early2 2026-11-25 | am 08:31-09:01\n"
		sit = "c1 late | sit 14:00-15:00\nc1 late 2026-11-30 | sit 14:00-14:59\n"
	)
	for _, row := range []struct {
		who, wish, value, rota string
		judged, met            bool
		amount, limit          int64
		why                    string
	}{
		{"p1", model.WishFaces, "1", mon + tue, true, true, 1, 1, "one carer"},
		{"p1", model.WishFaces, "1", mon + two, true, false, 2, 1, "two in one week"},
		{"p1", model.WishFaces, "", mon + two, true, true, 2, 5, "the rules' number"},
		{"p1", model.WishFaces, "1", "c1 early", false, false, 0, 1, "nobody comes"},
		{"p1", model.WishTime, "", mon + tue, true, true, 20, 30, "twenty minutes apart"},
		{"p1", model.WishTime, "", mon + two, true, false, 31, 30, "a minute too many"},
		{"p1", model.WishTime, "", mon, false, false, 0, 30, "nothing to compare it with"},
		{"p1", model.WishTime, "", mon + "c1 early 2026-11-30 | am 10:00-10:30", false, false, 0, 30, "weeks apart"},
		{"p1", model.WishPreferred, "", mon, true, true, 0, 15, "to the minute"},
		{"p1", model.WishPreferred, "", mon + tue, true, false, 20, 15, "the worst counts"},
		{"p1", model.WishPreferred, "20", mon + tue, true, true, 20, 20, "as wished"},
		{"p1", model.WishPreferred, "", "c1 late | pm 14:00-14:45", false, false, 0, 15, "tea has no preferred start"},
		{"p1", model.WishLanguage, "", mon + tue, true, true, 0, 0, "c1 speaks Welsh"},
		{"p1", model.WishLanguage, "", mon + two, true, false, 1, 0, "c2 does not"},
		{"p1", model.WishLanguage, "en", two, true, true, 0, 0, "another language"},
		{"p1", model.WishGender, "", mon + two, true, false, 1, 0, "c2 is a man"},
		{"p1", model.WishGender, "m", two, true, true, 0, 0, "who is wished"},
		{"p1", model.WishLength, "", mon, true, true, 0, 0, "as long as it is"},
		{"p1", model.WishLength, "", "c1 late | pm 14:00-14:40", true, false, 5, 0, "five minutes short"},
		{"p1", model.WishLength, "40", mon, true, false, 10, 0, "shorter than wished"},
		{"p1", model.WishCompany, "59", sit, true, true, 59, 59, "the leaner week"},
		{"p1", model.WishCompany, "", sit, true, false, 59, 60, "a minute too little"},
		{"p1", model.WishCompany, "1", mon, true, false, 0, 1, "breakfast is no company"},
		{"c1", model.WishWeekends, "", onDays("c1 early", 5, 6), true, true, 1, 1, "one of two"},
		{"c1", model.WishWeekends, "", onDays("c1 early", 5, 12), true, false, 2, 1, "both"},
		{"c1", model.WishWeekends, "", "c2 early2", false, false, 0, 1, "c1 does not work"},
		{"c1", model.WishEarly, "", "c1 early", true, true, 0, 0, "over at noon"},
		{"c1", model.WishEarly, "11:59", "c1 early", true, false, 1, 0, "a minute after"},
		{"c1", model.WishEarly, "", "c1 night", true, false, 1, 0, "over next morning is not early"},
		{"c1", model.WishLate, "", "c1 late", true, true, 0, 0, "from 14:00"},
		{"c1", model.WishLate, "", "c1 late\nc1 early", true, false, 1, 0, "one early"},
		{"c1", model.WishHours, "", onDays("c1 early", 0, 1, 7, 8), true, true, 0, 30, "ten hours each week"},
		{"c1", model.WishHours, "", onDays("c1 early", 0, 7, 8), true, false, 300, 30, "five in the first"},
		{"c1", model.WishHours, "300", onDays("c1 early", 0, 7), true, true, 0, 15, "as wished, whatever the contract"},
		{"c1", model.WishSplits, "", "c1 early\nc1 late", true, false, 1, 0, "two hours off between"},
		{"c1", model.WishSplits, "1", "c1 early\nc1 late", true, true, 1, 1, "one may be"},
		{"c1", model.WishNear, "36", mon, true, true, 36, 36, "35.5 minutes there and back"},
		{"c1", model.WishNear, "35", mon, true, false, 36, 35, "half a minute too far"},
		{"c1", model.WishNear, "35", "c1 early", false, false, 0, 35, "nobody is visited"},
		{"c1", model.WishPeople, "", mon + tue, true, true, 0, 0, "p1 knows c1"},
		{"c1", model.WishPeople, "", "c1 early | am 08:00-08:30 | other 08:40-09:10", true, false, 1, 0, "p2 does not"},
		{"c1", model.WishColleague, "c2", "c1 early\nc2 early2", true, true, 0, 0, "side by side"},
		{"c1", model.WishColleague, "c2", "c1 late\nc2 early2", true, false, 1, 0, "one after the other"},
		{"c1", model.WishColleague, "c2", "c1 late\nc2 early2 2026-11-30", false, false, 0, 0, "never in one week"},
	} {
		t.Run(row.wish+": "+row.why, func(t *testing.T) {
			p := build(t)
			w := model.Wish{Rank: 1, Wish: row.wish, Value: row.value}
			if model.WishOf(row.wish).Carer {
				w.Carer = model.CarerID(row.who)
			} else {
				w.Person = model.PersonID(row.who)
			}
			p.Wishes = []model.Wish{w}
			h := expand(t, p)
			got, err := Wishes(h, rota(t, h, row.rota))
			require.NoError(t, err)
			require.Len(t, got, 1)
			require.Equal(t, []any{row.judged, row.met, row.amount, row.limit}, []any{got[0].Judged, got[0].Met, got[0].Amount, got[0].Limit}, row.why)
			require.NotEmpty(t, got[0].Unit)
		})
	}
}

// Every wish that may be written down can be judged.
func TestEveryWishIsJudged(t *testing.T) {
	for _, k := range model.WishKinds {
		_, people := peoplesWishes[k.Wish]
		_, carers := carersWishes[k.Wish]
		require.Equal(t, []bool{!k.Carer, k.Carer}, []bool{people, carers}, k.Wish)
	}
	_, err := Wishes(nil, nil)
	require.Error(t, err)
}

// TestEquity: what p1, p2 and p3 have of a week; p3 is promised nothing.
func TestEquity(t *testing.T) {
	p := world(t)
	addShift(t, p, monday, "c1 s1 07:00-15:00 given")
	addShift(t, p, monday, "c2 s2 07:00-15:00 given")
	addVisit(t, p, "v1 p1 07:00-10:00/08:00 30")
	addVisit(t, p, "v2 p1 12:00-14:00/12:30 60")
	addVisit(t, p, "v3 p2 09:00-11:00 45")
	p.People[0].LanguageNeed = "require_cy"
	p.Carers[0].Languages = []model.Language{{Code: "cy", Level: 4}}
	p.History = []model.Contact{{Person: "p1", Carer: "c1", LastVisit: p.Plan.Start.Add(-3), Visits90d: 3}}
	p.Wishes = []model.Wish{{Person: "p1", Rank: 1, Wish: model.WishFaces, Value: "1"}, {Person: "p1", Rank: 2, Wish: model.WishLength}, {Carer: "c1", Rank: 1, Wish: model.WishEarly}}
	h := expand(t, p)
	got, err := Equity(h, rota(t, h, "c1 s1 | v1 08:10-08:40\nc2 s2 | v2 12:30-13:30"))
	require.NoError(t, err)
	value := func(x ...float64) (out [EquityKinds]*float64) {
		for k := range x {
			if x[k] >= 0 {
				out[k] = &x[k]
			}
		}
		return out
	}
	require.Equal(t, value(2, 100.0/3, 5, 100.0/3, 0, 50), got[0].Value, "two faces, 30 of 90 minutes by c1, 10 and 0 minutes off, one wish of two")
	require.Equal(t, value(-1, -1, -1, -1, 45, -1), got[1].Value, "nobody comes to p2")
	require.Equal(t, value(-1, -1, -1, -1, -1, -1), got[2].Value, "p3 is promised nothing")
	_, err = Equity(nil, nil)
	require.Error(t, err)
}
