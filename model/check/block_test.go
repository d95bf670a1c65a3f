package check

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
)

// contract: the rounds of c1 in a block of 60,000 minutes and £20,000 a period. The week of 23 November 2026 is the
// third of the ninth period (9 November) of the year of 30 March; p3 is of Tywyn, which has no block.
func contract(t testing.TB) *model.Problem {
	p := rounds(t)
	p.Patches[0].BlockMinutes4w, p.Patches[0].BlockCost4w = 60_000, 20_000
	return p
}

// TestBlockCost: what the rounds cost by dated rates. Visits of 3 × 60 minutes and 2 legs of 10 minutes and
// 5,000 metres are 200 paid minutes and 10,000 metres, 6.2137 miles.
func TestBlockCost(t *testing.T) {
	const tight = "c1 s1 | v1 08:00-09:00 | v2 09:10-10:10 | v3 10:20-11:20"
	rate := func(name, from string, value float64, unit string) func(*model.Problem) {
		return func(p *model.Problem) {
			p.Rates = append(p.Rates, model.Rate{Name: name, From: date(t, from), Value: value, Unit: unit})
		}
	}
	law := func(edit func(*model.Problem)) func(*model.Problem) {
		return func(p *model.Problem) { edit(p); p.Rates[len(p.Rates)-1].Law = true }
	}
	driven := func(miles float64, monday string) func(*model.Problem) {
		return func(p *model.Problem) {
			p.CarerHours = append(p.CarerHours, model.CarerWeek{Carer: "c1", WeekStart: date(t, monday), Miles: miles})
		}
	}
	start := func(d string) func(*model.Problem) {
		return func(p *model.Problem) {
			p.Plan.Start, p.Shifts[0].Date, p.Rates[0].From = date(t, d), date(t, d), date(t, "2020-04-01")
		}
	}
	type figures struct{ Pay, OnCost, Mileage, Overhead, Cost int }
	for _, row := range []struct {
		name string
		edit func(*model.Problem)
		want figures
		why  string
	}{
		{"pay and miles", nil, figures{4333, 0, 342, 0, 4675}, "200 × 1300 / 60 is 4333.33; 6.21371 miles × 55 are 341.75"},
		{"on-costs", rate("on_cost", "2026-04-01", 12.5, ""), figures{4333, 542, 342, 0, 5217}, "12.5 % of 4333.33, not of 4333, are 541.67"},
		{"on-costs of the band", all(rate("on_cost", "2026-04-01", 12.5, ""), rate("on_cost.2", "2026-04-01", 10, "per cent")), figures{4333, 433, 342, 0, 5108}, "the band's own: 433.33"},
		{"on-costs of another band", rate("on_cost.3", "2026-04-01", 10, "%"), figures{4333, 0, 342, 0, 4675}, "not hers"},
		{"on-costs to come", rate("on_cost", "2026-11-24", 12.5, ""), figures{4333, 0, 342, 0, 4675}, "Monday has none yet"},
		{"a share of overheads", all(rate("on_cost", "2026-04-01", 12.5, ""), rate("overhead", "2026-04-01", 11, "per cent")), figures{4333, 542, 342, 574, 5791}, "11 % of 4333.33 + 541.67 + 341.75 = 5216.75 are 573.84"},
		{"overheads a period", rate("overhead", "2026-04-01", 600, "pounds a period"), figures{4333, 0, 342, 15000, 19675}, "a week is a quarter of £600"},
		{"overheads of the patch", all(rate("overhead", "2026-04-01", 600, "pounds"), rate("overhead.bala", "2026-04-01", 100.1, "pounds")), figures{4333, 0, 342, 2503, 7178}, "£100.10 / 4 is 2502.5, and a half goes up"},
		{"overheads that rise", all(rate("overhead", "2026-04-01", 600, "pounds"), rate("overhead", "2026-11-28", 880, "pounds")), figures{4333, 0, 342, 17000, 21675}, "five days of 60,000 / 28 and two of 88,000 / 28"},
		{"a higher pay from Monday", rate("pay.2", monday, 1500, "pence"), figures{5000, 0, 342, 0, 5342}, "by the date of the shift"},
		{"a higher pay from Tuesday", rate("pay.2", "2026-11-24", 1500, "pence"), figures{4333, 0, 342, 0, 4675}, "the earlier rate"},
		{"miles before April 2026", start("2026-03-30"), figures{4333, 0, 280, 0, 4613}, "45p still: 279.62"},
		{"miles from 6 April 2026", start("2026-04-06"), figures{4333, 0, 342, 0, 4675}, "55p that day"},
		{"a house's own mileage", rate("mileage", "2024-04-01", 30, "pence a mile"), figures{4333, 0, 186, 0, 4519}, "30p whatever HMRC has since: 186.41"},
		{"its own in pounds", rate("mileage", "2024-04-01", 0.30, "pounds"), figures{4333, 0, 186, 0, 4519}, "the same"},
		{"a new law", law(rate("mileage", "2026-10-01", 60, "pence a mile")), figures{4333, 0, 373, 0, 4706}, "372.82"},
		{"an old law", law(rate("mileage", "2025-10-01", 60, "pence a mile")), figures{4333, 0, 342, 0, 4675}, "HMRC's of April is later"},
		{"past the step", driven(10_000, "2026-11-16"), figures{4333, 0, 155, 0, 4488}, "25p: 155.34"},
		{"across the step", driven(9_997, "2026-11-16"), figures{4333, 0, 245, 0, 4578}, "3 × 55 + 3.21371 × 25 are 245.34"},
		{"miles of last tax year", driven(10_000, "2026-03-30"), figures{4333, 0, 342, 0, 4675}, "they do not count: its Monday is before 6 April"},
		{"miles of this tax year", driven(10_000, "2026-04-06"), figures{4333, 0, 155, 0, 4488}, "its Monday is 6 April"},
		{"another step", all(driven(5_000, "2026-11-16"), rate("mileage.step", "2026-04-01", 5_000, "miles")), figures{4333, 0, 155, 0, 4488}, "a house may have its own"},
		{"by bicycle", all(carer(func(x *model.Carer) { x.Mode = model.ModeBike }), bikes), figures{4333, 0, 124, 0, 4457}, "20p: 124.27"},
		{"on foot", all(carer(func(x *model.Carer) { x.Mode = model.ModeWalk }), walks), figures{4333, 0, 0, 0, 4333}, "nothing"},
		{"a colleague's passenger", carer(func(x *model.Carer) { x.RidesWith = "c2" }), figures{4333, 0, 31, 0, 4364}, "5p to c2: 31.07"},
		{"a volunteer", carer(func(x *model.Carer) { x.Contract.Kind = model.Volunteer }), figures{0, 0, 342, 0, 342}, "no pay, but miles"},
		{"lent by another provider", carer(func(x *model.Carer) { x.Lent = true }), figures{0, 0, 0, 0, 0}, "not known here"},
	} {
		t.Run(row.name, func(t *testing.T) {
			p := contract(t)
			if row.edit != nil {
				row.edit(p)
			}
			h := expand(t, p)
			a, err := Block(h, rota(t, h, tight))
			require.NoError(t, err)
			require.Len(t, a.Patches, 1)
			s := a.Patches[0].Plan
			require.Equal(t, row.want, figures{s.Pay, s.OnCost, s.Mileage, s.Overhead, s.Cost}, row.why)
			require.Equal(t, 180, s.Contact)
			requireBlockSums(t, a)
		})
	}
}

