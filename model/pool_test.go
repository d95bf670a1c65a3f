package model_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
)

// TestAccount: what a pool comes to, period by period, worked out by hand.
func TestAccount(t *testing.T) {
	monday := model.NewDate(2026, 11, 2)
	all := 100.0
	type row struct{ brought, over, left, lapsed int64 }
	for _, c := range []struct {
		name string
		pool model.Pool
		used []int64
		want []row
		why  string
	}{
		{"nothing drawn", model.Pool{Minutes: 400}, []int64{0, 0}, []row{{0, 0, 400, 300}, {100, 0, 500, 400}}, "a quarter of 400 goes on, and again no more than that"},
		{"all drawn", model.Pool{Minutes: 400}, []int64{400, 400}, []row{{0, 0, 0, 0}, {0, 0, 0, 0}}, "nothing is left"},
		{"some drawn", model.Pool{Minutes: 400}, []int64{350, 450}, []row{{0, 0, 50, 0}, {50, 0, 0, 0}}, "50 go on and are drawn"},
		{"overdrawn", model.Pool{Minutes: 400}, []int64{450, 300}, []row{{0, 50, -50, 0}, {-50, 0, 50, 0}}, "50 too many come off the next 400"},
		{"overdrawn twice", model.Pool{Minutes: 400}, []int64{450, 400}, []row{{0, 50, -50, 0}, {-50, 50, -50, 0}}, "each period tells its own"},
		{"brought forward overdrawn", model.Pool{Minutes: 400, BroughtForward: -500}, []int64{10}, []row{{-500, 10, -110, 0}}, "there was nothing"},
		{"lapses with its twelfth week", model.Pool{Minutes: 100, CarryPct: &all, BroughtForward: 60}, []int64{0, 100, 100, 100}, []row{{60, 0, 160, 60}, {100, 0, 100, 0}, {100, 0, 100, 0}, {100, 0, 100, 0}}, "no more than 100 is carried, the newest; the old are drawn first and so none is ever twelve weeks old"},
		{"too old", model.Pool{Minutes: 100, CarryPct: &all, BroughtForward: 60, BroughtSince: monday.Add(-8 * 7)}, []int64{40}, []row{{60, 0, 120, 20}}, "of the 60, 40 are drawn; 20 are twelve weeks old at the period's end"},
		{"a percentage with decimals", model.Pool{Minutes: 1500, CarryPct: new(4.6)}, []int64{0}, []row{{0, 0, 1500, 1431}}, "69 are carried; in binary fractions 1,500 × 4.6 ÷ 100 is a little less"},
		{"a correction adds", model.Pool{Minutes: 90, CarryPct: new(250.0), ExpiresWeeks: 4, BroughtForward: 40, BroughtSince: monday.Add(-11)}, []int64{-5}, []row{{40, 0, 135, 40}}, "what is granted now is not as old as what was brought"},
		{"half a minute", model.Pool{Minutes: 1}, nil, nil, "no period, no row"},
	} {
		c.pool.PeriodStart = monday
		for i := range c.used {
			c.used[i] *= 60
		}
		var got []row
		for _, p := range c.pool.Account(c.used, 60) {
			got = append(got, row{p.Brought / 60, p.Over / 60, p.Left / 60, p.Lapsed / 60})
		}
		require.Equal(t, c.want, got, "%s: %s", c.name, c.why)
	}
}

