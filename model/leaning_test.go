package model

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestLean(t *testing.T) {
	p := &Problem{Objective: Objective{
		Name: "sheet", AgreedBy: "everybody", Levels: map[Code]Level{RuleSplit: Law, RuleWindow: Wishes, RuleTeam: Off},
		Weights: map[Code]Weights{RuleTravel: {2}, RuleNewFace: {900_000}, RuleAvoid: {20}},
	}}
	p.Rules.Preferred.Bands = []int{15}
	by := make(map[string]*Problem)
	for _, l := range Leanings {
		by[l.Name] = p.Lean(l)
	}
	require.Equal(t, p.Objective, by["balanced"].Objective, "balanced is the sheet as it was agreed")
	for _, c := range []struct {
		leaning string
		code    Code
		want    int64
		why     string
	}{
		{"people", RuleCarer, 12000, "a default weight is multiplied"},
		{"people", RuleWindow, 3000, "a law that the sheet made a wish is a promise"},
		{"people", RuleNewFace, 1_000_000_000, "no more than a sheet may name"},
		{"people", RuleTravel, 2000, "another heading stays"},
		{"people", RuleUnderHours, 30000, "another heading stays"},
		{"people", RuleSplit, 30000, "what is law is not weighed"},
		{"people", RuleTeam, 6000, "what is off stays off"},
		{"people", RuleCover, 100_000, "nobody is left out for a leaning"},
		{"carers", RuleUnderHours, 90000, "a promise to carers"},
		{"carers", RuleTravel, 2000, "another heading stays"},
		{"travel", RuleTravel, 6000, "the sheet's own weight is multiplied"},
		{"travel", RuleWait, 1500, "waiting is a cost"},
		{"travel", RuleNewFace, 900_000_000, "another heading stays"},
	} {
		o := &by[c.leaning].Objective
		require.Equal(t, c.want, o.Thousandths(c.code, 0), "%s, %s: %s", c.leaning, c.code, c.why)
		require.Equal(t, p.Objective.Level(c.code), o.Level(c.code), "levels never change")
	}
	require.Len(t, by["people"].Objective.Weights[RulePreferred], 2, "one more than bands")
	require.Equal(t, 3*p.Objective.PreferWeight(), by["carers"].Objective.PreferWeight(), "the quarter of a single weight too")
	require.Empty(t, by["people"].Objective.AgreedBy, "nobody has agreed a leaning")
	require.Equal(t, Weights{2}, p.Objective.Weights[RuleTravel], "the workspace keeps its sheet")
}
