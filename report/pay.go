package report

import (
	"fmt"
	"io"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
)

// Pay writes what every carer is paid in each pay reference period for an hour that counts for the minimum wage, beside
// it, with a mark where it falls short.
func Pay(w io.Writer, h *model.Horizon, periods []check.PayPeriod, l *Localizer) error {
	p := newPage(h, &model.Rota{}, nil, l)
	p.head(l.T("pay.title", D{"Period": p.period()}))
	short := 0
	for i := range periods {
		if periods[i].Short > 0 {
			short++
		}
	}
	p.wrapped("", l.N("pay.short", short), pageWidth)
	if !h.Problem.PayKnown() {
		p.wrapped("", l.T("pay.no_rates"), pageWidth)
	}
	if n := lent(h.Problem); n > 0 {
		p.wrapped("", l.N("pay.lent", n), pageWidth)
	}
	for i := range periods {
		x := &periods[i]
		if i == 0 || periods[i-1].Carer != x.Carer {
			p.line()
			p.line(p.carer(x.Carer))
		}
		p.payPeriod(x)
	}
	p.line()
	p.wrapped("", l.T("pay.how", D{"Gap": p.minutes(h.Rules.Pay.Gap)}), pageWidth)
	p.foot(pageWidth)
	return p.flush(w)
}

// lent counts the carers whom another provider lends.
func lent(p *model.Problem) (n int) {
	for i := range p.Carers {
		if p.Carers[i].Lent {
			n++
		}
	}
	return n
}

// PayJSON writes the same for machines.
func PayJSON(w io.Writer, periods []check.PayPeriod) error {
	return writeJSON(w, struct {
		Periods []check.PayPeriod `json:"periods"`
	}{periods})
}

func (p *page) payPeriod(x *check.PayPeriod) {
	d := D{
		"From": p.date(x.From), "To": p.date(x.To), "Work": p.hours(x.Work), "Contact": p.hours(x.Contact), "Travel": p.hours(x.Travel),
		"Waits": p.hours(x.Waits), "Events": p.hours(x.Events), "Site": p.hours(x.OnSite), "Paid": p.hours(x.Paid),
		"Pay": pounds(x.Pay), "Hour": pounds(x.PerHour), "Law": pounds(x.Law), "Since": x.LawFrom, "Short": pounds(x.Short),
	}
	d["OnSite"], d["HasApart"], d["Apart"] = x.OnSite > 0, x.Apart > 0, p.hours(x.Apart)
	if x.Work == 0 {
		p.wrapped("  ", p.l.T("pay.no_work", d), pageWidth)
		return
	}
	p.wrapped("  ", p.l.T("pay.period", d), pageWidth)
	key := "pay.enough"
	switch {
	case !x.Known:
		key = "pay.unknown"
	case x.Law == 0:
		key = "pay.no_law"
	case x.Short > 0:
		key = "pay.too_little"
	}
	p.wrapped("    ", p.l.T(key, d), pageWidth)
}

// pounds prints pence.
func pounds(pence int) string { return fmt.Sprintf("£%d.%02d", pence/100, pence%100) }
