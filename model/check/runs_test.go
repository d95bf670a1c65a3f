package check

import (
	"testing"

	"github.com/milltir/milltir/model"
)

// threeVisits: c1 on an early of six hours, a visit of 30 minutes each with p1, p2 and p3 at
// any time; every leg takes ten minutes.
func threeVisits(t testing.TB) *model.Problem {
	p := world(t)
	addShift(t, p, monday, "c1 s1 07:00-13:00 given")
	addVisit(t, p, "v1 p1 07:00-13:00 30")
	addVisit(t, p, "v2 p2 07:00-13:00 30")
	addVisit(t, p, "v3 p3 07:00-13:00 30")
	return p
}

// fromBase lets c1 start and end at the base.
func fromBase(p *model.Problem) {
	p.Carers[0].StartAt, p.Carers[0].EndAt = model.FromBase, model.FromBase
}

func TestLeg(t *testing.T) {
	supervision := func(p *model.Problem) {
		p.Events = []model.Event{{ID: "e1", Attendees: []model.CarerID{"c1"}, Date: p.Plan.Start, Start: model.At(9, 0), Length: 30}}
	}
	judgeRules(t, model.RuleLeg, threeVisits, []rule{
		{"enough", nil, "c1 s1 | v1 08:00-08:30 | v2 08:40-09:10", law(0, 0), "ten minutes are the leg"},
		{"too little", nil, "c1 s1 | v1 08:00-08:30 | v2 08:36-09:06", law(1, 240), "6 of 10 min"},
		{"overlap", nil, "c1 s1 | v1 08:00-08:30 | v2 08:20-08:50", law(1, 1200), "10 min inside the first, 10 for the leg"},
		{"order of the file", nil, "c1 s1 | v2 08:36-09:06 | v1 08:00-08:30", law(1, 240), "stops go by their start"},
		{"after a break", nil, "c1 s1 | v1 08:00-08:30 | break 08:30-08:50 | v2 08:55-09:25", law(1, 300), "a break is where the last visit was: 5 of 10 min"},
		{"break in a visit", nil, "c1 s1 | v1 08:00-08:30 | break 08:25-08:45", law(1, 300), "no leg, but 5 min too early"},
		{"after an event nowhere", supervision, "c1 s1 | v1 08:00-08:30 | event:e1 09:00-09:30 | v2 09:35-10:05", law(1, 300), "the event has no place"},
		{"no route", func(p *model.Problem) { p.Legs = nil }, "c1 s1 | v1 08:00-08:30 | v2 10:00-10:30", law(1, 0), "no leg in the table"},
		{"no route to the base", all(fromBase, func(p *model.Problem) { p.Legs = nil }), "c1 s1 | v1 08:00-08:30", law(2, 0), "neither there nor back"},
		{"outside shifts too", nil, "c1 s1\nc1 - | v1 14:00-14:30 | v2 14:36-15:06", law(1, 240), "legs are as long outside a shift"},
		{"as a wish", weigh(model.RuleLeg, model.Wishes, 2), "c1 s1 | v1 08:00-08:30 | v2 08:36-09:06", cost(8000), "4 min × 2"},
	})
}

func TestWalkingReach(t *testing.T) {
	walks := func(t testing.TB) *model.Problem {
		p := threeVisits(t)
		p.Travel.Provider, p.Legs = "crow", nil
		p.Carers[0].Mode = model.ModeWalk
		return p
	}
	// p1 and p2 lie 0.01 degrees of latitude apart: 1,112 m by crow, 1,668 m by road; p1 and p3
	// twice that, beyond the 2,000 m that a carer walks.
	judgeRules(t, model.RuleLeg, walks, []rule{
		{"in reach", nil, "c1 s1 | v1 08:00-08:30 | v2 09:30-10:00", law(0, 0), "1.7 km"},
		{"too far to walk", nil, "c1 s1 | v1 08:00-08:30 | v3 10:30-11:00", law(1, 0), "3.3 km"},
	})
}

func TestTravelAndWait(t *testing.T) {
	judgeRules(t, model.RuleTravel, threeVisits, []rule{
		{"two legs", nil, "c1 s1 | v1 08:00-08:30 | v2 08:40-09:10 | v3 09:20-09:50", cost(20000), "home to first is commute"},
		{"from and to base", fromBase, "c1 s1 | v1 08:00-08:30 | v2 08:40-09:10", cost(30000), "there, across and back"},
		{"break first", fromBase, "c1 s1 | break 07:00-07:20 | v1 08:00-08:30", cost(20000), "the break is at the base"},
		{"empty run", fromBase, "c1 s1", cost(0), "nobody drives anywhere"},
		{"in thousandths", weigh(model.RuleTravel, model.Wishes, 0.5), "c1 s1 | v1 08:00-08:30 | v2 08:40-09:10", cost(5000), "10 min × 0.5"},
		{"lifted to law", weigh(model.RuleTravel, model.Law), "c1 s1 | v1 08:00-08:30 | v2 08:40-09:10 | v3 09:20-09:50", law(1, 0), "one run"},
	})
	judgeRules(t, model.RuleWait, threeVisits, []rule{
		{"none", nil, "c1 s1 | v1 08:00-08:30 | v2 08:40-09:10", cost(0), "straight on; the hour before the first stop is unfilled"},
		{"some", nil, "c1 s1 | v1 08:00-08:30 | v2 09:00-09:30 | v3 09:41-10:11", cost(10500), "20 + 1 min at 0.5"},
		{"round a break", nil, "c1 s1 | v1 08:00-08:30 | break 08:35-08:55 | v2 09:10-09:40", cost(5000), "5 before the break, 5 before the visit"},
		{"overlaps give nothing back", nil, "c1 s1 | v1 08:00-08:30 | v2 08:20-08:50 | v3 09:10-09:40", cost(5000), "10 min before v3"},
	})
}

