package check

import (
	"math"
	"math/big"

	"github.com/milltir/milltir/model"
)

// blockBook gathers time and money by patch and period before anything is rounded: ticks and metres as they
// are, money in fractions of a penny.
type blockBook struct {
	*judge
	planned bool // there is a rota
	cells   map[blockKey]*blockCell
	used    map[BlockRate]bool
	unknown map[string]model.Date // first day without a rate that is needed
	lent    int64                 // ticks of carers whom another provider lends
	nights  int                   // shifts asleep on site or on call, and their ticks
	apart   int64
}

func newBlockBook(j *judge, planned bool) *blockBook {
	return &blockBook{judge: j, planned: planned, cells: make(map[blockKey]*blockCell), used: make(map[BlockRate]bool), unknown: make(map[string]model.Date)}
}

type blockKey struct{ patch, period int }

type blockCell struct {
	contact, paid, travel, metres int64
	pay                           map[int]*bandPay // by row of Rates
	onCost, mileage, overhead     *big.Rat
}

// bandPay is ticks that are paid by one rate.
type bandPay struct {
	ticks int64
	pence int // an hour
}

func (x *bandPay) money(j *judge) *big.Rat {
	return new(big.Rat).Mul(big.NewRat(x.ticks, j.ticks(60)), big.NewRat(int64(x.pence), 1))
}

func (b *blockBook) cell(patch, period int) *blockCell {
	key := blockKey{patch, period}
	if b.cells[key] == nil {
		b.cells[key] = &blockCell{pay: map[int]*bandPay{}, onCost: new(big.Rat), mileage: new(big.Rat), overhead: new(big.Rat)}
	}
	return b.cells[key]
}

// on is the cell of a patch on a day.
func (b *blockBook) on(patch int, d model.Date) *blockCell {
	return b.cell(patch, b.h.Problem.BlockIndex(d))
}

// sum rounds a cell. Pay is the sum of its bands.
func (c *blockCell) sum(j *judge) BlockSum {
	out := BlockSum{
		Contact: j.minutes(c.contact), Paid: j.minutes(c.paid), Travel: j.minutes(c.travel), Metres: int(c.metres),
		OnCost: model.Pence(c.onCost), Mileage: model.Pence(c.mileage), Overhead: model.Pence(c.overhead),
	}
	for _, x := range c.pay {
		out.Pay += model.Pence(x.money(j))
	}
	return out.total()
}

// bands is the pay of a patch in the plan by rate, adding up to that of its periods.
func (b *blockBook) bands(patch int) []BlockBand {
	out := []BlockBand{}
	for key, c := range b.cells { // sorted by joinBands
		if key.patch != patch {
			continue
		}
		for rate, x := range c.pay {
			r := &b.h.Problem.Rates[rate]
			out = joinBands(out, []BlockBand{{r.Name, r.From, x.pence, r.Source, b.minutes(x.ticks), model.Pence(x.money(b.judge))}})
		}
	}
	return out
}

// contacts books the minutes with people.
func (b *blockBook) contacts() {
	b.each(func(v int, a attendance, person *model.Person, _ *model.Carer) {
		if i, known := b.h.PatchIndex[person.Patch]; known {
			b.on(i, a.run.date).contact += a.stop.length()
		}
	})
}

// patchTicks is how many ticks runs are with the people of each patch; nil where they are with nobody.
func (j *judge) patchTicks(runs ...*run) []int64 {
	out := make([]int64, len(j.h.Problem.Patches))
	sum := int64(0)
	for _, r := range runs {
		for _, s := range r.stops {
			if s.visit < 0 {
				continue
			}
			if i, known := j.h.PatchIndex[j.person(j.h.Visits[s.visit].Person).Patch]; known {
				out[i] += s.length()
				sum += s.length()
			}
		}
	}
	if sum == 0 {
		return nil
	}
	return out
}

