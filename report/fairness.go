package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/model/check"
)

// fairVariant says which kind of load is not shared out, in its own unit: five attendances with a
// colleague weigh as much as one of the others.
func (w words) fairVariant(v model.Violation) (string, D) {
	k := slices.Index(model.FairNames[:], v.Detail)
	if k < 0 {
		return "", nil
	}
	one := int64(model.FairOne)
	if model.FairKind(k) == model.FairDoubleUps {
		one = model.FairDoubleUp
	}
	return v.Detail, D{"Is": decimal(v.Amount * 1000 / one), "Share": decimal(v.Limit * 1000 / one)}
}

// Fairness writes who bears what is hard, beside their share by contract: one row a carer.
func Fairness(w io.Writer, h *model.Horizon, r *model.Rota, v *check.Verdict, l *Localizer) error {
	p := newPage(h, r, v, l)
	p.line(l.T("fairness.title", D{"Name": cmp.Or(r.Name, h.Problem.Name)}))
	p.line(p.period())
	p.line(l.T("fairness.how"))
	rows := p.measures().Fairness
	if len(rows) == 0 {
		p.line(l.T("fairness.none"))
		p.foot(pageWidth)
		return p.flush(w)
	}
	p.line()
	t := table{right: []bool{false, true, true, true, true, true}, gap: 3}
	head := []string{l.T("contracts.carer")}
	for _, kind := range model.FairNames {
		head = append(head, l.word("fairness", kind))
	}
	t.add(head...)
	for _, x := range rows {
		row := []string{p.carer(x.Carer)}
		for k := range x.Load {
			row = append(row, fmt.Sprintf("%.1f (%.1f)", x.Load[k], x.Share[k]))
		}
		t.add(row...)
	}
	t.write(p, "  ")
	p.foot(pageWidth)
	return p.flush(w)
}
