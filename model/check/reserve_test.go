package check

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
)

// house is a Monday at a scheme: c1, who starts and ends there, and c2, who comes from home, are on duty in it, c3 is
// in the patch. p1 has a flat in it, p2 and p3 live ten minutes away.
func house(t testing.TB) *model.Problem {
	p := world(t)
	p.Places = []model.Place{{ID: "plas", NameEn: "Plas", Kind: model.PlaceScheme, Lat: 52.9, Lon: -3.7}}
	p.People[0].Place = "plas"
	for _, id := range []string{"p2", "p3", "bala"} {
		p.Legs = append(p.Legs, model.Leg{From: "plas", To: id, Mode: model.ModeCar, Minutes: 10}, model.Leg{From: id, To: "plas", Mode: model.ModeCar, Minutes: 10})
	}
	p.Carers[0].StartAt, p.Carers[0].EndAt = model.FromBase, model.FromBase
	for _, text := range []string{"c1 s1 07:00-12:00 open", "c2 s2 07:00-12:00 open", "c3 s3 07:00-12:00 open"} {
		addShift(t, p, monday, text)
	}
	p.Shifts[0].Location, p.Shifts[1].Location = "plas", "plas"
	for _, text := range []string{"flat p1 07:00-12:00 20", "out p2 07:00-12:00 30", "far p3 07:00-12:00 20"} {
		addVisit(t, p, text)
	}
	return p
}

func TestReserve(t *testing.T) {
	keep := func(where, from, to string, n int) func(*model.Problem) {
		return need(model.Cover{Where: where, Start: at(t, from), End: at(t, to), Needed: n, Kind: model.KindReserve})
	}
	one := keep("plas", "07:00", "08:00", 1)
	skilled := func(p *model.Problem) {
		one(p)
		p.Cover[len(p.Cover)-1].Skill = "hoist"
	}
	share := func(pct int) func(*model.Problem) {
		return func(p *model.Problem) {
			p.Rules.Reserve = model.ReserveRule{Pct: pct, From: at(t, "07:00"), To: at(t, "09:00")}
		}
	}
	outing := func(p *model.Problem) {
		p.Places = append(p.Places, model.Place{ID: "hall", Lat: p.People[1].Lat, Lon: p.People[1].Lon})
		p.Legs = append(p.Legs, model.Leg{From: "hall", To: "plas", Mode: model.ModeCar, Minutes: 10})
		p.Visits[0].EndsAt = "hall"
	}
	slot := func(n int) func(*model.Problem) { return func(p *model.Problem) { p.Rules.Reserve.Slot = n } }
	judgeRules(t, model.RuleReserve, house, []rule{
		{"nothing asked", nil, "c1 s1", cost(0), "no row"},
		{"nobody on duty", one, "c3 s3", cost(18000), "60 × 0.3; c3 is not there"},
		{"free", one, "c1 s1", cost(0), "no visit"},
		{"in a flat", one, "c1 s1 | flat 07:10-07:30", cost(6300), "a minute's walk and 20: 21 × 0.3"},
		{"two wanted", keep("plas", "07:00", "08:00", 2), "c1 s1 | flat 07:10-07:30\nc2 s2", cost(6300), "the other is one"},
		{"the other is free", one, "c1 s1 | flat 07:10-07:30\nc2 s2", cost(0), "whoever it is"},
		{"out", one, "c1 s1 | out 07:20-07:50", cost(15000), "from 07:10, and back at eight: 50"},
		{"out, and waiting there", one, "c1 s1 | out 07:20-07:50 | far 08:30-08:50", cost(15000), "as if she had gone on"},
		{"taking somebody out", all(one, outing), "c1 s1 | flat 07:10-07:30", cost(9600), "a minute's walk, 20, and eleven back from the hall: 32"},
		{"back and out again", one, "c1 s1 | out 06:30-07:00 | flat 07:40-08:00", cost(9300), "eleven minutes with the door, in the flat at 07:40: 11 + 20"},
		{"from home straight out", one, "c2 s2 | out 07:40-08:10", cost(18000), "never there"},
		{"from home into a flat", one, "c2 s2 | flat 07:40-08:00", cost(6000), "she comes before it, and stays"},
		{"home from a flat", keep("plas", "11:00", "12:00", 1), "c2 s2 | flat 11:00-11:20", cost(6000), "till the shift ends"},
		{"home from outside", keep("plas", "11:00", "12:00", 1), "c2 s2 | out 11:00-11:30", cost(18000), "nobody says that she comes back"},
		{"back in the end", keep("plas", "11:00", "12:00", 1), "c1 s1 | out 11:00-11:30", cost(12300), "at 11:41, with the door"},
		{"a break", one, "c2 s2 | flat 07:00-07:20 | break 07:30-07:50", cost(12000), "20 and 20"},
		{"half the house each", one, "c1 s1 | flat 07:01-07:21\nc2 s2 | break 07:10-07:30", cost(3300), "both from 07:10 to 07:21"},
		{"looked at by the half hour", all(one, slot(30)), "c1 s1 | flat 07:01-07:21\nc2 s2 | break 07:10-07:30", cost(3300), "41 busy of 60 leave 19 of 30"},
		{"by the minute", all(one, slot(1)), "c1 s1 | flat 07:01-07:21\nc2 s2 | break 07:10-07:30", cost(3300), "eleven"},
		{"a skill nobody has", skilled, "c1 s1", cost(18000), "not c1's"},
		{"a skill", all(skilled, carer(func(x *model.Carer) { x.Skills = []model.DatedSkill{{Skill: "hoist"}} })), "c1 s1", cost(0), "c1 has it"},
		{"after the shift", keep("plas", "11:30", "12:30", 1), "c1 s1", cost(9000), "30 of 60"},
		{"in the patch", keep("bala", "07:00", "08:00", 1), "c3 s3 | out 07:00-07:30 | far 07:45-08:05", cost(16500), "waiting five minutes: 55; c1 and c2 are not of it"},
		{"a share", share(50), "c3 s3 | out 07:00-07:30 | far 07:40-08:00", cost(0), "60 of 120 minutes are free"},
		{"a larger share", share(60), "c3 s3 | out 07:00-07:30 | far 07:40-08:00", cost(3600), "72 should be"},
		{"a share without breaks", share(60), "c3 s3 | out 07:00-07:30 | break 07:30-07:50 | far 08:00-08:20", cost(6000), "60 of 100, 40 are"},
		{"a share of nothing", share(60), "c1 s1", cost(0), "nobody is paid in bala"},
		{"no need for cover", all(one, weigh(model.RuleReserve, model.Law)), "", law(2, 0), "two half hours"},
	})
	judgeRules(t, model.RuleStaffing, house, []rule{{"no need for cover", one, "", law(0, 0), "a reserve"}})
}

