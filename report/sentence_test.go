package report

import (
	"slices"
	"testing"

	"github.com/milltir/milltir/model"
	"github.com/stretchr/testify/require"
)

func TestSentence(t *testing.T) {
	h, _, _ := sample(t)
	tue := monday.Add(1)
	for _, c := range []struct {
		v      model.Violation
		en, cy string
		why    string
	}{
		{
			model.Violation{Rule: model.RuleWindow, Visit: "v-1", Person: "p1", Date: monday, At: at("08:42"), Amount: 720, Unit: "tick", Detail: "08:30"},
			"Mrs Ŵyn, Mon 23 Nov 08:42: starts 12 minutes after 08:30, when the time window closes",
			"Mrs Ŵyn, Llun 23 Tach 08:42: yn dechrau 12 munud ar ôl 08:30, pan fydd y ffenestr amser yn cau", "late",
		},
		{
			model.Violation{Rule: model.RuleWindow, Visit: "v-1", Date: monday, At: at("07:28"), Amount: 120, Unit: "tick"},
			"Mrs Ŵyn, Mon 23 Nov 07:28: starts 2 minutes before 07:30, when the time window opens",
			"Mrs Ŵyn, Llun 23 Tach 07:28: yn dechrau 2 funud cyn 07:30, pan fydd y ffenestr amser yn agor", "early; the person is known from the visit",
		},
		{
			model.Violation{Rule: model.RuleSkill, Visit: "v-2", Person: "p2", Carer: "c2", Date: monday, At: at("09:18"), Amount: 1, Unit: "skill", Detail: "insulin"},
			"Mr Pŷr, Mon 23 Nov 09:18: Alun Rŵ does not hold the skill insulin on that day",
			"Mr Pŷr, Llun 23 Tach 09:18: nid oes gan Alun Rŵ y sgìl insulin ar y diwrnod hwnnw", "the skill is named",
		},
		{
			model.Violation{Rule: model.RulePair, Visit: "v-2", Person: "p2", Date: monday, At: at("09:18"), Amount: 1, Limit: 2, Unit: "carer"},
			"Mr Pŷr, Mon 23 Nov 09:18: needs 2 carers, has 1 carer",
			"Mr Pŷr, Llun 23 Tach 09:18: mae angen 2 weithiwr gofal, ond 1 gweithiwr gofal sydd yno", "half a pair",
		},
		{
			model.Violation{Rule: model.RulePair, Visit: "v-2", Person: "p2", Date: monday, At: at("09:18"), Amount: 300, Unit: "tick"},
			"Mr Pŷr, Mon 23 Nov 09:18: the carers start 5 minutes apart",
			"Mr Pŷr, Llun 23 Tach 09:18: mae 5 munud rhwng amserau dechrau'r gweithwyr gofal", "not together",
		},
		{
			model.Violation{Rule: model.RulePapers, Visit: "v-1", Person: "p1", Carer: "c2", Date: monday, At: at("08:00"), Amount: 1, Unit: "paper", Detail: "start"},
			"Mrs Ŵyn, Mon 23 Nov 08:00: Alun Rŵ has not started yet",
			"Mrs Ŵyn, Llun 23 Tach 08:00: nid yw Alun Rŵ wedi dechrau gweithio eto", "before the first day",
		},
		{
			model.Violation{Rule: model.RulePapers, Visit: "v-1", Person: "p1", Carer: "c2", Date: monday, At: at("08:00"), Amount: 1, Unit: "paper", Detail: "registered"},
			"Mrs Ŵyn, Mon 23 Nov 08:00: Alun Rŵ is not registered on that day",
			"Mrs Ŵyn, Llun 23 Tach 08:00: nid yw Alun Rŵ wedi cofrestru y diwrnod hwnnw", "no registration",
		},
		{
			model.Violation{Rule: model.RulePapers, Visit: "v-1", Person: "p1", Carer: "c2", Date: monday, At: at("08:00"), Amount: 1, Unit: "paper", Detail: "dbs"},
			"Mrs Ŵyn, Mon 23 Nov 08:00: the DBS check of Alun Rŵ is too old by then",
			"Mrs Ŵyn, Llun 23 Tach 08:00: bydd gwiriad DBS Alun Rŵ yn rhy hen erbyn hynny", "an old check",
		},
		{
			model.Violation{Rule: model.RulePapers, Visit: "v-1", Person: "p1", Carer: "c2", Date: monday, At: at("08:00"), Amount: 1, Unit: "paper"},
			"Mrs Ŵyn, Mon 23 Nov 08:00: Alun Rŵ lacks papers on that day",
			"Mrs Ŵyn, Llun 23 Tach 08:00: nid yw papurau Alun Rŵ mewn trefn y diwrnod hwnnw", "which is not said",
		},
		{
			model.Violation{Rule: model.RulePair, Visit: "v-2", Person: "p2", Date: monday, At: at("09:18"), Amount: 420, Limit: 300, Unit: "tick"},
			"Mr Pŷr, Mon 23 Nov 09:18: the carers start 7 minutes apart",
			"Mr Pŷr, Llun 23 Tach 09:18: mae 7 munud rhwng amserau dechrau'r gweithwyr gofal", "more than the tolerance",
		},
		{
			model.Violation{Rule: model.RuleGap, Visit: "v-4", Person: "p1", Date: monday, At: at("09:00"), Amount: 720, Limit: 1800, Unit: "tick", Detail: "v-1"},
			"Mrs Ŵyn, Mon 23 Nov 09:00: 12 minutes too soon after the morning visit (at least 30 minutes from start to start)",
			"Mrs Ŵyn, Llun 23 Tach 09:00: 12 munud yn rhy fuan ar ôl yr ymweliad blaenorol (bore); o leiaf 30 munud o ddechrau i ddechrau", "told of the later visit",
		},
		{
			model.Violation{Rule: model.RuleBreak, Carer: "c1", Date: monday, At: at("07:00"), Amount: 1200, Limit: 1200, Unit: "tick", Detail: "missing"},
			"Nia W., Mon 23 Nov 07:00: the rest break of 20 minutes is missing",
			"Nia W., Llun 23 Tach 07:00: mae'r seibiant gorffwys (20 munud) ar goll", "no break",
		},
		{
			model.Violation{Rule: model.RuleRest, Carer: "c1", Date: tue, At: at("07:00"), Amount: 5400, Limit: 39600, Unit: "tick"},
			"Nia W., Tue 24 Nov 07:00: 90 minutes short of the daily rest of 11 hours",
			"Nia W., Maw 24 Tach 07:00: 90 munud yn brin o'r gorffwys dyddiol (11 awr)", "with the limit",
		},
		{
			model.Violation{Rule: model.RuleRest, Carer: "c1", Date: tue, At: at("07:00"), Amount: 5400, Limit: 39600, Unit: "tick", Detail: "day"},
			"Nia W., Tue 24 Nov: 90 minutes short of the daily rest of 11 hours in the 24 hours from the start of work",
			"Nia W., Maw 24 Tach: 90 munud yn brin o'r gorffwys dyddiol (11 awr) yn y 24 awr o ddechrau'r gwaith", "within a working day",
		},
		{
			model.Violation{Rule: model.RuleShift, Visit: "v-4", Person: "p1", Carer: "c1", Date: monday, At: at("20:00"), Amount: 1800, Unit: "tick", Detail: "outside"},
			"Mrs Ŵyn, Mon 23 Nov 20:00: Nia W. has no shift at this time",
			"Mrs Ŵyn, Llun 23 Tach 20:00: nid oes gan Nia W. shifft ar yr adeg hon", "an attendance outside every shift",
		},
		{
			model.Violation{Rule: model.RuleLeg, Visit: "v-3", Person: "p3", Carer: "c1", Date: monday, At: at("12:30"), Unit: "tick", Detail: model.ModeWalk},
			"Nia W., Mon 23 Nov 12:30: cannot get there (on foot): Ms Hughes",
			"Nia W., Llun 23 Tach 12:30: ni ellir cyrraedd yno (ar droed): Ms Hughes", "too far to walk",
		},
		{
			model.Violation{Rule: model.RuleLeg, Visit: "v-3", Person: "p3", Carer: "c1", Date: monday, At: at("12:30"), Unit: "tick", Detail: model.FarBack + model.ModeBus},
			"Nia W., Mon 23 Nov 12:30: no way back (by bus) from Ms Hughes after this",
			"Nia W., Llun 23 Tach 12:30: nid oes ffordd yn ôl (ar fws) oddi wrth Ms Hughes wedyn", "after the last bus",
		},
		{
			model.Violation{Rule: model.RuleLeg, Visit: "v-3", Person: "p3", Carer: "c1", Date: monday, At: at("12:30"), Amount: 40, Unit: "tick"},
			"Nia W., Mon 23 Nov 12:30: 40 seconds too little time to get there (Ms Hughes)",
			"Nia W., Llun 23 Tach 12:30: mae 40 eiliad yn brin i gyrraedd mewn pryd (Ms Hughes)", "less than a minute is not nought minutes",
		},
		{
			model.Violation{Rule: model.RuleExtraCarer, Person: "p1", Date: monday, Amount: 6, Limit: 5, Unit: "carer"},
			"Mrs Ŵyn, week from Mon 23 Nov: 6 carers in the week, more than the wish (5 carers)",
			"Mrs Ŵyn, wythnos yn dechrau Llun 23 Tach: 6 gweithiwr gofal yn ystod yr wythnos, mwy na'r dymuniad (5 gweithiwr gofal)", "a week, not a visit",
		},
		{
			model.Violation{Rule: model.RulePreferred, Visit: "v-1", Person: "p1", Date: monday, At: at("07:31"), Amount: 1740, Unit: "tick"},
			"Mrs Ŵyn, Mon 23 Nov 07:31: 29 minutes before the preferred 08:00",
			"Mrs Ŵyn, Llun 23 Tach 07:31: 29 munud cyn yr amser a ffefrir, 08:00", "earlier than liked",
		},
		{
			model.Violation{Rule: model.RuleSameTime, Visit: "v-1", Person: "p1", Date: monday, Amount: 1500, Limit: 900, Unit: "tick", Detail: "07:40-08:20"},
			"Mrs Ŵyn, week from Mon 23 Nov: the starts of the morning visit (07:40-08:20) lie 25 minutes further apart than agreed (15 minutes)",
			"Mrs Ŵyn, wythnos yn dechrau Llun 23 Tach: mae amserau dechrau'r ymweliad (bore) (07:40-08:20) 25 munud yn bellach oddi wrth ei gilydd nag y cytunwyd (15 munud)", "a week, not a visit",
		},
		{
			model.Violation{Rule: "made_up", Person: "p1", Date: monday, Amount: 3},
			"Mrs Ŵyn, Mon 23 Nov: made_up 3 ", "Mrs Ŵyn, Llun 23 Tach: rheol made_up 3 ", "a rule from a later version",
		},
	} {
		require.Equal(t, c.en, Sentence(h, c.v, speaker(t, English)), c.why)
		require.Equal(t, c.cy, Sentence(h, c.v, speaker(t, Welsh)), c.why)
	}
}

