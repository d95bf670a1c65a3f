package model_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
)

// twoOf is a workspace of two providers with something of each in every table: whatever has a z in it is
// Cartref's.
func twoOf(t *testing.T) *model.Problem {
	p, err := model.ReadJSON(strings.NewReader(`{"format": 1, "name": "Two", "plan": {"start": "2026-11-23"},
"patches": [{"id": "north", "name_en": "North", "block_minutes_4w": 6000, "provider": "Gofal", "base_lat": 52.9, "base_lon": -3.6},
 {"id": "zouth", "block_minutes_4w": 7777, "name_en": "Zouth", "provider": "Cartref", "lends_to": ["Gofal"], "base_lat": 52.8, "base_lon": -3.5}],
"places": [{"id": "hall", "name_en": "Hall", "kind": "venue", "lat": 52.9, "lon": -3.61}, {"id": "zcheme", "name_en": "Z", "kind": "scheme", "lat": 52.81, "lon": -3.51}],
"people": [{"id": "p1", "name": "Ann", "patch": "north", "lat": 52.91, "lon": -3.61, "never": ["z2", "a"], "named_team": ["b"]},
 {"id": "z1", "name": "Zoe", "patch": "zouth", "place": "zcheme", "only": ["z2"]}],
"visits": [{"id": "v1", "person": "p1", "days": "1111111", "windows": [{"open": "08:00", "close": "09:00"}], "length": 30, "pool": "po"},
 {"id": "zv", "person": "z1", "days": "1111111", "windows": [{"open": "08:00", "close": "09:00"}], "length": 30}],
"carers": [{"id": "a", "name": "Alys", "patch": "north", "mode": "car", "terms": {"contract": "zero"}},
 {"id": "b", "name": "Beth", "patch": "north", "mode": "car", "terms": {"contract": "zero"}, "most_of": [{"shift": "sb", "count": 2}]},
 {"id": "z2", "name": "Zac", "patch": "zouth", "mode": "car", "terms": {"contract": "zero"}},
 {"id": "lent", "name": "Lena", "patch": "zouth", "other_patches": ["north"], "mode": "car", "terms": {"contract": "bank", "max_week": 777}, "home_lat": 52.8123, "home_lon": -3.5123, "skills": [{"skill": "hoist"}], "pay_band": "z7"}],
"shifts": [{"id": "sb", "carer": "b", "days": "1111111", "start": "07:00", "end": "14:00", "status": "given", "no_next": ["zs"]},
 {"id": "sr", "rotation": "r", "days": "0000001", "week_of_cycle": "1/2", "start": "07:00", "end": "14:00", "status": "given"},
 {"id": "zr", "rotation": "zr", "days": "0000001", "week_of_cycle": "1/2", "start": "07:00", "end": "14:00", "status": "given"},
 {"id": "zs", "carer": "z2", "days": "1111110", "start": "07:00", "end": "14:00", "status": "given"},
 {"id": "zl", "carer": "lent", "days": "1110000", "start": "07:00", "end": "14:00", "status": "given"},
 {"id": "sl", "carer": "lent", "days": "0001000", "start": "07:00", "end": "14:00", "status": "given", "location": "north"}],
"rotations": [{"carer": "a", "rotation": "r"}, {"carer": "z2", "rotation": "zr"}],
"rates": [{"name": "mileage", "from": "2026-04-06", "value": 55}, {"name": "overhead.zouth", "from": "2026-04-06", "value": 55, "unit": "pounds"}, {"name": "on_cost.z7", "from": "2026-04-06", "value": 12}],
"pools": [{"id": "pp", "owner_kind": "person", "owners": ["p1"], "period_start": "2026-11-23", "minutes": 60}, {"id": "zp", "owner_kind": "person", "owners": ["z1"], "period_start": "2026-11-23", "minutes": 60},
 {"id": "po", "owner_kind": "outcome", "owners": ["out more"], "period_start": "2026-11-23", "minutes": 600}, {"id": "zo", "owner_kind": "outcome", "owners": ["zoup"], "drawers": ["z1"], "period_start": "2026-11-23", "minutes": 60}],
"wishes": [{"person": "p1", "rank": 1, "wish": "length"}, {"person": "z1", "rank": 1, "wish": "length"}, {"carer": "z2", "rank": 1, "wish": "early"}, {"carer": "a", "rank": 1, "wish": "with_colleague", "value": "z2"}],
"skeleton_nodes": [{"id": "bala", "lat": 52.91, "lon": -3.6}, {"id": "llan", "lat": 52.86, "lon": -3.67}],
"skeleton_links": [{"from": "bala", "to": "llan", "km": 8}], "barriers": [{"name": "lake", "line": [{"lat": 52.90, "lon": -3.61}, {"lat": 52.87, "lon": -3.66}]}],
"buses": [{"line": "T3", "stop": "Square", "days": "1111111", "lat": 52.9, "lon": -3.6, "times": ["08:00"]}],
"patterns": [{"person": "p1", "pattern": "only", "visit": "v1", "days": "1111111"}],
"actuals": [{"visit": "v1", "date": "2026-11-20", "carer": "b", "check_in": "08:00", "check_out": "08:30"}, {"visit": "zv", "date": "2026-11-20", "carer": "z2", "check_in": "08:00", "check_out": "08:30"}],
"corrections": [{"pool": "pp", "date": "2026-11-23", "minutes": 30, "reason": "agreed"}, {"pool": "zp", "date": "2026-11-23", "minutes": 30, "reason": "zoe"}],
"block_periods": [{"patch": "north", "period_start": "2026-10-12", "contact_minutes": 60, "paid_minutes": 90}, {"patch": "zouth", "period_start": "2026-10-12", "contact_minutes": 60, "paid_minutes": 90}],
"cover": [{"where": "north", "days": "1000000", "start": "08:00", "end": "09:00", "needed": 0}, {"where": "zouth", "days": "1000000", "start": "08:00", "end": "09:00", "needed": 0, "kind": "z"}],
"requests": [{"carer": "a", "date": "2026-11-23", "want": "off"}, {"carer": "z2", "date": "2026-11-23", "want": "off"}],
"absences": [{"carer": "a", "from": "2026-11-24", "to": "2026-11-24", "kind": "leave"}, {"carer": "lent", "from": "2026-11-24", "to": "2026-11-24", "kind": "zick"}],
"availability": [{"carer": "b", "days": "1000000", "from": "07:00", "to": "09:00", "level": "avoid"}, {"carer": "z2", "days": "1000000", "from": "07:00", "to": "09:00", "level": "avoid"}],
"colleagues": [{"carer": "a", "other": "b", "work": "apart"}, {"carer": "z2", "other": "lent", "work": "apart"}],
"events": [{"id": "e1", "attendees": ["b", "lent"], "date": "2026-11-23", "start": "13:00", "length": 30, "kind": "huddle", "place": "hall"},
 {"id": "ze", "attendees": ["z2"], "date": "2026-11-23", "start": "13:00", "length": 30, "kind": "huddle"}],
"legs": [{"from": "p1", "to": "north", "mode": "car", "minutes": 5}, {"from": "p1", "to": "z1", "mode": "car", "minutes": 5}, {"from": "carer:lent", "to": "p1", "mode": "car", "minutes": 5}],
"matrix": [{"mode": "bike", "from": "north", "ticks": [0, 11, 12]}, {"mode": "bike", "from": "p1", "ticks": [21, 0, 22]}, {"mode": "bike", "from": "z1", "ticks": [31, 32, 0]}],
"previous": [{"visit": "v1", "date": "2026-11-19", "start": "08:00", "end": "08:30", "carer": "b"}, {"visit": "zv", "date": "2026-11-19", "start": "08:00", "end": "08:30", "carer": "z2"}],
"previous_shifts": [{"carer": "b", "date": "2026-11-23", "shift": "sb", "start": "07:00", "end": "14:00"}, {"carer": "lent", "date": "2026-11-23", "shift": "zl", "start": "07:00", "end": "14:00"}],
"history": [{"person": "p1", "carer": "lent", "last_visit": "2026-11-20", "visits_90d": 3, "visits_in_plan": 3}, {"person": "z1", "carer": "lent", "last_visit": "2026-11-20", "visits_90d": 3, "visits_in_plan": 3}],
"carer_hours": [{"carer": "lent", "week_start": "2026-11-16", "minutes_worked": 1234}, {"carer": "b", "week_start": "2026-11-16", "minutes_worked": 60}],
"pins": [{"visit": "v1", "date": "2026-11-26", "carer": "lent"}, {"visit": "zv", "carer": "z2"}]}`))
	require.NoError(t, err)
	return p
}

