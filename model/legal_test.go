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
