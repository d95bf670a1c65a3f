package check

import (
	"testing"

	"github.com/milltir/milltir/model"
)

// weigh puts a rule on a level, with weights if given.
func weigh(code model.Code, level model.Level, w ...float64) func(*model.Problem) {
	return func(p *model.Problem) {
		if p.Objective.Levels == nil {
			p.Objective.Levels, p.Objective.Weights = map[model.Code]model.Level{}, map[model.Code]model.Weights{}
		}
		p.Objective.Levels[code] = level
		if len(w) > 0 {
			p.Objective.Weights[code] = w
		}
	}
}

// all makes one edit of several.
func all(edits ...func(*model.Problem)) func(*model.Problem) {
	return func(p *model.Problem) {
		for _, e := range edits {
			e(p)
		}
	}
}

// oneVisit: c1 on an early of six hours (no break needed), p1's visit v1 of 30 minutes between
// 07:30 and 08:30, at best 08:00.
func oneVisit(t testing.TB) *model.Problem {
	p := world(t)
	addShift(t, p, monday, "c1 s1 07:00-13:00 given")
	addVisit(t, p, "v1 p1 07:30-08:30/08:00 30")
	return p
}

func TestSkill(t *testing.T) {
	hoist := func(p *model.Problem) { p.Visits[0].Skills = []model.Skill{"hoist", "peg"} }
	judgeRules(t, model.RuleSkill, oneVisit, []rule{
		{"none asked", nil, "c1 s1 | v1 08:00-08:30", law(0, 0), "no skill needed"},
		{"two missing", hoist, "c1 s1 | v1 08:00-08:30", law(2, 0), "hoist and peg"},
		{
			"one held", all(hoist, func(p *model.Problem) { p.Carers[0].Skills = []model.DatedSkill{{Skill: "hoist"}} }),
			"c1 s1 | v1 08:00-08:30", law(1, 0), "peg is missing",
		},
		{"last valid day", all(hoist, func(p *model.Problem) {
			p.Carers[0].Skills = []model.DatedSkill{{Skill: "hoist", Until: p.Plan.Start}, {Skill: "peg", Until: p.Plan.Start - 1}}
		}), "c1 s1 | v1 08:00-08:30", law(1, 0), "hoist is valid on its last day, peg ran out the day before"},
		{"asked twice", all(hoist, func(p *model.Problem) {
			p.Visits[0].Roles = []model.Role{{Name: "lead", Skills: []model.Skill{"hoist"}}}
		}), "c1 s1 | v1 08:00-08:30", law(2, 0), "hoist of visit and role is one skill"},
		{"as a wish", all(hoist, weigh(model.RuleSkill, model.Wishes)), "c1 s1 | v1 08:00-08:30", cost(60000), "2 × 30 min"},
	})
}

// midweek: a visit on Wednesday and Thursday, that takes a hoist, and c1, c2 and c3 at work on both.
func midweek(t testing.TB) *model.Problem {
	p := twoWeeks(t)
	p.Visits[0].Days, p.Visits[0].Skills = 0b0001100, []model.Skill{"hoist"}
	for i := range p.Shifts {
		p.Shifts[i].Days = 0b0001100
	}
	return p
}

// TestWhatEndsInThePlan: a skill and the papers hold up to their last day, a Wednesday, and not on
// the Thursday after it, whatever the plan's first day.
func TestWhatEndsInThePlan(t *testing.T) {
	wednesday, wed, thu := model.NewDate(2026, 11, 25), "c1 s1 2026-11-25 | v1 08:00-08:30", "c1 s1 2026-11-26 | v1 08:00-08:30"
	ends := carer(func(c *model.Carer) { c.Skills = []model.DatedSkill{{Skill: "hoist", Until: wednesday}} })
	judgeRules(t, model.RuleSkill, midweek, []rule{
		{"the last day", ends, wed, law(0, 0), "Wednesday"},
		{"the day after", ends, thu, law(1, 0), "Thursday"},
		{"both", ends, wed + "\n" + thu, law(1, 0), "one of two"},
		{"the week after", ends, "c1 s1 2026-12-02 | v1 08:00-08:30", law(1, 0), "a Wednesday again, but over"},
		{"renewed", carer(func(c *model.Carer) { c.Skills = []model.DatedSkill{{Skill: "hoist", Until: wednesday.Add(365)}} }), thu, law(0, 0), "for a year"},
	})
	for name, end := range map[string]func(c *model.Carer){
		"registration": func(c *model.Carer) { c.RegisteredUntil = wednesday },
		"check":        func(c *model.Carer) { c.DBSDate = wednesday.AddMonths(-36) },
		"six months":   func(c *model.Carer) { c.StartDate = wednesday.AddMonths(-6) },
	} {
		judgeRules(t, model.RulePapers, midweek, []rule{
			{name + ", the last day", carer(end), wed, law(0, 0), "Wednesday"},
			{name + ", the day after", carer(end), thu, law(1, 0), "Thursday"},
		})
	}
}

