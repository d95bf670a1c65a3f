package check

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/milltir/milltir/model"
	"github.com/stretchr/testify/require"
)

// handover: p1's visit v1 of 30 minutes follows the nurse's visit n of ten, 10 to 20 minutes start
// to start; c1 and c2 are on duty. The visits may be at any time of the early.
func handover(t testing.TB) *model.Problem {
	p := world(t)
	addShift(t, p, monday, "c1 s1 07:00-13:00 given")
	addShift(t, p, monday, "c2 s2 07:00-13:00 given")
	addVisit(t, p, "n p1 07:00-13:00 10")
	addVisit(t, p, "v1 p1 07:00-13:00 30")
	p.Visits[1].Tied = model.Follow{Visit: "n", Min: 10, Max: 20}
	return p
}

func TestTied(t *testing.T) {
	before := func(p *model.Problem) { p.Visits[1].Tied.Min, p.Visits[1].Tied.Max = -20, -5 }
	judgeRules(t, model.RuleTied, handover, []rule{
		{"kept", nil, "c1 s1 | v1 08:10-08:40\nc2 s2 | n 08:00-08:10", law(0, 0), "10 min after"},
		{"at most", nil, "c1 s1 | v1 08:20-08:50\nc2 s2 | n 08:00-08:10", law(0, 0), "20 min after"},
		{"neither", nil, "c1 s1\nc2 s2", law(0, 0), "left out together"},
		{"one alone", nil, "c1 s1 | v1 08:10-08:40\nc2 s2", law(1, 0), "no nurse"},
		{"the other alone", nil, "c1 s1\nc2 s2 | n 08:00-08:10", law(1, 0), "the nurse for nothing"},
		{"too soon", nil, "c1 s1 | v1 08:04-08:34\nc2 s2 | n 08:00-08:10", law(1, 360), "4 of 10 min"},
		{"too late", nil, "c1 s1 | v1 08:27-08:57\nc2 s2 | n 08:00-08:10", law(1, 420), "27, and 20 at most"},
		{"one carer for both", nil, "c1 s1 | n 08:00-08:10 | v1 08:10-08:40\nc2 s2", law(1, 0), "it takes two"},
		{"one carer, too late", nil, "c1 s1 | n 08:00-08:10 | v1 08:40-09:10\nc2 s2", law(2, 1200), "and 20 min past the most"},
		{"before", before, "c1 s1 | v1 08:00-08:30\nc2 s2 | n 08:05-08:15", law(0, 0), "5 min before"},
		{"not before", before, "c1 s1 | v1 08:00-08:30\nc2 s2 | n 08:02-08:12", law(1, 180), "2 min before, 5 at least"},
		{"another date", func(p *model.Problem) { p.Visits[0].Days = 2 }, "c1 s1 | v1 08:10-08:40\nc2 s2", law(0, 0), "on Monday there is no nurse to be tied to"},
		{"as a wish", weigh(model.RuleTied, model.Wishes), "c1 s1 | n 08:00-08:10 | v1 08:40-09:10\nc2 s2", cost(60000), "2 × 30"},
	})
	judgeRules(t, model.RuleGap, handover, []rule{
		{"overlap", nil, "c1 s1 | v1 08:05-08:35\nc2 s2 | n 08:00-08:10", law(0, 0), "a handover may overlap"},
		{"the visit after the two", func(p *model.Problem) {
			addVisit(t, p, "z p1 09:00-13:00 30")
		}, "c1 s1 | v1 08:10-08:40 | z 08:30-09:00\nc2 s2 | n 08:25-08:35", law(2, 900), "v1 30 min, 20 later: 10 too few; n 10 min, 5 later: 5"},
	})
}

func TestLoad(t *testing.T) {
	heavy := func(t testing.TB) *model.Problem {
		p := threeVisits(t)
		p.Visits[0].Load, p.Visits[1].Load, p.Visits[2].Load = 5, 4, 0
		p.Shifts[0].MaxLoad = 8
		return p
	}
	both := "c1 s1 | v1 08:00-08:30 | v2 09:00-09:30 | v3 10:00-10:30"
	judgeRules(t, model.RuleLoad, heavy, []rule{
		{"one", nil, "c1 s1 | v1 08:00-08:30 | v3 09:00-09:30", law(0, 0), "5 of 8"},
		{"two", nil, both, law(1, 0), "9 of 8"},
		{"three over", func(p *model.Problem) { p.Visits[2].Load = 2 }, both, law(3, 0), "11 of 8"},
		{"no most", func(p *model.Problem) { p.Shifts[0].MaxLoad = 0 }, both, law(0, 0), "nobody has said"},
		{"twice at one visit", func(p *model.Problem) { p.Shifts[0].MaxLoad = 9 }, "c1 s1 | v1 08:00-08:30 | v1 09:00-09:30", law(1, 0), "two attendances: 10 of 9"},
		{"as a wish", all(weigh(model.RuleLoad, model.Wishes, 2), func(p *model.Problem) { p.Visits[2].Load = 2 }), both, cost(6000), "3 × 2"},
	})
}