// TestDraws: what pools propose.
func TestDraws(t *testing.T) {
	monday := model.NewDate(2026, 11, 30)
	window := []model.Window{{Open: model.At(10, 0), Close: model.At(11, 0)}}
	p := &model.Problem{
		People: []model.Person{{ID: "a", Place: "hafod"}, {ID: "b", Place: "hafod", Patch: "bala"}, {ID: "c", Patch: "bala", Pool: "named"}},
		Pools: []model.Pool{
			{ID: "scheme", OwnerKind: model.OwnScheme, Owners: []string{"hafod"}, Windows: window, PeriodStart: monday, DrawMax: 20},
			{ID: "patch", OwnerKind: model.OwnPatch, Owners: []string{"bala"}, Windows: append(window, window[0]), PeriodStart: monday, Days: 3, DrawMin: 41, Step: 10},
			{ID: "named", OwnerKind: model.OwnOutcome, Owners: []string{"club"}, Windows: window, PeriodStart: monday, Rank: 1},
			{ID: "who", OwnerKind: model.OwnPerson, Owners: []string{"a"}, Drawers: []model.PersonID{"c"}, Windows: window, PeriodStart: monday},
			{ID: "core", OwnerKind: model.OwnPerson, Owners: []string{"a"}, PeriodStart: monday},
		},
	}
	var ids []model.VisitID
	for _, v := range p.Draws() {
		ids = append(ids, v.ID)
		require.True(t, v.Optional)
		require.Equal(t, monday, v.ValidFrom, "not before there are minutes")
	}
	require.Equal(t, []model.VisitID{"scheme:a", "scheme:b", "patch:b:1", "patch:b:2", "patch:c:1", "patch:c:2", "named:c", "who:c"}, ids, "one for each who may and each window; a pool without windows proposes none")
	draws := p.Draws()
	require.Equal(t, []int{20, 20}, []int{draws[0].Length, draws[0].LengthMax}, "draw_max below half an hour is the length")
	require.Equal(t, []int{50, 120}, []int{draws[2].Length, draws[2].LengthMax}, "multiples of ten from 41 on")
	require.Equal(t, 1, draws[6].Rank)
	q := p.WithDraws()
	require.Len(t, q.Visits, len(ids))
	require.Equal(t, p.Hash(), q.Hash(), "what is proposed is no part of the tables")
	require.Same(t, q, q.WithDraws(), "once is enough")
}

// TestDrawsInARota: a rota is read with its draws, as a table and as JSON.
func TestDrawsInARota(t *testing.T) {
	monday := model.NewDate(2026, 11, 30)
	p := &model.Problem{
		Plan: model.Plan{Start: monday}, Patches: []model.Patch{{ID: "bala", NameEn: "Bala", BaseLat: 52.91, BaseLon: -3.6}},
		People: []model.Person{{ID: "p", Name: "P.", Patch: "bala", Lat: 52.91, Lon: -3.6}},
		Carers: []model.Carer{{ID: "c", Name: "C.", Patch: "bala", Mode: model.ModeCar}},
		Shifts: []model.Shift{{ID: "s", Carer: "c", Date: monday, Start: model.At(7, 0), End: model.At(12, 0), Status: model.Given}},
		Pools: []model.Pool{{
			ID: "q", OwnerKind: model.OwnPerson, Owners: []string{"p"}, PeriodStart: monday, Minutes: 90,
			Windows: []model.Window{{Open: model.At(9, 0), Close: model.At(10, 0)}},
		}},
	}
	r, err := model.ReadRotaCSV(strings.NewReader("visit,date,start,end,carer\nq:p,2026-11-30,09:00,09:30,c\n"), p)
	require.NoError(t, err)
	var out bytes.Buffer
	require.NoError(t, model.WriteRota(&out, r))
	again, err := model.ReadRotaJSON(&out, p)
	require.NoError(t, err)
	require.Equal(t, r, again)
}

