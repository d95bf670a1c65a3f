package report

import (
	"strings"
	"testing"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
	"github.com/stretchr/testify/require"
)

// broken is a week in which every person was promised one thing, and it is not kept. Times are of no
// matter here: the judge says of each what it finds, whatever else is wrong.
type broken struct {
	p    *model.Problem
	r    *model.Rota
	runs map[string]int
}

// person adds somebody with one visit on Monday, and who makes it when.
func (b *broken) person(id string, with model.Person, v model.Visit, carer, from string) {
	with.ID, with.Name, with.Patch = model.PersonID(id), "P. "+strings.ToUpper(id), "bala"
	if with.Lat == 0 {
		with.Lat, with.Lon = 52.915, -3.59
	}
	b.p.People = append(b.p.People, with)
	b.visit(id, id+"1", v, carer, from)
}

// visit adds a visit to a person, and who makes it on Monday, unless nobody.
func (b *broken) visit(person, id string, v model.Visit, carer, from string) {
	v.ID, v.Person = model.VisitID(id), model.PersonID(person)
	if v.Length == 0 {
		v.Length = 30
	}
	if v.Days == 0 {
		v.Days = day("1000000")
	}
	v.Windows = windows("08:00", "12:00", "09:00")
	v.Kind = map[bool]string{true: "morning", false: v.Kind}[v.Kind == ""]
	b.p.Visits = append(b.p.Visits, v)
	if carer != "" {
		b.stop(v.ID, carer, monday, from, v.Length)
	}
}

// stop has a carer make a visit.
func (b *broken) stop(v model.VisitID, carer string, date model.Date, from string, minutes int) {
	key := carer + date.String()
	if _, ok := b.runs[key]; !ok {
		b.runs[key] = len(b.r.Runs)
		id := model.ShiftID("s" + key)
		b.p.Shifts = append(b.p.Shifts, model.Shift{ID: id, Carer: model.CarerID(carer), Date: date, Start: at("07:00"), End: at("14:00"), Status: model.Given})
		b.r.Runs = append(b.r.Runs, model.Run{Carer: model.CarerID(carer), Date: date, Shift: id, Status: model.Given, Start: at("07:00"), End: at("14:00")})
	}
	run := &b.r.Runs[b.runs[key]]
	run.Stops = append(run.Stops, model.Stop{Kind: model.StopVisit, Visit: v, Start: at(from), End: at(from) + model.Clock(minutes)})
}

func brokenWeek() *broken {
	no := false
	carer := func(id, name, gender, kind string, cy, en int) model.Carer {
		return model.Carer{
			ID: model.CarerID(id), Name: name, Patch: "bala", Mode: model.ModeCar, HomeLat: 52.92, HomeLon: -3.62, Gender: gender,
			Contract: model.Contract{Kind: kind}, Languages: []model.Language{{Code: "cy", Level: cy}, {Code: "en", Level: en}},
		}
	}
	b := &broken{runs: make(map[string]int), r: &model.Rota{}, p: &model.Problem{
		Name: "Bala", Plan: model.Plan{Start: monday},
		Patches: []model.Patch{{ID: "bala", NameEn: "Bala", BaseLat: 52.911, BaseLon: -3.597}},
		Carers: []model.Carer{
			carer("nia", "Nia W.", "f", model.ZeroHours, 1, 5), carer("alun", "Alun Rŵ", "m", model.ZeroHours, 5, 1),
			carer("beca", "Beca", "f", model.ZeroHours, 5, 5), carer("dewi", "Dewi", "m", model.Agency, 5, 5),
			carer("ela", "Ela", "f", model.ZeroHours, 5, 5), carer("huw", "Huw", "m", model.ZeroHours, 5, 5), carer("gwen", "Gwen", "f", model.ZeroHours, 5, 5),
		},
		Objective: model.Objective{Levels: map[model.Code]model.Level{model.RuleSlot: model.Wishes, model.RuleMainCarer: model.Wishes, model.RuleIntroduction: model.Wishes}},
	}}
	c := b.p.Carers
	c[0].PetsOK, c[0].SmokingOK, c[0].StairsOK = &no, &no, &no
	c[2].RequiresPair = true
	c[4].RidesWith, c[5].Mode, c[6].Mode = "nia", model.ModeBus, model.ModeWalk
	b.needs()
	b.links()
	b.weeks()
	b.ways()
	return b
}