// No rule code, with whatever fields are empty, lacks a key or a value.
func TestSentenceOfEveryRule(t *testing.T) {
	h, _, _ := sample(t)
	for _, lang := range Languages() {
		l := speaker(t, lang)
		for _, r := range model.RuleBook {
			for _, unit := range []string{"", "tick", "carer", "visit", "pin", "skill", "shift", "load", "minute", "hazard", "leg", "group"} {
				for _, detail := range []string{"", "only", "missing", "edge", "overlap", "agency", "prefer", "c2", "e-1", "span", "v-3", "cy", "en", "f", "m", "pets", "smoking", "stairs", "A", "B", "none", "bus", "walk"} {
					for _, visit := range []model.VisitID{"", "v-2", "gone"} {
						v := model.Violation{Rule: r.Code, Visit: visit, Carer: "c1", Date: monday, At: at("08:42"), Amount: 7, Unit: unit, Detail: detail}
						text := Sentence(h, v, l)
						require.NotContains(t, text, "⟦", "%s: %+v", lang, v)
						require.NotContains(t, text, "<no value>", "%s: %+v", lang, v)
					}
				}
			}
		}
	}
}

// TestRemedyOfAnOptionalVisit: where nothing stands in the way, no change is asked for.
func TestRemedyOfAnOptionalVisit(t *testing.T) {
	h, _, _ := sample(t)
	l, err := NewLocalizer(English)
	require.NoError(t, err)
	open, blocked := model.Reason{Carer: "c1"}, model.Reason{Carer: "c2", Blocks: []model.Violation{{Rule: model.RuleSkill}}}
	u := &model.Unallocated{Visit: "v-4", Date: monday, Person: "p1", Remedy: &model.Remedy{Kind: "none"}, Reasons: []model.Reason{blocked, open}}
	none := l.T("remedy.none")
	require.Equal(t, none, Remedy(h, u, l), "it may not be left out")
	i := slices.IndexFunc(h.Problem.Visits, func(v model.Visit) bool { return v.ID == "v-4" })
	h.Problem.Visits[i].Optional = true
	require.Equal(t, "nothing stands in the way of Nia W.: the rota is better without this visit, which may be left out", Remedy(h, u, l))
	h.Problem.Visits[i].Carers = 2
	require.Equal(t, none, Remedy(h, u, l), "one of two is not enough")
	h.Problem.Visits[i].Carers = 1
	u.Reasons = u.Reasons[:1]
	require.Equal(t, none, Remedy(h, u, l), "skill")
}

