package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
)

// schemeSample is an invented week of a scheme of fourteen flats and six people outside it, in two patches, with a
// pool of the scheme's, shifts on site by day and by night, and what people and carers wish.
func schemeSample(t *testing.T) (*model.Horizon, *model.Rota) {
	t.Helper()
	p := &model.Problem{
		Name: "Dyffryn", Plan: model.Plan{Start: monday},
		Patches: []model.Patch{{ID: "patch-g", NameEn: "North", NameCy: "Gogledd"}, {ID: "patch-d", NameEn: "South", NameCy: "De"}},
		Places:  []model.Place{{ID: "place-7", NameEn: "Plas Isaf Court", NameCy: "Plas Isaf", Kind: model.PlaceScheme, Lat: 52.911, Lon: -3.597, Postcode: "LL23 9ZZ"}},
		Pools:   []model.Pool{{ID: "pool-x", OwnerKind: model.OwnScheme, Owners: []string{"place-7"}, PeriodStart: monday.Add(-7), Minutes: 3000, BroughtForward: 90}},
		Cover:   []model.Cover{{Where: "place-7", Days: model.EveryDay, Start: at("07:00"), End: at("22:00"), Needed: 2}},
	}
	funding := []string{"council", "council", "council", "health", "council"}
	for i := range 20 {
		q := model.Person{ID: model.PersonID(fmt.Sprintf("person-%02d", i)), Name: fmt.Sprintf("Mrs Siôn-%02d", i), Patch: "patch-g", Funding: funding[i%5], Postcode: fmt.Sprintf("LL23 %dAB", i%10), Lat: 52.91, Lon: -3.6}
		switch {
		case i < 14:
			q.Place = "place-7"
		case i > 17:
			q.Patch = "patch-d"
		}
		if i%2 == 0 {
			q.LanguageNeed = "prefer_cy"
		}
		p.People = append(p.People, q)
		v := model.Visit{ID: model.VisitID(fmt.Sprintf("visit-%02d", i)), Person: q.ID, Days: model.EveryDay, Kind: "morning", Windows: windows("07:00", "12:00", "08:30"), Length: 20}
		if i < 8 {
			v.Pool = "pool-x"
		}
		p.Visits = append(p.Visits, v)
		kinds := []string{model.WishFaces, model.WishPreferred, model.WishTime}
		p.Wishes = append(p.Wishes, model.Wish{Person: q.ID, Rank: 1, Wish: kinds[i%3], Value: []string{"1", "", "10"}[i%3]})
		if i%4 == 0 {
			p.Wishes = append(p.Wishes, model.Wish{Person: q.ID, Rank: 2, Wish: model.WishLanguage})
		}
	}
	p.Visits = append(p.Visits, model.Visit{ID: "visit-night", Person: "person-03", Days: day("1010000"), Kind: "bed", Windows: windows("22:30", "23:30", "23:00"), Length: 15})
	for i := range 6 {
		c := model.Carer{ID: model.CarerID(fmt.Sprintf("carer-%d", i)), Name: fmt.Sprintf("Nesta Ŵ-%d", i), Patch: "patch-g", Mode: model.ModeCar, Contract: model.Contract{Kind: model.Guaranteed, MinWeek: 1200}}
		if i%2 == 0 {
			c.Languages = []model.Language{{Code: "cy", Level: 5}}
		}
		p.Carers = append(p.Carers, c)
		p.Wishes = append(p.Wishes, model.Wish{Carer: c.ID, Rank: 1, Wish: []string{model.WishWeekends, model.WishEarly}[i%2]})
	}
	p.Wishes = append(p.Wishes, model.Wish{Carer: "carer-1", Rank: 2, Wish: model.WishColleague, Value: "carer-0"}, model.Wish{Carer: "carer-5", Rank: 2, Wish: model.WishHours})
	for i, times := range [][2]string{{"07:00", "15:00"}, {"07:00", "14:30"}, {"14:00", "22:00"}, {"22:00", "31:00"}, {"07:15", "11:00"}} {
		p.Shifts = append(p.Shifts, model.Shift{ID: model.ShiftID(fmt.Sprintf("shift-%d", i)), Carer: p.Carers[i].ID, Days: day("1111110"), Start: at(times[0]), End: at(times[1]), Status: model.Given, Location: "place-7"})
	}
	for i := range 5 {
		p.Actuals = append(p.Actuals, model.Actual{Visit: p.Visits[i].ID, Date: monday.Add(-3), Carer: "carer-0", CheckIn: at("08:00"), CheckOut: at("08:20")})
	}
	h, err := model.Expand(p)
	require.NoError(t, err)
	return h, schemeRota(h)
}