// split divides an amount by shares, to whole units: what the first k get together is their part rounded
// down. Without shares all is the carer's own patch's.
func (j *judge) split(amount int64, shares []int64, carer int, f func(patch int, part int64)) {
	if shares == nil {
		if i, known := j.h.PatchIndex[j.carer(carer).Patch]; known && amount != 0 {
			f(i, amount)
		}
		return
	}
	all, sum, given := int64(0), int64(0), int64(0)
	for _, x := range shares {
		all += x
	}
	for i, x := range shares {
		sum += x
		if part := muldiv(amount, sum, all) - given; part != 0 {
			given += part
			f(i, part)
		}
	}
}

// muldiv is a × b / c rounded down, without overflow.
func muldiv(a, b, c int64) int64 {
	x := new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
	return x.Div(x, big.NewInt(c)).Int64()
}

// carer books what a carer's runs cost.
func (b *blockBook) carer(c int) {
	x := b.judge.carer(c)
	var runs []*run
	for _, r := range b.runs {
		if r.carer == c {
			runs = append(runs, r)
		}
	}
	volunteer := x.Contract.Kind == model.Volunteer
	for n := range model.Periods(b.h.Weeks) {
		paid, salary := b.paidIn(c, n)
		if salary && !x.Lent && !volunteer {
			b.salary(c, n, paid, runs)
			continue
		}
		for _, r := range runs {
			if r.week/model.PeriodWeeks == n && !volunteer {
				paid := b.paidFor(r, b.workTime(r))
				b.split(paid, b.patchTicks(r), c, func(patch int, part int64) { b.pay(c, patch, r.date, part) })
				if x.Lent {
					b.lent += paid
				}
			}
		}
	}
	metres := b.milesBefore(c)
	for _, r := range runs { // by date and start
		metres.book(b, r)
		if r.shift != nil && !r.shift.Awake() && !x.Lent {
			b.nights++
			b.apart += r.end - r.start - int64(r.shift.Break)
		}
	}
}

// salary books what is owed for a pay reference period: a like part on each of its days, to the patches of the
// period's runs.
func (b *blockBook) salary(c, n int, paid int64, runs []*run) {
	first, days := b.h.Calendar.Start().Add(7*model.PeriodWeeks*n), 7*model.PeriodLength(b.h.Weeks, n)
	var of []*run
	for _, r := range runs {
		if r.week/model.PeriodWeeks == n {
			of = append(of, r)
		}
	}
	shares := b.patchTicks(of...)
	b.split(paid, shares, c, func(patch int, part int64) {
		for d := range days {
			b.pay(c, patch, first.Add(d), part*int64(d+1)/int64(days)-part*int64(d)/int64(days))
		}
	})
}

// pay books paid ticks of a day with their on-costs.
func (b *blockBook) pay(c, patch int, on model.Date, ticks int64) {
	cell := b.on(patch, on)
	cell.paid += ticks
	x := b.judge.carer(c)
	if ticks == 0 || x.Lent {
		return
	}
	pence, rate := b.h.Problem.Pay(c, on)
	if rate < 0 {
		b.missing(x.PayRate(), on)
		return
	}
	if cell.pay[rate] == nil {
		cell.pay[rate] = &bandPay{pence: pence}
	}
	cell.pay[rate].ticks += ticks
	money := (&bandPay{ticks, pence}).money(b.judge)
	b.further(cell, patch, on, money)
	if cost, ok := b.rate(model.OnCost, x.PayBand, on); ok {
		more := hundredth(money, cost)
		cell.onCost.Add(cell.onCost, more)
		b.further(cell, patch, on, more)
	}
}

func (b *blockBook) missing(rate string, on model.Date) {
	if was, known := b.unknown[rate]; !known || on < was {
		b.unknown[rate] = on
	}
}

// rate is a dated rate on a day, and noted as used.
func (b *blockBook) rate(key, of string, on model.Date) (model.Cost, bool) {
	x, ok := b.h.Problem.CostOn(key, of, on)
	if ok {
		b.used[BlockRate{x.Key, x.From, float64(x.Thousandths) / 1000, x.Unit, x.Source}] = true
	}
	return x, ok
}