// no is a time of a day of the plan at which a carer cannot work.
func no(c model.CarerID, day int, from, to model.Clock) model.Availability {
	return model.Availability{Carer: c, Date: model.NewDate(2026, 11, 23).Add(day), From: from, To: to, Level: model.AvailNo}
}

// TestOfProvider: what a part has, and has not.
func TestOfProvider(t *testing.T) {
	p := twoOf(t)
	before := p.Hash()
	q, _, err := p.OfProvider("Gofal", nil)
	require.NoError(t, err)
	require.Equal(t, before, p.Hash(), "the whole is as it was")
	require.Empty(t, model.Validate(q).Errors())
	text, err := json.Marshal(q)
	require.NoError(t, err)
	for _, theirs := range []string{"z", "Z", "Cartref", "52.8123", "777", "1234", "[0,11,12]"} {
		require.NotContains(t, strings.ReplaceAll(string(text), "zero", ""), theirs)
	}
	for v, i := reflect.ValueOf(q).Elem(), 0; i < v.NumField(); i++ {
		if v.Field(i).Kind() == reflect.Slice {
			require.NotZero(t, v.Field(i).Len(), "a table that OfProvider forgets, or without a row of each here: %s", v.Type().Field(i).Name)
		}
	}
	require.Len(t, q.Carers, 3)
	for i := range q.Carers {
		if x := &q.Carers[i]; x.ID == "lent" {
			require.Equal(t, model.Carer{ID: "lent", Name: "Lena", Patch: "north", Mode: "car", Contract: model.Contract{Kind: "bank"}, Skills: []model.DatedSkill{{Skill: "hoist"}}, Lent: true}, *x)
		}
	}
	require.Equal(t, []model.CarerID{"a"}, q.People[0].Never)
	require.Equal(t, []model.CarerID{"b"}, q.Events[0].Attendees)
	require.Equal(t, []int32{0, 11}, q.Matrix[0].Ticks)
	require.Equal(t, []model.PoolID{"po", "pp"}, poolIDs(q), "that for an outcome is who has visits of it's")
	require.Equal(t, []string{"out more"}, q.Pools[0].Owners)
	require.Equal(t, model.PoolID("po"), q.Visits[0].Pool)
	require.Equal(t, []model.Wish{{Person: "p1", Rank: 1, Wish: model.WishLength}}, q.Wishes, "and none to work with another's carer")
	require.Equal(t, []int{3, 1, 1, 1, 1, 4, 1, 1, 1, 1, 1, 1}, []int{len(q.Shifts), len(q.Published), len(q.Cover), len(q.Requests), len(q.Absences), len(q.Availability), len(q.Colleagues), len(q.Legs), len(q.Baseline), len(q.History), len(q.CarerHours), len(q.Pins)})
	require.Equal(t, []model.Availability{
		{Carer: "b", Days: 1, From: model.At(7, 0), To: model.At(9, 0), Level: model.AvailAvoid},
		no("lent", 0, model.At(7, 0), model.At(14, 0)), no("lent", 1, 0, model.At(24, 0)), no("lent", 2, model.At(7, 0), model.At(14, 0)),
	}, q.Availability, "lent works for others on Monday and Wednesday and is away on Tuesday; on Thursday the shift is here; the huddle of Monday lies in the shift")
	again, _, err := q.OfProvider("Gofal", nil)
	require.NoError(t, err)
	require.Equal(t, q.Hash(), again.Hash(), "the part of a part is itself, where those who are lent are its own")
	q, _, err = p.OfProvider("Cartref", nil)
	require.NoError(t, err)
	require.Len(t, q.Carers, 2, "nobody lends to it")
	require.Len(t, q.Shifts, 4)
	require.Equal(t, []model.PoolID{"zo", "zp"}, poolIDs(q), "and who may draw on it")
	for i := range q.Shifts {
		require.Empty(t, q.Shifts[i].Location, "where somebody is lent is not said")
	}
	_, _, err = p.OfProvider("Gofa", nil)
	require.EqualError(t, err, `there is no provider "Gofa"; there are: Cartref, Gofal`)
	_, _, err = (&model.Problem{}).OfProvider("", nil)
	require.EqualError(t, err, `there is no provider "": no patch names one`)
}

