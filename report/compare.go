package report

import (
	"fmt"
	"io"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
)

// PayRate is the name of the rate, in pounds an hour, by which pay is compared.
const PayRate = "pay_per_hour"

// Compared is one rota of a comparison, as the judge measured it.
type Compared struct {
	H       *model.Horizon
	Rota    *model.Rota
	Verdict *check.Verdict
}

// Work is what carers spend at work in a rota, and what of it is paid, in seconds. Whoever has a shift is
// at work from its start to its end and paid but for breaks. Whoever is paid by the visit (zero hours)
// is at work from the start of the first visit of a run to the end of the last, and paid for contact,
// for the ways between visits, and for meetings.
type Work struct{ At, Paid int64 }

// Work adds up a rota's hours.
func (c *Compared) Work() Work {
	var w Work
	for i := range c.Rota.Runs {
		r := &c.Rota.Runs[i]
		at := c.H.Carer(r.Carer)
		if at < 0 {
			continue
		}
		if r.Shift == "" || c.H.Problem.Carers[at].Contract.Kind == model.ZeroHours {
			x := byVisit(c.H, r)
			w.At, w.Paid = w.At+x.At, w.Paid+x.Paid
			continue
		}
		shift := 60 * int64(r.End-r.Start)
		w.At, w.Paid = w.At+shift, w.Paid+shift-60*int64(r.Break)
	}
	return w
}

// byVisit is a run of somebody who is paid by the visit.
func byVisit(h *model.Horizon, r *model.Run) (w Work) {
	begun := false
	first, last := model.Clock(0), model.Clock(0)
	for i := range r.Stops {
		s := &r.Stops[i]
		if s.Kind == model.StopBreak {
			w.Paid += travel(begun, s)
			continue
		}
		w.Paid += 60*int64(s.End-s.Start) + travel(begun, s)
		if !begun {
			first, begun = s.Start, true
		}
		last = s.End
	}
	w.At = 60 * int64(last-first)
	w.Paid = min(w.Paid, w.At)
	return w
}

func travel(begun bool, s *model.Stop) int64 {
	if !begun {
		return 0
	}
	return int64(s.Travel)
}

// Compare sets rotas side by side: cover, travel, hours paid and unpaid, continuity and pay for an hour
// at work.
func Compare(w io.Writer, rotas []Compared, l *Localizer) error {
	p := newPage(rotas[0].H, nil, nil, l)
	t := table{right: []bool{false}, gap: 3}
	head := []string{""}
	for i := range rotas {
		head, t.right = append(head, rotas[i].H.Problem.Name), append(t.right, true)
	}
	t.add(head...)
	for _, row := range compareRows {
		cells := []string{l.T(row.key)}
		for i := range rotas {
			cells = append(cells, row.cell(p, &rotas[i]))
		}
		if cells[1] != "" {
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
	cell func(p *page, c *Compared) string
}

var compareRows = []compareRow{
	{"compare.care", func(p *page, c *Compared) string { return p.seconds(60 * int64(c.Verdict.Measures.MinutesAllocated)) }},
	{"compare.cover", func(_ *page, c *Compared) string { return percent(c.Verdict.Measures.AllocatedPct) }},
	{"compare.missing", func(_ *page, c *Compared) string {
		return fmt.Sprint(c.Verdict.Measures.Visits - c.Verdict.Measures.VisitsAllocated)
	}},
	{"compare.breaches", func(_ *page, c *Compared) string { return fmt.Sprint(c.Verdict.Score.Breaches) }},
	{"compare.travel", func(p *page, c *Compared) string { return p.seconds(c.Verdict.Measures.Travel) }},
	{"compare.share", func(_ *page, c *Compared) string { return percent(c.Verdict.Measures.TravelPct) }},
	{"compare.miles", func(_ *page, c *Compared) string {
		return fmt.Sprintf("%.0f", float64(c.Verdict.Measures.Metres)/1609.344)
	}},
	{"compare.work", func(p *page, c *Compared) string { return p.seconds(c.Work().At) }},
	{"compare.paid", func(p *page, c *Compared) string { return p.seconds(c.Work().Paid) }},
	{"compare.unpaid", func(p *page, c *Compared) string { x := c.Work(); return p.seconds(x.At - x.Paid) }},
	{"compare.pay", func(_ *page, c *Compared) string {
		x, rate := c.Work(), payRate(c.H.Problem)
		if rate == 0 || x.At == 0 {
			return ""
		}
		return fmt.Sprintf("£%.2f", rate*float64(x.Paid)/float64(x.At))
	}},
	{"compare.week", func(_ *page, c *Compared) string { return fmt.Sprintf("%.1f", c.Verdict.Measures.CarersMean) }},
	{"compare.month", func(_ *page, c *Compared) string {
		for _, x := range c.Verdict.Measures.CarersIn {
			if x.Days == 28 {
				return fmt.Sprintf("%.1f", x.Mean)
			}
		}
		return ""
	}},
	{"compare.same", func(_ *page, c *Compared) string { return percent(100 * c.Verdict.Measures.ContinuityMean.Visit.UPC) }},
	{"compare.team", func(_ *page, c *Compared) string { return percent(c.Verdict.Measures.TeamPct) }},
}

// payRate is the rate of pay in force when the plan begins, 0 where none is given.
func payRate(p *model.Problem) float64 {
	rate, from := 0.0, model.Date(0)
	for _, r := range p.Rates {
		if r.Name == PayRate && r.From <= p.Plan.Start && (rate == 0 || r.From >= from) {
			rate, from = r.Value, r.From
		}
	}
	return rate
}
