package check

import (
	"testing"

	"github.com/milltir/milltir/model"
	"github.com/stretchr/testify/require"
)

// person edits p1, carer c1, template the first visit.
func person(f func(x *model.Person)) func(*model.Problem) {
	return func(p *model.Problem) { f(&p.People[0]) }
}

func carer(f func(x *model.Carer)) func(*model.Problem) {
	return func(p *model.Problem) { f(&p.Carers[0]) }
}

func template(f func(x *model.Visit)) func(*model.Problem) {
	return func(p *model.Problem) { f(&p.Visits[0]) }
}

const atEight = "c1 s1 | v1 08:00-08:30"

func TestLanguage(t *testing.T) {
	needs := func(need string) func(*model.Problem) {
		return person(func(x *model.Person) { x.LanguageNeed = need })
	}
	speaks := func(code string, level int) func(*model.Problem) {
		return carer(func(x *model.Carer) { x.Languages = append(x.Languages, model.Language{Code: code, Level: level}) })
	}
	judgeRules(t, model.RuleLanguage, oneVisit, []rule{
		{"none", needs("none"), atEight, law(0, 0), "nothing is asked"},
		{"nothing on record", needs("require_cy"), atEight, law(1, 0), "silence is not Welsh"},
		{"below the level", all(needs("require_cy"), speaks("cy", 3)), atEight, law(1, 0), "4 is asked for"},
		{"at the level", all(needs("require_cy"), speaks("cy", 4)), atEight, law(0, 0), "4 is enough"},
		{"the other language", all(needs("require_cy"), speaks("en", 5)), atEight, law(1, 0), "English is not Welsh"},
		{"a lower bar", all(needs("require_cy"), speaks("cy", 3), func(p *model.Problem) { p.Rules.Language.Level = 3 }), atEight, law(0, 0), "the rules say how well"},
		{"English", all(needs("require_en"), speaks("cy", 5)), atEight, law(1, 0), "some need English"},
		{"only preferred", needs("prefer_cy"), atEight, law(0, 0), "another rule's"},
		{"as a wish", all(needs("require_cy"), weigh(model.RuleLanguage, model.Wishes)), atEight, cost(30000), "30 a visit"},
	})
	judgeRules(t, model.RulePreferLanguage, oneVisit, []rule{
		{"preferred", needs("prefer_cy"), atEight, cost(10000), "10 a visit"},
		{"met", all(needs("prefer_cy"), speaks("cy", 5)), atEight, cost(0), "Welsh it is"},
		{"required", needs("require_cy"), atEight, cost(0), "another rule's"},
		{"lifted to law", all(needs("prefer_en"), weigh(model.RulePreferLanguage, model.Law)), atEight, law(1, 0), "one attendance"},
	})
}

func TestGender(t *testing.T) {
	needs := func(need, gender string) func(*model.Problem) {
		return all(person(func(x *model.Person) { x.GenderNeed = need }), carer(func(x *model.Carer) { x.Gender = gender }))
	}
	judgeRules(t, model.RuleGender, oneVisit, []rule{
		{"a woman", needs("require_f", "f"), atEight, law(0, 0), "as needed"},
		{"a man", needs("require_f", "m"), atEight, law(1, 0), "not as needed"},
		{"not written down", needs("require_f", ""), atEight, law(1, 0), "nobody is sent on a guess"},
		{"men", needs("require_m", "f"), atEight, law(1, 0), "some need men"},
		{"only preferred", needs("prefer_f", "m"), atEight, law(0, 0), "another rule's"},
	})
	judgeRules(t, model.RulePreferGender, oneVisit, []rule{
		{"preferred", needs("prefer_f", "m"), atEight, cost(10000), "10 a visit"},
		{"met", needs("prefer_m", "m"), atEight, cost(0), "as liked"},
		{"required", needs("require_f", "m"), atEight, cost(0), "another rule's"},
	})
}

func TestDoor(t *testing.T) {
	no, yes := false, true
	home := person(func(x *model.Person) { x.Pets, x.Smoking, x.Stairs = true, true, true })
	judgeRules(t, model.RuleDoor, oneVisit, []rule{
		{"nobody minds", home, atEight, law(0, 0), "yes where nothing is said"},
		{"says yes", all(home, carer(func(x *model.Carer) { x.PetsOK = &yes })), atEight, law(0, 0), "yes"},
		{"all three", all(home, carer(func(x *model.Carer) { x.PetsOK, x.SmokingOK, x.StairsOK = &no, &no, &no })), atEight, law(3, 0), "one a thing"},
		{"nothing there", carer(func(x *model.Carer) { x.PetsOK = &no }), atEight, law(0, 0), "no pets"},
		{"stairs", all(home, carer(func(x *model.Carer) { x.StairsOK = &no })), atEight, law(1, 0), "only stairs"},
	})
}