// TestBlockMiles: the 10,000 metres of the rounds are miles of the account where mileage is paid for them.
func TestBlockMiles(t *testing.T) {
	for _, row := range []struct {
		name string
		edit func(*model.Problem)
		want int
		why  string
	}{
		{"by car", nil, 10_000, "6.2 miles"},
		{"on foot", all(carer(func(x *model.Carer) { x.Mode = model.ModeWalk }), walks), 0, "the way is time, and no miles"},
		{"by bus", all(carer(func(x *model.Carer) { x.Mode = model.ModeBus }), func(p *model.Problem) { legsBy(p, model.ModeBus) }), 0, "nor there"},
		{"by bicycle", all(carer(func(x *model.Carer) { x.Mode = model.ModeBike }), bikes), 10_000, "20p a mile"},
		{"a colleague's passenger", carer(func(x *model.Carer) { x.RidesWith = "c2" }), 10_000, "5p a mile"},
		{"lent", carer(func(x *model.Carer) { x.Lent = true }), 0, "their provider pays them"},
	} {
		t.Run(row.name, func(t *testing.T) {
			p := contract(t)
			if row.edit != nil {
				row.edit(p)
			}
			h := expand(t, p)
			a, err := Block(h, rota(t, h, "c1 s1 | v1 08:00-09:00 | v2 09:10-10:10 | v3 10:20-11:20"))
			require.NoError(t, err)
			require.Equal(t, []int{row.want, 20}, []int{a.All.Plan.Metres, a.All.Plan.Travel}, row.why)
		})
	}
}