func poolIDs(p *model.Problem) []model.PoolID {
	var out []model.PoolID
	for i := range p.Pools {
		out = append(out, p.Pools[i].ID)
	}
	slices.Sort(out)
	return out
}

// TestOfProviderActuals: whoever was recorded at somebody's door is named, else the books would lack what was given.
func TestOfProviderActuals(t *testing.T) {
	p := twoOf(t)
	p.Actuals = append(p.Actuals, model.Actual{Visit: "v1", Date: p.Plan.Start.Add(-1), Carer: "z2", CheckIn: model.At(8, 0), CheckOut: model.At(8, 30)})
	q, _, err := p.OfProvider("Gofal", nil)
	require.NoError(t, err)
	require.Empty(t, model.Validate(q).Errors())
	require.Len(t, q.Actuals, 2)
	require.Len(t, q.Carers, 4, "z2 too")
}

// TestOfProviderPast: what carers of others gave, or were published to give, is drawn in the part as it is in the whole,
// and stays when the agreement by which they came has ended; nothing else is then said of them.
func TestOfProviderPast(t *testing.T) {
	p := twoOf(t)
	i := slices.IndexFunc(p.Pools, func(x model.Pool) bool { return x.ID == "po" })
	p.Pools[i].PeriodStart = p.Plan.Start.Add(-28)
	p.Baseline = append(p.Baseline, model.Attendance{Visit: "v1", Date: p.Plan.Start.Add(-2), Carer: "z2", Start: model.At(8, 0), End: model.At(8, 40)})
	p.Actuals = append(p.Actuals, model.Actual{Visit: "v1", Date: p.Plan.Start.Add(-4), Carer: "z2", CheckIn: model.At(8, 0), CheckOut: model.At(8, 25)})
	used := func(p *model.Problem) []int64 {
		h, err := model.Expand(p)
		require.NoError(t, err)
		return h.Pools[slices.IndexFunc(h.Problem.Pools, func(x model.Pool) bool { return x.ID == "po" })].Used
	}
	agreed := p.Patches[1].LendsTo
	for _, lends := range [][]string{agreed, nil} {
		p.Patches[1].LendsTo = lends
		q, _, err := p.OfProvider("Gofal", nil)
		require.NoError(t, err)
		require.Empty(t, model.Validate(q).Errors())
		require.Equal(t, used(p), used(q), "of the part as of the whole")
		require.Equal(t, int64(40+25+30), used(q)[0]/60, "published, given, and given by an own carer")
		require.Equal(t, lends != nil, slices.ContainsFunc(q.Carers, func(x model.Carer) bool { return x.ID == "z2" }), "lent while that is agreed")
		require.Equal(t, lends != nil, slices.ContainsFunc(q.Availability, func(x model.Availability) bool { return x.Carer == "z2" }), "and when they work for others")
	}
}