// schemeRota sends the carers of three shifts round, each day a little otherwise; three people are left out on
// Thursday, and nobody works on Sunday.
func schemeRota(h *model.Horizon) *model.Rota {
	r := &model.Rota{}
	for i := range h.Shifts {
		s := &h.Shifts[i]
		run := model.Run{Carer: h.Problem.Carers[s.Carer].ID, Date: s.Date, Shift: s.ID, Status: s.Status, Start: h.Calendar.Local(s.Start, s.Date), End: h.Calendar.Local(s.End, s.Date)}
		day := s.Date.Weekday()
		visit := func(id string, from model.Clock, minutes int) {
			run.Stops = append(run.Stops, model.Stop{Kind: model.StopVisit, Visit: model.VisitID(id), Start: from, End: from + model.Clock(minutes)})
		}
		if round := map[model.ShiftID]int{"shift-0": 0, "shift-1": 1, "shift-4": 2}; s.ID != "shift-2" && s.ID != "shift-3" {
			from := at("07:30")
			for i := (round[s.ID] + day/3) % 3; i < 20; i += 3 {
				if day == 3 && i > 16 {
					break
				}
				visit(fmt.Sprintf("visit-%02d", i), from, 20)
				from += 25
			}
		}
		if s.ID == "shift-3" && (day == 0 || day == 2) {
			visit("visit-night", at("23:05"), 15)
		}
		r.Runs = append(r.Runs, run)
	}
	model.Annotate(h, r)
	return r
}

// voicePages renders every page of the sample by name, in one language.
func voicePages(t *testing.T, lang string) map[string]string {
	t.Helper()
	h, r := schemeSample(t)
	l, out := speaker(t, lang), map[string]string{}
	for _, audience := range Audiences() {
		write := func(w io.Writer) error { return Voice(w, h, r, audience, l) }
		if audience == ForTenants {
			write = func(w io.Writer) error { return Tenants(w, h, r, l) }
		}
		var b bytes.Buffer
		require.NoError(t, write(&b))
		out["voice-"+audience] = b.String()
	}
	return out
}

func TestVoicePages(t *testing.T) {
	for _, lang := range Languages() {
		for name, text := range voicePages(t, lang) {
			compare(t, name+"."+lang+".txt", text)
			require.NotContains(t, text, "⟦", name)
			require.NotContains(t, text, "<no value>", name)
			for _, line := range strings.Split(text, "\n") {
				require.LessOrEqual(t, width(line), pageWidth, "%s.%s: %s", name, lang, line)
			}
		}
	}
}