// TestBlockNights: a sleep-in is paid for what is done in it, and told apart: no rate says what the night itself costs.
func TestBlockNights(t *testing.T) {
	p := contract(t)
	p.Shifts[0].Kind = model.SleepIn
	h := expand(t, p)
	a, err := Block(h, rota(t, h, "c1 s1 | v1 08:00-09:00 | v2 09:10-10:10"))
	require.NoError(t, err)
	require.Equal(t, []int{1, 460, 130}, []int{a.Nights, a.Apart, a.All.Plan.Paid}, "480 minutes less a break of 20; two visits and the way")
	a, err = Block(expand(t, contract(t)), rota(t, h, "c1 s1 | v1 08:00-09:00"))
	require.NoError(t, err)
	require.Zero(t, a.Nights)
}

// bikes and walks give their modes the legs of cars.
func bikes(p *model.Problem) { legsBy(p, model.ModeBike) }
func walks(p *model.Problem) { legsBy(p, model.ModeWalk) }

func legsBy(p *model.Problem, mode string) {
	for i := range p.Legs {
		p.Legs[i].Mode = mode
	}
}

// TestBlockPatches: whose time it is. c1 has a shift of 480 minutes less a break of 20, paid whole; p1 and p2 are
// of Bala, p3 of Tywyn.
func TestBlockPatches(t *testing.T) {
	type figures struct{ Contact, Paid, Travel, Metres int }
	for _, row := range []struct {
		name        string
		edit        func(*model.Problem)
		rota        string
		bala, tywyn figures
		why         string
	}{
		{"at home", nil, "c1 s1 | v1 08:00-09:00 | v2 09:10-10:10", figures{120, 460, 10, 5000}, figures{}, "all Bala's"},
		{"lent for all of it", nil, "c1 s1 | v3 08:00-09:00", figures{}, figures{60, 460, 0, 0}, "of the patch of the person visited, waits too"},
		{"lent for one of three", nil, "c1 s1 | v1 08:00-09:00 | v2 09:10-10:10 | v3 10:20-11:20", figures{120, 307, 13, 6666}, figures{60, 153, 7, 3334}, "two thirds and one third of 460 minutes, 20 minutes of ways and 10,000 metres"},
		{"nobody visited", nil, "c1 s1", figures{0, 460, 0, 0}, figures{}, "her own patch's"},
		{"by the visit", carer(func(x *model.Carer) { x.Contract.Kind = model.ZeroHours }), "c1 s1 | v1 08:00-09:00 | v3 09:10-10:10", figures{60, 65, 5, 2500}, figures{60, 65, 5, 2500}, "contact and the way, halved"},
		{"salaried", carer(func(x *model.Carer) { x.Contract = model.Contract{Kind: model.Salaried, MinWeek: 900} }), "c1 s1 | v1 08:00-09:00 | v3 09:10-10:10", figures{60, 450, 5, 2500}, figures{60, 450, 5, 2500}, "900 are owed, and 460 worked"},
		{"come along", nil, "c1 s1 | v1 08:00-09:00\nc2 s2 | v1/shadow 08:00-09:00", figures{60, 520, 0, 0}, figures{}, "paid, but no attendance"},
	} {
		t.Run(row.name, func(t *testing.T) {
			p := contract(t)
			p.Carers[0].Contract.Kind = model.Guaranteed
			p.People[2].Patch = "tywyn"
			addShift(t, p, monday, "c2 s2 08:00-09:00 open")
			p.Rates = append(p.Rates, model.Rate{Name: model.PayPerHour, From: 1, Value: 1300, Unit: "pence"})
			if row.edit != nil {
				row.edit(p)
			}
			h := expand(t, p)
			a, err := Block(h, rota(t, h, row.rota))
			require.NoError(t, err)
			requireBlockSums(t, a)
			got := map[model.PatchID]figures{}
			for i := range a.Patches {
				s := a.Patches[i].Plan
				got[a.Patches[i].Patch] = figures{s.Contact, s.Paid, s.Travel, s.Metres}
			}
			require.Equal(t, []figures{row.bala, row.tywyn}, []figures{got["bala"], got["tywyn"]}, row.why)
		})
	}
}

