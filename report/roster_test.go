package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
)

// onSiteSample is the sample's week with carers needed on site, days and shifts agreed, and requests.
func onSiteSample(t *testing.T) (*model.Horizon, *model.Rota, *check.Verdict) {
	t.Helper()
	_, r, _ := sample(t)
	p, none := sampleProblem(), 0
	p.Cover = []model.Cover{
		{Where: "bala", Date: monday, Start: at("07:00"), End: at("09:00"), Needed: 2, Wanted: 3},
		{Where: "bala", Date: monday.Add(3), Shift: "s5", Needed: 0, Wanted: 0, Over: 2},
		{Where: "hwb", Days: day("1000000"), Start: at("23:00"), End: at("24:15"), Needed: 1, Skill: "hoist"},
		{Where: "bala", Date: monday.Add(1), Shift: "s3", Needed: 2},
	}
	p.Requests = []model.Request{
		{Carer: "c2", Date: monday, Want: model.WantOff},
		{Carer: "c1", Date: monday.Add(4), Want: model.WantOn},
		{Carer: "c2", Date: monday.Add(3), Shift: "s5", Want: model.WantOff},
	}
	p.Shifts[0].NoNext = []model.ShiftID{"s3"}
	p.Carers[0].MostOf = []model.ShiftCount{{Shift: "s3", Count: 0}}
	p.Carers[0].MinDaysInRow, p.Carers[1].MinDaysInRow, p.Carers[0].MaxDaysInRow = 2, 2, 1
	p.Carers[1].MinDaysOff, p.Carers[0].MaxWeekends = 3, &none
	p.Carers[0].Contract.MinPlan, p.Carers[1].Contract.MaxPlan = 900, 300
	h, err := model.Expand(p)
	require.NoError(t, err)
	v, err := check.Horizon(h, r)
	require.NoError(t, err)
	return h, r, v
}

// The rules about carers' days and about cover, in both languages; half hours in a row are said together.
func TestGoldenOnSite(t *testing.T) {
	h, r, v := onSiteSample(t)
	for _, lang := range Languages() {
		var b, s bytes.Buffer
		require.NoError(t, Violations(&b, h, v, nil, speaker(t, lang)))
		compare(t, "onsite-violations."+lang+".txt", b.String())
		require.NotContains(t, b.String(), "⟦")
		require.NoError(t, Summary(&s, h, r, v, speaker(t, lang)))
		compare(t, "onsite-summary."+lang+".txt", s.String())
		require.LessOrEqual(t, strings.Count(s.String(), "\n"), 70)
	}
}

// Without any visit in the workspace no page says anything of care, nor a percentage of nothing: cover, shifts and
// hours are what there is.
func TestPagesOfARoster(t *testing.T) {
	p := sampleProblem()
	p.People, p.Visits, p.Events, p.History, p.Baseline, p.Pins = nil, nil, nil, nil, nil, nil
	p.Cover = []model.Cover{{Where: "bala", Date: monday, Start: at("07:00"), End: at("09:00"), Needed: 1}}
	p.Shifts = append(p.Shifts, model.Shift{ID: "sleep", Carer: "c1", Date: monday.Add(4), Start: at("22:00"), End: at("31:00"), Status: model.Given, Kind: model.SleepIn})
	h, err := model.Expand(p)
	require.NoError(t, err)
	var rows strings.Builder
	rows.WriteString("visit,date,start,end,carer,kind,shift\n,2026-11-23,10:00,10:20,c1,break,s1\n")
	r, err := model.ReadRotaCSV(strings.NewReader(rows.String()), p)
	require.NoError(t, err)
	v, err := check.Horizon(h, r)
	require.NoError(t, err)
	for _, lang := range Languages() {
		l := speaker(t, lang)
		var s, g, one, hours, both bytes.Buffer
		require.NoError(t, Summary(&s, h, r, v, l))
		require.NoError(t, Grid(&g, h, r, l))
		require.NoError(t, RunSheet(&one, h, r, "c1", l))
		times, err := check.Hours(h, r)
		require.NoError(t, err)
		require.NoError(t, WorkingTime(&hours, h, times, l))
		require.NoError(t, Compare(&both, []Compared{{H: h, Rota: r, Verdict: v}, {H: h, Rota: r, Verdict: v}}, l))
		pages := s.String() + g.String() + one.String() + both.String()
		compare(t, "roster."+lang+".txt", pages)
		require.NotContains(t, pages, "⟦")
		require.NotContains(t, pages, "%")
		for _, word := range []string{l.T("entry.unfilled"), l.T("cover.head"), l.T("class.unfilled"), l.T("cover.all"), l.T("grid.unallocated")} {
			require.NotContains(t, pages, word)
		}
	}
}