func TestLateness(t *testing.T) {
	twoWindows := func(t testing.TB) *model.Problem {
		p := oneVisit(t) // 07:30–08:30 and 10:00–10:20, 30 min
		p.Visits[0].Windows = append(p.Visits[0].Windows, model.Window{Open: model.At(10, 0), Close: model.At(10, 20)})
		return p
	}
	rule0 := func(at, against string) func(*model.Problem) {
		return func(p *model.Problem) { p.Rules.Lateness = model.LatenessRule{At: at, Against: against} }
	}
	judgeRules(t, model.RuleWindow, twoWindows, []rule{
		{"nearest", nil, "c1 s1 | v1 09:45-10:15", law(1, 900), "15 min before the second window"},
		{"latest open", rule0("", model.LatestOpen), "c1 s1 | v1 09:45-10:15", law(1, 4500), "75 min after the first, the second is not open"},
		{"latest open, open", rule0("", model.LatestOpen), "c1 s1 | v1 10:25-10:55", law(1, 300), "5 min after the second"},
		{"latest open, just", rule0("", model.LatestOpen), "c1 s1 | v1 10:00-10:30", law(0, 0), "it opens now"},
		{"latest open, none", rule0("", model.LatestOpen), "c1 s1 | v1 07:20-07:50", law(1, 600), "10 min before the first of all"},
		{"end in time", rule0(model.AtEnd, ""), "c1 s1 | v1 08:00-08:30", law(0, 0), "ends at 08:30"},
		{"end too late", rule0(model.AtEnd, ""), "c1 s1 | v1 08:10-08:40", law(1, 600), "10 min past 08:30"},
		{"a short one ends sooner", all(rule0(model.AtEnd, ""), func(p *model.Problem) { p.Visits[0].LengthMin = 15 }), "c1 s1 | v1 08:10-08:25", law(0, 0), "its planned length counts"},
		{"window shorter than the visit", rule0(model.AtEnd, ""), "c1 s1 | v1 10:00-10:30", law(1, 600), "opens at 10:00, has to end by 10:20"},
		{"nor before it", rule0(model.AtEnd, ""), "c1 s1 | v1 09:55-10:25", law(1, 300), "5 min before the opening, 5 past the end: the larger, not both"},
		{"both conventions", rule0(model.AtEnd, model.LatestOpen), "c1 s1 | v1 09:45-10:15", law(1, 6300), "ends 105 min after 08:30"},
		{"latest end besides", all(rule0(model.AtEnd, ""), func(p *model.Problem) { p.Visits[0].LatestEnd = model.At(8, 10) }), "c1 s1 | v1 08:10-08:40", law(1, 1800), "30 min past 08:10 are more than 10 past 08:30"},
	})
	judgeRules(t, model.RulePreferred, twoWindows, []rule{
		{"whatever lateness says", all(rule0(model.AtEnd, model.LatestOpen), func(p *model.Problem) { p.Visits[0].Windows[1].Preferred = model.At(10, 0) }), "c1 s1 | v1 09:45-10:15", cost(1000), "15 − 10 min × 0.2 against the nearest window"},
	})
	judgeRules(t, model.RuleWorstLate, func(t testing.TB) *model.Problem {
		p := threeVisits(t)
		for i := range p.Visits {
			p.Visits[i].Windows[0].Close = model.At(8, 0)
		}
		weigh(model.RuleWorstLate, model.Wishes)(p)
		return p
	}, []rule{
		{"in time", nil, "c1 s1 | v1 07:30-08:00 | v2 08:00-08:30", cost(0), "nobody is late"},
		{"two late", nil, "c1 s1 | v1 08:10-08:40 | v2 08:50-09:20", cost(50000), "50 min, not 60"},
		{"early counts as well", func(p *model.Problem) { p.Visits[0].Windows[0].Open = model.At(7, 45) }, "c1 s1 | v1 07:30-08:00 | v2 08:10-08:40", cost(15000), "15 min early, 10 late"},
		{"past the latest end", func(p *model.Problem) { p.Visits[2].LatestEnd = model.At(8, 0) }, "c1 s1 | v1 08:10-08:40 | v3 08:00-08:30", cost(30000), "ends 30 min too late"},
		{"off unless asked for", weigh(model.RuleWorstLate, model.Off), "c1 s1 | v1 08:10-08:40", cost(0), "the default"},
		{"half a minute", weigh(model.RuleWorstLate, model.Wishes, 0.5), "c1 s1 | v1 08:10-08:40", cost(5000), "10 min × 0.5"},
		{"lifted to law", weigh(model.RuleWorstLate, model.Law), "c1 s1 | v1 08:10-08:40 | v2 08:50-09:20", law(1, 0), "once per rota"},
	})
}

func TestDeparture(t *testing.T) {
	earliest := func(p *model.Problem) { p.Rules.Departure = model.Earliest }
	judgeRules(t, model.RuleWait, threeVisits, []rule{
		{"latest", nil, "c1 s1 | v1 08:00-08:30 | v2 09:00-09:30", cost(10000), "20 min before v2 × 0.5"},
		{"earliest", earliest, "c1 s1 | v1 08:00-08:30 | v2 09:00-09:30", cost(40000), "and the hour before v1, to whom she comes from home"},
		{"earliest from the base", all(earliest, fromBase), "c1 s1 | v1 08:00-08:30 | v2 09:00-09:30", cost(35000), "ten of that hour she drives"},
		{"too early for that", all(earliest, fromBase), "c1 s1 | v1 07:05-07:35", cost(0), "nothing is given back"},
		{"no stops", earliest, "c1 s1", cost(0), "nobody to wait for"},
		{"outside every shift", earliest, "c1 s1\nc1 - | v1 14:00-14:30 | v2 15:00-15:30", cost(10000), "no shift to begin at: 20 min before v2"},
	})
	p := threeVisits(t)
	earliest(p)
	fromBase(p)
	h := expand(t, p)
	v, err := Horizon(h, rota(t, h, "c1 s1 | v1 08:00-08:30 | v2 09:00-09:30"))
	require.NoError(t, err)
	m := v.Measures
	require.Equal(t, []int64{6 * 3600, 60 * 60, 30 * 60, 70 * 60, 200 * 60}, []int64{m.Shift, m.Visit, m.Travel, m.Wait, m.Unfilled},
		"50 + 20 min of waiting; 09:40 to 13:00 is unfilled")
}