func TestSkillOfRoles(t *testing.T) {
	paired := func(t testing.TB) *model.Problem {
		p := oneVisit(t)
		addShift(t, p, monday, "c2 s2 07:00-13:00 given")
		addShift(t, p, monday, "c3 s3 07:00-13:00 given")
		p.Visits[0].Carers = 2
		p.Visits[0].Roles = []model.Role{{Name: "lead", Skills: []model.Skill{"hoist"}}, {Name: "support"}}
		p.Carers[1].Skills = []model.DatedSkill{{Skill: "hoist"}}
		return p
	}
	judgeRules(t, model.RuleSkill, paired, []rule{
		{"unsaid", nil, "c1 s1 | v1 08:00-08:30\nc2 s2 | v1 08:00-08:30\nc3 s3", law(0, 0), "c2 can lead, so she does"},
		{"wrong way round", nil, "c1 s1 | v1/lead 08:00-08:30\nc2 s2 | v1/support 08:00-08:30\nc3 s3", law(1, 0), "the stop says that c1 leads"},
		{"one said", nil, "c1 s1 | v1 08:00-08:30\nc2 s2 | v1/support 08:00-08:30\nc3 s3", law(1, 0), "lead is left for c1"},
		{"both say support", nil, "c1 s1 | v1/support 08:00-08:30\nc3 s3 | v1/support 08:00-08:30\nc2 s2", law(1, 0), "support is taken once: somebody has to lead"},
		{"half a pair", nil, "c1 s1 | v1 08:00-08:30\nc2 s2\nc3 s3", law(0, 0), "alone she takes the role she can"},
		{"a third carer", nil, "c1 s1 | v1 08:00-08:30\nc2 s2 | v1 08:00-08:30\nc3 s3 | v1 08:00-08:30", law(0, 0), "the one too many has no role"},
		{"nobody can lead", func(p *model.Problem) { p.Carers[1].Skills = nil }, "c1 s1 | v1 08:00-08:30\nc2 s2 | v1 08:00-08:30\nc3 s3", law(1, 0), "one skill is missing, whoever leads"},
	})
}

func TestList(t *testing.T) {
	judgeRules(t, model.RuleList, oneVisit, []rule{
		{"never", func(p *model.Problem) { p.People[0].Never = []model.CarerID{"c1"} }, "c1 s1 | v1 08:00-08:30", law(1, 0), "c1 is on the list"},
		{"only others", func(p *model.Problem) { p.People[0].Only = []model.CarerID{"c2", "c3"} }, "c1 s1 | v1 08:00-08:30", law(1, 0), "c1 is not on the list"},
		{"only her", func(p *model.Problem) { p.People[0].Only = []model.CarerID{"c1"} }, "c1 s1 | v1 08:00-08:30", law(0, 0), "c1 is on the list"},
		{"both", func(p *model.Problem) {
			p.People[0].Never, p.People[0].Only = []model.CarerID{"c1"}, []model.CarerID{"c2"}
		}, "c1 s1 | v1 08:00-08:30", law(1, 0), "one breach an attendance"},
		{"another provider's", func(p *model.Problem) { twoProviders(p) }, "c1 s1 | v1 08:00-08:30", law(1, 0), "and no agreement"},
		{"lent", func(p *model.Problem) { twoProviders(p).LendsTo = []string{"Gofal"} }, "c1 s1 | v1 08:00-08:30", law(0, 0), "c1's patch lends to hers"},
		{"the wrong way", func(p *model.Problem) {
			twoProviders(p)
			p.Patches[0].LendsTo = []string{"Cartref"}
		}, "c1 s1 | v1 08:00-08:30", law(1, 0), "hers lends to c1's"},
	})
}

