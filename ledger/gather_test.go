package ledger

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
)

// week is a plan from the Monday before the clocks go forward, with two people and a pool of one of them that
// proposes draws.
func week() *model.Problem {
	start := model.NewDate(2027, 3, 22)
	window := []model.Window{{Open: model.At(8, 0), Close: model.At(9, 0)}}
	home := func(id model.PersonID) model.Person {
		return model.Person{ID: id, Name: "N. " + string(id), Patch: "bala", Lat: 52.91, Lon: -3.6}
	}
	carer := func(id model.CarerID) model.Carer {
		return model.Carer{ID: id, Name: string(id), Patch: "bala", Mode: model.ModeCar, HomeLat: 52.91, HomeLon: -3.6, Contract: model.Contract{Kind: model.ZeroHours}}
	}
	return &model.Problem{
		Format: 1, Name: "Week", Plan: model.Plan{Start: start},
		Patches: []model.Patch{{ID: "bala", NameEn: "Bala", BaseLat: 52.91, BaseLon: -3.6}},
		People:  []model.Person{home("p1"), home("p2")},
		Visits: []model.Visit{
			{ID: "core", Person: "p1", Days: model.EveryDay, Windows: window, Length: 30, Pool: "q"},
			{ID: "pair", Person: "p1", Days: 1, Windows: window, Length: 45, Carers: 2, Pool: "q"},
			{ID: "other", Person: "p2", Days: 1, Windows: window, Length: 45},
		},
		Carers: []model.Carer{carer("a"), carer("b")},
		Pools: []model.Pool{{
			ID: "q", OwnerKind: model.OwnPerson, Owners: []string{"p1"}, PeriodStart: start.Add(-14), Minutes: 900,
			Windows: []model.Window{{Open: model.At(14, 0), Close: model.At(16, 0)}}, Days: 1<<2 | 1<<6,
		}},
	}
}

func stop(id model.VisitID, from, to model.Clock) model.Stop {
	return model.Stop{Kind: model.StopVisit, Visit: id, Start: from, End: to}
}

func expand(t *testing.T, p *model.Problem) *model.Horizon {
	t.Helper()
	h, err := model.Expand(p)
	require.NoError(t, err)
	return h
}

