package report

import "github.com/milltir/milltir/model"

// Fix says which one change of the rota would mend a violation of a level, or why none is named:
// "Nearest fix: start at 08:30."
func Fix(h *model.Horizon, f model.Fix, level model.Level, l *Localizer) string {
	return words{h: h, l: l}.fix(f, level)
}

// fix says what would mend a violation of a level, or why nothing is named.
func (w words) fix(f model.Fix, level model.Level) string {
	d := D{
		"Time": clock(f.Start), "Minutes": w.minutes(f.Minutes), "Carer": w.carer(f.Carer), "Before": w.carer(f.For),
		"Visit": f.Visit, "Shift": f.Shift, "Into": f.Into, "Date": "", "Nobody": f.Carer == "",
	}
	if f.Date != 0 {
		d["Date"] = w.date(f.Date)
	}
	key := f.Kind
	t := w.template(f.Visit)
	switch {
	case f.Kind == model.FixNone && level != model.Law:
		key = "no_wish"
	case t != nil:
		d["Kind"], d["Person"] = w.kind(f.Visit), w.person(t.Person)
		key = "other_" + f.Kind
	}
	text := w.l.T("fix."+key, d)
	if f.Worse > 0 {
		return w.l.T("fix.dear", D{"Text": text, "Cost": decimal(f.Worse)})
	}
	return text
}
