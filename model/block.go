package model

import (
	"fmt"
	"slices"
)

// The block contract (C37): a patch is paid the same for each period of four weeks of a year, whatever is done
// in it.

// BlockYear says when the year of the contract begins. Thirteen periods of four weeks are 364 days: in some
// years the contract's first day is a week later than thirteen periods after the last.
type BlockYear struct {
	// YearStart is the first day of the year that the plan begins in. The Monday of the week of 1 April before it:
	// councils' years begin then (judgement).
	YearStart Date `json:"year_start,omitzero"`
	Periods   int  `json:"periods,omitzero"` // payments a year; 13
}

// BlockPeriod is what was used of a patch's block in a period that begins before the plan.
type BlockPeriod struct {
	Patch          PatchID  `json:"patch"`
	PeriodStart    Date     `json:"period_start"`
	ContactMinutes int      `json:"contact_minutes"`
	PaidMinutes    int      `json:"paid_minutes"`
	Cost           *float64 `json:"cost,omitempty"`       // pounds
	Adjustments    float64  `json:"adjustments,omitzero"` // pounds more, or less
}

// blockDays is the length of a period.
const blockDays = 7 * PeriodWeeks

// Block tells whether anything is bought of a patch as a block.
func (x *Patch) Block() bool { return x.BlockMinutes4w > 0 || x.BlockCost4w > 0 }

// HasBlock tells whether any patch has a block.
func (p *Problem) HasBlock() bool {
	return slices.ContainsFunc(p.Patches, func(x Patch) bool { return x.Block() })
}

// BlockYear is the first day of the block year that the plan begins in, and its number of periods.
func (p *Problem) BlockYear() (start Date, periods int) {
	periods = or(p.Block.Periods, 13)
	if p.Block.YearStart != 0 {
		return p.Block.YearStart, periods
	}
	first := func(year int) Date {
		d := NewDate(year, 4, 1)
		return d.Add(-d.Weekday())
	}
	if start = first(p.Plan.Start.Year()); start > p.Plan.Start {
		start = first(p.Plan.Start.Year() - 1)
	}
	return start, periods
}

// BlockIndex is the period of the block year that a date falls in, 0 for the first and below 0 before it.
func (p *Problem) BlockIndex(d Date) int {
	start, _ := p.BlockYear()
	return floorDiv(int(d-start), blockDays)
}

// BlockSpan is the first and the last day of a period of the block year.
func (p *Problem) BlockSpan(k int) (first, last Date) {
	start, _ := p.BlockYear()
	return start.Add(k * blockDays), start.Add((k+1)*blockDays - 1)
}

func floorDiv(a, b int) int {
	if q := a / b; a%b >= 0 {
		return q
	}
	return a/b - 1
}

// BlockBefore is the row of block.csv of a patch and a period, nil if there is none.
func (p *Problem) BlockBefore(patch PatchID, k int) *BlockPeriod {
	first, _ := p.BlockSpan(k)
	for i := range p.BlockPeriods {
		if x := &p.BlockPeriods[i]; x.Patch == patch && x.PeriodStart == first {
			return x
		}
	}
	return nil
}

// BlockRoom is how many ticks of a patch's block the plan's days of a period may use: what is left of the
// period's minutes after those of block.csv, as large a part as the plan has of the days that block.csv does not
// speak of, rounded down. ok is false where the patch has no block of minutes, or the plan no day of the period.
func (p *Problem) BlockRoom(patch, k int, perMinute int64) (ticks int64, ok bool) {
	x := &p.Patches[patch]
	first, last := p.BlockSpan(k)
	planned := int64(min(last, p.Plan.Start.Add(7*or(p.Plan.Weeks, 1)-1)) - max(first, p.Plan.Start) + 1)
	if x.BlockMinutes4w == 0 || planned <= 0 {
		return 0, false
	}
	left, days := int64(x.BlockMinutes4w), int64(blockDays)
	if row := p.BlockBefore(x.ID, k); row != nil {
		left, days = left-int64(row.PaidMinutes), days-int64(max(0, p.Plan.Start-first))
	}
	return max(0, left) * perMinute * planned / days, true
}

// block checks block.csv and [block].
func (v *validator) block() {
	p := v.p
	if n := p.Block.Periods; n != 0 && (n < 1 || n > 53) {
		v.setting("E1560", "block.periods", fmt.Sprint(n), fmt.Sprintf("a year of %d periods cannot be (1 to 53)", n), "")
		return
	}
	start, periods := p.BlockYear()
	if end := start.Add(periods * blockDays); p.Plan.Start != 0 && (p.Plan.Start < start || p.Plan.Start >= end) && p.Block.YearStart != 0 {
		v.setting("E1560", "block.year_start", start.String(), fmt.Sprintf("the plan starts on %s, not in the block year (%s to %s)", p.Plan.Start, start, end-1), "Maybe write the first day of the year that the plan begins in")
		return
	}
	each(v, blockTable, len(p.BlockPeriods), v.blockPeriod)
	v.blockTwice()
	v.blockRates()
}

