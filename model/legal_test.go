package model_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
)

// TestRulesInForce: the law of the plan's first day, in a plan of 23 November 2026.
func TestRulesInForce(t *testing.T) {
	rate := func(from string, value float64) model.Rate {
		d, err := model.ParseDate(from)
		require.NoError(t, err)
		return model.Rate{Name: "papers.dbs_months", From: d, Value: value, Unit: "months", Source: "a new regulation"}
	}
	for _, c := range []struct {
		rates []model.Rate
		key   int
		want  int
		why   string
	}{
		{nil, 0, 36, "the default"},
		{nil, 30, 30, "the workspace's own"},
		{[]model.Rate{rate("2026-11-23", 24)}, 0, 24, "from the first day of the plan"},
		{[]model.Rate{rate("2026-11-24", 24)}, 0, 36, "a day too late"},
		{[]model.Rate{rate("2026-04-01", 24), rate("2020-04-01", 48)}, 0, 24, "the later of two, in any order"},
		{[]model.Rate{rate("2026-04-01", 24)}, 30, 24, "what is dated goes before what is not"},
		{[]model.Rate{{Name: "mileage", From: 1, Value: 24}}, 0, 36, "another figure"},
	} {
		p := patchOf(t)
		p.Rates, p.Rules.Papers.DBSMonths = c.rates, c.key
		require.NotContains(t, model.Validate(p).Errors().Error(), "E1610", c.why)
		require.Equal(t, c.want, expand(t, p).Rules.Papers.DBSMonths, c.why)
		require.Equal(t, 6, p.RulesInForce().Papers.RegisterMonths, c.why)
	}
}

// TestStatute: what is here, what the statute has, and from which day of a plan of two weeks from 23 November 2026 it
// asks for more.
func TestStatute(t *testing.T) {
	day := func(s string) model.Date {
		d, err := model.ParseDate(s)
		require.NoError(t, err)
		return d
	}
	rest := func(from string, value float64, law bool) model.Rate {
		return model.Rate{Name: "rest.daily", From: day(from), Value: value, Source: "a new text", Law: law}
	}
	type aside struct {
		value, law int
		since      string
	}
	for _, c := range []struct {
		rates []model.Rate
		key   int
		here  int
		aside []aside
		why   string
	}{
		{nil, 0, 660, nil, "the law as it is known here"},
		{nil, 600, 600, []aside{{600, 660, "2026-11-23"}}, "less than it"},
		{[]model.Rate{rest("2026-11-23", 600, false)}, 0, 600, []aside{{600, 660, "2026-11-23"}}, "a house's own figure, and no law because it is dated"},
		{[]model.Rate{rest("2026-11-23", 600, true)}, 0, 600, nil, "a new law is the law"},
		{[]model.Rate{rest("2026-11-23", 600, true)}, 660, 660, nil, "a house may be stricter than a new law"},
		{[]model.Rate{rest("2026-11-23", 600, true)}, 540, 540, []aside{{540, 600, "2026-11-23"}}, "and not weaker"},
		{[]model.Rate{rest("2026-11-23", 720, true)}, 660, 660, []aside{{660, 720, "2026-11-23"}}, "what was the law is not enough for a stricter one"},
		{[]model.Rate{rest("2026-11-01", 700, false), rest("2026-11-23", 720, true)}, 0, 700, []aside{{700, 720, "2026-11-23"}}, "nor are a house's dated figures"},
		{[]model.Rate{rest("2026-11-30", 600, true)}, 600, 600, []aside{{600, 660, "2026-11-23"}}, "too weak for the first week"},
		{[]model.Rate{rest("2026-11-30", 720, true)}, 0, 660, []aside{{660, 720, "2026-11-30"}}, "the second week has a stricter law than the plan"},
		{[]model.Rate{rest("2026-12-07", 720, true)}, 0, 660, nil, "a law after the plan"},
		{[]model.Rate{rest("1990-01-01", 60, true)}, 0, 660, nil, "older than the law that is known here"},
	} {
		p := patchOf(t)
		p.Plan.Start, p.Plan.Weeks, p.Rates, p.Rules.Rest.Daily = day("2026-11-23"), 2, c.rates, c.key
		require.NotContains(t, model.Validate(p).Errors().Error(), "E1610", c.why)
		require.Equal(t, c.here, p.RulesInForce().Rest.Daily, c.why)
		var got []aside
		for _, x := range p.AsideFromLaw() {
			require.Equal(t, "rest.daily", x.Figure)
			got = append(got, aside{x.Value, x.Law, x.Since.String()})
		}
		require.Equal(t, c.aside, got, c.why)
		p.Normalise()
		require.Equal(t, c.here, p.Rules.Rest.Daily, "%s: written out", c.why)
	}
}