func TestOpeningBreak(t *testing.T) {
	noon := func(t testing.TB) *model.Problem {
		p := threeVisits(t)
		weigh(model.RuleWorstIdle, model.Wishes)(p)
		return p
	}
	free := func(p *model.Problem) { p.Rules.OpeningBreak = model.Free }
	next := func(p *model.Problem) { p.Rules.Break.At = model.Next }
	earliest := func(p *model.Problem) { p.Rules.Departure = model.Earliest }
	const first = "c1 s1 | break 08:00-08:20 | v1 08:50-09:20 | v2 09:40-10:10"
	judgeRules(t, model.RuleWait, noon, []rule{
		{"counted", nil, first, cost(20000), "30 + 10 min × 0.5"},
		{"free", free, first, cost(5000), "the break could be at 08:30: 10 min before v2"},
		{"free, at the next place", all(free, next), first, cost(5000), "likewise"},
		{"free, from the base", all(free, fromBase), first, cost(5000), "20 min of the half hour are left after the leg, and free"},
		{"a visit first", free, "c1 s1 | v1 08:00-08:30 | break 08:30-08:50 | v2 09:30-10:00", cost(15000), "30 min: this break is not the first stop"},
		{"two breaks", free, "c1 s1 | break 08:00-08:20 | break 08:30-08:40 | v1 09:00-09:30", cost(10000), "20 min after the second"},
		{"the break alone", free, "c1 s1 | break 08:00-08:20", cost(0), "nothing comes after it"},
		{"departure earliest", all(free, earliest), first, cost(35000), "the hour before the break and 10 min before v2, not 30 before v1"},
		{"outside every shift", free, "c1 s1\nc2 - | break 14:00-14:20 | v1 14:30-15:00 | v2 15:20-15:50", cost(5000), "10 min before v2"},
	})
	judgeRules(t, model.RuleWorstIdle, noon, []rule{
		{"counted", nil, first, cost(270000), "60 + 30 + 10 + 170 min"},
		{"free", free, first, cost(270000), "whoever rests early is idle as long"},
	})
	p := noon(t)
	free(p)
	h := expand(t, p)
	r := rota(t, h, first)
	v, err := Horizon(h, r)
	require.NoError(t, err)
	m := v.Measures
	require.Equal(t, []int64{360 * 60, 60 * 60, 10 * 60, 20 * 60, 10 * 60, 260 * 60}, []int64{m.Shift, m.Visit, m.Travel, m.Break, m.Wait, m.Unfilled},
		"60 before the break, 30 after it, 170 at the end: the classes still add up")
	model.Annotate(h, r)
	require.Equal(t, []int{0, 0, 600}, []int{r.Runs[0].Stops[0].Wait, r.Runs[0].Stops[1].Wait, r.Runs[0].Stops[2].Wait})
}

func TestOptionalPerVisit(t *testing.T) {
	judgeRules(t, model.RuleOptional, func(t testing.TB) *model.Problem {
		p := threeVisits(t)
		p.Rules.OptionalPer = model.PerVisit
		p.Visits[0].Optional, p.Visits[1].Optional, p.Visits[1].Carers = true, true, 2
		return p
	}, []rule{
		{"two left out", nil, "c1 s1 | v3 08:00-08:30", cost(2000), "one each, however long and for however many"},
		{"one done", nil, "c1 s1 | v1 08:00-08:30", cost(1000), "v2"},
		{"dearer", weigh(model.RuleOptional, model.Wishes, 7.5), "c1 s1 | v1 08:00-08:30", cost(7500), "7.5"},
	})
	perMinute := func(p *model.Problem) { p.Rules.OptionalPer = model.PerMinute }
	must := func(p *model.Problem) { p.Visits[0].Optional = false }
	judgeRules(t, model.RuleOptional, func(t testing.TB) *model.Problem {
		p := handover(t) // n of 10 min, v1 of 30 is tied to it
		p.Rules.OptionalPer = model.PerVisit
		p.Visits[0].Optional, p.Visits[1].Optional = true, true
		return p
	}, []rule{
		{"both of two tied", nil, "c1 s1\nc2 s2", cost(1000), "one person who is not served"},
		{"one of them", nil, "c1 s1 | n 08:00-08:10\nc2 s2", cost(1000), "v1; that it is alone is for tied"},
		{"the other", nil, "c1 s1 | v1 08:10-08:40\nc2 s2", cost(1000), "n"},
		{"none", nil, "c1 s1 | v1 08:10-08:40\nc2 s2 | n 08:00-08:10", cost(0), "served"},
		{"by the minute", perMinute, "c1 s1\nc2 s2", cost(40000), "10 + 30 min: care that is not given"},
		{"tied to one that is not optional", must, "c1 s1\nc2 s2", cost(1000), "n is cover, v1 counts here"},
		{"on dates of their own", func(p *model.Problem) { p.Visits[0].Days = 2 }, "c1 s1\nc2 s2", cost(2000), "tied on no date"},
		{"a third", func(p *model.Problem) { addVisit(t, p, "z p2 07:00-13:00 30").Optional = true }, "c1 s1\nc2 s2", cost(2000), "and z"},
		{"lifted to law", weigh(model.RuleOptional, model.Law), "c1 s1\nc2 s2", law(1, 0), "once"},
	})
}

