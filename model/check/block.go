package check

import (
	"cmp"
	"maps"
	"math"
	"math/big"
	"slices"

	"github.com/milltir/milltir/model"
)

// BlockAccount is what a rota uses of the block contract (C37), and what the year comes to if it goes on like it.
//
// Contact is of the patch of the person visited. Whatever else a run has, its paid time, its ways and its miles, is
// divided among the patches whose people it visits by the minutes with them; a run without visits is of the
// carer's own patch, and so is a salary without runs. Volunteers are not paid, and of carers whom another
// provider lends it is not known here what they cost.
type BlockAccount struct {
	YearStart model.Date   `json:"year_start"`
	YearEnd   model.Date   `json:"year_end"` // its last day
	Payments  int          `json:"payments"` // periods a year
	Planned   bool         `json:"planned"`  // a rota is in it; else the days ahead are like those of block.csv
	Patches   []BlockPatch `json:"patches"`
	All       BlockPatch   `json:"all"` // what they come to together
	Lent      int          `json:"lent_minutes"`
	Nights    int          `json:"sleep_in_and_on_call_shifts"` // what is done in them is paid; an allowance has no rate here
	Apart     int          `json:"sleep_in_and_on_call_minutes"`
	Rates     []BlockRate  `json:"rates"` // those of mileage, on-costs and overheads that were used
	// Unknown is work that no rate is known for: the cost leaves it out.
	Unknown []BlockUnknown `json:"unknown,omitempty"`
}

// BlockRate is a dated rate in its unit: pence a mile, miles, per cent, or pounds a period.
type BlockRate struct {
	Rate   string     `json:"rate"`
	From   model.Date `json:"from"`
	Value  float64    `json:"value"`
	Unit   string     `json:"unit"`
	Source string     `json:"source,omitempty"`
}

// BlockUnknown is the first day on which a rate is not known that is needed.
type BlockUnknown struct {
	Rate string     `json:"rate"`
	Date model.Date `json:"date"`
}

// BlockPatch is one patch's account, or, without a patch, that of all of them.
type BlockPatch struct {
	Patch   model.PatchID `json:"patch,omitempty"`
	Minutes int           `json:"block_minutes"` // a period, 0 for no such block; of all, if all have one
	Cost    int           `json:"block_pence"`
	Plan    BlockSum      `json:"plan"` // the plan's weeks
	Bands   []BlockBand   `json:"bands"`
	Periods []BlockPeriod `json:"periods"` // of the year, and those after it that the plan touches
	Year    BlockPeriod   `json:"year"`
}

// BlockPeriod is a period of the block year. Before is what block.csv says, Plan what the rota has of it, Ahead
// the other days at the plan's rate; Unrecorded are the days of those that lie before the plan.
type BlockPeriod struct {
	Number     int        `json:"number"` // from 1; 0 for the year
	First      model.Date `json:"first"`
	Last       model.Date `json:"last"`
	Before     BlockSum   `json:"before"`
	Plan       BlockSum   `json:"plan"`
	Ahead      BlockSum   `json:"ahead"`
	Total      BlockSum   `json:"total"`
	Unrecorded int        `json:"unrecorded_days,omitempty"`
	// Left is what remains of the block, below 0 overspent; 0 where there is none.
	LeftMinutes int `json:"left_minutes"`
	Left        int `json:"left_pence"`
}

// BlockSum is time in minutes and money in pence, each part rounded once, so that parts add up: Cost is Pay +
// OnCost + Mileage + Overhead + Recorded + Adjustments.
type BlockSum struct {
	Days        int `json:"days"`
	Contact     int `json:"contact"`
	Paid        int `json:"paid"`
	Travel      int `json:"travel"`
	Metres      int `json:"metres"` // that mileage is paid for: by car, by bike and in a colleague's car
	Pay         int `json:"pay"`
	OnCost      int `json:"on_cost"`
	Mileage     int `json:"mileage"`
	Overhead    int `json:"overhead"`
	Recorded    int `json:"recorded"` // by block.csv, which does not take it apart
	Adjustments int `json:"adjustments"`
	Cost        int `json:"cost"`
}

// PerHour is the pence of an hour of contact, rounded down; 0 without contact.
func (s BlockSum) PerHour() int {
	if s.Contact == 0 {
		return 0
	}
	return s.Cost * 60 / s.Contact
}

// Miles are rounded to the nearest tenth.
func (s BlockSum) Miles() float64 { return math.Round(float64(s.Metres)/model.MetresPerMile*10) / 10 }

// add gives the sum of two, part by part.
func (s BlockSum) add(x BlockSum) BlockSum {
	s.Days += x.Days
	s.Contact, s.Paid, s.Travel, s.Metres = s.Contact+x.Contact, s.Paid+x.Paid, s.Travel+x.Travel, s.Metres+x.Metres
	s.Pay, s.OnCost, s.Mileage, s.Overhead = s.Pay+x.Pay, s.OnCost+x.OnCost, s.Mileage+x.Mileage, s.Overhead+x.Overhead
	s.Recorded, s.Adjustments, s.Cost = s.Recorded+x.Recorded, s.Adjustments+x.Adjustments, s.Cost+x.Cost
	return s
}