func TestPapers(t *testing.T) {
	c1 := func(f func(c *model.Carer)) func(*model.Problem) { return carer(f) }
	day := model.NewDate // of the visit: 23 November 2026
	judgeRules(t, model.RulePapers, oneVisit, []rule{
		{"nothing on record", nil, atEight, law(0, 0), "what is not written down is not asked"},
		{"starts that day", c1(func(c *model.Carer) { c.StartDate = day(2026, 11, 23) }), atEight, law(0, 0), "the first day counts"},
		{"starts the day after", c1(func(c *model.Carer) { c.StartDate = day(2026, 11, 24) }), atEight, law(1, 0), "not yet"},
		{"six months ago", c1(func(c *model.Carer) { c.StartDate = day(2026, 5, 23) }), atEight, law(0, 0), "the last day to register by"},
		{"a day more", c1(func(c *model.Carer) { c.StartDate = day(2026, 5, 22) }), atEight, law(1, 0), "six months are over"},
		{"personal assistant", c1(func(c *model.Carer) { c.StartDate, c.Contract.Kind = day(2020, 1, 1), model.Personal }), atEight, law(0, 0), "need not register"},
		{"registered long ago", c1(func(c *model.Carer) { c.StartDate, c.RegisteredUntil = day(2020, 1, 1), day(2026, 11, 23) }), atEight, law(0, 0), "up to that day"},
		{"registration over", c1(func(c *model.Carer) { c.RegisteredUntil = day(2026, 11, 22) }), atEight, law(1, 0), "the day before"},
		{"checked three years ago", c1(func(c *model.Carer) { c.DBSDate = day(2023, 11, 23) }), atEight, law(0, 0), "at most three years"},
		{"and a day", c1(func(c *model.Carer) { c.DBSDate = day(2023, 11, 22) }), atEight, law(1, 0), "too old"},
		{"a month earlier in the year", c1(func(c *model.Carer) { c.DBSDate = day(2023, 10, 31) }), atEight, law(1, 0), "37 months and some days"},
		{"all three", c1(func(c *model.Carer) {
			c.StartDate, c.RegisteredUntil, c.DBSDate = day(2026, 12, 1), day(2026, 11, 1), day(2020, 1, 1)
		}), atEight, law(3, 0), "one a paper"},
		{"as a wish", all(weigh(model.RulePapers, model.Wishes), c1(func(c *model.Carer) { c.DBSDate = day(2020, 1, 1) })), atEight, cost(30000), "30 a paper"},
	})
	judgeRules(t, model.RulePapers, twoWeeks, []rule{
		{"a shadow", func(p *model.Problem) { p.Carers[1].DBSDate = day(2020, 1, 1) }, `
c1 s1 2026-11-23 | v1 08:00-08:30
c2 s2 2026-11-23 | v1/shadow 08:00-08:30`, law(1, 0), "who stands by is in the home too"},
	})
}

// forTwo: v1 takes two of c1, c2, c3.
func forTwo(t testing.TB) *model.Problem {
	p := oneVisit(t)
	addShift(t, p, monday, "c2 s2 07:00-13:00 given")
	addShift(t, p, monday, "c3 s3 07:00-13:00 given")
	p.Visits[0].Carers = 2
	return p
}

const twoCome = "c1 s1 | v1 08:00-08:30\nc2 s2 | v1 08:00-08:30\nc3 s3"

