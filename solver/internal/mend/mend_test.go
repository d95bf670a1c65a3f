package mend

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
)

// TestEveryRuleHasAPlan: whoever adds a rule says what could mend it; only the balance of a whole rota
// has nothing.
func TestEveryRuleHasAPlan(t *testing.T) {
	for _, r := range model.RuleBook {
		p, ok := plans[r.Code]
		require.True(t, ok, "%s has no plan", r.Code)
		require.Equal(t, r.Code == model.RuleBalance, len(p.visit)+len(p.run)+len(p.day) == 0, r.Code)
	}
	require.Len(t, plans, len(model.RuleBook), "and no other")
}

// TestChosen: all law before anything else, then what costs most; what every rota costs comes last.
func TestChosen(t *testing.T) {
	wish := func(rule model.Code, cost int64) model.Violation {
		return model.Violation{Rule: rule, Level: model.Wishes, Score: model.Score{Wishes: cost}}
	}
	all := []model.Violation{
		wish(model.RuleTravel, 9000),
		{Rule: model.RuleList, Level: model.Law, Score: model.Score{Breaches: 1}},
		wish(model.RuleTeam, 6000),
		wish(model.RuleBank, 15000),
		{Rule: model.RuleCover, Level: model.Covers, Score: model.Score{Cover: [model.Priorities]int64{0, 60}}},
		{Rule: model.RuleWindow, Level: model.Law, Score: model.Score{Breaches: 1}},
		wish(model.RuleTeam, 6000),
	}
	require.Equal(t, []int{1, 5, 4, 3, 2, 6, 0}, Chosen(all))
	for range 50 {
		all = append(all, all[1], all[2])
	}
	require.Len(t, Chosen(all), mostLaw+mostWishes)
	require.Empty(t, Chosen(nil))
}

func TestNothingToMend(t *testing.T) {
	_, err := New(nil, nil, nil)
	require.Error(t, err)
}