// leaks finds the names, ids and postcodes of a workspace in a text, as words.
func leaks(h *model.Horizon, text string) []string {
	var secret []string
	p := h.Problem
	for i := range p.People {
		secret = append(secret, string(p.People[i].ID), p.People[i].Name, p.People[i].Postcode)
	}
	for i := range p.Carers {
		secret = append(secret, string(p.Carers[i].ID), p.Carers[i].Name, p.Carers[i].HomePostcode)
	}
	for i := range p.Visits {
		secret = append(secret, string(p.Visits[i].ID))
	}
	for i := range p.Shifts {
		secret = append(secret, string(p.Shifts[i].ID))
	}
	for i := range p.Pools {
		secret = append(secret, string(p.Pools[i].ID))
	}
	for i := range p.Patches {
		secret = append(secret, string(p.Patches[i].ID), p.Patches[i].BasePostcode)
	}
	for i := range p.Places {
		secret = append(secret, string(p.Places[i].ID), p.Places[i].Postcode)
	}
	var out []string
	for _, s := range secret {
		if s != "" && regexp.MustCompile(`(^|[^\pL\d])`+regexp.QuoteMeta(s)+`($|[^\pL\d])`).MatchString(text) {
			out = append(out, s)
		}
	}
	return out
}

// Nobody but the coordinator sees a name, an id or a postcode, be it in JSON.
func TestNobodyIsNamed(t *testing.T) {
	h, r := schemeSample(t)
	for _, lang := range Languages() {
		for name, text := range voicePages(t, lang) {
			if name == "voice-coordinator" {
				require.Contains(t, leaks(h, text), "Nesta Ŵ-0", "the test sees what there is")
				continue
			}
			require.Empty(t, leaks(h, text), name)
		}
		for _, audience := range []string{ForPeople, ForCarers, ForCommittee} {
			x, err := NewVoices(h, r, audience, speaker(t, lang))
			require.NoError(t, err)
			text, err := json.Marshal(x)
			require.NoError(t, err)
			require.Empty(t, leaks(h, string(text)), audience)
		}
		x, err := NewTenantsPage(h, r, speaker(t, lang))
		require.NoError(t, err)
		text, err := json.Marshal(x)
		require.NoError(t, err)
		require.Empty(t, leaks(h, string(text)))
	}
}

// A page of tenants has no time of a visit: the only clock times are those that head its columns.
func TestTenantsPageHasNoTimes(t *testing.T) {
	for _, lang := range Languages() {
		require.NotRegexp(t, `\d\d:\d\d`, voicePages(t, lang)["voice-tenants"])
	}
}

// What is printed for tenants adds up, so far as it is shown.
func TestTenantsPage(t *testing.T) {
	h, r := schemeSample(t)
	x, err := NewTenantsPage(h, r, speaker(t, English))
	require.NoError(t, err)
	require.Len(t, x.Schemes, 1)
	s := &x.Schemes[0]
	require.Equal(t, "Plas Isaf Court", s.Name)
	require.Equal(t, &Kept{Made: 14*6 + 2, Left: new(14), LeftMinutes: new(14 * 20)}, s.Kept, "nobody works on Sunday")
	require.Nil(t, s.Care.Days[0][3], "one person is visited in the night of Monday")
	require.Nil(t, s.Care.Part[3], "nor on any night")
	require.Nil(t, s.Care.Days[0][0], "and Monday less its morning is that night")
	require.Nil(t, s.Care.Part[0], "as the whole less all mornings is the nights")
	require.Equal(t, 6*14*20+30, *s.Care.Total, "six mornings of fourteen visits, and two nights")
	require.Equal(t, 14*20, *s.Care.Days[1][0], "no night to hide")
	require.Equal(t, &SiteCover{Kept: 6 * 16, All: 7 * 30}, s.Cover, "of the half hours from 07:00 to 22:00 those to 15:00, and none on Sunday")
	require.Len(t, s.Site, 7)
	require.Equal(t, []int{0, 2, 3, 1}, []int{s.Site[0].Carers[13], s.Site[0].Carers[14], s.Site[0].Carers[15], s.Site[0].Carers[46]}, "06:30, 07:00, 07:30 and 23:00: who starts at 07:15 is not there for the whole half hour")
	require.Equal(t, 1, s.Site[1].Carers[5], "the night that began on Monday")
	require.Len(t, s.Pools, 1, "one period of four weeks")
	row := &s.Pools[0]
	require.Equal(t, []int{90, 3000, 0, 100, 960, 2030}, poolFigures(row), "five visits of 20 minutes the week before; six days of eight visits of 20")
}

