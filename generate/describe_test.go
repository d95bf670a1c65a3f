package generate_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/generate"
	"github.com/milltir/milltir/model"
)

// TestSummaryNobodyOnDuty: a load without end is no figure to print.
func TestSummaryNobodyOnDuty(t *testing.T) {
	day := model.NewDate(2026, 11, 23)
	bare := generate.HalfHour{Date: day, Start: model.At(7, 0), Demand: 30}
	full := generate.HalfHour{Date: day, Start: model.At(8, 0), Demand: 30, Capacity: 60}
	for _, c := range []struct {
		s         generate.Summary
		has, lack string
		why       string
	}{
		{generate.Summary{Peak: bare, HalfHours: []generate.HalfHour{bare, full}}, "at most 0.50 (2026-11-23 08:00", "Inf", "the highest load of those on duty"},
		{generate.Summary{Peak: bare, HalfHours: []generate.HalfHour{bare, full}}, "no carer on duty at 2026-11-23 07:00, where somebody is wanted (such half hours: 1)", "Inf", "and where there is none"},
		{generate.Summary{Peak: full, HalfHours: []generate.HalfHour{full}}, "at most 0.50", "no carer on duty", "somebody is always there"},
	} {
		require.Contains(t, c.s.String(), c.has, c.why)
		require.NotContains(t, c.s.String(), c.lack, c.why)
	}
}