// needs are about one carer at one visit.
func (b *broken) needs() {
	for _, x := range []struct {
		id, carer string
		with      model.Person
	}{
		{"lcy", "nia", model.Person{LanguageNeed: "require_cy"}},
		{"len", "alun", model.Person{LanguageNeed: "require_en"}},
		{"gf", "alun", model.Person{GenderNeed: "require_f"}},
		{"gm", "nia", model.Person{GenderNeed: "require_m"}},
		{"plcy", "nia", model.Person{LanguageNeed: "prefer_cy"}},
		{"plen", "alun", model.Person{LanguageNeed: "prefer_en"}},
		{"pgf", "alun", model.Person{GenderNeed: "prefer_f"}},
		{"pgm", "nia", model.Person{GenderNeed: "prefer_m"}},
		{"pets", "nia", model.Person{Pets: true}},
		{"smoke", "nia", model.Person{Smoking: true}},
		{"stair", "nia", model.Person{Stairs: true}},
		{"key", "nia", model.Person{KeyHolders: []model.CarerID{"alun"}}},
		{"lone", "nia", model.Person{LoneAfter: at("08:18")}},
		{"train", "beca", model.Person{}},
	} {
		b.person(x.id, x.with, model.Visit{}, x.carer, "08:00")
	}
	b.person("brief", model.Person{Funding: model.FundingCouncil}, model.Visit{Length: 20, ShortCond: "none"}, "nia", "08:00")
	b.person("conda", model.Person{Funding: model.FundingCouncil}, model.Visit{Length: 20, ShortCond: model.ConditionA, Kind: model.SafeAndWell}, "nia", "08:00")
	b.person("one", model.Person{}, model.Visit{Carers: 2, Pair: model.PairKind{Kind: "efficiency"}, SingleOK: "J. D., 2 November 2026"}, "nia", "08:00")
}

// links are about two visits.
func (b *broken) links() {
	b.person("order", model.Person{}, model.Visit{}, "nia", "08:00")
	after := []model.Follow{{Visit: "order1", Min: 60, Max: 120}}
	b.visit("order", "order2", model.Visit{Kind: "lunch", After: after}, "nia", "08:40")
	b.visit("order", "order3", model.Visit{Kind: "tea", After: after}, "nia", "11:00")
	b.person("same", model.Person{}, model.Visit{}, "nia", "08:00")
	b.visit("same", "same2", model.Visit{Kind: "lunch", SameCarerAs: "same1"}, "alun", "11:00")
	b.person("other", model.Person{}, model.Visit{}, "nia", "08:00")
	b.visit("other", "other2", model.Visit{Kind: "lunch", DifferentFrom: "other1"}, "nia", "11:00")
	b.person("group", model.Person{}, model.Visit{Group: "shopping"}, "nia", "08:00")
	b.visit("group", "group2", model.Visit{Kind: "lunch", Group: "shopping"}, "", "")
	b.person("intro", model.Person{}, model.Visit{}, "nia", "08:00")
	b.p.History = []model.Contact{{Person: "intro", Carer: "alun", LastVisit: monday.Add(-3), Visits90d: 9}}
}

// weeks are about all who come to somebody.
func (b *broken) weeks() {
	b.person("week", model.Person{MaxCarers7d: 4, MaxCarers14d: 1, MaxCarers28d: 2}, model.Visit{Days: day("1111000")}, "nia", "08:00")
	for i, carer := range []string{"alun", "ela", "dewi"} {
		b.stop("week1", carer, monday.Add(i+1), "08:00", 30)
	}
}