// TestBlockYear: what is used and left, and the year to its end. 180 minutes with people, 200 paid and 4,675 pence
// in one of 52 weeks.
func TestBlockYear(t *testing.T) {
	p := contract(t)
	pounds := func(x float64) *float64 { return &x }
	for k := range 8 {
		first := model.NewDate(2026, 3, 30).Add(28 * k)
		if k != 3 { // nobody has written down the fourth
			p.BlockPeriods = append(p.BlockPeriods, model.BlockPeriod{Patch: "bala", PeriodStart: first, ContactMinutes: 40_000, PaidMinutes: 61_000, Cost: pounds(19_000), Adjustments: -50})
		}
	}
	p.BlockPeriods = append(p.BlockPeriods, model.BlockPeriod{Patch: "bala", PeriodStart: model.NewDate(2026, 11, 9), ContactMinutes: 20_000, PaidMinutes: 30_000, Cost: pounds(10_000)})
	h := expand(t, p)
	a, err := Block(h, rota(t, h, "c1 s1 | v1 08:00-09:00 | v2 09:10-10:10 | v3 10:20-11:20"))
	require.NoError(t, err)
	requireBlockSums(t, a)
	require.Equal(t, "2026-03-30 2027-03-28", fmt.Sprint(a.YearStart, " ", a.YearEnd))
	x := &a.Patches[0]
	require.Len(t, x.Periods, 13)
	first, fourth, ninth, last := x.Periods[0], x.Periods[3], x.Periods[8], x.Periods[12]
	require.Equal(t, BlockSum{Days: 28, Contact: 40_000, Paid: 61_000, Recorded: 1_900_000, Adjustments: -5_000, Cost: 1_895_000}, first.Total)
	require.Equal(t, []int{-1_000, 105_000}, []int{first.LeftMinutes, first.Left}, "overspent in hours, underspent in money: 2,000,000 − 1,895,000")
	require.Equal(t, 28, fourth.Unrecorded)
	require.Equal(t, BlockSum{Days: 28, Contact: 720, Paid: 800, Travel: 80, Metres: 40_000, Pay: 17_332, Mileage: 1_368, Cost: 18_700}, fourth.Total, "four of the plan's week")
	require.Equal(t, []int{14, 7, 7}, []int{ninth.Before.Days, ninth.Plan.Days, ninth.Ahead.Days}, "two weeks before the plan, its own, and one after it")
	require.Equal(t, 30_000+200+200, ninth.Total.Paid)
	require.Equal(t, 1_000_000+4_675+4_675, ninth.Total.Cost)
	require.Equal(t, []int{29_600, 2_000_000 - 1_009_350}, []int{ninth.LeftMinutes, ninth.Left})
	require.Equal(t, 18_700, last.Total.Cost)
	require.Equal(t, 7*61_000+800+30_400+4*800, x.Year.Total.Paid, "seven written down, the fourth, the ninth, four to come")
	require.Equal(t, 13*60_000-x.Year.Total.Paid, x.Year.LeftMinutes)
	require.Equal(t, 7*1_895_000+18_700+1_009_350+4*18_700, x.Year.Total.Cost)
	require.Equal(t, 28, x.Year.Unrecorded)
	require.Equal(t, 4_675*60/180, x.Plan.PerHour(), "£15.58 for an hour of contact")
}