// TestGather: what is planned and recorded is counted once for each carer, in real minutes.
func TestGather(t *testing.T) {
	p := week()
	p.Rules.Resolution = 60
	start := p.Plan.Start
	p.Baseline = []model.Attendance{
		{Visit: "core", Date: start.Add(-2), Carer: "a", Start: model.At(8, 0), End: model.At(8, 30)},
		{Visit: "core", Date: start.Add(-2), Carer: "b", Role: model.RoleShadow, Start: model.At(8, 0), End: model.At(8, 30)},
		{Visit: "core", Date: start, Carer: "a", Start: model.At(8, 0), End: model.At(8, 20)},
		{Visit: "gone", Date: start.Add(-2), Carer: "a", Start: model.At(10, 0), End: model.At(10, 20)},
	}
	p.Actuals = []model.Actual{
		{Visit: "core", Date: start.Add(-2), Carer: "a", CheckIn: model.At(8, 5), CheckOut: model.At(8, 30)},
		{Visit: "gone", Date: start.Add(-2), Carer: "a", CheckIn: model.At(10, 0), CheckOut: model.At(10, 15)},
		{Visit: "pair", Date: start, Carer: "a", CheckIn: model.At(8, 0), CheckOut: model.At(8, 45)},
		{Visit: "pair", Date: start, Carer: "b", CheckIn: model.At(8, 0), CheckOut: model.At(8, 40)},
		{Visit: "core", Date: start.Add(5), Carer: "a", CheckIn: model.At(24, 30), CheckOut: model.At(27, 0)},
		{Visit: "q:p1", Date: start.Add(2), Carer: "a", CheckIn: model.At(14, 0), CheckOut: model.At(15, 10)},
		{Visit: "q:p1", Date: start.Add(3), Carer: "a", CheckIn: model.At(14, 0), CheckOut: model.At(15, 10)},
		{Visit: "never", Date: start, Carer: "a", CheckIn: model.At(14, 0), CheckOut: model.At(15, 10)},
	}
	lead := stop("pair", model.At(8, 0), model.At(8, 45))
	lead.EndTicks = 29 // not half a minute
	shadow := stop("pair", model.At(8, 0), model.At(8, 45))
	shadow.Role = model.RoleShadow
	late := stop("core", model.At(0, 10), model.At(0, 40))
	late.Date = start.Add(1)
	r := &model.Rota{Runs: []model.Run{
		{Carer: "a", Date: start, Stops: []model.Stop{lead, {Kind: model.StopBreak, Start: model.At(9, 0), End: model.At(9, 20)}, stop("other", model.At(10, 0), model.At(10, 45))}},
		{Carer: "b", Date: start, Stops: []model.Stop{lead, shadow, late}},
		{Carer: "a", Date: start.Add(2), Stops: []model.Stop{stop("q:p1", model.At(14, 0), model.At(15, 0))}},
	}}
	h := expand(t, p)
	s, found := Gather(h, r, nil, 0)
	require.Equal(t, []Visit{
		{Visit: "core", Date: start.Add(-2), Person: "p1", Pool: "q", Planned: 30, Delivered: 25, Recorded: true},
		{Visit: "gone", Date: start.Add(-2), Planned: 20, Delivered: 15, Recorded: true},
		{Visit: "other", Date: start, Person: "p2", Planned: 45},
		{Visit: "pair", Date: start, Person: "p1", Pool: "q", Planned: 90, Delivered: 85, Recorded: true},
		{Visit: "core", Date: start.Add(1), Person: "p1", Pool: "q", Planned: 30},
		{Visit: "q:p1", Date: start.Add(2), Person: "p1", Pool: "q", Planned: 60, Delivered: 70, Recorded: true},
		{Visit: "core", Date: start.Add(5), Person: "p1", Pool: "q", Delivered: 90, Recorded: true},
	}, s.Visits, "no shadow, no break; the rota and not previous.csv in the plan's week; half an hour past midnight to three is 90 minutes when the clocks go forward between")
	require.Equal(t, start.Add(5), s.At, "the day of the last record")
	require.Equal(t, start.Add(6), s.End)
	require.Len(t, s.PlannedOn, 8, "the week, and the day of previous.csv")
	require.Equal(t, "E1553 actuals[6].date: visit \"q:p1\" does not fall on 2027-03-25", found[0].Error()[:len("E1553 actuals[6].date: visit \"q:p1\" does not fall on 2027-03-25")])
	require.Equal(t, "actuals[7].visit", found[1].Column)
	require.Len(t, found, 2)

	p.Plan.AsOf = model.Moment{Date: start.Add(9)}
	h = expand(t, p)
	s, _ = Gather(h, nil, nil, 0)
	require.Equal(t, start.Add(9), s.At, "plan.as_of is later")
	s, _ = Gather(h, nil, nil, start.Add(1))
	require.Equal(t, start.Add(1), s.At, "and what was asked for before either")
	require.Len(t, s.PlannedOn, 2, "without a rota what was published, on the dates that it has")
}

// TestKeptRemembers: a record of a visit whose template and plan have gone is of the pool that was booked.
func TestKeptRemembers(t *testing.T) {
	p := week()
	start := p.Plan.Start
	r := &model.Rota{Runs: []model.Run{{Carer: "a", Date: start, Stops: []model.Stop{stop("core", model.At(8, 0), model.At(8, 30))}}}}
	a, found := Keep(expand(t, p), r, nil, 0)
	require.Empty(t, found)
	next := week()
	next.Plan.Start = start.Add(7)
	next.Visits = next.Visits[1:]
	next.Actuals = []model.Actual{{Visit: "core", Date: start, Carer: "a", CheckIn: model.At(8, 0), CheckOut: model.At(8, 25)}}
	h := expand(t, next)
	b, found := Keep(h, nil, a.Book, 0)
	require.Empty(t, found)
	sound(t, b, a.Book)
	require.EqualValues(t, 25, b.Periods[0].Delivered)
	require.Equal(t, model.PersonID("p1"), b.Periods[0].Drawn[0].Person)
	_, found = Keep(h, nil, nil, 0)
	require.Equal(t, "E1553", found[0].Code, "without the book nobody knows of it")
}