func TestTrainee(t *testing.T) {
	train := func(carers ...int) func(*model.Problem) {
		return func(p *model.Problem) {
			for _, c := range carers {
				p.Carers[c].RequiresPair = true
			}
		}
	}
	judgeRules(t, model.RuleTrainee, forTwo, []rule{
		{"two colleagues", nil, twoCome, law(0, 0), "nobody is in training"},
		{"one in training", train(0), twoCome, law(0, 0), "c2 is there"},
		{"both in training", train(0, 1), twoCome, law(1, 0), "one visit"},
		{"alone", train(0), "c1 s1 | v1 08:00-08:30\nc2 s2\nc3 s3", law(1, 0), "half a pair is alone too"},
		{"under 18", born("2008-11-24"), "c1 s1 | v1 08:00-08:30\nc2 s2\nc3 s3", law(1, 0), "personal care"},
		{"18", born("2008-11-23"), "c1 s1 | v1 08:00-08:30\nc2 s2\nc3 s3", law(0, 0), "of age"},
		{"under 18 at a sit", all(born("2008-11-24"), func(p *model.Problem) { p.Visits[0].Kind = "sit" }), "c1 s1 | v1 08:00-08:30\nc2 s2\nc3 s3", law(0, 0), "no personal care"},
		{"under 18, agreed", all(born("2008-11-24"), func(p *model.Problem) { p.Rules.Young.Alone = model.Yes }), "c1 s1 | v1 08:00-08:30\nc2 s2\nc3 s3", law(0, 0), "the team has agreed to it"},
	})
}

func TestKeyHolder(t *testing.T) {
	keys := func(ids ...model.CarerID) func(*model.Problem) {
		return person(func(x *model.Person) { x.KeyHolders = ids })
	}
	judgeRules(t, model.RuleKeyHolder, forTwo, []rule{
		{"no keys", nil, twoCome, cost(0), "the person opens"},
		{"one holds it", keys("c2", "c3"), twoCome, cost(0), "one key is enough"},
		{"neither does", keys("c3"), twoCome, cost(2000), "2 a visit"},
		{"lifted to law", all(keys("c3"), weigh(model.RuleKeyHolder, model.Law)), twoCome, law(1, 0), "one visit"},
	})
}

func TestLone(t *testing.T) {
	after := func(clock string) func(*model.Problem) {
		return person(func(x *model.Person) { x.LoneAfter = at(t, clock) })
	}
	judgeRules(t, model.RuleLone, forTwo, []rule{
		{"two come", after("08:00"), twoCome, law(0, 0), "nobody is alone"},
		{"one comes", after("08:20"), "c1 s1 | v1 08:00-08:30\nc2 s2\nc3 s3", law(1, 600), "10 minutes after it"},
		{"just in time", after("08:30"), "c1 s1 | v1 08:00-08:30\nc2 s2\nc3 s3", law(0, 0), "over by then"},
		{"wholly after", after("07:00"), "c1 s1 | v1 08:00-08:30\nc2 s2\nc3 s3", law(1, 5400), "90 minutes"},
		{"before six", after("21:00"), "c1 s1 | v1 05:30-06:00\nc2 s2\nc3 s3", law(1, 32400), "the night of the evening before: 9 hours after 21:00"},
		{"at six", after("21:00"), "c1 s1 | v1 06:00-06:30\nc2 s2\nc3 s3", law(0, 0), "the night is over"},
		{"after one in the morning", after("01:00"), "c1 s1 | v1 05:30-06:00\nc2 s2\nc3 s3", law(1, 18000), "01:00 of the same date, 5 hours before"},
		{"the evening before one", after("01:00"), "c1 s1 | v1 24:30-25:00\nc2 s2\nc3 s3", law(0, 0), "01:00 of the next date: over in time"},
		{"one carer twice", after("08:20"), "c1 s1 | v1 08:00-08:30 | v1 08:00-08:35\nc2 s2\nc3 s3", law(1, 900), "the same carer is still alone, 15 minutes by the later end"},
		{"as a wish", all(after("08:20"), weigh(model.RuleLone, model.Wishes)), "c1 s1 | v1 08:00-08:30\nc2 s2\nc3 s3", cost(10000), "1 a minute"},
	})
}

// linked: v1 at eight, v2 later in the morning, by any of three.
func linked(edit func(v *model.Visit)) func(t testing.TB) *model.Problem {
	return func(t testing.TB) *model.Problem {
		p := oneVisit(t)
		addShift(t, p, monday, "c2 s2 07:00-13:00 given")
		addVisit(t, p, "v2 p2 08:00-12:00 30")
		edit(&p.Visits[1])
		return p
	}
}