// twoProviders moves the first carer to a patch of another provider than the first person's, and gives it.
func twoProviders(p *model.Problem) *model.Patch {
	p.Patches[0].Provider = "Gofal"
	p.Patches = append(p.Patches, model.Patch{ID: "else", NameEn: "Elsewhere", Provider: "Cartref", BaseLat: p.Patches[0].BaseLat, BaseLon: p.Patches[0].BaseLon})
	p.Carers[0].Patch = "else"
	return &p.Patches[len(p.Patches)-1]
}

func TestWindow(t *testing.T) {
	judgeRules(t, model.RuleWindow, oneVisit, []rule{
		{"inside", nil, "c1 s1 | v1 07:30-08:00", law(0, 0), "the opening is inside"},
		{"late", nil, "c1 s1 | v1 08:42-09:12", law(1, 720), "12 min × 60 after 08:30"},
		{"early", nil, "c1 s1 | v1 07:20-07:50", law(1, 600), "10 min × 60 before 07:30"},
		{"end", func(p *model.Problem) { p.Visits[0].LatestEnd = model.At(8, 40) }, "c1 s1 | v1 08:20-08:50", law(1, 600), "ends 10 min past 08:40"},
		{"larger counts", func(p *model.Problem) { p.Visits[0].LatestEnd = model.At(8, 40) }, "c1 s1 | v1 08:42-09:12", law(1, 1920), "12 min late, but 32 past the latest end"},
		{"second window", func(p *model.Problem) {
			p.Visits[0].Windows = append(p.Visits[0].Windows, model.Window{Open: model.At(9, 0), Close: model.At(9, 30)})
		}, "c1 s1 | v1 08:50-09:20", law(1, 600), "10 min before the second window, 20 after the first"},
		{"half a pair counts", func(p *model.Problem) { p.Visits[0].Carers = 2 }, "c1 s1 | v1 08:42-09:12", law(1, 720), "a visit with a carer, allocated or not"},
		{"as a wish", weigh(model.RuleWindow, model.Wishes, 0.5), "c1 s1 | v1 08:42-09:12", cost(6000), "500 × 720 / 60"},
		{"off", weigh(model.RuleWindow, model.Off), "c1 s1 | v1 08:42-09:12", law(0, 0), "silent"},
	})
}

func TestLengthAndShortened(t *testing.T) {
	flexible := func(p *model.Problem) { p.Visits[0].LengthMin, p.Visits[0].LengthMax = 25, 40 }
	judgeRules(t, model.RuleLength, oneVisit, []rule{
		{"as planned", nil, "c1 s1 | v1 08:00-08:30", law(0, 0), "30 of 30"},
		{"clipped", nil, "c1 s1 | v1 08:00-08:20", law(1, 600), "10 min short"},
		{"too long", nil, "c1 s1 | v1 08:00-08:35", law(1, 300), "5 min over"},
		{"within", flexible, "c1 s1 | v1 08:00-08:25", law(0, 0), "25 is allowed"},
		{"over the most", flexible, "c1 s1 | v1 08:00-08:42", law(1, 120), "2 min over 40"},
	})
	judgeRules(t, model.RuleShortened, oneVisit, []rule{
		{"shorter", flexible, "c1 s1 | v1 08:00-08:25", cost(5000), "5 min at 1"},
		{"longer", flexible, "c1 s1 | v1 08:00-08:40", cost(0), "longer is no loss"},
		{"lifted to law", all(flexible, weigh(model.RuleShortened, model.Law)), "c1 s1 | v1 08:00-08:25", law(1, 0), "one visit, no excess"},
	})
}

