package report

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/ledger"
	"github.com/milltir/milltir/model"
)

// ledgerSample is the sample with a pool of one person and one of the patch, and what happened on Monday.
func ledgerSample(t *testing.T) (*model.Horizon, *ledger.Ledger) {
	t.Helper()
	_, r, _ := sample(t)
	p := sampleProblem()
	p.Pools = []model.Pool{
		{ID: "one", OwnerKind: model.OwnPerson, Owners: []string{"p1"}, PeriodStart: monday.Add(-28), Minutes: 600, BroughtForward: 45},
		{ID: "patch", OwnerKind: model.OwnPatch, Owners: []string{"bala"}, PeriodStart: monday, Minutes: 60},
		{ID: "thursday", OwnerKind: model.OwnOutcome, Owners: []string{"the luncheon club"}, PeriodStart: monday, PeriodWeeks: 1, Minutes: 120},
	}
	p.Visits[0].Pool, p.Visits[1].Pool, p.Visits[2].Pool = "one", "patch", "patch"
	p.Actuals = []model.Actual{
		{Visit: "v-1", Date: monday, Carer: "c1", CheckIn: at("08:02"), CheckOut: at("08:20")},
		{Visit: "v-2", Date: monday, Carer: "c1", CheckIn: at("09:15"), CheckOut: at("10:20")},
		{Visit: "v-2", Date: monday, Carer: "c2", CheckIn: at("09:15"), CheckOut: at("10:00")},
		{Visit: "v-1", Date: monday.Add(-3), Carer: "c1", CheckIn: at("08:00"), CheckOut: at("08:30")},
	}
	p.Visits[0].Days |= day("0000100")
	p.Plan.AsOf = model.Moment{Date: monday.Add(1)}
	p.Corrections = []model.Correction{{Pool: "one", Date: monday, Minutes: -15, Reason: "counted twice", By: "N."}}
	h, err := model.Expand(p)
	require.NoError(t, err)
	x, found := ledger.Keep(h, r, nil, 0)
	require.Len(t, found, 1, "more was given of the patch's pool than there was")
	require.Equal(t, "E1550", found[0].Code)
	return h, x
}

func TestGoldenLedger(t *testing.T) {
	h, x := ledgerSample(t)
	bare, err := model.Expand(sampleProblem())
	require.NoError(t, err)
	none, _ := ledger.Keep(bare, nil, nil, 0)
	for name, write := range map[string]func(io.Writer, *Localizer) error{
		"ledger":         func(w io.Writer, l *Localizer) error { return Ledger(w, h, x, l) },
		"delivered":      func(w io.Writer, l *Localizer) error { return Delivered(w, h, x, l) },
		"ledger-none":    func(w io.Writer, l *Localizer) error { return Ledger(w, bare, none, l) },
		"delivered-none": func(w io.Writer, l *Localizer) error { return Delivered(w, bare, none, l) },
		"ledger-gone":    func(w io.Writer, l *Localizer) error { return Ledger(w, bare, x, l) },
	} {
		digits := map[string]int{}
		for _, lang := range Languages() {
			var b bytes.Buffer
			require.NoError(t, write(&b, speaker(t, lang)))
			compare(t, name+"."+lang+".txt", b.String())
			require.NotContains(t, b.String(), "⟦")
			require.NotContains(t, b.String(), "<no value>")
			for _, line := range strings.Split(b.String(), "\n") {
				require.LessOrEqual(t, width(line), pageWidth, "%s %s: %s", name, lang, line)
			}
			for _, r := range b.String() {
				if r >= '0' && r <= '9' {
					digits[lang]++
				}
			}
		}
		require.Equal(t, digits[English], digits[Welsh], "%s: the same figures in both languages", name)
	}
	var b bytes.Buffer
	require.NoError(t, LedgerJSON(&b, x))
	require.NoError(t, DeliveredJSON(&b, x))
	compare(t, "ledger.json", b.String())
}