// total fills in the cost.
func (s BlockSum) total() BlockSum {
	s.Cost = s.Pay + s.OnCost + s.Mileage + s.Overhead + s.Recorded + s.Adjustments
	return s
}

// forDays is as much of a sum as so many days have, each part but adjustments, which happen once, rounded to the
// nearest.
func (s BlockSum) forDays(days int) BlockSum {
	if s.Days == 0 || days == 0 {
		return BlockSum{}
	}
	part := func(x int) int { return (2*x*days + s.Days) / (2 * s.Days) }
	return BlockSum{
		Days: days, Contact: part(s.Contact), Paid: part(s.Paid), Travel: part(s.Travel), Metres: part(s.Metres),
		Pay: part(s.Pay), OnCost: part(s.OnCost), Mileage: part(s.Mileage), Overhead: part(s.Overhead), Recorded: part(s.Recorded),
	}.total()
}

// BlockBand is pay by one rate in the plan's weeks.
type BlockBand struct {
	Rate    string     `json:"rate"`
	From    model.Date `json:"from"`
	Pence   int        `json:"pence_an_hour"`
	Source  string     `json:"source,omitempty"`
	Minutes int        `json:"minutes"`
	Pay     int        `json:"pay"` // pence
}

// Block works out the account of the block contract. The error is that of [Horizon].
func Block(h *model.Horizon, r *model.Rota) (*BlockAccount, error) {
	j, err := newJudge(h, r)
	if err != nil {
		return nil, err
	}
	b := newBlockBook(j, true)
	b.contacts()
	for c := range h.Problem.Carers {
		b.carer(c)
	}
	b.overheads()
	return b.account(), nil
}

// BlockRecorded is the account without a rota: what block.csv says, and the rest of the year like it.
func BlockRecorded(h *model.Horizon) *BlockAccount {
	return newBlockBook(&judge{h: h, perMinute: int64(h.Calendar.Resolution())}, false).account()
}

// account puts the books in order.
func (b *blockBook) account() *BlockAccount {
	p := b.h.Problem
	start, periods := p.BlockYear()
	out := &BlockAccount{YearStart: start, YearEnd: start.Add(7*model.PeriodWeeks*periods - 1), Payments: periods, Planned: b.planned, Patches: []BlockPatch{}, Lent: b.inMinutes(b.lent), Nights: b.nights, Apart: b.inMinutes(b.apart)}
	for name, on := range b.unknown { // sorted below
		out.Unknown = append(out.Unknown, BlockUnknown{name, on})
	}
	slices.SortFunc(out.Unknown, func(x, y BlockUnknown) int { return cmp.Compare(x.Rate, y.Rate) })
	out.Rates = slices.SortedFunc(maps.Keys(b.used), func(x, y BlockRate) int { return cmp.Or(cmp.Compare(x.Rate, y.Rate), cmp.Compare(x.From, y.From)) })
	minutes, money := true, true
	for i := range p.Patches {
		x := b.patch(i)
		if !p.Patches[i].Block() && x.Plan.Contact == 0 && x.Plan.Paid == 0 {
			continue
		}
		minutes, money = minutes && x.Minutes > 0, money && x.Cost > 0
		out.Patches = append(out.Patches, x)
	}
	out.All = allPatches(out.Patches, minutes, money)
	return out
}

// patch is the account of one patch.
func (b *blockBook) patch(i int) BlockPatch {
	p := b.h.Problem
	x := &p.Patches[i]
	first, last := b.h.Calendar.Start(), b.h.Calendar.Start().Add(7*b.h.Weeks-1)
	out := BlockPatch{Patch: x.ID, Minutes: x.BlockMinutes4w, Cost: toPence(x.BlockCost4w), Bands: b.bands(i)}
	_, periods := p.BlockYear()
	final := max(periods-1, p.BlockIndex(last))
	for k := range final + 1 {
		from, to := p.BlockSpan(k)
		y := BlockPeriod{Number: k + 1, First: from, Last: to}
		if b.planned && from <= last && to >= first {
			y.Plan = b.cell(i, k).sum(b.judge)
			y.Plan.Days = int(min(to, last) - max(from, first) + 1)
			out.Plan = out.Plan.add(y.Plan)
		}
		out.Periods = append(out.Periods, y)
	}
	like := out.Plan
	for k := range out.Periods {
		b.recorded(&out, k)
		if !b.planned {
			like = like.add(out.Periods[k].Before)
		}
	}
	for k := range out.Periods {
		b.fill(&out, k, like)
	}
	year := &out.Year
	year.First, year.Last = out.Periods[0].First, out.Periods[periods-1].Last
	for k := range periods {
		year.join(&out.Periods[k])
	}
	return out
}