// A shift of ten hours, 07:00–17:00, with its break between 11:30 and 13:00.
func TestBreakOfTheShift(t *testing.T) {
	noon := func(t testing.TB) *model.Problem {
		p := threeVisits(t)
		p.Shifts[0].End, p.Shifts[0].BreakFrom, p.Shifts[0].BreakTo = model.At(17, 0), model.At(11, 30), model.At(13, 0)
		return p
	}
	next := func(p *model.Problem) { p.Rules.Break.At = model.Next }
	judgeRules(t, model.RuleBreak, noon, []rule{
		{"inside", nil, "c1 s1 | break 12:40-13:00", law(0, 0), "to the edge"},
		{"middle of the shift", nil, "c1 s1 | break 11:00-11:20", law(1, 1200), "20 min too early, though it is the middle 60 %"},
		{"half out", nil, "c1 s1 | break 12:50-13:10", law(1, 600), "10 min past 13:00"},
		{"past both edges", nil, "c1 s1 | break 11:20-13:05", law(1, 900), "10 before, 5 after"},
		{"no visits", nil, "c1 s1", law(1, 1200), "a shift needs its break, whatever is in it"},
		{"after the visits", nil, "c1 s1 | v1 11:00-11:30 | break 12:00-12:20", law(0, 0), "here it may be the last stop"},
		{"next, no visits", next, "c1 s1", law(0, 0), "nothing to rest from"},
		{"next, no visits but a break", next, "c1 s1 | break 08:00-08:20", law(0, 0), "nor is it outside its span"},
		{"next, none", next, "c1 s1 | v1 11:00-11:30", law(1, 1200), "missing"},
		{"next, before a visit", next, "c1 s1 | break 11:40-12:00 | v1 12:00-12:30", law(0, 0), "at p1's"},
		{"next, after the visits", next, "c1 s1 | v1 11:00-11:30 | break 12:00-12:20", law(1, 1200), "there is no next: missing"},
		{"next, a longer one after the visits", next, "c1 s1 | break 11:20-11:40 | v1 12:00-12:30 | break 12:30-13:00", law(1, 600), "the first counts, and is 10 min too early"},
		{"next, too short before the last visit", next, "c1 s1 | break 11:40-11:50 | v1 12:00-12:30 | break 12:30-13:00", law(1, 1200), "10 of 20 min"},
	})
	once := func(p *model.Problem) { p.Rules.Break.Per = model.PerBreak }
	wish := all(once, weigh(model.RuleBreak, model.Wishes, 7.5))
	middle := all(wish, func(p *model.Problem) { p.Shifts[0].BreakFrom, p.Shifts[0].BreakTo = 0, 0 }) // 09:00 to 15:00
	half := all(wish, func(p *model.Problem) { half := 30; p.Shifts[0].Break = &half })
	judgeRules(t, model.RuleBreak, noon, []rule{
		{"by the minute, missing", weigh(model.RuleBreak, model.Wishes, 7.5), "c1 s1", cost(150000), "20 min × 7.5"},
		{"by the minute, half out", weigh(model.RuleBreak, model.Wishes, 7.5), "c1 s1 | break 12:50-13:10", cost(75000), "10 min × 7.5"},
		{"kept", wish, "c1 s1 | break 12:40-13:00", cost(0), "to the edge"},
		{"missing", wish, "c1 s1", cost(7500), "one"},
		{"missing, a longer one", half, "c1 s1", cost(7500), "still one"},
		{"too short", half, "c1 s1 | break 12:00-12:29", cost(7500), "29 of 30 min are none"},
		{"a minute out", wish, "c1 s1 | break 12:41-13:01", cost(7500), "missed, as if it were not there"},
		{"all out", wish, "c1 s1 | break 11:00-11:20", cost(7500), "no worse than a minute"},
		{"longer, but out on both sides", wish, "c1 s1 | break 11:20-13:10", cost(7500), "a whole break is in it, but not it in the span"},
		{"a longer one out", wish, "c1 s1 | break 09:00-09:40 | break 12:00-12:20", cost(0), "it does not count, the other does"},
		{"a longer one out, the other too short", wish, "c1 s1 | break 09:00-09:40 | break 12:00-12:19", cost(7500), "nothing is left"},
		{"the middle of the shift", middle, "c1 s1 | break 09:00-09:20", cost(0), "the span where the shift names none"},
		{"before the middle", middle, "c1 s1 | break 08:59-09:19", cost(7500), "a minute out of it"},
		{"law, missing", once, "c1 s1", law(1, 1200), "as by the minute"},
		{"law, a minute out", once, "c1 s1 | break 12:41-13:01", law(1, 1200), "all of it is missing, not a minute"},
		{"law, longer, but out", once, "c1 s1 | break 11:20-13:10", law(1, 1200), "what is needed, not what was taken"},
		{"next, no visits", all(wish, next), "c1 s1", cost(0), "nothing to rest from"},
		{"next, none", all(wish, next), "c1 s1 | v1 11:00-11:30", cost(7500), "missing"},
		{"next, after the visits", all(wish, next), "c1 s1 | v1 11:00-11:30 | break 12:00-12:20", cost(7500), "in its span, but with no next"},
		{"next, a longer one out", all(wish, next), "c1 s1 | break 09:00-09:40 | v1 10:00-10:30 | break 11:30-11:50 | v2 12:00-12:30", cost(0), "the second counts"},
	})
	judgeRules(t, model.RuleLeg, noon, []rule{
		{"here", nil, "c1 s1 | v1 11:00-11:30 | break 11:30-11:50 | v2 12:00-12:30", law(0, 0), "then ten minutes"},
		{"next", next, "c1 s1 | v1 11:00-11:30 | break 11:30-11:50 | v2 12:00-12:30", law(1, 600), "ten minutes before the break"},
		{"next, in time", next, "c1 s1 | v1 11:00-11:30 | break 11:40-12:00 | v2 12:00-12:30", law(0, 0), "and none after it"},
		{"two breaks", next, "c1 s1 | v1 11:00-11:30 | break 11:40-12:00 | break 12:00-12:10 | v2 12:10-12:40", law(0, 0), "both are at p2's"},
		{"the last", next, "c1 s1 | v1 11:00-11:30 | break 11:30-11:50", law(0, 0), "nothing follows: where she is"},
		{"no way there", all(next, func(p *model.Problem) { p.Legs = nil }), "c1 s1 | v1 11:00-11:30 | break 11:40-12:00 | v2 12:00-12:30", law(1, 0), "told once, of the break"},
	})
	judgeRules(t, model.RuleTravel, noon, []rule{
		{"first of all", all(next, fromBase), "c1 s1 | break 11:30-11:50 | v1 12:00-12:30", cost(20000), "there and back"},
		{"first from home", next, "c1 s1 | break 11:30-11:50 | v1 12:00-12:30", cost(0), "she comes to p1's from home"},
		{"last with a base", all(next, fromBase), "c1 s1 | v1 11:00-11:30 | break 11:40-12:00", cost(20000), "taken at p1's"},
	})
	judgeRules(t, model.RuleWait, noon, []rule{
		{"next", next, "c1 s1 | v1 11:00-11:30 | break 11:45-12:05 | v2 12:10-12:40", cost(5000), "5 before the break, 5 after it"},
	})
	judgeRules(t, model.RuleShift, noon, []rule{
		{"next", all(next, fromBase), "c1 s1 | break 07:05-07:25 | v1 07:25-07:55", law(1, 300), "the way comes before the break"},
	})
}

func TestPlacesOfStartAndEnd(t *testing.T) {
	judgeRules(t, model.RuleTravel, func(t testing.TB) *model.Problem {
		p := threeVisits(t)
		p.Places = []model.Place{{ID: "depot", Lat: 52.9, Lon: -3.6}}
		p.Legs = append(p.Legs, model.Leg{From: "depot", To: "p1", Mode: model.ModeCar, Minutes: 3}, model.Leg{From: "p1", To: "depot", Mode: model.ModeCar, Minutes: 4})
		p.Carers[0].StartAt, p.Carers[0].EndAt = "depot", "depot"
		zero := 0
		p.Places[0].Access = &zero
		return p
	}, []rule{
		{"there and back", nil, "c1 s1 | v1 08:00-08:30", cost(7000), "3 + 4 min"},
		{"one way", func(p *model.Problem) { p.Carers[0].EndAt = "" }, "c1 s1 | v1 08:00-08:30", cost(3000), "home is commute"},
	})
}

