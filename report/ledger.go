package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/milltir/milltir/ledger"
	"github.com/milltir/milltir/model"
)

// mostOff is by how many minutes what was given may differ from what was planned before the visit is named.
const mostOff = 15

// Ledger writes the books of the pools: what each period of each came to, person by person where a pool is
// shared, and the line that shows that the books add up.
func Ledger(w io.Writer, h *model.Horizon, x *ledger.Ledger, l *Localizer) error {
	p := &ledgerPage{newPage(h, nil, nil, l), x}
	p.line(l.T("ledger.title", D{"Name": h.Problem.Name}))
	p.line(p.at())
	if len(x.Periods) == 0 {
		p.line()
		p.wrapped("", l.T("ledger.none"), pageWidth)
	}
	for from := 0; from < len(x.Periods); {
		to := from + 1
		for to < len(x.Periods) && x.Periods[to].Pool == x.Periods[from].Pool {
			to++
		}
		p.pool(x.Periods[from:to])
		from = to
	}
	if len(x.Periods) > 0 {
		p.line()
		p.wrapped("", l.T("ledger.how"), pageWidth)
	}
	p.line()
	t := x.Book.Totals()
	p.wrapped("", l.T("ledger.adds_up", D{
		"Entries": l.N("ledger.entries", t.Entries), "Granted": p.span64(t.Granted), "Earlier": p.span64(t.Earlier), "Corrected": p.span64(t.Corrected), "In": p.span64(t.In),
		"Delivered": p.span64(t.Delivered), "Planned": p.span64(t.Planned), "Left": p.span64(t.Left), "Banked": p.span64(t.Banked), "Lapsed": p.span64(t.Lapsed), "Out": p.span64(t.Out),
	}), pageWidth)
	return p.flush(w)
}

// LedgerJSON writes the same for machines, and every entry.
func LedgerJSON(w io.Writer, x *ledger.Ledger) error {
	return writeJSON(w, struct {
		*ledger.Ledger
		Totals ledger.Totals `json:"totals"`
	}{x, x.Book.Totals()})
}

type ledgerPage struct {
	*page
	x *ledger.Ledger
}

// at says up to when records are known. Without a record that is only the day before the plan, and of it nothing
// is known.
func (p *ledgerPage) at() string {
	known := len(p.h.Problem.Actuals) > 0 || p.x.Book.Totals().Delivered > 0
	if !known && !slices.ContainsFunc(p.x.Visits, func(v ledger.Visit) bool { return v.Recorded }) {
		return p.l.T("ledger.at_none")
	}
	return p.l.T("ledger.at", D{"Date": p.longDate(p.x.At)})
}

func (p *ledgerPage) span64(minutes int64) string { return p.hours(int(minutes)) }

// cell is minutes in a table, a dot for none.
func (p *ledgerPage) cell(minutes int64) string {
	if minutes == 0 {
		return "·"
	}
	return p.span64(minutes)
}

// days is a period in little space.
func days(from, to model.Date) string {
	return fmt.Sprintf("%02d/%02d–%02d/%02d/%02d", from.Day(), int(from.Month()), to.Day(), int(to.Month()), to.Year()%100)
}

// pool writes one pool's periods.
func (p *ledgerPage) pool(periods []ledger.Period) {
	id := periods[0].Pool
	row := slices.IndexFunc(p.h.Problem.Pools, func(x model.Pool) bool { return x.ID == id })
	drawers := []model.PersonID{}
	if row < 0 {
		p.line()
		p.line(p.l.T("ledger.gone", D{"Pool": string(id)}))
	} else {
		x := &p.h.Problem.Pools[row]
		p.line()
		p.wrapped("", p.l.T("ledger.pool", D{"Pool": string(id), "Owner": p.owners(x), "Hours": p.hours(x.Minutes), "Period": p.l.N("unit.week", weeks(x))}), pageWidth)
		for _, i := range p.h.Problem.Drawers(x) {
			drawers = append(drawers, p.h.Problem.People[i].ID)
		}
	}
	t := table{right: []bool{false, true, true, true, true, true, true, true, true, true}, gap: 2}
	head := []string{p.l.T("ledger.period")}
	for _, key := range []string{
		"ledger.brought", "ledger.entitled", "ledger.corrected", "ledger.planned", "ledger.delivered", "ledger.due", "ledger.left", "ledger.carried", "ledger.lapsed",
	} {
		head = append(head, p.l.T(key))
	}
	t.add(head...)
	for _, x := range periods {
		cells := []string{days(x.From, x.To)}
		for _, n := range []int64{x.Brought, x.Entitled, x.Corrected, x.Planned, x.Delivered, x.Due, x.Left, x.Carried, x.Lapsed} {
			cells = append(cells, p.cell(n))
		}
		t.add(cells...)
	}
	t.write(p.page, "  ")
	p.notes(&periods[len(periods)-1])
	p.people(periods, drawers)
}

// weeks is the length of a pool's period.
func weeks(x *model.Pool) int {
	from, to := x.PeriodSpan(0)
	return int(to-from+1) / 7
}

// owners says whose a pool is.
func (p *ledgerPage) owners(x *model.Pool) string {
	names := slices.Clone(x.Owners)
	if x.OwnerKind != model.OwnOutcome {
		for i, o := range names {
			names[i] = p.place(o)
		}
	}
	return strings.Join(names, p.l.T("list.separator"))
}

