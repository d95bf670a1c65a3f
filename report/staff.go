package report

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/staff"
)

// How many half hours are named as those with the least to spare.
const mostTight = 5

// Staff writes how many shifts of which kind a plan needs, with which skills, against the contracts there
// are (SI 2017/1264 reg. 34(3)): what is proven and what is estimated apart, then the week by half hour.
// With halves every half hour has a row of its own as well.
func Staff(w io.Writer, h *model.Horizon, r *staff.Report, halves bool, l *Localizer) error {
	p := &staffPage{newPage(h, nil, nil, l), r}
	p.line(l.T("staff.title", D{"Name": h.Problem.Name}))
	p.line(l.N("date.period", h.Weeks, D{"From": p.longDate(h.Problem.Plan.Start)}))
	p.line()
	p.wrapped("", l.T("staff.how", D{"Percent": fmt.Sprintf("%.0f", 100*r.Load)}), pageWidth)
	if r.Standard {
		p.wrapped("", l.T("staff.standard"), pageWidth)
	}
	for i := range r.Weeks {
		p.week(&r.Weeks[i])
	}
	p.classes()
	p.team()
	p.rota()
	p.tight()
	for i := range r.Weeks {
		p.chart(&r.Weeks[i])
	}
	p.line()
	p.wrapped("", l.T("staff.legend"), pageWidth)
	for i := range r.Weeks {
		if halves {
			p.halfHours(&r.Weeks[i])
		}
	}
	return p.flush(w)
}

type staffPage struct {
	*page
	r *staff.Report
}

// week is the table of kinds of shift, and hours against contracts.
func (p *staffPage) week(x *staff.Week) {
	p.section(p.l.T("staff.week", D{"Date": p.date(x.Monday)}))
	t := table{right: []bool{false, true, true, true, true, true, true, true, true, true, true, true}, gap: 2}
	head := []string{p.l.T("staff.kind"), p.l.T("staff.least"), p.l.T("staff.plan")}
	for d := range 7 {
		head = append(head, p.weekday(x.Monday.Add(d)))
	}
	t.add(append(head, p.l.T("staff.given"), p.l.T("staff.open"))...)
	given, open := 0, 0
	var days [7]int
	for _, k := range x.Kinds {
		row := []string{p.l.word("shift_kind", k.Name), fmt.Sprint(k.Least), fmt.Sprint(k.Plan)}
		for d, n := range k.Days {
			row, days[d] = append(row, some(n)), days[d]+n
		}
		t.add(append(row, some(k.Team), some(k.Open))...)
		given, open = given+k.Team, open+k.Open
	}
	row := []string{p.l.T("staff.all_kinds"), fmt.Sprint(x.LeastShifts), fmt.Sprint(x.PlanShifts)}
	for _, n := range days {
		row = append(row, some(n))
	}
	t.add(append(row, some(given), some(open))...)
	t.write(p.page, "  ")
	p.line("  ", p.l.T("staff.paid", D{"Least": p.hours(x.LeastPaid), "Plan": p.hours(x.PlanPaid), "Given": p.hours(x.Given)}))
	p.line("  ", p.l.T("staff.contracts", D{"Guaranteed": p.hours(x.Guaranteed), "Most": p.hours(x.Most)}))
	if short := x.PlanPaid - x.Guaranteed; short > 0 {
		p.wrapped("  ", p.l.T("staff.short", D{"Hours": p.hours(short), "Carers": fmt.Sprintf("%.1f", float64(short)/float64(p.r.FullTime)), "Week": p.hours(p.r.FullTime)}), pageWidth)
	} else {
		p.wrapped("  ", p.l.T("staff.enough", D{"Hours": p.hours(-short)}), pageWidth)
	}
	if over := x.LeastPaid - x.Most; over > 0 {
		p.wrapped("  ", p.l.T("staff.too_few", D{"Hours": p.hours(over)}), pageWidth)
	}
}

func some(n int) string {
	if n == 0 {
		return "·"
	}
	return fmt.Sprint(n)
}

// className says whom a need is for.
func (p *staffPage) className(c staff.Class) string {
	switch c.Sort {
	case staff.Skill:
		return c.Name
	case staff.Language:
		return p.l.T("staff.language", D{"Name": p.l.word("language_name", c.Name)})
	case staff.Gender:
		return p.l.word("gender_name", c.Name)
	}
	return p.l.T("staff.all")
}

