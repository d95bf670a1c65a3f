package check

import (
	"testing"

	"github.com/milltir/milltir/model"
	"github.com/stretchr/testify/require"
)

// away: c1 with v1 of p1, an outing or a session of an hour from nine, and v2 of p2. The hall is twenty
// minutes from everybody by car and five on foot, the hill half an hour from p2 only.
func away(t testing.TB) *model.Problem {
	p := world(t)
	addShift(t, p, monday, "c1 s1 07:00-13:00 given")
	addVisit(t, p, "v1 p1 09:00-09:00 60")
	addVisit(t, p, "v2 p2 08:00-12:00 30")
	p.Places = []model.Place{{ID: "hall", Kind: model.PlaceVenue, Lat: 52.92, Lon: -3.60, Access: new(int)}, {ID: "hill", Kind: model.PlaceVenue, Lat: 52.93, Lon: -3.60, Access: new(int)}}
	for _, key := range []string{"bala", "p1", "p2", "p3"} {
		p.Legs = append(p.Legs,
			model.Leg{From: "hall", To: key, Mode: model.ModeCar, Minutes: 20}, model.Leg{From: key, To: "hall", Mode: model.ModeCar, Minutes: 20},
			model.Leg{From: "hall", To: key, Mode: model.ModeWalk, Minutes: 5}, model.Leg{From: key, To: "hall", Mode: model.ModeWalk, Minutes: 6})
	}
	p.Legs = append(p.Legs, model.Leg{From: "hill", To: "p2", Mode: model.ModeCar, Minutes: 30}, model.Leg{From: "p2", To: "hill", Mode: model.ModeCar, Minutes: 30})
	return p
}

// first changes the first visit, second the other one.
func first(f func(v *model.Visit)) func(*model.Problem) {
	return func(p *model.Problem) { f(&p.Visits[0]) }
}

func session(with ...model.PersonID) func(*model.Problem) {
	return first(func(v *model.Visit) { v.Place, v.With = "hall", with })
}

func TestLegsOfOutings(t *testing.T) {
	ends := func(start, end string) func(*model.Problem) {
		return first(func(v *model.Visit) { v.StartsAt, v.EndsAt = start, end })
	}
	judgeRules(t, model.RuleLeg, away, []rule{
		{"at home", nil, "c1 s1 | v1 09:00-10:00 | v2 10:10-10:40", law(0, 0), "ten minutes"},
		{"ends at the hall", ends("", "hall"), "c1 s1 | v1 09:00-10:00 | v2 10:10-10:40", law(1, 10*60), "twenty from there"},
		{"in time", ends("", "hall"), "c1 s1 | v1 09:00-10:00 | v2 10:20-10:50", law(0, 0), "twenty minutes"},
		{"before it", ends("", "hall"), "c1 s1 | v2 08:20-08:50 | v1 09:00-10:00", law(0, 0), "it starts at p1's: ten minutes"},
		{"the place is on the way", first(func(v *model.Visit) { v.Place, v.StartsAt = "hall", "home" }), "c1 s1 | v2 08:20-08:50 | v1 09:00-10:00", law(0, 0), "from home and back"},
		{"starts at the hall", ends("hall", "home"), "c1 s1 | v2 08:20-08:50 | v1 09:00-10:00", law(1, 10*60), "twenty to the hall"},
		{"and ends at home", ends("hall", "home"), "c1 s1 | v1 09:00-10:00 | v2 10:10-10:40", law(0, 0), "ten from p1's"},
		{"the place is the start", first(func(v *model.Visit) { v.Place = "hall" }), "c1 s1 | v2 08:20-08:50 | v1 09:00-10:00", law(1, 10*60), "where it takes place"},
		{"a break between", ends("", "hall"), "c1 s1 | v1 09:00-10:00 | break 10:00-10:20 | v2 10:30-11:00", law(1, 10*60), "the break is at the hall"},
	})
}

func TestTravelOfOutings(t *testing.T) {
	based := func(p *model.Problem) { p.Carers[0].StartAt, p.Carers[0].EndAt = model.FromBase, model.FromBase }
	judgeRules(t, model.RuleTravel, away, []rule{
		{"at home", based, "c1 s1 | v1 09:00-10:00", cost(20000), "from the base and back"},
		{"ends at the hall", all(based, first(func(v *model.Visit) { v.EndsAt = "hall" })), "c1 s1 | v1 09:00-10:00", cost(30000), "ten there, twenty back; what they go together is of the visit"},
	})
}