// ways are about how to get there: Ela rides with Nia, who goes elsewhere; Huw's bus has gone; Gwen
// walks.
func (b *broken) ways() {
	far := model.Person{Lat: 52.99, Lon: -3.59}
	b.person("lift", model.Person{Lat: 52.93, Lon: -3.55}, model.Visit{}, "ela", "08:00")
	b.person("lift2", far, model.Visit{}, "ela", "09:00")
	b.person("bus", model.Person{}, model.Visit{}, "huw", "09:00")
	b.person("bus2", far, model.Visit{}, "huw", "11:00")
	b.person("walk", model.Person{}, model.Visit{}, "gwen", "08:00")
	b.person("walk2", far, model.Visit{}, "gwen", "12:00")
	for i, s := range []struct {
		name string
		lat  float64
	}{{"Y Bala", 52.915}, {"Y Foel", 52.99}} {
		b.p.Buses = append(b.p.Buses, model.BusStop{Line: "1", Stop: s.name, Days: model.EveryDay, Lat: s.lat, Lon: -3.59, Times: []model.Clock{at("08:00") + model.Clock(15*i)}})
	}
}

// said is a rule's sentence in both languages.
type said struct {
	rule   model.Code
	en, cy string
}

// sentences of the broken week, in the order in which the judge finds them.
var sentences = []said{
	{
		model.RuleLanguage, "P. LEN, Mon 23 Nov 08:00: needs care in English, which Alun Rŵ does not speak well enough",
		"P. LEN, Llun 23 Tach 08:00: mae angen gofal yn Saesneg, ac nid yw Alun Rŵ yn ei siarad yn ddigon da",
	},
	{
		model.RuleLanguage, "P. LCY, Mon 23 Nov 08:00: needs care in Welsh, which Nia W. does not speak well enough",
		"P. LCY, Llun 23 Tach 08:00: mae angen gofal yn Gymraeg, ac nid yw Nia W. yn ei siarad yn ddigon da",
	},
	{
		model.RuleGender, "P. GF, Mon 23 Nov 08:00: needs care by a woman; Alun Rŵ comes",
		"P. GF, Llun 23 Tach 08:00: mae angen gofal gan fenyw; Alun Rŵ sy'n dod",
	},
	{
		model.RuleGender, "P. GM, Mon 23 Nov 08:00: needs care by a man; Nia W. comes",
		"P. GM, Llun 23 Tach 08:00: mae angen gofal gan ddyn; Nia W. sy'n dod",
	},
	{
		model.RuleDoor, "P. PETS, Mon 23 Nov 08:00: there are pets here, and Nia W. cannot be with them",
		"P. PETS, Llun 23 Tach 08:00: mae anifeiliaid anwes yma, ac ni all Nia W. fod gyda nhw",
	},
	{
		model.RuleDoor, "P. SMOKE, Mon 23 Nov 08:00: somebody smokes here, and Nia W. cannot be in smoke",
		"P. SMOKE, Llun 23 Tach 08:00: mae rhywun yn ysmygu yma, ac ni all Nia W. fod mewn mwg",
	},
	{
		model.RuleDoor, "P. STAIR, Mon 23 Nov 08:00: there are stairs to the door, and Nia W. cannot climb them",
		"P. STAIR, Llun 23 Tach 08:00: mae grisiau at y drws, ac ni all Nia W. eu dringo",
	},
	{
		model.RuleTrainee, "P. TRAIN, Mon 23 Nov 08:00: Beca is in training and may not be alone here",
		"P. TRAIN, Llun 23 Tach 08:00: mae Beca dan hyfforddiant ac ni ddylai fod yma heb gydweithiwr",
	},
	{
		model.RuleLone, "P. LONE, Mon 23 Nov 08:00: Nia W. is alone here 12 minutes after 08:18, when nobody should be",
		"P. LONE, Llun 23 Tach 08:00: mae Nia W. yma heb gydweithiwr 12 munud ar ôl 08:18, pan na ddylai neb fod",
	},
	{
		model.RuleShort, "P. BRIEF, Mon 23 Nov 08:00: 20 minutes is shorter than the law allows here (30 minutes): no condition of section 8 that is recorded here holds",
		"P. BRIEF, Llun 23 Tach 08:00: mae 20 munud yn fyrrach nag y mae'r gyfraith yn ei ganiatáu yma (30 munud): nid oes yr un o amodau adran 8 a gofnodwyd yma wedi'i fodloni",
	},
	{
		model.RuleShort, "P. CONDA, Mon 23 Nov 08:00: 20 minutes is too short for Nia W., who has not been here in this plan of care: the first visit takes 30 minutes (section 8, condition A)",
		"P. CONDA, Llun 23 Tach 08:00: mae 20 munud yn rhy fyr i Nia W., sydd heb fod yma yn y cynllun gofal hwn: mae'r ymweliad cyntaf yn cymryd 30 munud (adran 8, amod A)",
	},
	{
		model.RuleLeg, "Huw, Mon 23 Nov 11:00: the last bus to P. BUS2 has gone, or none goes there",
		"Huw, Llun 23 Tach 11:00: mae'r bws olaf at P. BUS2 wedi mynd, neu nid oes un yn mynd yno",
	},
	{
		model.RuleLeg, "Gwen, Mon 23 Nov 12:00: cannot get there (on foot): P. WALK2",
		"Gwen, Llun 23 Tach 12:00: ni ellir cyrraedd yno (ar droed): P. WALK2",
	},
	{
		model.RuleLift, "Ela, Mon 23 Nov 09:00: has no lift to P. LIFT2: Nia W. does not go that way",
		"Ela, Llun 23 Tach 09:00: nid oes car i fynd ynddo at P. LIFT2: nid yw Nia W. yn mynd y ffordd honno",
	},
	{
		model.RuleOrder, "P. ORDER, Mon 23 Nov 08:40: starts 20 minutes too early: at least 60 minutes after the morning visit",
		"P. ORDER, Llun 23 Tach 08:40: yn dechrau 20 munud yn rhy gynnar: o leiaf 60 munud ar ôl yr ymweliad (bore)",
	},
	{
		model.RuleOrder, "P. ORDER, Mon 23 Nov 11:00: starts 60 minutes too late: at most 2 hours after the morning visit",
		"P. ORDER, Llun 23 Tach 11:00: yn dechrau 60 munud yn rhy hwyr: dim mwy na 2 awr ar ôl yr ymweliad (bore)",
	},
	{
		model.RuleSameCarer, "P. SAME, Mon 23 Nov 11:00: Alun Rŵ comes, but somebody else makes the visit that should be the same carer's (morning)",
		"P. SAME, Llun 23 Tach 11:00: Alun Rŵ sy'n dod, ond rhywun arall sy'n gwneud yr ymweliad y dylai'r un gweithiwr gofal ei wneud (bore)",
	},
	{
		model.RuleOtherCarer, "P. OTHER, Mon 23 Nov 11:00: Nia W. also makes the visit that should be somebody else's (morning)",
		"P. OTHER, Llun 23 Tach 11:00: mae Nia W. hefyd yn gwneud yr ymweliad y dylai rhywun arall ei wneud (bore)",
	},
	{
		model.RuleGroup, "P. GROUP, Mon 23 Nov 08:00: the lunch visit is not allocated, but others of its group (shopping) are",
		"P. GROUP, Llun 23 Tach 08:00: nid yw'r ymweliad (cinio) wedi'i ddyrannu, ond mae eraill o'i grŵp (shopping) wedi'u dyrannu",
	},
	{
		model.RulePreferLanguage, "P. PLEN, Mon 23 Nov 08:00: prefers care in English, which Alun Rŵ does not speak well enough",
		"P. PLEN, Llun 23 Tach 08:00: mae'n well cael gofal yn Saesneg, ac nid yw Alun Rŵ yn ei siarad yn ddigon da",
	},
	{
		model.RulePreferLanguage, "P. PLCY, Mon 23 Nov 08:00: prefers care in Welsh, which Nia W. does not speak well enough",
		"P. PLCY, Llun 23 Tach 08:00: mae'n well cael gofal yn Gymraeg, ac nid yw Nia W. yn ei siarad yn ddigon da",
	},
	{
		model.RulePreferGender, "P. PGF, Mon 23 Nov 08:00: prefers care by a woman; Alun Rŵ comes",
		"P. PGF, Llun 23 Tach 08:00: mae'n well cael gofal gan fenyw; Alun Rŵ sy'n dod",
	},
	{
		model.RulePreferGender, "P. PGM, Mon 23 Nov 08:00: prefers care by a man; Nia W. comes",
		"P. PGM, Llun 23 Tach 08:00: mae'n well cael gofal gan ddyn; Nia W. sy'n dod",
	},
	{
		model.RuleSingle, "P. ONE, Mon 23 Nov 08:00: one carer comes where two would be better (2 carers)",
		"P. ONE, Llun 23 Tach 08:00: un gweithiwr gofal sy'n dod lle byddai dau yn well (2 weithiwr gofal)",
	},
	{
		model.RuleExtraCarer14, "P. WEEK, week from Mon 23 Nov: 4 carers in the 14 days to its end, more than promised (1 carer)",
		"P. WEEK, wythnos yn dechrau Llun 23 Tach: 4 gweithiwr gofal yn y 14 diwrnod hyd at ei diwedd, mwy nag a addawyd (1 gweithiwr gofal)",
	},
	{
		model.RuleExtraCarer28, "P. WEEK, week from Mon 23 Nov: 4 carers in the 28 days to its end, more than promised (2 carers)",
		"P. WEEK, wythnos yn dechrau Llun 23 Tach: 4 gweithiwr gofal yn y 28 diwrnod hyd at ei diwedd, mwy nag a addawyd (2 weithiwr gofal)",
	},
	{
		model.RuleAgencyShare, "P. WEEK, week from Mon 23 Nov: 1 visit by the bank and agencies, at most 0 visits",
		"P. WEEK, wythnos yn dechrau Llun 23 Tach: 1 ymweliad gan y banc ac asiantaethau, dim mwy na 0 ymweliad",
	},
	{
		model.RuleKeyHolder, "P. KEY, Mon 23 Nov 08:00: nobody who comes holds the key; Alun Rŵ does",
		"P. KEY, Llun 23 Tach 08:00: nid oes allwedd gan neb sy'n dod; mae un gan Alun Rŵ",
	},
	{
		model.RuleSlot, "P. WEEK, week from Mon 23 Nov: 4 carers at the morning visit through the week, which takes 1 carer",
		"P. WEEK, wythnos yn dechrau Llun 23 Tach: 4 gweithiwr gofal yn yr ymweliad (bore) drwy'r wythnos, sy'n gofyn am 1 gweithiwr gofal",
	},
	{
		model.RuleMainCarer, "P. SAME, week from Mon 23 Nov: 1 visit by Nia W., who comes most; at least 2 visits wanted",
		"P. SAME, wythnos yn dechrau Llun 23 Tach: 1 ymweliad gan Nia W., sy'n dod amlaf; o leiaf 2 ymweliad yn ddymunol",
	},
	{
		model.RuleMainCarer, "P. WEEK, week from Mon 23 Nov: 1 visit by Nia W., who comes most; at least 3 visits wanted",
		"P. WEEK, wythnos yn dechrau Llun 23 Tach: 1 ymweliad gan Nia W., sy'n dod amlaf; o leiaf 3 ymweliad yn ddymunol",
	},
	{
		model.RuleIntroduction, "P. INTRO, Mon 23 Nov 08:00: Nia W. comes for the first time, and nobody known here is there to introduce them",
		"P. INTRO, Llun 23 Tach 08:00: mae Nia W. yn dod am y tro cyntaf, ac nid oes neb cyfarwydd yno i'w gyflwyno",
	},
}