// Half hours are said together only where their fix is the same.
func TestJoined(t *testing.T) {
	h, _, v := onSiteSample(t)
	w := words{h: h, l: speaker(t, English)}
	var all []model.Violation
	for _, x := range v.Violations {
		if x.Rule == model.RuleStaffing && x.Date == monday {
			all = append(all, x)
		}
	}
	said := func(fixes []model.Fix) (out []string) {
		for i, x := range w.joined(all, fixes) {
			if x != nil {
				out = append(out, w.together(all[i], *x))
			}
		}
		return out
	}
	require.Equal(t, []string{
		"Bala, Mon 23 Nov 07:00–07:30: 1 carer there, 2 carers needed",
		"The Hub, Mon 23 Nov 23:00–00:15+: 0 carers there, 1 carer needed (hoist)",
	}, said(nil))
	fixes := make([]model.Fix, len(all))
	fixes[2].Kind = model.FixNone
	require.Equal(t, []string{
		"Bala, Mon 23 Nov 07:00–07:30: 1 carer there, 2 carers needed",
		"The Hub, Mon 23 Nov 23:00–23:30: 0 carers there, 1 carer needed (hoist)",
		"The Hub, Mon 23 Nov 23:30–24:00: 0 carers there, 1 carer needed (hoist)",
		"The Hub, Mon 23 Nov 24:00–00:15+: 0 carers there, 1 carer needed (hoist)",
	}, said(fixes))
}

// Two rotas of one workspace are told apart by their own names, one of another by its workspace.
func TestCompareHead(t *testing.T) {
	h, _, _ := onSiteSample(t)
	other := *h
	other.Problem = &model.Problem{Name: "Tywyn"}
	all := []Compared{{Name: "a.csv", H: h}, {Name: "b.csv", H: h}, {Name: "c.csv", H: &other}, {H: h}}
	require.Equal(t, []string{"a.csv", "b.csv", "Tywyn", "Bala"}, []string{all[0].head(all), all[1].head(all), all[2].head(all), all[3].head(all)})
}

// Of a reserve the minutes of half hours in a row are added up.
func TestJoinedReserve(t *testing.T) {
	h, r, _ := onSiteSample(t)
	p := *h.Problem
	p.Cover = []model.Cover{{Kind: model.KindReserve, Where: "hwb", Date: monday, Start: at("22:00"), End: at("23:30"), Needed: 1}}
	h, err := model.Expand(&p)
	require.NoError(t, err)
	v, err := check.Horizon(h, r)
	require.NoError(t, err)
	var b bytes.Buffer
	require.NoError(t, Violations(&b, h, v, nil, speaker(t, English)))
	require.Contains(t, b.String(), "The Hub, Mon 23 Nov 22:00–23:30: 90 minutes missing of 90 minutes to be kept free")
	one := model.Violation{Rule: model.RuleReserve, Date: monday, At: at("22:00"), Detail: "hwb", Unit: "tick", Amount: 60, Limit: 1800}
	require.Equal(t, "The Hub, Mon 23 Nov 22:00–22:30: 1 minute missing of 30 minutes to be kept free for calls", Sentence(h, one, speaker(t, English)))
}