func TestGapOfSessions(t *testing.T) {
	hill := func(p *model.Problem) { p.Visits[1].StartsAt, p.People[1].GoesBy = "hill", model.ModeCar }
	judgeRules(t, model.RuleGap, away, []rule{
		{"others", nil, "c1 s1 | v1 09:00-10:00\nc2 - | v2 09:15-09:45", law(0, 0), "two people"},
		{"one of them", session("p2"), "c1 s1 | v1 09:00-10:00\nc2 - | v2 09:15-09:45", law(1, 50*60), "p2 is back at 10:05"},
		{"on the way", session("p2"), "c1 s1 | v1 09:00-10:00\nc2 - | v2 10:03-10:33", law(1, 2*60), "five minutes from the hall"},
		{"home again", session("p2"), "c1 s1 | v1 09:00-10:00\nc2 - | v2 10:05-10:35", law(0, 0), "to the minute"},
		{"not in time for it", session("p2"), "c1 s1 | v1 09:00-10:00\nc2 - | v2 08:25-08:55", law(1, 60), "six minutes to the hall"},
		{"in time for it", session("p2"), "c1 s1 | v1 09:00-10:00\nc2 - | v2 08:24-08:54", law(0, 0), "to the minute"},
		{"somebody else comes", session("p3"), "c1 s1 | v1 09:00-10:00\nc2 - | v2 09:15-09:45", law(0, 0), "p2 is at home"},
		{"both come along", all(session("p3"), func(p *model.Problem) { p.Visits[1].With = []model.PersonID{"p3"} }), "c1 s1 | v1 09:00-10:00\nc2 - | v2 09:15-09:45", law(1, 50*60), "p3 is at both"},
		{"no way", all(session("p2"), hill), "c1 s1 | v1 09:00-10:00\nc2 - | v2 10:00-10:30", law(0, 0), "nothing says how p2 gets from the hall to the hill: somebody takes them"},
		{"a longest gap", all(session("p2"), func(p *model.Problem) { p.Visits[1].MaxGapAfter = 30 }), "c1 s1 | v1 09:00-10:00\nc2 - | v2 08:20-08:50", law(1, 10*60), "p2's next is the session, forty minutes on"},
		{"of another's", all(session("p2"), func(p *model.Problem) { p.Visits[0].MaxGapAfter = 30 }), "c1 s1 | v1 09:00-10:00\nc2 - | v2 10:05-10:35", law(0, 0), "p1 has no next visit"},
	})
}

func TestGapNamesWhoIsAtBoth(t *testing.T) {
	p := away(t)
	session("p2")(p)
	h := expand(t, p)
	v, err := Horizon(h, rota(t, h, "c1 s1 | v1 09:00-10:00\nc2 - | v2 08:45-09:15"))
	require.NoError(t, err)
	for _, x := range v.Violations {
		if x.Rule == model.RuleGap {
			require.Equal(t, model.PersonID("p2"), x.Person, "not p1, whose session it is")
		}
	}
}

func TestDoorOfSessions(t *testing.T) {
	no := false
	dog := func(p *model.Problem) { p.People[0].Pets, p.Carers[0].PetsOK = true, &no }
	judgeRules(t, model.RuleDoor, away, []rule{
		{"at home", dog, "c1 s1 | v1 09:00-10:00", law(1, 0), "there is a dog"},
		{"at the hall", all(dog, session()), "c1 s1 | v1 09:00-10:00", law(0, 0), "the dog is at home"},
		{"from home", all(dog, session(), first(func(v *model.Visit) { v.StartsAt, v.EndsAt = "home", "hall" })), "c1 s1 | v1 09:00-10:00", law(1, 0), "they meet at the door"},
		{"brought home", all(dog, session(), first(func(v *model.Visit) { v.EndsAt = "home" })), "c1 s1 | v1 09:00-10:00", law(1, 0), "and part there"},
	})
	key := func(p *model.Problem) { p.People[0].KeyHolders = []model.CarerID{"c2"} }
	judgeRules(t, model.RuleKeyHolder, away, []rule{
		{"at home", key, "c1 s1 | v1 09:00-10:00", cost(2000), "c2 has the key"},
		{"at the hall", all(key, session()), "c1 s1 | v1 09:00-10:00", cost(0), "it is at no door"},
		{"brought home", all(key, session(), first(func(v *model.Visit) { v.EndsAt = "home" })), "c1 s1 | v1 09:00-10:00", cost(2000), "at hers"},
	})
}

func TestListOfSessions(t *testing.T) {
	never := func(p *model.Problem) { p.People[1].Never = []model.CarerID{"c1"} }
	judgeRules(t, model.RuleList, away, []rule{
		{"not there", never, "c1 s1 | v1 09:00-10:00", law(0, 0), "p2 does not come"},
		{"refused", all(never, session("p2")), "c1 s1 | v1 09:00-10:00", law(1, 0), "p2 will not have c1"},
		{"by two", all(never, session("p2"), func(p *model.Problem) { p.People[0].Only = []model.CarerID{"c2"} }), "c1 s1 | v1 09:00-10:00", law(1, 0), "once an attendance"},
		{"only", all(session("p2"), func(p *model.Problem) { p.People[1].Only = []model.CarerID{"c2"} }), "c1 s1 | v1 09:00-10:00", law(1, 0), "p2 has c2 only"},
	})
}
