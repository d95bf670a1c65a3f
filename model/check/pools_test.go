package check

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
)

// pooled is a Monday with a visit of 30 minutes that draws on the pool of p1, 60 minutes a week, and a draw of 20 to
// 60 minutes at two of the clock.
func pooled(t testing.TB) *model.Problem {
	p := world(t)
	addVisit(t, p, "v1 p1 07:00-13:00 30").Pool = "q"
	addShift(t, p, monday, "c1 s1 07:00-17:00 given")
	p.Pools = []model.Pool{{
		ID: "q", OwnerKind: model.OwnPerson, Owners: []string{"p1"}, PeriodWeeks: 1, PeriodStart: date(t, monday), Minutes: 60,
		DrawMin: 20, DrawMax: 60, Days: 1, Windows: []model.Window{{Open: at(t, "14:00"), Close: at(t, "15:00")}},
	}}
	return p
}

// TestPoolCorrected: what was put right counts with what there is, and what was overdrawn is said of both.
func TestPoolCorrected(t *testing.T) {
	for _, c := range []struct {
		minutes, over, was int64
		why                string
	}{
		{-15, 25, 45, "70 of 60 less 15"},
		{5, 5, 65, "70 of 60 and 5"},
	} {
		p := pooled(t)
		p.Corrections = []model.Correction{{Pool: "q", Date: date(t, monday), Minutes: int(c.minutes), Reason: "agreed"}}
		h := expand(t, p)
		v, err := Horizon(h, rota(t, h, "c1 s1 | v1 08:00-08:30 | q:p1 14:00-14:40"))
		require.NoError(t, err)
		found := slices.DeleteFunc(v.Violations, func(x model.Violation) bool { return x.Rule != model.RulePool })
		require.Len(t, found, 1, c.why)
		require.Equal(t, []int64{c.over * 60, c.was * 60}, []int64{found[0].Amount, found[0].Limit}, c.why)
	}
}