func TestShift(t *testing.T) {
	judgeRules(t, model.RuleShift, threeVisits, []rule{
		{"inside", nil, "c1 s1 | v1 07:00-07:30 | v2 12:30-13:00", law(0, 0), "from edge to edge"},
		{"both ends", nil, "c1 s1 | v1 06:50-07:20 | v2 12:35-13:05", law(1, 900), "10 before and 5 after, one run"},
		{"base in time", fromBase, "c1 s1 | v1 07:10-07:40 | v2 12:20-12:50", law(0, 0), "ten minutes there and back"},
		{"base too late", fromBase, "c1 s1 | v1 07:05-07:35 | v2 12:21-12:51", law(1, 360), "5 min at the start, 1 at the end"},
		{"base and a break last", fromBase, "c1 s1 | v1 08:00-08:30 | break 12:35-12:55", law(1, 300), "she still has to get back from v1"},
		{"outside every shift", nil, "c1 s1\nc1 - | v1 14:00-14:30 | v2 14:40-15:10", law(2, 3600), "two attendances of 30 min"},
		{"outside, but in her hours", nil, "c1 s1\nc1 - | v1 09:00-09:30", law(1, 1800), "the rota says it is outside; that is no second shift"},
		{"a break outside", nil, "c1 s1\nc1 - | break 14:00-14:30", law(0, 0), "no attendance"},
		{"two shifts at once", func(p *model.Problem) { addShift(t, p, monday, "any s2 12:00-16:00 open") }, "c1 s1\nc1 s2", law(1, 3600), "12:00–13:00"},
		{"two shifts in a row", func(p *model.Problem) { addShift(t, p, monday, "any s2 13:00-16:00 open") }, "c1 s1\nc1 s2", law(0, 0), "they meet at 13:00"},
	})
}

func TestAvailable(t *testing.T) {
	no := func(level, from, to string) func(*model.Problem) {
		return func(p *model.Problem) {
			p.Availability = append(p.Availability, model.Availability{Carer: "c1", Days: 1, From: at(t, from), To: at(t, to), Level: level})
		}
	}
	leave := func(p *model.Problem) { // an `any` shift is not cut by absence
		p.Shifts[0].Carer, p.Shifts[0].Status = model.AnyCarer, model.Open
		p.Absences = []model.Absence{{
			Carer: "c1", Kind: "leave",
			From: model.Moment{Date: p.Plan.Start, Clock: model.At(11, 0), Timed: true}, To: model.Moment{Date: p.Plan.Start, Clock: model.At(12, 0), Timed: true},
		}}
	}
	judgeRules(t, model.RuleAvailable, threeVisits, []rule{
		{"free", nil, "c1 s1", law(0, 0), "she said nothing"},
		{"an hour", no("no", "12:00", "15:00"), "c1 s1", law(1, 3600), "12:00–13:00"},
		{"overlapping spans", all(no("no", "10:00", "12:00"), no("no", "11:00", "13:00")), "c1 s1", law(1, 10800), "union: three hours"},
		{"leave and no", all(leave, no("no", "11:30", "12:30")), "c1 s1", law(1, 5400), "11:00–12:30"},
		{"avoid is no law", no("avoid", "07:00", "13:00"), "c1 s1", law(0, 0), "she would rather not"},
	})
	judgeRules(t, model.RuleAvoid, threeVisits, []rule{
		{"avoided", no("avoid", "12:59", "15:00"), "c1 s1", cost(20000), "one minute is enough"},
		{"beside it", no("avoid", "13:00", "15:00"), "c1 s1", cost(0), "they only meet"},
		{"preferred", no("prefer", "07:00", "13:00"), "c1 s1", cost(0), "07:00 to 13:00 is what she would rather work"},
		{"not quite", no("prefer", "07:01", "13:00"), "c1 s1", cost(5000), "a minute is not within"},
		{"in two", all(no("prefer", "07:00", "10:00"), no("prefer", "09:00", "15:00")), "c1 s1", cost(0), "joined together they hold it"},
		{"with a gap", all(no("prefer", "07:00", "10:00"), no("prefer", "10:01", "15:00")), "c1 s1", cost(5000), "a minute is missing"},
		{"preferred and avoided", all(no("prefer", "15:00", "20:00"), no("avoid", "12:00", "15:00")), "c1 s1", cost(20000), "once, by the dearer"},
		{"another day", func(p *model.Problem) {
			p.Availability = append(p.Availability, model.Availability{Carer: "c1", Date: p.Plan.Start.Add(1), From: at(t, "15:00"), To: at(t, "20:00"), Level: "prefer"})
		}, "c1 s1", cost(0), "of Monday she says nothing"},
		{"somebody else", func(p *model.Problem) {
			p.Availability = append(p.Availability, model.Availability{Carer: "c2", Days: 1, From: at(t, "15:00"), To: at(t, "20:00"), Level: "prefer"})
		}, "c1 s1", cost(0), "c2's wish is not hers"},
		{"as law", all(no("prefer", "15:00", "20:00"), weigh(model.RuleAvoid, model.Law)), "c1 s1", law(0, 0), "what she would rather is never law"},
		{"avoided, as law", all(no("prefer", "15:00", "20:00"), no("avoid", "12:00", "15:00"), weigh(model.RuleAvoid, model.Law)), "c1 s1", law(1, 0), "what she would rather not is"},
		{"yes", no("yes", "15:00", "20:00"), "c1 s1", cost(0), "she can, and that is all"},
		{"one weight", all(no("prefer", "15:00", "20:00"), weigh(model.RuleAvoid, model.Wishes, 7.001)), "c1 s1", cost(1750), "a quarter of it"},
		{"the old default", all(no("prefer", "15:00", "20:00"), weigh(model.RuleAvoid, model.Wishes, 20)), "c1 s1", cost(5000), "written out it is as the new one"},
		{"nothing", all(no("prefer", "15:00", "20:00"), weigh(model.RuleAvoid, model.Wishes, 0)), "c1 s1", cost(0), "a quarter of nothing"},
		{"two weights", all(no("prefer", "15:00", "20:00"), weigh(model.RuleAvoid, model.Wishes, 20, 3)), "c1 s1", cost(3000), "the second"},
		{"no second weight", all(no("prefer", "15:00", "20:00"), weigh(model.RuleAvoid, model.Wishes, 20, 0)), "c1 s1", cost(0), "it weighs nothing"},
	})
	judgeRules(t, model.RuleOpenShift, threeVisits, []rule{
		{"given", nil, "c1 s1", cost(0), "given shifts are worked anyway"},
		{"open", func(p *model.Problem) { p.Shifts[0].Status = model.Open }, "c1 s1", cost(15000), "even without a visit"},
		{"not worked", func(p *model.Problem) { p.Shifts[0].Status = model.Open }, "", cost(0), "left closed"},
	})
}