func TestOrder(t *testing.T) {
	after := func(least, most int) func(t testing.TB) *model.Problem {
		return linked(func(v *model.Visit) { v.After = []model.Follow{{Visit: "v1", Min: least, Max: most}} })
	}
	judgeRules(t, model.RuleOrder, after(60, 120), []rule{
		{"in time", nil, "c1 s1 | v1 08:00-08:30\nc2 s2 | v2 09:00-09:30", law(0, 0), "an hour after"},
		{"too soon", nil, "c1 s1 | v1 08:00-08:30\nc2 s2 | v2 08:50-09:20", law(1, 600), "10 minutes"},
		{"too late", nil, "c1 s1 | v1 08:00-08:30\nc2 s2 | v2 10:30-11:00", law(1, 1800), "30 minutes"},
		{"before", nil, "c1 s1 | v1 08:00-08:30\nc2 s2 | v2 07:30-08:00", law(1, 5400), "60 and the 30 before"},
		{"one is left out", nil, "c1 s1\nc2 s2 | v2 10:30-11:00", law(0, 0), "there is nothing to follow"},
		{"as a wish", weigh(model.RuleOrder, model.Wishes), "c1 s1 | v1 08:00-08:30\nc2 s2 | v2 08:50-09:20", cost(10000), "1 a minute"},
	})
	judgeRules(t, model.RuleOrder, after(60, 0), []rule{
		{"no most", nil, "c1 s1 | v1 08:00-08:30\nc2 s2 | v2 12:00-12:30", law(0, 0), "as late as may be"},
	})
	judgeRules(t, model.RuleOrder, after(1440, 0), []rule{
		{"the day before", func(p *model.Problem) {
			p.Visits[1].Days = 2
			s := addShift(t, p, monday, "c2 s3 07:00-13:00 given")
			s.Date++
		}, "c1 s1 | v1 08:00-08:30\nc2 s2\nc2 s3 2026-11-24 | v2 07:50-08:20", law(1, 600), "no v1 on Tuesday: Monday's, ten minutes short of a day"},
	})
}

func TestGroup(t *testing.T) {
	build := func(t testing.TB) *model.Problem {
		p := linked(func(v *model.Visit) { v.Group = "g" })(t)
		p.Visits[0].Group = "g"
		return p
	}
	judgeRules(t, model.RuleGroup, build, []rule{
		{"all", nil, "c1 s1 | v1 08:00-08:30\nc2 s2 | v2 09:00-09:30", law(0, 0), "they stand together"},
		{"none", nil, "c1 s1\nc2 s2", law(0, 0), "and fall together"},
		{"one", nil, "c1 s1 | v1 08:00-08:30\nc2 s2", law(1, 0), "half of it is not done"},
		{"as a wish", weigh(model.RuleGroup, model.Wishes), "c1 s1\nc2 s2 | v2 09:00-09:30", cost(30000), "30 a group"},
	})
}

func TestSameAndOtherCarer(t *testing.T) {
	judgeRules(t, model.RuleSameCarer, linked(func(v *model.Visit) { v.SameCarerAs = "v1" }), []rule{
		{"the same", nil, "c1 s1 | v1 08:00-08:30 | v2 09:00-09:30\nc2 s2", law(0, 0), "c1 makes both"},
		{"another", nil, "c1 s1 | v1 08:00-08:30\nc2 s2 | v2 09:00-09:30", law(1, 0), "c2 was not at v1"},
		{"one is left out", nil, "c1 s1\nc2 s2 | v2 09:00-09:30", law(0, 0), "nobody was"},
		{"one of two", func(p *model.Problem) { p.Visits[1].Carers = 2 }, "c1 s1 | v1 08:00-08:30 | v2 09:00-09:30\nc2 s2 | v2 09:00-09:30", law(0, 0), "c1 is one of them"},
	})
	judgeRules(t, model.RuleOtherCarer, linked(func(v *model.Visit) { v.DifferentFrom = "v1" }), []rule{
		{"the same", nil, "c1 s1 | v1 08:00-08:30 | v2 09:00-09:30\nc2 s2", law(1, 0), "c1 makes both"},
		{"another", nil, "c1 s1 | v1 08:00-08:30\nc2 s2 | v2 09:00-09:30", law(0, 0), "c2 was not at v1"},
		{"both of two", func(p *model.Problem) { p.Visits[0].Carers, p.Visits[1].Carers = 2, 2 }, "c1 s1 | v1 08:00-08:30 | v2 09:00-09:30\nc2 s2 | v1 08:00-08:30 | v2 09:00-09:30", law(2, 0), "one a carer"},
	})
}