// TestBookedStays: a visit that is moved to another pool, or whose person has another id, stays with what was booked
// where that is past; a rota plans its weeks by the tables of today.
func TestBookedStays(t *testing.T) {
	tables := func(pool model.PoolID) *model.Problem {
		p := week()
		other := p.Pools[0]
		other.ID, other.Windows = "z", nil
		p.Pools, p.Visits[0].Pool = append(p.Pools, other), pool
		return p
	}
	start := week().Plan.Start
	rota := func(days ...int) *model.Rota {
		r := &model.Rota{}
		for _, d := range days {
			r.Runs = append(r.Runs, model.Run{Carer: "a", Date: start.Add(d), Stops: []model.Stop{stop("core", model.At(8, 0), model.At(8, 30))}})
		}
		return r
	}
	record := func(p *model.Problem, days ...int) {
		for _, d := range days {
			p.Actuals = append(p.Actuals, model.Actual{Visit: "core", Date: start.Add(d), Carer: "a", CheckIn: model.At(8, 0), CheckOut: model.At(8, 20)})
		}
	}
	p := tables("q")
	record(p, 0)
	kept, found := Keep(expand(t, p), rota(0, 1, 2), nil, 0)
	require.Empty(t, found)

	moved := func(edit func(p *model.Problem), r *model.Rota) map[model.PoolID][2]int64 {
		p := tables("z")
		edit(p)
		l, found := Keep(expand(t, p), r, kept.Book, 0)
		require.Empty(t, found)
		sound(t, l, kept.Book)
		out := map[model.PoolID][2]int64{}
		for _, x := range l.Periods {
			got := out[x.Pool]
			out[x.Pool] = [2]int64{got[0] + x.Delivered, got[1] + x.Due}
		}
		return out
	}
	nextWeek := func(p *model.Problem) { p.Plan.Start = start.Add(7) }
	require.Equal(t, map[model.PoolID][2]int64{"q": {20, 60}, "z": {0, 0}}, moved(nextWeek, nil), "no table has it any more, and nobody has recorded more")
	require.Equal(t, map[model.PoolID][2]int64{"q": {40, 30}, "z": {0, 0}}, moved(func(p *model.Problem) { nextWeek(p); record(p, 0, 1) }, nil), "recorded again, and late")
	require.Equal(t, map[model.PoolID][2]int64{"q": {20, 60}, "z": {0, 30}}, moved(nextWeek, rota(7)), "what is planned from then on draws on the other pool")
	require.Equal(t, map[model.PoolID][2]int64{"q": {20, 0}, "z": {0, 60}}, moved(func(p *model.Problem) { record(p, 0) }, rota(0, 1, 2)),
		"the week planned anew: what was given stays, what is to come draws on the other pool")
	require.Equal(t, map[model.PoolID][2]int64{"q": {40, 30}, "z": {0, 0}}, moved(func(p *model.Problem) { record(p, 0, 1) }, nil), "without a rota what was booked is what is planned")
}

// TestRecordsComeLate: a week that is planned before anybody has recorded the one before does not make it one in which
// nobody came.
func TestRecordsComeLate(t *testing.T) {
	p := week()
	start := p.Plan.Start
	for d := range 7 {
		p.Baseline = append(p.Baseline, model.Attendance{Visit: "core", Date: start.Add(d - 7), Carer: "a", Start: model.At(8, 0), End: model.At(8, 30)})
	}
	r := &model.Rota{Runs: []model.Run{{Carer: "a", Date: start, Stops: []model.Stop{stop("core", model.At(8, 0), model.At(8, 30))}}}}
	h := expand(t, p)
	kept, found := Keep(h, r, nil, 0)
	require.Empty(t, found)
	require.Equal(t, start.Add(-7), kept.At, "nothing is known")
	require.EqualValues(t, 8*30, kept.Periods[0].Due)
	require.Empty(t, Compare(h, kept.Book))
	p.Actuals = []model.Actual{
		{Visit: "core", Date: start.Add(-7), Carer: "a", CheckIn: model.At(8, 0), CheckOut: model.At(8, 20)},
		{Visit: "core", Date: start.Add(-4), Carer: "a", CheckIn: model.At(8, 0), CheckOut: model.At(8, 20)},
	}
	h = expand(t, p)
	later, found := Keep(h, r, kept.Book, 0)
	require.Empty(t, found)
	require.Equal(t, []int64{2 * 20, 4 * 30}, []int64{later.Periods[0].Delivered, later.Periods[0].Due}, "two days between them were missed; three days after them, and the plan's, are to come")
	require.Empty(t, Compare(h, later.Book))
	p.Actuals = nil
	h = expand(t, p)
	again, _ := Keep(h, r, later.Book, 0)
	require.Equal(t, later.Periods, again.Periods, "what was recorded stays")
}