// A shift of ten hours, 07:00–17:00, needs 20 minutes inside the middle 60 %: 09:00–15:00.
func TestBreak(t *testing.T) {
	judgeRules(t, model.RuleBreak, func(t testing.TB) *model.Problem {
		p := threeVisits(t)
		p.Shifts[0].End = model.At(17, 0)
		return p
	}, []rule{
		{"none", nil, "c1 s1", law(1, 1200), "20 min missing"},
		{"too short", nil, "c1 s1 | break 11:00-11:19", law(1, 1200), "19 min are no break"},
		{"two short ones", nil, "c1 s1 | break 11:00-11:10 | break 12:00-12:10", law(1, 1200), "it is uninterrupted"},
		{"at the first edge", nil, "c1 s1 | break 09:00-09:20", law(0, 0), "09:00 is inside"},
		{"before it", nil, "c1 s1 | break 08:55-09:15", law(1, 300), "5 min too early"},
		{"at the last edge", nil, "c1 s1 | break 14:40-15:00", law(0, 0), "15:00 is inside"},
		{"after it", nil, "c1 s1 | break 15:30-15:50", law(1, 1200), "all of it too late"},
		{"longest counts", nil, "c1 s1 | break 11:00-11:20 | break 15:00-15:30", law(1, 1800), "the half hour is the break"},
		{"six hours", func(p *model.Problem) { p.Shifts[0].End = model.At(13, 0) }, "c1 s1", law(0, 0), "more than six hours need one"},
		{"asked for in the shift", func(p *model.Problem) { half := 30; p.Shifts[0].Break = &half }, "c1 s1 | break 11:00-11:20", law(1, 1800), "30 min agreed"},
		{"as a wish", weigh(model.RuleBreak, model.Wishes), "c1 s1", cost(20000), "20 min × 1"},
		{"under 18", born("2008-11-24"), "c1 s1 | break 11:00-11:20", law(1, 1800), "18 tomorrow: 30 min"},
		{"under 18, half an hour", born("2008-11-24"), "c1 s1 | break 11:00-11:30", law(0, 0), "30 min"},
		{"18 today", born("2008-11-23"), "c1 s1 | break 11:00-11:20", law(0, 0), "an adult's 20 min"},
		{"under 18, 4 h 30", all(born("2010-01-01"), func(p *model.Problem) { p.Shifts[0].End = model.At(11, 30) }), "c1 s1", law(0, 0), "more than 4 h 30 need one"},
		{"under 18, 4 h 31", all(born("2010-01-01"), func(p *model.Problem) { p.Shifts[0].End = model.At(11, 31) }), "c1 s1", law(1, 1800), "30 min missing"},
		{"under 18, anybody's shift", all(born("2010-01-01"), func(p *model.Problem) {
			p.Shifts[0].Carer, p.Shifts[0].Status = model.AnyCarer, model.Open
		}), "c1 s1 | break 11:00-11:20", law(1, 1800), "30 min for whoever is young"},
		{"over 18, anybody's shift", all(born("2010-01-01"), func(p *model.Problem) {
			p.Shifts[0].Carer, p.Shifts[0].Status = model.AnyCarer, model.Open
		}), "c2 s1 | break 11:00-11:20", law(0, 0), "20 min for the others"},
	})
}

// Shifts that follow on from one another: 08:00 to 12:00 and 12:00 to 16:00, or another from 12:10, 12:19, 12:20.
// Ann is ten minutes from Bob.
func TestBreakBetweenShifts(t *testing.T) {
	judgeRules(t, model.RuleBreak, func(t testing.TB) *model.Problem {
		p := threeVisits(t)
		p.Shifts = nil
		for _, s := range []string{
			"c1 am 08:00-12:00 open", "c1 pm 12:00-16:00 open", "c1 ten 12:10-16:00 open", "c1 nearly 12:19-16:00 open", "c1 gap 12:20-16:00 open",
			"c1 way 12:29-16:00 open", "c1 ways 12:30-16:00 open", "c1 two 12:00-14:00 open", "c1 bit 12:10-14:11 open", "c1 own 12:00-19:00 open", "c1 eve 16:10-17:00 open",
			"c1 to 08:00-10:15 open", "c1 from 10:45-13:00 open", "c1 more 10:44-13:00 open",
		} {
			addShift(t, p, monday, s)
		}
		return p
	}, []rule{
		{"one", nil, "c1 am", law(0, 0), "four hours"},
		{"end to end", nil, "c1 am\nc1 pm", law(1, 1200), "eight hours, and no break"},
		{"six hours", nil, "c1 am\nc1 two", law(0, 0), "more than six want one"},
		{"six hours of work", nil, "c1 am\nc1 bit", law(1, 600), "6 h 01, what lies between them left out"},
		{"ten minutes between", nil, "c1 am\nc1 ten", law(1, 600), "ten are missing"},
		{"ten minutes twice", nil, "c1 am\nc1 ten\nc1 eve", law(1, 600), "it is uninterrupted"},
		{"nineteen minutes", nil, "c1 am\nc1 nearly", law(1, 60), "one is missing"},
		{"twenty minutes", nil, "c1 am\nc1 gap", law(0, 0), "a break"},
		{"a break in one of them", nil, "c1 am | break 10:00-10:20\nc1 pm", law(0, 0), "taken"},
		{"in two parts", nil, "c1 am | break 10:00-10:15\nc1 ten", law(1, 300), "the longest is 15 minutes"},
		{"one needs a break by itself", nil, "c1 am\nc1 own", law(1, 1200), "its own is missing, once"},
		{"and has it", nil, "c1 am\nc1 own | break 15:00-15:20", law(0, 0), "one for the day's work"},
		{"on call", func(p *model.Problem) { p.Shifts[1].Kind = model.OnCall }, "c1 am\nc1 pm", law(0, 0), "no working time"},
		{"asleep", func(p *model.Problem) { p.Shifts[1].Kind = model.SleepIn }, "c1 am\nc1 pm", law(1, 1200), "working time"},
		{"ten minutes on the road", nil, "c1 am | v1 11:30-12:00\nc1 gap | v2 12:20-12:50", law(1, 600), "ten of 20 are free"},
		{"nineteen without the road", nil, "c1 am | v1 11:30-12:00\nc1 way | v2 12:29-12:59", law(1, 60), "29 minutes less ten"},
		{"twenty without the road", nil, "c1 am | v1 11:30-12:00\nc1 ways | v2 12:30-13:00", law(0, 0), "30 less ten"},
		{"gone in the first shift", nil, "c1 am | v1 11:20-11:50\nc1 gap | v2 12:20-12:50", law(0, 0), "paid time"},
		{"gone in the second", nil, "c1 am | v1 11:30-12:00\nc1 gap | v2 12:30-13:00", law(0, 0), "paid time"},
		{"gone in part", nil, "c1 am | v1 11:25-11:55\nc1 gap | v2 12:22-12:52", law(1, 180), "of ten minutes seven"},
		{"nobody is gone to", nil, "c1 am | v1 11:30-12:00\nc1 gap", law(0, 0), "no way"},
		{"by the base", func(p *model.Problem) { p.Carers[0].StartAt, p.Carers[0].EndAt = model.FromBase, model.FromBase }, "c1 am | v1 11:00-11:30\nc1 gap | v2 12:50-13:20", law(0, 0), "the ways are inside the shifts"},
		{"under 18, 30 minutes", born("2010-01-01"), "c1 to\nc1 from", law(0, 0), "half an hour between"},
		{"under 18, 29 minutes", born("2010-01-01"), "c1 to\nc1 more", law(1, 60), "4 h 31 of work"},
		{"under 18, 4 h 30", all(born("2010-01-01"), func(p *model.Problem) { p.Shifts[13].End = model.At(12, 59) }), "c1 to\nc1 more", law(0, 0), "no more than 4 h 30"},
		{"18 today", born("2008-11-23"), "c1 to\nc1 more", law(0, 0), "an adult"},
		{"as a wish", weigh(model.RuleBreak, model.Wishes), "c1 am\nc1 ten", cost(10000), "10 min × 1"},
		{"counted by the break", all(weigh(model.RuleBreak, model.Wishes), func(p *model.Problem) { p.Rules.Break.Per = model.PerBreak }), "c1 am\nc1 ten", cost(1000), "one"},
		{"counted by the break, as law", func(p *model.Problem) { p.Rules.Break.Per = model.PerBreak }, "c1 am\nc1 ten", law(1, 1200), "the whole of it"},
	})
}