func TestParallel(t *testing.T) {
	judgeRules(t, model.RuleTied, linked(func(v *model.Visit) { v.ParallelWith = "v1" }), []rule{
		{"together", nil, "c1 s1 | v1 08:00-08:30\nc2 s2 | v2 08:00-08:30", law(0, 0), "a couple, each by one"},
		{"apart", nil, "c1 s1 | v1 08:00-08:30\nc2 s2 | v2 08:10-08:40", law(1, 600), "10 minutes"},
		{"one alone", nil, "c1 s1 | v1 08:00-08:30\nc2 s2", law(1, 0), "both or neither"},
		{"each names the other", func(p *model.Problem) { p.Visits[0].ParallelWith = "v2" }, "c1 s1 | v1 08:00-08:30\nc2 s2 | v2 08:10-08:40", law(1, 600), "said twice, it is one thing"},
	})
}

// fortnight: p1 is visited on Mondays and Tuesdays of two weeks, as in twoWeeks.
func TestCarersInTwoAndFourWeeks(t *testing.T) {
	promised := func(n int) func(*model.Problem) {
		return person(func(x *model.Person) { x.MaxCarers14d, x.MaxCarers28d = n, n })
	}
	seen := func(carer model.CarerID, days int) func(*model.Problem) {
		return func(p *model.Problem) {
			p.History = append(p.History, model.Contact{Person: "p1", Carer: carer, LastVisit: p.Plan.Start.Add(-days)})
		}
	}
	judgeRules(t, model.RuleExtraCarer14, twoWeeks, []rule{
		{"nothing promised", nil, shared, cost(0), "no number"},
		{"two", promised(2), shared, cost(0), "c1 and c2 in both spans"},
		{"one", promised(1), shared, cost(60000), "one beyond in the span of either week"},
		{"a third before", all(promised(2), seen("c3", 7)), shared, cost(30000), "in the first span, not in the second"},
		{"too long before", all(promised(2), seen("c3", 8)), shared, cost(0), "the eighth day before is the fifteenth"},
		{"lifted to law", all(promised(1), weigh(model.RuleExtraCarer14, model.Law)), shared, law(2, 0), "two spans"},
	})
	judgeRules(t, model.RuleExtraCarer28, twoWeeks, []rule{
		{"three weeks before", all(promised(2), seen("c3", 21)), shared, cost(30000), "the first span begins that day"},
		{"a day earlier", all(promised(2), seen("c3", 22)), shared, cost(0), "too long ago"},
		{"two weeks before", all(promised(2), seen("c3", 14)), shared, cost(60000), "in both"},
		{"published", all(promised(2), func(p *model.Problem) {
			p.Baseline = []model.Attendance{{Visit: "v1", Date: p.Plan.Start.Add(-20), Start: at(t, "08:00"), End: at(t, "08:30"), Carer: "c3"}}
		}), shared, cost(30000), "by the last published rota"},
		{"published as a shadow", all(promised(2), func(p *model.Problem) {
			p.Baseline = []model.Attendance{{Visit: "v1", Date: p.Plan.Start.Add(-20), Start: at(t, "08:00"), End: at(t, "08:30"), Carer: "c3", Role: model.RoleShadow}}
		}), shared, cost(0), "c3 only came along"},
	})
}

func TestSharesOfAWeek(t *testing.T) {
	agency := func(p *model.Problem) { p.Carers[1].Contract.Kind = model.Agency }
	judgeRules(t, model.RuleAgencyShare, twoWeeks, []rule{
		{"nobody", nil, shared, cost(0), "all are of the team"},
		{"c2", agency, shared, cost(30000), "one of two, none allowed; then two of two: 1 + 2 at 10"},
		{"half may be", all(agency, func(p *model.Problem) { p.Rules.Agency.SharePct = 50 }), shared, cost(10000), "one of two each week"},
	})
	judgeRules(t, model.RuleMainCarer, twoWeeks, []rule{
		{"off", nil, shared, cost(0), "unless it is asked for"},
		{"sixty per cent", weigh(model.RuleMainCarer, model.Wishes), shared, cost(4000), "one of two where two are wanted; then two of two"},
		{"half", all(weigh(model.RuleMainCarer, model.Wishes), func(p *model.Problem) { p.Rules.Main.SharePct = 50 }), shared, cost(0), "one of two is enough"},
	})
	judgeRules(t, model.RuleSlot, twoWeeks, []rule{
		{"off", nil, shared, cost(0), "unless it is asked for"},
		{"two carers", weigh(model.RuleSlot, model.Wishes), shared, cost(5000), "one beyond in the first week"},
		{"for two", all(weigh(model.RuleSlot, model.Wishes), template(func(x *model.Visit) { x.Carers = 2 })), shared, cost(0), "it takes two"},
	})
}

