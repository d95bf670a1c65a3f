package report

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
)

// What the working time of a carer says, line by line, and a carer who is promised nothing.
func TestWorkingTime(t *testing.T) {
	h, _, _ := sample(t)
	times := []check.CarerTime{
		{
			Carer: "c1", Contract: model.Guaranteed, MinWeek: 1500, MaxWeek: 2880, Without: 1575,
			Weeks:   []check.WeekTime{{Monday: monday, Work: 1570, Other: 300, LongestRest: 2100, SplitDays: 2, Nights: 2, Asleep: 1}},
			Average: 1490, AverageWeeks: 17, Highest: &check.Average{Monday: monday, Minutes: 2950, Weeks: 17, Limit: 2880, Over: true},
			Night: &check.Average{Monday: monday, Minutes: 470, Weeks: 17, Limit: 480}, Young: true, ShortestRest: &check.ShortRest{Date: monday.Add(2), Minutes: 630},
			Breaks:   []check.BreakTime{{Date: monday, Start: at("12:05"), Minutes: 20, Place: "hwb"}, {Date: monday.Add(1), Start: at("25:00"), Minutes: 30, Implied: true}},
			Findings: []model.Violation{{Rule: model.RuleBreak, Level: model.Law, Carer: "c1", Date: monday, At: at("07:00"), Limit: 1200, Unit: "tick", Detail: "missing"}},
			Debts: []check.RestDebt{
				{Date: monday, Minutes: 60, Repaid: 60, On: monday, Before: true},
				{Date: monday.Add(2), Minutes: 30, Repaid: 30, On: monday.Add(3)},
				{Date: monday.Add(3), Minutes: 30, Repaid: 30, On: monday.Add(4), Breach: true},
				{Date: monday.Add(7), Minutes: 720, Repaid: 600, Weekly: true},
				{Date: monday.Add(7), Minutes: 720, Repaid: 720, On: monday.Add(8), Weekly: true, Breach: true},
			},
			Owed: 120,
		},
		{
			Carer: "c2", Contract: model.Bank, MaxWeek: 2880, Without: 2880, AverageWeeks: 1, UnknownWeeks: 16, Average: 600, OptOut48: true,
			Highest:      &check.Average{Monday: monday, Minutes: 3000, Weeks: 1, Limit: 2880, Over: true},
			ShortestRest: &check.ShortRest{Date: monday, Minutes: 420, InDay: true},
			Debts:        []check.RestDebt{{Date: monday, Minutes: 240, InDay: true}, {Date: monday.Add(1), Minutes: 240, InDay: true, Breach: true}},
		},
	}
	for lang, want := range map[string]string{
		English: `Nia W. (guaranteed hours, 25h00 to 26h15 a week, 48h00 where overtime is agreed; young worker)
  Week from Mon 23 Nov: shift hours 26h10, for other employers 5h00, longest rest 35h00, split days
  2, nights 2 (1 asleep)
  !! Average week, where it is most: 49h10, of 17 weeks to that from Mon 23 Nov; over the limit of
  48h00
  Night worker: 7h50 in each 24 hours on average, of 17 weeks to that from Mon 23 Nov, where it is
  most; limit 8h00
  Shortest daily rest: 10h30, before Wed 25 Nov
  Breaks: Mon 23 Nov 12:05, 20 minutes (The Hub); Tue 24 Nov 01:00+, 30 minutes [implied]
  !! Nia W., Mon 23 Nov 07:00: the rest break of 20 minutes is missing
  Rest owed from before the plan: 60 minutes, had in the rest from Mon 23 Nov
  Daily rest short before Wed 25 Nov: 30 minutes owed, had in the rest from Thu 26 Nov
  !! Daily rest short before Thu 26 Nov: 30 minutes missing, a breach: there is no derogation, and
  rest that is had later does not mend it
  Weekly rest short before Mon 30 Nov: 12 hours owed, 2 hours of it still owed
  !! Weekly rest short before Mon 30 Nov: 12 hours missing, a breach: there is no derogation, and
  rest that is had later does not mend it

Alun Rŵ (bank, up to 48h00 a week)
  Week with most hours: 50h00, from Mon 23 Nov; over the limit of 48h00, and has opted out. Not
  known: 16 weeks before the plan, so that the law is held to week by week (average of the 1 week
  known: 10h00)
  Shortest daily rest: 7h00, in the 24 hours from the start of work on Mon 23 Nov
  Daily rest short in the 24 hours from the start of work on Mon 23 Nov: 4 hours owed, 4 hours of it
  still owed
  !! Daily rest short in the 24 hours from the start of work on Tue 24 Nov: 4 hours missing, a
  breach: there is no derogation, and rest that is had later does not mend it

Shift hours are shifts less breaks, sleep-ins and shifts on call too, as contracts and the 48-hour
week count them. What is paid may be less: milltir check --pay.
Implied breaks stand in no table: the rota lists none, and milltir has put them where the carer
idles. Write rows of the kind break for those that are taken.
`,
		Welsh: `Nia W. (oriau gwarantedig, 25a00 i 26a15 yr wythnos, 48a00 lle cytunir ar oramser; gweithiwr ifanc)
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