// TestCompare: a plan that counts with another balance than the books is told of.
func TestCompare(t *testing.T) {
	p := week()
	start := p.Plan.Start
	was := func(day, minutes int) model.Actual {
		return model.Actual{Visit: "core", Date: start.Add(day), Carer: "a", CheckIn: model.At(8, 0), CheckOut: model.At(8, minutes)}
	}
	p.Actuals = []model.Actual{was(-10, 25), was(-2, 30)}
	p.Baseline = []model.Attendance{{Visit: "core", Date: start.Add(-1), Carer: "a", Start: model.At(8, 0), End: model.At(8, 45)}}
	kept, found := Keep(expand(t, p), nil, nil, 0)
	require.Empty(t, found)
	for _, tt := range []struct {
		edit   func(p *model.Problem)
		want   string
		reason string
	}{
		{func(*model.Problem) {}, "", "the tables are those of the books"},
		{func(p *model.Problem) { p.Actuals = p.Actuals[1:] }, "825 minutes left for the period from 2027-03-08 before anything is planned, and by ledger.csv it has 800", "a record has gone"},
		{func(p *model.Problem) { p.Baseline = nil }, "845 minutes left", "and what was published, of which nothing is known yet"},
		{func(p *model.Problem) { p.Visits[0].Pool = "" }, "900 minutes left", "the visit draws on nothing any more"},
		{func(p *model.Problem) { p.Pools[0].Minutes = 1000 }, "", "the period is not over: both go by the table"},
		{func(p *model.Problem) { p.Plan.Start, p.Pools[0].Minutes = start.Add(14), 1000 }, "1250 minutes left for the period from 2027-04-05 before anything is planned, and by ledger.csv it has 1225", "of a period that is over, the table would carry 250, and 225 were"},
		{func(p *model.Problem) { p.Pools[0].PeriodStart = start.Add(-7) }, "", "a period that overlaps is an error by itself"},
		{func(p *model.Problem) {
			p.Plan.Start, p.Pools[0].PeriodStart, p.Pools[0].BroughtForward = start.Add(14), start.Add(14), 225
		}, "", "the pool goes on from what the books carried"},
	} {
		q := *p
		q.Pools, q.Visits = slices.Clone(p.Pools), slices.Clone(p.Visits)
		tt.edit(&q)
		found := Compare(expand(t, &q), kept.Book)
		if tt.want == "" {
			require.Empty(t, found, tt.reason)
			continue
		}
		require.Len(t, found, 1, tt.reason)
		require.Equal(t, "W2084", found[0].Code)
		require.Contains(t, found[0].Error(), tt.want, tt.reason)
	}
	require.Empty(t, Compare(expand(t, p), nil), "no books")
	q := *p
	q.Pools, q.Actuals = slices.Clone(p.Pools), p.Actuals[1:]
	for _, kind := range []string{model.OwnPatch, model.OwnPerson, model.OwnHousehold} {
		h := expand(t, &q)
		h.Problem.Pools[0].OwnerKind = kind
		told := Compare(h, kept.Book).Discreet()[0].Error()
		require.NotContains(t, told, `"q"`, "who may not see all is not told its name")
		require.Equal(t, kind == model.OwnPatch, strings.Contains(told, "825 minutes left"), "nor what a person has")
	}
}

// TestPlanCountsAsBooks: what a plan counts as drawn before it is what the books of the same tables have.
func TestPlanCountsAsBooks(t *testing.T) {
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 3))
		p := week()
		start := p.Plan.Start
		p.Plan.Weeks = 1 + r.IntN(5)
		p.Pools[0].Minutes, p.Pools[0].BroughtForward, p.Pools[0].PeriodWeeks = 30*r.IntN(12), 20*r.IntN(8)-40, 1+r.IntN(4)
		p.Pools[0].PeriodStart = start.Add(7 * (r.IntN(7) - 5))
		for i := range r.IntN(12) {
			day, from, minutes := start.Add(r.IntN(40)-35), model.At(8+i, 0), model.Clock(5+5*r.IntN(10))
			id := []model.VisitID{"core", "core", "pair", "other", "q:p1"}[r.IntN(5)]
			x := model.Attendance{Visit: id, Date: day, Carer: "a", Start: from, End: from + minutes}
			if r.IntN(4) == 0 {
				x.Role = model.RoleShadow
			}
			if r.IntN(3) > 0 {
				p.Baseline = append(p.Baseline, x)
			}
			if r.IntN(2) == 0 && slices.ContainsFunc(p.Baseline, func(b model.Attendance) bool { return b.Visit == id && b.Date == day }) {
				p.Actuals = append(p.Actuals, model.Actual{Visit: id, Date: day, Carer: "a", CheckIn: from, CheckOut: from + minutes + 5})
			}
		}
		if r.IntN(3) == 0 {
			p.Plan.AsOf = model.Moment{Date: start.Add(-r.IntN(20))}
		}
		if r.IntN(2) == 0 {
			p.Corrections = []model.Correction{{Pool: "q", Date: p.Pools[0].PeriodStart.Add(r.IntN(40)), Minutes: 10*r.IntN(15) - 55, Reason: "agreed"}}
		}
		h := expand(t, p)
		kept, found := Keep(h, nil, nil, 0)
		for _, f := range found {
			require.Equal(t, "E1550", f.Code, "seed %d: %s", seed, f.Message)
		}
		require.Empty(t, Compare(h, kept.Book), "seed %d", seed)
	}
}