func TestPreferred(t *testing.T) {
	judgeRules(t, model.RulePreferred, oneVisit, []rule{
		{"free", nil, "c1 s1 | v1 08:10-08:40", cost(0), "10 min are free"},
		{"first band", nil, "c1 s1 | v1 08:17-08:47", cost(1400), "7 min × 0.2"},
		{"second band", nil, "c1 s1 | v1 08:30-09:00", cost(5500), "15 × 0.2 + 5 × 0.5"},
		{"third band", nil, "c1 s1 | v1 08:50-09:20", cost(20500), "15 × 0.2 + 15 × 0.5 + 10 × 1"},
		{"early", nil, "c1 s1 | v1 07:30-08:00", cost(5500), "the same before as after"},
		{"no preference", func(p *model.Problem) { p.Visits[0].Windows[0].Preferred = 0 }, "c1 s1 | v1 08:30-09:00", cost(0), "any time in the window is as good"},
		{"earliest of equals", func(p *model.Problem) {
			p.Visits[0].Windows = append(p.Visits[0].Windows, model.Window{Open: model.At(9, 0), Close: model.At(9, 30), Preferred: model.At(9, 0)})
		}, "c1 s1 | v1 08:45-09:15", cost(15500), "15 min from either window: against 08:00, 35 beyond free = 3 + 7.5 + 5"},
		{"rounded down once", weigh(model.RulePreferred, model.Wishes, 0.001), "c1 s1 | v1 08:17-08:47", cost(7), "1 × 420 / 60"},
	})
}

func TestPair(t *testing.T) {
	paired := func(t testing.TB) *model.Problem {
		p := oneVisit(t)
		addShift(t, p, monday, "c2 s2 07:00-13:00 given")
		addShift(t, p, monday, "c3 s3 07:00-13:00 given")
		p.Visits[0].Carers = 2
		return p
	}
	near := func(minutes int) func(*model.Problem) {
		return func(p *model.Problem) { p.Rules.Pair.Tolerance = minutes }
	}
	judgeRules(t, model.RulePair, paired, []rule{
		{"together", nil, "c1 s1 | v1 08:00-08:30\nc2 s2 | v1 08:00-08:30\nc3 s3", law(0, 0), "two of two"},
		{"nobody", nil, "c1 s1\nc2 s2\nc3 s3", law(0, 0), "left out, not half done"},
		{"half", nil, "c1 s1 | v1 08:00-08:30\nc2 s2\nc3 s3", law(1, 0), "one of two"},
		{"a third carer", nil, "c1 s1 | v1 08:00-08:30\nc2 s2 | v1 08:00-08:30\nc3 s3 | v1 08:00-08:30", law(1, 0), "one too many"},
		{"two too many", func(p *model.Problem) { p.Visits[0].Carers = 1 }, "c1 s1 | v1 08:00-08:30\nc2 s2 | v1 08:00-08:30\nc3 s3 | v1 08:00-08:30", law(2, 0), "three where one is needed"},
		{"apart", nil, "c1 s1 | v1 08:00-08:30\nc2 s2 | v1 08:05-08:35\nc3 s3", law(1, 300), "5 min apart"},
		{"ends apart", nil, "c1 s1 | v1 08:00-08:30\nc2 s2 | v1 08:00-08:25\nc3 s3", law(1, 0), "not together, but no start differs"},
		{"twice", nil, "c1 s1 | v1 08:00-08:30 | v1 08:00-08:30\nc2 s2\nc3 s3", law(2, 0), "one different carer of two, and she stands there twice"},
		{"twice, late", nil, "c1 s1 | v1 08:00-08:30 | v1 09:00-09:30\nc2 s2 | v1 08:00-08:30\nc3 s3", law(2, 3600), "twice, and an hour apart"},
		{"as a wish", weigh(model.RulePair, model.Wishes), "c1 s1 | v1 08:00-08:30\nc2 s2 | v1 08:05-08:35\nc3 s3", cost(30000), "30 a breach"},
		{"within the tolerance", near(5), "c1 s1 | v1 08:00-08:30\nc2 s2 | v1 08:05-08:35\nc3 s3", law(0, 0), "5 min are together where 5 are free"},
		{"beyond it", near(3), "c1 s1 | v1 08:00-08:30\nc2 s2 | v1 08:05-08:35\nc3 s3", law(1, 120), "2 min more than 3"},
		{"ends beyond it", near(3), "c1 s1 | v1 08:00-08:30\nc2 s2 | v1 08:03-08:37\nc3 s3", law(1, 0), "the ends are 7 min apart, the starts not too far"},
		{"a chain of three", all(near(3), func(p *model.Problem) { p.Visits[0].Carers = 3 }), "c1 s1 | v1 08:02-08:32\nc2 s2 | v1 08:00-08:30\nc3 s3 | v1 08:04-08:34", law(1, 60), "first to last, whoever is listed first"},
	})
	judgeRules(t, model.RuleWindow, paired, []rule{
		{"the first carer counts", nil, "c1 s1 | v1 08:35-09:05\nc2 s2 | v1 08:25-08:55\nc3 s3", law(0, 0), "the visit starts at 08:25"},
		{"for the end the last", func(p *model.Problem) { p.Visits[0].LatestEnd = model.At(9, 0) }, "c1 s1 | v1 08:20-08:50\nc2 s2 | v1 08:20-09:05\nc3 s3", law(1, 300), "c2 stays till 09:05"},
	})
	judgeRules(t, model.RuleLength, paired, []rule{
		{"the shortest counts", nil, "c1 s1 | v1 08:00-08:30\nc2 s2 | v1 08:00-08:20\nc3 s3", law(1, 600), "one who stays hides nothing"},
	})
	judgeRules(t, model.RuleCover, paired, []rule{
		{"half is not done", nil, "c1 s1 | v1 08:00-08:30\nc2 s2\nc3 s3", model.Score{Cover: [4]int64{0, 3600}}, "2 × 30 min × 60 at priority 2"},
		{"done", nil, "c1 s1 | v1 08:00-08:30\nc2 s2 | v1 08:00-08:30\nc3 s3", model.Score{}, "all its carers"},
		{"priority 1", func(p *model.Problem) { p.People[0].Priority = 1 }, "c1 s1\nc2 s2\nc3 s3", model.Score{Cover: [4]int64{3600}}, "the person's priority"},
		{"time-critical", func(p *model.Problem) { p.Visits[0].TimeCritical = "insulin" }, "c1 s1\nc2 s2\nc3 s3", model.Score{Cover: [4]int64{3600}}, "one step above the person's 2"},
		{"time-critical, told", func(p *model.Problem) { p.Visits[0].TimeCritical, p.Visits[0].Priority = "insulin", 3 }, "c1 s1\nc2 s2\nc3 s3", model.Score{Cover: [4]int64{0, 0, 3600}}, "the visit's own priority stands"},
		{"as a wish", weigh(model.RuleCover, model.Wishes), "c1 s1\nc2 s2\nc3 s3", cost(3000000), "60 min × 50 at priority 2"},
		{"as law", weigh(model.RuleCover, model.Law), "c1 s1\nc2 s2\nc3 s3", law(1, 3600), "one visit, 60 min"},
		{"optional", func(p *model.Problem) { p.Visits[0].Optional = true }, "c1 s1\nc2 s2\nc3 s3", model.Score{}, "optional visits are wishes"},
	})
	judgeRules(t, model.RuleOptional, paired, []rule{
		{"left out", func(p *model.Problem) { p.Visits[0].Optional = true }, "c1 s1\nc2 s2\nc3 s3", cost(60000), "60 min × 1"},
		{"not optional", nil, "c1 s1\nc2 s2\nc3 s3", cost(0), "that is cover"},
	})
}