// TestOfProviderPoolOfScheme: a pool brings the scheme that owns it, where nobody of the provider lives, and only to its own.
func TestOfProviderPoolOfScheme(t *testing.T) {
	p := twoOf(t)
	p.Places = append(p.Places, model.Place{ID: "flats", NameEn: "Flats", Kind: model.PlaceScheme, Lat: 52.9, Lon: -3.6})
	p.Pools = append(p.Pools, model.Pool{ID: "ps", OwnerKind: model.OwnScheme, Owners: []string{"flats"}, Drawers: []model.PersonID{"p1"}, PeriodStart: p.Plan.Start, Minutes: 60})
	require.Empty(t, model.Validate(p).Errors())
	for name, has := range map[string]bool{"Gofal": true, "Cartref": false} {
		q, _, err := p.OfProvider(name, nil)
		require.NoError(t, err)
		require.Empty(t, model.Validate(q).Errors())
		require.Equal(t, has, slices.Contains(poolIDs(q), "ps"), name)
		require.Equal(t, has, slices.ContainsFunc(q.Places, func(x model.Place) bool { return x.ID == "flats" }), name)
	}
}

// TestOfProviderPoolOfTwo: what no valid workspace has, a pool of two providers' people, is in neither's part.
func TestOfProviderPoolOfTwo(t *testing.T) {
	p := twoOf(t)
	i := slices.IndexFunc(p.Pools, func(x model.Pool) bool { return x.ID == "pp" })
	p.Pools[i].Drawers = []model.PersonID{"p1", "z1"}
	for _, name := range p.Providers() {
		q, _, err := p.OfProvider(name, nil)
		require.NoError(t, err)
		require.NotContains(t, poolIDs(q), model.PoolID("pp"))
		for _, c := range q.Corrections {
			require.NotEqual(t, model.PoolID("pp"), c.Pool)
		}
	}
}

