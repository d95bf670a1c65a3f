package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
)

// Block writes the account of the block contract: by patch what is used and left in each period, the year to its
// end, and what the plan's weeks cost. r is the rota that it is of, nil if there is none: the foot names its sheet.
func Block(w io.Writer, h *model.Horizon, r *model.Rota, a *check.BlockAccount, l *Localizer) error {
	if r == nil {
		r = &model.Rota{}
	}
	p := newPage(h, r, nil, l)
	p.head(l.T("block.title"))
	p.wrapped("", l.T("block.year", D{"From": p.longDate(a.YearStart), "To": p.longDate(a.YearEnd), "Payments": a.Payments}), pageWidth)
	if !h.Problem.HasBlock() {
		p.wrapped("", l.T("block.none"), pageWidth)
	}
	for _, x := range a.Unknown {
		p.wrapped("", l.T("block.unknown", D{"Rate": x.Rate, "Date": p.date(x.Date)}), pageWidth)
	}
	for i := range a.Patches {
		p.blockPatch(p.place(string(a.Patches[i].Patch)), &a.Patches[i])
	}
	if len(a.Patches) > 1 {
		p.blockPatch(l.T("block.all"), &a.All)
	}
	p.line()
	how := "block.how_recorded"
	if a.Planned {
		how = "block.how"
	}
	p.wrapped("", l.T("block.where"), pageWidth)
	p.wrapped("", l.T(how), pageWidth)
	for _, x := range a.Rates {
		p.wrapped("  ", l.T("block.rate", D{"Rate": x.Rate, "Value": strconv.FormatFloat(x.Value, 'f', -1, 64), "Unit": l.word("unit", "rate_"+strings.ReplaceAll(x.Unit, " ", "_")), "From": x.From, "Source": x.Source}), pageWidth)
	}
	if a.Lent > 0 {
		p.wrapped("", l.T("block.lent", D{"Hours": p.hours(a.Lent)}), pageWidth)
	}
	if a.Nights > 0 {
		p.wrapped("", l.N("block.nights", a.Nights, D{"Hours": p.hours(a.Apart)}), pageWidth)
	}
	p.foot(pageWidth)
	return p.flush(w)
}

// blockPatch is one patch: what is bought, the plan, the table of periods, and how the year ends.
func (p *page) blockPatch(name string, x *check.BlockPatch) {
	p.section(name)
	if x.Minutes > 0 {
		p.line("  ", p.l.T("block.hours", D{"Hours": p.hours(x.Minutes)}))
	}
	if x.Cost > 0 {
		p.line("  ", p.l.T("block.money", D{"Cost": signedPounds(x.Cost)}))
	}
	if x.Plan.Days > 0 {
		p.blockPlan(x)
	}
	if x.Minutes == 0 && x.Cost == 0 {
		return
	}
	p.line()
	t := table{right: []bool{true, false, true, true, true, true, true, true, true, true, true}, gap: 2}
	keys := []string{
		"block.column_number", "block.column_first", "block.column_recorded", "block.column_planned", "block.column_assumed",
		"block.column_contact", "block.column_paid", "block.column_left_hours",
	}
	if x.Cost > 0 { // else block.csv need not say what was spent
		keys = append(keys, "block.column_cost", "block.column_left_money", "block.column_per_hour")
	}
	var head []string
	for _, key := range keys {
		head = append(head, p.l.T(key))
	}
	t.add(head...)
	for k := range x.Periods {
		p.blockRow(&t, x, &x.Periods[k])
	}
	p.blockRow(&t, x, &x.Year)
	t.write(p, "  ")
	p.blockEnd(x)
}

func (p *page) blockRow(t *table, x *check.BlockPatch, y *check.BlockPeriod) {
	number, first := strconv.Itoa(y.Number), p.date(y.First)
	if y.Number == 0 {
		number, first = "", p.l.T("block.column_year")
	}
	hours := ""
	if x.Minutes > 0 {
		hours = p.hours(y.LeftMinutes)
	}
	recorded, assumed := strconv.Itoa(y.Before.Days), strconv.Itoa(y.Ahead.Days)
	if x.Patch == "" { // patches may differ
		recorded, assumed = "", ""
	}
	row := []string{number, first, recorded, strconv.Itoa(y.Plan.Days), assumed, p.hours(y.Total.Contact), p.hours(y.Total.Paid), hours}
	if x.Cost > 0 {
		row = append(row, signedPounds(y.Total.Cost), signedPounds(y.Left), signedPounds(y.Total.PerHour()))
	}
	t.add(row...)
}