// born gives c1 a date of birth.
func born(on string) func(*model.Problem) {
	return func(p *model.Problem) { p.Carers[0].Born, _ = model.ParseDate(on) }
}

func TestEvent(t *testing.T) {
	judgeRules(t, model.RuleEvent, func(t testing.TB) *model.Problem {
		p := threeVisits(t)
		p.Events = []model.Event{{ID: "e1", Attendees: []model.CarerID{"c1", "c2"}, Date: p.Plan.Start, Start: model.At(9, 0), Length: 45}}
		return p
	}, []rule{
		{"kept", nil, "c1 s1 | event:e1 09:00-09:45", law(0, 0), "c2 has no run"},
		{"moved", nil, "c1 s1 | event:e1 09:10-09:55", law(1, 600), "10 min late"},
		{"cut short", nil, "c1 s1 | event:e1 09:00-09:30", law(1, 900), "15 of 45 min"},
		{"moved and cut short", nil, "c1 s1 | event:e1 09:10-09:45", law(1, 1200), "10 min late, and 10 missing"},
		{"longer", nil, "c1 s1 | event:e1 09:00-10:00", law(0, 0), "all of it is held"},
		{"left out", nil, "c1 s1", law(1, 2700), "45 min"},
		{"outside the shift", func(p *model.Problem) { p.Shifts[0].End = model.At(9, 30) }, "c1 s1", law(0, 0), "it ends after her shift"},
	})
}

func TestRest(t *testing.T) {
	judgeRules(t, model.RuleRest, func(t testing.TB) *model.Problem {
		p := world(t)
		addShift(t, p, monday, "c1 early 07:00-12:00 open")
		addShift(t, p, monday, "c1 late 16:00-22:00 open")
		addShift(t, p, "2026-11-24", "c1 next 08:00-13:00 open")
		addShift(t, p, "2026-11-25", "c1 wed 09:00-13:00 open")
		return p
	}, []rule{
		{"late then early", nil, "c1 late\nc1 next 2026-11-24", law(1, 3600), "22:00 to 08:00 is 10 of 11 hours"},
		{"first and last of a split day", nil, "c1 early\nc1 late\nc1 next 2026-11-24", law(1, 7200), "nine of the 24 hours from 07:00 on are left; the ten before 08:00 begin with the same, and lack less"},
		{"on call", func(p *model.Problem) { p.Shifts[1].Kind = model.OnCall }, "c1 late\nc1 next 2026-11-24", law(0, 0), "no working time"},
		{"called", func(p *model.Problem) {
			p.Shifts[1].Kind, p.Shifts[1].End = model.OnCall, model.At(30, 0)
			addVisit(t, p, "call p1 25:00-25:00 60")
		}, "c1 late | call 25:00-26:00\nc1 next 2026-11-24", law(1, 5*3600), "02:00 to 08:00 is six of eleven hours"},
		{"asleep", func(p *model.Problem) { p.Shifts[1].Kind = model.SleepIn }, "c1 late\nc1 next 2026-11-24", law(1, 3600), "working time"},
		{"a day between", nil, "c1 late\nc1 wed 2026-11-25", law(0, 0), "35 hours"},
		{"a night after a day", func(p *model.Problem) { p.Shifts[1].Start, p.Shifts[1].End = model.At(22, 0), model.At(30, 0) }, "c1 early\nc1 late", law(1, 3600), "07:00-12:00 and 22:00-06:00: of 24 hours ten, 12:00 to 22:00"},
		{"a sleep-in after a day", func(p *model.Problem) {
			p.Shifts[1].Start, p.Shifts[1].End, p.Shifts[1].Kind = model.At(22, 0), model.At(30, 0), model.SleepIn
		}, "c1 early\nc1 late", law(1, 3600), "ten hours too"},
		{"and a morning after it", func(p *model.Problem) { p.Shifts[1].Start, p.Shifts[1].End = model.At(22, 0), model.At(30, 0) }, "c1 early\nc1 late\nc1 next 2026-11-24", law(1, 9*3600), "two hours before 08:00, nine short: more than the hour of the day"},
		{"a long shift", func(p *model.Problem) { p.Shifts[0].End = model.At(21, 0) }, "c1 early", law(1, 3600), "14 of 24 hours"},
		{"thirteen hours", func(p *model.Problem) { p.Shifts[0].End = model.At(20, 0) }, "c1 early", law(0, 0), "eleven are left"},
		{"two working days", func(p *model.Problem) { p.Shifts[1].Start, p.Shifts[1].End = model.At(23, 0), model.At(30, 0) }, "c1 early\nc1 late", law(0, 0), "eleven hours between"},
		{"the rest after a short one", func(p *model.Problem) { p.Shifts[1].End = model.At(31, 0); p.Shifts[3].Start = model.At(9, 0) }, "c1 late\nc1 wed 2026-11-25", law(1, 7200), "16:00 to 07:00 is 15 hours: nine of 24 are left, and a day after them"},
		{"history", func(p *model.Problem) {
			p.CarerHours = []model.CarerWeek{
				{Carer: "c1", WeekStart: p.Plan.Start - 14, LastShiftEnd: model.Moment{Date: p.Plan.Start - 8, Clock: model.At(22, 0), Timed: true}},
				{Carer: "c1", WeekStart: p.Plan.Start - 7, LastShiftEnd: model.Moment{Date: p.Plan.Start - 1, Clock: model.At(22, 30), Timed: true}},
			}
		}, "c1 early", law(1, 9000), "22:30 to 07:00 is 8.5 of 11 hours"},
		{"history of a night", func(p *model.Problem) {
			p.CarerHours = []model.CarerWeek{{Carer: "c1", WeekStart: p.Plan.Start - 7, LastShiftEnd: model.Moment{Date: p.Plan.Start, Clock: model.At(7, 0), Timed: true}}}
		}, "c1 late", law(1, 7200), "Monday 07:00 to 16:00 is 9 hours"},
		{"history without a time", func(p *model.Problem) {
			p.CarerHours = []model.CarerWeek{{Carer: "c1", WeekStart: p.Plan.Start - 7, LastShiftEnd: model.Moment{Date: p.Plan.Start}}}
		}, "c1 early", law(0, 0), "a date alone says too little (midnight would be 7 hours)"},
		{"a week of the plan", func(p *model.Problem) {
			p.CarerHours = []model.CarerWeek{{Carer: "c1", WeekStart: p.Plan.Start, LastShiftEnd: model.Moment{Date: p.Plan.Start, Clock: model.At(5, 0), Timed: true}}}
		}, "c1 early", law(0, 0), "what the plan covers is no history"},
		{"another carer", nil, "c1 late", law(0, 0), "nothing follows"},
		{"under 18", born("2008-11-25"), "c1 late\nc1 next 2026-11-24", law(1, 7200), "10 of 12 hours"},
		{"18 on the second day", born("2008-11-24"), "c1 late\nc1 next 2026-11-24", law(1, 3600), "10 of 11 hours"},
		{"born on 29 February, 18 on 1 March", all(born("2008-02-29"), func(p *model.Problem) {
			p.Plan.Start = model.NewDate(2026, 2, 23)
			for i := range p.Shifts {
				p.Shifts[i].Date = p.Plan.Start.Add(5 + i/2)
			}
		}), "c1 late 2026-02-28\nc1 next 2026-03-01", law(1, 3600), "10 of 11 hours"},
		{"as a wish", weigh(model.RuleRest, model.Wishes), "c1 late\nc1 next 2026-11-24", cost(60000), "60 min × 1"},
	})
}

