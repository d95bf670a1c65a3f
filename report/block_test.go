package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
)

// What is said of a block that is kept and one that is not, of rates that are missing, of lent hours, and where
// there is no block or no rota.
func TestBlock(t *testing.T) {
	h, r, _ := sample(t)
	for lang, want := range map[string][]string{
		English: {"No patch has a block", "Assumed days are like the average day of the plan", "the plan: contact ", "!! There is no rate pay_per_hour for ", "55 pence a mile, from 2026-04-06 (HMRC"},
		Welsh:   {"Nid oes bloc gan unrhyw batsh", "y cynllun: cyswllt ", "55 ceiniog y filltir"},
	} {
		a, err := check.Block(h, r)
		require.NoError(t, err)
		text := blockText(t, h, r, a, lang)
		for _, x := range want {
			require.Contains(t, text, flat(x))
		}
	}
	h.Problem.Patches[0].BlockMinutes4w, h.Problem.Patches[0].BlockCost4w = 600, 0.01
	h.Problem.Rates = append(h.Problem.Rates, model.Rate{Name: model.PayPerHour, From: 1, Value: 1300, Unit: "pence", Source: "a poster"})
	a, err := check.Block(h, r)
	require.NoError(t, err)
	a.Lent, a.Nights, a.Apart = 90, 3, 1620
	text := blockText(t, h, r, a, English)
	for _, x := range []string{
		"block of hours: 10h00 paid in four weeks", "block of money: £0.01 for four weeks", "pay_per_hour (from 1970-01-02, a poster): ", " at £13.00 an hour, £",
		"!! By the end of the year £", "days before the plan are not in block.csv", "1h30 of paid time are of carers whom another provider lends",
		"3 shifts asleep on site or on call (27h00): what is done in them is paid. An allowance", " miles with mileage",
	} {
		require.Contains(t, text, flat(x))
	}
	require.Contains(t, text, "("+short(h.Problem.ObjectiveHash())+")", "the foot has the hash of the sheet")
	made := *r
	made.Stamp.Objective, made.Stamp.ObjectiveName = strings.Repeat("e", 64), "Last year's"
	require.Contains(t, blockText(t, h, &made, a, English), "Last year's", "that the rota was made by")
	require.Contains(t, blockText(t, h, nil, check.BlockRecorded(h), Welsh), short(h.Problem.ObjectiveHash()), "without a rota the workspace's")
	require.NotContains(t, text, "No patch has a block")
	require.NotContains(t, text, "There is no rate")
	var b bytes.Buffer
	require.NoError(t, BlockJSON(&b, a))
	require.Contains(t, b.String(), `"payments": 13`)
	require.Contains(t, blockText(t, h, nil, check.BlockRecorded(h), English), "There is no rota here")
}

func blockText(t *testing.T, h *model.Horizon, r *model.Rota, a *check.BlockAccount, lang string) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, Block(&b, h, r, a, speaker(t, lang)))
	require.NotContains(t, b.String(), "⟦")
	return flat(b.String())
}

// The table has a row for each part of a period, and no totals.
func TestBlockCSV(t *testing.T) {
	a := &check.BlockAccount{Patches: []check.BlockPatch{{Patch: "bala", Periods: []check.BlockPeriod{{
		Number: 9, First: monday.Add(-14), Last: monday.Add(13),
		Before: check.BlockSum{Days: 14, Contact: 100, Paid: 120, Recorded: 123456, Adjustments: -505, Cost: 122951},
		Plan:   check.BlockSum{Days: 14, Contact: 50, Paid: 60, Travel: 10, Metres: 9000, Pay: 1300, OnCost: 130, Mileage: 308, Overhead: 1, Cost: 1739},
	}}}}}
	var b bytes.Buffer
	require.NoError(t, BlockCSV(&b, a))
	require.Equal(t, strings.Join([]string{
		"patch,period,first,last,part,days,contact_minutes,paid_minutes,travel_minutes,metres,pay,on_cost,mileage,overhead,recorded_cost,adjustments",
		"bala,9,2026-11-09,2026-12-06,recorded,14,100,120,0,0,0.00,0.00,0.00,0.00,1234.56,-5.05",
		"bala,9,2026-11-09,2026-12-06,planned,14,50,60,10,9000,13.00,1.30,3.08,0.01,0.00,0.00", "",
	}, "\n"), b.String())
}