// Idle: c1 07:00–13:00, c2 07:00–12:00, both from home.
func TestWorstIdle(t *testing.T) {
	judgeRules(t, model.RuleWorstIdle, func(t testing.TB) *model.Problem {
		p := threeVisits(t)
		addShift(t, p, monday, "c2 s2 07:00-12:00 open")
		weigh(model.RuleWorstIdle, model.Wishes)(p)
		return p
	}, []rule{
		{"an empty shift", nil, "c1 s1", cost(360000), "all of it"},
		{"before, between, after", nil, "c1 s1 | v1 08:00-08:30 | v2 09:00-09:30", cost(290000), "60 + 20 + 210 min"},
		{"a break alone", nil, "c1 s1 | break 08:00-08:20", cost(360000), "nobody is visited: all of it"},
		{"an event alone", func(p *model.Problem) {
			p.Events = []model.Event{{ID: "e", Attendees: []model.CarerID{"c1"}, Date: date(t, monday), Start: model.At(8, 0), Length: 60, Kind: "huddle"}}
		}, "c1 s1 | event:e 08:00-09:00", cost(360000), "nor here"},
		{"a break after the visits", nil, "c1 s1 | v1 07:00-07:30 | break 12:40-13:00", cost(310000), "310 between, none after"},
		{"breaks are not idle", nil, "c1 s1 | v1 08:00-08:30 | break 08:30-08:50 | v2 09:00-09:30", cost(270000), "60 + 0 + 210"},
		{"from the base", fromBase, "c1 s1 | v1 08:00-08:30 | v2 09:00-09:30", cost(270000), "50 + 20 + 200"},
		{"the first wait once", all(fromBase, func(p *model.Problem) { p.Rules.Departure = model.Earliest }), "c1 s1 | v1 08:00-08:30 | v2 09:00-09:30", cost(270000), "departure changes who waits, not who is idle"},
		{"the larger of two", nil, "c1 s1 | v1 07:00-07:30 | v2 12:30-13:00\nc2 s2 | v3 07:00-07:30", cost(290000), "c1 290 between, c2 270 after"},
		{"overtime", nil, "c1 s1 | v1 06:50-12:50 | v2 13:00-13:30", cost(0), "nothing before or after, however late"},
		{"outside every shift", nil, "c1 s1 | v1 07:00-13:00\nc2 - | v2 07:00-07:30 | v3 11:00-11:30", cost(0), "no shift, no idle time"},
		{"nobody works", func(p *model.Problem) { p.Shifts[0].Status = model.Open }, "", cost(0), "a shift that is not worked is not idle"},
		{"lifted to law", weigh(model.RuleWorstIdle, model.Law), "c1 s1", law(1, 0), "once per rota"},
	})
}

func TestBalance(t *testing.T) {
	judgeRules(t, model.RuleBalance, func(t testing.TB) *model.Problem {
		p := threeVisits(t)
		addShift(t, p, monday, "c2 s2 07:00-13:00 given")
		addShift(t, p, monday, "c3 s3 07:00-13:00 given")
		weigh(model.RuleBalance, model.Wishes)(p)
		return p
	}, []rule{
		{"even", nil, "c1 s1 | v1 08:00-08:30\nc2 s2 | v2 08:00-08:30\nc3 s3 | v3 08:00-08:30", cost(0), "30 each"},
		{"uneven", nil, "c1 s1 | v1 08:00-08:30 | v2 08:40-09:10\nc2 s2 | v3 08:00-08:30\nc3 s3", cost(75000), "70, 30 and 0, mean 33⅓: 36⅔, 3⅓ and 33⅓ are 37, 4 and 34"},
		{"breaks are no load", nil, "c1 s1 | v1 08:00-08:30 | break 09:00-09:20\nc2 s2 | v2 08:00-08:30\nc3 s3 | v3 08:00-08:30", cost(0), "30 each"},
		{"nothing at all", nil, "c1 s1\nc2 s2\nc3 s3", cost(0), "mean 0"},
		{"outside every shift", nil, "c1 s1 | v1 08:00-08:30\nc2 s2 | v2 08:00-08:30\nc3 s3 | v3 08:00-08:30\nc3 - | v1 14:00-14:30", cost(0), "no part of it"},
	})
}