// A young worker: at most 8 hours a day and 40 a week, nothing from 22:00 to 06:00. The half hour of break is no work.
func TestYoung(t *testing.T) {
	judgeRules(t, model.RuleYoung, func(t testing.TB) *model.Problem {
		p := world(t)
		born("2008-11-28")(p) // 18 on Saturday
		for _, s := range []string{"c1 long 07:00-15:31 open", "c1 full 07:00-15:30 open", "c1 more 16:00-16:10 open", "c1 late 21:00-22:30 open", "c1 early 05:00-07:00 open"} {
			addShift(t, p, monday, s)
			p.Shifts[len(p.Shifts)-1].Date, p.Shifts[len(p.Shifts)-1].Days = 0, model.EveryDay
		}
		return p
	}, []rule{
		{"eight hours", nil, "c1 full", law(0, 0), "8 h 30 less the break"},
		{"a minute more", nil, "c1 long", law(1, 60), "8 h 01"},
		{"two shifts of a day", nil, "c1 full\nc1 more", law(1, 600), "8 h and 10 min"},
		{"five days", nil, onDays("c1 full", 0, 1, 2, 3, 4), law(0, 0), "40 h"},
		{"another employer", func(p *model.Problem) { p.Carers[0].OtherWeek = 481 }, onDays("c1 full", 0, 1, 2, 3), law(1, 60), "32 h and 8 h 01"},
		{"another employer alone", func(p *model.Problem) { p.Carers[0].OtherWeek = 2500 }, "", law(0, 0), "no rota of ours"},
		{"another employer of an adult", func(p *model.Problem) { p.Carers[0].OtherWeek, p.Carers[0].Born = 481, p.Plan.Start.AddMonths(-12*18) }, onDays("c1 full", 0, 1, 2, 3), law(0, 0), "18 on the Monday"},
		{"ten minutes of a day more", nil, onDays("c1 full", 0, 1, 2, 3, 4) + onDays("c1 more", 4), law(2, 1200), "the day and the week"},
		{"on the birthday", nil, onDays("c1 full", 0, 1, 2, 3, 4) + onDays("c1 long", 5), law(0, 0), "an adult's day is no part of it"},
		{"late", nil, "c1 late", law(1, 1800), "22:00 to 22:30"},
		{"early", nil, "c1 early", law(1, 3600), "05:00 to 06:00"},
		{"late, of age", nil, onDays("c1 late", 5), law(0, 0), "18"},
		{"late, by contract", func(p *model.Problem) {
			p.Rules.Young.NightFrom, p.Rules.Young.NightTo = model.At(23, 0), model.At(7, 0)
		}, "c1 late", law(0, 0), "23:00 to 07:00"},
		{"a night inside one date", func(p *model.Problem) {
			p.Rules.Young.NightFrom, p.Rules.Young.NightTo = model.At(0, 30), model.At(5, 10)
		}, "c1 early", law(1, 600), "05:00 to 05:10"},
		{"nobody knows", func(p *model.Problem) { p.Carers[0].Born = 0 }, "c1 long", law(0, 0), "no date of birth"},
		{"as a wish", weigh(model.RuleYoung, model.Wishes), "c1 late", cost(30000), "30 min × 1"},
	})
}