// Section 8: the worked examples, from the conditions of the Act, are in
// solver/internal/constraint/testdata/short.txt, where the judge is asked after every change. Here is
// what a script cannot show: plans of several weeks, rows in any order, and rotas nobody would plan.
func TestShort(t *testing.T) {
	build := func(t testing.TB) *model.Problem {
		p := twoWeeks(t)
		p.Visits[0].Length, p.Visits[0].ShortCond = 20, "A"
		return p
	}
	known := func(p *model.Problem) {
		p.History = []model.Contact{{Person: "p1", Carer: "c1", VisitsInPlan: 1}, {Person: "p1", Carer: "c2", VisitsInPlan: 1}}
	}
	const four = `
c1 s1 2026-11-23 | v1 08:00-08:20
c2 s2 2026-11-24 | v1 08:00-08:20
c2 s2 2026-11-30 | v1 08:00-08:20
c2 s2 2026-12-01 | v1 08:00-08:20`
	judgeRules(t, model.RuleShort, build, []rule{
		{"first visits", nil, four, law(2, 0), "one each by c1 and c2: what comes after is preceded by one"},
		{"last week's row comes last", nil, `
c2 s2 2026-12-01 | v1 08:00-08:20
c2 s2 2026-11-24 | v1 08:00-08:20`, law(1, 0), "what came before is told by the dates, not by the rows"},
		{"cut short", template(func(x *model.Visit) { x.Length = 30 }), four, law(2, 0), "the length that was planned counts, by rotas from outside too"},
		{"a shadow", nil, `
c1 s1 2026-11-23 | v1 08:00-08:30
c2 s2 2026-11-23 | v1/shadow 08:00-08:30
c2 s2 2026-11-24 | v1 08:00-08:20`, law(1, 0), "who stood by has not visited"},
		{"a new plan in the second week", all(known, person(func(x *model.Person) { x.PlanStart = model.NewDate(2026, 11, 30) })), four, law(1, 0), "what was before it does not count: c2's first from then on"},
		{"a new plan from the first day", all(known, person(func(x *model.Person) { x.PlanStart = model.NewDate(2026, 11, 23) })), four, law(2, 0), "the history is of the plan before"},
		{"agreed in the second week", all(template(func(x *model.Visit) { x.ShortCond = "" }), person(func(x *model.Person) {
			x.Funding, x.AgreementShort = "health", model.NewDate(2026, 11, 30)
		})), four, law(2, 0), "condition B from then on"},
	})
}

func TestWhatPeopleViolationsSay(t *testing.T) {
	p := linked(func(v *model.Visit) { v.SameCarerAs = "v1" })(t)
	p.Visits[0].Length = 20
	p.People[0].LanguageNeed, p.People[0].GenderNeed = "require_cy", "prefer_f"
	p.People[0].KeyHolders = []model.CarerID{"c2"}
	h := expand(t, p)
	v, err := Horizon(h, rota(t, h, "c1 s1 | v1 08:00-08:20\nc2 s2 | v2 09:00-09:30"))
	require.NoError(t, err)
	found := make(map[model.Code]model.Violation)
	for _, x := range v.Violations {
		found[x.Rule] = x
	}
	for code, want := range map[model.Code]model.Violation{
		model.RuleLanguage:     {Visit: "v1", Person: "p1", Carer: "c1", Amount: 1, Unit: "visit", Detail: "cy"},
		model.RulePreferGender: {Visit: "v1", Person: "p1", Carer: "c1", Amount: 1, Unit: "visit", Detail: "f"},
		model.RuleKeyHolder:    {Visit: "v1", Person: "p1", Amount: 1, Unit: "visit", Detail: "c2"},
		model.RuleSameCarer:    {Visit: "v2", Person: "p2", Carer: "c2", Amount: 1, Unit: "visit", Detail: "v1"},
		model.RuleShort:        {Visit: "v1", Person: "p1", Carer: "c1", Amount: 1200, Limit: 1800, Unit: "tick", Detail: "none"},
	} {
		got := found[code]
		got.Rule, got.Level, got.Date, got.At, got.Score = "", "", 0, 0, model.Score{}
		require.Equal(t, want, got, code)
	}
}

