package report

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
)

// What the working time of a carer says, line by line, and a carer who is promised nothing and works nothing.
func TestWorkingTime(t *testing.T) {
	h, _, _ := sample(t)
	times := []check.CarerTime{
		{
			Carer: "c1", Contract: model.Guaranteed, MinWeek: 1500, MaxWeek: 2880,
			Weeks:   []check.WeekTime{{Monday: monday, Work: 1570, LongestRest: 2100, SplitDays: 2, Nights: 1}},
			Average: 1490, AverageWeeks: 17, ShortestRest: &check.ShortRest{Date: monday.Add(2), Minutes: 630},
			Breaks: []check.BreakTime{{Date: monday, Start: at("12:05"), Minutes: 20, Place: "hwb"}, {Date: monday.Add(1), Start: at("25:00"), Minutes: 30}},
			Debts: []check.RestDebt{
				{Date: monday, Minutes: 60, Repaid: 60, On: monday, Before: true},
				{Date: monday.Add(2), Minutes: 30, Repaid: 30, On: monday.Add(3)},
				{Date: monday.Add(7), Minutes: 720, Repaid: 600, Weekly: true},
			},
			Owed: 120,
		},
		{Carer: "c2", Contract: model.Bank, MaxWeek: 2880, AverageWeeks: 1},
	}
	for lang, want := range map[string]string{
		English: `Nia W. (guaranteed hours, 25h00 to 48h00 a week)
  Week from Mon 23 Nov: work 26h10, longest rest 35h00, split days 2, nights 1
  Average week, of 17 weeks: 24h50
  Shortest daily rest: 10h30, before Wed 25 Nov
  Breaks: Mon 23 Nov 12:05, 20 minutes (The Hub); Tue 24 Nov 01:00+, 30 minutes
  Rest owed from before the plan: 60 minutes, had in the rest from Mon 23 Nov
  Daily rest short before Wed 25 Nov: 30 minutes owed, had in the rest from Thu 26 Nov
  Weekly rest short before Mon 30 Nov: 12 hours owed, 2 hours of it still owed

Alun Rŵ (bank, up to 48h00 a week)
  Average week, of 1 week: 0h00
`,
		Welsh: `Nia W. (oriau gwarantedig, 25a00 i 48a00 yr wythnos)
`,
	} {
		var b bytes.Buffer
		require.NoError(t, WorkingTime(&b, h, times, speaker(t, lang)))
		require.Contains(t, b.String(), want)
		require.NotContains(t, b.String(), "⟦")
	}
	var b bytes.Buffer
	require.NoError(t, WorkingTimeJSON(&b, times))
	require.Contains(t, b.String(), `"repaid": 600`)
}