// TestBlockRecorded: without a rota the year goes on like what is written down; adjustments happen once.
func TestBlockRecorded(t *testing.T) {
	p := contract(t)
	cost := 19_000.0
	p.BlockPeriods = []model.BlockPeriod{{Patch: "bala", PeriodStart: model.NewDate(2026, 3, 30), ContactMinutes: 40_000, PaidMinutes: 50_000, Cost: &cost, Adjustments: 100}}
	a := BlockRecorded(expand(t, p))
	requireBlockSums(t, a)
	year := a.Patches[0].Year
	require.Equal(t, BlockSum{Days: 364, Contact: 13 * 40_000, Paid: 13 * 50_000, Recorded: 13 * 1_900_000, Adjustments: 10_000, Cost: 13*1_900_000 + 10_000}, year.Total)
	require.Equal(t, []int{13 * 10_000, 13*100_000 - 10_000}, []int{year.LeftMinutes, year.Left})
	require.Equal(t, 238-28, year.Unrecorded, "238 days before the plan")
	require.Empty(t, BlockRecorded(expand(t, rounds(t))).Patches, "nobody has a block")
}

// TestBlockOverYears: a plan over the end of the block year, of which the next one is none of the projection.
func TestBlockOverYears(t *testing.T) {
	p := contract(t)
	p.Block = model.BlockYear{YearStart: date(t, "2026-10-26"), Periods: 1}
	p.Plan.Start, p.Plan.Weeks, p.Shifts[0].Date = date(t, "2026-11-16"), 2, date(t, "2026-11-16")
	for i := range p.Visits {
		p.Visits[i].Days = 1
	}
	h := expand(t, p)
	a, err := Block(h, rota(t, h, "c1 s1 | v1 08:00-09:00"))
	require.NoError(t, err)
	requireBlockSums(t, a)
	x := &a.Patches[0]
	require.Len(t, x.Periods, 2)
	require.Equal(t, []int{7, 7, 14}, []int{x.Periods[0].Plan.Days, x.Periods[1].Plan.Days, x.Plan.Days})
	require.Equal(t, x.Periods[0].Total, x.Year.Total, "the year has one period")
	require.Equal(t, 60+90, x.Year.Total.Contact, "60 planned, and 21 days at 60 in 14")
	require.Zero(t, x.Periods[1].Ahead)
}

// A rate that is needed and not known is named, and the cost leaves the work out.
func TestBlockUnknown(t *testing.T) {
	p := contract(t)
	p.Rates = nil
	h := expand(t, p)
	a, err := Block(h, rota(t, h, "c1 s1 | v1 08:00-09:00 | v2 09:10-10:10"))
	require.NoError(t, err)
	require.Equal(t, []BlockUnknown{{"pay.2", date(t, monday)}}, a.Unknown)
	require.Equal(t, []int{130, 0, 171}, []int{a.All.Plan.Paid, a.All.Plan.Pay, a.All.Plan.Cost}, "paid time counts; 3.10686 miles × 55")
	_, err = Block(nil, nil)
	require.Error(t, err)
}