func TestRemedy(t *testing.T) {
	h, _, _ := sample(t)
	u := func(m model.Remedy) *model.Unallocated {
		return &model.Unallocated{Visit: "v-4", Date: monday, Person: "p1", Remedy: &m}
	}
	for _, c := range []struct {
		m      model.Remedy
		en, cy string
		why    string
	}{
		{
			model.Remedy{Kind: "window_open", Carer: "c1", Minutes: 12},
			"if the time window opened 12 minutes earlier, Nia W. could come",
			"pe bai'r ffenestr amser yn agor 12 munud yn gynharach, gallai Nia W. ddod", "one carer",
		},
		{
			model.Remedy{Kind: "window_close", Carer: "c1", With: "c2", Minutes: 2},
			"if the time window closed 2 minutes later, Nia W. and Alun Rŵ could come",
			"pe bai'r ffenestr amser yn cau 2 funud yn hwyrach, gallai Nia W. + Alun Rŵ ddod", "a pair",
		},
		{
			model.Remedy{Kind: "skill", Carer: "c2", Skill: "insulin"},
			"if Alun Rŵ held the skill insulin, Alun Rŵ could come",
			"pe bai'r sgìl insulin gan Alun Rŵ, gallai Alun Rŵ ddod", "a skill",
		},
		{
			model.Remedy{Kind: "shift_new", Carer: "c2", From: at("16:00"), To: at("17:30"), Date: monday.Add(7)},
			"if Alun Rŵ worked an extra shift 16:00–17:30 on Mon 30 Nov, Alun Rŵ could come",
			"pe bai Alun Rŵ yn gweithio shifft ychwanegol 16:00–17:30 (Llun 30 Tach), gallai Alun Rŵ ddod", "an extra shift",
		},
		{
			model.Remedy{Kind: "shift_new", Carer: "c2", From: at("23:30"), To: at("25:00")},
			"if Alun Rŵ worked an extra shift 23:30–01:00+ on Mon 23 Nov, Alun Rŵ could come",
			"pe bai Alun Rŵ yn gweithio shifft ychwanegol 23:30–01:00+ (Llun 23 Tach), gallai Alun Rŵ ddod", "past midnight, on the visit's date",
		},
		{
			model.Remedy{Kind: "pin", Carer: "c1"},
			"if this visit were not pinned, Nia W. could come",
			"pe na bai'r ymweliad hwn wedi'i osod â llaw, gallai Nia W. ddod", "a pin, and who would come",
		},
		{
			model.Remedy{Kind: "pin"},
			"if this visit were not pinned, it could be placed",
			"pe na bai'r ymweliad hwn wedi'i osod â llaw, gellid ei ddyrannu", "a pin, whoever comes",
		},
		{model.Remedy{Kind: "none"}, "no single change was found that would place this visit: of a window, shift, skill, list, gap, pin, need, link, way to travel or minutes of a pool", "ni chafwyd hyd i un newid yn unig a fyddai'n dyrannu'r ymweliad hwn: ffenestr amser, shifft, sgìl, rhestr, bwlch, gosod â llaw, angen, cysylltiad, modd teithio neu funudau cronfa", "nothing helps"},
		{
			model.Remedy{Kind: "later_kind", Carer: "c1"},
			"a change of later_kind would let Nia W. come",
			"byddai newid (later_kind) yn galluogi Nia W. i ddod", "a kind from a later version",
		},
	} {
		require.Equal(t, c.en, Remedy(h, u(c.m), speaker(t, English)), c.why)
		require.Equal(t, c.cy, Remedy(h, u(c.m), speaker(t, Welsh)), c.why)
	}
	require.Empty(t, Remedy(h, &model.Unallocated{}, speaker(t, English)), "none was looked for")
}

