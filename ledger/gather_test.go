package ledger

import (
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
	p.Actuals = []model.Actual{
		{Visit: "core", Date: start.Add(-7), Carer: "a", CheckIn: model.At(8, 0), CheckOut: model.At(8, 20)},
		{Visit: "core", Date: start.Add(-4), Carer: "a", CheckIn: model.At(8, 0), CheckOut: model.At(8, 20)},
	}
	h = expand(t, p)
	later, found := Keep(h, r, kept.Book, 0)
	require.Empty(t, found)
	require.Equal(t, []int64{2 * 20, 4 * 30}, []int64{later.Periods[0].Delivered, later.Periods[0].Due}, "two days between them were missed; three days after them, and the plan's, are to come")
	p.Actuals = nil
	h = expand(t, p)
	again, _ := Keep(h, r, later.Book, 0)
	require.Equal(t, later.Periods, again.Periods, "what was recorded stays")
}