// TestPoolRules: what the rota draws, against what there is and what was wished.
func TestPoolRules(t *testing.T) {
	const none, core, both, more = "c1 s1", "c1 s1 | v1 08:00-08:30", "c1 s1 | v1 08:00-08:30 | q:p1 14:00-14:30", "c1 s1 | v1 08:00-08:30 | q:p1 14:00-14:40"
	with := func(edit func(x *model.Pool)) func(p *model.Problem) {
		return func(p *model.Problem) { edit(&p.Pools[0]) }
	}
	judgeRules(t, model.RulePool, pooled, []rule{
		{"as much as there is", nil, both, law(0, 0), "30 + 30 of 60"},
		{"more", nil, more, law(1, 10*60), "40 + 30 of 60"},
		{"overdrawn before", with(func(x *model.Pool) { x.BroughtForward = -40 }), core, law(1, 10*60), "30 of 20"},
		{"as a wish", weigh(model.RulePool, model.Wishes, 2), more, cost(20_000), "10 × 2"},
		{"published before", publishedBefore(t), core, law(1, 15*60), "30 of 60, and 45 published the week before, of which there is no record"},
		{"and given", publishedBefore(t, "09:00-09:20"), core, law(0, 0), "30 of 60, and 20 given"},
	})
	judgeRules(t, model.RulePoolDay, pooled, []rule{
		{"without a most", nil, more, law(0, 0), "any number"},
		{"a most of the day", with(func(x *model.Pool) { x.DayMax = 45 }), both, law(1, 15*60), "60 of 45"},
	})
	bends := func(p *model.Problem) { p.Visits[0].Pool, p.Visits[0].LengthMin = "", 20 }
	judgeRules(t, model.RulePoolCut, pooled, []rule{
		{"nothing cut", bends, both, law(0, 0), "as agreed"},
		{"cut for nothing", bends, "c1 s1 | v1 08:00-08:20", law(0, 0), "no draw"},
		{"cut beside a draw", bends, "c1 s1 | v1 08:00-08:20 | q:p1 14:00-14:30", law(1, 10*60), "10 of the 30"},
		{"longer than agreed", func(p *model.Problem) { p.Visits[0].LengthMax = 60 }, "c1 s1 | v1 08:00-08:40", law(0, 0), "nothing is cut for it"},
	})
	judgeRules(t, model.RulePoolLapse, pooled, []rule{
		{"nothing drawn", nil, none, cost(13_500), "45 of 60 lapse, 0.3 each"},
		{"the visit", nil, core, cost(4_500), "30 of the 45"},
		{"both", nil, both, cost(0), "all drawn"},
		{"all is carried", with(func(x *model.Pool) { all := 100.0; x.CarryPct = &all }), none, cost(0), "nothing lapses"},
		{"the first of four weeks", with(func(x *model.Pool) { x.PeriodWeeks = 4 }), none, cost(3_375), "a quarter of 45"},
	})
	judgeRules(t, model.RulePoolBank, pooled, []rule{
		{"nothing drawn", nil, none, cost(6_000), "60 × 0.1"},
		{"the visit", nil, core, cost(3_000), "30"},
	})
	judgeRules(t, model.RulePoolPace, pooled, []rule{
		{"one week", nil, more, cost(400), "70 of 66, with a tenth on top"},
		{"four weeks", with(func(x *model.Pool) { x.PeriodWeeks = 4 }), core, cost(1_350), "30 of 16.5"},
	})
	judgeRules(t, model.RulePoolLeast, pooled, []rule{
		{"without a least", nil, none, cost(0), "none is asked for"},
		{"a least", with(func(x *model.Pool) { x.DayMin = 50 }), core, cost(6_000), "20 × 0.3"},
	})
	four := with(func(x *model.Pool) {
		x.Rank, x.Days = 1, 3
		x.Windows = append(x.Windows, model.Window{Open: at(t, "16:00"), Close: at(t, "16:30")})
	})
	judgeRules(t, model.RulePoolWish, pooled, []rule{
		{"no rank", nil, core, cost(0), "no wish"},
		{"a first wish", with(func(x *model.Pool) { x.Rank = 1 }), core, cost(15_000), "the draw is not taken"},
		{"a third one", with(func(x *model.Pool) { x.Rank = 3 }), core, cost(4_000), "4"},
		{"once a week", four, core, cost(15_000), "four draws are proposed, one is the wish"},
		{"one of four", four, "c1 s1 | v1 08:00-08:30 | q:p1:1 14:00-14:30", cost(0), "it is taken"},
		{"kept", with(func(x *model.Pool) { x.Rank = 1 }), both, cost(0), "it is taken"},
	})
	shared := func(sharing string) func(p *model.Problem) {
		return func(p *model.Problem) {
			x := &p.Pools[0]
			x.OwnerKind, x.Owners, x.Sharing = model.OwnHousehold, []string{"p1", "p2"}, sharing
			p.People[0].Need = 2
		}
	}
	judgeRules(t, model.RulePoolShare, pooled, []rule{
		{"nobody says how", nil, core, cost(0), "one owner"},
		{"alike", shared(model.ShareEqual), core, cost(1_500), "of 30 p2 lacks 15"},
		{"by need", shared(model.ShareNeed), core, cost(1_000), "p1's part is 20, p2 lacks 10"},
	})
}

// publishedBefore has the visit for three quarters of an hour in the week before the plan, which then belongs to the
// pool's period, and where it is said a record of it.
func publishedBefore(t testing.TB, given ...string) func(p *model.Problem) {
	return func(p *model.Problem) {
		x := &p.Pools[0]
		x.PeriodWeeks, x.PeriodStart = 2, x.PeriodStart.Add(-7)
		p.Baseline = []model.Attendance{{Visit: "v1", Date: x.PeriodStart, Carer: "c1", Start: at(t, "08:00"), End: at(t, "08:45")}}
		for _, span := range given {
			from, to, _ := strings.Cut(span, "-")
			p.Actuals = append(p.Actuals, model.Actual{Visit: "v1", Date: x.PeriodStart, Carer: "c1", CheckIn: at(t, from), CheckOut: at(t, to)})
		}
	}
}

// TestDrawsAreNotMissed: a draw that is not taken is no visit left out, and no optional one either; one that is
// counts as care.
func TestDrawsAreNotMissed(t *testing.T) {
	h := expand(t, pooled(t))
	v, err := Horizon(h, rota(t, h, "c1 s1 | v1 08:00-08:30"))
	require.NoError(t, err)
	require.Equal(t, []int{1, 1}, []int{v.Measures.Visits, v.Measures.VisitsAllocated})
	require.Zero(t, share(v, model.RuleOptional))
	require.Zero(t, share(v, model.RuleCover))
	v, err = Horizon(h, rota(t, h, "c1 s1 | v1 08:00-08:30 | q:p1 14:00-14:30"))
	require.NoError(t, err)
	require.Equal(t, []int{2, 2}, []int{v.Measures.Visits, v.Measures.VisitsAllocated})
	require.EqualValues(t, 60*60, v.Measures.Visit)
}