func TestFix(t *testing.T) {
	h, _, _ := sample(t)
	wednesday := monday.Add(2)
	for _, c := range []struct {
		f      model.Fix
		level  model.Level
		en, cy string
	}{
		{model.Fix{Kind: "start", Start: at("08:30")}, model.Law, "Nearest fix: start at 08:30.", "Y newid lleiaf: dechrau am 08:30."},
		{model.Fix{Kind: "carer", Carer: "c2", For: "c1"}, model.Law, "Nearest fix: Alun Rŵ comes instead of Nia W., at the same time.", "Y newid lleiaf: Alun Rŵ yn dod yn lle Nia W., ar yr un amser."},
		{model.Fix{Kind: "start", Visit: "v-1", Start: at("08:30")}, model.Law, "Nearest fix: the morning visit to Mrs Ŵyn (v-1) starts at 08:30.", "Y newid lleiaf: yr ymweliad (bore) â Mrs Ŵyn (v-1) yn dechrau am 08:30."},
		{model.Fix{Kind: "carer", Visit: "v-1", Date: wednesday, Carer: "c2", For: "c1"}, model.Law, "Nearest fix: Alun Rŵ makes the morning visit to Mrs Ŵyn (v-1, Wed 25 Nov) instead of Nia W., at the same time.", "Y newid lleiaf: Alun Rŵ yn gwneud yr ymweliad (bore) â Mrs Ŵyn (v-1, Mer 25 Tach) yn lle Nia W., ar yr un amser."},
		{model.Fix{Kind: "carer", Carer: "c2", For: "c1", Start: at("08:30")}, model.Law, "Nearest fix: Alun Rŵ comes instead of Nia W., at 08:30.", "Y newid lleiaf: Alun Rŵ yn dod yn lle Nia W., am 08:30."},
		{model.Fix{Kind: "carer", Carer: "c2", For: "c1", Into: "s2"}, model.Law, "Nearest fix: Alun Rŵ comes instead of Nia W., at the same time, in a shift 07:30–13:30 that nobody works yet.", "Y newid lleiaf: Alun Rŵ yn dod yn lle Nia W., ar yr un amser, mewn shifft 07:30–13:30 nad oes neb yn ei gweithio eto."},
		{model.Fix{Kind: "join", Carer: "c2", Into: "s2"}, model.Law, "Nearest fix: Alun Rŵ comes as well, at the same time, in a shift 07:30–13:30 that nobody works yet.", "Y newid lleiaf: Alun Rŵ yn dod hefyd, ar yr un amser, mewn shifft 07:30–13:30 nad oes neb yn ei gweithio eto."},
		{model.Fix{Kind: "place", Carer: "c2", Start: at("08:30"), Into: "s2"}, model.Covers, "Nearest fix: Alun Rŵ comes at 08:30, in a shift 07:30–13:30 that nobody works yet.", "Y newid lleiaf: Alun Rŵ yn dod am 08:30, mewn shifft 07:30–13:30 nad oes neb yn ei gweithio eto."},
		{model.Fix{Kind: "place", Carer: "c2", With: "c1", Start: at("08:30"), Into: "s2"}, model.Covers, "Nearest fix: Alun Rŵ and Nia W. come at 08:30, Alun Rŵ in a shift 07:30–13:30 that nobody works yet.", "Y newid lleiaf: Alun Rŵ a Nia W. yn dod am 08:30, Alun Rŵ mewn shifft 07:30–13:30 nad oes neb yn ei gweithio eto."},
		{model.Fix{Kind: "full", Carer: "c2"}, model.Law, "Nearest fix: Alun Rŵ, who comes along as a shadow, comes as a carer.", "Y newid lleiaf: Alun Rŵ, sy'n dod i gysgodi, yn dod i ofalu."},
		{model.Fix{Kind: "shadow", Carer: "c2", Date: wednesday, Visit: "v-1"}, model.Wishes, "Nearest fix: Alun Rŵ comes along as a shadow to the morning visit to Mrs Ŵyn (v-1, Wed 25 Nov), at the same time.", "Y newid lleiaf: Alun Rŵ yn dod hefyd i gysgodi i'r ymweliad (bore) â Mrs Ŵyn (v-1, Mer 25 Tach), ar yr un amser."},
		{model.Fix{Kind: "swap", Carer: "c2", For: "c1", Other: "v-1"}, model.Law, "Nearest fix: Alun Rŵ comes instead of Nia W., who makes the morning visit to Mrs Ŵyn for it, each at its time.", "Y newid lleiaf: Alun Rŵ yn dod yn lle Nia W., a fydd yn gwneud yr ymweliad (bore) â Mrs Ŵyn yn gyfnewid, pob un ar ei amser."},
		{model.Fix{Kind: "start", Start: at("08:30"), Date: monday}, model.Wishes, "Nearest fix: the lunch visit to Ms Hughes (v-3, Mon 23 Nov) starts at 08:30.", "Y newid lleiaf: yr ymweliad (cinio) â Ms Hughes (v-3, Llun 23 Tach) yn dechrau am 08:30."},
		{model.Fix{Kind: "length", Minutes: 30}, model.Law, "Nearest fix: it lasts 30 minutes, from the same start on.", "Y newid lleiaf: para 30 munud, o'r un amser dechrau."},
		{model.Fix{Kind: "join", Carer: "c2"}, model.Law, "Nearest fix: Alun Rŵ comes as well, at the same time.", "Y newid lleiaf: Alun Rŵ yn dod hefyd, ar yr un amser."},
		{model.Fix{Kind: "leave", For: "c1"}, model.Law, "Nearest fix: one attendance of Nia W. is left out.", "Y newid lleiaf: un presenoldeb gan Nia W. i'w hepgor."},
		{model.Fix{Kind: "place", Carer: "c2", Start: at("08:30")}, model.Covers, "Nearest fix: Alun Rŵ comes at 08:30.", "Y newid lleiaf: Alun Rŵ yn dod am 08:30."},
		{model.Fix{Kind: "break", Carer: "c2", Start: at("10:00"), Minutes: 20}, model.Law, "Nearest fix: Alun Rŵ has a break of 20 minutes at 10:00.", "Y newid lleiaf: Alun Rŵ yn cael seibiant o 20 munud am 10:00."},
		{model.Fix{Kind: "event", Carer: "c2", Start: at("11:00")}, model.Law, "Nearest fix: the event stands in the rota of Alun Rŵ at 11:00.", "Y newid lleiaf: y digwyddiad yn rota Alun Rŵ am 11:00."},
		{model.Fix{Kind: "shift", Carer: "c2", For: "c1", Shift: "s1"}, model.Law, "Nearest fix: Nia W. does not work 07:00–14:30; Alun Rŵ makes its visits at the same times.", "Y newid lleiaf: Nia W. heb weithio shifft 07:00–14:30; Alun Rŵ yn gwneud ei hymweliadau ar yr un amserau."},
		{model.Fix{Kind: "shift", Carer: "c2", For: "c1", Shift: "s1", Into: "s2", Date: monday}, model.Wishes, "Nearest fix: Nia W. does not work 07:00–14:30 on Mon 23 Nov; Alun Rŵ makes its visits at the same times, in a shift 07:30–13:30.", "Y newid lleiaf: Nia W. heb weithio shifft 07:00–14:30 (Llun 23 Tach); Alun Rŵ yn gwneud ei hymweliadau ar yr un amserau, yn shifft 07:30–13:30."},
		{model.Fix{Kind: "shift", For: "c1", Shift: "s1"}, model.Law, "Nearest fix: Nia W. does not work 07:00–14:30, in which there is no visit.", "Y newid lleiaf: Nia W. heb weithio shifft 07:00–14:30, nad oes ymweliad ynddi."},
		{model.Fix{Kind: "start", Start: at("08:30"), Worse: 12500}, model.Wishes, "Nearest fix: start at 08:30. But the whole rota would then be worse by 12.5 minutes of travel.", "Y newid lleiaf: dechrau am 08:30. Ond byddai'r rota gyfan yn waeth wedyn, o 12.5 munud o deithio."},
		{model.Fix{Kind: "none", Tried: []string{"start", "open"}}, model.Law, "No single change of the rota that was tried mends this by itself: another start; a shift that nobody works yet. milltir explain DIR ROTA --visit v-3@2026-11-23 weighs what else there is for this visit.", "Nid oes yr un newid o'r rota, o'r rhai y rhoddwyd cynnig arnynt, yn cywiro hyn ar ei ben ei hun: amser dechrau arall; shifft nad oes neb yn ei gweithio eto. Mae milltir explain DIR ROTA --visit v-3@2026-11-23 yn pwyso a mesur beth arall sydd ar gyfer yr ymweliad hwn."},
		{model.Fix{Kind: "none"}, model.Law, "There was no single change of the rota to try. milltir explain DIR ROTA --visit v-3@2026-11-23 weighs what else there is for this visit.", "Nid oedd un newid o'r rota i roi cynnig arno. Mae milltir explain DIR ROTA --visit v-3@2026-11-23 yn pwyso a mesur beth arall sydd ar gyfer yr ymweliad hwn."},
		{model.Fix{Kind: "none", Tried: []string{"carer", "swap"}}, model.Wishes, "No single change of the rota that was tried mends this without breaking law or leaving care out: somebody else who works that day; an exchange of two visits. milltir explain DIR ROTA --visit v-3@2026-11-23 weighs what else there is for this visit.", "Nid oes yr un newid o'r rota, o'r rhai y rhoddwyd cynnig arnynt, yn cywiro hyn heb dorri'r gyfraith na hepgor gofal: rhywun arall sy'n gweithio'r diwrnod hwnnw; cyfnewid dau ymweliad. Mae milltir explain DIR ROTA --visit v-3@2026-11-23 yn pwyso a mesur beth arall sydd ar gyfer yr ymweliad hwn."},
		{model.Fix{Kind: "given"}, model.Law, "Nothing in the rota mends this: it is of given shifts, which no rota may leave out.", "Nid oes dim yn y rota yn cywiro hyn: am shifftiau a roddwyd y mae hyn, ac ni chaiff yr un rota eu hepgor."},
		{model.Fix{Kind: "some"}, model.Law, "None of the first changes that were tried mends this; there are more. milltir explain DIR ROTA --visit v-3@2026-11-23 weighs what else there is for this visit.", "Nid oes yr un o'r newidiadau cyntaf y rhoddwyd cynnig arnynt yn cywiro hyn; mae rhagor. Mae milltir explain DIR ROTA --visit v-3@2026-11-23 yn pwyso a mesur beth arall sydd ar gyfer yr ymweliad hwn."},
		{model.Fix{Kind: "whole"}, model.Law, "No fix was looked for: this is of the rota, or of a week of visits, as a whole. milltir explain DIR ROTA --visit v-3@2026-11-23 weighs what else there is for this visit.", "Ni chwiliwyd am newid: am y rota gyfan, neu wythnos gyfan o ymweliadau, y mae hyn. Mae milltir explain DIR ROTA --visit v-3@2026-11-23 yn pwyso a mesur beth arall sydd ar gyfer yr ymweliad hwn."},
		{model.Fix{Kind: "later"}, model.Law, "No fix was looked for: there are too many breaches before this one.", "Ni chwiliwyd am newid: mae gormod o doriadau o flaen hwn."},
		{model.Fix{Kind: "ended"}, model.Law, "No fix was found before the time was up.", "Ni chafwyd hyd i newid cyn i'r amser ddod i ben."},
	} {
		require.Equal(t, c.en, Fix(h, c.f, model.Violation{Level: c.level, Visit: "v-3", Date: monday}, speaker(t, English)))
		require.Equal(t, c.cy, Fix(h, c.f, model.Violation{Level: c.level, Visit: "v-3", Date: monday}, speaker(t, Welsh)))
	}
}

