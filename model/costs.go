package model

import (
	"fmt"
	"math"
	"math/big"
	"slices"
	"strings"
)

// Rate is a dated figure of law or money, e.g. mileage in pence from 2026-04-06.
type Rate struct {
	Name   string  `json:"name"`
	From   Date    `json:"from"`
	Value  float64 `json:"value"`
	Unit   string  `json:"unit,omitzero"`
	Source string  `json:"source,omitzero"`
	Law    bool    `json:"law,omitzero"` // a new law has it, by the text in Source; else it is a house's own
}

// What the block account counts beside pay (C37, C39): mileage, on-costs and overheads. All are [[rates]],
// each from its first day on; mileage where they have none is what HMRC approves, which is known here.

// Keys of these rates. [OnCost] and [Overhead] may be followed by a point and a pay band, or a patch.
const (
	Mileage          = "mileage"           // pence a mile by car, up to the step
	MileageOver      = "mileage.over"      // beyond it
	MileageStep      = "mileage.step"      // miles of a carer in a tax year
	MileageBike      = "mileage.bike"      // pence a mile
	MileagePassenger = "mileage.passenger" // pence a mile with a colleague in the car
	OnCost           = "on_cost"           // per cent of pay: employer's national insurance, pension, leave
	Overhead         = "overhead"          // per cent of pay, on-costs and mileage; or pounds a period of each patch
)

// MetresPerMile is exact.
const MetresPerMile = 1609.344

// Units of a rate that is no hour's pay.
const (
	perMile    = "pence"
	inMiles    = "miles"
	perCent    = "per cent"
	perPeriod  = "pounds"
	thousandth = 1000 // rates are kept in thousandths of their unit
)

// cost is what is known of a dated rate.
type cost struct {
	key   string
	units []string // the first where none is given, unless there are two
	most  float64
	hmrc  []enacted // values in thousandths
}

// amap is an amount that is approved by the Income Tax (Earnings and Pensions) Act 2003, in thousandths, from the
// tax year of 2011 on.
func amap(value int, section string) enacted {
	return enacted{NewDate(2011, 4, 6), value * thousandth, "Income Tax (Earnings and Pensions) Act 2003, " + section}
}

var costs = []cost{
	{Mileage, []string{perMile}, 1000, []enacted{amap(45, "s. 230(2)"), {NewDate(2026, 4, 6), 55 * thousandth, "HMRC, approved mileage rates from 6 April 2026 (announced 21 May 2026)"}}},
	{MileageOver, []string{perMile}, 1000, []enacted{amap(25, "s. 230(2)")}},
	{MileageStep, []string{inMiles}, 1e6, []enacted{amap(10000, "s. 230(2)")}},
	{MileageBike, []string{perMile}, 1000, []enacted{amap(20, "s. 230(2)")}},
	{MileagePassenger, []string{perMile}, 1000, []enacted{amap(5, "s. 234")}},
	{OnCost, []string{perCent}, 1000, nil},
	{Overhead, []string{perPeriod, perCent}, 1e9, nil},
}

// costOf finds what is known of a rate by its name; of is the band or the patch behind the point.
func costOf(name string) (c *cost, of string) {
	for i := range costs {
		if costs[i].key == name {
			return &costs[i], ""
		}
	}
	for i := range costs {
		if rest, ok := strings.CutPrefix(name, costs[i].key+"."); ok && costs[i].hmrc == nil {
			return &costs[i], rest
		}
	}
	return nil, ""
}

// read gives a rate in thousandths of its unit, or words what is wrong with it.
func (c *cost) read(r *Rate) (thousandths int64, unit, fault string) {
	switch text := strings.ToLower(strings.TrimSpace(r.Unit)); {
	case text == "" && len(c.units) == 1:
		unit = c.units[0]
	case text == "%" || strings.HasPrefix(text, perCent):
		unit = perCent
	default:
		unit, _, _ = strings.Cut(text, " ")
	}
	value := r.Value
	if unit == "pounds" && c.units[0] == perMile {
		unit, value = perMile, value*100
	}
	if !slices.Contains(c.units, unit) {
		return 0, "", fmt.Sprintf("the unit of rate %q is %q, not %s", r.Name, r.Unit, strings.Join(c.units, " or "))
	}
	most := c.most
	if unit == perCent {
		most = 1000
	}
	x := math.Round(value * thousandth)
	if !(value >= 0 && value <= most) || math.Abs(value*thousandth-x) > 1e-3 {
		return 0, "", fmt.Sprintf("rate %q, %v, is not from 0 to %v with at most three decimals", r.Name, r.Value, most)
	}
	return int64(x), unit, ""
}

// costFault words what is wrong with a rate of the block account, "" if nothing is or it is none.
func (r *Rate) costFault() string {
	c, _ := costOf(r.Name)
	if c == nil {
		return ""
	}
	if _, _, fault := c.read(r); fault != "" {
		return fault
	}
	if r.Law && c.hmrc == nil {
		return fmt.Sprintf("rate %q says law, and is a house's own", r.Name)
	}
	return ""
}

// Cost is a dated rate as it holds on a day.
type Cost struct {
	Key         string
	Thousandths int64  // of its unit
	Unit        string // pence, miles, per cent, pounds
	From        Date
	Source      string
}

// Rat is the rate in its unit.
func (c Cost) Rat() *big.Rat { return big.NewRat(c.Thousandths, thousandth) }

// CostOn is a rate on a day: the last of a house's own that begins by then, that of the band or the patch before
// that of all; else the last of what says law and of what is known here. ok is false where there is none.
func (p *Problem) CostOn(key, of string, on Date) (out Cost, ok bool) {
	names := []string{key}
	if of != "" {
		names = []string{key + "." + of, key}
	}
	for _, name := range names {
		if out, ok = p.costRow(name, on, false); ok {
			return out, true
		}
	}
	c, _ := costOf(key)
	for _, x := range c.hmrc {
		if x.from <= on {
			out, ok = Cost{key, int64(x.value), c.units[0], x.from, x.source}, true
		}
	}
	if law, known := p.costRow(key, on, true); known && law.From >= out.From {
		return law, true
	}
	return out, ok
}

// costRow is the last row of a name that begins by a day, of the law's or a house's own.
func (p *Problem) costRow(name string, on Date, law bool) (out Cost, ok bool) {
	c, _ := costOf(name)
	for i := range p.Rates {
		r := &p.Rates[i]
		if r.Name != name || r.Law != law || r.From > on || ok && r.From < out.From {
			continue
		}
		if x, unit, fault := c.read(r); fault == "" {
			out, ok = Cost{name, x, unit, r.From, r.Source}, true
		}
	}
	return out, ok
}

// TaxYear is the first day of the tax year that a day is of.
func TaxYear(d Date) Date {
	start := NewDate(d.Year(), 4, 6)
	if d < start {
		start = NewDate(d.Year()-1, 4, 6)
	}
	return start
}

// Pence rounds an amount of pence to a whole one, a half upwards. It is the one place where the block account
// rounds money.
func Pence(x *big.Rat) int {
	y := new(big.Rat).Add(x, big.NewRat(1, 2))
	q := new(big.Int)
	q.Div(y.Num(), y.Denom()) // Euclidean: towards minus infinity, the denominator being positive
	return int(q.Int64())
}