// blockPlan takes the plan's cost apart.
func (p *page) blockPlan(x *check.BlockPatch) {
	s := &x.Plan
	d := D{
		"Contact": p.hours(s.Contact), "Paid": p.hours(s.Paid), "Travel": p.hours(s.Travel), "Miles": fmt.Sprintf("%.1f", s.Miles()),
		"Pay": signedPounds(s.Pay), "OnCost": signedPounds(s.OnCost), "Mileage": signedPounds(s.Mileage), "Overhead": signedPounds(s.Overhead),
		"Cost": signedPounds(s.Cost), "Hour": signedPounds(s.PerHour()),
	}
	p.wrapped("  ", p.l.T("block.plan_time", d), pageWidth)
	for _, b := range x.Bands {
		p.wrapped("    ", p.l.T("block.band", D{"Rate": b.Rate, "From": b.From, "Hours": p.hours(b.Minutes), "Hour": signedPounds(b.Pence), "Pay": signedPounds(b.Pay), "Source": b.Source}), pageWidth)
	}
	p.wrapped("  ", p.l.T("block.plan_cost", d), pageWidth)
}

// blockEnd says how the year ends.
func (p *page) blockEnd(x *check.BlockPatch) {
	y := &x.Year
	if x.Minutes > 0 {
		p.line("  ", p.l.T(over(y.LeftMinutes, "block.end_hours", "block.end_hours_over"), D{"Hours": p.hours(max(y.LeftMinutes, -y.LeftMinutes))}))
	}
	if x.Cost > 0 {
		p.line("  ", p.l.T(over(y.Left, "block.end_money", "block.end_money_over"), D{"Money": signedPounds(max(y.Left, -y.Left))}))
	}
	if y.Unrecorded > 0 && x.Patch != "" {
		p.wrapped("  ", p.l.N("block.unrecorded", y.Unrecorded), pageWidth)
	}
}

// over picks the sentence of a year that uses more than its block.
func over(left int, kept, passed string) string {
	if left < 0 {
		return passed
	}
	return kept
}

// signedPounds prints pence that may be below 0.
func signedPounds(pence int) string {
	if pence < 0 {
		return "−" + pounds(-pence)
	}
	return pounds(pence)
}

// BlockJSON writes the same for machines.
func BlockJSON(w io.Writer, a *check.BlockAccount) error { return writeJSON(w, a) }

// BlockCSV writes block_account.csv: for each patch and period a row for what is recorded, planned and assumed of
// it, and no totals.
func BlockCSV(w io.Writer, a *check.BlockAccount) error {
	rows := [][]string{{
		"patch", "period", "first", "last", "part", "days", "contact_minutes", "paid_minutes", "travel_minutes", "metres",
		"pay", "on_cost", "mileage", "overhead", "recorded_cost", "adjustments",
	}}
	for i := range a.Patches {
		x := &a.Patches[i]
		for k := range x.Periods {
			y := &x.Periods[k]
			for _, part := range []struct {
				name string
				s    *check.BlockSum
			}{{"recorded", &y.Before}, {"planned", &y.Plan}, {"assumed", &y.Ahead}} {
				if s := part.s; s.Days > 0 {
					row := []string{string(x.Patch), strconv.Itoa(y.Number), y.First.String(), y.Last.String(), part.name}
					for _, n := range []int{s.Days, s.Contact, s.Paid, s.Travel, s.Metres} {
						row = append(row, strconv.Itoa(n))
					}
					for _, pence := range []int{s.Pay, s.OnCost, s.Mileage, s.Overhead, s.Recorded, s.Adjustments} {
						row = append(row, decimalPounds(pence))
					}
					rows = append(rows, row)
				}
			}
		}
	}
	return csv.NewWriter(w).WriteAll(rows)
}

// decimalPounds prints pence for a table.
func decimalPounds(pence int) string {
	sign := ""
	if pence < 0 {
		sign, pence = "-", -pence
	}
	return fmt.Sprintf("%s%d.%02d", sign, pence/100, pence%100)
}