func TestSingle(t *testing.T) {
	build := func(t testing.TB) *model.Problem {
		p := forTwo(t)
		p.Visits[0].Pair, p.Visits[0].SingleOK = model.PairKind{Kind: "efficiency"}, "J. D."
		return p
	}
	const oneComes = "c1 s1 | v1 08:00-08:30\nc2 s2\nc3 s3"
	judgeRules(t, model.RuleSingle, build, []rule{
		{"two come", nil, twoCome, cost(0), "as it should be"},
		{"one comes", nil, oneComes, cost(20000), "20 a visit"},
		{"nobody comes", nil, "c1 s1\nc2 s2\nc3 s3", cost(0), "left out is another rule's"},
		{"not signed off", template(func(x *model.Visit) { x.SingleOK = "" }), oneComes, cost(0), "then half of it is not done"},
	})
	judgeRules(t, model.RulePair, build, []rule{
		{"one will do", nil, oneComes, law(0, 0), "signed off"},
		{"handling never", template(func(x *model.Visit) { x.Pair.Kind = "handling" }), oneComes, law(1, 0), "one of two"},
		{"not alone after dark", person(func(x *model.Person) { x.LoneAfter = at(t, "21:00") }), oneComes, law(1, 0), "the pair is there for another reason too"},
	})
	judgeRules(t, model.RuleCover, build, []rule{
		{"done", nil, oneComes, model.Score{}, "one will do"},
		{"left out", nil, "c1 s1\nc2 s2\nc3 s3", model.Score{Cover: [4]int64{0, 3600}}, "both carers' minutes"},
	})
}

func TestIntroductionAndShadows(t *testing.T) {
	known := func(p *model.Problem) {
		p.History = []model.Contact{{Person: "p1", Carer: "c1", Visits90d: 5}}
	}
	on := all(known, weigh(model.RuleIntroduction, model.Wishes))
	const shadowed = `
c1 s1 2026-11-23 | v1 08:00-08:30
c2 s2 2026-11-23 | v1/shadow 08:00-08:30
c2 s2 2026-11-24 | v1 08:00-08:30
c2 s2 2026-11-30 | v1 08:00-08:30`
	judgeRules(t, model.RuleIntroduction, twoWeeks, []rule{
		{"off", known, shared, cost(0), "unless it is asked for"},
		{"alone", on, shared, cost(12000), "c2 was not introduced; c1 is known"},
		{"a shadow first", on, shadowed, cost(0), "c2 stood by on Monday"},
		{"nobody is known", weigh(model.RuleIntroduction, model.Wishes), shared, cost(0), "somebody has to be the first"},
		{"a shadow later", on, `
c2 s2 2026-11-23 | v1 08:00-08:30
c1 s1 2026-11-24 | v1 08:00-08:30
c2 s2 2026-11-24 | v1/shadow 08:00-08:30`, cost(12000), "too late"},
		{"only a shadow", on, `
c1 s1 2026-11-23 | v1 08:00-08:30
c2 s2 2026-11-23 | v1/shadow 08:00-08:30`, cost(0), "who never comes alone need not be known"},
		{"by somebody introduced", on, `
c1 s1 2026-11-23 | v1 08:00-08:30
c2 s2 2026-11-23 | v1/shadow 08:00-08:30
c2 s2 2026-11-24 | v1 08:00-08:30
c3 s3 2026-11-24 | v1/shadow 08:00-08:30
c3 s3 2026-11-30 | v1 08:00-08:30`, cost(0), "c2 knows her by then"},
	})
	for _, x := range []struct {
		code model.Code
		edit func(*model.Problem)
		want model.Score
		why  string
	}{
		{model.RuleNewFace, known, cost(24000), "c2 on two days; the shadow is none"},
		{model.RuleCarer, known, cost(12000), "two in the first week, one in the second"},
		{model.RulePair, known, law(0, 0), "a shadow is not one too many"},
		{model.RuleList, person(func(x *model.Person) { x.Never = []model.CarerID{"c2"} }), law(3, 0), "she will not have c2 stand by either"},
		{model.RuleSkill, template(func(x *model.Visit) { x.Skills = []model.Skill{"hoist"} }), law(3, 0), "the shadow lifts nothing"},
	} {
		judgeRules(t, x.code, twoWeeks, []rule{{"of shadows", x.edit, shadowed, x.want, x.why}})
	}
	judgeRules(t, model.RulePair, twoWeeks, []rule{
		{"a shadow alone", nil, "c2 s2 2026-11-23 | v1/shadow 08:00-08:30", law(1, 0), "there is nobody to stand by"},
		{"a shadow late", nil, "c1 s1 2026-11-23 | v1 08:00-08:30\nc2 s2 2026-11-23 | v1/shadow 08:05-08:30", law(1, 300), "together, or it is no introduction"},
		{"her own shadow", nil, "c1 s1 2026-11-23 | v1 08:00-08:30 | v1/shadow 08:00-08:30", law(1, 0), "the same carer twice"},
	})
}