func TestOnSite(t *testing.T) {
	need := func(where string) func(*model.Problem) {
		return need(model.Cover{Where: where, Start: at(t, "07:00"), End: at(t, "09:00"), Needed: 1, OnSite: true})
	}
	judgeRules(t, model.RuleStaffing, house, []rule{
		{"there", need("plas"), "c1 s1 | flat 07:10-07:30", law(0, 0), "in a flat"},
		{"a break", need("plas"), "c1 s1 | flat 07:10-07:30 | break 07:40-08:00", law(0, 0), "in the house"},
		{"out", need("plas"), "c1 s1 | out 07:45-08:15", law(2, 0), "from 07:35 to 08:25"},
		{"out on the hour", need("plas"), "c1 s1 | out 07:40-08:10", law(2, 0), "from 07:30 to 08:20: not a tick of the first"},
		{"the other is there", need("plas"), "c1 s1 | out 07:45-08:15\nc2 s2", law(0, 0), "one is needed"},
		{"in turns", need("plas"), "c1 s1 | out 07:10-07:20\nc2 s2 | flat 07:00-07:20 | far 07:45-08:05", law(1, 0), "c1 is back at 07:31, c2 out from 07:35: nobody is in for all of the second"},
		{"of a patch", need("bala"), "c3 s3 | out 07:45-08:15", law(0, 0), "on the road is in the patch"},
	})
	h := expand(t, func() *model.Problem { p := house(t); need("plas")(p); return p }())
	there, err := There(h, rota(t, h, "c1 s1 | out 07:45-08:15"))
	require.NoError(t, err)
	require.Equal(t, []int{1, 0, 0, 1}, there, "by half hour")
	_, err = There(h, nil)
	require.Error(t, err)
}