// TestSentenceOfEveryPromise: what the judge finds of each promise, in a sentence.
func TestSentenceOfEveryPromise(t *testing.T) {
	b := brokenWeek()
	h, err := model.Expand(b.p)
	require.NoError(t, err)
	model.Annotate(h, b.r)
	verdict, err := check.Horizon(h, b.r)
	require.NoError(t, err)
	rules := make(map[model.Code]bool)
	for _, s := range sentences {
		rules[s.rule] = true
	}
	var got []said
	for _, v := range verdict.Violations {
		if rules[v.Rule] && !(v.Rule == model.RuleLeg && v.Amount > 0) { // everybody is everywhere at eight
			got = append(got, said{v.Rule, Sentence(h, v, speaker(t, English)), Sentence(h, v, speaker(t, Welsh))})
		}
	}
	require.Equal(t, sentences, got)
}

// TestRemedyOfEachPromise: the one change, for the promises and the ways to get there.
func TestRemedyOfEachPromise(t *testing.T) {
	h, _, _ := sample(t)
	for _, c := range []struct {
		m      model.Remedy
		en, cy string
	}{
		{model.Remedy{Kind: "language", Carer: "c1"}, "if Mrs Ŵyn could also be looked after in another language, Nia W. could come", "pe gallai Mrs Ŵyn gael gofal mewn iaith arall hefyd, gallai Nia W. ddod"},
		{model.Remedy{Kind: "gender", Carer: "c1"}, "if Mrs Ŵyn only preferred the gender of the carer, Nia W. could come", "pe bai rhywedd y gweithiwr gofal yn ddymuniad yn unig i Mrs Ŵyn, gallai Nia W. ddod"},
		{model.Remedy{Kind: "door", Carer: "c1"}, "if Nia W. could be with what is at the home of Mrs Ŵyn, Nia W. could come", "pe gallai Nia W. fod gyda'r hyn sydd yng nghartref Mrs Ŵyn, gallai Nia W. ddod"},
		{model.Remedy{Kind: "papers", Carer: "c1"}, "if the papers of Nia W. were in order (start, registration, DBS), Nia W. could come", "pe bai papurau Nia W. mewn trefn (dechrau, cofrestru, DBS), gallai Nia W. ddod"},
		{model.Remedy{Kind: "trainee", Carer: "c1"}, "if Nia W. had finished training, Nia W. could come", "pe bai Nia W. wedi gorffen hyfforddi, gallai Nia W. ddod"},
		{model.Remedy{Kind: "lone", Carer: "c1", Minutes: 30}, "if one carer might be at the home of Mrs Ŵyn 30 minutes later, Nia W. could come", "pe câi un gweithiwr gofal fod yng nghartref Mrs Ŵyn 30 munud yn hwyrach, gallai Nia W. ddod"},
		{model.Remedy{Kind: "order", Carer: "c1", Minutes: 40}, "if this visit might be 40 minutes nearer to, or further from, the one it goes by, Nia W. could come", "pe câi'r ymweliad hwn fod 40 munud yn nes at yr un y mae'n ei ddilyn, neu ymhellach oddi wrtho, gallai Nia W. ddod"},
		{model.Remedy{Kind: "gap", Carer: "c1", Minutes: 40}, "if this visit might be 40 minutes nearer to the other visits of Mrs Ŵyn, Nia W. could come", "pe bai'r ymweliad hwn yn cael bod 40 munud yn nes at ymweliadau eraill Mrs Ŵyn, gallai Nia W. ddod"},
		{model.Remedy{Kind: "link", Carer: "c1"}, "if this visit did not depend on who makes another one, Nia W. could come", "pe na bai'r ymweliad hwn yn dibynnu ar bwy sy'n gwneud un arall, gallai Nia W. ddod"},
		{model.Remedy{Kind: "short", Carer: "c1", Minutes: 10}, "if the visit took 10 minutes more, Nia W. could come", "pe bai'r ymweliad yn cymryd 10 munud yn fwy, gallai Nia W. ddod"},
		{model.Remedy{Kind: "mode", Carer: "c1"}, "if Nia W. had a car, Nia W. could come", "pe bai car gan Nia W., gallai Nia W. ddod"},
		{model.Remedy{Kind: "lift", Carer: "c1"}, "if Nia W. did not need a lift, Nia W. could come", "pe na bai angen lifft ar Nia W., gallai Nia W. ddod"},
		{model.Remedy{Kind: "key_holder", Carer: "c1"}, "if Nia W. held a key of Mrs Ŵyn, Nia W. could come", "pe bai allwedd Mrs Ŵyn gan Nia W., gallai Nia W. ddod"},
		{model.Remedy{Kind: "introduction", Carer: "c1"}, "if Nia W. had been introduced to Mrs Ŵyn, Nia W. could come", "pe bai Mrs Ŵyn eisoes yn adnabod Nia W., gallai Nia W. ddod"},
		{model.Remedy{Kind: "tied"}, "if this visit were not tied to another one, it could be placed", "pe na bai'r ymweliad hwn ynghlwm wrth un arall, gellid ei ddyrannu"},
		{model.Remedy{Kind: "group", Carer: "c1", Visit: "v-3"}, "if this visit did not wait for the lunch visit of its group, which has no place, Nia W. could come", "pe na bai'r ymweliad hwn yn aros am ymweliad cinio ei grŵp, nad oes lle iddo, gallai Nia W. ddod"},
	} {
		u := &model.Unallocated{Visit: "v-4", Date: monday, Person: "p1", Remedy: &c.m}
		require.Equal(t, c.en, Remedy(h, u, speaker(t, English)))
		require.Equal(t, c.cy, Remedy(h, u, speaker(t, Welsh)))
	}
}

