package model

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// agreedSheet is one that nothing is wrong with.
func agreedSheet() *Problem {
	return &Problem{
		Plan:      Plan{Start: NewDate(2026, 11, 30)},
		Objective: Objective{Name: "Bro", Version: "1", AgreedBy: "Team meeting", AgreedOn: NewDate(2026, 10, 1), Review: NewDate(2027, 4, 1)},
	}
}

func TestObjectiveHash(t *testing.T) {
	level := func(p *Problem, code Code, l Level) { p.Objective.Levels = map[Code]Level{code: l} }
	weights := func(p *Problem, code Code, w ...float64) { p.Objective.Weights = map[Code]Weights{code: w} }
	for _, c := range []struct {
		change func(p *Problem)
		same   bool
		why    string
	}{
		{func(p *Problem) { p.Objective.Version, p.Objective.AgreedBy = "2", "Everybody" }, true, "words count for nothing"},
		{func(p *Problem) { p.Objective.Review = 0 }, true, "a date is no rate"},
		{func(p *Problem) { p.Plan.Start = p.Plan.Start.Add(7) }, true, "next week is planned by the same sheet"},
		{func(p *Problem) { weights(p, RuleNewFace, 12) }, true, "the default written out"},
		{func(p *Problem) { weights(p, RuleOverHours, 20, 40) }, true, "all steps of it written out"},
		{func(p *Problem) { level(p, RuleNewFace, Wishes) }, true, "the default level written out"},
		{func(p *Problem) { weights(p, RuleSkill, 99) }, true, "law has no rate"},
		{func(p *Problem) { weights(p, RuleFairness, 99) }, true, "what is off has none either"},
		{func(p *Problem) { p.Rules.Carers.PerWeek = 5 }, true, "the default of a parameter written out"},
		{func(p *Problem) { p.Rules.Rest.Daily = 660 }, true, "the law written out"},
		{func(p *Problem) { p.Rules = p.RulesInForce() }, true, "all of it"},
		{func(p *Problem) {
			p.Rates = []Rate{{Name: "hours48.cap", From: NewDate(2026, 1, 1), Value: 2700, Unit: "minutes", Law: true}}
		}, true, "a new law is nobody's agreement"},
		{func(p *Problem) { weights(p, RuleNewFace, 20) }, false, "a rate"},
		{func(p *Problem) { weights(p, RuleOverHours, 20) }, false, "a second step less"},
		{func(p *Problem) { level(p, RuleTeam, Off) }, false, "a rule taken out"},
		{func(p *Problem) { level(p, RuleTeam, Law) }, false, "a wish made law"},
		{func(p *Problem) { level(p, RuleFairness, Wishes) }, false, "a rule turned on"},
		{func(p *Problem) { p.Rules.Carers.PerWeek = 4 }, false, "beyond how many faces"},
		{func(p *Problem) { p.Rules.Preferred.Bands = []int{15, 45} }, false, "where a step begins"},
		{func(p *Problem) { p.Rules.Rest.Daily = 600 }, false, "less rest than the law has"},
	} {
		p := agreedSheet()
		before := p.ObjectiveHash()
		require.Len(t, before, 64)
		q := agreedSheet()
		c.change(q)
		require.Equal(t, c.same, before == q.ObjectiveHash(), c.why)
		d := p.Agreement().Diff(q.Agreement())
		require.Equal(t, c.same, len(d.Rules)+len(d.Parameters) == 0, "what diff tells is what the hash tells: %s", c.why)
		back := q.Agreement().Diff(p.Agreement())
		require.Len(t, back.Rules, len(d.Rules), c.why)
		require.Len(t, back.Parameters, len(d.Parameters), c.why)
	}
}