func poolFigures(x *PoolRow) []int {
	return []int{*x.Brought, x.Entitled, *x.Corrected, *x.Before, *x.Planned, *x.Left}
}

// The account of a pool adds up, with corrections and with whoever draws on it and lives elsewhere:
//
//	brought + due + corrected − used before − planned = left
//	1h30    + 50h + 0h45      − 1h40        − 27h     = 23h35
//
// 81 visits of 20 minutes are planned: on six days of eight tenants and three people outside, on five of three more;
// five were recorded before; an hour was granted in the period, and a quarter of one taken back.
func TestTenantsPoolAddsUp(t *testing.T) {
	h, r := schemeSample(t)
	p := h.Problem
	for i := range p.Visits[:20] {
		p.Visits[i].Pool = ""
		if i < 8 || i >= 14 {
			p.Visits[i].Pool = "pool-x"
		}
	}
	p.Corrections = []model.Correction{
		{Pool: "pool-x", Date: monday.Add(-1), Minutes: 60, Reason: "a grant"},
		{Pool: "pool-x", Date: monday.Add(1), Minutes: -15, Reason: "a record"},
		{Pool: "pool-x", Date: monday.Add(60), Minutes: 500, Reason: "of another period"},
	}
	h, err := model.Expand(p)
	require.NoError(t, err)
	x, err := NewTenantsPage(h, r, speaker(t, English))
	require.NoError(t, err)
	require.Len(t, x.Schemes[0].Pools, 1)
	row := &x.Schemes[0].Pools[0]
	require.Equal(t, []int{90, 3000, 45, 100, 81 * 20, 1415}, poolFigures(row))
	require.Equal(t, *row.Left, *row.Brought+row.Entitled+*row.Corrected-*row.Before-*row.Planned)

	var b bytes.Buffer
	require.NoError(t, Tenants(&b, h, r, speaker(t, English)))
	require.Regexp(t, `1h30 +50h00 +0h45 +1h40 +27h00 +23h35`, b.String())

	// A pool on which nobody has drawn and nobody draws: what is corrected of it may be one person's, and brought and left
	// would tell of it.
	for i := range p.Visits {
		p.Visits[i].Pool = ""
	}
	for _, corrected := range []bool{true, false} {
		if !corrected {
			p.Corrections = nil
		}
		h, err = model.Expand(p)
		require.NoError(t, err)
		x, err = NewTenantsPage(h, r, speaker(t, English))
		require.NoError(t, err)
		row = &x.Schemes[0].Pools[0]
		if corrected {
			require.Equal(t, PoolRow{From: row.From, To: row.To, Entitled: 3000}, *row)
		} else {
			require.Equal(t, []int{90, 3000, 0, 0, 0, 3090}, poolFigures(row))
		}
	}
}

// Care a week of a plan of two weeks: each part of a day is rounded to the nearest minute, and the sums are of these.
func TestTenantsCareAddsUp(t *testing.T) {
	h, _ := schemeSample(t)
	s := &scheme{p: newPage(h, &model.Rota{}, nil, speaker(t, English))}
	h.Weeks = 2
	c, ticks := &careFigures{}, []int64{}
	for day := range 7 {
		for part := range 2 {
			ticks = append(ticks, 60*11) // 11 minutes in two weeks are 5½ a week
			c.take(len(ticks)-1, day, part)
		}
	}
	out := s.weekly(c, ticks)
	require.Equal(t, []int{6, 6, 12, 42, 84}, []int{*out.Days[3][0], *out.Days[3][1], *out.Day[3], *out.Part[0], *out.Total}, "rounded, not cut to 5, and 7 × (6 + 6) = 84")
}

