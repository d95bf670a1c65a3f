package report

import (
	"cmp"
	"strings"

	"github.com/milltir/milltir/model"
)

// Fix says which one change of the rota would mend a violation, or why none is named: "Nearest fix:
// start at 08:30."
func Fix(h *model.Horizon, f model.Fix, v model.Violation, l *Localizer) string {
	return words{h: h, l: l}.fix(f, v)
}

func (w words) fix(f model.Fix, v model.Violation) string {
	d := D{
		"Time": clock(f.Start), "Minutes": w.minutes(f.Minutes), "Carer": w.carer(f.Carer), "Before": w.carer(f.For), "With": w.carer(f.With),
		"Timed": f.Kind == model.FixCarer && f.Start != 0, "Nobody": f.Carer == "", "Same": f.Carer == f.For, "Date": "",
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
	if f.With != "" {
		key += "_two"
	}
	switch t := w.template(f.Visit); {
	case f.Kind == model.FixNone:
		key = w.none(f, v, d)
	case t != nil && w.l.Has("fix.other_"+key):
		d["Kind"], d["Person"], d["Visit"] = w.kind(f.Visit), w.person(t.Person), f.Visit
		key = "other_" + key
	}
	text := w.l.T("fix."+key, d)
	if f.Worse > 0 {
		return w.l.T("fix.dear", D{"Text": text, "Cost": decimal(f.Worse)})
	}
	if v.Visit != "" && (f.Kind == model.FixNone || f.Kind == model.FixSome || f.Kind == model.FixWhole) {
		return w.l.T("fix.explain", D{"Text": text, "Visit": w.visitOn(v.Visit, v.Date)})
	}
	return text
}

// none gives the key for a violation that none of the changes that were tried mends, and lists these.
func (w words) none(f model.Fix, v model.Violation, d D) string {
	tried := make([]string, 0, len(f.Tried))
	for _, kind := range f.Tried {
		tried = append(tried, w.l.T("tried."+kind, nil))
	}
	d["Tried"] = strings.Join(tried, w.l.T("list.separator"))
	t := w.template(v.Visit)
	switch {
	case len(tried) == 0 && t != nil && t.Carers > 2 && v.Level == model.Covers:
		d["Carers"] = w.l.N("unit.carer", t.Carers)
		return "many"
	case len(tried) == 0:
		return "untried"
	case v.Level != model.Law:
		return "no_wish"
	}
	return "none"
}

// visitOn is how milltir explain is asked for a visit: with its date, where it has one then.
func (w words) visitOn(id model.VisitID, date model.Date) string {
	for i := range w.h.Visits {
		if w.h.Visits[i].ID == id && w.h.Visits[i].Date == date {
			return string(id) + "@" + date.String()
		}
	}
	return string(id)
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