// classes has a row for all and for each skill: what is proven, demand and capacity, the worst half hour.
func (p *staffPage) classes() {
	p.section(p.l.T("staff.skills"))
	t := table{right: []bool{false, true, true, true, true, true, true, false}, gap: 2}
	t.add("", p.l.T("staff.least_shifts"), p.l.T("staff.least_paid"), p.l.T("staff.demand"), p.l.T("staff.capacity"), p.l.T("staff.shortfall"), p.l.T("staff.load"), p.l.T("staff.worst"))
	for i := range p.r.Needs {
		n := &p.r.Needs[i]
		demand, capacity, short := 0.0, 0.0, 0.0
		for _, x := range n.Halves {
			demand, capacity, short = demand+x.Demand, capacity+x.Held(), short+x.Short(p.r.Load)
		}
		load, when := "–", ""
		if tight := p.tightest(n, 1); len(tight) > 0 {
			load, when = p.loadOf(tight[0]), p.halfHour(tight[0])
		}
		t.add(p.className(n.Class), fmt.Sprint(n.LeastShifts), p.hours(n.LeastPaid), p.hours(rounded(demand)), p.hours(rounded(capacity)), p.hours(rounded(short)), load, when)
	}
	t.write(p.page, "  ")
}

// halfHour says when, midnight too.
func (p *staffPage) halfHour(x staff.Half) string {
	return p.l.T("date.at", D{"Date": p.date(x.Date), "Time": x.Start.String()})
}

func rounded(minutes float64) int { return int(math.Round(minutes)) }

// loadOf is demand as a share of capacity.
func (p *staffPage) loadOf(x staff.Half) string {
	load, bare := x.Load()
	if bare {
		return p.l.T("staff.bare")
	}
	return fmt.Sprintf("%.0f%%", 100*load)
}

// tightest gives the half hours with demand that have the least to spare; those in which one carer is enough
// and there only where there are no others.
func (p *staffPage) tightest(n *staff.Need, most int) []staff.Half {
	list := slices.DeleteFunc(slices.Clone(n.Halves), func(x staff.Half) bool { return x.Demand < 1 })
	alone := func(x staff.Half) bool { return x.Demand <= staff.HalfMinutes && x.Short(p.r.Load) < 1 }
	if more := slices.DeleteFunc(slices.Clone(list), alone); len(more) > 0 {
		list = more
	}
	worth := func(x staff.Half) float64 {
		load, bare := x.Load()
		if bare {
			return 1e9 + x.Demand
		}
		return load
	}
	slices.SortStableFunc(list, func(a, b staff.Half) int { return cmp.Compare(worth(b), worth(a)) })
	return list[:min(most, len(list))]
}

// team says what is proven of every rota of the carers and shifts there are.
func (p *staffPage) team() {
	t := &p.r.Team
	p.section(p.l.T("staff.team"))
	if p.r.Outside > 0 {
		p.wrapped("  ", p.l.N("staff.outside", p.r.Outside), pageWidth)
	}
	switch {
	case t.Large:
		p.wrapped("  ", p.l.T("staff.large"), pageWidth)
		return
	case t.None:
		p.wrapped("  ", p.l.T("staff.none"), pageWidth)
		return
	}
	p.wrapped("  ", p.l.T("staff.proven", D{"Shifts": p.l.N("unit.shift", t.LeastShifts), "Paid": p.hours(t.LeastPaid)}), pageWidth)
	switch {
	case t.KeptNone:
		p.wrapped("  ", p.l.T("staff.not_kept"), pageWidth)
	case t.KeptPaid > t.LeastPaid || t.KeptShifts > t.LeastShifts:
		p.wrapped("  ", p.l.T("staff.kept", D{"Shifts": p.l.N("unit.shift", t.KeptShifts), "Paid": p.hours(t.KeptPaid)}), pageWidth)
	}
}

// rota sets a rota against that.
func (p *staffPage) rota() {
	x, t := p.r.Rota, &p.r.Team
	if x == nil {
		return
	}
	p.section(p.l.T("staff.rota"))
	shifts, least := t.KeptShifts, t.KeptPaid
	if x.UnderAny || t.KeptNone {
		shifts, least = t.LeastShifts, t.LeastPaid
		p.wrapped("  ", p.l.T("staff.under"), pageWidth)
	}
	if !t.None && !t.Large {
		tab := table{right: []bool{false, true, true, true}, gap: 3}
		tab.add("", p.l.T("staff.this_rota"), p.l.T("staff.at_least"), p.l.T("staff.above"))
		tab.add(p.l.T("staff.shifts"), fmt.Sprint(x.Shifts), fmt.Sprint(shifts), above(x.Shifts, shifts))
		tab.add(p.l.T("staff.paid_hours"), p.hours(x.Paid), p.hours(least), above(x.Paid, least))
		tab.write(p.page, "  ")
	}
	if !x.Full {
		p.wrapped("  ", p.l.T("staff.not_full"), pageWidth)
	}
	if !x.Lawful {
		p.wrapped("  ", p.l.T("staff.unlawful"), pageWidth)
	}
}