func (v *validator) blockPeriod(a at, i int) {
	x := &v.p.BlockPeriods[i]
	k := slices.IndexFunc(v.p.Patches, func(q Patch) bool { return q.ID == x.Patch })
	if k >= 0 && !v.p.Patches[k].Block() {
		a.say("E1563", "patch", string(x.Patch), fmt.Sprintf("patch %q has no block", x.Patch), "Maybe give it block_minutes_4w or block_cost_4w in patches.csv")
	}
	if k >= 0 && v.p.Patches[k].BlockCost4w > 0 && x.Cost == nil {
		a.say("E1564", "cost", "", fmt.Sprintf("patch %q has a block of money, and its row no cost", x.Patch), "")
	}
	if v.p.Plan.Start == 0 || x.PeriodStart == 0 {
		return
	}
	if x.PeriodStart >= v.p.Plan.Start {
		a.say("E1562", "period_start", x.PeriodStart.String(), fmt.Sprintf("the period of %s does not begin before the plan (%s)", x.PeriodStart, v.p.Plan.Start), "Maybe leave the row out: what the plan uses is worked out")
		return
	}
	if first, _ := v.p.BlockSpan(v.p.BlockIndex(x.PeriodStart)); !v.p.beginsPeriod(x.PeriodStart) {
		a.say("E1561", "period_start", x.PeriodStart.String(), fmt.Sprintf("no period of the block year begins on %s", x.PeriodStart), fmt.Sprintf("Maybe %s is meant, or [block] year_start is another day", first))
	}
	if x.Cost != nil && *x.Cost+x.Adjustments < 0 {
		a.say("E1567", "adjustments", fmt.Sprint(x.Adjustments), fmt.Sprintf("the adjustments take more away than the cost, %v", *x.Cost), "")
	}
}

// blockTwice reports periods of a patch that overlap. Only rows before the year can: those of the year that begin with a
// period do not, and of the others it is said that they do not. Two of one day are E1018.
func (v *validator) blockTwice() {
	last := map[PatchID]int{} // rows are in order of patch and first day
	each(v, blockTable, len(v.p.BlockPeriods), func(a at, i int) {
		x := &v.p.BlockPeriods[i]
		if !v.p.beginsPeriod(x.PeriodStart) {
			return
		}
		if k, ok := last[x.Patch]; ok {
			old := v.p.BlockPeriods[k].PeriodStart
			if days := int(x.PeriodStart - old); days > 0 && days < blockDays {
				a.say("E1561", "period_start", x.PeriodStart.String(), fmt.Sprintf("the period from %s%s lasts until %s, and this one begins before that", old, v.lineOf(blockTable, k), old.Add(blockDays-1)), "Periods have four weeks")
			}
		}
		last[x.Patch] = i
	})
}

// beginsPeriod tells whether a date is the first of a period of the block year, or before the year, of which nobody says where
// its periods began.
func (p *Problem) beginsPeriod(d Date) bool {
	start, _ := p.BlockYear()
	first, _ := p.BlockSpan(p.BlockIndex(d))
	return d < start || first == d
}

// blockRates reports rates of a band or a patch that nobody has, and days of the plan on which pay is not known of
// who may work for a block that is paid in money, where anything is known of pay.
func (v *validator) blockRates() {
	p := v.p
	for i := range p.Rates {
		c, of := costOf(p.Rates[i].Name)
		switch {
		case c == nil || of == "":
		case c.key == Overhead && !slices.ContainsFunc(p.Patches, func(x Patch) bool { return string(x.ID) == of }):
			v.rate("E1566", i, of, fmt.Sprintf("rate %q is of patch %q, which is not in patches.csv", p.Rates[i].Name, of), "")
		case c.key == OnCost && !slices.ContainsFunc(p.Carers, func(x Carer) bool { return x.PayBand == of }):
			v.rate("E1566", i, of, fmt.Sprintf("rate %q is of band %q, which no carer has as pay_band", p.Rates[i].Name, of), "")
		}
	}
	if p.Plan.Start == 0 || p.Plan.Weeks < 0 || p.Plan.Weeks > 53 || !p.PayKnown() || !slices.ContainsFunc(p.Patches, func(x Patch) bool { return x.BlockCost4w > 0 }) {
		return
	}
	said := map[string]bool{}
	for c := range p.Carers {
		x := &p.Carers[c]
		if x.Lent || x.Contract.Kind == Volunteer || said[x.PayBand] || !p.blockMoney(x) {
			continue
		}
		for d := range p.Plan.days() {
			if _, rate := p.Pay(c, d); rate < 0 {
				said[x.PayBand] = true
				v.setting("E1565", "rates", x.PayRate(), fmt.Sprintf("there is no rate %s for %s, and carer %q may work for a block that is paid in money", x.PayRate(), d, x.ID), fmt.Sprintf("Maybe write [[rates.%s]] with a first day on or before it", tomlKey(x.PayRate())))
				break
			}
		}
	}
}

// PayRate is the name of the rate that a carer is paid by, before that of everybody.
func (c *Carer) PayRate() string {
	if c.PayBand == "" {
		return PayPerHour
	}
	return payBand + c.PayBand
}

// blockMoney tells whether a carer is of a patch, or lent to one, whose block is of money.
func (p *Problem) blockMoney(c *Carer) bool {
	return slices.ContainsFunc(p.Patches, func(x Patch) bool {
		return x.BlockCost4w > 0 && (x.ID == c.Patch || slices.Contains(c.OtherPatches, x.ID))
	})
}