func TestAgreement(t *testing.T) {
	p := agreedSheet()
	p.Objective.Levels = map[Code]Level{RuleWindow: Wishes, RuleTeam: Off}
	p.Objective.Weights = map[Code]Weights{RuleAvoid: {12}, RuleNotice: {60, 40}, RulePreferred: {0.3}, RuleBank: {0}}
	p.Rules.Carers.PerWeek, p.Rules.Rest.Daily, p.Rules.Notice.Bands = 4, 600, []int{24, 168}
	a := p.Agreement()
	require.Len(t, a.Rules, len(RuleBook))
	by := make(map[Code]AgreedRule)
	for _, x := range a.Rules {
		by[x.Rule] = x
	}
	for _, c := range []struct {
		code    Code
		level   Level
		weights Weights
		differs bool
		why     string
	}{
		{RuleSkill, Law, nil, false, "law has no rate"},
		{RuleCover, Covers, nil, false, "nor has cover"},
		{RuleWindow, Wishes, Weights{1}, true, "a law that the sheet makes a wish"},
		{RuleTeam, Off, nil, true, "a rule taken out"},
		{RuleBank, Off, nil, true, "a wish that weighs nothing"},
		{RuleAvoid, Wishes, Weights{12, 3}, true, "the second of a single weight is a quarter"},
		{RuleNotice, Wishes, Weights{60, 40, 40}, true, "one for each band, the last repeated"},
		{RulePreferred, Wishes, Weights{0.3, 0.3, 0.3}, true, "one for each band"},
		{RuleNewFace, Wishes, Weights{12}, false, "as by default"},
	} {
		x := by[c.code]
		require.Equal(t, c.level, x.Level, c.why)
		require.Equal(t, c.weights, x.Weights, c.why)
		require.Equal(t, c.differs, x.Differs(), c.why)
	}
	require.Equal(t, []Parameter{
		{"rest.daily", "600", "660"}, {"carers.per_week", "4", "5"}, {"notice.bands", "[24, 168]", "[24, 72, 336]"},
	}, a.Parameters)
}

func TestAgreementDiff(t *testing.T) {
	p, q := agreedSheet(), agreedSheet()
	require.True(t, p.Agreement().Diff(q.Agreement()).Empty())
	p.Rules.Agency.SharePct, p.Rules.Carers.PerWeek = 30, 6
	q.Objective.Version, q.Objective.AgreedOn, q.Objective.Review = "2", NewDate(2026, 11, 1), 0
	q.Objective.Weights = map[Code]Weights{RuleNewFace: {20}}
	q.Rules.Carers.PerWeek, q.Rules.SixthDay.Most = 4, 6
	d := p.Agreement().Diff(q.Agreement())
	require.Equal(t, []WordChange{{"version", "1", "2"}, {"agreed_on", "2026-10-01", "2026-11-01"}, {"review", "2027-04-01", ""}}, d.Words)
	require.Len(t, d.Rules, 1)
	require.Equal(t, Weights{12}, d.Rules[0].From.Weights)
	require.Equal(t, Weights{20}, d.Rules[0].To.Weights)
	require.Equal(t, []ParameterPair{{"carers.per_week", "6", "4"}, {"agency.share_pct", "30", "20"}, {"sixth_day.most", "5", "6"}}, d.Parameters, "what one does not say is as by default")
}