// A night worker: nights of 9 hours (8 h 40 of work) on most of the days worked; at most 48 hours a week on average.
func TestNightWork(t *testing.T) {
	past := func(minutes, days, nights, weeks int) func(*model.Problem) {
		return func(p *model.Problem) {
			for back := 1; back <= weeks; back++ {
				p.CarerHours = append(p.CarerHours, model.CarerWeek{Carer: "c1", WeekStart: p.Plan.Start.Add(-7 * back), MinutesWorked: minutes, DaysWorked: days, Nights: nights})
			}
		}
	}
	hazard := func(p *model.Problem) { p.Carers[0].NightHazard = true }
	five := onDays("c1 night", 0, 1, 2, 3, 4)
	judgeRules(t, model.RuleNightWork, func(t testing.TB) *model.Problem {
		p := world(t)
		for _, s := range []string{"c1 night 22:00-31:00 open", "c1 day 12:00-17:00 open", "c1 late 21:00-26:00 open", "c1 three 21:00-25:59 open"} {
			addShift(t, p, monday, s)
			p.Shifts[len(p.Shifts)-1].Date, p.Shifts[len(p.Shifts)-1].Days = 0, model.EveryDay
		}
		return p
	}, []rule{
		{"five nights", nil, five, law(0, 0), "43 h 20"},
		{"six nights", nil, five + onDays("c1 night", 5), law(1, 14400), "52 h of 48"},
		{"six nights, opted out", func(p *model.Problem) { p.Carers[0].OptOut48 = true }, five + onDays("c1 night", 5), law(1, 14400), "nobody opts out of regulation 6"},
		{"sixteen easier weeks", past(2600, 5, 5, 16), five + onDays("c1 night", 5), law(0, 0), "16 × 2,600 + 3,120 of 48,960"},
		{"sixteen full weeks", past(2880, 5, 5, 16), five + onDays("c1 night", 5), law(1, 14400), "the average is over"},
		{"days before", past(2880, 5, 0, 16), five + onDays("c1 night", 5), law(0, 0), "6 nights in 86 days: no night worker"},
		{"half of the days", nil, onDays("c1 night", 0, 1, 2) + onDays("c1 day", 4, 5, 6), law(0, 0), "no majority"},
		{"a third of the days", func(p *model.Problem) { p.Rules.Night.Share, p.Rules.Night.Days = 33, 1 }, onDays("c1 night", 0) + onDays("c1 day", 4, 5), law(1, 38400), "more than 33 per cent: 520 and 2 × 300, of 480"},
		{"no more than a share", func(p *model.Problem) { p.Rules.Night.Share, p.Rules.Night.Days = 34, 1 }, onDays("c1 night", 0) + onDays("c1 day", 4, 5), law(0, 0), "a third is less than 34 per cent"},
		{"a night worker's days", nil, five + onDays("c1 day", 0, 1, 2, 3, 4), law(1, 73200), "five dates with both, each of night work: 43 h 20 and 25 h of 48"},
		{"three hours", all(func(p *model.Problem) { p.Rules.Night.Day, p.Rules.Night.Days = 60, 1 }), "c1 late", law(1, 14400), "23:00 to 02:00: 5 h of 1"},
		{"a minute less", all(func(p *model.Problem) { p.Rules.Night.Day, p.Rules.Night.Days = 60, 1 }), "c1 three", law(0, 0), "2 h 59"},
		{"a hazard", hazard, "c1 night", law(1, 2400), "8 h 40 in 24 hours"},
		{"a hazard, another night", hazard, "c1 night\nc1 late 2026-11-24", law(1, 6000), "Tuesday's hour before 22:00 is within the 24 of Monday's"},
		{"a hazard at most of eight hours", all(hazard, func(p *model.Problem) { p.Shifts[0].End = model.At(30, 0) }), "c1 night", law(0, 0), "7 h 40"},
		{"on call", func(p *model.Problem) { p.Shifts[0].Kind = model.OnCall }, five + onDays("c1 night", 5), law(0, 0), "nobody works"},
		{"as a wish", weigh(model.RuleNightWork, model.Wishes), five + onDays("c1 night", 5), cost(120000), "4 h × 30"},
	})
}

// The clocks go back on 25 October 2026 and forward on 28 March 2027. A waking night from
// 22:00 to 07:00 is then ten or eight hours of real time, of which 20 minutes are the break.
func TestClockChangeNights(t *testing.T) {
	night := func(start string) func(testing.TB) *model.Problem {
		return func(t testing.TB) *model.Problem {
			p := world(t)
			p.Plan.Start = date(t, start)
			addShift(t, p, p.Plan.Start.Add(5).String(), "c1 night 22:00-31:00 given")
			p.Carers[0].Contract.Kind = model.Bank
			return p
		}
	}
	// Ten hours: 580 paid min at 15 an hour = 145; middle 60 % is 00:00 to 05:00 on the clock
	// (22:00 + 2 h, and 31:00 − 2 h).
	judgeRules(t, model.RuleBank, night("2026-10-19"), []rule{{"back", nil, "c1 night 2026-10-24", cost(145000), "9 h 40 paid"}})
	judgeRules(t, model.RuleBreak, night("2026-10-19"), []rule{
		{"back, first pass", nil, "c1 night 2026-10-24 | break 25:00-25:20", law(0, 0), "an ordinary break"},
		{"back, across the change", nil, "c1 night 2026-10-24 | break 25:50-25:10*", law(0, 0), "01:50 summer time to 01:10 winter time is 20 min"},
		{"back, at the edge", nil, "c1 night 2026-10-24 | break 24:00-24:20", law(0, 0), "midnight is two hours in"},
		{"back, before the edge", nil, "c1 night 2026-10-24 | break 23:50-24:10", law(1, 600), "10 min too early"},
	})
	// Eight hours: 460 paid min = 115; the edge is 96 min: 23:36 to 05:24.
	judgeRules(t, model.RuleBank, night("2027-03-22"), []rule{{"forward", nil, "c1 night 2027-03-27", cost(115000), "7 h 40 paid"}})
	judgeRules(t, model.RuleBreak, night("2027-03-22"), []rule{
		{"forward, across the change", nil, "c1 night 2027-03-27 | break 24:50-26:10", law(0, 0), "00:50 to 02:10 is 20 min"},
		{"forward, at the edge", nil, "c1 night 2027-03-27 | break 29:04-29:24", law(0, 0), "05:24 is the edge"},
		{"forward, past the edge", nil, "c1 night 2027-03-27 | break 29:05-29:25", law(1, 60), "one minute late"},
	})
	judgeRules(t, model.RuleRest, func(t testing.TB) *model.Problem {
		p := night("2026-10-19")(t)
		addShift(t, p, "2026-10-25", "c1 next 17:30-22:00 given")
		return p
	}, []rule{{"after the long night", nil, "c1 night 2026-10-24\nc1 next 2026-10-25", law(1, 1800), "07:00 to 17:30 is 10.5 hours"}})
}