// TestBestCandidates: the best three, and the best other time of those who come now in any case.
func TestBestCandidates(t *testing.T) {
	candidate := func(at model.Clock, carers ...model.CarerID) Candidate { return Candidate{Carers: carers, Start: at} }
	now := Candidate{Carers: []model.CarerID{"c1", "c2"}, Now: true}
	a, b, c, d := candidate(1, "c3", "c1"), candidate(2, "c4", "c1"), candidate(3, "c5", "c1"), candidate(4, "c6", "c1")
	again, later := candidate(5, "c2", "c1"), candidate(6, "c1", "c2")
	for _, x := range []struct {
		candidates []Candidate
		most       int
		want       []Candidate
		why        string
	}{
		{[]Candidate{now, a, b, c, d, again, later}, 3, []Candidate{a, b, again}, "the same pair at the best other time takes the last place"},
		{[]Candidate{now, a, again, b, c}, 3, []Candidate{a, again, b}, "it is among them anyway"},
		{[]Candidate{now, a, b, again}, 3, []Candidate{a, b, again}, "there are only three"},
		{[]Candidate{now, a, b, c, d}, 3, []Candidate{a, b, c}, "there is no other time"},
		{[]Candidate{a, b, c, d}, 3, []Candidate{a, b, c}, "left out"},
		{[]Candidate{now, a, b, c, d, again}, 99, []Candidate{a, b, c, d, again}, "all"},
		{[]Candidate{now}, 3, []Candidate{}, "none"},
	} {
		require.Equal(t, x.want, best(x.candidates, x.most), x.why)
	}
}

// TestWishOfDraws: of what a pool proposes nothing has a visit to name; the pool and the rank stand for it.
func TestWishOfDraws(t *testing.T) {
	p, err := model.ReadDir("../examples/rules/pool_cut")
	require.NoError(t, err)
	h, err := model.Expand(p)
	require.NoError(t, err)
	v := model.Violation{Rule: model.RulePoolWish, Person: "p1", Date: p.Plan.Start, Amount: 1, Unit: "visit", Detail: "q1"}
	require.Equal(t, "Mrs A., week from Mon 23 Nov: no hours of pool q1, wish number 1", Sentence(h, v, speaker(t, English)))
	require.Equal(t, "Mrs A., wythnos yn dechrau Llun 23 Tach: dim oriau o gronfa q1, dymuniad rhif 1", Sentence(h, v, speaker(t, Welsh)))
}
