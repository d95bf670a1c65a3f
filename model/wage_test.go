package model_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
)

// TestLegalWage: the key and pence of whoever is born and an apprentice from and until these days.
func TestLegalWage(t *testing.T) {
	day := func(s string) model.Date {
		if s == "" {
			return 0
		}
		d, err := model.ParseDate(s)
		require.NoError(t, err)
		return d
	}
	law := func(key, from string, pence float64) model.Rate {
		return model.Rate{Name: key, From: day(from), Value: pence, Unit: "pence", Source: "a new text", Law: true}
	}
	for _, c := range []struct {
		born, from, until, on string
		rates                 []model.Rate
		key                   string
		pence                 int
		why                   string
	}{
		{"", "", "", "2026-11-23", nil, "nmw.21", 1271, "nobody knows the age"},
		{"2005-11-23", "", "", "2026-11-23", nil, "nmw.21", 1271, "21 today"},
		{"2005-11-24", "", "", "2026-11-23", nil, "nmw.18", 1085, "20"},
		{"2008-11-23", "", "", "2026-11-23", nil, "nmw.18", 1085, "18 today"},
		{"2008-11-24", "", "", "2026-11-23", nil, "nmw.16", 800, "17"},
		{"2012-11-24", "", "", "2026-11-23", nil, "nmw.16", 800, "the regulations have under 18, and no least age"},
		{"2005-11-23", "", "", "2026-03-31", nil, "nmw.18", 1000, "the rates of 2025"},
		{"", "", "", "2025-03-31", nil, "", 0, "nothing is known"},
		{"2008-11-23", "2024-01-01", "", "2026-11-23", nil, "nmw.apprentice", 800, "under 19, whatever the year"},
		{"2007-11-23", "2024-01-01", "", "2026-11-23", nil, "nmw.18", 1085, "19 and past the first year"},
		{"1990-11-23", "2025-11-24", "", "2026-11-23", nil, "nmw.apprentice", 800, "the last day of the first year"},
		{"1990-11-23", "2025-11-23", "", "2026-11-23", nil, "nmw.21", 1271, "a year ago today"},
		{"", "2026-11-01", "", "2026-11-23", nil, "nmw.apprentice", 800, "no age is needed in the first year"},
		{"", "2026-11-24", "", "2026-11-23", nil, "nmw.21", 1271, "an apprentice from tomorrow"},
		{"", "2026-11-01", "2026-11-22", "2026-11-23", nil, "nmw.21", 1271, "until yesterday"},
		{"", "2026-11-01", "2026-11-23", "2026-11-23", nil, "nmw.apprentice", 800, "until today"},
		{"2004-05-04", "", "", "2027-05-03", []model.Rate{law("nmw.23", "2027-04-01", 1400)}, "nmw.21", 1271, "23 tomorrow"},
		{"2004-05-03", "", "", "2027-05-03", []model.Rate{law("nmw.23", "2027-04-01", 1400)}, "nmw.23", 1400, "a new band, of 23 and over"},
		{"2005-01-01", "", "", "2027-05-03", []model.Rate{law("nmw.23", "2027-04-01", 1400)}, "nmw.21", 1271, "22: the band below"},
		{"", "", "", "2027-03-31", []model.Rate{law("nmw.23", "2027-04-01", 1400)}, "nmw.21", 1271, "there is no such band yet"},
		{"", "", "", "2027-05-03", []model.Rate{law("nmw.23", "2027-04-01", 1400)}, "nmw.23", 1400, "nobody knows the age: of the oldest"},
		{"1990-11-23", "2025-05-01", "", "2026-11-23", []model.Rate{{Name: "apprentice.months", From: day("2026-04-01"), Value: 24, Unit: "months", Source: "a new text", Law: true}}, "nmw.apprentice", 800, "two years of apprenticeship"},
	} {
		p := patchOf(t)
		p.Rates = c.rates
		x := &p.Carers[0]
		x.Born, x.ApprenticeFrom, x.ApprenticeUntil = day(c.born), day(c.from), day(c.until)
		require.NotContains(t, model.Validate(p).Errors().Error(), "E1610", c.why)
		got, known := p.LegalWage(0, day(c.on))
		require.Equal(t, c.key, got.Key, c.why)
		require.Equal(t, c.pence, got.Pence, c.why)
		require.Equal(t, c.pence > 0, known, c.why)
		x.Contract.Kind = model.Volunteer
		_, known = p.LegalWage(0, day(c.on))
		require.False(t, known, "volunteers have none")
	}
}