func TestSentenceOnSite(t *testing.T) {
	h, _, _ := onSiteSample(t)
	h.Problem.Shifts[1].ID = "row-0123456789ab"
	for _, c := range []struct {
		v           model.Violation
		en, cy, why string
	}{
		{
			model.Violation{Rule: model.RuleDaysInRow, Carer: "c1", Date: monday.Add(6), Amount: 7, Limit: 6, Unit: "day"},
			"Nia W., Sun 29 Nov: works 7 days in a row without a day off, at most 6 days",
			"Nia W., Sul 29 Tach: yn gweithio 7 diwrnod yn olynol heb ddiwrnod rhydd, dim mwy na 6 diwrnod", "a week without a day off",
		},
		{
			model.Violation{Rule: model.RuleWeeklyRest, Carer: "c1", Date: monday, Amount: 34 * 3600, Limit: 35 * 3600, Unit: "tick"},
			"Nia W., week from Mon 23 Nov: the longest rest is 34 hours, at least 35 hours needed",
			"Nia W., wythnos yn dechrau Llun 23 Tach: 34 awr yw'r gorffwys hwyaf, mae angen o leiaf 35 awr", "an hour too short",
		},
		{
			model.Violation{Rule: model.RuleNightRun, Carer: "c1", Date: monday.Add(4), Amount: 5, Limit: 4, Unit: "night"},
			"Nia W., Fri 27 Nov: works 5 nights in a row, at most 4 nights",
			"Nia W., Gwe 27 Tach: yn gweithio 5 noson yn olynol, dim mwy na 4 noson", "one too many",
		},
		{
			model.Violation{Rule: model.RuleNightRun, Carer: "c1", Date: monday, At: at("14:00"), Amount: 31 * 3600, Limit: 48 * 3600, Unit: "tick", Detail: "recovery"},
			"Nia W., Mon 23 Nov 14:00: 31 hours off after nights in a row, at least 48 hours wanted",
			"Nia W., Llun 23 Tach 14:00: 31 awr yn rhydd ar ôl nosweithiau yn olynol, a 48 awr o leiaf yn cael eu dymuno", "too soon",
		},
		{
			model.Violation{Rule: model.RuleRestDebt, Carer: "c1", Date: monday, Amount: 2 * 3600, Limit: 4 * 3600, Unit: "tick"},
			"Nia W., Mon 23 Nov: 2 hours of compensatory rest not had in time, of 4 hours owed since that day's rest was too short",
			"Nia W., Llun 23 Tach: 2 awr o orffwys cydadferol heb ei gael mewn pryd, o 4 awr sy'n ddyledus ers i orffwys y diwrnod hwnnw fod yn rhy fyr", "of a day",
		},
		{
			model.Violation{Rule: model.RuleRestDebt, Carer: "c1", Date: monday, Amount: 2 * 3600, Limit: 4 * 3600, Unit: "tick", Detail: "week"},
			"Nia W., Mon 23 Nov: 2 hours of compensatory rest not had in time, of 4 hours owed for the week's rest before that Monday",
			"Nia W., Llun 23 Tach: 2 awr o orffwys cydadferol heb ei gael mewn pryd, o 4 awr sy'n ddyledus am orffwys yr wythnos cyn y dydd Llun hwnnw", "of a week",
		},
		{
			model.Violation{Rule: model.RuleRestDebt, Carer: "c1", Date: monday, Amount: 2 * 3600, Limit: 4 * 3600, Unit: "tick", Detail: "before"},
			"Nia W.: 2 hours of compensatory rest not had in time, of 4 hours owed from before the plan",
			"Nia W.: 2 awr o orffwys cydadferol heb ei gael mewn pryd, o 4 awr sy'n ddyledus o'r cyfnod cyn y cynllun", "carried in",
		},
		{
			model.Violation{Rule: model.RuleRestOwed, Carer: "c1", Date: monday, Amount: 2 * 3600, Unit: "tick"},
			"Nia W.: 2 hours of compensatory rest still owed when the plan ends",
			"Nia W.: 2 awr o orffwys cydadferol yn ddyledus o hyd pan ddaw'r cynllun i ben", "at the end",
		},
		{
			model.Violation{Rule: model.RuleSpan, Carer: "c1", Date: monday, Amount: 13 * 3600, Limit: 12 * 3600, Unit: "tick"},
			"Nia W., Mon 23 Nov: 13 hours from the first start to the last end, at most 12 hours",
			"Nia W., Llun 23 Tach: 13 awr o'r dechrau cyntaf i'r diwedd olaf, dim mwy na 12 awr", "an hour too long",
		},
		{
			model.Violation{Rule: model.RuleLongDay, Carer: "c1", Date: monday, Amount: 11 * 3600, Limit: 10 * 3600, Unit: "tick"},
			"Nia W., Mon 23 Nov: 11 hours of work, 10 hours would be enough",
			"Nia W., Llun 23 Tach: 11 awr o waith, byddai 10 awr yn ddigon", "an hour more",
		},
		{
			model.Violation{Rule: model.RuleSplit, Carer: "c1", Date: monday, Amount: 5 * 3600, Unit: "tick"},
			"Nia W., Mon 23 Nov: a split day, 5 hours between two shifts",
			"Nia W., Llun 23 Tach: diwrnod hollt, 5 awr rhwng dwy shifft", "one gap",
		},
		{
			model.Violation{Rule: model.RuleSplitMost, Carer: "c1", Date: monday, Amount: 3, Limit: 1, Unit: "time", Detail: "day"},
			"Nia W., Mon 23 Nov: the day is split 3 times, at most once",
			"Nia W., Llun 23 Tach: mae'r diwrnod wedi'i hollti 3 gwaith, dim mwy na unwaith", "two too many",
		},
		{
			model.Violation{Rule: model.RuleSplitMost, Carer: "c1", Date: monday, Amount: 3, Limit: 2, Unit: "day", Detail: "week"},
			"Nia W., week from Mon 23 Nov: 3 days split, at most 2 days",
			"Nia W., wythnos yn dechrau Llun 23 Tach: 3 diwrnod wedi'u hollti, dim mwy na 2 ddiwrnod", "one too many",
		},
		{
			model.Violation{Rule: model.RuleLateEarly, Carer: "c1", Date: monday.Add(1), Amount: 11 * 3600, Limit: 12 * 3600, Unit: "tick"},
			"Nia W., Tue 24 Nov: 11 hours after the day before, 12 hours would be better",
			"Nia W., Maw 24 Tach: 11 awr ar ôl y diwrnod cynt, byddai 12 awr yn well", "lawful",
		},
		{
			model.Violation{Rule: model.RuleSixthDay, Carer: "c1", Date: monday.Add(5), Amount: 6, Limit: 5, Unit: "day"},
			"Nia W., Sat 28 Nov: works 6 days in a row, 5 days would be enough",
			"Nia W., Sad 28 Tach: yn gweithio 6 diwrnod yn olynol, byddai 5 diwrnod yn ddigon", "one more",
		},
		{
			model.Violation{Rule: model.RuleFreeze, Carer: "c1", Date: monday, Shift: "late", Amount: 1, Unit: "shift", Detail: model.WantOn},
			"Nia W., Mon 23 Nov: published for the shift late and does not work it, and the rota is frozen",
			"Nia W., Llun 23 Tach: cyhoeddwyd y shifft late, ond nid yw'n ei gweithio, ac mae'r rota wedi'i rhewi", "a shift is frozen, too",
		},
		{
			model.Violation{Rule: model.RuleNotice, Carer: "c1", Date: monday, Shift: "late", Amount: 1, Unit: "shift", Detail: model.WantOn},
			"Nia W., Mon 23 Nov: published for the shift late and does not work it",
			"Nia W., Llun 23 Tach: cyhoeddwyd y shifft late, ond nid yw'n ei gweithio", "nobody knows when it was told",
		},
		{
			model.Violation{Rule: model.RuleNotice, Carer: "c1", Date: monday, Shift: "late", Amount: 1, Unit: "shift", Detail: model.WantOff},
			"Nia W., Mon 23 Nov: works the shift late, which was not published",
			"Nia W., Llun 23 Tach: yn gweithio'r shifft late, na chyhoeddwyd", "it is new",
		},
		{
			model.Violation{Rule: model.RuleWeekends, Carer: "c1", Date: monday.Add(5), Amount: 3, Limit: 2, Unit: "weekend"},
			"Nia W., Sat 28 Nov: works 3 weekends of this rota, at most 2 weekends",
			"Nia W., Sad 28 Tach: yn gweithio 3 phenwythnos o'r rota hon, dim mwy na 2 benwythnos", "one too many",
		},
		{
			model.Violation{Rule: model.RuleParity, Carer: "c1", Date: monday.Add(5), Amount: 1, Unit: "day"},
			"Nia W., Sat 28 Nov: works on a weekend that is off, one of every two",
			"Nia W., Sad 28 Tach: yn gweithio ar benwythnos sydd i fod yn rhydd, un o bob dau", "the others' weekend",
		},
		{
			model.Violation{Rule: model.RuleFairWeekend, Carer: "c1", Date: monday.Add(5), Amount: 1, Unit: "weekend"},
			"Nia W., Sat 28 Nov: works 1 weekend of this rota; the fair share, with those before it, is 0 weekends",
			"Nia W., Sad 28 Tach: yn gweithio 1 penwythnos o'r rota hon; y gyfran deg, gan gyfrif y rhai cyn hynny, yw 0 penwythnos", "whatever they are, none is left",
		},
		{
			model.Violation{Rule: model.RuleSuccession, Carer: "c1", Date: monday.Add(1), Shift: "row-0123456789ab", Amount: 1, Unit: "shift", Detail: "s1"},
			"Nia W., Tue 24 Nov: works the shift 07:30–13:30 the day after the shift s1, which bars it",
			"Nia W., Maw 24 Tach: yn gweithio'r shifft 07:30–13:30 y diwrnod ar ôl y shifft s1, sy'n ei gwahardd", "a shift without an id is known by its times",
		},
		{
			model.Violation{Rule: model.RuleShiftMost, Carer: "c1", Date: monday, Shift: "s1", Amount: 2, Limit: 1, Unit: "shift"},
			"Nia W., Mon 23 Nov: works the shift s1 2 times in this rota, at most once",
			"Nia W., Llun 23 Tach: yn gweithio'r shifft s1 dwywaith yn y rota hon, dim mwy na unwaith", "one too many",
		},
		{
			model.Violation{Rule: model.RuleNightWork, Carer: "c1", Date: monday, Amount: 17 * 6 * 1800, Limit: 17 * 172800, Unit: "tick", Detail: "average"},
			"Nia W., 17 weeks to that from Mon 23 Nov: a night worker, with 8 hours 30 minutes in each 24 hours on average, at most 8 hours: 51 hours too much in all",
			"Nia W., 17 wythnos hyd at yr un sy'n dechrau Llun 23 Tach: gweithiwr nos, a 8 awr 30 munud ym mhob 24 awr ar gyfartaledd, dim mwy na 8 awr: 51 awr yn ormod i gyd", "an average",
		},
		{
			model.Violation{Rule: model.RuleNightWork, Carer: "c1", Date: monday, At: at("22:00"), Amount: 2400, Limit: 28800, Unit: "tick", Detail: "hazard"},
			"Nia W., Mon 23 Nov 22:00: 40 minutes more than the 8 hours in 24 hours of night work that is a hazard or a strain",
			"Nia W., Llun 23 Tach 22:00: 40 munud yn fwy na'r 8 awr mewn 24 awr o waith nos sy'n berygl neu'n straen", "a hazard",
		},
		{
			model.Violation{Rule: model.RuleHours48, Carer: "c1", Date: monday, Amount: 17 * 3600, Limit: 17 * 172800, Unit: "tick", Detail: "average"},
			"Nia W., 17 weeks to that from Mon 23 Nov: 49 hours a week on average, leave made up for, at most 48 hours: 17 hours too much in all",
			"Nia W., 17 wythnos hyd at yr un sy'n dechrau Llun 23 Tach: 49 awr yr wythnos ar gyfartaledd, ac iawn wedi'i wneud am absenoldeb, dim mwy na 48 awr: 17 awr yn ormod i gyd", "a reference period",
		},
		{
			model.Violation{Rule: model.RuleYoung, Carer: "c1", Date: monday, Amount: 600, Limit: 28800, Unit: "tick", Detail: "day"},
			"Nia W., Mon 23 Nov: 10 minutes more than the 8 hours a day of a young worker",
			"Nia W., Llun 23 Tach: 10 munud yn fwy na'r 8 awr y dydd a ganiateir i weithiwr ifanc", "a day",
		},
		{
			model.Violation{Rule: model.RuleYoung, Carer: "c1", Date: monday, Amount: 600, Limit: 144000, Unit: "tick", Detail: "week"},
			"Nia W., week from Mon 23 Nov: 10 minutes more than the 40 hours a week of a young worker",
			"Nia W., wythnos yn dechrau Llun 23 Tach: 10 munud yn fwy na'r 40 awr yr wythnos a ganiateir i weithiwr ifanc", "a week",
		},
		{
			model.Violation{Rule: model.RuleYoung, Carer: "c1", Date: monday, At: at("19:00"), Amount: 1800, Unit: "tick", Detail: "night"},
			"Nia W., Mon 23 Nov 19:00: 30 minutes of the shift lie in the night, when young workers do not work",
			"Nia W., Llun 23 Tach 19:00: mae 30 munud o'r shifft yn y nos, pan nad yw gweithwyr ifanc i weithio", "a night",
		},
		{
			model.Violation{Rule: model.RuleDaysOff, Carer: "c1", Date: monday.Add(5), Amount: 6, Limit: 5, Unit: "day"},
			"Nia W., Sat 28 Nov: is off for 6 days in a row, at most 5 days",
			"Nia W., Sad 28 Tach: yn rhydd am 6 diwrnod yn olynol, dim mwy na 5 diwrnod", "too long",
		},
		{
			model.Violation{Rule: model.RuleShiftSkill, Carer: "c1", Date: monday, At: at("07:30"), Shift: "s1", Amount: 1, Unit: "skill", Detail: "charge"},
			"Nia W., Mon 23 Nov 07:30: works the shift s1 without the skill charge",
			"Nia W., Llun 23 Tach 07:30: yn gweithio'r shifft s1 heb y sgìl charge", "a role",
		},
		{
			model.Violation{Rule: model.RuleShiftsInRow, Carer: "c1", Date: monday.Add(1), Shift: "s1", Amount: 1, Limit: 2, Unit: "day"},
			"Nia W., Tue 24 Nov: works 1 day in a row in shifts like s1, at least 2 days",
			"Nia W., Maw 24 Tach: yn gweithio 1 diwrnod yn olynol mewn shifftiau fel s1, o leiaf 2 ddiwrnod", "one too few",
		},
		{
			model.Violation{Rule: model.RuleShiftsInRow, Carer: "c1", Date: monday.Add(4), Shift: "s1", Amount: 5, Limit: 4, Unit: "day"},
			"Nia W., Fri 27 Nov: works 5 days in a row in shifts like s1, at most 4 days",
			"Nia W., Gwe 27 Tach: yn gweithio 5 diwrnod yn olynol mewn shifftiau fel s1, dim mwy na 4 diwrnod", "one too many",
		},
		{
			model.Violation{Rule: model.RuleWholeWeekends, Carer: "c1", Date: monday.Add(5), Amount: 1, Limit: 2, Unit: "day"},
			"Nia W., Sat 28 Nov: works this day of the weekend and not the other",
			"Nia W., Sad 28 Tach: yn gweithio'r diwrnod hwn o'r penwythnos ac nid y llall", "half a weekend",
		},
		{
			model.Violation{Rule: model.RulePlanHours, Carer: "c1", Date: monday, Amount: 522000, Limit: 518400, Unit: "tick"},
			"Nia W., whole rota: 60 minutes over the hours agreed for it (144 hours)",
			"Nia W., y rota gyfan: 60 munud dros yr oriau y cytunwyd arnynt (144 awr)", "too much",
		},
		{
			model.Violation{Rule: model.RuleWanted, Date: monday, At: at("08:00"), Amount: 2, Limit: 3, Unit: "carer", Detail: "bala"},
			"Bala, Mon 23 Nov 08:00–08:30: 2 carers there, 3 carers wanted",
			"Y Bala, Llun 23 Tach 08:00–08:30: 2 weithiwr gofal yno, 3 gweithiwr gofal yn ddymunol", "in half an hour",
		},
		{
			model.Violation{Rule: model.RuleWanted, Date: monday.Add(3), Shift: "s5", Amount: 1, Limit: 0, Unit: "carer", Detail: "bala"},
			"Bala, Thu 26 Nov, shift s5: 1 carer there, only 0 carers wanted",
			"Y Bala, Iau 26 Tach, shifft s5: 1 gweithiwr gofal yno, dim ond 0 gweithiwr gofal yn ddymunol", "in a shift",
		},
		{
			model.Violation{Rule: model.RuleRequest, Carer: "c1", Date: monday, Shift: "s1", Amount: 1, Unit: "shift", Detail: model.WantOn},
			"Nia W., Mon 23 Nov: asked to work the shift s1 and does not",
			"Nia W., Llun 23 Tach: wedi gofyn am weithio'r shifft s1, ond ddim yn ei gweithio", "on, one shift",
		},
	} {
		require.Equal(t, c.en, Sentence(h, c.v, speaker(t, English)), c.why)
		require.Equal(t, c.cy, Sentence(h, c.v, speaker(t, Welsh)), c.why)
	}
}

