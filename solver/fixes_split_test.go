package solver_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/solver/internal/tiny"
)

// TestFixesOfSplitDays: c1 works early and in the evening, which a colleague could do.
func TestFixesOfSplitDays(t *testing.T) {
	for _, c := range []struct {
		rule  model.Code
		days  int
		rules model.SplitRule
		want  model.Fix
		why   string
	}{
		{model.RuleSplit, 1, model.SplitRule{}, model.Fix{Kind: "pass", For: "c1", Shift: "eve", Carer: "c2", Into: "eve"}, "somebody has to be there in the evening"},
		{model.RuleSplitMost, 2, model.SplitRule{Week: 1}, model.Fix{Kind: "pass", Date: tiny.Start.Add(1), For: "c1", Shift: "eve", Carer: "c2", Into: "eve"}, "one split day is enough"},
	} {
		p, r := staffed()
		p.Rules.Split = c.rules
		eve := model.Shift{ID: "eve", Carer: model.AnyCarer, Days: 127, Start: model.At(15, 0), End: model.At(18, 0), Status: model.Open}
		p.Shifts = append(p.Shifts, eve)
		for day := range c.days {
			date := tiny.Start.Add(day)
			for _, s := range []model.Shift{p.Shifts[0], eve} {
				r.Runs = append(r.Runs, model.Run{Carer: "c1", Date: date, Shift: s.ID, Start: s.Start, End: s.End})
				p.Cover = append(p.Cover, model.Cover{Where: "north", Date: date, Shift: s.ID, Needed: 1})
			}
		}
		require.Equal(t, c.want, fixOf(t, p, r, c.rule, tiny.Start), c.why)
	}
}