// TestPastDraws: what counts as drawn before the plan.
func TestPastDraws(t *testing.T) {
	monday := model.NewDate(2026, 11, 30)
	published := func(visit model.VisitID, day, minutes int) model.Attendance {
		return model.Attendance{Visit: visit, Date: monday.Add(day), Carer: "gone", Start: model.At(9, 0), End: model.At(9, minutes)}
	}
	given := func(visit model.VisitID, day, minutes int) model.Actual {
		return model.Actual{Visit: visit, Date: monday.Add(day), Carer: "c", CheckIn: model.At(9, 0), CheckOut: model.At(9, minutes)}
	}
	shadow := published("v", -3, 45)
	shadow.Role = model.RoleShadow
	for _, tt := range []struct {
		name      string
		published []model.Attendance
		given     []model.Actual
		asOf      int
		want      [2]int64
		why       string
	}{
		{"nothing", nil, nil, 0, [2]int64{0, 0}, ""},
		{"given", nil, []model.Actual{given("v", -3, 20), given("q:p", -10, 25)}, 0, [2]int64{25, 20}, "as recorded, each in its period, whoever came"},
		{"published", []model.Attendance{published("v", -3, 30), published("v", -8, 10), shadow}, nil, 0, [2]int64{10, 30}, "nothing is recorded; who came along did not come"},
		{"published for the plan", []model.Attendance{published("v", 0, 30)}, nil, 0, [2]int64{0, 0}, "that is for the rota to say"},
		{"before the pool", []model.Attendance{published("v", -20, 30)}, []model.Actual{given("v", -21, 30)}, 0, [2]int64{0, 0}, "that is in what is brought forward"},
		{"of no pool", []model.Attendance{published("w", -3, 30), published("left", -3, 30)}, nil, 0, [2]int64{0, 0}, ""},
		{"given and published", []model.Attendance{published("v", -3, 30)}, []model.Actual{given("v", -3, 20)}, 0, [2]int64{0, 20}, "what was given is known"},
		{"not given", []model.Attendance{published("v", -4, 30)}, []model.Actual{given("w", -3, 20)}, 0, [2]int64{0, 0}, "records are known to a later day"},
		{"the same day", []model.Attendance{published("v", -3, 30), published("v", -2, 15)}, []model.Actual{given("w", -3, 20)}, 0, [2]int64{0, 45}, "of which records are known in part, and the next one"},
		{"never was", []model.Attendance{published("x", -3, 15)}, []model.Actual{given("v", -17, 30), given("q:p", -15, 30), given("x", -2, 20), given("x", -3, 20)}, 0, [2]int64{0, 20}, "on Wednesdays only, unless it was published on a Friday"},
		{"as of", []model.Attendance{published("v", -3, 30), published("v", -1, 15)}, []model.Actual{given("w", -9, 20)}, -1, [2]int64{0, 15}, "records are known to plan.as_of"},
		{"as of, and no record", []model.Attendance{published("v", -3, 30)}, nil, -1, [2]int64{0, 30}, "nobody records anything"},
	} {
		p := &model.Problem{
			Plan: model.Plan{Start: monday}, Patches: []model.Patch{{ID: "bala", NameEn: "Bala", BaseLat: 52.91, BaseLon: -3.6}},
			People: []model.Person{{ID: "o", Patch: "bala", Lat: 52.91, Lon: -3.6}, {ID: "p", Patch: "bala", Lat: 52.91, Lon: -3.6}},
			Pools: []model.Pool{{
				ID: "q", OwnerKind: model.OwnPerson, Owners: []string{"p"}, PeriodStart: monday.Add(-14), PeriodWeeks: 1, Minutes: 90, Sharing: model.ShareTurn,
				Windows: []model.Window{{Open: model.At(9, 0), Close: model.At(10, 0)}}, Drawers: []model.PersonID{"o", "p"},
			}},
			Baseline: tt.published, Actuals: tt.given,
		}
		for _, id := range []model.VisitID{"v", "w"} {
			p.Visits = append(p.Visits, model.Visit{ID: id, Person: "p", Days: model.EveryDay, Windows: p.Pools[0].Windows, Length: 30})
		}
		p.Visits = append(p.Visits, model.Visit{ID: "x", Person: "p", Pool: "q", Days: 1 << 2, Windows: p.Pools[0].Windows, Length: 30})
		p.Visits[0].Pool = "q"
		if tt.asOf != 0 {
			p.Plan.AsOf = model.Moment{Date: monday.Add(tt.asOf)}
		}
		h, err := model.Expand(p)
		require.NoError(t, err)
		res := int64(h.Calendar.Resolution())
		require.Equal(t, []int64{tt.want[0] * res, tt.want[1] * res, 0}, h.Pools[0].Used, "%s: %s", tt.name, tt.why)
		require.Equal(t, []int64{0, (tt.want[0] + tt.want[1]) * res}, h.Pools[0].Had, "%s: in turn", tt.name)
	}
}