// TestSpareTime: the idle time of a shift of ten hours, and what of it the draw at two could have. c1 is at p1 from
// 08:00 to 08:30 and at p2 from 14:30 on: between the two 6 hours less the way, before and behind them the rest.
func TestSpareTime(t *testing.T) {
	p := pooled(t)
	addVisit(t, p, "v2 p2 07:00-17:00 30")
	p.Pools[0].Minutes = 600
	p.Rules.Break = model.BreakRule{After: 10_000}
	h := expand(t, p)
	s, err := SpareTime(h, rota(t, h, "c1 s1 | v1 08:00-08:30 | v2 14:30-15:00"))
	require.NoError(t, err)
	idle := s.ShiftHours - 70 // two visits and a leg
	require.Equal(t, idle, s.Idle)
	// Before v1 it is not two yet. Behind it the draw is at p1, 14:00 to 14:20, ten minutes before v2. Behind v2 one may
	// start at 15:10, which is after three.
	require.Equal(t, 20, s.Usable)
	require.Equal(t, idle, s.Most, "the draw is where c1 is")
	require.Equal(t, []int{570, 30}, []int{s.Undrawn, s.Drawn})
}

// TestSpareTimeBesideBreaks: where the way on is gone depends on where the break is taken. The draw of at least 20
// minutes at p1, from 14:00 on, comes to lie between v1 at p1 and v2 at p2, ten minutes away, with the break near it.
func TestSpareTimeBesideBreaks(t *testing.T) {
	for _, c := range []struct {
		at, rota string
		want     int
		why      string
	}{
		{"", "c1 s1 | v1 08:00-08:30 | break 14:25-14:45 | v2 14:55-15:25", 25, "until the break, behind which there is time to get to v2"},
		{"", "c1 s1 | v1 08:00-08:30 | break 14:25-14:45 | v2 14:50-15:20", 0, "there is not: v2 would have to wait"},
		{"", "c1 s1 | v1 08:00-08:30 | break 13:00-13:20 | v2 14:35-15:05", 25, "behind the break, until ten minutes before v2"},
		{model.Next, "c1 s1 | v1 08:00-08:30 | break 14:35-14:55 | v2 14:55-15:25", 25, "until ten minutes before the break, which is at v2"},
		{model.Next, "c1 s1 | v1 08:00-08:30 | break 14:25-14:45 | v2 14:55-15:25", 0, "15 minutes before the break and none behind it"},
		{model.Next, "c1 s1 | v1 08:00-08:30 | break 13:00-13:20 | v2 14:35-15:05", 25, "behind the break, which is at the draw then"},
	} {
		p := pooled(t)
		addVisit(t, p, "v2 p2 07:00-17:00 30")
		p.Pools[0].Minutes, p.Rules.Break.At = 600, c.at
		h := expand(t, p)
		s, err := SpareTime(h, rota(t, h, c.rota))
		require.NoError(t, err)
		require.Equal(t, c.want, s.Usable, c.why)
		require.Equal(t, s.Idle, s.Most, "%s: the draw is where c1 is", c.why)
	}
}

// TestSpareTimeOfItsHours: a draw counts in a run in whose hours it may begin, that of the day before too, and in no other.
func TestSpareTimeOfItsHours(t *testing.T) {
	for _, c := range []struct {
		open, close, shift string
		want               int
		why                string
	}{
		{"14:00", "15:00", "c1 s1 07:00-13:00 given", 0, "the shift is over"},
		{"06:00", "06:30", "c1 s1 07:00-13:00 given", 0, "it has not begun"},
		{"06:00", "08:00", "c1 s1 07:00-13:00 given", 6 * 60, "all of it"},
		{"12:45", "15:00", "c1 s1 07:00-13:00 given", 0, "no draw is so short"},
		{"26:00", "27:00", "c1 s1 22:00-30:00 given", 4 * 60, "two at night"},
	} {
		p := pooled(t)
		p.Shifts, p.Rules.Break = nil, model.BreakRule{After: 10_000}
		addShift(t, p, monday, c.shift)
		p.Pools[0].Minutes, p.Pools[0].Windows = 600, []model.Window{{Open: at(t, c.open), Close: at(t, c.close)}}
		h := expand(t, p)
		s, err := SpareTime(h, rota(t, h, "c1 s1"))
		require.NoError(t, err)
		require.Equal(t, c.want, s.Usable, c.why)
		require.Equal(t, map[bool]int{true: s.Idle}[c.want > 0], s.Most, c.why)
	}
}