// Two shifts of one name, published for one date, are each told with their own hours, and the name of a
// shift is no detail.
func TestSentenceOfPublishedTwice(t *testing.T) {
	p := sampleProblem()
	p.Plan.FrozenUntil = monday
	p.Events, p.Pins = nil, nil
	for i := range p.Shifts {
		p.Shifts[i].Status = model.Open
	}
	for _, span := range []string{"06:00-09:00", "15:00-18:00"} {
		from, to, _ := strings.Cut(span, "-")
		p.Published = append(p.Published, model.Worked{Carer: "c1", Date: monday, Shift: "gone", Start: at(from), End: at(to)})
	}
	h, err := model.Expand(p)
	require.NoError(t, err)
	v, err := check.Horizon(h, &model.Rota{Format: 1, Start: monday, Weeks: h.Weeks})
	require.NoError(t, err)
	said := map[model.Code][]string{}
	for _, x := range v.Violations {
		if x.Rule == model.RuleFreeze || x.Rule == model.RuleNotice {
			said[x.Rule] = append(said[x.Rule], Sentence(h, x, speaker(t, English)))
		}
	}
	require.Equal(t, map[model.Code][]string{
		model.RuleFreeze: {
			"Nia W., Mon 23 Nov: published for the shift gone, 06:00–09:00, and does not work it then, and the rota is frozen",
			"Nia W., Mon 23 Nov: published for the shift gone, 15:00–18:00, and does not work it then, and the rota is frozen",
		},
		model.RuleNotice: {
			"Nia W., Mon 23 Nov: published for the shift gone, 06:00–09:00, and does not work it then",
			"Nia W., Mon 23 Nov: published for the shift gone, 15:00–18:00, and does not work it then",
		},
	}, said)
	avoided := model.Violation{Rule: model.RuleAvoid, Carer: "c1", Date: monday, At: at("07:30"), Amount: 1, Unit: "shift", Detail: "prefer"}
	require.Equal(t, "Nia W., Mon 23 Nov 07:30: a shift at a time to avoid", Sentence(h, avoided, speaker(t, English)))
	avoided.Shift = "s1"
	require.Equal(t, "Nia W., Mon 23 Nov 07:30: a shift outside the times preferred that day", Sentence(h, avoided, speaker(t, English)))
}