// TestAccountOf: each period carries a part of what it was granted itself.
func TestAccountOf(t *testing.T) {
	x := model.Pool{Minutes: 1000, PeriodStart: model.NewDate(2026, 11, 2)}
	got := x.AccountOf([]int64{400, 1000}, []int64{0, 0}, 1)
	require.Equal(t, []int64{400, 300, 1000, 850}, []int64{got[0].Left, got[0].Lapsed, got[1].Entitled, got[1].Lapsed}, "100 of 400, then 250 of 1,100")
}

// TestExpiry: where more than a period's minutes may be kept, the oldest lapse when they expire: an hour a week, kept for two
// weeks, of which nothing is drawn.
func TestExpiry(t *testing.T) {
	pct := 300.0
	x := model.Pool{Minutes: 60, PeriodWeeks: 1, PeriodStart: model.NewDate(2026, 11, 2), CarryPct: &pct, ExpiresWeeks: 2}
	var brought, lapsed []int64
	for _, k := range x.Account(make([]int64, 5), 1) {
		brought, lapsed = append(brought, k.Brought), append(lapsed, k.Lapsed)
	}
	require.Equal(t, []int64{0, 60, 120, 120, 120}, brought, "those of the first week are there in the second and the third")
	require.Equal(t, []int64{0, 0, 60, 60, 60}, lapsed, "and lapse with it")
}

// TestTooManyDraws: a few words of a table may ask for millions of draws. They are refused before one is made.
func TestTooManyDraws(t *testing.T) {
	monday := model.NewDate(2026, 11, 30)
	p := &model.Problem{
		Format: 1, Name: "Many", Plan: model.Plan{Start: monday, Weeks: 53}, Patches: []model.Patch{{ID: "bala", NameEn: "Bala", BaseLat: 52.91, BaseLon: -3.6}},
		Pools: []model.Pool{{ID: "q", OwnerKind: model.OwnPatch, Owners: []string{"bala"}, PeriodStart: monday, Minutes: 90, Step: 1}},
	}
	for i := range 100 {
		p.People = append(p.People, model.Person{ID: model.PersonID(fmt.Sprint("p", i)), Name: "P", Patch: "bala", Lat: 52.91, Lon: -3.6})
	}
	codes := func() (out []string) {
		for _, d := range model.Validate(p).Errors() {
			out = append(out, d.Code)
		}
		return out
	}
	p.Plan.Weeks = 14
	for i := range 5 {
		p.Pools[0].Windows = append(p.Pools[0].Windows, model.Window{Open: model.At(8+i, 0), Close: model.At(8+i, 30)})
	}
	require.Empty(t, codes(), "100 people, 5 windows and 98 dates are 49,000, and the visits themselves 500")
	p.Pools = append(p.Pools, p.Pools[0])
	p.Pools[1].ID, p.Pools[1].Windows = "z", p.Pools[0].Windows[:1]
	require.Equal(t, []string{"E1548"}, codes(), "and those of a second pool, of one window, too many")
	require.Contains(t, model.Validate(p).Error(), `pools[1].windows: pool "z": with its draws more than 50000 are proposed, or more than 50 to somebody on a day. Fewer windows`)
	_, err := model.Expand(p)
	require.ErrorContains(t, err, `pool "z"`)
	p.Plan.Weeks = 4
	require.Empty(t, codes())
	h, err := model.Expand(p)
	require.NoError(t, err)
	require.Len(t, h.Visits, 100*6*28)
}