func above(is, least int) string {
	pct, ok := staff.Above(is, least)
	if !ok {
		return "–"
	}
	return fmt.Sprintf("%+.1f%%", pct)
}

// tight names the half hours with the least to spare.
func (p *staffPage) tight() {
	p.section(p.l.T("staff.tight"))
	list := p.tightest(&p.r.Needs[0], mostTight)
	if len(list) == 0 {
		p.line("  ", p.l.T("staff.nothing"))
		return
	}
	t := table{right: []bool{false, true, true, true}, gap: 3}
	t.add("", p.l.T("staff.demand"), p.l.T("staff.capacity"), p.l.T("staff.load"))
	for _, x := range list {
		t.add(p.halfHour(x), carers(x.Demand), carers(x.Held()), p.loadOf(x))
	}
	t.write(p.page, "  ")
	p.wrapped("  ", p.l.T("staff_from."+p.r.Source), pageWidth)
}

// carers is carer-minutes of half an hour as carers.
func carers(minutes float64) string { return fmt.Sprintf("%.1f", minutes/staff.HalfMinutes) }

const blocks = "▁▂▃▄▅▆▇█"

// bar is one column of a chart: a part of the most, blank where there is nothing.
func bar(x, most float64) string {
	if x < 1 || most < 1 {
		return " "
	}
	return string([]rune(blocks)[min(7, int(8*x/most))])
}

// chart draws a week: for each day demand, and capacity below it, by half hour.
func (p *staffPage) chart(x *staff.Week) {
	p.section(p.l.T("staff.chart", D{"Date": p.date(x.Monday)}))
	days, most := p.daysOf(x)
	name := max(width(p.l.T("staff.demand")), width(p.l.T("staff.capacity"))) + 1
	var hours strings.Builder
	for hour := 0; hour < 24; hour += 3 {
		hours.WriteString(left(fmt.Sprintf("%02d", hour), 6))
	}
	day := 0
	for d := range days {
		day = max(day, width(p.date(x.Monday.Add(d)))+1)
	}
	p.line("  ", left("", day+name), hours.String())
	for d, list := range days {
		var demand, capacity, short strings.Builder
		for _, c := range list {
			demand.WriteString(bar(c.Demand, most))
			capacity.WriteString(bar(c.Held(), most))
			mark := " "
			if c.Short(p.r.Load) >= 1 {
				mark = "!"
			}
			short.WriteString(mark)
		}
		p.line("  ", left(p.date(x.Monday.Add(d)), day), left(p.l.T("staff.demand"), name), demand.String())
		p.line("  ", left("", day), left(p.l.T("staff.capacity"), name), capacity.String())
		if marks := short.String(); strings.Contains(marks, "!") {
			p.line("  ", left("", day+name), marks)
		}
	}
}

// daysOf gives the half hours of a week by date, and the largest demand or capacity.
func (p *staffPage) daysOf(x *staff.Week) (days [7][]staff.Half, most float64) {
	for _, c := range p.r.Needs[0].Halves {
		if d := int(c.Date - x.Monday); d >= 0 && d < 7 {
			days[d] = append(days[d], c)
			most = max(most, c.Demand, c.Held())
		}
	}
	return days, most
}

// halfHours is the table of a week: a row for each half hour in which anybody is wanted, a column for each
// day with demand and capacity in carers.
func (p *staffPage) halfHours(x *staff.Week) {
	p.section(p.l.T("staff.table", D{"Date": p.date(x.Monday)}))
	days, _ := p.daysOf(x)
	starts := make(map[model.Clock]bool)
	for _, list := range days {
		for _, c := range list {
			if c.Demand >= 1 || c.Capacity >= 1 {
				starts[c.Start] = true
			}
		}
	}
	var order []model.Clock
	for s := range starts {
		order = append(order, s)
	}
	slices.SortFunc(order, func(a, b model.Clock) int { return cmp.Or(cmp.Compare(a.Minutes(), b.Minutes()), cmp.Compare(a, b)) })
	t := table{right: []bool{false, true, true, true, true, true, true, true}, gap: 2}
	head := []string{""}
	for d := range 7 {
		head = append(head, p.weekday(x.Monday.Add(d)))
	}
	t.add(head...)
	for _, s := range order {
		row := []string{s.String()}
		for _, list := range days {
			cell := "·"
			if at := slices.IndexFunc(list, func(c staff.Half) bool { return c.Start == s }); at >= 0 && (list[at].Demand >= 1 || list[at].Capacity >= 1) {
				c := list[at]
				if cell = carers(c.Demand) + "/" + carers(c.Held()); c.Short(p.r.Load) >= 1 {
					cell = "!" + cell
				}
			}
			row = append(row, cell)
		}
		t.add(row...)
	}
	t.write(p.page, "  ")
}
