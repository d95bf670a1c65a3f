package report

import (
	"cmp"

	"github.com/milltir/milltir/model"
)

// Fix says which one change of the rota would mend a violation, or why none is named: "Nearest fix:
// start at 08:30."
func Fix(h *model.Horizon, f model.Fix, v model.Violation, l *Localizer) string {
	return words{h: h, l: l}.fix(f, v)
}

func (w words) fix(f model.Fix, v model.Violation) string {
	d := D{
		"Time": clock(f.Start), "Minutes": w.minutes(f.Minutes), "Carer": w.carer(f.Carer), "Before": w.carer(f.For),
		"Timed": f.Kind == model.FixCarer && f.Start != 0, "Nobody": f.Carer == "", "Date": "",
		"Shift": w.worked(f.Shift, f.For, cmp.Or(f.Date, v.Date)), "Into": w.worked(f.Into, f.Carer, cmp.Or(f.Date, v.Date)),
	}
	if f.Date != 0 {
		d["Date"] = w.date(f.Date)
		f.Visit = cmp.Or(f.Visit, v.Visit)
	}
	if t := w.template(f.Other); t != nil {
		d["OtherKind"], d["OtherPerson"] = w.kind(f.Other), w.person(t.Person)
	}
	key := f.Kind
	switch t := w.template(f.Visit); {
	case f.Kind == model.FixNone && v.Level != model.Law:
		key = "no_wish"
	case t != nil && w.l.Has("fix.other_"+f.Kind):
		d["Kind"], d["Person"], d["Visit"] = w.kind(f.Visit), w.person(t.Person), f.Visit
		key = "other_" + f.Kind
	}
	text := w.l.T("fix."+key, d)
	if f.Worse > 0 {
		return w.l.T("fix.dear", D{"Text": text, "Cost": decimal(f.Worse)})
	}
	return text
}

// worked gives the times of a carer's shift on a date; empty if there is none of that name.
func (w words) worked(id model.ShiftID, carer model.CarerID, date model.Date) string {
	for i := range w.h.Shifts {
		s := &w.h.Shifts[i]
		if id != "" && s.ID == id && s.Date == date && (s.Carer < 0 || w.h.Problem.Carers[s.Carer].ID == carer) {
			return span(w.h.Calendar.Local(s.Start, date), w.h.Calendar.Local(s.End, date))
		}
	}
	return ""
}