// Patterns of p1: v1 on Monday and Wednesday, or v1 and v2 on Tuesday; v3 of p3 as always.
func TestPatterns(t *testing.T) {
	weekly := func(t testing.TB) *model.Problem {
		p := world(t)
		p.Shifts = []model.Shift{{ID: "s", Carer: "c1", Days: model.EveryDay, Start: model.At(7, 0), End: model.At(13, 0), Status: model.Open}}
		addVisit(t, p, "v1 p1 07:00-13:00 30")
		addVisit(t, p, "v2 p1 07:00-13:00 45")
		addVisit(t, p, "v3 p3 07:00-13:00 10")
		p.Visits[0].Days, p.Visits[1].Days = 0b1111, 0b10
		p.Patterns = []model.Pattern{
			{Person: "p1", Pattern: "two days", Visit: "v1", Days: 0b101},
			{Person: "p1", Pattern: "one day", Visit: "v1", Days: 0b10},
			{Person: "p1", Pattern: "one day", Visit: "v2", Days: 0b10},
		}
		return p
	}
	mon, tue, wed, thu := "c1 s | v3 07:00-07:10 | v1 08:00-08:30\n", "c1 s 2026-11-24 | v1 08:00-08:30 | v2 09:00-09:45\n", "c1 s 2026-11-25 | v1 08:00-08:30\n", "c1 s 2026-11-26 | v1 08:00-08:30\n"
	left := model.Score{Cover: [4]int64{0, 3600}}
	judgeRules(t, model.RuleCover, weekly, []rule{
		{"first", nil, mon + wed, model.Score{}, "Monday and Wednesday"},
		{"second", nil, "c1 s | v3 07:00-07:10\n" + tue, model.Score{}, "both on Tuesday"},
		{"none", nil, "c1 s | v3 07:00-07:10", left, "2 × 30 min are fewer than 75"},
		{"half", nil, mon, left, "Monday alone is no package"},
		{"two at once", nil, mon + tue + wed, left, "nor are both"},
		{"a day of no pattern", nil, mon + wed + thu, left, "Thursday is in neither"},
		{"half a pair", func(p *model.Problem) { p.Visits[0].Carers = 2 }, mon + wed, model.Score{Cover: [4]int64{0, (60 + 45) * 60}}, "v1 takes two: now the second pattern is the smaller"},
		{"others as always", nil, "c1 s | v1 08:00-08:30\n" + wed, model.Score{Cover: [4]int64{0, 600}}, "v3 is missing"},
		{"the person's priority", func(p *model.Problem) { p.People[0].Priority, p.Visits[0].Priority = 3, 1 }, "c1 s | v3 07:00-07:10", model.Score{Cover: [4]int64{0, 0, 3600}}, "not the visit's"},
		{"as a wish", weigh(model.RuleCover, model.Wishes), "c1 s | v3 07:00-07:10", cost(3000000), "60 min × 50 at priority 2"},
		{"as law", weigh(model.RuleCover, model.Law), "c1 s | v3 07:00-07:10", law(1, 3600), "one package, 60 min"},
		{"two weeks", func(p *model.Problem) { p.Plan.Weeks = 2 }, mon + wed, model.Score{Cover: [4]int64{0, 3600 + 600}}, "p1's and p3's second week"},
	})
	optional := func(t testing.TB) *model.Problem {
		p := weekly(t)
		p.Visits[0].Optional, p.Visits[1].Optional = true, true
		return p
	}
	perVisit := func(p *model.Problem) { p.Rules.OptionalPer = model.PerVisit }
	judgeRules(t, model.RuleOptional, optional, []rule{
		{"done", nil, mon + wed, cost(0), "Monday and Wednesday"},
		{"none", nil, "", cost(60000), "2 × 30 min are fewer than 75"},
		{"half", nil, mon, cost(60000), "a part is nothing"},
		{"two at once", nil, mon + tue + wed, cost(60000), "which one?"},
		{"none, by the visit", perVisit, "", cost(1000), "one package"},
		{"half, by the visit", perVisit, mon, cost(1000), "likewise"},
		{"two weeks", all(perVisit, func(p *model.Problem) { p.Plan.Weeks = 2 }), mon + wed, cost(1000), "the second week"},
		{"another visit besides", all(perVisit, func(p *model.Problem) { p.Visits[2].Optional = true }), "", cost(2000), "v3 stands in no pattern"},
		{"not optional", func(p *model.Problem) { p.Visits[0].Optional, p.Visits[1].Optional = false, false }, "", cost(0), "cover's"},
		{"as law", weigh(model.RuleOptional, model.Law), mon, law(1, 0), "one package"},
	})
	judgeRules(t, model.RuleCover, optional, []rule{
		{"none", nil, "c1 s | v3 07:00-07:10", model.Score{}, "it may be left out"},
		{"half", nil, mon, model.Score{}, "it costs, but is no gap"},
	})
	half := optional(t)
	hh := expand(t, half)
	require.True(t, hh.Choices[0].Optional)
	require.False(t, expand(t, weekly(t)).Choices[0].Optional)
	r := rota(t, hh, mon)
	vv, err := Horizon(hh, r)
	require.NoError(t, err)
	require.Equal(t, []string{"optional 00:00 /p1/ 3600 of 0 tick (two days): 0 0 60000"}, tell(rulesOnly(vv, model.RuleOptional, model.RuleCover)))
	model.Annotate(hh, r)
	require.Len(t, r.Unallocated, 1, "of the smallest pattern Wednesday is missing")
	require.Equal(t, date(t, "2026-11-25"), r.Unallocated[0].Date)
	r = rota(t, hh, "c1 s | v3 07:00-07:10")
	model.Annotate(hh, r)
	require.Len(t, r.Unallocated, 2, "Monday and Wednesday")
	judgeRules(t, model.RuleGap, weekly, []rule{
		{"in no chain", nil, "c1 s 2026-11-24 | v1 08:00-08:30 | v2 08:10-08:55", law(1, 1200), "the first takes 30 min, they start 10 apart"},
		{"whichever is first", nil, "c1 s 2026-11-24 | v2 08:00-08:45 | v1 08:10-08:40", law(1, 2100), "the first takes 45 min, they start 10 apart"},
		{"well apart", nil, "c1 s 2026-11-24 | v1 08:00-08:30 | v2 08:30-09:15", law(0, 0), "the one ends when the other starts"},
	})
	p := weekly(t)
	h := expand(t, p)
	v, err := Horizon(h, rota(t, h, mon))
	require.NoError(t, err)
	require.Empty(t, cmp.Diff([]string{"cover 00:00 /p1/ 3600 of 0 tick (two days): 0 0 0"}, tell(rulesOnly(v, model.RuleCover))))
	m := v.Measures
	require.Equal(t, []int{3, 2, 3, 70, 40, 1}, []int{m.Visits, m.VisitsAllocated, m.Attendances, m.MinutesNeeded, m.MinutesAllocated, m.People[0].Missing},
		"v3 and the smallest package, of which Monday is done")
	v, err = Horizon(h, rota(t, h, tue))
	require.NoError(t, err)
	require.Equal(t, []int{3, 2, 75}, []int{v.Measures.Visits, v.Measures.VisitsAllocated, v.Measures.MinutesAllocated}, "the package that is done counts")
}

// daily: c1 from 07:00 to 13:00 each day, and v1 of p1, daily within 15 minutes of the same time.
func daily(t testing.TB) *model.Problem {
	p := world(t)
	p.Shifts = []model.Shift{{ID: "s", Carer: "c1", Days: model.EveryDay, Start: model.At(7, 0), End: model.At(13, 0), Status: model.Open}}
	addVisit(t, p, "v1 p1 07:00-13:00 30")
	p.Visits[0].Days, p.Visits[0].SameTime = model.EveryDay, 15
	return p
}