func TestLift(t *testing.T) {
	rides := func(p *model.Problem) { p.Carers[1].RidesWith = "c1" }
	build := func(t testing.TB) *model.Problem {
		p := linked(func(v *model.Visit) { v.Carers = 2 })(t)
		p.Visits[0].Carers = 2
		addShift(t, p, monday, "c3 s3 07:00-13:00 given")
		return p
	}
	judgeRules(t, model.RuleLift, build, []rule{
		{"nobody rides", nil, "c1 s1 | v1 08:00-08:30\nc2 s2 | v1 08:00-08:30 | v2 09:00-09:30\nc3 s3 | v2 09:00-09:30", law(0, 0), "each has a car"},
		{"together", rides, "c1 s1 | v1 08:00-08:30 | v2 09:00-09:30\nc2 s2 | v1 08:00-08:30 | v2 09:00-09:30\nc3 s3", law(0, 0), "in one car"},
		{"stranded", rides, "c1 s1 | v1 08:00-08:30\nc2 s2 | v1 08:00-08:30 | v2 09:00-09:30\nc3 s3 | v2 09:00-09:30", law(1, 0), "c1 does not go to p2"},
		{"one stop", rides, "c1 s1\nc2 s2 | v2 09:00-09:30\nc3 s3 | v2 09:00-09:30", law(0, 0), "from home, which is commute"},
	})
}

// The line passes p1 at five past every hour and p2 ten minutes later; a minute's walk at either end.
func TestBusByTimetable(t *testing.T) {
	bus := func(p *model.Problem) {
		p.Legs = nil
		p.Carers[0].Mode = model.ModeBus
		for i := range 6 {
			at := model.At(7+i, 5)
			if i == 0 {
				p.Buses = []model.BusStop{
					{Line: "T3", Stop: "a", Days: model.EveryDay, Lat: 52.91, Lon: -3.61},
					{Line: "T3", Stop: "b", Days: model.EveryDay, Lat: 52.92, Lon: -3.61},
				}
			}
			p.Buses[0].Times, p.Buses[1].Times = append(p.Buses[0].Times, at), append(p.Buses[1].Times, at+10)
		}
		p.Rules.Legs.WalkMetres = 500
	}
	judgeRules(t, model.RuleTravel, linked(func(*model.Visit) {}), []rule{
		{"waiting is travel", bus, "c1 s1 | v1 08:00-08:30 | v2 09:15-09:45\nc2 s2", cost(45000), "from 08:30: the bus of 09:05, there at 09:15"},
		{"just caught", bus, "c1 s1 | v1 07:35-08:05 | v2 08:15-08:45\nc2 s2", cost(10000), "the stop is at the door"},
	})
	judgeRules(t, model.RuleLeg, linked(func(*model.Visit) {}), []rule{
		{"in time", bus, "c1 s1 | v1 08:00-08:30 | v2 09:15-09:45\nc2 s2", law(0, 0), "as the timetable has it"},
		{"the bus is gone", bus, "c1 s1 | v1 08:00-08:30 | v2 09:00-09:30\nc2 s2", law(1, 900), "15 minutes before it comes"},
		{"the last bus", bus, "c1 s1 | v2 08:00-08:30\nc2 s2 | v1 12:10-12:40", law(0, 0), "nobody goes anywhere"},
		{"no bus back", bus, "c1 s1 | v2 08:00-08:30 | v1 12:10-12:40\nc2 s2", law(1, 0), "the line runs one way, and it is too far to walk"},
	})
}