// TestOfProviderRota: of a lent carer's run the visits for the provider, and the hours of those.
func TestOfProviderRota(t *testing.T) {
	p := twoOf(t)
	stop := func(v model.VisitID, h int) model.Stop {
		return model.Stop{Kind: model.StopVisit, Visit: v, Start: model.At(h, 0), End: model.At(h, 30), Place: "z1"}
	}
	monday := p.Plan.Start
	r := &model.Rota{Format: 1, Start: monday, Weeks: 1, Runs: []model.Run{
		{Carer: "lent", Date: monday, Shift: "zl", Start: model.At(7, 0), End: model.At(14, 0), Stops: []model.Stop{stop("zv", 8), stop("v1", 9), {Kind: model.StopBreak, Start: model.At(10, 0), End: model.At(10, 20), Place: "z1"}}},
		{Carer: "z2", Date: monday, Shift: "zs", Start: model.At(7, 0), End: model.At(14, 0), Stops: []model.Stop{stop("zv", 8)}},
		{Carer: "b", Date: monday, Shift: "sb", Start: model.At(7, 0), End: model.At(14, 0), Stops: []model.Stop{{Kind: model.StopBreak, Start: model.At(10, 0), End: model.At(10, 20), Place: "z1"}}},
	}, Unallocated: []model.Unallocated{{Visit: "zv", Date: monday}, {Visit: "v1", Date: monday + 1, Reasons: []model.Reason{{Carer: "z2"}}}}}
	q, part, err := p.OfProvider("Gofal", r)
	require.NoError(t, err)
	require.Empty(t, model.Validate(q).Errors())
	require.Len(t, part.Runs, 2)
	require.Equal(t, []model.Availability{
		no("lent", 0, model.At(7, 0), model.At(9, 0)), no("lent", 0, model.At(9, 30), model.At(14, 0)), no("lent", 1, 0, model.At(24, 0)),
	}, q.Availability[1:], "around the visit of 9:00 the carer is at work elsewhere; the other shifts are not in this rota")
	lent := part.Runs[0]
	require.Equal(t, []model.Clock{model.At(9, 0), model.At(9, 30)}, []model.Clock{lent.Start, lent.End})
	require.Len(t, lent.Stops, 1)
	require.Equal(t, lent.Shift, q.Shifts[len(q.Shifts)-1].ID)
	require.Equal(t, model.ShiftID("sb"), part.Runs[1].Shift)
	require.Empty(t, part.Runs[1].Stops[0].Place)
	require.Len(t, part.Unallocated, 1)
	require.Empty(t, part.Unallocated[0].Reasons)
	require.Len(t, r.Runs[0].Stops, 3, "the whole is as it was")
	_, part, err = p.OfProvider("Cartref", r)
	require.NoError(t, err)
	require.Len(t, part.Runs, 2)
	require.Len(t, part.Runs[0].Stops, 2, "the visit for the other is not in its own carer's run")
}