func TestSameTime(t *testing.T) {
	const (
		mon = "c1 s | v1 08:00-08:30\n"
		tue = "c1 s 2026-11-24 | v1 08:40-09:10\n"
		wed = "c1 s 2026-11-25 | v1 07:50-08:20\n"
	)
	half := func(p *model.Problem) { p.Rules.Resolution, p.Rules.Step = 1, 1 }
	back := func(p *model.Problem) { p.Plan.Start = date(t, "2026-10-19") }
	forward := func(p *model.Problem) { p.Plan.Start = date(t, "2027-03-22") }
	pair := func(p *model.Problem) { p.Visits[0].Carers = 2 }
	weeks := func(p *model.Problem) { p.Plan.Weeks = 2 }
	judgeRules(t, model.RuleSameTime, daily, []rule{
		{"one visit", nil, mon, cost(0), "nothing to compare"},
		{"nobody comes", nil, "", cost(0), "nor here"},
		{"within", nil, mon + "c1 s 2026-11-24 | v1 08:15-08:45", cost(0), "15 of 15 min"},
		{"two", nil, mon + tue, cost(2500), "40 − 15 min × 0.1"},
		{"three", nil, mon + tue + wed, cost(3500), "07:50 and 08:40 are 50 min apart: 35 × 0.1, once"},
		{"exactly the same", func(p *model.Problem) { p.Visits[0].SameTime = 1 }, mon + wed, cost(900), "10 − 1 min"},
		{"no tolerance given", func(p *model.Problem) { p.Visits[0].SameTime = 0 }, mon + tue, cost(0), "any time"},
		{"rounded down", all(half, weigh(model.RuleSameTime, model.Wishes, 0.0333)), mon + tue, cost(825), "25 × 33 thousandths"},
		{"half a pair", pair, mon + tue, cost(2500), "one carer is a start"},
		{"another template", func(p *model.Problem) {
			p.Visits[0].Days = 0b1
			addVisit(t, p, "v2 p1 07:00-13:00 30")
			p.Visits[1].Days, p.Visits[1].SameTime = 0b10, 15
		}, mon + "c1 s 2026-11-24 | v2 12:00-12:30", cost(0), "each by itself"},
		{"another week", weeks, mon + "c1 s 2026-12-01 | v1 12:00-12:30", cost(0), "weeks are not compared"},
		{"two weeks", weeks, mon + tue + "c1 s 2026-12-01 | v1 12:00-12:30\nc1 s 2026-12-02 | v1 12:25-12:55", cost(3500), "25 and 10 min"},
		{"as law", all(weeks, weigh(model.RuleSameTime, model.Law)), mon + tue + "c1 s 2026-12-01 | v1 12:00-12:30\nc1 s 2026-12-02 | v1 12:25-12:55", law(2, 0), "two weeks; a wish that is made law has no excess"},
		{"the clocks go back", back, "c1 s 2026-10-24 | v1 08:00-08:30\nc1 s 2026-10-25 | v1 08:00-08:30", cost(0), "nine hours after midnight, and eight o'clock"},
		{"the clocks go forward", forward, "c1 s 2027-03-27 | v1 08:00-08:30\nc1 s 2027-03-28 | v1 08:00-08:30", cost(0), "seven hours after midnight, and eight o'clock"},
		{"an hour by the clock", back, "c1 s 2026-10-24 | v1 08:00-08:30\nc1 s 2026-10-25 | v1 07:00-07:30", cost(4500), "60 − 15 min, though both are eight hours after midnight"},
		{"in the night before", back, "c1 - 2026-10-23 | v1 25:30-26:00\nc1 - 2026-10-24 | v1 25:30-26:00", cost(0), "25:30 the first time"},
		{"in the hour that comes twice", back, "c1 - 2026-10-23 | v1 25:30-26:00\nc1 - 2026-10-24 | v1 25:30*-26:00", cost(0), "25:30 the second time as well"},
		{"past that hour", back, "c1 - 2026-10-23 | v1 26:30-27:00\nc1 - 2026-10-24 | v1 27:30-28:00", cost(4500), "60 − 15 min by the clock, two hours in truth"},
		{"before its midnight", nil, mon + "c1 - 2026-11-23 | v1@2026-11-24 23:30-24:10", cost(49500), "half an hour before midnight to 08:00: 510 − 15 min"},
	})
	p := daily(t)
	h := expand(t, p)
	v, err := Horizon(h, rota(t, h, mon+tue+wed))
	require.NoError(t, err)
	require.Equal(t, []string{"same_time 00:00 v1/p1/ 2100 of 900 tick (07:50-08:40): 0 0 3500"}, tell(rulesOnly(v, model.RuleSameTime)))
	require.Equal(t, date(t, monday), rulesOnly(v, model.RuleSameTime)[0].Date)
}

