package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/milltir/milltir/model"
)

// Tenants writes the page for the tenants of schemes.
func Tenants(w io.Writer, h *model.Horizon, r *model.Rota, l *Localizer) error {
	x, err := NewTenantsPage(h, r, l)
	if err != nil {
		return err
	}
	p := newPage(h, r, nil, l)
	p.line(l.T("tenants.title"))
	p.line(p.period())
	p.fewNote()
	for i := range x.Schemes {
		p.scheme(&x.Schemes[i])
	}
	if x.Voices.People != nil {
		p.wishCounts(l.T("voice.people"), x.Voices.People, false)
	}
	if x.Voices.Equity != nil {
		p.equity(x.Voices.Equity)
	}
	p.foot(pageWidth)
	return p.flush(w)
}

func (p *page) scheme(x *SchemePage) {
	p.head(x.Name)
	switch k := x.Kept; {
	case k == nil:
		p.line(p.l.T("tenants.kept_hidden"))
	case k.Left == nil:
		p.wrapped("", p.l.N("tenants.made", k.Made), pageWidth)
	default:
		p.wrapped("", p.l.N("tenants.kept", k.Made, D{"Left": *k.Left, "Hours": p.hours(*k.LeftMinutes)}), pageWidth)
	}
	p.careTable(x.Care)
	p.siteTable(x)
	p.poolTable(x.Pools)
}

func (p *page) careTable(c *CareByPart) {
	if c == nil {
		p.line(p.l.T("tenants.care_hidden"))
		return
	}
	p.section(p.l.T("tenants.care"))
	t := table{right: []bool{false, true, true, true, true, true}, gap: 3}
	head := []string{""}
	for _, name := range partNames {
		head = append(head, p.l.T("tenants_part."+name))
	}
	t.add(append(head, p.l.T("tenants.total"))...)
	cell := func(minutes *int) string {
		if minutes == nil {
			return "–"
		}
		return p.hours(*minutes)
	}
	for d := range c.Days {
		row := []string{p.l.T(fmt.Sprintf("weekday.%d", d+1))}
		for part := range partNames {
			row = append(row, cell(c.Days[d][part]))
		}
		t.add(append(row, cell(c.Day[d]))...)
	}
	row := []string{p.l.T("tenants.total")}
	for part := range partNames {
		row = append(row, cell(c.Part[part]))
	}
	t.add(append(row, cell(c.Total))...)
	t.write(p, "  ")
}

// siteTable prints one figure a half hour, two an hour; ten or more is a plus.
func (p *page) siteTable(x *SchemePage) {
	if len(x.Site) == 0 && x.Cover == nil {
		return
	}
	p.section(p.l.T("tenants.site"))
	if len(x.Site) > 0 {
		p.wrapped("  ", p.l.T("tenants.site_how"), pageWidth)
		head := make([]string, 24)
		for k := range head {
			head[k] = fmt.Sprintf("%02d", k)
		}
		rows := [][]string{{"", strings.Join(head, " ")}}
		for _, d := range x.Site {
			var b strings.Builder
			for k, n := range d.Carers {
				if k > 0 && k%2 == 0 {
					b.WriteByte(' ')
				}
				b.WriteByte("0123456789+"[min(n, 10)])
			}
			rows = append(rows, []string{p.date(d.Date), b.String()})
		}
		t := table{rows: rows, right: []bool{false, false}, gap: 2}
		t.write(p, "  ")
	}
	if x.Cover != nil {
		p.line("  ", p.l.N("tenants.cover", x.Cover.Kept, D{"All": x.Cover.All}))
	}
}

func (p *page) poolTable(rows []PoolRow) {
	if len(rows) == 0 {
		return
	}
	p.section(p.l.T("tenants.pools"))
	t := table{right: []bool{false, true, true, true, true, true, true}, gap: 2}
	t.add(p.l.T("tenants.period"), p.l.T("tenants.brought"), p.l.T("tenants.entitled"), p.l.T("tenants.corrected"), p.l.T("tenants.before"), p.l.T("tenants.planned"), p.l.T("tenants.left"))
	cell := func(minutes *int) string {
		if minutes == nil {
			return "–"
		}
		return p.hours(*minutes)
	}
	for _, x := range rows {
		period := p.l.T("tenants.span", D{"From": p.date(x.From), "To": p.date(x.To)})
		t.add(period, cell(x.Brought), p.hours(x.Entitled), cell(x.Corrected), cell(x.Before), cell(x.Planned), cell(x.Left))
	}
	t.write(p, "  ")
}