// recorded adds to a period what block.csv has of it.
func (b *blockBook) recorded(out *BlockPatch, k int) {
	y := &out.Periods[k]
	before := max(0, min(int(b.h.Calendar.Start()-y.First), 7*model.PeriodWeeks))
	row := b.h.Problem.BlockBefore(out.Patch, k)
	if row == nil {
		y.Unrecorded = before
		return
	}
	y.Before = BlockSum{Days: before, Contact: row.ContactMinutes, Paid: row.PaidMinutes, Adjustments: toPence(row.Adjustments)}
	if row.Cost != nil {
		y.Before.Recorded = toPence(*row.Cost)
	}
	y.Before = y.Before.total()
}

// fill takes the other days of a period to be like some that are known; of the year after nothing is foreseen.
func (b *blockBook) fill(out *BlockPatch, k int, like BlockSum) {
	y := &out.Periods[k]
	if _, periods := b.h.Problem.BlockYear(); k < periods {
		y.Ahead = like.forDays(7*model.PeriodWeeks - y.Before.Days - y.Plan.Days)
	}
	y.Total = y.Before.add(y.Plan).add(y.Ahead)
	y.left(out.Minutes, out.Cost)
}

// left compares a period with what is bought.
func (y *BlockPeriod) left(minutes, cost int) {
	if minutes > 0 {
		y.LeftMinutes = minutes - y.Total.Paid
	}
	if cost > 0 {
		y.Left = cost - y.Total.Cost
	}
}

// join adds another period, or the same one of another patch.
func (y *BlockPeriod) join(x *BlockPeriod) {
	y.Before, y.Plan, y.Ahead, y.Total = y.Before.add(x.Before), y.Plan.add(x.Plan), y.Ahead.add(x.Ahead), y.Total.add(x.Total)
	y.Unrecorded += x.Unrecorded
	y.LeftMinutes += x.LeftMinutes
	y.Left += x.Left
}

// allPatches adds up patches; what is bought, and left, only where all of them have such a block. Days stay those
// of one.
func allPatches(patches []BlockPatch, minutes, money bool) BlockPatch {
	var out BlockPatch
	if len(patches) == 0 {
		return out
	}
	for i := range patches {
		x := &patches[i]
		if i == 0 {
			out.Periods = make([]BlockPeriod, len(x.Periods))
			for k := range x.Periods {
				out.Periods[k].Number, out.Periods[k].First, out.Periods[k].Last = x.Periods[k].Number, x.Periods[k].First, x.Periods[k].Last
			}
			out.Year.First, out.Year.Last = x.Year.First, x.Year.Last
		}
		out.Minutes, out.Cost, out.Plan = out.Minutes+x.Minutes, out.Cost+x.Cost, out.Plan.add(x.Plan)
		for k := range x.Periods {
			out.Periods[k].join(&x.Periods[k])
		}
		out.Year.join(&x.Year)
		out.Bands = joinBands(out.Bands, x.Bands)
	}
	if !minutes {
		out.Minutes = 0
	}
	if !money {
		out.Cost = 0
	}
	for k := range out.Periods {
		out.Periods[k].scale(len(patches), minutes, money)
	}
	out.Year.scale(len(patches), minutes, money)
	out.Plan.Days /= len(patches)
	return out
}

// scale makes of days of several patches those of one, where all have as many, and takes back what is left where
// some patch has no such block.
func (y *BlockPeriod) scale(patches int, minutes, money bool) {
	y.Plan.Days, y.Total.Days = y.Plan.Days/patches, y.Total.Days/patches
	y.Before.Days, y.Ahead.Days = 0, 0 // by patch they differ, as block.csv has it
	if !minutes {
		y.LeftMinutes = 0
	}
	if !money {
		y.Left = 0
	}
}

func joinBands(a, b []BlockBand) []BlockBand {
	for _, x := range b {
		k := slices.IndexFunc(a, func(y BlockBand) bool { return y.Rate == x.Rate && y.From == x.From })
		if k < 0 {
			a = append(a, x)
			continue
		}
		a[k].Minutes, a[k].Pay = a[k].Minutes+x.Minutes, a[k].Pay+x.Pay
	}
	slices.SortFunc(a, func(x, y BlockBand) int { return cmp.Or(cmp.Compare(x.Rate, y.Rate), cmp.Compare(x.From, y.From)) })
	return a
}

// toPence takes pounds of a table.
func toPence(pounds float64) int {
	x := new(big.Rat)
	if x.SetFloat64(math.Round(pounds*1e4)) == nil { // past a hundredth of a penny it is the binary form of the number
		return 0
	}
	return model.Pence(x.Quo(x, big.NewRat(100, 1)))
}