func TestFixOnSite(t *testing.T) {
	h, _, _ := onSiteSample(t)
	v := model.Violation{Rule: model.RuleSuccession, Carer: "c1", Date: monday}
	for want, f := range map[string]model.Fix{
		"Nearest fix: Nia W. works one more shift, 07:00–11:00 on Tue 24 Nov.":                                                                                {Kind: model.FixWork, Date: monday.Add(1), Carer: "c1", Into: "s3"},
		"Nearest fix: Nia W. does not work 07:00–14:30; Alun Rŵ works 07:30–13:30 instead.":                                                                   {Kind: model.FixPass, For: "c1", Shift: "s1", Carer: "c2", Into: "s2"},
		"Nearest fix: Nia W. works 07:00–11:00 instead of 07:00–11:00 on Tue 24 Nov.":                                                                         {Kind: model.FixPass, Date: monday.Add(1), For: "c1", Shift: "s3", Carer: "c1", Into: "s3"},
		"Nearest fix: Nia W. and Alun Rŵ exchange their shifts: Alun Rŵ works 07:00–14:30, Nia W. 07:30–13:30.":                                               {Kind: model.FixTrade, For: "c1", Shift: "s1", Carer: "c2", Into: "s2"},
		"No single change of the rota that was tried mends this by itself: somebody else in the shift, or another shift that day; an exchange of two shifts.": {Kind: model.FixNone, Tried: []string{model.FixPass, model.FixTrade}},
	} {
		if f.Kind == model.FixNone {
			v.Level = model.Law
		}
		require.Equal(t, want, Fix(h, f, v, speaker(t, English)))
		require.NotContains(t, Fix(h, f, v, speaker(t, Welsh)), "⟦")
	}
}