func TestReason(t *testing.T) {
	h, _, _ := sample(t)
	r := model.Reason{Carer: "c2", Blocks: []model.Violation{
		{Rule: model.RuleSkill, Detail: "insulin", Amount: 1, Unit: "skill"}, {Rule: model.RuleShift, Amount: 1200, Unit: "tick"},
	}}
	require.Equal(t, "Alun Rŵ: skills (insulin); shift times (by 20 minutes)", Reason(h, r, speaker(t, English)))
	require.Equal(t, "Alun Rŵ: sgiliau (insulin); oriau'r shifft (o 20 munud)", Reason(h, r, speaker(t, Welsh)))
	require.Equal(t, "Alun Rŵ: nothing stands in the way", Reason(h, model.Reason{Carer: "c2"}, speaker(t, English)))
}

func TestWhyNotCountsCarersNotBlocks(t *testing.T) {
	h, _, _ := sample(t)
	shift := model.Violation{Rule: model.RuleShift}
	u := &model.Unallocated{Reasons: []model.Reason{
		{Carer: "c1", Blocks: []model.Violation{shift, shift, {Rule: model.RuleSkill}}}, {Carer: "c2", Blocks: []model.Violation{shift}},
	}}
	require.Equal(t, "shift times (2 carers); skills (1 carer)", words{h: h, l: speaker(t, English)}.whyNot(u))
}

