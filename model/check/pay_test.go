package check

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/milltir/milltir/model"
)

// rounds: c1, on zero hours at 13.00 an hour, has a shift of eight hours with a break of twenty minutes,
// and three people to see, each leg ten minutes.
func rounds(t testing.TB) *model.Problem {
	p := world(t)
	addShift(t, p, monday, "c1 s1 07:00-15:00 given")
	for _, text := range []string{"v1 p1 07:00-15:00 60", "v2 p2 07:00-15:00 60", "v3 p3 07:00-15:00 60"} {
		addVisit(t, p, text)
	}
	p.Carers[0].Contract.Kind, p.Carers[0].PayBand = model.ZeroHours, "2"
	p.Rates = []model.Rate{{Name: "pay.2", From: date(t, "2026-04-01"), Value: 1300, Unit: "pence"}}
	return p
}

// TestPay: work is contact, legs, waits under an hour; paid minutes, pence of pay, what they are for an hour
// of work, the legal rate and what is missing of it.
func TestPay(t *testing.T) {
	const (
		short = "c1 s1 | v1 08:00-09:00 | v2 09:10-10:10 | v3 10:50-11:50"
		tight = "c1 s1 | v1 08:00-09:00 | v2 09:10-10:10 | v3 10:20-11:20"
	)
	kind := func(k string) func(*model.Problem) { return carer(func(x *model.Carer) { x.Contract.Kind = k }) }
	basis := func(b string) func(*model.Problem) { return func(p *model.Problem) { p.Rules.Pay.Basis = b } }
	rate := func(name, from string, pence float64) func(*model.Problem) {
		return func(p *model.Problem) {
			p.Rates = append(p.Rates, model.Rate{Name: name, From: date(t, from), Value: pence, Unit: "pence"})
		}
	}
	born := func(s string) func(*model.Problem) { return carer(func(x *model.Carer) { x.Born = date(t, s) }) }
	owed := func(overtime bool) func(*model.Problem) {
		return carer(func(x *model.Carer) {
			x.Contract = model.Contract{Kind: model.Salaried, MinWeek: 180, Overtime: overtime}
		})
	}
	shift := func(kind string) func(*model.Problem) { return func(p *model.Problem) { p.Shifts[0].Kind = kind } }
	scheme := func(p *model.Problem) {
		p.Places = []model.Place{{ID: "plas", NameEn: "Plas", Kind: model.PlaceScheme, Lat: 52.9, Lon: -3.6}}
		p.Shifts[0].Location = "plas"
	}
	type figures struct{ Work, Paid, Pay, PerHour, Law, Short int }
	for _, row := range []struct {
		name string
		edit func(*model.Problem)
		rota string
		want figures
		why  string
	}{
		{"a wait", nil, short, figures{230, 200, 4333, 1130, 1271, 539}, "180 + 20 + a wait of 30, which is not paid: 230 × 1271 − 200 × 1300 is 32,330 / 60"},
		{"no wait", nil, tight, figures{200, 200, 4333, 1300, 1271, 0}, "180 + 20, all paid"},
		{"a wait of an hour", nil, "c1 s1 | v1 08:00-09:00 | v2 09:10-10:10 | v3 11:20-12:20", figures{200, 200, 4333, 1300, 1271, 0}, "60 is not shorter than 60"},
		{"a wait of 59 minutes", nil, "c1 s1 | v1 08:00-09:00 | v2 09:10-10:10 | v3 11:19-12:19", figures{259, 200, 4333, 1003, 1271, 1154}, "259 × 1271 − 260,000 is 69,189 / 60, rounded up"},
		{"a shorter gap", func(p *model.Problem) { p.Rules.Pay.Gap = 30 }, short, figures{200, 200, 4333, 1300, 1271, 0}, "30 is not shorter than 30"},
		{"a break", nil, "c1 s1 | v1 08:00-09:00 | break 09:00-09:20 | v2 09:30-10:30", figures{130, 130, 2816, 1300, 1271, 0}, "the break is neither"},
		{"by shift", basis(model.ByShift), short, figures{230, 460, 9966, 2600, 1271, 0}, "480 less a break of 20 is paid"},
		{"guaranteed", kind(model.Guaranteed), short, figures{230, 460, 9966, 2600, 1271, 0}, "by the contract: the shift"},
		{"by contact", basis(model.ByContact), tight, figures{200, 180, 3900, 1170, 1271, 337}, "200 × 1271 − 180 × 1300 is 20,200 / 60, rounded up"},
		{"to the penny", all(basis(model.ByContact), rate("nmw.21", "2026-05-01", 1170)), tight, figures{200, 180, 3900, 1170, 1170, 0}, "180 × 1300 is 200 × 1170"},
		{"a penny above it", all(basis(model.ByContact), rate("nmw.21", "2026-05-01", 1171)), tight, figures{200, 180, 3900, 1170, 1171, 4}, "200 / 60, rounded up"},
		{"a rate of last year", rate("nmw.21", "2025-04-01", 1400), tight, figures{200, 200, 4333, 1300, 1271, 0}, "the law's own is later"},
		{"a rate to come", rate("nmw.21", "2026-11-24", 1400), tight, figures{200, 200, 4333, 1300, 1271, 0}, "the first day of the period counts"},
		{"a rate of the day", rate("nmw.21", monday, 1400), tight, figures{200, 200, 4333, 1300, 1400, 334}, "from its first day"},
		{"twenty", born("2005-11-24"), short, figures{230, 200, 4333, 1130, 1085, 0}, "21 tomorrow"},
		{"twenty-one", born("2005-11-23"), short, figures{230, 200, 4333, 1130, 1271, 539}, "21 today"},
		{"seventeen", born("2008-11-24"), short, figures{230, 200, 4333, 1130, 800, 0}, "18 tomorrow"},
		{"a volunteer", kind(model.Volunteer), short, figures{230, 460, 9966, 2600, 0, 0}, "no rate"},
		{"nobody knows the pay", func(p *model.Problem) { p.Rates = nil }, short, figures{230, 200, 0, 0, 1271, 0}, "nothing to test"},
		{"a higher pay from later", rate("pay.2", "2026-11-24", 1500), tight, figures{200, 200, 4333, 1300, 1271, 0}, "Monday is paid by the old one"},
		{"paid by the day", all(rate("pay.2", "2026-11-22", 1500), rate("pay.2", "2026-11-24", 1600)), tight, figures{200, 200, 5000, 1500, 1271, 0}, "Monday by Sunday's"},
		{"a salary that rises", all(owed(false), rate("pay.2", "2026-11-26", 1500)), short, figures{230, 180, 4242, 1106, 1271, 630}, "three days of seven by 13.00 and four by 15.00: 180 × 9,900 / 7 / 60"},
		{"a salary that nobody knows yet", all(owed(false), func(p *model.Problem) { p.Rates[0].From = date(t, "2026-11-26") }), short, figures{230, 180, 0, 0, 1271, 0}, "of three days nothing is known"},
		{"an apprentice", carer(func(x *model.Carer) { x.ApprenticeFrom = date(t, "2025-11-24") }), short, figures{230, 200, 4333, 1130, 800, 0}, "in the first year for a day more"},
		{"an apprentice of a year", carer(func(x *model.Carer) { x.ApprenticeFrom = date(t, monday).AddMonths(-12) }), short, figures{230, 200, 4333, 1130, 1271, 539}, "the first year is over"},
		{"everybody's pay", all(rate(model.PayPerHour, monday, 1500), carer(func(x *model.Carer) { x.PayBand = "3" })), tight, figures{200, 200, 5000, 1500, 1271, 0}, "the band has none"},
		{"the band's pay", rate(model.PayPerHour, monday, 1500), tight, figures{200, 200, 4333, 1300, 1271, 0}, "goes before everybody's"},
		{"salaried", owed(false), short, figures{230, 180, 3900, 1017, 1271, 973}, "180 minutes are owed: 230 × 1271 − 180 × 1300 is 58,330 / 60"},
		{"salaried with overtime", owed(true), short, figures{230, 460, 9966, 2600, 1271, 0}, "more than is owed is paid"},
		{"a sleep-in", shift(model.SleepIn), short, figures{200, 200, 4333, 1300, 1271, 0}, "no wait counts"},
		{"a sleep-in paid by shift", all(shift(model.SleepIn), basis(model.ByShift)), short, figures{200, 200, 4333, 1300, 1271, 0}, "what is done awake is paid"},
		{"asleep", shift(model.SleepIn), "c1 s1", figures{0, 0, 0, 0, 1271, 0}, "no work"},
		{"on call", shift(model.OnCall), "c1 s1 | v1 08:00-09:00", figures{60, 60, 1300, 1300, 1271, 0}, "one visit"},
		{"at a scheme", scheme, "c1 s1 | v1 08:00-09:00", figures{460, 460, 9966, 1300, 1271, 0}, "all of it but the break, on zero hours too"},
		{"no visits at all", func(p *model.Problem) { p.Visits = nil }, "c1 s1", figures{460, 460, 9966, 1300, 1271, 0}, "a roster of shifts"},
		{"a shift without visits", nil, "c1 s1", figures{0, 0, 0, 0, 1271, 0}, "at home"},
		{"from the base", carer(func(x *model.Carer) { x.StartAt, x.EndAt = model.FromBase, model.FromBase }), "c1 s1 | v1 08:00-09:00", figures{80, 80, 1733, 1300, 1271, 0}, "10 there and 10 back"},
		{"training", func(p *model.Problem) {
			p.Events = []model.Event{{ID: "e", Attendees: []model.CarerID{"c1"}, Date: date(t, monday), Start: model.At(9, 0), Length: 45, Kind: "training"}}
		}, "c1 s1 | v1 08:00-09:00 | event:e 09:00-09:45", figures{105, 105, 2275, 1300, 1271, 0}, "60 + 45"},
	} {
		t.Run(row.name, func(t *testing.T) {
			p := rounds(t)
			if row.edit != nil {
				row.edit(p)
			}
			h := expand(t, p)
			got, err := Pay(h, rota(t, h, row.rota))
			require.NoError(t, err)
			require.Len(t, got, 3)
			x := got[0]
			require.Equal(t, row.want, figures{x.Work, x.Paid, x.Pay, x.PerHour, x.Law, x.Short}, row.why)
			require.Equal(t, x.Work, x.Contact+x.Events+x.Travel+x.Waits+x.OnSite)
		})
	}
}