// A week of five shifts of eight hours for c1: 8 h − 20 min = 460 paid min each, 2,300 in all.
func TestHours(t *testing.T) {
	five := func(t testing.TB) *model.Problem {
		p := world(t)
		addShift(t, p, monday, "c1 s 07:00-15:00 open")
		p.Shifts[0].Date, p.Shifts[0].Days = 0, 127
		return p
	}
	week := "c1 s\nc1 s 2026-11-24\nc1 s 2026-11-25\nc1 s 2026-11-26\nc1 s 2026-11-27"
	contract := func(edit func(c *model.Contract)) func(*model.Problem) {
		return func(p *model.Problem) { edit(&p.Carers[0].Contract) }
	}
	min := func(m int) func(*model.Problem) { return contract(func(c *model.Contract) { c.MinWeek = m }) }
	past := func(minutes, weeks int) func(*model.Problem) {
		return func(p *model.Problem) {
			for back := 1; back <= weeks; back++ {
				p.CarerHours = append(p.CarerHours, model.CarerWeek{Carer: "c1", WeekStart: p.Plan.Start.Add(-7 * back), MinutesWorked: minutes})
			}
		}
	}
	began := func(on string) func(*model.Problem) {
		return func(p *model.Problem) { p.Carers[0].StartDate = date(t, on) }
	}
	leave := func(minutes, days int) func(*model.Problem) {
		return func(p *model.Problem) {
			p.CarerHours[2].MinutesWorked, p.CarerHours[2].MinutesLeave, p.CarerHours[2].DaysLeave = 0, minutes, days
		}
	}
	none := 0.0
	half := 2.5
	judgeRules(t, model.RuleHours48, five, []rule{
		{"under", nil, week, law(0, 0), "38 h 20"},
		{"seven days", nil, week + "\nc1 s 2026-11-28\nc1 s 2026-11-29", law(1, 20400), "3,220 − 2,880 = 340 min"},
		{"opted out", func(p *model.Problem) { p.Carers[0].OptOut48 = true }, week + "\nc1 s 2026-11-28\nc1 s 2026-11-29", law(0, 0), "she signed"},
		{"other work", func(p *model.Problem) { p.Carers[0].OtherWeek = 600 }, week, law(1, 1200), "2,300 + 600 − 2,880"},
		{"sixteen easier weeks", past(2840, 16), week + "\nc1 s 2026-11-28\nc1 s 2026-11-29", law(0, 0), "16 × 2,840 + 3,220 = 48,660 of 48,960"},
		{"sixteen full weeks", past(2880, 16), week + "\nc1 s 2026-11-28\nc1 s 2026-11-29", law(1, 20400), "340 min over the period too"},
		{"a seventeenth week before", past(2880, 17), week + "\nc1 s 2026-11-28", law(0, 0), "2,760: it is of no period"},
		{"four known weeks", past(2400, 4), week + "\nc1 s 2026-11-28\nc1 s 2026-11-29", law(1, 20400), "3,220 − 2,880: no average is known"},
		{"fifteen known weeks", past(2400, 15), week + "\nc1 s 2026-11-28\nc1 s 2026-11-29", law(1, 20400), "nor of fifteen of sixteen"},
		{"four weeks in the job", all(past(2840, 4), began("2026-10-26")), week + "\nc1 s 2026-11-28\nc1 s 2026-11-29", law(1, 10800), "4 × 2,840 + 3,220 = 14,580 of 14,400"},
		{"five weeks in the job, of which four are known", all(past(2400, 4), began("2026-10-19")), week + "\nc1 s 2026-11-28\nc1 s 2026-11-29", law(1, 20400), "the week by itself"},
		{"four weeks and a bit", all(past(2840, 5), began("2026-10-20")), week + "\nc1 s 2026-11-28\nc1 s 2026-11-29", law(1, 10800), "from the first Monday on"},
		{"new in the plan", began("2026-11-24"), week + "\nc1 s 2026-11-28\nc1 s 2026-11-29", law(1, 20400), "340 min"},
		{"a week of leave", all(past(2880, 16), leave(2300, 5)), week, law(0, 0), "the leave stands for days not known yet: 15 × 2,880 + 2,300 + 2,300 of 48,960"},
		{"a week of leave and of overtime", all(past(2880, 16), leave(2300, 5)), week + "\nc1 s 2026-11-28\nc1 s 2026-11-29", law(0, 0), "15 × 2,880 + 2,300 + 3,220 = 48,720"},
		{"leave and a fuller history", all(past(2900, 16), leave(2300, 5)), week + "\nc1 s 2026-11-28\nc1 s 2026-11-29", law(1, 3600), "300 min more: 60 over"},
		{"leave beside open shifts", all(past(2920, 16), min(2300), func(p *model.Problem) {
			p.Absences = []model.Absence{{Carer: "c1", From: model.Moment{Date: p.Plan.Start + 2}, To: model.Moment{Date: p.Plan.Start + 4}, Kind: "leave"}}
		}), "c1 s\nc1 s 2026-11-24", law(1, 3600), "16 × 40 more, and 920 and three fifths of 2,300 are 580 less"},
		{"26 weeks", all(past(2900, 25), func(p *model.Problem) { p.Rules.Hours48.Weeks = 26 }), week, law(0, 0), "25 × 2,900 + 2,300 of 74,880"},
		{"as a wish", weigh(model.RuleHours48, model.Wishes), week + "\nc1 s 2026-11-28\nc1 s 2026-11-29", cost(170000), "340 min × 30 / 60"},
	})
	judgeRules(t, model.RuleMaxHours, five, []rule{
		{"max_week", contract(func(c *model.Contract) { c.MaxWeek = 2000 }), week, law(1, 18000), "300 min over"},
		{"tolerance", min(2100), week, law(1, 5700), "2,100 + 5 % = 2,205: 95 min over"},
		{"no tolerance", contract(func(c *model.Contract) { c.MinWeek, c.TolerancePct = 2299, &none }), week, law(1, 60), "a minute"},
		{"half per cents", contract(func(c *model.Contract) { c.MinWeek, c.TolerancePct = 2100, &half }), week, law(1, 8850), "2,152.5: 147.5 min over"},
		{"agreed overtime", contract(func(c *model.Contract) { c.MinWeek, c.Overtime = 2100, true }), week, law(0, 0), "up to max_week"},
		{"salaried", contract(func(c *model.Contract) { c.Kind, c.MinWeek = model.Salaried, 2100 }), week, law(1, 5700), "of a plan of one week"},
		{"zero hours", contract(func(c *model.Contract) { c.Kind, c.MinWeek = model.ZeroHours, 2100 }), week, law(0, 0), "nothing is owed, and max_week allows 48 hours"},
		{"most of four weeks", contract(func(c *model.Contract) { c.Max4w = 8000 }), week, law(1, 18000), "a quarter is 2,000"},
		{"a quarter of four weeks", contract(func(c *model.Contract) { c.Min4w = 8400 }), week, law(1, 5700), "as 2,100 a week"},
	})
	judgeRules(t, model.RuleUnderHours, five, []rule{
		{"kept", min(2300), week, cost(0), "to the minute"},
		{"short", min(2400), week, cost(50000), "100 min × 30 / 60"},
		{"not a minute", min(2400), "", cost(1200000), "40 h × 30"},
		{"no guarantee", nil, "", cost(0), "nothing promised"},
		{"leave counts", all(min(2400), func(p *model.Problem) {
			p.Shifts[0].Status = model.Given
			p.Absences = []model.Absence{{Carer: "c1", From: model.Moment{Date: p.Plan.Start + 5}, To: model.Moment{Date: p.Plan.Start + 6}}}
		}), week, cost(0), "2,300 + 2 × 460 of leave"},
	})
	judgeRules(t, model.RuleOverHours, five, []rule{
		{"inside", min(2240), week, cost(20000), "60 min at 20"},
		{"beyond", min(2000), week, cost((100*20000 + 200*40000) / 60), "100 min at 20, 200 at 40, rounded down once"},
		{"no guarantee", nil, week, cost(0), "nothing to exceed"},
	})
	four := func(p *model.Problem) { p.Plan.Weeks = 4; p.Carers[0].Contract.Kind = model.Salaried }
	judgeRules(t, model.RuleUnderHours, five, []rule{
		{"four weeks", all(four, contract(func(c *model.Contract) { c.Min4w = 2400 })), week, cost(50000), "100 min of the four together"},
		{"volunteer", all(min(2400), contract(func(c *model.Contract) { c.Kind = model.Volunteer })), "", cost(0), "nothing is owed"},
		{"leave without shifts", all(min(2400), func(p *model.Problem) {
			p.Absences = []model.Absence{{Carer: "c1", From: model.Moment{Date: p.Plan.Start}, To: model.Moment{Date: p.Plan.Start + 1}, Kind: "leave"}}
		}), "", cost(720000), "3 of 5 × 40 h × 30"},
		{"unpaid", all(min(2400), func(p *model.Problem) {
			p.Absences = []model.Absence{{Carer: "c1", From: model.Moment{Date: p.Plan.Start}, To: model.Moment{Date: p.Plan.Start + 1}, Kind: model.Unpaid}}
		}), "", cost(1200000), "40 h × 30"},
	})
	judgeRules(t, model.RuleMaxHours, five, []rule{
		{"four weeks", all(four, min(600)), week, law(0, 0), "2,300 min of 2,520"},
		{"a week of four", func(p *model.Problem) { p.Plan.Weeks = 4; p.Carers[0].Contract.MinWeek = 600 }, week, law(1, 100200), "who is not salaried, 2,300 − 630"},
	})
	judgeRules(t, model.RuleBank, five, []rule{
		{"guaranteed", nil, "c1 s", cost(0), "not bank"},
		{"agency", contract(func(c *model.Contract) { c.Kind = model.Agency }), "c1 s", cost(115000), "460 min × 15 / 60"},
	})
}

