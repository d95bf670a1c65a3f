package report

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
)

// What is said of each kind of period, and where nothing is known of pay.
func TestPay(t *testing.T) {
	h, _, _ := sample(t)
	april := model.NewDate(2026, 4, 1)
	of := func(c model.CarerID, x check.PayPeriod) check.PayPeriod {
		x.Carer, x.From, x.To, x.LawFrom = c, monday, monday.Add(6), april
		return x
	}
	periods := []check.PayPeriod{
		of("c1", check.PayPeriod{Known: true, Contact: 180, Travel: 20, Waits: 30, Events: 45, OnSite: 60, Work: 335, Paid: 335, Pay: 7258, PerHour: 1300, Law: 1271}),
		of("c1", check.PayPeriod{Known: true, Contact: 180, Travel: 20, Waits: 30, Work: 230, Paid: 200, Pay: 4333, PerHour: 1130, Law: 1271, Short: 539}),
		of("c1", check.PayPeriod{Known: true, Law: 1271, Apart: 520}),
		of("c2", check.PayPeriod{Contact: 60, Work: 60, Paid: 60, Law: 1271}),
		of("c2", check.PayPeriod{Known: true, Contact: 60, Work: 60, Paid: 60, Pay: 805, PerHour: 805}),
	}
	for lang, want := range map[string][]string{
		English: {
			"1 period falls short of the minimum wage.\nNothing is known of what is paid: ",
			"counts for the minimum wage 5h35 (contact 3h00, travel 0h20, waits 0h30,\n  meetings 0h45, on site 1h00), paid 5h35\n",
			"    £72.58: £13.00 for an hour that counts, minimum £12.71 (since 2026-04-01)\n",
			"    !! £43.33: £11.30 for an hour that counts, minimum £12.71 (since 2026-04-01); £5.39 short\n",
			"  Mon 23 Nov to Sun 29 Nov: nothing that counts for the minimum wage, paid 0h00, sleep-ins and on\n  call 8h40 apart\n",
			"    what is paid is not known\n",
			"    £8.05: £8.05 for an hour that counts; no minimum is known for it, or none holds (volunteers)\n",
			"waits shorter than 60 minutes",
		},
		Welsh: {"isafswm cyflog: 1.", "!! £43.33: £11.30 am awr sy'n cyfrif, isafswm £12.71 (ers 2026-04-01); £5.39 yn brin", "cysgu i mewn ac ar alwad 8a40 ar wahân"},
	} {
		var b bytes.Buffer
		require.NoError(t, Pay(&b, h, periods, speaker(t, lang)))
		for _, text := range want {
			require.Contains(t, flat(b.String()), flat(text))
		}
		require.NotContains(t, b.String(), "⟦")
	}
	h.Problem.Rates = []model.Rate{{Name: "pay.2", From: april, Value: 1300, Unit: "pence"}}
	var b bytes.Buffer
	require.NoError(t, Pay(&b, h, periods, speaker(t, English)))
	require.NotContains(t, b.String(), "Nothing is known")
	b.Reset()
	require.NoError(t, PayJSON(&b, periods))
	require.Contains(t, b.String(), `"short": 539`)
}

// An hour at work in a comparison: pay over the time from the first visit to the last, nothing where some pay is
// unknown.
func TestComparedWork(t *testing.T) {
	h, r, v := sample(t)
	none, err := (&Compared{H: h, Rota: r, Verdict: v}).Work()
	require.NoError(t, err)
	require.Zero(t, none.Hour, "no rate")
	require.Positive(t, none.Paid)
	h.Problem.Rates = []model.Rate{{Name: model.PayPerHour, From: monday, Value: 12}}
	got, err := (&Compared{H: h, Rota: r, Verdict: v}).Work()
	require.NoError(t, err)
	require.Equal(t, []int64{none.At, none.Paid}, []int64{got.At, got.Paid}, "what is paid does not hang on how much")
	require.InDelta(t, 1200*float64(got.Paid)/float64(got.At), got.Hour, 1e-9)
	require.Less(t, got.Paid, got.At, "breaks are not paid")
}