func TestCheckObjective(t *testing.T) {
	for _, c := range []struct {
		change func(p *Problem)
		want   []string
		why    string
	}{
		{func(*Problem) {}, nil, "nothing is wrong"},
		{func(p *Problem) { p.Objective = Objective{} }, []string{"E1570", "E1570", "E1570", "E1570", "W2090"}, "name, version, by whom, when, until when"},
		{func(p *Problem) { p.Objective.Review = p.Objective.AgreedOn }, []string{"E1571", "E1573"}, "reviewed on the day itself"},
		{func(p *Problem) { p.Objective.AgreedOn = p.Plan.Start }, nil, "agreed on the plan's first day"},
		{func(p *Problem) { p.Objective.AgreedOn = p.Plan.Start.Add(1) }, []string{"E1572"}, "and on the day after"},
		{func(p *Problem) { p.Plan.Start = p.Objective.Review }, nil, "planned on the last day"},
		{func(p *Problem) { p.Plan.Start = p.Objective.Review.Add(1) }, []string{"E1573"}, "and after it"},
		{func(p *Problem) { p.Objective.Weights = map[Code]Weights{RuleTeam: {0}} }, []string{"W2093"}, "a wish for nothing"},
		{func(p *Problem) { p.Objective.Weights = map[Code]Weights{RulePreferred: {0.5, 0.2}} }, []string{"W2092"}, "later costs less"},
		{func(p *Problem) { p.Objective.Weights = map[Code]Weights{RuleNotice: {5, 20}} }, []string{"W2092"}, "short notice costs less"},
		{func(p *Problem) { p.Objective.Weights = map[Code]Weights{RuleAvoid: {5, 20}} }, []string{"W2092"}, "times to avoid cost less than others not preferred"},
		{func(p *Problem) { p.Objective.Weights = map[Code]Weights{RuleAvoid: {40}} }, nil, "a single weight is no ladder"},
		{func(p *Problem) { p.Objective.Weights = map[Code]Weights{RuleTravel: {2}} }, []string{"W2094"}, "another coin"},
		{func(p *Problem) { p.Objective.Levels = map[Code]Level{RuleTravel: Off} }, []string{"W2094"}, "no coin at all"},
		{func(p *Problem) { p.Objective.Levels = map[Code]Level{RuleCover: Wishes} }, nil, "left out, and dear enough"},
		{func(p *Problem) {
			p.Objective.Levels = map[Code]Level{RuleCover: Wishes}
			p.Objective.Weights = map[Code]Weights{RuleCover: {100, 50, 25, 0.3}}
		}, []string{"W2095", "W2095", "W2095", "W2095"}, "half an hour left out costs 9, a new face 12; a team's 6 does not outweigh it"},
	} {
		p := agreedSheet()
		c.change(p)
		var got []string
		for _, d := range p.CheckObjective() {
			got = append(got, d.Code)
			require.NotEmpty(t, d.Message)
		}
		require.Equal(t, c.want, got, c.why)
	}
}

func TestCheckStamp(t *testing.T) {
	p := agreedSheet()
	require.Empty(t, p.CheckStamp("rota.json", Stamp{Objective: p.ObjectiveHash()}))
	found := p.CheckStamp("rota.json", Stamp{Objective: "0a1b2c3d4e5f", ObjectiveName: "Old", ObjectiveVersion: "7"})
	require.Len(t, found, 1)
	require.ErrorContains(t, found, `E1574 rota.json stamp.objective: the rota was made by the sheet 0a1b2c3d ("Old", version "7"), and this one is `+p.ObjectiveHash()[:8])
	found = p.CheckStamp("rota.csv", Stamp{})
	require.Len(t, found, 1)
	require.Equal(t, "W2091", found[0].Code, "a table has no stamp")
}

func TestReadSettings(t *testing.T) {
	dir := t.TempDir()
	put := func(name, text string) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
		return path
	}
	const sound = "format = 1\nname = \"Bro\"\n[plan]\nstart = 2026-11-30\n[rules.carers]\nper_week = 4\n[objective]\nversion = \"3\"\nreview = 2027-04-01\n"
	put(SettingsFile, sound)
	put("people.csv", "this is no table")
	p, found, err := ReadSettings(dir)
	require.NoError(t, err, "the tables are not read")
	require.Empty(t, found)
	require.Equal(t, "3", p.Objective.Version)
	require.Equal(t, NewDate(2027, 4, 1), p.Objective.Review)
	q, _, err := ReadSettings(put("last-year.toml", sound))
	require.NoError(t, err, "a sheet of another name")
	require.Equal(t, p.ObjectiveHash(), q.ObjectiveHash())
	require.ErrorContains(t, q.CheckObjective(), "E1570 last-year.toml:7 objective.name: the objective sheet has no name")
	_, _, err = ReadSettings(put("odd.toml", sound+"[objective.levels]\nnew_fase = \"off\"\n"))
	require.ErrorContains(t, err, "E1606 odd.toml:11 objective.levels.new_fase")
	_, _, err = ReadSettings(put("odd.toml", "format = \n"))
	require.ErrorContains(t, err, "E1009 odd.toml:1")
	_, _, err = ReadSettings(filepath.Join(dir, "none"))
	require.ErrorContains(t, err, "E1001")
	_, _, err = ReadSettings(t.TempDir())
	require.ErrorContains(t, err, "E1002")
	_, _, err = ReadSettings(filepath.Join(dir, "people.csv"))
	require.ErrorContains(t, err, "E1001")
}