// asleep makes sleep-ins of the nights.
func asleep(p *model.Problem) {
	for i := range p.Shifts {
		if p.Shifts[i].ID == "night" {
			p.Shifts[i].Kind = model.SleepIn
		}
	}
}

// Nights of 22:00 to 07:00.
func TestNightRun(t *testing.T) {
	on := weigh(model.RuleNightRun, model.Wishes)
	judgeRules(t, model.RuleNightRun, fortnight, []rule{
		{"off", nil, onDays("c1 night", 0, 1, 2, 3, 4, 5), cost(0), "till an objective asks for it"},
		{"four", on, onDays("c1 night", 0, 1, 2, 3), cost(0), "as many as there may be"},
		{"six", on, onDays("c1 night", 0, 1, 2, 3, 4, 5), cost(60_000), "two beyond, at 30"},
		{"two runs", on, onDays("c1 night", 0, 1, 2, 3, 6, 7, 8, 9), cost(0), "Friday 07:00 to Sunday 22:00 is 63 hours"},
		{"a night between", on, onDays("c1 night", 0, 1, 2, 3, 5), cost(18_000), "Friday 07:00 to Saturday 22:00 is 39 hours: nine at 2"},
		{"one night", on, onDays("c1 night", 0) + onDays("c1 late", 1), cost(0), "no run"},
		{"a late after", on, onDays("c1 night", 0, 1) + onDays("c1 late", 3), cost(34_000), "Wednesday 07:00 to Thursday 14:00 is 31 hours"},
		{"on call after", all(on, func(p *model.Problem) { p.Shifts[1].Kind = model.OnCall }), onDays("c1 night", 0, 1) + onDays("c1 late", 3), cost(0), "no work"},
		{"sleep-ins", all(on, asleep), onDays("c1 night", 0, 1, 2, 3, 4, 5), cost(0), "no waking nights"},
		{"a sleep-in after", all(on, func(p *model.Problem) { p.Shifts[1].Kind = model.SleepIn }), onDays("c1 night", 0, 1) + onDays("c1 late", 3), cost(34_000), "it is working time"},
		{"other figures", all(on, func(p *model.Problem) { p.Rules.Night.Row, p.Rules.Night.Recovery = 2, 1920 }), onDays("c1 night", 0, 1, 2) + onDays("c1 late", 4), cost(32_000), "one night and one hour"},
		{"as law", weigh(model.RuleNightRun, model.Law), onDays("c1 night", 0, 1, 2, 3, 4) + onDays("c1 late", 6), law(2, 0), "a run, and what comes after it"},
	})
}