// TestPaidIsOne: what the measures say is paid is what the pay periods say, carer by carer; shift hours are another
// thing, and those of contracts.
func TestPaidIsOne(t *testing.T) {
	const text = "c1 s1 | v1 08:00-09:00 | v2 09:10-10:10 | v3 10:50-11:50"
	for _, row := range []struct {
		name        string
		edit        func(*model.Problem)
		hours, paid int
		apart       int
		why         string
	}{
		{"by the visit", func(*model.Problem) {}, 460, 200, 0, "eight hours less a break; three visits and two legs"},
		{"by the shift", func(p *model.Problem) { p.Carers[0].Contract.Kind = model.Guaranteed }, 460, 460, 0, "the shift"},
		{"asleep", func(p *model.Problem) { p.Shifts[0].Kind = model.SleepIn }, 460, 200, 460, "what is done awake"},
		{"salaried", func(p *model.Problem) {
			p.Carers[0].Contract = model.Contract{Kind: model.Salaried, MinWeek: 600}
		}, 460, 600, 0, "what is owed"},
		{"by span", func(p *model.Problem) {
			p.Rules.Paid, p.Carers[0].Contract.Kind = model.BySpan, model.Guaranteed
		}, 230, 230, 0, "08:00 to 11:50"},
	} {
		p := rounds(t)
		row.edit(p)
		h := expand(t, p)
		r := rota(t, h, text)
		v, err := Horizon(h, r)
		require.NoError(t, err)
		periods, err := Pay(h, r)
		require.NoError(t, err)
		m := v.Measures
		require.Equal(t, []int{row.hours, row.paid, row.paid}, []int{m.Carers[0].HoursMinutes, m.Carers[0].PaidMinutes, periods[0].Paid}, "%s: %s", row.name, row.why)
		require.Equal(t, []int64{int64(row.hours) * 60, int64(row.paid) * 60}, []int64{m.Hours, m.Paid}, row.name)
		require.Equal(t, row.apart, periods[0].Apart, row.name)
		times, err := Hours(h, r)
		require.NoError(t, err)
		require.Equal(t, row.hours, times[0].Weeks[0].Work, row.name)
	}
}

// TestPayPeriods: four weeks and what is left, each by itself, at the age of its first day.
func TestPayPeriods(t *testing.T) {
	p := rounds(t)
	p.Plan.Weeks = 5
	p.Shifts[0].Date, p.Shifts[0].Days, p.Shifts[0].Status = 0, model.EveryDay, model.Open
	p.Carers[0].Born = date(t, "2008-11-24")
	h := expand(t, p)
	got, err := Pay(h, rota(t, h, "c1 s1 | v1 08:00-09:00\nc1 s1 2026-12-14 | v1 08:00-09:00\nc1 s1 2026-12-21 | v1 08:00-09:00"))
	require.NoError(t, err)
	require.Len(t, got, 6)
	first, second := got[0], got[1]
	require.Equal(t, "2026-11-23 2026-12-20", first.From.String()+" "+first.To.String())
	require.Equal(t, "2026-12-21 2026-12-27", second.From.String()+" "+second.To.String())
	require.Equal(t, []int{120, 800, 60, 1085}, []int{first.Work, first.Law, second.Work, second.Law}, "17, then 18")
}