// hundredth is so many per cent of an amount.
func hundredth(money *big.Rat, percent model.Cost) *big.Rat {
	x := new(big.Rat).Mul(money, percent.Rat())
	return x.Quo(x, big.NewRat(100, 1))
}

// further books the overheads of an amount, where they are a share of it.
func (b *blockBook) further(cell *blockCell, patch int, on model.Date, money *big.Rat) {
	if x, ok := b.rate(model.Overhead, string(b.h.Problem.Patches[patch].ID), on); ok && x.Unit == "per cent" {
		cell.overhead.Add(cell.overhead, hundredth(money, x))
	}
}

// overheads books those of so much a period, of each day of the plan its part.
func (b *blockBook) overheads() {
	for i := range b.h.Problem.Patches {
		for d := range 7 * b.h.Weeks {
			on := b.h.Calendar.Start().Add(d)
			x, ok := b.rate(model.Overhead, string(b.h.Problem.Patches[i].ID), on)
			if !ok || x.Unit != "pounds" {
				continue
			}
			cell := b.on(i, on)
			cell.overhead.Add(cell.overhead, new(big.Rat).Mul(x.Rat(), big.NewRat(100, 7*model.PeriodWeeks)))
		}
	}
}

// mileage follows a carer's miles of a tax year.
type mileage struct {
	year   model.Date
	metres int64
}

// milesBefore is what a carer has driven before the plan in the tax year it begins in, by the Mondays of the weeks
// in carer_hours.
func (b *blockBook) milesBefore(c int) *mileage {
	out := &mileage{year: model.TaxYear(b.h.Calendar.Start())}
	for i := range b.h.Problem.CarerHours {
		w := &b.h.Problem.CarerHours[i]
		if w.Carer == b.judge.carer(c).ID && w.WeekStart >= out.year && w.WeekStart < b.h.Calendar.Start() {
			out.metres += int64(math.Round(w.Miles * model.MetresPerMile))
		}
	}
	return out
}

// book books a run's ways: to whoever drives the rate up to the step and the one beyond it, for a colleague in
// the car what the driver gets for a passenger.
func (m *mileage) book(b *blockBook, r *run) {
	x := b.judge.carer(r.carer)
	if year := model.TaxYear(r.date); year != m.year {
		m.year, m.metres = year, 0
	}
	c, shares := b.classify(r), b.patchTicks(r)
	b.split(c.travel, shares, r.carer, func(patch int, part int64) { b.on(patch, r.date).travel += part })
	b.split(c.metres, shares, r.carer, func(patch int, part int64) {
		if x.Lent {
			return
		}
		cell := b.on(patch, r.date)
		for _, y := range m.parts(b, x, r.date, part) {
			if y.metres == 0 {
				continue
			}
			cell.metres += y.metres
			rate, ok := b.rate(y.key, "", r.date)
			if !ok {
				b.missing(y.key, r.date)
				continue
			}
			// A mile is 1,609.344 metres: metres × 1000 / 1,609,344 of the rate.
			money := new(big.Rat).Mul(rate.Rat(), big.NewRat(y.metres*1000, 1_609_344))
			cell.mileage.Add(cell.mileage, money)
			b.further(cell, patch, r.date, money)
		}
	})
}

// milePart is metres at one rate.
type milePart struct {
	key    string
	metres int64
}

// parts takes metres apart by the rate that they have.
func (m *mileage) parts(b *blockBook, x *model.Carer, on model.Date, metres int64) []milePart {
	switch {
	case x.RidesWith != "":
		return []milePart{{model.MileagePassenger, metres}}
	case x.Mode == model.ModeBike || x.Mode == model.ModeEBike:
		return []milePart{{model.MileageBike, metres}}
	case x.Mode != model.ModeCar:
		return nil
	}
	room := metres
	if step, ok := b.rate(model.MileageStep, "", on); ok {
		// Thousandths of a mile are 1.609344 metres each.
		room = min(metres, max(0, muldiv(step.Thousandths, 1_609_344, 1_000_000)-m.metres))
	}
	m.metres += metres
	return []milePart{{model.Mileage, room}, {model.MileageOver, metres - room}}
}