func TestGap(t *testing.T) {
	meals := func(t testing.TB) *model.Problem {
		p := oneVisit(t)
		addVisit(t, p, "v2 p1 11:00-13:00/12:00 30")
		p.Visits[0].MinGapAfter, p.Visits[0].MaxGapAfter = 150, 240
		return p
	}
	judgeRules(t, model.RuleGap, meals, []rule{
		{"well apart", nil, "c1 s1 | v1 08:00-08:30 | v2 11:30-12:00", law(0, 0), "210 min lie between 150 and 240"},
		{"too close", nil, "c1 s1 | v1 08:30-09:00 | v2 10:50-11:20", law(1, 600), "140 of 150 min"},
		{"too far", nil, "c1 s1 | v1 08:00-08:30 | v2 12:05-12:35", law(1, 300), "245 min, 240 at most"},
		{"one alone", nil, "c1 s1 | v2 11:00-11:30", law(0, 0), "nobody at the first"},
		{"no overlap", func(p *model.Problem) { p.Visits[0].MinGapAfter = 0 }, "c1 s1 | v1 08:00-08:30 | v2 08:10-08:40", law(1, 1200), "the first takes 30 min, they start 10 apart"},
		{"the other way round", nil, "c1 s1 | v2 08:00-08:30 | v1 09:00-09:30", law(0, 0), "v2 lasts 30 min, they start 60 apart; that v2 is early is its window's matter"},
	})
	// On Tuesday the same visit again: 24 hours are more than 240 minutes, but two dates.
	judgeRules(t, model.RuleGap, func(t testing.TB) *model.Problem {
		p := oneVisit(t)
		p.Visits[0].Days, p.Visits[0].MaxGapAfter = 3, 240
		addShift(t, p, "2026-11-24", "c1 s2 07:00-13:00 given")
		return p
	}, []rule{{"next day", nil, "c1 s1 | v1 08:00-08:30\nc1 s2 2026-11-24 | v1 08:00-08:30", law(0, 0), "max_gap_after is for one date"}})
	// What is next is told by the starts: v1 and v3, between which v2 is left out, and v4, which may be moved to Tuesday.
	judgeRules(t, model.RuleGap, func(t testing.TB) *model.Problem {
		p := meals(t)
		addVisit(t, p, "v3 p1 09:00-15:00/13:00 30")
		addVisit(t, p, "v4 p1 08:00-13:00 60")
		p.Visits[3].MovableDays, p.Visits[3].MinGapAfter, p.Visits[3].MaxGapAfter = 2, 90, 120
		return p
	}, []rule{
		{"the one between is left out", nil, "c1 s1 | v1 08:00-08:30 | v3 10:00-10:30", law(1, 1800), "120 of 150 min"},
		{"far apart", nil, "c1 s1 | v1 08:00-08:30 | v3 13:00-13:30", law(1, 3600), "300 of at most 240 min: without v2 it is the next"},
		{"a movable one after", nil, "c1 s1 | v1 08:00-08:30 | v4 10:00-11:00", law(1, 1800), "120 of v1's 150 min"},
		{"a movable one before", nil, "c1 s1 | v4 08:00-09:00 | v2 11:00-11:30", law(1, 3600), "180 of at most 120 min"},
		{"too near after a movable one", nil, "c1 s1 | v4 09:45-10:45 | v2 11:00-11:30", law(1, 900), "75 of 90 min"},
		{"only the next is asked", nil, "c1 s1 | v4 09:00-10:00 | v2 11:00-11:30 | v3 13:00-13:30", law(0, 0), "v2 comes 120 min after v4, v3 no matter when"},
		{"no window is law", weigh(model.RuleWindow, model.Wishes), "c1 s1 | v1 09:00-09:30 | v3 09:00-09:30", law(1, 9000), "of two at once the first by its opening: 150 min"},
	})
}