// A shift of ten hours with a break of 20 minutes; with paid span 08:00 to 11:00 less the break.
func TestPaidBySpan(t *testing.T) {
	long := func(t testing.TB) *model.Problem {
		p := threeVisits(t)
		p.Shifts[0].End = model.At(17, 0)
		p.Carers[0].Contract = model.Contract{Kind: model.Guaranteed, MinWeek: 300, MaxWeek: 100}
		p.Rules.Hours48.Cap = 60
		p.Rules.Paid = model.BySpan
		return p
	}
	byShift := func(p *model.Problem) { p.Rules.Paid = "" }
	const day = "c1 s1 | break 07:10-07:30 | v1 08:00-08:30 | break 09:00-09:30 | v2 10:30-11:00 | break 12:00-12:20"
	overtime := func(p *model.Problem) { p.Carers[0].Contract.Overtime = true }
	judgeRules(t, model.RuleHours48, long, []rule{
		{"shift", byShift, day, law(1, (580-60)*60), "600 − 20 min, the shift less the break it needs"},
		{"span", nil, day, law(1, (150-60)*60), "180 − 30 min: only the break between the visits"},
		{"no visits", nil, "c1 s1 | break 09:00-09:30", law(0, 0), "nothing is paid"},
		{"one visit", func(p *model.Problem) { p.Rules.Hours48.Cap = 29 }, "c1 s1 | v1 08:00-08:30", law(1, 60), "30 of 29 min"},
		{"events at the edges", func(p *model.Problem) {
			p.Events = []model.Event{{ID: "e", Attendees: []model.CarerID{"c1"}, Date: date(t, monday), Start: model.At(13, 0), Length: 60}}
		}, "c1 s1 | v1 08:00-08:30 | v2 09:30-10:00 | event:e 13:00-14:00", law(1, 3600), "120 min from visit to visit"},
		{"outside every shift", nil, "c1 s1\nc1 - | v1 18:00-18:30 | v2 21:00-21:30", law(0, 0), "no shift, nothing paid"},
	})
	judgeRules(t, model.RuleMaxHours, long, []rule{
		{"span", overtime, day, law(1, 50*60), "150 of 100 min"},
	})
	judgeRules(t, model.RuleUnderHours, long, []rule{
		{"span", nil, day, cost(75000), "2½ of 5 hours × 30"},
	})
	judgeRules(t, model.RuleOverHours, long, []rule{
		{"span", func(p *model.Problem) { p.Carers[0].Contract.MinWeek = 120 }, day, cost(18000), "6 min at 20 an hour, 24 at 40"},
	})
	judgeRules(t, model.RuleBank, long, []rule{
		{"span", func(p *model.Problem) { p.Carers[0].Contract.Kind = model.Bank }, day, cost(37500), "2½ hours × 15"},
	})
	p := long(t)
	h := expand(t, p)
	v, err := Horizon(h, rota(t, h, day))
	require.NoError(t, err)
	m := v.Measures
	require.Equal(t, []int64{600 * 60, 150 * 60, 60 * 60}, []int64{m.Shift, m.Paid, m.Visit})
	require.Equal(t, 150, m.Carers[0].PaidMinutes)
	require.InDelta(t, 40.0, m.ContactPct, 1e-9, "60 of 150")
}

// rulesOnly keeps the violations of some rules.
func rulesOnly(v *Verdict, codes ...model.Code) []model.Violation {
	var out []model.Violation
	for _, x := range v.Violations {
		for _, c := range codes {
			if x.Rule == c {
				out = append(out, x)
			}
		}
	}
	return out
}

func TestConventionsSayWhoWhenAndHowMuch(t *testing.T) {
	p := handover(t)
	addVisit(t, p, "w p2 07:00-08:00 30")
	p.Visits[1].Load, p.Visits[2].Load, p.Shifts[0].MaxLoad = 6, 3, 8
	for _, c := range []model.Code{model.RuleWorstLate, model.RuleWorstIdle, model.RuleBalance} {
		weigh(c, model.Wishes)(p)
	}
	h := expand(t, p)
	said := func(text string) []string {
		v, err := Horizon(h, rota(t, h, text))
		require.NoError(t, err)
		requireSums(t, v)
		return tell(rulesOnly(v, model.RuleTied, model.RuleLoad, model.RuleWorstLate, model.RuleWorstIdle, model.RuleBalance))
	}
	require.Empty(t, cmp.Diff([]string{
		"tied 08:30 v1/p1/ 600 of 1200 tick (n): 1 600 0",
		"tied 08:30 v1/p1/c1 1 of 0 carer (n): 1 0 0",
		"load 07:00 //c1 1 of 8 load (): 1 0 0",
		"worst_late 09:10 w/p2/ 4200 of 0 tick (): 0 0 70000",
		"worst_idle 07:00 //c2 21600 of 0 tick (): 0 0 360000",
		"balance 00:00 // 80 of 0 minute (): 0 0 80000", // 30 + 10 + 30 + 10 of legs, and 0: mean 40
	}, said("c1 s1 | n 08:00-08:10 | v1 08:30-09:00 | w 09:10-09:40\nc2 s2")))
	require.Empty(t, cmp.Diff([]string{
		"tied 07:00 n/p1/ 1 of 0 visit (v1): 1 0 0",
		"worst_idle 07:00 //c2 21600 of 0 tick (): 0 0 360000",
		"balance 00:00 // 30 of 0 minute (): 0 0 30000",
	}, said("c1 s1 | v1 08:30-09:00\nc2 s2")), "told of the visit that is left out")
}

func TestTicksPastTheMinute(t *testing.T) {
	p := threeVisits(t)
	p.Rules.Resolution, p.Rules.Step = 100, 1
	p.Matrix = []model.MatrixRow{
		{Mode: "car", From: "p1", Ticks: []int32{0, 1001, 1001}}, {Mode: "car", From: "p2", Ticks: []int32{1001, 0, 1001}}, {Mode: "car", From: "p3", Ticks: []int32{1001, -1, 0}},
	}
	h := expand(t, p)
	r := rota(t, h, "c1 s1 | v1 08:00-08:30 | v2 08:40-09:10 | v3 09:20-09:50 | v2 10:20-10:50")
	stops := r.Runs[0].Stops
	stops[0].StartTicks, stops[0].EndTicks = 37, 37
	stops[1].StartTicks, stops[1].EndTicks = 38, 38 // just there
	stops[2].StartTicks, stops[2].EndTicks = 38, 38 // one tick too soon
	v, err := Horizon(h, r)
	require.NoError(t, err)
	require.Empty(t, cmp.Diff([]string{
		"leg 09:20 v3/p3/c1 1 of 1001 tick (v2): 1 1 0",
		"leg 10:20 v2/p2/c1 0 of 0 tick (car): 1 0 0", // no way from p3 to p2
	}, tell(rulesOnly(v, model.RuleLeg))))
	for _, bad := range []int32{-1, 100} {
		stops[0].StartTicks = bad
		_, err = Horizon(h, r)
		require.ErrorContains(t, err, "ticks past its minutes, which have 100")
	}
}

// Ticks past the minute count: 08:00 and half a minute on one day, 08:40 on the next.
func TestSameTimeInTicks(t *testing.T) {
	h := expand(t, daily(t))
	r := rota(t, h, "c1 s | v1 08:00-08:30\nc1 s 2026-11-24 | v1 08:40-09:10")
	r.Runs[0].Stops[0].StartTicks, r.Runs[0].Stops[0].EndTicks = 30, 30
	v, err := Horizon(h, r)
	require.NoError(t, err)
	require.Equal(t, cost(2450), share(v, model.RuleSameTime), "39½ − 15 min × 0.1")
}
