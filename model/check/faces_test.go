package check

import (
	"testing"

	"github.com/milltir/milltir/model"
)

// twoWeeks: p1 is visited every Monday and Tuesday for two weeks; c1 c2 c3 work all four days.
func twoWeeks(t testing.TB) *model.Problem {
	p := world(t)
	p.Plan.Weeks = 2
	addVisit(t, p, "v1 p1 07:30-08:30/08:00 30")
	p.Visits[0].Days = 3
	for _, c := range []model.CarerID{"c1", "c2", "c3"} {
		s := addShift(t, p, monday, string(c)+" s"+string(c[1:])+" 07:00-13:00 open")
		s.Date, s.Days = 0, 3
	}
	return p
}

// c1 and c2 in the first week, c2 twice in the second.
const shared = `
c1 s1 2026-11-23 | v1 08:00-08:30
c2 s2 2026-11-24 | v1 08:00-08:30
c2 s2 2026-11-30 | v1 08:00-08:30
c2 s2 2026-12-01 | v1 08:00-08:30`

func TestDifferentCarers(t *testing.T) {
	judgeRules(t, model.RuleCarer, twoWeeks, []rule{
		{"by week", nil, shared, cost(12000), "two in the first week, one in the second, 4 each"},
		{"lifted to law", weigh(model.RuleCarer, model.Law), shared, law(2, 0), "two person-weeks"},
	})
	judgeRules(t, model.RuleExtraCarer, twoWeeks, []rule{
		{"five are allowed", nil, shared, cost(0), "the default"},
		{"her own number", func(p *model.Problem) { p.People[0].MaxCarers7d = 1 }, shared, cost(30000), "one beyond in the first week"},
		{"the rule's number", func(p *model.Problem) { p.Rules.Carers.PerWeek = 1 }, shared, cost(30000), "where she names none"},
	})
}

func TestNewFace(t *testing.T) {
	met := func(visits int) func(*model.Problem) {
		return func(p *model.Problem) {
			p.History = []model.Contact{{Person: "p1", Carer: "c2", LastVisit: p.Plan.Start - 3, Visits90d: visits}}
		}
	}
	judgeRules(t, model.RuleNewFace, twoWeeks, []rule{
		{"no history", nil, shared, cost(48000), "four attendances at 12"},
		{"c2 is known", met(7), shared, cost(12000), "c1 once"},
		{"not in 90 days", met(0), shared, cost(48000), "a row without visits is as good as none"},
		{"lifted to law", all(met(7), weigh(model.RuleNewFace, model.Law)), shared, law(1, 0), "one attendance"},
	})
}

func TestTeamAndLending(t *testing.T) {
	judgeRules(t, model.RuleTeam, twoWeeks, []rule{
		{"no team", nil, shared, cost(0), "nobody named"},
		{"c1 is", func(p *model.Problem) { p.People[0].NamedTeam = []model.CarerID{"c1"} }, shared, cost(18000), "c2 three times at 6"},
		{"lifted without a weight", all(func(p *model.Problem) { p.People[0].NamedTeam = []model.CarerID{"c1"} }, weigh(model.RuleTeam, model.Law, 0)), shared, law(0, 0), "what costs nothing is no breach"},
	})
	judgeRules(t, model.RuleLending, twoWeeks, []rule{
		{"one patch", nil, shared, cost(0), "all of bala"},
		{"c1 is lent", func(p *model.Problem) { p.Carers[0].Patch = "tywyn" }, shared, cost(20000), "one attendance"},
	})
}

func TestStability(t *testing.T) {
	before := func(carer model.CarerID, days ...int) func(*model.Problem) {
		return func(p *model.Problem) {
			for _, d := range days {
				p.Baseline = append(p.Baseline, model.Attendance{Visit: "v1", Date: p.Plan.Start.Add(d), Start: model.At(8, 0), End: model.At(8, 30), Carer: carer})
			}
		}
	}
	shadow := func(p *model.Problem) { p.Baseline[len(p.Baseline)-1].Role = model.RoleShadow }
	judgeRules(t, model.RuleStability, twoWeeks, []rule{
		{"a shadow beside", all(before("c1", -7), before("c2", -7), shadow), shared, cost(5000), "the second Monday's c2 only came along then"},
		{"nobody but a shadow", all(before("c1", -7), shadow), shared, cost(0), "nobody attended: there is nothing to keep to"},
		{"nothing published", nil, shared, cost(0), "no baseline"},
		{"last week by c1", before("c1", -7, -6), shared, cost(15000), "c2 on three of four at 5: both weeks follow last week's weekday"},
		{"published", before("c1", 0, 1, 7, 8), shared, cost(60000), "three changes at 20"},
		{"first week published", before("c2", -7, -6, 0, 1), shared, cost(20000), "Monday's c1 is a change after publication; the second week follows the first"},
		{"another weekday", before("c1", -5), shared, cost(0), "a Wednesday is no slot of hers"},
		{"both of a pair", all(before("c1", -7), before("c2", -7)), shared, cost(0), "either carer of last Monday's pair will do"},
	})
}