// conventions is the sample with a tie, patterns, a set break and other conventions of lateness.
func conventions(t *testing.T) *model.Horizon {
	t.Helper()
	p := sampleProblem()
	p.Visits[3].Days = day("1100000")
	p.Visits = append(
		p.Visits,
		model.Visit{ID: "v-5", Person: "p1", Days: day("1000000"), Kind: "check", Windows: windows("19:45", "20:30", "20:00"), Length: 10, Tied: model.Follow{Visit: "v-4", Min: -20, Max: -10}},
		model.Visit{ID: "v-6", Person: "p1", Days: day("0100000"), Kind: "sit", Windows: windows("19:45", "20:30", "20:00"), Length: 10, Tied: model.Follow{Visit: "v-4"}},
	)
	p.Rules.Lateness = model.LatenessRule{At: model.AtEnd, Against: model.LatestOpen}
	h, err := model.Expand(p)
	require.NoError(t, err)
	return h
}

func TestSentenceOfConventions(t *testing.T) {
	h := conventions(t)
	tie := model.Violation{Rule: model.RuleTied, Visit: "v-5", Person: "p1", Date: monday, At: at("19:55"), Amount: 300, Limit: -600, Unit: "tick", Detail: "v-4"}
	edit := func(v model.Violation, f func(v *model.Violation)) model.Violation { f(&v); return v }
	for _, c := range []struct {
		v      model.Violation
		en, cy string
		why    string
	}{
		{
			tie, "Mrs Ŵyn, Mon 23 Nov 19:55: starts 5 minutes too late for the bed visit that goes with it",
			"Mrs Ŵyn, Llun 23 Tach 19:55: yn dechrau 5 munud yn rhy hwyr ar gyfer yr ymweliad sy'n mynd gydag ef (gwely)", "past the most",
		},
		{
			edit(tie, func(v *model.Violation) { v.Limit = -1200 }), "Mrs Ŵyn, Mon 23 Nov 19:55: starts 5 minutes too early for the bed visit that goes with it",
			"Mrs Ŵyn, Llun 23 Tach 19:55: yn dechrau 5 munud yn rhy gynnar ar gyfer yr ymweliad sy'n mynd gydag ef (gwely)", "below the least",
		},
		{
			model.Violation{Rule: model.RuleTied, Visit: "v-6", Person: "p1", Date: monday.Add(1), At: at("19:55"), Amount: 60, Unit: "tick", Detail: "v-4"},
			"Mrs Ŵyn, Tue 24 Nov 19:55: starts 1 minute too early or too late for the bed visit that goes with it",
			"Mrs Ŵyn, Maw 24 Tach 19:55: yn dechrau 1 munud yn rhy gynnar neu'n rhy hwyr ar gyfer yr ymweliad sy'n mynd gydag ef (gwely)", "together or not at all",
		},
		{
			edit(tie, func(v *model.Violation) { v.Amount, v.Limit, v.Unit = 1, 0, "visit" }), "Mrs Ŵyn, Mon 23 Nov 19:55: the safe and well visit is not allocated, but the bed visit that goes with it is",
			"Mrs Ŵyn, Llun 23 Tach 19:55: nid yw'r ymweliad (yn ddiogel ac yn iach) wedi'i ddyrannu, ond mae'r un sy'n mynd gydag ef (gwely) wedi'i ddyrannu", "one alone",
		},
		{
			edit(tie, func(v *model.Violation) { v.Carer, v.Amount, v.Limit, v.Unit = "c1", 1, 0, "carer" }), "Mrs Ŵyn, Mon 23 Nov 19:55: Nia W. is at this visit and at the bed visit that goes with it",
			"Mrs Ŵyn, Llun 23 Tach 19:55: mae Nia W. yn yr ymweliad hwn ac yn yr un sy'n mynd gydag ef (gwely)", "one carer for two",
		},
		{
			model.Violation{Rule: model.RuleLoad, Carer: "c1", Date: monday, At: at("07:00"), Amount: 3, Limit: 8, Unit: "load"},
			"Nia W., Mon 23 Nov 07:00: the load of the visits is 3 more than the shift allows (8)",
			"Nia W., Llun 23 Tach 07:00: mae llwyth yr ymweliadau 3 yn fwy nag y mae'r shifft yn ei ganiatáu (8)", "heavy handling",
		},
		{
			model.Violation{Rule: model.RuleCover, Person: "p1", Date: monday, Amount: 3600, Unit: "tick", Detail: "two days"},
			"Mrs Ŵyn, week from Mon 23 Nov: none of the patterns of visits is allocated as a whole (60 minutes of care)",
			"Mrs Ŵyn, wythnos yn dechrau Llun 23 Tach: nid oes yr un o'r patrymau ymweliadau wedi'i ddyrannu'n gyfan (60 munud o ofal)", "a package, not a visit",
		},
		{
			model.Violation{Rule: model.RuleOptional, Person: "p1", Date: monday, Amount: 3600, Unit: "tick", Detail: "two days"},
			"Mrs Ŵyn, week from Mon 23 Nov: none of the optional patterns of visits is allocated as a whole (60 minutes of care)",
			"Mrs Ŵyn, wythnos yn dechrau Llun 23 Tach: nid oes yr un o'r patrymau ymweliadau dewisol wedi'i ddyrannu'n gyfan (60 munud o ofal)", "a package that may be left out",
		},
		{
			model.Violation{Rule: model.RuleWindow, Visit: "v-1", Person: "p1", Date: monday, At: at("08:10"), Amount: 600, Unit: "tick", Detail: "08:00"},
			"Mrs Ŵyn, Mon 23 Nov 08:10: ends 10 minutes after the time window closes",
			"Mrs Ŵyn, Llun 23 Tach 08:10: yn gorffen 10 munud ar ôl i'r ffenestr amser gau", "the end is what counts",
		},
		{
			model.Violation{Rule: model.RuleWindow, Visit: "v-1", Person: "p1", Date: monday, At: at("07:20"), Amount: 600, Unit: "tick", Detail: "07:30"},
			"Mrs Ŵyn, Mon 23 Nov 07:20: starts 10 minutes before 07:30, when the time window opens",
			"Mrs Ŵyn, Llun 23 Tach 07:20: yn dechrau 10 munud cyn 07:30, pan fydd y ffenestr amser yn agor", "early as ever",
		},
		{
			model.Violation{Rule: model.RuleBreak, Carer: "c1", Date: monday, At: at("10:50"), Amount: 600, Limit: 1200, Unit: "tick", Detail: "span"},
			"Nia W., Mon 23 Nov 10:50: 10 minutes of the rest break lie outside the time set for it",
			"Nia W., Llun 23 Tach 10:50: mae 10 munud o'r seibiant gorffwys y tu allan i'r amser a bennwyd ar ei gyfer", "the shift names the time",
		},
		{
			model.Violation{Rule: model.RuleBreak, Carer: "c1", Date: monday, At: at("07:00"), Amount: 600, Limit: 1200, Unit: "tick", Detail: "between"},
			"Nia W., Mon 23 Nov 07:00: shifts that follow on from one another, 10 minutes short of a rest break of 20 minutes in or between them",
			"Nia W., Llun 23 Tach 07:00: shifftiau sy'n dilyn ei gilydd, a 10 munud yn brin o seibiant gorffwys o 20 munud ynddynt neu rhyngddynt", "two shifts, and ten minutes between",
		},
		{
			model.Violation{Rule: model.RuleWorstIdle, Carer: "c1", Date: monday, At: at("07:00"), Amount: 5400, Unit: "tick"},
			"Nia W., Mon 23 Nov 07:00: of all shifts the most idle time, 90 minutes",
			"Nia W., Llun 23 Tach 07:00: o'r holl shifftiau, y mwyaf o amser segur, 90 munud", "one for the whole rota",
		},
		{
			model.Violation{Rule: model.RuleBalance, Date: monday, Amount: 75, Unit: "minute"},
			"All shifts: 75 minutes away from equal shares of work", "Yr holl shifftiau: 75 munud i ffwrdd o gyfrannau cyfartal o waith", "about nobody",
		},
	} {
		require.Equal(t, c.en, Sentence(h, c.v, speaker(t, English)), c.why)
		require.Equal(t, c.cy, Sentence(h, c.v, speaker(t, Welsh)), c.why)
	}
}

func TestClockOfLaterDays(t *testing.T) {
	for in, want := range map[string]string{"23:59": "23:59", "24:00": "24:00", "24:01": "00:01+", "33:15": "09:15+", "48:00": "24:00+", "81:30": "09:30+3"} {
		require.Equal(t, want, clock(at(in)))
	}
}