// A pool on which fewer than five draw is told of by what is due alone, and so is all that its use would follow from.
func TestTenantsPoolOfFew(t *testing.T) {
	h, r := schemeSample(t)
	for i := range h.Visits {
		if h.Visits[i].ID > "visit-03" {
			h.Visits[i].Pool = -1
		}
	}
	x, err := NewTenantsPage(h, r, speaker(t, English))
	require.NoError(t, err)
	due := PoolRow{From: monday.Add(-7), To: monday.Add(20), Entitled: 3000}
	require.Equal(t, []PoolRow{due}, x.Schemes[0].Pools, "four draw")

	h, r = schemeSample(t)
	h.Problem.Actuals = h.Problem.Actuals[:4]
	x, err = NewTenantsPage(h, r, speaker(t, English))
	require.NoError(t, err)
	require.Equal(t, []PoolRow{due}, x.Schemes[0].Pools, "four drew before")

	h, r = schemeSample(t)
	h.Problem.Actuals = nil
	for i := range 4 {
		h.Problem.Baseline = append(h.Problem.Baseline, model.Attendance{Visit: h.Problem.Visits[i].ID, Date: monday.Add(-3), Carer: "carer-0", Start: at("08:00"), End: at("08:20")})
	}
	x, err = NewTenantsPage(h, r, speaker(t, English))
	require.NoError(t, err)
	require.Equal(t, []PoolRow{due}, x.Schemes[0].Pools, "for four it was published, and nobody recorded anything")
}

// A scheme of four is not told of, and with it nothing that would follow.
func TestTenantsOfSmallScheme(t *testing.T) {
	h, r := schemeSample(t)
	for i := range h.Problem.People {
		if i >= 4 {
			h.Problem.People[i].Place = ""
		}
	}
	x, err := NewTenantsPage(h, r, speaker(t, English))
	require.NoError(t, err)
	require.Nil(t, x.Schemes[0].Kept)
	require.Nil(t, x.Schemes[0].Care)
	var b bytes.Buffer
	require.NoError(t, Tenants(&b, h, r, speaker(t, English)))
	require.Contains(t, b.String(), "it would tell of too few people")
	require.Contains(t, b.String(), "they would tell of too few people")
}

// Of a scheme of all but two what is left out is not told: with what everybody has it would be that of the two.
func TestTenantsOfAllButTwo(t *testing.T) {
	h, r := schemeSample(t)
	for i := range h.Problem.People {
		if i < 18 {
			h.Problem.People[i].Place = "place-7"
		}
	}
	x, err := NewTenantsPage(h, r, speaker(t, English))
	require.NoError(t, err)
	require.Equal(t, &Kept{Made: 6*18 - 1 + 2}, x.Schemes[0].Kept, "Mrs Siôn-17 is left out on Thursday")
	var b bytes.Buffer
	require.NoError(t, Tenants(&b, h, r, speaker(t, Welsh)))
	require.Contains(t, b.String(), "ni ddangosir faint a adewir allan")
}

// Without a scheme the page is of everybody, and without a wish it says so.
func TestVoiceWithoutWishesAndSchemes(t *testing.T) {
	h, r := schemeSample(t)
	h.Problem.Wishes, h.Problem.Places = nil, nil
	h.PlaceIndex = map[model.PlaceID]int{}
	x, err := NewTenantsPage(h, r, speaker(t, English))
	require.NoError(t, err)
	require.Equal(t, "Everybody", x.Schemes[0].Name)
	require.Nil(t, x.Schemes[0].Site)
	var b bytes.Buffer
	require.NoError(t, Voice(&b, h, r, ForCoordinator, speaker(t, English)))
	require.Contains(t, b.String(), "Nobody has written down a wish")
	for _, write := range []func() error{
		func() error { return Voice(&b, h, nil, ForCommittee, speaker(t, English)) },
		func() error { return Tenants(&b, h, nil, speaker(t, English)) },
	} {
		require.Error(t, write())
	}
}
