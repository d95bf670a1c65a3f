package model

import (
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestBlockYear: the year that a plan begins in, and the periods of its dates.
func TestBlockYear(t *testing.T) {
	day := func(s string) Date {
		d, err := ParseDate(s)
		require.NoError(t, err)
		return d
	}
	for _, row := range []struct {
		plan, start, is string
		index           int
		why             string
	}{
		{"2026-11-23", "", "2026-03-30", 8, "1 April 2026 is a Wednesday; 238 days are eight periods and two weeks"},
		{"2026-03-30", "", "2026-03-30", 0, "its first day"},
		{"2026-03-23", "", "2025-03-31", 12, "the year before: 1 April 2025 is a Tuesday"},
		{"2030-04-01", "", "2030-04-01", 0, "a Monday itself"},
		{"2030-03-25", "", "2029-03-26", 13, "a week that no thirteen periods hold"},
		{"2026-11-23", "2026-10-26", "2026-10-26", 1, "as the contract has it"},
	} {
		p := &Problem{Plan: Plan{Start: day(row.plan)}}
		if row.start != "" {
			p.Block.YearStart = day(row.start)
		}
		start, periods := p.BlockYear()
		require.Equal(t, []any{row.is, 13, row.index}, []any{start.String(), periods, p.BlockIndex(p.Plan.Start)}, row.why)
		first, last := p.BlockSpan(row.index)
		require.True(t, first <= p.Plan.Start && p.Plan.Start <= last && last-first == 27, row.why)
	}
	p := &Problem{Plan: Plan{Start: day("2026-11-23")}}
	require.Equal(t, -1, p.BlockIndex(day("2026-03-29")), "the day before the year")
	require.Equal(t, -1, p.BlockIndex(day("2026-03-02")))
	require.Equal(t, -2, p.BlockIndex(day("2026-03-01")))
}

func TestTaxYear(t *testing.T) {
	require.Equal(t, NewDate(2026, 4, 6), TaxYear(NewDate(2026, 4, 6)), "its first day")
	require.Equal(t, NewDate(2025, 4, 6), TaxYear(NewDate(2026, 4, 5)), "the last day of the one before")
	require.Equal(t, NewDate(2026, 4, 6), TaxYear(NewDate(2027, 1, 1)))
}

func TestPence(t *testing.T) {
	for _, row := range []struct {
		num, den int64
		want     int
		why      string
	}{{7, 2, 4, "a half goes up"}, {-7, 2, -3, "below 0 too"}, {349, 100, 3, "less does not"}, {0, 1, 0, ""}, {-351, 100, -4, ""}} {
		require.Equal(t, row.want, Pence(big.NewRat(row.num, row.den)), row.why)
	}
}

// TestCostOn: which row of a rate holds on a day.
func TestCostOn(t *testing.T) {
	april := NewDate(2026, 4, 1)
	p := &Problem{Rates: []Rate{
		{Name: OnCost, From: april, Value: 20},
		{Name: OnCost, From: april.Add(10), Value: 21},
		{Name: OnCost + ".2", From: april.Add(5), Value: 12.125, Unit: "%"},
		{Name: Mileage, From: april, Value: 1, Unit: "furlongs"},
		{Name: MileageOver, From: NewDate(2030, 4, 6), Value: 0.305, Unit: "pounds a mile", Law: true},
	}}
	for _, row := range []struct {
		key, of string
		on      Date
		want    int64
		why     string
	}{
		{OnCost, "", april.Add(-1), -1, "none yet"},
		{OnCost, "", april, 20_000, "from its first day"},
		{OnCost, "", april.Add(10), 21_000, "the later one"},
		{OnCost, "2", april.Add(4), 20_000, "the band's is not in force"},
		{OnCost, "2", april.Add(20), 12_125, "the band's before a later one of all"},
		{OnCost, "3", april.Add(20), 21_000, "of all"},
		{Mileage, "", NewDate(2011, 4, 5), -1, "before the first that is known"},
		{Mileage, "", april.Add(4), 45_000, "a row with a fault is none"},
		{Mileage, "", april.Add(5), 55_000, "6 April 2026"},
		{MileageOver, "", NewDate(2030, 4, 5), 25_000, "HMRC's"},
		{MileageOver, "", NewDate(2030, 4, 6), 30_500, "a new law, in pounds"},
	} {
		got := int64(-1)
		if x, ok := p.CostOn(row.key, row.of, row.on); ok {
			got = x.Thousandths
		}
		require.Equal(t, row.want, got, row.why)
	}
}