// TestWeeksWhereExcluded: 26 weeks are the law's where regulation 21 applies, and not elsewhere.
func TestWeeksWhereExcluded(t *testing.T) {
	for _, c := range []struct {
		under string
		weeks int
		law   int // 0: nothing is set aside
	}{{"", 26, 17}, {"21(a)", 26, 0}, {"21(c)", 27, 26}, {"22(1)(c)", 26, 17}, {"21(a)", 17, 0}} {
		p := patchOf(t)
		p.Rules.Hours48.Weeks, p.Rules.Derogation.Under = c.weeks, c.under
		law := 0
		for _, x := range p.AsideFromLaw() {
			law = x.Law
		}
		require.Equal(t, c.law, law, "%+v", c)
	}
}

// TestNightsOfTheLaw: the night and a young worker's night are held against the law of the day.
func TestNightsOfTheLaw(t *testing.T) {
	for _, c := range []struct {
		night, young [2]model.Clock
		law          map[string]float64
		want         map[string][2]int
		why          string
	}{
		{why: "the defaults"},
		{night: [2]model.Clock{model.At(22, 0), model.At(5, 0)}, why: "seven hours, by agreement"},
		{night: [2]model.Clock{model.At(22, 0), model.At(4, 59)}, want: map[string][2]int{"night.time": {299, 420}}, why: "a minute before five is missing"},
		{night: [2]model.Clock{model.At(24, 0), model.At(6, 59)}, want: map[string][2]int{"night.time": {419, 420}}, why: "a minute of seven hours is missing"},
		{night: [2]model.Clock{model.At(24, 0), model.At(6, 59)}, law: map[string]float64{"night.length": 360}, why: "a law of six hours"},
		{night: [2]model.Clock{model.At(22, 0), model.At(5, 0)}, law: map[string]float64{"night.core_to": 330}, want: map[string][2]int{"night.time": {300, 420}}, why: "a law of half past five"},
		{law: map[string]float64{"night.from": 1320, "night.to": 360, "night.length": 480}, why: "where nothing is agreed the law's own night holds"},
		{young: [2]model.Clock{model.At(23, 0), model.At(7, 0)}, why: "the other form"},
		{young: [2]model.Clock{model.At(22, 30), model.At(6, 30)}, want: map[string][2]int{"young.night": {450, 480}}, why: "between the two"},
		{young: [2]model.Clock{model.At(22, 30), model.At(6, 30)}, law: map[string]float64{"young.contract_from": 1350, "young.contract_to": 390}, why: "as a new law has it"},
	} {
		p := patchOf(t)
		p.Rules.Night.From, p.Rules.Night.To = c.night[0], c.night[1]
		p.Rules.Young.NightFrom, p.Rules.Young.NightTo = c.young[0], c.young[1]
		for key, value := range c.law {
			p.Rates = append(p.Rates, model.Rate{Name: key, From: p.Plan.Start, Value: value, Source: "a new text", Law: true})
		}
		require.NotContains(t, model.Validate(p).Errors().Error(), "E16", c.why)
		var got map[string][2]int
		for _, x := range p.AsideFromLaw() {
			if got == nil {
				got = make(map[string][2]int)
			}
			got[x.Figure] = [2]int{x.Value, x.Law}
		}
		require.Equal(t, c.want, got, c.why)
	}
}

// TestStatutory: rules that a text of the law has, and rules of practice.
func TestStatutory(t *testing.T) {
	is := make(map[model.Code]bool)
	for _, r := range model.RuleBook {
		is[r.Code] = r.Statutory()
	}
	for _, law := range []model.Code{
		model.RuleSkill, model.RulePapers, model.RuleLanguage, model.RuleGender, model.RuleShort, model.RuleLeg, model.RuleLength, model.RuleBreak, model.RuleRest,
		model.RuleYoung, model.RuleWeeklyRest, model.RuleRestDebt, model.RuleNightWork, model.RuleHours48, model.RuleLoad, model.RuleShiftSkill, model.RuleStaffing,
	} {
		require.True(t, is[law], law)
	}
	for _, practice := range []model.Code{
		model.RuleSpan, model.RuleSplitMost, model.RuleDaysInRow, model.RuleList, model.RuleDoor, model.RuleTrainee, model.RuleLone, model.RuleAvailable, model.RuleWindow,
		model.RuleShift, model.RulePair, model.RuleGap, model.RuleMaxHours, model.RulePin, model.RuleFreeze, model.RuleTied, model.RuleTogether, model.RuleApart, model.RuleSuccession,
	} {
		require.False(t, is[practice], practice)
	}
}