// requireBlockSums: parts add up to the whole in every direction.
func requireBlockSums(t require.TestingT, a *BlockAccount) {
	var all BlockSum
	for i := range a.Patches {
		x := &a.Patches[i]
		var plan, year BlockSum
		pay, bought := 0, 0
		for k := range x.Periods {
			y := &x.Periods[k]
			plan = plan.add(y.Plan)
			for _, s := range []BlockSum{y.Before, y.Plan, y.Ahead, y.Total} {
				require.Equal(t, s.Pay+s.OnCost+s.Mileage+s.Overhead+s.Recorded+s.Adjustments, s.Cost)
			}
			require.Equal(t, y.Before.add(y.Plan).add(y.Ahead), y.Total)
			if k < a.Payments {
				require.Equal(t, 28, y.Total.Days, "every day of the year is counted once")
				year, bought = year.add(y.Total), bought+x.Cost
			}
		}
		require.Equal(t, plan, x.Plan)
		require.Equal(t, year, x.Year.Total)
		if x.Cost > 0 {
			require.Equal(t, bought-year.Cost, x.Year.Left)
		}
		for _, band := range x.Bands {
			pay += band.Pay
		}
		require.Equal(t, x.Plan.Pay, pay, "bands add up to pay")
		all = all.add(year)
	}
	if n := len(a.Patches); n > 0 {
		all.Days /= n
	}
	require.Equal(t, all, a.All.Year.Total)
}

// TestBlockRandom: whatever the rota, parts add up, and no minute is lost or counted twice: contact is what the measures
// have, paid time and pay are what check.Pay has.
func TestBlockRandom(t *testing.T) {
	for seed := range uint64(300) {
		rng := rand.New(rand.NewPCG(seed, 1))
		p := world(t)
		p.Plan.Weeks = 1 + rng.IntN(6)
		p.Rules.Pay.Basis = []string{"", model.ByShift, model.ByContact, model.ByContactTravel}[rng.IntN(4)]
		p.Patches[0].BlockMinutes4w, p.Patches[1].BlockCost4w = 1000, 1234.56
		text := ""
		p.People[2].Patch = "tywyn"
		for c := range p.Carers {
			x := &p.Carers[c]
			x.Contract.Kind = []string{model.Guaranteed, model.ZeroHours, model.Salaried}[rng.IntN(3)]
			x.Contract.MinWeek, x.PayBand = rng.IntN(900), fmt.Sprint(rng.IntN(2))
			for w := range p.Plan.Weeks {
				d := p.Plan.Start.Add(7*w + rng.IntN(7))
				id := fmt.Sprintf("s%d.%d", c, w)
				addShift(t, p, d.String(), fmt.Sprintf("%s %s 07:00-15:00 open", x.ID, id))
				text += fmt.Sprintf("%s %s %s", x.ID, id, d)
				at := 420 + rng.IntN(30)
				for n := range rng.IntN(5) {
					v := addVisit(t, p, fmt.Sprintf("v%s.%d p%d 07:00-15:00 %d", id, n, 1+rng.IntN(3), 15+rng.IntN(60)))
					v.Days = 1 << d.Weekday()
					text += fmt.Sprintf(" | %s %v-%v", v.ID, model.Clock(at), model.Clock(at+v.Length))
					at += v.Length + 10 + rng.IntN(20)
				}
				text += "\n"
			}
		}
		for i, name := range []string{"pay.0", "pay.1", "pay.1", "on_cost", "on_cost.1", "overhead"} {
			unit := []string{"pence", "pence", "pence", "", "", "per cent"}[i]
			p.Rates = append(p.Rates, model.Rate{Name: name, From: model.Date(1 + i%2*rng.IntN(25000)), Value: float64(1 + rng.IntN(1000)), Unit: unit})
		}
		p.Rates[0].From, p.Rates[1].From = 1, 1
		h := expand(t, p)
		r := rota(t, h, text)
		a, err := Block(h, r)
		require.NoError(t, err)
		requireBlockSums(t, a)
		periods, err := Pay(h, r)
		require.NoError(t, err)
		paid, pay := 0, 0
		for _, x := range periods {
			paid, pay = paid+int(x.PaidTicks), pay+x.Pay
		}
		v, err := Horizon(h, r)
		require.NoError(t, err)
		cells := float64(3 * len(a.Patches) * len(a.All.Periods))
		require.InDelta(t, v.Measures.Visit/60, a.All.Plan.Contact, cells/2, "seed %d", seed)
		require.InDelta(t, paid/60, a.All.Plan.Paid, cells/2, "seed %d", seed)
		require.InDelta(t, pay, a.All.Plan.Pay, cells+float64(len(periods)), "pence lost by rounding only: seed %d", seed)
	}
}