func TestPin(t *testing.T) {
	judgeRules(t, model.RulePin, func(t testing.TB) *model.Problem {
		p := oneVisit(t)
		addShift(t, p, monday, "c2 s2 07:00-13:00 given")
		p.Pins = []model.Pin{{Visit: "v1", Carer: "c1", Start: model.At(8, 0)}}
		return p
	}, []rule{
		{"kept", nil, "c1 s1 | v1 08:00-08:30\nc2 s2", law(0, 0), "carer and start"},
		{"start", nil, "c1 s1 | v1 07:55-08:25\nc2 s2", law(1, 300), "5 min early"},
		{"carer", nil, "c1 s1\nc2 s2 | v1 08:00-08:30", law(1, 0), "c1 is not there"},
		{"both", nil, "c1 s1\nc2 s2 | v1 08:05-08:35", law(2, 300), "two breaches"},
		{"left out", nil, "c1 s1\nc2 s2", law(0, 0), "a visit that is not allocated breaks no pin"},
		{"another date", func(p *model.Problem) { p.Pins[0].Date = p.Plan.Start + 1 }, "c1 s1 | v1 07:55-08:25\nc2 s2", law(0, 0), "the pin is Tuesday's"},
		{"locked baseline", func(p *model.Problem) {
			p.Pins = nil
			p.Baseline = []model.Attendance{{Visit: "v1", Date: p.Plan.Start, Start: model.At(8, 0), End: model.At(8, 30), Carer: "c2", Locked: true}}
		}, "c1 s1 | v1 08:00-08:30\nc2 s2", law(1, 0), "a locked row is a pin"},
		{"locked shadow", func(p *model.Problem) {
			p.Pins = nil
			p.Baseline = []model.Attendance{{Visit: "v1", Date: p.Plan.Start, Start: model.At(8, 0), End: model.At(8, 30), Carer: "c2", Role: model.RoleShadow, Locked: true}}
		}, "c1 s1 | v1 08:00-08:30\nc2 s2", law(0, 0), "who came along need not come"},
	})
}
