package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
)

// Compared is one rota of a comparison, as the judge measured it.
type Compared struct {
	Name    string // of the rota, for a workspace that stands there twice; may be empty
	H       *model.Horizon
	Rota    *model.Rota
	Verdict *check.Verdict

	work Work
}

// Work is what carers spend at work in a rota, what is paid, sleep-ins and shifts on call, in seconds, and what an hour
// at work is paid, in pence, 0 where that is not known. The definitions are those of [check.PayPeriod].
type Work struct {
	At, Paid, Apart int64
	Hour            float64
}

// Work adds up a rota's hours.
func (c *Compared) Work() (w Work, err error) {
	periods, err := check.Pay(c.H, c.Rota)
	if err != nil {
		return w, err
	}
	var at, paid, apart, pay int64
	known := true
	for i := range periods {
		x := &periods[i]
		at, paid, apart, pay = at+x.AtTicks, paid+x.PaidTicks, apart+x.ApartTicks, pay+x.PayTicks
		known = known && x.Known
	}
	minute := int64(c.H.Calendar.Resolution())
	if w.At, w.Paid, w.Apart = at*60/minute, paid*60/minute, apart*60/minute; known && at > 0 {
		w.Hour = float64(pay) / float64(at)
	}
	return w, nil
}

// head names a rota by its workspace, by its own name where another is of a workspace of that name too.
func (c *Compared) head(all []Compared) string {
	same := 0
	for i := range all {
		if all[i].H.Problem.Name == c.H.Problem.Name {
			same++
		}
	}
	if same > 1 && c.Name != "" {
		return c.Name
	}
	return c.H.Problem.Name
}

// Compare sets rotas side by side: cover, travel, hours paid and unpaid, continuity and pay for an hour
// at work.
func Compare(w io.Writer, rotas []Compared, l *Localizer) error {
	rotas = slices.Clone(rotas)
	for i := range rotas {
		var err error
		if rotas[i].work, err = rotas[i].Work(); err != nil {
			return err
		}
	}
	p := newPage(rotas[0].H, nil, nil, l)
	t := table{right: []bool{false}, gap: 3}
	head := []string{""}
	for i := range rotas {
		head, t.right = append(head, rotas[i].head(rotas)), append(t.right, true)
	}
	t.add(head...)
	for _, row := range compareRows {
		cells := []string{l.T(row.key)}
		for i := range rotas {
			cell := ""
			if !row.care || len(rotas[i].H.Problem.Visits) > 0 {
				cell = row.cell(p, &rotas[i])
			}
			cells = append(cells, cell)
		}
		if strings.Join(cells[1:], "") != "" {
			t.add(cells...)
		}
	}
	p.line(l.T("compare.title"))
	p.line()
	t.write(p, "")
	p.line()
	p.wrapped("", l.T("compare.how"), pageWidth)
	return p.flush(w)
}

type compareRow struct {
	key  string
	care bool // nothing to say of a workspace without visits
	cell func(p *page, c *Compared) string
}

var compareRows = []compareRow{
	{"compare.care", true, func(p *page, c *Compared) string { return p.seconds(60 * int64(c.Verdict.Measures.MinutesAllocated)) }},
	{"compare.cover", true, func(_ *page, c *Compared) string { return percent(c.Verdict.Measures.AllocatedPct) }},
	{"compare.missing", true, func(_ *page, c *Compared) string {
		return fmt.Sprint(c.Verdict.Measures.Visits - c.Verdict.Measures.VisitsAllocated)
	}},
	{"compare.breaches", false, func(_ *page, c *Compared) string { return fmt.Sprint(c.Verdict.Score.Breaches) }},
	{"compare.travel", true, func(p *page, c *Compared) string { return p.seconds(c.Verdict.Measures.Travel) }},
	{"compare.share", true, func(_ *page, c *Compared) string { return percent(c.Verdict.Measures.TravelPct) }},
	{"compare.miles", true, func(_ *page, c *Compared) string {
		return fmt.Sprintf("%.0f", float64(c.Verdict.Measures.Metres)/model.MetresPerMile)
	}},
	{"compare.site", false, func(_ *page, c *Compared) string {
		if len(c.H.Cover) == 0 {
			return ""
		}
		kept := 0
		all := newPage(c.H, c.Rota, nil, nil).thereForNeeds()
		for i := range all {
			if all[i].off() < 3 {
				kept++
			}
		}
		return fmt.Sprintf("%d/%d", kept, len(all))
	}},
	{"compare.hours", false, func(p *page, c *Compared) string { return p.seconds(c.Verdict.Measures.Hours) }},
	{"compare.work", false, func(p *page, c *Compared) string { return p.seconds(c.work.At) }},
	{"compare.paid", false, func(p *page, c *Compared) string { return p.seconds(c.work.Paid) }},
	{"compare.unpaid", false, func(p *page, c *Compared) string { return p.seconds(c.work.At - c.work.Paid) }},
	{"compare.apart", false, func(p *page, c *Compared) string {
		if c.work.Apart == 0 {
			return ""
		}
		return p.seconds(c.work.Apart)
	}},
	{"compare.pay", false, func(_ *page, c *Compared) string {
		if c.work.Hour == 0 {
			return ""
		}
		return fmt.Sprintf("£%.2f", c.work.Hour/100)
	}},
	{"compare.week", true, func(_ *page, c *Compared) string { return fmt.Sprintf("%.1f", c.Verdict.Measures.CarersMean) }},
	{"compare.month", true, func(_ *page, c *Compared) string {
		for _, x := range c.Verdict.Measures.CarersIn {
			if x.Days == 28 {
				return fmt.Sprintf("%.1f", x.Mean)
			}
		}
		return ""
	}},
	{"compare.same", true, func(_ *page, c *Compared) string { return percent(100 * c.Verdict.Measures.ContinuityMean.Visit.UPC) }},
	{"compare.team", true, func(_ *page, c *Compared) string { return percent(c.Verdict.Measures.TeamPct) }},
}