// notes says of the last period what its figures mean for people.
func (p *ledgerPage) notes(x *ledger.Period) {
	if x.Left < 0 {
		p.wrapped("  ", p.l.T("ledger.overdrawn", D{"Hours": p.span64(-x.Left)}), pageWidth)
	}
	if x.Open && x.Lapsed > 0 {
		p.wrapped("  ", p.l.T("ledger.lapses", D{"Hours": p.span64(x.Lapsed), "Date": p.longDate(x.To)}), pageWidth)
	}
	for _, e := range x.Expiring {
		p.wrapped("  ", p.l.T("ledger.expires", D{"Hours": p.span64(e.Minutes), "Date": p.longDate(e.On)}), pageWidth)
	}
}

// people is a row for each of those who share a pool, for each period in which anybody drew.
func (p *ledgerPage) people(periods []ledger.Period, drawers []model.PersonID) {
	t := table{right: []bool{false, false, true, true, true, true}, gap: 2}
	for _, x := range periods {
		who := slices.Clone(drawers)
		sum := int64(0)
		for _, d := range x.Drawn {
			sum += d.Delivered + d.Due
			if !slices.Contains(who, d.Person) {
				who = append(who, d.Person)
			}
		}
		if len(who) < 2 || len(x.Drawn) == 0 {
			continue
		}
		if len(t.rows) == 0 {
			t.add(p.l.T("ledger.period"), p.l.T("ledger.who"), p.l.T("ledger.planned"), p.l.T("ledger.delivered"), p.l.T("ledger.due"), p.l.T("ledger.share"))
		}
		for n, id := range who {
			d := ledger.Drawn{Person: id}
			if i := slices.IndexFunc(x.Drawn, func(d ledger.Drawn) bool { return d.Person == id }); i >= 0 {
				d = x.Drawn[i]
			}
			label := ""
			if n == 0 {
				label = days(x.From, x.To)
			}
			t.add(label, p.person(id), p.cell(d.Planned), p.cell(d.Delivered), p.cell(d.Due), share(d.Delivered+d.Due, sum))
		}
	}
	t.write(p.page, "  ")
}

// share is a part of a whole in per cent.
func share(part, whole int64) string {
	if whole == 0 {
		return "–"
	}
	return fmt.Sprintf("%.0f%%", 100*float64(part)/float64(whole))
}

// Delivered sets what was given against what was planned: for each visit, and every date on which it was not
// given or a quarter of an hour off.
func Delivered(w io.Writer, h *model.Horizon, x *ledger.Ledger, l *Localizer) error {
	p := &ledgerPage{newPage(h, nil, nil, l), x}
	p.line(l.T("delivered.title", D{"Name": h.Problem.Name}))
	p.line(p.at())
	p.line()
	sums := ledger.Deliveries(x.Visits)
	if len(sums) == 0 {
		p.wrapped("", l.T("delivered.none"), pageWidth)
		return p.flush(w)
	}
	t := table{right: []bool{false, false, true, true, true, true, true, true, true}, gap: 2}
	head := []string{}
	for _, key := range []string{
		"delivered.visit", "delivered.who", "delivered.dates", "delivered.missed", "delivered.planned", "delivered.given", "delivered.short", "delivered.long", "delivered.share",
	} {
		head = append(head, l.T(key))
	}
	t.add(head...)
	var all ledger.Delivery
	for i := range sums {
		d := &sums[i]
		all.Add(d)
		t.add(p.delivery(string(d.Visit), p.person(d.Person), d)...)
	}
	t.add(p.delivery(l.T("delivered.all"), "", &all)...)
	t.write(p.page, "  ")
	p.off()
	p.line()
	p.wrapped("", l.T("delivered.how"), pageWidth)
	return p.flush(w)
}

func (p *ledgerPage) delivery(name, who string, d *ledger.Delivery) []string {
	return []string{name, who, fmt.Sprint(d.Dates), some(d.Missed), p.cell(d.Planned), p.cell(d.Delivered), p.cell(d.Short), p.cell(d.Long), share(d.Planned-d.Short, d.Planned)}
}

// off names the visits that went otherwise than planned.
func (p *ledgerPage) off() {
	t := table{right: []bool{false, false, false, true, true}, gap: 2}
	for i := range p.x.Visits {
		v := &p.x.Visits[i]
		if diff := v.Delivered - v.Planned; v.Over() && (v.Missed || diff <= -mostOff || diff >= mostOff) {
			given := p.span64(v.Delivered)
			if v.Missed {
				given = p.l.T("delivered.not_given")
			}
			t.add(p.date(v.Date), string(v.Visit), p.person(v.Person), p.cell(v.Planned), given)
		}
	}
	if len(t.rows) == 0 {
		return
	}
	p.section(p.l.T("delivered.off"))
	t.write(p.page, "  ")
}

// DeliveredJSON writes the same for machines: every visit on every date, and the sums.
func DeliveredJSON(w io.Writer, x *ledger.Ledger) error {
	sums := ledger.Deliveries(x.Visits)
	var all ledger.Delivery
	for i := range sums {
		all.Add(&sums[i])
	}
	return writeJSON(w, struct {
		At     model.Date        `json:"at"`
		All    ledger.Delivery   `json:"all"`
		Sums   []ledger.Delivery `json:"sums"`
		Visits []ledger.Visit    `json:"visits"`
	}{x.At, all, sums, x.Visits})
}