// TestBlockRule: paid time beyond what the block leaves to the plan's days: of 240 minutes in four weeks 60 for a
// week. c1 is on zero hours, p3 of Tywyn.
func TestBlockRule(t *testing.T) {
	const tight = "c1 s1 | v1 08:00-09:00 | v2 09:10-10:10 | v3 10:20-11:20"
	used := func(start string, paid int) func(*model.Problem) {
		return func(p *model.Problem) {
			p.BlockPeriods = append(p.BlockPeriods, model.BlockPeriod{Patch: "bala", PeriodStart: date(t, start), PaidMinutes: paid})
		}
	}
	kind := func(k string) func(*model.Problem) { return carer(func(x *model.Carer) { x.Contract.Kind = k }) }
	as := func(level model.Level) func(*model.Problem) { return weigh(model.RuleBlock, level) }
	judgeRules(t, model.RuleBlock, func(t testing.TB) *model.Problem {
		p := rounds(t)
		p.Patches[0].BlockMinutes4w, p.People[2].Patch = 240, "tywyn"
		p.Objective.Levels = map[model.Code]model.Level{model.RuleBlock: model.Wishes}
		return p
	}, []rule{
		{"off", as(model.Off), tight, cost(0), "as it is unless an objective has it"},
		{"an hour", nil, "c1 s1 | v1 08:00-09:00", cost(0), "60 are there"},
		{"two", nil, "c1 s1 | v1 08:00-09:00 | v2 09:10-10:10", cost(35000), "130 are paid, 70 too many: 30 × 70 / 60"},
		{"lent", nil, tight, cost(36666), "of 200 paid 133 minutes 20 are Bala's, 73 minutes 20 too many: 36.667, rounded down"},
		{"by contact", func(p *model.Problem) { p.Rules.Pay.Basis = model.ByContact }, tight, cost(30000), "120 of 180"},
		{"by the shift", kind(model.Guaranteed), "c1 s1 | v1 08:00-09:00 | v3 10:20-11:20", cost(85000), "half of 460 are 230"},
		{"by the shift at home", kind(model.Guaranteed), "c1 s1", cost(200000), "all 460"},
		{"a volunteer", kind(model.Volunteer), tight, cost(0), "not paid"},
		{"a salary", carer(func(x *model.Carer) { x.Contract = model.Contract{Kind: model.Salaried, MinWeek: 2000} }), "c1 s1 | v1 08:00-09:00", cost(200000), "what is worked of it counts"},
		{"used before", used("2026-11-09", 100), "c1 s1 | v1 08:00-09:00 | v2 09:10-10:10", cost(30000), "of 140 in two weeks 70 are for this one: 60 too many"},
		{"used up", used("2026-11-09", 300), "c1 s1 | v1 08:00-09:00", cost(30000), "nothing is left"},
		{"used in another period", used("2026-10-12", 300), "c1 s1 | v1 08:00-09:00", cost(0), "each by itself"},
		{"four weeks in two periods", func(p *model.Problem) { p.Plan.Weeks = 4 }, "c1 s1 | v1 08:00-09:00 | v2 09:10-10:10", cost(5000), "120 for the two weeks of this one"},
		{"no block", func(p *model.Problem) { p.Patches[0].BlockMinutes4w = 0 }, tight, cost(0), "nothing is bought"},
		{"as law", as(model.Law), tight, law(1, 0), "one block is passed"},
	})
}
